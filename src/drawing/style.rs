//! The options of a drawing.

use crate::layout;

use super::source_url::SourceUrl;
use crate::scene::background::Background;
use crate::scene::color::Theme;

/// Options of a drawing; the default of each is given in parentheses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Style {
    /// The colours ([`Theme::Auto`]: light and dark in one).
    pub theme: Theme,
    /// What is painted behind the picture ([`Background::Page`]: the colour of the theme). With a fixed colour,
    /// [`Theme::Auto`] becomes the theme that has enough contrast with it.
    pub background: Background,
    /// Whether the picture is to be part of a page or document (no). Then it is printed in few bytes: without script and
    /// tooltips, without links but those to source, and with ids that no other picture has.
    pub embed: bool,
    /// The address of the functions' source, which makes their names links (none).
    pub source_url: Option<SourceUrl>,
    /// The width that the picture should not exceed, in px (any). [`Drawing::layout_options`](super::Drawing::layout_options)
    /// passes it on.
    pub width: Option<u32>,
    /// Which way calls run (from top to bottom), which decides how much room labels need beside lines.
    /// [`Drawing::layout_options`](super::Drawing::layout_options) passes it on.
    pub direction: layout::Direction,
    /// The font family to prefer to those that text is measured with (none). Lines are squeezed or stretched to their
    /// measured width.
    pub font: Option<String>,
    /// Whether weak calls are [stubs](super::stub) where lines would be too many, and runs of calls are
    /// [stacks](super::stack) (yes); if not, every call is a line.
    pub stubs: bool,
}

impl Default for Style {
    fn default() -> Style {
        Style {
            theme: Theme::default(),
            background: Background::default(),
            embed: false,
            source_url: None,
            width: None,
            direction: layout::Direction::default(),
            font: None,
            stubs: true,
        }
    }
}
