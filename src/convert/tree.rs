//! Parses SVG.

use std::sync::Arc;

use resvg::usvg::{self, ImageHrefResolver, Options, Tree};

use super::error::ConvertError;
use super::fonts;

/// Parses an SVG. Images, of which this crate draws none, are dropped, so that no file is opened.
pub(super) fn tree(svg: &str) -> Result<Tree, ConvertError> {
    let options = Options {
        fontdb: Arc::new(fonts::database()),
        font_resolver: fonts::resolver(),
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    Tree::from_str(svg, &options).map_err(|error| match error {
        usvg::Error::ElementsLimitReached => ConvertError::TooLarge,
        error => ConvertError::NoPicture(error.to_string()),
    })
}
