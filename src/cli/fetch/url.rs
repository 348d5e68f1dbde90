//! URLs, as typed and as sent by servers.

use std::fmt::{self, Write};

/// The path of a Go server's CPU profile, the default without a path.
const CPU_PROFILE: &str = "/debug/pprof/profile";

/// A URL with a host. User and password are not printed.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Url {
    /// In lower case; may be unsupported.
    pub(super) scheme: String,
    /// User and password.
    pub(super) user: Option<(String, String)>,
    /// As written: a name, an IPv4 address, or an IPv6 address in brackets.
    pub(super) host: String,
    /// Digits, or empty.
    pub(super) port: String,
    /// Empty, or with a leading slash, percent-encoded.
    pub(super) path: String,
    /// The text after the question mark, percent-encoded.
    pub(super) query: String,
}

impl Url {
    /// Parses a URL as typed; `None` without host.
    ///
    /// `localhost:8080` has no scheme, although it looks as if it had one: it is taken as `http`.
    pub(crate) fn typed(typed: &str) -> Option<Url> {
        let with_scheme = || Parts::of(&format!("http://{typed}")).and_then(Parts::with_host);
        match Parts::of(typed) {
            None => with_scheme(),
            Some(parts) if parts.authority.is_none() && !matches!(&*parts.scheme, "" | "file") => {
                with_scheme()
            }
            Some(parts) => parts.with_host(),
        }
    }

    /// Adds the default path, and the seconds to record. Parameters are sorted by name.
    pub(crate) fn completed(mut self, seconds: Option<u64>) -> Url {
        if matches!(&*self.path, "" | "/") {
            CPU_PROFILE.clone_into(&mut self.path);
        }
        let mut pairs = pairs(&self.query);
        if let Some(seconds) = seconds {
            pairs.retain(|(key, _)| key != b"seconds");
            pairs.push((b"seconds".to_vec(), seconds.to_string().into_bytes()));
        }
        pairs.sort_by(|(a, _), (b, _)| a.cmp(b));
        let pairs: Vec<_> =
            pairs.iter().map(|(key, value)| format!("{}={}", in_query(key), in_query(value))).collect();
        self.query = pairs.join("&");
        self
    }

    /// The parameters of the query, in order, without those that are not UTF-8.
    pub(super) fn parameters(&self) -> Vec<(String, String)> {
        let text = |(key, value)| Some((String::from_utf8(key).ok()?, String::from_utf8(value).ok()?));
        pairs(&self.query).into_iter().filter_map(text).collect()
    }

    /// The seconds that the server is asked to record.
    pub(crate) fn seconds(&self) -> Option<u64> {
        let (_, value) = pairs(&self.query).into_iter().find(|(key, _)| key == b"seconds")?;
        String::from_utf8(value).ok()?.parse().ok().filter(|seconds| (1..1 << 31).contains(seconds))
    }

    /// Whether it is a CPU profile or a trace, which a Go server records when asked.
    pub(crate) fn is_cpu_profile(&self) -> bool {
        self.path == CPU_PROFILE
    }

    /// The URL of the same server's symbolization handler.
    #[cfg_attr(not(feature = "symbolize"), allow(dead_code, reason = "nobody looks for names"))]
    pub(super) fn symbols(&self) -> Url {
        const PROFILES: [&str; 5] = ["heap", "growth", "profile", "pmuprofile", "contention"];
        let is_profile =
            |name: &&str| self.path.strip_suffix(*name).is_some_and(|path| path.ends_with("/pprof/"));
        let is_of_go = self.path.contains("/debug/pprof/") || PROFILES.iter().any(is_profile);
        let name = if is_of_go { "symbol" } else { "symbolz" };
        Url { path: format!("{}{name}", folder(&self.path)), query: String::new(), ..self.clone() }
    }

