//! The file formats of pictures.

/// A file format of pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum File {
    Svg,
    Png,
    Pdf,
}

impl File {
    /// The format of this name, if there is one.
    pub(crate) fn named(format: &str) -> Option<File> {
        match format {
            "svg" | "web" => Some(File::Svg),
            "png" => Some(File::Png),
            "pdf" => Some(File::Pdf),
            _ => None,
        }
    }

    /// Its name, which is also the file name extension.
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
