//! What a layout takes for one box: a box, or all boxes of a stack.

use crate::geom::Size;
use crate::layout;

use super::edge::DrawnEdge;
use super::model::Drawing;

/// One box of a layout: the boxes of a stack, or a single one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LayoutBox {
    /// Indices of the drawing's boxes, from top to bottom.
    pub boxes: Vec<usize>,
    /// Width and height of all of them together, in px.
    pub size: Size,
    /// How far lines may end above the lower edge, where they leave, and below the upper edge, where they enter: the
    /// heights of the last and of the first box. Infinite for a single box.
    reach: [f64; 2],
}

impl Drawing {
    /// The boxes of a layout of this drawing, in the order of the least index in each. A layout has a centre for each of
    /// them, in this order.
    #[must_use]
    pub fn layout_boxes(&self) -> Vec<LayoutBox> {
        let mut stack_of = vec![None; self.boxes.len()];
        for (index, stack) in self.stacks.iter().enumerate() {
            stack.iter().for_each(|&node| stack_of[node] = Some(index));
        }
        let first_of: Vec<_> = self.stacks.iter().map(|stack| stack.iter().min()).collect();
        let layout_box = |(node, stack): (usize, &Option<usize>)| match *stack {
            None => Some(self.layout_box(vec![node])),
            Some(stack) => {
                (first_of[stack] == Some(&node)).then(|| self.layout_box(self.stacks[stack].clone()))
            }
        };
        stack_of.iter().enumerate().filter_map(layout_box).collect()
    }

    fn layout_box(&self, boxes: Vec<usize>) -> LayoutBox {
        let sizes = || boxes.iter().map(|&node| self.boxes[node].size);
        let above = |all: Size, size: Size| Size::new(all.width.max(size.width), all.height + size.height);
        let reach = match boxes.as_slice() {
            [first, .., last] => [*last, *first].map(|node| self.boxes[node].size.height),
            _ => [f64::INFINITY; 2],
        };
        LayoutBox { size: sizes().fold(Size::default(), above), reach, boxes }
    }

    /// The input of a layout: a box for each of [`layout_boxes`](Drawing::layout_boxes), and the edges in order.
    ///
    /// # Panics
    ///
    /// If the drawing was not made by [`draw`](super::draw) and has sizes that are negative or not finite, or edges whose
    /// ends are not indices of boxes.
    #[must_use]
    pub fn layout_input(&self) -> layout::Input {
        let layout_boxes = self.layout_boxes();
        let mut frame_of = vec![0; self.boxes.len()];
        for (index, layout_box) in layout_boxes.iter().enumerate() {
            layout_box.boxes.iter().for_each(|&node| frame_of[node] = index);
        }
        let edge = |edge: &DrawnEdge| {
            let [tail, head] = [edge.tail, edge.head].map(|node| frame_of[node]);
            layout::Edge {
                tail,
                head,
                weight: edge.weight.max(1) as f64,
                head_half_width: edge.stroke.head_half_width,
                label: Some(edge.label_room),
                reach: [layout_boxes[tail].reach[0], layout_boxes[head].reach[1]],
            }
        };
        let edges = self.edges.iter().map(edge).collect();
        let boxes = layout_boxes.iter().map(|layout_box| layout_box.size).collect();
        layout::Input::new(boxes, edges).expect("names are cut, so that all sizes are moderate")
    }

    /// `options` with the direction of this drawing, and the width that it leaves for its graph.
    #[must_use]
    pub fn layout_options(&self, options: &layout::Options) -> layout::Options {
        layout::Options { width: self.graph_width(), direction: self.direction, ..options.clone() }
    }
}
