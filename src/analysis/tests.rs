use expect_test::{Expect, expect};

use super::{Analysis, AnalysisError, Cut, Graph, Order, Sides};
use crate::{
    options::{Filters, Granularity, NodeLimit, Options},
    profile::{
        Profile, SubtractOptions, merge, subtract,
        testing::{profile, profile_of},
    },
};

fn graph(profile: &Profile, options: &Options) -> Result<Graph, AnalysisError> {
    Ok(Analysis::new(profile)?.select(options)?.graph(&Cut::picture(options)))
}

/// Checks nodes and edges. A line is `name flat of cum [tags]`, or `caller -> callee weight`, with dots for
/// an arrow if frames are left out in between.
fn check(profile: Profile, options: &Options, expected: &Expect) {
    expected.assert_eq(&show(&graph(&profile, options).unwrap()));
}

fn show(graph: &Graph) -> String {
    let text = |value| graph.scale.text(value);
    let nodes = graph.nodes.iter().map(|node| {
        let tags = node.tags.iter().map(|tag| {
            let numbers: Vec<_> =
                tag.numbers.iter().map(|tag| format!("/{}:{}", tag.texts[0], text(tag.weight))).collect();
            let texts: Vec<_> = tag.texts.iter().map(ToString::to_string).collect();
            format!(" [{}:{}{}]", texts.join("+"), text(tag.weight), numbers.concat())
        });
        let (flat, cum) = (text(node.flat.value), text(node.cum.value));
        format!("{} {flat} of {cum}{}\n", node.printed, tags.collect::<String>())
    });
    let edges = graph.edges.iter().map(|edge| {
        let arrow = if edge.is_residual { "..." } else { "->" };
        let inline = if edge.is_inline { " inline" } else { "" };
        let name =
            |place: Option<usize>, name| if place.is_some() { format!("{name}") } else { "N0".to_owned() };
        let (from, to) = (name(edge.from, &edge.from_name), name(edge.to, &edge.to_name));
        format!("{from} {arrow} {to} {}{inline}\n", text(edge.weight.value))
    });
    nodes.chain(edges).collect()
}

