//! `-top` of a garbage collector log: collections by growth of the live heap.

use std::io::{self, Write};

use super::columns::right;
use crate::gctrace::{Growth, Log, ProcessRun, Record};

/// Writes a line for each collection of a log, by decreasing growth of the live heap since the one before, and at most
/// `most` lines. Sizes are in MiB; first collections of runs come last.
///
/// # Errors
///
/// Those of `out`.
pub fn collections(out: &mut impl Write, log: &Log, most: Option<usize>) -> io::Result<()> {
    header(out, log)?;
    let mut rows = rows(log);
    let n_rows = rows.len();
    rows.truncate(most.unwrap_or(n_rows));
    if rows.len() < n_rows {
        writeln!(out, "Showing {} of {}", rows.len(), counted(n_rows as u64, "collection"))?;
    }
    COLUMNS.iter().try_for_each(|(title, width)| right(out, title.as_bytes(), *width))?;
    writeln!(out)?;
    rows.iter().try_for_each(|row| write_row(out, log, row))
}

/// The titles of the columns, and their widths.
const COLUMNS: [(&str, usize); 10] = [
    ("growth", 11),
    ("live", 12),
    ("alive", 8),
    ("heap", 12),
    ("goal", 12),
    ("pause", 13),
    ("time", 13),
    ("run", 6),
    ("gc", 8),
    ("line", 9),
];

fn header(out: &mut impl Write, log: &Log) -> io::Result<()> {
    let lines = &log.lines;
    writeln!(out, "Type: gctrace")?;
    writeln!(
        out,
        "{} ({} forced), {}, {}, {} of {} damaged",
        counted(log.n_records() as u64, "collection"),
        log.n_forced(),
        counted(log.n_processes() as u64, "process"),
        counted(log.n_restarts() as u64, "restart"),
        lines.damaged,
        counted(lines.total(), "line"),
    )?;
    let live = |record: Option<&Record>| record.map_or(0, |record| record.heap.live_mb);
    let (first, last) = (live(log.first()), live(log.last()));
    writeln!(out, "Peak heap {}MB; live heap {first}MB at first, {last}MB at last", log.peak_mb())?;
    log.largest_growth().iter().try_for_each(|growth| write_growth(out, log, growth))
}

fn write_growth(out: &mut impl Write, log: &Log, growth: &Growth) -> io::Result<()> {
    let record = &log.runs[growth.run].records[growth.record];
    let time = record.time_s.map(|time| format!(" at {time:.3}s")).unwrap_or_default();
    let Growth { from_mb, to_mb, .. } = growth;
    writeln!(out, "Largest growth: {from_mb}MB to {to_mb}MB{time}, line {}", record.line)
}

fn counted(n: u64, thing: &str) -> String {
    let ending = match n {
        1 => "",
        _ if thing.ends_with('s') => "es",
        _ => "s",
    };
    format!("{n} {thing}{ending}")
}

/// A collection, and the growth of the live heap since the one before, in MiB.
struct Row {
    growth_mb: Option<i64>,
    run: usize,
    record: usize,
}

/// All collections, by decreasing growth, then in the order of the log.
fn rows(log: &Log) -> Vec<Row> {
    let of_run = |(run, ProcessRun { records, .. }): (usize, &ProcessRun)| {
        let growths = records.iter().enumerate().map(move |(at, record)| {
            let before = at.checked_sub(1).map(|before| records[before].heap.live_mb);
            let growth_mb = before.map(|before| i64::from(record.heap.live_mb) - i64::from(before));
            Row { growth_mb, run, record: at }
        });
        growths.collect::<Vec<_>>()
    };
    let mut rows: Vec<_> = log.runs.iter().enumerate().flat_map(of_run).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.growth_mb));
    rows
}

fn write_row(out: &mut impl Write, log: &Log, row: &Row) -> io::Result<()> {
    let record = &log.runs[row.run].records[row.record];
    let none = || "-".to_owned();
    let heap = record.heap;
    let cells = [
        row.growth_mb
            .map_or_else(none, |growth| if growth == 0 { "0MB".to_owned() } else { format!("{growth:+}MB") }),
        format!("{}MB", heap.live_mb),
        heap.survivors().map_or_else(none, |share| format!("{:.0}%", 100.0 * share)),
        format!("{}MB", heap.peak_mb()),
        record.goal_mb.map_or_else(none, |goal| format!("{goal}MB")),
        format!("{:.3}ms", record.clock.pause_ms()),
        record.time_s.map_or_else(none, |time| format!("{time:.3}s")),
        (row.run + 1).to_string(),
        record.number.to_string(),
        record.line.to_string(),
    ];
    for (cell, (_, width)) in cells.iter().zip(COLUMNS) {
        right(out, cell.as_bytes(), width)?;
    }
    writeln!(out, "{}", if record.is_forced { "  (forced)" } else { "" })
}
