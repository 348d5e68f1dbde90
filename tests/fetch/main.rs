//! Fetching profiles from servers, with and without errors.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "these are tests, helpers included")]

#[path = "../common/mod.rs"]
#[allow(dead_code, reason = "other tests need the rest")]
mod common;
mod go;
mod server;
mod stores;
#[cfg(feature = "symbolize")]
mod symbolz;
mod tls;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use server::{Server, reply, send};

/// A secret that must not be in any message.
const SECRET: &str = "s3cret";

/// A directory for one test, with the profile `p` in it; fetched profiles are saved in `saved`.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(test: &str) -> Folder {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fetch").join(test);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        fs::write(path.join("p"), common::profile()).unwrap();
        Folder(path)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pprof-svg"));
        command.args(arguments).current_dir(&self.0).stdin(Stdio::null());
        for name in ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"] {
            command.env_remove(name).env_remove(name.to_lowercase());
        }
        command.env("PPROF_TMPDIR", self.path("saved"));
        command
    }

    /// The names of saved profiles.
    pub(crate) fn saved(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path("saved")).into_iter().flatten();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// The DOT output for these arguments, and the messages.
    pub(crate) fn dot(&self, arguments: &[&str]) -> (String, String) {
        let ran = ran(self.command(arguments).arg("-dot"));
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        (ran.stdout, ran.stderr)
    }

    /// The messages of a failure, without what is being fetched.
    pub(crate) fn failure(&self, arguments: &[&str]) -> String {
        let ran = ran(&mut self.command(arguments));
        assert!(ran.code == Some(2) && ran.stdout.is_empty(), "{:?} {}", ran.code, ran.stderr);
        assert!(self.saved().is_empty());
        let is_other = |line: &&str| !line.starts_with("Fetching ") && !line.starts_with("Please wait");
        let lines: Vec<_> = ran.stderr.lines().filter(is_other).collect();
        assert_eq!(lines.len(), 1, "{}", ran.stderr);
        lines[0].strip_prefix("pprof-svg: ").unwrap_or(lines[0]).to_owned()
    }
}

/// The outcome of a run of the command.
struct Ran {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

fn ran(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let ran = Ran { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) };
    assert!(!ran.stderr.contains(SECRET) && !ran.stdout.contains(SECRET), "{}", ran.stderr);
    ran
}

/// The message of a failure about a server with this response.
fn said(test: &str, answer: impl Fn(&str, &mut dyn server::Stream) + Send + Sync + 'static) -> String {
    let (folder, server) = (Folder::new(test), Server::new(answer));
    let url = server.at("/p");
    let said = folder.failure(&[&url]);
    said.strip_prefix(&format!("{url}: ")).unwrap_or_else(|| panic!("{said}")).to_owned()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut compressor = GzEncoder::new(Vec::new(), Compression::default());
    compressor.write_all(bytes).unwrap();
    compressor.finish().unwrap()
}

const PAGES: &str =
    "a Go server has /debug/pprof/{allocs,block,goroutine,heap,mutex,profile?seconds=30,threadcreate}";

#[test]
fn a_profile_is_fetched_saved_and_drawn() {
    let (folder, server) =
        (Folder::new("fetched"), Server::new(|_, stream| send(stream, &gzip(&common::profile()))));
    let (expected, _) = folder.dot(&["p"]);
    let typed = format!("127.0.0.1:{}", server.port);
    let saved = |number| {
        format!("Saved profile in {}/saved/pprof.tiny.samples.cpu.{number}.pb.gz\n", folder.0.display())
    };
    for number in ["001", "002"] {
        let (dot, said) = folder.dot(&[&typed, "-seconds=3"]);
        assert_eq!(dot, expected);
        let url = server.at("/debug/pprof/profile?seconds=3");
        let fetching = format!("Fetching profile over HTTP from {url}\nPlease wait... (3s)\n");
        assert_eq!(said, fetching + &saved(number));
    }
    let names = folder.saved();
    assert_eq!(names, ["pprof.tiny.samples.cpu.001.pb.gz", "pprof.tiny.samples.cpu.002.pb.gz"]);
    assert_eq!(folder.dot(&[&format!("saved/{}", names[0])]), (expected, String::new()));
    let asked = &server.requests()[0];
    assert!(asked.starts_with("GET /debug/pprof/profile?seconds=3 HTTP/1.1\r\n"), "{asked}");
    assert!(asked.contains(&format!("host: 127.0.0.1:{}\r\n", server.port)), "{asked}");
}

