//! What several outputs are printed with, whatever they show: documents, lines of text, marks of panels, path data, style
//! sheets of colours.
//!
//! The SVG of a [call graph](super::svg) and that of a [chart](super::scene) are made of these; the page of source takes
//! its colours from here.

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
