//! Reports in text, and the formats of other programs: byte for byte what `go tool pprof` prints.
//!
//! Tables ([`top`], [`tree`], [`peek`]) show a [`Graph`](crate::analysis::Graph) that was cut by
//! [`Cut::table`](crate::analysis::Cut::table), or not at all for [`peek`]. What is about samples rather than functions
//! ([`traces`], [`raw`], [`tags`]) is written as it is made, so that nothing of a large profile is held twice. [`list`] asks for
//! source files: the library opens none.
//!
//! [`collections`] and [`collections_json`] are of a log of the garbage collector ([`gctrace`](crate::gctrace)), of which
//! the reference knows nothing; neither of [`comparison_markdown`] and [`comparison_json`], which are of a comparison of
//! runs ([`review`](crate::review)).
//!
//! Names are written as the profile has them, whatever a terminal makes of them; in Markdown, and in JSON, so that they
//! are nothing but text.

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
