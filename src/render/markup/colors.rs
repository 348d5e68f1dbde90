//! The colours of a picture, for its style sheet.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::scene::color::{Palette, Shade};
use crate::scene::{Mark, Paint};

/// All shades that marks are painted in.
pub(crate) fn shades_of(marks: &[Mark]) -> BTreeSet<Shade> {
    let shade = |paint: Paint| match paint {
        Paint::Foreground | Paint::Muted => None,
        Paint::Fill(shade) | Paint::Line(shade) => Some(shade),
    };
    let shades = |mark: &Mark| -> BTreeSet<Shade> {
        match mark {
            Mark::Text(_) => BTreeSet::new(),
            Mark::Swatch(swatch) => [swatch.shade].into(),
            Mark::Arrow(_, _, stroke) => [stroke.shade].into(),
            Mark::Line(line) => shade(line.paint).into_iter().collect(),
            Mark::Area(_, paint) => shade(*paint).into_iter().collect(),
            Mark::Link(_, mark) => shades_of(std::slice::from_ref(mark)),
            Mark::Titled(_, _, marks) => shades_of(marks),
        }
    };
    marks.iter().flat_map(shades).collect()
}

/// Declarations of the colours as custom properties: `--page`, `--ink` and `--quiet` for background and text, `--f…` and
/// `--l…` with the class of a shade for areas and lines.
pub(crate) fn variables(shades: &BTreeSet<Shade>, palette: &Palette) -> String {
    let Palette { background, foreground, muted, .. } = palette;
    let mut css = format!("--page:{background};--ink:{foreground};--quiet:{muted}");
    for &shade in shades {
        let name = shade.class();
        let _ = write!(css, ";--f{name}:{};--l{name}:{}", palette.fill(shade), palette.line(shade));
    }
    css
}
