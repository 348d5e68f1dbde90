//! Frames: functions with source lines.

use super::texts::TextId;

/// A line of a source file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) file: Option<TextId>,
    pub(super) line: u64,
    pub(super) column: u64,
}

/// A frame of a location.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) name: TextId,
    pub(super) place: Place,
}
