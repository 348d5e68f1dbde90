//! The interactive shell, as used by scripts and at terminals.

#![allow(clippy::unwrap_used, reason = "these are tests, helpers included")]

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/folder.rs"]
mod folder;
#[cfg(all(unix, feature = "shell"))]
mod terminal;

use std::fs;
use std::io::Write;
use std::process::Stdio;

use expect_test::{Expect, expect};

use folder::Folder;

impl Folder {
    /// Standard output and standard error of the shell for these lines.
    fn told(&self, options: &[&str], lines: &str) -> (String, String) {
        let mut command = self.command([options, &["-shell", "p"]].concat());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{output:?}");
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (text(output.stdout), text(output.stderr))
    }
}

/// Compares both outputs of a shell with a text, ignoring trailing spaces of messages.
fn check(test: &str, lines: &str, expected: Expect) {
    let (out, errors) = Folder::new(test).told(&[], lines);
    let errors: String = errors.lines().map(|line| format!("! {}\n", line.trim_end())).collect();
    expected.assert_eq(&format!("{out}\n{errors}"));
}

#[test]
fn one_profile_answers_command_by_command() {
    check(
        "commands",
        "top1\ntop -cum leaf -nothing\nsamples\npeek work\nquit\ntop\n",
        expect![[r#"
        (pprof) Showing nodes accounting for 700ms, 70.00% of 1000ms total
        Showing top 1 nodes out of 3
              flat  flat%   sum%        cum   cum%
             700ms 70.00% 70.00%      700ms 70.00%  leaf
        (pprof) Active filters:
           focus=leaf
           ignore=nothing
        Showing nodes accounting for 700ms, 70.00% of 1000ms total
              flat  flat%   sum%        cum   cum%
             700ms 70.00% 70.00%      700ms 70.00%  leaf
                 0     0% 70.00%      700ms 70.00%  main
                 0     0% 70.00%      700ms 70.00%  work
        (pprof) (pprof) Showing nodes accounting for 100, 100% of 100 total
        ----------------------------------------------------------+-------------
              flat  flat%   sum%        cum   cum%   calls calls% + context 	 	 
        ----------------------------------------------------------+-------------
                                                        90   100% |   main
                20 20.00% 20.00%         90 90.00%                | work
                                                        70 77.78% |   leaf
        ----------------------------------------------------------+-------------
        (pprof) 
        ! File: tiny
        ! Type: cpu
        ! Time: 2024-02-29 23:30:00 UTC
        ! Duration: 1s, Total samples = 1s (  100%)
        ! Entering interactive mode (type "help" for commands, "o" for options)
        ! Ignore expression matched no samples
    "#]],
    );
}

#[test]
fn no_mistake_ends_it() {
    check(
        "mistakes",
        "bogus\npeek\npeek nothing\nfocus=(\ntop\n:\nnodecount=x\nsample_index=9\ntop >\ngif\ntop > p\nfocus main\ncomments",
        expect![[r#"
            (pprof) (pprof) (pprof) (pprof) (pprof) (pprof) (pprof) (pprof) (pprof) (pprof) (pprof) (pprof) (pprof) (pprof) 
            ! File: tiny
            ! Type: cpu
            ! Time: 2024-02-29 23:30:00 UTC
            ! Duration: 1s, Total samples = 1s (  100%)
            ! Entering interactive mode (type "help" for commands, "o" for options)
            ! unrecognized command: "bogus"
            ! command peek requires an argument
            ! no matches found for regexp: nothing
            ! parsing focus regexp: error parsing regexp: missing closing ): `(`
            ! strconv.Atoi: parsing "x": invalid syntax
            ! sample_index 9 is outside the range [0..1]
            ! unexpected end of line after >
            ! command gif of go tool pprof is not in pprof-svg: write -svg and convert that
            ! p: is the profile itself, which the output would replace
            ! did you mean: focus=main
        "#]],
    );
}

#[test]
fn options_are_listed_with_their_values() {
    check(
        "options",
        "nodecount=5\nlines=1\ntheme=dark\nmean_samples\no",
        expect![[r#"
        (pprof) (pprof) (pprof) (pprof) (pprof) (pprof) 
        ! File: tiny
        ! Type: cpu
        ! Time: 2024-02-29 23:30:00 UTC
        ! Duration: 1s, Total samples = 1s (  100%)
        ! Entering interactive mode (type "help" for commands, "o" for options)
        !   call_tree                 = false
        !   compact_labels            = true
        !   divide_by                 = 1
        !   drop_negative             = false
        !   edgefraction              = 0.001
        !   focus                     = ""
        !   granularity               = lines                //: [addresses | filefunctions | files | functions | lines]
        !   hide                      = ""
        !   ignore                    = ""
        !   intel_syntax              = false
        !   mean                      = true
        !   nodecount                 = 5
        !   nodefraction              = 0.005
        !   noinlines                 = false
        !   normalize                 = false
        !   output                    = ""
        !   prune_from                = ""
        !   relative_percentages      = false
        !   sample_index              = samples              //: [samples | cpu]
        !   show                      = ""
        !   show_from                 = ""
        !   showcolumns               = false
        !   sort                      = flat                 //: [cum | flat]
        !   tagfocus                  = ""
        !   taghide                   = ""
        !   tagignore                 = ""
        !   tagleaf                   = ""
        !   tagroot                   = ""
        !   tagshow                   = ""
        !   theme                     = dark
        !   trim                      = true
        !   trim_path                 = ""
        !   unit                      = minimum
    "#]],
    );
}

#[test]
fn options_of_the_command_line_are_where_it_begins() {
    let (out, errors) = Folder::new("begin").told(&["-nodecount=1", "-focus=leaf", "-cum"], "top\n:\ntop\n");
    assert!(out.contains("focus=leaf") && out.contains("Showing top 1 nodes out of 3"), "{out}");
    assert_eq!(out.matches("focus=leaf").count(), 1, "{out}");
    assert!(errors.ends_with("(type \"help\" for commands, \"o\" for options)\n"), "{errors}");
}

/// Also that a profile without values is reported early.
#[test]
fn nothing_of_the_chosen_type_is_said_at_once() {
    let folder = Folder::new("nothing");
    folder.write("p", &common::Message::default().into_bytes());
    let output = folder.command(["-shell", "p"]).stdin(Stdio::null()).output().unwrap();
    assert_eq!(output.status.code(), Some(2)); // there is no profile
    folder.write("p", &common::profile());
    let (_, errors) = folder.told(&["-base=p"], "");
    assert!(errors.contains("No samples were found with the default sample value type.\nTry "), "{errors}");
}

#[test]
fn what_is_no_text_goes_to_a_new_file() {
    let folder = Folder::new("files");
    folder.write("profile001.svg", b"mine");
    let (out, errors) =
        folder.told(&[], "svg\nsvg work > w.svg\nproto\ncallgrind\ndot > g.dot\ntop >t\nsvg 1\n");
    assert_eq!(out, "(pprof) ".repeat(8));
    let said: Vec<_> = errors.lines().filter_map(|line| line.strip_prefix("Generating report in ")).collect();
    let files = [
        "profile002.svg",
        "w.svg",
        "profile001.pb.gz",
        "profile001.callgraph.out",
        "g.dot",
        "t",
        "profile003.svg",
    ];
    assert_eq!(said, files);
    assert_eq!(folder.read("profile001.svg"), "mine");
    assert!(folder.read("profile002.svg").starts_with("<svg"));
    assert!(folder.read("g.dot").starts_with("digraph"));
    assert!(folder.read("t").starts_with("Showing nodes"));
    assert_eq!(folder.files().len(), 8);
}

/// The browser of this test is a script that copies its file.
#[cfg(unix)]
#[test]
fn a_browser_is_shown_a_file_of_its_own() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::new("browser");
    let script = folder.0.join("browser.sh");
    folder.write("browser.sh", b"#!/bin/sh\nmv \"$2\" \"$2.seen\" && echo $1 > log\n");
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    let browser = format!("no-such-browser:{} --new-window", script.display());
    let mut command = folder.command(["-web", "p"]);
    let output = command.env("TMPDIR", &folder.0).env("BROWSER", browser).output().unwrap();
    let file = folder.0.join("profile001.svg");
    let said = format!("Generating report in {}\n", file.display());
    assert_eq!((String::from_utf8(output.stderr).unwrap(), output.stdout.len()), (said, 0));
    let start = std::time::Instant::now();
    while !folder.0.join("log").exists() && start.elapsed().as_secs() < 60 {
        std::thread::sleep(std::time::Duration::from_millis(10)); // nothing waits for the browser
    }
    assert!(folder.read("profile001.svg.seen").starts_with("<svg"));
    let mode = fs::metadata(folder.0.join("profile001.svg.seen")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let output = folder.command(["-web", "-output=x", "p"]).env("BROWSER", "false").output().unwrap();
    assert!(output.stderr.is_empty() && folder.read("x").starts_with("<svg"));
}

/// The name is not used up by a failure.
#[test]
fn a_file_that_does_not_come_about_leaves_no_trace() {
    let folder = Folder::new("no-trace");
    let (_, errors) = folder.told(&[], "focus=(\nsvg\nsvg > no/such/folder\n");
    assert_eq!(errors.matches("parsing focus regexp").count(), 2, "{errors}");
    assert!(folder.files().is_empty());
}

/// The commands that `help` lists above those of the shell itself, which are all formats of the command.
#[test]
fn every_format_works_in_it() {
    let folder = Folder::new("formats");
    let (_, help) = folder.told(&[], "help\n");
    let commands = help.lines().skip_while(|line| *line != "Commands").skip(1);
    let is_left_out = |format: &&str| {
        (*format == "png" && !cfg!(feature = "png")) || (*format == "pdf" && !cfg!(feature = "pdf"))
    };
    let formats: Vec<_> = commands
        .take_while(|line| !line.starts_with("  o, options"))
        .map(|line| line.split_whitespace().next().unwrap())
        .filter(|format| !is_left_out(format))
        .collect();
    assert!(["svg", "dot", "top", "peek", "topproto"].iter().all(|format| formats.contains(format)));
    let lines: String = formats.iter().map(|format| format!("{format} work > {format}.out\n")).collect();
    let (_, errors) = folder.told(&[], &lines);
    for format in &formats {
        assert!(errors.contains(&format!("Generating report in {format}.out\n")), "{errors}");
    }
    assert_eq!(folder.files().len(), formats.len());
}

/// Without terminals and without the option nothing changes.
#[test]
fn it_begins_only_where_it_is_asked_for() {
    let folder = Folder::new("asked");
    let ran = |arguments: &[&str]| {
        let output = folder.command(arguments).stdin(Stdio::null()).output().unwrap();
        String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap()
    };
    assert!(ran(&["p"]).starts_with("<svg"));
    assert!(ran(&["-shell=false", "p"]).starts_with("<svg"));
    assert!(ran(&["p", "-shell"]).starts_with("(pprof) "));
    assert_eq!(
        ran(&["-shell", "-top", "p"]),
        "pprof-svg: -shell is asked for -top by its command top, and takes no format before\n"
    );
    assert_eq!(
        ran(&["-shell", "-"]),
        "pprof-svg: standard input cannot be a profile and the commands of the shell\n"
    );
}
