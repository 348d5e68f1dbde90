//! Decodes UTF-16, which PowerShell redirects to, as far as it is ASCII.

/// The encoding of a log, which the first bytes determine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    Bytes,
    LittleEndian,
    BigEndian,
}

/// Decodes a log, in pieces of any size, into one byte per character; others than ASCII are replaced.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    encoding: Option<Encoding>,
    /// Undecoded bytes: an incomplete character, or the start of the log.
    left: Vec<u8>,
}

/// How many bytes determine the encoding.
const N_START: usize = 4;

impl Decoder {
    /// Appends the decoded `bytes` to `text`.
    pub(super) fn decode(&mut self, bytes: &[u8], text: &mut Vec<u8>) {
        match self.encoding {
            Some(Encoding::Bytes) => text.extend_from_slice(bytes),
            Some(encoding) => self.decode_units(encoding, bytes, text),
            None => {
                let n_missing = (N_START - self.left.len()).min(bytes.len());
                self.left.extend_from_slice(&bytes[..n_missing]);
                if self.left.len() == N_START {
                    self.decide(text);
                    self.decode(&bytes[n_missing..], text);
                }
            }
        }
    }

    /// Appends the undecoded bytes at the end of the log.
    pub(super) fn finish(&mut self, text: &mut Vec<u8>) {
        if self.encoding.is_none() {
            self.decide(text);
        }
    }

    fn decide(&mut self, text: &mut Vec<u8>) {
        let start = std::mem::take(&mut self.left);
        let encoding = encoding(&start);
        self.encoding = Some(encoding);
        self.decode(&start, text);
    }

    fn decode_units(&mut self, encoding: Encoding, mut bytes: &[u8], text: &mut Vec<u8>) {
        let character = |unit: [u8; 2]| match encoding {
            Encoding::BigEndian => ascii(u16::from_be_bytes(unit)),
            _ => ascii(u16::from_le_bytes(unit)),
        };
        if let (Some(first), Some((&second, rest))) = (self.left.first().copied(), bytes.split_first()) {
            self.left.clear();
            text.push(character([first, second]));
            bytes = rest;
        }
        let (units, rest) = bytes.as_chunks::<2>();
        text.extend(units.iter().map(|unit| character(*unit)));
        self.left.extend_from_slice(rest);
    }
}

/// The encoding of a log with this start: UTF-16 has a byte order mark, or every second byte is zero.
fn encoding(start: &[u8]) -> Encoding {
    match *start {
        [0xff, 0xfe, ..] => Encoding::LittleEndian,
        [0xfe, 0xff, ..] => Encoding::BigEndian,
        [a, 0, b, 0] if a > 0 && b > 0 => Encoding::LittleEndian,
        [0, a, 0, b] if a > 0 && b > 0 => Encoding::BigEndian,
        _ => Encoding::Bytes,
    }
}

/// Replaces characters outside of ASCII, which are in no record.
fn ascii(unit: u16) -> u8 {
    u8::try_from(unit).ok().filter(u8::is_ascii).unwrap_or(b'?')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8], n_piece: usize) -> Vec<u8> {
        let (mut decoder, mut text) = (Decoder::default(), Vec::new());
        bytes.chunks(n_piece).for_each(|piece| decoder.decode(piece, &mut text));
        decoder.finish(&mut text);
        text
    }

    #[test]
    fn both_orders_are_known_with_and_without_a_mark() {
        let little: Vec<u8> = "gc é😀\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "gc é😀\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        for n_piece in 1..9 {
            assert_eq!(decoded(&little, n_piece), b"gc ???\n");
            assert_eq!(decoded(&big, n_piece), b"gc ???\n");
            assert_eq!(decoded(&[b"\xff\xfe", &little[..]].concat(), n_piece), b"?gc ???\n");
            assert_eq!(decoded(&[b"\xfe\xff", &big[..]].concat(), n_piece), b"?gc ???\n");
        }
    }

    #[test]
    fn all_else_stays_as_it_is() {
        for text in [&b""[..], b"g", b"gc", b"gc 1 @", b"\0\0\0\0\0", b"\xff", b"\xef\xbb\xbfgc"] {
            for n_piece in 1..6 {
                assert_eq!(decoded(text, n_piece), text);
            }
        }
    }
}
