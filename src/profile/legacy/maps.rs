//! Memory maps: which file lies where, as `/proc/self/maps` says it or more briefly.

use std::sync::LazyLock;

use bstr::{BString, ByteSlice};
use regex::bytes::{Captures, Regex};

use super::{
    LegacyError,
    draft::Region,
    lines::{self, Lines},
    number,
};

/// Reads the memory map of a text profile, which follows the first line that announces one. `line` is the
/// first line where that may be, and is followed by `lines`. Without announcement there is no map.
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

/// Reads the memory map that all remaining lines are.
pub(super) fn rest(lines: &mut Lines<'_>) -> Result<Vec<Region>, LegacyError> {
    let mut regions = Vec::new();
    let mut variables = Variables::default();
    while let Some(line) = lines.next()? {
        let Some(line) = variables.replace(without_log_prefix(line)) else { continue };
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

/// The line without what some loggers put in front, such as `I0102 03:04:05 file.cc:67] `.
fn without_log_prefix(line: &[u8]) -> &[u8] {
    let prefix_end = || {
        let bracket = line.find_byteset(b"[]").filter(|&at| line[at] == b']')?;
        let start = line[..bracket].trim_end_with(|digit| digit.is_ascii_digit());
        let is_space = matches!(line.get(bracket + 1)?, b' ' | b'\t' | b'\n' | b'\x0c' | b'\r');
        let is_prefix = is_space && start.len() < bracket && start.len() > 1 && start.ends_with(b":");
        is_prefix.then_some(bracket + 2)
    };
    prefix_end().map_or(line, |end| &line[end..])
}

/// What a line of a map says.
enum Found {
    Code(Region),
    NoCode,
}

/// The form of `/proc/self/maps`. Spaces are those of the format, not those of Unicode.
static LONG: LazyLock<Regex> = LazyLock::new(|| {
    form(r"(?:S+(?<offset>[[:xdigit:]]+))?S+[[:xdigit:]]+:[[:xdigit:]]+S+[0-9]+(?:S+(?<file>N+))?")
});

/// The form with nothing but a file, its offset and its build id.
static BRIEF: LazyLock<Regex> = LazyLock::new(|| {
    form(r"(?:S+(?<file>N+))?(?:S+\(@(?<offset>[[:xdigit:]]+)\))?(?:S+(?<build_id>[[:xdigit:]]+))?")
});

/// The pattern of a form, which differs in the end from the others; in it, `S` is a space and `N` is none.
fn form(end: &str) -> Regex {
    let start = r"^S*(?:0x)?(?<start>[[:xdigit:]]+)(?:S|-)?S*(?:0x)?(?<limit>[[:xdigit:]]+):?(?:S+(?<perm>[-rwxp]+))?";
    let pattern = [start, end].concat().replace('S', r"[\t\n\f\r ]").replace('N', r"[^\t\n\f\r ]");
    Regex::new(&format!("(?-u){pattern}")).expect("the pattern is valid")
}

/// The region that a line is about, or nothing if it is about something else.
fn region(line: &[u8]) -> Option<Found> {
    let found = LONG.captures(line).or_else(|| BRIEF.captures(line))?;
    if found.name("perm").is_some_and(|perm| !perm.as_bytes().contains(&b'x')) {
        return Some(Found::NoCode);
    }
    let number = |name| text(&found, name).map_or(Some(0), number::hex);
    Some(Found::Code(Region {
        start: number("start")?,
        limit: number("limit")?,
        offset: number("offset")?,
        file: text(&found, "file").unwrap_or_default().into(),
        build_id: text(&found, "build_id").unwrap_or_default().into(),
    }))
}

/// A part of a line that both forms may have, or only one.
fn text<'a>(found: &Captures<'a>, name: &str) -> Option<&'a [u8]> {
    found.name(name).map(|part| part.as_bytes())
}

/// Variables that lines of a map define, as in `build=/home/me`, for the lines that follow.
///
/// A definition can contain the variables before it twice, so that a few lines can stand for more text than
/// a machine can hold. Hence the limits, which are far from what is known to be written.
#[derive(Default)]
struct Variables {
    /// Names with `$` in front, and values; the earliest first.
    definitions: Vec<(BString, BString)>,
}

impl Variables {
    /// The most variables that are looked at.
    const MOST: usize = 16;
    /// The most bytes that a variable's name may have.
    const LONGEST_NAME: usize = 64;

    /// The line with values in the place of names, the earliest variable first where several fit; or
    /// nothing where it would become too long.
    fn replace(&self, line: &[u8]) -> Option<BString> {
        let mut replaced = BString::default();
        let mut rest = line;
        while let Some(at) = rest.find_byte(b'$').filter(|_| !self.definitions.is_empty()) {
            replaced.extend_from_slice(&rest[..at]);
            let fits = |(name, _): &&(BString, BString)| rest[at..].starts_with(name);
            let (name, value) = match self.definitions.iter().find(fits) {
                Some((name, value)) => (name.as_slice(), value.as_slice()),
                None => (&b"$"[..], &b"$"[..]),
            };
            replaced.extend_from_slice(value);
            rest = &rest[at + name.len()..];
            if replaced.len() > lines::LONGEST {
                return None;
            }
        }
        replaced.extend_from_slice(rest);
        Some(replaced)
    }

    /// Takes the definition of a variable from a line, if it is one.
    fn define(&mut self, line: &[u8]) {
        let Some((name, value)) = line.split_once_str("=") else { return };
        let name = name.trim();
        if self.definitions.len() < Variables::MOST && name.len() <= Variables::LONGEST_NAME {
            self.definitions.push(([b"$", name].concat().into(), value.trim().into()));
        }
    }
}

/// Joins regions to those before them that they continue. The loader maps one file in parts.
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

/// Whether a region may be the next part of the file that the one before it is of. What is not known of
/// either speaks not against it.
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
    let is_version = |at: usize| {
        let rest = &file[at + 3..];
        matches!(rest, [b'.' | b'_', digit, ..] if digit.is_ascii_digit())
    };
    let is_library = file.ends_with(b".so") || file.find_iter(".so").any(is_version);
    !file.is_empty() && !is_library && !file.starts_with(b"[")
}

/// Undoes what the kernel does when the start of the program's text is moved to huge pages.
fn forget_huge_page(regions: &mut Vec<Region>) {
    if let [first, second, ..] = regions.as_slice()
        && first.file.starts_with(b"/anon_hugepage")
        && first.limit == second.start
    {
        regions.remove(0);
    }
    // Where a program that is not relocatable starts.
    const TEXT_START: u64 = 0x40_0000;
    if let Some(first) = regions.first_mut()
        && first.start.wrapping_sub(first.offset) == TEXT_START
    {
        (first.start, first.offset) = (TEXT_START, 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

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

    /// `pr` are permissions of data, to those who do not look at what follows.
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
        let half = "q".repeat(lines::LONGEST / 2 - 10);
        check(
            &format!("x={half}\ny=$x$x\nz=$y$x\n10-20: $z\n20-30: $y$x\n30-40: a\n"),
            expect![[r#"
                10-20 @0 $z
                30-40 @0 a
            "#]],
        );
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
