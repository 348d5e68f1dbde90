//! What of a node's value comes from which source file, where functions of one name are in several.

use super::{CallGraph, Sum, build::Stacks, identity::TextId};
use crate::{fast_map::FastMap, index::index, jagged::Jagged, profile::LocationId};

/// A source file and what the samples weigh that pass through a node in it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct FilePart {
    pub(crate) file: TextId,
    /// Where its function starts, or the first of its frames with a line; 0 if unknown.
    pub(crate) line: i64,
    pub(crate) sum: Sum,
    /// What of that is the base's; nothing without a base.
    pub(crate) base: Sum,
}

/// The parts of nodes.
#[derive(Debug, Default)]
pub(crate) struct ByFile {
    /// All parts, in the order in which frames are met.
    parts: Vec<FilePart>,
    /// Those of each node.
    of_node: FastMap<u32, Vec<u32>>,
    /// The part of a node and a file.
    numbers: FastMap<u64, u32>,
}

impl ByFile {
    /// Adds up the stacks at those listed nodes of a graph, or call tree, that have functions in several files.
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

    /// The parts of a node that weigh something, heaviest first; empty if it is in one file. The node is the number of
    /// its identity, and in a call tree its own.
    pub(crate) fn of(&self, node: usize) -> Vec<FilePart> {
        let parts = self.of_node.get(&index(node)).into_iter().flatten();
        let mut parts: Vec<FilePart> = parts.map(|&part| self.parts[part as usize]).collect();
        parts.retain(|part| part.sum.total != 0);
        // Of equal ones the first that was met stays the first.
        parts.sort_by_key(|part| std::cmp::Reverse(part.sum.magnitude()));
        parts
    }

    /// The parts that the frames of each location belong to.
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

    /// The number of the part of `node` in `file`, one of whose frames is at `line`.
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

    /// Adds all stacks up in a call tree, where each of their frames is at a node of its own.
    fn add_up_tree(&mut self, stacks: &Stacks<'_>, graph: &CallGraph, is_wanted: &[bool]) {
        let paths = stacks.paths(graph, true);
        let mut files = FunctionFiles { stacks, known: FastMap::default() };
        for (stack, path, weight, base) in stacks.weighed_with_base() {
            let (mut nodes, _) = paths.of(stack);
            for &location in path.iter().rev() {
                let (own, others) = nodes.split_at(stacks.n_frames(location));
                nodes = others;
                // A location without lines has one frame, and no function.
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

    /// Adds all stacks up. However often a stack passes through a part, it counts once.
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

/// The file of each function that was asked for.
struct FunctionFiles<'a> {
    stacks: &'a Stacks<'a>,
    known: FastMap<u32, Option<TextId>>,
}

impl FunctionFiles<'_> {
    /// The file of a function by its number; none if it has none.
    fn of(&mut self, function: u32) -> Option<TextId> {
        *self.known.entry(function).or_insert_with(|| self.stacks.file_of(function))
    }
}
