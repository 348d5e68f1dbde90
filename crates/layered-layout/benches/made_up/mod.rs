//! What benches measure with: the same each time.

use layered_layout::geom::Size;
use layered_layout::{Edge, Input};

/// Numbers that look random and are the same each time: Knuth's linear congruence, its upper bits.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// A number below `limit`.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// A call graph: every box has a near caller. Half of the boxes have another one: one in five of these calls comes
/// from far away, one in ten goes back. Weights fall off as those of real profiles do.
pub(crate) fn graph(n_boxes: usize) -> Input {
    let mut random = Random(2);
    let mut below = |limit: usize| random.below(limit as u64) as usize;
    let boxes = (0..n_boxes).map(|_| Size::new(70.0 + below(110) as f64, 45.0 + below(40) as f64)).collect();
    let mut edges = Vec::new();
    for head in 1..n_boxes {
        let tail = head - 1 - below(head.min(3 + n_boxes / 30));
        edges.push((tail, head));
        if head % 2 == 0 {
            let reach = if below(5) == 0 { head } else { head.min(12) };
            let tail = head - 1 - below(reach);
            edges.push(if below(10) == 0 { (head, tail) } else { (tail, head) });
        }
    }
    let edges = edges.into_iter().map(|(tail, head)| Edge {
        tail,
        head,
        weight: 1.0 + (100 / (1 + below(100))) as f64,
        head_half_width: 3.0,
        label: Some(Size::new(36.0 + below(12) as f64, 13.0)),
        ..Edge::default()
    });
    Input::new(boxes, edges.collect()).expect("sizes and weights are moderate")
}
