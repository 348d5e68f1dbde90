//! Runs the command: reads sources, and writes output.

use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::sync::Arc;

use pprof_svg::analysis::Analysis;
use pprof_svg::profile::{self, Measures, Merger, Profile, ReadOptions};
use pprof_svg::symbols;

use super::ahead::Ahead;
use super::args::{Args, Invocation};
use super::comparison::Outcome;
use super::destination::Destination;
use super::failure::Failure;
use super::logs::Logged;
use super::options::{Base, Request};
use super::progress::Busy;
use super::runs::{Runs, Side};
use super::source::{self, MainBinary, Source, SourceError, Sources};
use super::stop::Stop;
use super::{answer, completions, fetch, help, logs, man, output, say, shell, shown};

/// Runs the command with the arguments after its name.
pub(crate) fn run(arguments: impl IntoIterator<Item = OsString>) -> Result<Outcome, Failure> {
    match Args::parse(arguments)? {
        Invocation::Help => print(help::text().as_bytes()),
        Invocation::Version => print(help::version().as_bytes()),
        Invocation::Man => print(man::page().as_bytes()),
        Invocation::Completions(shell) => print(completions::script(&shell).as_bytes()),
        Invocation::Args(args) => write(&args),
    }
}

fn print(bytes: &[u8]) -> Result<Outcome, Failure> {
    output::to_stdout(|out| out.write_all(bytes)).map_err(Failure::StandardOutput)?;
    Ok(Outcome::Done)
}

/// Writes the requested output, or starts the shell.
fn write(args: &Args) -> Result<Outcome, Failure> {
    let request = Request::new(args)?;
    request.warnings.iter().for_each(say);
    answer::check_files(&request)?;
    let is_shell = starts_shell(args, &request);
    if is_shell && request.inputs().any(|source| source == "-") {
        return Err(Failure::CommandsAndProfile);
    }
    let runs = Runs::new(&request);
    let profile = match contents(&request, &runs)? {
        Contents::Profile(profile) => *profile,
        Contents::Log(logged) if args.is_on("shell") => return Err(Failure::LogInShell(logged.name)),
        Contents::Log(logged) => {
            logs::answer(&logged, &request, &destination(&request))?;
            return Ok(Outcome::Done);
        }
    };
    let analysis = Analysis::new(&profile)?;
    if is_shell {
        shell::run(&profile, &analysis, args, &request)?;
        return Ok(Outcome::Done);
    }
    answer::answer(&analysis, &request, runs.seen(), &destination(&request), &Stop::default())
}

fn destination(request: &Request) -> Destination {
    Destination::of(request, io::stdout().is_terminal())
}

/// Whether the shell is started: if requested, or if no format is given at a terminal.
fn starts_shell(args: &Args, request: &Request) -> bool {
    let is_at_terminal = || io::stdin().is_terminal() && io::stdout().is_terminal();
    let is_open = || {
        let has_answer = request.has_format || request.output.is_some() || request.fail_over.is_some();
        !has_answer && !request.inputs().any(|source| source == "-")
    };
    args.switch("shell").unwrap_or_else(|| is_open() && is_at_terminal())
}

/// The contents of the sources.
enum Contents {
    /// One profile, merged from all sources.
    Profile(Box<Profile>),
    /// A log, the only source or one of two.
    Log(Box<Logged>),
}

fn contents(request: &Request, runs: &Runs<'_>) -> Result<Contents, Failure> {
    let how = ReadOptions { page_symbols: request.edits.symbolization.is_some(), ..ReadOptions::default() };
    let (_, named) = source::split_binary(&request.sources);
    let base_names = request.base.iter().flat_map(|base| &base.sources);
    let names = named.iter().chain(base_names).cloned().collect();
    let sources = source::open(names, &request.fetching)?;
    let is_alone = sources.all.len() == 1 && !sources.is_any_fetched;
    if !sources.is_any_fetched && request.base.is_none() && named.len() <= 2 {
        let _busy = Busy::with(&reading(named));
        if let Some(logged) = log(&sources.all, &how)? {
            return Ok(Contents::Log(Box::new(logged)));
        }
    }
    profile(request, sources, runs, how).map(|profile| Contents::Profile(Box::new(profile))).map_err(
        |failure| match failure {
            Failure::Source(error) if is_alone => error.of_text_without_log().into(),
            failure => failure,
        },
    )
}

/// The log among one or two sources, with the profile that is the other.
fn log(sources: &[Source], how: &ReadOptions) -> Result<Option<Logged>, Failure> {
    for (at, source) in sources.iter().enumerate() {
        let Some(log) = source.log(how)? else { continue };
        let mut others = sources.iter().enumerate().filter(|(other, _)| *other != at);
        let heap = match others.next() {
            Some((_, other)) => Some((other.profile(how)?, other.name.clone())),
            None => None,
        };
        return Ok(Some(Logged { log, name: source.name.clone(), heap }));
    }
    Ok(None)
}

