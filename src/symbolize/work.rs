//! Limits the work per file in counted steps: untrusted files may be made to take forever.

use std::cell::Cell;

use super::interruption::Interruption;

/// Steps per byte. Compiled files take two to five, as most bytes are read once.
const STEPS_PER_BYTE: u64 = 16;

/// Steps for any file: a small one may read some bytes often.
const STEPS_AT_LEAST: u64 = 1 << 20;

/// The remaining steps: one for each byte, attribute, row or name that is read.
#[derive(Debug)]
pub(crate) struct Work {
    left: Cell<u64>,
}

impl Work {
    /// The limit for a file of `n_bytes`.
    pub(crate) fn for_bytes(n_bytes: usize) -> Work {
        let steps = (n_bytes as u64).saturating_mul(STEPS_PER_BYTE).saturating_add(STEPS_AT_LEAST);
        Work { left: Cell::new(steps) }
    }

    /// Takes steps, or fails if too few are left.
    pub(crate) fn take(&self, steps: u64) -> Result<(), Interruption> {
        let left = self.left.get().checked_sub(steps);
        self.left.set(left.unwrap_or_default());
        left.map(|_| ()).ok_or(Interruption::TooMuch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_ends() {
        let work = Work::for_bytes(1);
        assert_eq!(work.take(STEPS_AT_LEAST), Ok(()));
        assert_eq!(work.take(STEPS_PER_BYTE), Ok(()));
        assert_eq!(work.take(1), Err(Interruption::TooMuch));
        assert_eq!(Work::for_bytes(usize::MAX).take(u64::MAX), Ok(()));
    }
}
