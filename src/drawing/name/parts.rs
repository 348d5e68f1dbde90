//! The parts of a name.

use std::ops::Range;

use crate::scene::metrics::Face;
use crate::scene::text::{self, Emphasis, Span, TextLine};

use super::brackets::Dialect;
use super::source_file::folders;
use super::types::Types;

/// No part of a name has more characters than this; the widest line holds about 60.
pub(super) const MAX_PART: usize = 240;

/// No path has more elements than this.
pub(super) const MAX_PATH: usize = 32;

/// A function's name, split for display. All its texts have visible characters only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Name {
    /// Package, module, namespace or crate, as short as its readers would say it; may be empty.
    pub(crate) scope: String,
    /// Receiver or class with its trailing `.` or `::`; may be empty.
    pub(crate) qualifier: String,
    /// The name of the function itself; never empty.
    pub(crate) base: String,
    /// Type arguments in their brackets, such as `[string, struct{…}]` or `<Record>`; may be empty.
    pub(crate) type_args: String,
    /// The address that distinguishes a hidden class of a virtual machine from others; may be empty.
    pub(crate) address: String,
    /// The whole path that `muted` is a part of, outermost element first. Where the language has none,
    /// the folders of the source file, so that functions of one name can still be distinguished.
    pub(crate) path: Vec<String>,
    /// The elements of `path` that `muted` shows.
    pub(super) shown: Range<usize>,
    /// The separator of the elements of `path`.
    pub(super) separator: &'static str,
    /// The type arguments with what `type_args` leaves out; so that they can distinguish it from another name.
    pub(super) full_type_args: String,
    /// Whether `muted` was lengthened to distinguish this name from another, and so must not be shortened.
    pub(super) is_disambiguated: bool,
    /// The line to print after the file, if only that distinguishes this name from another.
    pub(super) line: Option<i64>,
}

impl Name {
    /// A name that is all base.
    pub(super) fn whole(full: &str) -> Name {
        Name { base: full.to_owned(), ..Name::default() }
    }

    /// A name with its parts, in no place yet.
    pub(super) fn new(qualifier: impl Into<String>, base: impl Into<String>) -> Name {
        Name { qualifier: qualifier.into(), base: base.into(), ..Name::default() }
    }

    /// The scope with the separator that joins it to the qualifier; empty without a scope.
    pub(crate) fn locating(&self) -> String {
        let separator = if self.qualifier.ends_with("::") || self.scope.contains("::") { "::" } else { "." };
        if self.scope.is_empty() { String::new() } else { format!("{}{separator}", self.scope) }
    }

    /// The name on one line with its scope, or else with its `file`.
    pub(crate) fn located_base(&self, file: &str) -> String {
        let name = format!("{}{}{}", self.locating(), self.qualifier, self.base);
        if self.scope.is_empty() && !file.is_empty() { format!("{name} {file}") } else { name }
    }

    /// The name on one line no wider than `room` px: muted scope and qualifier, and the base in bold. Where they do not
    /// fit, the scope is left out first.
    pub(crate) fn on_one_line(&self, size: f64, room: f64) -> TextLine {
        let base = text::elide(&self.base, size, Face::Bold, room);
        let line = |before: &str| {
            let before = (!before.is_empty()).then(|| Span::regular(before, Emphasis::Muted));
            TextLine::new(size, before.into_iter().chain([Span::bold(base.as_str())]).collect())
        };
        let candidates = [self.locating() + &self.qualifier, self.qualifier.clone()];
        let mut lines = candidates.iter().map(|before| line(before));
        lines.find(|line| line.width <= room).unwrap_or_else(|| line(""))
    }

    /// The same name with the lists of type arguments `lists`, in brief and in full.
    pub(super) fn with_type_args(self, lists: &[&str], dialect: Dialect) -> Name {
        let brief = Types { dialect, max_args: 3, max_depth: 2 };
        let full = Types { dialect, max_args: 12, max_depth: 6 };
        Name { type_args: brief.lists(lists), full_type_args: full.lists(lists), ..self }
    }

    /// The same name in the place `path`, of which `muted` shows the elements `shown`.
    pub(super) fn located(self, path: Vec<String>, shown: Range<usize>, separator: &'static str) -> Name {
        Name { path, shown, separator, ..self }
    }

    /// Brings all parts to a length that drawing can afford, gives names without a path the folders of
    /// their `file` instead, and fills in `muted`.
    pub(super) fn bounded(mut self, file: &str) -> Name {
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

    /// The same name with a text behind it, which is part of it.
    pub(crate) fn followed_by(mut self, text: &str) -> Name {
        self.base.push_str(text);
        self
    }

    /// The same name without a scope, for functions that are in several files.
    pub(crate) fn anywhere(self) -> Name {
        Name { scope: String::new(), path: Vec::new(), shown: 0..0, ..self }
    }

    /// Appends the line that distinguishes it from others to a name that is a file itself.
    pub(crate) fn say_line(&mut self) {
        if let Some(line) = self.line.take() {
            self.base.push_str(&format!(":{line}"));
        }
    }

    /// Makes `muted` show these elements of the path.
    fn show(&mut self, shown: Range<usize>) {
        self.scope = self.path[shown.clone()].join(self.separator);
        self.shown = shown;
    }

    /// Adds one element to `muted`: the one outside it, else the one inside it. False if it shows all.
    pub(super) fn lengthen(&mut self) -> bool {
        let Range { start, end } = self.shown;
        let longer = match (start, self.path.len() - end) {
            (0, 0) => return false,
            (0, _) => 0..end + 1,
            _ => start - 1..end,
        };
        self.show(longer);
        self.is_disambiguated = true;
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