#[test]
fn recursion_counts_once_in_a_sample() {
    check(
        profile("main;g;f;g;f 7\n main;f;f 3"),
        &Options::default(),
        &expect![[r#"
            f 10 of 10
            main 0 of 10
            g 0 of 7
            f -> g 7
            g -> f 7
            main -> g 7
            main -> f 3
        "#]],
    );
}

#[test]
fn every_path_is_a_node_of_the_call_tree() {
    check(
        profile("main;f;f 3\n main;f 2"),
        &Options { call_tree: true, ..Options::default() },
        &expect![[r#"
            f 3 of 3
            f 2 of 5
            main 0 of 5
            main -> f 5
            f -> f 3
        "#]],
    );
}

const RESIDUAL: &str =
    "main;m0;leaf2 10\n main;m1;leaf2 10\n main;m2;leaf2 10\n main;big;leaf 60\n main;m0;leaf 5\n main 5";

#[test]
fn edges_span_dropped_nodes_unless_another_way_leads_there() {
    // main ... leaf (5) says no more than main -> big -> leaf.
    check(
        profile(RESIDUAL),
        &Options { node_fraction: 0.18, ..Options::default() },
        &expect![[r#"
            main 5 of 100
            leaf 65 of 65
            leaf2 30 of 30
            big 0 of 60
            big -> leaf 60
            main -> big 60
            main ... leaf2 30
        "#]],
    );
}

#[test]
fn what_was_left_out_is_counted() {
    let options = Options { node_fraction: 0.18, node_count: NodeLimit::AtMost(2), ..Options::default() };
    let profile = profile(RESIDUAL);
    let left_out = graph(&profile, &options).unwrap().left_out;
    assert_eq!((left_out.n_nodes, left_out.node_cutoff, left_out.n_above_cutoff), (3, 18, 4));
}

#[test]
fn nodes_that_cancel_out_keep_their_edges() {
    let new = profile("main;A;foo 10\n main;A;bar 4");
    let old = profile("main;B;foo 10\n main;B;bar 3");
    let difference =
        subtract(merge(vec![new]).unwrap(), merge(vec![old]).unwrap(), Default::default()).unwrap();
    check(
        difference,
        &Options::default(),
        &expect![[r#"
            A 0 of 14
            bar 1 of 1
            main 0 of 1
            B 0 of -13
            main -> A 14
            main -> B -13
            A -> N0 10
            B -> N0 -10
            A -> bar 4
            B -> bar -3
        "#]],
    );
}

#[test]
fn calls_are_inlined_if_they_always_are() {
    check(
        profile("main;outer>inner 1\n main;outer>other 1\n main;outer;other 1"),
        &Options::default(),
        &expect![[r#"
            other 2 of 2
            main 0 of 3
            inner 1 of 1
            outer 0 of 3
            main -> outer 3
            outer -> other 2
            outer -> inner 1 inline
        "#]],
    );
    check(
        profile("main;outer>inner 1"),
        &Options { no_inlines: true, ..Options::default() },
        &expect![[r#"
            outer 1 of 1
            main 0 of 1
            main -> outer 1
        "#]],
    );
}

#[test]
fn granularity_decides_what_is_a_node() {
    let profile = || profile("main@a.c:1;f@a.c:10 1\n main@a.c:2;f@a.c:11 2");
    let with = |granularity| Options { granularity, ..Options::default() };
    check(
        profile(),
        &with(Granularity::Lines),
        &expect![[r#"
            f a.c:11 2 of 2
            f a.c:10 1 of 1
            main a.c:2 0 of 2
            main a.c:1 0 of 1
            main a.c:2 -> f a.c:11 2
            main a.c:1 -> f a.c:10 1
        "#]],
    );
    check(
        profile(),
        &with(Granularity::Files),
        &expect![[r#"
            a.c 3 of 3
        "#]],
    );
    check(
        profile(),
        &with(Granularity::FileFunctions),
        &expect![[r#"
            f a.c 3 of 3
            main a.c 0 of 3
            main a.c -> f a.c 3
        "#]],
    );
}

/// Recursion through one file counts once, and a file that weighs nothing is none.
#[test]
fn values_are_known_by_file_where_functions_of_one_name_are_in_several() {
    let samples = "main@a.py:1;get@small.py:2 1\n main@a.py:1;get@large.py:3;get@large.py:4;put@large.py:5 9\n \
                   main@a.py:1;get@none.py:3 4\n main@a.py:1;get@none.py:3 -4";
    let profile = profile(samples);
    let graph = graph(&profile, &Options::default()).unwrap();
    let files = |name: &str| {
        let node = graph.nodes.iter().find(|node| node.name == name).unwrap();
        node.files.iter().map(|part| format!("{} {}", part.file, part.cum.value)).collect::<Vec<_>>()
    };
    assert_eq!(files("get"), ["large.py 9", "small.py 1"]);
    assert!(files("main").is_empty() && files("put").is_empty());

    let options = Options::default();
    let without = Analysis::new(&profile).unwrap().select(&options).unwrap().graph(&Cut::dot(&options));
    assert!(without.nodes.iter().all(|node| node.files.is_empty()));
}

/// Each place in a tree has its own, also in recursion.
#[test]
fn values_are_known_by_file_in_a_call_tree() {
    let samples = "main;a;get@small.py:2 1\n main;a;get@large.py:3;get@large.py:4 9\n main;b;get@other.py:3 4\n \
                   main;b;get@large.py:3 2";
    let profile = profile(samples);
    let graph = graph(&profile, &Options { call_tree: true, ..Options::default() }).unwrap();
    let files = |node: &super::Node| {
        let parts = node.files.iter().map(|part| format!(" {} {}", part.file, part.cum.value));
        format!("{} of {}:{}", node.name, node.cum.value, parts.collect::<String>())
    };
    let files: Vec<_> = graph.nodes.iter().map(files).filter(|files| files.contains("get")).collect();
    expect![[r#"
        get of 9: large.py 9
        get of 6: other.py 4 large.py 2
        get of 10: large.py 9 small.py 1"#]]
    .assert_eq(&files.join("\n"));
}

/// The labels of a node: of each key its values, and how many there are.
fn labels(text: &str, options: &Options) -> String {
    let profile = profile(text);
    let graph = graph(&profile, options).unwrap();
    let shared = graph.shared_labels.iter().map(|(key, value)| format!("all {key}={value}\n"));
    let label = |label: &super::NodeLabel| {
        let values = label.values.iter().map(|value| format!(" {} {}", value.text, value.weight));
        format!(" {}:{} of {}", label.key, values.collect::<String>(), label.n_values)
    };
    let node =
        |node: &super::Node| format!("{}{}\n", node.name, node.labels.iter().map(label).collect::<String>());
    shared.chain(graph.nodes.iter().map(node)).collect()
}

/// A value is added up whatever it occurs with. A key is left out of which no value is heavy.
#[test]
fn labels_are_added_up_key_by_key() {
    let text = "main;f 300 user=ann zone=x\n main;f 200 user=ann zone=y bytes=64\n main;f 1 user=bob span=a\n \
                main 50 user=ann user=ann\n main 40 user=ann user=eve bytes=64 bytes=128\n main 9";
    expect![[r#"
        main bytes: 128B 40 64B 40 of 2 user: ann 90 eve 40 of 2
        f bytes: 64B 200 of 1 user: ann 500 bob 1 of 2 zone: x 300 y 200 of 2
    "#]]
    .assert_eq(&labels(text, &Options::default()));
    let tree = Options { call_tree: true, ..Options::default() };
    assert_eq!(labels(text, &tree), labels(text, &Options::default()));
}

#[test]
fn of_many_values_the_heaviest_are_named() {
    let samples = (1..=500).map(|value| format!("f {value} id=n{value}\n"));
    let options = Options { node_fraction: 0.0, ..Options::default() };
    let labels = labels(&samples.collect::<String>(), &options);
    assert!(labels.starts_with("f id: n500 500 n499 499 "), "{labels}");
    assert!(labels.ends_with(" n481 481 of 500\n"), "{labels}");
}

/// One sample without it, or with another value besides, is enough; one that weighs nothing is none.
#[test]
fn labels_that_all_samples_have_are_shared() {
    let shared = |text: &str| {
        let labels = labels(text, &Options::default());
        labels.lines().filter(|line| line.starts_with("all")).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(shared("f 1 pid=7 user=ann n=3\n g 1 user=bob n=3 pid=7\n g 0 pid=8"), "all n=3, all pid=7");
    assert_eq!(shared("f 1 pid=7 n=3\n g 1"), "");
    assert_eq!(shared("f 1 pid=7 pid=8\n g 1 pid=7"), "");
    assert_eq!(shared("f 1 pid=7\n g 1 pid=7 pid=8"), "");
    assert_eq!(shared("f 1"), "");
}

#[test]
fn files_of_a_difference_have_both_sides() {
    let new = merge(vec![profile("f@a.c:1 5\n f@b.c:1 7")]).unwrap();
    let old = merge(vec![profile("f@a.c:1 2\n f@b.c:1 7\n f@c.c:1 9")]).unwrap();
    let relative = SubtractOptions { relative_to_base: true, ..SubtractOptions::default() };
    let graph = graph(&subtract(new, old, relative).unwrap(), &Options::default()).unwrap();
    let parts =
        graph.nodes[0].files.iter().map(|part| (part.file.to_string(), part.cum.value, part.cum.sides));
    let sides = |before, after| Some(Sides { before, after });
    let expected = [("c.c".to_owned(), -9, sides(9, 0)), ("a.c".to_owned(), 3, sides(2, 5))];
    assert_eq!(parts.collect::<Vec<_>>(), expected);
}

#[test]
fn leaves_show_what_passes_through_them_and_others_what_ends_there() {
    check(
        profile("main 1 user=alice\n main;f 2 user=alice\n main;f 4 user=bob bytes=64\n main;f 8 bytes=2048"),
        &Options::default(),
        &expect![[r#"
            f 14 of 14 [user:bob:4/64B:4] [user:alice:2] [2kB:8]
            main 1 of 15 [user:alice:1]
            main -> f 14
        "#]],
    );
}

#[test]
fn many_numbers_are_joined_to_the_nearest_heavy_ones() {
    let sizes = "10 10,11 22,12 36,100 400,110 550,1000 6000,1100 7700,50000 400000".replace(' ', ":");
    let lines = sizes.split(',').map(|pair| {
        let (size, weight) = pair.split_once(':').unwrap();
        format!("A;B {weight} bytes={size}\n")
    });
    check(
        profile_of("space/bytes", &lines.collect::<String>()),
        &Options { node_fraction: 0.00001, ..Options::default() },
        &expect![[r#"
            B 405kB of 405kB [48.83kB:390.62kB] [1.07kB:7.52kB] [1000B:5.86kB] [10B..110B:0.99kB]
            A 0 of 405kB
            A -> B 405kB
        "#]],
    );
}

#[test]
fn a_tag_takes_the_place_of_a_node() {
    let text = "main;a 10 k=v\n main;b 9\n main;c 8";
    let names = |node_count| {
        let options = Options { node_count: NodeLimit::AtMost(node_count), ..Options::default() };
        let nodes = graph(&profile(text), &options).unwrap().nodes;
        nodes.iter().map(|node| node.printed.to_string()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(names(2), "main a");
    assert_eq!(names(3), "main a");
    assert_eq!(names(4), "main a b");
}

#[test]
fn means_are_divided_by_the_first_value() {
    check(
        profile_of("contentions/count delay/nanoseconds", "main;f 2,3000\n main;f 1,6000\n main;g 5,100"),
        &Options { mean: true, ..Options::default() },
        &expect![[r#"
            f 3000ns of 3000ns
            main 0 of 1137ns
            g 20ns of 20ns
            main -> f 3000ns
            main -> g 20ns
        "#]],
    );
}

#[test]
fn filters_keep_the_total_unless_percentages_are_relative() {
    let text = "main;f 30\n main;g 70";
    let percent = |relative_percentages| {
        let filters = Filters { focus: Some("^f$".to_owned()), ..Filters::default() };
        let options = Options { filters, relative_percentages, ..Options::default() };
        let graph = graph(&profile(text), &options).unwrap();
        graph.scale.percent(graph.nodes[0].cum.value)
    };
    assert_eq!(percent(false), "30.00%");
    assert_eq!(percent(true), "100%");
}

/// Numbers without a unit, too, are printed as the nearest double.
#[test]
fn labels_become_frames() {
    let filters = Filters { tag_leaf: vec!["at".to_owned(), "user".to_owned()], ..Filters::default() };
    check(
        profile("main 5 at=9007199254740993 user=alice"),
        &Options { filters, ..Options::default() },
        &expect![[r#"
            alice 5 of 5 [user:alice:5]
            main 0 of 5
            9007199254740992 0 of 5
            9007199254740992 -> alice 5
            main -> 9007199254740992 5
        "#]],
    );
}

#[test]
fn filters_without_effect_are_told() {
    let filters = Filters {
        focus: Some("nothing".to_owned()),
        tag_root: vec!["user".to_owned()],
        ..Filters::default()
    };
    let profile = profile("main 1");
    let analysis = Analysis::new(&profile).unwrap();
    assert_eq!(
        analysis.select(&Options { filters, ..Options::default() }).unwrap().warnings(),
        ["TagRoot expression matched no samples", "Focus expression matched no samples"]
    );
}

#[test]
fn sample_types_are_found_by_name_and_by_number() {
    let profile = || profile_of("space/bytes objects/count", "main 1,2");
    let value = |index: &str| {
        let options = Options { sample_index: Some(index.to_owned()), ..Options::default() };
        graph(&profile(), &options).map(|graph| graph.scale.total).map_err(|error| error.to_string())
    };
    assert_eq!(value(""), Ok(2));
    assert_eq!(value("inuse_space"), Ok(1));
    assert_eq!(value("0"), Ok(1));
    assert_eq!(value("2"), Err("sample_index 2 is outside the range [0..1]".to_owned()));
    assert_eq!(value("cpu"), Err(r#"sample_index "cpu" must be one of: [space objects]"#.to_owned()));
}

/// Texts that hold a backslash and an n are no two texts.
#[test]
fn labels_stay_apart_until_they_are_drawn() {
    let profile = profile(r"main;f 1 file=C:\new\report.csv user=ann");
    let tags = graph(&profile, &Options::default()).unwrap().nodes[0].tags.clone();
    assert_eq!(tags[0].texts, [r"file:C:\new\report.csv", "user:ann"]);
}

#[test]
fn one_negative_value_makes_no_difference() {
    let profile = profile("main;f 1000\n main;g -1");
    assert!(!graph(&profile, &Options::default()).unwrap().scale.is_difference);
    let difference = difference(SubtractOptions::default());
    assert!(graph(&difference, &Options::default()).unwrap().scale.is_difference);
}

/// `f` grows from 10 to 25 below `main`, `g` shrinks from 8 to 2 and `h` is gone.
fn difference(options: SubtractOptions) -> Profile {
    let new = merge(vec![profile("main;f 25\n main;g 2")]).unwrap();
    let old = merge(vec![profile("main;f 10\n main;g 8\n main;h 4")]).unwrap();
    subtract(new, old, options).unwrap()
}

#[test]
fn both_sides_of_a_difference_are_known() {
    let profile = difference(SubtractOptions { relative_to_base: true, ..SubtractOptions::default() });
    for call_tree in [false, true] {
        let graph = graph(&profile, &Options { call_tree, ..Options::default() }).unwrap();
        let sides = |name: &str| {
            let node = graph.nodes.iter().find(|node| node.name == name).unwrap();
            let edge = graph.edges.iter().find(|edge| edge.to_name == name);
            (node.cum.value, node.cum.sides, edge.map(|edge| edge.weight.sides))
        };
        let some = |before, after| Some(Sides { before, after });
        assert_eq!(sides("main"), (5, some(22, 27), None));
        assert_eq!(sides("f"), (15, some(10, 25), Some(some(10, 25))));
        assert_eq!(sides("g"), (-6, some(8, 2), Some(some(8, 2))));
        assert_eq!(sides("h"), (-4, some(4, 0), Some(some(4, 0))));
    }
}

/// Those of the graph, also where some are too light for it.
#[test]
fn cums_are_those_of_a_graph() {
    let profile = difference(SubtractOptions { relative_to_base: true, ..SubtractOptions::default() });
    let analysis = Analysis::new(&profile).unwrap();
    for (node_fraction, expected) in [(0.0, ["f", "g", "main", "h"].as_slice()), (1.0, &["f", "g", "main"])] {
        let options = Options { node_fraction, ..Options::default() };
        let selection = analysis.select(&options).unwrap();
        let cut = Cut::table(&options, Order::Cum, None);
        let nodes = selection.graph(&cut).nodes.into_iter().map(|node| (node.printed, node.cum));
        let cums = selection
            .cums(&cut.limits)
            .functions
            .into_iter()
            .map(|function| (function.printed, function.cum));
        let cums: Vec<_> = cums.collect();
        assert_eq!(cums, nodes.collect::<Vec<_>>());
        assert_eq!(cums.iter().map(|(name, _)| name.to_string()).collect::<Vec<_>>(), expected);
    }
}

#[test]
fn without_a_marked_base_there_are_no_sides() {
    let graph = graph(&difference(SubtractOptions::default()), &Options::default()).unwrap();
    assert!(graph.nodes.iter().all(|node| node.cum.sides.is_none()));
}

#[test]
fn a_profile_can_be_asked_again() {
    let profile = profile("main;f;g 4 k=v\n main;f 2\n main;h 1");
    let before = format!("{profile:?}");
    let analysis = Analysis::new(&profile).unwrap();
    let ask = |filters: Filters| {
        let options = Options { filters, ..Options::default() };
        let graph = analysis.select(&options).unwrap().graph(&Cut::picture(&options));
        let nodes = graph.nodes.iter().map(|node| format!("{} {}", node.name, node.cum.value));
        let mut nodes: Vec<_> = nodes.collect();
        nodes.sort();
        nodes.join(", ")
    };
    let all = "f 6, g 4, h 1, main 7";
    assert_eq!(ask(Filters::default()), all);
    assert_eq!(ask(Filters { hide: Some("f".to_owned()), ..Filters::default() }), "g 4, h 1, main 7");
    let tags =
        Filters { tag_focus: Some("k".to_owned()), tag_leaf: vec!["k".to_owned()], ..Filters::default() };
    assert_eq!(ask(tags), "f 4, g 4, main 4, v 4");
    assert_eq!(ask(Filters { show_from: Some("f".to_owned()), ..Filters::default() }), "f 6, g 4");
    assert_eq!(ask(Filters::default()), all);
    assert_eq!(format!("{profile:?}"), before);
}

#[test]
fn tables_are_sorted_by_flat_or_cum() {
    let profile = profile("main;f;g 4\n main;f 2\n main;h 5");
    let options = Options::default();
    let analysis = Analysis::new(&profile).unwrap();
    let selection = analysis.select(&options).unwrap();
    let names = |order, node_count| {
        let graph = selection.graph(&Cut::table(&options, order, node_count));
        graph.nodes.iter().map(|node| node.printed.to_string()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(names(Order::Flat, None), "h g f main");
    assert_eq!(names(Order::Cum, None), "main f h g");
    assert_eq!(names(Order::Cum, Some(2)), "main f");
    let whole = selection.graph(&Cut::nothing(Order::Flat));
    assert_eq!((whole.nodes.len(), whole.edges.len()), (4, 3));
}

#[test]
fn labels_are_added_up_by_key() {
    let profile = profile("f 1 user=bob\n f 2 user=ann size=64\n f 4 user=ann\n f -9 user=eve");
    let analysis = Analysis::new(&profile).unwrap();
    let options = Options::default();
    let keys = analysis.select(&options).unwrap().labels();
    let show = |key: &super::LabelKey| {
        let texts: Vec<_> = key.texts.iter().map(|text| format!(" {}:{}", text.text, text.weight)).collect();
        format!("{} {}{}", key.key, key.weight, texts.concat())
    };
    assert_eq!(keys.iter().map(show).collect::<Vec<_>>(), ["size 2 64:2", "user -2 eve:-9 ann:6 bob:1"]);
}

#[test]
fn traces_are_samples_leaf_first() {
    let profile = profile("main;outer>inner;leaf 3 k=v size=64\n ; 5");
    let analysis = Analysis::new(&profile).unwrap();
    let options = Options::default();
    let selection = analysis.select(&options).unwrap();
    let traces = selection.traces();
    let shown: Vec<_> = traces
        .iter()
        .map(|trace| {
            let frames = trace
                .frames()
                .map(|frame| format!(" {}{}", frame.name, if frame.is_inlined { "*" } else { "" }));
            format!("{}{} {:?} {:?}", trace.value, frames.collect::<String>(), trace.texts, trace.numbers)
        })
        .collect();
    assert_eq!(shown, [r#"3 leaf inner* outer main [("k", "v")] [("size", 64, "size")]"#]);
}
