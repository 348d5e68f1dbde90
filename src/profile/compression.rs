//! Detects the compression of a profile and decompresses it, whole or piece by piece, within limits.

use std::{
    borrow::Cow,
    fmt,
    io::{self, Read},
};

use flate2::bufread::MultiGzDecoder;

use super::zstd;
#[cfg(feature = "zstd")]
use super::zstd_frames;

/// The compression of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Compression {
    /// gzip (RFC 1952). Concatenated members are one stream; trailing data after the last member is an error.
    Gzip,
    /// Zstandard (RFC 8878). Concatenated frames are one stream; trailing data is an error.
    Zstd,
}

impl fmt::Display for Compression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Compression::Gzip => "gzip",
            Compression::Zstd => "zstd",
        })
    }
}

impl Compression {
    /// The compression that the magic number of `bytes` names; `None` if they are not compressed.
    pub(super) fn of(bytes: &[u8]) -> Option<Compression> {
        if bytes.starts_with(b"\x1f\x8b") {
            return Some(Compression::Gzip);
        }
        zstd::is_frame(bytes).then_some(Compression::Zstd)
    }

    fn open<'a>(self, bytes: &'a [u8]) -> Box<dyn Read + 'a> {
        match self {
            Compression::Gzip => Box::new(MultiGzDecoder::new(bytes)),
            #[cfg(feature = "zstd")]
            Compression::Zstd => Box::new(zstd_frames::Frames::new(bytes)),
            #[cfg(not(feature = "zstd"))]
            Compression::Zstd => Box::new(Missing),
        }
    }

    /// The decompressed size in bytes that the data claims, which may be wrong.
    fn claimed_size(self, bytes: &[u8]) -> u64 {
        match self {
            // The size of the last member, modulo 2³².
            Compression::Gzip => bytes.last_chunk().map_or(0, |tail| u32::from_le_bytes(*tail).into()),
            // The size is optional in frames; profiles typically compress to a sixth.
            Compression::Zstd => (bytes.len() as u64).saturating_mul(6),
        }
    }
}

/// Reports that zstd support was not compiled in.
#[cfg(not(feature = "zstd"))]
struct Missing;

#[cfg(not(feature = "zstd"))]
impl Read for Missing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

/// Limits on the decompressed size, against decompression bombs in untrusted input.
///
/// A gzip file can hold a thousand times its own size, of which a profile in memory
/// may take several times more. Real profiles shrink to a tenth or a twentieth; the ratio is only looked at where
/// it starts to cost memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecompressLimits {
    /// The largest decompressed size in bytes (4 GiB).
    pub decompressed: u64,
    /// Decompressed sizes up to this many bytes are allowed at any ratio (32 MiB).
    pub free: u64,
    /// Beyond `free`, the largest ratio of decompressed to compressed size (100).
    pub ratio: u64,
}

impl Default for DecompressLimits {
    fn default() -> DecompressLimits {
        DecompressLimits { decompressed: 4 << 30, free: 32 << 20, ratio: 100 }
    }
}

impl DecompressLimits {
    /// The decompressed size in bytes that is allowed for `compressed` bytes.
    fn for_compressed(self, compressed: usize) -> u64 {
        self.free.max((compressed as u64).saturating_mul(self.ratio)).min(self.decompressed)
    }
}

/// Why data could not be decompressed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DecompressError {
    /// The stream is damaged or truncated.
    #[error("the {compression} data is damaged: {error}")]
    Damaged {
        /// The compression of the data.
        compression: Compression,
        /// The decoder's error.
        #[source]
        error: io::Error,
    },
    /// Decompression was not compiled in: the feature `zstd`.
    #[error("it is packed with {0}, and this pprof-svg was built without {0}")]
    Unsupported(Compression),
    /// The decompressed data does not fit in memory.
    #[error("there is not enough memory to unpack it")]
    Memory,
    /// The decompressed data exceeds the limit.
    #[error("unpacked, it is larger than {limit} bytes; it does not look like a profile")]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
}

