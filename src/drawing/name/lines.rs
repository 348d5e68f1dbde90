//! Lines: the bold name and the muted scope, broken or shortened to the width of a box.

use super::Name;
use crate::scene::metrics::{Face, advance, char_advance};
use crate::scene::text::elide;
use crate::scene::visible;

/// A piece of a line in one weight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NameSpan {
    /// The text, never empty.
    pub(crate) text: String,
    /// Whether it is the name itself; else it is the quieter qualifier.
    pub(crate) bold: bool,
}

/// A box is never made narrower than this by its muted line, in px.
const QUIET_WIDTH: f64 = 132.0;

/// The separator between package and file.
const DOT: &str = " · ";

/// The lines of a name at `size` px, none wider than `max` px; one to three of them.
///
/// First the qualifier moves to a line of its own. Then the base is broken once, at the `.`, `_`, `::`
/// or camel hump that makes the longer half shortest, or the qualifier, if only that is too wide. What
/// is still too wide loses its middle.
pub(crate) fn break_lines(name: &Name, size: f64, max: f64) -> Vec<Vec<NameSpan>> {
    let qualifier = Run { text: &name.qualifier, face: Face::Regular, size };
    let base = Run { text: &name.base, face: Face::Bold, size };
    if qualifier.width() + base.width() <= max {
        return vec![qualifier.span().into_iter().chain(base.span()).collect()];
    }
    let base = base.lines(max, 2);
    let qualifier = qualifier.lines(max, 3 - base.len());
    qualifier.into_iter().chain(base).map(|span| vec![span]).collect()
}

/// The lines that locate a name, `package · file`, at `size` px.
///
/// None is wider than `max` px or 132 px, whichever is more. If both parts do not fit on a line, a
/// shorter package may; else they take a line each, and what is still too wide loses its middle.
pub(crate) fn scope_lines(name: &Name, file_base: &str, size: f64, max: f64) -> Vec<String> {
    let max = max.max(QUIET_WIDTH);
    let fits = |text: &str| advance(text, size, Face::Regular) <= max;
    let mut file = visible(file_base);
    if let Some(line) = name.line
        && !file.is_empty()
    {
        file = format!("{file}:{line}");
    }
    let packages = packages(name);
    let joined = packages.iter().map(|package| join(package, &file)).find(|line| fits(line));
    if let Some(line) = joined {
        return if line.is_empty() { Vec::new() } else { vec![line] };
    }
    let package = packages.iter().find(|package| fits(package)).or(packages.last());
    let parts = package.into_iter().chain([&file]).filter(|part| !part.is_empty());
    parts.map(|part| elide(part, size, Face::Regular, max)).collect()
}

/// The scope and its shorter forms where it is too wide, longest first; never empty.
fn packages(name: &Name) -> Vec<String> {
    let mut packages = vec![name.scope.clone()];
    if name.is_disambiguated {
        return packages;
    }
    let shown = &name.path[name.shown.clone()];
    // The distinguishing element stays: the last one of Go's and Java's paths, such as `noder`, and the first
    // one of the others, the crate or top namespace.
    let mut shorter = shown;
    while let [first, middle @ .., last] = shorter {
        shorter = if name.separator == "::" {
            &shorter[..=middle.len()]
        } else if super::go::is_version(last) {
            // `v2` alone says nothing.
            packages.push(first.clone());
            break;
        } else {
            &shorter[1..]
        };
        packages.push(shorter.join(name.separator));
    }
    packages
}

/// `package · file`, or the one that is there.
fn join(package: &str, file: &str) -> String {
    let dot = if package.is_empty() || file.is_empty() { "" } else { DOT };
    format!("{package}{dot}{file}")
}

/// A text in one weight and size.
#[derive(Clone, Copy)]
struct Run<'a> {
    text: &'a str,
    face: Face,
    size: f64,
}

impl<'a> Run<'a> {
    /// Its width in px.
    fn width(self) -> f64 {
        advance(self.text, self.size, self.face)
    }

    /// The run as a span, if there is anything in it.
    fn span(self) -> Option<NameSpan> {
        let span = NameSpan { text: self.text.to_owned(), bold: self.face == Face::Bold };
        Some(span).filter(|span| !span.text.is_empty())
    }

    /// At most `n_lines` lines, one or two, none wider than `max`.
    fn lines(self, max: f64, n_lines: usize) -> Vec<NameSpan> {
        let halves = if n_lines > 1 && self.width() > max { self.halves(max) } else { None };
        let lines = halves.map_or(vec![self.text], |(first, second)| vec![first, second]);
        let elided = lines.into_iter().map(|line| elide(line, self.size, self.face, max));
        elided.filter_map(|text| Run { text: &text, ..self }.span()).collect()
    }

    /// The two halves at the place to break that makes the longer one shortest; the first such place. None
    /// if that half would still be too wide, and nearly all of the text: one line says as much.
    fn halves(self, max: f64) -> Option<(&'a str, &'a str)> {
        let whole = self.width();
        let mut best: Option<(f64, usize)> = None;
        let mut width = 0.0;
        for (at, c) in self.text.char_indices() {
            let longer = f64::max(width, whole - width);
            if is_break(self.text, at) && best.is_none_or(|(least, _)| longer < least) {
                best = Some((longer, at));
            }
            width += char_advance(c, self.size, self.face);
        }
        let (_, at) = best.filter(|&(longer, _)| longer <= max.max(whole * 2.0 / 3.0))?;
        Some(self.text.split_at(at))
    }
}

