//! Text reports, and formats of other programs: byte for byte what `go tool pprof` prints, where it has them.
//!
//! Tables ([`top`], [`tree`], [`peek`]) show a [`Graph`](crate::analysis::Graph) that was trimmed with
//! [`Cut::table`](crate::analysis::Cut::table), or not at all for [`peek`]. Reports of samples ([`traces`], [`raw`],
//! [`tags`]) are written while they are computed, so that a large profile is not held twice. [`list`] gets source files
//! from its caller.
//!
//! Some reports are not in the reference: [`collections`] and [`collections_json`] of a garbage collector log
//! ([`gctrace`](crate::gctrace)), and [`comparison_markdown`] and [`comparison_json`] of a comparison of runs
//! ([`review`](crate::review)).
//!
//! Names are written as in the profile, even where terminals interpret them; in Markdown and JSON they are escaped.

mod callgrind;
mod calls;
mod collections;
mod collections_json;
mod columns;
mod comments;
mod comparison_json;
mod comparison_markdown;
mod duration;
mod header;
mod json;
mod list;
mod markdown;
mod peek;
mod raw;
mod tabs;
mod tags;
mod top;
mod top_profile;
mod traces;
mod tree;

#[cfg(test)]
mod tests;

pub use self::{
    callgrind::callgrind,
    collections::collections,
    collections_json::collections_json,
    comments::comments,
    comparison_json::comparison_json,
    comparison_markdown::comparison_markdown,
    header::{Heading, facts},
    list::list,
    markdown::{ImageAddress, ImageAddressError},
    peek::peek,
    raw::raw,
    tags::tags,
    top::top,
    top_profile::top_profile,
    traces::traces,
    tree::tree,
};
