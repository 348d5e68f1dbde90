//! The header: title, whether the heap grows, and the main facts about the log.

use crate::gctrace::{Damaged, Log, Record};
use crate::scene::column::{Column, FACT_SIZE, FactRow, TITLE_SIZE};
use crate::scene::metrics::Face;
use crate::scene::text::{self, Emphasis, Span};
use crate::scene::{Panel, visible};

use super::beside::{self, Beside};
use super::units;

/// Title, description and panel of a chart.
pub(super) struct Header {
    pub(super) title: String,
    pub(super) description: String,
    pub(super) panel: Panel,
}

/// How many damaged lines are listed by number.
const N_DAMAGED: usize = 8;

/// The most lines that a sentence may take.
const MOST_LINES: usize = 4;

/// The widest line, in px: wider ones are hard to read, however wide the picture is.
const MOST_WIDTH: f64 = 760.0;

/// The header of `log`, which was read from `name`, no wider than `room` px.
pub(super) fn facts(log: &Log, name: &str, beside: Option<&Beside>, room: f64) -> Header {
    let title = visible(name);
    let surge = surge(log);
    let mut column = Column::default();
    column.title(text::elide(&title, TITLE_SIZE, Face::Bold, room));
    let said = surge.clone().unwrap_or_else(|| steady(log));
    let room = room.min(MOST_WIDTH);
    let lines = |text: &str, face| text::wrapped(text, FACT_SIZE, face, room, MOST_LINES);
    column.sentences(lines(&said, Face::Bold).into_iter().map(Span::bold));
    column.table(&table(log));
    let notes = [beside.map(|beside| beside::sentence(log, beside)), damage(log)];
    let notes = notes.iter().flatten().flat_map(|note| lines(note, Face::Regular));
    column.sentences(notes.map(|line| Span::regular(line, Emphasis::Normal)));
    Header {
        description: format!("Collections of Go's garbage collector. {said}"),
        title,
        panel: column.panel(),
    }
}

/// The surge in words, if there is one.
fn surge(log: &Log) -> Option<String> {
    let surge = log.surge()?;
    let records = &log.runs[surge.run].records;
    let (from, to) = (&records[surge.from], &records[surge.to]);
    let size = |record: &Record| units::size(record.heap.live_mb.into());
    Some(format!(
        "Live heap grows from {}{} to {}{}; {}.",
        size(from),
        moment(from),
        size(to),
        moment(to),
        survival(to.heap.survivors().unwrap_or_default(), surge.survivors),
    ))
}

/// The share of the heap that survives the last collection of a surge, and all of them on average.
fn survival(last: f64, all: f64) -> String {
    match (units::percent(last), units::percent(all)) {
        (last, all) if last == all => format!("{last} of it survives each collection"),
        (last, all) => format!("{last} of it survives the last of these collections, {all} on average"),
    }
}

/// The sentence about a log without a surge.
fn steady(log: &Log) -> String {
    let live = log.records().map(|record| record.heap.live_mb);
    let (least, most) = live.fold((u32::MAX, 0), |(least, most), mb| (least.min(mb), most.max(mb)));
    format!("Live heap stays between {} and {}.", units::size(least.into()), units::size(most.into()))
}

fn moment(record: &Record) -> String {
    match record.time_s {
        Some(time) => format!(" at {}", units::seconds(time)),
        None => format!(" at collection {}", record.number),
    }
}

fn table(log: &Log) -> Vec<FactRow> {
    let peak = log.records().max_by_key(|record| (record.heap.peak_mb(), std::cmp::Reverse(record.line)));
    let peak = peak.map(|record| format!("{}{}", units::size(record.heap.peak_mb().into()), moment(record)));
    let live = log.first().zip(log.last()).map(|(first, last)| {
        let size = |record: &Record| units::size(record.heap.live_mb.into());
        format!("{} first, {} last", size(first), size(last))
    });
    let rows = [
        ("Collections", Some(collections(log))),
        ("Peak heap", peak),
        ("Live heap", live),
        ("Pauses", Some(pauses(log))),
    ];
    rows.into_iter().filter_map(|(label, text)| Some((Some(label), text?))).collect()
}

/// The number of collections, their time, and how many were forced.
fn collections(log: &Log) -> String {
    let mut parts = vec![units::grouped(log.n_records() as u64)];
    if let [run] = log.runs.as_slice()
        && let Some((from, to)) = run.records.first().zip(run.records.last())
        && let (Some(from), Some(to)) = (from.time_s, to.time_s)
    {
        parts[0] += &format!(" from {} to {}", units::seconds(from), units::seconds(to));
    }
    let n_forced = log.n_forced() as u64;
    if n_forced > 0 {
        parts.push(format!("{} forced (▲)", units::grouped(n_forced)));
    }
    if log.n_restarts() > 0 {
        parts.push(units::count(log.n_restarts() as u64, "restart"));
    }
    if log.n_processes() > 1 {
        parts.push(format!("{} processes", log.n_processes()));
    }
    parts.join(", ")
}

fn pauses(log: &Log) -> String {
    let pauses = || log.records().map(|record| record.clock.pause_ms());
    let (sum, longest) = (pauses().sum::<f64>(), pauses().fold(0.0, f64::max));
    format!("{} in all, the longest {}", units::milliseconds(sum), units::milliseconds(longest))
}

/// Which lines were left out, if any.
fn damage(log: &Log) -> Option<String> {
    let n_damaged = log.lines.damaged;
    let lines: Vec<String> =
        log.damaged.iter().take(N_DAMAGED).map(|Damaged { line, .. }| line.to_string()).collect();
    let more = if n_damaged > lines.len() as u64 { ", …" } else { "" };
    let s = if n_damaged == 1 { "" } else { "s" };
    (n_damaged > 0).then(|| {
        format!("{} left out: line{s} {}{more}.", units::count(n_damaged, "damaged record"), lines.join(", "))
    })
}
