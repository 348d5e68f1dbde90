//! Names of functions, split into what locates and what names.
//!
//! A full name such as `github.com/alecthomas/chroma/v2.(*LexerState).Iterator` is too long for a box
//! and too precise for a glance. [`split`] takes it apart by the rules of its language: a quiet line says
//! where it lives (`chroma/v2`), the receiver or class follows in regular weight (`(*LexerState).`), the
//! name itself in bold (`Iterator`), and type arguments get a line of their own. The full name is never
//! lost: it is the title of the box.
//!
//! Names come from strangers. Everything here takes time linear in the length of a name, bounds what it
//! returns ([`MAX_PART`], [`MAX_PATH`]) and returns only characters that are safe to show.

mod brackets;
mod cpp;
mod go;
mod java;
mod lines;
mod rust;
mod script;
mod segments;
mod telling;
mod types;
mod visible;

use std::collections::HashMap;
use std::ops::Range;

use segments::Dialect;
use types::Types;

pub(crate) use lines::{Span, break_lines, elide, quiet_lines};
pub(crate) use telling::{extracts, path_ends};
pub(crate) use visible::visible;

/// No part of a name has more characters than this; the widest line holds about 60.
const MAX_PART: usize = 240;

/// No path has more elements than this.
const MAX_PATH: usize = 32;

/// A function's name, split for display. All its texts are [`visible()`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Name {
    /// Package, module, namespace or crate, as short as its readers would say it; may be empty.
    pub(crate) quiet: String,
    /// Receiver or class with its trailing `.` or `::`; may be empty.
    pub(crate) qualifier: String,
    /// What the function itself is called; never empty.
    pub(crate) base: String,
    /// Type arguments in their brackets, such as `[string, struct{…}]` or `<Record>`; may be empty.
    pub(crate) type_args: String,
    /// The address that tells a hidden class of a virtual machine from others; may be empty.
    pub(crate) address: String,
    /// The whole path that `quiet` is a part of, outermost element first. Where the language has none,
    /// the folders of the source file, so that functions of one name can still be told apart.
    pub(crate) path: Vec<String>,
    /// The elements of `path` that `quiet` shows.
    shown: Range<usize>,
    /// What joins elements of `path`.
    separator: &'static str,
    /// The type arguments with what `type_args` leaves out; as long as they tell this name from another.
    full_type_args: String,
    /// Whether `quiet` was lengthened to tell this name from another, and so must not be shortened.
    is_told_apart: bool,
    /// The line to print after the file, if only that tells this name from another.
    line: Option<i64>,
}

/// Splits a function's full name.
///
/// `file` is the path of its source file, which says what language it is in; without one, the name's own
/// shape has to. A name that fits no language is shown whole, as `base`.
pub(crate) fn split(full: &str, file: &str) -> Name {
    let full = visible(full);
    let file = visible(file);
    let name = match language(&full, &file) {
        Language::Whole => None,
        Language::File => Some(Name::whole(base_name(&full))).filter(|name| !name.base.is_empty()),
        Language::Go => go::split(&full),
        Language::Java => java::split(&full),
        Language::Rust => rust::split(&full, &file),
        Language::Native => cpp::split(&full),
        Language::Python => script::split_python(&full, &file),
        Language::JavaScript => script::split_javascript(&full, &file),
        Language::Dotted => script::split_dotted(&full),
    };
    name.unwrap_or_else(|| Name::whole(&full)).bounded(&file)
}

/// How a name is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Language {
    /// Not a name of a function but of a place: `[libc.so.6]`, `<unknown>`, `(idle)`.
    Whole,
    /// The path of a file.
    File,
    Go,
    Java,
    Rust,
    /// C and C++, the kernel, and all symbols without a structure that we know.
    Native,
    Python,
    JavaScript,
    /// `Class.method` of a language that could be any.
    Dotted,
}

/// The language of a name: what the source file says, else what the name looks like.
fn language(full: &str, file: &str) -> Language {
    let by_file = file_language(file);
    if full == file || (full.starts_with('/') && !full.contains('(')) {
        return Language::File;
    }
    let has_scopes = full.contains("::");
    match by_file {
        // In these, `<module>` and `(anonymous)` are functions of a file.
        Some(language @ (Language::Python | Language::JavaScript)) => language,
        _ if is_place(full) => Language::Whole,
        // A virtual machine's own frames stand among those of its programs, and without files.
        Some(Language::Go | Language::Java) if has_scopes && !full.contains(['/', '[']) => Language::Native,
        Some(language) => language,
        None if has_scopes && looks_like_rust(full) => Language::Rust,
        None if has_scopes || full.starts_with("operator") => Language::Native,
        None if is_compiler_suffixed(full) => Language::Native,
        None if full.contains(".<locals>.") => Language::Python,
        None if java::looks_like_java(full) => Language::Java,
        None if go::looks_like_go(full) => Language::Go,
        None if full.contains(['<', ' ', '(']) => Language::Native,
        None if full.contains('.') => Language::Dotted,
        None => Language::Native,
    }
}