    /// Resolves a redirect's location relative to this URL; `None` without host.
    pub(super) fn join(&self, location: &str) -> Option<Url> {
        let parts = Parts::of(location)?;
        if !parts.scheme.is_empty() {
            return parts.with_host();
        }
        if parts.authority.is_some() {
            return Parts { scheme: self.scheme().to_owned(), ..parts }.with_host();
        }
        let path = match &*parts.path {
            "" => self.path.clone(),
            path if path.starts_with('/') => without_dots(path),
            path => without_dots(&format!("{}{path}", folder(&self.path))),
        };
        let query = if parts.path.is_empty() && parts.query.is_empty() { &self.query } else { &parts.query };
        Some(Url { path, query: query.clone(), ..self.clone() })
    }

    /// The scheme of requests: `https` for `https+insecure`, which is known to the command line only.
    pub(super) fn scheme(&self) -> &str {
        if self.is_insecure() { "https" } else { &self.scheme }
    }

    /// Whether certificates are not checked.
    pub(super) fn is_insecure(&self) -> bool {
        self.scheme == "https+insecure"
    }

    /// The port to connect to; `None` if it is invalid.
    pub(super) fn port(&self) -> Option<u16> {
        match (&*self.port, self.scheme()) {
            ("", "https") => Some(443),
            ("", _) => Some(80),
            (port, _) => port.parse().ok(),
        }
    }

    /// The host, with the port if one was given.
    pub(super) fn host_and_port(&self) -> String {
        let colon = if self.port.is_empty() { "" } else { ":" };
        format!("{}{colon}{}", self.host, self.port)
    }

    /// Path and query of the request.
    pub(super) fn path_and_query(&self) -> String {
        let slash = if self.path.is_empty() { "/" } else { "" };
        let mark = if self.query.is_empty() { "" } else { "?" };
        format!("{slash}{}{mark}{}", self.path, self.query)
    }

    /// Whether `other` is on the same server; secrets are not sent to others.
    pub(super) fn is_same_server(&self, other: &Url) -> bool {
        let host = self.host.eq_ignore_ascii_case(&other.host);
        host && self.scheme() == other.scheme() && self.port() == other.port()
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.scheme.is_empty() { String::new() } else { format!("{}:", self.scheme) };
        let mark = if self.query.is_empty() { "" } else { "?" };
        write!(f, "{scheme}//{}{}{mark}{}", self.host_and_port(), self.path, self.query)
    }
}

impl fmt::Debug for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// The typed text without a password, for messages.
pub(crate) fn without_password(typed: &str) -> String {
    let start = typed.find("//").map_or(0, |at| at + 2);
    let end = typed[start..].find(['/', '?', '#']).map_or(typed.len(), |at| start + at);
    match typed[start..end].rfind('@') {
        Some(at) => format!("{}{}", &typed[..start], &typed[start + at + 1..]),
        None => typed.to_owned(),
    }
}

/// The parts of a URL or a relative reference, divided as by Go's `net/url`.
#[derive(Debug, Default)]
struct Parts {
    scheme: String,
    authority: Option<String>,
    path: String,
    query: String,
}

impl Parts {
    /// `None` if it is invalid.
    fn of(text: &str) -> Option<Parts> {
        if text.chars().any(|c| c.is_ascii_control()) {
            return None;
        }
        let (text, _) = text.split_once('#').unwrap_or((text, ""));
        let (scheme, rest) = scheme_and_rest(text)?;
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let parts = Parts { scheme, query: escaped(query, is_in_query)?, ..Parts::default() };
        if let Some(after) =
            rest.strip_prefix("//").filter(|after| !(parts.scheme.is_empty() && after.starts_with('/')))
        {
            let (authority, path) = after.split_at(after.find('/').unwrap_or(after.len()));
            let path = escaped(path, is_in_path)?;
            return Some(Parts { authority: Some(authority.to_owned()), path, ..parts });
        }
        let is_relative = parts.scheme.is_empty() && !rest.starts_with('/');
        if is_relative && rest.split('/').next().is_some_and(|segment| segment.contains(':')) {
            return None;
        }
        Some(Parts { path: escaped(rest, is_in_path)?, ..parts })
    }

