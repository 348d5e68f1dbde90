//! Lines of text.

use svg::Node;
use svg::node::Text as Characters;
use svg::node::element::Element;

use crate::scene::text::{Anchor, Span, Text, Tone};

use super::appearance::Look;
use super::number::number;

/// A line of text in a place where `inherited` is the anchor.
pub(crate) fn text(line: &Text, inherited: Anchor, look: &Look) -> Element {
    // Not the crate's `Text`, which takes nothing but characters.
    let mut element = Element::new("text");
    element.assign("font-size", number(line.size));
    // CairoSVG centres every run by itself. Those of one line begin where it does, and are as wide as measured.
    let is_mixed = line.spans.len() > 1 && line.anchor == Anchor::Middle;
    let (anchor, x) =
        if is_mixed { (Anchor::Start, line.x - line.width / 2.0) } else { (line.anchor, line.x) };
    // Where it is 0 anyway.
    let x = number(x);
    if !look.is_embedded || x != "0" {
        element.assign("x", x);
    }
    element.assign("y", number(line.baseline));
    if anchor != inherited {
        element.assign("text-anchor", keyword(anchor));
    }
    if line.is_pinned || is_mixed && !look.is_embedded || look.pins_all {
        // Embedded, spacing alone is enough, but for a single character, which has none.
        if !look.is_embedded || line.plain().chars().nth(1).is_none() {
            element.assign("lengthAdjust", "spacingAndGlyphs");
        }
        element.assign("textLength", number(line.width));
    }
    match line.spans.as_slice() {
        [only] => {
            set_style(&mut element, only, look);
            element.append(Characters::new(&only.text));
        }
        spans => spans.iter().for_each(|span| append_span(&mut element, span, look)),
    }
    element
}

/// Appends a run of text. A space it begins with stays outside of its element, where librsvg and resvg would drop it.
fn append_span(element: &mut Element, span: &Span, look: &Look) {
    let inner = span.text.trim_start_matches(' ');
    if inner.len() < span.text.len() {
        element.append(Characters::new(" "));
    }
    let mut run = Element::new("tspan");
    set_style(&mut run, span, look);
    if look.is_embedded && run.get_attributes().is_empty() {
        element.append(Characters::new(inner));
        return;
    }
    run.append(Characters::new(inner));
    element.append(run);
}

/// Sets what differs from regular ink.
fn set_style(element: &mut Element, span: &Span, look: &Look) {
    if span.bold {
        element.assign("font-weight", "700");
    }
    if span.italic {
        element.assign("font-style", "italic");
    }
    if span.tone == Tone::Quiet {
        if !look.is_embedded {
            element.assign("class", "q");
        }
        element.assign("fill", look.palette.quiet.to_string());
    }
}

/// Whether all of the line is quiet.
pub(crate) fn is_quiet(line: &Text) -> bool {
    line.spans.iter().all(|span| span.tone == Tone::Quiet)
}

fn keyword(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    }
}
