//! Whole outputs: `golden/<case>/` holds a profile and, beside it, what the command makes of it.
//!
//! The profile is `profile.pb.gz`, or the file whose path from the root of the repository stands in `profile`; a log of
//! gctrace is named there, too. A file that options name besides may lie in the folder.
//! `options` says which outputs are kept: a line each of a name, formats, and after the colon the command line.
//!
//! ```text
//! # what a file costs with the lines that spend it
//! functions dot svg:
//! lines.focus dot: -lines -focus=parse
//! top txt: -top -cum
//! ```
//!
//! This keeps `functions.dot`, `functions.svg`, `lines.focus.dot`, `top.txt`, whose options say themselves which text it
//! is, and `<name>.stderr` of those at which the command says something. `UPDATE_GOLDEN=1 cargo test --test golden`
//! accepts what the command writes now; look at the pictures before. What differs, and what is missing, is left in
//! `target/golden/`.

#![allow(clippy::unwrap_used, reason = "these are tests, helpers included")]

#[path = "common/picture.rs"]
mod picture;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Mutex;

use pprof_svg::layout::Direction;

/// The format of outputs whose options say which text they are.
const TEXT: &str = "txt";

/// The outputs of a case by file name.
type Outputs = BTreeMap<String, Vec<u8>>;

/// A folder of `golden/`.
#[derive(Debug)]
struct Case {
    name: String,
    folder: PathBuf,
    /// The path of the profile, from the root of the repository.
    profile: String,
    wanted: Vec<Wanted>,
}

impl Case {
    /// Whether it is no profile but a log, whose picture has no graph.
    fn is_log(&self) -> bool {
        self.profile.ends_with("log")
    }
}

/// A line of `options`.
#[derive(Debug, PartialEq, Eq)]
struct Wanted {
    name: String,
    formats: Vec<String>,
    options: Vec<String>,
}

#[test]
fn outputs_are_the_accepted_ones() {
    let cases = cases();
    assert!(!cases.is_empty() && cases.iter().all(|case| !case.wanted.is_empty()), "a case asks for nothing");
    let cases = Mutex::new(cases);
    let faults = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            #[allow(clippy::disallowed_methods, reason = "a test that cannot start a thread may fail")]
            scope.spawn(|| {
                loop {
                    // A binding of its own, so that the lock is not held while the case runs.
                    let Some(case) = cases.lock().unwrap().pop() else { break };
                    let found = check(&case);
                    faults.lock().unwrap().extend(found);
                }
            });
        }
    });
    let mut faults = faults.into_inner().unwrap();
    faults.sort();
    assert!(faults.is_empty(), "{} faults\n\n{}\n", faults.len(), faults.join("\n\n"));
}

/// The first command of README.md makes the picture in it.
#[test]
fn the_picture_of_the_readme_is_fresh() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let command = readme.lines().find_map(|line| line.strip_prefix("cargo run --release -- ")).unwrap();
    let (arguments, _) = command.split_once(" > ").unwrap();
    let ran = command_in_root(&arguments.split(' ').map(str::to_owned).collect::<Vec<_>>());
    let kept = root().join("docs/redis-restore.svg");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&kept, &ran.stdout).unwrap();
    }
    let difference = difference(&fs::read(&kept).unwrap(), &ran.stdout);
    assert_eq!(difference, None, "docs/redis-restore.svg is stale; UPDATE_GOLDEN=1 accepts the new one");
}

/// The commands of docs/*.md make the pictures in it; no others are there.
#[test]
fn the_pictures_of_the_documentation_are_fresh() {
    let docs = root().join("docs");
    let pages = fs::read_dir(&docs).unwrap().map(|entry| entry.unwrap().path());
    let pages = pages.filter(|path| path.extension() == Some("md".as_ref()));
    let text: String = pages.map(|page| fs::read_to_string(page).unwrap()).collect();
    let commands =
        text.lines().filter_map(|line| line.strip_prefix("pprof-svg ")?.split_once(" > docs/pictures/"));
    let mut left: BTreeSet<_> =
        fs::read_dir(docs.join("pictures")).unwrap().map(|entry| entry.unwrap().path()).collect();
    let mut size = 0;
    for (arguments, file) in commands {
        let ran = command_in_root(&arguments.split(' ').map(str::to_owned).collect::<Vec<_>>());
        assert!(ran.status.success(), "{arguments}: {}", String::from_utf8_lossy(&ran.stderr));
        let kept = docs.join("pictures").join(file);
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&kept, &ran.stdout).unwrap();
        }
        let difference = difference(&fs::read(&kept).unwrap_or_default(), &ran.stdout);
        assert_eq!(difference, None, "docs/pictures/{file} is stale; UPDATE_GOLDEN=1 accepts the new one");
        assert!(text.contains(&format!("](pictures/{file})")), "docs/pictures/{file} is not shown");
        left.remove(&kept);
        size += ran.stdout.len();
    }
    assert!(left.is_empty(), "of no command: {left:?}");
    assert!(size < 500_000, "{size} bytes of pictures");
}

