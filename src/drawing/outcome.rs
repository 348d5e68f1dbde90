//! The outcome of a comparison for each box: how its value changed, and how the box shows that.

use std::collections::HashMap;

use bstr::{BStr, ByteSlice};

use crate::analysis::{self, Cums, Graph, Node, Sides, Weight};
use crate::comparison::{Change, Comparison, How, Row, Verdict};
use crate::report::multiple;
use crate::review::{Measure, Review};
use crate::scene::metrics::Face;
use crate::scene::text::{self, Emphasis, Span, TextLine};

use super::name;
use super::outline::Outline;
use super::scale::Scale;

/// The widest other name of a renamed function, in px.
const WIDEST: f64 = 160.0;

/// The outcome of a comparison for one function.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Outcome<'a> {
    /// Its row in the comparison; none if it has none, and so did not change.
    row: Option<&'a Row>,
    /// Whether it became worse or better, or may have, by its own cost or by that of all it calls.
    pub(super) verdict: Verdict,
    /// The change of its own cost, with that of the library code it calls; 0 if it may be noise.
    pub(super) own: i64,
    /// Whether flat changed, and not only what it calls.
    is_flat: bool,
    /// Whether its value was 0 before.
    is_new: bool,
    /// Whether its value is 0 after.
    is_gone: bool,
    /// Whether the value that changed became less.
    shrank: bool,
    /// Its name on the other side, if it was renamed.
    moved: Option<OtherName<'a>>,
    /// The same function by the second sample type, if that is compared, too.
    second: Option<Second<'a>>,
}

impl Outcome<'_> {
    /// The outline of its box.
    pub(super) fn outline(self) -> Outline {
        match self.verdict {
            Verdict::Unchanged => Outline::Unchanged,
            _ if self.shrank && (self.verdict.is_real() || self.own != 0) => Outline::Shrunk,
            _ => Outline::Plain,
        }
    }

    /// Whether it did not change, and is shown only as a caller of others.
    pub(super) fn is_muted(self) -> bool {
        self.verdict == Verdict::Unchanged
    }
}

/// A function by another sample type.
#[derive(Clone, Copy, Debug)]
struct Second<'a> {
    cums: &'a Cums,
    cum: Weight,
}

impl Second<'_> {
    /// The values before and after with the change: `samples: cum 12 → 30 (+18, ×2.5)`.
    fn text(self) -> Option<String> {
        let Cums { sample_type, scale, .. } = self.cums;
        let Sides { before, after } = self.cum.sides?;
        let scale = analysis::Scale { to: "auto".to_owned(), ..scale.clone() };
        let sign = if after > before { "+" } else { "" };
        let times = multiple(before, after).map(|times| format!(", {times}")).unwrap_or_default();
        let [was, is, change] = [before, after, after.saturating_sub(before)].map(|value| scale.text(value));
        Some(format!("{sample_type}: cum {was} → {is} ({sign}{change}{times})"))
    }
}

/// The other name of a function.
#[derive(Clone, Copy, Debug)]
enum OtherName<'a> {
    /// It was called so before.
    Was(&'a BStr),
    /// It is called so now.
    Now(&'a BStr),
}

/// The nodes of `graph` that are one function under two names, each with that of the name before and that of the name after.
pub(super) fn renamed(graph: &Graph, review: &Review) -> Vec<[usize; 2]> {
    let Comparison { rows, moved, .. } = &review.comparison;
    let node = |row: usize| graph.nodes.iter().position(|node| node.printed == rows[row].name);
    let pairs = moved.iter().filter(|pair| pair.how == How::Renamed);
    pairs.filter_map(|pair| Some([node(pair.from)?, node(pair.to)?])).collect()
}

/// The outcomes of the nodes of `graph`, in order. Functions that the comparison does not have did not change.
pub(super) fn outcomes<'a>(graph: &Graph, review: &'a Review) -> Vec<Outcome<'a>> {
    let Comparison { rows, moved, worse, better, .. } = &review.comparison;
    let is_sure = !worse.is_empty() || !better.is_empty();
    let mut known: HashMap<&BStr, Outcome<'a>> =
        rows.iter().map(|row| (row.name.as_bstr(), of(row, is_sure))).collect();
    // Boxes and lists are to agree on which value changed.
    for finding in review.worse().into_iter().chain(review.better()) {
        let is_flat = finding.measure == Measure::Flat;
        let said = |outcome: &mut Outcome<'a>| {
            outcome.is_flat = is_flat;
            outcome.shrank = finding.change.change < 0.0;
        };
        known.entry(finding.row.name.as_bstr()).and_modify(said);
    }
    for pair in moved.iter().filter(|pair| pair.how == How::Renamed) {
        let [was, now] = [pair.from, pair.to].map(|row| rows[row].name.as_bstr());
        for (name, other_name) in [(was, OtherName::Now(now)), (now, OtherName::Was(was))] {
            // A function that was only renamed has no change of its own.
            known.entry(name).and_modify(|outcome| (outcome.moved, outcome.own) = (Some(other_name), 0));
        }
    }
    let seconds = review.second.iter().flat_map(|cums| {
        cums.functions
            .iter()
            .map(move |function| (function.printed.as_bstr(), Second { cums, cum: function.cum }))
    });
    let seconds: HashMap<&BStr, Second<'a>> = seconds.collect();
    let outcome = |node: &Node| {
        let name = node.printed.as_bstr();
        let outcome = known.get(name).copied().unwrap_or_default();
        Outcome { second: seconds.get(name).copied(), ..outcome }
    };
    graph.nodes.iter().map(outcome).collect()
}