#[test]
fn a_file_comes_before_a_server_of_its_name() {
    let folder = Folder::new("file");
    fs::copy(folder.path("p"), folder.path("localhost:1")).unwrap();
    let (_, said) = folder.dot(&["localhost:1"]);
    assert_eq!(said, "");
    assert_eq!(folder.failure(&["localhost"]), "localhost: no such file or directory");
}

/// Each waits for the other.
#[test]
fn several_are_fetched_at_once_and_stay_in_order() {
    let both = Arc::new(Barrier::new(3));
    let (folder, server) = (
        Folder::new("several"),
        Server::new(move |_, stream| {
            both.wait();
            send(stream, &common::profile());
        }),
    );
    let (expected, _) = folder.dot(&["p", "p", "-diff_base=p"]);
    let (dot, said) =
        folder.dot(&[&server.at("/a"), &server.at("/b"), &format!("-diff_base={}", server.at("/c"))]);
    assert_eq!(dot, expected);
    let fetching =
        ["/a", "/b", "/c"].map(|page| format!("Fetching profile over HTTP from {}\n", server.at(page)));
    assert!(said.starts_with(&fetching.concat()), "{said}");
    assert_eq!(folder.saved().len(), 1);
    let (_, said) = folder.dot(&["p", "-base=p"]);
    assert_eq!(said, "");
}

#[test]
fn the_first_that_fails_is_the_end() {
    let start = Instant::now();
    let (folder, server) = (
        Folder::new("first"),
        Server::new(|line, stream| {
            if line.contains("/slow") {
                thread::sleep(Duration::from_secs(30));
            }
            reply(stream, "500 Internal Server Error", &[], b"");
        }),
    );
    let said = folder.failure(&[&server.at("/slow"), &server.at("/p"), "-output=out"]);
    assert_eq!(said, format!("{}: server response: 500 Internal Server Error", server.at("/p")));
    assert!(start.elapsed() < Duration::from_secs(20));
    assert!(!folder.path("out").exists());
}

#[test]
fn what_the_server_says_is_told_with_what_to_do() {
    let not_found = said("404", |_, stream| reply(stream, "404 Not Found", &[], b"page"));
    assert_eq!(not_found, format!("server response: 404 Not Found; {PAGES}"));
    let headers = ["X-Go-Pprof: 1", "Content-Type: text/plain; charset=utf-8"];
    let unknown =
        said("404go", move |_, stream| reply(stream, "404 Not Found", &headers, b"Unknown profile\n"));
    assert_eq!(unknown, format!("server response: 404 Not Found - Unknown profile; {PAGES}"));
    let who = said("401", |_, stream| reply(stream, "401 Unauthorized", &[], b""));
    assert_eq!(who, "server response: 401 Unauthorized; -header='Authorization: Bearer TOKEN' may let us in");
    let tls = said("400", |_, stream| {
        reply(stream, "400 Bad Request", &[], b"Client sent an HTTP request to an HTTPS server.\n");
    });
    assert_eq!(tls, "server response: 400 Bad Request; the server wants https://");
    let empty = said("204", |_, stream| reply(stream, "204 No Content", &[], b""));
    assert_eq!(empty, "server response: 204 No Content");
}

