//! Sums of a profile's functions, with the sampling variance of each.

use std::ops::Range;

use bstr::BStr;

use super::{
    Identities, Measure,
    call_sums::CallSums,
    frames::{Frames, SourceFiles},
    walk::{How, Visitor, Walker},
    weight::{Lanes, Sum},
};
use crate::{
    fast_map::FastMap,
    index::index,
    options::Options,
    parallel,
    profile::{LocationId, MappingId, Sample, StackId},
    view::View,
};

/// A variance in units of 1/1024: integer sums are the same in any order, and so for any number of threads.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Variance(u128);

impl Variance {
    const PARTS: f64 = 1024.0;

    /// Rounds down. Negative numbers and NaN become 0.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it saturates")]
    pub(crate) fn new(variance: f64) -> Variance {
        let parts = variance * Variance::PARTS;
        // Processors have an instruction for 64 bits only.
        Variance(if parts < u64::MAX as f64 { u128::from(parts as u64) } else { parts as u128 })
    }

    pub(crate) fn add(&mut self, other: Variance) {
        self.0 = self.0.saturating_add(other.0);
    }

    pub(crate) fn value(self) -> f64 {
        self.0 as f64 / Variance::PARTS
    }
}

/// A sum of samples, which are assumed to be independent.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Uncertain {
    pub(crate) value: i64,
    pub(crate) variance: Variance,
}

impl Uncertain {
    #[inline]
    pub(crate) fn add(&mut self, other: Uncertain) {
        self.value = self.value.wrapping_add(other.value);
        self.variance.add(other.variance);
    }
}

/// The sums of a node.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct NodeTally {
    /// The samples that end here.
    pub(crate) flat: Uncertain,
    /// The samples through here.
    pub(crate) cum: Uncertain,
    /// The samples whose innermost node outside of library code is this one, or that have library code only and end
    /// here.
    pub(crate) charged: Uncertain,
}

/// A line of a node, and the value through it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LineTally {
    pub(crate) node: u32,
    /// Relative to the first line of the function, if that is known.
    pub(crate) line: i64,
    pub(crate) value: i64,
}

/// The nodes of a profile, by the index of their identities, and the calls between them.
pub(crate) struct Tallied<'p> {
    pub(crate) identities: Identities<'p>,
    pub(crate) nodes: Vec<NodeTally>,
    pub(crate) is_library: Vec<bool>,
    pub(crate) lines: Vec<LineTally>,
    /// Caller, callee and value, in order of first use.
    pub(crate) calls: Vec<(u32, u32, i64)>,
}

/// Fewer stacks are walked faster than a thread starts.
const STACKS_A_THREAD: usize = 10_000;

/// Sums up the samples of `view`. `variance` is that of a sample; `is_library` recognizes library code by name, source
/// file and binary.
pub(crate) fn tallied<'p>(
    view: &'p View<'p>,
    options: &'p Options,
    measure: Measure,
    variance: impl Fn(Sample<'_>) -> f64,
    is_library: impl Fn(&BStr, &BStr, &BStr) -> bool,
) -> Tallied<'p> {
    let mut identities = Identities::new();
    let mut files = SourceFiles::new(view, options);
    files.trim();
    let frames = Frames::new(view, options, &files, false, &mut identities);
    let is_library = library_nodes(view, &frames, &identities, is_library);
    let lines = Lines::new(view, &frames);
    let weights = weights(view, measure, variance);
    let of_stacks = |stacks: Range<usize>| {
        let mut walker = Walker::new(&frames, identities.len());
        let mut sums = Sums::new(&lines, &is_library);
        for (id, weight) in (index(stacks.start)..).zip(&weights[stacks]) {
            if let Some(weight) = *weight {
                sums.start(weight);
                walker.walk(view.stack(StackId(id)), &mut sums);
            }
        }
        sums
    };
    let parts = parallel::in_ranges(weights.len(), STACKS_A_THREAD, of_stacks);
    let sums = parts.into_iter().reduce(Sums::and).unwrap_or_else(|| Sums::new(&lines, &is_library));
    let (nodes, calls, line_values) = (sums.nodes, sums.calls, sums.lines);
    let calls = calls.calls.into_iter().map(|sum| (sum.caller, sum.callee, sum.weight.all().total)).collect();
    let of_lines = lines.all.iter().zip(line_values);
    let of_lines = of_lines.map(|(&(node, line), (value, _))| LineTally { node, line, value }).collect();
    Tallied { nodes, calls, lines: of_lines, is_library, identities }
}

