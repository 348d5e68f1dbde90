//! Regular expressions in the dialect of pprof: RE2, as implemented in Go.
//!
//! The `regex` crate has nearly the same syntax, with differences: `\d` is more than ten digits, `\<` is not a `<`,
//! `a{` and `[[x]` are errors. So patterns are parsed here and translated to syntax without ambiguities. Only whether a
//! text matches is ever asked, so names of groups and laziness are dropped.

mod class;
mod error;
mod escape;

use std::borrow::Cow;

use bstr::{BStr, ByteSlice};
use regex::{Regex, RegexBuilder};

pub use self::error::PatternError;

/// A regular expression to search texts with.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    regex: Regex,
}

impl Pattern {
    /// Compiles a pattern.
    pub(crate) fn new(pattern: &str) -> Result<Pattern, PatternError> {
        let regex = RegexBuilder::new(&translated(pattern)?)
            .size_limit(1 << 26)
            .nest_limit(MAX_DEPTH)
            .build()
            .map_err(|error| match error {
                // A translation has no other syntax errors.
                regex::Error::Syntax(_) => PatternError::TooDeep(pattern.to_owned()),
                _ => PatternError::TooLarge(pattern.to_owned()),
            })?;
        Ok(Pattern { regex })
    }

    /// Whether any part of `text` matches.
    pub(crate) fn matches(&self, text: &BStr) -> bool {
        self.regex.is_match(&readable(text))
    }
}

/// The text with each byte that is not UTF-8 replaced by U+FFFD, as Go's matcher reads it.
fn readable(text: &BStr) -> Cow<'_, str> {
    match text.to_str() {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => {
            let mut readable = String::with_capacity(text.len());
            for chunk in text.utf8_chunks() {
                readable.push_str(chunk.valid());
                readable.extend(chunk.invalid().iter().map(|_| char::REPLACEMENT_CHARACTER));
            }
            Cow::Owned(readable)
        }
    }
}

/// Translates a pattern to the syntax of the `regex` crate.
fn translated(pattern: &str) -> Result<String, PatternError> {
    let mut translator = Translator::new(pattern);
    while !translator.rest.is_empty() {
        translator.step()?;
    }
    match translator.outer.is_empty() {
        true => Ok(translator.out),
        false => Err(PatternError::MissingParen(pattern.to_owned())),
    }
}

/// The flags `(?ims)`. Go's `U` swaps greedy and lazy, which does not change what matches.
#[derive(Clone, Copy, Default)]
struct Flags {
    ignores_case: bool,
    multi_line: bool,
    dot_matches_newline: bool,
}

/// The operand of a following repetition operator.
#[derive(Clone, Copy)]
enum Last<'p> {
    Nothing,
    /// An expression with at most this many nested repetitions.
    Atom(u32),
    /// A repeated expression whose operator starts here; it cannot be repeated again.
    Repeated(u32, &'p str),
}

/// The state outside a group, restored after it.
struct Outer {
    flags: Flags,
    most_times: u32,
}

struct Translator<'p> {
    pattern: &'p str,
    rest: &'p str,
    out: String,
    flags: Flags,
    last: Last<'p>,
    /// The largest number of repetitions in the current group.
    most_times: u32,
    outer: Vec<Outer>,
}

/// The maximum nesting of groups, operators, sequences and choices, against stack overflow.
///
/// Go limits the depth of the simplified expression to a thousand, which is the same for capturing groups and more for
/// others.
const MAX_DEPTH: u32 = 999;

/// The maximum number of repetitions, nested ones multiplied.
const MAX_TIMES: u32 = 1000;