#[test]
fn pages_and_other_files_are_no_profiles() {
    let page =
        |stream: &mut dyn server::Stream| reply(stream, "200 OK", &["Content-Type: text/html"], b"\n<html>");
    assert_eq!(said("html", move |_, stream| page(stream)), format!("a web page, and no profile; {PAGES}"));
    let unnamed = said("html2", |_, stream| send(stream, b"<!doctype html>"));
    assert_eq!(unnamed, format!("a web page, and no profile; {PAGES}"));
    assert!(said("text", |_, stream| send(stream, b"hello\n")).contains("hello"));
}

#[test]
fn chunks_and_compressed_bodies_are_read() {
    let (folder, server) = (
        Folder::new("bodies"),
        Server::new(|line, stream| {
            let profile = common::profile();
            if line.contains("/chunks") {
                stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").unwrap();
                for chunk in profile.chunks(7) {
                    write!(stream, "{:x}\r\n", chunk.len()).unwrap();
                    stream.write_all(chunk).unwrap();
                    stream.write_all(b"\r\n").unwrap();
                }
                stream.write_all(b"0\r\n\r\n").unwrap();
            } else if line.contains("/twice") {
                // Compressed as files are, and again in transit.
                reply(stream, "200 OK", &["Content-Encoding: gzip"], &gzip(&gzip(&profile)));
            } else if line.contains("/gzip") {
                reply(stream, "200 OK", &["Content-Encoding: gzip"], &gzip(&profile));
            } else {
                // Ends where the connection does.
                stream.write_all(b"HTTP/1.0 200 OK\r\n\r\n").unwrap();
                stream.write_all(&profile).unwrap();
            }
        }),
    );
    let (expected, _) = folder.dot(&["p"]);
    for page in ["/chunks", "/gzip", "/twice", "/end"] {
        assert_eq!(folder.dot(&[&server.at(page)]).0, expected, "{page}");
    }
}

#[test]
fn half_a_profile_is_none() {
    let cut = "the connection ended before the answer did; try again";
    let half = said("half", |_, stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n").unwrap();
        stream.write_all(&common::profile()).unwrap();
    });
    assert_eq!(half, cut);
    let chunk = said("chunk", |_, stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n").unwrap();
    });
    assert_eq!(chunk, cut);
    let compressed = said("packed", |_, stream| {
        let compressed = gzip(&common::profile());
        reply(stream, "200 OK", &["Content-Encoding: gzip"], &compressed[..compressed.len() / 2]);
    });
    assert_eq!(compressed, cut);
    assert_eq!(said("nothing", |_, _| ()), cut);
    assert!(said("empty", |_, stream| send(stream, b"")).contains("empty"));
    let noise = said("noise", |_, stream| stream.write_all(b"SSH-2.0-OpenSSH_9.2\r\n").unwrap());
    assert!(noise.starts_with("no answer that is HTTP"), "{noise}");
}

#[test]
fn the_time_is_limited_however_slowly_it_comes() {
    let limit = |test, answer: fn(&str, &mut dyn server::Stream)| {
        let start = Instant::now();
        let (folder, server) = (Folder::new(test), Server::new(answer));
        let said = folder.failure(&[&server.at("/p"), "-timeout=2"]);
        assert!(said.ends_with(": no whole answer within 2 s; -timeout=4 waits longer"), "{said}");
        assert!(start.elapsed() < Duration::from_secs(8), "{test} {:?}", start.elapsed());
    };
    limit("silent", |_, _| thread::sleep(Duration::from_secs(30)));
    limit("drip", |_, stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n\n").unwrap();
        while stream.write_all(b" ").is_ok() {
            thread::sleep(Duration::from_millis(300));
        }
    });
    limit("head", |_, stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\n").unwrap();
        while stream.write_all(b"X: y\r\n").is_ok() {
            thread::sleep(Duration::from_millis(300));
        }
    });
    limit("circle", |line, stream| {
        thread::sleep(Duration::from_millis(900));
        reply(stream, "302 Found", &[&format!("Location: {}x", line.split(' ').nth(1).unwrap())], b"");
    });
}

