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

/// An optimal flow and its proof.
pub(crate) struct Solution {
    /// Node coordinates `y` with `y[head] - y[tail] >= -cost` for every unlimited arc.
    pub(crate) coordinates: Vec<i64>,
    /// `Σ cost · flow`, for the comparison of primal and dual.
    pub(crate) cost: i128,
}

/// Solves `problem`; `None` when the budget ends first.
pub(crate) fn solve(problem: &Problem) -> Option<Solution> {
    let mut tree = Tree::new(problem);
    let mut left = problem.budget;
    let mut search = BlockSearch::new(problem.arcs.len());
    while let Some((entering, steps)) = search.next(&tree) {
        left = left.checked_sub(steps)?;
        left = left.checked_sub(tree.pivot(entering))?;
    }
    Some(tree.solution(problem.arcs.len()))
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Tree,
    Empty,
    Full,
}

const NONE: usize = usize::MAX;

/// A spanning tree over the nodes and an artificial root, with the flow it determines.
struct Tree {
    arcs: Vec<FlowArc>,
    flow: Vec<i64>,
    state: Vec<State>,
    potential: Vec<i64>,
    parent: Vec<usize>,
    /// The arc between a node and its parent.
    link: Vec<usize>,
    depth: Vec<u32>,
    first_child: Vec<usize>,
    next_sibling: Vec<usize>,
    previous_sibling: Vec<usize>,
    /// Scratch for walks over subtrees.
    stack: Vec<usize>,
}

impl Tree {
    /// Every node hangs from the root by an artificial arc that carries its supply.
    fn new(problem: &Problem) -> Tree {
        let n = problem.supply.len();
        let root = n;
        let mut arcs = problem.arcs.to_vec();
        let mut flow = vec![0; arcs.len()];
        let mut state = vec![State::Empty; arcs.len()];
        let mut potential = vec![0; n + 1];
        let mut link = vec![NONE; n + 1];
        for node in 0..n {
            let (supply, start) = (problem.supply[node], problem.start[node]);
            link[node] = arcs.len();
            // An empty tree arc must point to the root: that is what strongly feasible means.
            let (tail, head, sign) = if supply >= 0 { (node, root, -1) } else { (root, node, 1) };
            arcs.push(FlowArc { tail, head, capacity: UNLIMITED, cost: start });
            flow.push(supply.abs());
            state.push(State::Tree);
            potential[node] = sign * start;
        }
        let mut tree = Tree {
            arcs,
            flow,
            state,
            potential,
            parent: vec![root; n + 1],
            link,
            depth: vec![1; n + 1],
            first_child: vec![NONE; n + 1],
            next_sibling: vec![NONE; n + 1],
            previous_sibling: vec![NONE; n + 1],
            stack: Vec::new(),
        };
        tree.parent[root] = NONE;
        tree.depth[root] = 0;
        for node in (0..n).rev() {
            tree.adopt(root, node);
        }
        tree
    }

    fn reduced_cost(&self, arc: usize) -> i64 {
        let FlowArc { tail, head, cost, .. } = self.arcs[arc];
        cost + self.potential[tail] - self.potential[head]
    }

    /// By how much a unit of change along `arc` would lower the cost; positive for a candidate.
    fn gain(&self, arc: usize) -> i64 {
        match self.state[arc] {
            State::Tree => 0,
            State::Empty => -self.reduced_cost(arc),
            State::Full => self.reduced_cost(arc),
        }
    }

    /// Brings `entering` into the flow, and into the tree unless it fills up itself. Returns the steps taken.
    fn pivot(&mut self, entering: usize) -> u64 {
        let FlowArc { tail, head, .. } = self.arcs[entering];
        // Flow is pushed along the cycle from `first` through the entering arc to `second`.
        let (first, second) = if self.state[entering] == State::Empty { (tail, head) } else { (head, tail) };
        let apex = self.apex(first, second);
        let (amount, leaving) = self.leaving(entering, first, second, apex);
        let mut steps = self.push_flow(entering, first, second, apex, amount);
        match leaving {
            None => {
                self.state[entering] =
                    if self.state[entering] == State::Empty { State::Full } else { State::Empty };
            }
            Some((below, on_first_side)) => {
                let out = self.link[below];
                self.state[out] = if self.flow[out] == 0 { State::Empty } else { State::Full };
                self.state[entering] = State::Tree;
                let (inner, outer) = if on_first_side { (first, second) } else { (second, first) };
                steps += self.rehang(inner, outer, below, entering);
            }
        }
        steps
    }

