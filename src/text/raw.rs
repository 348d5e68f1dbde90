//! `-raw`: the whole content of a profile.

use std::io::{self, Write};

use bstr::{BStr, ByteSlice};

use super::{duration::duration, header::line};
use crate::{
    analysis::Records,
    profile::{Label, LabelValue, Line, Location, Mapping, Sample, ValueType},
    report,
};

/// Writes every sample, location and mapping on a line or two.
///
/// # Errors
///
/// Those of `out`.
pub fn raw(out: &mut impl Write, records: &Records<'_>) -> io::Result<()> {
    preamble(out, records)?;
    line(out, b"Samples:")?;
    sample_types(out, records)?;
    samples(out, records)?;
    line(out, b"Locations")?;
    records.locations().iter().try_for_each(|location| self::location(out, records, location))?;
    line(out, b"Mappings")?;
    records.mappings().try_for_each(|mapping| self::mapping(out, records, &mapping))
}

fn preamble(out: &mut impl Write, records: &Records<'_>) -> io::Result<()> {
    let profile = records.profile();
    for &comment in &profile.comments {
        parts(out, &[b"Comment: ", records.text(comment)])?;
    }
    if !records.text(profile.doc_url).is_empty() {
        parts(out, &[b"Doc: ", records.text(profile.doc_url)])?;
    }
    let ValueType { kind, unit } = profile.period_type;
    parts(out, &[b"PeriodType: ", records.text(kind), b" ", records.text(unit)])?;
    writeln!(out, "Period: {}", profile.period)?;
    if profile.time_nanos != 0 {
        writeln!(
            out,
            "Time: {}{} +0000 UTC",
            report::date(profile.time_nanos),
            fraction(profile.time_nanos)
        )?;
    }
    if profile.duration_nanos != 0 {
        let shortened: String = duration(profile.duration_nanos).chars().take(4).collect();
        writeln!(out, "Duration: {shortened}")?;
    }
    Ok(())
}

/// The fraction of a second of a time.
fn fraction(nanos: i64) -> String {
    match nanos.rem_euclid(1_000_000_000) {
        0 => String::new(),
        rest => format!(".{rest:09}").trim_end_matches('0').to_owned(),
    }
}

fn sample_types(out: &mut impl Write, records: &Records<'_>) -> io::Result<()> {
    let text = |kind: ValueType| {
        let preferred = records.text(kind.kind) == records.default_sample_type();
        let mark: &[u8] = if preferred { b"[dflt]" } else { b"" };
        [&**records.text(kind.kind), b"/", records.text(kind.unit), mark].concat()
    };
    let types: Vec<_> = records.sample_types().map(text).collect();
    line(out, bstr::join(" ", types).trim())
}

fn samples(out: &mut impl Write, records: &Records<'_>) -> io::Result<()> {
    // The ids of millions of frames are texts of a few locations.
    let ids: Vec<String> = records.locations().iter().map(|location| format!("{} ", location.id)).collect();
    let mut text = Vec::new();
    for sample in records.samples() {
        text.clear();
        for value in records.values(&sample) {
            write!(text, " {value:10}")?;
        }
        text.extend_from_slice(b": ");
        for location in sample.stack {
            text.extend_from_slice(ids[location.0 as usize].as_bytes());
        }
        text.push(b'\n');
        if !sample.labels.is_empty() {
            labels(&mut text, records, &sample)?;
        }
        out.write_all(&text)?;
    }
    Ok(())
}

/// Writes a line with the text labels, and one with the number labels.
fn labels(out: &mut Vec<u8>, records: &Records<'_>, sample: &Sample<'_>) -> io::Result<()> {
    let (mut texts, mut numbers) = (Vec::new(), Vec::new());
    for &Label { key, value } in records.labels(sample) {
        let key = records.text(key);
        match value {
            LabelValue::Text(text) => texts.push((key, records.text(text))),
            LabelValue::Number(number, unit) => numbers.push((key, (number, records.text(unit)))),
        }
    }
    let text = |&(_, text): &(&BStr, &BStr)| text.to_vec();
    let texts: Vec<_> = by_key(&mut texts).map(|texts| item(texts[0].0, texts.iter().map(text))).collect();
    labels_line(out, texts)?;
    let numbers: Vec<_> =
        by_key(&mut numbers).map(|numbers| item(numbers[0].0, with_units(numbers))).collect();
    labels_line(out, numbers)
}

