//! `-json` of a garbage collector log: its summary and collections, for programs.

use std::io::{self, Write};

use super::json::{Object, OrNull, field, list};
use crate::gctrace::{Damaged, Growth, Log, Record, Surge};

/// Writes a log as a JSON object, whose fields `docs/gctrace.md` describes.
///
/// # Errors
///
/// Those of `out`.
pub fn collections_json(out: &mut impl Write, log: &Log) -> io::Result<()> {
    let live = |record: Option<&Record>| record.map_or(0, |record| record.heap.live_mb);
    writeln!(out, "{{")?;
    field(out, "records", log.n_records())?;
    field(out, "damaged", log.lines.damaged)?;
    field(out, "foreign", log.lines.foreign)?;
    field(out, "lines", log.lines.total())?;
    field(out, "restarts", log.n_restarts())?;
    field(out, "processes", log.n_processes())?;
    field(out, "forced", log.n_forced())?;
    field(out, "peak_mb", log.peak_mb())?;
    field(out, "live_first_mb", live(log.first()))?;
    field(out, "live_last_mb", live(log.last()))?;
    field(out, "largest_growth", OrNull(log.largest_growth().map(|growth| growth_json(log, &growth))))?;
    field(out, "surge", OrNull(log.surge().map(|surge| surge_json(log, &surge))))?;
    list(out, "damaged_lines", log.damaged.iter().map(damaged_json))?;
    writeln!(out, ",")?;
    let collections = log.runs.iter().enumerate().flat_map(|(run, of)| {
        of.records.iter().enumerate().map(move |(at, record)| {
            let before = at.checked_sub(1).map(|before| &of.records[before]);
            record_json(record, before, run)
        })
    });
    list(out, "collections", collections)?;
    writeln!(out, "\n}}")
}

fn growth_json(log: &Log, growth: &Growth) -> String {
    let record = &log.runs[growth.run].records[growth.record];
    let mut object = Object::default();
    object.add("from_mb", growth.from_mb);
    object.add("to_mb", growth.to_mb);
    object.add("line", record.line);
    object.add("time_s", OrNull(record.time_s));
    object.finish()
}

fn surge_json(log: &Log, surge: &Surge) -> String {
    let records = &log.runs[surge.run].records;
    let (from, to) = (&records[surge.from], &records[surge.to]);
    let mut object = Object::default();
    object.add("from_mb", from.heap.live_mb);
    object.add("to_mb", to.heap.live_mb);
    object.add("from_line", from.line);
    object.add("to_line", to.line);
    object.add("from_time_s", OrNull(from.time_s));
    object.add("to_time_s", OrNull(to.time_s));
    object.add("survivors", share(surge.survivors));
    object.add("survivors_last", OrNull(to.heap.survivors().map(share)));
    object.finish()
}

fn share(share: f64) -> String {
    format!("{share:.4}")
}

fn damaged_json(Damaged { line, damage }: &Damaged) -> String {
    let mut object = Object::default();
    object.add("line", line);
    // A message of this crate, which needs no escapes.
    object.add("damage", format_args!("\"{damage}\""));
    object.finish()
}

fn record_json(record: &Record, before: Option<&Record>, run: usize) -> String {
    let growth = before.map(|before| i64::from(record.heap.live_mb) - i64::from(before.heap.live_mb));
    let mut object = Object::default();
    object.add("line", record.line);
    object.add("run", run + 1);
    object.add("number", record.number);
    object.add("time_s", OrNull(record.time_s));
    object.add("percent", OrNull(record.percent));
    object.add("heap_start_mb", record.heap.start_mb);
    object.add("heap_end_mb", record.heap.end_mb);
    object.add("live_mb", record.heap.live_mb);
    object.add("growth_mb", OrNull(growth));
    object.add("goal_mb", OrNull(record.goal_mb));
    object.add("stacks_mb", OrNull(record.stacks_mb));
    object.add("globals_mb", OrNull(record.globals_mb));
    object.add("start_pause_ms", record.clock.start_ms);
    object.add("concurrent_ms", record.clock.concurrent_ms);
    object.add("end_pause_ms", record.clock.end_ms);
    object.add("assist_cpu_ms", OrNull(record.cpu.map(|cpu| cpu.assist_ms)));
    object.add("background_cpu_ms", OrNull(record.cpu.map(|cpu| cpu.background_ms)));
    object.add("idle_cpu_ms", OrNull(record.cpu.map(|cpu| cpu.idle_ms)));
    object.add("procs", OrNull(record.procs));
    object.add("forced", record.is_forced);
    object.add("leak_check", record.is_leak_check);
    object.finish()
}