/// The sum of every stack; `None` if no sample of it has weight.
fn weights(
    view: &View<'_>,
    measure: Measure,
    variance: impl Fn(Sample<'_>) -> f64,
) -> Vec<Option<Uncertain>> {
    let mut weights: Vec<Option<Uncertain>> = vec![None; view.n_stacks()];
    for sample in view.samples() {
        let value = measure.of(sample).total;
        if value != 0 {
            let variance = Variance::new(variance(sample));
            weights[sample.stack_id.0 as usize].get_or_insert_default().add(Uncertain { value, variance });
        }
    }
    weights
}

/// Which nodes are library code, by the first of their frames that has a mapping.
fn library_nodes(
    view: &View<'_>,
    frames: &Frames,
    identities: &Identities<'_>,
    is_library: impl Fn(&BStr, &BStr, &BStr) -> bool,
) -> Vec<bool> {
    let mut mappings: Vec<Option<MappingId>> = vec![None; identities.len()];
    for (id, location) in (0..).zip(view.locations()) {
        for &node in frames.of(LocationId(id)) {
            mappings[node as usize] = mappings[node as usize].or(location.mapping);
        }
    }
    let object = |mapping: MappingId| view.text(view.mappings()[mapping.0 as usize].filename);
    let is_library = |(id, mapping): (_, Option<MappingId>)| {
        let (name, file) = (identities.get(id).name, identities.origin(id).file);
        is_library(identities.text(name), identities.text(file), mapping.map(object).unwrap_or_default())
    };
    identities.ids().zip(mappings).map(is_library).collect()
}

/// The distinct lines of all frames.
struct Lines {
    /// For each location the lines of its frames, outermost first.
    of: Frames,
    /// Node and line number of each.
    all: Vec<(u32, i64)>,
}

impl Lines {
    fn new(view: &View<'_>, frames: &Frames) -> Lines {
        let mut lines = Lines { of: Frames::default(), all: Vec::new() };
        let mut known: FastMap<(u32, i64), u32> = FastMap::default();
        let mut numbers = Vec::new();
        for location in (0..index(view.locations().len())).map(LocationId) {
            numbers.clear();
            for key in lines_of(view, frames, location) {
                let next = index(lines.all.len());
                let number = *known.entry(key).or_insert(next);
                if number == next {
                    lines.all.push(key);
                }
                numbers.push(number);
            }
            lines.of.push(&numbers);
        }
        lines
    }
}

/// Node and line number of each frame of a location, outermost first.
fn lines_of(view: &View<'_>, frames: &Frames, location: LocationId) -> Vec<(u32, i64)> {
    let nodes = frames.of(location);
    let lines = view.lines_of(location);
    let Some(first) = lines.len().checked_sub(nodes.len()) else { return vec![(nodes[0], 0)] };
    let line = |line: &crate::profile::Line| {
        line.line.wrapping_sub(view.functions()[line.function.0 as usize].start_line)
    };
    nodes.iter().copied().zip(lines[first..].iter().rev().map(line)).collect()
}

/// The sums of one thread.
struct Sums<'a> {
    known: &'a Lines,
    is_library: &'a [bool],
    nodes: Vec<NodeTally>,
    calls: CallSums<1>,
    /// The sum of each line, and the last stack that was added.
    lines: Vec<(i64, u32)>,
    /// The weight of the current stack.
    weight: Uncertain,
    /// The number of the current stack, from 1.
    stack: u32,
    /// Its innermost node so far outside of library code.
    own: Option<u32>,
}

impl<'a> Sums<'a> {
    fn new(known: &'a Lines, is_library: &'a [bool]) -> Sums<'a> {
        let n_nodes = is_library.len();
        Sums {
            known,
            is_library,
            nodes: vec![NodeTally::default(); n_nodes],
            calls: CallSums::new(n_nodes),
            lines: vec![(0, 0); known.all.len()],
            weight: Uncertain::default(),
            stack: 0,
            own: None,
        }
    }

    fn start(&mut self, weight: Uncertain) {
        self.weight = weight;
        self.stack += 1;
        self.own = None;
        self.calls.start();
    }

    /// The sums of two consecutive ranges of stacks.
    fn and(mut self, other: Sums<'a>) -> Sums<'a> {
        for (node, others) in self.nodes.iter_mut().zip(other.nodes) {
            node.flat.add(others.flat);
            node.cum.add(others.cum);
            node.charged.add(others.charged);
        }
        for (line, others) in self.lines.iter_mut().zip(other.lines) {
            line.0 = line.0.wrapping_add(others.0);
        }
        self.calls = self.calls.and(other.calls);
        self
    }
}

impl Visitor for Sums<'_> {
    #[inline]
    fn reach(&mut self, location: LocationId, place: usize, node: u32) {
        let (sum, last) = &mut self.lines[self.known.of.of(location)[place] as usize];
        if std::mem::replace(last, self.stack) != self.stack {
            *sum = sum.wrapping_add(self.weight.value);
        }
        if !self.is_library[node as usize] {
            self.own = Some(node);
        }
    }

    fn enter(&mut self, node: u32) {
        self.nodes[node as usize].cum.add(self.weight);
    }

    fn call(&mut self, caller: u32, callee: u32, how: How) {
        let weight = Sum { total: self.weight.value, divisor: 0 };
        self.calls.add(caller, callee, Lanes::new(weight, Sum::default()), how);
    }

    fn end(&mut self, node: u32) {
        self.nodes[node as usize].flat.add(self.weight);
        self.nodes[self.own.unwrap_or(node) as usize].charged.add(self.weight);
    }
}