/// The numbers of a key, each with a unit if any of them has one.
fn with_units<'n>(numbers: &'n [(&BStr, (i64, &BStr))]) -> impl Iterator<Item = Vec<u8>> + 'n {
    let have_units = numbers.iter().any(|(_, (_, unit))| !unit.is_empty());
    numbers.iter().map(move |(_, (number, unit))| {
        let mut text = number.to_string().into_bytes();
        if have_units {
            text.push(b' ');
            text.extend_from_slice(unit);
        }
        text
    })
}

/// Groups labels by key. Values of one key keep the order of the file.
fn by_key<'l, T>(labels: &'l mut [(&BStr, T)]) -> impl Iterator<Item = &'l [(&'l BStr, T)]> {
    labels.sort_by(|a, b| a.0.cmp(b.0));
    let labels: &'l [(&BStr, T)] = labels;
    labels.chunk_by(|a, b| a.0 == b.0)
}

fn item(key: &BStr, values: impl Iterator<Item = Vec<u8>>) -> Vec<u8> {
    let values = bstr::join(" ", values.collect::<Vec<_>>());
    [&**key, b":[", &values, b"]"].concat()
}

fn labels_line(out: &mut impl Write, mut items: Vec<Vec<u8>>) -> io::Result<()> {
    if items.is_empty() {
        return Ok(());
    }
    items.sort_unstable();
    parts(out, &[&[b' '; 16], &bstr::join(" ", items)])
}

fn location(out: &mut impl Write, records: &Records<'_>, location: &Location) -> io::Result<()> {
    write!(out, "{:6}: {:#x} ", location.id, location.address)?;
    if let Some(mapping) = location.mapping.and_then(|mapping| records.mappings().nth(mapping.0 as usize)) {
        write!(out, "M={} ", mapping.id)?;
    }
    if location.is_folded {
        out.write_all(b"[F] ")?;
    }
    let lines = records.lines_in(location);
    if lines.len() == 0 {
        return line(out, b"");
    }
    for (place, line) in lines.enumerate() {
        out.write_all(&[b' '; 13][..if place == 0 { 0 } else { 13 }])?;
        frame(out, records, line)?;
    }
    Ok(())
}

fn frame(
    out: &mut impl Write,
    records: &Records<'_>,
    Line { function, line, column }: Line,
) -> io::Result<()> {
    let function = &records.functions()[function.0 as usize];
    let (name, system_name) = (records.text(function.name), records.text(function.system_name));
    out.write_all(name)?;
    out.write_all(b" ")?;
    out.write_all(records.text(function.filename))?;
    write!(out, ":{line}:{column} s={}", function.start_line)?;
    if name == system_name {
        return self::line(out, b"");
    }
    parts(out, &[b"(", system_name, b")"])
}

fn mapping(out: &mut impl Write, records: &Records<'_>, mapping: &Mapping) -> io::Result<()> {
    let Mapping { id, memory_start, memory_limit, file_offset, has, .. } = mapping;
    write!(out, "{id}: {memory_start:#x}/{memory_limit:#x}/{file_offset:#x} ")?;
    let flags = [
        (has.functions, "[FN]"),
        (has.filenames, "[FL]"),
        (has.line_numbers, "[LN]"),
        (has.inline_frames, "[IN]"),
    ];
    let flags: String = flags.into_iter().filter(|(is_set, _)| *is_set).map(|(_, flag)| flag).collect();
    parts(
        out,
        &[records.text(mapping.filename), b" ", records.text(mapping.build_id), b" ", flags.as_bytes()],
    )
}

/// Writes a line of several parts.
fn parts(out: &mut impl Write, parts: &[&[u8]]) -> io::Result<()> {
    parts.iter().try_for_each(|part| out.write_all(part))?;
    line(out, b"")
}
