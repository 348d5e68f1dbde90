//! How profiles are read.

use crate::profile::compression::Limits;

/// How a profile is read. What comes of it does not depend on this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReadOptions {
    /// How much it may be when it is unpacked.
    pub limits: Limits,
    /// How many threads may be started to decode a large profile while it is being unpacked (4). They are not more than
    /// the machine has processors, and none where it has no threads.
    ///
    /// Every thread finds its own stacks, and shared ones are only found to be shared in the end: more threads than
    /// four gain little time and cost memory.
    pub threads: usize,
}

impl Default for ReadOptions {
    fn default() -> ReadOptions {
        ReadOptions { limits: Limits::default(), threads: 4 }
    }
}
