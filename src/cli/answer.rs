//! Computes the output of a request, and writes it.

use std::ffi::OsString;
use std::path::Path;

use pprof_svg::Options;
use pprof_svg::analysis::{Analysis, Cums, Cut, Graph, Limits, Selection};
use pprof_svg::drawing::{self, Drawing};
use pprof_svg::earlier::Earlier;
use pprof_svg::layout::{self, Layout};
use pprof_svg::options::NodeLimit;
use pprof_svg::review::{self, ComparedRun, Review};
use pprof_svg::{picture, render, text};

use super::comparison::{self, Outcome};
use super::destination::Destination;
use super::failure::Failure;
use super::options::{Engine, Format, Request};
use super::picture::File;
use super::progress::Busy;
use super::stop::Stop;
use super::{convert, earlier, output, reports, say, source};

/// Writes the output of a request about a profile to its destination, unless it is stopped.
///
/// Stops are checked between the stages (selection, graph, layout) and whenever something is written.
pub(crate) fn answer(
    analysis: &Analysis<'_>,
    request: &Request,
    runs: Option<[Vec<ComparedRun>; 2]>,
    to: &Destination,
    stop: &Stop,
) -> Result<Outcome, Failure> {
    let options = &request.options;
    let is_picture = matches!(request.format, Format::Picture { .. });
    let hint = request.layout_hint.as_deref().filter(|_| is_picture);
    let earlier = hint.map_or(Ok(Earlier::default()), earlier::places)?;
    let busy = Busy::with("adding up");
    let selection = analysis.select(options).inspect_err(|error| error.warnings.iter().for_each(say))?;
    selection.warnings().iter().for_each(say);
    stop.check()?;
    let mut review = comparison::of(runs, &selection, request)?;
    let graph = |cut: fn(&Options) -> Cut| selection.graph(&cut(options));
    let written = match &request.format {
        Format::Report(report) => report.of(&selection, options)?,
        Format::Dot => reports::whole(render::dot(&graph(Cut::dot))),
        Format::Markdown(picture) => {
            let review = review.as_ref().ok_or(Failure::Incomparable)?;
            reports::boxed(move |mut out| text::comparison_markdown(&mut out, review, picture.as_ref()))
        }
        Format::Json => {
            let review = review.as_ref().ok_or(Failure::JsonOfProfile)?;
            reports::boxed(move |mut out| text::comparison_json(&mut out, review))
        }
        Format::Picture { file, engine, layout, style } => {
            if let Some(review) = &mut review {
                review.second = second(analysis, &selection, options);
            }
            let graph = pictured(&selection, request, review.as_ref());
            let how = How { engine: *engine, layout, style, earlier: &earlier };
            let svg = svg(&graph, review.as_ref(), how, stop, &busy)?;
            if *file == File::Svg {
                size_hint(svg.len(), &graph).iter().for_each(say);
            } else {
                busy.now_with(&format!("converting to {}", file.name()));
            }
            stop.check()?;
            reports::whole(convert::convert(svg, *file)?)
        }
    };
    stop.check()?;
    drop(busy);
    let outcome = comparison::outcome(review.as_ref(), request)?;
    match to.write(stop.guarding(written)) {
        // The exit status counts even if the reader has closed the pipe.
        Err(failure) if failure.is_closed_pipe() && outcome == Outcome::TooMuch => Ok(outcome),
        written => written.map(|()| outcome),
    }
}

/// Rejects output files that are input profiles, or other profiles if the output is not one, as when the value of
/// `-output` is missing; and two sources from standard input.
pub(crate) fn check_files(request: &Request) -> Result<(), Failure> {
    if request.inputs().filter(|source| *source == "-").count() > 1 {
        return Err(Failure::StandardInputTwice);
    }
    if let Some(file) = &request.output {
        let is_output = |source: &&OsString| output::is_same_file(Path::new(source), Path::new(file));
        if request.inputs().any(|source| is_output(&source)) {
            return Err(Failure::OutputIsSource(file.clone()));
        }
        if !request.format.is_profile() && source::is_profile(Path::new(file)) {
            return Err(Failure::OutputIsProfile(file.clone()));
        }
    }
    Ok(())
}

/// The functions that matter by the related sample type.
fn second(analysis: &Analysis<'_>, selection: &Selection<'_>, options: &Options) -> Option<Cums> {
    let options = review::second_type(selection, analysis.sample_types(), options)?;
    Some(analysis.select(&options).ok()?.cums(&Limits::of(&options, None)))
}

/// The graph of a picture: of a comparison only what changed, unless everything is requested.
fn pictured(selection: &Selection<'_>, request: &Request, review: Option<&Review>) -> Graph {
    let options = &request.options;
    let Some(review) = review.filter(|_| !request.unchanged) else {
        return selection.graph(&Cut::picture(options));
    };
    // The changed functions are chosen from all that are large enough.
    let most = Cut::picture(options).limits.node_count;
    let all = Cut::picture(&Options { node_count: NodeLimit::None, ..options.clone() });
    review::pruned(selection.graph(&all), review, most.unwrap_or(usize::MAX))
}

