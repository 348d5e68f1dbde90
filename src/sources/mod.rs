//! Source files: names in profiles, candidate paths, and lines.
//!
//! The library opens no file. A [`Search`] lists the paths where a file may be, a caller's [`Sources`] reads it, and
//! [`Texts`] caches its text for further functions of the same file.

mod names;
mod search;
mod texts;

pub(crate) use self::names::{PathTrim, clean};
pub use self::{
    search::{Places, Search},
    texts::{Sources, Texts},
};
