//! Calls without lines: stubs and stacks.

use super::*;

/// A graph of functions `f0`, `f1` …, given by flat and cum, and of calls between them, heaviest first.
fn calls(nodes: &[(i64, i64)], edges: &[(usize, usize, i64)]) -> Graph {
    let nodes =
        nodes.iter().enumerate().map(|(index, &(flat, cum))| node(&format!("f{index}"), "", flat, cum));
    let edges = edges.iter().map(|&(from, to, weight)| edge(Some(from), Some(to), weight));
    graph(nodes.collect(), edges.collect())
}

/// Root 0, two callees, and a function 3 that all of them call a little.
fn popular() -> Graph {
    calls(
        &[(0, 1000), (480, 491), (490, 500), (21, 21)],
        &[(0, 2, 500), (0, 1, 491), (1, 3, 9), (2, 3, 8), (0, 3, 4)],
    )
}

/// The calls that are lines, by their ends.
fn lines(drawing: &Drawing) -> Vec<(usize, usize)> {
    drawing.edges.iter().map(|edge| (edge.tail, edge.head)).collect()
}

/// The rows of a box for calls.
fn rows(node: &NodeBox) -> String {
    let words = |texts: &[TextLine]| texts.iter().map(TextLine::plain).collect::<Vec<_>>().join(" | ") + "\n";
    let arrivals = node.calls.arrivals.iter().map(|row| words(&row.texts));
    arrivals.chain(node.calls.stubs.iter().map(|stub| words(&stub.texts))).collect()
}

