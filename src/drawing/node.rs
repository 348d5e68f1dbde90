//! Functions as boxes: their text, and the size that it gives them.

use std::ops::Range;

use bstr::{BStr, ByteSlice};

use crate::analysis::{Node, SourceFile};
use crate::geom::Size;

use super::Style;
use super::identity::{self, Identity};
use super::name::{self, Name};
use super::outcome::{self, Outcome};
use super::outline::{Outline, border};
use super::rows::PAD_X;
use super::scale::{self, Scale};
use super::side::{Side, Totals};
use super::source_url::SourceUrl;
use super::stub::{Calls, Docked};
use super::tag::{self, LabelRow, Labels, Nodelet};
use crate::scene::color::Shade;
use crate::scene::metrics::Face;
use crate::scene::text::{self, Anchor, Emphasis, Span, TextLine, tenths};

/// The box of a function (or of a file, line or address, by the granularity). Lengths are in px, places relative to
/// its upper left corner.
#[derive(Clone, Debug, Default)]
pub struct NodeBox {
    /// The number in its id, counted from 1: 7 for `N7`. It is 0 for the box that stands for all nodes whose values
    /// cancelled out, which has no id.
    pub number: usize,
    /// Width and height, to the middle of the border.
    pub size: Size,
    /// The colour of area and border: the shade of its cum, or in a comparison of its own change.
    pub shade: Shade,
    /// The width of the border.
    pub border: f64,
    /// How corners and border tell shrinkage without colours.
    pub outline: Outline,
    /// The text, from top to bottom.
    pub lines: Vec<TextLine>,
    /// Distance from the upper edge to the rule above the rows, if there are any.
    pub rule: Option<f64>,
    /// The rows below the text, for labels of its samples.
    pub rows: Vec<LabelRow>,
    /// The rows below those, for weak calls.
    pub calls: Calls,
    /// The call to the box below it in a stack, if it is a row of one.
    pub pass: Option<Pass>,
    /// The tags that DOT has as boxes of their own; here they are ids and titles only.
    pub nodelets: Vec<Nodelet>,
    /// The tooltip: full name, source, values, and what else the box has no room for, a fact a line.
    pub title: String,
    /// Which of `lines` are the name.
    pub heading: Range<usize>,
    /// How many of `lines`, from the last one on, are values.
    pub n_values: usize,
    /// The box as it is before and after, in a comparison.
    pub sides: Option<[Side; 2]>,
    /// The URL of its source, if the style has a template for it and the file is known.
    pub source: Option<String>,
}

/// The call from a box of a stack to the one below it. It has no line; its value stands in the caller's row.
#[derive(Clone, Debug, Default)]
pub struct Pass {
    /// The number in the id of the callee's box.
    pub head: usize,
    /// The weight of the call, as [`DrawnEdge::weight`](super::edge::DrawnEdge::weight).
    pub weight: i64,
    /// The value of the call, which is that of its caller.
    pub texts: Vec<TextLine>,
    /// Caller, callee and value in full.
    pub title: String,
}

/// Width of the border of functions that did not change, in a comparison.
const THIN: f64 = 0.6;

/// Distance of text from the upper and lower border.
const PAD_Y: f64 = 5.0;

/// Width of the narrowest text a box is made for.
const MIN_TEXT: f64 = 60.0;

/// A muted line may be at least this wide, however short the name is.
const MIN_MUTED: f64 = 132.0;

/// The widest address, which cannot be abbreviated.
const MAX_MUTED: f64 = 220.0;

/// Flat and cum share a line up to this width, however short the name is.
const MIN_VALUES: f64 = 110.0;

/// Font size in the box for functions whose values cancelled out.
const GHOST_SIZE: f64 = 10.0;

/// The widest name, as a multiple of its font size: about 26 bold characters.
const MAX_NAME: f64 = 15.0;

/// What the size of a box depends on, besides its node.
pub(super) struct Content<'a> {
    pub(super) label: Label,
    pub(super) labels: &'a Labels<'a>,
    pub(super) calls: &'a Docked,
    pub(super) outcome: Option<Outcome<'a>>,
    /// The totals of both sides, in a comparison.
    pub(super) totals: Option<Totals>,
    /// The least width of its text, so that rows stacked on top of it have room.
    pub(super) least: f64,
}

