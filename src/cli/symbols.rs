//! Symbolizes addresses with local object files.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use bstr::{BStr, ByteSlice};
use pprof_svg::profile::{MappingId, Profile};
use pprof_svg::symbolize::{self, Named, Outcome, Part, Request, Resolve, Unnamed};

use super::symbolization::Symbolization;
use super::{reason, say, source};

/// The system's directory of debug files.
const SYSTEM: &str = "/usr/lib/debug";

/// The maximum size of an object file in bytes.
const LARGEST: u64 = 2 << 30;

/// The maximum number of files that are tried in a directory that is named after a build id.
const MAX_IN_FOLDER: usize = 100;

/// Symbolizes addresses without names as requested by `how`, and reports missing files. `given` is the user's file of
/// the main binary.
pub(crate) fn find(profile: &mut Profile, how: Symbolization, given: &str) {
    if !how.local {
        return;
    }
    let options =
        symbolize::SymbolizeOptions { force: how.demangling.force, ..symbolize::SymbolizeOptions::default() };
    let mut files = Files { folders: folders(), given: PathBuf::from(given) };
    let outcome = symbolize::symbolize(profile, &mut files, &options);
    messages(profile, &outcome).iter().for_each(say);
}

/// The directories to search: those of `PPROF_BINARY_PATH`, or else one in the user's home.
fn folders() -> Vec<PathBuf> {
    match std::env::var_os("PPROF_BINARY_PATH").filter(|folders| !folders.is_empty()) {
        Some(folders) => std::env::split_paths(&folders).filter(|folder| folder.is_absolute()).collect(),
        None => std::env::home_dir().into_iter().map(|home| home.join("pprof/binaries")).collect(),
    }
}

/// Messages about the outcome, in the words of `go tool pprof` where it has some.
fn messages(profile: &Profile, outcome: &Outcome) -> Vec<String> {
    let message = |(id, result): &(MappingId, Result<Named, Unnamed>)| {
        let name = shown_mapping(profile, *id);
        match result {
            Ok(Named { error: None, .. }) => None,
            Ok(Named { error: Some(error), .. }) => Some(format!("{name}: {error}")),
            // Missing names are reported with the graph, for all mappings together.
            Err(Unnamed::Unknown) => None,
            Err(error) => Some(format!("Local symbolization failed for {name}: {error}")),
        }
    };
    outcome.mappings.iter().filter_map(message).collect()
}

/// A mapping's file name without directories, and its build id.
fn shown_mapping(profile: &Profile, id: MappingId) -> String {
    let mapping = &profile.mappings[id.0 as usize];
    let name = base(profile.text(mapping.filename)).to_str_lossy().into_owned();
    match profile.text(mapping.build_id) {
        id if id.is_empty() => name,
        id => format!("{name} (build ID {id})"),
    }
}

fn base(path: &BStr) -> &BStr {
    BStr::new(path.rsplit(|&byte| byte == b'/').next().unwrap_or_default())
}

/// Local files.
struct Files {
    folders: Vec<PathBuf>,
    /// The user's file, which is tried before those in directories.
    given: PathBuf,
}

impl Resolve for Files {
    fn open(&mut self, request: &Request<'_>) -> Result<Vec<u8>, String> {
        let mut last_error = None;
        for path in self.candidates(request) {
            let error = match read(&path) {
                Ok(bytes) => match request.check(&bytes) {
                    Ok(()) => return Ok(bytes),
                    Err(mismatch) => {
                        say(format!("Ignoring local file {}: {mismatch}", path.display()));
                        mismatch.to_string()
                    }
                },
                Err(error) => format!("open {}: {}", path.display(), reason(&error)),
            };
            // The profile's own path is tried last, and its error is the most informative.
            last_error = Some(error);
        }
        Err(last_error.unwrap_or_else(|| "no file of this build id".to_owned()))
    }
}

impl Files {
    /// The candidate files, most likely first.
    fn candidates(&self, request: &Request<'_>) -> Vec<PathBuf> {
        let file = path(request.filename);
        let folder = file.parent().unwrap_or(Path::new(""));
        match request.part {
            Part::Binary => self.binaries(&file, request.build_id),
            Part::Debug { link } => {
                self.debug_files(folder, request.build_id, link.map(|(name, _)| path(name)))
            }
            Part::Shared { name } => {
                let name = path(name);
                let kept = name.file_name().map(|name| Path::new(SYSTEM).join(".dwz").join(name));
                by_build_id(&Path::new(SYSTEM).join(".build-id"), request.build_id)
                    .into_iter()
                    .chain(kept)
                    .chain([folder.join(name)])
                    .collect()
            }
            Part::Package => {
                let mut package = file.clone().into_os_string();
                package.push(".dwp");
                self.below(Path::new(&package)).chain([PathBuf::from(&package)]).collect()
            }
            Part::Unit { folder: compiled_in, name } => {
                let name = path(name);
                let beside = self.below(&name).chain([folder.join(name.file_name().unwrap_or_default())]);
                [path(compiled_in).join(&name)].into_iter().chain(beside).collect()
            }
        }
    }

