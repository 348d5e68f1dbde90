//! Source files: their names in profiles, where they may be, and their lines.
//!
//! The library opens no file. A [`Search`] says where one may be, whoever has the files looks there and is a
//! [`Sources`], and [`Texts`] keeps what is read for the next function of the same file.

mod names;
mod search;
mod texts;

pub(crate) use self::names::{PathTrim, clean};
pub use self::{
    search::{Places, Search},
    texts::{Sources, Texts},
};
