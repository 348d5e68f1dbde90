//! Parca, by gRPC-Web like its user interface: HTTP with messages and trailers in frames.

use prost::{Message, Oneof};
use ureq::http::StatusCode;

use super::super::client::{LONGEST_PROFILE, Post, Reply};
use super::super::url::unescaped_text;
use super::fault::Fault;
use super::period::Period;
use super::question::Question;

pub(super) const NAME: &str = "Parca";

/// The path of the API.
pub(super) const PATH: &str = "/api/parca.query.v1alpha1.QueryService/Query";

/// The supported parameters of the URL.
pub(super) const PARAMETERS: &str = "query, from and until";

pub(super) const EXAMPLE: &str =
    "process_cpu:cpu:nanoseconds:cpu:nanoseconds:delta{job=\"NAME\"}, as its web interface has it";

const ADVICE: &str = "the address is that of its web interface, any path before it included, and a query";

const HEADERS: &[(&str, &str)] = &[("Content-Type", MEDIA_TYPE), ("Accept", MEDIA_TYPE), ("X-Grpc-Web", "1")];
const MEDIA_TYPE: &str = "application/grpc-web+proto";

/// The flag of a frame with trailers; that of a message is 0.
const TRAILERS: u8 = 0x80;

/// gRPC status codes.
const OK: u32 = 0;
const NOT_FOUND: u32 = 5;
const PERMISSION_DENIED: u32 = 7;
const UNIMPLEMENTED: u32 = 12;
const UNAUTHENTICATED: u32 = 16;

/// The request of `parca/query/v1alpha1/query.proto`.
#[derive(Clone, PartialEq, Message)]
struct QueryRequest {
    #[prost(int32, tag = "1")]
    mode: i32,
    #[prost(oneof = "Selection", tags = "3")]
    options: Option<Selection>,
    #[prost(int32, tag = "5")]
    report_type: i32,
}

/// `MODE_MERGE` and `REPORT_TYPE_PPROF`.
const MERGE: i32 = 2;
const PPROF: i32 = 1;

#[derive(Clone, PartialEq, Oneof)]
enum Selection {
    #[prost(message, tag = "3")]
    Merge(MergeProfile),
}

#[derive(Clone, PartialEq, Message)]
struct MergeProfile {
    #[prost(string, tag = "1")]
    query: String,
    #[prost(message, optional, tag = "2")]
    start: Option<Timestamp>,
    #[prost(message, optional, tag = "3")]
    end: Option<Timestamp>,
}

/// `google.protobuf.Timestamp`.
#[derive(Clone, Copy, PartialEq, Message)]
struct Timestamp {
    #[prost(int64, tag = "1")]
    seconds: i64,
    #[prost(int32, tag = "2")]
    nanos: i32,
}

/// The response, with the pprof report only.
#[derive(Clone, PartialEq, Message)]
struct QueryResponse {
    #[prost(bytes = "vec", optional, tag = "6")]
    pprof: Option<Vec<u8>>,
}

pub(super) fn post(question: &Question) -> Post {
    let Period { from, until } = question.period;
    let merge = MergeProfile {
        query: question.query.clone(),
        start: Some(timestamp(from)),
        end: Some(timestamp(until)),
    };
    let request = QueryRequest { mode: MERGE, options: Some(Selection::Merge(merge)), report_type: PPROF };
    let message = request.encode_to_vec();
    let mut body = vec![0];
    body.extend(u32::try_from(message.len()).unwrap_or(u32::MAX).to_be_bytes());
    body.extend(message);
    Post { headers: HEADERS, body, longest_answer: LONGEST_PROFILE }
}

/// Rounds seconds down, also before 1970.
fn timestamp(time: jiff::Timestamp) -> Timestamp {
    let down = i64::from(time.subsec_nanosecond() < 0);
    let nanos = time.subsec_nanosecond().rem_euclid(1_000_000_000);
    Timestamp { seconds: time.as_second() - down, nanos }
}

/// The profile in a response.
pub(super) fn profile(reply: &Reply, question: &Question) -> Result<Vec<u8>, Fault> {
    let no_store = || Fault::NoStore { store: NAME, advice: ADVICE };
    let unknown = |message| Fault::Unknown { store: NAME, message, has_header: reply.has_header };
    match reply.status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => return Err(unknown(String::new())),
        StatusCode::OK if reply.media_type().starts_with("application/grpc-web") => {}
        StatusCode::OK | StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => return Err(no_store()),
        status => return Err(Fault::Refused { store: NAME, message: status.to_string() }),
    }
    let frames = Frames::read(&reply.body);
    let (state, message) = frames.state.or_else(|| in_headers(reply)).ok_or(Fault::CutOff)?;
    match state {
        OK => {}
        NOT_FOUND => return Err(Fault::NoMatch(question.period)),
        PERMISSION_DENIED | UNAUTHENTICATED => return Err(unknown(message)),
        UNIMPLEMENTED => return Err(no_store()),
        _ => return Err(Fault::Refused { store: NAME, message }),
    }
    let message = frames.message.ok_or(Fault::Damaged(NAME))?;
    let response = QueryResponse::decode(message).map_err(|_| Fault::Damaged(NAME))?;
    Ok(response.pprof.unwrap_or_default())
}

/// The frames of a response.
#[derive(Debug, Default, PartialEq)]
struct Frames<'f> {
    message: Option<&'f [u8]>,
    /// The status and its message.
    state: Option<(u32, String)>,
}

impl<'f> Frames<'f> {
    /// Parses all complete frames.
    fn read(mut bytes: &'f [u8]) -> Frames<'f> {
        let mut frames = Frames::default();
        while let Some((&[flags, a, b, c, d], after)) = bytes.split_first_chunk() {
            let length = usize::try_from(u32::from_be_bytes([a, b, c, d])).unwrap_or(usize::MAX);
            let Some((frame, rest)) = after.split_at_checked(length) else { break };
            match flags {
                0 => frames.message = Some(frame),
                TRAILERS => frames.state = in_trailers(frame),
                // Compression was not offered, so compressed frames are invalid.
                _ => break,
            }
            bytes = rest;
        }
        frames
    }
}

/// The status in trailers.
fn in_trailers(frame: &[u8]) -> Option<(u32, String)> {
    let text = String::from_utf8_lossy(frame);
    let value = |name: &str| {
        let mut lines = text.lines().filter_map(|line| line.split_once(':'));
        lines.find(|(key, _)| key.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim().to_owned())
    };
    state(value("grpc-status")?, value("grpc-message"))
}

/// The status in headers, for responses without messages.
fn in_headers(reply: &Reply) -> Option<(u32, String)> {
    let value = |name| Some(reply.headers.get(name)?.to_str().ok()?.to_owned());
    state(value("grpc-status")?, value("grpc-message"))
}

fn state(state: String, message: Option<String>) -> Option<(u32, String)> {
    let state = state.parse().ok()?;
    let message = message.map(|message| unescaped_text(&message)).filter(|message| !message.is_empty());
    Some((state, message.unwrap_or_else(|| format!("state {state} of gRPC"))))
}
