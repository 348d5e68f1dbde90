//! Errors of fetching, and advice.

use std::io;
use std::time::Duration;

use pprof_svg::profile::ReadError;
use rustls::{AlertDescription, CertificateError};

use super::super::reason;
use super::store::fault::Fault;
use super::url::Url;

/// Advice about the paths of Go's profiles.
const PAGES: &str =
    "a Go server has /debug/pprof/{allocs,block,goroutine,heap,mutex,profile?seconds=30,threadcreate}";

/// Why nothing was fetched.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FetchError {
    #[error("{name}: {cause}")]
    Source { name: String, cause: Cause },
    #[error("-{option}={file}: {what}")]
    File { option: &'static str, file: String, what: String },
}

/// Why a server returned no profile.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Cause {
    #[error("server response: {status} {reason}{}{}", said(words), advice(*status, *wants_tls, *has_header))]
    Status { status: u16, reason: &'static str, words: String, wants_tls: bool, has_header: bool },
    #[error("a web page, and no profile; {PAGES}")]
    Page,
    #[error(transparent)]
    NoProfile(#[from] ReadError),
    #[error("redirected more than {0} times")]
    TooManyRedirects(usize),
    #[error("redirected to {0}, which is neither http:// nor https://, and not followed")]
    Redirect(String),
    #[error("the server has moved it to {0}; name that address")]
    Moved(String),
    #[error("the answer has more than {}", size(*.0))]
    TooLong(u64),
    #[cfg(feature = "symbolize")]
    #[error("{0}")]
    NoNames(String),
    #[error(transparent)]
    Store(#[from] Fault),
    #[error("profiles are fetched by http:// and https://{}", not_by(.0))]
    Scheme(String),
    #[error("there is no port {0}")]
    Port(String),
    #[error("the server packs with {0}, which is not understood here")]
    Encoding(String),
    #[error("no whole answer within {0} s; -timeout={twice} waits longer", twice = .0 * 2)]
    TimedOut(u64),
    #[error("there is no host called {0}")]
    UnknownHost(String),
    #[error("connection refused; is the server running, and is this its port?")]
    Refused,
    #[error("names of hosts are given in ASCII; what it is there begins with xn--")]
    ForeignHost,
    #[error("the connection ended before the answer did; try again")]
    CutOff,
    #[error("no answer that is HTTP ({0}); is it https:// perhaps?")]
    NoHttp(String),
    #[error("no TLS there; is it http:// perhaps?")]
    NoTls,
    #[error("{0}; -tls_ca=FILE names whom to trust, https+insecure:// trusts everybody")]
    Certificate(String),
    #[error("the server wants a certificate that it knows; -tls_cert=FILE and -tls_key=FILE show one")]
    Unidentified,
    #[error("no secure connection: {0}")]
    Tls(String),
    #[error(
        "this system knows no authorities for certificates; -tls_ca=FILE names some, https+insecure:// does without"
    )]
    NoAuthorities,
    #[error("{variable} is not an address of a proxy")]
    Proxy { variable: &'static str },
    #[error("the proxy does not let us through: {0}")]
    ProxyRefuses(String),
    #[error("{}", reason(.0))]
    Io(io::Error),
    #[error("{0}")]
    Other(String),
}

/// The server's own message.
fn said(words: &str) -> String {
    if words.is_empty() { String::new() } else { format!(" - {words}") }
}

/// Advice for a status.
fn advice(status: u16, wants_tls: bool, has_header: bool) -> String {
    match status {
        400 if wants_tls => "; the server wants https://".to_owned(),
        401 | 403 if has_header => "; what -header says does not let us in".to_owned(),
        401 | 403 => "; -header='Authorization: Bearer TOKEN' may let us in".to_owned(),
        404 => format!("; {PAGES}"),
        _ => String::new(),
    }
}

fn not_by(scheme: &str) -> String {
    if scheme.is_empty() { String::new() } else { format!(", not by {scheme}://") }
}

/// A number of bytes in the best unit.
fn size(n_bytes: u64) -> String {
    if n_bytes >> 20 == 0 { format!("{} kB", n_bytes >> 10) } else { format!("{} MB", n_bytes >> 20) }
}

impl Cause {
    /// Converts an error of a request to `url` with this timeout.
    pub(super) fn of(error: ureq::Error, url: &Url, time: Duration) -> Cause {
        match error {
            ureq::Error::Timeout(_) => Cause::TimedOut(time.as_secs()),
            ureq::Error::HostNotFound => Cause::UnknownHost(url.host.clone()),
            ureq::Error::ConnectProxyFailed(why) => Cause::ProxyRefuses(why),
            ureq::Error::Protocol(error) => Cause::NoHttp(error.to_string()),
            ureq::Error::Rustls(error) => Cause::of_tls(&error),
            ureq::Error::Tls(why) => Cause::Tls(why.to_owned()),
            ureq::Error::Io(error) => Cause::of_io(error, url),
            // Invalid URLs, for instance, or too long headers.
            error => Cause::Other(error.to_string()),
        }
    }

    fn of_io(error: io::Error, url: &Url) -> Cause {
        if let Some(error) = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
            return Cause::of_tls(error);
        }
        match error.kind() {
            io::ErrorKind::ConnectionRefused => Cause::Refused,
            io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe => {
                Cause::CutOff
            }
            // The standard library has no error kind for this.
            _ if error.to_string().starts_with("failed to lookup address") => {
                Cause::UnknownHost(url.host.clone())
            }
            _ => Cause::Io(error),
        }
    }

    fn of_tls(error: &rustls::Error) -> Cause {
        use AlertDescription as Alert;
        match error {
            rustls::Error::InvalidCertificate(why) => Cause::Certificate(fault(why)),
            rustls::Error::InvalidMessage(_) => Cause::NoTls,
            rustls::Error::AlertReceived(
                Alert::CertificateRequired
                | Alert::BadCertificate
                | Alert::UnknownCA
                | Alert::CertificateUnknown
                | Alert::AccessDenied,
            ) => Cause::Unidentified,
            error => Cause::Tls(error.to_string()),
        }
    }
}

/// Describes an error of a server's certificate.
fn fault(error: &CertificateError) -> String {
    match error {
        CertificateError::UnknownIssuer => "the server's certificate is from nobody known here".to_owned(),
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            "the server's certificate is another host's".to_owned()
        }
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            "the server's certificate has expired".to_owned()
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "the server's certificate is not valid yet".to_owned()
        }
        // Self-signed certificates of `openssl req -x509` have this error, which has no variant of its own.
        error if format!("{error:?}").contains("CaUsedAsEndEntity") => {
            "the server's certificate is its own authority, and cannot be both".to_owned()
        }
        error => format!("the server's certificate is not good ({error})"),
    }
}
