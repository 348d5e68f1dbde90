//! Why a picture cannot be converted.

/// Why a picture cannot be converted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConvertError {
    /// The picture has a million elements or more.
    #[error("the picture has too many parts")]
    TooLarge,
    /// The text is not an SVG of this crate.
    #[error("not a picture: {0}")]
    NoPicture(String),
    /// The scale is not a positive number.
    #[error("the scale is no positive number")]
    Scale,
    /// Encoding failed, for this reason.
    #[error("the picture cannot be written: {0}")]
    Unwritable(String),
}
