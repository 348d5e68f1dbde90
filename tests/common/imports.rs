//! Which file of `src/` uses which, by the paths that are written in them.

use std::collections::{BTreeMap, BTreeSet};

/// A module, as the names that lead to it from the root.
type Module = Vec<String>;

/// The sources without their tests.
#[derive(Default)]
pub(crate) struct Sources {
    files: BTreeMap<Module, Source>,
}

struct Source {
    shown: String,
    /// Without the statements below.
    code: Vec<Vec<String>>,
    imports: Vec<Import>,
}

/// A path of a `use` statement, and what it is called here.
struct Import {
    path: Vec<String>,
    name: String,
    is_public: bool,
}

impl Sources {
    /// Adds a file, whose path begins with `src/`.
    pub(crate) fn add(&mut self, path: &str, text: &str) {
        let bare = path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
        let module = if bare == "lib" { Vec::new() } else { bare.split('/').map(str::to_owned).collect() };
        let (mut rest, mut imports) = (String::new(), Vec::new());
        for statement in text.split_inclusive(';') {
            let Some(at) = use_at(statement) else {
                rest.push_str(statement);
                continue;
            };
            rest.push_str(&statement[..at]);
            let is_public =
                statement[..at].trim_end().rsplit('\n').next().is_some_and(|line| line.contains("pub"));
            let tree: String =
                statement[at + "use ".len()..].split(';').next().unwrap_or_default().to_owned();
            for (path, name) in branches(&tree) {
                imports.push(Import { path, name, is_public });
            }
        }
        self.files.insert(module, Source { shown: path.to_owned(), code: paths(&rest), imports });
    }

    /// Every file with those that it uses: those that define what it names, and not those that pass it on.
    pub(crate) fn uses(&self) -> BTreeMap<String, BTreeSet<String>> {
        self.files
            .iter()
            .map(|(module, source)| {
                let used = self.named(module, source).into_iter().filter_map(|path| self.defining(path, 0));
                let used = used.map(|module| self.files[&module].shown.clone());
                (source.shown.clone(), used.filter(|used| *used != source.shown).collect())
            })
            .collect()
    }

    /// The paths from the root that a file uses: all imports that are not passed on, and those in its code.
    fn named(&self, module: &Module, source: &Source) -> Vec<Vec<String>> {
        let is_used = |name: &str| source.code.iter().any(|path| path[0] == name);
        let mut found = Vec::new();
        for Import { path, name, is_public } in &source.imports {
            let Some(path) = self.path_from_root(module, path) else { continue };
            // A module is used by what is named in it, below.
            if !self.files.contains_key(&path) && (!is_public || is_used(name)) {
                found.push(path);
            }
        }
        for path in source.code.iter().filter(|path| path.len() > 1) {
            let alias = source.imports.iter().find(|import| import.name == path[0]);
            let path = match alias {
                Some(import) => [&import.path[..], &path[1..]].concat(),
                None => path.clone(),
            };
            found.extend(self.path_from_root(module, &path));
        }
        found
    }

    /// A path as it is from the root; none if it leads out of the crate.
    fn path_from_root(&self, module: &Module, path: &[String]) -> Option<Vec<String>> {
        let n_supers = path.iter().take_while(|part| *part == "super").count();
        let (base, rest) = match path[0].as_str() {
            "crate" => (&[][..], &path[1..]),
            "self" => (&module[..], &path[1..]),
            "super" => (&module[..module.len().checked_sub(n_supers)?], &path[n_supers..]),
            name => {
                let child = [&module[..], &[name.to_owned()]].concat();
                self.files.contains_key(&child).then_some((&module[..], path))?
            }
        };
        Some([base, rest].concat())
    }

    /// The module whose file defines what a path from the root names.
    fn defining(&self, path: Vec<String>, n_steps: usize) -> Option<Module> {
        let n = (0..=path.len()).rev().find(|&n| self.files.contains_key(&path[..n]))?;
        let (module, rest) = (path[..n].to_vec(), &path[n..]);
        let passed_on = |name: &String| {
            let import = self.files[&module].imports.iter().find(|import| import.name == *name)?;
            self.path_from_root(&module, &[&import.path[..], &rest[1..]].concat())
        };
        match rest.first().and_then(passed_on) {
            Some(next) if n_steps < 9 => self.defining(next, n_steps + 1),
            // The root of the crate is the pipeline, which uses everything.
            _ => Some(module).filter(|module| !module.is_empty()),
        }
    }
}

/// Where the keyword of a `use` statement is in a piece of text that ends with it.
fn use_at(statement: &str) -> Option<usize> {
    let starts = statement.match_indices("use ").map(|(at, _)| at);
    let begins = |at: &usize| {
        let line = statement[..*at].rsplit('\n').next().unwrap_or_default().trim();
        line.is_empty() || line == "pub" || (line.starts_with("pub(") && line.ends_with(')'))
    };
    starts.filter(begins).last()
}

/// All paths of a tree such as `a::{self, b::C, d as e}`, with the names that they get.
fn branches(tree: &str) -> Vec<(Vec<String>, String)> {
    let tree = tree.trim();
    if let Some(at) = tree.find('{') {
        let stem: Vec<_> = segments(&tree[..at]);
        let inside = &tree[at + 1..tree.rfind('}').unwrap_or(tree.len())];
        return top_level(inside)
            .into_iter()
            .flat_map(branches)
            .map(|(path, name)| {
                let is_stem = path == ["self"] && !stem.is_empty();
                let name = if is_stem && name == "self" { stem[stem.len() - 1].clone() } else { name };
                (if is_stem { stem.clone() } else { [&stem[..], &path].concat() }, name)
            })
            .collect();
    }
    let (path, name) = tree.split_once(" as ").unwrap_or((tree, ""));
    let path = segments(path);
    let name =
        if name.is_empty() { path.last().cloned().unwrap_or_default() } else { name.trim().to_owned() };
    if path.is_empty() { Vec::new() } else { vec![(path, name)] }
}

fn segments(path: &str) -> Vec<String> {
    path.split("::").map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// The parts between those commas that are in no braces.
fn top_level(text: &str) -> Vec<&str> {
    let (mut level, mut start, mut parts) = (0, 0, Vec::new());
    for (at, c) in text.char_indices() {
        match c {
            '{' => level += 1,
            '}' => level -= 1,
            ',' if level == 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

/// All paths in code, single names among them.
fn paths(code: &str) -> Vec<Vec<String>> {
    code.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'))
        .filter(|word| !word.starts_with("::"))
        .map(segments)
        .filter(|path| !path.is_empty())
        .collect()
}

/// A shortest way from a file back to itself, if there is one.
pub(crate) fn circle(uses: &BTreeMap<String, BTreeSet<String>>, from: &str) -> Option<Vec<String>> {
    let mut ways = vec![vec![from.to_owned()]];
    let mut seen = BTreeSet::new();
    while !ways.is_empty() {
        let mut longer = Vec::new();
        for way in ways {
            for next in uses.get(&way[way.len() - 1]).into_iter().flatten() {
                let way = [&way[..], std::slice::from_ref(next)].concat();
                if next == from {
                    return Some(way);
                }
                if seen.insert(next.clone()) {
                    longer.push(way);
                }
            }
        }
        ways = longer;
    }
    None
}
