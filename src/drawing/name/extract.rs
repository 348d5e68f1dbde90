//! Extracts of names around their difference, for names that differ only in what boxes do not show.

/// An extract of each of `names` around where it differs from the others.
///
/// Where all differences are inside of brackets that are near, as with the parameters of overloads, it is these brackets
/// with their content; if the differences are far from each other, those of the first difference. Else it begins at most
/// [`CONTEXT`] characters before the first difference, ends as far behind the last one, and has `…` where it leaves
/// something out. Linear in the length of all names.
pub(crate) fn extracts(names: &[&str]) -> Vec<String> {
    let Some((first, others)) = names.split_first() else { return Vec::new() };
    let shortest = names.iter().map(|name| name.len()).min().unwrap_or_default();
    let n_equal = |is_equal: &dyn Fn(&str, usize) -> bool, most: usize| {
        (0..most).position(|at| !others.iter().all(|other| is_equal(other, at))).unwrap_or(most)
    };
    let byte = |name: &str, at: usize| name.as_bytes()[at];
    let head = n_equal(&|other, at| byte(other, at) == byte(first, at), shortest);
    let from_end = |name: &str, at: usize| byte(name, name.len() - 1 - at);
    let tail = n_equal(&|other, at| from_end(other, at) == from_end(first, at), shortest - head);
    names.iter().map(|name| extract(name, head, name.len() - tail)).collect()
}

/// The end of each of `paths` from the element on in which it differs from another.
pub(crate) fn path_ends(paths: &[&str]) -> Vec<String> {
    let Some((first, others)) = paths.split_first() else { return Vec::new() };
    let is_common = |at: &usize| others.iter().all(|other| other.get(..*at) == first.get(..*at));
    let starts = first.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(is_common);
    let start = starts.filter(|&at| first[..at].ends_with(['/', '\\'])).last().unwrap_or(0);
    paths.iter().map(|path| path[start..].to_owned()).collect()
}

/// The most characters of context on either side.
const CONTEXT: usize = 12;

/// The longest text in brackets that is shown with them, in bytes.
const MAX_BRACKETS: usize = 40;

/// The part of `name` around the bytes from `start` to `end`.
fn extract(name: &str, start: usize, end: usize) -> String {
    let first = || if end - start > MAX_BRACKETS { in_brackets(name, start, start) } else { None };
    if let Some((open, close)) = in_brackets(name, start, end).or_else(first) {
        return name[open..close].to_owned();
    }
    let (start, end) = in_words(name, start, end);
    let open = if start > 0 { "…" } else { "" };
    let close = if end < name.len() { "…" } else { "" };
    format!("{open}{}{close}", name[start..end].trim())
}

/// The range, widened to the innermost brackets around it, if they are near.
fn in_brackets(name: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    let mut depth = 0;
    let before = name.as_bytes()[..start].iter().enumerate().rev().take(MAX_BRACKETS);
    let (open, _) = before.into_iter().find(|(_, byte)| is_unmatched(&mut depth, byte, b")]>}", b"([<{"))?;
    depth = 0;
    let after = name.as_bytes()[end..].iter().enumerate().take(MAX_BRACKETS);
    let (close, _) = after.into_iter().find(|(_, byte)| is_unmatched(&mut depth, byte, b"([<{", b")]>}"))?;
    let range = (open, end + close + 1);
    (range.1 - range.0 <= MAX_BRACKETS).then_some(range)
}

/// Whether a byte is one of `closing` that no one of `opening` before it belongs to.
fn is_unmatched(depth: &mut usize, byte: &u8, opening: &[u8], closing: &[u8]) -> bool {
    if opening.contains(byte) {
        *depth += 1;
    } else if closing.contains(byte) {
        if *depth == 0 {
            return true;
        }
        *depth -= 1;
    }
    false
}

/// The range, widened to whole words where they are short, else by some characters.
fn in_words(name: &str, start: usize, end: usize) -> (usize, usize) {
    // Characters that differ may begin or end alike.
    let start = (0..=start).rev().find(|&at| name.is_char_boundary(at)).unwrap_or(0);
    let end = (end..name.len()).find(|&at| name.is_char_boundary(at)).unwrap_or(name.len());
    let ends_word = |c: &char| !c.is_alphanumeric() && *c != '_';
    let before = name[..start].chars().rev().take(CONTEXT).take_while(|c| !ends_word(c));
    let after = name[end..].chars().take(CONTEXT).take_while(|c| !ends_word(c));
    (start - before.map(char::len_utf8).sum::<usize>(), end + after.map(char::len_utf8).sum::<usize>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(names: &[&str], expected: Expect) {
        expected.assert_eq(&extracts(names).join(" | "));
    }

    #[test]
    fn overloads_differ_in_their_parameters() {
        check(&["ns::put(int, char)", "ns::put(int, double)"], expect!["(int, char) | (int, double)"]);
        check(
            &["put(Map<int, Key>)", "put(Map<int, Value>)", "put(Map<char, Key>)"],
            expect!["<int, Key> | <int, Value> | <char, Key>"],
        );
    }

    #[test]
    fn instances_differ_in_their_types() {
        check(&["<Vec<u8> as Clone>::clone", "<Vec<u16> as Clone>::clone"], expect!["<u8> | <u16>"]);
        check(
            &["f::h0123456789abcdef", "f::h0123456789fedcba"],
            expect!["…h0123456789abcdef | …h0123456789fedcba"],
        );
    }

    #[test]
    fn long_names_may_differ_anywhere() {
        let long = |end: &str| format!("{}{end}", "a".repeat(20_000));
        check(&[&long("b"), &long("c")], expect!["…aaaaaaaaaaaab | …aaaaaaaaaaaac"]);
        check(&[&long(""), &long("a")], expect!["…aaaaaaaaaaaa | …aaaaaaaaaaaaa"]);
        check(&[&long("/x/").repeat(2), &format!("{}{}", long("/y/"), long("/x/"))], expect!["…x… | …y…"]);
    }

    #[test]
    fn paths_differ_from_a_folder_on() {
        let check = |paths: &[&str], expected: Expect| expected.assert_eq(&path_ends(paths).join(" | "));
        check(
            &["/src/é/a.go:1", "/src/è/a.go:1", "/src/c/x/a.go:1"],
            expect!["é/a.go:1 | è/a.go:1 | c/x/a.go:1"],
        );
        check(&["a.go:1", "a.go:2"], expect!["a.go:1 | a.go:2"]);
        check(&["", "/a.go:2"], expect![" | /a.go:2"]);
    }

    #[test]
    fn characters_stay_whole() {
        check(&["größe ä", "größe ö"], expect!["…ä | …ö"]);
        check(&["é", "è"], expect!["é | è"]);
        check(&["(é)", "(è)"], expect!["(é) | (è)"]);
        check(&["same", "same"], expect!["same | same"]);
        check(&["", "x"], expect![" | x"]);
    }
}
