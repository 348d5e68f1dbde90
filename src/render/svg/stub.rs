//! Weak calls as rows in the boxes at their ends, and the calls inside of stacks.

use svg::Node;
use svg::node::Text as Characters;
use svg::node::element::{Anchor as Link, Element, Group, Title};

use crate::drawing::node::{NodeBox, Pass};
use crate::drawing::stub::{Arrivals, Stub};
use crate::scene::text::{Anchor, Text};

use super::super::markup::appearance::{Look, filled, without};
use super::super::markup::number::number;
use super::super::markup::text::{is_quiet, text};

/// The calls at a box with its left edge at `left`: the weak ones that arrive and those that leave, and the one to the box
/// below in a stack.
pub(super) fn calls(node: &NodeBox, left: f64, look: &Look) -> Vec<Box<dyn Node>> {
    let from = node.number;
    let rows = Rows { left, look };
    let arrivals = node.calls.arrivals.iter().map(|arrivals| rows.arrivals(arrivals));
    let stubs = node.calls.stubs.iter().map(|stub| rows.stub(stub, from));
    let passes = node.pass.iter().map(|pass| rows.pass(pass, from));
    let all: Vec<_> = arrivals.chain(stubs).chain(passes).collect();
    match node.calls.first_text().or(node.pass.iter().flat_map(|pass| &pass.texts).next()) {
        // Said once for all of them.
        Some(first) if look.is_embedded => {
            let group = Group::new().set("fill", look.palette.quiet.to_string());
            vec![filled(group.set("font-size", number(first.size)), all).into()]
        }
        _ => all,
    }
}

/// How the rows of a box are printed.
struct Rows<'a> {
    left: f64,
    look: &'a Look<'a>,
}

impl Rows<'_> {
    fn arrivals(&self, Arrivals { texts, title }: &Arrivals) -> Box<dyn Node> {
        if self.look.is_embedded {
            return self.brief(texts, None);
        }
        let group = Group::new().set("class", "arrivals").add(Title::new(title));
        filled(group, self.lines(texts)).into()
    }

    /// A call: what its line would be, in words.
    fn stub(&self, stub: &Stub, from: usize) -> Box<dyn Node> {
        let to = stub.head;
        if self.look.is_embedded {
            return self.brief(&stub.texts, Some([from, to]));
        }
        // By keyboard its callee is reached as a box, and from the list of callees.
        let link = Link::new().set("href", format!("#N{to}")).set("tabindex", "-1");
        let link = self.lines(&stub.texts).fold(link, Link::add);
        call("stub", [from, to], stub.pull, &stub.title).add(link).into()
    }

    /// The call to the box below.
    fn pass(&self, pass: &Pass, from: usize) -> Box<dyn Node> {
        let to = pass.head;
        if self.look.is_embedded {
            return self.brief(&pass.texts, Some([from, to]));
        }
        filled(call("pass", [from, to], pass.pull, &pass.title), self.lines(&pass.texts)).into()
    }

    fn lines<'a>(&'a self, texts: &'a [Text]) -> impl Iterator<Item = Element> + 'a {
        texts
            .iter()
            .map(|line| text(&Text { x: line.x + self.left, ..line.clone() }, Anchor::Middle, self.look))
    }

    /// The row in few bytes: as one element, where nothing speaks against it.
    fn brief(&self, texts: &[Text], ends: Option<[usize; 2]>) -> Box<dyn Node> {
        let has_ends = |mut element: Element| {
            if let Some([from, to]) = ends {
                element.assign("class", "edge");
                element.assign("data-from", format!("N{from}"));
                element.assign("data-to", format!("N{to}"));
            }
            element
        };
        let is_plain = |line: &Text| line.spans.len() == 1 && is_quiet(line) && !line.is_pinned;
        if self.look.pins_all || !texts.iter().all(is_plain) {
            let group = has_ends(Element::new("g"));
            return self.lines(texts).map(inherited).fold(group, with).into();
        }
        let mut runs = self.lines(texts).zip(texts).map(|(line, text)| (inherited(line), text));
        let Some((first, _)) = runs.next() else { return Group::new().into() };
        let rest = runs.map(|(line, text)| run(&line, text));
        rest.fold(has_ends(first), with).into()
    }
}

/// The group of a call that is no line.
fn call(class: &str, [from, to]: [usize; 2], pull: i64, title: &str) -> Group {
    Group::new()
        .set("class", format!("edge {class} n{from} n{to}"))
        .set("data-from", format!("N{from}"))
        .set("data-to", format!("N{to}"))
        .set("data-weight", pull)
        .add(Title::new(title))
}

/// The line as a run of another one, in its own place.
fn run(line: &Element, text: &Text) -> Element {
    let mut run = Element::new("tspan");
    for attribute in ["x", "text-anchor"] {
        if let Some(value) = line.get_attributes().get(attribute) {
            run.assign(attribute, value.clone());
        }
    }
    run.append(Characters::new(text.plain()));
    run
}

/// The line without what its group says.
fn inherited(line: Element) -> Element {
    let is_quiet = line.get_attributes().contains_key("fill");
    let line = without(line, "font-size");
    if is_quiet { without(line, "fill") } else { line }
}

fn with(mut parent: Element, child: Element) -> Element {
    parent.append(child);
    parent
}
