//! The parts of a node's value by source file, where several functions have one name.

use super::{CallGraph, Sum, build::Stacks, identity::TextId};
use crate::{fast_map::FastMap, index::index, jagged::Jagged, profile::LocationId};

/// A source file, and the weight of the samples through a node in it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct FilePart {
    pub(crate) file: TextId,
    /// First line of its function, or line of the first of its frames that has one; 0 if unknown.
    pub(crate) line: i64,
    pub(crate) sum: Sum,
    /// The base's part of that; 0 without a base.
    pub(crate) base: Sum,
}

/// The parts of nodes by file.
#[derive(Debug, Default)]
pub(crate) struct ByFile {
    /// All parts, in order of first use.
    parts: Vec<FilePart>,
    /// The parts of each node.
    of_node: FastMap<u32, Vec<u32>>,
    /// The part of each node and file.
    numbers: FastMap<u64, u32>,
}

impl ByFile {
    /// Sums up the stacks at the listed nodes of a graph or call tree that have functions in several files.
    pub(crate) fn new(stacks: &Stacks<'_>, graph: &CallGraph, is_tree: bool) -> ByFile {
        let identities = stacks.identities();
        let mut is_wanted = vec![false; identities.len()];
        for node in graph.listed.iter().map(|&node| graph.graph[node].identity) {
            is_wanted[node.0 as usize] = identities.origin(node).has_several_files;
        }
        let mut by_file = ByFile::default();
        if is_wanted.contains(&true) {
            if is_tree {
                by_file.add_up_tree(stacks, graph, &is_wanted);
            } else {
                let locations = by_file.locations(stacks, &is_wanted);
                by_file.add_up(stacks, &locations);
            }
        }
        by_file
    }

    /// The parts of a node with weight, heaviest first; empty if it is in one file. The node is the index of its
    /// identity, or in a call tree its own.
    pub(crate) fn of(&self, node: usize) -> Vec<FilePart> {
        let parts = self.of_node.get(&index(node)).into_iter().flatten();
        let mut parts: Vec<FilePart> = parts.map(|&part| self.parts[part as usize]).collect();
        parts.retain(|part| part.sum.total != 0);
        // Stable: equal parts keep the order of first use.
        parts.sort_by_key(|part| std::cmp::Reverse(part.sum.magnitude()));
        parts
    }

    /// The parts of the frames of each location.
    fn locations(&mut self, stacks: &Stacks<'_>, is_wanted: &[bool]) -> Jagged<u32> {
        let mut files = FunctionFiles { stacks, known: FastMap::default() };
        let mut locations = Jagged::default();
        let mut numbers = Vec::new();
        for location in (0..index(stacks.n_locations())).map(LocationId) {
            numbers.clear();
            for (node, function, line) in stacks.frames_of(location) {
                if is_wanted[node as usize]
                    && let Some(file) = files.of(function)
                {
                    numbers.push(self.part_index(node, file, line));
                }
            }
            locations.push(&numbers);
        }
        locations
    }

    /// The index of the part of `node` in `file`, which has a frame at `line`.
    fn part_index(&mut self, node: u32, file: TextId, line: i64) -> u32 {
        let parts = &mut self.parts;
        let number =
            *self.numbers.entry(u64::from(node) << 32 | u64::from(file.index())).or_insert_with(|| {
                parts.push(FilePart { file, ..FilePart::default() });
                let number = index(parts.len() - 1);
                self.of_node.entry(node).or_default().push(number);
                number
            });
        let known = &mut parts[number as usize].line;
        if *known == 0 {
            *known = line;
        }
        number
    }

    /// Sums up all stacks of a call tree, where each frame is at a node of its own.
    fn add_up_tree(&mut self, stacks: &Stacks<'_>, graph: &CallGraph, is_wanted: &[bool]) {
        let paths = stacks.paths(graph, true);
        let mut files = FunctionFiles { stacks, known: FastMap::default() };
        for (stack, path, weight, base) in stacks.weighed_with_base() {
            let (mut nodes, _) = paths.of(stack);
            for &location in path.iter().rev() {
                let (own, others) = nodes.split_at(stacks.n_frames(location));
                nodes = others;
                // A location without lines has one frame without function.
                for (&node, (identity, function, line)) in own.iter().zip(stacks.frames_of(location)) {
                    if is_wanted[identity as usize]
                        && let Some(file) = files.of(function)
                    {
                        let part = self.part_index(node, file, line) as usize;
                        self.parts[part].sum.add(weight);
                        self.parts[part].base.add(base);
                    }
                }
            }
        }
    }

    /// Sums up all stacks, each once per part that it passes through.
    fn add_up(&mut self, stacks: &Stacks<'_>, locations: &Jagged<u32>) {
        let mut last_stack = vec![0_usize; self.parts.len()];
        for (stack, (_, path, weight, base)) in (1..).zip(stacks.weighed_with_base()) {
            for location in path {
                for &part in locations.get(location.0 as usize) {
                    if std::mem::replace(&mut last_stack[part as usize], stack) != stack {
                        let part = &mut self.parts[part as usize];
                        part.sum.add(weight);
                        part.base.add(base);
                    }
                }
            }
        }
    }
}

/// The files of functions, cached.
struct FunctionFiles<'a> {
    stacks: &'a Stacks<'a>,
    known: FastMap<u32, Option<TextId>>,
}

impl FunctionFiles<'_> {
    /// The file of a function; `None` if it has none.
    fn of(&mut self, function: u32) -> Option<TextId> {
        *self.known.entry(function).or_insert_with(|| self.stacks.file_of(function))
    }
}
