//! What is looked for, and within which limits.

/// What is looked for.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// Whether names that are there already are replaced.
    pub force: bool,
    /// How many bytes the sections of a file may decompress to.
    pub max_decompressed: u64,
}

impl Default for Options {
    fn default() -> Options {
        Options { force: false, max_decompressed: 2 << 30 }
    }
}
