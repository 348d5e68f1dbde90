use std::collections::{BTreeSet, HashSet};

use expect_test::{Expect, expect};

use crate::analysis::{
    Edge, Facts, Graph, LabelText, LeftOut, Node, NodeLabel, Scale as Values, SourceFile, Tag, Weight,
};
use crate::geom::Size;
use crate::layout::Direction;

use super::key::{self, Features};
use super::node::NodeBox;
use super::tag::{LabelRow, Nodelet};
use super::*;
use crate::scene::text::{self, Emphasis, TextLine, tenths};
use crate::scene::{Mark, Stroke};

mod calls;

/// A value of milliseconds out of 1000.
fn ms(value: i64) -> Weight {
    Weight { value, sum: value, sides: None }
}

fn node(name: &str, file: &str, flat: i64, cum: i64) -> Node {
    Node {
        name: name.into(),
        printed: name.into(),
        source_file: file.into(),
        flat: ms(flat),
        cum: ms(cum),
        ..Node::default()
    }
}

/// A tag at a place among its fellows.
fn tag(place: usize, texts: &[&str], weight: i64, numbers: Vec<Tag>) -> Tag {
    let texts = texts.iter().map(|&text| text.into()).collect();
    Tag { place, texts, weight, numbers, ..Tag::default() }
}

/// A tag that is a number.
fn number(place: usize, text: &str, weight: i64) -> Tag {
    Tag { is_number: true, ..tag(place, &[text], weight, Vec::new()) }
}

/// The values of a label, the heaviest first, and how many there are besides.
fn label(key: &str, values: &[(&str, i64)], n_more: usize) -> NodeLabel {
    let text = |&(text, weight): &(&str, i64)| LabelText { text: text.into(), weight };
    NodeLabel { key: key.into(), values: values.iter().map(text).collect(), n_values: values.len() + n_more }
}

fn edge(from: Option<usize>, to: Option<usize>, weight: i64) -> Edge {
    let name = |end: Option<usize>| end.map_or("gone".into(), |index| format!("function{index}").into());
    let weight = ms(weight);
    Edge { from, to, from_name: name(from), to_name: name(to), weight, ..Edge::default() }
}

fn graph(nodes: Vec<Node>, edges: Vec<Edge>) -> Graph {
    let scale = Values { to: "ms".to_owned(), total: 1000, ..Values::default() };
    Graph { scale, nodes, edges, ..Graph::default() }
}

/// The same graph as a difference.
fn difference(graph: Graph) -> Graph {
    Graph { scale: Values { is_difference: true, ..graph.scale }, ..graph }
}

/// Draws the graph as it would be drawn unasked.
fn drawn(graph: &Graph) -> Drawing {
    draw(graph, &Style::default())
}

/// A line of text: where it is, how large, and its words: `*bold*`, `_italic_`, `(muted)`, `=pinned`.
fn show_text(line: &TextLine) -> String {
    let mut words = String::new();
    for span in &line.spans {
        let mut text = span.text.clone();
        for (is_so, marks) in
            [(span.bold, "**"), (span.italic, "__"), (span.emphasis == Emphasis::Muted, "()")]
        {
            let (open, close) = marks.split_at(1);
            if is_so {
                text = format!("{open}{text}{close}");
            }
        }
        words += &text;
    }
    let pinned = if line.is_pinned { "=" } else { "" };
    format!("{:.1},{:.1} {}px {pinned}{words}\n", line.x, line.baseline, line.size)
}

/// A box with all that stands in it.
fn show(node: &NodeBox) -> String {
    let NodeBox { number, size, shade, border, .. } = node;
    let mut out = format!("N{number} {}x{} {} border {border:.2}\n", size.width, size.height, shade.class());
    out.extend(node.lines.iter().map(show_text));
    out.extend(node.rule.map(|y| format!("rule at {y:.1}\n")));
    out.extend(node.rows.iter().map(|row| show_text(&row.text)));
    let nodelet = |nodelet: &Nodelet| format!("{}: {}\n", nodelet.id, nodelet.title.replace('\n', " | "));
    out.extend(node.nodelets.iter().map(nodelet));
    out
}

fn check(node: Node, expected: &Expect) {
    let drawing = drawn(&graph(vec![node], Vec::new()));
    expected.assert_eq(&show(&drawing.boxes[0]));
}

