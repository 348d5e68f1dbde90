//! Labels in few bytes: neighbours of one style and size share a group that has both.

use svg::Node;
use svg::node::element::{Element, Group};

use crate::render::markup::element::{filled, without};
use crate::render::markup::marks::MarkWriter;
use crate::render::markup::number::number;
use crate::render::svg::labels::line;
use crate::render::svg::writer::PlacedLabel;
use crate::scene::color::Palette;
use crate::scene::text::{Anchor, Emphasis, Span, TextLine};

use super::ends::with_ends;

/// The labels beside edges, as children of a group that is filled in the colour of muted text.
pub(super) fn labels(labels: &[PlacedLabel<'_>], writer: &dyn MarkWriter) -> Vec<Box<dyn Node>> {
    let mut parts: Vec<Box<dyn Node>> = Vec::new();
    for run in labels.chunk_by(|a, b| Common::of(a.text) == Common::of(b.text)) {
        let common = Common::of(run[0].text);
        let sized = run.chunk_by(|a, b| number(a.text.size) == number(b.text.size));
        let sized = sized.flat_map(|run| of_one_size(run, common, writer));
        match common.group(&writer.appearance().palette) {
            Some(group) => parts.push(filled(group, sized).into()),
            None => parts.extend(sized),
        }
    }
    parts
}

fn of_one_size(run: &[PlacedLabel<'_>], common: Common, writer: &dyn MarkWriter) -> Vec<Box<dyn Node>> {
    let labels = run.iter().map(|placed| label(placed, common, writer));
    if run.len() == 1 {
        return labels.map(Into::into).collect();
    }
    let group = Group::new().set("font-size", number(run[0].text.size));
    vec![filled(group, labels.map(|label| without(label, "font-size"))).into()]
}

/// The label of a call, which has its ends: its line is part of a path of many.
fn label(placed: &PlacedLabel<'_>, common: Common, writer: &dyn MarkWriter) -> Element {
    let line = line(placed);
    let spans = line.spans.into_iter().map(|span| common.without(span)).collect();
    with_ends(writer.text(&TextLine { spans, ..line }, Anchor::Middle), placed.ends)
}

/// The style that all runs of a label have in common.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Common {
    /// All of it is muted.
    Muted,
    /// All of it is bold, in the main colour of text.
    Bold,
    /// Neither.
    Nothing,
}

impl Common {
    fn of(line: &TextLine) -> Common {
        let is_all = |is: fn(&Span) -> bool| line.spans.iter().all(is);
        if is_all(|span| span.emphasis == Emphasis::Muted) {
            Common::Muted
        } else if is_all(|span| span.bold && span.emphasis == Emphasis::Normal) {
            Common::Bold
        } else {
            Common::Nothing
        }
    }

    /// The group that has the style; none for muted labels, since the group around it has their colour.
    fn group(self, palette: &Palette) -> Option<Group> {
        let group = || Group::new().set("fill", palette.foreground.to_string());
        match self {
            Common::Muted => None,
            Common::Bold => Some(group().set("font-weight", "700")),
            Common::Nothing => Some(group()),
        }
    }

    /// The run without the style that its group has.
    fn without(self, span: Span) -> Span {
        match self {
            Common::Muted => Span { emphasis: Emphasis::Normal, ..span },
            Common::Bold => Span { bold: false, ..span },
            Common::Nothing => span,
        }
    }
}
