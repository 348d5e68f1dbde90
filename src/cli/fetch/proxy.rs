//! Selects the proxy from environment variables, as Go does.

use std::net::IpAddr;

use ureq::Proxy;

use super::error::Cause;
use super::url::Url;

/// The proxy for `url`, if there is one; `variable` reads the environment.
pub(super) fn of(url: &Url, variable: impl Fn(&str) -> Option<String>) -> Result<Option<Proxy>, Cause> {
    let variable = |names: [&'static str; 2]| {
        let value = |name| variable(name).filter(|value| !value.is_empty());
        names.into_iter().find_map(|name| Some((name, value(name)?)))
    };
    let names =
        if url.scheme() == "https" { ["HTTPS_PROXY", "https_proxy"] } else { ["HTTP_PROXY", "http_proxy"] };
    let Some((name, proxy)) = variable(names) else {
        return Ok(None);
    };
    let exceptions = variable(["NO_PROXY", "no_proxy"]).map(|(_, value)| value).unwrap_or_default();
    if is_near(url) || exceptions.split(',').any(|exception| is_excepted(url, exception.trim())) {
        return Ok(None);
    }
    Proxy::new(&proxy).map(Some).map_err(|_| Cause::Proxy { variable: name })
}

/// Whether it is this machine, for which no proxy is used.
fn is_near(url: &Url) -> bool {
    url.host.eq_ignore_ascii_case("localhost")
        || address(&url.host).is_some_and(|address| address.is_loopback())
}

fn address(host: &str) -> Option<IpAddr> {
    host.trim_start_matches('[').trim_end_matches(']').parse().ok()
}

/// Whether this entry of `NO_PROXY` matches `url`: everything, an address, a range of addresses, or a domain, with an
/// optional port.
fn is_excepted(url: &Url, exception: &str) -> bool {
    if exception == "*" {
        return true;
    }
    if let Some((start, n_bits)) = exception.split_once('/') {
        let range = address(start).zip(n_bits.parse().ok());
        return range
            .zip(address(&url.host))
            .is_some_and(|((start, n_bits), host)| is_in_range(host, start, n_bits));
    }
    let (name, port) = match exception.rsplit_once(':') {
        Some((name, port)) if address(exception).is_none() && !port.ends_with(']') => {
            (name, port.parse().ok())
        }
        _ => (exception, url.port()),
    };
    port.is_some() && port == url.port() && is_host(url, name)
}

/// Whether the host of `url` is `name` or, unless that is an address, a subdomain of it.
fn is_host(url: &Url, name: &str) -> bool {
    if let Some(own) = address(&url.host) {
        return address(name) == Some(own);
    }
    let host = url.host.trim_end_matches('.').to_ascii_lowercase();
    let name = name.strip_prefix('*').unwrap_or(name).to_ascii_lowercase();
    let domain = name.trim_start_matches('.');
    let is_below = || host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'));
    !domain.is_empty() && (is_below() || (host == domain && !name.starts_with('.')))
}

fn is_in_range(host: IpAddr, start: IpAddr, n_bits: u32) -> bool {
    let (host, start, n_all) = match (host, start) {
        (IpAddr::V4(host), IpAddr::V4(start)) => {
            (u128::from(host.to_bits()), u128::from(start.to_bits()), 32)
        }
        (IpAddr::V6(host), IpAddr::V6(start)) => (host.to_bits(), start.to_bits(), 128),
        _ => return false,
    };
    let same =
        |n_other: u32| host.checked_shr(n_other).unwrap_or(0) == start.checked_shr(n_other).unwrap_or(0);
    n_bits <= n_all && same(n_all - n_bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proxy(typed: &str, environment: &[(&str, &str)]) -> String {
        let variable = |name: &str| {
            environment.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        };
        match of(&Url::typed(typed).unwrap(), variable) {
            Ok(None) => String::new(),
            Ok(Some(proxy)) => format!("{}:{}", proxy.host(), proxy.port()),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn each_scheme_has_its_proxy() {
        let both = [("HTTP_PROXY", "http://u:p@a:1"), ("HTTPS_PROXY", "b:2"), ("http_proxy", "c:3")];
        assert_eq!(proxy("http://h", &both), "a:1");
        assert_eq!(proxy("https://h", &both), "b:2");
        assert_eq!(proxy("http://h", &[("HTTP_PROXY", ""), ("http_proxy", "c:3")]), "c:3");
        assert_eq!(proxy("http://h", &[("HTTPS_PROXY", "b:2")]), "");
        assert_eq!(
            proxy("http://h", &[("HTTP_PROXY", "s3cret://x")]),
            "HTTP_PROXY is not an address of a proxy"
        );
        for near in ["http://localhost:1", "http://127.3.2.1", "http://[::1]:8"] {
            assert_eq!(proxy(near, &both), "", "{near}");
        }
    }

    #[test]
    fn exceptions_are_those_of_go() {
        let is_excepted = |typed: &str, exceptions: &str| {
            proxy(typed, &[("HTTP_PROXY", "a:1"), ("NO_PROXY", exceptions)]).is_empty()
        };
        let excepted = [
            ("h", "*"),
            ("x.org", "y, x.org"),
            ("a.x.org", "x.org"),
            ("A.X.org", ".x.ORG"),
            ("a.x.org", "*.x.org"),
            ("x.org:80", "x.org:80"),
            ("10.1.2.3", "10.0.0.0/8"),
            ("10.1.2.3", "10.1.2.3"),
            ("[fd00::1]", "fd00::/8"),
            ("[fd00::1]", "fd00::1"),
            ("[fd00::1]", "[fd00::1]:80"),
            ("10.1.2.3", "0.0.0.0/0"),
        ];
        for (host, exceptions) in excepted {
            assert!(is_excepted(&format!("http://{host}"), exceptions), "{host} {exceptions}");
        }
        let others = [
            ("ax.org", "x.org"),
            ("x.org", ".x.org"),
            ("x.org", "*.x.org"),
            ("x.org", "x.org:81"),
            ("x.org", ""),
            ("x.org", "."),
            ("11.1.2.3", "10.0.0.0/8"),
            ("10.1.2.3", "1.2.3"),
            ("10.1.2.3", "10.0.0.0/33"),
            ("10.1.2.3", "fd00::/8"),
        ];
        for (host, exceptions) in others {
            assert!(!is_excepted(&format!("http://{host}"), exceptions), "{host} {exceptions}");
        }
    }
}
