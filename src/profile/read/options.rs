//! Options for reading profiles.

use crate::profile::compression::DecompressLimits;

/// Options for reading profiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadOptions {
    /// Limits on the decompressed size.
    pub limits: DecompressLimits,
    /// The maximum number of threads that decode a large profile while it is being decompressed (4). Limited by the
    /// number of processors; 0 on platforms without threads.
    ///
    /// Every thread finds its own stacks, and shared ones are only found to be shared in the end: more threads than
    /// four gain little time and cost memory.
    ///
    /// The result does not depend on it.
    pub threads: usize,
    /// Whether addresses get the names that comments in Go's pages of `debug=1` have of them (yes), which `go tool pprof`
    /// passes over.
    pub page_symbols: bool,
}

impl Default for ReadOptions {
    fn default() -> ReadOptions {
        ReadOptions { limits: DecompressLimits::default(), threads: 4, page_symbols: true }
    }
}
