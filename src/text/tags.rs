//! `-tags`: labels of samples, and their weights.

use std::io::{self, Write};

use super::{header::line, tabs::aligned};
use crate::analysis::{LabelKey, Scale, Selection};

/// Writes a block for each key: its total weight, and the weight of each value, heaviest first.
///
/// # Errors
///
/// Those of `out`.
pub fn tags(out: &mut impl Write, selection: &Selection<'_>) -> io::Result<()> {
    let mut text = Vec::new();
    selection.labels().iter().try_for_each(|key| block(&mut text, key, selection.scale()))?;
    aligned(out, &text)
}

/// Writes a block, with tabs after the key and before each value.
fn block(out: &mut Vec<u8>, key: &LabelKey, scale: &Scale) -> io::Result<()> {
    out.extend_from_slice(&key.key);
    let (weight, total) = (scale.text(key.weight), scale.text(scale.total));
    writeln!(out, ":\t Total {weight} of {total}{}", share(key.weight, scale))?;
    for text in &key.texts {
        write!(out, " \t{}{}:\t ", scale.text(text.weight), share(text.weight, scale))?;
        line(out, &text.text)?;
    }
    line(out, b"")
}

/// The share of a weight in the total; empty if that is 0.
fn share(weight: i64, scale: &Scale) -> String {
    if scale.total > 0 { format!(" ({})", Scale::percent_of(weight, scale.total)) } else { String::new() }
}
