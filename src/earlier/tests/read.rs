use super::*;
use crate::drawing::{Drawing, Style, draw};
use crate::geom::Size;

/// A call graph of ours with these groups in it.
fn picture(nodes: &str) -> String {
    format!(r#"<svg class="callgraph"><g class="graph"><g class="nodes">{nodes}</g></g></svg>"#)
}

/// A box 10 by 4.
fn node(title: &str, transform: &str) -> String {
    format!(
        r##"<g class="node n1" transform="{transform}"><a href="#N1"><title>{title}</title><rect width="10" height="4" x="0" y="0"/></a></g>"##
    )
}

fn places(nodes: &str) -> Result<Earlier, EarlierError> {
    read(picture(nodes).as_bytes())
}

#[test]
fn names_are_first_lines_and_places_are_centres() {
    let nodes = node("main&lt;T&gt; &#38; co\n/src/main.rs:3\nflat 0", "translate(3 4)")
        + &node("b", "translate(-1.5 0)");
    let expected = [("main<T> & co", Point::new(8.0, 6.0)), ("b", Point::new(3.5, 2.0))];
    assert_eq!(places(&nodes), Ok(Earlier::new(expected.map(|(name, at)| (name.to_owned(), at)))));
}

#[test]
fn a_picture_for_a_page_has_them_too() {
    let nodes = r#"<g class="node" id="x-N1" transform="translate(30 8)"><title>a</title><rect height="4" width="10" x="-5"/></g>"#;
    assert_eq!(places(nodes), Ok(Earlier::new([("a".to_owned(), Point::new(30.0, 10.0))])));
}

/// Only the outline of a box counts, and only its title: rows have both as well.
#[test]
fn what_is_inside_of_a_box_does_not_count() {
    let row = r#"<g class="stub"><title>call</title><rect width="2" height="2" x="90" y="90"/></g></a>"#;
    let nodes = node("a", "translate(0 0)").replace("</a>", row);
    assert_eq!(places(&nodes), places(&node("a", "translate(0 0)")));
}

#[test]
fn other_files_are_refused() {
    let error = |svg: &str| read(svg.as_bytes()).unwrap_err();
    for none in
        ["", "no picture", "{}", "<svg", "<svg class='callgraph'>", "</svg>", "<svg class='callgraph'></g>"]
    {
        assert_eq!(error(none), EarlierError::Malformed, "{none}");
    }
    assert_eq!(read(b"<svg class='callgraph'>\xff</svg>").unwrap_err(), EarlierError::Malformed);
    let whole = picture(&node("a", "translate(0 0)"));
    for end in (1..whole.len()).filter(|&end| whole.is_char_boundary(end)) {
        assert_eq!(error(&whole[..end]), EarlierError::Malformed, "{end}");
    }
    let foreign = "<svg xmlns='http://www.w3.org/2000/svg'><g class='node'><title>a</title></g></svg>";
    for foreign in
        [foreign, "<html class='callgraph'/>", "<svg class='callgraphs'/>", &(whole.clone() + &whole)]
    {
        assert_eq!(error(foreign), EarlierError::Foreign, "{foreign}");
    }
    assert_eq!(error(&picture("")), EarlierError::Empty);
}

/// Nothing is defined in a picture, so nothing can grow.
#[test]
fn entities_are_refused() {
    let bomb = r#"<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>"#.to_owned()
        + &picture(&node("&b;", "translate(0 0)"));
    assert_eq!(read(bomb.as_bytes()).unwrap_err(), EarlierError::DocumentType);
    assert_eq!(places(&node("&b;", "translate(0 0)")).unwrap_err(), EarlierError::Malformed);
}

#[test]
fn a_box_without_a_place_is_refused() {
    for transform in [
        "",
        "rotate(3)",
        "translate()",
        "translate(1 x)",
        "translate(NaN 0)",
        "translate(inf 0)",
        "translate(0 1e300)",
        "translate(2e8 0)",
    ] {
        assert_eq!(places(&node("a", transform)), Err(EarlierError::Place("a".to_owned())), "{transform}");
    }
    let without = |part: &str, other: &str| places(&node("a", "translate(0 0)").replace(part, other));
    for (part, other) in [
        ("rect", "circle"),
        ("width=\"10\"", ""),
        ("height=\"4\"", "height=\"-4\""),
        ("x=\"0\"", "x=\"NaN\""),
    ] {
        assert_eq!(without(part, other), Err(EarlierError::Place("a".to_owned())), "{part}");
    }
    let long = node(&"n\u{7}".repeat(1000), "");
    assert_eq!(places(&long), Err(EarlierError::Place("n".repeat(80))), "messages are short and visible");
}

/// Neither depth nor numbers of attributes cost more than their bytes.
#[test]
fn deep_and_wide_elements_are_read() {
    let deep = "<g>".repeat(200_000) + &"</g>".repeat(200_000);
    let attributes: String = (0..200_000).map(|index| format!(" a{index}=''")).collect();
    let wide = format!("<g{attributes}/>");
    assert!(places(&(deep + &wide + &node("a", "translate(0 0)"))).is_ok());
}

/// What `render::svg` writes is what is read.
#[test]
fn a_drawn_graph_is_read_back() {
    use crate::analysis::{Graph, Node};
    let node = |name: &str| Node { name: name.into(), printed: name.into(), ..Node::default() };
    let graph = Graph { nodes: vec![node("one<1>"), node("two")], ..Graph::default() };
    for embed in [false, true] {
        let drawing: Drawing = draw(&graph, &Style { embed, ..Style::default() });
        let layout = crate::layout::layered(&drawing.layout_input(), &crate::layout::Options::default());
        let earlier = read(crate::render::svg(&drawing, &layout).as_bytes()).expect("it is ours");
        for (hint, at) in earlier.hints(&drawing).iter().zip(&layout.boxes) {
            assert!(
                hint.is_some_and(|hint| hint.distance(*at) < 0.2),
                "{hint:?} {at:?} {:?}",
                Size::default()
            );
        }
    }
}
