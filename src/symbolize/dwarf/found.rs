//! Results of looking addresses up in debug information.

use crate::symbolize::frame::Place;
use crate::symbolize::texts::TextId;

/// A function's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) text: TextId,
    /// Whether it is the linkage name, and not only the unqualified name of the source.
    pub(crate) is_symbol: bool,
}

/// A function that holds an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Called {
    pub(crate) name: Option<Name>,
    /// The call site, if it was inlined.
    pub(crate) from: Place,
}

/// The debug information of an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) place: Option<Place>,
    /// The functions, outermost first.
    pub(crate) functions: Vec<Called>,
}