#[test]
fn what_never_ends_is_not_read_for_ever() {
    let endless = said("endless", |_, stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
        while stream.write_all(&[b'/', 0].repeat(2048)).is_ok() {}
    });
    assert!(!endless.contains("too large") && !endless.contains("within"), "{endless}");
}

#[test]
fn redirects_are_followed_to_where_profiles_can_be() {
    let to = |location: &str| format!("Location: {location}");
    let (folder, server) = (
        Folder::new("redirects"),
        Server::new(move |line, stream| match line.split(' ').nth(1).unwrap() {
            "/a/b" => reply(stream, "301 Moved Permanently", &[&to("../c?x=y")], b"moved"),
            "/c?x=y" => send(stream, &common::profile()),
            "/loop" => reply(stream, "307 Temporary Redirect", &[&to("/loop")], b""),
            "/file" => reply(stream, "302 Found", &[&to("file:///etc/passwd")], b""),
            "/insecure" => reply(stream, "302 Found", &[&to("https+insecure://127.0.0.1/")], b""),
            "/password" => reply(stream, "302 Found", &[&to(&format!("ftp://a:{SECRET}@h/"))], b""),
            "/nowhere" => reply(stream, "302 Found", &[], b""),
            other => panic!("{other}"),
        }),
    );
    assert_eq!(folder.dot(&[&server.at("/a/b")]).0, folder.dot(&["p"]).0);
    fs::remove_dir_all(folder.path("saved")).unwrap();
    let said = |page| {
        let url = server.at(page);
        folder.failure(&[&url]).strip_prefix(&format!("{url}: ")).unwrap().to_owned()
    };
    assert_eq!(said("/loop"), "redirected more than 10 times");
    assert_eq!(server.requests().iter().filter(|request| request.starts_with("GET /loop")).count(), 11);
    let refused = |location| {
        format!("redirected to {location}, which is neither http:// nor https://, and not followed")
    };
    assert_eq!(said("/file"), refused("file:///etc/passwd"));
    assert_eq!(said("/insecure"), refused("https+insecure://127.0.0.1/"));
    assert_eq!(said("/password"), refused("ftp://h/"));
    assert_eq!(said("/nowhere"), "server response: 302 Found");
}

/// Not to another server, nor to the first one by a redirect of another, nor to the user.
#[test]
fn secrets_are_told_to_nobody_else() {
    let folder = Folder::new("secrets");
    let home = Arc::new(std::sync::Mutex::new(String::new()));
    let back = Arc::clone(&home);
    let other = Server::new(move |_, stream| {
        reply(stream, "302 Found", &[&format!("Location: {}", back.lock().unwrap())], b"");
    });
    let away = format!("Location: {}", other.at("/other"));
    let server = Server::new(move |line, stream| match line.split(' ').nth(1).unwrap() {
        "/start" => reply(stream, "302 Found", &["Location: /next"], b""),
        "/next" => reply(stream, "302 Found", &[&away], b""),
        _ => reply(stream, "403 Forbidden", &["X-Go-Pprof: 1", "Content-Type: text/plain"], b"no"),
    });
    *home.lock().unwrap() = server.at("/home");
    let url = format!("http://alice:{SECRET}@127.0.0.1:{}/start", server.port);
    let header = format!("-header=Cookie: a={SECRET}");
    let said = folder.failure(&[&url, &header, "-header", "X-Y:z"]);
    let shown = server.at("/start");
    assert_eq!(
        said,
        format!("{shown}: server response: 403 Forbidden - no; what -header says does not let us in")
    );
    let is_told = |request: &String| {
        let told = ["cookie: a=s3cret\r\n", "x-y: z\r\n", "authorization: Basic YWxpY2U6czNjcmV0\r\n"];
        let request = request.replace("Cookie", "cookie").replace("X-Y", "x-y");
        let n_told = told.iter().filter(|told| request.contains(*told)).count();
        assert!(n_told == 0 || n_told == told.len(), "{request}");
        n_told > 0
    };
    let told: Vec<_> = server.requests().iter().map(is_told).collect();
    assert_eq!(told, [true, true, false]);
    assert_eq!(other.requests().iter().map(is_told).collect::<Vec<_>>(), [false]);
}

