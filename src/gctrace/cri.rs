//! Lines in the CRI format of Kubernetes' container runtimes, which split long lines: `TIME stderr P TEXT`.

use bstr::ByteSlice;

/// A line of a container's stream.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct CriLine<'a> {
    /// When the runtime read it.
    pub(super) time: &'a [u8],
    /// Whether it is from standard error; lines of standard output and standard error are split independently.
    pub(super) is_error: bool,
    /// Whether the next line of the stream continues it.
    pub(super) is_partial: bool,
    /// The program's text.
    pub(super) text: &'a [u8],
}

/// Parses a line; `None` if it has another format.
pub(super) fn line(line: &[u8]) -> Option<CriLine<'_>> {
    const LONGEST_TIME: usize = 40;
    let start = &line[..line.len().min(LONGEST_TIME)];
    let end = start.find_byte(b' ').filter(|_| start[0].is_ascii_digit())?;
    let (time, rest) = (&line[..end], &line[end + 1..]);
    let is_error = rest.starts_with(b"stderr ");
    let rest = rest.strip_prefix(b"stderr ").or_else(|| rest.strip_prefix(b"stdout "))?;
    let is_partial = rest.starts_with(b"P ");
    let text = rest.strip_prefix(b"P ").or_else(|| rest.strip_prefix(b"F "))?;
    Some(CriLine { time, is_error, is_partial, text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_tell_their_stream_and_whether_they_go_on() {
        let check = |text: &str, expected: Option<(bool, bool, &str)>| {
            let line = line(text.as_bytes());
            let found = line.map(|line| (line.is_error, line.is_partial, line.text.to_str().unwrap()));
            assert_eq!(found, expected, "{text}");
        };
        check("2026-11-26T19:46:36.000000000Z stderr F gc 1", Some((true, false, "gc 1")));
        check("2026-11-26T19:46:36+02:00 stdout P gc 1 ", Some((false, true, "gc 1 ")));
        check("2026-11-26T19:46:36Z stderr F ", Some((true, false, "")));
        for other in
            ["", " stderr F a", "gc 1 stderr F a", "2026 stderr X a", "2026 stdin F a", "2026 stderr F"]
        {
            check(other, None);
        }
    }
}
