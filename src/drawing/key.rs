//! The key: explains the marks of the picture, with samples of them.

use crate::geom::{Point, Rect, Size};

use super::outline;
use crate::scene::color::{Hue, Shade};
use crate::scene::text::{Anchor, Emphasis, Span, TextLine};
use crate::scene::{Mark, Panel, Stroke, Swatch};

/// The size of the key in px, without the row about stacks.
const SIZE: Size = Size::new(396.0, 118.0);

/// Distance from one row of words to the next.
const LEADING: f64 = 14.0;

/// The features of a picture that its key explains only where they occur.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Features {
    pub(super) is_difference: bool,
    /// Whether runs are compared.
    pub(super) is_review: bool,
    pub(super) has_labels: bool,
    pub(super) has_stubs: bool,
    pub(super) has_stacks: bool,
}

/// The key of a picture with these features.
pub(super) fn key(content: Features) -> Panel {
    let words = match content {
        Features { is_review: true, .. } => &REVIEW,
        Features { is_difference: true, .. } => &DIFFERENCE,
        _ => &PROFILE,
    };
    let below = if content.has_stacks { LEADING } else { 0.0 };
    let marks = [sample(words), channels(words, content), swatches(words, below), arrows(below)];
    let size = Size::new(SIZE.width, SIZE.height + below);
    Panel { size, marks: marks.into_iter().flatten().map(pinned).collect() }
}

/// The words of the key for one kind of picture.
struct Words {
    /// The meanings of text size, colour and line width.
    channels: [&'static str; 3],
    /// The meaning of the rows in boxes.
    rows: &'static str,
    /// The two values of a box.
    values: [&'static str; 2],
    /// The row, label and meaning, where there are no rows in boxes to explain.
    numbers: (&'static str, &'static str),
    /// The swatches: share from 0 to 1, ramp, and caption.
    swatches: &'static [(f64, Hue, &'static str)],
    /// The text below the first swatch.
    below_first: &'static str,
    /// The text below the last swatch, aligned at its right.
    below_last: Option<&'static str>,
}

const VALUES: [&str; 2] = ["flat (% of total)", "of cum (% of total)"];
const NUMBERS: (&str, &str) = ("Numbers", "% of the total");

const PROFILE: Words = Words {
    channels: [
        "flat: in the function itself",
        "cum: with everything it calls",
        "value passed through the call",
    ],
    rows: "labels of samples: share of flat",
    values: VALUES,
    numbers: NUMBERS,
    swatches: &[
        (0.01, Hue::Warm, "1%"),
        (0.05, Hue::Warm, "5%"),
        (0.1, Hue::Warm, "10%"),
        (0.25, Hue::Warm, "25%"),
        (0.5, Hue::Warm, "50%"),
        (1.0, Hue::Warm, "100%"),
    ],
    below_first: "cum, share of total",
    below_last: None,
};

const DIFFERENCE: Words = Words {
    channels: [
        "flat: change in the function itself",
        "cum: change with all it calls",
        "change through the call",
    ],
    rows: "labels of samples: change of flat",
    values: VALUES,
    numbers: NUMBERS,
    swatches: &[
        (1.0, Hue::Cold, "-100%"),
        (0.25, Hue::Cold, ""),
        (0.0625, Hue::Cold, ""),
        (0.0, Hue::Warm, "0%"),
        (0.0625, Hue::Warm, ""),
        (0.25, Hue::Warm, ""),
        (1.0, Hue::Warm, "+100%"),
    ],
    below_first: "shrinks",
    below_last: Some("grows"),
};

const REVIEW: Words = Words {
    channels: [
        "change of what it takes, with library code",
        "warm: more; cold, dashed, hollow: less",
        "change through the call",
    ],
    rows: "labels of samples: change of flat",
    values: ["+change, ×multiple", "before → after"],
    numbers: ("×2.4", "after is 2.4 times before"),
    swatches: &[
        (1.0, Hue::Cold, "less"),
        (0.25, Hue::Cold, ""),
        (0.0625, Hue::Cold, ""),
        (0.0, Hue::Warm, "same"),
        (0.0625, Hue::Warm, ""),
        (0.25, Hue::Warm, ""),
        (1.0, Hue::Warm, "more"),
    ],
    below_first: "of the largest change",
    below_last: None,
};

