//! The style sheet of an interactive document: dark theme, printing, high contrast, and highlighting by the pointer.
//!
//! All of it stands in one `@supports` block, which viewers without custom properties skip as a whole: they show
//! the attributes, which are complete. Selectors begin with a class of the root, so that nothing leaks into a page.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::drawing::Drawing;
use crate::geom::Size;
use crate::scene::color::{Palette, Shade, Theme};

use crate::render::markup::appearance::Appearance;
use crate::render::markup::colors::variables;
use crate::render::markup::embedded_style::FITTED;
use crate::render::svg::shades::shades;

/// The most nodes with a rule of their own for the pointer: browsers match all of them at every move.
const MAX_HOVERED: usize = 400;

/// The style sheet of a document of this size whose root has the class `root`.
pub(super) fn style(drawing: &Drawing, root: &str, appearance: &Appearance, size: Size) -> String {
    let theme = drawing.theme;
    let shades = shades(drawing);
    let palette = |theme| Palette::of(theme, drawing.is_difference);
    let scheme = match theme {
        Theme::Auto => "light dark",
        Theme::Dark => "dark",
        Theme::Light | Theme::Pprof => "light",
    };
    let own = variables(&shades, &appearance.palette);
    let mut css = format!(
        "@supports (color:var(--ink)){{.{root}{{font-kerning:none;print-color-adjust:exact;color-scheme:{scheme};{own}}}"
    );
    if theme == Theme::Auto {
        let dark = variables(&shades, palette(Theme::Dark));
        let _ = write!(css, "@media screen and (prefers-color-scheme:dark){{.{root}{{{dark}}}}}");
    }
    css += &rules(&shades, root);
    css += &hollow_rules(drawing, root);
    css += &forced(root);
    let _ = write!(css, "@media screen{{{}}}", pointer_rules(drawing, root));
    let side = if size.width > size.height { "landscape" } else { "portrait" };
    let _ = write!(css, "@page{{margin:10mm;size:{side}}}@media print{{.{root}{{color-scheme:light;{FITTED}");
    if theme == Theme::Dark {
        let _ = write!(css, ";{}", variables(&shades, palette(Theme::Light)));
    }
    css + "}}}"
}

/// Rules that set all colours by custom properties.
fn rules(shades: &BTreeSet<Shade>, root: &str) -> String {
    let mut css = format!(
        ".{root} .page{{fill:var(--page)}}.{root} text{{fill:var(--ink)}}.{root} .q{{fill:var(--quiet)}}\
         .{root} .labels{{stroke:var(--page)}}.{root} .rule{{stroke:var(--quiet)}}"
    );
    for shade in shades {
        let name = shade.class();
        let _ = write!(
            css,
            ".{root} .f-{name} rect{{fill:var(--f{name});stroke:var(--l{name})}}\
             .{root} .l-{name} path{{stroke:var(--l{name})}}.{root} .l-{name} .a{{fill:var(--l{name})}}"
        );
    }
    css
}

/// Rules for the colours of hollow arrowheads; empty if there are none.
fn hollow_rules(drawing: &Drawing, root: &str) -> String {
    let hollow = drawing.edges.iter().map(|edge| &edge.stroke).filter(|stroke| stroke.is_hollow);
    let shades: BTreeSet<Shade> = hollow.map(|stroke| stroke.shade).collect();
    let mut css = if shades.is_empty() { String::new() } else { format!(".{root} .h{{fill:var(--page)}}") };
    for name in shades.into_iter().map(Shade::class) {
        let _ = write!(css, ".{root} .l-{name} .h{{stroke:var(--l{name})}}");
    }
    css
}

/// Rules for readers who have chosen the colours themselves. Browsers keep the colours of shapes, and some replace those of
/// text, which may then be unreadable on its shape. Numbers and widths tell what colours would.
fn forced(root: &str) -> String {
    format!(
        "@media screen and (forced-colors:active){{.{root}{{--page:Canvas;--ink:CanvasText;--quiet:CanvasText}}\
         .{root} [class*=f-] rect{{fill:Canvas;stroke:CanvasText}}\
         .{root} [class*=l-] :is(path,.h){{stroke:CanvasText}}.{root} [class*=l-] .a{{fill:CanvasText}}}}"
    )
}

/// Rules that highlight the node under the pointer, or the one in the URL's fragment, without a script. The script does the
/// same and more, and sets the class `live` on the root to turn them off.
fn pointer_rules(drawing: &Drawing, root: &str) -> String {
    let mut css = format!(
        ".{root} .node:is(:hover,:target,:focus-within) rect{{stroke:var(--ink);stroke-width:3px}}\
         .{root} .edge:hover path{{stroke:var(--ink)}}.{root} .edge:hover .a{{fill:var(--ink)}}\
         .{root} a{{outline:none}}.{root} :is(.source,.stub):hover text{{text-decoration:underline}}"
    );
    let numbers = drawing.boxes.iter().map(|node| node.number).filter(|&number| number > 0);
    if numbers.clone().count() <= MAX_HOVERED {
        for number in numbers {
            let _ = write!(
                css,
                ".{root}:not(.live):has(#N{number}:is(:hover,:target)) :is(.edges>g,.label):not(.n{number})\
                 {{opacity:.1}}"
            );
        }
    }
    css
}
