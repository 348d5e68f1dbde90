//! The embedded fonts. `assets/fonts` has their licences and sources.

use std::sync::Arc;

use resvg::usvg::fontdb::{Database, Family, ID, Query, Source, Style, Weight};
use resvg::usvg::{Font, FontResolver, FontStyle};

/// The main family; the others have characters that it lacks.
const FAMILY: &str = "Callgraph Sans";

const FILES: [&[u8]; 4] = [
    include_bytes!("../../assets/fonts/sans-regular.ttf"),
    include_bytes!("../../assets/fonts/sans-bold.ttf"),
    include_bytes!("../../assets/fonts/sans-italic.ttf"),
    include_bytes!("../../assets/fonts/marks.ttf"),
];

/// All fonts.
pub(super) fn database() -> Database {
    let mut fonts = Database::new();
    for file in FILES {
        fonts.load_font_source(Source::Binary(Arc::new(file)));
    }
    fonts
}

/// Selects by weight and style alone: text is measured with this family whatever the SVG names.
pub(super) fn resolver() -> FontResolver<'static> {
    FontResolver {
        select_font: Box::new(|font, fonts| face(font, fonts)),
        select_fallback: FontResolver::default_fallback_selector(),
    }
}

fn face(font: &Font, fonts: &Database) -> Option<ID> {
    let style = if font.style() == FontStyle::Normal { Style::Normal } else { Style::Italic };
    let families = &[Family::Name(FAMILY)];
    fonts.query(&Query { families, weight: Weight(font.weight()), style, ..Query::default() })
}