/// Mappings, pseudo-functions of runtimes, and addresses: nothing in them can be taken apart.
fn is_place(full: &str) -> bool {
    let encloses = |open, close| {
        full.starts_with(open)
            && full.ends_with(close)
            && full.matches(open).count() == 1
            && !full.contains("::")
    };
    encloses('[', ']') || encloses('<', '>') || encloses('(', ')') || full.starts_with("0x")
}

/// The language that a source file is written in.
fn file_language(file: &str) -> Option<Language> {
    if file.starts_with("node:") {
        return Some(Language::JavaScript);
    }
    if file.starts_with("<frozen ") {
        return Some(Language::Python);
    }
    let (stem, extension) = base_name(file).rsplit_once('.').unwrap_or((file, ""));
    match extension {
        // Assembly of Go; `.S` is that of C.
        "go" | "s" => Some(Language::Go),
        "rs" => Some(Language::Rust),
        "java" | "kt" | "kts" | "scala" | "groovy" | "clj" => Some(Language::Java),
        "py" | "pyx" | "pyi" => Some(Language::Python),
        "js" | "mjs" | "cjs" | "jsx" | "ts" | "mts" | "cts" | "tsx" => Some(Language::JavaScript),
        "c" | "cc" | "cpp" | "cxx" | "c++" | "cu" | "h" | "hh" | "hpp" | "hxx" | "inl" | "ipp" | "tcc"
        | "S" | "m" | "mm" => Some(Language::Native),
        _ if stem.contains("/include/c++/") => Some(Language::Native),
        _ => None,
    }
}

/// Marks that only Rust's compiler leaves in a name with `::`.
fn looks_like_rust(full: &str) -> bool {
    const MARKS: [&str; 8] = ["{{", "{closure", "{impl#", "{shim:", "<impl ", " as ", "::<", "dyn "];
    const CRATES: [&str; 3] = ["core::", "alloc::", "__rustc"];
    MARKS.iter().any(|mark| full.contains(mark)) && !full.contains("<lambda")
        || CRATES.iter().any(|name| full.starts_with(name))
        || (full.starts_with('<') && !full.starts_with("<lambda"))
        || rust::without_hash(full).len() < full.len()
}

/// Symbols that C compilers derive from a function, such as `find_busiest_group.isra.0`.
fn is_compiler_suffixed(full: &str) -> bool {
    const SUFFIXES: [&str; 8] =
        [".isra.", ".part.", ".constprop.", ".cold", ".llvm.", ".lto_priv.", ".clone.", ".localalias"];
    !full.contains('/') && SUFFIXES.iter().any(|suffix| full.contains(suffix))
}

/// The last element of a path.
fn base_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// The folders of a source file, outermost first.
fn folders(file: &str) -> Vec<String> {
    let folder = &file[..file.len() - base_name(file).len()];
    let elements = folder.split(['/', '\\']);
    elements.filter(|element| !matches!(*element, "" | "." | ".." | "file:")).map(String::from).collect()
}

impl Name {
    /// A name that is all base.
    fn whole(full: &str) -> Name {
        Name { base: full.to_owned(), ..Name::default() }
    }

    /// A name with its parts, in no place yet.
    fn new(qualifier: impl Into<String>, base: impl Into<String>) -> Name {
        Name { qualifier: qualifier.into(), base: base.into(), ..Name::default() }
    }

    /// The same name with the lists of type arguments `lists`, in brief and in full.
    fn with_type_args(self, lists: &[&str], dialect: Dialect) -> Name {
        let brief = Types { dialect, max_args: 3, max_depth: 2 };
        let full = Types { dialect, max_args: 12, max_depth: 6 };
        Name { type_args: brief.lists(lists), full_type_args: full.lists(lists), ..self }
    }

    /// The same name in the place `path`, of which `quiet` shows the elements `shown`.
    fn located(self, path: Vec<String>, shown: Range<usize>, separator: &'static str) -> Name {
        Name { path, shown, separator, ..self }
    }

