//! Decompresses responses, within limits.

use std::io::{self, Read};

use flate2::read::MultiGzDecoder;
use pprof_svg::profile::DecompressLimits;

/// Decompresses gzip, within the limits for profiles.
pub(super) struct Gunzip<R> {
    decompressed: MultiGzDecoder<Counting<R>>,
    n_decompressed: u64,
    limits: DecompressLimits,
}

/// Counts the bytes that are read.
struct Counting<R> {
    reader: R,
    n_read: u64,
}

impl<R: Read> Gunzip<R> {
    pub(super) fn new(reader: R) -> Gunzip<R> {
        let decompressed = MultiGzDecoder::new(Counting { reader, n_read: 0 });
        Gunzip { decompressed, n_decompressed: 0, limits: DecompressLimits::default() }
    }
}

impl<R: Read> Read for Gunzip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.decompressed.read(buffer)?;
        self.n_decompressed += n as u64;
        let DecompressLimits { free, ratio, .. } = self.limits;
        if self.n_decompressed > free.max(self.decompressed.get_ref().n_read.saturating_mul(ratio)) {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(n)
    }
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.reader.read(buffer)?;
        self.n_read += n as u64;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::GzEncoder};

    use super::*;

    fn compressed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn what_grows_beyond_reason_is_not_decompressed() {
        let read = |bytes: &[u8]| io::copy(&mut Gunzip::new(bytes), &mut io::sink());
        assert_eq!(read(&compressed(&vec![7; 30 << 20])).unwrap(), 30 << 20);
        let error = read(&compressed(&vec![7; 40 << 20])).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
    }
}
