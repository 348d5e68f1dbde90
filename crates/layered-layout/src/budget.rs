//! A limit on work, counted in steps, so that every graph ends and the same input gives the same drawing.

/// What is left of a number of elementary steps.
#[derive(Clone, Debug)]
pub(crate) struct Budget(u64);

impl Budget {
    pub(crate) fn new(steps: u64) -> Budget {
        Budget(steps)
    }

    /// Takes `steps` off, down to nothing.
    pub(crate) fn spend(&mut self, steps: u64) {
        self.0 = self.0.saturating_sub(steps);
    }

    pub(crate) fn is_spent(&self) -> bool {
        self.0 == 0
    }
}
