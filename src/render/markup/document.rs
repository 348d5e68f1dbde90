//! The root of every SVG document, with title, style sheet and background.

use svg::node::Text as Characters;
use svg::node::element::{Description, Rectangle, SVG, Style, Title};

use crate::geom::Size;
use crate::scene::color::Palette;

use super::appearance::Appearance;
use super::number::number;

/// The font families. The first three have the advances that text is measured with.
const FONTS: &str = "Arial, Liberation Sans, Arimo, Helvetica, sans-serif";

/// The parts of the root of a document.
pub(crate) struct Document<'a> {
    /// The name of the picture, and a sentence about it, for tooltips and screen readers.
    pub(crate) title: &'a str,
    pub(crate) description: &'a str,
    pub(crate) class: &'a str,
    /// Whether it is a static image, for screen readers.
    pub(crate) is_image: bool,
    /// The font family to prefer to those above, if any.
    pub(crate) font: Option<&'a str>,
    pub(crate) style: String,
    pub(crate) appearance: &'a Appearance,
    pub(crate) size: Size,
}

impl Document<'_> {
    /// The root element with its first children: title, description, style sheet, and the background, if it has one.
    pub(crate) fn root(self) -> SVG {
        let (width, height) = (number(self.size.width), number(self.size.height));
        let fonts = self.font.map_or(FONTS.to_owned(), |font| format!("{font}, {FONTS}"));
        let root = SVG::new()
            .set("class", self.class)
            .set("fill", self.appearance.palette.foreground.to_string())
            .set("font-family", fonts)
            .set("height", height.as_str())
            .set("role", if self.is_image { "img" } else { "graphics-document" })
            .set("text-anchor", "middle")
            // In small letters, which CairoSVG does not know: what it makes of the other cannot be read.
            .set("text-rendering", "geometricprecision")
            .set("viewBox", format!("0 0 {width} {height}"))
            .set("width", width.as_str())
            .add(Title::new(self.title))
            .add(Description::new().add(Characters::new(self.description)))
            .add(Style::new(self.style));
        if self.appearance.has_background { root.add(background(&self.appearance.palette)) } else { root }
    }
}

/// A rectangle in the background's colour, below everything.
fn background(palette: &Palette) -> Rectangle {
    Rectangle::new()
        .set("class", "page")
        .set("fill", palette.background.to_string())
        .set("height", "100%")
        .set("width", "100%")
}

/// A word for classes and ids that other pictures do not have: a hash of `texts`, of five characters.
///
/// The hash is FNV-1a, which is the same on every machine and in every version.
pub(crate) fn mark<'a>(texts: impl IntoIterator<Item = &'a String>) -> String {
    let bytes = texts.into_iter().flat_map(|text| text.bytes().chain([0]));
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    // About 23 bits. With a digit in it, it is no class that a page is likely to use.
    let character = |n: u64| char::from_digit((n % 36) as u32, 36).expect("a digit to the base 36");
    let hash = hash >> 24;
    let letter = char::from(b'a' + (hash % 26) as u8);
    let digit = char::from(b'0' + (hash / 26 % 10) as u8);
    let rest = std::iter::successors(Some(hash / 260), |rest| Some(rest / 36)).take(3);
    [letter, digit].into_iter().chain(rest.map(character)).collect()
}