    fn apex(&self, mut a: usize, mut b: usize) -> usize {
        while a != b {
            if self.depth[a] >= self.depth[b] {
                a = self.parent[a];
            } else {
                b = self.parent[b];
            }
        }
        a
    }

    /// How much fits round the cycle, and below which node the tree arc lies that leaves for it.
    ///
    /// Of several blocking arcs the last one in the direction of the cycle, seen from the apex, leaves:
    /// that keeps the tree strongly feasible.
    fn leaving(
        &self,
        entering: usize,
        first: usize,
        second: usize,
        apex: usize,
    ) -> (i64, Option<(usize, bool)>) {
        let mut amount = self.arcs[entering].capacity;
        let mut below = None;
        let mut node = first;
        while node != apex {
            let room = self.room(node, false);
            if room < amount {
                (amount, below) = (room, Some((node, true)));
            }
            node = self.parent[node];
        }
        node = second;
        while node != apex {
            let room = self.room(node, true);
            if room <= amount {
                (amount, below) = (room, Some((node, false)));
            }
            node = self.parent[node];
        }
        (amount, below)
    }

    /// How much more the arc above `node` can carry upwards, or downwards.
    fn room(&self, node: usize, upwards: bool) -> i64 {
        let arc = self.link[node];
        if (self.arcs[arc].tail == node) == upwards {
            if self.arcs[arc].capacity == UNLIMITED {
                UNLIMITED
            } else {
                self.arcs[arc].capacity - self.flow[arc]
            }
        } else {
            self.flow[arc]
        }
    }

    fn push_flow(&mut self, entering: usize, first: usize, second: usize, apex: usize, amount: i64) -> u64 {
        let mut steps = 1;
        self.flow[entering] += if self.arcs[entering].tail == first { amount } else { -amount };
        for (start, upwards) in [(first, false), (second, true)] {
            let mut node = start;
            while node != apex {
                let arc = self.link[node];
                let with_arc = (self.arcs[arc].tail == node) == upwards;
                self.flow[arc] += if with_arc { amount } else { -amount };
                node = self.parent[node];
                steps += 1;
            }
        }
        steps
    }

    /// Cuts the subtree below `cut` off, turns it so that `inner` is its root, and hangs it from `outer`.
    fn rehang(&mut self, inner: usize, outer: usize, cut: usize, entering: usize) -> u64 {
        let (mut node, mut parent, mut link) = (inner, outer, entering);
        loop {
            let (old_parent, old_link) = (self.parent[node], self.link[node]);
            self.disown(node);
            self.parent[node] = parent;
            self.link[node] = link;
            self.adopt(parent, node);
            if node == cut {
                break;
            }
            (node, parent, link) = (old_parent, node, old_link);
        }
        self.shift(inner, outer, entering)
    }

    /// Corrects depth and potential of the subtree that now hangs from `outer` by `entering`.
    fn shift(&mut self, inner: usize, outer: usize, entering: usize) -> u64 {
        let cost = self.arcs[entering].cost;
        let wanted = if self.arcs[entering].tail == inner {
            self.potential[outer] - cost
        } else {
            self.potential[outer] + cost
        };
        let delta = wanted - self.potential[inner];
        let mut steps = 0;
        self.stack.push(inner);
        while let Some(node) = self.stack.pop() {
            steps += 1;
            self.potential[node] += delta;
            self.depth[node] = self.depth[self.parent[node]] + 1;
            let mut child = self.first_child[node];
            while child != NONE {
                self.stack.push(child);
                child = self.next_sibling[child];
            }
        }
        steps
    }

    fn adopt(&mut self, parent: usize, child: usize) {
        let next = self.first_child[parent];
        self.next_sibling[child] = next;
        self.previous_sibling[child] = NONE;
        if next != NONE {
            self.previous_sibling[next] = child;
        }
        self.first_child[parent] = child;
    }

    fn disown(&mut self, child: usize) {
        let (previous, next) = (self.previous_sibling[child], self.next_sibling[child]);
        if previous == NONE {
            self.first_child[self.parent[child]] = next;
        } else {
            self.next_sibling[previous] = next;
        }
        if next != NONE {
            self.previous_sibling[next] = previous;
        }
    }

    fn solution(&self, n_arcs: usize) -> Solution {
        let n = self.potential.len() - 1;
        Solution {
            coordinates: self.potential[..n].iter().map(|potential| -potential).collect(),
            cost: (0..n_arcs).map(|arc| i128::from(self.flow[arc]) * i128::from(self.arcs[arc].cost)).sum(),
        }
    }
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
