//! Texts that several outputs share, in the reference's words: headers, names of nodelets, edge weights.

mod change;
mod date;
mod header;
mod notice;

pub(crate) use self::{
    change::multiple,
    date::date,
    header::{Fact, Header, facts, time, title},
    notice::sentence,
};
use crate::analysis::{Scale, Tag, Weight};

/// The id of a tag of `source`: `N1_0` for a text tag of the node `N1`, `NN1_0` for a number tag of it, `NN1_0_0` for a
/// number of that text.
pub(crate) fn tag_id(source: &str, tag: &Tag) -> String {
    let prefix = if tag.is_number { "N" } else { "" };
    format!("{prefix}{source}_{}", tag.place)
}

/// The share of a weight in the total, from 1 for 0 % to `steps` + 1 for 100 %: the weight and pen width of DOT edges.
pub(crate) fn grade(weight: Weight, scale: &Scale, steps: i64) -> i64 {
    match scale.total {
        0 => 1,
        total => 1 + weight.value.wrapping_mul(steps).wrapping_div(total).wrapping_abs().min(steps),
    }
}