#[test]
fn weak_calls_are_named_where_they_leave_and_counted_where_they_arrive() {
    let drawing = drawn(&popular());
    assert_eq!(lines(&drawing), [(0, 2), (0, 1)]);
    expect![[r#"
        → f3 | 4ms

        → f3 | 9ms

        → f3 | 8ms

        ← f1 | 9ms
        ← f2 | 8ms
        ← f0 | 4ms
    "#]]
    .assert_eq(&drawing.boxes.iter().map(rows).collect::<Vec<_>>().join("\n"));
    let style = Style { embed: true, ..Style::default() };
    let brief = &draw(&popular(), &style).boxes[3];
    assert_eq!(rows(brief), "← 3 calls | 21ms\n");
    assert_eq!(
        brief.calls.arrivals[0].title,
        "function1 → function3 (9ms)\nfunction2 → function3 (8ms)\nfunction0 → function3 (4ms)"
    );
    let stub = &drawing.boxes[1].calls.stubs[0];
    assert_eq!((stub.head, stub.weight, stub.title.as_str()), (4, 1, "function1 → function3 (9ms)"));
}

#[test]
fn rows_for_calls_stand_below_a_rule_in_a_box_that_holds_them() {
    let node = &drawn(&popular()).boxes[3];
    let (plain, stubbed) =
        (node.lines.last().expect("a box has lines"), node.calls.first_text().expect("a row"));
    let rule = node.calls.rule.expect("a rule");
    assert!(plain.baseline < rule && rule < stubbed.baseline && stubbed.baseline < node.size.height);
}

#[test]
fn every_call_is_a_line_if_that_is_wanted() {
    let style = Style { stubs: false, ..Style::default() };
    assert_eq!(lines(&draw(&popular(), &style)).len(), 5);
    assert_eq!(lines(&draw(&chain(), &style)).len(), 2);
}

/// A function hangs where most of its value comes from, a call to itself is short, and one to what is no function has no
/// box to be counted in.
#[test]
fn main_calls_loops_and_calls_to_what_has_gone_are_lines() {
    let mut graph =
        calls(&[(0, 1000), (990, 1000), (9, 9)], &[(0, 1, 1000), (1, 2, 6), (0, 2, 3), (2, 2, 3)]);
    graph.edges.push(edge(Some(1), None, 2));
    assert_eq!(lines(&drawn(&graph)), [(0, 1), (1, 2), (2, 2), (1, 3)]);
    let far = BTreeSet::from([(1, 2), (0, 1)]);
    assert_eq!(lines(&Draft::new(&graph, None, &Style::default()).drawing(&far)), [(0, 1), (2, 2), (1, 3)]);
}

#[test]
fn one_call_is_named_where_it_arrives_and_what_is_left_out_shows() {
    let mut graph = calls(&[(0, 1000), (900, 1000), (40, 40)], &[(0, 1, 1000), (1, 2, 32), (0, 2, 8)]);
    graph.edges[2].is_residual = true;
    let drawing = drawn(&graph);
    assert_eq!(rows(&drawing.boxes[0]), "…→ f2 | 8ms\n");
    assert_eq!(rows(&drawing.boxes[2]), "←… f0 | 8ms\n");
}

/// Functions that are called alike are told apart by their packages.
#[test]
fn names_in_rows_are_as_long_as_tells_them_apart() {
    let mut graph = popular();
    graph.nodes[3] = node("sort.Write", "sort/a.go", 21, 21);
    graph.nodes[2] = node("bytes.(*Buffer).Write", "bytes/buffer.go", 490, 500);
    assert_eq!(rows(&drawn(&graph).boxes[1]), "→ Write | 9ms\n");
    graph.nodes[2] = node("bytes.Write", "bytes/b.go", 490, 500);
    assert_eq!(rows(&drawn(&graph).boxes[1]), "→ sort.Write | 9ms\n");
}

/// Functions 0, 1 and 2, each called by the one before only.
fn chain() -> Graph {
    calls(&[(0, 900), (0, 900), (900, 900)], &[(0, 1, 900), (1, 2, 900)])
}

#[test]
fn a_run_of_calls_is_a_stack_of_rows() {
    let drawing = drawn(&chain());
    assert_eq!(drawing.stacks, [[0, 1, 2]]);
    assert!(drawing.edges.is_empty());
    let row = &drawing.boxes[0];
    let pass = row.pass.as_ref().expect("it passes everything on");
    let words: Vec<String> = row.lines.iter().chain(&pass.texts).map(TextLine::plain).collect();
    assert_eq!(words, ["f0", "0 of 900ms (90.00%)"]);
    assert_eq!((pass.head, pass.weight, pass.title.as_str()), (2, 91, "function0 → function1 (900ms)"));
    let widths: Vec<f64> = drawing.boxes.iter().map(|node| node.size.width).collect();
    assert!(widths[0] == widths[1] && widths[1] == widths[2] && row.size.height < 20.0);
    let heights: f64 = drawing.boxes.iter().map(|node| node.size.height).sum();
    assert_eq!(drawing.layout_input().boxes(), [Size::new(widths[0], heights)]);
}

/// In a row there is no room for what a box says besides.
#[test]
fn what_says_more_than_a_row_is_none() {
    let other_caller =
        calls(&[(0, 900), (0, 900), (900, 900), (50, 100)], &[(0, 1, 900), (1, 2, 850), (3, 2, 50)]);
    assert_eq!(drawn(&other_caller).stacks, [[0, 1]]);
    let other_callee =
        calls(&[(0, 900), (0, 900), (880, 880), (20, 20)], &[(0, 1, 900), (1, 2, 880), (1, 3, 20)]);
    assert_eq!(drawn(&other_callee).stacks, [[0, 1]]);
    let mut tagged = chain();
    tagged.nodes[0].labels = vec![label("kind", &[("a", 500), ("b", 400)], 0)];
    assert_eq!(drawn(&tagged).stacks, [[1, 2]]);
    let recursive = calls(&[(0, 900), (0, 900), (900, 900)], &[(0, 1, 900), (1, 2, 900), (2, 0, 300)]);
    assert!(drawn(&recursive).stacks.is_empty());
    let ring = calls(&[(0, 900), (0, 900)], &[(0, 1, 900), (1, 0, 900)]);
    assert!(drawn(&ring).stacks.is_empty());
}

/// From left to right lines come in at the side, beside all of the rows.
#[test]
fn there_are_no_stacks_from_left_to_right() {
    let style = Style { direction: Direction::LeftToRight, ..Style::default() };
    assert!(draw(&chain(), &style).stacks.is_empty());
}

/// Lines enter the first box of a stack and leave the last.
#[test]
fn lines_reach_only_the_box_that_they_belong_to() {
    let mut nodes = vec![(0, 1000), (0, 900), (0, 900), (800, 900), (100, 100)];
    nodes[0].0 = 100;
    let drawing = drawn(&calls(&nodes, &[(0, 1, 900), (1, 2, 900), (2, 3, 900), (3, 4, 100)]));
    assert_eq!(drawing.stacks, [[1, 2, 3]]);
    let reaches: Vec<[f64; 2]> = drawing.layout_input().edges().iter().map(|edge| edge.reach).collect();
    let (first, last) = (drawing.boxes[1].size.height, drawing.boxes[3].size.height);
    assert_eq!(reaches, [[f64::INFINITY, first], [last, f64::INFINITY]]);
}