/// Whether a line may end before the character at byte `at`: after `.`, `_`, `::` and other marks that
/// stand between words, and before a camel hump.
fn is_break(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    let mut earlier = before.chars().rev();
    let mut later = after.chars();
    let (Some(last), Some(next)) = (earlier.next(), later.next()) else { return false };
    let is_new_word = match last {
        // Several in a row stay together, and with nothing before them, as in `__init`, they end no word.
        '_' | '.' | '-' | '/' | ' ' => next != last && !before.trim_end_matches(last).is_empty(),
        ':' => next != ':' && earlier.next() == Some(':'),
        _ => false,
    };
    // `HTTPServer` has its hump at the `S`.
    let mut ends_capitals = || last.is_uppercase() && later.next().is_some_and(char::is_lowercase);
    is_new_word || next.is_uppercase() && (last.is_lowercase() || last.is_numeric() || ends_capitals())
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use crate::drawing::name::{Name, NameSpan, break_lines, scope_lines, split};

    /// The name of `full` at the smallest size, in boxes as wide as the picture allows: 15 em.
    fn check_name(full: &str, expected: &Expect) {
        let size = 11.5;
        let lines = break_lines(&split(full, ""), size, 15.0 * size);
        let marked =
            |NameSpan { text, bold }: &NameSpan| if *bold { format!("**{text}**") } else { text.clone() };
        let lines: Vec<String> = lines.iter().map(|line| line.iter().map(marked).collect()).collect();
        expected.assert_eq(&lines.join("\n"));
    }

    /// The scope lines of `full` at the smallest size above a narrow name.
    fn check_quiet(full: &str, file: &str, expected: &Expect) {
        expected.assert_eq(&scope_lines(&split(full, file), file, 10.0, 0.0).join("\n"));
    }

    #[test]
    fn a_short_name_takes_one_line() {
        check_name("main.main", &expect!["**main**"]);
        check_name("net/http.(*conn).serve", &expect!["(*conn).**serve**"]);
    }

    #[test]
    fn the_receiver_moves_to_its_own_line_first() {
        check_name(
            "tpl/collections.(*Namespace).checkWhereArray",
            &expect![[r#"
            (*Namespace).
            **checkWhereArray**"#]],
        );
    }

    #[test]
    fn then_the_base_is_broken_where_the_halves_are_most_alike() {
        check_name(
            "syscall/js.(*handlerRegistration).initializeAllDefaultHandlersOnce",
            &expect![[r#"
            (*handlerRegistration).
            **initializeAllDefault**
            **HandlersOnce**"#]],
        );
        check_name(
            "__unguarded_partition_pivot_with_comparator",
            &expect![[r#"
            **__unguarded_partition_**
            **pivot_with_comparator**"#]],
        );
        check_name(
            "core::iter::adapters::try_process_with_a_long_name::{{closure}}",
            &expect![[r#"
            **try_process_with_a_**
            **long_name::{closure}**"#]],
        );
        check_name(
            "java/util/concurrent/ScheduledThreadPoolExecutor$DelayedWorkQueue.offer",
            &expect![[r#"
            ScheduledThreadPool
            Executor.DelayedWorkQueue.
            **offer**"#]],
        );
    }

    /// `__` and `..` are one mark each, and a single colon is none.
    #[test]
    fn marks_in_a_row_stay_together() {
        check_name(
            "__pthread__mutex_unlock_usercnt",
            &expect![[r#"
            **__pthread__mutex_**
            **unlock_usercnt**"#]],
        );
        check_name("resources/page.globbedInitialisers..func1", &expect!["**globbedInitialisers..func1**"]);
        check_name("RegExp:anything:thatmatchesaverylongword", &expect!["**RegExp:anything…rylongword**"]);
    }

    #[test]
    fn what_has_no_place_to_break_loses_its_middle() {
        check_name(
            "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
            &expect!["**abcdefghijklmno…qrstuvwxyz**"],
        );
    }

    #[test]
    fn the_quiet_line_says_package_and_file() {
        check_quiet("runtime.mallocgc", "malloc.go", &expect!["runtime · malloc.go"]);
        check_quiet("indexbody", "index_amd64.s", &expect!["index_amd64.s"]);
        check_quiet("std::vector<int>::push_back", "", &expect!["std"]);
        check_quiet("main", "", &expect![""]);
    }

    #[test]
    fn a_shorter_package_may_save_a_line() {
        check_quiet(
            "encoding/json.(*decodeState).object",
            "decode_and_more.go",
            &expect!["json · decode_and_more.go"],
        );
        check_quiet(
            "java.util.concurrent.locks.LockSupport.park",
            "LockSupport.java",
            &expect!["locks · LockSupport.java"],
        );
        check_quiet(
            "a.b/chroma/v2.Tokenise",
            "a_rather_long_name.go",
            &expect![[r#"
            chroma/v2
            a_rather_long_name.go"#]],
        );
    }

    #[test]
    fn else_package_and_file_take_a_line_each() {
        check_quiet(
            "a.b/texttemplate.(*state).evalCall",
            "hugo_template.go",
            &expect![[r#"
            texttemplate
            hugo_template.go"#]],
        );
        check_quiet(
            "a.b/averyveryverylongpackagename.F",
            "an_even_longer_name_of_a_file_of_theirs.go",
            &expect![[r#"
                averyveryverylo…ckagename
                an_even_longer…f_theirs.go"#]],
        );
    }

    /// A base that is empty cannot be, but a name with nothing else can.
    #[test]
    fn nothing_to_say_takes_no_line() {
        let nothing = Name::default();
        assert!(scope_lines(&nothing, "", 10.0, 0.0).is_empty());
        assert!(break_lines(&split("", ""), 10.0, 100.0).len() == 1);
    }
}
