use super::*;

fn matches(pattern: &str, text: &str) -> bool {
    Pattern::new(pattern).unwrap().matches(BStr::new(text))
}

#[test]
fn classes_are_ascii() {
    assert!(matches(r"^\d\w\s$", "1a "));
    assert!(!matches(r"\d|\w", "٣é"));
    assert!(!matches(r"\s", "\u{b}"));
    assert!(matches(r"^[[:alpha:]][[:^alpha:]]$", "aé"));
    assert!(matches(r"x\bé", "xé"));
}

#[test]
fn folding_is_unicode() {
    assert!(matches("(?i)k", "\u{212a}"));
    assert!(matches("(?i)s", "ſ"));
    assert!(matches(r"(?i)^\w$", "ſ"));
    assert!(matches("a(?i)b(?-i)c", "aBc"));
    assert!(!matches("a(?i)b(?-i)c", "aBC"));
    assert!(matches("(?i:a)b", "Ab"));
    assert!(!matches("(?i:a)b", "AB"));
    assert!(!matches("((?i)a)b", "AB"));
}

#[test]
fn what_cannot_be_an_operator_is_text() {
    for (pattern, text) in [
        ("^a{$", "a{"),
        ("^a{x}$", "a{x}"),
        ("^a{,5}$", "a{,5}"),
        (r"^\<\>$", "<>"),
        ("^[[x]$", "["),
        ("^[a&&b]+$", "&"),
        ("^[]a]$", "]"),
        ("^[a-]$", "-"),
        ("^[--b]$", "."),
        (r"^\Qa.b\E+$", "a.bb"),
        (r"^\Qa.b", "a.b"),
        (r"^\101\x41\x{41}$", "AAA"),
        (r"^\_\-\.$", "_-."),
        (r"^[\d-z]+$", "-"),
        (r"^\012$", "\n"),
    ] {
        assert!(matches(pattern, text), "{pattern}");
    }
}

#[test]
fn groups_and_flags() {
    assert!(matches("^(?P<n>a)(?<n>b)$", "ab"));
    assert!(matches("(?m)^b$", "a\nb\nc"));
    assert!(!matches("^b$", "a\nb\nc"));
    assert!(matches("(?s)a.b", "a\nb"));
    assert!(!matches("a.b", "a\nb"));
    assert!(matches("a|", ""));
    assert!(matches("()", ""));
    assert!(matches("(?U)a+?", "a"));
    assert!(matches(r"\pL\p{Greek}\p{^Greek}\P{L}", "aλa1"));
}

/// Categories, by short and long names, and scripts, by long names only; and three more.
#[test]
fn properties_are_those_that_go_has() {
    for (pattern, text) in [
        (r"^\p{Letter}\p{lowercase_letter}\p{LC}\p{digit}$", "aaa1"),
        (r"^\p{greek}\p{Old Italic}\p{-thai}$", "λ𐌀ก"),
        (r"^\p{any}\p{ASCII}\p{Assigned}\p{^Cn}\P{Unassigned}$", "aaaaa"),
        (r"^\P{Cs}[\P{Surrogate}]\p{^Cs}$", "aaa"),
        (r"^[^\p{Cs}]$", "a"),
    ] {
        assert!(matches(pattern, text), "{pattern}");
    }
    assert!(!matches(r"\p{Cs}", "a"));
}

#[test]
fn bytes_that_are_no_text_are_one_character_each() {
    let pattern = Pattern::new("^a..b$").unwrap();
    assert!(pattern.matches(BStr::new(b"a\xff\xfeb")));
    assert!(pattern.matches(BStr::new(b"a\xe2\x82b")));
}

#[test]
fn errors_name_the_part_at_fault() {
    for (pattern, message) in [
        ("(a", "missing closing ): `(a`"),
        ("a)", "unexpected ): `a)`"),
        ("[a", "missing closing ]: `[a`"),
        ("*a", "missing argument to repetition operator: `*`"),
        ("(|+)", "missing argument to repetition operator: `+`"),
        ("a**", "invalid nested repetition operator: `**`"),
        ("a{2}{3}", "invalid nested repetition operator: `{2}{3}`"),
        ("a*+", "invalid nested repetition operator: `*+`"),
        ("a{1001}", "invalid repeat count: `{1001}`"),
        ("a{2,1}", "invalid repeat count: `{2,1}`"),
        ("(a{40}){40}", "invalid repeat count: `{40}`"),
        ("[z-a]", "invalid character class range: `z-a`"),
        ("[[:bogus:]]", "invalid character class range: `[:bogus:]`"),
        (r"\p{Bogus}", r"invalid character class range: `\p{Bogus}`"),
        (r"[a-\d]", r"invalid escape sequence: `\d`"),
        (r"\x{110000}", r"invalid escape sequence: `\x{110000`"),
        (r"\x{zz}", r"invalid escape sequence: `\x{z`"),
        (r"\x{}", r"invalid escape sequence: `\x{}`"),
        (r"\x{12", r"invalid escape sequence: `\x{12`"),
        (r"\xzz", r"invalid escape sequence: `\xzz`"),
        (r"\x4", r"invalid escape sequence: `\x4`"),
        (r"\x", r"invalid escape sequence: `\x`"),
        (r"\y", r"invalid escape sequence: `\y`"),
        (r"\8", r"invalid escape sequence: `\8`"),
        (r"\1", r"invalid escape sequence: `\1`"),
        (r"\é", r"invalid escape sequence: `\é`"),
        (r"\", "trailing backslash at end of expression: ``"),
        ("(?x)a", "invalid or unsupported Perl syntax: `(?x`"),
        ("(?-)a", "invalid or unsupported Perl syntax: `(?-)`"),
        ("(?i-:a)", "invalid or unsupported Perl syntax: `(?i-:`"),
        ("(?--i)a", "invalid or unsupported Perl syntax: `(?--`"),
        (r"\p{Is_Greek}", r"invalid character class range: `\p{Is_Greek}`"),
        (r"\p{Grek}", r"invalid character class range: `\p{Grek}`"),
        (r"\P{Alphabetic}", r"invalid character class range: `\P{Alphabetic}`"),
        (r"\p{White_Space}", r"invalid character class range: `\p{White_Space}`"),
        (r"\p{sc=Greek}", r"invalid character class range: `\p{sc=Greek}`"),
        (r"\p{}", r"invalid character class range: `\p{}`"),
        (r"\pX", r"invalid character class range: `\pX`"),
        ("(?=a)", "invalid or unsupported Perl syntax: `(?=`"),
        ("a(?", "invalid or unsupported Perl syntax: `(?`"),
    ] {
        assert_eq!(Pattern::new(pattern).unwrap_err().to_string(), message, "{pattern}");
    }
}

/// As many as in Go for these. More are refused before anything walks down them and runs out of stack.
#[test]
fn a_thousand_levels_are_too_many() {
    let nested = |open: &str, n: usize, close: &str| [&open.repeat(n), "f", &close.repeat(n)].concat();
    assert!(matches(&nested("(", 999, ")"), "f"));
    for (open, least, close) in
        [("(", 1000, ")"), ("(?P<n>", 1000, ")"), ("(", 500, ")*"), ("(a|bc", 334, ")")]
    {
        for n in [least, 100_000] {
            let pattern = nested(open, n, close);
            assert_eq!(Pattern::new(&pattern).unwrap_err(), PatternError::TooDeep(pattern), "{open}");
        }
    }
}
