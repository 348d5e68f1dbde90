//! Sources of profiles, and edits of what they contain.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::OnceLock;

use pprof_svg::gctrace::{self, Log, LogError};
use pprof_svg::profile::{self, InputError, Mapping, MappingId, Profile, ReadError, ReadOptions, StringId};

use super::fetch::{FetchError, Fetched, Origin, Url, fetch};
use super::input::{LARGEST_SOURCE, reader_error};
use super::options::Fetching;
use super::{look, reason, shown};

/// Why a source has no profile.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SourceError {
    #[error("{}: {}", name(file), reason(error))]
    Unreadable { file: OsString, error: io::Error },
    #[error(
        "{}: not an address of a server; a / : or @ in a password is written as %2F %3A or %40",
        name(file)
    )]
    NoAddress { file: OsString },
    #[error("{}: {error}", name(file))]
    NoProfile { file: OsString, error: ReadError },
    #[error("{}: {error} and has no line of gctrace", name(file))]
    NoProfileNorLog { file: OsString, error: ReadError },
    #[error("{}: {error}", name(file))]
    NoLog { file: OsString, error: LogError },
    #[error("{}: is a log of gctrace, not a profile, and cannot be read with others", name(file))]
    Log { file: OsString },
    #[error(transparent)]
    Unfetched(#[from] FetchError),
}

impl SourceError {
    /// The error for a source that was also searched for a log: a text has neither.
    pub(crate) fn of_text_without_log(self) -> SourceError {
        match self {
            SourceError::NoProfile { file, error: error @ ReadError::Text { .. } } => {
                SourceError::NoProfileNorLog { file, error }
            }
            other => other,
        }
    }
}

/// Properties of the main binary from the command line, which override those of the profile; empty to leave them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct MainBinary<'a> {
    /// The file of the main binary.
    pub(crate) file: &'a str,
    /// Its build id, for profiles without one.
    pub(crate) build_id: &'a str,
}

/// A file with a profile, standard input if its name is `-`, or a fetched profile.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) name: OsString,
    /// Its bytes, if it can be read only once.
    bytes: OnceLock<Vec<u8>>,
    /// The URL that it is from.
    page: Option<Url>,
    /// The mappings that are from that URL, once it was read.
    origin: OnceLock<Origin>,
}

/// The sources of a profile.
pub(crate) struct Sources {
    pub(crate) all: Vec<Source>,
    /// Whether any is fetched.
    pub(crate) is_any_fetched: bool,
}

/// Opens sources, fetching those that are URLs.
pub(crate) fn open(names: Vec<OsString>, fetching: &Fetching) -> Result<Sources, SourceError> {
    let fetched = fetch(&names, fetching)?;
    let is_any_fetched = fetched.iter().any(Option::is_some);
    let source = |(name, fetched)| match fetched {
        Some(Fetched { name, bytes, page }) => {
            Source { name, bytes: bytes.into(), page, origin: OnceLock::new() }
        }
        None => Source::new(name),
    };
    Ok(Sources { all: names.into_iter().zip(fetched).map(source).collect(), is_any_fetched })
}

impl Source {
    pub(crate) fn new(name: OsString) -> Source {
        Source { name, bytes: OnceLock::new(), page: None, origin: OnceLock::new() }
    }

    /// Records which mappings of a profile, read from this source, are from a server.
    pub(crate) fn note_origin(&self, profile: &mut Profile) {
        if let Some(page) = &self.page {
            let origin = Origin::note(page, profile);
            self.origin.get_or_init(|| origin);
        }
    }

    /// The mappings that are from a server, if it was fetched.
    pub(crate) fn origin(&self) -> Option<&Origin> {
        self.origin.get()
    }

