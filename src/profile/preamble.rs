//! Skips text before a profile: the headers of `curl -i`, or the output of the script that fetched it.

use bstr::ByteSlice;

/// The largest number of bytes before a profile.
const LONGEST: usize = 1 << 16;

/// Whether `bytes` begin with the headers of an HTTP response.
pub(super) fn is_http(bytes: &[u8]) -> bool {
    bytes.starts_with(b"HTTP/")
}

/// The bytes after the preamble; `None` if there is none.
pub(super) fn skipped(bytes: &[u8]) -> Option<&[u8]> {
    if is_http(bytes) {
        return body(bytes);
    }
    let start = &bytes[..bytes.len().min(LONGEST)];
    let mut at = 0;
    for line in start.lines_with_terminator() {
        if at > 0 && begins_a_profile(line) {
            return Some(&bytes[at..]);
        }
        at += line.len();
    }
    None
}

/// The body of the last of several consecutive responses, as after redirects.
fn body(mut bytes: &[u8]) -> Option<&[u8]> {
    while is_http(bytes) {
        let start = &bytes[..bytes.len().min(LONGEST)];
        let ends = ["\r\n\r\n", "\n\n"].map(|end| Some(start.find(end)? + end.len()));
        bytes = &bytes[ends.into_iter().flatten().min()?..];
    }
    Some(bytes)
}

/// Whether a line is the first line of a text profile.
fn begins_a_profile(line: &[u8]) -> bool {
    const FIRST: [&[u8]; 7] = [
        b"heap profile: ",
        b"heap_v2/",
        b"--- mutex:",
        b"--- contention:",
        b"--- contentionz ",
        b"--- heapz ",
        b"--- threadz ",
    ];
    FIRST.iter().any(|first| line.starts_with(first)) || {
        let total = line.trim_ascii_end().split_once_str(" profile: total ");
        total.is_some_and(|(name, total)| {
            name.find_byteset(b" \t").is_none() && total.iter().all(u8::is_ascii_digit)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_and_lines_before_a_profile_are_passed_over() {
        let check =
            |bytes: &str, left: Option<&str>| assert_eq!(skipped(bytes.as_bytes()), left.map(str::as_bytes));
        check(
            "HTTP/1.1 302 Found\r\nLocation: /x\r\n\r\nHTTP/1.1 200 OK\r\nA: b\r\n\r\nheap profile: 1",
            Some("heap profile: 1"),
        );
        check("HTTP/1.1 200 OK\r\nA: b", None);
        check("====\nvia http\nheap profile: 1: 2", Some("heap profile: 1: 2"));
        check("at noon\ngoroutine profile: total 7\n", Some("goroutine profile: total 7\n"));
        check("heap profile: 1: 2", None);
        check("no heap profile: total\nno\n", None);
    }
}
