//! Requests for object files, and checks that a file is the right one.

use bstr::BStr;

use super::image::{Image, hex};

/// Provides object files. The library opens no file itself.
pub trait Resolve {
    /// The bytes of the requested file.
    ///
    /// Where there are several candidates, use one that [passes the check](Request::check); others are of no use.
    ///
    /// # Errors
    ///
    /// If there is no such file: the reason in the user's words, which is reported for [`Part::Binary`] only, since all
    /// other parts are optional.
    fn open(&mut self, request: &Request<'_>) -> Result<Vec<u8>, String>;
}

/// A request for a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request<'a> {
    /// The program or library that it belongs to, as named in the mapping; empty if unknown.
    pub filename: &'a BStr,
    /// Its build id in lower-case hexadecimal digits; empty if unknown.
    pub build_id: &'a str,
    /// Which of its files.
    pub part: Part<'a>,
}

/// A file of a program or a library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// The file itself.
    Binary,
    /// The separate debug file.
    Debug {
        /// Its name and checksum, if the program has them.
        link: Option<(&'a BStr, u32)>,
    },
    /// The supplementary file, which several debug files share.
    Shared {
        /// Its name.
        name: &'a BStr,
    },
    /// The package of split DWARF units.
    Package,
    /// The file of a split DWARF unit.
    Unit {
        /// Its compilation directory.
        folder: &'a BStr,
        /// Its name, relative to the directory unless absolute.
        name: &'a BStr,
    },
}

/// Why a file is not the requested one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Mismatch {
    /// It is not an object file of a known format.
    #[error("unrecognized binary format")]
    NotAnObject,
    /// It has another build id, or none.
    #[error("build-id mismatch ({wanted} != {found})")]
    BuildId {
        /// The build id in the profile.
        wanted: String,
        /// The build id of the file; empty if none.
        found: String,
    },
    /// It has another checksum.
    #[error("checksum mismatch")]
    Checksum,
}

impl Request<'_> {
    /// Checks that these bytes are the requested file.
    ///
    /// # Errors
    ///
    /// If they are no object file, or one of another build.
    pub fn check(&self, bytes: &[u8]) -> Result<(), Mismatch> {
        let image = Image::parse(bytes, self.build_id).ok_or(Mismatch::NotAnObject)?;
        let build_id = image.build_id();
        match (self.part, &build_id) {
            (Part::Package | Part::Unit { .. }, _) => return Ok(()),
            (Part::Debug { link: Some((_, checksum)) }, None) => {
                let mut sum = flate2::Crc::new();
                sum.update(bytes);
                return if sum.sum() == checksum { Ok(()) } else { Err(Mismatch::Checksum) };
            }
            _ => {}
        }
        let found = build_id.unwrap_or_default();
        if self.build_id.is_empty() || self.build_id == found {
            return Ok(());
        }
        Err(Mismatch::BuildId { wanted: self.build_id.to_owned(), found })
    }
}

/// The supplementary file of `image`: name and build id.
pub(super) fn shared<'d>(image: &Image<'d>) -> Option<(&'d BStr, String)> {
    let (name, build_id) = image.shared_link()?;
    Some((BStr::new(name), hex(build_id)))
}
