//! Stores that merge the profiles of many machines, by their public APIs.

use std::sync::Arc;

use super::server::{Server, Stream, reply};
use super::{Folder, SECRET, common, gzip, ran};

const QUERY: &str = "process_cpu:cpu:nanoseconds:cpu:nanoseconds{service_name=\"x\"}";
const PERIOD: &str = "from=2026-01-31T12:00:00Z&until=1769864400";

/// A protobuf field with bytes.
fn bytes_field(number: u8, bytes: &[u8]) -> Vec<u8> {
    let length = u8::try_from(bytes.len()).unwrap();
    assert!(length < 0x80);
    [&[number << 3 | 2, length], bytes].concat()
}

/// A protobuf field with an integer.
fn number_field(number: u8, value: u64) -> Vec<u8> {
    let mut field = vec![number << 3];
    let mut rest = value;
    while rest >= 0x80 {
        field.push(rest as u8 | 0x80);
        rest >>= 7;
    }
    field.push(rest as u8);
    field
}

/// A frame of gRPC-Web.
fn frame(flags: u8, bytes: &[u8]) -> Vec<u8> {
    [&[flags], &u32::try_from(bytes.len()).unwrap().to_be_bytes()[..], bytes].concat()
}

const PROTO: &str = "Content-Type: application/proto";
const GRPC: &str = "Content-Type: application/grpc-web+proto";
const JSON: &str = "Content-Type: application/json";
const DONE: &[u8] = b"grpc-status:0\r\ngrpc-message:\r\n";

fn header(request: &str, name: &str) -> String {
    let mut headers = request.lines().filter_map(|line| line.split_once(": "));
    headers
        .find(|(key, _)| key.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.to_owned())
        .unwrap_or_default()
}

fn pyroscope(server: &Server, rest: &str) -> String {
    format!("pyroscope+{}", server.at(rest))
}

fn parca(server: &Server, rest: &str) -> String {
    format!("parca+{}", server.at(rest))
}

#[test]
fn pyroscope_is_asked_by_connect() {
    let folder = Folder::new("pyroscope");
    let server = Server::new(|line, stream| match line.split(' ').nth(1).unwrap() {
        path if path.starts_with("/plain/") => reply(stream, "200 OK", &[PROTO], &common::profile()),
        _ => reply(stream, "200 OK", &[PROTO, "Content-Encoding: gzip"], &gzip(&common::profile())),
    });
    let (expected, _) = folder.dot(&["p"]);
    let url = pyroscope(&server, &format!("/?query={QUERY}&{PERIOD}&max_nodes=300"));
    let secret = format!("-header=Authorization: Bearer {SECRET}");
    let (dot, said) = folder.dot(&[&url, &secret, "-header=X-Scope-OrgID: us"]);
    assert_eq!(dot, expected);
    assert!(said.starts_with("Fetching profile over HTTP from pyroscope+http://127.0.0.1:"), "{said}");
    assert!(said.contains("\nSaved profile in "), "{said}");
    let request = &server.requests()[0];
    assert!(
        request.starts_with("POST /querier.v1.QuerierService/SelectMergeProfile HTTP/1.1\r\n"),
        "{request}"
    );
    assert_eq!(header(request, "content-type"), "application/proto");
    assert_eq!(header(request, "connect-protocol-version"), "1");
    assert_eq!(header(request, "x-scope-orgid"), "us");
    assert_eq!(header(request, "authorization"), format!("Bearer {SECRET}"));
    let (profile_type, selector) = QUERY.split_at(QUERY.find('{').unwrap());
    let expected_body = [
        bytes_field(1, profile_type.as_bytes()),
        bytes_field(2, selector.as_bytes()),
        number_field(3, 1_769_860_800_000),
        number_field(4, 1_769_864_400_000),
        number_field(5, 300),
    ];
    assert_eq!(server.bodies()[0], expected_body.concat());
    // A type alone selects all services, and the path before the API's is kept.
    let url = pyroscope(&server, &format!("/plain/?query=a:b:c:d:e&{PERIOD}"));
    assert_eq!(folder.dot(&[&url]).0, expected);
    assert!(server.requests()[1].starts_with("POST /plain/querier.v1."), "{}", server.requests()[1]);
    assert!(server.bodies()[1].starts_with(b"\x0a\x09a:b:c:d:e\x12\x02{}\x18"));
}

