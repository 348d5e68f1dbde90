//! Converts pictures to the requested file format.

use super::failure::Failure;
use super::options::OptionsError;
use super::picture::File;
#[cfg(feature = "png")]
use super::say;

/// The picture in a format that this command was built with.
pub(crate) fn convert(svg: String, to: File) -> Result<Vec<u8>, Failure> {
    match to {
        File::Svg => Ok(svg.into_bytes()),
        #[cfg(feature = "png")]
        File::Png => png(&svg),
        #[cfg(feature = "pdf")]
        File::Pdf => Ok(pprof_svg::convert::pdf(&svg)?),
        #[allow(unreachable_patterns, reason = "with all features")]
        _ => Err(OptionsError::WithoutFormat(to.name()).into()),
    }
}

/// Pixels per CSS pixel: enough for the smallest texts, and for high-resolution screens.
#[cfg(feature = "png")]
const SCALE: f32 = 2.0;

#[cfg(feature = "png")]
fn png(svg: &str) -> Result<Vec<u8>, Failure> {
    let png = pprof_svg::convert::png(svg, SCALE)?;
    if png.scale < SCALE {
        say(coarse(png.width, png.height, png.scale));
    }
    Ok(png.bytes)
}

/// The message for a PNG of reduced resolution.
#[cfg(feature = "png")]
fn coarse(width: u32, height: u32, scale: f32) -> String {
    format!(
        "the picture is drawn at {scale:.2} instead of {SCALE} times its size, to be no larger than {width} × {height} \
         pixels; -nodecount and -focus make it smaller, and -pdf and -svg are sharp at any size"
    )
}

#[cfg(test)]
mod tests {
    #[cfg(feature = "png")]
    #[test]
    fn a_coarse_picture_says_what_helps() {
        assert_eq!(
            super::coarse(16384, 4096, 1.2345),
            "the picture is drawn at 1.23 instead of 2 times its size, to be no larger than 16384 × 4096 pixels; \
             -nodecount and -focus make it smaller, and -pdf and -svg are sharp at any size"
        );
    }
}
