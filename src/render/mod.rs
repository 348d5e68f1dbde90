//! The outputs: DOT, SVG of a call graph, SVG of a chart, and the page of annotated source.

mod dot;
mod markup;
mod scene;
mod svg;
mod weblist;

pub use dot::dot;
pub use scene::scene;
pub use svg::svg;
pub use weblist::weblist;
