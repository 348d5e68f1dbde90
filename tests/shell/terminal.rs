//! The shell at a terminal: editing, completion, history, and Ctrl-C, which stops a report only.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use nix::pty::{Winsize, openpty};
use nix::sys::signal::{Signal, kill};
use nix::sys::stat::Mode;
use nix::unistd::{Pid, mkfifo};

use super::common::{Message, profile};
use super::folder::Folder;

/// The timeout for a response on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// The command at a terminal, and its user.
struct Session {
    child: Child,
    keyboard: File,
    screen: Receiver<Vec<u8>>,
    /// Output that was not examined yet.
    unread: String,
}

impl Session {
    fn new(folder: &Folder, arguments: &[&str]) -> Session {
        let size = Winsize { ws_row: 50, ws_col: 160, ws_xpixel: 0, ws_ypixel: 0 };
        let terminal = openpty(Some(&size), None).unwrap();
        let end = |fd: &OwnedFd| Stdio::from(fd.try_clone().unwrap());
        let child = folder
            .command(arguments)
            .env("TERM", "xterm")
            .stdin(end(&terminal.slave))
            .stdout(end(&terminal.slave))
            .stderr(end(&terminal.slave))
            .spawn()
            .unwrap();
        drop(terminal.slave);
        let screen = watched(File::from(terminal.master.try_clone().unwrap()));
        Session { child, keyboard: File::from(terminal.master), screen, unread: String::new() }
    }

    fn types(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
    }

    /// Waits for a text on the screen, and returns the output before it.
    fn sees(&mut self, text: &str) -> String {
        let start = Instant::now();
        let mut seen = 0;
        loop {
            if let Some(at) = self.unread[seen..].find(text).map(|at| seen + at) {
                let before = self.unread[..at].to_owned();
                self.unread.drain(..at + text.len());
                return before;
            }
            let left = PATIENCE.saturating_sub(start.elapsed());
            match self.screen.recv_timeout(left) {
                Ok(bytes) => {
                    // The text may have begun at the end of the previous output.
                    seen = self.unread.len().saturating_sub(text.len());
                    self.unread.extend(bytes.into_iter().filter(u8::is_ascii).map(char::from));
                }
                Err(error) => panic!("{error}: {text:?} is not in {:?}", self.unread),
            }
        }
    }

    fn ends(mut self) {
        assert!(self.child.wait().unwrap().success());
    }
}

/// The output on a screen. Its buffer is small, so that unread output blocks the command.
fn watched(mut screen: File) -> Receiver<Vec<u8>> {
    let (sender, receiver) = sync_channel(1);
    let watch = move || {
        let mut bytes = [0; 4096];
        // The terminal closes when the command ends, which is an error on some systems.
        while let Ok(n @ 1..) = screen.read(&mut bytes) {
            if sender.send(bytes[..n].to_vec()).is_err() {
                break;
            }
        }
    };
    thread::Builder::new().spawn(watch).unwrap();
    receiver
}

#[test]
fn a_session_with_completion_and_history() {
    let folder = Folder::new("session");
    let mut session = Session::new(&folder, &["p"]);
    session.sees("Entering interactive mode");
    session.sees("(pprof) ");
    session.types("to\t");
    session.sees("top");
    session.types(" 1\r");
    session.sees("Showing top 1 nodes out of 3");
    session.sees("(pprof) ");
    session.types("peek lea\t\r");
    session.sees("peek leaf");
    session.sees("| leaf");
    session.sees("(pprof) ");
    session.types("granularity=li\t\r");
    session.sees("granularity=lines");
    session.sees("(pprof) ");
    // Two lines up, past the option.
    session.types("\u{1b}[A\u{1b}[A\r");
    session.sees("peek leaf");
    session.sees("| leaf tiny.c:30");
    session.sees("(pprof) ");
    session.types("svg > f\r");
    session.sees("Generating report in f");
    session.sees("(pprof) ");
    session.types("svg\r");
    session.sees("Generating report in profile001.svg");
    session.sees("(pprof) ");
    session.types("quit\r");
    session.ends();
    assert!(folder.read("f").starts_with("<svg"));
    assert_eq!(folder.files(), ["f", "profile001.svg"]);
}

