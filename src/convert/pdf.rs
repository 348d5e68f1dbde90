//! A picture as a page.

use krilla::Document;
use krilla::geom::Size;
use krilla::page::PageSettings;
use krilla_svg::{SurfaceExt as _, SvgSettings};

use super::error::ConvertError;
use super::tree::tree;

/// Points to the px: an inch has 72 of them, and 96 px.
const POINTS: f32 = 0.75;

/// The longest side of a page, in points, that readers are bound to show.
const MAX_SIDE: f32 = 14_400.0;

/// What [`render::svg`](crate::render::svg) returned as a PDF of one page, as large as the picture, or smaller where that
/// would be more than 200 inches. Texts are texts, to be searched and copied. Nothing in it tells the time.
///
/// # Errors
///
/// If `svg` is no picture of this crate, or has a million elements.
pub fn pdf(svg: &str) -> Result<Vec<u8>, ConvertError> {
    let tree = tree(svg)?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let scale = POINTS.min(MAX_SIDE / width.max(height));
    // Readers are bound to no page below 3 points.
    let [width, height] = [width, height].map(|side| (side * scale).max(3.0));
    let size = Size::from_wh(width, height).ok_or(ConvertError::TooLarge)?;
    let mut document = Document::new();
    let mut page = document.start_page_with(PageSettings::new(width, height));
    let mut surface = page.surface();
    // What it returns is always the same.
    let _ = surface.draw_svg(&tree, size, SvgSettings::default());
    surface.finish();
    page.finish();
    document.finish().map_err(|error| ConvertError::Unwritable(format!("{error:?}")))
}
