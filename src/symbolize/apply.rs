//! Writes symbolization results into the profile.

use std::collections::HashMap;

use super::frame::Frame;
use super::sought::Sought;
use super::texts::{TextId, Texts};
use crate::profile::{Function, FunctionId, Line, MappingId, Profile, StringId};

/// Adds functions to a profile, deduplicated by name and file.
pub(super) struct Writer<'p> {
    profile: &'p mut Profile,
    texts: &'p Texts,
    functions: HashMap<(TextId, Option<TextId>), FunctionId>,
    strings: HashMap<TextId, StringId>,
    next_id: u64,
}

impl<'p> Writer<'p> {
    pub(super) fn new(profile: &'p mut Profile, texts: &'p Texts) -> Writer<'p> {
        let next_id = profile.functions.iter().map(|function| function.id).max().unwrap_or_default() + 1;
        Writer { profile, texts, functions: HashMap::new(), strings: HashMap::new(), next_id }
    }

    /// Sets the frames of a mapping's locations, and returns how many got any.
    pub(super) fn write(&mut self, mapping: MappingId, sought: &Sought, frames: &[Vec<Frame>]) -> usize {
        let mut n_named = 0;
        for &(location, index) in &sought.locations {
            let frames = &frames[index];
            if frames.is_empty() {
                continue;
            }
            n_named += 1;
            let first_line = self.profile.lines.len();
            for frame in frames {
                let line = self.line(frame);
                self.profile.lines.push(line);
            }
            let location = &mut self.profile.locations[location];
            location.first_line = u32::try_from(first_line).unwrap_or(u32::MAX);
            location.n_lines = u32::try_from(frames.len()).unwrap_or(u32::MAX);
            location.is_folded = false;
        }
        let has = &mut self.profile.mappings[mapping.0 as usize].has;
        let any = |holds: fn(&Frame) -> bool| frames.iter().flatten().any(holds);
        has.functions |= n_named > 0;
        has.inline_frames |= n_named > 0;
        has.filenames |= any(|frame| frame.place.file.is_some());
        has.line_numbers |= any(|frame| frame.place.line != 0);
        n_named
    }

    fn line(&mut self, frame: &Frame) -> Line {
        let line_number = |number: u64| i64::try_from(number).unwrap_or_default();
        let function = match self.functions.get(&(frame.name, frame.place.file)) {
            Some(&known) => known,
            None => self.add(frame),
        };
        Line { function, line: line_number(frame.place.line), column: line_number(frame.place.column) }
    }

    fn add(&mut self, frame: &Frame) -> FunctionId {
        let name = self.string(frame.name);
        let filename = frame.place.file.map(|file| self.string(file)).unwrap_or_default();
        let id = FunctionId(u32::try_from(self.profile.functions.len()).unwrap_or(u32::MAX));
        let function = Function { id: self.next_id, name, system_name: name, filename, start_line: 0 };
        self.next_id = self.next_id.wrapping_add(1).max(1);
        self.profile.functions.push(function);
        self.functions.insert((frame.name, frame.place.file), id);
        id
    }

    fn string(&mut self, text: TextId) -> StringId {
        let (strings, texts) = (&mut self.profile.strings, self.texts);
        *self.strings.entry(text).or_insert_with(|| strings.push(texts.get(text)))
    }
}