#[test]
fn the_largest_flat_gives_the_largest_text() {
    check(
        node("ir.newNameAt", "ir/name.go", 95, 95),
        &expect![[r#"
            N1 129x65 p5 border 1.48
            64.5,15.7 11.5px (ir · name.go)
            64.5,37.2 20px =*newNameAt*
            64.5,56.1 15px *95ms (9.50%)*
        "#]],
    );
}

#[test]
fn without_flat_cum_stands_alone() {
    check(
        node("gc.Main", "gc/main.go", 0, 568),
        &expect![[r#"
            N1 112x48 p12 border 2.46
            56.0,14.3 10px (gc · main.go)
            56.0,27.5 11.5px *Main*
            56.0,40.1 10.5px =0 of 568ms (56.80%)
        "#]],
    );
}

#[test]
fn flat_and_cum_take_a_line_each_unless_they_fit_on_one() {
    check(
        node("ssa.regalloc", "regalloc.go", 12, 345),
        &expect![[r#"
            N1 141x83 p9 border 2.09
            70.5,15.7 11.5px (ssa · regalloc.go)
            70.5,37.2 20px *regalloc*
            70.5,56.1 15px *12ms (1.20%)*
            70.5,73.8 15px =of 345ms (34.50%)
        "#]],
    );
    check(
        node("runtime.memclrNoHeapPointersChunked", "malloc.go", 12, 345),
        &expect![[r#"
            N1 180x107 p9 border 2.09
            90.0,15.7 11.5px (runtime · malloc.go)
            90.0,37.2 20px =*memclrNoHeap*
            90.0,60.8 20px =*PointersChunked*
            90.0,79.7 15px *12ms (1.20%)*
            90.0,97.4 15px of 345ms (34.50%)
        "#]],
    );
}

#[test]
fn labels_are_docked_below_a_rule_and_tags_are_in_the_data() {
    let tags =
        vec![tag(0, &["user:ann", r"queue:fast\now"], 7, vec![number(0, "64B", 4)]), number(0, "1kB", 5)];
    let labels = vec![label("bytes", &[("1kB", 5), ("64B", 4)], 0), label("user", &[("ann", 7)], 2)];
    check(
        Node { tags, labels, ..node("main.work", "main.go", 12, 12) },
        &expect![[r#"
        N1 130x95 p2 border 1.04
        65.0,15.7 11.5px (main · main.go)
        65.0,37.2 20px *work*
        65.0,56.1 15px *12ms (1.20%)*
        rule at 63.9
        7.0,75.4 10px =(user: ann 58%, 2 more)
        7.0,87.9 10px =(bytes: 1kB 42%, 64B 33%)
        N1_0: user:ann | queue:fast\now | 7ms
        NN1_0_0: 64B | 4ms
        NN1_0: 1kB | 5ms
    "#]],
    );
}

/// The rows of a node's box, each with its title.
fn rows(node: Node) -> String {
    let drawing = drawn(&graph(vec![node], Vec::new()));
    let row = |row: &LabelRow| format!("{}\n  {}\n", row.text.plain(), row.title.replace('\n', " | "));
    drawing.boxes[0].rows.iter().map(row).collect()
}

/// A key with a value for every sample tells least.
#[test]
fn a_box_has_the_three_labels_with_the_heaviest_values() {
    let labels = vec![
        label("colour", &[("red", 40), ("blue", 30)], 1),
        label("request", &[("a1", 2), ("b2", 2)], 96),
        label("tenant", &[("north", 45), ("south", 31), ("east", 9)], 3),
        label("user", &[("ann", 100)], 0),
        label("zone", &[("z", 99)], 0),
    ];
    let node = Node { labels, ..node("f", "", 100, 300) };
    expect![[r#"
        zone: z 99%
          zone, of flat 100ms | z 99ms (99%)
        tenant: north 45%, south 31%, 4 more
          tenant, of flat 100ms | north 45ms (45%) | south 31ms (31%) | east 9ms (9%) | 3 more
        colour: red 40%, blue 30%, 1 more
          colour, of flat 100ms | red 40ms (40%) | blue 30ms (30%) | 1 more
    "#]]
    .assert_eq(&rows(node.clone()));
    let title = drawn(&graph(vec![node], Vec::new())).boxes[0].title.clone();
    expect![[r#"
        f
        flat 100ms (10.00%), cum 300ms (30.00%)
        user: ann
        request: a1 2%, b2 2%, 96 more"#]]
    .assert_eq(&title);
}

#[test]
fn shares_are_of_flat_and_in_leaves_of_cum() {
    let labels = vec![label("k", &[("v", 10)], 0)];
    let inner = Node { labels, ..node("f", "", 10, 20) };
    let leaf = Node { is_leaf: true, ..inner.clone() };
    expect![[r#"
        k: v 50%
          k, of cum 20ms | v 10ms (50%)
    "#]]
    .assert_eq(&rows(leaf));
    assert_eq!(rows(inner), "");
}

/// What exceeds the whole is no share of it, and means are no parts.
#[test]
fn what_is_no_part_has_its_amount() {
    let labels = vec![label("k", &[("a", 9), ("b", 1)], 0)];
    let mean = Weight { value: 10, sum: 70, sides: None };
    let means = Node { labels: labels.clone(), flat: mean, ..node("f", "", 0, 20) };
    let opposite = Node { labels: vec![label("k", &[("a", 9), ("b", -1)], 0)], ..node("f", "", 8, 20) };
    for node in [means, opposite] {
        assert!(rows(node.clone()).starts_with("k: a 9ms, b "), "{node:?}");
    }
    assert!(rows(Node { labels, ..node("f", "", 10, 20) }).starts_with("k: a 90%, b 10%"));
}

#[test]
fn small_shares_and_large_ones_are_not_rounded_away() {
    let labels = vec![label("k", &[("a", 999), ("b", 1)], 0)];
    assert!(rows(Node { labels, ..node("f", "", 1000, 1000) }).starts_with("k: a >99%, b <1%"));
}

#[test]
fn a_tag_of_callees_reads_like_cum() {
    let of_callees = Tag { includes_callees: true, ..number(0, "1kB", 5) };
    let drawing = drawn(&graph(vec![Node { tags: vec![of_callees], ..node("f", "", 1, 9) }], Vec::new()));
    assert_eq!(drawing.boxes[0].nodelets[0].title, "1kB\nof 5ms");
}

#[test]
fn a_long_label_is_cut_and_said_in_full() {
    let long = "v".repeat(300);
    let labels = vec![label(&"key".repeat(50), &[(&long, 4)], 8)];
    let tags = vec![tag(0, &[&long], 5, Vec::new())];
    let node = Node { labels, tags, ..node("f", "", 5, 5) };
    let drawing = drawn(&graph(vec![node], Vec::new()));
    let (row, nodelet) = (&drawing.boxes[0].rows[0], &drawing.boxes[0].nodelets[0]);
    assert!(row.text.plain().ends_with(" 80%, 8 more") && row.text.plain().matches('…').count() == 2);
    assert!(row.text.width <= 200.0 && drawing.boxes[0].size.width <= 215.0);
    assert!(row.title.contains(&long) && nodelet.title.contains(&long));
}

/// It is said once, and not in every box.
#[test]
fn labels_that_all_samples_share_are_facts() {
    let labels = vec![label("pid", &[("4711", 5)], 0), label("user", &[("ann", 4)], 0)];
    let nodes = vec![Node { labels, ..node("f", "", 5, 5) }];
    let long = "x".repeat(20_000);
    let shared_labels = [("pid", "4711"), ("run", &*long)].map(|(key, value)| (key.into(), value.into()));
    let drawing = drawn(&Graph { shared_labels: shared_labels.to_vec(), ..graph(nodes, Vec::new()) });
    let facts: Vec<String> = drawing
        .facts
        .marks
        .iter()
        .take(3)
        .map(|mark| match mark {
            Mark::Text(line) => line.plain(),
            other => panic!("{other:?} among the facts"),
        })
        .collect();
    assert_eq!(facts[1], "Labels");
    assert!(facts[2].starts_with("pid: 4711, run: xxx") && facts[2].contains('…'), "{facts:?}");
    assert!(drawing.facts.size.width < 600.0);
    let rows: Vec<String> = drawing.boxes[0].rows.iter().map(|row| row.text.plain()).collect();
    assert_eq!((rows, drawing.boxes[0].title.contains("4711")), (vec!["user: ann 80%".to_owned()], false));
}

#[test]
fn lines_files_and_addresses_name_what_tells_nodes_apart() {
    let line = Node { line: 42, column: 7, ..node("main.main", "cmd/main.go", 1, 1) };
    let file = Node { name: "".into(), file: "/src/net/http/server.go".into(), ..node("", "", 1, 1) };
    let address = Node { address: 0x401000, object: "/lib/libc.so.6".into(), ..node("read", "read.c", 1, 1) };
    let bare = Node { name: "".into(), ..address.clone() };
    let nothing = Node { printed: "<unknown>".into(), ..node("", "", 1, 1) };
    let drawing = drawn(&graph(vec![line, file, address, bare, nothing], Vec::new()));
    let words: Vec<String> = drawing
        .boxes
        .iter()
        .map(|node| {
            let lines = &node.lines[..node.lines.len() - 1];
            lines.iter().map(TextLine::plain).collect::<Vec<_>>().join(" | ")
        })
        .collect();
    expect![[r#"
        main · main.go:42:7 | main
        http | server.go
        0000000000401000 [libc.so.6] | read.c | read
        0000000000401000 [libc.so.6]
        <unknown>"#]]
    .assert_eq(&words.join("\n"));
}

/// A node's functions may be in several files: none of them is named alone, and the link goes to the heaviest.
#[test]
fn several_files_are_counted_in_the_box_and_listed_in_the_title() {
    let part = |file: &str, line, value| SourceFile { file: file.into(), line, cum: ms(value) };
    let files = vec![part("torch/attention.py", 80, 90), part("jax/mlp.py", 33, 9), part("unknown", 0, 1)];
    let forward = Node { files, source_line: 33, ..node("forward", "jax/mlp.py", 10, 100) };
    let style = Style { source_url: Some("https://h/{file}#{line}".parse().unwrap()), ..Style::default() };
    let drawing = draw(&graph(vec![forward.clone()], Vec::new()), &style);
    let [forward_box] = &*drawing.boxes else { panic!("there is one node") };
    assert_eq!(forward_box.lines[0].plain(), "2 files");
    assert_eq!(
        forward_box.title,
        "forward\n90ms (9.00%) in torch/attention.py:80\n9ms (0.9%) in jax/mlp.py:33\n\
         flat 10ms (1.00%), cum 100ms (10.00%)"
    );
    assert_eq!(forward_box.source.as_deref(), Some("https://h/torch/attention.py#80"));

    let one = Node { files: forward.files[1..].to_vec(), ..forward };
    assert_eq!(drawn(&graph(vec![one], Vec::new())).boxes[0].lines[0].plain(), "mlp.py");
}

/// One that has nearly all of the value stands for the others, which are in the title.
#[test]
fn a_file_with_95_percent_is_named() {
    let boxed = |values: [i64; 3]| {
        let files = ["a/one.go", "b/two.go", "b/three.go"].into_iter().zip(values);
        let files = files.map(|(file, value)| SourceFile { file: file.into(), line: 3, cum: ms(value) });
        let cum = values.iter().sum();
        let node = Node { files: files.collect(), ..node("a.init", "b/two.go", 0, cum) };
        drawn(&graph(vec![node], Vec::new())).boxes.remove(0)
    };
    let (most, less) = (boxed([190, 7, 3]), boxed([189, 8, 3]));
    assert_eq!([&most, &less].map(|node| node.lines[0].plain()), ["a · one.go", "a · 3 files"]);
    assert!(most.title.contains("190ms (19.00%) in a/one.go:3\n7ms (0.7%) in b/two.go:3"));
    // What nothing adds up to has no part that is most of it.
    assert_eq!(boxed([-100, 99, 0]).lines[0].plain(), "a · 3 files");
}

#[test]
fn no_file_is_linked_where_none_is_known() {
    let style = Style { source_url: Some("https://h/{file}".parse().unwrap()), ..Style::default() };
    let nodes = vec![node("f", "unknown", 1, 1), node("g", "a.c", 1, 1)];
    let drawing = draw(&graph(nodes, Vec::new()), &style);
    let links: Vec<_> = drawing.boxes.iter().map(|node| node.source.as_deref()).collect();
    assert_eq!(links, [None, Some("https://h/a.c")]);
    assert_eq!(drawing.boxes[0].title, "f\nflat 1ms (0.1%), cum 1ms (0.1%)");
}

/// Files that are in one program say nothing of it, and lines tell its files apart.
#[test]
fn files_have_their_start_lines_and_no_object() {
    let file = |line, object: &str| Node {
        file: "bytes/buffer.go".into(),
        start_line: line,
        source_line: line,
        object: object.into(),
        ..node("", "bytes/buffer.go", 1, 1)
    };
    let words = |nodes: Vec<Node>| {
        let boxes = drawn(&graph(nodes, Vec::new())).boxes;
        let lines = |node: &NodeBox| node.lines.iter().map(TextLine::plain).collect::<Vec<_>>().join(" | ");
        boxes.iter().map(lines).collect::<Vec<_>>().join("\n")
    };
    expect![[r#"
        bytes | buffer.go:85 | 1ms (0.1%)
        bytes | buffer.go:247 | 1ms (0.1%)"#]]
    .assert_eq(&words(vec![file(85, "/bin/a"), file(247, "/bin/a")]));
    expect![[r#"
        [a] | bytes | buffer.go | 1ms (0.1%)
        [b] | bytes | buffer.go | 1ms (0.1%)"#]]
    .assert_eq(&words(vec![file(85, "/bin/a"), file(85, "/bin/b")]));
}

#[test]
fn titles_say_everything_in_full() {
    let place = Node { source_line: 7, ..node("gc.Main", "cmd/gc/main.go", 0, 568) };
    let mangled = Node { system_name: "_ZN1a1fEv".into(), ..node("a::f", "a.cc", 0, 568) };
    let drawing = drawn(&graph(vec![place, mangled], Vec::new()));
    assert_eq!(drawing.boxes[0].title, "gc.Main\ncmd/gc/main.go:7\nflat 0, cum 568ms (56.80%)");
    assert_eq!(drawing.boxes[1].title, "a::f\n_ZN1a1fEv\na.cc\nflat 0, cum 568ms (56.80%)");
}

#[test]
fn a_difference_signs_what_has_changed() {
    let nodes = vec![node("gain", "", 20, 250), node("loss", "", -20, -250), node("same", "", 0, 0)];
    let nodes = nodes.into_iter().map(|node| {
        let labels = vec![label("bytes", &[("1kB", node.flat.value / 2)], 1)];
        Node { labels, ..node }
    });
    let edges = vec![edge(Some(0), Some(1), -250), edge(Some(1), Some(2), 0)];
    let drawing = drawn(&difference(graph(nodes.collect(), edges)));
    let words = |node: &NodeBox| {
        let lines = node.lines.iter().chain(node.rows.iter().map(|row| &row.text));
        let lines = lines.map(TextLine::plain).collect::<Vec<_>>().join(" | ");
        format!("{}: {lines}", node.shade.class())
    };
    let mut shown: Vec<String> = drawing.boxes.iter().map(words).collect();
    shown.extend(drawing.edges.iter().map(|edge| format!("{}: {}", edge.stroke.shade.class(), edge.title)));
    expect![[r#"
        p8: gain | +20ms (2.00%) | of | 250ms (25.00%) | + | bytes: 1kB +10ms, 1 more
        n8: loss | -20ms (2.00%) | of -250ms (25.00%) | bytes: 1kB -10ms, 1 more
        p0: same | 0 | bytes: 1kB 0, 1 more
        n8: function0 → function1 (-250ms)
        p0: function1 → function2 (0)"#]]
    .assert_eq(&shown.join("\n"));
}

#[test]
fn an_edge_is_as_wide_as_its_share() {
    let edges = vec![
        Edge { is_inline: true, ..edge(Some(0), Some(0), 1000) },
        Edge { is_residual: true, ..edge(Some(0), Some(0), 10) },
    ];
    let drawing = drawn(&graph(vec![node("f", "", 0, 1000)], edges));
    let shown = |edge: &super::edge::DrawnEdge| {
        let Stroke { width, dash, head_length, head_half_width, shade, is_hollow: _ } = &edge.stroke;
        let (shade, Size { width: w, height: h }) = (shade.class(), edge.label_room);
        let label = show_text(&edge.label);
        format!(
            "{shade} {width:.2} wide, head {head_length:.2} by {head_half_width:.2}, dash {dash:.2?}\n{label}in {w:.1}x{h:.1}\n"
        )
    };
    let shown: String = drawing.edges.iter().map(shown).collect();
    expect![[r#"
        p16 6.00 wide, head 13.20 by 7.20, dash None
        0.0,0.0 12px *1000ms*(_ inline_)
        in 86.5x15.0
        p2 0.95 wide, head 7.14 by 3.16, dash Some([3.87, 2.58])
        0.0,0.0 10.2px (10ms)
        in 31.0x12.8
    "#]]
    .assert_eq(&shown);
}

#[test]
fn a_label_has_its_room_across_the_line() {
    let graph = graph(vec![node("f", "", 0, 1000)], vec![edge(Some(0), Some(0), 1000)]);
    let room = |direction| {
        let drawing = draw(&graph, &Style { direction, ..Style::default() });
        let edge = &drawing.edges[0];
        let Size { width, height } = edge.label_room;
        (tenths(width - edge.label.width), tenths(height - edge.label.size), edge.stroke.width)
    };
    assert_eq!(room(Direction::TopToBottom), (11.1, 3.0, 6.0));
    assert_eq!(room(Direction::LeftToRight), (14.2, 9.0, 6.0));
}

#[test]
fn what_has_cancelled_out_is_one_box_without_a_number() {
    let edges = vec![edge(Some(0), None, 5), edge(None, Some(0), -5), edge(None, None, 1)];
    let drawing = drawn(&graph(vec![node("f", "", 1, 1)], edges));
    assert_eq!(drawing.boxes.len(), 2);
    assert_eq!(
        drawing.edges.iter().map(|edge| (edge.tail, edge.head)).collect::<Vec<_>>(),
        [(0, 1), (1, 0), (1, 1)]
    );
    expect![[r#"
        N0 85x34 p0 border 0.80
        42.5,14.3 10px (gone)
        42.5,26.1 10px =(0: cancelled out)
    "#]]
    .assert_eq(&show(&drawing.boxes[1]));
}

#[test]
fn the_layout_sees_sizes_and_pulls() {
    let drawing = drawn(&graph(vec![node("f", "", 1, 1)], vec![edge(Some(0), Some(0), 500)]));
    let input = drawing.layout_input();
    assert_eq!(input.boxes(), [drawing.boxes[0].size]);
    let edge = &input.edges()[0];
    assert_eq!((edge.tail, edge.head, edge.weight), (0, 0, 51.0));
    assert_eq!(edge.label, Some(drawing.edges[0].label_room));
    assert_eq!(edge.head_half_width, drawing.edges[0].stroke.head_half_width);
}

#[test]
fn facts_stand_in_a_table() {
    let facts = Facts {
        comments: vec!["built by hand\nin two lines".into()],
        file: "/bin/hugo".into(),
        sample_type: "cpu".into(),
        ..Facts::default()
    };
    let filters = vec![("focus", "main".to_owned()), ("ignore", "runtime".to_owned())];
    let left_out = LeftOut { n_nodes: 535, node_cutoff: 7, ..LeftOut::default() };
    let drawing = drawn(&Graph { facts, filters, left_out, ..graph(Vec::new(), Vec::new()) });
    let texts = drawing.facts.marks.iter().map(|mark| match mark {
        Mark::Text(line) => show_text(line),
        other => panic!("{other:?} among the facts"),
    });
    expect![[r#"
        0.0,17.0 20px *hugo*
        0.0,39.0 11px built by hand
        0.0,54.0 11px in two lines
        0.0,69.0 11px (Type)
        41.9,69.0 11px cpu
        0.0,84.0 11px (Filters)
        41.9,84.0 11px focus=main
        41.9,99.0 11px ignore=runtime
        0.0,119.0 11px =*Showing nodes accounting for 0, 0% of 1000ms total*
        0.0,134.0 11px (Dropped 535 nodes (cum <= 7ms))
        0.0,149.0 11px There is nothing to draw.
    "#]]
    .assert_eq(&texts.collect::<String>());
    assert!(drawing.key.is_none());
}

/// A profile can hold any number of comments.
#[test]
fn facts_do_not_go_on_for_ever() {
    let comments = (0..100).map(|index| format!("comment {index}").into()).collect();
    let facts = Facts { comments, ..Facts::default() };
    let facts = drawn(&Graph { facts, ..graph(Vec::new(), Vec::new()) }).facts;
    let Mark::Text(last) = &facts.marks[facts.marks.len() - 3] else { panic!("{:?}", facts.marks) };
    assert_eq!(last.plain(), "… 97 more lines");
    assert!(facts.size.height < 300.0);
}

#[test]
fn the_key_speaks_of_what_is_there() {
    let words = |graph: &Graph| {
        let key = drawn(graph).key.expect("there are nodes");
        let texts = key.marks.iter().filter_map(|mark| match mark {
            Mark::Text(line) => Some(line.plain()),
            _ => None,
        });
        texts.collect::<Vec<_>>().join(" | ")
    };
    let plain = graph(vec![node("f", "", 1, 1)], Vec::new());
    let labelled = |value| {
        let labels = vec![label("bytes", &[("1kB", value)], 0)];
        words(&graph(vec![Node { labels, ..node("f", "", 2, 2) }], Vec::new()))
    };
    expect!["package · file | function | flat (% of total) | of cum (% of total) | Text size | flat: in the function itself | Colour | cum: with everything it calls | Line width | value passed through the call | Numbers | % of the total | 1% | 5% | 10% | 25% | 50% | 100% | cum, share of total | direct call | functions left out between | inline | inlined into its caller"].assert_eq(&words(&plain));
    assert!(labelled(1).contains("Small rows | labels of samples: share of flat"));
    assert!(!labelled(2).contains("Small rows"));
    assert!(words(&difference(plain)).contains("shrinks | grows"));
}

/// No text in the key is wider than the room it has.
#[test]
fn the_key_fits_its_room() {
    for bits in 0..32 {
        let is = |bit: u8| bits & bit != 0;
        let (is_difference, has_labels, has_stubs, has_stacks) = (is(1), is(2), is(4), is(8));
        let is_review = is(16);
        let key = key::key(Features { is_difference, is_review, has_labels, has_stubs, has_stacks });
        for mark in &key.marks {
            let Mark::Text(line) = mark else { continue };
            let left = match line.anchor {
                text::Anchor::Start => line.x,
                text::Anchor::Middle => line.x - line.width / 2.0,
                text::Anchor::End => line.x - line.width,
            };
            let is_inside =
                left >= -4.0 && left + line.width <= key.size.width && line.baseline <= key.size.height;
            assert!(is_inside, "{line:?}");
        }
    }
}

/// What the boxes of functions with these names and files are called; flats are small, so names are.
fn check_readings(functions: &[(&str, &str)], expected: &Expect) {
    let nodes: Vec<Node> = functions.iter().map(|(name, file)| node(name, file, 1, 1)).collect();
    let readings = readings(nodes);
    expected.assert_eq(&readings.iter().map(|reading| format!("{reading}\n")).collect::<String>());
}

/// All that the boxes of `nodes` say but values; no two may say the same.
fn readings(mut nodes: Vec<Node>) -> Vec<String> {
    nodes.push(node("heavy", "", 900, 900));
    let boxes = drawn(&graph(nodes, Vec::new())).boxes;
    let lines = |node: &NodeBox| node.lines.iter().map(TextLine::plain).collect::<Vec<_>>();
    let readings: Vec<String> =
        boxes.iter().map(|node| lines(node)[..node.lines.len() - 1].join("\n")).collect();
    let n_different = readings.iter().collect::<HashSet<_>>().len();
    assert_eq!(n_different, readings.len(), "{readings:#?}");
    readings[..readings.len() - 1].iter().map(|reading| reading.replace('\n', " | ")).collect()
}

#[test]
fn overloads_show_their_parameters() {
    check_readings(
        &[
            ("net::Pool::get(int, char const*)", ""),
            ("net::Pool::get(int)", ""),
            ("net::Pool::get(std::string const&)", ""),
            ("net::Pool::put(int)", ""),
        ],
        &expect![[r#"
            net | Pool::get | (int, char const*)
            net | Pool::get | (int)
            net | Pool::get | (std::string const&)
            net | Pool::put
        "#]],
    );
}

#[test]
fn instances_show_what_differs() {
    check_readings(
        &[
            ("std::vector<a::Key, std::allocator<a::Key> >::push_back(a::Key&&)", ""),
            ("std::vector<b::Key, std::allocator<b::Key> >::push_back(b::Key&&)", ""),
            ("<alloc::vec::Vec<T> as core::clone::Clone>::clone", "mod.rs"),
            ("<alloc::vec::Vec<T> as core::clone::CloneToUninit>::clone", "mod.rs"),
            ("app::run::{{closure}}::h0123456789abcdef", "app.rs"),
            ("app::run::{{closure}}::h0123456789fedcba", "app.rs"),
        ],
        &expect![[r#"
            std | vector::push_back | <Key> | <a::Key, std::allocator<a::Key> >
            std | vector::push_back | <Key> | <b::Key, std::allocator<b::Key> >
            alloc::vec · mod.rs | Vec::clone | …Clone…
            alloc::vec · mod.rs | Vec::clone | …CloneToUninit…
            app · app.rs | run::{closure} | …h0123456789abcdef
            app · app.rs | run::{closure} | …h0123456789fedcba
        "#]],
    );
}

#[test]
fn files_of_one_name_show_their_folders() {
    check_readings(
        &[
            ("(anonymous)", "file:///srv/app/a/index.js"),
            ("(anonymous)", "file:///srv/app/b/index.js"),
            ("main.init", "/src/a/init.go"),
            ("main.init", "/src/b/init.go"),
        ],
        &expect![[r#"
            a · index.js | (anonymous)
            b · index.js | (anonymous)
            main · init.go | init | a/init.go
            main · init.go | init | b/init.go
        "#]],
    );
}

/// Of names that are too long, both ends are shown, and what differs.
#[test]
fn long_names_show_where_they_differ() {
    let long = |middle: &str, end: &str| format!("{}{middle}{}{end}", "a".repeat(20_000), "b".repeat(20_000));
    let names = [long("", ""), long("", "x"), long("x", ""), long("y", ""), long("yy", "")];
    let deep = |end: &str| format!("ns::{}f{end}", "Outer<Inner>::".repeat(2_000));
    let names = names.into_iter().chain([deep("(int)"), deep("(char)"), deep("1"), deep("2")]);
    let names: Vec<String> = names.collect();
    let functions: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    check_readings(
        &functions,
        &expect![[r#"
        aaaaaaaaaaaaaaa…bbbbbbbbb | …aaaaaaaaaaaabbbbbbbbbbbb…
        aaaaaaaaaaaaaaa…bbbbbbbbx
        aaaaaaaaaaaaaaa…bbbbbbbbb | …aaaaaaaaaaaaxbbbbbbbbbbbb…
        aaaaaaaaaaaaaaa…bbbbbbbbb | …aaaaaaaaaaaaybbbbbbbbbbbb…
        aaaaaaaaaaaaaaa…bbbbbbbbb | …aaaaaaaaaaaayybbbbbbbbbbbb…
        ns | Outer::Outer::Oute…uter::Outer:: | Outer::Outer::Oute…uter::Outer:: | f | <Inner> | (int)
        ns | Outer::Outer::Oute…uter::Outer:: | Outer::Outer::Oute…uter::Outer:: | f | <Inner> | (char)
        ns | Outer::Outer::Oute…uter::Outer:: | Outer::Outer::Oute…uter::Outer:: | f1 | <Inner>
        ns | Outer::Outer::Oute…uter::Outer:: | Outer::Outer::Oute…uter::Outer:: | f2 | <Inner>
    "#]],
    );
}

/// Bytes that are no text all look the same.
#[test]
fn at_last_boxes_show_their_numbers() {
    let mut nodes = vec![node("a", "", 1, 1), node("a", "", 1, 1)];
    for (node, byte) in nodes.iter_mut().zip([b"\xff", b"\xfe"]) {
        (node.name, node.printed) = (byte.into(), byte.into());
    }
    expect!["� | N1, � | N2"].assert_eq(&readings(nodes).join(", "));
}

/// In a call tree, a function has a box at each of its places.
#[test]
fn what_is_the_same_may_read_alike() {
    let boxes = drawn(&graph(vec![node("f", "f.c", 1, 1), node("f", "f.c", 1, 1)], Vec::new())).boxes;
    assert_eq!(boxes[0].lines, boxes[1].lines);
}
