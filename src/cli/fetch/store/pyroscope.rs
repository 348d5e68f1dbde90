//! Grafana Pyroscope, by the Connect protocol: <https://connectrpc.com/docs/protocol>.

use prost::Message;
use ureq::http::StatusCode;

use super::super::client::{LONGEST_PROFILE, Post, Reply};
use super::fault::Fault;
use super::question::Question;

pub(super) const NAME: &str = "Pyroscope";

/// The path of the API.
pub(super) const PATH: &str = "/querier.v1.QuerierService/SelectMergeProfile";

/// The supported parameters of the URL.
pub(super) const PARAMETERS: &str = "query, from, until and max_nodes";

pub(super) const EXAMPLE: &str = "process_cpu:cpu:nanoseconds:cpu:nanoseconds{service_name=\"NAME\"}, a profile type and what selects its profiles";

const ADVICE: &str = "the address is that of its web interface, any path before it included, and a query";

const HEADERS: &[(&str, &str)] = &[("Content-Type", MEDIA_TYPE), ("Connect-Protocol-Version", "1")];
const MEDIA_TYPE: &str = "application/proto";

/// The request of `querier/v1/querier.proto`.
#[derive(Clone, PartialEq, Message)]
struct SelectMergeProfileRequest {
    #[prost(string, tag = "1")]
    profile_type_id: String,
    #[prost(string, tag = "2")]
    label_selector: String,
    /// In milliseconds since 1970, like the end.
    #[prost(int64, tag = "3")]
    start: i64,
    #[prost(int64, tag = "4")]
    end: i64,
    #[prost(int64, optional, tag = "5")]
    max_nodes: Option<i64>,
}

/// An error response.
#[derive(Default)]
struct Refusal {
    code: String,
    message: String,
}

pub(super) fn post(question: &Question) -> Post {
    let (profile_type, selector) = match question.query.find('{') {
        Some(at) => question.query.split_at(at),
        None => (&*question.query, "{}"),
    };
    let request = SelectMergeProfileRequest {
        profile_type_id: profile_type.trim().to_owned(),
        label_selector: selector.trim().to_owned(),
        start: question.period.from.as_millisecond(),
        end: question.period.until.as_millisecond(),
        max_nodes: question.max_nodes,
    };
    Post { headers: HEADERS, body: request.encode_to_vec(), longest_answer: LONGEST_PROFILE }
}

/// The profile in a response.
pub(super) fn profile(reply: Reply, question: &Question) -> Result<Vec<u8>, Fault> {
    if reply.status == StatusCode::OK {
        if reply.media_type() != MEDIA_TYPE {
            return Err(no_store());
        }
        return Ok(reply.body);
    }
    let refusal = Refusal::read(&reply);
    let message = refusal.message;
    match (reply.status, &*refusal.code) {
        (StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN, _) => {
            Err(Fault::Unknown { store: NAME, message, has_header: reply.has_header })
        }
        (_, "not_found") => Err(Fault::NoMatch(question.period)),
        (StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED, _) => Err(no_store()),
        (status, _) if message.is_empty() => Err(Fault::Refused { store: NAME, message: status.to_string() }),
        _ => Err(Fault::Refused { store: NAME, message }),
    }
}

fn no_store() -> Fault {
    Fault::NoStore { store: NAME, advice: ADVICE }
}

impl Refusal {
    /// Parses an error in the JSON of Connect, or a text; nothing for an HTML page.
    fn read(reply: &Reply) -> Refusal {
        match serde_json::from_slice::<serde_json::Value>(&reply.body) {
            Ok(value) => {
                let text = |name: &str| {
                    value.get(name).and_then(|text| text.as_str()).unwrap_or_default().to_owned()
                };
                Refusal { code: text("code"), message: text("message") }
            }
            Err(_) if reply.media_type() == "text/plain" => {
                let message = String::from_utf8_lossy(&reply.body).trim().to_owned();
                Refusal { message, ..Refusal::default() }
            }
            Err(_) => Refusal::default(),
        }
    }
}
