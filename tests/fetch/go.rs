//! A Go server, which most profiles are from.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use super::Folder;
use super::server::{Server, send};

/// If this is set, a missing Go is a failure.
const REQUIRED: &str = "REQUIRE_GO";

/// A running server.
struct GoServer {
    child: Child,
    address: String,
}

impl GoServer {
    /// `None` if Go is missing.
    fn start(folder: &Folder) -> Option<GoServer> {
        let program = folder.path("server");
        let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/profiles/server");
        let mut build = Command::new("go");
        let built = build.args(["build", "-o"]).arg(&program).arg(".").current_dir(sources).status();
        match built {
            Ok(status) => assert!(status.success()),
            Err(error) => {
                eprintln!("SKIPPED: `go` cannot be run ({error}), so no server in Go is fetched from");
                assert!(std::env::var_os(REQUIRED).is_none(), "{REQUIRED} is set, and there is no `go`");
                return None;
            }
        }
        let mut child = Command::new(program).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut address = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut address).unwrap();
        Some(GoServer { child, address: address.trim().to_owned() })
    }

    /// Fetches a page to serve it again, since each request of a running program has another result.
    fn record(&self, path: &str) -> Vec<u8> {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.0\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        assert!(answer.starts_with(b"HTTP/1.0 200 OK\r\n"), "{path}");
        let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap();
        answer.split_off(end + 4)
    }
}

impl Drop for GoServer {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The pages in protobuf.
const PAGES: [&str; 7] = [
    "/debug/pprof/heap",
    "/debug/pprof/allocs",
    "/debug/pprof/goroutine",
    "/debug/pprof/mutex",
    "/debug/pprof/block",
    "/debug/pprof/threadcreate",
    "/debug/pprof/profile?seconds=1",
];

#[test]
fn every_page_of_a_go_server_is_drawn() {
    let folder = Folder::new("go");
    let Some(server) = GoServer::start(&folder) else { return };
    for page in PAGES.into_iter().chain(["/debug/pprof/heap?debug=1", "/debug/pprof/heap?gc=1"]) {
        let (dot, said) = folder.dot(&[&format!("{}{page}", server.address)]);
        assert!(dot.contains("N1 ") || page.contains("threadcreate"), "{page}: {dot}");
        assert!(said.contains("\nSaved profile in "), "{said}");
    }
    let (dot, said) = folder.dot(&[&server.address, "-seconds=1"]);
    assert!(dot.contains("Type: cpu") && said.contains("Please wait... (1s)\n"), "{said}");
    fs::remove_dir_all(folder.path("saved")).unwrap();
    let said = folder.failure(&[&format!("{}/debug/pprof/nothing", server.address)]);
    assert!(said.contains(": server response: 404 Not Found - Unknown profile; a Go server has "), "{said}");
    let said = folder.failure(&[&format!("{}/debug/pprof/", server.address)]);
    assert!(said.contains(": a web page, and no profile; "), "{said}");
}

#[test]
fn a_page_is_drawn_as_the_reference_draws_it() {
    let folder = Folder::new("go-reference");
    let Some(server) = GoServer::start(&folder) else { return };
    let pages: Arc<Vec<_>> = Arc::new(PAGES.into_iter().map(|page| (page, server.record(page))).collect());
    let recorded = Arc::clone(&pages);
    let copy = Server::new(move |line, stream| {
        let path = line.split(' ').nth(1).unwrap();
        send(stream, &recorded.iter().find(|(page, _)| *page == path).unwrap().1);
    });
    for (page, _) in pages.iter() {
        let url = copy.at(page);
        let mut reference = Command::new("go");
        reference.args(["tool", "pprof", "-symbolize=none", "-dot", &url]);
        let reference =
            reference.env("TZ", "UTC").env("PPROF_TMPDIR", folder.path("reference")).output().unwrap();
        let own = folder.command(&["-dot", &url]).env("TZ", "UTC").output().unwrap();
        assert_eq!(
            String::from_utf8(own.stdout).unwrap(),
            String::from_utf8(reference.stdout).unwrap(),
            "{page}"
        );
        let said = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().lines().next().unwrap().to_owned();
        assert_eq!(said(own.stderr), said(reference.stderr), "{page}");
    }
    let saved = |name: &str| {
        let entries = fs::read_dir(folder.path(name)).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    assert_eq!(saved("saved"), saved("reference"));
}
