//! The boxes: what stands in each, and how large that makes it.

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

/// A function (or file, line, address) as it is drawn.
#[derive(Clone, Debug, Default)]
pub struct NodeBox {
    /// The number in its id: 7 for `N7`. It is 0 for the box that stands for all nodes whose weight has cancelled
    /// out, which has no id.
    pub number: usize,
    /// Width and height, border included to its middle.
    pub size: Size,
    /// What its cum looks like, as tint and border.
    pub shade: Shade,
    /// Width of the border.
    pub border: f64,
    /// What its outline says of its value.
    pub outline: Outline,
    /// The text, from top to bottom, relative to the upper left corner.
    pub lines: Vec<TextLine>,
    /// Distance from the upper edge to the rule above the rows, if there are any.
    pub rule: Option<f64>,
    /// The labels docked below the text.
    pub rows: Vec<LabelRow>,
    /// The weak calls docked below those.
    pub calls: Calls,
    /// The call to the box below it in a stack, if it is a row of one.
    pub pass: Option<Pass>,
    /// The tags that DOT has.
    pub nodelets: Vec<Nodelet>,
    /// Everything in full, a fact a line.
    pub title: String,
    /// Which of the lines are the name.
    pub heading: Range<usize>,
    /// Which of the lines, the last ones, are values.
    pub n_values: usize,
    /// What it is before and after, in a comparison.
    pub sides: Option<[Side; 2]>,
    /// Where its source is, if links are wanted and it is known.
    pub source: Option<String>,
}

/// The call from one box of a stack to that below it, which has no line: the value in its caller's row says it.
#[derive(Clone, Debug, Default)]
pub struct Pass {
    /// The number in the id of the callee's box.
    pub head: usize,
    /// How heavy the call is, as [`DrawnEdge::weight`](super::edge::Edge::pull).
    pub weight: i64,
    /// What passes through the caller, and so through the call.
    pub texts: Vec<TextLine>,
    /// Caller, callee and value in full.
    pub title: String,
}

/// Width of the border of what did not change.
const THIN: f64 = 0.6;

/// Distance of text from the upper and lower border.
const PAD_Y: f64 = 5.0;

/// Width of the narrowest text a box is made for.
const MIN_TEXT: f64 = 60.0;

/// A quiet line may be this wide at least, however short the name is.
const MIN_MUTED: f64 = 132.0;

/// The widest address, which cannot be said in short.
const MAX_MUTED: f64 = 220.0;

/// Flat and cum share a line up to this width, however short the name is.
const MIN_VALUES: f64 = 110.0;

/// Font size in the box for what has cancelled out.
const GHOST_SIZE: f64 = 10.0;

/// The widest name, in its own font size: about 26 bold characters.
const MAX_NAME: f64 = 15.0;

/// What a box holds.
pub(super) struct Content<'a> {
    pub(super) label: Label,
    pub(super) labels: &'a Labels<'a>,
    pub(super) calls: &'a Docked,
    pub(super) outcome: Option<Outcome<'a>>,
    /// The totals of both sides, in a comparison.
    pub(super) totals: Option<Totals>,
    /// The width of the widest line that there has to be room for besides.
    pub(super) least: f64,
}

/// The box of a node: its text, and below rules its labels and its weak calls.
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
            // Their neighbours have no room to give.
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

/// Font sizes of a box.
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

/// The lines above the rows.
#[derive(Clone, Debug)]
pub(super) struct Label {
    lines: Vec<TextLine>,
    /// Which of them are the name.
    heading: Range<usize>,
    /// Where the values begin.
    values: usize,
}

impl Label {
    /// What it calls the node, wherever its lines are broken.
    pub(super) fn reading(&self) -> String {
        let is_broken = |index: usize| self.heading.contains(&index) && self.heading.contains(&(index + 1));
        let lines = self.lines[..self.values].iter().enumerate();
        lines.map(|(index, line)| line.plain() + if is_broken(index) { "" } else { "\n" }).collect()
    }
}

/// The lines above the rows: where it is, what it is called, type arguments, what else tells it apart, values.
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

/// What a function that has no flat value says of its cum.
pub(super) fn passing(node: &Node, size: f64, emphasis: Emphasis, scale: Scale<'_>) -> TextLine {
    TextLine::new(size, of_cum("0 of ", node, emphasis, scale))
}

/// The cum behind the word `of`: with the sign on its own, if there is one, and in one run without.
fn of_cum(of: &str, node: &Node, emphasis: Emphasis, scale: Scale<'_>) -> Vec<Span> {
    let (sign, cum) = (scale.sign(node.cum.value), scale.plain_with_percent(node.cum.value));
    let parts = if sign.is_empty() { vec![format!("{of}{cum}")] } else { vec![of.into(), sign.into(), cum] };
    let tone_of = |part: &str| if part == scale::GROWTH { Emphasis::Normal } else { emphasis };
    parts.into_iter().map(|part| Span::regular(part.as_str(), tone_of(&part))).collect()
}

/// The longest line of a title. Names of 20,000 characters occur; longer ones would only fill memory.
const MAX_TITLE: usize = 1 << 16;

/// The most files that a title names.
const MAX_FILES: usize = 20;

/// Everything a box leaves out, in full.
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
