//! SVG of a picture that has everything in its place already.

use crate::geom::Point;
use crate::scene::Scene;
use crate::scene::background::Background;
use crate::scene::color::Palette;

use super::markup::appearance::Look;
use super::markup::colors::shades_of;
use super::markup::document::{self, Document};
use super::markup::embedded_style::{What, embedded};
use super::markup::marks;
use super::markup::xml;

/// The scene as an SVG document: without a script, and without anything that another picture on a page could meet.
#[must_use]
pub fn scene(scene: &Scene) -> String {
    let mark = document::mark([&scene.title, &scene.description]);
    let palette = &scene.background.under(Palette::of(scene.theme, false));
    let look = &Look {
        palette,
        has_ground: scene.background != Background::None,
        is_embedded: true,
        prefix: format!("{mark}-"),
        pins_all: scene.font.is_some(),
    };
    let root = Document {
        title: &scene.title,
        description: &scene.description,
        class: &mark,
        is_image: true,
        font: scene.font.as_deref(),
        style: style(scene, &mark, look),
        palette: look.palette,
        has_ground: look.has_ground,
        size: scene.size,
    }
    .root();
    xml::print_compact(&root.add(marks::group(&scene.marks, "scene", Point::default(), look))) + "\n"
}

/// The style sheet of a scene of which the root has the class `root`.
fn style(scene: &Scene, root: &str, look: &Look) -> String {
    let shades = shades_of(&scene.marks);
    embedded(&What {
        theme: scene.theme,
        is_difference: false,
        shades: &shades,
        has_rules: true,
        is_scene: true,
        root,
        look,
    })
}
