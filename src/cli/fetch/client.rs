//! The HTTP client.

use std::io::{self, Read};
use std::time::{Duration, Instant};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use ureq::http::request::Builder;
use ureq::http::{HeaderMap, HeaderName, Request, Response, StatusCode, header};
use ureq::{Agent, Body};

use pprof_svg::profile::{self, InputError};

use super::super::input::reader_error;
use super::super::options::{Fetching, Header};
use super::decompress::Gunzip;
use super::error::{Cause, FetchError};
use super::progress::Progress;
use super::proxy;
use super::tls::Tls;
use super::url::{Url, without_password};

/// The default timeout in seconds, unless a longer recording is requested.
pub(super) const PATIENCE: u64 = 60;

/// The maximum number of redirects, as in Go.
const MAX_REDIRECTS: usize = 10;

/// The maximum size in bytes of a decompressed profile.
pub(super) const LONGEST_PROFILE: u64 = 256 << 20;

/// The maximum number of bytes of a server's error message that are shown.
const LONGEST_WORDS: u64 = 2000;

/// The maximum number of bytes that are read of an error response.
const LONGEST_REFUSAL: u64 = 1 << 16;

/// An HTTP client with the user's settings.
pub(super) struct Client {
    headers: Vec<Header>,
    tls: Tls,
}

/// The body of a POST request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Post {
    pub(super) headers: &'static [(&'static str, &'static str)],
    pub(super) body: Vec<u8>,
    /// The maximum size in bytes of a decompressed response with success status.
    pub(super) longest_answer: u64,
}

/// The response to a POST request.
pub(super) struct Reply {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    /// Decompressed.
    pub(super) body: Vec<u8>,
    /// Whether the headers of `-header` were sent.
    pub(super) has_header: bool,
}

impl Reply {
    /// What kind of data it says it is.
    pub(super) fn media_type(&self) -> &str {
        media_type(&self.headers)
    }
}

/// One of the servers that an address leads to.
struct Stop {
    url: Url,
    /// Whether it is the server that the user named; secrets are not sent to others.
    is_trusted: bool,
}

impl Client {
    pub(super) fn new(fetching: &Fetching) -> Result<Client, FetchError> {
        Ok(Client { headers: fetching.headers.clone(), tls: Tls::new(fetching)? })
    }

    /// Gets `url`, within `time`.
    pub(super) fn get(&self, url: &Url, time: Duration, progress: &Progress) -> Result<Vec<u8>, Cause> {
        let (response, at) = self.ask(url, None, time)?;
        if response.status() != StatusCode::OK {
            return Err(self.refusal(response));
        }
        read(response, progress)?.map_err(|error| Cause::of(error.into(), &at, time))
    }

    /// Posts to `url`, within `time`. Returns the response with any status.
    pub(super) fn post(
        &self,
        url: &Url,
        post: &Post,
        time: Duration,
        progress: &Progress,
    ) -> Result<Reply, Cause> {
        let (response, at) = self.ask(url, Some(post), time)?;
        let (status, headers) = (response.status(), response.headers().clone());
        let limit = if status == StatusCode::OK { post.longest_answer } else { LONGEST_REFUSAL };
        let mut body = Vec::new();
        let read = decompressed(response, progress)?.take(limit + 1).read_to_end(&mut body);
        read.map_err(|error| Cause::of(error.into(), &at, time))?;
        if body.len() as u64 > limit {
            return Err(Cause::TooLong(limit));
        }
        Ok(Reply { status, headers, body, has_header: !self.headers.is_empty() })
    }

    /// Follows redirects. Returns the final response and its URL.
    fn ask(&self, url: &Url, post: Option<&Post>, time: Duration) -> Result<(Response<Body>, Url), Cause> {
        let deadline = Instant::now() + time;
        let mut stop = Stop { url: url.clone(), is_trusted: true };
        for _ in 0..=MAX_REDIRECTS {
            let left = deadline.saturating_duration_since(Instant::now());
            let response = self.run(&stop, post, left)?.map_err(|error| Cause::of(error, &stop.url, time))?;
            let Some(location) = location(&response) else { return Ok((response, stop.url)) };
            // These statuses turn POST into GET.
            if post.is_some() && matches!(response.status().as_u16(), 301..=303) {
                return Err(Cause::Moved(without_password(location)));
            }
            stop = stop.next(location)?;
        }
        Err(Cause::TooManyRedirects(MAX_REDIRECTS))
    }

