//! Recognizes library code: functions of a runtime, a standard library or the kernel, not of the program.

use bstr::{BStr, ByteSlice};

/// First path elements of packages in Go's standard library.
const GO: [&str; 53] = [
    "archive",
    "bufio",
    "bytes",
    "cmp",
    "compress",
    "container",
    "context",
    "crypto",
    "database",
    "debug",
    "embed",
    "encoding",
    "errors",
    "expvar",
    "flag",
    "fmt",
    "go",
    "hash",
    "html",
    "image",
    "index",
    "internal",
    "io",
    "iter",
    "log",
    "maps",
    "math",
    "mime",
    "net",
    "os",
    "path",
    "plugin",
    "reflect",
    "regexp",
    "runtime",
    "slices",
    "sort",
    "strconv",
    "strings",
    "structs",
    "sync",
    "syscall",
    "testing",
    "text",
    "time",
    "type:",
    "unicode",
    "unique",
    "unsafe",
    "vendor",
    "weak",
    "simd",
    "uuid",
];

/// Crates of Rust's standard library, and namespaces of C++'s.
const CRATES: [&str; 7] =
    ["core", "alloc", "std", "hashbrown", "compiler_builtins", "__gnu_cxx", "__cxxabiv1"];

/// Prefixes of names in Java's class library.
const JAVA: [&str; 6] = ["java.", "javax.", "jdk.", "sun.", "com.sun.", "kotlin."];

/// Parts of source file paths: Rust, C and C++, Python, Node.
const FILES: [&str; 7] = [
    "/rustc/",
    "/library/std/src/",
    "/library/core/src/",
    "/library/alloc/src/",
    "/hashbrown-",
    "/usr/include/",
    "node:",
];

/// Prefixes of binaries: C and C++ libraries, and the kernel.
const OBJECTS: [&str; 16] = [
    "libc.so",
    "libc-",
    "libc.musl",
    "libm.so",
    "libm-",
    "libstdc++",
    "libc++",
    "libgcc_s",
    "libpthread",
    "ld-linux",
    "ld-musl",
    "ld-2",
    "linux-vdso",
    "[vdso]",
    "[kernel",
    "vmlinux",
];

/// Whether a function of this name, source file and binary is library code. Any of the three may be empty.
pub(super) fn is_library(name: &BStr, file: &BStr, object: &BStr) -> bool {
    // A name with a path is more reliable than a file, which for inlined frames may be that of the caller.
    let by_path =
        if file.ends_with(b".go") || file.starts_with(b"/usr/include/") { None } else { in_path(name) };
    by_path.unwrap_or_else(|| is_file(file) || is_object(object) || is_go(name, file) || is_java(name))
}

fn is_file(file: &BStr) -> bool {
    let is_python = file.find(b"/lib/python").is_some()
        && ["/site-packages/", "/dist-packages/"].iter().all(|part| file.find(part).is_none());
    is_python || file.starts_with(b"<frozen") || FILES.iter().any(|part| file.find(part).is_some())
}

fn is_object(object: &BStr) -> bool {
    let base = object.rsplit(|&byte| byte == b'/').next().unwrap_or_default();
    OBJECTS.iter().any(|start| base.starts_with(start.as_bytes()))
}

/// Whether a package path begins with an element of the standard library, and its file, if known, is in such a
/// directory.
fn is_go(name: &BStr, file: &BStr) -> bool {
    let Some(package) = go_package(name, file) else { return false };
    let first = package.split(|&byte| byte == b'/').next().unwrap_or_default();
    let is_known =
        |first: &[u8]| GO.iter().any(|known| known.as_bytes() == first) || first.starts_with(b"type:");
    // The runtime implements functions of other packages, so the directory may be another one of the library.
    let folder = file.rfind(b"/src/").map_or(&**file, |at| &file[at + 5..]);
    let is_there = || is_known(folder.split(|&byte| byte == b'/').next().unwrap_or_default());
    is_known(first) && (file.is_empty() || file.starts_with(b"<") || is_there())
}

/// The package path of a Go function; for assembly, which has none in its name, the directory.
fn go_package<'a>(name: &'a BStr, file: &'a BStr) -> Option<&'a [u8]> {
    // Type arguments have paths of their own.
    let generic = name.find_byte(b'[').unwrap_or(name.len());
    let path = name[..generic].rfind_byte(b'/').map_or(0, |end| end + 1);
    if let Some(dot) = name[path..generic].find_byte(b'.') {
        return Some(&name[..path + dot]);
    }
    let folder = file.strip_suffix(b".s").and_then(|file| file.rfind_byte(b'/').map(|end| &file[..end]))?;
    Some(folder.find(b"/src/").map_or(folder, |at| &folder[at + 5..]))
}

