//! Tables of how many segments a line between two ranks crosses, for all slots that it may begin and end in.
//!
//! A slot is a place between two neighbours of a rank, or before the first or after the last.

use crate::order::levels::Order;
use crate::order::proper::Proper;

/// How many segments of a channel start left of an upper slot and end left of a lower slot.
#[derive(Clone, Debug, Default)]
pub(crate) struct CrossingTable {
    /// Number of lower slots: the length of a row.
    width: usize,
    /// Row after row, one per upper slot.
    table: Vec<u16>,
}

impl CrossingTable {
    /// Counts the segments, given for each upper vertex the places of their lower ends.
    pub(crate) fn fill<Ends: Iterator<Item = u32>>(
        &mut self,
        width: usize,
        upper: impl ExactSizeIterator<Item = Ends>,
    ) {
        self.width = width;
        self.table.clear();
        self.table.resize(width * (upper.len() + 1), 0);
        for (place, ends) in upper.enumerate() {
            let (done, open) = self.table.split_at_mut((place + 1) * width);
            let row = &mut open[..width];
            row.copy_from_slice(&done[place * width..]);
            for end in ends {
                row[end as usize + 1..].iter_mut().for_each(|count| *count += 1);
            }
        }
    }

    /// Number of lower slots.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// For each lower slot, how many of the segments that start left of the upper slot end left of it.
    pub(crate) fn row(&self, upper: usize) -> &[u16] {
        &self.table[upper * self.width..(upper + 1) * self.width]
    }

    /// The same, of all segments.
    pub(crate) fn last_row(&self) -> &[u16] {
        &self.table[self.table.len() - self.width..]
    }

    /// Segments crossed on the way from the upper places `u0..=u1` to the lower places `l0..=l1`: a slot is
    /// one place, a vertex two, since its own segments are not crossed.
    pub(crate) fn crossed(&self, (u0, u1): (usize, usize), (l0, l1): (usize, usize)) -> u32 {
        let left_above = self.row(u0);
        let left_below = self.last_row();
        let over = u32::from(left_above[self.width - 1]) - u32::from(left_above[l1]);
        let under = u32::from(left_below[l0]) - u32::from(self.row(u1)[l0]);
        over + under
    }
}

/// Channels with larger tables are left to the sweeps.
const MAX_TABLE: usize = 1 << 20;

/// Steps that the table of the channel below a rank takes; none where it would be too large.
pub(crate) fn work(proper: &Proper, order: &Order, upper: usize) -> Option<u64> {
    let cells = (order.levels[upper].len() + 1) * (order.levels[upper + 1].len() + 1);
    let segments: usize =
        order.levels[upper].iter().map(|&vertex| proper.below.get(vertex as usize).len()).sum();
    (cells <= MAX_TABLE && segments < usize::from(u16::MAX)).then_some(cells as u64 / 8 + 8)
}
