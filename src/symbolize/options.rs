//! What is looked for, and within which limits.

/// What is looked for.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// Whether names that are there already are replaced.
    pub force: bool,
    /// How many bytes the sections of a file may unpack to.
    pub most_unpacked: u64,
}

impl Default for Options {
    fn default() -> Options {
        Options { force: false, most_unpacked: 2 << 30 }
    }
}
