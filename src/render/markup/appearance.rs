//! The colours and fonts of a whole picture.

use crate::scene::background::Background;
use crate::scene::color::Palette;

/// Colours and fonts of a picture.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Appearance {
    /// The colours, those of the light theme where style sheets choose between light and dark.
    pub(crate) palette: Palette,
    /// Whether the picture paints its background, so that lines may be hidden behind a halo in its colour.
    pub(crate) has_background: bool,
    /// Whether every line of text is squeezed or stretched to its measured width, since its font is not the one that
    /// was measured.
    pub(crate) pins_all: bool,
}

impl Appearance {
    /// The appearance of a picture in the colours of `palette`, which prefers `font` to those that were measured.
    pub(crate) fn new(palette: &Palette, background: Background, font: Option<&str>) -> Appearance {
        Appearance {
            palette: background.applied_to(palette),
            has_background: background != Background::None,
            pins_all: font.is_some(),
        }
    }
}
