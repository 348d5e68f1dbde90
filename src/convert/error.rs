//! Why a picture is not converted.

/// Why a picture is not converted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConvertError {
    /// The picture has a million elements or more.
    #[error("the picture has too many parts")]
    TooLarge,
    /// The text is no SVG of this crate.
    #[error("not a picture: {0}")]
    NoPicture(String),
    /// The pixels to the px are no positive number.
    #[error("the scale is no positive number")]
    Scale,
    /// The result cannot be written; the text says why.
    #[error("the picture cannot be written: {0}")]
    Unwritable(String),
}
