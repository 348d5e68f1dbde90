//! Finds the few positions of a long text that may be in a record, faster than it can be split into lines.

use bstr::Finder;

/// Each record has one of these; ` P ` marks split lines.
const NEEDLES: [&[u8]; 5] = [b"gc", b" ms clock, ", b" MB goal, ", b") objects", b" P "];

const GC: usize = 0;
const PARTIAL: usize = 4;

/// Searchers for all needles.
#[derive(Debug)]
pub(super) struct Needles {
    finders: [Finder<'static>; NEEDLES.len()],
}

impl Needles {
    pub(super) fn new() -> Needles {
        Needles { finders: NEEDLES.map(Finder::new) }
    }

    /// The positions in a text, searched lazily.
    pub(super) fn places<'a>(&'a self, text: &'a [u8]) -> Places<'a> {
        Places { needles: self, text, next: [None; NEEDLES.len()] }
    }
}

/// Positions in a text that may be in a record.
pub(super) struct Places<'a> {
    needles: &'a Needles,
    text: &'a [u8],
    /// The next position of each needle that was not passed yet, or the end of the text.
    next: [Option<usize>; NEEDLES.len()],
}

impl Places<'_> {
    /// The first position not before `from`.
    pub(super) fn next(&mut self, from: usize) -> Option<usize> {
        for needle in 0..NEEDLES.len() {
            if self.next[needle].is_none_or(|at| at < from) {
                self.next[needle] = Some(self.find(needle, from).unwrap_or(self.text.len()));
            }
        }
        self.next.iter().flatten().min().copied().filter(|at| *at < self.text.len())
    }

    fn find(&self, needle: usize, mut from: usize) -> Option<usize> {
        loop {
            let at = from + self.needles.finders[needle].find(self.text.get(from..)?)?;
            if self.may_be(needle, at) {
                return Some(at);
            }
            from = at + 1;
        }
    }

    /// Whether the bytes around a needle allow a record.
    fn may_be(&self, needle: usize, at: usize) -> bool {
        match needle {
            // Followed by a number, a space, or an escape sequence.
            GC => matches!(self.text.get(at + 2), Some(b' ' | b'0'..=b'9' | 0x1b | b'\\')),
            PARTIAL => self.text[..at].ends_with(b" stderr") || self.text[..at].ends_with(b" stdout"),
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_come_in_order() {
        let text = b"gc: gc 1 ms clock, 2 gcc P stderr P \x1bgc\x1b";
        let needles = Needles::new();
        let mut places = needles.places(text);
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(at) = places.next(from) {
            found.push(at);
            from = at + 1;
        }
        assert_eq!(found, [4, 8, 33, 37]);
    }
}