/// Decompresses piece by piece, within limits.
pub(super) struct Decompressor<'a> {
    compression: Compression,
    decompressed: Box<dyn Read + 'a>,
    limit: u64,
    n_read: u64,
}

impl<'a> Decompressor<'a> {
    /// Starts to decompress `bytes`; `None` if they are not compressed.
    pub(super) fn open(bytes: &'a [u8], limits: &DecompressLimits) -> Option<Decompressor<'a>> {
        let compression = Compression::of(bytes)?;
        let limit = limits.for_compressed(bytes.len());
        Some(Decompressor { compression, decompressed: compression.open(bytes), limit, n_read: 0 })
    }

    /// Appends the next `n` bytes to `memory`, fewer at the end, and returns their number.
    pub(super) fn read_on(&mut self, n: usize, memory: &mut Vec<u8>) -> Result<usize, DecompressError> {
        let start = memory.len();
        memory.resize(start + n, 0);
        let mut end = start;
        while end < memory.len() {
            match self.decompressed.read(&mut memory[end..]).map_err(|error| self.error(error))? {
                0 => break,
                n => end += n,
            }
        }
        memory.truncate(end);
        self.count(end - start)
    }

    /// Appends all remaining bytes to `memory`, and returns their number.
    fn read_to_end(&mut self, memory: &mut Vec<u8>) -> Result<usize, DecompressError> {
        // Reading one byte more than the limit shows that it is exceeded.
        let most = self.limit.saturating_add(1) - self.n_read;
        let n =
            self.decompressed.by_ref().take(most).read_to_end(memory).map_err(|error| self.error(error))?;
        self.count(n)
    }

    fn count(&mut self, n: usize) -> Result<usize, DecompressError> {
        self.n_read += n as u64;
        if self.n_read > self.limit { Err(DecompressError::TooLarge { limit: self.limit }) } else { Ok(n) }
    }

    fn error(&self, error: io::Error) -> DecompressError {
        match error.kind() {
            io::ErrorKind::OutOfMemory => DecompressError::Memory,
            io::ErrorKind::Unsupported if cfg!(not(feature = "zstd")) => {
                DecompressError::Unsupported(self.compression)
            }
            _ => DecompressError::Damaged { compression: self.compression, error },
        }
    }
}

/// The decompressed data; `bytes` themselves if they are not compressed.
pub(super) fn decompress<'a>(
    bytes: &'a [u8],
    limits: &DecompressLimits,
) -> Result<Cow<'a, [u8]>, DecompressError> {
    let Some(mut decompressor) = Decompressor::open(bytes, limits) else { return Ok(Cow::Borrowed(bytes)) };
    // One spare byte lets the reader reach the end without growing the vector.
    let capacity = usize::try_from(decompressor.limit).map_or(usize::MAX, |limit| limit.min(size(bytes) + 1));
    let mut decompressed = Vec::new();
    decompressed.try_reserve_exact(capacity).map_err(|_| DecompressError::Memory)?;
    decompressor.read_to_end(&mut decompressed)?;
    Ok(Cow::Owned(decompressed))
}

