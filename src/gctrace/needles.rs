//! Finds the few places of a long text that may be of a record, faster than lines can be told apart.

use bstr::Finder;

/// What each record holds one of; and ` P `, by which lines are known that go on in the next.
const NEEDLES: [&[u8]; 5] = [b"gc", b" ms clock, ", b" MB goal, ", b") objects", b" P "];

const GC: usize = 0;
const PARTIAL: usize = 4;

/// Searches for all of it.
#[derive(Debug)]
pub(super) struct Needles {
    finders: [Finder<'static>; NEEDLES.len()],
}

impl Needles {
    pub(super) fn new() -> Needles {
        Needles { finders: NEEDLES.map(Finder::new) }
    }

    /// The places in a text, found as they are asked for.
    pub(super) fn places<'a>(&'a self, text: &'a [u8]) -> Places<'a> {
        Places { needles: self, text, next: [None; NEEDLES.len()] }
    }
}

/// Places in a text that may be of a record.
pub(super) struct Places<'a> {
    needles: &'a Needles,
    text: &'a [u8],
    /// Where each needle is next: a place that is not passed yet, or the end of the text.
    next: [Option<usize>; NEEDLES.len()],
}

impl Places<'_> {
    /// The first place that is not before `from`.
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

    /// Whether what stands around a needle lets it be one.
    fn may_be(&self, needle: usize, at: usize) -> bool {
        match needle {
            // A number, or a blank before it, or what a terminal would take for a colour.
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
