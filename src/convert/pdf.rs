//! SVG to PDF.

use krilla::Document;
use krilla::geom::Size;
use krilla::page::PageSettings;
use krilla_svg::{SurfaceExt as _, SvgSettings};

use super::error::ConvertError;
use super::tree::tree;

/// Points per CSS pixel: 72 and 96 per inch.
const POINTS: f32 = 0.75;

/// The largest page side, in points, that PDF readers have to support.
const MAX_SIDE: f32 = 14_400.0;

/// Converts an SVG of [`render::svg`](crate::render::svg) to a PDF of one page, as large as the picture, or scaled down
/// to 200 inches. Text can be searched and copied. The file has no time stamp.
///
/// # Errors
///
/// If `svg` is not a picture of this crate, or has a million elements.
pub fn pdf(svg: &str) -> Result<Vec<u8>, ConvertError> {
    let tree = tree(svg)?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let scale = POINTS.min(MAX_SIDE / width.max(height));
    // The smallest page side that readers have to support.
    let [width, height] = [width, height].map(|side| (side * scale).max(3.0));
    let size = Size::from_wh(width, height).ok_or(ConvertError::TooLarge)?;
    let mut document = Document::new();
    let mut page = document.start_page_with(PageSettings::new(width, height));
    let mut surface = page.surface();
    // Always `Some`.
    let _ = surface.draw_svg(&tree, size, SvgSettings::default());
    surface.finish();
    page.finish();
    document.finish().map_err(|error| ConvertError::Unwritable(format!("{error:?}")))
}