impl<'p> Translator<'p> {
    fn new(pattern: &'p str) -> Translator<'p> {
        Translator {
            pattern,
            rest: pattern,
            out: String::new(),
            flags: Flags::default(),
            last: Last::Nothing,
            most_times: 1,
            outer: Vec::new(),
        }
    }

    /// Translates the next element.
    fn step(&mut self) -> Result<(), PatternError> {
        let flags = self.flags;
        match self.rest.chars().next() {
            None => {}
            Some('(') if self.rest.starts_with("(?") => self.extended_group()?,
            Some('(') => self.open("(", flags),
            Some(')') => self.close()?,
            Some('|') => {
                self.advance(1);
                self.out.push('|');
                self.last = Last::Nothing;
            }
            Some('^') => self.assertion("^", if flags.multi_line { "(?m:^)" } else { r"\A" }),
            Some('$') => self.assertion("$", if flags.multi_line { "(?m:$)" } else { r"\z" }),
            Some('.') => {
                self.class(if flags.dot_matches_newline { "(?s:.)" } else { "." }, &self.rest[1..]);
            }
            Some('[') => {
                let (class, rest) = class::bracketed(self.rest)?;
                self.class(&class, rest);
            }
            Some('*' | '+' | '?') => self.repeat(&self.rest[1..], None)?,
            Some('{') => match braced_repetition(self.rest) {
                Some((least, most, after)) => self.repeat(after, Some((least, most)))?,
                None => self.literal('{', &self.rest[1..]),
            },
            Some('\\') => self.escape()?,
            Some(c) => self.literal(c, &self.rest[c.len_utf8()..]),
        }
        Ok(())
    }

    fn advance(&mut self, n_bytes: usize) {
        self.rest = &self.rest[n_bytes..];
    }

    /// Appends the translation of the element before `rest`.
    fn atom(&mut self, translation: &str, rest: &'p str) {
        self.out.push_str(translation);
        self.rest = rest;
        self.last = Last::Atom(1);
    }

    fn assertion(&mut self, source: &str, translation: &str) {
        self.atom(translation, &self.rest[source.len()..]);
    }

    fn literal(&mut self, c: char, rest: &'p str) {
        let translation = self.folded(escape::literal(c));
        self.atom(&translation, rest);
    }

    fn class(&mut self, class: &str, rest: &'p str) {
        let translation = self.folded(class.to_owned());
        self.atom(&translation, rest);
    }

    /// The translation of a character, case-insensitive if the flag is set.
    fn folded(&self, translation: String) -> String {
        if self.flags.ignores_case { format!("(?i:{translation})") } else { translation }
    }

    fn escape(&mut self) -> Result<(), PatternError> {
        match self.rest.as_bytes().get(1) {
            Some(b'A') => self.assertion(r"\A", r"\A"),
            Some(b'z') => self.assertion(r"\z", r"\z"),
            Some(b'b') => self.assertion(r"\b", r"(?-u:\b)"),
            Some(b'B') => self.assertion(r"\B", r"(?-u:\B)"),
            Some(b'Q') => {
                let (quoted, rest) = self.rest[2..].split_once(r"\E").unwrap_or((&self.rest[2..], ""));
                for c in quoted.chars() {
                    self.literal(c, rest);
                }
                self.rest = rest;
            }
            _ => match class::escaped(self.rest)? {
                Some((class, rest)) => self.class(&class, rest),
                None => {
                    let (c, rest) = escape::character(self.rest)?;
                    self.literal(c, rest);
                }
            },
        }
        Ok(())
    }

    /// `(?:`, `(?i)`, `(?i:`, `(?P<name>`, `(?<name>`.
    fn extended_group(&mut self) -> Result<(), PatternError> {
        let rest = &self.rest[2..];
        if rest.starts_with("P<") || rest.starts_with('<') {
            return self.named_group();
        }
        let end = rest.find([':', ')']).unwrap_or(rest.len());
        let (flags, closing) = self.switched(&rest[..end], &rest[end..])?;
        match closing {
            ':' => self.open(&self.rest[..end + 3], flags),
            _ => {
                self.flags = flags;
                self.advance(end + 3);
                // The operand before the group may be repeated again: the operators are not adjacent.
                if let Last::Repeated(times, _) = self.last {
                    self.last = Last::Atom(times);
                }
            }
        }
        Ok(())
    }

    fn named_group(&mut self) -> Result<(), PatternError> {
        let end = self.rest.find('>').ok_or_else(|| PatternError::NamedCapture(self.rest.to_owned()))?;
        let start = self.rest.find('<').map_or(0, |start| start + 1);
        let name = &self.rest[start..end];
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            return Err(PatternError::NamedCapture(self.rest[..=end].to_owned()));
        }
        self.open(&self.rest[..=end], self.flags);
        Ok(())
    }