    fn with_host(self) -> Option<Url> {
        let authority = self.authority?;
        let (user, host) = match authority.rsplit_once('@') {
            Some((user, host)) => (Some(user), host),
            None => (None, &*authority),
        };
        let user = user.map(|user| {
            let (name, password) = user.split_once(':').unwrap_or((user, ""));
            (unescaped_text(name), unescaped_text(password))
        });
        let (host, port) = host_and_port(host)?;
        let (host, port) = (host.to_owned(), port.to_owned());
        Some(Url { scheme: self.scheme, user, host, port, path: self.path, query: self.query })
    }
}

/// Splits off a scheme, which may be empty; `None` if the text begins with a colon.
fn scheme_and_rest(text: &str) -> Option<(String, &str)> {
    let is_in_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let end = text.find(|c| !is_in_scheme(c)).unwrap_or(text.len());
    match text[end..].strip_prefix(':') {
        Some(_) if end == 0 => None,
        Some(rest) if text.starts_with(|c: char| c.is_ascii_alphabetic()) => {
            Some((text[..end].to_ascii_lowercase(), rest))
        }
        _ => Some((String::new(), text)),
    }
}

/// Splits off a port, which may be empty; `None` without host, or if it is invalid.
fn host_and_port(text: &str) -> Option<(&str, &str)> {
    let (host, port) = match text.strip_prefix('[') {
        Some(rest) => {
            let (host, port) = text.split_at(rest.find(']')? + 2);
            (host, if port.is_empty() { port } else { port.strip_prefix(':')? })
        }
        None => text.split_once(':').unwrap_or((text, "")),
    };
    let is_in_host =
        |c: char| !c.is_ascii() || c.is_ascii_alphanumeric() || "-_.~!$&'()*+,;=%[]:".contains(c);
    let is_host = !host.is_empty() && host.chars().all(is_in_host);
    (is_host && port.bytes().all(|byte| byte.is_ascii_digit())).then_some((host, port))
}

/// The names and values of a query, without invalid ones, as in Go.
fn pairs(query: &str) -> Vec<(Vec<u8>, Vec<u8>)> {
    let is_pair = |pair: &&str| !pair.is_empty() && !pair.contains(';') && is_escaped_well(pair);
    let pair = |pair: &str| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        (unescaped(key, true), unescaped(value, true))
    };
    query.split('&').filter(is_pair).map(pair).collect()
}

fn is_escaped_well(text: &str) -> bool {
    text.split('%')
        .skip(1)
        .all(|after| after.len() >= 2 && after.bytes().take(2).all(|byte| byte.is_ascii_hexdigit()))
}

/// Decodes percent-encoding.
fn unescaped(text: &str, is_query: bool) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let digit = |at: usize| after.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        let (byte, n_read) = match (first, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => ((high * 16 + low) as u8, 3),
            (b'+', ..) if is_query => (b' ', 1),
            _ => (*first, 1),
        };
        bytes.push(byte);
        rest = &rest[n_read..];
    }
    bytes
}

/// Decodes percent-encoding, as text with replacement characters.
pub(super) fn unescaped_text(text: &str) -> String {
    String::from_utf8_lossy(&unescaped(text, false)).into_owned()
}

/// Encodes a name or a value of a query.
fn in_query(bytes: &[u8]) -> String {
    let mut text = String::new();
    for &byte in bytes {
        match byte {
            b' ' => text.push('+'),
            byte if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) => text.push(byte.into()),
            byte => escape(byte, &mut text),
        }
    }
    text
}

/// Percent-encodes the bytes that `may_stand` does not accept; `None` if an escape is invalid.
fn escaped(text: &str, may_stand: fn(u8) -> bool) -> Option<String> {
    // Invalid escapes make a path invalid; in a query, the parameter is dropped later.
    if !may_stand(b'?') && !is_escaped_well(text) {
        return None;
    }
    let mut escaped = String::new();
    for byte in text.bytes() {
        if may_stand(byte) { escaped.push(byte.into()) } else { escape(byte, &mut escaped) }
    }
    Some(escaped)
}

