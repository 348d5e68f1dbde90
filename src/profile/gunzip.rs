//! Unpacks gzip, and refuses what would fill the machine's memory.

use std::{
    borrow::Cow,
    io::{self, Read},
};

use flate2::bufread::MultiGzDecoder;

use super::read::ReadError;

/// How much a reader is willing to unpack.
///
/// Profiles come from strangers, and a gzip file can hold a thousand times its own size, of which a profile in memory
/// may take several times more. Real profiles shrink to a tenth or a twentieth; the ratio is only looked at where
/// it starts to cost memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The most bytes that any profile may have when unpacked (4 GiB).
    pub unpacked: usize,
    /// How many bytes may be unpacked whatever the ratio (32 MiB).
    pub free: usize,
    /// Beyond that, how many times the packed size is too much (100).
    pub ratio: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { unpacked: 4 << 30, free: 32 << 20, ratio: 100 }
    }
}

impl Limits {
    /// The most bytes that `packed` bytes may become.
    pub(super) fn for_packed(self, packed: usize) -> usize {
        self.free.max(packed.saturating_mul(self.ratio)).min(self.unpacked)
    }
}

/// The bytes themselves, or what they unpack to where they start as gzip does.
///
/// Several members in a row are one stream; anything else behind the last member is an error.
pub(super) fn unpack<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Cow<'a, [u8]>, ReadError> {
    if !is_packed(bytes) {
        return Ok(Cow::Borrowed(bytes));
    }
    let limit = limits.for_packed(bytes.len());
    let mut unpacked = Vec::with_capacity(size(bytes).min(limit));
    let one_more = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    MultiGzDecoder::new(bytes).take(one_more).read_to_end(&mut unpacked).map_err(gzip_error)?;
    if unpacked.len() > limit {
        return Err(ReadError::TooLarge { limit });
    }
    Ok(Cow::Owned(unpacked))
}

/// Whether bytes start as gzip does.
pub(super) fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x1f\x8b")
}

fn gzip_error(error: io::Error) -> ReadError {
    if error.kind() == io::ErrorKind::OutOfMemory { ReadError::Memory } else { ReadError::Gzip(error) }
}

/// How many bytes there are when they are unpacked, plus the one that lets a reader see the end without growing: what
/// the last member claims for itself. Only a hint: it may be a lie, and it is modulo 2³².
pub(super) fn size(bytes: &[u8]) -> usize {
    if !is_packed(bytes) {
        return bytes.len();
    }
    let size = bytes.last_chunk().map_or(0, |tail| u32::from_le_bytes(*tail));
    // A lie must not cost memory that an honest stream of this length could not fill.
    (size as usize).saturating_add(1).min(bytes.len().saturating_mul(32))
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn members_in_a_row_are_one_stream() {
        let both = [packed(b"one "), packed(b"two")].concat();
        assert_eq!(&*unpack(&both, &Limits::default()).unwrap(), b"one two");
    }

    #[test]
    fn garbage_behind_the_last_member_is_an_error() {
        let mut bytes = packed(b"one");
        bytes.extend(b"garbage");
        assert!(matches!(unpack(&bytes, &Limits::default()), Err(ReadError::Gzip(_))));
    }

    #[test]
    fn a_stream_may_be_as_large_as_the_limit_and_no_larger() {
        let limits = Limits { unpacked: 1000, free: 1000, ratio: 1 };
        assert_eq!(unpack(&packed(&[b'a'; 1000]), &limits).unwrap().len(), 1000);
        let error = unpack(&packed(&[b'a'; 1001]), &limits).unwrap_err();
        assert_eq!(
            error.to_string(),
            "unpacked, it is larger than 1000 bytes; it does not look like a profile"
        );
    }

    #[test]
    fn the_ratio_counts_beyond_the_free_part() {
        let limits = Limits { unpacked: 1 << 20, free: 1000, ratio: 100 };
        let bytes = packed(&[b'a'; 100_000]);
        assert!(matches!(unpack(&bytes, &limits), Err(ReadError::TooLarge { .. })));
    }
}
