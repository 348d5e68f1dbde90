//! Untrusted text in HTML.

use bstr::{BStr, ByteSlice};

use crate::scene::visible;

/// A text on one line, between tags.
pub(super) fn text(text: &BStr) -> String {
    escaped(&visible(&text.to_str_lossy()))
}

/// A line of source: the same, but tabs stay.
pub(super) fn code(line: &[u8]) -> String {
    let parts: Vec<String> = line.split(|&byte| byte == b'\t').map(|part| text(part.as_bstr())).collect();
    parts.join("\t")
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_text() {
        assert_eq!(text("<a href='x'>\"&amp;".into()), "&lt;a href=&#39;x&#39;&gt;&quot;&amp;amp;");
    }

    #[test]
    fn what_cannot_be_seen_is_shown_but_tabs() {
        assert_eq!(code(b"\tif a\x1b[31m {\xff \xe2\x80\xae}"), "\tif a␛[31m {\u{fffd} ⟨U+202E⟩}");
        assert_eq!(text("a\tb\n".into()), "a␉b␊");
    }
}
