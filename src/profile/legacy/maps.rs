//! Memory maps: which file is mapped where, as in `/proc/self/maps` or in a shorter form.

use std::borrow::Cow;
use std::sync::LazyLock;

use bstr::{BString, ByteSlice};
use regex::bytes::Regex;

use super::{
    error::LegacyError,
    lines::{self, Lines},
    number,
    parts::Region,
};

/// The prefix that some loggers add to lines, such as `I0102 03:04:05 file.cc:67] `.
static LOG_PREFIX: LazyLock<Regex> = LazyLock::new(|| regex(r"^[^\[\]]+:[0-9]+\]S"));

/// A line of `/proc/self/maps`: range, permissions, offset, device, inode and file.
static LONG: LazyLock<Regex> =
    LazyLock::new(|| regex(&format!("{RANGE}(?:S+(?<offset>H+))?S+H+:H+S+[0-9]+(?:S+(?<file>N+))?")));

/// A line with a range that may have permissions, file, offset and build id.
static BRIEF: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(r"{RANGE}(?:S+(?<file>N+))?(?:S+\(@(?<offset>H+)\))?(?:S+(?<build_id>H+))?"))
});

/// The common prefix of both forms.
const RANGE: &str = "^S*(?:0x)?(?<start>H+)(?:S|-)?S*(?:0x)?(?<limit>H+):?(?:S+(?<permissions>[-rwxp]+))?";

/// The end of a library's name, or of the part before its version.
static LIBRARY: LazyLock<Regex> = LazyLock::new(|| regex(r"\.so(?:$|[._][0-9])"));

/// A pattern of bytes, in which `S` is a space of the format, `N` anything else and `H` a hexadecimal digit.
fn regex(pattern: &str) -> Regex {
    let classes = [("H", "[[:xdigit:]]"), ("S", r"[\t\n\f\r ]"), ("N", r"[^\t\n\f\r ]")];
    let spelt =
        classes.iter().fold(pattern.to_owned(), |spelt, (letter, class)| spelt.replace(letter, class));
    Regex::new(&format!("(?-u){spelt}")).expect("the pattern is a constant")
}

/// Reads the memory map of a text profile, which follows the first line that announces one: `line` or one of `lines`.
/// Without an announcement there is none.
///
/// Returns the regions with code, those of one file that adjoin joined and the main binary first.
pub(super) fn announced<'a>(
    mut line: Option<&'a [u8]>,
    lines: &mut Lines<'a>,
) -> Result<Vec<Region>, LegacyError> {
    while line.is_some_and(|line| !lines::is_sentinel(line)) {
        line = lines.next()?;
    }
    rest(lines)
}

/// Reads all remaining lines as a memory map.
pub(super) fn rest(lines: &mut Lines<'_>) -> Result<Vec<Region>, LegacyError> {
    let mut regions = Vec::new();
    let mut variables = Variables::new();
    while let Some(line) = lines.next()? {
        let line = variables.replace(without_log_prefix(line));
        match region(&line) {
            Some(Found::Code(region)) => regions.push(region),
            Some(Found::NoCode) => {}
            None => variables.define(&line),
        }
    }
    let mut regions = joined(regions);
    main_binary_first(&mut regions);
    forget_huge_page(&mut regions);
    Ok(regions)
}

fn without_log_prefix(line: &[u8]) -> &[u8] {
    LOG_PREFIX.find(line).map_or(line, |prefix| &line[prefix.end()..])
}

/// The meaning of a line.
enum Found {
    Code(Region),
    NoCode,
}

/// Parses a region; `None` if the line is something else.
fn region(line: &[u8]) -> Option<Found> {
    let found = LONG.captures(line).or_else(|| BRIEF.captures(line))?;
    let part = |name| found.name(name).map(|part| part.as_bytes());
    if part("permissions").is_some_and(|permissions| !permissions.contains(&b'x')) {
        return Some(Found::NoCode);
    }
    Some(Found::Code(Region {
        start: number::hex(part("start")?)?,
        limit: number::hex(part("limit")?)?,
        offset: part("offset").map_or(Some(0), number::hex)?,
        file: part("file").unwrap_or_default().into(),
        build_id: part("build_id").unwrap_or_default().into(),
    }))
}

