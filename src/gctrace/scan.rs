//! Reads logs in one pass and bounded memory.

use bstr::ByteSlice;

use super::{
    encoding::Decoder,
    error::LogError,
    lines::{Reader, n_lines},
    log::Log,
    needles::Needles,
};

/// Reads a log piece by piece, and keeps its records only. The size of the pieces does not matter.
#[derive(Debug)]
pub struct Scan {
    decoder: Decoder,
    /// Unread text: less than [`ROOM`] between calls.
    text: Vec<u8>,
    needles: Needles,
    reader: Reader,
}

/// How much text is read together. Longer lines are read in parts.
const ROOM: usize = 1 << 18;

impl Default for Scan {
    fn default() -> Scan {
        Scan::new()
    }
}

impl Scan {
    /// Starts a log.
    #[must_use]
    pub fn new() -> Scan {
        let (decoder, reader) = (Decoder::default(), Reader::default());
        Scan { decoder, text: Vec::new(), needles: Needles::new(), reader }
    }

    /// Reads the next piece.
    pub fn push(&mut self, bytes: &[u8]) {
        for piece in bytes.chunks(ROOM) {
            self.decoder.decode(piece, &mut self.text);
            // Text is read in pieces of the same size, whatever the size of `bytes`, so that the result is the same.
            while self.text.len() >= ROOM {
                self.look();
            }
        }
    }

    /// The number of records so far.
    #[must_use]
    pub fn n_records(&self) -> u64 {
        self.reader.n_records()
    }

    /// The log, after the last piece.
    ///
    /// # Errors
    ///
    /// If it has no records, or damaged ones only.
    pub fn finish(mut self) -> Result<Log, LogError> {
        self.decoder.finish(&mut self.text);
        let text = std::mem::take(&mut self.text);
        self.whole_lines(&text);
        self.reader.finish()
    }

    /// Reads from the first [`ROOM`] bytes: the complete lines, or else a part of a line.
    fn look(&mut self) {
        let mut text = std::mem::take(&mut self.text);
        if let Some(end) = text[..ROOM].rfind_byte(b'\n') {
            self.whole_lines(&text[..=end]);
            text.drain(..=end);
        } else {
            let left = self.reader.part_of_line(&text[..ROOM]);
            text.splice(..ROOM, left);
        }
        self.text = text;
    }

    /// Reads complete lines; the last may lack its line break.
    fn whole_lines(&mut self, text: &[u8]) {
        let mut places = self.needles.places(text);
        let mut at = 0;
        while at < text.len() {
            let place = if self.reader.awaits_line() { Some(at) } else { places.next(at) };
            let Some(place) = place else { break };
            let start = text[at..place].rfind_byte(b'\n').map_or(at, |end| at + end + 1);
            let end = text[place..].find_byte(b'\n').map_or(text.len(), |end| place + end + 1);
            self.reader.pass_over(n_lines(&text[at..start]));
            self.reader.line(&text[start..end]);
            at = end;
        }
        self.reader.pass_over(n_lines(&text[at..]));
    }
}
