//! What is asked of whoever has the files, and whether a file is the right one.

use bstr::BStr;

use super::image::{Image, hex};

/// Where object files come from. The library opens no file itself.
pub trait Resolve {
    /// The bytes of the file that is wanted, or why there are none, in the user's words.
    ///
    /// Files that do not [fit](Request::check) are of no use; where there are several to choose from, it is worth
    /// asking. The reason is passed on for [`Part::Binary`] only; all other parts may be missing.
    ///
    /// # Errors
    ///
    /// If there is no such file.
    fn open(&mut self, request: &Request<'_>) -> Result<Vec<u8>, String>;
}

/// A file that is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request<'a> {
    /// The program or library that it belongs to, as the mapping has it; empty if that is unknown.
    pub filename: &'a BStr,
    /// Its build id in lower-case hexadecimal digits; empty if that is unknown.
    pub build_id: &'a str,
    /// Which part of it.
    pub part: Part<'a>,
}

/// A part of a program or a library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// The file itself.
    Binary,
    /// The debug information that was taken out of it.
    Debug {
        /// The name of the file, and its checksum, if the program says that.
        link: Option<(&'a BStr, u32)>,
    },
    /// The file with what its debug information shares with others.
    Shared {
        /// The file.
        name: &'a BStr,
    },
    /// The package with the units that were split off when it was compiled.
    Package,
    /// One of these units.
    Unit {
        /// The folder it was compiled in.
        folder: &'a BStr,
        /// The file, in this folder unless it says another one.
        name: &'a BStr,
    },
}

/// Why a file is not the one that is wanted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// It is of no known format.
    #[error("unrecognized binary format")]
    NotAnObject,
    /// It has another build id, or none.
    #[error("build-id mismatch ({wanted} != {found})")]
    BuildId {
        /// The one that the profile has.
        wanted: String,
        /// The one that the file has; empty if none.
        found: String,
    },
    /// It has another checksum.
    #[error("checksum mismatch")]
    Checksum,
}

impl Request<'_> {
    /// Whether these bytes are the file that is wanted.
    ///
    /// # Errors
    ///
    /// If they are no object file, or one of another build.
    pub fn check(&self, bytes: &[u8]) -> Result<(), Misfit> {
        let image = Image::parse(bytes, self.build_id).ok_or(Misfit::NotAnObject)?;
        let build_id = image.build_id();
        match (self.part, &build_id) {
            (Part::Package | Part::Unit { .. }, _) => return Ok(()),
            (Part::Debug { link: Some((_, checksum)) }, None) => {
                let mut sum = flate2::Crc::new();
                sum.update(bytes);
                return if sum.sum() == checksum { Ok(()) } else { Err(Misfit::Checksum) };
            }
            _ => {}
        }
        let found = build_id.unwrap_or_default();
        if self.build_id.is_empty() || self.build_id == found {
            return Ok(());
        }
        Err(Misfit::BuildId { wanted: self.build_id.to_owned(), found })
    }
}

/// The file with what several share, as the one that needs it has it: name and build id.
pub(super) fn shared<'d>(image: &Image<'d>) -> Option<(&'d BStr, String)> {
    let (name, build_id) = image.shared_link()?;
    Some((BStr::new(name), hex(build_id)))
}
