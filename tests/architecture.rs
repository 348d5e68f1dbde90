//! The allowed dependencies between modules, compared with the sources.

#![allow(clippy::unwrap_used, reason = "these are tests, helpers included")]

#[path = "common/imports.rs"]
mod imports;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A package of the workspace.
struct Package {
    /// The directory of its sources.
    folder: &'static str,
    /// Each of its modules with the modules that it may use.
    allowed: &'static [(&'static str, &'static [&'static str])],
}

const PACKAGES: [Package; 2] = [
    Package { folder: "src", allowed: ALLOWED },
    Package { folder: "crates/layered-layout/src", allowed: ALLOWED_IN_LAYOUT },
];

/// Each module of the library, and the command, with the modules that it may use, including `geom` and `layout` of the
/// layout crate.
const ALLOWED: &[(&str, &[&str])] = &[
    ("fast_map", &[]),
    ("index", &[]),
    ("jagged", &[]),
    ("options", &[]),
    ("parallel", &[]),
    ("path", &[]),
    ("units", &[]),
    ("pattern", &[]),
    ("gctrace", &["fast_map"]),
    ("profile", &["fast_map", "index", "jagged", "path", "units"]),
    ("sources", &["path"]),
    ("symbolize", &["profile"]),
    ("view", &["index", "options", "pattern", "profile", "units"]),
    (
        "graph",
        &[
            "fast_map", "index", "jagged", "options", "parallel", "path", "profile", "sources", "units",
            "view",
        ],
    ),
    ("analysis", &["graph", "options", "pattern", "profile", "units", "view"]),
    ("comparison", &["analysis"]),
    ("report", &["analysis", "path", "units"]),
    ("review", &["analysis", "comparison", "options"]),
    ("symbols", &["fast_map", "profile"]),
    ("scene", &["geom"]),
    ("chart", &["gctrace", "geom", "scene"]),
    ("drawing", &["analysis", "comparison", "geom", "layout", "path", "report", "review", "scene"]),
    ("picture", &["analysis", "drawing", "layout", "review"]),
    ("earlier", &["drawing", "geom"]),
    (
        "text",
        &["analysis", "comparison", "gctrace", "profile", "report", "review", "scene", "sources", "units"],
    ),
    ("render", &["analysis", "drawing", "geom", "layout", "path", "report", "scene", "sources", "units"]),
    ("convert", &[]),
    ("layout_rs_backend", &["geom", "layout"]),
    // It uses `pprof_svg` like any other user.
    ("cli", &[]),
];

/// The stages of the layout in order, and the modules that several of them share.
const ALLOWED_IN_LAYOUT: &[(&str, &[&str])] = &[
    ("budget", &[]),
    ("connected", &[]),
    ("geom", &[]),
    ("lists", &[]),
    ("options", &[]),
    ("phase", &[]),
    ("effort", &["budget"]),
    ("random", &[]),
    ("simplex", &[]),
    ("input", &["geom"]),
    ("layout", &["geom", "input", "options"]),
    ("from_graph", &["geom", "input"]),
    ("check", &["geom", "input", "layout", "options"]),
    ("polyline", &["geom"]),
    ("loops", &["geom", "input", "layout", "lists"]),
    ("cycles", &["input", "lists"]),
    ("ranks", &["connected", "cycles", "input", "layout", "lists", "options", "phase", "simplex"]),
    ("order", &["budget", "cycles", "lists", "random", "ranks"]),
    ("hints", &["geom", "input", "layout", "options", "order"]),
    ("position", &["cycles", "geom", "input", "lists", "loops", "options", "order", "simplex"]),
    ("selection", &["budget", "cycles", "input", "options", "order", "position"]),
    ("routes", &["cycles", "geom", "input", "layout", "lists", "options", "polyline", "position"]),
    ("labels", &["cycles", "geom", "input", "loops", "options", "polyline", "position", "routes"]),
    ("assemble", &["connected", "geom", "hints", "input", "layout", "options", "routes"]),
    (
        "component",
        &[
            "effort",
            "input",
            "labels",
            "layout",
            "loops",
            "options",
            "order",
            "phase",
            "position",
            "ranks",
            "routes",
            "selection",
        ],
    ),
    ("hinted", &["component", "effort", "hints", "input", "layout", "options", "order", "ranks"]),
    (
        "layered",
        &["assemble", "component", "effort", "hinted", "hints", "input", "layout", "options", "phase"],
    ),
];

/// The modules of another package that a package re-exports.
const PASSED_ON: [&str; 2] = ["geom", "layout"];

