//! `-traces`: samples one by one.

use std::io::{self, Write};

use bstr::{BStr, ByteSlice};

use super::{
    columns::{VALUE, right},
    header::{facts, line},
};
use crate::{
    analysis::{Scale, Selection, Trace},
    units,
};

const SEPARATOR: &[u8] = b"-----------+-------------------------------------------------------";

/// Writes a block for each sample with a stack: labels, value, and frames from leaf to root.
///
/// # Errors
///
/// Those of `out`.
pub fn traces(out: &mut impl Write, selection: &Selection<'_>) -> io::Result<()> {
    let scale = selection.scale();
    facts(out, &selection.facts(), scale)?;
    let traces = selection.traces();
    let mut text = Vec::new();
    for trace in traces.iter() {
        text.clear();
        line(&mut text, SEPARATOR)?;
        labels(&mut text, &trace)?;
        frames(&mut text, &trace, scale)?;
        out.write_all(&text)?;
    }
    line(out, SEPARATOR)
}

fn frames(out: &mut Vec<u8>, trace: &Trace<'_>, scale: &Scale) -> io::Result<()> {
    let value = scale.text(trace.value);
    for (place, frame) in trace.frames().enumerate() {
        match place {
            0 => right(out, value.as_bytes(), VALUE)?,
            _ => out.extend_from_slice(&[b' '; VALUE]),
        }
        out.extend_from_slice(b"   ");
        out.extend_from_slice(frame.name);
        out.extend_from_slice(if frame.is_inlined { b" (inline)\n" } else { b"\n" });
    }
    Ok(())
}

/// Writes a line for each key of text labels, then one for each key of number labels.
fn labels(out: &mut Vec<u8>, trace: &Trace<'_>) -> io::Result<()> {
    lines(out, trace.texts.iter().map(|&(key, text)| (key, text.to_vec())).collect())?;
    let with_unit = |value, unit: &BStr| units::format(value, &unit.to_str_lossy(), "auto").into_bytes();
    lines(out, trace.numbers.iter().map(|&(key, value, unit)| (key, with_unit(value, unit))).collect())
}

fn lines(out: &mut Vec<u8>, mut labels: Vec<(&BStr, Vec<u8>)>) -> io::Result<()> {
    // Stable: values of one key keep the order of the file.
    labels.sort_by_key(|(key, _)| *key);
    let mut lines: Vec<Vec<u8>> = Vec::new();
    for labels in labels.chunk_by(|a, b| a.0 == b.0) {
        let mut text = Vec::new();
        right(&mut text, labels[0].0, VALUE)?;
        text.extend_from_slice(b":  ");
        text.extend(bstr::join(" ", labels.iter().map(|(_, value)| value)));
        lines.push(text);
    }
    lines.sort_unstable();
    lines.iter().try_for_each(|text| line(out, text))
}
