//! What a drawing is for.

use crate::layout;

use super::source_url::SourceUrl;
use crate::scene::background::Background;
use crate::scene::color::Theme;

/// How to draw.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Style {
    /// The surroundings that the picture is drawn for (light and dark in one).
    pub theme: Theme,
    /// The ground (that of the theme). On a colour, a theme for light and dark is the one that can be read there.
    pub background: Background,
    /// Whether the picture is to be part of something else (no): then it is small and does nothing. It has no script,
    /// no links but those to source, and ids that it shares with no other picture.
    pub embed: bool,
    /// Where the source of functions is, which makes their names links (nowhere).
    pub source_url: Option<SourceUrl>,
    /// The width that the picture should not exceed, in px (any). [`Drawing::layout_options`](super::Drawing::layout_options) passes it on.
    pub width: Option<u32>,
    /// Which way calls run (from top to bottom): what stands beside a line needs its room elsewhere. The layout has to be
    /// told the same.
    pub direction: layout::Direction,
    /// The font to prefer to those that everything is measured with (none). Lines are squeezed or stretched to the
    /// width that was measured.
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
