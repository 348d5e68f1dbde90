//! How much work names may be.

/// The most that one name may cost. Names of 20,000 characters occur, and each character costs one.
const MOST: usize = 1 << 18;

/// What names may cost together, whatever they are.
const FREE: usize = 1 << 24;

/// What they may cost for each byte they have. It is about four in large programs of C++.
const PER_BYTE: usize = 16;

/// The work that is left, in characters written and parts printed.
///
/// Names come from strangers, and a short one may stand for a text that no memory holds. The limit is in counted
/// steps, so that a name is demangled on every machine or on none.
#[derive(Debug)]
pub(super) struct Effort {
    left: usize,
    left_for_one: usize,
}

impl Effort {
    /// What names of `n_bytes` together are worth.
    pub(super) fn new(n_bytes: usize) -> Effort {
        Effort { left: FREE.saturating_add(n_bytes.saturating_mul(PER_BYTE)), left_for_one: MOST }
    }

    /// Begins with the next name.
    pub(super) fn begin(&mut self) {
        self.left_for_one = MOST;
    }

    /// Takes so much away; nothing if that is more than is left.
    pub(super) fn spend(&mut self, n_steps: usize) -> Option<()> {
        self.left_for_one = self.left_for_one.checked_sub(n_steps)?;
        self.left = self.left.checked_sub(n_steps)?;
        Some(())
    }
}
