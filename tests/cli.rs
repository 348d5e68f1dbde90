//! The command, run as users run it.

#![allow(clippy::unwrap_used, reason = "these are tests, helpers included")]

mod common;
#[path = "common/folder.rs"]
mod folder;

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use flate2::{Compression, write::GzEncoder};

use folder::Folder;

/// The outcome of a run of the command.
#[derive(Debug, PartialEq, Eq)]
struct Ran {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Folder {
    fn read_bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.0.join(name)).unwrap()
    }

    fn run(&self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Ran {
        ran(&mut self.command(arguments))
    }

    /// Runs the command and expects success without messages.
    fn output(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{arguments:?}");
        ran.stdout
    }

    /// Runs the command and expects it to fail: nothing on standard output, one line on standard error, which is
    /// returned.
    fn failure(&self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> String {
        failure(self.run(arguments))
    }
}

fn ran(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    Ran {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The line of a failure, without the command's name.
fn failure(ran: Ran) -> String {
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{}", ran.stderr);
    let line = ran.stderr.strip_suffix('\n').unwrap();
    assert!(!line.is_empty() && !line.contains('\n'), "{line}");
    line.strip_prefix("pprof-svg: ").unwrap_or(line).to_owned()
}

#[test]
fn help_goes_to_standard_output() {
    let folder = Folder::new("help");
    let help = folder.output(&["-h"]);
    assert!(help.contains("\nUsage: pprof-svg [options] [binary] profile ...\n"), "{help}");
    assert!(help.contains("\n  -nodecount=N "), "{help}");
    for line in [&["-help"][..], &["--help"], &["-nodecount", "x", "-h"], &["p", "-h"]] {
        assert_eq!(folder.output(line), help, "{line:?}");
    }
    assert_eq!(folder.output(&["-version"]), concat!("pprof-svg ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn the_manual_and_completions_need_no_profile() {
    let folder = Folder::new("manual");
    assert!(folder.output(&["-man"]).starts_with(".TH PPROF"));
    assert!(folder.output(&["-completions=zsh"]).starts_with("#compdef pprof-svg\n"));
    assert!(folder.output(&["-completions", "fish"]).contains("complete -c pprof-svg -o nodecount -x"));
    assert_eq!(
        folder.failure(["-completions=tcsh"]),
        "invalid value \"tcsh\" for option -completions: must be one of: bash, zsh, fish"
    );
}

/// bash itself completes these; words are split at `=`, as in bash.
#[cfg(unix)]
#[test]
fn bash_completes() {
    let folder = Folder::new("bash");
    fs::write(folder.0.join("script"), folder.output(&["-completions=bash"])).unwrap();
    let completed = |words: &[&str]| {
        let run = "source ./script; COMP_WORDS=(pprof-svg \"$@\"); COMP_CWORD=$#; _pprof_svg; echo \"${COMPREPLY[@]}\"";
        let ran = ran(Command::new("bash").args(["-c", run, "bash"]).args(words).current_dir(&folder.0));
        assert_eq!((ran.code, &*ran.stderr), (Some(0), ""), "{words:?}");
        ran.stdout.trim_end().to_owned()
    };
    assert_eq!(completed(&["-nodec"]), "-nodecount=");
    assert_eq!(completed(&["--call_"]), "-call_tree");
    assert_eq!(completed(&["-completions", "="]), "bash zsh fish");
    assert_eq!(completed(&["-theme", "=", "d"]), "dark");
    assert_eq!(completed(&["--theme", "d"]), "dark");
    assert_eq!(completed(&["-trim", "=", "f"]), "false");
    assert_eq!(completed(&["-trim", "s"]), "script");
    assert_eq!(completed(&["-base", "=", "s"]), "script");
    assert_eq!(completed(&["-focus", "=", "s"]), "");
    assert_eq!(completed(&["s"]), "script");
}

/// Warnings are printed even if an option turns out to be invalid later, and before the error.
#[test]
fn warnings_precede_the_error_of_a_report() {
    let folder = Folder::new("warnings");
    let said = |line: &[&str]| folder.run([line, &["-dot", "p"]].concat()).stderr;
    assert_eq!(
        said(&["-tagroot=bogus", "-sample_index=9"]).lines().next(),
        Some("TagRoot expression matched no samples")
    );
    assert_eq!(
        said(&["-focus=bogus", "-tagshow=("]),
        "Focus expression matched no samples\nparsing tagshow regexp: error parsing regexp: missing closing ): `(`\n"
    );
    assert_eq!(
        said(&["-tagshow=bogus", "-taghide=("]),
        "TagShow expression matched no samples\nparsing taghide regexp: error parsing regexp: missing closing ): `(`\n"
    );
}

#[test]
fn mistakes_on_the_command_line_cost_one_line() {
    let folder = Folder::new("mistakes");
    let said = |line: &[&str]| folder.failure(line);
    assert_eq!(said(&[]), "no profile given; -help shows how");
    assert_eq!(said(&["p", "-nodecuont=3"]), "unknown option -nodecuont; did you mean -nodecount?");
    assert_eq!(said(&["--inuse-space", "p"]), "unknown option -inuse-space; did you mean -inuse_space?");
    assert_eq!(said(&["p", "-nodecount"]), "option -nodecount needs a value, as in -nodecount=20");
    assert_eq!(
        said(&["-edgefraction=1e999", "p"]),
        "invalid value \"1e999\" for option -edgefraction: out of range"
    );
    assert_eq!(said(&["-cum", "-flat", "p"]), "conflicting options set: [cum flat]");
    assert_eq!(said(&["-dot", "-svg", "p"]), "must set at most one output format, not -svg and -dot");
    assert_eq!(
        said(&["-gif", "p"]),
        "option -gif of go tool pprof is not in pprof-svg: write -svg and convert that"
    );
    assert_eq!(said(&["-a\nb\u{1b}[2J", "p"]), "unknown option -a\\nb\\u{1b}[2J; -help lists the options");
}

#[test]
fn files_that_cannot_be_read_are_named() {
    let folder = Folder::new("unreadable");
    fs::create_dir(folder.0.join("folder")).unwrap();
    assert_eq!(folder.failure(["missing.pb.gz"]), "missing.pb.gz: no such file or directory");
    assert_eq!(folder.failure(["a\nb"]), "a\\nb: no such file or directory");
    assert_eq!(folder.failure(["p/q"]), "p/q: not a directory");
    assert_eq!(folder.failure(["folder"]), "folder: is a directory");
    assert_eq!(folder.failure(["-", "-"]), "standard input cannot be two profiles");
}

#[cfg(not(feature = "fetch"))]
#[test]
fn addresses_are_named_where_nothing_is_fetched() {
    let folder = Folder::new("unfetched");
    let url = "http://localhost:6060/debug/pprof/heap";
    let said = folder.failure(["p", url]);
    assert!(said.starts_with(&format!("{url}: this pprof-svg was built without fetching; ")), "{said}");
    fs::create_dir(folder.0.join("a:")).unwrap();
    folder.write("a://b", &common::profile());
    assert!(!folder.output(&["-dot", "a://b"]).is_empty());
}

#[test]
fn the_output_takes_the_place_of_no_profile() {
    let folder = Folder::new("output-is-a-profile");
    folder.write("other", &common::profile());
    let said = folder.failure(["-top", "-output", "other", "p"]);
    assert!(said.starts_with("other: is a profile, which -output would replace"), "{said}");
    assert_eq!(folder.read_bytes("other"), common::profile());
    folder.output(&["-proto", "-output=other", "p"]);
    for format in ["-top", "-svg", "-dot", "-traces", "-raw", "-callgrind", "-tree", "-comments"] {
        // The output can be written again.
        folder.output(&[format, "-output=report", "p"]);
        folder.output(&[format, "-output=report", "p"]);
    }
}

#[test]
fn the_command_names_itself_but_in_the_words_of_the_reference() {
    let folder = Folder::new("named");
    let said = |arguments: &[&str]| folder.run(arguments).stderr;
    assert_eq!(said(&["missing"]), "pprof-svg: missing: no such file or directory\n");
    assert!(said(&["-nodecont=1", "p"]).starts_with("pprof-svg: "));
    assert!(said(&["-focus=(", "p"]).starts_with("parsing focus regexp: "));
}

#[test]
fn files_that_are_no_profiles_are_named() {
    let folder = Folder::new("no-profile");
    folder.write("notes.txt", b"buy milk\n");
    folder.write("empty", b"");
    folder.write("cut.gz", b"\x1f\x8b\x08\x00\x00\x00\x00\x00");
    for name in ["notes.txt", "empty", "cut.gz"] {
        let said = folder.failure([name]);
        assert!(said.starts_with(&format!("{name}: ")), "{said}");
    }
    let said = failure(ran(&mut folder.command(["-"])));
    assert!(said.starts_with("standard input: "), "{said}");
}

#[cfg(unix)]
#[test]
fn a_forbidden_file_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("forbidden");
    fs::set_permissions(folder.0.join("p"), fs::Permissions::from_mode(0o000)).unwrap();
    let mut command = folder.command(["p"]);
    if fs::read(folder.0.join("p")).is_ok() {
        // Permissions do not restrict the superuser, unless the command runs without that privilege.
        command = Command::new("setpriv");
        command.args(["--bounding-set=-dac_override,-dac_read_search", env!("CARGO_BIN_EXE_pprof-svg"), "p"]);
        command.current_dir(&folder.0);
    }
    assert_eq!(failure(ran(&mut command)), "p: permission denied");
}

#[cfg(target_os = "linux")]
#[test]
fn file_names_may_be_in_any_bytes() {
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::new("bytes");
    let name = OsStr::from_bytes(b"\xff.pb");
    fs::copy(folder.0.join("p"), folder.0.join(name)).unwrap();
    let output = OsStr::from_bytes(b"-output=\xfe.svg");
    let expected = Ran { code: Some(0), stdout: String::new(), stderr: String::new() };
    assert_eq!(folder.run([output, name]), expected);
    assert!(folder.0.join(OsStr::from_bytes(b"\xfe.svg")).exists());
    assert_eq!(folder.failure([OsStr::from_bytes(b"\xfd")]), "\u{fffd}: no such file or directory");
    assert_eq!(folder.failure([OsStr::from_bytes(b"-focus=\xfd")]), "an option's value is not UTF-8");
    folder.failure([OsStr::from_bytes(b"-\xfd")]);
}

#[test]
fn svg_is_the_format_unless_another_is_asked_for() {
    let folder = Folder::new("formats");
    let svg = folder.output(&["p"]);
    assert!(svg.contains("<svg") && svg.ends_with("</svg>\n"), "{svg}");
    assert_eq!(folder.output(&["-svg", "p"]), svg);
    let dot = folder.output(&["-dot", "p"]);
    assert!(dot.starts_with("digraph \"tiny\" {") && dot.contains("leaf"), "{dot}");
}

#[test]
fn reports_are_written_as_text() {
    let folder = Folder::new("reports");
    folder.write("p.pb", &common::profile());
    let report = |options: &[&str]| folder.output(&[options, &["p.pb"]].concat());
    let top = report(&["-top", "-cum", "-compact_labels", "-nodecount=1", "-unit=ms"]);
    assert!(top.ends_with("cum%\n     100ms 10.00% 10.00%     1000ms   100%  main\n"), "{top}");
    assert!(top.starts_with("Showing nodes accounting for 100ms,"), "{top}");
    assert_eq!(report(&["-text"]), report(&["-top"]));
    assert!(report(&["-tree"]).contains("|   main\n"));
    assert!(report(&["-peek=^work$"]).contains("| work\n"));
    assert!(report(&["-traces"]).contains("     700ms   leaf\n             work\n"));
    assert_eq!(report(&["-tags"]), "");
    assert_eq!(report(&["-comments", "-add_comment=said"]), "said\n");
    assert!(report(&["-raw", "-lines"]).contains("     1: 0x1001 M=1 main tiny.c:10:0 s=0"));
    assert!(
        report(&["-callgrind"]).contains("\nob=(1) /bin/tiny\nfl=(1) tiny.c\nfn=(1) leaf\n0x1003 30 700\n")
    );
    let difference = report(&["-top", "-compact_labels", "-diff_base=p.pb"]);
    assert!(difference.starts_with("Showing nodes accounting for 0, 0% of 1s total\n"), "{difference}");
}

#[test]
fn source_is_looked_for_where_the_command_runs_and_above() {
    let folder = Folder::new("list");
    let source: String = (1..=40).map(|number| format!("line {number}\r\n")).collect();
    folder.write("tiny.c", source.as_bytes());
    fs::create_dir_all(folder.0.join("a/b")).unwrap();
    let listing = folder.output(&["-list=^work$", "p"]);
    let heading = "ROUTINE ======================== work in tiny.c\n     200ms      900ms (flat, cum) 90.00% of Total\n";
    assert!(listing.starts_with(&format!("Total: 1s\n{heading}")), "{listing}");
    assert!(
        listing.contains("\n     200ms      900ms     20:line 20\n         .          .     21:line 21\n"),
        "{listing}"
    );
    let below = ran(folder.command(["-list=^work$", "../../p"]).current_dir(folder.0.join("a/b")));
    assert_eq!(below.stdout, listing);
    assert_eq!(folder.output(&["-list=^work$", "-source_path=nowhere:a/b", "p"]), listing);
    let elsewhere = folder.output(&["-list=^work$", "-source_path=/nowhere:/else", "p"]);
    assert_eq!(
        elsewhere,
        format!("Total: 1s\n{heading} Error: could not find file tiny.c on path /nowhere:/else\n")
    );
    let page = folder.output(&["-weblist=work|leaf", "p"]);
    assert!(page.contains("<td>200ms<td>900ms<td>20<td>line 20\n") && page.ends_with("</html>\n"), "{page}");
}

/// No file that a profile names makes the command block, or use more memory than a source has.
#[cfg(unix)]
#[test]
fn what_is_no_source_is_not_read() {
    let folder = Folder::new("no-source");
    let listed = |what: &str| {
        let listing = folder.output(&["-list=^work$", "-source_path=.", "p"]);
        let said = listing.lines().nth(3).unwrap_or_default().to_owned();
        fs::remove_dir(folder.0.join("tiny.c"))
            .or_else(|_| fs::remove_file(folder.0.join("tiny.c")))
            .unwrap();
        (what.to_owned(), said)
    };
    let found = |what: &str, said: &str| (what.to_owned(), said.to_owned());
    fs::create_dir(folder.0.join("tiny.c")).unwrap();
    assert_eq!(listed("folder"), found("folder", ""));
    folder.write("tiny.c", &vec![b'x'; 10_000_000]);
    assert_eq!(listed("one line"), found("one line", ""));
    folder.write("tiny.c", &[b"\xff\0".repeat(10_000), b"\n".repeat(30)].concat());
    assert_eq!(listed("binary"), found("binary", "         .          .     15:"));
    std::os::unix::fs::symlink("/dev/zero", folder.0.join("tiny.c")).unwrap();
    assert_eq!(listed("device"), found("device", " Error: open tiny.c: not a file"));
    assert!(Command::new("mkfifo").arg(folder.0.join("tiny.c")).status().unwrap().success());
    assert_eq!(listed("pipe"), found("pipe", " Error: open tiny.c: not a file"));
    let large = fs::File::create(folder.0.join("tiny.c")).unwrap();
    large.set_len(1 << 40).unwrap();
    assert_eq!(listed("large"), found("large", " Error: open tiny.c: larger than 64 MiB"));
}

#[test]
fn a_profile_is_written_as_one() {
    let folder = Folder::new("proto");
    folder.write("p.pb", &common::profile());
    folder.output(&["-proto", "-focus=leaf", "-output=leaf.pb.gz", "p.pb"]);
    assert_eq!(folder.output(&["-top", "leaf.pb.gz"]), {
        let top = folder.output(&["-top", "-focus=leaf", "-relative_percentages", "p.pb"]);
        top.replace("Active filters:\n   focus=leaf\n", "")
    });
    folder.output(&["-topproto", "-output=top.pb.gz", "p.pb"]);
    let top = folder.output(&["-raw", "top.pb.gz"]);
    assert!(top.contains("cum/ms flat/ms\n        700        700: 1 \n"), "{top}");
}

#[test]
fn a_picture_keeps_to_a_width_and_a_shape() {
    let folder = Folder::new("shape");
    let profile = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/redis-restore.cpu.pb.gz");
    let size = |options: &[&str]| -> (f64, f64) {
        let svg = folder.output(&[options, &[profile.to_str().unwrap()]].concat());
        let document = roxmltree::Document::parse(&svg).unwrap();
        let length = |name| document.root_element().attribute(name).unwrap().parse().unwrap();
        (length("width"), length("height"))
    };
    let (width, height) = size(&[]);
    assert!(size(&["-width=1500"]).0 <= 1500.0 && 1500.0 < width);
    assert_eq!(size(&["-width=9999"]), (width, height));
    let (narrower, higher) = size(&["-aspect=3:4"]);
    assert!(narrower < 0.8 * width && higher > 1.2 * height, "{narrower} {higher}");
    assert_eq!(size(&["-aspect=.75"]), (narrower, higher));
    assert_eq!(
        folder.failure(["-width=-1", "p"]),
        "invalid value \"-1\" for option -width: not a whole number above 0"
    );
    assert_eq!(
        folder.failure(["-aspect=16:0", "p"]),
        "invalid value \"16:0\" for option -aspect: not two numbers above 0 as in 16:9, nor one"
    );
}

#[test]
fn an_earlier_picture_is_a_hint() {
    let folder = Folder::new("layout_hint");
    let runs = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/profiles/regressions/search");
    let [one, two] =
        ["before-1.pb.gz", "before-2.pb.gz"].map(|run| runs.join(run).to_str().unwrap().to_owned());
    let first = folder.output(&["-svg", &one]);
    folder.write("first.svg", first.as_bytes());
    let hint = "-layout_hint=first.svg";
    assert_eq!(folder.output(&["-svg", hint, &one]), first, "of the same profile it is the same picture");
    assert_ne!(folder.output(&["-svg", hint, &two]), folder.output(&["-svg", &two]));
    folder.output(&["-svg", hint, "-output=first.svg", &two]);
    folder.write("embedded.svg", folder.output(&["-embed", &one]).as_bytes());
    folder.output(&["-svg", "-layout_hint=embedded.svg", &two]);
    assert_eq!(folder.output(&["-top", "-layout_hint=nowhere.svg", &one]), folder.output(&["-top", &one]));

    folder.write("cut.svg", &first.as_bytes()[..first.len() / 2]);
    folder.write("other.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><g class='node'/></svg>");
    folder.write("entities.svg", b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg class='callgraph'>&a;</svg>");
    folder.write("empty.svg", b"");
    for (file, reason) in [
        ("nowhere.svg", "no such file or directory"),
        ("cut.svg", "is no SVG, or not all of one"),
        ("empty.svg", "is no SVG, or not all of one"),
        ("other.svg", "is no call graph that pprof-svg has drawn"),
        ("entities.svg", "has a document type, which no picture of pprof-svg has"),
        (".", "is a directory"),
        (&one, "is no SVG, or not all of one"),
    ] {
        let hint = format!("-layout_hint={file}");
        assert_eq!(folder.failure(["-svg", &hint, &one]), format!("{hint}: {reason}"));
    }
}

#[test]
fn options_stand_before_or_after_the_profile() {
    let folder = Folder::new("order");
    let before = folder.output(&["-dot", "-sample_index=samples", "-focus", "work", "p"]);
    assert!(before.contains("Type: samples") && before.contains("focus=work"), "{before}");
    assert_eq!(folder.output(&["p", "-dot", "-sample_index", "samples", "--focus=work"]), before);
    assert_eq!(folder.output(&["-dot", "-sample_index=cpu", "-focus=work", "p", "-sample_index=0"]), before);
    assert_eq!(folder.output(&["-dot", "-sample_index=0", "-focus=work", "--", "p"]), before);
}

#[test]
fn a_dash_is_standard_input() {
    let folder = Folder::new("stdin");
    let mut command = folder.command(["-dot", "-"]);
    command.stdin(fs::File::open(folder.0.join("p")).unwrap());
    let ran = ran(&mut command);
    assert_eq!(ran, Ran { code: Some(0), stdout: folder.output(&["-dot", "p"]), stderr: String::new() });
}

#[test]
fn needless_selections_are_warned_of() {
    let folder = Folder::new("selections");
    let ran = folder.run(["-dot", "-sample_index=samples", "-inuse_space", "p"]);
    let stdout = folder.output(&["-dot", "-sample_index=samples", "p"]);
    let stderr = "Multiple value selections, ignoring -inuse_space\n".to_owned();
    assert_eq!(ran, Ran { code: Some(0), stdout, stderr });
}

#[test]
fn the_command_line_may_know_the_binary_better() {
    let folder = Folder::new("binary");
    folder.write("tiny.debug", b"\x7fELF, and so on");
    let dot = folder.output(&["-dot", "-buildid=0123abc", "-add_comment=after the fix", "tiny.debug", "p"]);
    assert!(dot.starts_with("digraph \"tiny.debug\" {"), "{dot}");
    assert!(dot.contains("Build ID: 0123abc\\lafter the fix\\l"), "{dot}");
    assert!(
        folder.failure(["tiny.debug"]).starts_with("tiny.debug: a program or library (ELF), not a profile; ")
    );
}

#[test]
fn frames_that_the_profile_leaves_out_may_be_kept() {
    let folder = Folder::new("frames");
    let dropping = common::Message::default().number(7, 8).into_bytes(); // drop_frames: leaf
    folder.write("q", &[common::profile(), dropping].concat());
    assert!(!folder.output(&["-dot", "q"]).contains("leaf"));
    assert_eq!(folder.output(&["-dot", "-all_frames", "q"]), folder.output(&["-dot", "p"]));
}

#[test]
fn several_profiles_are_added_up() {
    let folder = Folder::new("merge");
    let total = |line: &[&str]| {
        let dot = folder.output(line);
        dot.split_once("Total samples = ").unwrap().1.split_once(' ').unwrap().0.to_owned()
    };
    assert_eq!(total(&["-dot", "p"]), "1000ms");
    assert_eq!(total(&["-dot", "p", "p"]), "2000ms");
    folder.write("notes.txt", b"buy milk\n");
    assert_eq!(folder.failure(["p", "missing"]), "missing: no such file or directory");
    assert!(folder.failure(["p", "notes.txt"]).starts_with("notes.txt: not a pprof profile"));
}

#[test]
fn a_base_is_subtracted() {
    let folder = Folder::new("base");
    let showing = |line: &[&str]| {
        let dot = folder.output(line);
        dot.split_once("Showing nodes accounting for ").unwrap().1.split_once("\\l").unwrap().0.to_owned()
    };
    assert_eq!(showing(&["-dot", "-base=p", "p", "p", "p"]), "2000ms, 100% of 2000ms total");
    assert_eq!(showing(&["-dot", "p", "p", "p", "-diff_base", "p"]), "2000ms, 200.00% of 1000ms total");
    assert_eq!(showing(&["-dot", "-diff_base=p", "p"]), "0, 0% of 1s total");
    assert_eq!(showing(&["-dot", "-normalize", "-diff_base=p", "p", "p"]), "0, 0% of 1s total");
    folder.output(&["-diff_base=p", "p", "p"]);
    assert_eq!(folder.failure(["-base=missing", "p"]), "missing: no such file or directory");
    assert_eq!(folder.failure(["-base=-", "-"]), "standard input cannot be two profiles");
    assert_eq!(
        folder.failure(["-base=p", "-diff_base=p", "p"]),
        "-base and -diff_base flags cannot both be specified"
    );
    let wall_time = common::Message::default().message(1, &common::Message::default().number(1, 1));
    let other = wall_time.text(6, "").text(6, "wall").into_bytes();
    folder.write("other", &other);
    let said = "the profiles cannot be merged: they have no sample type in common";
    assert_eq!(folder.failure(["p", "other"]), said);
    assert_eq!(folder.failure(["p", "-base=other"]), said.replace("merged", "compared"));
}

#[test]
fn a_report_that_cannot_be_made_costs_one_line() {
    let folder = Folder::new("report");
    let said = folder.failure(["-sample_index=alloc_space", "p"]);
    assert_eq!(said, "sample_index \"alloc_space\" must be one of: [samples cpu]");
    assert_eq!(folder.failure(["-sample_index=7", "p"]), "sample_index 7 is outside the range [0..1]");
    assert_eq!(folder.failure(["-divide_by=0", "p"]), "zero divisor specified");
    assert_eq!(folder.failure(["-peek=nobody", "p"]), "no matches found for regexp: nobody");
    assert_eq!(folder.failure(["-list=nobody", "p"]), "no matches found for regexp: nobody");
    assert_eq!(folder.failure(["-weblist=nobody", "p"]), "no matches found for regexp: nobody");
    assert!(folder.failure(["-disasm=work", "p"]).contains("`go tool pprof -disasm`"));
    assert_eq!(
        folder.failure(["-peek=(a", "-focus=(b", "p"]),
        "parsing argument regexp (a: error parsing regexp: missing closing ): `(a`"
    );
    assert_eq!(
        folder.failure(["-focus=(a", "p"]),
        "parsing focus regexp: error parsing regexp: missing closing ): `(a`"
    );
}

#[test]
fn filters_that_match_nothing_are_warned_of() {
    let folder = Folder::new("filters");
    let ran = folder.run(["-dot", "-hide=nobody", "p"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), "Hide expression matched no samples\n"));
    assert!(ran.stdout.contains("hide=nobody"));
}

#[test]
fn the_output_file_is_written_in_silence() {
    let folder = Folder::new("output");
    let svg = folder.output(&["p"]);
    assert_eq!(folder.output(&["-output=new.svg", "p"]), "");
    assert_eq!(folder.output(&["p", "-output", "new.svg"]), "");
    assert_eq!((folder.read("new.svg"), folder.files()), (svg.clone(), vec!["new.svg".to_owned()]));
    assert_eq!(folder.output(&["-output=-", "p"]), svg);
}

#[test]
fn a_failure_leaves_the_older_file_alone() {
    let folder = Folder::new("output-failure");
    folder.write("old.svg", b"precious");
    folder.failure(["-output=old.svg", "missing"]);
    folder.failure(["-output=old.svg", "-focus=(", "p"]);
    folder.failure(["-output=old.svg", "-nodecount=x", "p"]);
    assert_eq!((folder.read("old.svg"), folder.files()), ("precious".to_owned(), vec!["old.svg".to_owned()]));
    assert_eq!(folder.failure(["-output=no/such.svg", "p"]), "no/such.svg: no such file or directory");
    fs::create_dir(folder.0.join("folder")).unwrap();
    assert_eq!(folder.failure(["-output=folder", "p"]), "folder: is a directory");
    let profile = fs::read(folder.0.join("p")).unwrap();
    assert_eq!(
        folder.failure(["-output=./p", "p"]),
        "./p: is the profile itself, which the output would replace"
    );
    assert_eq!(fs::read(folder.0.join("p")).unwrap(), profile);
}

#[cfg(unix)]
#[test]
fn the_output_file_stays_what_it_was() {
    use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
    let folder = Folder::new("output-kind");
    folder.write("secret.svg", b"old");
    fs::set_permissions(folder.0.join("secret.svg"), fs::Permissions::from_mode(0o600)).unwrap();
    symlink("secret.svg", folder.0.join("link.svg")).unwrap();
    symlink("later.svg", folder.0.join("dangling.svg")).unwrap();
    folder.output(&["-output=link.svg", "p"]);
    folder.output(&["-output=dangling.svg", "p"]);
    folder.output(&["-output=/dev/null", "p"]);
    assert!(folder.read("secret.svg").contains("<svg") && folder.read("later.svg").contains("<svg"));
    let mode = fs::metadata(folder.0.join("secret.svg")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert!(fs::symlink_metadata(folder.0.join("link.svg")).unwrap().is_symlink());
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    assert_eq!(folder.files(), ["dangling.svg", "later.svg", "link.svg", "secret.svg"]);
}

/// As in `pprof-svg heap.pb.gz | head -1`.
#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let folder = Folder::new("pipe");
    for arguments in [&["-"][..], &["-dot", "-"]] {
        let mut command = folder.command(arguments);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take()); // before the command has any output
        child.stdin.take().unwrap().write_all(&common::profile()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{arguments:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_a_failure() {
    let folder = Folder::new("full");
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    assert_eq!(failure(ran(folder.command(["p"]).stdout(full))), "standard output: no space left");
}

#[test]
fn neither_time_zone_nor_language_changes_a_byte() {
    let folder = Folder::new("environment");
    for format in ["-svg", "-dot"] {
        let expected = folder.output(&[format, "p"]);
        assert!(expected.contains("2024-02-29 23:30:00 UTC"), "{expected}");
        for (zone, language) in
            [("Asia/Tokyo", "ja_JP.UTF-8"), ("America/New_York", "de_DE"), ("UTC", "C"), ("", "")]
        {
            let mut command = folder.command([format, "p"]);
            command
                .env("TZ", zone)
                .env("LANG", language)
                .env("LC_ALL", language)
                .env("PPROF_TMPDIR", "/nowhere");
            assert_eq!(ran(&mut command).stdout, expected, "{zone} {language}");
        }
        assert_eq!(ran(folder.command([format, "p"]).env_clear()).stdout, expected);
    }
}

#[cfg(feature = "layout-rs")]
#[test]
fn layout_rs_draws_the_same_boxes() {
    let folder = Folder::new("layout-rs");
    let (ours, theirs) = (folder.output(&["p"]), folder.output(&["-layout=layout-rs", "p"]));
    assert_ne!(ours, theirs);
    for name in ["main", "work", "leaf"] {
        assert_eq!(ours.matches(name).count(), theirs.matches(name).count(), "{name}");
    }
    assert_eq!(folder.output(&["-layout=layout-rs", "p"]), theirs);
}

#[cfg(not(feature = "png"))]
#[test]
fn other_kinds_of_pictures_may_be_left_out() {
    let folder = Folder::new("other-pictures");
    let said = "-png: this pprof-svg was built without it; install it with `--features png`, or write -svg and convert that";
    assert_eq!(folder.failure(["-png", "missing"]), said);
    assert_eq!(folder.failure(["-png", "-output=a.png", "p"]), said);
    assert!(folder.files().is_empty());
}

#[cfg(not(feature = "layout-rs"))]
#[test]
fn layout_rs_may_be_left_out() {
    let folder = Folder::new("layout-rs");
    assert_eq!(
        folder.failure(["-layout=layout-rs", "p"]),
        "-layout=layout-rs: this pprof-svg was built without layout-rs"
    );
}

/// A profile of one function, with a sample of this value and these labels.
fn labelled(value: u64, labels: &[&str]) -> Vec<u8> {
    use common::Message;
    let mut sample = Message::default().number(1, 1).number(2, value);
    for key in 4_u64..4 + labels.len() as u64 {
        sample = sample.message(3, &Message::default().number(1, key).number(2, 3));
    }
    let profile = Message::default()
        .message(1, &Message::default().number(1, 1).number(2, 2))
        .message(2, &sample)
        .message(4, &Message::default().number(1, 1).message(4, &Message::default().number(1, 1)))
        .message(5, &Message::default().number(1, 1).number(2, 3));
    let strings = ["", "samples", "count", "main"].iter().chain(labels);
    strings.fold(profile, |profile, text| profile.text(6, text)).into_bytes()
}

/// -taghide also matches labels that -tagshow removes.
#[test]
fn labels_are_shown_and_hidden_in_one_pass() {
    let folder = Folder::new("labels");
    folder.write("labels.pb", &labelled(1, &["a", "b"]));
    let dot = folder.output(&["-dot", "-tagshow=^a$", "-taghide=^b$", "labels.pb"]);
    assert!(dot.contains("a:main") && !dot.contains("b:main"), "{dot}");
    let said = folder.run(["-dot", "-tagshow=^a$", "-taghide=^c$", "labels.pb"]).stderr;
    assert_eq!(said, "TagHide expression matched no samples\n");
}

/// The magnitude of -2⁶³ is negative, and so below the cutoff of 0.
#[test]
fn the_least_of_all_values_is_not_shown() {
    let folder = Folder::new("least");
    folder.write("least.pb", &labelled(1 << 63, &[]));
    assert!(!folder.output(&["-dot", "-nodefraction=0", "least.pb"]).contains("N1 ["));
    assert!(folder.output(&["-dot", "-nodecount=0", "-nodefraction=0", "least.pb"]).contains("N1 ["));
}

/// A user who may have one process, and so no second thread. Only the superuser can run a test as another user.
#[cfg(target_os = "linux")]
#[test]
fn a_large_profile_is_read_where_there_are_no_threads() {
    let folder = Folder::new("no_threads");
    // Large enough for threads, by an unknown field that does not compress well.
    let mut noise = 1_u64;
    let noise = (0..3 << 20).map(|_| {
        noise = noise.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (noise >> 60) as u8
    });
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(&common::profile()).unwrap();
    encoder.write_all(&[0xfa, 0x01, 0x80, 0x80, 0xc0, 0x01]).unwrap();
    encoder.write_all(&noise.collect::<Vec<_>>()).unwrap();
    folder.write("large", &encoder.finish().unwrap());

    let as_nobody = |program: &str, arguments: &[&str]| {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups", "prlimit", "--nproc=1", program]);
        command.args(arguments).stdin(fs::File::open(folder.0.join("large")).unwrap());
        command.output()
    };
    let program = env!("CARGO_BIN_EXE_pprof-svg");
    if !as_nobody(program, &["-version"]).is_ok_and(|output| output.status.success()) {
        // Not by a macro, whose output is captured when a test succeeds.
        let why = "NOT TESTED: reading without threads, which takes setpriv, prlimit and the superuser\n";
        std::io::stderr().write_all(why.as_bytes()).unwrap();
        return;
    }
    let output = as_nobody(program, &["-dot", "-"]).unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), folder.output(&["-dot", "large"]));
}
