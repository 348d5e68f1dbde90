//! Elements that several outputs share: documents, lines of text, marks of panels, path data, style sheets.
//!
//! The SVG of call graphs (`render::svg`) and of charts (`render::scene`) is built of them; the page of source uses the
//! colours.

pub(super) mod appearance;
pub(super) mod colors;
pub(super) mod curve;
pub(super) mod document;
pub(super) mod element;
pub(super) mod embedded_style;
pub(super) mod marks;
pub(super) mod number;
pub(super) mod path_data;
pub(super) mod text;
pub(super) mod xml;
