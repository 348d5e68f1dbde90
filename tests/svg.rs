//! The SVG of small hand-made graphs: its structure, and that no text of a profile can break it.

use expect_test::expect;
use pprof_svg::analysis::{Edge, Facts, Graph, LabelText, LeftOut, Node, NodeLabel, Scale, Tag, Weight};
use pprof_svg::drawing::{Drawing, Style, draw};
use pprof_svg::geom::{Point, Size};
use pprof_svg::layout::{Input, Layout, Route};
use pprof_svg::render;
use proptest::prelude::*;
use roxmltree::Document;

fn weight(value: i64) -> Weight {
    Weight { value, sum: value, ..Weight::default() }
}

/// Milliseconds out of 1000.
fn milliseconds() -> Scale {
    Scale { to: "ms".to_owned(), total: 1000, ..Scale::default() }
}

fn node(name: &str, flat: i64, cum: i64) -> Node {
    Node {
        name: name.into(),
        printed: name.into(),
        source_file: "src/main.go".into(),
        source_line: 7,
        flat: weight(flat),
        cum: weight(cum),
        ..Node::default()
    }
}

fn edge(from: Option<usize>, to: Option<usize>, weight: i64) -> Edge {
    let name = |end: Option<usize>| end.map_or("gone".into(), |index| format!("f{}", index + 1).into());
    Edge {
        from,
        to,
        from_name: name(from),
        to_name: name(to),
        weight: self::weight(weight),
        ..Edge::default()
    }
}

/// `main` calls `work`, which calls itself, an inlined function, and one whose weights cancel out.
fn example() -> Graph {
    let texts = vec!["kind:a".into(), "size:b".into()];
    let tag = Tag { texts, weight: 40, is_number: true, ..Tag::default() };
    let values = [("a", 30), ("b", 10)].map(|(text, weight)| LabelText { text: text.into(), weight });
    let label = NodeLabel { key: "kind".into(), values: values.to_vec(), n_values: 3 };
    Graph {
        facts: Facts { file: "/bin/demo".into(), ..Facts::default() },
        scale: milliseconds(),
        nodes: vec![
            node("main.main", 0, 1000),
            node("main.work", 600, 900),
            Node { tags: vec![tag], labels: vec![label], ..node("main.leaf", 40, 40) },
        ],
        edges: vec![
            edge(Some(0), Some(1), 900),
            edge(Some(1), Some(1), 300),
            Edge { is_inline: true, is_residual: true, ..edge(Some(1), Some(2), 40) },
            edge(Some(1), None, -5),
        ],
        ..Graph::default()
    }
}

/// All boxes in a column, all edges straight lines, and none for self-loops.
fn column(input: &Input) -> Layout {
    let mut top = 0.0;
    let mut boxes = Vec::new();
    let width = input.boxes().iter().map(|size| size.width).fold(0.0, f64::max);
    for size in input.boxes() {
        boxes.push(Point::new(width / 2.0, top + size.height / 2.0));
        top += size.height + 40.0;
    }
    let route = |edge: &pprof_svg::layout::Edge| {
        let (from, to) = (boxes[edge.tail], boxes[edge.head]);
        let start = Point::new(from.x, from.y + input.boxes()[edge.tail].height / 2.0);
        let end = Point::new(to.x, to.y - input.boxes()[edge.head].height / 2.0);
        let curve = if edge.tail == edge.head { Vec::new() } else { vec![start, start, end, end] };
        Route {
            curve,
            label: Some(Point::new((start.x + end.x) / 2.0 + 20.0, (start.y + end.y) / 2.0)),
            ..Route::default()
        }
    };
    let routes = input.edges().iter().map(route).collect();
    Layout { size: Size::new(width, (top - 40.0).max(0.0)), boxes, routes, ..Layout::default() }
}

