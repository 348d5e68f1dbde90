//! Reports of a comparison that is made by hand, with all that one may have.

use expect_test::expect;

use crate::{
    analysis::{Facts, Scale},
    comparison::{Change, Comparison, Entry, How, Kind, Moved, Noise, Row, Shifted, Verdict},
    review::Review,
    text::{comparison_json, comparison_markdown},
};

fn change(before: f64, after: f64, verdict: Verdict) -> Change {
    let change = after - before;
    Change {
        before,
        after,
        change,
        interval: [change - 1.0, change + 1.0],
        p: 0.0123,
        verdict,
        ..Change::default()
    }
}

fn row(name: &str, before: f64, after: f64, verdict: Verdict) -> Row {
    let change = change(before, after, verdict);
    Row {
        name: name.into(),
        file: "a.c".into(),
        flat: change,
        cum: change,
        charged: change,
        ..Row::default()
    }
}

fn entry(row: usize, of: &Row) -> Entry {
    Entry { row, name: of.name.clone(), file: of.file.clone(), kind: Kind::Cum, ..Entry::default() }
}

fn review() -> Review {
    let rows = vec![
        row("grew", 100.0, 250.0, Verdict::Worse),
        row("caller", 300.0, 450.0, Verdict::Worse),
        row("old", 80.0, 0.0, Verdict::Unclear),
        row("new|er", 0.0, 90.0, Verdict::Unclear),
        row("a", 1.0, 2.0, Verdict::Unchanged),
    ];
    let placed = Entry { placement: true, is_library: true, ..entry(0, &rows[0]) };
    let passes_on = Entry { passes_on: true, ..entry(1, &rows[1]) };
    let noise = Noise { overdispersion: 0.031, common_shift: -0.05, null_scale: 1.5, ..Noise::default() };
    let comparison = Comparison {
        n_runs: [3, 2],
        total: 1000.0,
        total_change: change(1000.0, 1234.0, Verdict::Worse),
        noise,
        worse: vec![placed, passes_on],
        moved: vec![Moved { from: 2, to: 3, how: How::Renamed, before: 80.0, after: 90.0 }],
        shifted: vec![Shifted { below: 1, from: vec![0, 1, 2, 3], to: vec![4], amount: 7.0 }],
        rows,
        ..Comparison::default()
    };
    let facts = Facts { file: "/bin/tiny".into(), sample_type: "cpu".into(), ..Facts::default() };
    let scale = Scale { from: "ms".to_owned(), to: "ms".to_owned(), ..Scale::default() };
    Review { comparison, facts: [vec![facts.clone()], vec![facts]], scale, least_change: 5.0, second: None }
}

#[test]
fn markdown_has_all_that_a_comparison_may_have() {
    let mut out = Vec::new();
    comparison_markdown(&mut out, &review(), "it.svg".parse().ok().as_ref()).unwrap();
    expect![[r###"
        ## `tiny`: `cpu`

        **1 function got worse, none better**

        | | before | after | change |
        | --- | ---: | ---: | ---: |
        | total | 1000ms | 1234ms | +234ms (+23.4 %) |
        | runs | 3 | 2 | |

        ![What changed](it.svg)

        ### Worse

        | function | file | value | before | after | change | | 95 % interval | p |
        | --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |
        | `grew` (library) (placement?) | `a.c` | cum | 100ms | 250ms | +150ms | ×2.5 | +149ms to +151ms | 0.012 |
        | `caller` (passes on) | `a.c` | cum | 300ms | 450ms | +150ms | ×1.50 | +149ms to +151ms | 0.012 |

        ### Moved

        - `old` → `new|er`: another name, 80ms → 90ms

        ### Shifted: no more in all

        - 7ms from `grew`, `caller`, `old` and 1 more to `a`, below `caller`

        Noise: 3 runs before and 2 after, between which functions differ by 3 % besides the error of sampling. The typical function changed by -5.0 %, and changes are held against that. 2 functions changed by enough to matter, but perhaps by noise. "placement?": the function changed evenly on all lines, as unchanged code does that the compiler places elsewhere.
    "###]].assert_eq(&String::from_utf8(out).unwrap());
}

#[test]
fn json_has_all_that_a_comparison_may_have() {
    let mut out = Vec::new();
    comparison_json(&mut out, &review()).unwrap();
    expect![[r#"
        {
          "version": 1,
          "sample_type": "cpu",
          "unit": "ms",
          "runs": {"before": 3, "after": 2},
          "total": {"before": 1000, "after": 1234, "change": 234, "interval": [233, 235], "p": 0.0123, "verdict": "worse"},
          "least_change": 5,
          "unclear": 2,
          "noise": {"counting": "unknown", "overdispersion": 0.031, "common_shift": -0.05, "null_scale": 1.5, "single": false, "least_change": 0, "least_errors": 0},
          "worse": [
            {"name": "grew", "file": "a.c", "measure": "cum", "before": 100, "after": 250, "change": 150, "interval": [149, 151], "p": 0.0123, "q": 1, "verdict": "worse", "passes_on": false, "library": true, "new": false, "gone": false, "placement": true},
            {"name": "caller", "file": "a.c", "measure": "cum", "before": 300, "after": 450, "change": 150, "interval": [149, 151], "p": 0.0123, "q": 1, "verdict": "worse", "passes_on": true, "library": false, "new": false, "gone": false, "placement": false}
          ],
          "better": [],
          "new": [],
          "gone": [],
          "moved": [
            {"from": "old", "from_file": "a.c", "to": "new|er", "to_file": "a.c", "how": "renamed", "before": 80, "after": 90}
          ],
          "shifted": [
            {"below": "caller", "from": ["grew", "caller", "old", "new|er"], "to": ["a"], "amount": 7}
          ]
        }
    "#]].assert_eq(&String::from_utf8(out).unwrap());
}
