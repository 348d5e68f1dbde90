//! Small profiles for tests, in text.

use super::{
    Function, FunctionId, Label, LabelValue, Line, Location, LocationId, Profile, Samples, StringId,
    ValueType,
};

/// A profile of one sample type, `samples/count`. See [`profile_of`].
pub(crate) fn profile(text: &str) -> Profile {
    profile_of("samples/count", text)
}

/// A profile with a sample on every line: `main;outer>inlined;leaf 10,20 user=alice bytes=64`.
///
/// Stacks are root first; frames inlined in one location are joined with `>`. The values follow, one for
/// each of the `types`, and labels, which are numbers where they look like numbers. A frame may say
/// where it is: `name@file:line`.
pub(crate) fn profile_of(types: &str, text: &str) -> Profile {
    let mut builder = Builder::default();
    for kind in types.split(' ') {
        let (kind, unit) = kind.split_once('/').unwrap();
        let kind = ValueType { kind: builder.string(kind), unit: builder.string(unit) };
        builder.profile.sample_types.push(kind);
    }
    builder.profile.samples = Samples::new(builder.profile.sample_types.len());
    text.lines().map(str::trim).filter(|line| !line.is_empty()).for_each(|line| builder.sample(line));
    builder.profile
}

#[derive(Default)]
struct Builder {
    profile: Profile,
    locations: Vec<(String, LocationId)>,
}

impl Builder {
    fn string(&mut self, text: &str) -> StringId {
        let strings = &mut self.profile.strings;
        let known = (0..strings.len()).find(|&id| strings.get(StringId(id as u32)) == text);
        known.map_or_else(|| strings.push(text.as_bytes()), |id| StringId(id as u32))
    }

    fn sample(&mut self, line: &str) {
        let mut words = line.split(' ');
        let stack = words.next().unwrap();
        let stack: Vec<_> = stack
            .rsplit(';')
            .filter(|frames| !frames.is_empty())
            .map(|frames| self.location(frames))
            .collect();
        let values: Vec<_> = words.next().unwrap().split(',').map(|value| value.parse().unwrap()).collect();
        let labels: Vec<_> = words.map(|label| self.label(label)).collect();
        self.profile.samples.push(&stack, &values, &labels);
    }

    fn label(&mut self, label: &str) -> Label {
        let (key, value) = label.split_once('=').unwrap();
        let value = match value.parse() {
            Ok(number) => LabelValue::Number(number, StringId::default()),
            Err(_) => LabelValue::Text(self.string(value)),
        };
        Label { key: self.string(key), value }
    }

    fn location(&mut self, frames: &str) -> LocationId {
        if let Some((_, id)) = self.locations.iter().find(|(known, _)| known == frames) {
            return *id;
        }
        let lines: Vec<_> = frames.rsplit('>').map(|frame| self.line(frame)).collect();
        let id = self.profile.locations.len();
        self.profile.locations.push(Location {
            id: id as u64 + 1,
            first_line: self.profile.lines.len() as u32,
            n_lines: lines.len() as u32,
            ..Location::default()
        });
        self.profile.lines.extend(lines);
        self.locations.push((frames.to_owned(), LocationId(id as u32)));
        LocationId(id as u32)
    }

    fn line(&mut self, frame: &str) -> Line {
        let (name, place) = frame.split_once('@').unwrap_or((frame, ":0"));
        let (file, line) = place.split_once(':').unwrap();
        let (name, filename) = (self.string(name), self.string(file));
        let functions = &mut self.profile.functions;
        let known =
            functions.iter().position(|function| function.name == name && function.filename == filename);
        let index = known.unwrap_or_else(|| {
            let id = functions.len() as u64 + 1;
            functions.push(Function { id, name, filename, ..Function::default() });
            functions.len() - 1
        });
        Line { function: FunctionId(index as u32), line: line.parse().unwrap(), column: 0 }
    }
}