#[test]
fn parca_is_asked_by_grpc_web() {
    let folder = Folder::new("parca");
    let server = Server::new(|_, stream| {
        let message =
            [vec![6 << 3 | 2], length(&gzip(&common::profile())), gzip(&common::profile()), vec![9 << 3, 1]];
        reply(stream, "200 OK", &[GRPC], &[frame(0, &message.concat()), frame(0x80, DONE)].concat());
    });
    let (expected, _) = folder.dot(&["p"]);
    let url = parca(&server, &format!("/x?query={QUERY}&from=2026-01-31T12:00:00.25Z&until=1769864400"));
    assert_eq!(folder.dot(&[&url]).0, expected);
    let request = &server.requests()[0];
    assert!(
        request.starts_with("POST /x/api/parca.query.v1alpha1.QueryService/Query HTTP/1.1\r\n"),
        "{request}"
    );
    assert_eq!(header(request, "content-type"), "application/grpc-web+proto");
    assert_eq!(header(request, "x-grpc-web"), "1");
    let from = [number_field(1, 1_769_860_800), number_field(2, 250_000_000)].concat();
    let merge = [
        bytes_field(1, QUERY.as_bytes()),
        bytes_field(2, &from),
        bytes_field(3, &number_field(1, 1_769_864_400)),
    ];
    let message = [number_field(1, 2), bytes_field(3, &merge.concat()), number_field(5, 1)].concat();
    assert_eq!(server.bodies()[0], frame(0, &message));
}

fn length(bytes: &[u8]) -> Vec<u8> {
    number_field(0, bytes.len() as u64)[1..].to_vec()
}

/// The last hour is the default; both profiles of a comparison are of the same time.
#[test]
fn two_hours_of_a_store_are_compared() {
    let folder = Folder::new("stores-base");
    let server = Server::new(|_, stream| reply(stream, "200 OK", &[PROTO], &common::profile()));
    let (expected, _) = folder.dot(&["p", "-diff_base=p"]);
    let now = pyroscope(&server, "?query=a{}");
    let before = format!("-diff_base={}", pyroscope(&server, "?query=b{}&from=now-2h&until=now-1h"));
    assert_eq!(folder.dot(&[&now, &before]).0, expected);
    let bodies = server.bodies();
    let period = |name: u8| {
        let body = bodies.iter().find(|body| body[2] == name).unwrap();
        let varint_at = |at: usize| (0..6).map(|i| u64::from(body[at + i] & 0x7f) << (7 * i)).sum::<u64>();
        (varint_at(8), varint_at(15))
    };
    let ((now_from, now_until), (before_from, before_until)) = (period(b'a'), period(b'b'));
    assert_eq!((now_until - now_from, before_until - before_from), (3_600_000, 3_600_000));
    assert!(now_from.abs_diff(before_until) < 1000, "{now_from} {before_until}");
}

/// The message about a URL before or after a request, without the URL.
fn said(
    test: &str,
    url: impl Fn(&Server) -> String,
    answer: impl Fn(&str, &mut dyn Stream) + Send + Sync + 'static,
) -> String {
    let (folder, server) = (Folder::new(test), Server::new(answer));
    let url = url(&server);
    let said = folder.failure(&[&url]);
    said.strip_prefix(&format!("{url}: ")).unwrap_or_else(|| panic!("{said}")).to_owned()
}

