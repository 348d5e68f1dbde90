//! Options of demangling.

/// How much of a name is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mode {
    /// Neither function parameters nor template arguments.
    #[default]
    Default,
    /// Template arguments, but no function parameters.
    Templates,
    /// Everything.
    Full,
    /// The mangled name.
    None,
}

/// Options of demangling.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Demangling {
    /// How much of a name is shown.
    pub mode: Mode,
    /// Whether functions whose name differs from their system name are renamed too.
    pub force: bool,
}
