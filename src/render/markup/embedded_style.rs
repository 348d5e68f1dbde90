//! The style sheet of a picture that is part of a page or document.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::scene::color::{Color, Palette, Shade, Theme};

use super::appearance::Appearance;

/// The input of a style sheet.
pub(crate) struct Sheet<'a> {
    pub(crate) theme: Theme,
    pub(crate) is_difference: bool,
    pub(crate) shades: &'a BTreeSet<Shade>,
    /// Whether lines have the colour of muted text.
    pub(crate) has_rules: bool,
    /// Whether lines have the colours of areas or of normal text, as in charts.
    pub(crate) is_scene: bool,
    pub(crate) root: &'a str,
    pub(crate) appearance: &'a Appearance,
}

impl Sheet<'_> {
    pub(crate) fn palette(&self, theme: Theme) -> &'static Palette {
        Palette::of(theme, self.is_difference)
    }

    /// The value of a property that is the colour of the light or of the dark palette, as the page or the reader
    /// chooses.
    fn either(&self, color: impl Fn(&Palette) -> Color) -> String {
        format!("light-dark({},{})", color(self.palette(Theme::Light)), color(self.palette(Theme::Dark)))
    }
}

/// The style sheet in few bytes, for browsers that know nested rules and `light-dark()`; others show the attributes.
///
/// In a page, the page decides whether the picture is dark; opened by itself, the reader does. Printed pictures are light.
pub(crate) fn embedded(sheet: &Sheet) -> String {
    let Sheet { theme, root, appearance, .. } = sheet;
    let mut css = format!("@supports (color:light-dark(red,red)){{.{root}{{font-kerning:none;");
    if *theme == Theme::Auto {
        css += &recolored(sheet, &appearance.palette, |color| sheet.either(color));
        let _ = write!(css, "}}:root.{root}{{color-scheme:light dark");
    } else if appearance.has_background {
        let _ = write!(css, ".labels{{stroke:{}}}", appearance.palette.background);
    }
    let _ = write!(css, "}}@media print{{:root.{root}{{{FITTED}}}.{root}{{color-scheme:light;");
    if *theme == Theme::Dark {
        let light = sheet.palette(Theme::Light);
        css += &recolored(sheet, &appearance.palette, |color| color(light).to_string());
    }
    css.trim_end_matches(';').to_owned() + "}}}"
}

/// Declarations that fit a printed document on one page.
pub(crate) const FITTED: &str = "max-height:100vh;max-width:100vw";

/// Rules, nested in that of the root, that replace the colours of `palette`. They select elements by the values of their
/// attributes `fill` and `stroke`, so that no element needs a class.
///
/// Lines and arrowheads of a colour share one rule, which sets the property `color`; areas and text do not use that.
fn recolored(sheet: &Sheet, palette: &Palette, to: impl Fn(&dyn Fn(&Palette) -> Color) -> String) -> String {
    let used = used(sheet, palette);
    let mut css = String::new();
    let mut rule = |of: &dyn Fn(Color) -> String, property: &str, color: &dyn Fn(&Palette) -> Color| {
        let _ = write!(css, "{}{{{property}:{}}}", of(color(palette)), to(color));
    };
    let fill = |color: Color| format!("[fill$={}]", ending(color, &used));
    let stroke = |color: Color| format!("[stroke$={}]", ending(color, &used));
    if sheet.is_scene {
        rule(&|foreground| format!("&,{}", stroke(foreground)), "color", &|palette| palette.foreground);
    }
    rule(&|foreground| format!("&,{}", fill(foreground)), "fill", &|palette| palette.foreground);
    rule(&fill, "fill", &|palette| palette.muted);
    if sheet.has_rules {
        rule(&stroke, "color", &|palette| palette.muted);
    }
    if sheet.appearance.has_background {
        rule(&|_| ".page".to_owned(), "fill", &|palette| palette.background);
        rule(&|_| ".labels".to_owned(), "color", &|palette| palette.background);
    }
    for &shade in sheet.shades {
        rule(&fill, "fill", &|palette| palette.fill(shade));
        if sheet.is_scene {
            rule(&stroke, "color", &|palette| palette.fill(shade));
        }
        rule(&|line| format!("{},{}", fill(line), stroke(line)), "color", &|palette| palette.line(shade));
    }
    let arrowheads = if sheet.is_scene { "path[fill],polygon" } else { "path[fill]" };
    let _ = write!(css, "[stroke]{{stroke:currentcolor}}{arrowheads}{{fill:currentcolor}}");
    css
}

/// All values that the attributes `fill` and `stroke` have.
fn used(sheet: &Sheet, palette: &Palette) -> BTreeSet<String> {
    let shades = sheet.shades.iter().flat_map(|&shade| [palette.fill(shade), palette.line(shade)]);
    let colors = [palette.background, palette.foreground, palette.muted].into_iter().chain(shades);
    colors.map(|color| color.to_string()).chain(["none".to_owned()]).collect()
}

/// The shortest end of `color` that no other of the `used` values has, as an identifier or a string of CSS.
fn ending(color: Color, used: &BTreeSet<String>) -> String {
    let color = color.to_string();
    let is_own = |end: &&str| used.iter().filter(|other| other.ends_with(end)).count() <= 1;
    let ends = (1..color.len()).rev().filter_map(|at| color.get(at..)).filter(is_own);
    // An identifier does not begin with a digit.
    let words =
        ends.map(|end| if end.starts_with(char::is_numeric) { format!("\"{end}\"") } else { end.to_owned() });
    words.min_by_key(String::len).unwrap_or_else(|| format!("\"{color}\""))
}
