//! What is looked for, and within which limits.

/// What is looked for.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SymbolizeOptions {
    /// Whether names that are there already are replaced.
    pub force: bool,
    /// How many bytes the sections of a file may decompress to.
    pub max_decompressed: u64,
}

impl Default for SymbolizeOptions {
    fn default() -> SymbolizeOptions {
        SymbolizeOptions { force: false, max_decompressed: 2 << 30 }
    }
}