/// An estimate of the decompressed size, to reserve memory.
pub(super) fn size(bytes: &[u8]) -> usize {
    let Some(compression) = Compression::of(bytes) else { return bytes.len() };
    // A false claim must not reserve more than a real stream of this length could fill.
    let most = bytes.len().saturating_mul(32).saturating_sub(1);
    usize::try_from(compression.claimed_size(bytes)).map_or(most, |size| size.min(most))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::write::GzEncoder;

    use super::*;

    fn compressed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    /// What is not compiled in is not called damaged.
    #[test]
    #[cfg(not(feature = "zstd"))]
    fn zstd_may_be_left_out() {
        let error = decompress(b"\x28\xb5\x2f\xfd\x20\x01", &DecompressLimits::default()).unwrap_err();
        assert_eq!(error.to_string(), "it is packed with zstd, and this pprof-svg was built without zstd");
    }

    #[test]
    fn what_is_not_compressed_stays_as_it_is() {
        assert!(matches!(decompress(b"one", &DecompressLimits::default()), Ok(Cow::Borrowed(b"one"))));
        assert_eq!((size(b"one"), size(&compressed(b"four"))), (3, 4));
    }

    #[test]
    fn members_in_a_row_are_one_stream() {
        let both = [compressed(b"one "), compressed(b"two")].concat();
        assert_eq!(&*decompress(&both, &DecompressLimits::default()).unwrap(), b"one two");
    }

    #[test]
    fn garbage_behind_the_last_member_is_an_error() {
        let mut bytes = compressed(b"one");
        bytes.extend(b"garbage");
        let error = decompress(&bytes, &DecompressLimits::default()).unwrap_err();
        assert!(error.to_string().starts_with("the gzip data is damaged: "), "{error}");
    }

    /// `one two` in a frame and `three` in another, with a frame between them that readers pass over.
    #[cfg(feature = "zstd")]
    #[test]
    fn frames_of_zstd_are_one_stream() {
        let frame = |text: &[u8]| {
            let header = [0x28, 0xb5, 0x2f, 0xfd, 0x20, u8::try_from(text.len()).unwrap()];
            let block = u32::try_from(text.len()).unwrap() << 3 | 1;
            [&header[..], &block.to_le_bytes()[..3], text].concat()
        };
        let skipped = b"\x50\x2a\x4d\x18\x02\0\0\0xx";
        let bytes = [&frame(b"one two ")[..], skipped, &frame(b"three")].concat();
        assert_eq!(Compression::of(&bytes), Some(Compression::Zstd));
        assert_eq!(&*decompress(&bytes, &DecompressLimits::default()).unwrap(), b"one two three");
        for damaged in [&bytes[..bytes.len() - 1], &[&bytes[..], b"x"].concat()] {
            let error = decompress(damaged, &DecompressLimits::default()).unwrap_err().to_string();
            assert!(error.starts_with("the zstd data is damaged: "), "{error}");
        }
    }

    #[test]
    fn pieces_are_as_large_as_they_are_wanted() {
        let bytes = compressed(b"one two");
        let mut decompressor = Decompressor::open(&bytes, &DecompressLimits::default()).unwrap();
        let mut memory = b"> ".to_vec();
        let sizes = [4, 2, 100, 100].map(|n| decompressor.read_on(n, &mut memory).unwrap());
        assert_eq!((sizes, &memory[..]), ([4, 2, 1, 0], &b"> one two"[..]));
    }

    #[test]
    fn a_stream_may_be_as_large_as_the_limit_and_no_larger() {
        let limits = DecompressLimits { decompressed: 1000, free: 1000, ratio: 1 };
        assert_eq!(decompress(&compressed(&[b'a'; 1000]), &limits).unwrap().len(), 1000);
        let error = decompress(&compressed(&[b'a'; 1001]), &limits).unwrap_err();
        assert_eq!(
            error.to_string(),
            "unpacked, it is larger than 1000 bytes; it does not look like a profile"
        );
    }

    #[test]
    fn the_ratio_counts_beyond_the_free_part() {
        let limits = DecompressLimits { decompressed: 1 << 20, free: 1000, ratio: 100 };
        let bytes = compressed(&[b'a'; 100_000]);
        assert!(matches!(decompress(&bytes, &limits), Err(DecompressError::TooLarge { .. })));
    }

    /// 4 GiB are more than an index of 32 bits can count.
    #[test]
    fn limits_are_the_same_on_small_machines() {
        const { assert!(size_of::<usize>() <= size_of::<u64>()) };
        let DecompressLimits { decompressed, free, ratio } = DecompressLimits::default();
        assert_eq!([decompressed, free, ratio], [0x1_0000_0000, 0x200_0000, 100]);
        assert_eq!(DecompressLimits::default().for_compressed(10), 0x200_0000);
        assert_eq!(DecompressLimits::default().for_compressed(0xffff_ffff), 0x1_0000_0000);
    }
}
