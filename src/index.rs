//! How indices are kept: in 32 bits.

/// The index, or count, as tables keep it.
///
/// # Panics
///
/// If it does not fit. Whatever is counted takes a byte of a file at least, or is refused by the readers before there are
/// so many.
pub(crate) fn index(n: usize) -> u32 {
    u32::try_from(n).expect("entries are counted in 32 bits; readers see to that")
}
