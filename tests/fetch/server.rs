//! A server with responses chosen by a test.

#![allow(clippy::disallowed_methods, reason = "a test that cannot start a thread may fail")]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// A connection, with or without TLS.
pub(crate) trait Stream: Read + Write {}
impl<T: Read + Write> Stream for T {}

/// Responds to a request, given as its first line and its body.
type Answer = dyn Fn(&str, &[u8], &mut dyn Stream);

/// A local server, which runs as long as the test.
pub(crate) struct Server {
    pub(crate) port: u16,
    /// The head of each request, up to the empty line.
    requests: Arc<Mutex<Vec<String>>>,
    /// The body of each request.
    bodies: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl Server {
    /// Responds to each request, given as its first line, by `answer`.
    pub(crate) fn new(answer: impl Fn(&str, &mut dyn Stream) + Send + Sync + 'static) -> Server {
        Server::with(None, move |line, _, stream| answer(line, stream))
    }

    /// The same, with the body passed to `answer`.
    pub(crate) fn with_body(answer: impl Fn(&str, &[u8], &mut dyn Stream) + Send + Sync + 'static) -> Server {
        Server::with(None, answer)
    }

    /// The same over TLS.
    pub(crate) fn secure(
        config: ServerConfig,
        answer: impl Fn(&str, &mut dyn Stream) + Send + Sync + 'static,
    ) -> Server {
        Server::with(Some(Arc::new(config)), move |line, _, stream| answer(line, stream))
    }

    fn with(
        config: Option<Arc<ServerConfig>>,
        answer: impl Fn(&str, &[u8], &mut dyn Stream) + Send + Sync + 'static,
    ) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = Server { port, requests: Arc::default(), bodies: Arc::default() };
        let (requests, bodies) = (Arc::clone(&server.requests), Arc::clone(&server.bodies));
        let answer = Arc::new(answer);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (config, requests, answer) = (config.clone(), Arc::clone(&requests), Arc::clone(&answer));
                let bodies = Arc::clone(&bodies);
                thread::spawn(move || serve(stream.unwrap(), config, (&requests, &bodies), &*answer));
            }
        });
        server
    }

    /// The requests so far, with all headers.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    /// The bodies so far.
    pub(crate) fn bodies(&self) -> Vec<Vec<u8>> {
        self.bodies.lock().unwrap().clone()
    }

    /// The URL of a page.
    pub(crate) fn at(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }
}

fn serve(
    stream: TcpStream,
    config: Option<Arc<ServerConfig>>,
    (requests, bodies): (&Mutex<Vec<String>>, &Mutex<Vec<Vec<u8>>>),
    answer: &Answer,
) {
    let mut stream: Box<dyn Stream> = match config {
        None => Box::new(stream),
        Some(config) => Box::new(StreamOwned::new(ServerConnection::new(config).unwrap(), stream)),
    };
    // A proxy gets two requests in one connection.
    while let Some(request) = head(&mut *stream) {
        let mut body = vec![0; length(&request)];
        stream.read_exact(&mut body).unwrap();
        requests.lock().unwrap().push(request.clone());
        bodies.lock().unwrap().push(body.clone());
        answer(request.lines().next().unwrap(), &body, &mut *stream);
        let _ = stream.flush();
        if !request.starts_with("CONNECT") {
            return;
        }
    }
}

/// The head of a request; `None` if the client has closed the connection.
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

/// The length of a request's body.
fn length(head: &str) -> usize {
    let mut headers = head.lines().filter_map(|line| line.split_once(": "));
    let length = headers.find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    length.map_or(0, |(_, length)| length.parse().unwrap())
}

/// A response with these headers. Errors of writing are ignored, since the client may have closed the connection.
pub(crate) fn reply(stream: &mut dyn Stream, status: &str, headers: &[&str], body: &[u8]) {
    let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
    let head = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\n\r\n", body.len());
    let _ = stream.write_all(head.as_bytes());
    let _ = stream.write_all(body);
}

/// A response with success status.
pub(crate) fn send(stream: &mut dyn Stream, body: &[u8]) {
    reply(stream, "200 OK", &["Content-Type: application/octet-stream"], body);
}
