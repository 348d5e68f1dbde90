//! Saves fetched profiles, which cannot be fetched again.

use std::env;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use pprof_svg::profile::{self, Profile};

use super::super::visible::moves_or_turns;
use super::super::{reason, say, shown};

/// The range of file numbers.
const NUMBERS: std::ops::Range<u32> = 1..10_000;

/// The maximum length of the first part of a name, in bytes; file systems allow 255 in total.
const LONGEST_NAME: usize = 200;

/// Saves `profile` in the first writable directory, and prints where, or that there is none.
pub(crate) fn save(profile: &Profile) {
    let folders = folders(|name| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from));
    let (bytes, name) = (profile::encode_gzip(profile), name(profile));
    let mut failed = String::new();
    for folder in folders {
        match save_in(&folder, &name, &bytes) {
            Ok(file) => return say(format_args!("Saved profile in {}", shown(file.as_os_str()))),
            Err(error) => failed = format!("{}: {}", shown(folder.as_os_str()), reason(&error)),
        }
    }
    say(format_args!("Could not save profile: {failed}"));
}

/// The candidate directories, best first; `variable` reads the environment.
fn folders(variable: impl Fn(&str) -> Option<PathBuf>) -> Vec<PathBuf> {
    let home = variable(if cfg!(windows) { "USERPROFILE" } else { "HOME" });
    let home = home.map(|home| home.join("pprof"));
    variable("PPROF_TMPDIR").into_iter().chain(home).chain([env::temp_dir()]).collect()
}

/// The first part of the file name: binary and sample types. Both are from the server, and are restricted to safe
/// characters.
fn name(profile: &Profile) -> String {
    let text = |id| profile.text(id).to_string();
    let binary = profile.mappings.first().map(|mapping| text(mapping.filename)).unwrap_or_default();
    let binary = binary.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
    let types = profile.sample_types.iter().map(|sample_type| text(sample_type.kind));
    let parts = [binary].into_iter().filter(|binary| !binary.is_empty()).chain(types);
    let name: String = ["pprof".to_owned()].into_iter().chain(parts).map(|part| plain(&part) + ".").collect();
    name.char_indices().take_while(|(at, c)| at + c.len_utf8() <= LONGEST_NAME).map(|(_, c)| c).collect()
}

fn plain(part: &str) -> String {
    let is_plain = |c: char| !moves_or_turns(c) && !r#"/\:*?"<>|"#.contains(c);
    part.chars().map(|c| if is_plain(c) { c } else { '_' }).collect()
}

/// Writes a new file.
fn save_in(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    for number in NUMBERS {
        let path = folder.join(format!("{name}{number:03}.pb.gz"));
        let mut file = match OpenOptions::new().write(true).create_new(true).open(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
            file => file?,
        };
        return file.write_all(bytes).map(|()| path.clone()).inspect_err(|_| {
            // An incomplete profile is removed.
            let _ = fs::remove_file(&path);
        });
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use pprof_svg::profile::{Mapping, StringId, ValueType};

    fn profile(binary: &str, types: &[&str]) -> Profile {
        let mut profile = Profile::default();
        let filename = profile.strings.push(binary.as_bytes());
        profile.mappings.push(Mapping { id: 1, filename, ..Mapping::default() });
        for kind in types {
            let kind = profile.strings.push(kind.as_bytes());
            profile.sample_types.push(ValueType { kind, unit: StringId::default() });
        }
        profile
    }

    #[test]
    fn names_say_what_was_measured_and_lead_nowhere() {
        assert_eq!(name(&profile("/bin/prog", &["samples", "cpu"])), "pprof.prog.samples.cpu.");
        assert_eq!(name(&profile("", &["a"])), "pprof.a.");
        assert_eq!(name(&Profile::default()), "pprof.");
        assert_eq!(name(&profile("x/../..", &["../../etc/x\n"])), "pprof......_.._etc_x_.");
        assert!(name(&profile("x", &["ä".repeat(300).as_str()])).len() <= LONGEST_NAME);
    }

    #[test]
    fn folders_are_tried_in_the_reference_s_order() {
        let folders = |known: &'static [(&str, &str)]| {
            folders(move |name| known.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into()))
        };
        let home = if cfg!(windows) { "USERPROFILE" } else { "HOME" };
        assert_eq!(folders(&[]), [env::temp_dir()]);
        if home == "HOME" {
            let both = folders(&[("HOME", "/h"), ("PPROF_TMPDIR", "/t")]);
            assert_eq!(both, [PathBuf::from("/t"), PathBuf::from("/h/pprof"), env::temp_dir()]);
        }
    }
}
