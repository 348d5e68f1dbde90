//! What names look like, language by language.

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::parts::{MAX_PART, MAX_PATH};
use super::{
    Labelled, Name, NameSpan, Placed, break_lines, disambiguate, known_file, placed, scope_lines, split,
    visible,
};
use crate::{
    path,
    scene::metrics::{Face, advance},
};

/// One line per name: `muted · qualifier**base** below: type arguments`.
fn check(names: &[(&str, &str)], expected: &Expect) {
    let lines = names.iter().map(|&(full, file)| {
        let name = split(full, file);
        let scope = if name.scope.is_empty() { String::new() } else { format!("{} · ", name.scope) };
        let below =
            if name.type_args.is_empty() { String::new() } else { format!(" below: {}", name.type_args) };
        format!("{scope}{}**{}**{below}\n", name.qualifier, name.base)
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

/// Wrappers (`-fm`, `gowrap`), closures and numbers belong to the function, not to a receiver of that name.
#[test]
fn go_has_packages_receivers_and_closures() {
    check(
        &[
            ("main.main", "main.go"),
            ("runtime.heapBits.bits", "runtime/mbitmap.go"),
            ("math/rand/v2.N[go.shape.int64]", "rand.go"),
            ("encoding/json/internal/jsontest.init.func1.func2", "x.go"),
            ("github.com/gohugoio/hugo/resources/page.glob..func1", "x.go"),
            ("main.main.func1.2.3", "x.go"),
            ("main.init.0", "x.go"),
            ("net/http.(*Transport).dialConn.gowrap2", "x.go"),
            ("main.(*book).handleMatch-fm", "x.go"),
            ("cmd/compile/internal/types2.commonUnder-range1", "x.go"),
            ("gopkg.in/yaml%2ev2.(*parser).parse_50%", "x.go"),
            ("vendor/golang.org/x/net/http2/hpack.(*Encoder).WriteField", "x.go"),
            ("type:.hash.github.com/gohugoio/hugo/common/hreflect.methodKey", ""),
            ("type:.eq.M4K4M8IM8", ""),
            ("memeqbody", "internal/bytealg/equal_amd64.s"),
            ("a..b", "x.go"),
        ],
        &expect![[r#"
            main · **main**
            runtime · heapBits.**bits**
            rand/v2 · **N** below: [int64]
            jsontest · **init.func1.func2**
            page · **glob..func1**
            main · **main.func1.2.3**
            main · **init.0**
            net/http · (*Transport).**dialConn.gowrap2**
            main · (*book).**handleMatch-fm**
            types2 · **commonUnder-range1**
            yaml.v2 · (*parser).**parse_50%**
            hpack · (*Encoder).**WriteField**
            hreflect · type:.hash.**methodKey**
            type:.eq.**M4K4M8IM8**
            **memeqbody**
            a · **.b**
        "#]],
    );
}

#[test]
fn type_arguments_of_go_lose_shapes_packages_and_bodies() {
    check(
        &[
            ("cmp.Less[go.shape.string]", "x.go"),
            (
                "slices.Clone[go.shape.[]cmd/compile/internal/ssa.StoreRecord·4,\
                 go.shape.struct { cmd/compile/internal/ssa.size int64 }]",
                "x.go",
            ),
            ("internal/sync.(*HashTrieMap[go.shape.interface {},go.shape.interface {}]).Load", "x.go"),
            ("main.insertAt[go.shape.[]*main.node[go.shape.int,go.shape.[]uint8],go.shape.*uint8]", "x.go"),
            ("main.F[go.shape.func(int, ...string) (map[string]github.com/a-b/c.T, error)]", "x.go"),
            ("main.G[<-chan int,chan<- go.shape.struct {}]", "x.go"),
            ("main.H[go.shape.interface { Foo() int }].func1", "x.go"),
            ("main.(*Foo[...]).Bar", "x.go"),
            ("main.Foo[...].func1", "x.go"),
        ],
        &expect![[r#"
            cmp · **Less** below: [string]
            slices · **Clone** below: [[]StoreRecord, struct{…}]
            internal/sync · (*HashTrieMap).**Load** below: [any, any]
            main · **insertAt** below: [[]*node[int, []uint8], *uint8]
            main · **F** below: [func(int, ...string) (map[string]T, error)]
            main · **G** below: [<-chan int, chan<- struct{}]
            main · **H.func1** below: [interface{…}]
            main · (*Foo[…]).**Bar**
            main · **Foo[…].func1**
        "#]],
    );
}

/// A method is shown with its type, a trait's own function with the trait.
#[test]
fn rust_has_crates_types_and_closures() {
    check(
        &[
            ("<alloc::string::String as core::fmt::Write>::write_fmt", ""),
            ("<&mut serde_json::de::Deserializer<R> as serde_core::de::Deserializer>::deserialize_map", ""),
            (
                "serde_core::de::impls::<impl serde_core::de::Deserialize for alloc::string::String>\
                 ::deserialize",
                "",
            ),
            ("core::iter::traits::iterator::Iterator::try_for_each::call::{{closure}}", ""),
            ("core::ops::function::FnOnce::call_once{{vtable.shim}}", ""),
            ("<std::sys::thread::unix::Thread>::new::thread_start", ""),
            ("std::rt::lang_start_internal::{closure#0}", ""),
            ("core::fmt::num::{impl#3}::fmt", ""),
            ("<u64 as core::fmt::Display>::fmt", ""),
            ("<usize>::wrapping_sub", "/rustc/59807616/library/core/src/num/mod.rs"),
            ("<u8>::is_escape", "/cargo/aho-corasick-1.1.3/src/ascii.rs"),
            ("alloc::slice::<impl [T]>::to_vec", ""),
            ("cpu::main::{{closure}}::{{closure}}", "src/bin/cpu.rs"),
            ("start_thread", "nptl/pthread_create.c"),
        ],
        &expect![[r#"
            alloc::string · String::**write_fmt**
            serde_json::de · Deserializer::**deserialize_map**
            serde_core · String::**deserialize**
            core · Iterator::**try_for_each::call::{closure}**
            core · FnOnce::**call_once{vtable.shim}**
            std · Thread::**new::thread_start**
            std::rt · **lang_start_internal::{closure#0}**
            core · {impl#3}::**fmt**
            core::fmt · u64::**fmt**
            core · usize::**wrapping_sub**
            aho_corasick · u8::**is_escape**
            alloc::slice · [T]::**to_vec**
            cpu · **main::{closure}::{closure}**
            **start_thread**
        "#]],
    );
}

/// `T` could be anything; what it is converted into is known.
#[test]
fn rust_prefers_the_trait_to_a_parameter() {
    check(
        &[
            ("<T as core::convert::Into<U>>::into", ""),
            ("<[T] as core::fmt::Debug>::fmt", ""),
            ("std::io::impls::<impl std::io::Write for &mut W>::write_all", ""),
            ("<T as alloc::slice::<impl [T]>::to_vec_in::ConvertVec>::to_vec", ""),
            ("<T>::method", ""),
        ],
        &expect![[r#"
            core::convert · Into::**into**
            core::fmt · Debug::**fmt**
            std · Write::**write_all**
            alloc::slice · ConvertVec::**to_vec**
            T::**method**
        "#]],
    );
}

#[test]
fn rust_drops_what_the_compiler_added() {
    check(
        &[
            ("core::fmt::write::h0123456789abcdef", ""),
            ("my_crate[8787f43e282added]::Server::run", ""),
            ("cpu::_::<impl serde_core::ser::Serialize for cpu::Record>::serialize", ""),
            (
                "<cpu::_::<impl serde_core::de::Deserialize for cpu::Record>::deserialize\
                 ::__Visitor as serde_core::de::Visitor>::visit_map",
                "",
            ),
            (
                "<alloc::boxed::Box<dyn core::ops::function::FnOnce<(), Output = ()> + core::marker\
                 ::Send> as core::ops::function::FnOnce<()>>::call_once",
                "",
            ),
            (
                "<&dyn core::ops::function::Fn<(), Output = i32> + core::marker::Sync as core::ops\
                 ::function::FnOnce<()>>::call_once",
                "",
            ),
        ],
        &expect![[r#"
            core::fmt · **write**
            my_crate · Server::**run**
            cpu · Record::**serialize**
            cpu · Record::__Visitor::**visit_map**
            alloc::boxed · Box::**call_once** below: <dyn FnOnce<()>>
            core · dyn Fn::**call_once**
        "#]],
    );
}

#[test]
fn type_arguments_of_rust_are_those_that_are_known() {
    check(
        &[
            ("alloc::vec::Vec<T,A>::push", ""),
            ("core::ptr::read::<u8>", ""),
            ("std::io::impls::<impl std::io::Write for alloc::vec::Vec<u8,A>>::write_all", ""),
            ("aho_corasick::packed::teddy::generic::Fat<V,2_usize>::find", "src/packed/teddy/generic.rs"),
            ("core::ptr::drop_in_place<[alloc::string::String]>", ""),
            (
                "core::ptr::drop_in_place<alloc::collections::btree::map::BTreeMap<alloc::string::String,\
                 core::option::Option<alloc::boxed::Box<cpu::Record>>>>",
                "",
            ),
            ("<core::result::Result<(), core::fmt::Error> as core::ops::try_trait::Try>::branch", ""),
            (
                "alloc::collections::btree::node::NodeRef<alloc::collections::btree::node::marker::Owned,K,\
                 V,alloc::collections::btree::node::marker::Leaf>::new_leaf",
                "",
            ),
            ("std::panicking::catch_unwind::do_call::<std::rt::lang_start_internal::{closure#0}, isize>", ""),
            (
                "core::ptr::drop_in_place::<dyn core::ops::function::Fn<(), Output = i32> + core::marker\
                 ::Send>",
                "",
            ),
        ],
        &expect![[r#"
            alloc::vec · Vec::**push**
            core::ptr · **read** below: <u8>
            std · Vec::**write_all** below: <u8>
            aho_corasick · Fat::**find** below: <_, 2_usize>
            core::ptr · **drop_in_place** below: <[String]>
            core::ptr · **drop_in_place** below: <BTreeMap<String, Option<…>>>
            core::result · Result::**branch** below: <(), Error>
            alloc · NodeRef::**new_leaf** below: <Owned, Leaf>
            std · **do_call** below: <lang_start_internal::{closure#0}, isize>
            core::ptr · **drop_in_place** below: <dyn Fn<()>>
        "#]],
    );
}

/// A class shows by its arguments, its capitals, its members, or by being in `std`.
#[test]
fn cpp_has_namespaces_and_classes() {
    check(
        &[
            ("graph::Ranker::Rank(int) const", ""),
            ("graph::Graph<int, double>::Edge::~Edge()", ""),
            ("ciMethodData::load_data", ""),
            ("nmethod::oops_do", ""),
            ("std::vector::push_back", ""),
            ("std::chrono::_V2::steady_clock::now()", ""),
            ("std::filesystem::path::parent_path() const", ""),
            ("__gnu_cxx::__normal_iterator::operator--", ""),
            ("foo::bar::bar(int)", ""),
            ("boost::asio::detail::scheduler::run(boost::system::error_code&)", ""),
            ("ns::(anonymous namespace)::Work(int)", ""),
            ("non-virtual thunk to Foo::bar()", ""),
            ("größe::führeAus", ""),
        ],
        &expect![[r#"
            graph · Ranker::**Rank**
            graph · Graph::Edge::**~Edge** below: <int, double>
            ciMethodData::**load_data**
            nmethod · **oops_do**
            std · vector::**push_back**
            std::chrono · steady_clock::**now**
            std::filesystem · path::**parent_path**
            __gnu_cxx · __normal_iterator::**operator--**
            foo · bar::**bar**
            boost · scheduler::**run**
            ns::{anon} · **Work**
            Foo::**bar**
            größe · **führeAus**
        "#]],
    );
}

#[test]
fn cpp_drops_parameters_results_and_tags() {
    check(
        &[
            ("foo[abi:cxx11](int)", ""),
            ("Foo::bar(int) const [clone .part.0]", ""),
            ("unsigned long long foo<3>(int)", ""),
            ("std::vector<int>& ns::make<int, std::less<int> >(std::vector<int>&&) const", ""),
            ("decltype(auto) foo::bar<int>(int)", ""),
            ("void (anonymous namespace)::Grow(std::vector<int>*)", ""),
        ],
        &expect![[r#"
            **foo**
            Foo::**bar**
            **foo** below: <3>
            ns · **make** below: <int>
            foo · **bar** below: <int>
            {anon} · **Grow**
        "#]],
    );
}

/// None of these brackets encloses anything.
#[test]
fn cpp_operators_are_names() {
    check(
        &[
            ("operator<<", ""),
            ("Foo::operator->() const", ""),
            ("Foo::operator()(int)", ""),
            ("bool std::operator< <char, std::char_traits<char>, std::allocator<char> >(int)", ""),
            ("std::operator><char, std::char_traits<char>, std::allocator<char> >", ""),
            ("std::map<int, char>::operator[](int const&)", ""),
            ("operator delete[](void*)", ""),
            ("Foo::operator std::string() const", ""),
            ("foo::operator\"\" _km(long double)", ""),
        ],
        &expect![[r#"
            **operator<<**
            Foo::**operator->**
            Foo::**operator()**
            std · **operator<** below: <char>
            std · **operator>** below: <char>
            std · map::**operator[]** below: <int, char>
            **operator delete[]**
            Foo::**operator std::string**
            foo · **operator"" _km**
        "#]],
    );
}

#[test]
fn cpp_lambdas_stay_with_their_functions() {
    check(
        &[
            ("graph::Ranker::Rank()::{lambda(std::__cxx11::basic_string const&, int)#1}::operator()", ""),
            ("main(int, char**)::<lambda()>", ""),
            ("foo(int)::{lambda(int)#2}::operator()(int) const::{lambda()#1}::operator()() const", ""),
            ("main::$_0::operator()(int) const", ""),
            ("foo()::'lambda'(int)::operator()(int) const", ""),
            ("work(int)::Local::run()", ""),
        ],
        &expect![[r#"
            graph · Ranker::**Rank::{lambda#1}**
            **main::{lambda}**
            **foo::{lambda#2}::{lambda#1}**
            **main::$_0**
            **foo::{lambda}**
            **work::Local::run**
        "#]],
    );
}

#[test]
fn type_arguments_of_cpp_lose_namespaces_and_defaults() {
    check(
        &[
            ("std::vector<graph::Edge, std::allocator<graph::Edge> >::push_back(graph::Edge&&)", ""),
            (
                "std::map<std::__cxx11::basic_string<char, std::char_traits<char>, std\
                 ::allocator<char> > const, std::vector<int>*>::find",
                "",
            ),
            ("std::char_traits<char>::length", ""),
            ("_M_invoke<0>", ""),
            ("__invoke<main(int, char**)::<lambda()> >", ""),
            ("std::function<double (std::__cxx11::basic_string<char> const&, int)>::operator()", ""),
            ("std::thread::_Invoker<std::tuple<void (*)(int), int> >::operator()()", ""),
            ("std::mersenne_twister_engine<unsigned long, 32ul, 624ul, 397ul, 31ul>::operator()", ""),
            ("f<((anonymous namespace)::Color)2>()", ""),
        ],
        &expect![[r#"
            std · vector::**push_back** below: <Edge>
            std · map::**find** below: <string, vector<int>*>
            std · char_traits::**length** below: <char>
            **_M_invoke** below: <0>
            **__invoke** below: <main::{lambda}>
            std · function::**operator()** below: <double(string, int)>
            std · thread::_Invoker::**operator()** below: <tuple<void(*)(int), int>>
            std · mersenne_twister_engine::**operator()** below: <unsigned long, 32ul, 624ul, …>
            **f** below: <(Color)2>
        "#]],
    );
}

/// With slashes or dots; a class alone is what was allocated, and addresses of hidden classes say nothing.
#[test]
fn java_has_packages_and_nested_classes() {
    check(
        &[
            ("java/util/stream/IntPipeline$10$1.accept", ""),
            ("java/lang/String.<init>", ""),
            ("com.foo.Bar.baz(Ljava/lang/String;)V", ""),
            ("com.foo.Bar.baz([BI)V", ""),
            ("java.util.HashMap$Node[]", ""),
            ("byte[]", ""),
            ("bank.Bank$Account", ""),
            ("com.sun.proxy.$Proxy12.foo", ""),
            ("bank/Bank$$Lambda$1.0x00007f70fc000c10.run", ""),
            ("java.util.stream.Collectors$$Lambda$131+0x00007fa2500171f0/326573698.accept", ""),
            ("java.util.stream.Collectors$$Lambda$135+0x00007fa250017b08.1766455697", ""),
            ("java/text/DecimalFormatSymbols.lambda$findNonFormatChar$0", ""),
            ("a/B.lambda$null$1", ""),
            ("com.example.function32", "source.java"),
            ("Main.main", "Main.java"),
            ("G1ParScanThreadState::trim_queue", ""),
            ("I2C/C2I adapters(0xbab)", ""),
            ("itable stub", ""),
        ],
        &expect![[r#"
            java.util.stream · IntPipeline$10$1.**accept**
            java.lang · String.**<init>**
            com.foo · Bar.**baz**
            com.foo · Bar.**baz**
            java.util · **HashMap.Node[]**
            **byte[]**
            bank · **Bank.Account**
            com.sun.proxy · $Proxy12.**foo**
            bank · Bank.Lambda$1.**run**
            java.util.stream · Collectors.Lambda$131.**accept**
            java.util.stream · **Collectors.Lambda$135**
            java.text · DecimalFormatSymbols.**findNonFormatChar.lambda$0**
            a · B.**lambda$1**
            com.example · **function32**
            Main.**main**
            G1ParScanThreadState::**trim_queue**
            **I2C/C2I adapters(0xbab)**
            **itable stub**
        "#]],
    );
}

/// Functions know their classes, and files their packages.
#[test]
fn python_is_located_by_its_files() {
    check(
        &[
            ("JSONEncoder.iterencode", "/usr/lib/python3.11/json/encoder.py"),
            ("<module>", "/usr/lib/python3.11/json/__init__.py"),
            ("Index.search.<locals>.<listcomp>.<genexpr>", "/src/app/workload.py"),
            (
                "_ImportHookChainedLoader._exec_module.<locals>.get_code",
                "/venv/lib/python3.11/site-packages/ddtrace/internal/module.py",
            ),
            ("set_parse_action", "/venv/site-packages/pkg_resources/_vendor/pyparsing/core.py"),
            ("Path.__new__", "/usr/lib/python3.11/pathlib.py"),
            ("_find_and_load", "<frozen importlib._bootstrap>"),
            ("<1 frame omitted>", ""),
        ],
        &expect![[r#"
            json · JSONEncoder.**iterencode**
            json · **<module>**
            Index.**search.<listcomp>.<genexpr>**
            ddtrace.internal · _ImportHookChainedLoader.**_exec_module.get_code**
            pkg_resources · **set_parse_action**
            Path.**__new__**
            **_find_and_load**
            **<1 frame omitted>**
        "#]],
    );
}

#[test]
fn javascript_is_located_by_its_files() {
    check(
        &[
            ("pp$8.parseStatement", "/app/node_modules/acorn/dist/acorn.js"),
            ("start", "/app/node_modules/@datadog/pprof/out/src/time-profiler.js"),
            ("Module._extensions..js", "node:internal/modules/cjs/loader"),
            ("(anonymous:L#1:C#2)", "file:///app/node_modules/a/node_modules/marked/lib/marked.esm.js"),
            ("get size", "/app/index.ts"),
            ("#private", "/app/index.ts"),
            ("(idle)", ""),
        ],
        &expect![[r#"
            acorn · pp$8.**parseStatement**
            @datadog/pprof · **start**
            node:internal · Module._extensions..**js**
            marked · **(anonymous)**
            **get size**
            **#private**
            **(idle)**
        "#]],
    );
}

/// Mappings, addresses, symbols of C, and what only looks like one of the languages.
#[test]
fn what_is_no_function_stays_whole() {
    check(
        &[
            ("[libc.so.6]", ""),
            ("[kernel.kallsyms]", ""),
            ("<unknown>", ""),
            ("(garbage collector)", ""),
            ("0x4014d0", ""),
            ("finish_task_switch.isra.0", ""),
            ("memcpy@plt", ""),
            ("-[NSString stringByAppendingString:]", ""),
            ("_ZN4core3fmt5write17h0123456789abcdefE", ""),
            ("/usr/lib/libc.so.6", ""),
            ("runtime/proc.go", "runtime/proc.go"),
            ("<script>alert(1)</script>", "x.c"),
            ("\"><image href=x onerror=alert(1)>", ""),
            ("<!-- c -->", ""),
            ("a]]>b", ""),
            ("{record|port}", ""),
            ("$HOME `id`", ""),
            ("%s %d", ""),
            ("nul\0 and new\nline", ""),
            ("\u{202e}txt.exe", ""),
            ("", ""),
            ("::", ""),
            ("...", ""),
            ("/", ""),
            ("operator", ""),
            ("a<", ""),
        ],
        &expect![[r#"
            **[libc.so.6]**
            **[kernel.kallsyms]**
            **<unknown>**
            **(garbage collector)**
            **0x4014d0**
            **finish_task_switch.isra.0**
            **memcpy@plt**
            **-[NSString stringByAppendingString:]**
            **_ZN4core3fmt5write17h0123456789abcdefE**
            **libc.so.6**
            **proc.go**
            **<script>alert(1)</script>**
            **"><image href=x onerror=alert(1)>**
            **<!-- c -->**
            **a]]>b**
            **{record|port}**
            **$HOME `id`**
            **%s %d**
            **nul␀ and new␊line**
            **⟨U+202E⟩txt.exe**
            **<unknown>**
            **::**
            **...**
            **/**
            **operator**
            **a<**
        "#]],
    );
}

/// The scope lines after [`disambiguate`], one per function; each is given with its file and line.
fn check_apart(functions: &[(&str, &str, i64)], expected: &Expect) {
    let mut names: Vec<Name> = functions.iter().map(|&(full, file, _)| split(full, file)).collect();
    let mut nodes: Vec<Labelled<'_>> = names
        .iter_mut()
        .zip(functions)
        .map(|(name, &(_, file, line))| Labelled { name, file: path::last(file), line })
        .collect();
    disambiguate(&mut nodes);
    let scope = |(name, &(_, file, _)): (&Name, &(&str, &str, i64))| {
        scope_lines(name, path::last(file), 10.0, 1000.0).concat() + "\n"
    };
    expected.assert_eq(&names.iter().zip(functions).map(scope).collect::<String>());
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

/// Both structs are `struct{…}` in brief.
#[test]
fn type_arguments_in_full_tell_instances_apart() {
    let mut names = [
        split("main.put[go.shape.struct { main.x float64; main.y float64 }]", "main.go"),
        split("main.put[go.shape.struct { First int; Second []main.T }]", "main.go"),
    ];
    let [one, other] = &mut names;
    disambiguate(&mut [
        Labelled { name: one, file: "main.go", line: 7 },
        Labelled { name: other, file: "main.go", line: 7 },
    ]);
    expect![[r#"
        [struct{ x float64; y float64 }]
        [struct{ First int; Second []T }]"#]]
    .assert_eq(&names.map(|name| name.type_args).join("\n"));
}

/// Each of these makes some rule look for its end in vain, or nest as deeply as it can. Names of this
/// length are split in no time as long as nothing is quadratic or recursive.
#[test]
fn hostile_names_are_no_trouble() {
    #[rustfmt::skip]
    let patterns = [
        "<", "<a", "(", "((a)", "[", "{", "{{", "a::", "::<", "<a::", "<impl A for ", "<T as ", "a<b>::",
        ")>]}", "(]", "operator", "operator<", "operator ", ".", "a.", "a/", "A.", "$", "$$a", "_A", "aB",
        " ", "a ", "*", "&", "&mut ", "dyn ", " + ", ", ", "::h", "%", "%2e", "[...]", ".<locals>.", ".0x",
        "e\u{301}", "\u{202e}", "処", "·", "type:.a.", "a(b)", "(anonymous namespace)::", "{lambda(", "->",
        "'lambda", "std::a<", "(::", "(::A)", "var\"", "+<", "<a>d__", "`1", "|fn:", "|fn:a", ".(", ").", "a(b).",
        ":", "a.js:", "node:", " - ", ":1 - ", "A!b", ".so.", "\\", "A#", "a.b(", "(.a)", ": ", " const",
    ];
    for pattern in patterns {
        let text = pattern.repeat(5_000);
        let closed = format!("{text}{}", ">".repeat(5_000));
        for (full, file) in [
            (&text, ""),
            (&text, "a.go"),
            (&text, "a.rs"),
            (&text, "a.cs"),
            (&text, "a.jl"),
            (&text, "a.kt"),
            (&text, "a.d"),
            (&text, "a.rb"),
            (&text, "a.php"),
            (&closed, "a.cc"),
            (&closed, ""),
        ] {
            let name = split(full, file);
            check_bounds(&name);
            check_bounds(&split(placed(full).function, file));
        }
    }
}

/// What holds for every name: there is a base, nothing is too long to draw, all lines fit.
fn check_bounds(name: &Name) {
    let parts = [&name.scope, &name.qualifier, &name.base, &name.type_args, &name.full_type_args];
    assert!(!name.base.is_empty());
    assert!(name.path.len() <= MAX_PATH);
    assert!(parts[1..].iter().all(|part| part.chars().count() <= MAX_PART));
    assert!(name.path.iter().all(|element| element.chars().count() <= MAX_PART));
    assert!(parts.iter().all(|part| visible(part) == **part));
    let lines = break_lines(name, 11.5, 150.0);
    assert!((1..=3).contains(&lines.len()));
    for line in lines {
        let width =
            |span: &NameSpan| advance(&span.text, 11.5, if span.bold { Face::Bold } else { Face::Regular });
        assert!(line.iter().map(width).sum::<f64>() <= 150.0 + 1e-6);
    }
    let scope = scope_lines(name, "a_file_of_some_length.rs", 10.0, 0.0);
    assert!((1..=2).contains(&scope.len()));
    assert!(scope.iter().all(|line| advance(line, 10.0, Face::Regular) <= 132.0 + 1e-6));
}

proptest! {
    /// Texts made of what the rules look for, and of anything else.
    #[test]
    fn any_text_is_split(
        full in "([a-zA-Z_0-9é処]|::|[.<>()\\[\\]{}$/'&*, #%~+=-]|operator|impl | for | as |dyn |lambda|func1|var\"|\\|fn:|>d__1|\\.so|MoveNext|\\PC){0,40}",
        file in "[a-z/.:]{0,10}(\\.(go|rs|cc|java|py|js|cs|jl|php|rb|d|R))?",
    ) {
        let mut name = split(&full, &file);
        check_bounds(&name);
        while name.lengthen() {
            check_bounds(&name);
        }
    }
}

/// Text after brackets is dropped only where it cannot be part of the name.
#[test]
fn brackets_inside_names_are_arguments_of_types() {
    check(
        &[
            ("hash_map.HashMap(u32,void).put", "std/hash_map.zig"),
            ("array_list.ArrayList(u8).append", ""),
            ("Foo.bar!(int).baz(int)", "foo.d"),
            ("Foo.bar(int).lambda", "foo.d"),
            ("Stdlib.List.map.(fun)", "list.ml"),
            ("Stdlib.List.map.(fun)", ""),
            ("KtTest.returns (a) if x", "T.kt"),
            ("com.foo.KtTest.adds 1 (one) item, v1.2", "T.kt"),
            ("com.foo.Repo.load(Int)", "Repo.kt"),
            ("select count(*) from t", "q.sql"),
            ("protocol witness for Sequence.next() in conformance Foo", "Foo.swift"),
            ("RegExp: ^a::b(c)d", ""),
            ("std.hash_map.HashMap(u32,void).put", ""),
            ("System.String.Concat(string, string)", ""),
            ("foo.Bar.baz(int)", ""),
            ("com.foo.Bar.baz:123", ""),
            ("java/lang/Foo.bar_[j]", ""),
            ("Foo.<anonymous>", ""),
        ],
        &expect![[r#"
            hash_map · HashMap.**put** below: (u32,void)
            array_list · ArrayList.**append** below: (u8)
            Foo · bar.**baz** below: (int)
            Foo · bar.**lambda** below: (int)
            Stdlib.List.**map.(fun)**
            Stdlib.List.**map.(fun)**
            KtTest.**returns (a) if x**
            com.foo · KtTest.**adds 1 (one) item, v1.2**
            com.foo · Repo.**load**
            **select count(*) from t**
            **protocol witness for Sequence.next() in conformance Foo**
            **RegExp: ^a::b(c)d**
            std.hash_map · HashMap.**put** below: (u32,void)
            System.String.**Concat**
            foo · Bar.**baz**
            com.foo · Bar.**baz:123**
            java.lang · Foo.**bar_[j]**
            Foo.**<anonymous>**
        "#]],
    );
}

#[test]
fn dots_in_names_of_objects_and_of_r_are_letters() {
    check(
        &[
            ("libc.so.6", ""),
            ("python3.11", ""),
            ("node.js", ""),
            ("Node.js", ""),
            ("kernel32.dll", ""),
            ("libpthread-2.31.so.start_thread", ""),
            ("ntdll.dll!RtlUserThreadStart", ""),
            ("data.frame", "R/frame.R"),
            ("[<-.data.frame", "R/frame.R"),
            ("main.f.func1.2", ""),
        ],
        &expect![[r#"
            **libc.so.6**
            **python3.11**
            **node.js**
            **Node.js**
            **kernel32.dll**
            libpthread-2.31.so · **start_thread**
            ntdll.dll · **RtlUserThreadStart**
            **data.frame**
            **[<-.data.frame**
            main · **f.func1.2**
        "#]],
    );
}

#[test]
fn dotnet_has_namespaces_and_functions_that_its_compiler_made() {
    check(
        &[
            ("MyApp.Worker+<RunAsync>d__3.MoveNext()", "src/Worker.cs"),
            ("MyApp.Worker.<RunAsync>d__3<TItem>.MoveNext", ""),
            ("MyApp.<>c.<Bar>b__2_0", "src/Repo.cs"),
            ("MyApp.Program.<Main>g__Local|0_0", ""),
            ("MyApp.Repo`1[System.__Canon].Get(!0)", ""),
            ("MyApp.Foo..ctor", "src/Foo.cs"),
            ("MyApp.Foo.<<Main>$>g__Run|0_1", ""),
            ("MyApp!MyApp.Foo.Bar(class System.String)", ""),
            ("ntdll!RtlUserThreadStart+0x12", ""),
            ("System.Threading!ThreadPoolWorkQueue.Dispatch", "System.Private.CoreLib"),
            ("System.Runtime.CompilerServices!AsyncMethodBuilderCore.Start<!<Invoke>d__10>", ""),
            (
                "|lm:System.Private.CoreLib |ns:System |ct:String |cg: |fn:Concat |fg: |sg:(string, string)",
                "",
            ),
            ("|lm:App |ns:App.Data |ct:Repo |cg:<T> |fn:Load |fg: |sg:()", ""),
        ],
        &expect![[r#"
            MyApp · Worker.**RunAsync**
            MyApp · Worker.**RunAsync** below: <TItem>
            MyApp.**Bar.b__2_0**
            MyApp · Program.**Main.Local**
            MyApp · Repo`1.**Get** below: [System.__Canon]
            MyApp · Foo.**.ctor**
            MyApp · Foo.**<Main>$.Run**
            MyApp · Foo.**Bar**
            ntdll · **RtlUserThreadStart+0x12**
            System.Threading · ThreadPoolWorkQueue.**Dispatch**
            System.Runtime.CompilerServices · AsyncMethodBuilderCore.**Start** below: <!<Invoke>d__10>
            System · String.**Concat**
            App.Data · Repo.**Load** below: <T>
        "#]],
    );
}

#[test]
fn julia_has_closures_and_values_that_are_called() {
    check(
        &[
            ("solve(::Matrix{Float64}, ::Int64)", ""),
            ("Base.push!(::Vector{Int64}, ::Int64)", ""),
            (r##"var"#solve#12""##, "a.jl"),
            (r##"var"#solve#12"(::Int64)"##, ""),
            (r##"var\"#solve!#1553\"(::Array, ::typeof(solve!))"##, ""),
            (r##"(::Main.var"#11#12"{Vector{Int}})(::Int64)"##, ""),
            ("#solve#13", "a.jl"),
            ("macro expansion", "a.jl"),
        ],
        &expect![[r#"
            **solve**
            Base.**push!**
            **#solve#12**
            **#solve#12**
            **#solve!#1553**
            Main.**#11#12** below: {Vector{Int}}
            **#solve#13**
            **macro expansion**
        "#]],
    );
}

#[test]
fn php_and_ruby_have_classes() {
    check(
        &[
            (r"App\Http\Kernel::handle", "app/Kernel.php"),
            (r"App\Http\{closure}", "app/Kernel.php"),
            ("Foo::Bar#baz", "app/bar.rb"),
            ("Foo.run", "app/bar.rb"),
            ("rescue in block (2 levels) in Foo.run", "app/bar.rb"),
            ("new [c function]", ""),
        ],
        &expect![[r#"
            App\Http · Kernel::**handle**
            App\Http · **{closure}**
            Foo::Bar#**baz**
            Foo.**run**
            **rescue in block (2 levels) in Foo.run**
            **new** below: [c function]
        "#]],
    );
}

/// Names without parameters, as `-symbolize` leaves them, keep ` const` and results.
#[test]
fn cpp_without_parameters_is_still_cpp() {
    check(
        &[
            ("std::__cxx11::basic_string::size const", ""),
            ("std::less::operator const", ""),
            ("std::mersenne_twister_engine::operator", ""),
            ("graph::Ranker::Rank::{lambda#1}::operator const", ""),
            ("void std::vector::_M_realloc_insert", ""),
            ("graph::Graph::Edge* std::__relocate_a", ""),
            ("int sum(int)::helper", ""),
            ("ns::f(int) [clone .isra.0]", ""),
            ("ns::f(int).cold", ""),
            ("vtable stub", ""),
            ("block in Foo::bar", ""),
        ],
        &expect![[r#"
            std · basic_string::**size**
            std · less::**operator**
            std · mersenne_twister_engine::**operator**
            graph · Ranker::**Rank::{lambda#1}**
            std · vector::**_M_realloc_insert**
            std · **__relocate_a**
            **sum::helper**
            ns · **f**
            ns · **f**
            **vtable stub**
            **block in Foo::bar**
        "#]],
    );
}

#[test]
fn some_names_carry_their_place() {
    let check = |full: &str, expected: &str| {
        let Placed { function, file, line } = placed(full);
        assert_eq!(format!("{function} | {file} | {line}"), expected);
    };
    check("./src/server.js:main:3", "main | ./src/server.js | 3");
    check(
        "/app/node_modules/@x/y/index.js:(anonymous):1",
        "(anonymous) | /app/node_modules/@x/y/index.js | 1",
    );
    check("/app/index.js:(anonymous:L#1:C#1):1", "(anonymous:L#1:C#1) | /app/index.js | 1");
    check("node:internal/loader:Module._load:1002", "Module._load | node:internal/loader | 1002");
    check("LazyCompile:*run /app/index.js:10:3", "LazyCompile:*run | /app/index.js | 10");
    check("run (/app/mod.py:12)", "run | /app/mod.py | 12");
    check("gems/puma/pool.rb:-1 - block in run", "block in run | gems/puma/pool.rb | 0");
    check("(unknown):-1 - new [c function]", "new [c function] | (unknown) | 0");
    for whole in ["std::f:1", "RegExp: a - b", "a.js:", "main.go:12", "a:1 - ", ":1 - f", ""] {
        check(whole, &format!("{whole} |  | 0"));
    }
}

#[test]
fn words_for_no_file_are_none() {
    for word in
        ["unknown", "Unknown", "nothing", "?", "??:0", "<unknown>", "(unknown)", "0123456789abcdef01", ""]
    {
        assert_eq!(known_file(word), "", "{word}");
    }
    for file in ["unknown.go", "a/nothing", "main.c", "<frozen os>", "abcdef"] {
        assert_eq!(known_file(file), file);
    }
}
