//! Calls in few bytes, for pictures that are part of something else: what neighbours have in common is said once.

use svg::Node;
use svg::node::element::{Element, Group, Path};

use crate::drawing::edge::Edge;
use crate::geom::Point;
use crate::layout::Route;
use crate::scene::Stroke;
use crate::scene::text::{Anchor, Span, Text, Tone};

use super::super::markup::appearance::{Look, filled, stroked, without};
use super::super::markup::curve::{Arrow, Chain};
use super::super::markup::marks;
use super::super::markup::number::number;
use super::super::markup::path_data;
use super::super::markup::text::text;

/// The lines of calls with their arrowheads, in the order they are painted in: one path for all neighbours that look
/// the same. Their labels say which calls they are.
pub(super) fn lines(routed: &[(&Edge, &Route)], look: &Look) -> Vec<Box<dyn Node>> {
    let runs = routed.chunk_by(|(a, _), (b, _)| a.stroke.shade == b.stroke.shade);
    runs.flat_map(|run| lines_of_one_color(run, look)).collect()
}

fn lines_of_one_color(run: &[(&Edge, &Route)], look: &Look) -> Vec<Box<dyn Node>> {
    let mut arrows: Vec<(&Stroke, Arrow)> = Vec::new();
    for (Edge { stroke, .. }, route) in run {
        let arrow = Arrow::along(&Chain::new(&route.curve), stroke.head_length, stroke.head_half_width);
        arrows.extend(arrow.map(|arrow| (stroke, arrow)));
    }
    let heads: String = arrows.iter().map(|(_, arrow)| path_data::outline(&arrow.head)).collect();
    // Lines of one colour may be painted in any order.
    let what = |(stroke, _): &(&Stroke, Arrow)| (number(stroke.width), stroke.dash.is_some());
    arrows.sort_by_key(what);
    let Some((first, _)) = arrows.first() else { return Vec::new() };
    let width = number(first.width);
    let lines = arrows.chunk_by(|a, b| what(a) == what(b)).map(|alike| {
        let data: String = alike.iter().map(|(_, arrow)| path_data::compact(&arrow.line)).collect();
        let line = stroked(alike[0].0).set("d", data);
        if what(&alike[0]).0 == width { without(line, "stroke-width") } else { line }
    });
    let color = look.palette.line(first.shade).to_string();
    let group = Group::new().set("stroke", color.as_str()).set("stroke-width", width.as_str());
    let head = Path::new().set("d", heads);
    let head = if first.is_hollow {
        let page = look.palette.page.to_string();
        head.set("fill", page).set("stroke", color).set("stroke-width", marks::HOLLOW)
    } else {
        head.set("fill", color)
    };
    vec![filled(group, lines).into(), head.into()]
}

/// A label with the ids of the boxes that its call leads from and to, and its centre.
pub(super) type Placed<'a> = (&'a Text, [usize; 2], Point);

/// The labels beside calls, as parts of a group that is quiet.
pub(super) fn labels(placed: &[Placed], look: &Look) -> Vec<Box<dyn Node>> {
    let mut parts: Vec<Box<dyn Node>> = Vec::new();
    for run in placed.chunk_by(|(a, ..), (b, ..)| Voice::of(a) == Voice::of(b)) {
        let voice = Voice::of(run[0].0);
        let sized = run.chunk_by(|(a, ..), (b, ..)| number(a.size) == number(b.size));
        let sized = sized.flat_map(|run| labels_of_one_size(run, voice, look));
        match voice.group(look) {
            Some(group) => parts.push(filled(group, sized).into()),
            None => parts.extend(sized),
        }
    }
    parts
}

fn labels_of_one_size(run: &[Placed], voice: Voice, look: &Look) -> Vec<Box<dyn Node>> {
    let labels = run.iter().map(|label| self::label(label, voice, look));
    if run.len() == 1 {
        return labels.map(Into::into).collect();
    }
    let group = Group::new().set("font-size", number(run[0].0.size));
    vec![filled(group, labels.map(|label| without(label, "font-size"))).into()]
}

/// The label of a call, which stands for all of it.
fn label(&(line, [from, to], centre): &Placed, voice: Voice, look: &Look) -> Element {
    let spans = line.spans.iter().cloned().map(|span| voice.without(span)).collect();
    let placed = Text { x: centre.x, baseline: centre.y + 0.34 * line.size, spans, ..line.clone() };
    let mut element = text(&placed, Anchor::Middle, look);
    element.assign("class", "edge");
    element.assign("data-from", format!("N{from}"));
    element.assign("data-to", format!("N{to}"));
    element
}

/// How a label sounds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Voice {
    /// All of it is quiet.
    Quiet,
    /// All of it is bold ink.
    Loud,
    /// Part of it is.
    Mixed,
}

impl Voice {
    fn of(line: &Text) -> Voice {
        let is_all = |is: fn(&Span) -> bool| line.spans.iter().all(is);
        if is_all(|span| span.tone == Tone::Quiet) {
            Voice::Quiet
        } else if is_all(|span| span.bold && span.tone == Tone::Ink) {
            Voice::Loud
        } else {
            Voice::Mixed
        }
    }

    /// The group that makes labels sound like that; none where they do in a quiet one.
    fn group(self, look: &Look) -> Option<Group> {
        let group = || Group::new().set("fill", look.palette.ink.to_string());
        match self {
            Voice::Quiet => None,
            Voice::Loud => Some(group().set("font-weight", "700")),
            Voice::Mixed => Some(group()),
        }
    }

    /// The span without what the group says.
    fn without(self, span: Span) -> Span {
        match self {
            Voice::Quiet => Span { tone: Tone::Ink, ..span },
            Voice::Loud => Span { bold: false, ..span },
            Voice::Mixed => span,
        }
    }
}
