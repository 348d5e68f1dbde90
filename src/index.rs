//! Indices of 32 bits.

/// Converts an index or count to 32 bits.
///
/// # Panics
///
/// If it does not fit, which cannot happen: every entry takes at least a byte of a file, or readers limit their number.
pub(crate) fn index(n: usize) -> u32 {
    u32::try_from(n).expect("entries are counted in 32 bits; readers see to that")
}