/// The box of a node: its text, then its labels, then its weak calls, with hairlines between them.
pub(super) fn node_box(
    node: &Node,
    content: Content<'_>,
    number: usize,
    scale: Scale<'_>,
    style: &Style,
) -> NodeBox {
    let Content { label, labels, calls, outcome, totals, least } = content;
    let Label { mut lines, heading, values } = label;
    let n_values = lines.len() - values;
    let text_width = text::widest(&lines).max(MIN_TEXT.max(least)).max(calls.width());
    let rows = tag::Rows::new(labels, text_width);
    let room = text_width.max(rows.width());
    let width = (room + 2.0 * PAD_X).ceil();
    let bottom = set_lines(&mut lines, width);
    let lines = signs_apart(lines);
    let outline = outcome.map(Outcome::outline).unwrap_or_default();
    NodeBox {
        number,
        size: Size::new(width, (bottom + rows.height() + calls.height() + PAD_Y).ceil()),
        shade: scale.shade(outcome.map_or(node.cum.value, |outcome| outcome.own)),
        border: if outline == Outline::Unchanged { THIN } else { border(scale.share(node.cum.value)) },
        outline,
        lines,
        rule: rows.rule(bottom),
        calls: calls.placed(bottom + rows.height(), width),
        pass: None,
        rows: rows.placed(bottom, width),
        nodelets: tag::nodelets(&format!("N{number}"), &node.tags, scale),
        title: title(node, labels, outcome, scale),
        heading,
        n_values,
        sides: totals.and_then(|totals| totals.of_box(node.flat, node.cum, scale)),
        source: style.source_url.as_ref().and_then(|url| source(node, url)),
    }
}

/// The link to the source of a node, if it has any.
fn source(node: &Node, url: &SourceUrl) -> Option<String> {
    let (source_file, source_line) = identity::source(node);
    let file = if node.file.is_empty() { source_file } else { node.file.to_str_lossy().into_owned() };
    let line = if node.line > 0 { node.line } else { source_line };
    (!name::known_file(&file).is_empty()).then(|| url.link(&file, line))
}

/// The box that all edges share whose caller or callee, one of `names`, has cancelled out.
pub(super) fn ghost(names: &[&BStr]) -> NodeBox {
    let what = match names {
        [only] => text::elide(&text::shown(only), GHOST_SIZE, Face::Regular, MIN_MUTED),
        _ => format!("{} functions", names.len()),
    };
    let muted = |text: &str| TextLine::new(GHOST_SIZE, vec![Span::regular(text, Emphasis::Muted)]);
    let mut lines = vec![muted(&what), muted("0: cancelled out")];
    let width = (text::widest(&lines).max(MIN_TEXT) + 2.0 * PAD_X).ceil();
    let bottom = set_lines(&mut lines, width);
    let names: Vec<String> = names.iter().map(|name| text::shown(name)).collect();
    NodeBox {
        size: Size::new(width, (bottom + PAD_Y).ceil()),
        border: border(0.0),
        lines,
        title: format!("{}\ncancelled out, so not among the nodes", names.join("\n")),
        ..NodeBox::default()
    }
}

/// Centres and stacks the lines of a box, and pins those that fill it; returns where the last one ends.
fn set_lines(lines: &mut [TextLine], width: f64) -> f64 {
    for line in &mut *lines {
        line.is_pinned = line.fills(width - 2.0 * PAD_X);
    }
    text::stack(lines, width / 2.0, PAD_Y)
}

