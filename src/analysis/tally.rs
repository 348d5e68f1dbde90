//! Totals of the functions of one run, with variances, for comparisons.

use bstr::BString;

use super::{Counting, counting::Rule, library};
use crate::{
    graph::{self, Measure, Tallied, Variance},
    options::Options,
    view::View,
};

/// The functions of one run (one profile): values, counting variances, and calls.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// The functions, or other nodes of the granularity, with distinct names.
    pub functions: Vec<TallyFunction>,
    /// The calls between them, without duplicates.
    pub calls: Vec<TallyCall>,
    /// The total that percentages refer to: the sum of the magnitudes of all samples, including those removed by
    /// filters unless `Options::relative_percentages` is set.
    pub total: Estimate,
    /// How variances are estimated.
    pub counting: Counting,
}

/// A sum of samples with its variance.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Estimate {
    /// The sum; never a mean.
    pub value: i64,
    /// The sampling variance, in squared units of the value. Finite and not negative.
    pub variance: f64,
}

/// A function of a run. See [`Tally`].
#[derive(Clone, Debug, Default)]
pub struct TallyFunction {
    /// Its name as in text reports, which is the same in every run, with its file if the granularity has files.
    pub name: BString,
    /// The source file of its first frame that has one; empty if unknown.
    pub file: BString,
    /// Whether it belongs to a runtime, a standard library or the kernel.
    pub is_library: bool,
    /// The sum of the samples that end here.
    pub flat: Estimate,
    /// The sum of the samples through here.
    pub cum: Estimate,
    /// The sum of the samples whose innermost function outside of library code is this one: flat, with library code
    /// charged to its caller. Stacks of library code only are charged to their leaf.
    pub charged: Estimate,
    /// Lines with the value through each, by line. Lines are relative to the start of the function, if that is known.
    pub lines: Vec<(i64, i64)>,
}

/// A call of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TallyCall {
    /// Index of the caller in [`Tally::functions`].
    pub caller: usize,
    /// Index of the callee.
    pub callee: usize,
    /// The value of the samples with this call.
    pub value: i64,
}

impl Tally {
    /// Sums up the samples of `view`; percentages refer to `whole`.
    pub(super) fn new(view: &View<'_>, whole: &View<'_>, options: &Options, measure: Measure) -> Tally {
        let rule = Rule::new(view, measure);
        let tallied = graph::tallied(
            view,
            options,
            measure,
            |sample| rule.variance(sample.values),
            library::is_library,
        );
        Tally { total: total(whole, measure, rule), counting: rule.counting(), ..named(&tallied) }
    }
}

fn total(view: &View<'_>, measure: Measure, rule: Rule) -> Estimate {
    let (mut value, mut variance) = (0i64, Variance::default());
    for sample in view.samples() {
        value = value.wrapping_add(sample.values[measure.column].wrapping_abs());
        variance.add(Variance::new(rule.variance(sample.values)));
    }
    Estimate { value, variance: variance.value() }
}

/// Converts node indices to names.
fn named(tallied: &Tallied<'_>) -> Tally {
    let identities = &tallied.identities;
    let estimate = |sum: graph::Uncertain| Estimate { value: sum.value, variance: sum.variance.value() };
    let function = |(id, (node, &is_library))| {
        let node: &graph::NodeTally = node;
        TallyFunction {
            name: identities.printed(id),
            file: identities.text(identities.origin(id).file).to_owned(),
            is_library,
            flat: estimate(node.flat),
            cum: estimate(node.cum),
            charged: estimate(node.charged),
            lines: Vec::new(),
        }
    };
    let nodes = tallied.nodes.iter().zip(&tallied.is_library);
    let mut functions: Vec<_> = identities.ids().zip(nodes).map(function).collect();
    for line in tallied.lines.iter().filter(|line| line.value != 0) {
        functions[line.node as usize].lines.push((line.line, line.value));
    }
    functions.iter_mut().for_each(|function| function.lines.sort_unstable());
    let call =
        |&(caller, callee, value)| TallyCall { caller: caller as usize, callee: callee as usize, value };
    Tally { functions, calls: tallied.calls.iter().map(call).collect(), ..Tally::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{analysis::Analysis, profile::testing::profile};

    fn shown(text: &str, options: &Options) -> String {
        let profile = profile(text);
        let analysis = Analysis::new(&profile).unwrap();
        let tally = analysis.select(options).unwrap().tally();
        let function = |function: &TallyFunction| {
            let values = [function.flat, function.cum, function.charged].map(|value| value.value.to_string());
            format!("{} {}", function.name, values.join(" "))
        };
        let mut lines: Vec<_> = tally.functions.iter().map(function).collect();
        lines.sort();
        let name = |place: usize| tally.functions[place].name.clone();
        let mut calls: Vec<_> =
            tally.calls.iter().map(|call| (name(call.caller), name(call.callee), call.value)).collect();
        calls.sort();
        lines.extend(calls.iter().map(|(caller, callee, value)| format!("{caller}->{callee} {value}")));
        format!("{} of {}: {}", lines.join(", "), tally.total.value, tally.total.variance)
    }

    #[test]
    fn library_code_is_charged_to_its_caller() {
        let text = "main;a;runtime.malloc 5\n main;a 1\n main;a;b;a 2\n runtime.gc 3";
        assert_eq!(
            shown(text, &Options::default()),
            "a 3 8 8, b 0 2 0, main 0 8 0, runtime.gc 3 3 3, runtime.malloc 5 5 0, \
             a->b 2, a->runtime.malloc 5, b->a 2, main->a 8 of 11: 11"
        );
    }

    #[test]
    fn filters_leave_the_total() {
        let filters = crate::options::Filters { focus: Some("b".into()), ..Default::default() };
        let options = Options { filters, ..Options::default() };
        assert_eq!(shown("a 5\n b 2", &options), "a 0 0 0, b 2 2 2 of 7: 7");
    }

    #[test]
    fn lines_are_those_of_functions() {
        let profile = profile("f@a.c:10>g@a.c:3;h@b.c:7 4\n f@a.c:11;f@a.c:10 2");
        let analysis = Analysis::new(&profile).unwrap();
        let options = Options::default();
        let tally = analysis.select(&options).unwrap().tally();
        let lines = |name: &str| {
            tally
                .functions
                .iter()
                .find(|function| function.name == name)
                .map(|function| function.lines.clone())
        };
        assert_eq!(lines("f").unwrap(), [(10, 6), (11, 2)]);
        assert_eq!(lines("g").unwrap(), [(3, 4)]);
        assert_eq!(lines("h").unwrap(), [(7, 4)]);
    }
}
