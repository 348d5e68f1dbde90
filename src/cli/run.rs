//! Files in, bytes out.

use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::sync::Arc;

use pprof_svg::analysis::{Analysis, AnalysisError, Cut, Graph};
use pprof_svg::drawing;
use pprof_svg::layout::{self, Layout};
use pprof_svg::profile::{self, Measures, MergeError, Merger, Profile, ReadOptions};
use pprof_svg::render;
use pprof_svg::symbols;

use super::ahead::Ahead;
use super::args::{Args, ArgsError, Typed};
use super::options::{Base, Engine, Format, OptionsError, Request};
use super::source::{self, MainBinary, Source, SourceError, Sources};
use super::{completions, fetch, help, man, output, reason, reports, say, shown};

/// Why the command did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error(transparent)]
    Args(#[from] ArgsError),
    #[error(transparent)]
    Options(#[from] OptionsError),
    #[error(transparent)]
    Source(#[from] SourceError),
    #[error("{}: {error}", source::name(file))]
    Unusable { file: OsString, error: MergeError },
    #[error("the profiles cannot be merged: {0}")]
    Merge(MergeError),
    #[error("the profiles cannot be compared: {0}")]
    Compare(MergeError),
    #[error("standard input cannot be two profiles")]
    StandardInputTwice,
    #[error("{}: is the profile itself, which the output would replace", shown(.0))]
    OutputIsSource(OsString),
    #[error("{}: {}", shown(file), reason(error))]
    Write { file: OsString, error: io::Error },
    #[error("standard output: {}", reason(.0))]
    StandardOutput(io::Error),
    #[error(transparent)]
    Analysis(#[from] AnalysisError),
    #[error(transparent)]
    NoMatch(#[from] reports::NoMatch),
    #[cfg(feature = "layout-rs")]
    #[error("{0}; leave -layout=layout-rs out")]
    SecondEngine(#[from] pprof_svg::second_engine::Unfinished),
    #[cfg(not(feature = "layout-rs"))]
    #[error("-layout=layout-rs: this pprof-svg was built without layout-rs")]
    WithoutLayoutRs,
}

impl Failure {
    /// Whether the reader of the output has seen enough.
    pub(crate) fn is_closed_pipe(&self) -> bool {
        match self {
            Failure::StandardOutput(error) | Failure::Write { error, .. } => {
                error.kind() == io::ErrorKind::BrokenPipe
            }
            _ => false,
        }
    }
}

/// Runs the command with the arguments that follow its name.
pub(crate) fn run(arguments: impl IntoIterator<Item = OsString>) -> Result<(), Failure> {
    match Args::parse(arguments)? {
        Typed::Help => print(help::text().as_bytes()),
        Typed::Version => print(help::version().as_bytes()),
        Typed::Man => print(man::page().as_bytes()),
        Typed::Completions(shell) => print(completions::script(&shell).as_bytes()),
        Typed::Args(args) => write(&Request::new(&args)?),
    }
}

fn print(bytes: &[u8]) -> Result<(), Failure> {
    output::to_stdout(|out| out.write_all(bytes)).map_err(Failure::StandardOutput)
}

fn write(request: &Request) -> Result<(), Failure> {
    request.warnings.iter().for_each(say);
    let inputs = || request.sources.iter().chain(request.base.iter().map(|base| &base.source));
    if inputs().filter(|source| *source == "-").count() > 1 {
        return Err(Failure::StandardInputTwice);
    }
    if let Some(file) = &request.output {
        let is_output = |source: &&OsString| output::is_same_file(Path::new(source), Path::new(file));
        if inputs().any(|source| is_output(&source)) {
            return Err(Failure::OutputIsSource(file.clone()));
        }
    }
    report(request)
}

/// Writes what is asked for to where it is wanted.
fn report(request: &Request) -> Result<(), Failure> {
    let profile = profile(request)?;
    let analysis = Analysis::new(&profile)?;
    let options = &request.options;
    let selection = analysis.select(options).inspect_err(|error| error.warnings.iter().for_each(say))?;
    selection.warnings().iter().for_each(say);
    let graph = || selection.graph(&Cut::picture(options));
    let written = match &request.format {
        Format::Report(report) => report.of(&selection, options)?,
        Format::Dot => reports::whole(render::dot(&graph())),
        Format::Svg { engine, layout, style } => {
            reports::whole(picture(&graph(), *engine, layout, style)?.into_bytes())
        }
    };
    match &request.output {
        None => output::to_stdout(written).map_err(Failure::StandardOutput),
        Some(file) => output::to_file(Path::new(file), written)
            .map_err(|error| Failure::Write { file: file.clone(), error }),
    }
}

/// The graph as an SVG.
fn picture(
    graph: &Graph,
    engine: Engine,
    layout: &layout::Options,
    style: &drawing::Style,
) -> Result<String, Failure> {
    let drawing = drawing::draw(graph, style);
    drawing.notices.iter().for_each(say);
    let mut options = layout.clone();
    options.width = drawing.graph_width();
    let layout = lay_out(&drawing.layout_input(), engine, &options)?;
    let svg = render::svg(&drawing, &layout);
    size_hint(svg.len(), graph).iter().for_each(say);
    Ok(svg)
}

/// What to say of a picture that browsers are slow to open: which limit makes it smaller.
fn size_hint(n_bytes: usize, graph: &Graph) -> Option<String> {
    const LARGE: usize = 20_000_000;
    let (n_nodes, n_edges) = (graph.nodes.len(), graph.edges.len());
    // The picture of a sparse graph grows with its boxes, that of a dense one with its lines.
    let limit = if n_edges > 4 * n_nodes { "-edgefraction=0.001" } else { "-nodecount=300" };
    (n_bytes >= LARGE).then(|| {
        let megabytes = n_bytes / 1_000_000;
        format!(
            "the picture of {n_nodes} nodes and {n_edges} edges has {megabytes} MB; {limit} makes it smaller"
        )
    })
}

/// The one profile that all sources make.
///
/// Unlike `go tool pprof`, which leaves a source out that it cannot read, this fails: numbers that lack a
/// part of what was asked for look like any others.
fn profile(request: &Request) -> Result<Profile, Failure> {
    let (binary, sources) = source::split_binary(&request.sources);
    let binary = binary.map(|file| file.to_string_lossy()).unwrap_or_default();
    let main = MainBinary { file: &binary, build_id: &request.edits.build_id };
    let mut how = ReadOptions::default();
    how.page_symbols = request.edits.symbolization.is_some();
    let base_name = request.base.as_ref().map(|base| base.source.clone());
    let names = sources.iter().cloned().chain(base_name).collect();
    let Sources { mut all, is_any_fetched } = source::open(names, &request.fetching)?;
    let base = all.split_off(sources.len());
    let (all, base): (Arc<[Source]>, Arc<[Source]>) = (all.into(), base.into());
    let mut profile = merged(&all, main, how)?;
    if let Some(Base { comparison, .. }) = &request.base {
        let base = merged(&base, main, how)?;
        profile = profile::subtract(profile, base, *comparison).map_err(Failure::Compare)?;
    }
    let origins = || all.iter().chain(base.iter()).filter_map(Source::origin);
    if let Some(how) = request.edits.symbolization {
        #[cfg(feature = "symbolize")]
        super::symbols::find(&mut profile, how, &binary);
        #[cfg(all(feature = "fetch", feature = "symbolize"))]
        if how.remote {
            fetch::name(&mut profile, origins(), how.demangling.force, &request.fetching);
        }
        symbols::demangle(&mut profile, how.demangling);
    }
    fetch::forget(&mut profile, origins());
    source::add_comment(&mut profile, &request.edits.comment);
    if request.edits.all_frames {
        source::keep_all_frames(&mut profile);
    }
    if is_any_fetched {
        fetch::save(&profile);
    }
    Ok(profile)
}

/// The profiles of these sources as one.
fn merged(sources: &Arc<[Source]>, main: MainBinary<'_>, how: ReadOptions) -> Result<Profile, Failure> {
    let told = |(source, profile): (&Source, Result<Profile, SourceError>)| {
        let mut profile = profile?;
        main.tell(&mut profile);
        source.note_origin(&mut profile);
        Ok(profile)
    };
    if let [source] = &sources[..] {
        let profile = told((source, source.profile(&how)))?;
        let unusable = |error| Failure::Unusable { file: source.name.clone(), error };
        return profile::merge(vec![profile]).map_err(unusable);
    }
    let profiles = || sources.iter().zip(Ahead::new(Arc::clone(sources), how)).map(told);
    if sources.len() <= FEW {
        return profile::merge(profiles().collect::<Result<Vec<_>, _>>()?).map_err(Failure::Merge);
    }
    match add_up_alike(profiles(), sources.len())? {
        Ok(profile) => Ok(profile),
        Err(measures) => add_up(profiles(), measures),
    }
}

/// As many profiles can be in memory at once.
const FEW: usize = 3;

/// Adds profiles up as they come, as if all measured what the first does: so it is nearly always. If it is not so,
/// returns what they measure.
fn add_up_alike(
    profiles: impl Iterator<Item = Result<Profile, SourceError>>,
    n_profiles: usize,
) -> Result<Result<Profile, Vec<Measures>>, Failure> {
    let mut measures = Vec::new();
    let mut merger = None;
    for profile in profiles {
        let profile = profile?;
        let own = Measures::of(&profile);
        if measures.is_empty() {
            merger = Merger::new(vec![own.clone(); n_profiles]).ok();
        }
        measures.push(own);
        merger = merger.and_then(|mut merger| merger.add(profile).is_ok().then_some(merger));
    }
    match merger {
        Some(merger) => Ok(Ok(merger.finish().map_err(Failure::Merge)?)),
        None => Ok(Err(measures)),
    }
}

/// Adds profiles up as they come.
fn add_up(
    profiles: impl Iterator<Item = Result<Profile, SourceError>>,
    measures: Vec<Measures>,
) -> Result<Profile, Failure> {
    let mut merger = Merger::new(measures).map_err(Failure::Merge)?;
    for profile in profiles {
        merger.add(profile?).map_err(Failure::Merge)?;
    }
    merger.finish().map_err(Failure::Merge)
}

fn lay_out(input: &layout::Input, engine: Engine, options: &layout::Options) -> Result<Layout, Failure> {
    match engine {
        Engine::Layered => {
            let layout = layout::layered(input, options);
            if layout.shortcuts.any() {
                say(
                    "the graph is too large to be drawn as well as smaller ones; -nodecount and -edgefraction make it smaller",
                );
            }
            Ok(layout)
        }
        Engine::LayoutRs => lay_out_with_layout_rs(input),
    }
}

#[cfg(feature = "layout-rs")]
fn lay_out_with_layout_rs(input: &layout::Input) -> Result<Layout, Failure> {
    use pprof_svg::second_engine;

    // Its panics end in an error of ours; the line that the runtime prints about each would be one too many.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some(second_engine::THREAD_NAME) {
            hook(panic);
        }
    }));
    Ok(second_engine::lay_out(input, &second_engine::Limits::default())?)
}

#[cfg(not(feature = "layout-rs"))]
fn lay_out_with_layout_rs(_: &layout::Input) -> Result<Layout, Failure> {
    Err(Failure::WithoutLayoutRs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use pprof_svg::analysis::{Edge, Node};
    use pprof_svg::profile::{Samples, ValueType};

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

    /// A profile with one sample of no stack, whose value is a time in this unit.
    fn time(unit: &str, value: i64) -> Profile {
        let mut profile = Profile::default();
        let [kind, unit] = ["time", unit].map(|text| profile.strings.push(text.as_bytes()));
        profile.sample_types = vec![ValueType { kind, unit }];
        profile.samples = Samples::new(1);
        profile.samples.push(&[], &[value], &[]);
        profile
    }

    fn values(profile: &Profile) -> Vec<i64> {
        profile.samples.iter().flat_map(|sample| sample.values).copied().collect()
    }

    #[test]
    fn profiles_are_added_up_as_they_come() {
        let alike = || (1..=5).map(|value| Ok(time("ms", value)));
        let sum = add_up_alike(alike(), 5).unwrap().unwrap();
        assert_eq!(values(&sum), [15]);
    }

    /// Every value is rounded on its own, in the unit of the last.
    #[test]
    fn what_is_not_alike_is_looked_at_before_it_is_added_up() {
        let profiles = || vec![time("ms", 1), time("ms", 2), time("ns", 3), time("us", 5)];
        let one_by_one = || profiles().into_iter().map(Ok);
        let measures = add_up_alike(one_by_one(), 4).unwrap().unwrap_err();
        let sum = add_up(one_by_one(), measures).unwrap();
        assert_eq!(values(&sum), [3_005_003]);
        let at_once = profile::merge(profiles()).unwrap();
        assert_eq!(profile::encode(&sum), profile::encode(&at_once));
    }

    /// A source that cannot be read comes before profiles that cannot be merged.
    #[test]
    fn the_first_source_that_fails_is_the_error() {
        let unread = |name: &str| {
            Err(SourceError::Unreadable { file: name.into(), error: io::ErrorKind::NotFound.into() })
        };
        let profiles = vec![Ok(time("ms", 1)), Ok(time("bytes", 1)), unread("b"), unread("a")];
        let failure = add_up_alike(profiles.into_iter(), 4).unwrap_err();
        assert!(matches!(failure, Failure::Source(SourceError::Unreadable { file, .. }) if file == "b"));
    }
}
