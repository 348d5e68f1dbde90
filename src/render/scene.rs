//! SVG of a picture that has everything in its place already: a chart.

use crate::geom::Point;
use crate::scene::Scene;
use crate::scene::color::Palette;

use super::markup::appearance::Appearance;
use super::markup::colors::shades_of;
use super::markup::document::{self, Document};
use super::markup::embedded_style::{Sheet, embedded};
use super::markup::marks::{EmbeddedMarks, panel};
use super::markup::xml;

/// The scene as an SVG document, without a script, and with classes that no other picture on a page has.
#[must_use]
pub fn scene(scene: &Scene) -> String {
    let mark = document::mark([&scene.title, &scene.description]);
    let palette = Palette::of(scene.theme, false);
    let appearance = &Appearance::new(palette, scene.background, scene.font.as_deref());
    let root = Document {
        title: &scene.title,
        description: &scene.description,
        class: &mark,
        is_image: true,
        font: scene.font.as_deref(),
        style: style(scene, &mark, appearance),
        appearance,
        size: scene.size,
    }
    .root();
    let marks = panel(&scene.marks, "scene", Point::default(), &EmbeddedMarks(*appearance));
    xml::print_compact(&root.add(marks)) + "\n"
}

/// The style sheet of a scene whose root has the class `root`.
fn style(scene: &Scene, root: &str, appearance: &Appearance) -> String {
    embedded(&Sheet {
        theme: scene.theme,
        is_difference: false,
        shades: &shades_of(&scene.marks),
        has_rules: true,
        is_scene: true,
        root,
        appearance,
    })
}
