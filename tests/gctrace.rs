//! Logs of the garbage collector, read by the command.

#![allow(clippy::unwrap_used, reason = "these are tests, helpers included")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{fs, thread};

const STORY: &str = "examples/gctrace/story.log";

/// Runs the command in the root of the repository, with `input` on standard input.
fn run(arguments: &[&str], input: &[u8]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pprof-svg"));
    command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR"));
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    thread::scope(|scope| {
        // The command may stop reading early.
        #[allow(clippy::disallowed_methods, reason = "a test that cannot start a thread may fail")]
        scope.spawn(move || drop(stdin.write_all(input)));
        let output = child.wait_with_output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    })
}

/// The line of a failure.
fn failure(arguments: &[&str], input: &[u8]) -> String {
    let (code, stdout, stderr) = run(arguments, input);
    assert_eq!((code, &*stdout), (Some(2), ""), "{stderr}");
    let line = stderr.strip_suffix('\n').unwrap();
    assert!(!line.contains('\n'), "{line}");
    line.strip_prefix("pprof-svg: ").unwrap_or(line).to_owned()
}

fn story() -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(STORY)).unwrap()
}

fn file(name: &str, bytes: &[u8]) -> String {
    let folder: PathBuf = Path::new(env!("CARGO_TARGET_TMPDIR")).join("gctrace");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(name), bytes).unwrap();
    folder.join(name).into_os_string().into_string().unwrap()
}

#[test]
fn a_log_is_known_by_its_content_wherever_it_comes_from() {
    let (code, table, said) = run(&["-top", STORY], b"");
    assert_eq!(code, Some(0));
    let skipped = "line 19 is a damaged line of gctrace, and skipped: no percentage where it belongs\n";
    assert_eq!(said, format!("{STORY}: {skipped}"));
    assert_eq!(run(&["-top", "-"], &story()), (Some(0), table.clone(), format!("standard input: {skipped}")));
    let utf_16: Vec<u8> =
        String::from_utf8(story()).unwrap().encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [b"\xff\xfe", &utf_16[..]].concat();
    assert_eq!(run(&["-text", "-"], &marked).1, table);
}

/// After more bytes than are examined to classify a source.
#[test]
fn the_first_collection_may_come_late() {
    let late = [b"all is well\n".repeat(300_000), story()].concat();
    let path = file("late.log", &late);
    for (arguments, input) in [(["-json", &path], &b""[..]), (["-json", "-"], &late)] {
        let (code, json, _) = run(&arguments, input);
        assert_eq!(code, Some(0));
        assert!(json.contains("\"records\": 18,") && json.contains("\"foreign\": 300000,"), "{json}");
    }
}

/// Longer lines than profiles in text have.
#[test]
fn lines_may_be_of_any_length() {
    let long = [&b"x ".repeat(300_000)[..], &story()].concat();
    let (code, json, _) = run(&["-json", "-"], &long);
    assert_eq!(code, Some(0));
    assert!(json.contains("\"records\": 18,") && json.contains("\"lines\": 19,"), "{json}");
}

#[test]
fn what_has_no_sound_record_is_refused() {
    let cut = "standard input: no sound line of gctrace: 1 damaged, the first of them line 1: no cpu time where it belongs";
    assert_eq!(failure(&["-top", "-"], &story()[..50]), cut);
    let text = "standard input: not a pprof profile, but a text that begins with \"all is well\" and has no line of gctrace";
    assert_eq!(failure(&["-top", "-"], b"all is well\n"), text);
    assert_eq!(failure(&["-"], &b"all is well\n".repeat(300_000)), text);
    assert_eq!(failure(&["-top", "-"], b""), "standard input: the file is empty");
}

#[test]
fn a_profile_in_text_stays_a_profile() {
    let heap = b"gc 1 @0.011s 2%: 0.5+1+0.25 ms clock, 1+4/5/6+7 ms cpu, 4->4->1 MB, 5 MB goal, 8 P\nheap profile: 1: 2 [3: 4] @ heap/8\n1: 2 [3: 4] @ 0x1\n";
    assert!(run(&["-top", "-symbolize=none", "-"], heap).1.contains("Type: inuse_space"));
    // Its profile begins after more bytes than are examined first.
    let symbols = "0x1 main\n".repeat(30_000);
    let named = format!(
        "--- symbol\nbinary=x\n{symbols}---\n--- heap\nheap profile: 1: 2 [3: 4] @ heap/8\n1: 2 [3: 4] @ 0x1\n"
    );
    assert!(run(&["-top", "-"], named.as_bytes()).1.contains("Type: inuse_space"));
    assert!(run(&["-top", &file("symbols.heap", named.as_bytes())], b"").1.contains("Type: inuse_space"));
}

#[test]
fn what_logs_have_not_is_said() {
    let only =
        format!("{STORY}: is a log of gctrace, of which there are -svg, -png, -pdf, -top and -json only");
    for format in ["-dot", "-tree", "-peek=x", "-proto"] {
        assert_eq!(failure(&[format, STORY], b""), only, "{format}");
    }
    assert_eq!(
        failure(&["-shell", STORY], b""),
        format!("{STORY}: is a log of gctrace, on which there are no commands of the shell")
    );
    let profile = "examples/recursion.cpu.pb.gz";
    assert_eq!(
        failure(&["-json", profile], b""),
        "-json is for comparisons and for logs of gctrace; -diff_base=PROFILE, or -before=PROFILE for each run, says \
         what a profile is compared with"
    );
    let others = format!("{STORY}: is a log of gctrace, not a profile, and cannot be read with others");
    assert_eq!(failure(&["-top", profile, STORY], b""), others);
    assert_eq!(failure(&["-top", &format!("-base={STORY}"), profile], b""), others);
}

#[test]
fn the_table_has_as_many_lines_as_are_asked_for() {
    let (_, table, _) = run(&["-top", "-nodecount=2", STORY], b"");
    let lines: Vec<_> = table.lines().collect();
    assert_eq!((lines.len(), lines[4]), (8, "Showing 2 of 18 collections"));
    assert!(lines[6].trim_start().starts_with("+7584MB"), "{table}");
}
