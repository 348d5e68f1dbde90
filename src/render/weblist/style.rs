//! The style sheet of the page, with the same colours as call graphs.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::super::markup::colors::variables;
use crate::scene::color::{Palette, Shade, Theme};

/// The style sheet of a page whose lines have these shades.
pub(super) fn style(shades: impl Iterator<Item = Shade>, is_difference: bool) -> String {
    let shades: BTreeSet<Shade> = shades.collect();
    let variables = |theme| variables(&shades, Palette::of(theme, is_difference));
    let (light, dark) = (variables(Theme::Light), variables(Theme::Dark));
    let mut css = format!(
        ":root{{color-scheme:light dark;{light}}}\n@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
    );
    css.push_str(include_str!("style.css"));
    for shade in shades {
        let name = shade.class();
        let _ = writeln!(css, ".{name}{{background:var(--f{name});border-color:var(--l{name})}}");
    }
    css
}
