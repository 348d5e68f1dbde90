//! All stages from a profile to a picture, with a value to inspect after each.
//!
//! ```sh
//! cargo run --example render_svg -- examples/redis-restore.heap.pb.gz > heap.svg
//! ```

#![allow(clippy::print_stdout, reason = "that is what an example is for")]

use std::error::Error;

use pprof_svg::analysis::{Analysis, Cut};
use pprof_svg::drawing::Style;
use pprof_svg::options::{Filters, Options};
use pprof_svg::scene::color::Theme;
use pprof_svg::{layout, picture, profile, render};

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args_os().nth(1).ok_or("which profile?")?;

    // What was sampled.
    let profile = profile::read(&std::fs::read(file)?)?;

    // Which functions and calls of it to show. The profile is borrowed, and can be asked again with other options.
    let filters = Filters { hide: Some("^runtime\\.".to_owned()), ..Filters::default() };
    let options = Options { filters, ..Options::default() };
    let analysis = Analysis::new(&profile)?;
    let graph = analysis.select(&options)?.graph(&Cut::picture(&options));

    // How each of them looks, its size, and its position.
    let style = Style { theme: Theme::Dark, ..Style::default() };
    let (drawing, layout) = picture::drawn(&graph, &style, &layout::Options::default());

    print!("{}", render::svg(&drawing, &layout));
    Ok(())
}
