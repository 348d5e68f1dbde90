//! Graphs of the crate petgraph as inputs.

use petgraph::visit::{EdgeRef, IntoEdgeReferences, IntoNodeReferences, NodeIndexable, NodeRef};

use crate::geom::Size;
use crate::input::{Edge, Input, InvalidInput};

impl Input {
    /// What there is to lay out of a graph: `size` is that of the box of a node, and `edge` is what an edge wants. Its ends
    /// are set here. Edges of undirected graphs run from their source to their target, as petgraph has them.
    ///
    /// Boxes are in the order of [`node_references`](IntoNodeReferences::node_references), and edges in that of
    /// [`edge_references`](IntoEdgeReferences::edge_references).
    ///
    /// ```
    /// use layered_layout::{Edge, Input, Options, geom::Size, layered};
    /// use petgraph::graph::DiGraph;
    ///
    /// let mut graph = DiGraph::new();
    /// let (main, parse) = (graph.add_node("main"), graph.add_node("parse"));
    /// graph.add_edge(main, parse, 3.0);
    /// let size = |name: &&str| Size::new(20.0 + 8.0 * name.len() as f64, 30.0);
    /// let input = Input::from_graph(
    ///     &graph,
    ///     |(_, name)| size(name),
    ///     |edge| Edge { weight: *edge.weight(), ..Edge::default() },
    /// )?;
    /// let layout = layered(&input, &Options::default());
    /// assert!(layout.boxes[main.index()].y < layout.boxes[parse.index()].y);
    /// # Ok::<(), layered_layout::InvalidInput>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The first size or weight that cannot be laid out, as [`Input::new`].
    pub fn from_graph<G>(
        graph: G,
        mut size: impl FnMut(G::NodeRef) -> Size,
        mut edge: impl FnMut(G::EdgeRef) -> Edge,
    ) -> Result<Input, InvalidInput>
    where
        G: IntoNodeReferences + IntoEdgeReferences + NodeIndexable,
    {
        // Indices of stable graphs have holes.
        let mut places = vec![0; graph.node_bound()];
        let mut boxes = Vec::new();
        for node in graph.node_references() {
            places[graph.to_index(node.id())] = boxes.len();
            boxes.push(size(node));
        }
        let place = |node| places[graph.to_index(node)];
        let edges = graph.edge_references().map(|reference| {
            let (tail, head) = (place(reference.source()), place(reference.target()));
            Edge { tail, head, ..edge(reference) }
        });
        Input::new(boxes, edges.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use petgraph::stable_graph::StableDiGraph;

    #[test]
    fn removed_nodes_leave_no_hole() {
        let mut graph = StableDiGraph::new();
        let nodes = ["a", "b", "c"].map(|name| graph.add_node(name));
        graph.add_edge(nodes[0], nodes[2], 2.0);
        graph.remove_node(nodes[1]);
        let size = |name: &str| Size::new(10.0 * f64::from(name.as_bytes()[0] - b'a' + 1), 20.0);
        let edge = |weight: f64| Edge { weight, ..Edge::default() };
        let input =
            Input::from_graph(&graph, |(_, name)| size(name), |reference| edge(*reference.weight())).unwrap();
        assert_eq!(input.boxes().iter().map(|size| size.width).collect::<Vec<_>>(), [10.0, 30.0]);
        assert_eq!(input.edges(), [Edge { tail: 0, head: 1, weight: 2.0, ..Edge::default() }]);
    }
}