/// A sample of a box, whose lines say what they are.
fn sample(words: &Words) -> Vec<Mark> {
    let [first, second] = words.values;
    let rect = Rect { min: Point::new(0.0, 2.0), max: Point::new(122.0, 60.0) };
    let line = |size, baseline, span| {
        Mark::Text(TextLine::new(size, vec![span]).at(Anchor::Middle, rect.max.x / 2.0, baseline))
    };
    vec![
        swatch(rect, 3.0, 0.25, Hue::Warm),
        line(10.0, 14.0, Span::regular("package · file", Emphasis::Muted)),
        line(14.0, 29.0, Span::bold("function")),
        line(10.5, 42.0, Span::bold(first)),
        line(10.5, 54.0, Span::regular(second, Emphasis::Normal)),
    ]
}

/// The table of what text size, colour, line width and rows mean.
fn channels(words: &Words, content: Features) -> Vec<Mark> {
    let [size, color, width] = words.channels;
    let small = match (content.has_labels, content.has_stubs) {
        (false, false) => words.numbers,
        (true, false) => ("Small rows", words.rows),
        (false, true) => ("Small rows", "calls below 1%: → to, ← from"),
        (true, true) => ("Small rows", "labels; calls below 1%: → to, ← from"),
    };
    let stacked = content.has_stacks.then_some(("Stacked", "calls the one below only (…: indirectly)"));
    let rows = [("Text size", size), ("Colour", color), ("Line width", width), small];
    let row = |(index, (channel, meaning)): (usize, (&str, &str))| {
        let baseline = 13.0 + LEADING * index as f64;
        let text = |x, span| Mark::Text(TextLine::new(10.5, vec![span]).at(Anchor::Start, x, baseline));
        [text(134.0, Span::bold(channel)), text(196.0, Span::regular(meaning, Emphasis::Muted))]
    };
    rows.into_iter().chain(stacked).enumerate().flat_map(row).collect()
}

/// Samples of the colours, with the borders of the same shares.
fn swatches(words: &Words, below: f64) -> Vec<Mark> {
    let size = Size::new(26.0, 14.0);
    let one = |(index, &(share, hue, caption)): (usize, &(f64, Hue, &str))| {
        let centre = Point::new(30.0 * index as f64 + size.width / 2.0, 77.0 + below);
        let caption = (!caption.is_empty()).then(|| muted(Anchor::Middle, centre.x, 96.0 + below, caption));
        [Some(swatch(Rect::around(centre, size), 2.0, share, hue)), caption].into_iter().flatten()
    };
    let right = 30.0 * words.swatches.len() as f64 - 4.0;
    let below_first = muted(Anchor::Start, 0.0, 112.0 + below, words.below_first);
    let below_last = words.below_last.map(|caption| muted(Anchor::End, right, 112.0 + below, caption));
    words.swatches.iter().enumerate().flat_map(one).chain([below_first]).chain(below_last).collect()
}

/// Samples of the two kinds of line, and of the label of an inlined call.
fn arrows(below: f64) -> Vec<Mark> {
    let arrow = |y: f64, share, is_dashed| {
        let stroke = Stroke::of(share, Shade::of_share(share, Hue::Warm), is_dashed);
        Mark::Arrow(Point::new(222.0, y + below), Point::new(270.0, y + below), stroke)
    };
    let inline = Span { italic: true, ..Span::regular("inline", Emphasis::Muted) };
    vec![
        arrow(77.0, 0.5, false),
        muted(Anchor::Start, 276.0, 80.5 + below, "direct call"),
        arrow(94.0, 0.08, true),
        muted(Anchor::Start, 276.0, 97.5 + below, "functions left out between"),
        Mark::Text(TextLine::new(10.0, vec![inline]).at(Anchor::Start, 222.0, 112.0 + below)),
        muted(Anchor::Start, 276.0, 112.0 + below, "inlined into its caller"),
    ]
}

/// The mark with its text squeezed to the measured width in every font: a wider one would overlap its neighbours.
fn pinned(mark: Mark) -> Mark {
    match mark {
        Mark::Text(line) => Mark::Text(TextLine { is_pinned: true, ..line }),
        other => other,
    }
}

fn swatch(rect: Rect, radius: f64, share: f64, hue: Hue) -> Mark {
    Mark::Swatch(Swatch { rect, radius, border: outline::border(share), shade: Shade::of_share(share, hue) })
}

fn muted(anchor: Anchor, x: f64, baseline: f64, text: &str) -> Mark {
    Mark::Text(TextLine::new(10.0, vec![Span::regular(text, Emphasis::Muted)]).at(anchor, x, baseline))
}