/// The merged profile of all sources.
///
/// Unlike `go tool pprof`, which skips sources that it cannot read, this fails: incomplete numbers would look like any
/// others.
fn profile(
    request: &Request,
    sources: Sources,
    runs: &Runs<'_>,
    how: ReadOptions,
) -> Result<Profile, Failure> {
    let (binary, names) = source::split_binary(&request.sources);
    let binary = binary.map(|file| file.to_string_lossy()).unwrap_or_default();
    let main = MainBinary { file: &binary, build_id: &request.edits.build_id };
    let Sources { mut all, is_any_fetched } = sources;
    let n_base = request.base.as_ref().map_or(0, |base| base.sources.len());
    let base = all.split_off(all.len() - n_base);
    let (all, base): (Arc<[Source]>, Arc<[Source]>) = (all.into(), base.into());
    let busy = Busy::with(&reading(names));
    let as_one = if request.base.is_some() { AsOne::Later } else { AsOne::Now };
    // The base is read in parallel with the profile, whose errors are reported first.
    let ahead = request.base.as_ref().map(|_| Ahead::new(Arc::clone(&base), how));
    let see = |profile: &mut Profile| runs.see(Side::After, profile, &binary);
    let mut profile = merged(&all, None, main, how, as_one, see)?;
    if let Some(Base { comparison, .. }) = &request.base {
        let see = |profile: &mut Profile| runs.see(Side::Before, profile, &binary);
        let base = merged(&base, ahead, main, how, as_one, see)?;
        profile = profile::subtract(profile, base, *comparison).map_err(Failure::Compare)?;
    }
    let origins = || all.iter().chain(base.iter()).filter_map(Source::origin);
    if let Some(how) = request.edits.symbolization {
        busy.now_with("looking up names");
        #[cfg(feature = "symbolize")]
        super::symbols::find(&mut profile, how, &binary);
        #[cfg(all(feature = "fetch", feature = "symbolize"))]
        if how.remote {
            drop(busy);
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

/// The progress message for reading sources.
fn reading(sources: &[OsString]) -> String {
    match sources {
        [source] => format!("reading {}", shown(source)),
        sources => format!("reading {} profiles", sources.len()),
    }
}

/// Whether a single profile is normalized as by merging, or left unchanged since it is merged with its base later.
#[derive(Clone, Copy, PartialEq, Eq)]
enum AsOne {
    Now,
    Later,
}

/// The merged profile of these sources, some of which may have been read `ahead`. Each profile is passed to `see` once
/// before.
fn merged(
    sources: &Arc<[Source]>,
    mut ahead: Option<Ahead>,
    main: MainBinary<'_>,
    how: ReadOptions,
    as_one: AsOne,
    see: impl Fn(&mut Profile),
) -> Result<Profile, Failure> {
    let told = |(source, profile): (&Source, Result<Profile, SourceError>), see: &dyn Fn(&mut Profile)| {
        let mut profile = profile?;
        main.tell(&mut profile);
        source.note_origin(&mut profile);
        see(&mut profile);
        Ok(profile)
    };
    if let [source] = &sources[..] {
        let read = ahead.and_then(|mut ahead| ahead.next()).unwrap_or_else(|| source.profile(&how));
        let profile = told((source, read), &see)?;
        if as_one == AsOne::Later && !profile.sample_types.is_empty() {
            return Ok(profile);
        }
        let unusable = |error| Failure::Unusable { file: source.name.clone(), error };
        return profile::merge(vec![profile]).map_err(unusable);
    }
    let mut profiles = |see| {
        let ahead = ahead.take().unwrap_or_else(|| Ahead::new(Arc::clone(sources), how));
        sources.iter().zip(ahead).map(move |source| told(source, see))
    };
    if sources.len() <= FEW {
        return profile::merge(profiles(&see).collect::<Result<Vec<_>, _>>()?).map_err(Failure::Merge);
    }
    match add_up_alike(profiles(&see), sources.len())? {
        Ok(profile) => Ok(profile),
        Err(measures) => add_up(profiles(&|_| {}), measures),
    }
}

/// The maximum number of profiles in memory at once.
const FEW: usize = 3;

/// Adds profiles up while they are read, assuming that all have the measures of the first, which nearly always holds.
/// Otherwise returns the measures of all.
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

/// Adds profiles up while they are read.
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

#[cfg(test)]
mod tests {
    use super::*;
    use pprof_svg::profile::{Samples, ValueType};

    /// A profile with one sample without stack, whose value is a time in this unit.
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

    /// Values are rounded one by one, in the unit of the last.
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

    /// Errors of reading are reported before those of merging.
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
