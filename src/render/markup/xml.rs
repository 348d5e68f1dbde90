//! Prints trees of elements as XML.
//!
//! The `svg` crate builds the tree and escapes text. It is printed here, since the crate breaks lines inside of
//! mixed text too, where a line break is a space that shows.

use std::borrow::Cow;

use svg::Node;
use svg::node::Text;

/// The document as text: indented, an element a line, attributes sorted by name.
pub(crate) fn print(root: &dyn Node) -> String {
    let mut out = String::new();
    block(root, 0, &mut out);
    out
}

/// The document as text in as few bytes as it takes: on one line.
pub(crate) fn print_compact(root: &dyn Node) -> String {
    let mut out = String::new();
    inline(root, &mut out);
    out
}

/// Prints a node on lines of its own.
fn block(node: &dyn Node, depth: usize, out: &mut String) {
    indent(depth, out);
    if is_inline(node) {
        inline(node, out);
    } else {
        open(node, out);
        out.push('\n');
        for child in children(node) {
            block(child, depth + 1, out);
        }
        indent(depth, out);
        close(node, out);
    }
    out.push('\n');
}

/// Prints a node without additional line breaks.
fn inline(node: &dyn Node, out: &mut String) {
    if node.get_attributes().is_none() {
        out.push_str(&node.to_string());
    } else if children(node).next().is_none() {
        open(node, out);
        out.truncate(out.len() - 1);
        out.push_str("/>");
    } else {
        open(node, out);
        children(node).for_each(|child| inline(child, out));
        close(node, out);
    }
}

/// Whether white space inside of the node is significant, since it has text or is meant for it, or whether it is empty.
fn is_inline(node: &dyn Node) -> bool {
    node.get_name() == "text" || children(node).all(|child| child.get_attributes().is_none())
}

fn children(node: &dyn Node) -> impl Iterator<Item = &dyn Node> {
    node.get_children().into_iter().flatten().map(|child| &**child)
}

fn open(node: &dyn Node, out: &mut String) {
    out.push('<');
    out.push_str(node.get_name());
    let mut attributes: Vec<_> = node.get_attributes().into_iter().flatten().collect();
    attributes.sort_unstable_by_key(|&(name, _)| name);
    for (name, value) in attributes {
        for part in [" ", name, "=\"", &escaped(value), "\""] {
            out.push_str(part);
        }
    }
    out.push('>');
}

fn close(node: &dyn Node, out: &mut String) {
    for part in ["</", node.get_name(), ">"] {
        out.push_str(part);
    }
}

fn indent(depth: usize, out: &mut String) {
    out.extend(std::iter::repeat_n(' ', depth));
}

/// An attribute's value: as text is escaped, and quotes too.
fn escaped(value: &str) -> Cow<'_, str> {
    // Nearly all values are numbers, colours and classes.
    if value.contains(['&', '<', '>', '"']) {
        Text::new(value).to_string().replace('"', "&quot;").into()
    } else {
        value.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};
    use svg::node::element::{Element, Group, Title};

    fn check(root: &dyn Node, expected: &Expect) {
        expected.assert_eq(&print(root));
    }

    fn text(children: impl IntoIterator<Item = Box<dyn Node>>) -> Element {
        let mut text = Element::new("text");
        children.into_iter().for_each(|child| text.append(child));
        text
    }

    #[test]
    fn an_element_a_line() {
        let inner =
            Group::new().set("id", "b").set("class", "a").add(Title::new("two\nlines")).add(Group::new());
        check(
            &Group::new().add(inner),
            &expect![[r#"
            <g>
             <g class="a" id="b">
              <title>two
            lines</title>
              <g/>
             </g>
            </g>
        "#]],
        );
    }

    #[test]
    fn no_space_comes_into_text() {
        let mut run = Element::new("tspan");
        run.append(Text::new("walk"));
        check(
            &text([run.clone().into(), Text::new(" ").into(), run.into()]),
            &expect![[r#"
            <text><tspan>walk</tspan> <tspan>walk</tspan></text>
        "#]],
        );
    }

    #[test]
    fn markup_is_text() {
        let odd = "<a href='x'>\"&amp;]]>";
        let mut element = text([Text::new(odd).into()]);
        element.assign("class", odd);
        check(
            &element,
            &expect![[r#"
            <text class="&lt;a href='x'&gt;&quot;&amp;amp;]]&gt;">&lt;a href='x'&gt;"&amp;amp;]]&gt;</text>
        "#]],
        );
    }
}
