//! The drawing: boxes and labels with their texts, sizes and colours, before the layout places them.

mod metrics;
#[cfg_attr(
    not(test),
    expect(dead_code, unused_imports, reason = "the drawing names its boxes once it is in place")
)]
mod name;