/// The part of the layout's API that a drawing may use: its input, not its result.
const INPUT_OF_LAYOUT: [&str; 4] = ["Input", "Edge", "Direction", "Options"];

/// Crates that only some modules may use.
const CRATES: [(&str, &[&str]); 10] = [
    ("clap", &["cli"]),
    ("flate2", &["profile", "symbolize", "cli"]),
    ("petgraph", &["graph", "analysis"]),
    ("krilla", &["convert"]),
    ("krilla_svg", &["convert"]),
    ("png", &["convert"]),
    ("quick_xml", &["earlier"]),
    ("resvg", &["convert"]),
    ("statrs", &["comparison"]),
    // In the command, for requests to stores.
    ("prost", &["profile", "cli"]),
];

/// The modules of `std` that the library does not use.
const SYSTEM: [&str; 5] = ["env", "fs", "net", "process", "time"];

/// Methods whose last bits depend on the platform.
const INEXACT: [&str; 3] = ["hypot", "powf", "powi"];

/// Exceptions to these rules.
const EXCEPTIONS: [(&str, &str); 1] = [
    // For its timeout.
    ("src/layout_rs_backend.rs", "time"),
];

/// A path in a source file that begins at the root of the crate.
#[derive(Debug, PartialEq, Eq)]
struct Use {
    line: usize,
    /// The name after `crate`; empty if there is none, as in `crate::*`.
    name: String,
}

