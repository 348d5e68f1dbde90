//! What every document begins with.

use svg::node::Text as Characters;
use svg::node::element::{Description, Rectangle, SVG, Style, Title};

use crate::geom::Size;
use crate::scene::color::Palette;

use super::number::number;

/// The fonts, the first three of which have the advances that everything is measured with.
const FONTS: &str = "Arial, Liberation Sans, Arimo, Helvetica, sans-serif";

/// A document, and what is said of it as a whole.
pub(super) struct Document<'a> {
    /// What it shows: its name, and a sentence.
    pub(super) title: &'a str,
    pub(super) description: &'a str,
    pub(super) class: &'a str,
    /// Whether it is a picture that does nothing.
    pub(super) is_image: bool,
    /// The font to prefer, if any.
    pub(super) font: Option<&'a str>,
    pub(super) style: String,
    pub(super) palette: &'a Palette,
    pub(super) size: Size,
}

impl Document<'_> {
    /// The root with what comes before all else: names, style, and the ground.
    pub(super) fn root(self) -> SVG {
        let (width, height) = (number(self.size.width), number(self.size.height));
        let fonts = self.font.map_or(FONTS.to_owned(), |font| format!("{font}, {FONTS}"));
        SVG::new()
            .set("class", self.class)
            .set("fill", self.palette.ink.to_string())
            .set("font-family", fonts)
            .set("height", height.as_str())
            .set("role", if self.is_image { "img" } else { "graphics-document" })
            .set("text-anchor", "middle")
            .set("text-rendering", "geometricPrecision")
            .set("viewBox", format!("0 0 {width} {height}"))
            .set("width", width.as_str())
            .add(Title::new(self.title))
            .add(Description::new().add(Characters::new(self.description)))
            .add(Style::new(self.style))
            .add(ground(self.palette))
    }
}

/// A rectangle in the colour of the page, under everything.
fn ground(palette: &Palette) -> Rectangle {
    Rectangle::new()
        .set("class", "page")
        .set("fill", palette.page.to_string())
        .set("height", "100%")
        .set("width", "100%")
}

/// A word that another picture would not have: made of what this one says.
///
/// The hash is FNV-1a, which is the same on every machine and in every version.
pub(super) fn mark<'a>(texts: impl IntoIterator<Item = &'a String>) -> String {
    let bytes = texts.into_iter().flat_map(|text| text.bytes().chain([0]));
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    // Five digits to the base 36 are as good as 25 bits; names in classes begin with a letter.
    let digits = std::iter::successors(Some(hash >> 24), |rest| Some(rest / 36)).take(5);
    let digits = digits.map(|rest| char::from_digit((rest % 36) as u32, 36).expect("a digit to the base 36"));
    std::iter::once('g').chain(digits).collect()
}
