//! How names are to be demangled, and the words for it.

/// How much of a name is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Neither parameters of functions nor arguments of templates.
    #[default]
    Default,
    /// No parameters of functions.
    Templates,
    /// Everything.
    Full,
    /// The mangled name.
    None,
}

/// How the names of a profile's functions are to be demangled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Demangling {
    /// How much of a name is shown.
    pub mode: Mode,
    /// Whether functions are given new names that have one other than their system name already.
    pub force: bool,
}