/// Everything wrong with the outputs of a case. Accepts them first, if that is wanted.
fn check(case: &Case) -> Vec<String> {
    let fresh = match outputs(case) {
        Ok(fresh) => fresh,
        Err(fault) => return vec![fault],
    };
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        accept(case, &fresh);
    }
    let kept = kept(case);
    let left_over = kept.keys().filter(|file| !fresh.contains_key(*file));
    let mut faults: Vec<_> = left_over
        .map(|file| format!("golden/{}/{file}: kept, but `options` does not ask for it", case.name))
        .collect();
    for (file, fresh) in &fresh {
        let path = format!("golden/{}/{file}", case.name);
        let difference = match kept.get(file) {
            None => Some("not there; UPDATE_GOLDEN=1 accepts the new one".to_owned()),
            Some(kept) => difference(kept, fresh),
        };
        if let Some(difference) = difference {
            let left = leave(case, file, fresh);
            faults.push(format!("{path}: {difference}\n  the new one is {}", left.display()));
        }
        // An embedded picture has no more of its geometry than it takes to draw it.
        if file.ends_with(".svg") && !file.starts_with("embed") && !case.is_log() {
            let svg = str::from_utf8(fresh).expect("an SVG is UTF-8");
            faults.extend(
                picture::check(svg, direction(case, file)).err().map(|fault| format!("{path}: {fault}")),
            );
        }
    }
    faults
}

/// Which way calls run in an output of the case.
fn direction(case: &Case, file: &str) -> Direction {
    let is_of = |wanted: &&Wanted| file.strip_suffix(".svg") == Some(&wanted.name);
    let wanted = case.wanted.iter().find(is_of).expect("outputs are wanted");
    let is_sideways = wanted.options.iter().any(|option| option == "-rankdir=LR");
    if is_sideways { Direction::LeftToRight } else { Direction::TopToBottom }
}

/// Runs the command as `options` has it, from the root of the repository.
fn outputs(case: &Case) -> Result<Outputs, String> {
    let mut outputs = Outputs::new();
    for wanted in &case.wanted {
        for format in &wanted.formats {
            // What files a machine has must not matter.
            let mut arguments = vec!["-symbolize=remote".to_owned()];
            arguments.extend((format != TEXT).then(|| format!("-{format}")));
            arguments.extend(wanted.options.iter().chain([&case.profile]).cloned());
            let ran = command_in_root(&arguments);
            let path = format!("golden/{}/{}.{format}", case.name, wanted.name);
            if !ran.status.success() {
                return Err(format!("{path}: {}: {}", ran.status, String::from_utf8_lossy(&ran.stderr)));
            }
            outputs.insert(format!("{}.{format}", wanted.name), without_script(ran.stdout));
            if !ran.stderr.is_empty() {
                outputs.insert(format!("{}.stderr", wanted.name), ran.stderr);
            }
        }
    }
    Ok(outputs)
}

fn command_in_root(arguments: &[String]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pprof-svg"));
    command.args(arguments).current_dir(root()).stdin(Stdio::null()).output().unwrap()
}

/// An output without the script and its style sheet, which are long, the same in all pictures, and tested in a browser.
fn without_script(output: Vec<u8>) -> Vec<u8> {
    let find = |text: &[u8]| output.windows(text.len()).position(|window| window == text);
    match (find(b" <style><![CDATA["), find(b"</script>\n")) {
        (Some(start), Some(end)) => [&output[..start], &output[end + b"</script>\n".len()..]].concat(),
        _ => output,
    }
}

/// Makes the outputs the accepted ones, and no others.
fn accept(case: &Case, fresh: &Outputs) {
    for file in kept(case).keys().filter(|file| !fresh.contains_key(*file)) {
        fs::remove_file(case.folder.join(file)).unwrap();
    }
    for (file, bytes) in fresh {
        fs::write(case.folder.join(file), bytes).unwrap();
    }
}

/// The accepted outputs.
fn kept(case: &Case) -> Outputs {
    let files = fs::read_dir(&case.folder).unwrap().map(|entry| entry.unwrap().file_name());
    let names = files.map(|name| name.into_string().unwrap());
    let options = case.wanted.iter().flat_map(|wanted| &wanted.options);
    let inputs: Vec<_> = options.chain([&case.profile]).map(Path::new).collect();
    let is_input = |name: &str| {
        ["options", "profile"].contains(&name) || inputs.iter().any(|input| input.ends_with(name))
    };
    names
        .filter(|name| !is_input(name))
        .map(|name| (fs::read(case.folder.join(&name)).unwrap(), name))
        .map(|(bytes, name)| (name, bytes))
        .collect()
}