/// The heap of a program that restores a dump: who allocates it, on which line, and the picture of the call path.
#[test]
fn the_story_of_a_buffer_that_doubles() {
    let folder = Folder::new("story");
    let heap = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/redis-restore.heap.pb.gz");
    folder.write("p", &fs::read(heap).unwrap());
    let sources = concat!("-source_path=", env!("CARGO_MANIFEST_DIR"), "/examples/profiles/redis-restore");
    let mut session = Session::new(&folder, &[sources, "-trim_path=rdb", "p"]);
    session.sees("(pprof) ");
    session.types("top\r");
    session.sees("437MB 85.65% 85.65%      437MB 85.65%  bytes.growSlice");
    session.sees("(pprof) ");
    session.types("list NextB\t\r");
    session.sees("list NextBinEntry");
    session.sees("ROUTINE ======================== rdb.(*Loader).NextBinEntry in loader.go");
    session.sees("createValueDump(");
    session.sees("(pprof) ");
    session.types("svg > heap_inuse.svg\r");
    session.sees("Generating report in heap_inuse.svg");
    session.sees("(pprof) ");
    // Three lines up.
    session.types("\u{1b}[A\u{1b}[A\u{1b}[A\r");
    session.sees("bytes.growSlice");
    session.sees("(pprof) ");
    session.types("quit\r");
    session.ends();
    assert!(folder.read("heap_inuse.svg").contains("createValueDump"));
}

/// Progress is shown for long reports only.
#[test]
fn what_takes_longer_than_a_moment_is_said() {
    let folder = Folder::new("busy");
    let pipe = folder.0.join("pipe");
    mkfifo(&pipe, Mode::S_IRWXU).unwrap();
    let mut session = Session::new(&folder, &["-top", "pipe"]);
    session.sees("reading pipe");
    fs::write(&pipe, profile()).unwrap();
    session.sees("Showing nodes");
    session.ends();
    let mut session = Session::new(&folder, &["-top", "p"]);
    assert_eq!(session.sees("Showing nodes").matches("reading").count(), 0);
    session.ends();
}

#[test]
fn ctrl_c_takes_back_a_line_and_ctrl_d_ends() {
    let folder = Folder::new("keys");
    let mut session = Session::new(&folder, &["p"]);
    session.sees("(pprof) ");
    session.types("svg > f\u{3}");
    session.sees("(pprof) ");
    session.types("comments\r");
    session.sees("(pprof) ");
    session.types("\u{4}");
    session.ends();
    assert!(folder.files().is_empty());
}

/// Pictures are not printed to a terminal.
#[test]
fn a_picture_asked_for_at_a_terminal_is_a_file() {
    let folder = Folder::new("picture");
    for (option, file) in
        [("-svg", "profile001.svg"), ("-svg", "profile002.svg"), ("-proto", "profile001.pb.gz")]
    {
        let mut session = Session::new(&folder, &[option, "p"]);
        assert_eq!(session.sees(&format!("Generating report in {file}")), "");
        session.ends();
    }
    let mut session = Session::new(&folder, &["-output=x.svg", "p"]);
    session.child.wait().unwrap();
    assert!(folder.read("x.svg").starts_with("<svg"));
    assert_eq!(folder.files(), ["profile001.pb.gz", "profile001.svg", "profile002.svg", "x.svg"]);
    let mut session = Session::new(&folder, &["-dot", "p"]);
    session.sees("digraph");
    session.ends();
}

/// A report of many pages, of which the first is enough.
#[test]
fn ctrl_c_stops_a_report_and_not_the_shell() {
    let folder = Folder::new("stop");
    let label = |number| Message::default().number(1, 2).number(3, number);
    let sample =
        |number| Message::default().number(1, 1).number(2, 1).number(2, 1).message(3, &label(number));
    let samples = (1..20_000).fold(Message::default(), |all, number| all.message(2, &sample(number)));
    folder.write("p", &[profile(), samples.into_bytes()].concat());
    let mut session = Session::new(&folder, &["p"]);
    session.sees("(pprof) ");
    session.types("traces\r");
    session.sees("-----------+");
    kill(Pid::from_raw(session.child.id().try_into().unwrap()), Signal::SIGINT).unwrap();
    session.sees("stopped");
    session.sees("(pprof) ");
    session.types("top 1\r");
    session.sees("Showing top 1 nodes");
    session.types("quit\r");
    session.ends();
}
