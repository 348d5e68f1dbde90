//! Names on nodes: shortened, and broken into lines where names have joints.

use std::{borrow::Cow, sync::LazyLock};

use bstr::{BStr, ByteSlice};
use regex::bytes::Regex;

use crate::{analysis::Node, path::base_name};

/// Makes a text safe between DOT's quotes.
pub(super) fn escaped(text: &BStr) -> Vec<u8> {
    text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\l")
}

/// The upper part of a node's label, each piece with a line break behind it.
pub(super) fn node_name(node: &Node) -> Vec<u8> {
    let mut pieces: Vec<Vec<u8>> = Vec::new();
    if node.address != 0 {
        pieces.push(format!("{:016x}", node.address).into());
    }
    if !node.name.is_empty() {
        pieces.push(function_name(node.name.as_ref()));
    }
    pieces.extend(place(node));
    pieces.iter().flat_map(|piece| [piece.as_slice(), b"\\n"]).flatten().copied().collect()
}

fn place(node: &Node) -> Option<Vec<u8>> {
    let file = if node.file.is_empty() { BStr::new("") } else { base_name(node.file.as_ref()) };
    if node.line != 0 {
        let column = if node.column == 0 { String::new() } else { format!(":{}", node.column) };
        Some([file.as_bytes(), format!(":{}{column}", node.line).as_bytes()].concat())
    } else if !file.is_empty() {
        Some(file.to_vec())
    } else if !node.name.is_empty() {
        None
    } else if node.object.is_empty() {
        Some(b"<unknown>".to_vec())
    } else {
        Some([b"[", base_name(node.object.as_ref()).as_bytes(), b"]"].concat())
    }
}

/// A function's name with its parts on lines of their own.
fn function_name(name: &BStr) -> Vec<u8> {
    let name = escaped(shortened(name).as_ref().into());
    name.replace("::", "\\n").replace("[...]", "[…]").replace(".", "\\n")
}

/// The name without what only says where the function is kept: Go's import path, Java's package, C++'s
/// outer namespaces, the version of a Go module.
fn shortened(name: &BStr) -> Cow<'_, [u8]> {
    let name = name.strip_prefix(b"(anonymous namespace)::").unwrap_or(name);
    let name = without_version(name);
    for joints in [&*GO, &*JAVA, &*CPP] {
        if let Some(short) = joints.captures(&name).and_then(|captures| captures.get(1)) {
            return Cow::Owned(short.as_bytes().to_vec());
        }
    }
    name
}

fn without_version(name: &[u8]) -> Cow<'_, [u8]> {
    // Names of one line only.
    if name.contains(&b'\n') {
        return Cow::Borrowed(name);
    }
    match VERSION.captures(name).map(|captures| (captures.get_match().start(), captures.get(1))) {
        Some((start, Some(end))) => Cow::Owned([&name[..start], &name[end.start()..]].concat()),
        _ => Cow::Borrowed(name),
    }
}

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is a constant")
}

/// `/v2` and up, before a dot or a slash.
static VERSION: LazyLock<Regex> = LazyLock::new(|| regex(r"/v(?:[2-9]|[1-9][0-9]+)([./])"));

/// `path/elements/package.name`
static GO: LazyLock<Regex> = LazyLock::new(|| regex(r"(?-u)^(?:[\w.-]+/)+([^.]+\..+)"));

/// `package.elements.Class.method`, perhaps with arguments.
static JAVA: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?-u)^(?:[a-z]\w*\.)*([A-Z][\w$]*\.(?:<init>|[a-z][\w$]*))(?:\(|$)"));

/// `name::spaces::Class::member`, perhaps with template arguments.
static CPP: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?-u)^(?:[a-zA-Z_]\w*::)+(_*[A-Z]\w*::~?[a-zA-Z_]\w*(?:<.*>)?)"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_shortened() {
        for (name, label) in [
            ("main.main", r"main\nmain"),
            ("github.com/foo/bar.(*Server).Serve", r"bar\n(*Server)\nServe"),
            ("github.com/foo/bar/v2.(*Server).Serve.func1", r"bar\n(*Server)\nServe\nfunc1"),
            ("github.com/a-b/c.d/v3/pkg.Func", r"pkg\nFunc"),
            ("gopkg.in/yaml.v2.Marshal", r"yaml\nv2\nMarshal"),
            ("example.com/x/v10/y.F", r"y\nF"),
            ("net/http.(*conn).serve", r"http\n(*conn)\nserve"),
            ("main.Map[...]", r"main\nMap[…]"),
            ("main.Map[go.shape.int]", r"main\nMap[go\nshape\nint]"),
            ("main.(*T[...]).Do.func1.2", r"main\n(*T[…])\nDo\nfunc1\n2"),
            ("type..eq.[2]interface {}", r"type\n\neq\n[2]interface {}"),
            ("a/b", "a/b"),
            ("a/v2", "a/v2"),
            ("x/v2/y", "x/y"),
            ("a/v2.B", r"a\nB"),
            ("a.b/c", r"a\nb/c"),
            ("a.b/c.d", r"c\nd"),
            ("a/b.c/d.e", r"d\ne"),
            ("a//b.c", r"/b\nc"),
            ("/a/b.c", r"/a/b\nc"),
            ("a b/c.d", r"a b/c\nd"),
            ("日本/語.関数", r"日本/語\n関数"),
            ("foo.(*Bar).Baz/qux.x", r"foo\n(*Bar)\nBaz/qux\nx"),
            ("a\nb/v22.c", r"a\lb/v22\nc"),
            ("std::vector::push_back", r"std\nvector\npush_back"),
            ("foo::bar::Baz::qux", r"Baz\nqux"),
            ("foo::_Bar::baz", r"_Bar\nbaz"),
            ("foo::Bar::~Bar", r"Bar\n~Bar"),
            ("foo::Bar::operator()", r"Bar\noperator"),
            ("a::B::C::d", r"C\nd"),
            ("A::b", r"A\nb"),
            ("::foo", r"\nfoo"),
            ("(anonymous namespace)::a::Foo::bar", r"Foo\nbar"),
            ("ns::Cls::tmpl<int, a::B>::x", r"Cls\ntmpl<int, a\nB>"),
            ("tokio::runtime::scheduler::multi_thread::Worker::run", r"Worker\nrun"),
            ("alloc::vec::Vec<u8>::push", r"alloc\nvec\nVec<u8>\npush"),
            ("com.example.app.Main.run", r"Main\nrun"),
            ("com.example.Foo$Bar.<init>", r"Foo$Bar\n<init>"),
            ("com.example.Foo$1.lambda$run$0(Object)", r"Foo$1\nlambda$run$0"),
            ("org.x.Y.z(int, a.B)", r"Y\nz"),
            ("foo.Bar.qux-impl", r"foo\nBar\nqux-impl"),
            ("x.AbC.dEf)", r"x\nAbC\ndEf)"),
            ("[kernel.kallsyms]", r"[kernel\nkallsyms]"),
        ] {
            assert_eq!(BStr::new(&function_name(BStr::new(name))), BStr::new(label), "{name}");
        }
    }
}