/// Variables defined in the map, as in `build=/out`, which apply to the lines that follow.
///
/// A definition can contain the variables before it twice, so that a few lines can stand for more text than
/// a machine can hold. Hence the limits, which are far from what is known to be written.
struct Variables {
    /// Names with a leading `$`, and values, in order of definition.
    definitions: Vec<(BString, BString)>,
    /// How many more bytes of values may be substituted.
    budget: usize,
}

impl Variables {
    /// The largest number of variables.
    const MAX: usize = 16;
    /// The largest number of bytes of a variable's name.
    const LONGEST_NAME: usize = 64;

    fn new() -> Variables {
        Variables { definitions: Vec::new(), budget: 16 << 20 }
    }

    /// Substitutes variables, the earliest first where several names match.
    fn replace<'a>(&mut self, line: &'a [u8]) -> Cow<'a, [u8]> {
        if self.definitions.is_empty() || line.find_byte(b'$').is_none() {
            return Cow::Borrowed(line);
        }
        let mut replaced = Vec::new();
        let mut rest = line;
        while let Some(at) = rest.find_byte(b'$') {
            replaced.extend_from_slice(&rest[..at]);
            rest = &rest[at..];
            let fits =
                |(name, value): &&(BString, BString)| rest.starts_with(name) && value.len() <= self.budget;
            let (name, value) = match self.definitions.iter().find(fits) {
                Some((name, value)) => (name.as_slice(), value.as_slice()),
                None => (&b"$"[..], &b"$"[..]),
            };
            replaced.extend_from_slice(value);
            self.budget = self.budget.saturating_sub(value.len());
            rest = &rest[name.len()..];
        }
        replaced.extend_from_slice(rest);
        Cow::Owned(replaced)
    }

    /// Adds the variable that a line defines, if any.
    fn define(&mut self, line: &[u8]) {
        let Some((name, value)) = line.split_once_str("=") else { return };
        let name = name.trim();
        if self.definitions.len() < Variables::MAX && name.len() <= Variables::LONGEST_NAME {
            self.definitions.push(([b"$", name].concat().into(), value.trim().into()));
        }
    }
}

/// Merges regions with those before them that they continue: loaders map one file in several parts.
fn joined(regions: Vec<Region>) -> Vec<Region> {
    let mut joined: Vec<Region> = Vec::with_capacity(regions.len());
    for region in regions {
        match joined.last_mut() {
            Some(last) if continues(last, &region) => {
                last.limit = region.limit;
                if !region.file.is_empty() {
                    last.file = region.file;
                }
                if !region.build_id.is_empty() {
                    last.build_id = region.build_id;
                }
            }
            _ => joined.push(region),
        }
    }
    joined
}

/// Whether a region continues the file of the one before it. Unknown properties match.
fn continues(before: &Region, region: &Region) -> bool {
    let may_equal = |a: &BString, b: &BString| a.is_empty() || b.is_empty() || a == b;
    let end = before.offset.wrapping_add(before.limit.wrapping_sub(before.start));
    may_equal(&before.file, &region.file)
        && may_equal(&before.build_id, &region.build_id)
        && before.limit == region.start
        && (before.offset == 0 || region.offset == 0 || region.offset == end)
}

/// Swaps the first region that seems to be of the program itself with the first region.
fn main_binary_first(regions: &mut [Region]) {
    if let Some(main) = regions.iter().position(|region| may_be_main_binary(&region.file)) {
        regions.swap(0, main);
    }
}

/// Whether a file is neither a library nor something that the kernel provides.
fn may_be_main_binary(file: &[u8]) -> bool {
    let file = file.replace("(deleted)", "");
    let file = file.trim();
    !file.is_empty() && !LIBRARY.is_match(file) && !file.starts_with(b"[")
}

