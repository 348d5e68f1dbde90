//! The headers of zstd frames.

/// Whether `bytes` begin with a zstd frame or a skippable frame.
pub(super) fn is_frame(bytes: &[u8]) -> bool {
    bytes.starts_with(&MAGIC) || n_skipped(bytes).is_some()
}

pub(super) const MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// The length of the skippable frame that `bytes` begin with, if any.
pub(super) fn n_skipped(bytes: &[u8]) -> Option<u64> {
    let &[0x50..=0x5f, 0x2a, 0x4d, 0x18, a, b, c, d, ..] = bytes else { return None };
    Some(8 + u64::from(u32::from_le_bytes([a, b, c, d])))
}
