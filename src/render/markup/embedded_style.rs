//! The style sheet of a picture that is part of something else.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::scene::color::{Color, Palette, Shade, Theme};

use super::appearance::Appearance;

/// What a style sheet is of.
pub(crate) struct Sheet<'a> {
    pub(crate) theme: Theme,
    pub(crate) is_difference: bool,
    pub(crate) shades: &'a BTreeSet<Shade>,
    /// Whether there are hairlines.
    pub(crate) has_rules: bool,
    /// Whether lines may be of any colour.
    pub(crate) is_scene: bool,
    pub(crate) root: &'a str,
    pub(crate) appearance: &'a Appearance,
}

impl Sheet<'_> {
    pub(crate) fn palette(&self, theme: Theme) -> &'static Palette {
        Palette::of(theme, self.is_difference)
    }

    /// A colour in light and in dark surroundings, as the page or the reader has them.
    fn either(&self, color: impl Fn(&Palette) -> Color) -> String {
        format!("light-dark({},{})", color(self.palette(Theme::Light)), color(self.palette(Theme::Dark)))
    }
}

/// The rules of a picture that is part of something else, for browsers that can nest rules and tell light from dark
/// by `color-scheme`, in as few bytes as they take.
///
/// In a page the page decides whether it is dark; as a document the picture leaves that to the reader. Paper is light.
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

/// What makes a document that is a picture fit on a page.
pub(crate) const FITTED: &str = "max-height:100vh;max-width:100vw";

/// Other colours in the place of those of `palette`, which the attributes name, since nothing needs a class for it. To
/// stand in the rule of the root.
///
/// Lines and arrowheads of a colour are said at once, by the property `color`: what has a tint or holds text is not
/// drawn in it.
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

/// All values of attributes for colours.
fn used(sheet: &Sheet, palette: &Palette) -> BTreeSet<String> {
    let shades = sheet.shades.iter().flat_map(|&shade| [palette.fill(shade), palette.line(shade)]);
    let colors = [palette.background, palette.foreground, palette.muted].into_iter().chain(shades);
    colors.map(|color| color.to_string()).chain(["none".to_owned()]).collect()
}

/// What no other of the `used` colours ends with, as the shortest word of CSS.
fn ending(color: Color, used: &BTreeSet<String>) -> String {
    let color = color.to_string();
    let is_own = |end: &&str| used.iter().filter(|other| other.ends_with(end)).count() <= 1;
    let ends = (1..color.len()).rev().filter_map(|at| color.get(at..)).filter(is_own);
    // What begins with a digit is no word.
    let words =
        ends.map(|end| if end.starts_with(char::is_numeric) { format!("\"{end}\"") } else { end.to_owned() });
    words.min_by_key(String::len).unwrap_or_else(|| format!("\"{color}\""))
}
