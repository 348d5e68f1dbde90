//! Makes the texts of different boxes different.
//!
//! A box shows a part of a name: no parameters, few elements of a path, and only both ends of what is too long. Two boxes
//! may come out the same. Most differ once [`identity`](super::identity) has added to paths and types; those that
//! still do not get a line with the part of the full names that differs.

use std::collections::{HashMap, HashSet};

use bstr::BStr;

use crate::analysis::Node;

use super::identity::Identity;
use super::name;
use super::node::{self, Label};
use super::outcome::Outcome;
use super::scale::Scale;
use crate::scene::text::shown;

/// How often such parts are searched for: those of names that are still the same begin at a later difference.
const ROUNDS: usize = 4;

/// The labels of `nodes`, in order. No two have the same reading, but those of one function at several places of a call
/// tree. `identities` get the lines that disambiguate.
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
                // In the last round the id of the box, which is unique.
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

/// Groups of different nodes with the same reading, as indices, ordered by the first of each group.
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

/// The part that differs between the nodes in `group`, one for each: of their names, or else of files and lines.
fn extracts(nodes: &[Node], group: &[usize]) -> Vec<String> {
    let all = |text: fn(&Node) -> String| group.iter().map(|&index| text(&nodes[index])).collect::<Vec<_>>();
    let names = all(|node| shown(node.printed.as_ref()));
    if names.iter().any(|name| *name != names[0]) {
        return name::extracts(&names.iter().map(String::as_str).collect::<Vec<_>>());
    }
    let places = all(node::place_in_source);
    name::path_ends(&places.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The key of a node: two nodes with the same key are the same function.
fn what(node: &Node) -> (&BStr, &BStr, i64) {
    (node.printed.as_ref(), node.source_file.as_ref(), node.source_line)
}
