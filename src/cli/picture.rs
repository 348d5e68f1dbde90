//! The files that a picture can be.

/// A kind of file that a picture can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum File {
    Svg,
    Png,
    Pdf,
}

impl File {
    /// The one that the format of this name is, if any.
    pub(crate) fn named(format: &str) -> Option<File> {
        match format {
            "svg" | "web" => Some(File::Svg),
            "png" => Some(File::Png),
            "pdf" => Some(File::Pdf),
            _ => None,
        }
    }

    /// The name of its format, which is also how names of such files end.
    pub(crate) fn name(self) -> &'static str {
        match self {
            File::Svg => "svg",
            File::Png => "png",
            File::Pdf => "pdf",
        }
    }

    /// Whether this command was built with it.
    pub(crate) fn is_built(self) -> bool {
        match self {
            File::Svg => true,
            File::Png => cfg!(feature = "png"),
            File::Pdf => cfg!(feature = "pdf"),
        }
    }
}
