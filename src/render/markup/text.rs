//! Lines of text as elements: in full, and in few bytes.

use svg::Node;
use svg::node::Text as Characters;
use svg::node::element::Element;

use crate::scene::text::{Anchor, Emphasis, Span, TextLine};

use super::appearance::Appearance;
use super::element::without;
use super::number::number;

/// The element of a line, where `inherited` is the value of `text-anchor` that it has from its parents.
///
/// Muted runs have the class `q`, by which a style sheet recolours them. A line of several runs takes its measured width
/// in every font: its runs are placed by it.
pub(crate) fn in_full(line: &TextLine, inherited: Anchor, appearance: &Appearance) -> Element {
    let is_pinned = line.is_pinned || is_mixed(line) || appearance.pins_all;
    element(line, inherited, is_pinned, appearance)
}

/// The same in few bytes, for pictures that recolour by the values of attributes and need no classes.
pub(crate) fn in_few_bytes(line: &TextLine, inherited: Anchor, appearance: &Appearance) -> Element {
    let is_pinned = line.is_pinned || appearance.pins_all;
    let mut element = without(element(line, inherited, is_pinned, appearance), "class");
    let attributes = element.get_attributes_mut();
    if attributes.get("x").is_some_and(|x| **x == *"0") {
        attributes.remove("x");
    }
    // Adjusting the spacing alone is enough, but for a single character, which has none.
    if line.plain().chars().nth(1).is_some() {
        attributes.remove("lengthAdjust");
    }
    let runs = std::mem::take(element.get_children_mut());
    runs.into_iter().for_each(|run| element.append(bare(run)));
    element
}

/// Whether a line has several runs that are centred as one. CairoSVG centres every run by itself, so that they begin
/// where the line does instead, and are as wide as measured.
fn is_mixed(line: &TextLine) -> bool {
    line.spans.len() > 1 && line.anchor == Anchor::Middle
}

fn element(line: &TextLine, inherited: Anchor, is_pinned: bool, appearance: &Appearance) -> Element {
    // Not the crate's `TextLine`, which takes nothing but characters.
    let mut element = Element::new("text");
    element.assign("font-size", number(line.size));
    let (anchor, x) = match is_mixed(line) {
        true => (Anchor::Start, line.x - line.width / 2.0),
        false => (line.anchor, line.x),
    };
    element.assign("x", number(x));
    element.assign("y", number(line.baseline));
    if anchor != inherited {
        element.assign("text-anchor", keyword(anchor));
    }
    if is_pinned {
        element.assign("lengthAdjust", "spacingAndGlyphs");
        element.assign("textLength", number(line.width));
    }
    match line.spans.as_slice() {
        [only] => {
            set_style(&mut element, only, appearance);
            element.append(Characters::new(&only.text));
        }
        spans => spans.iter().for_each(|span| append_span(&mut element, span, appearance)),
    }
    element
}

/// Appends a run of text. A space it begins with stays outside of its element, where librsvg and resvg would drop it.
fn append_span(element: &mut Element, span: &Span, appearance: &Appearance) {
    let inner = span.text.trim_start_matches(' ');
    if inner.len() < span.text.len() {
        element.append(Characters::new(" "));
    }
    let mut run = Element::new("tspan");
    set_style(&mut run, span, appearance);
    run.append(Characters::new(inner));
    element.append(run);
}

/// A run without its class, and without an element of its own if nothing else was set there.
fn bare(mut run: Box<dyn Node>) -> Box<dyn Node> {
    let is_plain = run.get_attributes_mut().is_some_and(|attributes| {
        attributes.remove("class");
        attributes.is_empty()
    });
    let characters = run.get_children_mut().filter(|_| is_plain).and_then(Vec::pop);
    characters.unwrap_or(run)
}

/// Sets the attributes in which a run differs from normal text.
fn set_style(element: &mut Element, span: &Span, appearance: &Appearance) {
    if span.bold {
        element.assign("font-weight", "700");
    }
    if span.italic {
        element.assign("font-style", "italic");
    }
    if span.emphasis == Emphasis::Muted {
        element.assign("class", "q");
        element.assign("fill", appearance.palette.muted.to_string());
    }
}

/// Whether all runs of the line are muted.
pub(crate) fn is_muted(line: &TextLine) -> bool {
    line.spans.iter().all(|span| span.emphasis == Emphasis::Muted)
}

/// The line with its anchor `by` px further to the right.
pub(crate) fn moved(line: &TextLine, by: f64) -> TextLine {
    TextLine { x: line.x + by, ..line.clone() }
}

fn keyword(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    }
}