    /// Reads the profile, any number of times.
    pub(crate) fn profile(&self, options: &ReadOptions) -> Result<Profile, SourceError> {
        let no_profile = |error| SourceError::NoProfile { file: self.name.clone(), error };
        let read = |bytes: &[u8]| {
            profile::read_with(bytes, options).map_err(|error| {
                let is_log = look::may_be_of(&error) && gctrace::read(bytes).is_ok();
                if is_log { SourceError::Log { file: self.name.clone() } } else { no_profile(error) }
            })
        };
        if let Some(bytes) = self.bytes.get() {
            return read(bytes);
        }
        let unreadable = |error| {
            let file = self.name.clone();
            if looks_like_address(&file) {
                return SourceError::NoAddress { file };
            }
            SourceError::Unreadable { file, error }
        };
        let (reader, size) = open_file(&self.name).map_err(unreadable)?;
        let bytes = profile::read_bytes(reader, size, LARGEST_SOURCE).map_err(|error| match error {
            InputError::NoProfile(error) => no_profile(error),
            error => unreadable(reader_error(error)),
        })?;
        let profile = read(&bytes)?;
        if size.is_none() {
            self.bytes.get_or_init(|| bytes);
        }
        Ok(profile)
    }
}

impl Source {
    /// The garbage collector log of the source, unless it is a profile. The bytes of a source that can be read only
    /// once are kept for [`profile`](Source::profile).
    pub(crate) fn log(&self, options: &ReadOptions) -> Result<Option<Log>, SourceError> {
        if self.bytes.get().is_some() {
            return Ok(None);
        }
        let file = || self.name.clone();
        // Errors are reported when it is read as a profile.
        let Ok((reader, size)) = open_file(&self.name) else { return Ok(None) };
        let unreadable = |error| SourceError::Unreadable { file: file(), error };
        let is_kept = size.is_none();
        match look::look(reader, is_kept, options).map_err(unreadable)? {
            look::Looked::Log(log) => Ok(Some(log)),
            look::Looked::Damaged(error) => Err(SourceError::NoLog { file: file(), error }),
            look::Looked::Other { start, rest } if is_kept => {
                let bytes = profile::read_bytes(start.chain(rest), None, LARGEST_SOURCE);
                let bytes = bytes.map_err(|error| match error {
                    InputError::NoProfile(error) => SourceError::NoProfile { file: file(), error },
                    error => unreadable(reader_error(error)),
                })?;
                self.bytes.get_or_init(|| bytes);
                Ok(None)
            }
            look::Looked::Other { .. } => Ok(None),
        }
    }
}

/// Splits off the binary before the profiles, if there is one.
pub(crate) fn split_binary(sources: &[OsString]) -> (Option<&OsString>, &[OsString]) {
    match sources {
        [first, profiles @ ..] if !profiles.is_empty() && is_object_file(first) => (Some(first), profiles),
        _ => (None, sources),
    }
}

impl MainBinary<'_> {
    /// Applies the properties to the first mapping; a profile without mappings gets one.
    pub(crate) fn tell(self, profile: &mut Profile) {
        if self.file.is_empty() && self.build_id.is_empty() {
            return;
        }
        if profile.mappings.is_empty() {
            profile.mappings.push(Mapping { id: 1, ..Mapping::default() });
            profile.locations.iter_mut().for_each(|location| location.mapping = Some(MappingId(0)));
        }
        let main = &mut profile.mappings[0];
        if !self.file.is_empty() {
            main.filename = profile.strings.push(self.file.as_bytes());
        }
        if !self.build_id.is_empty() && main.build_id == StringId::default() {
            main.build_id = profile.strings.push(self.build_id.as_bytes());
        }
    }
}

/// Adds a comment, unless it is empty.
pub(crate) fn add_comment(profile: &mut Profile, comment: &str) {
    if !comment.is_empty() {
        let comment = profile.strings.push(comment.as_bytes());
        profile.comments.push(comment);
    }
}

/// Clears the profile's `drop_frames` and `keep_frames`.
pub(crate) fn keep_all_frames(profile: &mut Profile) {
    profile.drop_frames = StringId::default();
    profile.keep_frames = StringId::default();
}

/// A reader of a source, and its size if it can be read again.
fn open_file(source: &OsStr) -> io::Result<(Box<dyn Read>, Option<u64>)> {
    if source == "-" {
        return Ok((Box::new(io::stdin().lock()), None));
    }
    let file = File::open(source)?;
    let metadata = file.metadata()?;
    Ok((Box::new(file), metadata.is_file().then_some(metadata.len())))
}

/// Magic numbers of object files: ELF, Mach-O (thin and universal), PE, XCOFF, archives and those of Plan 9.
const OBJECT_FILES: [&[u8]; 14] = [
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"\xca\xfe\xba\xbf",
    b"MZ",
    b"\x01\xdf",
    b"\x01\xf7",
    b"!<arch>\n",
    b"\0\0\x01\xeb",
    b"\0\0\x06\x47",
    b"\0\0\x8a\x97",
];

