//! `-topproto`: the functions of a table as a profile.

use std::collections::HashMap;

use bstr::{BStr, BString, ByteSlice};

use crate::{
    analysis::{Graph, Records},
    profile::{Function, FunctionId, Line, Location, LocationId, Profile, Samples, StringId, ValueType},
};

/// A profile with a sample for each node of a graph, in its order, whose values are cum and flat.
#[must_use]
pub fn top_profile(graph: &Graph, records: &Records<'_>) -> Profile {
    let mut builder = Builder::default();
    builder.header(graph, records);
    for node in &graph.nodes {
        let named = (node.name.clone(), node.file.clone(), node.start_line);
        let function = builder.function(named);
        let line = Line { function, line: node.line, column: node.column };
        let values = [node.cum.value, node.flat.value].map(|value| graph.scale.whole(value));
        builder.sample(node.address, line, values);
    }
    builder.profile
}

#[derive(Default)]
struct Builder {
    profile: Profile,
    functions: HashMap<(BString, BString, i64), FunctionId>,
}

impl Builder {
    fn header(&mut self, graph: &Graph, records: &Records<'_>) {
        let origin = records.profile();
        let unit = self.text(graph.scale.to.as_bytes().as_bstr());
        let sample_types = ["cum", "flat"].map(|kind| ValueType { kind: self.text(kind.into()), unit });
        let ValueType { kind, unit } = origin.period_type;
        let period_type =
            ValueType { kind: self.text(records.text(kind)), unit: self.text(records.text(unit)) };
        let profile = &mut self.profile;
        profile.sample_types = sample_types.to_vec();
        profile.samples = Samples::new(sample_types.len());
        (profile.time_nanos, profile.duration_nanos) = (origin.time_nanos, origin.duration_nanos);
        (profile.period_type, profile.period) = (period_type, origin.period);
    }

    fn text(&mut self, text: &BStr) -> StringId {
        if text.is_empty() { StringId::default() } else { self.profile.strings.push(text) }
    }

    /// The function with this name, file and start line.
    fn function(&mut self, named: (BString, BString, i64)) -> FunctionId {
        if let Some(&function) = self.functions.get(&named) {
            return function;
        }
        let (name, filename) = (self.text(named.0.as_bstr()), self.text(named.1.as_bstr()));
        let function = FunctionId(count(self.profile.functions.len()));
        let id = u64::from(function.0) + 1;
        let start_line = named.2;
        self.profile.functions.push(Function { id, name, filename, start_line, ..Function::default() });
        self.functions.insert(named, function);
        function
    }

    fn sample(&mut self, address: u64, line: Line, values: [i64; 2]) {
        let profile = &mut self.profile;
        let location = count(profile.locations.len());
        let (id, first_line) = (u64::from(location) + 1, location);
        profile.lines.push(line);
        profile.locations.push(Location { id, address, first_line, n_lines: 1, ..Location::default() });
        profile.samples.push(&[LocationId(location)], &values, &[]);
    }
}

/// A number of nodes, of which there are fewer than frames.
fn count(count: usize) -> u32 {
    u32::try_from(count).expect("readers count frames in 32 bits")
}