/// Puts a new output where it can be looked at.
fn leave(case: &Case, file: &str, bytes: &[u8]) -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let folder = target.join("golden").join(&case.name);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(file), bytes).unwrap();
    folder.join(file)
}

/// The first line that is not the same, with the two before it; none where all bytes are the same.
fn difference(kept: &[u8], fresh: &[u8]) -> Option<String> {
    if kept == fresh {
        return None;
    }
    let (kept, fresh): (Vec<_>, Vec<_>) = (
        kept.split_inclusive(|&byte| byte == b'\n').collect(),
        fresh.split_inclusive(|&byte| byte == b'\n').collect(),
    );
    let n_same = kept.iter().zip(&fresh).take_while(|(kept, fresh)| kept == fresh).count();
    let before = kept[n_same.saturating_sub(2)..n_same].iter().map(|line| ("  ", *line));
    let line = |lines: &[&[u8]]| lines.get(n_same).map_or("the end".to_owned(), |line| shown(line));
    let before: String = before.map(|(mark, line)| format!("\n  {mark}{}", shown(line))).collect();
    Some(format!("line {} differs{before}\n  - {}\n  + {}", n_same + 1, line(&kept), line(&fresh)))
}

/// A line as a message has it: in ASCII and not endless.
fn shown(line: &[u8]) -> String {
    let text = line.strip_suffix(b"\n").unwrap_or(line).escape_ascii().to_string().replace("\\\"", "\"");
    if text.len() > 300 { format!("{}…", &text[..300]) } else { text }
}

/// All cases, in the order of their names backwards: they are taken from the end.
fn cases() -> Vec<Case> {
    let folders = fs::read_dir(root().join("golden")).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<_> = folders.filter(|path| path.is_dir()).collect();
    folders.sort_by(|a, b| b.cmp(a));
    folders.into_iter().map(case).collect()
}

fn case(folder: PathBuf) -> Case {
    let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
    let read = |file: &str| fs::read_to_string(folder.join(file));
    let profile = match read("profile") {
        Ok(path) => path.trim_end().to_owned(),
        Err(_) => format!("golden/{name}/profile.pb.gz"),
    };
    let options = read("options").unwrap_or_else(|error| panic!("golden/{name}/options: {error}"));
    let lines = options.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let wanted = lines.map(|line| wanted(line).unwrap_or_else(|| panic!("golden/{name}/options: {line}")));
    Case { wanted: wanted.collect(), name, folder, profile }
}

/// Reads `name format …: option …`; none if it is not of that form.
fn wanted(line: &str) -> Option<Wanted> {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let (output, options) = line.split_once(':')?;
    let (name, formats) = output.split_once(' ')?;
    let formats = words(formats);
    let are_known = formats.iter().all(|format| ["dot", "svg", TEXT].contains(&format.as_str()));
    (are_known && !formats.is_empty()).then(|| Wanted {
        name: name.to_owned(),
        formats,
        options: words(options),
    })
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn a_line_of_options_is_a_name_formats_and_a_command_line() {
    let strings = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let expected = Wanted {
        name: "lines.focus".to_owned(),
        formats: strings(&["dot", "svg"]),
        options: strings(&["-lines", "-tagfocus=bytes=1kb:64kb"]),
    };
    assert_eq!(wanted("lines.focus dot svg: -lines -tagfocus=bytes=1kb:64kb"), Some(expected));
    for wrong in ["lines", "lines:", "lines : -lines", "lines png:", "dot"] {
        assert_eq!(wanted(wrong), None, "{wrong}");
    }
}

#[test]
fn the_first_difference_is_shown_with_what_stands_before_it() {
    assert_eq!(difference(b"same\n", b"same\n"), None);
    let shown = difference(b"1\n2\n3\n\"four\"\n5\n", b"1\n2\n3\nf\x00ur\n5\n").unwrap();
    assert_eq!(shown, "line 4 differs\n    2\n    3\n  - \"four\"\n  + f\\x00ur");
    assert_eq!(difference(b"1\n", b"1\n2").unwrap(), "line 2 differs\n    1\n  - the end\n  + 2");
    assert_eq!(difference(b"1", b"1\n").unwrap(), "line 1 differs\n  - 1\n  + 1");
}

/// The check of pictures looks at the picture.
#[test]
fn a_box_that_slips_is_found() {
    let svg = fs::read_to_string(root().join("golden/self-recursion/functions.svg")).unwrap();
    let (before, after) = svg.split_once("id=\"N2\" transform=\"").unwrap();
    let (place, after) = after.split_once('"').unwrap();
    assert_eq!(picture::check(&svg, Direction::default()), Ok(()));
    let slipped = format!("{before}id=\"N2\" transform=\"translate(0 0)\"{after}");
    assert_ne!(place, "translate(0 0)");
    assert_eq!(picture::check(&slipped, Direction::default()), Err("box 0 overlaps box 1".to_owned()));
}