/// The outcome of a row. `is_sure` is whether any function changed beyond noise: then changes that may be noise get no
/// colour.
fn of(row: &Row, is_sure: bool) -> Outcome<'_> {
    let own = if row.is_library { &row.flat } else { &row.charged };
    let most = [own, &row.cum].map(|change| change.change.abs()).into_iter().fold(0.0, f64::max);
    let is_flat = row.flat.change.abs() >= most / 2.0;
    let verdict = strongest([own, &row.flat, &row.cum]);
    let shown = if is_flat { &row.flat } else { &row.cum };
    // The colour has to agree with the sign of the change that the box prints.
    let is_alike = own.change * shown.change > 0.0;
    let counts = is_alike && (own.verdict.is_real() || !is_sure && own.verdict == Verdict::Unclear);
    Outcome {
        row: Some(row),
        verdict,
        own: if counts { own.change.round() as i64 } else { 0 },
        is_flat,
        is_new: row.is_new,
        is_gone: row.is_gone,
        moved: None,
        second: None,
        shrank: shown.change < 0.0,
    }
}

/// The first verdict that is real, or else one that is unclear.
fn strongest(changes: [&Change; 3]) -> Verdict {
    let verdicts = changes.map(|change| change.verdict);
    let first = |is: fn(Verdict) -> bool| verdicts.into_iter().find(|&verdict| is(verdict));
    first(Verdict::is_real).or_else(|| first(|verdict| verdict == Verdict::Unclear)).unwrap_or_default()
}

impl OtherName<'_> {
    fn text(self, size: f64) -> String {
        let (word, name) = match self {
            OtherName::Was(name) => ("was", name),
            OtherName::Now(name) => ("now", name),
        };
        let name = name::split(&text::shown(name), "");
        text::elide(&format!("{word} {}{}", name.qualifier, name.base), size, Face::Regular, WIDEST)
    }
}

impl Verdict {
    /// The word behind a change that may be noise.
    fn doubt(self) -> Option<&'static str> {
        (self == Verdict::Unclear).then_some(" unclear")
    }
}

/// The values of a box, a line each: the change of flat or of cum, whichever changed; that value before and after; and cum
/// before and after, if that is another.
pub(super) fn values(node: &Node, outcome: Outcome<'_>, size: f64, scale: Scale<'_>) -> Vec<TextLine> {
    let is_flat = outcome.is_flat && node.flat.value != 0;
    let first = if is_flat { node.flat } else { node.cum };
    let of = if is_flat || node.flat == node.cum { "" } else { "cum " };
    if outcome.is_muted() {
        return vec![TextLine::new(
            size,
            vec![Span::regular(format!("{of}{}", sides(first, scale)), Emphasis::Muted)],
        )];
    }
    let doubt =
        outcome.verdict.doubt().map(|word| Span { italic: true, ..Span::regular(word, Emphasis::Muted) });
    let change = Span::bold(change(first, outcome, scale));
    let mut lines = vec![[change].into_iter().chain(doubt).collect()];
    lines.push(vec![Span::regular(format!("{of}{}", sides(first, scale)), Emphasis::Normal)]);
    if is_flat && node.flat != node.cum {
        lines.push(vec![Span::regular(format!("cum {}", sides(node.cum, scale)), Emphasis::Muted)]);
    }
    lines.extend(outcome.moved.map(|other_name| vec![Span::regular(other_name.text(size), Emphasis::Muted)]));
    lines.into_iter().map(|line| TextLine::new(size, line)).collect()
}

/// The change, and the value after as a multiple of that before: `+0.48s, ×2.4`, `NEW +0.48s`.
fn change(weight: Weight, outcome: Outcome<'_>, scale: Scale<'_>) -> String {
    let change = scale.text(weight.value);
    match (outcome.is_new, outcome.is_gone) {
        _ if outcome.moved.is_some() => format!("MOVED {change}"),
        (true, _) => format!("NEW {change}"),
        (_, true) => format!("GONE {change}"),
        _ => match weight.sides.and_then(|Sides { before, after }| multiple(before, after)) {
            Some(multiple) => format!("{change}, {multiple}"),
            None => change,
        },
    }
}

/// The cum before and after of a function without a flat value.
pub(super) fn passing(node: &Node, size: f64, scale: Scale<'_>) -> TextLine {
    TextLine::new(size, vec![Span::regular(sides(node.cum, scale), Emphasis::Muted)])
}

/// The statistics of a change, a line each for flat and cum: values, the 95 % confidence interval of the change, the
/// verdict, and the p-value.
pub(super) fn details(outcome: Outcome<'_>, scale: Scale<'_>) -> Vec<String> {
    let Some(row) = outcome.row else { return Vec::new() };
    let line = |(what, change): (&str, &Change)| {
        let [before, after, low, high] =
            [change.before, change.after, change.interval[0], change.interval[1]]
                .map(|value| value.round() as i64);
        let verdict = match change.verdict {
            Verdict::Worse => "worse",
            Verdict::Better => "better",
            Verdict::Unclear => "unclear",
            Verdict::Unchanged => "no change that matters",
        };
        format!(
            "{what} {} → {}, change {} to {} (95%), {verdict}, p {:.2}",
            scale.unsigned(before),
            scale.unsigned(after),
            scale.text(low),
            scale.text(high),
            change.p
        )
    };
    let lines = [("flat", &row.flat), ("cum", &row.cum)].map(line);
    lines.into_iter().chain(outcome.second.and_then(Second::text)).collect()
}

/// A value before and after: `0.33s → 0.81s`.
fn sides(weight: Weight, scale: Scale<'_>) -> String {
    let Sides { before, after } = weight.sides.unwrap_or(Sides { before: 0, after: weight.value });
    format!("{} → {}", scale.unsigned(before), scale.unsigned(after))
}