    /// Brings all parts to a length that drawing can afford, gives names without a path the folders of
    /// their `file` instead, and fills in `quiet`.
    fn bounded(mut self, file: &str) -> Name {
        if self.base.is_empty() {
            "<unknown>".clone_into(&mut self.base);
        }
        let Name { qualifier, base, type_args, full_type_args, address, .. } = &mut self;
        for part in [qualifier, base, type_args, full_type_args, address] {
            clip(part);
        }
        if self.path.is_empty() {
            self.path = folders(file);
            self.shown = self.path.len()..self.path.len();
            self.separator = "/";
        }
        self.drop_middle_of_path();
        self.path.iter_mut().for_each(clip);
        self.show(self.shown.clone());
        self
    }

    /// Leaves [`MAX_PATH`] elements, the outermost and the innermost ones.
    fn drop_middle_of_path(&mut self) {
        let surplus = self.path.len().saturating_sub(MAX_PATH);
        if surplus > 0 {
            let from = MAX_PATH / 2;
            self.path.drain(from..from + surplus);
            let moved =
                |index: usize| if index <= from { index } else { index.saturating_sub(surplus).max(from) };
            self.shown = moved(self.shown.start)..moved(self.shown.end);
        }
    }

    /// Makes `quiet` show these elements of the path.
    fn show(&mut self, shown: Range<usize>) {
        self.quiet = self.path[shown.clone()].join(self.separator);
        self.shown = shown;
    }

    /// Adds one element to `quiet`: the one outside it, else the one inside it. False if it shows all.
    fn lengthen(&mut self) -> bool {
        let Range { start, end } = self.shown;
        let longer = match (start, self.path.len() - end) {
            (0, 0) => return false,
            (0, _) => 0..end + 1,
            _ => start - 1..end,
        };
        self.show(longer);
        self.is_told_apart = true;
        true
    }
}

/// Shortens a part to [`MAX_PART`] characters, 60 % from its head and the rest from its tail.
fn clip(part: &mut String) {
    // Bytes are never fewer than characters, so most parts end here.
    if part.len() <= MAX_PART {
        return;
    }
    let n_tail = MAX_PART * 2 / 5;
    let n_head = MAX_PART - 1 - n_tail;
    let head_end = part.char_indices().nth(n_head).map(|(at, _)| at);
    let tail_start = part.char_indices().rev().nth(n_tail - 1).map(|(at, _)| at);
    if let (Some(head_end), Some(tail_start)) = (head_end, tail_start)
        && head_end < tail_start
    {
        part.replace_range(head_end..tail_start, "…");
    }
}

/// A shown node, as far as its reader can tell it from another.
#[derive(Debug)]
pub(crate) struct Labelled<'a> {
    /// Its name.
    pub(crate) name: &'a mut Name,
    /// Base name of its source file, which stands beside the quiet part; may be empty.
    pub(crate) file: &'a str,
    /// Line of its source; 0 if unknown.
    pub(crate) line: i64,
}

/// Makes names that would read alike differ: adds elements of their paths to the quiet line until they
/// do. Where paths do not help, type arguments are shown in full, and at last the line. Names that are
/// alike in all these stay so.
pub(crate) fn tell_apart(nodes: &mut [Labelled<'_>]) {
    // Each round adds one element, so there are at most as many as a path is long.
    for _ in 0..=MAX_PATH {
        let mut has_changed = false;
        for group in alike(nodes) {
            let first = group[0];
            if group.iter().all(|&node| nodes[node].name.path == nodes[first].name.path) {
                continue;
            }
            for node in group {
                has_changed |= nodes[node].name.lengthen();
            }
        }
        if !has_changed {
            break;
        }
    }
    for group in alike(nodes) {
        let first = group[0];
        if group.iter().any(|&node| nodes[node].name.full_type_args != nodes[first].name.full_type_args) {
            for node in group {
                let name = &mut *nodes[node].name;
                name.type_args.clone_from(&name.full_type_args);
            }
        }
    }
    for group in alike(nodes) {
        let first = group[0];
        if group.iter().any(|&node| nodes[node].line != nodes[first].line) {
            for node in group {
                nodes[node].name.line = Some(nodes[node].line).filter(|&line| line > 0);
            }
        }
    }
}

/// Groups of two or more nodes that read alike, by their first node.
fn alike(nodes: &[Labelled<'_>]) -> Vec<Vec<usize>> {
    let mut group_of = HashMap::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (index, node) in nodes.iter().enumerate() {
        let Name { quiet, qualifier, base, type_args, address, .. } = &*node.name;
        let group =
            *group_of.entry((quiet, qualifier, base, type_args, address, node.file)).or_insert(groups.len());
        if group == groups.len() {
            groups.push(Vec::new());
        }
        groups[group].push(index);
    }
    groups.retain(|group| group.len() > 1);
    groups
}

#[cfg(test)]
mod tests;
