//! Comparisons of runs, as users and scripts run them.

#![allow(clippy::unwrap_used, reason = "these are tests, helpers included")]

mod common;
#[path = "common/folder.rs"]
mod folder;

use std::io::Write;
use std::process::Stdio;

use common::{Message, sample, value_type};
use folder::Folder;

/// The number of unchanged functions, from which noise is estimated.
const N_STEADY: u64 = 20;

/// A CPU profile in which `main` calls `work`, and that calls the leaf, which has this many samples of 10 ms. The
/// others have 3000 together.
fn profile(leaf: u64, name: &str) -> Vec<u8> {
    let mut profile = Message::default()
        .message(1, &value_type(1, 2))
        .message(1, &value_type(3, 4))
        .message(2, &sample(&[1, 3, 2], leaf))
        .message(2, &sample(&[3, 2], 1000));
    for id in 1..=3 + N_STEADY {
        if id > 3 {
            profile = profile.message(2, &sample(&[id, 2], 100));
        }
        let line = Message::default().number(1, id).number(2, 10 * id);
        let location = Message::default().number(1, id).number(3, 0x1000 + id).message(4, &line);
        let function = Message::default().number(1, id).number(2, 5 + id).number(4, 5);
        profile = profile.message(4, &location).message(5, &function);
    }
    let strings = ["", "samples", "count", "cpu", "nanoseconds", "tiny.c", name, "main", "work"];
    let steady = (1..=N_STEADY).map(|n| format!("steady{n}"));
    let strings = strings.into_iter().map(str::to_owned).chain(steady);
    strings.fold(profile, |profile, text| profile.text(6, &text)).into_bytes()
}

/// The outcome of a run of the command: exit status, standard output and standard error.
type Ran = (Option<i32>, String, String);

impl Folder {
    /// A directory with a run before a change, and one after it, in which `leaf` takes 50 s more of 100 s.
    fn with_runs(test: &str) -> Folder {
        let folder = Folder::new(test);
        folder.write("before", &profile(7000, "leaf"));
        folder.write("after", &profile(12_000, "leaf"));
        folder
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        let output = self.command(arguments).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    }

    /// Exit status and messages of a comparison of both runs.
    fn compared(&self, options: &[&str]) -> (Option<i32>, String) {
        let (code, out, said) = self.run(&[options, &["-diff_base=before", "after"]].concat());
        assert_eq!(out.is_empty(), code == Some(2), "{options:?}: {out}{said}");
        (code, said)
    }

    /// The line of a failure.
    fn failure(&self, arguments: &[&str]) -> String {
        let (code, out, said) = self.run(arguments);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{arguments:?}");
        let line = said.strip_suffix('\n').unwrap();
        assert!(!line.contains('\n'), "{line}");
        line.strip_prefix("pprof-svg: ").unwrap().to_owned()
    }
}

#[test]
fn whoever_got_worse_by_more_is_told() {
    let folder = Folder::with_runs("worse");
    let told = |measure: &str, limit: &str| {
        let said = "pprof-svg: leaf: MEASURE 70s → 120s, +50s, which is more than -fail_over=LIMIT allows\n";
        (Some(1), said.replace("MEASURE", measure).replace("LIMIT", limit))
    };
    for limit in ["5%", "0.05", "49%", "49.9s", "flat:2%", "flat:1s", "49900ms", "0%"] {
        assert_eq!(folder.compared(&["-markdown", &format!("-fail_over={limit}")]), told("flat", limit));
    }
    let silent = (Some(0), String::new());
    for limit in ["50%", "50s", "flat:51s", "1hr", "cum:200%", "150%"] {
        assert_eq!(folder.compared(&["-json", &format!("-fail_over={limit}")]), silent, "{limit}");
    }
    // Callers that pass changes on are reported if cum is limited.
    let runs = ["-before=before", "-before=before", "after", "after"];
    let (code, _, said) = folder.run(&[&["-json", "-fail_over=cum:5%"], &runs[..]].concat());
    let names: Vec<_> = said.lines().map(|line| line.split(": ").nth(1).unwrap()).collect();
    assert_eq!((code, names), (Some(1), vec!["leaf", "main", "work"]));
    // Improvements are not reported.
    let (code, _, said) = folder.run(&["-markdown", "-fail_over=0%", "-diff_base=after", "before"]);
    assert_eq!((code, said.as_str()), (Some(0), ""));
}

