//! Field numbers of `profile.proto`.

// Message Profile.
pub(super) const SAMPLE_TYPE: u32 = 1;
pub(super) const SAMPLE: u32 = 2;
pub(super) const MAPPING: u32 = 3;
pub(super) const LOCATION: u32 = 4;
pub(super) const FUNCTION: u32 = 5;
pub(super) const STRING: u32 = 6;
pub(super) const DROP_FRAMES: u32 = 7;
pub(super) const KEEP_FRAMES: u32 = 8;
pub(super) const TIME_NANOS: u32 = 9;
pub(super) const DURATION_NANOS: u32 = 10;
pub(super) const PERIOD_TYPE: u32 = 11;
pub(super) const PERIOD: u32 = 12;
pub(super) const COMMENT: u32 = 13;
pub(super) const DEFAULT_SAMPLE_TYPE: u32 = 14;
pub(super) const DOC_URL: u32 = 15;

// Message Sample.
pub(super) const SAMPLE_LOCATION_ID: u32 = 1;
pub(super) const SAMPLE_VALUE: u32 = 2;
pub(super) const SAMPLE_LABEL: u32 = 3;
