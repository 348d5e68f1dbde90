//! Cached source files.

use std::{collections::HashMap, ops::RangeInclusive};

use bstr::{BStr, BString, ByteSlice};

/// Provides source files. The library opens no file itself.
pub trait Sources {
    /// The content of the source file of this name.
    ///
    /// # Errors
    ///
    /// If there is no such file, or it is not a source: the reason in the user's words, with names as bytes.
    fn read(&mut self, file: &BStr) -> Result<Vec<u8>, BString>;
}

/// Source files that are read on demand, and cached up to [`Texts::MAX_KEPT`] bytes.
pub struct Texts<'a> {
    sources: &'a mut dyn Sources,
    kept: HashMap<BString, Result<Text, BString>>,
    /// Total size of the cached files, in bytes.
    n_kept: usize,
}

impl<'a> Texts<'a> {
    /// Maximum size of cached files in bytes, besides the last one.
    pub const MAX_KEPT: usize = 64 << 20;

    /// An empty cache.
    pub fn new(sources: &'a mut dyn Sources) -> Texts<'a> {
        Texts { sources, kept: HashMap::new(), n_kept: 0 }
    }

    /// The given lines of a file, numbered from 1, as far as it has them. As in `go tool pprof`, a file is read when
    /// the first of its lines is wanted; after a failure, the error is returned for all further ranges, empty ones
    /// included.
    ///
    /// # Errors
    ///
    /// Those of [`Sources::read`].
    pub fn lines(
        &mut self,
        file: &BStr,
        range: RangeInclusive<i64>,
    ) -> Result<impl Iterator<Item = (i64, &[u8])>, &BStr> {
        if !range.is_empty() && !self.kept.contains_key(file) {
            self.read(file);
        }
        match self.kept.get(file) {
            Some(Err(error)) => Err(error.as_bstr()),
            Some(Ok(text)) => Ok(Some(text.lines(range)).into_iter().flatten()),
            None => Ok(None.into_iter().flatten()),
        }
    }

    fn read(&mut self, file: &BStr) {
        let text = self.sources.read(file).map(Text::new);
        let n_bytes = text.as_ref().map_or(0, |text| text.bytes.len());
        if self.n_kept + n_bytes > Texts::MAX_KEPT {
            self.kept.retain(|_, text| text.is_err());
            self.n_kept = 0;
        }
        self.n_kept += n_bytes;
        self.kept.insert(file.to_owned(), text);
    }
}

/// A file with an index of its lines.
struct Text {
    bytes: Vec<u8>,
    /// The start of every [`Text::STEP`]th line.
    starts: Vec<usize>,
}

impl Text {
    /// The number of lines between indexed ones.
    const STEP: usize = 256;

    /// The line length at which `go tool pprof` stops reading a file.
    const TOO_LONG: usize = 1 << 16;

    fn new(mut bytes: Vec<u8>) -> Text {
        let (mut starts, mut start) = (Vec::new(), 0);
        for (index, line) in bytes.lines_with_terminator().enumerate() {
            if line.len() - usize::from(line.ends_with(b"\n")) >= Text::TOO_LONG {
                break;
            }
            if index % Text::STEP == 0 {
                starts.push(start);
            }
            start += line.len();
        }
        bytes.truncate(start);
        Text { bytes, starts }
    }

    /// The given lines, without line ends.
    fn lines(&self, range: RangeInclusive<i64>) -> impl Iterator<Item = (i64, &[u8])> {
        let (first, last) = range.into_inner();
        let first = first.max(1);
        let index = usize::try_from(first - 1).unwrap_or(usize::MAX);
        let start = self.starts.get(index / Text::STEP).copied().unwrap_or(self.bytes.len());
        // Past the index there are no further lines.
        let lines = self.bytes[start..].lines_with_terminator().skip(index % Text::STEP);
        (first..=last).zip(lines.map(without_end))
    }
}

fn without_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The files, and how many reads there were.
    struct Files(Vec<(&'static str, Vec<u8>)>, usize);

    impl Sources for Files {
        fn read(&mut self, file: &BStr) -> Result<Vec<u8>, BString> {
            self.1 += 1;
            let found = self.0.iter().find(|(name, _)| file == *name);
            found.map(|(_, text)| text.clone()).ok_or_else(|| "not there".into())
        }
    }

    fn lines(text: &[u8], range: RangeInclusive<i64>) -> Vec<(i64, String)> {
        let text = Text::new(text.to_vec());
        text.lines(range).map(|(number, line)| (number, line.to_str_lossy().into_owned())).collect()
    }

    #[test]
    fn one_carriage_return_is_part_of_the_end() {
        let line = |number, text: &str| (number, text.to_owned());
        let all = [line(1, "a"), line(2, "b"), line(3, "c\r"), line(4, ""), line(5, "\td")];
        assert_eq!(lines(b"a\nb\r\nc\r\r\n\n\td", 1..=9), all);
        assert_eq!(lines(b"a\nb\r\nc\r\r\n\n\td\n", -5..=5), all);
        assert_eq!(lines(b"a\nb\r", 2..=2), [line(2, "b")]);
        assert_eq!(lines(b"a\nb", 3..=i64::MAX), []);
        assert_eq!(lines(b"a\nb", i64::MAX..=i64::MAX), []);
    }

    #[test]
    fn any_line_is_found() {
        let text: String = (1..=2000).map(|number| format!("{number}\n")).collect();
        for first in [1, 2, 255, 256, 257, 512, 513, 1999, 2000] {
            let numbers = lines(text.as_bytes(), first..=first + 2);
            assert!(numbers[0] == (first, first.to_string()), "{first}");
            assert!(numbers.iter().all(|(number, line)| *line == number.to_string()));
        }
        assert_eq!(lines(text.as_bytes(), 2001..=2001), []);
    }

    #[test]
    fn reading_ends_at_a_line_that_is_none() {
        let long = |n| [b"a\n", &vec![b'x'; n][..], b"\nb"].concat();
        assert_eq!(lines(&long(65_535), 1..=9).len(), 3);
        assert_eq!(lines(&long(65_536), 1..=9).len(), 1);
        assert_eq!(lines(&vec![b'x'; 10_000_000], 1..=9), []);
    }

    #[test]
    fn errors_are_remembered() {
        let mut files = Files(Vec::new(), 0);
        let mut texts = Texts::new(&mut files);
        let mut found =
            |range| texts.lines("a".into(), range).map(Iterator::count).map_err(ToString::to_string);
        #[allow(clippy::reversed_empty_ranges, reason = "lines before the first")]
        let nothing = 1..=0;
        assert_eq!(found(nothing.clone()), Ok(0));
        assert_eq!(found(1..=1), Err("not there".to_owned()));
        assert_eq!(found(nothing), Err("not there".to_owned()));
        assert_eq!(files.1, 1);
    }

    #[test]
    fn what_is_kept_has_a_limit() {
        let large = || vec![b'\n'; Texts::MAX_KEPT / 2 + 1];
        let mut files = Files(vec![("a", large()), ("b", b"b".to_vec()), ("c", large())], 0);
        let mut texts = Texts::new(&mut files);
        for file in ["a", "b", "a", "b", "c", "a"] {
            assert!(texts.lines(file.into(), 1..=1).is_ok_and(|lines| lines.count() == 1));
            assert!(texts.n_kept <= Texts::MAX_KEPT);
        }
        assert_eq!(files.1, 4);
    }
}
