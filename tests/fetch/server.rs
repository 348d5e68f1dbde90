//! A server that answers as a test wants it to.

#![allow(clippy::disallowed_methods, reason = "a test that cannot start a thread may fail")]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// What a connection is to a test, secure or not.
pub(crate) trait Stream: Read + Write {}
impl<T: Read + Write> Stream for T {}

/// A server on this machine, for as long as the test runs.
pub(crate) struct Server {
    pub(crate) port: u16,
    /// The beginning of each request, up to the empty line.
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Answers each request, given as its first line, by `answer`.
    pub(crate) fn new(answer: impl Fn(&str, &mut dyn Stream) + Send + Sync + 'static) -> Server {
        Server::with(None, answer)
    }

    /// The same over TLS.
    pub(crate) fn secure(
        config: ServerConfig,
        answer: impl Fn(&str, &mut dyn Stream) + Send + Sync + 'static,
    ) -> Server {
        Server::with(Some(Arc::new(config)), answer)
    }

    fn with(
        config: Option<Arc<ServerConfig>>,
        answer: impl Fn(&str, &mut dyn Stream) + Send + Sync + 'static,
    ) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Server { port: listener.local_addr().unwrap().port(), requests: Arc::default() };
        let (requests, answer) = (Arc::clone(&server.requests), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (config, requests, answer) = (config.clone(), Arc::clone(&requests), Arc::clone(&answer));
                thread::spawn(move || serve(stream.unwrap(), config, &requests, &*answer));
            }
        });
        server
    }

    /// What was asked so far, with all headers.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    /// The address of a page.
    pub(crate) fn at(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }
}

fn serve(
    stream: TcpStream,
    config: Option<Arc<ServerConfig>>,
    requests: &Mutex<Vec<String>>,
    answer: &dyn Fn(&str, &mut dyn Stream),
) {
    let mut stream: Box<dyn Stream> = match config {
        None => Box::new(stream),
        Some(config) => Box::new(StreamOwned::new(ServerConnection::new(config).unwrap(), stream)),
    };
    // As a proxy it is asked twice in one connection.
    while let Some(request) = head(&mut *stream) {
        requests.lock().unwrap().push(request.clone());
        answer(request.lines().next().unwrap(), &mut *stream);
        let _ = stream.flush();
        if !request.starts_with("CONNECT") {
            return;
        }
    }
}

/// The beginning of a request; none where the client went away.
fn head(stream: &mut dyn Stream) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        if stream.read(&mut byte).ok()? == 0 {
            return None;
        }
        head.push(byte[0]);
    }
    Some(String::from_utf8(head).unwrap())
}

/// An answer with these headers. What cannot be written is for somebody who went away.
pub(crate) fn reply(stream: &mut dyn Stream, status: &str, headers: &[&str], body: &[u8]) {
    let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
    let head = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\n\r\n", body.len());
    let _ = stream.write_all(head.as_bytes());
    let _ = stream.write_all(body);
}

/// The good answer.
pub(crate) fn send(stream: &mut dyn Stream, body: &[u8]) {
    reply(stream, "200 OK", &["Content-Type: application/octet-stream"], body);
}
