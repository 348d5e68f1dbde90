//! Weights of source lines of functions.

use std::{collections::BTreeMap, ops::RangeInclusive};

use bstr::{BStr, BString};

use crate::graph::{Stacks, Weights};

/// A function, with its lines in each of its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedFunction {
    /// Its name.
    pub name: BString,
    /// Its files, by name; empty if the profile has none.
    pub files: Vec<ListedFile>,
}

/// The part of a function in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedFile {
    /// The file's name.
    pub file: BString,
    /// The weight of the samples that end in the function.
    pub flat: i64,
    /// The sum of its lines' cum. Samples through several lines count several times.
    pub cum: i64,
    /// The lines to show: those with weight, and some around them. May exceed the end of the file.
    pub range: RangeInclusive<i64>,
    /// The lines with weight, by number.
    pub lines: Vec<ListedLine>,
}

/// A line of source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListedLine {
    /// Its number, from 1; 0 if unknown.
    pub number: i64,
    /// The weight of the samples that end in it.
    pub flat: i64,
    /// The weight of the samples through it.
    pub cum: i64,
}

impl ListedFile {
    /// The weights of a line, which may be 0.
    #[must_use]
    pub fn line(&self, number: i64) -> ListedLine {
        let found = self.lines.binary_search_by_key(&number, |line| line.number);
        found.map_or(ListedLine { number, ..ListedLine::default() }, |index| self.lines[index])
    }

    fn new(file: &BStr) -> ListedFile {
        // The first line replaces the range.
        ListedFile { file: file.to_owned(), flat: 0, cum: 0, range: 1..=1, lines: Vec::new() }
    }

    /// Adds the weights of a line, of a function that begins at `start_line`; 0 if that is unknown.
    fn add(&mut self, number: i64, start_line: i64, weights: Weights) {
        let (flat, cum) = (weights.flat.total, weights.cum.total);
        self.flat = self.flat.wrapping_add(flat);
        self.cum = self.cum.wrapping_add(cum);
        self.widen(number, start_line);
        self.lines.push(ListedLine { number, flat, cum });
    }

    /// Extends the range to a line. Numbers may be any, and wrap as in `go tool pprof`.
    fn widen(&mut self, number: i64, start_line: i64) {
        let start = if start_line == 0 { number.wrapping_sub(AROUND) } else { start_line };
        let end = number.wrapping_add(AROUND);
        let (first, last) = (*self.range.start(), *self.range.end());
        self.range = if self.lines.is_empty() {
            start..=end
        } else if start < first {
            start..=last
        } else {
            first..=last.max(end)
        };
    }

    /// Sorts lines, and merges equal ones.
    fn finish(&mut self) {
        self.range = (*self.range.start()).max(1)..=*self.range.end();
        self.lines.sort_by_key(|line| line.number);
        self.lines.dedup_by(|line, known| {
            let is_same = line.number == known.number;
            if is_same {
                known.flat = known.flat.wrapping_add(line.flat);
                known.cum = known.cum.wrapping_add(line.cum);
            }
            is_same
        });
    }
}

/// How many lines are shown before and after those with weight.
const AROUND: i64 = 5;

/// The functions that `is_wanted` accepts, by name, of stacks by line.
pub(super) fn listing(stacks: &Stacks<'_>, is_wanted: impl Fn(&BStr) -> bool) -> Vec<ListedFunction> {
    let identities = stacks.identities();
    let weights = stacks.weights();
    let mut functions: BTreeMap<&BStr, Option<BTreeMap<&BStr, ListedFile>>> = BTreeMap::new();
    for id in stacks.listed(&weights) {
        let identity = identities.get(id);
        let (name, file) = (identities.text(identity.name), identities.text(identity.file));
        let files = functions.entry(name).or_insert_with(|| is_wanted(name).then(BTreeMap::new));
        let Some(files) = files.as_mut() else { continue };
        if !file.is_empty() {
            let listed = files.entry(file).or_insert_with(|| ListedFile::new(file));
            listed.add(identity.line, identity.start_line, weights[id.0 as usize]);
        }
    }
    let wanted = functions.into_iter().filter_map(|(name, files)| Some((name, files?)));
    wanted.map(|(name, files)| ListedFunction { name: name.to_owned(), files: finished(files) }).collect()
}

fn finished(files: BTreeMap<&BStr, ListedFile>) -> Vec<ListedFile> {
    let mut files: Vec<_> = files.into_values().collect();
    files.iter_mut().for_each(ListedFile::finish);
    files
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analysis::Analysis,
        options::{Filters, Options},
        profile::{Profile, testing::profile},
    };

    /// The functions that match, a line for each of their files: range, sums, and number, flat and cum of lines.
    fn check(profile: &Profile, options: &Options, expected: &[&str]) {
        let analysis = Analysis::new(profile).unwrap();
        let functions = analysis.select(options).unwrap().listing();
        let line = |line: &ListedLine| format!(" {}:{},{}", line.number, line.flat, line.cum);
        let file = |file: &ListedFile| -> String {
            let lines: String = file.lines.iter().map(line).collect();
            format!(" {} {:?} {},{}{lines}", file.file, file.range, file.flat, file.cum)
        };
        let function = |function: &ListedFunction| {
            function.name.to_string() + &function.files.iter().map(file).collect::<String>()
        };
        assert_eq!(functions.iter().map(function).collect::<Vec<_>>(), expected);
    }

    fn of(pattern: &str) -> Options {
        Options { pattern: Some(pattern.to_owned()), ..Options::default() }
    }

    #[test]
    fn lines_add_up_in_each_file_of_a_function() {
        let profile = profile(
            "main@m.go:20;work@w.go:9 3
             main@m.go:22;work@w.go:9 4
             main@m.go:20;work@v.go:2 5
             main@m.go:20;main@m.go:20 1
             bare 1",
        );
        let main = "main m.go 15..=27 1,13 20:1,9 22:0,4";
        check(&profile, &of(""), &["bare", main, "work v.go 1..=7 5,5 2:5,5 w.go 4..=14 7,7 9:7,7"]);
        check(&profile, &of("^m"), &[main]);
        check(&profile, &of("nobody"), &[]);
        let options = Options {
            filters: Filters { hide: Some("work".to_owned()), ..Filters::default() },
            ..of("work")
        };
        check(&profile, &options, &[]);
    }

    #[test]
    fn a_function_is_shown_from_where_it_starts() {
        let mut profile = profile("f@f.go:20;f@f.go:30 1");
        profile.functions[0].start_line = 12;
        check(&profile, &of("f"), &["f f.go 12..=35 1,2 20:0,1 30:1,1"]);
    }

    /// Ranges that begin before line 1, or exceed the largest integer, are in no file.
    #[test]
    fn numbers_may_be_any() {
        for (number, range) in
            [(0, "1..=5"), (-20, "1..=-15"), (i64::MAX, "9223372036854775802..=-9223372036854775804")]
        {
            let mut profile = profile("f@f.go:1 1");
            profile.lines[0].line = number;
            check(&profile, &of("f"), &[&format!("f f.go {range} 1,1 {number}:1,1")]);
        }
    }
}
