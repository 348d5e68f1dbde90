//! Weak calls, and those inside of stacks, in few bytes: a call is one element where it can be.

use svg::Node;
use svg::node::Text as Characters;
use svg::node::element::{Element, Group};

use crate::drawing::node::NodeBox;
use crate::render::markup::element::{filled, without};
use crate::render::markup::marks::MarkWriter;
use crate::render::markup::number::number;
use crate::render::markup::text::{is_muted, moved};
use crate::scene::color::Palette;
use crate::scene::text::{Anchor, TextLine};

use super::ends::with_ends;

/// The group of all calls at a box, which has the colour and the font size of the first for all of them.
pub(super) fn group(node: &NodeBox, calls: Vec<Box<dyn Node>>, palette: &Palette) -> Vec<Box<dyn Node>> {
    match node.calls.first_text().or(node.pass.iter().flat_map(|pass| &pass.texts).next()) {
        Some(first) => {
            let group = Group::new().set("fill", palette.muted.to_string());
            vec![filled(group.set("font-size", number(first.size)), calls).into()]
        }
        None => calls,
    }
}

/// A row of these texts in such a group, in a box with its left edge at `left`: a call between the boxes `ends`, or
/// several. It is one element with a run for each text, if all of them are muted and none is pinned to its width.
pub(super) fn row(
    texts: &[TextLine],
    ends: Option<[usize; 2]>,
    left: f64,
    writer: &dyn MarkWriter,
) -> Box<dyn Node> {
    let has_ends = |element| ends.into_iter().fold(element, with_ends);
    let lines = texts.iter().map(|line| inherited(writer.text(&moved(line, left), Anchor::Middle)));
    let is_plain = |line: &TextLine| line.spans.len() == 1 && is_muted(line) && !line.is_pinned;
    if writer.appearance().pins_all || !texts.iter().all(is_plain) {
        return filled(has_ends(Element::new("g")), lines).into();
    }
    let mut lines = lines.zip(texts);
    let Some((first, _)) = lines.next() else { return Group::new().into() };
    filled(has_ends(first), lines.map(|(line, text)| run(&line, text))).into()
}

/// The line as a run of another one, in its own place.
fn run(line: &Element, text: &TextLine) -> Element {
    let mut run = Element::new("tspan");
    for attribute in ["x", "text-anchor"] {
        if let Some(value) = line.get_attributes().get(attribute) {
            run.assign(attribute, value.clone());
        }
    }
    run.append(Characters::new(text.plain()));
    run
}

/// The line without the attributes that it has from its group.
fn inherited(line: Element) -> Element {
    without(without(line, "font-size"), "fill")
}
