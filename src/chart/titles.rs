//! Tooltips with the exact values of collections.

use crate::gctrace::{Log, Record};
use crate::geom::{Point, Rect};
use crate::scene::Mark;

use super::plot::Extent;
use super::time::Axis;
use super::units;

/// Collections that are nearer to each other than this share a title, in px.
const LEAST_WIDTH: f64 = 3.0;

/// Tooltips over all plots, one for each group of collections: each reaches halfway to its neighbours.
pub(super) fn titles(log: &Log, axis: &Axis, extent: Extent) -> Vec<Mark> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for (run, records) in log.runs.iter().map(|run| &run.records).enumerate() {
        for (place, record) in records.iter().enumerate() {
            let x = axis.x(run, place, record);
            match groups.last_mut() {
                Some(group) if group.run == run && x - group.x < LEAST_WIDTH => group.add(record),
                _ => groups.push(Group { run, x, records: vec![record], n: 1, ..Group::default() }),
            }
            if let Some(group) = groups.last_mut() {
                group.note(record);
            }
        }
    }
    let edges = groups.windows(2).map(|pair| f64::midpoint(pair[0].x, pair[1].x));
    let edges: Vec<f64> = [axis.left].into_iter().chain(edges).chain([axis.right]).collect();
    let title = |(group, ends): (&Group<'_>, &[f64])| {
        let room = Rect { min: Point::new(ends[0], extent.top), max: Point::new(ends[1], extent.bottom) };
        Mark::Titled(group.title(), room, Vec::new())
    };
    groups.iter().zip(edges.windows(2)).map(title).collect()
}

/// Neighbouring collections that share a tooltip.
#[derive(Default)]
struct Group<'a> {
    run: usize,
    x: f64,
    /// The first and the last collection, or the only one.
    records: Vec<&'a Record>,
    n: u64,
    peak_mb: u32,
    /// The least and the most live heap, in MB.
    live_mb: Option<(u32, u32)>,
    longest_ms: f64,
    pauses_ms: f64,
}

impl<'a> Group<'a> {
    fn add(&mut self, record: &'a Record) {
        self.records.truncate(1);
        self.records.push(record);
        self.n += 1;
    }

    fn note(&mut self, record: &Record) {
        let live = record.heap.live_mb;
        self.peak_mb = self.peak_mb.max(record.heap.peak_mb());
        self.live_mb =
            Some(self.live_mb.map_or((live, live), |(least, most)| (least.min(live), most.max(live))));
        self.longest_ms = self.longest_ms.max(record.clock.pause_ms());
        self.pauses_ms += record.clock.pause_ms();
    }

    fn title(&self) -> String {
        match self.records.as_slice() {
            [only] => single(only),
            [first, .., last] => {
                let (least, most) = self.live_mb.unwrap_or_default();
                format!(
                    "gc {} to {}{}: {}\nheap at most {} MB, live {least} to {most} MB\npauses: {} ms in all, the longest {} ms",
                    first.number,
                    last.number,
                    at(first, last),
                    units::count(self.n, "collection"),
                    self.peak_mb,
                    exact(self.pauses_ms),
                    exact(self.longest_ms),
                )
            }
            [] => String::new(),
        }
    }
}

fn at(first: &Record, last: &Record) -> String {
    match (first.time_s, last.time_s) {
        (Some(first), Some(last)) => format!(", {first:.3} s to {last:.3} s"),
        _ => String::new(),
    }
}

/// The tooltip of one collection: all its values.
fn single(record: &Record) -> String {
    let heap = record.heap;
    let time = record.time_s.map(|time| format!(" at {time:.3} s")).unwrap_or_default();
    let forced = if record.is_forced { ", forced" } else { "" };
    let goal = record.goal_mb.map(|goal| format!("; goal {goal} MB")).unwrap_or_default();
    let concurrent =
        record.cpu.map(|_| format!(", concurrent {} ms", exact(record.clock.concurrent_ms.into())));
    let percent = record.percent.map(|percent| format!("; {percent} % of processor time since the start"));
    format!(
        "gc {}{time}{forced} (line {})\nheap {} MB at the start, {} MB at the end, {} MB live{goal}\nstopped {} ms{}{}",
        record.number,
        record.line,
        heap.start_mb,
        heap.end_mb,
        heap.live_mb,
        exact(record.clock.pause_ms()),
        concurrent.unwrap_or_default(),
        percent.unwrap_or_default(),
    )
}

/// Milliseconds, to the microsecond, which is as precise as logs are.
fn exact(ms: f64) -> String {
    ((ms * 1e3).round() / 1e3).to_string()
}
