//! The process that a line names, where several processes write into one log.

use bstr::ByteSlice;

/// Process and program of a line; both empty if the line names none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Name<'a> {
    /// Including the process id, if there is one.
    pub(super) process: &'a [u8],
    /// The part that a restart does not change.
    pub(super) program: &'a [u8],
}

/// Longer names are truncated.
const LONGEST: usize = 200;

/// The process named before a record: by systemd, Docker Compose or `kubectl logs --prefix`.
pub(super) fn named(before: &[u8]) -> Name<'_> {
    let before = before.trim_ascii();
    let before = &before[before.len() - before.len().min(LONGEST)..];
    systemd(before).or_else(|| compose(before)).or_else(|| kubectl(before)).unwrap_or_default()
}

/// `Nov 26 19:46:36 host program[123]:`; host and program count.
fn systemd(before: &[u8]) -> Option<Name<'_>> {
    let inner = before.strip_suffix(b"]:")?;
    let bracket = inner.rfind_byte(b'[')?;
    let is_number = inner.len() > bracket + 1 && inner[bracket + 1..].iter().all(u8::is_ascii_digit);
    let start = nth_blank_from_end(&inner[..bracket], 2);
    is_number.then(|| Name { process: &inner[start..], program: &inner[start..bracket] })
}

/// `web-1  |`
fn compose(before: &[u8]) -> Option<Name<'_>> {
    let name = before.strip_suffix(b"|")?.trim_ascii();
    let name = &name[nth_blank_from_end(name, 1)..];
    Some(Name { process: name, program: name })
}

/// `[pod/web-5d9/app]`, with an optional time after it.
fn kubectl(before: &[u8]) -> Option<Name<'_>> {
    let end = before.strip_prefix(b"[")?.find_byte(b']')? + 1;
    let name = &before[..end];
    name.contains(&b'/').then_some(Name { process: name, program: name })
}

/// Start of the last `n` words of a text.
fn nth_blank_from_end(text: &[u8], n: usize) -> usize {
    let mut blanks = text.iter().enumerate().rev().filter(|(_, byte)| **byte == b' ').map(|(at, _)| at);
    blanks.nth(n - 1).map_or(0, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_a_process_is_known() {
        let check = |before: &str, process: &str, program: &str| {
            let expected = Name { process: process.as_bytes(), program: program.as_bytes() };
            assert_eq!(named(before.as_bytes()), expected, "{before}");
        };
        check("Nov 26 19:46:36 host prog[123]: ", "host prog[123", "host prog");
        check("2026-11-26T19:46:36+0000 host prog[123]: ", "host prog[123", "host prog");
        check("prog[9]: ", "prog[9", "prog");
        check("web-1  | ", "web-1", "web-1");
        check("[pod/web-5d9/app] 2026-11-26T19:46:36Z ", "[pod/web-5d9/app", "[pod/web-5d9/app");
        for before in ["", "2026-11-26T19:46:36Z stderr F ", "{\"log\":\"", "a[b]: ", "[info] ", "request 17"]
        {
            check(before, "", "");
        }
    }
}
