//! Limits the work of demangling.

/// The limit per name. Names of 20,000 characters occur, and each character costs one.
const MAX: usize = 1 << 18;

/// The limit for all names of a profile.
const FREE: usize = 1 << 24;

/// Additional limit per byte of all names. Large programs of C++ take about four.
const PER_BYTE: usize = 16;

/// The remaining work, in characters written and nodes printed.
///
/// Names are untrusted input, and a short one may expand beyond any memory. The limit is in counted steps, so that the
/// result is the same on every machine.
#[derive(Debug)]
pub(super) struct Effort {
    left: usize,
    left_for_one: usize,
}

impl Effort {
    /// The limit for names of `n_bytes` in total.
    pub(super) fn new(n_bytes: usize) -> Effort {
        Effort { left: FREE.saturating_add(n_bytes.saturating_mul(PER_BYTE)), left_for_one: MAX }
    }

    /// Starts the next name.
    pub(super) fn begin(&mut self) {
        self.left_for_one = MAX;
    }

    /// Takes `n_steps`; `None` if fewer are left.
    pub(super) fn spend(&mut self, n_steps: usize) -> Option<()> {
        self.left_for_one = self.left_for_one.checked_sub(n_steps)?;
        self.left = self.left.checked_sub(n_steps)?;
        Some(())
    }
}
