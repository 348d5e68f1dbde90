//! SVG to PNG.

use std::io::Write as _;

use ::png::{BitDepth, ColorType, Compression, Encoder, FilterType, PixelDimensions, Unit};
use resvg::tiny_skia::{Pixmap, PremultipliedColorU8, Transform};

use super::error::ConvertError;
use super::tree::tree;

/// The maximum number of pixels, which take 256 MiB of memory while drawing.
pub const MAX_PIXELS: u64 = 1 << 26;

/// The maximum number of pixels of a side: common viewers use 16 bits.
pub const MAX_SIDE: u32 = 32_767;

/// A picture as PNG.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Png {
    /// The file.
    pub bytes: Vec<u8>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Pixels per CSS pixel.
    pub scale: f32,
}

/// Converts an SVG of [`render::svg`](crate::render::svg) with `scale` pixels per CSS pixel, or fewer to stay within
/// [`MAX_PIXELS`] and [`MAX_SIDE`]. The file has the resolution that shows it as large as the SVG. Without a background
/// in the SVG, it is transparent.
///
/// # Errors
///
/// If `svg` is not a picture of this crate, or has a million elements, or if `scale` is not a positive number.
pub fn png(svg: &str, scale: f32) -> Result<Png, ConvertError> {
    if !(scale.is_finite() && scale > 0.0) {
        return Err(ConvertError::Scale);
    }
    let tree = tree(svg)?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let fitting = fitting(width, height, scale);
    // Rounded up so that nothing is cut off, except at the limits.
    let round = if fitting < scale { f32::floor } else { f32::ceil };
    let [columns, rows] = [width, height].map(|side| (round(side * fitting) as u32).max(1));
    let mut pixmap = Pixmap::new(columns, rows).ok_or(ConvertError::TooLarge)?;
    resvg::render(&tree, Transform::from_scale(fitting, fitting), &mut pixmap.as_mut());
    // A background covers this corner. Transparent edges of a picture with background become white.
    let is_transparent = pixmap.pixel(0, 0).is_some_and(|corner| corner.alpha() == 0);
    let bytes = if is_transparent {
        encoded(&pixmap, fitting, ColorType::Rgba, with_alpha)
    } else {
        encoded(&pixmap, fitting, ColorType::Rgb, on_paper)
    };
    let bytes = bytes.map_err(|error| ConvertError::Unwritable(error.to_string()))?;
    Ok(Png { bytes, width: columns, height: rows, scale: fitting })
}

/// The wanted scale, or the largest within the limits.
fn fitting(width: f32, height: f32, wanted: f32) -> f32 {
    let [width, height, wanted] = [width, height, wanted].map(f64::from);
    let by_area = (MAX_PIXELS as f64 / (width * height)).sqrt();
    let by_side = f64::from(MAX_SIDE) / width.max(height);
    wanted.min(by_area).min(by_side) as f32
}

/// A pixel of a picture without background.
fn with_alpha(pixel: PremultipliedColorU8) -> [u8; 4] {
    let color = pixel.demultiply();
    [color.red(), color.green(), color.blue(), color.alpha()]
}

/// A pixel on a white background.
fn on_paper(pixel: PremultipliedColorU8) -> [u8; 3] {
    let paper = u8::MAX - pixel.alpha();
    [pixel.red() + paper, pixel.green() + paper, pixel.blue() + paper]
}

/// Encodes the pixels row by row.
fn encoded<const N: usize>(
    pixmap: &Pixmap,
    scale: f32,
    kind: ColorType,
    channels: fn(PremultipliedColorU8) -> [u8; N],
) -> Result<Vec<u8>, ::png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, pixmap.width(), pixmap.height());
    encoder.set_color(kind);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Default);
    // Areas of one colour compress best without filters.
    encoder.set_filter(FilterType::NoFilter);
    let per_metre = (96.0 / 0.0254 * scale).round() as u32;
    encoder.set_pixel_dims(Some(PixelDimensions { xppu: per_metre, yppu: per_metre, unit: Unit::Meter }));
    let mut writer = encoder.write_header()?;
    let mut stream = writer.stream_writer()?;
    let mut row = Vec::with_capacity(N * pixmap.width() as usize);
    for pixels in pixmap.pixels().chunks(pixmap.width() as usize) {
        row.clear();
        row.extend(pixels.iter().flat_map(|&pixel| channels(pixel)));
        stream.write_all(&row)?;
    }
    stream.finish()?;
    writer.finish()?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_pictures_get_fewer_pixels() {
        assert_eq!(fitting(1000.0, 500.0, 2.0), 2.0);
        assert_eq!(fitting(8192.0, 8192.0, 2.0), 1.0);
        assert_eq!(fitting(65_534.0, 10.0, 2.0), 0.5);
        assert!(fitting(1e6, 1e6, 2.0) > 0.008);
    }

    #[test]
    fn the_size_is_what_was_asked_for() {
        let svg = |width, height| {
            format!("<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}'/>")
        };
        let size = |svg: &str, scale| png(svg, scale).map(|png| (png.width, png.height, png.scale));
        assert_eq!(size(&svg(10.2, 3.0), 2.0), Ok((21, 6, 2.0)));
        assert_eq!(size(&svg(1e5, 2.0), 2.0), Ok((32_767, 1, 0.327_67)));
        assert_eq!(size(&svg(10.0, 3.0), 0.0), Err(ConvertError::Scale));
        assert_eq!(size(&svg(10.0, 3.0), f32::NAN), Err(ConvertError::Scale));
        assert!(matches!(size(&svg(0.0, 3.0), 1.0), Err(ConvertError::NoPicture(_))));
        assert!(matches!(size("<svg", 1.0), Err(ConvertError::NoPicture(_))));
    }
}
