//! How profiles are read.

use crate::profile::compression::DecompressLimits;

/// How a profile is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReadOptions {
    /// How much it may be when it is decompressed.
    pub limits: DecompressLimits,
    /// How many threads may be started to decode a large profile while it is being decompressed (4). They are not more than
    /// the machine has processors, and none where it has no threads.
    ///
    /// Every thread finds its own stacks, and shared ones are only found to be shared in the end: more threads than
    /// four gain little time and cost memory.
    ///
    /// What comes of it does not depend on this.
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
