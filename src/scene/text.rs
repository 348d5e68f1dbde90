//! Measured lines of text.

use std::iter::Peekable;

use bstr::{BStr, ByteSlice};

use super::metrics::{Face, advance, char_advance};
use super::visible::visible;

/// Height of a line of text, as a multiple of its font size.
pub(crate) const LEADING: f64 = 1.18;

/// Distance from the top of a line to its baseline, as a multiple of its font size.
pub(crate) const ASCENT: f64 = 0.93;

/// The share of the available width from which on a wider font than the measured one could overflow it: DejaVu Sans is
/// up to 15 % wider.
pub(crate) const FULL: f64 = 0.85;

/// The colour of text: whether it is read first, or later.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Emphasis {
    /// In the colour of normal text.
    #[default]
    Normal,
    /// In a paler colour, for what locates and explains.
    Muted,
}

/// A run of text in one style.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Span {
    /// The text: visible characters and spaces only.
    pub text: String,
    /// Whether it is bold.
    pub bold: bool,
    /// Whether it is italic.
    pub italic: bool,
    /// The colour it has.
    pub emphasis: Emphasis,
}

impl Span {
    /// Regular text.
    pub(crate) fn regular(text: impl Into<String>, emphasis: Emphasis) -> Span {
        Span { text: text.into(), emphasis, ..Span::default() }
    }

    /// Bold text in the normal colour.
    pub(crate) fn bold(text: impl Into<String>) -> Span {
        Span { text: text.into(), bold: true, ..Span::default() }
    }

    fn width(&self, size: f64) -> f64 {
        advance(&self.text, size, if self.bold { Face::Bold } else { Face::Regular })
    }
}

/// Which point of a line of text its `x` is, as `text-anchor` of SVG.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Anchor {
    /// The left end.
    Start,
    /// The middle.
    #[default]
    Middle,
    /// The right end.
    End,
}

/// A measured line of text in its place. Lengths are in px.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextLine {
    /// Its runs, from left to right.
    pub spans: Vec<Span>,
    /// Font size, a multiple of 0.1, as it is printed.
    pub size: f64,
    /// The width in the measured fonts: the sum of the advances of all characters.
    pub width: f64,
    /// Which point of the line `x` is.
    pub anchor: Anchor,
    /// Distance of the anchor from the left edge of the box or panel.
    pub x: f64,
    /// Distance of the baseline from the upper edge of the box or panel.
    pub baseline: f64,
    /// Whether it is squeezed or stretched to `width` in every font, since a wider line would overflow.
    pub is_pinned: bool,
}

impl TextLine {
    /// The measured line, with its place still to be set by [`at`](TextLine::at).
    pub(crate) fn new(size: f64, spans: Vec<Span>) -> TextLine {
        let width = spans.iter().map(|span| span.width(size)).sum();
        TextLine { spans, size, width, ..TextLine::default() }
    }

    /// The line at (`x`, `baseline`).
    pub(crate) fn at(self, anchor: Anchor, x: f64, baseline: f64) -> TextLine {
        TextLine { anchor, x, baseline, ..self }
    }

    /// Whether it fills so much of `room` that a wider font could overflow it.
    pub(crate) fn fills(&self, room: f64) -> bool {
        self.width >= FULL * room
    }

    /// Height of the line.
    pub(crate) fn height(&self) -> f64 {
        LEADING * self.size
    }

    /// The characters of all runs.
    #[must_use]
    pub fn plain(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }
}

/// `size` as it will be printed, so that what is measured is what is drawn.
pub(crate) fn tenths(size: f64) -> f64 {
    (size * 10.0).round() / 10.0
}

/// The spans, the last of them without the space it ends in.
pub(crate) fn without_last_space(spans: &[Span]) -> Vec<Span> {
    let mut spans = spans.to_vec();
    if let Some(last) = spans.last_mut() {
        last.text.truncate(last.text.trim_end_matches(' ').len());
    }
    spans
}

/// The width of the widest of `lines`, 0 if there is none.
pub(crate) fn widest<'a>(lines: impl IntoIterator<Item = &'a TextLine>) -> f64 {
    lines.into_iter().map(|line| line.width).fold(0.0, f64::max)
}

/// Centres `lines` on `x` and stacks them from `top` down; returns where the last one ends.
pub(crate) fn stack(lines: &mut [TextLine], x: f64, top: f64) -> f64 {
    lines.iter_mut().fold(top, |top, line| {
        (line.x, line.baseline) = (x, top + ASCENT * line.size);
        top + line.height()
    })
}

