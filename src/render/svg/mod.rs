//! SVG of a call graph: the drawing in its places.
//!
//! The attributes hold the whole picture, so that it is complete for a viewer without style sheets; the classes are
//! there for a style sheet to change it.

mod embedded;
mod graph;
mod interactive;
mod labels;
mod node;
mod page;
mod places;
mod rules;
mod shades;
mod writer;

use crate::drawing::Drawing;
use crate::layout::Layout;
use crate::scene::color::Palette;

use self::embedded::Embedded;
use self::interactive::Interactive;
use self::writer::Writer;
use crate::render::markup::appearance::Appearance;
use crate::render::markup::element::translation;
use crate::render::markup::marks::panel;

/// The drawing as an SVG document, with boxes and edges where `layout` has them.
///
/// `layout` is one of [`Drawing::layout_input`]. Boxes and edges that it has no place for are left out. Coordinates are in
/// px, to a tenth.
#[must_use]
pub fn svg(drawing: &Drawing, layout: &Layout) -> String {
    let palette = Palette::of(drawing.theme, drawing.is_difference);
    let appearance = Appearance::new(palette, drawing.background, drawing.font.as_deref());
    if drawing.is_embedded {
        document(drawing, layout, &Embedded::new(drawing, appearance))
    } else {
        document(drawing, layout, &Interactive::new(appearance))
    }
}

/// The document as `writer` has it: facts, key and graph on one page.
fn document(drawing: &Drawing, layout: &Layout, writer: &dyn Writer) -> String {
    let page = page::place(drawing, layout);
    let facts = panel(&drawing.facts.marks, "facts", page.facts, writer.marks());
    let key = drawing.key.iter().map(|key| panel(&key.marks, "key", page.key, writer.marks()));
    let root = key.fold(writer.root(drawing, page.size).add(facts), svg::node::element::SVG::add);
    let graph = graph::graph(drawing, layout, writer).set("transform", translation(page.graph));
    writer.print(drawing, root.add(graph))
}
