//! Lengthens names that would otherwise read the same.

use std::collections::HashMap;

use super::parts::{MAX_PATH, Name};

/// The parts of a node by which readers distinguish it from another.
#[derive(Debug)]
pub(crate) struct Labelled<'a> {
    /// Its name, which is lengthened where needed.
    pub(crate) name: &'a mut Name,
    /// Base name of its source file, which stands beside the scope; may be empty.
    pub(crate) file: &'a str,
    /// Line of its source; 0 if unknown.
    pub(crate) line: i64,
}

/// Makes names with the same reading differ: adds elements of their paths to the scope until they do. Where
/// paths do not help, type arguments are shown in full, and at last the line. Names that are the same in all
/// these stay so.
pub(crate) fn disambiguate(nodes: &mut [Labelled<'_>]) {
    // Each round adds one element, so there are at most as many as a path is long.
    for _ in 0..=MAX_PATH {
        let mut has_changed = false;
        for group in same_reading(nodes) {
            let first = group[0];
            if group.iter().all(|&node| nodes[node].name.path == nodes[first].name.path) {
                continue;
            }
            for node in group {
                has_changed |= nodes[node].name.lengthen();
            }
        }
        if !has_changed {
            break;
        }
    }
    for group in same_reading(nodes) {
        let first = group[0];
        if group.iter().any(|&node| nodes[node].name.full_type_args != nodes[first].name.full_type_args) {
            for node in group {
                let name = &mut *nodes[node].name;
                name.type_args.clone_from(&name.full_type_args);
            }
        }
    }
    for group in same_reading(nodes) {
        let first = group[0];
        if group.iter().any(|&node| nodes[node].line != nodes[first].line) {
            for node in group {
                nodes[node].name.line = Some(nodes[node].line).filter(|&line| line > 0);
            }
        }
    }
}

/// Groups of two or more nodes with the same reading, as indices, ordered by the first of each group.
fn same_reading(nodes: &[Labelled<'_>]) -> Vec<Vec<usize>> {
    let mut group_of = HashMap::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (index, node) in nodes.iter().enumerate() {
        let Name { scope, qualifier, base, type_args, address, .. } = &*node.name;
        let group =
            *group_of.entry((scope, qualifier, base, type_args, address, node.file)).or_insert(groups.len());
        if group == groups.len() {
            groups.push(Vec::new());
        }
        groups[group].push(index);
    }
    groups.retain(|group| group.len() > 1);
    groups
}
