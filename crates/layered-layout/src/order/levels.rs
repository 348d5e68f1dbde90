//! The order of the vertices in each rank.

use crate::order::proper::Vertex;

/// The vertices of each rank from left to right, and where each stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Order {
    pub(crate) levels: Vec<Vec<Vertex>>,
    pub(crate) position: Vec<u32>,
}

impl Order {
    /// Takes the vertices of each rank as they come.
    pub(crate) fn new(n_vertices: usize, levels: Vec<Vec<Vertex>>) -> Order {
        let mut order = Order { levels, position: vec![0; n_vertices] };
        for level in 0..order.levels.len() {
            order.renumber(level);
        }
        order
    }

    /// Corrects the positions after a level's list has changed.
    pub(crate) fn renumber(&mut self, level: usize) {
        for (position, &vertex) in self.levels[level].iter().enumerate() {
            self.position[vertex as usize] = position as u32;
        }
    }
}
