//! Options and limits of symbolization.

/// Options and limits of symbolization.
#[derive(Clone, Debug)]
pub struct SymbolizeOptions {
    /// Whether existing names are replaced (no).
    pub force: bool,
    /// The limit in bytes of a file's decompressed sections (2 GiB).
    pub max_decompressed: u64,
}

impl Default for SymbolizeOptions {
    fn default() -> SymbolizeOptions {
        SymbolizeOptions { force: false, max_decompressed: 2 << 30 }
    }
}