/// Takes the signs that are spans of their own out of their lines, and puts them behind all lines.
///
/// Nothing moves: what stood around the sign stays where it was, in the order it is read in, so that
/// `of +5ms (1%)` looks like that, and reads, for a tool that looks for what DOT prints, `of 5ms (1%)`.
pub(super) fn signs_apart(lines: Vec<TextLine>) -> Vec<TextLine> {
    // A function may be called like that, too.
    let is_sign = |span: &Span| span.text == scale::GROWTH && !span.bold && span.emphasis == Emphasis::Normal;
    let (mut whole, mut signs) = (Vec::with_capacity(lines.len()), Vec::new());
    for line in lines {
        if !line.spans.iter().any(is_sign) {
            whole.push(line);
            continue;
        }
        let mut x = line.x - line.width / 2.0;
        for spans in line.spans.chunk_by(|a, b| !is_sign(a) && !is_sign(b)) {
            let width = TextLine::new(line.size, spans.to_vec()).width;
            let part = TextLine::new(line.size, text::without_last_space(spans));
            // A wider font would make the parts overlap.
            let part = TextLine { is_pinned: true, ..part.at(Anchor::Start, x, line.baseline) };
            if spans.iter().any(is_sign) {
                signs.push(part)
            } else {
                whole.push(part)
            }
            x += width;
        }
    }
    whole.extend(signs);
    whole
}

/// Font sizes of the lines of a box, in px.
struct Sizes {
    name: f64,
    value: f64,
    muted: f64,
}

impl Sizes {
    /// The sizes for a prominence between 0 and 1.
    fn of(prominence: f64) -> Sizes {
        Sizes {
            name: tenths(11.5 + 8.5 * prominence),
            value: tenths(10.5 + 4.5 * prominence),
            muted: tenths(10.0 + 1.5 * prominence),
        }
    }
}

/// The text of a box above its rows.
#[derive(Clone, Debug)]
pub(super) struct Label {
    lines: Vec<TextLine>,
    /// Which of them are the name.
    heading: Range<usize>,
    /// The index of the first line of the values.
    values: usize,
}

impl Label {
    /// The text that identifies the node, without its values and independent of where names are broken into lines.
    pub(super) fn reading(&self) -> String {
        let is_broken = |index: usize| self.heading.contains(&index) && self.heading.contains(&(index + 1));
        let lines = self.lines[..self.values].iter().enumerate();
        lines.map(|(index, line)| line.plain() + if is_broken(index) { "" } else { "\n" }).collect()
    }
}

/// The text of a box: address, package and file, name, type arguments, what disambiguates it, values.
pub(super) fn label(
    node: &Node,
    identity: &Identity,
    outcome: Option<Outcome<'_>>,
    scale: Scale<'_>,
) -> Label {
    let Identity { name, address, file, disambiguation, .. } = identity;
    let sizes = Sizes::of(scale.prominence(outcome.map_or(node.flat.value, |outcome| outcome.own)));
    let heading = heading(name, sizes.name);
    let values = match outcome {
        Some(outcome) => outcome::values(node, outcome, sizes.value, scale),
        None => values(node, sizes.value, text::widest(&heading), scale),
    };
    let room = text::widest(heading.iter().chain(&values)).max(MIN_MUTED);
    // The scope of a package of npm is no folder that may be left out.
    let room = if name.scope.starts_with('@') { room.max(MAX_MUTED) } else { room };
    let muted = |line: &str, room: f64| {
        let line = text::elide(line, sizes.muted, Face::Regular, room);
        TextLine::new(sizes.muted, vec![Span::regular(line, Emphasis::Muted)])
    };
    let address = address.as_ref().map(|address| muted(address, MAX_MUTED));
    let place = name::scope_lines(name, file, sizes.muted, room);
    let place = place.iter().map(|line| muted(line, room));
    let type_args = (!name.type_args.is_empty()).then(|| muted(&name.type_args, room));
    let hidden = (!name.address.is_empty()).then(|| muted(&name.address, MAX_MUTED));
    let mut lines: Vec<TextLine> = address.into_iter().chain(place).collect();
    let heading_starts = lines.len();
    lines.extend(heading);
    let heading = heading_starts..lines.len();
    let disambiguation =
        disambiguation.as_ref().map(|disambiguation| muted(disambiguation, room.max(MAX_MUTED)));
    lines.extend(type_args.into_iter().chain(hidden).chain(disambiguation));
    let values_start = lines.len();
    lines.extend(values);
    Label { lines, heading, values: values_start }
}

/// The name, on one to three lines.
fn heading(name: &Name, size: f64) -> Vec<TextLine> {
    let span = |part: name::NameSpan| {
        if part.bold { Span::bold(part.text) } else { Span::regular(part.text, Emphasis::Muted) }
    };
    let lines = name::break_lines(name, size, MAX_NAME * size);
    lines.into_iter().map(|line| TextLine::new(size, line.into_iter().map(span).collect())).collect()
}