    /// The flags after `letters` were applied, and the character that ends them.
    fn switched(&self, letters: &str, behind: &str) -> Result<(Flags, char), PatternError> {
        let error = |n: usize| {
            let length = (2 + n).min(self.rest.len());
            PatternError::PerlSyntax(self.rest[..length].to_owned())
        };
        let mut flags = self.flags;
        let mut value = true;
        for (i, letter) in letters.char_indices() {
            match letter {
                'i' => flags.ignores_case = value,
                'm' => flags.multi_line = value,
                's' => flags.dot_matches_newline = value,
                'U' => {}
                '-' if value => value = false,
                _ => return Err(error(i + letter.len_utf8())),
            }
        }
        let closing = behind.chars().next().ok_or_else(|| error(letters.len()))?;
        if letters.ends_with('-') {
            return Err(error(letters.len() + 1));
        }
        Ok((flags, closing))
    }

    fn open(&mut self, source: &str, flags: Flags) {
        self.outer.push(Outer { flags: self.flags, most_times: self.most_times });
        self.advance(source.len());
        self.out.push_str("(?:");
        self.flags = flags;
        self.most_times = 1;
        self.last = Last::Nothing;
    }

    fn close(&mut self) -> Result<(), PatternError> {
        let inner = self.most_times;
        let outer = self.outer.pop().ok_or_else(|| PatternError::UnexpectedParen(self.pattern.to_owned()))?;
        self.advance(1);
        self.out.push(')');
        self.flags = outer.flags;
        self.most_times = outer.most_times.max(inner);
        self.last = Last::Atom(inner);
        Ok(())
    }

    /// A repetition operator that ends before `after`; a question mark after it makes it lazy.
    fn repeat(&mut self, after: &'p str, counts: Option<(u32, Option<u32>)>) -> Result<(), PatternError> {
        let before = self.rest;
        let operator = &before[..before.len() - after.len()];
        let after = after.strip_prefix('?').unwrap_or(after);
        let text = |start: &str| start[..start.len() - after.len()].to_owned();
        let inner = match self.last {
            Last::Nothing => return Err(PatternError::MissingArgument(text(before))),
            Last::Repeated(_, start) => return Err(PatternError::NestedRepetition(text(start))),
            Last::Atom(times) => times,
        };
        let times = match counts {
            Some((least, Some(most))) if least > most => u32::MAX,
            Some((least, most)) => most.unwrap_or(least).max(1).saturating_mul(inner),
            None => inner,
        };
        if times > MAX_TIMES {
            return Err(PatternError::RepeatCount(operator.to_owned()));
        }
        self.out.push_str(operator);
        self.most_times = self.most_times.max(times);
        self.rest = after;
        self.last = Last::Repeated(times, before);
        Ok(())
    }
}

/// Parses `{2}`, `{2,}` or `{2,5}`: minimum, maximum, and the rest. Other braces are literal text.
fn braced_repetition(text: &str) -> Option<(u32, Option<u32>, &str)> {
    let (counts, after) = text.strip_prefix('{')?.split_once('}')?;
    let (least, most) = match counts.split_once(',') {
        None => (count(counts)?, Some(count(counts)?)),
        Some((least, "")) => (count(least)?, None),
        Some((least, most)) => (count(least)?, Some(count(most)?)),
    };
    Some((least, most, after))
}

/// A decimal number without leading zeros, saturating.
fn count(digits: &str) -> Option<u32> {
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_padded = digits.len() > 1 && digits.starts_with('0');
    (is_number && !is_padded).then(|| digits.parse().unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests;
