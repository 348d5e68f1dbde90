//! What servers pack for the way, unpacked within limits.

use std::io::{self, Read};

use flate2::read::MultiGzDecoder;
use pprof_svg::profile::Limits;

/// Unpacks gzip, but not what grows as no profile does: the limits are those of files.
pub(super) struct Gunzip<R> {
    unpacked: MultiGzDecoder<Counting<R>>,
    n_unpacked: u64,
    limits: Limits,
}

/// Counts the bytes that are read.
struct Counting<R> {
    reader: R,
    n_read: u64,
}

impl<R: Read> Gunzip<R> {
    pub(super) fn new(reader: R) -> Gunzip<R> {
        let unpacked = MultiGzDecoder::new(Counting { reader, n_read: 0 });
        Gunzip { unpacked, n_unpacked: 0, limits: Limits::default() }
    }
}

impl<R: Read> Read for Gunzip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.unpacked.read(buffer)?;
        self.n_unpacked += n as u64;
        let Limits { free, ratio, .. } = self.limits;
        if self.n_unpacked > free.max(self.unpacked.get_ref().n_read.saturating_mul(ratio)) {
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

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn what_grows_beyond_reason_is_not_unpacked() {
        let read = |bytes: &[u8]| io::copy(&mut Gunzip::new(bytes), &mut io::sink());
        assert_eq!(read(&packed(&vec![7; 30 << 20])).unwrap(), 30 << 20);
        let error = read(&packed(&vec![7; 40 << 20])).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
    }
}