/// Whether a path of Rust or C++ begins in a library; `None` if it is not a path. For an implementation, `<Type as
/// Trait>::method`, the path of the type counts, or that of the trait if the type has none.
fn in_path(name: &BStr) -> Option<bool> {
    let path = match name.strip_prefix(b"<") {
        None => name,
        Some(inside) => match inside.find(b" as ") {
            Some(at) if first_path(&inside[..at]).is_none() => &inside[at + 4..],
            Some(at) => &inside[..at],
            None => inside,
        },
    };
    first_path(path).map(|first| CRATES.iter().any(|known| known.as_bytes() == first))
}

/// The first element of the first path with `::`, without references and brackets before it.
fn first_path(path: &[u8]) -> Option<&[u8]> {
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let end = path.find(b"::")?;
    let start = path[..end].iter().rposition(|byte| !is_word(byte)).map_or(0, |at| at + 1);
    // Brackets after a name contain its arguments, not its scope.
    let is_argument = start > 1 && is_word(&path[start - 2]) && path[start - 1] == b'<';
    (start < end && !is_argument).then_some(&path[start..end])
}

fn is_java(name: &BStr) -> bool {
    JAVA.iter().any(|start| name.starts_with(start.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, file: &str, object: &str) -> bool {
        is_library(BStr::new(name), BStr::new(file), BStr::new(object))
    }

    #[test]
    fn standard_library_of_go() {
        assert!(of("runtime.mallocgc", "", ""));
        assert!(of("encoding/json.(*decodeState).value", "/usr/local/go/src/encoding/json/decode.go", ""));
        assert!(of("encoding/json.Marshal", "encoding/json/encode.go", ""));
        assert!(of("slices.SortFunc[go.shape.[]example.com/a.T,go.shape.int]", "slices/sort.go", ""));
        assert!(of("runtime.mapaccess2", "internal/runtime/maps/runtime_faststr.go", ""));
        assert!(of("memeqbody", "/usr/local/go/src/internal/bytealg/equal_amd64.s", ""));
        assert!(of("type:.eq.main.key", "<autogenerated>", ""));
        assert!(!of("main.main", "main.go", ""));
        assert!(!of("example.com/log.Print", "example.com/log@v1.0.0/log.go", ""));
        assert!(!of("log.Print", "/module/log/log.go", ""));
        assert!(!of("main.handle.func1", "/src/app/std/main.go", ""));
    }

    #[test]
    fn standard_library_of_rust() {
        assert!(of("core::iter::adapters::map", "", ""));
        assert!(of("<alloc::vec::Vec<app::T> as core::ops::drop::Drop>::drop", "", ""));
        assert!(of("<&mut F as core::ops::function::FnOnce<A>>::call_once", "", ""));
        assert!(of("<[T] as alloc::slice::Concat>::concat", "", ""));
        assert!(!of("app::read", "/rustc/abc/library/core/src/iter.rs", ""));
        assert!(of("anything", "/rustc/abc/library/core/src/iter.rs", ""));
        assert!(of("hashbrown::map::HashMap<K,V>::insert", "", ""));
        assert!(!of("<app::T as core::fmt::Display>::fmt", "src/main.rs", ""));
        assert!(!of("app::run", "src/main.rs", ""));
        assert!(!of("standard::run", "", ""));
    }

    #[test]
    fn other_languages() {
        assert!(of("std::vector<app::T>::push_back", "", ""));
        assert!(of("malloc", "", "/lib/x86_64-linux-gnu/libc.so.6"));
        assert!(of("anything", "/usr/include/c++/12/bits/stl_vector.h", ""));
        assert!(of("java.util.HashMap.get", "", ""));
        assert!(of("loads", "/usr/lib/python3.11/json/__init__.py", ""));
        assert!(of("_find_and_load", "<frozen importlib._bootstrap>", ""));
        assert!(of("readFileSync", "node:fs", ""));
        assert!(of("do_syscall_64", "", "[kernel.kallsyms]"));
        assert!(!of("get", "/usr/lib/python3/dist-packages/requests/api.py", ""));
        assert!(!of("app::run", "/src/app.cc", "/usr/bin/app"));
        assert!(!of("com.example.java.Main.run", "", ""));
        assert!(!of("", "", ""));
    }
}
