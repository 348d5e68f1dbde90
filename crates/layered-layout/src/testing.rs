//! Small graphs in words, and random ones, for the tests of the phases.

use crate::cycles::acyclic::{Acyclic, break_cycles};
use crate::geom::Size;
use crate::input::Edge;
use crate::input::Input;
use crate::order::levels::Order;
use crate::order::proper::{Proper, Vertex, long_edges};
use crate::ranks::rank::{Ranks, network_simplex};

/// A graph whose boxes have names.
pub(crate) struct Graph {
    pub(crate) names: Vec<String>,
    pub(crate) input: Input,
}

/// Reads `a->b:3 b->c d`: edges with their weights, 1 if there is none, and boxes that have none. Boxes are
/// numbered as they appear, 40 wide and 20 high.
pub(crate) fn graph(text: &str) -> Graph {
    let mut graph = Graph { names: Vec::new(), input: Input::default() };
    for word in text.split_whitespace() {
        let (ends, weight) = word.split_once(':').unwrap_or((word, "1"));
        let mut ends = ends.split("->").map(|name| graph.node(name)).collect::<Vec<_>>().into_iter();
        let (tail, head) = (ends.next().expect("a name"), ends.next());
        if let Some(head) = head {
            let weight = weight.parse().expect("a number");
            graph.input.edges.push(Edge { tail, head, weight, ..Edge::default() });
        }
    }
    graph
}

impl Graph {
    fn node(&mut self, name: &str) -> usize {
        self.names.iter().position(|there| there == name).unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.input.boxes.push(Size::new(40.0, 20.0));
            self.names.len() - 1
        })
    }

    pub(crate) fn acyclic(&self) -> Acyclic {
        break_cycles(&self.input)
    }

    /// The name of a box, or `*` for a virtual node.
    pub(crate) fn name(&self, vertex: Vertex) -> &str {
        self.names.get(vertex as usize).map_or("*", String::as_str)
    }

    /// `0: a b | 1: c`.
    pub(crate) fn show_ranks(&self, ranks: &Ranks) -> String {
        let n_ranks = ranks.0.iter().max().map_or(0, |&last| last + 1);
        let show = |rank| {
            let here = (0..self.names.len()).filter(|&node| ranks.0[node] == rank);
            format!("{rank}: {}", here.map(|node| self.names[node].as_str()).collect::<Vec<_>>().join(" "))
        };
        (0..n_ranks).map(show).collect::<Vec<_>>().join(" | ")
    }

    /// `a | b * | c`.
    pub(crate) fn show_order(&self, order: &Order) -> String {
        let show =
            |level: &Vec<Vertex>| level.iter().map(|&vertex| self.name(vertex)).collect::<Vec<_>>().join(" ");
        order.levels.iter().map(show).collect::<Vec<_>>().join(" | ")
    }
}

/// The proper graph of an input.
pub(crate) fn proper(input: &Input) -> (Acyclic, Proper) {
    let acyclic = break_cycles(input);
    let proper = long_edges(&acyclic, &network_simplex(&acyclic, u64::MAX).0);
    (acyclic, proper)
}

/// Every rank in some order.
pub(crate) fn shuffled(proper: &Proper, random: &mut Random) -> Order {
    let mut levels = vec![Vec::new(); proper.n_ranks];
    for vertex in 0..proper.n_vertices() {
        let level: &mut Vec<Vertex> = &mut levels[proper.rank[vertex] as usize];
        level.insert(random.below(level.len() as u64 + 1) as usize, vertex as Vertex);
    }
    Order::new(proper.n_vertices(), levels)
}

/// Every vertex stands in its rank, once, where `position` says.
pub(crate) fn assert_is_order(proper: &Proper, order: &Order) {
    let mut n_seen = 0;
    for (rank, level) in order.levels.iter().enumerate() {
        for (place, &vertex) in level.iter().enumerate() {
            assert_eq!(proper.rank[vertex as usize] as usize, rank);
            assert_eq!(order.position[vertex as usize] as usize, place);
            n_seen += 1;
        }
    }
    assert_eq!(n_seen, proper.n_vertices());
}

/// Numbers that look random and are the same each time: Knuth's linear congruence, its upper bits.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// A number below `limit`.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    /// A number from `low` to `high`.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1) as u64) as i64
    }

    /// Any edges between `n_boxes` boxes of various sizes, every second one with a label.
    pub(crate) fn input(&mut self, n_boxes: usize, n_edges: usize) -> Input {
        let mut size = |least: u64, most: u64| {
            Size::new((least + self.below(most)) as f64, (least + self.below(most / 2)) as f64)
        };
        let boxes = (0..n_boxes).map(|_| size(20, 150)).collect();
        let labels: Vec<Size> = (0..n_edges).map(|_| size(10, 40)).collect();
        let mut end = || self.below(n_boxes as u64) as usize;
        let ends: Vec<(usize, usize)> = (0..n_edges).map(|_| (end(), end())).collect();
        let edges = (ends.iter().zip(labels).enumerate())
            .map(|(index, (&(tail, head), label))| Edge {
                tail,
                head,
                weight: self.between(1, 100) as f64,
                head_half_width: 3.0,
                label: (index % 2 == 0).then_some(label),
                ..Edge::default()
            })
            .collect();
        Input { boxes, edges, ..Input::default() }
    }
}