/// `text` in lines no wider than `room`, broken at spaces; from the last of `n_lines` on it is cut short.
pub(crate) fn wrapped(text: &str, size: f64, face: Face, room: f64, n_lines: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut words = text.split(' ').peekable();
    while words.peek().is_some() {
        let line = if lines.len() + 1 == n_lines {
            words.by_ref().collect::<Vec<_>>().join(" ")
        } else {
            next_line(&mut words, size, face, room)
        };
        lines.push(elide(&line, size, face, room));
    }
    lines
}

/// The next word, and as many after it as fit in `room`.
fn next_line<'a>(
    words: &mut Peekable<impl Iterator<Item = &'a str>>,
    size: f64,
    face: Face,
    room: f64,
) -> String {
    let mut line = words.next().unwrap_or_default().to_owned();
    while let Some(word) = words.next_if(|word| advance(&format!("{line} {word}"), size, face) <= room) {
        line.push(' ');
        line.push_str(word);
    }
    line
}

/// Bytes of a profile as text that is safe to show, whatever they are.
pub(crate) fn shown(bytes: &BStr) -> String {
    visible(&bytes.to_str_lossy())
}

/// `text` if it has no more than `max` characters, else its first and last part around an ellipsis.
pub(crate) fn bounded(text: &str, max: usize) -> String {
    let n_tail = max * 2 / 5;
    let n_head = max - 1 - n_tail;
    let Some((end, _)) = text.char_indices().nth(n_head) else { return text.to_owned() };
    let n_left = text[end..].chars().count();
    if n_head + n_left <= max {
        return text.to_owned();
    }
    let tail: String = text[end..].chars().skip(n_left - n_tail).collect();
    format!("{}…{tail}", &text[..end])
}

/// `text`, or as much of it as `max` px hold: `…` in the middle, 60 % of the room before it, the rest
/// after it. Less than the mark is never left.
pub(crate) fn elide(text: &str, size: f64, face: Face, max: f64) -> String {
    if advance(text, size, face) <= max {
        return text.to_owned();
    }
    let room = max - char_advance('…', size, face);
    let head = prefix(text, size, face, room * 0.6);
    let tail = suffix(text, size, face, room - advance(head, size, face));
    format!("{head}…{tail}")
}

/// The longest prefix no wider than `room`.
fn prefix(text: &str, size: f64, face: Face, room: f64) -> &str {
    let mut width = 0.0;
    for (at, c) in text.char_indices() {
        width += char_advance(c, size, face);
        if width > room {
            return &text[..at];
        }
    }
    text
}

/// The longest suffix no wider than `room` that does not start with a combining mark.
fn suffix(text: &str, size: f64, face: Face, room: f64) -> &str {
    let mut width = 0.0;
    let mut start = text.len();
    for (at, c) in text.char_indices().rev() {
        let advance = char_advance(c, size, face);
        width += advance;
        if width > room {
            break;
        }
        if advance > 0.0 {
            start = at;
        }
    }
    &text[start..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bounded_text_keeps_both_ends() {
        let bound = |text| bounded(text, 5);
        assert_eq!(
            [bound(""), bound("abcde"), bound("abcdef"), bound("äöüßéè")],
            ["", "abcde", "ab…ef", "äö…éè"]
        );
    }

    #[test]
    fn long_facts_are_wrapped_and_cut() {
        let lines = |room, n_lines| {
            wrapped("ten words are more than a short line can hold", 10.0, Face::Regular, room, n_lines)
        };
        assert_eq!(lines(1000.0, 4), ["ten words are more than a short line can hold"]);
        assert_eq!(lines(90.0, 4), ["ten words are more", "than a short line", "can hold"]);
        assert_eq!(lines(90.0, 2), ["ten words are more", "than a sho…an hold"]);
        assert_eq!(wrapped("", 10.0, Face::Regular, 90.0, 4), [""]);
    }

    /// 60 % of the room go to the head, what it leaves to the tail; combining marks stay with their letters.
    #[test]
    fn elided_text_fits() {
        let text = "e\u{301}".repeat(50);
        let elided = elide(&text, 10.0, Face::Regular, 100.0);
        assert!(advance(&elided, 10.0, Face::Regular) <= 100.0);
        let (head, tail) = elided.split_once('…').unwrap();
        assert_eq!((head.matches('e').count(), tail.matches('e').count()), (9, 7));
        assert!(tail.starts_with('e'));
        assert_eq!(elide("wide", 10.0, Face::Bold, 0.0), "…");
    }
}
