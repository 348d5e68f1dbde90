//! What names look like, language by language.

use expect_test::{Expect, expect};

use super::{Labelled, Name, base_name, quiet_lines, split, tell_apart};

/// One line per name: `quiet · qualifier**base** below: type arguments`.
fn check(names: &[(&str, &str)], expected: &Expect) {
    let lines = names.iter().map(|&(full, file)| {
        let name = split(full, file);
        let quiet = if name.quiet.is_empty() { String::new() } else { format!("{} · ", name.quiet) };
        let below =
            if name.type_args.is_empty() { String::new() } else { format!(" below: {}", name.type_args) };
        format!("{quiet}{}**{}**{below}\n", name.qualifier, name.base)
    });
    expected.assert_eq(&lines.collect::<String>());
}

/// The rows of the picture's description.
#[test]
fn names_are_split_as_the_picture_says() {
    check(
        &[
            ("github.com/x/chroma/v2.(*LexerState).Iterator", "chroma/v2/regexp.go"),
            ("net/http.(*conn).serve", "net/http/server.go"),
            ("cmd/compile/internal/gc.compileFunctions.func2", "cmd/compile/internal/gc/compile.go"),
            ("main.(*node[go.shape.string,go.shape.struct { First int; Second []string }]).put", "tree.go"),
            (
                "<serde_core::de::impls::<impl serde_core::de::Deserialize for alloc::vec::Vec<T>>::deserialize\
                 ::VecVisitor<T> as serde_core::de::Visitor>::visit_seq",
                "src/de/impls.rs",
            ),
            ("core::ptr::drop_in_place<cpu::Record>", "library/core/src/ptr/mod.rs"),
            ("core::iter::adapters::map::map_fold::{{closure}}", "library/core/src/iter/adapters/map.rs"),
            (
                "std::__cxx11::basic_string<char, std::char_traits<char>, std::allocator<char> >::_M_append\
                 (char const*, unsigned long)",
                "",
            ),
            ("std::__cxx11::basic_string<…>::_M_append(char const*, …)", ""),
            ("(anonymous namespace)::Work(int)", ""),
            ("java/util/Formatter$FormatSpecifier.print", ""),
            ("com.example.Bank.lambda$teller$0", ""),
        ],
        &expect![[r#"
            chroma/v2 · (*LexerState).**Iterator**
            net/http · (*conn).**serve**
            gc · **compileFunctions.func2**
            main · (*node).**put** below: [string, struct{…}]
            serde_core · VecVisitor::**visit_seq**
            core::ptr · **drop_in_place** below: <Record>
            core · **map_fold::{closure}**
            std · basic_string::**_M_append**
            std · basic_string::**_M_append**
            {anon} · **Work**
            java.util · Formatter.FormatSpecifier.**print**
            com.example · Bank.**teller.lambda$0**
        "#]],
    );
}

/// The quiet lines after [`tell_apart`], one per function; each is given with its file and line.
fn check_apart(functions: &[(&str, &str, i64)], expected: &Expect) {
    let mut names: Vec<Name> = functions.iter().map(|&(full, file, _)| split(full, file)).collect();
    let mut nodes: Vec<Labelled<'_>> = names
        .iter_mut()
        .zip(functions)
        .map(|(name, &(_, file, line))| Labelled { name, file: base_name(file), line })
        .collect();
    tell_apart(&mut nodes);
    let quiet = |(name, &(_, file, _)): (&Name, &(&str, &str, i64))| {
        quiet_lines(name, base_name(file), 10.0, 1000.0).concat() + "\n"
    };
    expected.assert_eq(&names.iter().zip(functions).map(quiet).collect::<String>());
}

#[test]
fn names_that_differ_are_left_alone() {
    check_apart(
        &[("net/http.Get", "http.go", 1), ("other/http.Get", "http.go", 1)],
        &expect![[r#"
        net/http · http.go
        other/http · http.go
    "#]],
    );
}

#[test]
fn paths_grow_until_names_differ() {
    check_apart(
        &[
            ("a.org/x/yaml.Parse", "parse.go", 1),
            ("b.org/x/yaml.Parse", "parse.go", 1),
            ("b.org/z/yaml.Parse", "parse.go", 1),
        ],
        &expect![[r#"
            a.org/x/yaml · parse.go
            b.org/x/yaml · parse.go
            z/yaml · parse.go
        "#]],
    );
}

/// `core::iter::…` and `core::slice::…` share their crate, so the modules come after it.
#[test]
fn paths_grow_inwards_where_the_outermost_element_is_shown() {
    check_apart(
        &[("core::iter::adapters::map::fold", "mod.rs", 1), ("core::slice::iter::macros::fold", "mod.rs", 1)],
        &expect![[r#"
            core::iter · mod.rs
            core::slice · mod.rs
        "#]],
    );
}

#[test]
fn folders_tell_functions_of_c_apart() {
    check_apart(
        &[("init", "src/a/init.c", 1), ("init", "src/b/init.c", 1)],
        &expect![[r#"
        a · init.c
        b · init.c
    "#]],
    );
}

#[test]
fn lines_tell_apart_what_paths_do_not() {
    check_apart(
        &[
            ("cpu::visit_map", "cpu.rs", 12),
            ("cpu::visit_map", "cpu.rs", 30),
            ("cpu::visit_map", "cpu.rs", 0),
        ],
        &expect![[r#"
            cpu · cpu.rs:12
            cpu · cpu.rs:30
            cpu · cpu.rs
        "#]],
    );
}