#[test]
fn questions_that_are_none_are_told_before_anybody_is_asked() {
    let asked = |name: &str, rest: &'static str| {
        said(name, |server| pyroscope(server, rest), |line, _| panic!("asked for {line}"))
    };
    let none = asked("store-none", "/?from=now-1h");
    assert!(none.starts_with("no query; add ?query=process_cpu:cpu:nanoseconds"), "{none}");
    assert_eq!(asked("store-empty", "?query=%20"), none);
    let time = asked("store-time", "?query=a{}&from=yesterday");
    assert!(time.starts_with("from=yesterday: not a time; it is like 2026-01-31T12:00:00Z, "), "{time}");
    let name = asked("store-name", "?query=a{}&start=1");
    assert!(name.starts_with("there is no start here, only query, from, until and max_nodes; "), "{name}");
    let backwards = asked("store-backwards", "?query=a{}&from=2026-01-01T00:00:00Z&until=1");
    assert_eq!(backwards, "from=2026-01-01T00:00:00Z is not before until=1970-01-01T00:00:01Z");
    assert!(asked("store-nodes", "?query=a{}&max_nodes=0").starts_with("max_nodes=0: not a whole number"));
    let parca =
        said("store-parca", |server| parca(server, "?query=a{}&max_nodes=1"), |line, _| panic!("{line}"));
    assert!(parca.starts_with("there is no max_nodes here, only query, from and until; "), "{parca}");
}

#[test]
fn what_pyroscope_has_not_is_said() {
    let said = |test: &str, status: &'static str, header: &'static str, body: &'static [u8]| {
        let url = |server: &Server| pyroscope(server, &format!("/?query={QUERY}&{PERIOD}"));
        said(test, url, move |_, stream| reply(stream, status, &[header], body))
    };
    let none = "no profile matches the query from 2026-01-31T12:00:00Z until 2026-01-31T13:00:00Z";
    assert_eq!(said("pyro-empty", "200 OK", PROTO, b""), none);
    assert_eq!(said("pyro-strings", "200 OK", PROTO, b"\x32\x00"), none);
    assert_eq!(
        said("pyro-type", "200 OK", PROTO, b"\x0a\x04\x08\x01\x10\x02\x32\x00\x32\x01a\x32\x01b"),
        none
    );
    let not_found = br#"{"code":"not_found","message":"nothing"}"#;
    assert_eq!(said("pyro-notfound", "404 Not Found", JSON, not_found), none);
    let store = "no Pyroscope there; the address is that of its web interface, any path before it included, and a query";
    assert_eq!(said("pyro-404", "404 Not Found", "Content-Type: text/plain", b"404 page not found"), store);
    assert_eq!(said("pyro-405", "405 Method Not Allowed", "X: y", b""), store);
    assert_eq!(said("pyro-page", "200 OK", "Content-Type: text/html", b"<html>"), store);
    let tenant =
        said("pyro-401", "401 Unauthorized", JSON, br#"{"code":"unauthenticated","message":"no org id"}"#);
    assert_eq!(
        tenant,
        "Pyroscope wants to know who asks (no org id); \
         -header='Authorization: Bearer TOKEN' or -header='X-Scope-OrgID: TENANT' may let us in"
    );
    let odd = br#"{"code":"invalid_argument","message":"parse error:\n\u001b[31munexpected \u202e\""}"#;
    assert_eq!(
        said("pyro-400", "400 Bad Request", JSON, odd),
        "Pyroscope does not answer: parse error:\\n\\u{1b}[31munexpected \\u{202e}\""
    );
    assert_eq!(
        said("pyro-500", "502 Bad Gateway", "Content-Type: text/html", b"<h1>"),
        "Pyroscope does not answer: 502 Bad Gateway"
    );
    let moved = said("pyro-301", "301 Moved Permanently", "Location: https://example.test/x", b"");
    assert_eq!(moved, "the server has moved it to https://example.test/x; name that address");
}

