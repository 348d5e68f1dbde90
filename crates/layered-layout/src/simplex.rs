//! Minimum-cost flow by the primal network simplex.
//!
//! Ranks and x coordinates are both linear programs over differences of two unknowns, so their duals
//! are flows: an arc per constraint, and the optimal potentials are the coordinates. One solver serves
//! both, without the auxiliary node per edge that the formulation of Gansner et al. 1993, §4.2 needs.
//!
//! Ahuja, Magnanti and Orlin, *Network Flows*, 1993, §11: strongly feasible trees, so that degenerate
//! pivots cannot cycle; entering arcs by block search. Free of recursion.

/// "No limit" as a capacity.
pub(crate) const UNLIMITED: i64 = i64::MAX / 4;

/// An arc that may carry up to `capacity`, at `cost` a unit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FlowArc {
    pub(crate) tail: usize,
    pub(crate) head: usize,
    pub(crate) capacity: i64,
    pub(crate) cost: i64,
}

/// A minimum-cost flow problem.
pub(crate) struct Problem<'a> {
    /// What each node puts into the network (takes out, where negative); sums to 0.
    pub(crate) supply: &'a [i64],
    pub(crate) arcs: &'a [FlowArc],
    /// Where the potentials start. For a circulation (no supply at all) any guess will do, and a good one
    /// saves pivots; otherwise every entry must be so large that no optimal flow uses a detour of that cost.
    pub(crate) start: &'a [i64],
    /// How many elementary steps the search may take.
    pub(crate) budget: u64,
}

/// Where the search ended.
pub(crate) struct Solution {
    /// Whether the budget sufficed: then flow and coordinates prove each other optimal.
    pub(crate) is_optimal: bool,
    /// Node coordinates `y`; of an optimal solution `y[head] - y[tail] >= -cost` for every unlimited arc.
    pub(crate) coordinates: Vec<i64>,
    /// `Σ cost · flow`, for the comparison of primal and dual.
    pub(crate) cost: i128,
}

/// Solves `problem`, as far as its budget goes.
pub(crate) fn solve(problem: &Problem) -> Solution {
    let mut tree = Tree::new(problem);
    let mut left = problem.budget;
    let mut search = BlockSearch::new(problem.arcs.len());
    while let Some((entering, steps)) = search.next(&tree) {
        if left == 0 {
            return tree.solution(problem.arcs.len(), false);
        }
        left = left.saturating_sub(steps + tree.pivot(entering));
    }
    tree.solution(problem.arcs.len(), true)
}

/// What a unit of reduced cost means for an arc: in the tree nothing, empty a loss, full a gain.
const IN_TREE: i8 = 0;
const EMPTY: i8 = 1;
const FULL: i8 = -1;

const NONE: u32 = u32::MAX;

/// What pricing needs to know of an arc; half of all time goes by here, so it is kept small.
#[derive(Clone, Copy)]
struct Priced {
    tail: u32,
    head: u32,
    cost: i64,
}

/// A node of the spanning tree.
#[derive(Clone, Copy)]
struct Node {
    potential: i64,
    parent: u32,
    /// The arc between the node and its parent.
    link: u32,
    depth: u32,
    first_child: u32,
    next_sibling: u32,
    previous_sibling: u32,
}

/// A spanning tree over the nodes and an artificial root, with the flow it determines.
struct Tree {
    arcs: Vec<Priced>,
    state: Vec<i8>,
    flow: Vec<i64>,
    capacity: Vec<i64>,
    nodes: Vec<Node>,
    /// Scratch for walks over subtrees.
    stack: Vec<u32>,
}

impl Tree {
    /// Every node hangs from the root by an artificial arc that carries its supply.
    fn new(problem: &Problem) -> Tree {
        let n = problem.supply.len();
        let root = n as u32;
        let orphan = Node {
            potential: 0,
            parent: NONE,
            link: NONE,
            depth: 0,
            first_child: NONE,
            next_sibling: NONE,
            previous_sibling: NONE,
        };
        let mut tree = Tree {
            arcs: (problem.arcs.iter())
                .map(|arc| Priced { tail: arc.tail as u32, head: arc.head as u32, cost: arc.cost })
                .collect(),
            state: vec![EMPTY; problem.arcs.len()],
            flow: vec![0; problem.arcs.len()],
            capacity: problem.arcs.iter().map(|arc| arc.capacity).collect(),
            nodes: vec![orphan; n + 1],
            stack: Vec::new(),
        };
        for node in (0..root).rev() {
            let (supply, cost) = (problem.supply[node as usize], problem.start[node as usize]);
            // An empty tree arc must point to the root: that is what strongly feasible means.
            let (tail, head, sign) = if supply >= 0 { (node, root, -1) } else { (root, node, 1) };
            let link = tree.arcs.len() as u32;
            tree.arcs.push(Priced { tail, head, cost });
            tree.state.push(IN_TREE);
            tree.flow.push(supply.abs());
            tree.capacity.push(UNLIMITED);
            let hung = &mut tree.nodes[node as usize];
            (hung.potential, hung.parent, hung.link, hung.depth) = (sign * cost, root, link, 1);
            tree.adopt(root, node);
        }
        if problem.supply.iter().all(|&supply| supply == 0) {
            tree.hang_by_tight_arcs(problem.arcs.len());
        }
        tree
    }

