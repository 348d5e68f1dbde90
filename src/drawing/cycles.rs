//! Strongly connected components.

/// The strongly connected component of each of `n_nodes` nodes, as the index of a node in it, the same for all of them.
///
/// Two depth-first searches, in linear time: Sharir, "A strong-connectivity algorithm and its applications in data flow
/// analysis", 1981. They are not recursive, since paths may be as long as the graph.
pub(super) fn components(n_nodes: usize, edges: impl Iterator<Item = (usize, usize)>) -> Vec<usize> {
    let (mut callees, mut callers) = (vec![Vec::new(); n_nodes], vec![Vec::new(); n_nodes]);
    for (from, to) in edges {
        callees[from].push(to);
        callers[to].push(from);
    }
    let mut component = vec![usize::MAX; n_nodes];
    for &root in finished(&callees).iter().rev() {
        if component[root] != usize::MAX {
            continue;
        }
        component[root] = root;
        let mut open = vec![root];
        while let Some(node) = open.pop() {
            let new = callers[node].iter().filter(|&&caller| component[caller] == usize::MAX);
            let new: Vec<usize> = new.copied().collect();
            new.iter().for_each(|&caller| component[caller] = root);
            open.extend(new);
        }
    }
    component
}

/// The nodes in the order in which a depth-first search leaves them.
fn finished(callees: &[Vec<usize>]) -> Vec<usize> {
    let mut is_seen = vec![false; callees.len()];
    let mut finished = Vec::with_capacity(callees.len());
    for root in 0..callees.len() {
        if std::mem::replace(&mut is_seen[root], true) {
            continue;
        }
        let mut path = vec![(root, callees[root].iter())];
        while let Some((node, rest)) = path.last_mut() {
            match rest.find(|&&callee| !is_seen[callee]) {
                Some(&callee) => {
                    is_seen[callee] = true;
                    path.push((callee, callees[callee].iter()));
                }
                None => {
                    finished.push(*node);
                    path.pop();
                }
            }
        }
    }
    finished
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(n_nodes: usize, edges: &[(usize, usize)], expected: &[&[usize]]) {
        let component = components(n_nodes, edges.iter().copied());
        for (a, b) in (0..n_nodes).flat_map(|a| (0..n_nodes).map(move |b| (a, b))) {
            let are_together = expected.iter().any(|group| group.contains(&a) && group.contains(&b));
            assert_eq!(component[a] == component[b], a == b || are_together, "{a} and {b} of {component:?}");
        }
    }

    #[test]
    fn nodes_that_lead_to_each_other_are_together() {
        check(3, &[(0, 1), (1, 2)], &[]);
        check(4, &[(0, 1), (1, 2), (2, 1), (2, 3)], &[&[1, 2]]);
        check(5, &[(0, 1), (1, 0), (1, 2), (2, 3), (3, 4), (4, 2), (0, 0)], &[&[0, 1], &[2, 3, 4]]);
        check(4, &[(3, 2), (2, 1), (1, 0), (0, 3), (0, 2)], &[&[0, 1, 2, 3]]);
    }

    /// Runs in a graph whose end leads back to all of them would cost a search each.
    #[test]
    fn a_long_ring_is_one_component() {
        let n = 200_000;
        let component = components(n, (0..n).map(|node| (node, (node + 1) % n)));
        assert!(component.iter().all(|&other| other == component[0]));
    }
}
