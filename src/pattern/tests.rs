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

/// How high a pattern's tree is: a thousand without the most groups that may be around it.
fn height(pattern: &str) -> usize {
    let grouped = |n: usize| [&"(".repeat(n), pattern, &")".repeat(n)].concat();
    let most = (980..1000).rfind(|&n| Pattern::new(&grouped(n)).is_ok()).unwrap();
    let error = Pattern::new(&grouped(most + 1)).unwrap_err();
    assert_eq!(error, PatternError::TooDeep(grouped(most + 1)), "{pattern}");
    1000 - most
}

#[test]
fn trees_are_as_high_as_in_go() {
    for (pattern, expected) in [
        ("", 1),
        ("abc", 1),
        ("(?:a)b", 1),
        ("a|[bc]|.", 1),
        ("a(?i)", 1),
        ("|", 1),
        ("a(?:)b", 2),
        ("(?P<n>a)", 2),
        ("(?:abc)*", 2),
        ("aa|(?:bb|c)", 2),
        ("a|bc|d", 2),
        ("^a", 2),
        ("abc*", 3),
        ("a(?:b.)*", 4),
        ("a(?:b(?:c*d))", 3),
        ("(?:(?:a*)+)?", 4),
        ("a*(?i)*", 3),
        ("(a)|(b)", 3),
        ("(?:a*|b)c", 4),
    ] {
        assert_eq!(height(pattern), expected, "{pattern}");
    }
}

#[test]
fn a_tree_is_too_high_before_anything_else_is_wrong() {
    let high = ["a", &"(".repeat(999), &")".repeat(999)].concat();
    for rest in ["", ")", "**", "|*"] {
        let pattern = format!("{high}{rest}");
        assert_eq!(Pattern::new(&pattern).unwrap_err(), PatternError::TooDeep(pattern));
    }
    let unread = format!("{high}[z-a]");
    assert_eq!(Pattern::new(&unread).unwrap_err(), PatternError::ClassRange("z-a".to_owned()));
}