#[test]
fn modules_use_only_what_they_may() {
    let mut faults = Vec::new();
    for source in sources() {
        let module = source.module();
        let (_, allowed) = source.package.allowed.iter().find(|(name, _)| *name == module).unwrap();
        for Use { line, name } in uses(&source.text(), source.depth()) {
            if name != module && !allowed.contains(&name.as_str()) {
                let what = if name.is_empty() { "everything" } else { &name };
                faults.push(format!("{}:{line}: {module} may not use {what}", source.shown()));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn a_drawing_knows_the_input_of_a_layout_only() {
    let mut faults = Vec::new();
    for source in sources().into_iter().filter(|source| source.module() == "drawing") {
        let text = without_comments(&source.text());
        for (at, _) in text.match_indices("layout::") {
            let item = words(&text[at + "layout::".len()..]).next().unwrap_or_default();
            if !INPUT_OF_LAYOUT.contains(&item) {
                let (file, line) = (source.shown(), line(&text, at));
                faults.push(format!("{file}:{line}: drawing may not use layout::{item}"));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn every_module_is_in_the_table() {
    for package in &PACKAGES {
        let there: BTreeSet<_> = sources_of(package).iter().map(Source::module).collect();
        let known: BTreeSet<_> = package.allowed.iter().map(|(module, _)| (*module).to_owned()).collect();
        assert_eq!(there, known, "{}", package.folder);
        for (module, allowed) in package.allowed {
            let is_known = |name: &&str| known.contains(*name) || PASSED_ON.contains(name);
            assert!(allowed.iter().all(is_known), "{module}: {allowed:?}");
        }
    }
}

#[test]
fn crates_are_named_where_they_belong() {
    let mut faults = Vec::new();
    for source in sources_of(&PACKAGES[0]) {
        let (module, text) = (source.module(), source.code());
        for (name, modules) in CRATES {
            let at = text.match_indices(&format!("{name}::")).find(|(at, _)| begins_path(&text, *at));
            if let Some((at, _)) = at.filter(|_| !modules.contains(&module.as_str())) {
                let (file, line) = (source.shown(), line(&text, at));
                faults.push(format!("{file}:{line}: {module} may not use {name}"));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn the_library_asks_nothing_of_the_system() {
    let mut found = BTreeMap::new();
    for source in sources().into_iter().filter(|source| source.module() != "cli") {
        for Use { line, name } in of_the_system(&source.code()) {
            found.insert((source.shown(), name), line);
        }
    }
    for (file, name) in EXCEPTIONS {
        let there = found.remove(&(file.to_owned(), name.to_owned()));
        assert!(there.is_some(), "{file} no longer uses {name}: it is no exception");
    }
    let faults: Vec<_> =
        found.iter().map(|((file, name), line)| format!("{file}:{line}: may not use {name}")).collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// Files do not depend on each other in cycles. A module's root is a file like others, but one that only declares
/// children and re-exports their names uses nothing: those names are used where they are defined.
#[test]
fn files_use_each_other_in_no_circle() {
    for package in &PACKAGES {
        let mut known = imports::Sources::default();
        let root = Source { package, path: package.root().join("lib.rs") };
        for source in sources_of(package).into_iter().chain([root]) {
            known.add(&source.in_package(), &source.code());
        }
        let uses = known.uses();
        let circles: BTreeSet<_> =
            uses.keys().filter_map(|file| imports::circle(&uses, file)).map(turned).collect();
        let circles: Vec<_> = circles.iter().map(|circle| circle.join(" uses ")).collect();
        assert!(circles.is_empty(), "{}\n{}\n", package.folder, circles.join("\n"));
    }
}

/// The same cycle, beginning with its first file by name.
fn turned(circle: Vec<String>) -> Vec<String> {
    let mut circle = circle[1..].to_vec();
    let least = (0..circle.len()).min_by_key(|&at| &circle[at]).unwrap();
    circle.rotate_left(least);
    circle.push(circle[0].clone());
    circle
}

/// The uses of system modules of `std` and of inexact methods in a text.
fn of_the_system(text: &str) -> Vec<Use> {
    let starts = text.match_indices("std::").filter(|(at, _)| begins_path(text, *at));
    let named = starts.flat_map(|(at, start)| paths(text, at + start.len()));
    let mut found: Vec<_> = named.filter(|found| SYSTEM.contains(&found.name.as_str())).collect();
    for name in INEXACT {
        let calls = text.match_indices(&format!("{name}(")).map(|(at, _)| at).collect::<Vec<_>>();
        let is_whole = |at: &usize| text[..*at].ends_with(['.', ':']);
        found.extend(
            calls.into_iter().filter(is_whole).map(|at| Use { line: line(text, at), name: name.to_owned() }),
        );
    }
    found
}

impl Package {
    fn root(&self) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join(self.folder)
    }
}

/// A file of a package, other than its root and files of tests, which may use later stages.
struct Source {
    package: &'static Package,
    path: PathBuf,
}

impl Source {
    fn text(&self) -> String {
        fs::read_to_string(&self.path).unwrap()
    }

    /// The code without comments and without the tests at its end.
    fn code(&self) -> String {
        let text = without_comments(&self.text());
        text.split("#[cfg(test)]\nmod tests {").next().unwrap().to_owned()
    }

    fn names(&self) -> Vec<String> {
        let inside = self.path.strip_prefix(self.package.root()).unwrap();
        inside.iter().map(|name| name.to_str().unwrap().to_owned()).collect()
    }

    /// The top-level module that it is part of.
    fn module(&self) -> String {
        self.names()[0].trim_end_matches(".rs").to_owned()
    }

    /// The depth of its module, without the root.
    fn depth(&self) -> usize {
        let names = self.names();
        names.len() - usize::from(names[names.len() - 1] == "mod.rs")
    }

    fn is_test(&self) -> bool {
        self.names().iter().any(|name| ["tests", "tests.rs", "testing.rs"].contains(&name.as_str()))
    }

    fn is_root(&self) -> bool {
        matches!(self.names().join("/").as_str(), "lib.rs" | "main.rs")
    }

    fn in_package(&self) -> String {
        format!("src/{}", self.names().join("/"))
    }

    fn shown(&self) -> String {
        format!("{}/{}", self.package.folder, self.names().join("/"))
    }
}

fn sources() -> Vec<Source> {
    PACKAGES.iter().flat_map(sources_of).collect()
}

fn sources_of(package: &'static Package) -> Vec<Source> {
    let mut found = Vec::new();
    let mut folders = vec![package.root()];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(Source { package, path });
            }
        }
    }
    found.retain(|source| !source.is_test() && !source.is_root());
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// The paths that begin at the root: `crate::a`, every path of `crate::{a, b::c}`, and as many `super` as lead there.
fn uses(source: &str, depth: usize) -> Vec<Use> {
    let text = without_comments(source);
    let from_root = text.match_indices("crate::").filter(|(at, _)| begins_path(&text, *at));
    let mut starts: Vec<usize> = from_root.map(|(at, start)| at + start.len()).collect();
    starts.extend(text.match_indices("super::").filter(|(at, _)| begins_path(&text, *at)).filter_map(
        |(at, _)| {
            let path = &text[at..];
            let n_supers = path.split("::").take_while(|part| *part == "super").count();
            // Tests, and other inline modules, are one level deeper.
            let depth = depth + text[..at].lines().filter(|line| opens_module(line)).count();
            (n_supers >= depth).then_some(at + n_supers * "super::".len())
        },
    ));
    starts.sort_unstable();
    starts.into_iter().flat_map(|start| paths(&text, start)).collect()
}

/// Whether the word at `at` is the first of its path.
fn begins_path(text: &str, at: usize) -> bool {
    !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
}

fn opens_module(line: &str) -> bool {
    let line = line.trim_start().trim_start_matches("pub ");
    line.starts_with("mod ") && line.ends_with('{')
}

/// The paths that begin at `start`: one, or one for each part of a group in braces.
fn paths(text: &str, start: usize) -> Vec<Use> {
    let single = |at: usize| {
        let name = words(&text[at..]).next().unwrap_or_default();
        Use { line: line(text, at), name: name.to_owned() }
    };
    if !text[start..].starts_with('{') {
        return vec![single(start)];
    }
    let mut level = 0;
    let mut begins = Vec::new();
    for (at, c) in text[start..].char_indices() {
        match c {
            '{' => level += 1,
            '}' => level -= 1,
            _ => {}
        }
        if level == 0 {
            break;
        }
        if level == 1 && (c == ',' || c == '{') {
            let next = start + at + 1;
            let blanks = text[next..].len() - text[next..].trim_start().len();
            begins.push(next + blanks);
        }
    }
    // A trailing comma may precede the brace.
    begins.into_iter().filter(|&at| !text[at..].starts_with('}')).map(single).collect()
}

/// The identifiers at the beginning of a text and after it.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_'))
}

fn line(text: &str, at: usize) -> usize {
    1 + text[..at].matches('\n').count()
}

/// The text with comments blanked; line numbers are unchanged.
fn without_comments(source: &str) -> String {
    let code = |line: &str| if line.trim_start().starts_with("//") { String::new() } else { line.to_owned() };
    source.lines().map(|line| code(line) + "\n").collect()
}

#[test]
fn paths_from_the_root_are_found() {
    let found = |source: &str, depth: usize| {
        let lines = uses(source, depth).into_iter().map(|found| format!("{} {}", found.line, found.name));
        lines.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(found("use crate::geom::Point;\nlet a = crate::layout::b();", 1), "1 geom, 2 layout");
    assert_eq!(found("use crate::{\n    geom::{Point, Size},\n    report,\n};", 1), "2 geom, 3 report");
    assert_eq!(found("pub(crate) fn a() {}\n// crate::geom\n", 1), "");
    assert_eq!(found("use super::a;\nuse super::super::b;", 2), "2 b");
    assert_eq!(
        found("use super::a;\nmod tests {\n    use super::super::b;\n    use super::*;\n}", 1),
        "1 a, 3 b"
    );
    assert_eq!(found("use crate::*;", 1), "1 ");
}

#[test]
fn what_is_asked_of_the_system_is_found() {
    let found = |source: &str| of_the_system(source).into_iter().map(|found| found.name).collect::<Vec<_>>();
    assert_eq!(found("use std::{\n    collections::HashMap,\n    fs,\n};"), ["fs"]);
    assert_eq!(found("let now = std::time::Instant::now().elapsed();"), ["time"]);
    assert_eq!(found("a.powi(2) + f64::hypot(b, c) + my_powf(d)"), ["hypot", "powi"]);
}

#[test]
fn circles_of_files_are_found() {
    let circle = |files: &[(&str, &str)]| {
        let mut sources = imports::Sources::default();
        files.iter().for_each(|(file, text)| sources.add(&format!("src/{file}"), text));
        imports::circle(&sources.uses(), "src/a/b.rs").map(|circle| circle.join(" ").replace("src/", ""))
    };
    let found = |root: &str, b: &str, c: &str| circle(&[("a/mod.rs", root), ("a/b.rs", b), ("a/c.rs", c)]);
    // The root only declares and re-exports.
    assert_eq!(found("mod b; pub use self::c::C; pub use b::B;", "use super::C;", ""), None);
    assert_eq!(
        found("pub use self::c::C;", "use super::C;", "use super::b;\nb::f()").unwrap(),
        "a/b.rs a/c.rs a/b.rs"
    );
    assert_eq!(found("", "use super::c::{self, D};", "crate::a::b::f()").unwrap(), "a/b.rs a/c.rs a/b.rs");
    // It has a type of its own, and calls.
    assert_eq!(found("pub struct A; b::f();", "use super::A;", "").unwrap(), "a/b.rs a/mod.rs a/b.rs");
    assert_eq!(found("pub struct A; b::f();", "use super::c::C;", ""), None);
    // An imported module is used through the names in it.
    assert_eq!(found("", "use super::c;\nc::f();", "use crate::{a::b::B};").unwrap(), "a/b.rs a/c.rs a/b.rs");
}
