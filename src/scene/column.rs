//! Lays out a panel of text: a title, a table of facts, sentences, lists.

use crate::geom::Size;

use super::shapes::{Mark, Panel};
use super::text::{self, Anchor, Emphasis, Span, TextLine};

/// Font size and baseline of the title of a picture.
pub(crate) const TITLE_SIZE: f64 = 20.0;
const TITLE_BASELINE: f64 = 17.0;

/// Font size of the facts.
pub(crate) const FACT_SIZE: f64 = 11.0;

/// Distance from the baseline of a fact to that of the next.
pub(crate) const FACT_LEADING: f64 = 15.0;

/// Additional distance between title and table, and between table and sentences.
const NAME_SPACING: f64 = 7.0;
const SENTENCE_SPACING: f64 = 5.0;

/// Distance between the two columns of the table.
const COLUMN_SPACING: f64 = 12.0;

/// Distance between a value and the name of its function.
const RANK_SPACING: f64 = 8.0;

/// Height of the panel below the last baseline.
const DESCENT: f64 = 4.0;

/// A row of the table of facts: its label, unless it has none, and its text.
pub(crate) type FactRow = (Option<&'static str>, String);

/// A row of a list of functions by value.
#[derive(Clone, Debug)]
pub(crate) struct RankedRow {
    /// The number of the box that it leads to, if any.
    pub(crate) number: Option<usize>,
    pub(crate) value: String,
    pub(crate) name: TextLine,
}

/// A panel in the making: lines from top to bottom, each with the number of the box that it links to, if any.
#[derive(Default)]
pub(crate) struct Column {
    lines: Vec<(TextLine, Option<usize>)>,
    baseline: f64,
}

impl Column {
    /// Adds the title of the picture.
    pub(crate) fn title(&mut self, name: String) {
        self.set(TITLE_BASELINE, TextLine::new(TITLE_SIZE, vec![Span::bold(name)]));
    }

    /// Adds `line`, with its baseline `leading` px below that of the line before.
    pub(crate) fn set(&mut self, leading: f64, line: TextLine) {
        self.baseline += leading;
        self.lines.push((line.at(Anchor::Start, 0.0, self.baseline), None));
    }

    /// Adds a table of two columns: muted labels, and the facts.
    pub(crate) fn table(&mut self, rows: &[FactRow]) {
        self.baseline += NAME_SPACING;
        let muted = |label: &str| TextLine::new(FACT_SIZE, vec![Span::regular(label, Emphasis::Muted)]);
        let labels: Vec<TextLine> = rows.iter().filter_map(|(label, _)| label.map(muted)).collect();
        let column = text::widest(&labels) + COLUMN_SPACING;
        for (label, text) in rows {
            self.baseline += FACT_LEADING;
            let text = TextLine::new(FACT_SIZE, vec![Span::regular(text, Emphasis::Normal)]);
            let x = if label.is_some() { column } else { 0.0 };
            let label = label.filter(|label| !label.is_empty()).map(muted);
            self.lines.extend(label.map(|label| (label.at(Anchor::Start, 0.0, self.baseline), None)));
            self.lines.push((text.at(Anchor::Start, x, self.baseline), None));
        }
    }

    /// Adds sentences, a line each.
    pub(crate) fn sentences(&mut self, sentences: impl IntoIterator<Item = Span>) {
        self.baseline += SENTENCE_SPACING;
        for sentence in sentences {
            self.set(FACT_LEADING, TextLine::new(FACT_SIZE, vec![sentence]));
        }
    }

    /// Adds a list under its heading: values in a column, and names, which link to their boxes.
    pub(crate) fn ranking(&mut self, heading: &str, rows: Vec<RankedRow>) {
        self.sentences([Span::regular(heading, Emphasis::Muted)]);
        let value = |text: &str| TextLine::new(FACT_SIZE, vec![Span::bold(text)]);
        let column = rows.iter().map(|row| value(&row.value).width).fold(0.0, f64::max).ceil();
        for RankedRow { number, value: text, name } in rows {
            self.baseline += FACT_LEADING;
            self.lines.push((value(&text).at(Anchor::End, column, self.baseline), None));
            self.lines.push((name.at(Anchor::Start, column + RANK_SPACING, self.baseline), number));
        }
    }

    /// The same in few bytes: a plain line for each row.
    pub(crate) fn plain_ranking(&mut self, heading: &str, rows: &[RankedRow]) {
        let line =
            |row: &RankedRow| Span::regular(format!("{} {}", row.value, row.name.plain()), Emphasis::Normal);
        self.sentences([Span::regular(heading, Emphasis::Normal)].into_iter().chain(rows.iter().map(line)));
    }

    /// The finished panel, as wide as its widest line. Lines that nearly fill it are pinned to their width.
    pub(crate) fn panel(self) -> Panel {
        let end = |line: &TextLine| if line.anchor == Anchor::End { line.x } else { line.x + line.width };
        let width = self.lines.iter().map(|(line, _)| end(line)).fold(0.0, f64::max).ceil();
        let room = |line: &TextLine| if line.anchor == Anchor::End { line.x } else { width - line.x };
        let pinned = |line: TextLine| TextLine { is_pinned: line.fills(room(&line)), ..line };
        let mark = |(line, to): (TextLine, Option<usize>)| {
            let line = Mark::Text(pinned(line));
            match to {
                Some(number) => Mark::Link(number, Box::new(line)),
                None => line,
            }
        };
        Panel {
            size: Size::new(width, self.baseline + DESCENT),
            marks: self.lines.into_iter().map(mark).collect(),
        }
    }
}