#[test]
fn what_parca_has_not_is_said() {
    let said = |test: &str, headers: &'static [&'static str], body: Vec<u8>| {
        let url = |server: &Server| parca(server, &format!("/?query={QUERY}&{PERIOD}"));
        said(test, url, move |_, stream| reply(stream, "200 OK", headers, &body))
    };
    let trailers = |text: &str| frame(0x80, text.as_bytes());
    let none = "no profile matches the query from 2026-01-31T12:00:00Z until 2026-01-31T13:00:00Z";
    assert_eq!(said("parca-none", &[GRPC], trailers("grpc-status:5\r\ngrpc-message:no%20profile\r\n")), none);
    assert_eq!(said("parca-head", &[GRPC, "Grpc-Status: 5", "Grpc-Message: none"], vec![]), none);
    assert_eq!(said("parca-empty", &[GRPC], [frame(0, b""), trailers("grpc-status: 0\r\n")].concat()), none);
    let wrong = trailers("Grpc-Status: 3\r\nGrpc-Message: parse%0aerror: ä%e2%82%ac\r\n");
    assert_eq!(said("parca-wrong", &[GRPC], wrong), "Parca does not answer: parse\\nerror: ä€");
    let bare = trailers("grpc-status:13\r\n");
    assert_eq!(said("parca-bare", &[GRPC], bare), "Parca does not answer: state 13 of gRPC");
    let unknown = said("parca-401", &[GRPC], trailers("grpc-status:16\r\n"));
    assert!(unknown.starts_with("Parca wants to know who asks (state 16 of gRPC); -header="), "{unknown}");
    assert!(
        said("parca-page", &["Content-Type: text/html"], b"<html>".to_vec()).starts_with("no Parca there; ")
    );
    assert!(said("parca-old", &[GRPC], trailers("grpc-status:12\r\n")).starts_with("no Parca there; "));
    let cut = "the answer ended before the answer did; try again";
    assert_eq!(said("parca-cut", &[GRPC], frame(0, b"\x32\x01a")), cut);
    assert_eq!(said("parca-half", &[GRPC], vec![0, 0xff, 0xff, 0xff, 0xff, 1]), cut);
    assert_eq!(
        said("parca-no", &[GRPC], trailers("grpc-status:0\r\n")),
        "the answer is not as Parca writes it"
    );
    let odd = [frame(0, b"\x32\x7fa"), trailers("grpc-status:0\r\n")].concat();
    assert_eq!(said("parca-odd", &[GRPC], odd), "the answer is not as Parca writes it");
}

/// As for pages: 307 and 308 repeat the request with its body, and secrets are not sent to other servers.
#[test]
fn stores_that_are_elsewhere_are_told_no_secrets() {
    let folder = Folder::new("store-redirect");
    let other = Arc::new(Server::new(|_, stream| reply(stream, "200 OK", &[PROTO], &common::profile())));
    let away = format!("Location: {}", other.at("/other"));
    let server = Server::new(move |_, stream| reply(stream, "307 Temporary Redirect", &[&away], b""));
    let url = format!("pyroscope+http://alice:{SECRET}@127.0.0.1:{}/?query=a{{}}", server.port);
    let ran = ran(&mut folder.command(&["-dot", &url, &format!("-header=X-Scope-OrgID: {SECRET}")]));
    assert_eq!((ran.code, ran.stdout), (Some(0), folder.dot(&["p"]).0), "{}", ran.stderr);
    assert_eq!(header(&server.requests()[0], "x-scope-orgid"), SECRET);
    assert!(header(&server.requests()[0], "authorization").starts_with("Basic "));
    let told = &other.requests()[0];
    assert!(!told.contains(SECRET) && !told.to_lowercase().contains("authorization"), "{told}");
    assert!(told.starts_with("POST /other "), "{told}");
    assert_eq!(other.bodies(), server.bodies());
}
