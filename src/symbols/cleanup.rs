//! Shortens names that are already readable.

/// A pair of brackets.
pub(super) type Brackets = (u8, u8);

/// Removes groups in these brackets from a name of C++ or Rust; `None` if it does not look like one.
///
/// The reference takes any name with an angle bracket for one of C++, which makes `<module>`, Python's name for the
/// code of a file, empty. Here a name stays as it is if it has a group in brackets where C++ and Rust have none: at the
/// beginning, or after what cannot have arguments, and not followed by `::`.
pub(super) fn clean(name: &[u8], brackets: &[Brackets]) -> Option<Vec<u8>> {
    looks_like_cpp(name).then_some(())?;
    brackets.iter().try_fold(name.to_vec(), |name, &pair| without_groups(&name, pair))
}

fn looks_like_cpp(name: &[u8]) -> bool {
    let has = |part: &[u8]| name.windows(part.len()).any(|window| window == part);
    // Constructors of Java, and methods of generic types of Go.
    let is_other = has(b".<") || has(b"]).");
    !is_other && (has(b"::") || name.iter().any(|byte| b"<>[]".contains(byte)))
}

/// The name without the outermost groups in these brackets, up to one that is not opened; `None` if a group cannot be
/// of C++.
fn without_groups(name: &[u8], (open, close): Brackets) -> Option<Vec<u8>> {
    let mut kept = Vec::with_capacity(name.len());
    let (mut depth, mut end) = (0_usize, 0);
    let mut start = 0;
    for (at, &byte) in name.iter().enumerate() {
        if byte == open {
            if depth == 0 {
                start = at;
            }
            depth += 1;
        } else if byte == close {
            if depth == 0 {
                break;
            }
            depth -= 1;
            if depth == 0 {
                may_be_left_out(&name[..start], &name[at + 1..], open).then_some(())?;
                kept.extend_from_slice(&name[end..start]);
                end = at + 1;
            }
        }
    }
    kept.extend_from_slice(&name[end..]);
    Some(kept)
}

/// Whether C++ or Rust have a group in brackets between these texts.
fn may_be_left_out(before: &[u8], after: &[u8], open: u8) -> bool {
    if after.starts_with(b"::") {
        return true;
    }
    match before.last() {
        None => false,
        Some(_) if open == b'(' => true,
        Some(last) => is_part_of_name(*last) || ends_with_operator(before),
    }
}

/// Whether template arguments may follow this byte.
fn is_part_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii() || b"_$:)]}'\"".contains(&byte)
}

/// Whether it ends with the name of an operator, such as `operator+`.
fn ends_with_operator(name: &[u8]) -> bool {
    let n_signs = name.iter().rev().take_while(|byte| byte.is_ascii_punctuation()).count();
    name[..name.len() - n_signs].ends_with(b"operator")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(name: &str) -> String {
        let cleaned = clean(name.as_bytes(), &[(b'(', b')'), (b'<', b'>')]);
        cleaned.map_or("kept".to_owned(), |name| String::from_utf8(name).expect("a part of a text"))
    }

    #[test]
    fn brackets_of_cpp_and_rust_are_left_out() {
        for (name, expected) in [
            ("(anonymous namespace)::foo(int)", "::foo"),
            ("foo<int>::bar(std::vector<int>)", "foo::bar"),
            ("foo::operator()(int)", "foo::operator"),
            ("foo::operator()<int>(int)", "foo::operator"),
            ("a::operator+<int>(a)", "a::operator+"),
            ("foo[abi:cxx11]<int>(int)", "foo[abi:cxx11]"),
            ("std::map<int, std::less<int> >::find(int const&)", "std::map::find"),
            ("operator<<(int)", "operator<<"),
            ("std::operator<< <char>(x)", "std::operator<< <char>"),
            ("a>b::c", "a>b::c"),
            ("a::b) c(d", "a::b) c(d"),
            ("<T as core::fmt::Display>::fmt", "::fmt"),
            ("core::mem::drop::<u8>", "core::mem::drop::"),
        ] {
            assert_eq!(cleaned(name), expected, "{name}");
        }
    }

    #[test]
    fn names_of_other_languages_are_kept() {
        for name in [
            "<module>",
            "<listcomp>",
            "<lambda>",
            "<php>",
            "<top (required)>",
            "block in <main>",
            "<class:Foo>",
            "<Main>$",
            "Foo+<>c__DisplayClass0_0",
            "foo.<locals>.bar",
            "com.foo.Bar.<init>(int)",
            "main.(*T[...]).Do",
            "(anonymous) [app.js]",
            "void foo(int)",
            "{{closure}}",
        ] {
            assert_eq!(cleaned(name), "kept", "{name}");
        }
    }
}