    /// Hangs nodes that nothing flows through by arcs that gain and lose nothing, where there are any, which saves the
    /// pivots that would bring these in. Empty arcs in the tree point to the root, so it stays strongly feasible.
    fn hang_by_tight_arcs(&mut self, n_arcs: usize) {
        let root = self.nodes.len() as u32 - 1;
        // The topmost node of each node's branch, or one on the way there.
        let mut top: Vec<u32> = (0..root).collect();
        for arc in 0..n_arcs {
            let Priced { tail, head, .. } = self.arcs[arc];
            let node = &self.nodes[tail as usize];
            if node.parent != root || self.gain(arc) != 0 || topmost(&mut top, head) == tail {
                continue;
            }
            self.state[node.link as usize] = EMPTY;
            self.state[arc] = IN_TREE;
            self.disown(tail);
            (self.nodes[tail as usize].parent, self.nodes[tail as usize].link) = (head, arc as u32);
            self.adopt(head, tail);
            top[tail as usize] = head;
        }
        self.shift_by(root, 0);
    }

    /// By how much a unit of change along `arc` would lower the cost; positive for a candidate.
    fn gain(&self, arc: usize) -> i64 {
        let Priced { tail, head, cost } = self.arcs[arc];
        let reduced = cost + self.nodes[tail as usize].potential - self.nodes[head as usize].potential;
        -i64::from(self.state[arc]) * reduced
    }

    /// Brings `entering` into the flow, and into the tree unless it fills up itself. Returns the steps taken.
    fn pivot(&mut self, entering: usize) -> u64 {
        let Priced { tail, head, .. } = self.arcs[entering];
        // Flow is pushed along the cycle from `first` through the entering arc to `second`.
        let (first, second) = if self.state[entering] == EMPTY { (tail, head) } else { (head, tail) };
        let apex = self.apex(first, second);
        let (amount, leaving) = self.leaving(entering, first, second, apex);
        let mut steps = self.push_flow(entering, first, second, apex, amount);
        match leaving {
            None => self.state[entering] = -self.state[entering],
            Some((below, on_first_side)) => {
                let out = self.nodes[below as usize].link as usize;
                self.state[out] = if self.flow[out] == 0 { EMPTY } else { FULL };
                self.state[entering] = IN_TREE;
                let (inner, outer) = if on_first_side { (first, second) } else { (second, first) };
                steps += self.rehang(inner, outer, below, entering as u32);
            }
        }
        steps
    }

    fn apex(&self, mut a: u32, mut b: u32) -> u32 {
        while a != b {
            let (node_a, node_b) = (&self.nodes[a as usize], &self.nodes[b as usize]);
            if node_a.depth >= node_b.depth {
                a = node_a.parent;
            } else {
                b = node_b.parent;
            }
        }
        a
    }

    /// How much fits round the cycle, and below which node the tree arc lies that leaves for it.
    ///
    /// Of several blocking arcs the last one in the direction of the cycle, seen from the apex, leaves:
    /// that keeps the tree strongly feasible.
    fn leaving(&self, entering: usize, first: u32, second: u32, apex: u32) -> (i64, Option<(u32, bool)>) {
        let mut amount = self.capacity[entering];
        let mut below = None;
        let mut node = first;
        while node != apex {
            let room = self.room(node, false);
            if room < amount {
                (amount, below) = (room, Some((node, true)));
            }
            node = self.nodes[node as usize].parent;
        }
        node = second;
        while node != apex {
            let room = self.room(node, true);
            if room <= amount {
                (amount, below) = (room, Some((node, false)));
            }
            node = self.nodes[node as usize].parent;
        }
        (amount, below)
    }

    /// How much more the arc above `node` can carry upwards, or downwards.
    fn room(&self, node: u32, upwards: bool) -> i64 {
        let arc = self.nodes[node as usize].link as usize;
        if (self.arcs[arc].tail == node) != upwards {
            self.flow[arc]
        } else if self.capacity[arc] == UNLIMITED {
            UNLIMITED
        } else {
            self.capacity[arc] - self.flow[arc]
        }
    }

    fn push_flow(&mut self, entering: usize, first: u32, second: u32, apex: u32, amount: i64) -> u64 {
        if amount == 0 {
            return 1;
        }
        let mut steps = 1;
        self.flow[entering] += if self.arcs[entering].tail == first { amount } else { -amount };
        for (start, upwards) in [(first, false), (second, true)] {
            let mut node = start;
            while node != apex {
                let arc = self.nodes[node as usize].link as usize;
                let with_arc = (self.arcs[arc].tail == node) == upwards;
                self.flow[arc] += if with_arc { amount } else { -amount };
                node = self.nodes[node as usize].parent;
                steps += 1;
            }
        }
        steps
    }

