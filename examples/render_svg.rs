//! The whole way from a profile to a picture, with a value to look at after every step.
//!
//! ```sh
//! cargo run --example render_svg -- examples/redis-restore.heap.pb.gz > heap.svg
//! ```

#![allow(clippy::print_stdout, reason = "that is what an example is for")]

use std::error::Error;

use pprof_svg::drawing::{self, Style, color::Theme};
use pprof_svg::options::{Filters, Options};
use pprof_svg::{layout, profile, render, report};

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args_os().nth(1).ok_or("which profile?")?;

    // What was sampled.
    let profile = profile::read(&std::fs::read(file)?)?;

    // Which functions and calls of it to show, with every number in words.
    let filters = Filters { hide: "^runtime\\.".to_owned(), ..Filters::default() };
    let report = report::report(profile, &Options { filters, ..Options::default() })?;

    // What each of them looks like, and how large it is.
    let mut style = Style::default();
    style.theme = Theme::Dark;
    let drawing = drawing::draw(&report, &style);

    // Where everything goes.
    let layout = layout::layered(&drawing.layout_input(), &layout::Options::default());

    print!("{}", render::svg(&drawing, &layout));
    Ok(())
}
