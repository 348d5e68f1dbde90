//! Boxes that would read alike, told apart.
//!
//! A box shows a part of a name: no parameters, few elements of a path, and of what is too long both ends. Two of them
//! may come out the same. Most differ when [`identity`](super::identity) has added to paths and types; to those that
//! still do not, a line is added here: what of the full names differs.

use std::collections::{HashMap, HashSet};

use bstr::BStr;

use crate::analysis::Node;

use super::identity::Identity;
use super::name;
use super::node::{self, Label};
use super::outcome::Outcome;
use super::scale::Scale;
use crate::scene::text::shown;

/// How often extracts are made: of names that still read alike, extracts differ further on.
const ROUNDS: usize = 4;

/// The labels of `nodes`, in order. No two read alike, but those of one function at several places of a call tree.
pub(super) fn labels(
    nodes: &[Node],
    identities: &mut [Identity],
    outcomes: &[Outcome<'_>],
    scale: Scale<'_>,
) -> Vec<Label> {
    let label = |index: usize, identities: &[Identity]| {
        node::label(&nodes[index], &identities[index], outcomes.get(index).copied(), scale)
    };
    let mut labels: Vec<Label> = (0..nodes.len()).map(|index| label(index, identities)).collect();
    for round in 0..=ROUNDS {
        let groups = same_reading(nodes, &labels);
        for group in &groups {
            for (&index, extract) in group.iter().zip(extracts(nodes, group)) {
                // At last the name that its box has in the file, which no other has.
                let disambiguation = if round < ROUNDS { extract } else { format!("N{}", index + 1) };
                identities[index].disambiguation = Some(disambiguation);
                labels[index] = label(index, identities);
            }
        }
        if groups.is_empty() {
            break;
        }
    }
    labels
}

/// Groups of nodes that read alike and are not the same, by their first node.
fn same_reading(nodes: &[Node], labels: &[Label]) -> Vec<Vec<usize>> {
    let mut group_of = HashMap::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (index, label) in labels.iter().enumerate() {
        let group = *group_of.entry(label.reading()).or_insert(groups.len());
        if group == groups.len() {
            groups.push(Vec::new());
        }
        groups[group].push(index);
    }
    let n_different =
        |group: &[usize]| group.iter().map(|&index| what(&nodes[index])).collect::<HashSet<_>>().len();
    groups.retain(|group| group.len() > 1 && n_different(group) > 1);
    groups
}

/// What of the nodes in `group` differs: names, or else files and lines.
fn extracts(nodes: &[Node], group: &[usize]) -> Vec<String> {
    let all = |text: fn(&Node) -> String| group.iter().map(|&index| text(&nodes[index])).collect::<Vec<_>>();
    let names = all(|node| shown(node.printed.as_ref()));
    if names.iter().any(|name| *name != names[0]) {
        return name::extracts(&names.iter().map(String::as_str).collect::<Vec<_>>());
    }
    let places = all(node::place_in_source);
    name::path_ends(&places.iter().map(String::as_str).collect::<Vec<_>>())
}

/// What makes a node another one than others.
fn what(node: &Node) -> (&BStr, &BStr, i64) {
    (node.printed.as_ref(), node.source_file.as_ref(), node.source_line)
}