/// Reverts the remapping of the start of the program's text to huge pages.
fn forget_huge_page(regions: &mut Vec<Region>) {
    if let [first, second, ..] = regions.as_slice()
        && first.file.starts_with(b"/anon_hugepage")
        && first.limit == second.start
    {
        regions.remove(0);
    }
    // Load address of a program that is not relocatable.
    const TEXT_START: u64 = 0x40_0000;
    if let Some(first) = regions.first_mut()
        && first.start.wrapping_sub(first.offset) == TEXT_START
    {
        (first.start, first.offset) = (TEXT_START, 0);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(map: &str, expected: Expect) {
        let regions = rest(&mut Lines::new(map.as_bytes())).unwrap();
        let show = |region: &Region| {
            let Region { start, limit, offset, file, build_id } = region;
            format!("{start:x}-{limit:x} @{offset:x} {file} {build_id}").trim_end().to_owned() + "\n"
        };
        expected.assert_eq(&regions.iter().map(show).collect::<String>());
    }

    #[test]
    fn proc_self_maps() {
        check(
            "00400000-00500000 r-xp 00000000 08:01 1234   /usr/bin/prog (deleted)\n\
             00600000-00700000 rw-p 00100000 08:01 1234   /usr/bin/prog\n\
             7f00000000-7f00100000 --xp 00000300 fe:00 99 /lib/libc-2.15.so\n\
             ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0 [vsyscall]\n",
            expect![[r#"
                400000-500000 @0 /usr/bin/prog
                7f00000000-7f00100000 @300 /lib/libc-2.15.so
                ffffffffff600000-ffffffffff601000 @0 [vsyscall]
            "#]],
        );
    }

    /// `pr` are the permissions of data; what follows is ignored.
    #[test]
    fn brief_forms() {
        check(
            "  10-20: /prog\n20-30: prog\n0x30 0x40 r-xp other\nAB-AC x (@1f) abcd\nd0-e0 rw-p data\n\
             f0-f8: f (@zz) ab\ncafe=1\nx10-20: no\n",
            expect![[r#"
                10-20 @0 /prog
                30-40 @0 other
                ab-ac @0 (@1f) abcd
                f0-f8 @0 f
                caf-e @0
            "#]],
        );
    }

    #[test]
    fn numbers_of_more_than_64_bits_are_no_region() {
        check(
            "10-10000000000000000: f\n00000000000000000000020-30: g\n",
            expect![[r#"
                20-30 @0 g
            "#]],
        );
    }

    #[test]
    fn log_prefixes_are_skipped() {
        check(
            "I0102 x.cc:67] 10-20: a\n:67] 30-40: b\nx[:67] 50-60: c\nx:67]70-80: d\nx:] 80-90: e\n",
            expect![[r#"
                10-20 @0 a
            "#]],
        );
    }

    #[test]
    fn the_earliest_variable_that_fits_is_replaced() {
        check(
            "x=/early\nxy = /late \nz=$x$y\n x=/again\n10-20: $xy/$z$\n30-40: $q\n",
            expect![[r#"
                10-20 @0 /earlyy//early$y$
                30-40 @0 $q
            "#]],
        );
    }

    #[test]
    fn variables_cannot_grow_without_end() {
        let double = |letter: u8| format!("{}=${1}${1}\n", letter as char, (letter - 1) as char);
        let definitions: String = (b'h'..=b'u').map(double).collect();
        let text = format!("g={}\n{definitions}10-20: $u\n", "/q".repeat(1000));
        let regions = rest(&mut Lines::new(text.as_bytes())).unwrap();
        assert!(regions[0].file.len() < 32 << 20, "{}", regions[0].file.len());
    }

    #[test]
    fn parts_of_a_file_are_joined() {
        check(
            "10-20 r-xp 40 0:0 1 f\n20-30 r-xp 50 0:0 1\n30-40: f (@60) cd\n40-50: f (@60) ab\n\
             50-60: f (@70) ab\n60-70: f (@90) ab\n70-80: g\n90-a0: g\n",
            expect![[r#"
                10-40 @40 f cd
                40-60 @60 f ab
                60-70 @90 f ab
                70-80 @0 g
                90-a0 @0 g
            "#]],
        );
    }

    #[test]
    fn the_main_binary_comes_first() {
        check(
            "10-20: [vdso]\n21-30: a.so\n31-40: b.so.6\n41-50: c.so_1x\n51-60: (deleted)\n61-70: d.so.x\n",
            expect![[r#"
                61-70 @0 d.so.x
                21-30 @0 a.so
                31-40 @0 b.so.6
                41-50 @0 c.so_1x
                51-60 @0 (deleted)
                10-20 @0 [vdso]
            "#]],
        );
    }

    #[test]
    fn huge_pages_are_undone() {
        check(
            "300000-410000 r-xp 0 0:0 1 /anon_hugepage\n410000-500000 r-xp 10000 0:0 1 /prog\n",
            expect![[r#"
                400000-500000 @0 /prog
            "#]],
        );
    }
}
