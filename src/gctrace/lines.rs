//! Classifies lines, and collects their records.

use std::borrow::Cow;

use bstr::ByteSlice;

use super::{
    cri,
    damage::{Damage, Damaged},
    error::LogError,
    line,
    log::{Lines, Log, MAX_DAMAGED},
    runs::Runs,
    stamp, unwrap,
};

/// What was read so far.
#[derive(Debug, Default)]
pub(super) struct Reader {
    runs: Runs,
    damaged: Vec<Damaged>,
    lines: Lines,
    /// The line of which only a part was read.
    begun: Option<Seen>,
    /// The incomplete lines of a container's standard output and standard error.
    partial: [Option<Partial>; 2],
}

/// What a line contains.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    has_record: bool,
    damage: Option<Damage>,
}

/// The start of a line that a container runtime has split.
#[derive(Debug)]
struct Partial {
    text: Vec<u8>,
    /// The number of the line that it began in.
    line: u64,
}

/// An upper bound of a record's length.
const LONGEST_RECORD: usize = 1 << 12;

/// The longest start of a split line that is kept.
const LONGEST_PARTIAL: usize = 1 << 16;

impl Reader {
    pub(super) fn n_records(&self) -> u64 {
        self.runs.n_records()
    }

    /// Whether the next line has to be read even without a needle, since it continues another.
    pub(super) fn awaits_line(&self) -> bool {
        self.begun.is_some() || self.partial.iter().any(Option::is_some)
    }

    /// Counts lines without records.
    pub(super) fn pass_over(&mut self, n_lines: u64) {
        self.lines.foreign += n_lines;
    }

    /// Reads a line, or the last part of one.
    pub(super) fn line(&mut self, text: &[u8]) {
        let plain = unwrap::plain(text.trim_end_with(|c| matches!(c, '\n' | '\r')));
        match cri::line(&plain).filter(|_| self.begun.is_none()) {
            Some(line) => self.line_of_container(&line),
            None => {
                // Only the start of a line has its time.
                let stamp = if self.begun.is_none() { stamp::of_line(&plain) } else { None };
                let seen = self.records(&plain, plain.len(), self.this_line(), stamp).0;
                self.end_line(seen);
            }
        }
    }

    /// Reads a part of a line that is too long. Returns its end, which may be the start of a record and has to be read
    /// again with the next part.
    pub(super) fn part_of_line(&mut self, text: &[u8]) -> Vec<u8> {
        let mut plain = unwrap::plain(text).into_owned();
        let limit = plain.len().saturating_sub(LONGEST_RECORD);
        let (seen, end) = self.records(&plain, limit, self.this_line(), None);
        self.begun.get_or_insert_default().add(seen);
        plain.drain(..limit.max(end));
        plain
    }

    /// The log, after the last line.
    pub(super) fn finish(mut self) -> Result<Log, LogError> {
        if self.begun.is_some() {
            self.end_line(Seen::default());
        }
        for stream in [0, 1] {
            self.end_partial(stream);
        }
        self.damaged.sort_by_key(|damaged| damaged.line);
        let Reader { runs, damaged, lines, .. } = self;
        match (runs.n_records(), damaged.first()) {
            (0, Some(first)) => Err(LogError::AllDamaged { n_damaged: lines.damaged, first: *first }),
            (0, None) => Err(LogError::NoRecord { lines: lines.total() }),
            _ => Ok(Log { runs: runs.finish(), damaged, lines }),
        }
    }

    /// Reads a line of a container, which may be split.
    fn line_of_container(&mut self, line: &cri::CriLine<'_>) {
        let stream = usize::from(line.is_error);
        let n_partial = self.partial[stream].as_ref().map_or(0, |partial| partial.text.len());
        if n_partial + line.text.len() > LONGEST_PARTIAL {
            self.end_partial(stream);
        }
        let this_line = self.this_line();
        if line.is_partial {
            let begun = Partial { text: Vec::new(), line: this_line };
            self.partial[stream].get_or_insert(begun).text.extend_from_slice(line.text);
            self.lines.foreign += 1;
            return;
        }
        let (text, first_line) = match self.partial[stream].take() {
            Some(begun) => (Cow::Owned([&begun.text, line.text].concat()), begun.line),
            None => (Cow::Borrowed(line.text), this_line),
        };
        let seen = self.records(&text, text.len(), first_line, stamp::read(line.time)).0;
        self.end_line(seen);
    }

    /// Reads the start of a split line whose end is missing. It counted as foreign so far.
    fn end_partial(&mut self, stream: usize) {
        let Some(Partial { text, line }) = self.partial[stream].take() else { return };
        let seen = self.records(&text, text.len(), line, None).0;
        self.lines.foreign -= 1;
        self.count(seen, line);
    }

    /// Reads the records that begin before `limit`, of a line with this time, if any. Returns what the line contains,
    /// and where the last record ends.
    fn records(
        &mut self,
        text: &[u8],
        limit: usize,
        line_number: u64,
        stamp_ns: Option<i64>,
    ) -> (Seen, usize) {
        let line::Line { records, name, damage, end } = line::read(text, limit);
        let seen = Seen { has_record: !records.is_empty(), damage };
        for mut record in records {
            record.line = line_number;
            self.runs.add(name, record, stamp_ns);
        }
        (seen, end)
    }

    /// The number of the current line.
    fn this_line(&self) -> u64 {
        self.lines.total() + 1
    }

    fn end_line(&mut self, rest: Seen) {
        let mut seen = self.begun.take().unwrap_or_default();
        seen.add(rest);
        self.count(seen, self.this_line());
    }

    fn count(&mut self, seen: Seen, line: u64) {
        match seen {
            Seen { damage: Some(damage), .. } => {
                self.lines.damaged += 1;
                if self.damaged.len() < MAX_DAMAGED {
                    self.damaged.push(Damaged { line, damage });
                }
            }
            Seen { has_record: true, .. } => self.lines.read += 1,
            _ => self.lines.foreign += 1,
        }
    }
}

impl Seen {
    fn add(&mut self, other: Seen) {
        self.has_record |= other.has_record;
        self.damage = self.damage.or(other.damage);
    }
}

/// The number of lines of a text, which begins with one.
pub(super) fn n_lines(text: &[u8]) -> u64 {
    let n_breaks = text.iter().filter(|byte| **byte == b'\n').count() as u64;
    n_breaks + u64::from(text.last().is_some_and(|last| *last != b'\n'))
}