/// The limit applies to every format, and does not change the output.
#[test]
fn every_format_is_written_in_either_case() {
    let folder = Folder::with_runs("formats");
    for format in
        ["-svg", "-dot", "-top", "-tree", "-peek=.", "-traces", "-raw", "-proto", "-markdown", "-json"]
    {
        let file = format.trim_matches(|c: char| !c.is_alphabetic());
        let output = format!("-output={file}");
        let arguments = [format, "-diff_base=before", "after", &output];
        let written = |more: &[&str]| {
            let (code, out, said) = folder.run(&[&arguments, more].concat());
            assert_eq!(out, "", "{format}");
            (code, said, folder.read(file))
        };
        let plain = written(&[]);
        assert_eq!((plain.0, plain.1.as_str()), (Some(0), ""), "{format}");
        assert!(!plain.2.is_empty(), "{format}");
        let failed = written(&["-fail_over=5%"]);
        assert_eq!(failed.0, Some(1), "{format}");
        assert!(failed.1.starts_with("pprof-svg: leaf: flat 70s → 120s"), "{format}: {}", failed.1);
        assert!(failed.2 == plain.2, "{format}");
        assert_eq!(written(&["-fail_over=60%"]), plain, "{format}");
    }
}

/// A closed pipe does not hide the exit status.
#[test]
fn a_reader_that_has_seen_enough_changes_no_verdict() {
    let folder = Folder::with_runs("pipe");
    let ended = |limit| {
        let mut command = folder.command(["-json", limit, "-diff_base=before", "after"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        drop(child.stdout.take()); // before the command has any output
        child.wait().unwrap().code()
    };
    assert_eq!([ended("-fail_over=5%"), ended("-fail_over=60%")], [Some(1), Some(0)]);
}

#[test]
fn several_runs_are_before() {
    let folder = Folder::with_runs("runs");
    let runs = ["-before=before", "-before=before", "after", "after", "after"];
    let (code, json, said) = folder.run(&[&["-json", "-fail_over=5%"], &runs[..]].concat());
    assert_eq!(code, Some(1), "{said}");
    assert!(json.contains("\"runs\": {\"before\": 2, \"after\": 3},"), "{json}");
    // Sums over two runs.
    assert!(json.contains("\"total\": {\"before\": 200000000000, \"after\": 300000000000, "), "{json}");
    assert!(json.contains("{\"name\": \"leaf\", \"file\": \"tiny.c\", \"measure\": \"flat\", "), "{json}");
}

/// More runs than fit in memory at once are read twice if their measures differ; each counts once.
#[test]
fn every_run_counts_once() {
    let folder = Folder::with_runs("once");
    let other = Message::default();
    let kinds = |unit| other.clone().number(1, 1).number(2, unit);
    let stack = other.clone().number(2, 5);
    let time = |unit: &str| {
        let profile = other.clone().message(1, &kinds(2)).message(2, &stack);
        profile.text(6, "").text(6, "time").text(6, unit).into_bytes()
    };
    folder.write("ms", &time("ms"));
    folder.write("us", &time("us"));
    let (code, json, said) = folder.run(&["-json", "-before=ms", "ms", "ms", "us", "us"]);
    assert_eq!((code, said.as_str()), (Some(0), ""));
    assert!(json.contains("\"runs\": {\"before\": 1, \"after\": 4},"), "{json}");
}

#[test]
fn limits_and_least_changes_are_shares_or_have_the_unit_of_values() {
    let folder = Folder::with_runs("units");
    let failure = |option: &str| folder.failure(&["-markdown", option, "-diff_base=before", "after"]);
    assert_eq!(failure("-fail_over=50MB"), "-fail_over: 50MB is no amount of nanoseconds");
    assert_eq!(failure("-min_change=2kB"), "-min_change: 2kB is no amount of nanoseconds");
    for wrong in ["5", "-5%", "own:5%", "flat:", "%", "many"] {
        assert!(
            failure(&format!("-fail_over={wrong}")).starts_with("-fail_over: neither a share"),
            "{wrong}"
        );
        assert!(
            failure(&format!("-min_change={wrong}")).starts_with("-min_change: neither a share"),
            "{wrong}"
        );
    }
    let worse = |least: &str| {
        let (_, json, _) = folder.run(&["-json", least, "-diff_base=before", "after"]);
        json.lines().filter(|line| line.contains("\"name\": \"leaf\"")).count()
    };
    assert_eq!([worse("-min_change=40s"), worse("-min_change=60s"), worse("-min_change=60%")], [1, 0, 0]);
    // A unit of counts, by its name.
    let (code, ..) =
        folder.run(&["-json", "-sample_index=samples", "-fail_over=4000count", "-diff_base=before", "after"]);
    assert_eq!(code, Some(1));
}

#[test]
fn what_is_of_a_comparison_needs_one() {
    let folder = Folder::with_runs("alone");
    let of_runs = "is of runs before and after a change; -diff_base=PROFILE, or -before=PROFILE for each run, says which \
                   were before";
    for base in [&["after"][..], &["-base=before", "after"]] {
        let failure = |option| folder.failure(&[&[option], base].concat());
        assert_eq!(failure("-markdown"), format!("-markdown {of_runs}"));
        assert_eq!(failure("-fail_over=5%"), format!("-fail_over {of_runs}"));
        assert!(failure("-json").starts_with("-json is for comparisons and for logs"));
    }
    for option in ["-markdown", "-json", "-fail_over=5%"] {
        let name = option.split('=').next().unwrap();
        assert_eq!(
            folder.failure(&["-shell", option, "-diff_base=before", "after"]),
            format!(
                "{name} is of runs before and after a change, which -shell does not compare; leave -shell out"
            )
        );
    }
    assert!(folder.failure(&["-fail-over=5%", "after"]).ends_with("did you mean -fail_over?"));
    assert!(folder.failure(&["-markdwon", "after"]).ends_with("did you mean -markdown?"));
}

#[test]
fn the_shell_says_that_it_compares_nothing() {
    let folder = Folder::with_runs("shell");
    let mut command = folder.command(["-shell", "-diff_base=before", "after"]);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"markdown\njson > x\n").unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    for format in ["markdown", "json"] {
        let line = format!(
            "{format} is of runs before and after a change, which are compared by `pprof-svg -{format} -diff_base=BEFORE \
             AFTER`"
        );
        assert!(said.lines().any(|said| said.trim_end() == line), "{said}");
    }
    assert_eq!(folder.files(), ["after", "before"]);
}

#[test]
fn pictures_are_of_the_web_or_near() {
    let folder = Folder::with_runs("picture");
    let shown = |address: &str| {
        let picture = format!("-picture={address}");
        let (code, out, _) = folder.run(&["-markdown", &picture, "-diff_base=before", "after"]);
        assert_eq!(code, Some(0));
        out.lines().find(|line| line.starts_with('!')).map(str::to_owned)
    };
    assert_eq!(shown("a (1).svg").as_deref(), Some("![What changed](a%20%281%29.svg)"));
    assert_eq!(shown(""), None);
    let failure = folder.failure(&["-markdown", "-picture=javascript:x", "-diff_base=before", "after"]);
    assert_eq!(failure, "-picture: neither an address that begins with http:// or https:// nor a path");
}

/// Names are untrusted: each is one code span of one cell, without special characters of JSON or terminals.
#[test]
fn hostile_names_are_text() {
    let folder = Folder::new("hostile");
    let hostile = "`|` @all #1 <img src=x> [a](b)\n\n# c\n/close \u{1b}[2J\u{202e}\"\\";
    folder.write("before", &profile(7000, hostile));
    folder.write("after", &profile(12_000, hostile));
    let arguments = ["-symbolize=none", "-fail_over=flat:5%", "-diff_base=before", "after"];
    let (code, markdown, said) = folder.run(&[&["-markdown"], &arguments[..]].concat());
    assert_eq!((code, said.lines().count()), (Some(1), 1), "{said}");
    assert!(!said.contains(['\u{1b}', '\u{202e}']), "{said}");
    let row =
        "| `` `\\|` @all #1 <img src=x> [a](b)␊␊# c␊/close ␛[2J⟨U+202E⟩\"\\ `` | `tiny.c` | flat | 70s |";
    assert!(markdown.contains(row), "{markdown}");
    assert!(
        !markdown.lines().any(|line| line.starts_with(['/', '<']) || line.starts_with("# ")),
        "{markdown}"
    );
    let (_, json, _) = folder.run(&[&["-json"], &arguments[..]].concat());
    let name = "\"`|` @all #1 <img src=x> [a](b)\\u000a\\u000a# c\\u000a/close \\u001b[2J\u{202e}\\\"\\\\\"";
    assert!(json.contains(&format!("{{\"name\": {name}, ")), "{json}");
}

/// The script on the page is the one that is tested.
#[test]
fn the_page_on_ci_has_the_script() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |file: &str| std::fs::read_to_string(root.join(file)).unwrap();
    let script = format!("\n```sh\n{}```\n", read("examples/ci/compare.sh"));
    assert!(read("docs/ci.md").contains(&script), "docs/ci.md has another examples/ci/compare.sh");
}

/// Every field of the output is documented on its page.
#[test]
fn the_page_on_json_has_its_fields() {
    let folder = Folder::with_runs("fields");
    let (_, json, _) = folder.run(&["-json", "-diff_base=before", "after"]);
    let page = include_str!("../docs/comparison-json.md");
    let names = json.split('"').skip(1).step_by(2).zip(json.split('"').skip(2).step_by(2));
    for (name, _) in names.filter(|(_, after)| after.starts_with(": ")) {
        let is_told = page.lines().any(|line| line.starts_with('|') && line.contains(&format!("`{name}`")));
        assert!(is_told, "docs/comparison-json.md says nothing of {name}");
    }
}