#[test]
fn secrets_are_in_no_message() {
    let folder = Folder::new("messages");
    let with_user = format!("http://alice:{SECRET}@127.0.0.1:1/x");
    let header = format!("-header=Authorization: Bearer {SECRET}");
    assert!(folder.failure(&[&with_user, &header]).starts_with("http://127.0.0.1:1/x: connection refused"));
    let server = Server::new(|_, stream| send(stream, b"no profile"));
    let url = format!("http://alice:{SECRET}@127.0.0.1:{}/x", server.port);
    for other in ["p", "-base=p", "-dot"] {
        folder.failure(&[&url, other, &header]);
    }
    for header in [
        format!("-header={SECRET}"),
        format!("-header={SECRET}:"),
        format!("-header=A B: {SECRET}"),
        format!("-header=A: b\nC: {SECRET}"),
    ] {
        assert!(folder.failure(&["p", &header]).starts_with("-header: not a name and a value"));
    }
}

#[test]
fn proxies_are_those_of_the_environment() {
    let (folder, proxy) = (
        Folder::new("proxies"),
        Server::new(|line, stream| {
            if line.starts_with("CONNECT example.test:80 ") {
                stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
            } else if line.starts_with("CONNECT ") {
                reply(stream, "407 Proxy Authentication Required", &[], b"");
            } else {
                send(stream, &common::profile());
            }
        }),
    );
    let address = format!("http://alice:{SECRET}@127.0.0.1:{}", proxy.port);
    let run = |url: &str, name: &str, value: &str| {
        ran(folder.command(&["-dot", url, "-timeout=5"]).env(name, value))
    };
    let fetched = run("http://example.test/p", "HTTP_PROXY", &address);
    assert_eq!((fetched.code, fetched.stdout), (Some(0), folder.dot(&["p"]).0), "{}", fetched.stderr);
    let refused = run("https://example.test/p", "https_proxy", &address);
    assert!(refused.stderr.contains(": the proxy does not let us through: "), "{}", refused.stderr);
    let wrong = run("http://example.test/p", "HTTP_PROXY", &format!("{SECRET}://x"));
    assert!(wrong.stderr.contains(": HTTP_PROXY is not an address of a proxy"), "{}", wrong.stderr);
}

#[test]
fn what_cannot_be_saved_is_drawn_all_the_same() {
    let (folder, server) =
        (Folder::new("unsaved"), Server::new(|_, stream| send(stream, &common::profile())));
    let nowhere = folder.path("p").join("x");
    let mut command = folder.command(&["-dot", &server.at("/p")]);
    for name in ["PPROF_TMPDIR", "HOME", "USERPROFILE", "TMPDIR", "TMP", "TEMP"] {
        command.env(name, &nowhere);
    }
    let ran = ran(&mut command);
    assert_eq!((ran.code, ran.stdout), (Some(0), folder.dot(&["p"]).0));
    let last = ran.stderr.lines().last().unwrap();
    assert_eq!(last, format!("Could not save profile: {}: not a directory", nowhere.display()));
    let home = folder.path("home");
    let ran = self::ran(
        folder.command(&["-dot", &server.at("/p")]).env("PPROF_TMPDIR", &nowhere).env("HOME", &home),
    );
    assert!(
        ran.stderr.contains(&format!("Saved profile in {}/pprof/pprof.tiny.", home.display())),
        "{}",
        ran.stderr
    );
}