fn escape(byte: u8, text: &mut String) {
    write!(text, "%{byte:02X}").expect("a string takes whatever is written");
}

fn is_in_path(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_.~!$&'()*+,;=:@/%[]".contains(&byte)
}

fn is_in_query(byte: u8) -> bool {
    is_in_path(byte) || byte == b'?'
}

/// A path up to its last slash.
fn folder(path: &str) -> &str {
    path.rfind('/').map_or("/", |at| &path[..=at])
}

/// Resolves `.` and `..`, which do not lead above the root.
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for segment in path.split('/').skip(1) {
        match segment {
            "." => {}
            ".." => drop(kept.pop()),
            segment => kept.push(segment),
        }
    }
    if path.ends_with("/.") || path.ends_with("/..") {
        kept.push("");
    }
    format!("/{}", kept.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;
    use proptest::prelude::*;

    /// Typed URLs, and the reference's resulting URLs; `-` for texts that are not URLs there either.
    const TYPED: [(&str, &str); 28] = [
        ("localhost:8080", "http://localhost:8080/debug/pprof/profile"),
        ("localhost", "-"),
        ("127.0.0.1:9", "http://127.0.0.1:9/debug/pprof/profile"),
        ("127.0.0.1:9/debug/pprof/heap", "http://127.0.0.1:9/debug/pprof/heap"),
        ("127.0.0.1:9?seconds=5", "http://127.0.0.1:9/debug/pprof/profile?seconds=5"),
        ("http://u:p@127.0.0.1:9/x?b=2&a=1&a=0&c", "http://127.0.0.1:9/x?a=1&a=0&b=2&c="),
        ("//127.0.0.1:9/x", "//127.0.0.1:9/x"),
        ("ftp://127.0.0.1:9/", "ftp://127.0.0.1:9/debug/pprof/profile"),
        ("file:///nope", "-"),
        ("file://h/x", "file://h/x"),
        ("mem_03:55:24", "-"),
        (r"C:\x", "-"),
        ("foo/bar:80", "-"),
        ("foo bar:80", "-"),
        ("http://127.0.0.1:9/a b", "http://127.0.0.1:9/a%20b"),
        ("https+insecure://127.0.0.1:9", "https+insecure://127.0.0.1:9/debug/pprof/profile"),
        ("HTTP://127.0.0.1:9", "http://127.0.0.1:9/debug/pprof/profile"),
        ("http://127.0.0.1:99999", "http://127.0.0.1:99999/debug/pprof/profile"),
        ("http://[::1]:9/", "http://[::1]:9/debug/pprof/profile"),
        ("http://[::1]", "http://[::1]/debug/pprof/profile"),
        ("http://[::1", "-"),
        (
            "http://127.0.0.1:9/?x=a;b&y=%zz&z=~*-_. +ä",
            "http://127.0.0.1:9/debug/pprof/profile?z=~%2A-_.++%C3%A4",
        ),
        ("http://127.0.0.1:9/ä#frag", "http://127.0.0.1:9/%C3%A4"),
        ("http://127.0.0.1:9/%zz", "-"),
        ("http:127.0.0.1:9", "-"),
        ("-", "-"),
        ("", "-"),
        ("a\nb:80", "-"),
    ];

    #[test]
    fn what_is_typed_is_an_address_where_the_reference_takes_it_for_one() {
        for (typed, expected) in TYPED {
            let fetched = Url::typed(typed).map_or("-".to_owned(), |url| url.completed(None).to_string());
            assert_eq!(fetched, expected, "{typed:?}");
        }
    }

    #[test]
    fn seconds_are_those_of_the_option_and_then_those_of_the_address() {
        let url = |typed: &str, seconds| Url::typed(typed).unwrap().completed(seconds);
        let asked = url("h:1/p?seconds=5&gc=1&seconds=6", Some(30));
        assert_eq!((asked.to_string().as_str(), asked.seconds()), ("http://h:1/p?gc=1&seconds=30", Some(30)));
        assert_eq!(url("h:1/p?seconds=5", None).seconds(), Some(5));
        for none in ["h:1", "h:1/p?seconds=x", "h:1/p?seconds=-1", "h:1/p?seconds=99999999999"] {
            assert_eq!(url(none, None).seconds(), None, "{none}");
        }
    }

    /// As in the reference.
    #[test]
    fn names_are_on_the_page_beside_the_profile() {
        let symbols = |typed| Url::typed(typed).unwrap().completed(None).symbols().to_string();
        let pages = [
            ("h:1", "http://h:1/debug/pprof/symbol"),
            ("h:1/pprof/profile?seconds=1", "http://h:1/pprof/symbol"),
            ("h:1/x/pprof/heap", "http://h:1/x/pprof/symbol"),
            ("h:1/x/debug/pprof/y/z", "http://h:1/x/debug/pprof/y/symbol"),
            ("https+insecure://h/pprof/other", "https+insecure://h/pprof/symbolz"),
            ("h:1/heap", "http://h:1/symbolz"),
        ];
        for (page, expected) in pages {
            assert_eq!(symbols(page), expected, "{page}");
        }
    }

    #[test]
    fn redirects_lead_where_they_say() {
        let here = Url::typed("http://u:p@h:1/a/b?c=d").unwrap();
        let target = |location| here.join(location).map_or("-".to_owned(), |url| url.to_string());
        let locations = [
            "/x",
            "x?y=z",
            "../x/./y",
            "../../..",
            "?q=1",
            "",
            "//other/x",
            "https://h:1/x",
            "file:///etc/passwd",
            "x:y",
            ":",
        ];
        let lines: Vec<_> = locations.map(|location| format!("{location:?} {}", target(location))).to_vec();
        expect![[r#"
            "/x" http://h:1/x
            "x?y=z" http://h:1/a/x?y=z
            "../x/./y" http://h:1/x/y
            "../../.." http://h:1/
            "?q=1" http://h:1/a/b?q=1
            "" http://h:1/a/b?c=d
            "//other/x" http://other/x
            "https://h:1/x" https://h:1/x
            "file:///etc/passwd" -
            "x:y" -
            ":" -"#]]
        .assert_eq(&lines.join("\n"));
    }

    #[test]
    fn servers_are_the_same_by_scheme_host_and_port() {
        let url = |typed| Url::typed(typed).unwrap();
        let here = url("https+insecure://h/x");
        for same in ["https://h", "https://H:443/y", "https+insecure://h"] {
            assert!(here.is_same_server(&url(same)), "{same}");
        }
        for other in ["http://h:443", "https://h:80", "https://h.", "https://g"] {
            assert!(!here.is_same_server(&url(other)), "{other}");
        }
    }

    #[test]
    fn user_and_password_are_understood_and_not_shown() {
        let url = Url::typed("http://al%40ice:se%3Acret@h:1/x").unwrap();
        assert_eq!(url.user, Some(("al@ice".to_owned(), "se:cret".to_owned())));
        assert_eq!(format!("{url} {url:?}"), "http://h:1/x http://h:1/x");
        let shown = [
            ("http://a:b@h:1/x@y", "http://h:1/x@y"),
            ("http://a:b@c@h", "http://h"),
            ("a:b@h:1/x", "h:1/x"),
            ("https://h/?a=b@c", "https://h/?a=b@c"),
        ];
        for (typed, without) in shown {
            assert_eq!(without_password(typed), without);
        }
    }

    proptest! {
        #[test]
        fn anything_can_be_typed(typed in "(https?:|//|@|:|/|%|\\?|#|[a-z1\\[\\]ä ]|\\PC){0,12}", location in "\\PC{0,9}") {
            if let Some(url) = Url::typed(&typed) {
                let url = url.completed(Some(1));
                prop_assert!(!url.host.is_empty());
                let _ = url.join(&location);
            }
            let _ = without_password(&typed);
        }
    }
}