/// How many bytes determine whether a file is an object file.
pub(crate) const START_OF_OBJECT: u64 = 8;

/// Whether a file that starts like this may be an object file.
pub(crate) fn begins_object_file(start: &[u8]) -> bool {
    OBJECT_FILES.iter().any(|magic| start.starts_with(magic))
}

/// Whether `file` begins like an object file. Pipes are not tried, since they can be read only once.
fn is_object_file(file: &OsStr) -> bool {
    let start = || -> io::Result<Vec<u8>> {
        let file = File::open(file)?;
        let mut start = Vec::new();
        if file.metadata()?.is_file() {
            file.take(START_OF_OBJECT).read_to_end(&mut start)?;
        }
        Ok(start)
    };
    start().is_ok_and(|start| begins_object_file(&start))
}

/// Whether there is a file that can be read as a profile.
pub(crate) fn is_profile(path: &Path) -> bool {
    let is_file = std::fs::metadata(path).is_ok_and(|meta| meta.is_file());
    is_file && Source::new(path.into()).profile(&ReadOptions::default()).is_ok()
}

/// The name of a source for messages.
pub(crate) fn name(source: &OsStr) -> String {
    if source == "-" { "standard input".to_owned() } else { without_secrets(shown(source)) }
}

/// A URL without user and password, even if it is invalid.
fn without_secrets(name: String) -> String {
    let Some(start) = name.find("://").map(|at| at + "://".len()) else { return name };
    let Some(end) = name[start..].rfind('@').map(|at| start + at + 1) else { return name };
    format!("{}{}", &name[..start], &name[end..])
}

/// Whether a name is meant as a URL, valid or not.
fn looks_like_address(name: &OsStr) -> bool {
    let schemes = ["http://", "https://", "https+insecure://"];
    name.to_str().is_some_and(|name| schemes.iter().any(|scheme| name.starts_with(scheme)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_not_in_names() {
        for (typed, said) in [
            ("http://user:word@host:70x/a", "http://host:70x/a"),
            ("http://user:wo/rd@host", "http://host"),
            ("http://host/a", "http://host/a"),
            ("a@b", "a@b"),
        ] {
            assert_eq!(name(OsStr::new(typed)), said);
        }
    }

    const GIVEN: MainBinary<'_> = MainBinary { file: "/bin/new", build_id: "b1d" };

    fn main_binary(profile: &Profile) -> (String, String) {
        let main = &profile.mappings[0];
        (profile.text(main.filename).to_string(), profile.text(main.build_id).to_string())
    }

    #[test]
    fn a_build_id_that_is_there_stays() {
        let mut profile = Profile::default();
        let (filename, build_id) = (profile.strings.push(b"old"), profile.strings.push(b"01d"));
        profile.mappings.push(Mapping { id: 7, filename, build_id, ..Mapping::default() });
        MainBinary::default().tell(&mut profile);
        assert_eq!(main_binary(&profile), ("old".to_owned(), "01d".to_owned()));
        GIVEN.tell(&mut profile);
        assert_eq!(main_binary(&profile), ("/bin/new".to_owned(), "01d".to_owned()));
    }

    #[test]
    fn a_profile_without_mappings_gets_one() {
        let mut profile = Profile::default();
        profile.locations.push(profile::Location::default());
        MainBinary::default().tell(&mut profile);
        assert!(profile.mappings.is_empty());
        GIVEN.tell(&mut profile);
        assert_eq!(main_binary(&profile), ("/bin/new".to_owned(), "b1d".to_owned()));
        assert_eq!(profile.locations[0].mapping, Some(MappingId(0)));
    }

    #[test]
    fn the_binary_before_the_profile_is_known_by_its_beginning() {
        let program = std::env::current_exe().expect("a test is a program").into_os_string();
        let text = OsString::from(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"));
        assert_eq!(split_binary(&[program.clone(), text.clone()]), (Some(&program), &[text.clone()][..]));
        for sources in
            [vec![program.clone()], vec![text.clone(), program.clone()], vec!["missing".into(), text]]
        {
            assert_eq!(split_binary(&sources), (None, &sources[..]));
        }
    }
}
