//! From bytes to the lines that may hold records, in one pass and bounded memory.

use bstr::ByteSlice;

use super::{
    encoding::Decoder,
    error::LogError,
    lines::{Reader, n_lines},
    log::Log,
    needles::Needles,
};

/// Reads a log piece by piece, and keeps its records only. How it is cut into pieces does not matter.
#[derive(Debug)]
pub struct Scan {
    decoder: Decoder,
    /// What was not looked at yet: less than [`ROOM`] between calls.
    text: Vec<u8>,
    needles: Needles,
    reader: Reader,
}

/// How much text is looked at together. A line that is longer is looked at in parts.
const ROOM: usize = 1 << 18;

impl Default for Scan {
    fn default() -> Scan {
        Scan::new()
    }
}

impl Scan {
    /// The beginning of a log.
    #[must_use]
    pub fn new() -> Scan {
        let (decoder, reader) = (Decoder::default(), Reader::default());
        Scan { decoder, text: Vec::new(), needles: Needles::new(), reader }
    }

    /// Reads what comes next.
    pub fn push(&mut self, bytes: &[u8]) {
        for piece in bytes.chunks(ROOM) {
            self.decoder.decode(piece, &mut self.text);
            // The same amount of text is looked at however much comes at once, and so has the same in it.
            while self.text.len() >= ROOM {
                self.look();
            }
        }
    }

    /// How many records there are so far.
    #[must_use]
    pub fn n_records(&self) -> u64 {
        self.reader.n_records()
    }

    /// The log, once all of it was read.
    ///
    /// # Errors
    ///
    /// If there is no record in it, or only damaged ones.
    pub fn finish(mut self) -> Result<Log, LogError> {
        self.decoder.finish(&mut self.text);
        let text = std::mem::take(&mut self.text);
        self.whole_lines(&text);
        self.reader.finish()
    }

    /// Looks at the first [`ROOM`] bytes of the text: at the lines that end there, or else at a part of one.
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

    /// Looks at lines that end: but for the last, with a line break.
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