fn svg_of(graph: &Graph) -> String {
    let drawing: Drawing = draw(graph, &Style::default());
    render::svg(&drawing, &column(&drawing.layout_input()))
}

/// The elements of a class, by tag, id and ends, with their text.
fn outline(document: &Document, class: &str) -> String {
    let has_class = |element: &roxmltree::Node| {
        element.attribute("class").is_some_and(|classes| classes.split(' ').any(|other| other == class))
    };
    let line = |element: roxmltree::Node| {
        let attributes = ["id", "class", "data-from", "data-to", "data-weight"];
        let attributes =
            attributes.iter().filter_map(|&name| Some(format!("{name}={}", element.attribute(name)?)));
        let texts = element.descendants().filter(|inner| inner.has_tag_name("text") && *inner != element);
        let texts = texts.map(|text| format!("{:?}", words(text)));
        let shapes = ["path", "polygon"]
            .iter()
            .filter(|name| element.children().any(|child| child.has_tag_name(**name)));
        let parts = attributes.chain(shapes.map(|name| format!("<{name}>"))).chain(texts);
        format!("{}\n", parts.collect::<Vec<_>>().join(" "))
    };
    document.descendants().filter(has_class).map(line).collect()
}

fn words(element: roxmltree::Node) -> String {
    element.descendants().filter(roxmltree::Node::is_text).filter_map(|text| text.text()).collect()
}

fn titles(document: &Document) -> Vec<String> {
    document.descendants().filter(|element| element.has_tag_name("title")).map(words).collect()
}