    fn binaries(&self, file: &Path, build_id: &str) -> Vec<PathBuf> {
        let mut found = Vec::new();
        if file == self.given && !file.as_os_str().is_empty() {
            found.push(file.to_owned());
        }
        for folder in &self.folders {
            if is_plain(build_id) {
                found.extend(named(&folder.join(build_id), file));
                found.extend(listed(&folder.join(build_id)));
                found.extend(by_build_id(folder, build_id));
            }
            found.extend(named(folder, file));
            found.extend(below(folder, file));
            found.extend(with_debug_suffix(folder, file));
        }
        if !file.as_os_str().is_empty() {
            found.push(file.to_owned());
        }
        // All but the last are skipped silently if they do not exist.
        let last = found.len().saturating_sub(1);
        let mut index = 0;
        found.retain(|path| {
            index += 1;
            index > last || path.is_file()
        });
        found
    }

    fn debug_files(&self, folder: &Path, build_id: &str, link: Option<PathBuf>) -> Vec<PathBuf> {
        let system = Path::new(SYSTEM);
        let mut found = Vec::new();
        for place in self.folders.iter().map(PathBuf::as_path) {
            found.extend(by_build_id(place, build_id));
            found.extend(by_build_id(&place.join(".build-id"), build_id));
        }
        found.extend(by_build_id(&system.join(".build-id"), build_id));
        if let Some(link) = link.as_deref().and_then(Path::file_name) {
            found.extend([folder.join(link), folder.join(".debug").join(link)]);
            found.extend(below(system, folder).map(|folder| folder.join(link)));
            found.extend(self.folders.iter().map(|place| place.join(link)));
        }
        found.retain(|path| path.is_file());
        found
    }

    /// The candidates for a file in each directory: by its name, and by its path.
    fn below<'f>(&'f self, file: &'f Path) -> impl Iterator<Item = PathBuf> + 'f {
        self.folders.iter().flat_map(|folder| named(folder, file).into_iter().chain(below(folder, file)))
    }
}

/// The file of this name in a directory.
fn named(folder: &Path, file: &Path) -> Option<PathBuf> {
    file.file_name().map(|name| folder.join(name))
}

/// The file's path below a directory.
fn below(folder: &Path, file: &Path) -> Option<PathBuf> {
    let relative = file.strip_prefix("/").unwrap_or(file);
    let is_inside = relative.components().all(|part| matches!(part, std::path::Component::Normal(_)));
    (is_inside && !relative.as_os_str().is_empty()).then(|| folder.join(relative))
}

/// The candidates for a separate debug file below a directory that looks like a system's root.
fn with_debug_suffix(folder: &Path, file: &Path) -> Vec<PathBuf> {
    let (Some(inside), Some(name)) = (below(folder, file), file.file_name()) else { return Vec::new() };
    let mut name = name.to_owned();
    name.push(".debug");
    let parent = file.parent().unwrap_or(Path::new(""));
    let system = below(&folder.join(&SYSTEM[1..]), parent);
    [
        Some(inside.with_file_name(&name)),
        Some(inside.with_file_name(".debug").join(&name)),
        system.map(|parent| parent.join(&name)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// `ab/cdef.debug` for the build id `abcdef`.
fn by_build_id(folder: &Path, build_id: &str) -> Option<PathBuf> {
    let (start, rest) = build_id.split_at_checked(2).filter(|_| is_plain(build_id))?;
    Some(folder.join(start).join(format!("{rest}.debug")))
}

/// Whether a build id is hexadecimal, so that it cannot be a path out of the directory.
fn is_plain(build_id: &str) -> bool {
    !build_id.is_empty() && build_id.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The files in a directory, sorted.
fn listed(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<PathBuf> = entries.flatten().take(MAX_IN_FOLDER).map(|entry| entry.path()).collect();
    found.sort();
    found
}

#[cfg(unix)]
fn path(bytes: &BStr) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path(bytes: &BStr) -> PathBuf {
    PathBuf::from(OsStr::new(&*bytes.to_str_lossy()))
}

/// Reads a regular file. Other types that a profile may name are rejected: devices may have no end, and pipes may
/// block.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let size = fs::metadata(path)?;
    if size.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !size.is_file() {
        return Err(io::Error::other("not a file"));
    }
    if size.len() > LARGEST {
        return Err(io::Error::other("larger than 2 GiB"));
    }
    let mut file = File::open(path)?;
    let mut bytes = Vec::with_capacity(usize::try_from(size.len() + 1).unwrap_or_default());
    file.by_ref().take(source::START_OF_OBJECT).read_to_end(&mut bytes)?;
    if !source::begins_object_file(&bytes) {
        return Err(io::Error::other("unrecognized binary format"));
    }
    file.take(LARGEST).read_to_end(&mut bytes)?;
    Ok(bytes)
}