    /// Sends a request to `stop`, within `time`.
    fn run(
        &self,
        stop: &Stop,
        post: Option<&Post>,
        time: Duration,
    ) -> Result<Result<Response<Body>, ureq::Error>, Cause> {
        let url = &stop.url;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Cause::Scheme(url.scheme.clone()));
        }
        if !url.host.is_ascii() {
            return Err(Cause::ForeignHost);
        }
        let port = url.port().ok_or_else(|| Cause::Port(url.port.clone()))?;
        let proxy = proxy::of(url, |name| std::env::var(name).ok())?;
        let config = Agent::config_builder()
            .timeout_global(Some(time))
            .tls_config(self.tls.config(url, stop.is_trusted, proxy.as_ref())?)
            .proxy(proxy)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .accept_encoding("gzip")
            .user_agent(concat!("pprof-svg/", env!("CARGO_PKG_VERSION")));
        let at = format!("{}://{}:{port}{}", url.scheme(), url.host, url.path_and_query());
        let request = Request::builder().uri(at).header(header::HOST, url.host_and_port());
        let request = if stop.is_trusted { self.with_secrets(request, url) } else { request };
        let agent = Agent::new_with_config(config.build());
        let sent = match post {
            None => request.body(()).map(|request| agent.run(request)),
            Some(post) => {
                with_headers(request.method("POST"), post).body(&*post.body).map(|request| agent.run(request))
            }
        };
        Ok(sent.unwrap_or_else(|error| Err(error.into())))
    }

    fn with_secrets(&self, request: Builder, url: &Url) -> Builder {
        let is_given = |name: HeaderName| {
            self.headers.iter().any(|header| header.name.eq_ignore_ascii_case(name.as_str()))
        };
        let mut request = request;
        if let Some((user, password)) = url.user.as_ref().filter(|_| !is_given(header::AUTHORIZATION)) {
            let basic = BASE64_STANDARD.encode(format!("{user}:{password}"));
            request = request.header(header::AUTHORIZATION, format!("Basic {basic}"));
        }
        self.headers.iter().fold(request, |request, header| request.header(&header.name, &header.value))
    }

    /// The error for a response with an error status.
    fn refusal(&self, response: Response<Body>) -> Cause {
        let status = response.status();
        let is_told = is_text(response.headers()) && response.headers().contains_key("x-go-pprof");
        let mut words = Vec::new();
        // Read errors are ignored.
        let _ = response.into_body().into_reader().take(LONGEST_WORDS).read_to_end(&mut words);
        let words = String::from_utf8_lossy(&words).trim().to_owned();
        Cause::Status {
            status: status.as_u16(),
            reason: status.canonical_reason().unwrap_or_default(),
            wants_tls: status == StatusCode::BAD_REQUEST && words.contains("HTTPS"),
            words: if is_told { words } else { String::new() },
            has_header: !self.headers.is_empty(),
        }
    }
}

impl Stop {
    /// The target of a redirect.
    fn next(self, location: &str) -> Result<Stop, Cause> {
        let target =
            self.url.join(location).filter(|url| matches!(&*url.scheme, "http" | "https" | "https+insecure"));
        let mut url = target.ok_or_else(|| Cause::Redirect(without_password(location)))?;
        let is_same = self.url.is_same_server(&url);
        if is_same {
            url.scheme = self.url.scheme;
            url.user = self.url.user;
        } else if url.is_insecure() {
            return Err(Cause::Redirect(location.to_owned()));
        }
        Ok(Stop { url, is_trusted: self.is_trusted && is_same })
    }
}

fn with_headers(request: Builder, post: &Post) -> Builder {
    post.headers.iter().fold(request, |request, (name, value)| request.header(*name, *value))
}

/// The location of a redirect response.
fn location(response: &Response<Body>) -> Option<&str> {
    let is_redirect = matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308);
    response.headers().get(header::LOCATION).filter(|_| is_redirect)?.to_str().ok()
}

/// Reads the profile of a response, unless it is something else. The inner error is that of an incomplete response.
fn read(response: Response<Body>, progress: &Progress) -> Result<io::Result<Vec<u8>>, Cause> {
    let is_html = media_type(response.headers()).eq_ignore_ascii_case("text/html");
    let bytes = profile::read_bytes(decompressed(response, progress)?, None, LONGEST_PROFILE);
    let is_page =
        |start: &[u8]| start.starts_with(b"<") || (is_html && start.trim_ascii_start().starts_with(b"<"));
    match bytes {
        Ok(bytes) if is_page(&bytes) => Err(Cause::Page),
        Err(InputError::NoProfile(_)) if is_html => Err(Cause::Page),
        Err(InputError::NoProfile(error)) => Err(Cause::NoProfile(error)),
        bytes => Ok(bytes.map_err(reader_error)),
    }
}

/// A reader of the response's body, decompressed.
fn decompressed(response: Response<Body>, progress: &Progress) -> Result<Box<dyn Read + '_>, Cause> {
    let encoding = response.headers().get(header::CONTENT_ENCODING).cloned();
    let encoding = encoding.as_ref().map(|encoding| encoding.to_str().unwrap_or("?"));
    let body = progress.counting(response.into_body().into_reader());
    match encoding.unwrap_or("identity") {
        "identity" => Ok(Box::new(body)),
        "gzip" | "x-gzip" => Ok(Box::new(Gunzip::new(body))),
        other => Err(Cause::Encoding(other.to_owned())),
    }
}

fn is_text(headers: &HeaderMap) -> bool {
    media_type(headers).eq_ignore_ascii_case("text/plain")
}

fn media_type(headers: &HeaderMap) -> &str {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim()
}
