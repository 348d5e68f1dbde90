//! Text that is safe to show.

use std::fmt::Write as _;

/// `text` with everything that cannot be seen made visible.
///
/// Control characters become their pictures (`␀`, `␊`), format characters, such as those that turn the
/// direction of a text around, become their code point in angle brackets (`⟨U+202E⟩`). What is left is
/// text that XML 1.0 allows, that has one line, and that shows each of its characters.
pub(crate) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\0'..='\x1f' => shown.push(picture(c)),
            '\x7f' => shown.push('␡'),
            _ if is_hidden(c) => {
                let _ = write!(shown, "⟨U+{:04X}⟩", u32::from(c));
            }
            _ => shown.push(c),
        }
    }
    shown
}

/// The picture of a control character below U+0020.
fn picture(control: char) -> char {
    char::from_u32(0x2400 + u32::from(control)).expect("U+2400 to U+241F are characters")
}

/// Characters above U+007F that show nothing themselves but change what is around them, or that are none.
fn is_hidden(c: char) -> bool {
    matches!(c,
        // Controls, soft hyphen.
        '\u{80}'..='\u{9f}' | '\u{ad}'
        // Grapheme joiner, Arabic letter mark, fillers that look like nothing, Mongolian separator.
        | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{3164}' | '\u{ffa0}'
        // Zero width, direction marks; line separators; embeddings and overrides; isolates and others.
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e007f}')
        || is_noncharacter(c)
}

/// Code points that Unicode will never assign; XML forbids two of them.
fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn ordinary_text_stays() {
        for text in ["", "main.main", "größe::führeAus", "処理する", "emoji🔥handler", "हिन्दी", "a & <b>"]
        {
            assert_eq!(visible(text), text);
        }
    }

    #[test]
    fn controls_become_pictures() {
        assert_eq!(visible("new\nline\ttab\0nul\x1b[31m\x7f\r"), "new␊line␉tab␀nul␛[31m␡␍");
        assert_eq!(visible("\u{85}\u{9b}"), "⟨U+0085⟩⟨U+009B⟩");
    }

    /// The override would print the rest backwards: `gpj.exe` for `exe.jpg`.
    #[test]
    fn what_turns_text_around_becomes_its_code_point() {
        assert_eq!(visible("\u{202e}exe.jpg"), "⟨U+202E⟩exe.jpg");
        assert_eq!(visible("zero\u{200b}width\u{2066}\u{feff}"), "zero⟨U+200B⟩width⟨U+2066⟩⟨U+FEFF⟩");
        assert_eq!(visible("a\u{2028}b\u{e0041}"), "a⟨U+2028⟩b⟨U+E0041⟩");
    }

    /// Every `char` that XML 1.0 leaves out of `Char`.
    #[test]
    fn nothing_that_xml_forbids_is_left() {
        let all: String = ('\0'..=char::MAX).collect();
        let forbidden = |c: char| matches!(c, '\0'..='\x1f' | '\u{fffe}' | '\u{ffff}');
        assert!(!visible(&all).contains(forbidden));
    }

    #[test]
    fn what_is_visible_stays_as_it_is() {
        let once = visible("\u{202e}\n");
        assert_eq!(visible(&once), once);
    }
}
