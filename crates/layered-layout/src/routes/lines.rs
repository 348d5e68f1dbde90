//! Lines: the course of each arc between its boxes.

use crate::cycles::acyclic::Acyclic;
use crate::geom::Point;
use crate::input::Input;
use crate::options::Options;
use crate::position::place::Places;
use crate::position::rows::Rows;
use crate::routes::corridor::{Corridors, Scratch};
use crate::routes::ports;

/// A graph whose edges are drawn.
#[derive(Clone, Copy)]
pub(crate) struct Routed<'a> {
    pub(crate) input: &'a Input,
    pub(crate) graph: &'a Acyclic,
    pub(crate) options: &'a Options,
}

/// The course of each arc.
pub(crate) struct Lines {
    /// From centre to centre of its boxes, as if these were open on all sides.
    between_centres: Vec<Vec<Point>>,
    /// Where it leaves its tail, and where it enters its head.
    ports: Vec<(Point, Point)>,
    /// From port to port, downwards.
    pub(crate) polylines: Vec<Vec<Point>>,
}

impl Lines {
    /// All lines, as if there were no labels but those that `rows` has.
    ///
    /// Every edge has in each row a corridor: the room between the boxes on its two sides, less what the lines between
    /// need. A first polyline from centre to centre tells where the edge wants to leave and enter its boxes; ports are
    /// then settled by isotonic regression, and a second polyline runs between the ports.
    pub(crate) fn drawn(routed: Routed, rows: &Rows, places: &Places) -> Lines {
        let n_arcs = routed.graph.arcs.len();
        let nothing = Lines {
            between_centres: vec![Vec::new(); n_arcs],
            ports: vec![Default::default(); n_arcs],
            polylines: vec![Vec::new(); n_arcs],
        };
        nothing.redrawn(routed, rows, places, vec![true; n_arcs]).0
    }

    /// The lines with those drawn anew that are stale, and those whose ends move for them. Returns which these are.
    pub(crate) fn redrawn(
        mut self,
        routed: Routed,
        rows: &Rows,
        places: &Places,
        mut is_stale: Vec<bool>,
    ) -> (Lines, Vec<bool>) {
        let corridors = Corridors::new(rows, places, routed.options, None);
        let mut scratch = Scratch::default();
        for arc in (0..is_stale.len()).filter(|&arc| is_stale[arc]) {
            self.between_centres[arc] = corridors.centre_polyline(arc, &mut scratch);
        }
        let ports = ports::ports(routed.input, routed.graph, rows, places, &self.between_centres);
        for ((is_stale, old), new) in is_stale.iter_mut().zip(&self.ports).zip(&ports) {
            *is_stale |= old != new;
        }
        (Lines { ports, ..self }.within(&corridors, &is_stale), is_stale)
    }

    /// The lines with those that are stale led past labels, which stand still. For each item of a row `leans_right`
    /// says which way the line of its label leans.
    pub(crate) fn past_labels(
        self,
        routed: Routed,
        rows: &Rows,
        places: &Places,
        is_stale: &[bool],
        leans_right: &[bool],
    ) -> Lines {
        self.within(&Corridors::new(rows, places, routed.options, Some(leans_right)), is_stale)
    }

    fn within(mut self, corridors: &Corridors, is_stale: &[bool]) -> Lines {
        let mut scratch = Scratch::default();
        for arc in (0..is_stale.len()).filter(|&arc| is_stale[arc]) {
            self.polylines[arc] = corridors.polyline(arc, self.ports[arc], &mut scratch);
        }
        self
    }
}
