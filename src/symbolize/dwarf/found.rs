//! What debug information says of an address.

use crate::symbolize::frame::Place;
use crate::symbolize::texts::TextId;

/// A function's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) text: TextId,
    /// Whether it is the name that linkers know, and not only the last part of what the source has.
    pub(crate) is_symbol: bool,
}

/// A function that holds an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Called {
    pub(crate) name: Option<Name>,
    /// Where it is called, if it was inlined.
    pub(crate) from: Place,
}

/// What DWARF says of an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) place: Option<Place>,
    /// The functions, outermost first.
    pub(crate) functions: Vec<Called>,
}