/// How a graph is drawn.
struct How<'a> {
    engine: Engine,
    layout: &'a layout::Options,
    style: &'a drawing::Style,
    earlier: &'a Earlier,
}

/// The graph as SVG.
fn svg(
    graph: &Graph,
    review: Option<&Review>,
    How { engine, layout, style, earlier }: How<'_>,
    stop: &Stop,
    busy: &Busy,
) -> Result<String, Failure> {
    busy.now_with(&format!("laying out {} nodes and {} edges", graph.nodes.len(), graph.edges.len()));
    let (drawing, places) = picture::drawn_by(graph, review, style, |drawing| {
        stop.check()?;
        let input = drawing.layout_input().with_hints(earlier.hints(drawing));
        lay_out(
            &input.expect("places were near when they were read"),
            engine,
            &drawing.layout_options(layout),
        )
    })?;
    drawing.notices.iter().for_each(say);
    limits_reached(&places).iter().for_each(say);
    misfits(&places, layout, &drawing).iter().for_each(say);
    stop.check()?;
    busy.now_with("drawing");
    Ok(render::svg(&drawing, &places))
}

/// The message for a layout that has reached a limit of effort.
fn limits_reached(layout: &Layout) -> Option<String> {
    layout.limits_reached.any().then(|| {
        "the graph is too large to be drawn as well as smaller ones; -nodecount and -edgefraction make it smaller"
            .to_owned()
    })
}

/// The message for a picture whose aspect ratio or width differs from the requested one.
fn misfits(layout: &Layout, options: &layout::Options, drawing: &Drawing) -> Option<String> {
    /// The tolerance, as a factor.
    const NEAR: f64 = 1.5;

    let (width, height) = (layout.size.width.ceil(), layout.size.height.ceil());
    if let Some(wanted) = drawing.width {
        let is_wide = width > drawing.graph_width();
        return is_wide.then(|| {
            format!("-width={wanted}: the graph is {width} px wide; only fewer nodes make it narrower (-nodecount)")
        });
    }
    let ratio = width / height.max(1.0) / options.aspect;
    let is_far = options.enforce_aspect && width > 0.0 && !(1.0 / NEAR..=NEAR).contains(&ratio);
    is_far.then(|| {
        format!("-aspect: the graph is {width} px wide and {height} px high; no shape nearer to it was found")
    })
}

/// The message for a picture that is slow to open in browsers: which option makes it smaller.
fn size_hint(n_bytes: usize, graph: &Graph) -> Option<String> {
    const LARGE: usize = 20_000_000;
    let (n_nodes, n_edges) = (graph.nodes.len(), graph.edges.len());
    // The size of a sparse graph's picture depends on its boxes, that of a dense one's on its lines.
    let limit = if n_edges > 4 * n_nodes { "-edgefraction=0.001" } else { "-nodecount=300" };
    (n_bytes >= LARGE).then(|| {
        let megabytes = n_bytes / 1_000_000;
        format!(
            "the picture of {n_nodes} nodes and {n_edges} edges has {megabytes} MB; {limit} makes it smaller"
        )
    })
}

fn lay_out(input: &layout::Input, engine: Engine, options: &layout::Options) -> Result<Layout, Failure> {
    match engine {
        Engine::Layered => Ok(layout::layered(input, options)),
        Engine::LayoutRs => lay_out_with_layout_rs(input),
    }
}

#[cfg(feature = "layout-rs")]
fn lay_out_with_layout_rs(input: &layout::Input) -> Result<Layout, Failure> {
    use pprof_svg::layout_rs_backend;

    // The backend's panics become errors, so that the runtime's message is suppressed.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some("layout-rs") {
            hook(panic);
        }
    }));
    Ok(layout_rs_backend::lay_out(input, &layout_rs_backend::BackendLimits::default())?)
}

#[cfg(not(feature = "layout-rs"))]
fn lay_out_with_layout_rs(_: &layout::Input) -> Result<Layout, Failure> {
    Err(Failure::WithoutLayoutRs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use pprof_svg::analysis::{Edge, Node};

    #[test]
    fn large_pictures_come_with_the_limit_that_helps() {
        let graph = |n_nodes, n_edges| Graph {
            nodes: vec![Node::default(); n_nodes],
            edges: vec![Edge::default(); n_edges],
            ..Graph::default()
        };
        assert_eq!(size_hint(19_999_999, &graph(10, 10)), None);
        let hint = "the picture of 10 nodes and 20 edges has 20 MB; -nodecount=300 makes it smaller";
        assert_eq!(size_hint(20_000_000, &graph(10, 20)).as_deref(), Some(hint));
        assert!(size_hint(61_000_000, &graph(10, 41)).is_some_and(|hint| hint.contains("-edgefraction")));
    }
}