#[test]
fn nodes_tags_edges_and_labels_can_be_found() {
    let svg = svg_of(&example());
    let document = Document::parse(&svg).unwrap();
    expect![[r#"
        id=N1 class=node n1 f-p16 "main · main.go" "main" "0 of 1000ms (100%)"
        id=N2 class=node n2 f-p15 "main · main.go" "work" "600ms (60.00%)" "of 900ms (90.00%)"
        id=N3 class=node n3 f-p3 "main · main.go" "leaf" "40ms (4.00%)" "kind: a 75%, b 25%, 1 more"

        class=ghost f-p0 "gone" "0: cancelled out"

        class=row "kind: a 75%, b 25%, 1 more"

        id=NN3_0 class=tag

        class=edge n2 n0 l-n1 data-from=N2 data-to=N0 data-weight=1 <path> <polygon>
        class=edge n2 n3 l-p3 data-from=N2 data-to=N3 data-weight=5 <path> <polygon>
        class=edge n2 n2 l-p9 data-from=N2 data-to=N2 data-weight=31
        class=edge n1 n2 l-p15 data-from=N1 data-to=N2 data-weight=91 <path> <polygon>

        class=label n2 n0 q data-from=N2 data-to=N0
        class=label n2 n3 q data-from=N2 data-to=N3
        class=label n2 n2 data-from=N2 data-to=N2
        class=label n1 n2 data-from=N1 data-to=N2
    "#]]
    .assert_eq(
        &["node", "ghost", "row", "tag", "edge", "label"].map(|class| outline(&document, class)).join("\n"),
    );
}

#[test]
fn titles_say_what_is_left_out() {
    let svg = svg_of(&example());
    let document = Document::parse(&svg).unwrap();
    expect![[r#"
        demo
        --
        f2 → gone (-5ms)
        --
        f2 ⇢ f3 (40ms, inline)
        --
        f2 → f2 (300ms)
        --
        f1 → f2 (900ms)
        --
        main.main
        src/main.go:7
        flat 0, cum 1000ms (100%)
        --
        main.work
        src/main.go:7
        flat 600ms (60.00%), cum 900ms (90.00%)
        --
        main.leaf
        src/main.go:7
        flat 40ms (4.00%), cum 40ms (4.00%)
        --
        kind, of flat 40ms
        a 30ms (75%)
        b 10ms (25%)
        1 more
        --
        kind:a
        size:b
        40ms
        --
        gone
        cancelled out, so not among the nodes"#]]
    .assert_eq(&titles(&document).join("\n--\n"));
}

#[test]
fn the_root_says_how_large_it_is_and_what_it_shows() {
    let svg = svg_of(&example());
    let document = Document::parse(&svg).unwrap();
    let root = document.root_element();
    let attributes: Vec<String> =
        root.attributes().map(|attribute| format!("{}={}", attribute.name(), attribute.value())).collect();
    expect![[r#"
        class=callgraph
        data-start=N2
        fill=#16181d
        font-family=Arial, Liberation Sans, Arimo, Helvetica, sans-serif
        height=395
        role=graphics-document
        text-anchor=middle
        text-rendering=geometricprecision
        viewBox=0 0 601 395
        width=601"#]]
    .assert_eq(&attributes.join("\n"));
    let children: Vec<&str> =
        root.children().filter(roxmltree::Node::is_element).map(|child| child.tag_name().name()).collect();
    assert_eq!(children[..2], ["title", "desc"]);
}

/// A complete picture, without header and script.
#[test]
fn the_smallest_picture() {
    let graph = Graph {
        scale: milliseconds(),
        nodes: vec![node("main.f", 5, 10)],
        edges: vec![edge(Some(0), Some(0), 5)],
        ..Graph::default()
    };
    let drawing = draw(&graph, &Style::default());
    let half = drawing.boxes[0].size.width / 2.0;
    let loop_ = [(half, 0.0), (half + 60.0, -30.0), (half + 60.0, 110.0), (half, 80.0)];
    let layout = Layout {
        size: Size::new(200.0, 80.0),
        boxes: vec![Point::new(half, 40.0)],
        routes: vec![Route {
            curve: loop_.map(|(x, y)| Point::new(x, y)).to_vec(),
            label: Some(Point::new(150.0, 40.0)),
            ..Route::default()
        }],
        ..Layout::default()
    };
    let svg = render::svg(&drawing, &layout);
    let graph = &svg[svg.find(" <g class=\"graph\"").unwrap()..];
    let (graph, live) = graph.split_once(" <style><![CDATA[\n").unwrap();
    let (live, script) = live.split_once(" <script>").unwrap();
    assert!(live.starts_with(include_str!("../src/render/live.css")), "all of the script's style sheet");
    assert!(live.len() < 4 * 1024, "{} bytes", live.len());
    assert!(script.contains(include_str!("../src/render/script.min.js")), "all of the script");
    expect![[r##"
         <g class="graph" transform="translate(440 20)">
          <g class="edges" fill="none">
           <g class="edge n1 n1 l-p1" data-from="N1" data-to="N1" data-weight="1">
            <title>f1 → f1 (5ms)</title>
            <path d="M62.5,0C120.4,-29 122.4,100.5 68.5,82.5" stroke="#918a85" stroke-width="0.9"/>
            <polygon class="a" fill="#918a85" points="62.5,80 70.3,79.8 67.9,85.6"/>
           </g>
          </g>
          <g class="nodes">
           <g class="node n1 f-p2" id="N1" transform="translate(0 -1.5)">
            <a href="#N1">
             <title>main.f
        src/main.go:7
        flat 5ms (0.5%), cum 10ms (1.00%)</title>
             <rect fill="#faf0e5" height="83" rx="3" stroke="#92857c" stroke-width="1" width="125" x="0" y="0"/>
             <text class="q" fill="#42454d" font-size="11.5" x="62.5" y="15.7">main · main.go</text>
             <text font-size="20" font-weight="700" x="62.5" y="37.2">f</text>
             <text font-size="15" font-weight="700" x="62.5" y="56.1">5ms (0.5%)</text>
             <text font-size="15" lengthAdjust="spacingAndGlyphs" textLength="110" x="62.5" y="73.8">of 10ms (1.00%)</text>
            </a>
           </g>
          </g>
          <g class="labels" paint-order="stroke" stroke="#ffffff" stroke-linejoin="round" stroke-width="3">
           <text class="label n1 n1 q" data-from="N1" data-h="11.9" data-to="N1" data-w="19.1" fill="#42454d" font-size="10.1" x="147" y="43.4">5ms</text>
          </g>
         </g>
    "##]]
    .assert_eq(graph);
}

#[test]
fn a_graph_without_nodes_says_so() {
    let svg = svg_of(&Graph::default());
    let document = Document::parse(&svg).unwrap();
    assert!(words(document.root_element()).contains("There is nothing to draw."));
    assert_eq!(outline(&document, "key"), "");
}

/// A layout may lack positions; elements without one are not drawn, and nothing fails.
#[test]
fn what_has_no_place_is_not_drawn() {
    let drawing = draw(&example(), &Style::default());
    for layout in [Layout::default(), Layout { routes: vec![Route::default(); 4], ..Layout::default() }] {
        let svg = render::svg(&drawing, &layout);
        let document = Document::parse(&svg).unwrap();
        assert_eq!(outline(&document, "node"), "");
        assert_eq!(outline(&document, "label"), "");
    }
}

#[test]
fn dark_pictures_hold_their_colours_too() {
    let style = Style { theme: pprof_svg::scene::color::Theme::Dark, ..Style::default() };
    let drawing = draw(&example(), &style);
    let svg = render::svg(&drawing, &column(&drawing.layout_input()));
    assert!(svg.contains("#15171b") && svg.contains("#f4f4f1") && !svg.contains("\"#ffffff\""));
}

#[test]
fn a_ground_is_left_out_or_of_another_colour() {
    let on = |background: &str, embed| {
        let mut style = Style::default();
        (style.background, style.embed) = (background.parse().unwrap(), embed);
        svg_in(&example(), &style)
    };
    for embed in [false, true] {
        let none = on("none", embed);
        assert_eq!(faults(&none), Vec::<String>::new());
        let document = Document::parse(&none).unwrap();
        assert!(!document.descendants().any(|element| element.attribute("class") == Some("page")));
        assert!(!none.contains("paint-order"), "no halo, where nobody knows its colour");
        let cream = on("#fe9", embed);
        assert_eq!(faults(&cream), Vec::<String>::new());
        let document = Document::parse(&cream).unwrap();
        let of = |class, attribute| {
            let element = document.descendants().find(|element| element.attribute("class") == Some(class));
            element.unwrap().attribute(attribute)
        };
        assert_eq!((of("page", "fill"), of("labels", "stroke")), (Some("#ffee99"), Some("#ffee99")));
        assert!(!cream.contains("#15171b"), "light, whatever the reader has");
        assert!(on("#012", embed).contains("fill=\"#f4f4f1\""), "light ink on it");
    }
}

/// CairoSVG centres each span of a line, and draws halos over text, unless told otherwise.
#[test]
fn runs_of_a_line_begin_where_it_does() {
    let long = Graph { nodes: vec![node("package.(*Type).Method", 5, 10)], ..example() };
    for style in styles() {
        let svg = svg_in(&Graph { edges: Vec::new(), ..long.clone() }, &style);
        let document = Document::parse(&svg).unwrap();
        let texts = document.descendants().filter(|element| element.has_tag_name("text"));
        let mixed =
            texts.filter(|text| text.children().filter(|run| run.text() != Some(" ")).nth(1).is_some());
        let anchor = |text: roxmltree::Node| {
            text.ancestors().find_map(|element| element.attribute("text-anchor").map(str::to_owned))
        };
        let anchors: Vec<_> = mixed.map(anchor).collect();
        assert!(
            !anchors.is_empty() && anchors.iter().all(|anchor| anchor.as_deref() == Some("start")),
            "{style:?}"
        );
        assert!(svg.contains(" :is(.labels){stroke:none}@supports"), "{style:?}");
    }
}

/// The target of links, in tests that have links.
const SOURCE: &str = "https://example.com/";

/// All styles.
fn styles() -> Vec<Style> {
    use pprof_svg::scene::color::Theme;
    let styles = [Theme::Auto, Theme::Light, Theme::Dark, Theme::Pprof].map(|theme| {
        [(false, false), (true, false), (false, true), (true, true)].map(|(embed, has_sources)| {
            let mut style = Style::default();
            (style.theme, style.embed) = (theme, embed);
            style.source_url = has_sources
                .then(|| format!("{SOURCE}{{file}}#L{{line}}").parse().expect("the template is right"));
            style.font = has_sources.then(|| "Inter".to_owned());
            style
        })
    });
    styles.into_iter().flatten().collect()
}

fn svg_in(graph: &Graph, style: &Style) -> String {
    let drawing = draw(graph, style);
    render::svg(&drawing, &column(&drawing.layout_input()))
}

#[test]
fn every_style_is_a_sound_picture_of_the_same_calls() {
    for style in styles() {
        let svg = svg_in(&example(), &style);
        assert_eq!(faults(&svg), Vec::<String>::new(), "{style:?}");
        let document = Document::parse(&svg).unwrap();
        let has = |name: &str| document.descendants().any(|element| element.has_tag_name(name));
        assert_eq!(has("script"), !style.embed, "{style:?}");
        assert_eq!(has("a"), !style.embed || style.source_url.is_some(), "{style:?}");
        assert_eq!(svg.contains("https://"), style.source_url.is_some(), "{style:?}");
        let has_both = svg.contains(if style.embed { "light-dark(#" } else { "prefers-color-scheme" });
        assert_eq!(has_both, style.theme == Default::default(), "{style:?}");
        assert!(svg.contains("@media print"), "{style:?}");
        assert_eq!(svg.contains("@page"), !style.embed, "a rule for pages leaks: {style:?}");
        assert_eq!(svg.contains("Inter, Arial"), style.font.is_some(), "{style:?}");
        let ids = document.descendants().filter_map(|element| element.attribute("id")).collect::<Vec<_>>();
        let prefix = ids[0].strip_suffix("N1").unwrap();
        assert_eq!(prefix.is_empty(), !style.embed, "{style:?}");
        assert_eq!(ids, ["N1", "N2", "N3", "NN3_0"].map(|id| format!("{prefix}{id}")), "{style:?}");
    }
}

#[test]
fn pictures_of_different_graphs_share_no_ids() {
    let style = Style { embed: true, ..Style::default() };
    let facts = Facts { file: "other".into(), ..Facts::default() };
    let other = Graph { facts, ..example() };
    let prefix = |graph: &Graph| {
        let svg = svg_in(graph, &style);
        let start = svg.find("id=\"").unwrap() + 4;
        svg[start..].split('-').next().unwrap().to_owned()
    };
    assert_ne!(prefix(&example()), prefix(&other));
    assert_eq!(prefix(&example()), prefix(&example()));
}

#[test]
fn names_lead_to_their_source() {
    let style = Style {
        source_url: Some(format!("{SOURCE}{{file}}#L{{line}}").parse().unwrap()),
        ..Style::default()
    };
    let svg = svg_in(&example(), &style);
    let document = Document::parse(&svg).unwrap();
    let is_link = |element: &roxmltree::Node| element.attribute("class") == Some("source");
    let links = document.descendants().filter(is_link);
    let links: Vec<String> =
        links.map(|link| format!("{} {}", words(link).trim(), link.attribute("href").unwrap())).collect();
    assert_eq!(
        links,
        ["main", "work", "leaf"].map(|name| format!("{name} https://example.com/src/main.go#L7"))
    );
}

/// The script is small, makes no requests, and does not evaluate text.
#[test]
fn the_script_keeps_its_budget() {
    let svg = svg_of(&example());
    let document = Document::parse(&svg).unwrap();
    let script = document.descendants().find(|element| element.has_tag_name("script")).unwrap();
    let script = script.text().unwrap();
    assert!(script.len() < 20 * 1024, "{} bytes", script.len());
    for word in
        ["eval(", "Function(", "fetch(", "XMLHttp", "import", "innerHTML", "document.write", "localStorage"]
    {
        assert!(!script.contains(word), "{word}");
    }
    // The only URL in it is a namespace.
    assert_eq!(script.matches("http").count(), script.matches("http://www.w3.org/1999/xhtml").count());
}

/// The allowed elements of a picture.
const ELEMENTS: [&str; 12] =
    ["svg", "title", "desc", "style", "script", "g", "a", "rect", "path", "polygon", "text", "tspan"];
const ATTRIBUTES: [&str; 36] = [
    "class",
    "d",
    "data-from",
    "data-h",
    "data-start",
    "data-to",
    "data-w",
    "data-weight",
    "fill",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "height",
    "href",
    "id",
    "lengthAdjust",
    "paint-order",
    "points",
    "rel",
    "role",
    "rx",
    "stroke",
    "stroke-dasharray",
    "stroke-linejoin",
    "stroke-width",
    "tabindex",
    "target",
    "text-anchor",
    "text-rendering",
    "textLength",
    "transform",
    "viewBox",
    "width",
    "x",
    "y",
];

/// Whether XML 1.0 allows the character, and it does not affect the text around it.
fn is_harmless(c: char) -> bool {
    let turns = matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_forbidden =
        matches!(c, '\0'..='\x08' | '\x0b'..='\x1f' | '\x7f'..='\u{9f}' | '\u{fffe}' | '\u{ffff}');
    !turns && !is_forbidden
}

/// Everything wrong with a picture that no profile may cause.
fn faults(svg: &str) -> Vec<String> {
    let document = match Document::parse(svg) {
        Ok(document) => document,
        Err(error) => return vec![error.to_string()],
    };
    let mut faults: Vec<String> =
        svg.chars().filter(|&c| !is_harmless(c)).map(|c| format!("{c:?}")).collect();
    for element in document.descendants().filter(roxmltree::Node::is_element) {
        if !ELEMENTS.contains(&element.tag_name().name()) {
            faults.push(format!("<{}>", element.tag_name().name()));
        }
        for attribute in element.attributes() {
            faults.extend(fault(attribute.name(), attribute.value()));
        }
    }
    faults.extend(document.descendants().filter(roxmltree::Node::is_comment).map(|_| "a comment".to_owned()));
    faults
}

/// What is wrong with an attribute, if anything is.
fn fault(name: &str, value: &str) -> Option<String> {
    let is_number = |text: &str| text.parse::<f64>().is_ok_and(f64::is_finite);
    let is_right = match name {
        "href" => {
            let is_plain = |c: char| c.is_ascii_alphanumeric() || "/-._~@+%#".contains(c);
            let source = value.strip_prefix(SOURCE);
            value.strip_prefix("#N").is_some_and(|number| number.parse::<u32>().is_ok())
                || source.is_some_and(|path| path.chars().all(is_plain) && !path.contains("//"))
        }
        "x" | "y" | "rx" | "data-w" | "data-h" | "textLength" | "font-size" | "stroke-width" => {
            is_number(value)
        }
        "width" | "height" => is_number(value) || value == "100%",
        "d" | "points" | "transform" | "viewBox" => !value.contains("NaN") && !value.contains("inf"),
        _ => true,
    };
    (!is_right || !ATTRIBUTES.contains(&name)).then(|| format!("{name}={value}"))
}

/// Any text that a profile may have.
fn text() -> impl Strategy<Value = Vec<u8>> {
    let nasty = prop::sample::select(vec![
        &b"</title><script>alert(1)</script>"[..],
        b"]]>",
        b"<![CDATA[",
        b"\" onload=\"x",
        b"' x='",
        b"&lt;",
        b"&#0;",
        b"--><!--",
        b"\0\x01\x1f\x7f",
        b"\xff\xfe",
        b"\xed\xa0\x80",
        "\u{202e}\u{2066}".as_bytes(),
        "\u{fffe}\u{ffff}".as_bytes(),
        b"\n\r\t",
        b"javascript:alert(1)",
        b"main.(*T[go.shape.int]).f",
        b"a::b<c, d>::e",
        "日本語🔥".as_bytes(),
        b"<?xml?>",
        b"",
    ]);
    let piece = prop_oneof![nasty.prop_map(<[u8]>::to_vec), prop::collection::vec(any::<u8>(), 0..12)];
    prop::collection::vec(piece, 0..4).prop_map(|pieces| pieces.concat())
}

fn any_value() -> impl Strategy<Value = i64> {
    prop_oneof![any::<i64>(), -20i64..20, Just(i64::MIN), Just(0)]
}

fn any_weight() -> impl Strategy<Value = Weight> {
    any_value().prop_map(weight)
}

fn any_tag() -> impl Strategy<Value = Tag> {
    let texts = || prop::collection::vec(text().prop_map(Into::into), 0..3);
    let rest = || (0..3_usize, any_value(), any::<bool>(), any::<bool>());
    let tag = |texts, (place, weight, includes_callees, is_number), numbers| Tag {
        place,
        texts,
        weight,
        includes_callees,
        is_number,
        numbers,
    };
    let leaf = (texts(), rest()).prop_map(move |(texts, rest)| tag(texts, rest, Vec::new()));
    leaf.prop_recursive(2, 6, 3, move |inner| {
        let numbers = prop::collection::vec(inner, 0..3);
        (texts(), rest(), numbers).prop_map(move |(texts, rest, numbers)| tag(texts, rest, numbers))
    })
}

fn any_label() -> impl Strategy<Value = NodeLabel> {
    let value = (text(), any_value()).prop_map(|(text, weight)| LabelText { text: text.into(), weight });
    let label = (text(), prop::collection::vec(value, 0..4), 0..9_usize);
    label.prop_map(|(key, values, n_values)| NodeLabel { key: key.into(), values, n_values })
}

fn any_node() -> impl Strategy<Value = Node> {
    let texts = (text(), text(), text(), text(), text(), text());
    let numbers = (any::<u64>(), -3i64..3, -3i64..3, -3i64..3);
    let labels = prop::collection::vec(any_label(), 0..5);
    let rest = (any_weight(), any_weight(), prop::collection::vec(any_tag(), 0..3), labels, any::<bool>());
    (texts, numbers, rest).prop_map(|(texts, numbers, (flat, cum, tags, labels, is_leaf))| Node {
        name: texts.0.into(),
        file: texts.1.into(),
        object: texts.2.into(),
        printed: texts.3.into(),
        source_file: texts.4.into(),
        system_name: texts.5.into(),
        address: numbers.0 % 3,
        line: numbers.1,
        column: numbers.2,
        source_line: numbers.3,
        flat,
        cum,
        tags,
        labels,
        is_leaf,
        ..Node::default()
    })
}

fn any_edge(n_nodes: usize) -> impl Strategy<Value = Edge> {
    let end = prop::option::of(0..n_nodes.max(1)).prop_map(move |end| end.filter(|_| n_nodes > 0));
    let flags = (any::<bool>(), any::<bool>());
    (end.clone(), end, text(), text(), any_weight(), flags).prop_map(
        |(from, to, from_name, to_name, weight, (is_inline, is_residual))| Edge {
            from,
            to,
            from_name: from_name.into(),
            to_name: to_name.into(),
            weight,
            is_inline,
            is_residual,
            ..Edge::default()
        },
    )
}

fn any_facts() -> impl Strategy<Value = Facts> {
    let comments = prop::collection::vec(text().prop_map(Into::into), 0..3);
    (comments, text(), text(), text(), text(), any::<[i64; 2]>()).prop_map(
        |(comments, file, build_id, sample_type, doc_url, [time_nanos, duration_nanos])| Facts {
            comments,
            file: file.into(),
            build_id: build_id.into(),
            sample_type: sample_type.into(),
            doc_url: doc_url.into(),
            time_nanos,
            duration_nanos,
        },
    )
}

/// Units may come from the profile.
fn any_scale() -> impl Strategy<Value = Scale> {
    let total = prop_oneof![any::<i64>(), Just(0)];
    (text(), text(), prop::option::of(any::<f64>()), total, any::<bool>()).prop_map(
        |(from, to, ratio, total, is_difference)| {
            let [from, to] = [from, to].map(|unit| String::from_utf8_lossy(&unit).into_owned());
            Scale { from, to, ratio, total, is_difference }
        },
    )
}

fn any_graph() -> impl Strategy<Value = Graph> {
    let nodes = prop::collection::vec(any_node(), 0..4);
    let filter = text().prop_map(|text| ("focus", String::from_utf8_lossy(&text).into_owned()));
    let filters = prop::collection::vec(filter, 0..3);
    let left_out = any::<[u8; 2]>().prop_map(|[n_nodes, n_edges]| LeftOut {
        n_nodes: n_nodes.into(),
        n_edges: n_edges.into(),
        ..LeftOut::default()
    });
    let shared = (text(), text()).prop_map(|(key, value)| (key.into(), value.into()));
    let shared = prop::collection::vec(shared, 0..3);
    (nodes, any_facts(), filters, any_scale(), left_out, shared).prop_flat_map(
        |(nodes, facts, filters, scale, left_out, shared_labels)| {
            let edges = prop::collection::vec(any_edge(nodes.len()), 0..5);
            let graph = Graph { facts, filters, scale, nodes, left_out, shared_labels, ..Graph::default() };
            (Just(graph), edges).prop_map(|(graph, edges)| Graph { edges, ..graph })
        },
    )
}

/// A point that may not be finite.
fn any_point() -> impl Strategy<Value = Point> {
    let length = || prop_oneof![-1e3..1e3, Just(f64::NAN), Just(f64::INFINITY), Just(0.0)];
    (length(), length()).prop_map(|(x, y)| Point::new(x, y))
}

fn any_layout() -> impl Strategy<Value = Layout> {
    let route = (prop::collection::vec(any_point(), 0..8), prop::option::of(any_point()));
    let routes = prop::collection::vec(
        route.prop_map(|(curve, label)| Route { curve, label, ..Route::default() }),
        0..5,
    );
    (prop::collection::vec(any_point(), 0..5), routes).prop_map(|(boxes, routes)| Layout {
        size: Size::new(500.0, 500.0),
        boxes,
        routes,
        ..Layout::default()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_profile_can_break_a_picture(graph in any_graph()) {
        let svg = svg_of(&graph);
        prop_assert_eq!(faults(&svg), Vec::<String>::new());
        prop_assert_eq!(svg_of(&graph), svg, "the same graph gives the same bytes");
    }

    #[test]
    fn no_style_lets_a_profile_break_a_picture(graph in any_graph(), style in prop::sample::select(styles())) {
        let svg = svg_in(&graph, &style);
        prop_assert_eq!(faults(&svg), Vec::<String>::new());
        prop_assert_eq!(svg_in(&graph, &style), svg, "the same graph gives the same bytes");
    }

    #[test]
    fn no_layout_can_break_a_picture(layout in any_layout()) {
        let svg = render::svg(&draw(&example(), &Style::default()), &layout);
        prop_assert_eq!(faults(&svg), Vec::<String>::new());
    }
}