/// Flat and cum, on one line if that is no wider than the name or a little more.
fn values(node: &Node, size: f64, name_width: f64, scale: Scale<'_>) -> Vec<TextLine> {
    let flat = scale.text_with_percent(node.flat.value);
    if node.flat.value == node.cum.value {
        return vec![TextLine::new(size, vec![Span::bold(flat)])];
    }
    if node.flat.value == 0 {
        return vec![passing(node, size, Emphasis::Normal, scale)];
    }
    let cum = |of: &str| of_cum(of, node, Emphasis::Normal, scale);
    let one = TextLine::new(size, [vec![Span::bold(&flat)], cum(" of ")].concat());
    if one.width <= name_width.max(MIN_VALUES) {
        return vec![one];
    }
    vec![TextLine::new(size, vec![Span::bold(flat)]), TextLine::new(size, cum("of "))]
}

/// The value of a function without a flat value: `0 of 5s (10%)`.
pub(super) fn passing(node: &Node, size: f64, emphasis: Emphasis, scale: Scale<'_>) -> TextLine {
    TextLine::new(size, of_cum("0 of ", node, emphasis, scale))
}

/// The cum behind `of`. The sign of growth, if there is one, is a run of its own, so that [`signs_apart`] can move it.
fn of_cum(of: &str, node: &Node, emphasis: Emphasis, scale: Scale<'_>) -> Vec<Span> {
    let (sign, cum) = (scale.sign(node.cum.value), scale.plain_with_percent(node.cum.value));
    let parts = if sign.is_empty() { vec![format!("{of}{cum}")] } else { vec![of.into(), sign.into(), cum] };
    let tone_of = |part: &str| if part == scale::GROWTH { Emphasis::Normal } else { emphasis };
    parts.into_iter().map(|part| Span::regular(part.as_str(), tone_of(&part))).collect()
}

/// The most characters of a line of a title. Names of 20,000 characters occur; longer ones would only fill memory.
const MAX_TITLE: usize = 1 << 16;

/// The most files that a title names.
const MAX_FILES: usize = 20;

/// The title of a box: everything it leaves out.
fn title(node: &Node, labels: &Labels<'_>, outcome: Option<Outcome<'_>>, scale: Scale<'_>) -> String {
    let flat = scale.reading_with_percent(node.flat.value);
    let cum = scale.reading_with_percent(node.cum.value);
    // A line break in a name reads as DOT writes it, so that it can be found by its name there.
    let mut lines = vec![text::shown(node.printed.replace("\n", "\\l").as_bstr())];
    if !node.system_name.is_empty() {
        lines.push(text::shown(node.system_name.as_bstr()));
    }
    lines.extend(places(node, scale));
    lines.iter_mut().for_each(|line| *line = text::bounded(line, MAX_TITLE));
    lines.push(format!("flat {flat}, cum {cum}"));
    lines.extend(outcome.into_iter().flat_map(|outcome| outcome::details(outcome, scale)));
    lines.extend(labels.others());
    lines.join("\n")
}

/// Where a node's functions are, a line each: with their values, where they are in several files.
fn places(node: &Node, scale: Scale<'_>) -> Vec<String> {
    let files = identity::files(node);
    if files.len() <= 1 {
        return Some(place_in_source(node)).filter(|place| !place.is_empty()).into_iter().collect();
    }
    let n_more = files.len().saturating_sub(MAX_FILES);
    let place = |(file, part): &(String, &SourceFile)| {
        format!("{} in {}", scale.reading_with_percent(part.cum.value), place(file, part.line))
    };
    let more = (n_more > 0).then(|| format!("{n_more} more files"));
    files.iter().take(MAX_FILES).map(place).chain(more).collect()
}

/// File and line of a function, as far as they are known; of several, the heaviest.
pub(super) fn place_in_source(node: &Node) -> String {
    let (file, line) = identity::source(node);
    place(&file, line)
}

/// A file, with its line if that is known.
fn place(file: &str, line: i64) -> String {
    if line == 0 { file.to_owned() } else { format!("{file}:{line}") }
}
