//! Links from functions to their source.

use std::fmt::Write as _;
use std::str::FromStr;

/// A template for links to source: a web address with `{file}` and `{line}` in it.
///
/// ```
/// use pprof_svg::drawing::source_url::SourceUrl;
///
/// let url: SourceUrl = "https://example.com/blob/main/{file}#L{line}".parse()?;
/// assert_eq!(url.link("src/main.go", 7), "https://example.com/blob/main/src/main.go#L7");
/// # Ok::<(), pprof_svg::drawing::source_url::SourceUrlError>(())
/// ```
///
/// The template decides where a link goes; what a profile says can only choose a file and a line there. The path
/// is percent-encoded, and elements such as `..` are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceUrl(String);

/// The reason why a text is no template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SourceUrlError {
    /// It is of another scheme, or of none.
    #[error("a source URL begins with https:// or http://")]
    Scheme,
    /// It has characters that no URL has.
    #[error("a source URL has no spaces, quotes or characters beyond ASCII: percent-encode them")]
    Character,
    /// It has braces around something else, or a brace alone.
    #[error("a source URL has no braces but {{file}} and {{line}}")]
    Placeholder,
    /// A placeholder is part of the host, or there is none.
    #[error("a source URL has a host, and its placeholders after it")]
    Host,
}

impl FromStr for SourceUrl {
    type Err = SourceUrlError;

    fn from_str(template: &str) -> Result<SourceUrl, SourceUrlError> {
        let rest = template.strip_prefix("https://").or_else(|| template.strip_prefix("http://"));
        let rest = rest.ok_or(SourceUrlError::Scheme)?;
        let is_fit = |c: char| c.is_ascii_graphic() && !"\"'<>\\^`|".contains(c);
        if !template.chars().all(is_fit) {
            return Err(SourceUrlError::Character);
        }
        if template.replace("{file}", "").replace("{line}", "").contains(['{', '}']) {
            return Err(SourceUrlError::Placeholder);
        }
        let host = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
        if host.is_empty() || host.contains('{') {
            return Err(SourceUrlError::Host);
        }
        Ok(SourceUrl(template.to_owned()))
    }
}

impl SourceUrl {
    /// The link to a line of a file; to its first line if the line is unknown, that is, not above 0.
    #[must_use]
    pub fn link(&self, file: &str, line: i64) -> String {
        self.0.replace("{line}", &line.max(1).to_string()).replace("{file}", &encoded(file))
    }
}

/// A path as part of a URL.
fn encoded(path: &str) -> String {
    let elements = path.split(['/', '\\']).filter(|element| !matches!(*element, "" | "." | ".."));
    let mut url = String::with_capacity(path.len());
    for (index, element) in elements.enumerate() {
        if index > 0 {
            url.push('/');
        }
        for byte in element.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'@' | b'+' => {
                    url.push(char::from(byte));
                }
                _ => {
                    let _ = write!(url, "%{byte:02X}");
                }
            }
        }
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(template: &str, file: &str, line: i64) -> String {
        template.parse::<SourceUrl>().expect("the template is right").link(file, line)
    }

    #[test]
    fn placeholders_are_filled_in() {
        assert_eq!(link("https://h/r/{file}#L{line}", "/src/a b.go", 7), "https://h/r/src/a%20b.go#L7");
        assert_eq!(link("http://h/?p={file}&l={line}", "a&b=c.go", 0), "http://h/?p=a%26b%3Dc.go&l=1");
        assert_eq!(link("https://h/", "a.go", 1), "https://h/");
    }

    #[test]
    fn a_profile_cannot_lead_elsewhere() {
        for (file, url) in [
            ("../../../evil/x.go", "https://h/r/evil/x.go"),
            ("..\\..\\x.go", "https://h/r/x.go"),
            ("javascript:alert(1)", "https://h/r/javascript%3Aalert%281%29"),
            ("//evil.example/\"><script>", "https://h/r/evil.example/%22%3E%3Cscript%3E"),
            ("%2e%2e/x?y#z{line}", "https://h/r/%252e%252e/x%3Fy%23z%7Bline%7D"),
        ] {
            assert_eq!(link("https://h/r/{file}", file, 3), url);
        }
    }

    #[test]
    fn templates_are_web_addresses() {
        use SourceUrlError::{Character, Host, Placeholder, Scheme};
        for (template, error) in [
            ("", Scheme),
            ("javascript:alert(1)//{file}", Scheme),
            ("JavaScript:x", Scheme),
            ("file:///{file}", Scheme),
            ("data:text/html,x", Scheme),
            (" https://h/", Scheme),
            ("https://h/ x", Character),
            ("https://h/\"onclick=x", Character),
            ("https://h/ü", Character),
            ("https://h/{path}", Placeholder),
            ("https://h/{file", Placeholder),
            ("https://{file}/", Host),
            ("https://{line}", Host),
            ("https:///x", Host),
        ] {
            assert_eq!(template.parse::<SourceUrl>(), Err(error), "{template}");
        }
    }
}
