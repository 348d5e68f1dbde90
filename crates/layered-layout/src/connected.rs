//! Connected components.

/// For each node the number of its component; components are numbered by their first node.
pub(crate) fn components(n_nodes: usize, edges: impl Iterator<Item = (usize, usize)>) -> Vec<usize> {
    let mut leader: Vec<usize> = (0..n_nodes).collect();
    for (a, b) in edges {
        let (a, b) = (find(&mut leader, a), find(&mut leader, b));
        leader[a.max(b)] = a.min(b);
    }
    let mut number = vec![0; n_nodes];
    let mut count = 0;
    for node in 0..n_nodes {
        let first = find(&mut leader, node);
        if first == node {
            number[node] = count;
            count += 1;
        } else {
            number[node] = number[first];
        }
    }
    number
}

/// The first node of the component, with path halving on the way.
fn find(leader: &mut [usize], mut node: usize) -> usize {
    while leader[node] != node {
        leader[node] = leader[leader[node]];
        node = leader[node];
    }
    node
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_are_numbered_by_their_first_node() {
        assert_eq!(components(6, [(4, 1), (5, 0), (1, 2)].into_iter()), [0, 1, 1, 2, 1, 0]);
        assert_eq!(components(0, std::iter::empty()), Vec::<usize>::new());
    }
}
