//! `-tags`: the labels of samples, and what these samples weigh.

use std::io::{self, Write};

use super::{
    columns::{n_chars, right},
    header::line,
};
use crate::analysis::{LabelKey, Scale, Selection};

/// Writes a block for each key: what its samples weigh, and those of each value, heaviest first.
///
/// # Errors
///
/// Those of `out`.
pub fn tags(out: &mut impl Write, selection: &Selection<'_>) -> io::Result<()> {
    selection.labels().iter().try_for_each(|key| block(out, key, selection.scale()))
}

/// A block. Its first column is the key, its second what is before each value; both end where the longest does.
fn block(out: &mut impl Write, key: &LabelKey, scale: &Scale) -> io::Result<()> {
    let name = [&key.key[..], b":"].concat();
    let weights: Vec<_> = key
        .texts
        .iter()
        .map(|text| format!("{}{}:", scale.text(text.weight), share(text.weight, scale)))
        .collect();
    let name_width = n_chars(&name) + 1;
    let weight_width = weights.iter().map(|weight| n_chars(weight.as_bytes())).max().unwrap_or(0) + 1;

    right(out, &name, name_width)?;
    let (weight, total) = (scale.text(key.weight), scale.text(scale.total));
    writeln!(out, " Total {weight} of {total}{}", share(key.weight, scale))?;
    for (weight, text) in weights.iter().zip(&key.texts) {
        right(out, b" ", name_width)?;
        right(out, weight.as_bytes(), weight_width)?;
        out.write_all(b" ")?;
        line(out, &text.text)?;
    }
    line(out, b"")
}

/// The share of a weight in the total, where there is one.
fn share(weight: i64, scale: &Scale) -> String {
    if scale.total > 0 { format!(" ({})", Scale::percent_of(weight, scale.total)) } else { String::new() }
}
