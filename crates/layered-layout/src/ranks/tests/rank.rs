use std::path::{Path, PathBuf};
use std::{env, fs};

use expect_test::{Expect, expect};

use super::{Ranks, longest_path, merged, network_simplex, optimum};
use crate::cycles::acyclic::{Acyclic, break_cycles};
use crate::geom::Size;
use crate::input::Edge;
use crate::input::Input;
use crate::testing::{Random, graph};

fn check(edges: &str, expected: Expect) {
    let graph = graph(edges);
    let acyclic = graph.acyclic();
    expected.assert_eq(&graph.show_ranks(&network_simplex(&acyclic, u64::MAX).0));
    assert_optimal(&acyclic, edges);
}

/// Ranks and flow prove each other optimal: what the ranks cost is what the dual is worth.
fn assert_optimal(graph: &Acyclic, name: &str) {
    let (ranks, dual) = optimum(graph.n_nodes, &merged(graph), &[], u64::MAX).expect("no limit");
    assert!(graph.arcs.iter().all(|arc| ranks.0[arc.head] > ranks.0[arc.tail]), "{name}: an arc leads up");
    assert_eq!(cost(graph, &ranks), dual, "{name}");
}

fn cost(graph: &Acyclic, ranks: &Ranks) -> i128 {
    let length = |tail: usize, head: usize| ranks.0[head] as i128 - ranks.0[tail] as i128;
    graph.arcs.iter().map(|arc| i128::from(arc.weight) * length(arc.tail, arc.head)).sum()
}

/// a→b→c→d beside a→x→d: x has one rank of slack, and the heavier edge keeps it short.
#[test]
fn slack_goes_to_the_lighter_edge() {
    check("a->b b->c c->d a->x x->d:3", expect!["0: a | 1: b | 2: c x | 3: d"]);
    check("a->b b->c c->d a->x:3 x->d", expect!["0: a | 1: b x | 2: c | 3: d"]);
}

#[test]
fn parallel_edges_pull_together() {
    check("a->b b->c c->d a->x x->d x->d", expect!["0: a | 1: b | 2: c x | 3: d"]);
}

/// Two light callers outweigh neither alone, but both do: the root `late` comes down to its callees.
#[test]
fn a_root_stands_close_to_its_callees() {
    check("main->a a->b b->c late->c", expect!["0: main | 1: a | 2: b late | 3: c"]);
}

#[test]
fn each_component_starts_at_the_top() {
    check("a->b b->c x->y z", expect!["0: a x z | 1: b y | 2: c"]);
}

#[test]
fn past_the_budget_ranks_are_longest_paths() {
    let graph = graph("a->b b->c c->d a->x x->d:3");
    expect!["0: a | 1: b x | 2: c | 3: d"]
        .assert_eq(&graph.show_ranks(&network_simplex(&graph.acyclic(), 0).0));
}

#[test]
fn longest_paths_lead_down() {
    for seed in 0..100 {
        let acyclic = break_cycles(&Random(seed).input(15, 30));
        let ranks = longest_path(acyclic.n_nodes, &merged(&acyclic));
        assert!(acyclic.arcs.iter().all(|arc| ranks.0[arc.head] > ranks.0[arc.tail]), "seed {seed}");
    }
}

#[test]
fn primal_and_dual_agree_on_random_graphs() {
    for seed in 0..300 {
        let mut random = Random(seed);
        let (n_boxes, n_edges) = (random.between(1, 60) as usize, random.below(150) as usize);
        assert_optimal(&break_cycles(&random.input(n_boxes, n_edges)), &format!("seed {seed}"));
    }
}

/// No choice of ranks is better than the one found.
#[test]
fn nothing_is_better_than_the_optimum() {
    for seed in 0..40 {
        let acyclic = break_cycles(&Random(seed).input(5, 8));
        let n_choices = 5usize.pow(5);
        let choice = |number: usize| Ranks((0..5).map(|node| number / 5usize.pow(node) % 5).collect());
        let least = (0..n_choices)
            .map(choice)
            .filter(|ranks| acyclic.arcs.iter().all(|arc| ranks.0[arc.head] > ranks.0[arc.tail]))
            .map(|ranks| cost(&acyclic, &ranks))
            .min();
        assert_eq!(Some(cost(&acyclic, &network_simplex(&acyclic, u64::MAX).0)), least, "seed {seed}");
    }
}

/// The call graphs of real profiles: every DOT file in the golden/ of the workspace, or in the folder that DOT_FOLDER names.
#[test]
fn primal_and_dual_agree_on_call_graphs() {
    let asked_for = env::var_os("DOT_FOLDER").map(PathBuf::from);
    let golden = root().join("../../golden");
    // What cargo publishes comes alone, and with the manifest as it was.
    if asked_for.is_none() && !golden.exists() && root().join("Cargo.toml.orig").exists() {
        return;
    }
    let files = dot_files(asked_for.unwrap_or(golden));
    let mut n_edges = 0;
    for file in files {
        // Names in golden/ need not be UTF-8; those of nodes are.
        let text = String::from_utf8_lossy(&fs::read(&file).unwrap()).into_owned();
        let graph = call_graph(&text);
        n_edges += graph.edges.len();
        assert_optimal(&break_cycles(&graph), &file.display().to_string());
    }
    assert!(n_edges > 0, "no DOT file with edges is in the folder");
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The DOT files in a folder and in those below it.
fn dot_files(folder: PathBuf) -> Vec<PathBuf> {
    let (mut folders, mut files) = (vec![folder], Vec::new());
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "dot") {
                files.push(path);
            }
        }
    }
    files
}

/// The edges of a DOT file, which are lines like `N1 -> N2 [label=" 1s" weight=3 ...]`.
fn call_graph(dot: &str) -> Input {
    let mut names: Vec<&str> = Vec::new();
    let mut edges = Vec::new();
    for line in dot.lines() {
        let Some((tail, rest)) = line.split_once(" -> ") else { continue };
        let Some((head, attributes)) = rest.split_once(' ').filter(|_| tail.starts_with('N')) else {
            continue;
        };
        let ends = [tail, head].map(|name| {
            names.iter().position(|&there| there == name).unwrap_or_else(|| {
                names.push(name);
                names.len() - 1
            })
        });
        let weight = attributes.split("weight=").nth(1).unwrap_or("1");
        let weight = weight.split(|c: char| !c.is_ascii_digit()).next().unwrap().parse().unwrap();
        edges.push(Edge { tail: ends[0], head: ends[1], weight, ..Edge::default() });
    }
    Input { boxes: vec![Size::new(40.0, 20.0); names.len()], edges, ..Input::default() }
}