    /// Cuts the subtree below `cut` off, turns it so that `inner` is its root, and hangs it from `outer`.
    fn rehang(&mut self, inner: u32, outer: u32, cut: u32, entering: u32) -> u64 {
        let (mut node, mut parent, mut link) = (inner, outer, entering);
        loop {
            let Node { parent: old_parent, link: old_link, .. } = self.nodes[node as usize];
            self.disown(node);
            (self.nodes[node as usize].parent, self.nodes[node as usize].link) = (parent, link);
            self.adopt(parent, node);
            if node == cut {
                break;
            }
            (node, parent, link) = (old_parent, node, old_link);
        }
        self.shift(inner, outer, entering)
    }

    /// Corrects depth and potential of the subtree that now hangs from `outer` by `entering`.
    fn shift(&mut self, inner: u32, outer: u32, entering: u32) -> u64 {
        let Priced { tail, cost, .. } = self.arcs[entering as usize];
        let Node { potential, depth, .. } = self.nodes[outer as usize];
        let wanted = if tail == inner { potential - cost } else { potential + cost };
        self.nodes[inner as usize].depth = depth + 1;
        let delta = wanted - self.nodes[inner as usize].potential;
        self.shift_by(inner, delta)
    }

    /// Adds `delta` to the potentials of a subtree, and corrects the depths below its top.
    fn shift_by(&mut self, top: u32, delta: i64) -> u64 {
        let mut steps = 0;
        self.stack.push(top);
        while let Some(index) = self.stack.pop() {
            steps += 1;
            self.nodes[index as usize].potential += delta;
            let Node { depth, first_child, .. } = self.nodes[index as usize];
            let mut child = first_child;
            while child != NONE {
                let node = &mut self.nodes[child as usize];
                node.depth = depth + 1;
                self.stack.push(child);
                child = node.next_sibling;
            }
        }
        steps
    }

    fn adopt(&mut self, parent: u32, child: u32) {
        let next = std::mem::replace(&mut self.nodes[parent as usize].first_child, child);
        let node = &mut self.nodes[child as usize];
        (node.next_sibling, node.previous_sibling) = (next, NONE);
        if next != NONE {
            self.nodes[next as usize].previous_sibling = child;
        }
    }

    fn disown(&mut self, child: u32) {
        let Node { parent, previous_sibling, next_sibling, .. } = self.nodes[child as usize];
        if previous_sibling == NONE {
            self.nodes[parent as usize].first_child = next_sibling;
        } else {
            self.nodes[previous_sibling as usize].next_sibling = next_sibling;
        }
        if next_sibling != NONE {
            self.nodes[next_sibling as usize].previous_sibling = previous_sibling;
        }
    }

    fn solution(&self, n_arcs: usize, is_optimal: bool) -> Solution {
        let n = self.nodes.len() - 1;
        Solution {
            is_optimal,
            coordinates: self.nodes[..n].iter().map(|node| -node.potential).collect(),
            cost: (0..n_arcs).map(|arc| i128::from(self.flow[arc]) * i128::from(self.arcs[arc].cost)).sum(),
        }
    }
}

/// The topmost node of the branch that `node` is in; shortens the way there.
fn topmost(top: &mut [u32], mut node: u32) -> u32 {
    while top[node as usize] != node {
        let next = top[top[node as usize] as usize];
        top[node as usize] = next;
        node = next;
    }
    node
}

/// Looks for entering arcs a block at a time, going on where it stopped.
struct BlockSearch {
    n_arcs: usize,
    block: usize,
    next: usize,
}

impl BlockSearch {
    fn new(n_arcs: usize) -> BlockSearch {
        BlockSearch { n_arcs, block: (n_arcs.isqrt()).max(10), next: 0 }
    }

    /// The arc of greatest gain in the first block that has one, with the number of arcs looked at.
    fn next(&mut self, tree: &Tree) -> Option<(usize, u64)> {
        let mut best = None;
        let mut best_gain = 0;
        let mut seen = 0;
        while seen < self.n_arcs {
            let end = (seen + self.block).min(self.n_arcs);
            while seen < end {
                let arc = self.next;
                self.next = if arc + 1 == self.n_arcs { 0 } else { arc + 1 };
                seen += 1;
                let gain = tree.gain(arc);
                if gain > best_gain {
                    (best, best_gain) = (Some(arc), gain);
                }
            }
            if let Some(arc) = best {
                return Some((arc, seen as u64));
            }
        }
        None
    }
}

#[cfg(test)]
#[path = "tests/simplex.rs"]
mod tests;
