//! Decodes everything but the samples.

use prost::Message;

use super::{
    error::ReadError,
    ids::{Ids, StringTable},
};
use crate::{
    index::index,
    profile::{
        entries::{Function, FunctionId, Line, Location, Mapping, MappingId, Symbols},
        field,
        model::Profile,
        proto,
        samples::Samples,
        strings::Strings,
        wire::{self, Fields, Malformed, Value},
    },
};

/// Everything but the samples, with ids and string indices as they are in the file.
#[derive(Default)]
pub(super) struct Tables {
    strings: Strings,
    pub(super) n_strings: usize,
    pub(super) sample_types: Vec<proto::ValueType>,
    mappings: Vec<proto::Mapping>,
    locations: Vec<DraftLocation>,
    /// Buffer for the next location.
    location: proto::Location,
    lines: Vec<proto::Line>,
    functions: Vec<proto::Function>,
    drop_frames: i64,
    keep_frames: i64,
    time_nanos: i64,
    duration_nanos: i64,
    period_type: proto::ValueType,
    period: i64,
    comments: Vec<i64>,
    default_sample_type: i64,
    doc_url: i64,
}

/// A location whose mapping is not resolved yet.
struct DraftLocation {
    mapping_id: u64,
    location: Location,
}

impl Tables {
    pub(super) fn decode(bytes: &[u8]) -> Result<Tables, ReadError> {
        let mut tables = Tables::default();
        for field in Fields::new(bytes) {
            let (number, value) = field?;
            tables.take(number, value)?;
        }
        Ok(tables)
    }

    /// Decodes a field of the profile; samples only count.
    pub(super) fn take(&mut self, number: u32, value: Value<'_>) -> Result<(), ReadError> {
        match number {
            field::SAMPLE => {
                bytes_of(value)?;
            }
            field::SAMPLE_TYPE => {
                self.sample_types.push(message(value)?);
                bounded("sample types", self.sample_types.len())?;
            }
            field::MAPPING => {
                let mapping: proto::Mapping = message(value)?;
                Ids::check("mapping", mapping.id)?;
                self.mappings.push(mapping);
                entries("mappings", self.mappings.len())?;
            }
            field::FUNCTION => {
                let function: proto::Function = message(value)?;
                Ids::check("function", function.id)?;
                self.functions.push(function);
                entries("functions", self.functions.len())?;
            }
            field::STRING => self.push_string(bytes_of(value)?)?,
            field::PERIOD_TYPE => self.period_type = message(value)?,
            field::COMMENT => {
                for index in wire::varints(value)? {
                    self.comments.push(index?.cast_signed());
                }
                bounded("comments", self.comments.len())?;
            }
            field::LOCATION => {
                let mut location = std::mem::take(&mut self.location);
                location.clear();
                location.merge(bytes_of(value)?).map_err(|_| Malformed::Message)?;
                self.push_location(&location)?;
                self.location = location;
            }
            _ => self.set_number(number, value)?,
        }
        Ok(())
    }

    fn push_string(&mut self, text: &[u8]) -> Result<(), ReadError> {
        match self.n_strings {
            // As in the encoding, the first string must be empty.
            0 if text.is_empty() => {}
            0 => return Err(Malformed::FirstString.into()),
            _ => drop(self.strings.push(text)),
        }
        self.n_strings += 1;
        entries("strings", self.n_strings)
    }

    fn push_location(&mut self, message: &proto::Location) -> Result<(), ReadError> {
        Ids::check("location", message.id)?;
        if message.line.iter().any(|line| line.function_id == 0) {
            return Err(ReadError::DanglingFunction { location: message.id, function: 0 });
        }
        entries("lines", self.lines.len() + message.line.len())?;
        let location = Location {
            id: message.id,
            mapping: None,
            address: message.address,
            first_line: index(self.lines.len()),
            n_lines: index(message.line.len()),
            is_folded: message.is_folded,
        };
        self.lines.extend_from_slice(&message.line);
        self.locations.push(DraftLocation { mapping_id: message.mapping_id, location });
        entries("locations", self.locations.len())
    }

    /// Decodes a numeric field; the last value counts. Unknown fields are ignored.
    fn set_number(&mut self, number: u32, value: Value<'_>) -> Result<(), ReadError> {
        let place = match number {
            field::DROP_FRAMES => &mut self.drop_frames,
            field::KEEP_FRAMES => &mut self.keep_frames,
            // Concatenation is valid protobuf, but string indices of the second part would be wrong.
            field::TIME_NANOS if self.time_nanos != 0 => return Err(ReadError::Concatenated),
            field::TIME_NANOS => &mut self.time_nanos,
            field::DURATION_NANOS => &mut self.duration_nanos,
            field::PERIOD => &mut self.period,
            field::DEFAULT_SAMPLE_TYPE => &mut self.default_sample_type,
            field::DOC_URL => &mut self.doc_url,
            _ => return Ok(()),
        };
        let Value::Varint(value) = value else { return Err(Malformed::WrongType.into()) };
        *place = value.cast_signed();
        Ok(())
    }

    /// Resolves all references. Returns the profile without samples, and the location ids for resolving those.
    pub(super) fn resolve(self) -> Result<(Profile, Ids), ReadError> {
        let strings = StringTable { len: self.n_strings };
        let mappings = Ids::new("mapping", self.mappings.iter().map(|mapping| mapping.id))?;
        let functions = Ids::new("function", self.functions.iter().map(|function| function.id))?;
        let locations = Ids::new("location", self.locations.iter().map(|draft| draft.location.id))?;
        let profile = Profile {
            sample_types: all(self.sample_types, |kind| strings.value_type(&kind))?,
            default_sample_type: strings.id(self.default_sample_type)?,
            samples: Samples::default(),
            mappings: all(self.mappings, |message| mapping(&message, strings))?,
            lines: lines(&self.lines, &self.locations, &functions)?,
            locations: self.locations.into_iter().map(|draft| draft.resolve(&mappings)).collect(),
            functions: all(self.functions, |message| function(&message, strings))?,
            drop_frames: strings.id(self.drop_frames)?,
            keep_frames: strings.id(self.keep_frames)?,
            time_nanos: self.time_nanos,
            duration_nanos: self.duration_nanos,
            period_type: strings.value_type(&self.period_type)?,
            period: self.period,
            comments: all(self.comments, |index| strings.id(index))?,
            doc_url: strings.id(self.doc_url)?,
            is_difference: false,
            strings: self.strings,
        };
        Ok((profile, locations))
    }
}

impl DraftLocation {
    /// Unknown mappings become none.
    fn resolve(self, mappings: &Ids) -> Location {
        Location { mapping: mappings.get(self.mapping_id).map(MappingId), ..self.location }
    }
}

/// Limits the number of entries of a table: an entry of two bytes in the file takes up to forty in memory.
fn entries(things: &'static str, n: usize) -> Result<(), ReadError> {
    const MAX: usize = 1 << 25;
    if n > MAX { Err(ReadError::Unlikely { things, most: MAX }) } else { Ok(()) }
}

/// Limits the number of entries that every report prints or evaluates.
fn bounded(things: &'static str, n: usize) -> Result<(), ReadError> {
    const MAX: usize = 100_000;
    if n > MAX { Err(ReadError::Unlikely { things, most: MAX }) } else { Ok(()) }
}

fn all<T, U>(items: Vec<T>, convert: impl FnMut(T) -> Result<U, ReadError>) -> Result<Vec<U>, ReadError> {
    items.into_iter().map(convert).collect()
}

fn bytes_of(value: Value<'_>) -> Result<&[u8], Malformed> {
    match value {
        Value::Bytes(bytes) => Ok(bytes),
        Value::Varint(_) | Value::Fixed => Err(Malformed::WrongType),
    }
}

/// Decodes a nested message.
pub(super) fn message<M: Message + Default>(value: Value<'_>) -> Result<M, Malformed> {
    M::decode(bytes_of(value)?).map_err(|_| Malformed::Message)
}

fn mapping(message: &proto::Mapping, strings: StringTable) -> Result<Mapping, ReadError> {
    Ok(Mapping {
        id: message.id,
        memory_start: message.memory_start,
        memory_limit: message.memory_limit,
        file_offset: message.file_offset,
        filename: strings.id(message.filename)?,
        build_id: strings.id(message.build_id)?,
        has: Symbols {
            functions: message.has_functions,
            filenames: message.has_filenames,
            line_numbers: message.has_line_numbers,
            inline_frames: message.has_inline_frames,
        },
    })
}

fn function(message: &proto::Function, strings: StringTable) -> Result<Function, ReadError> {
    Ok(Function {
        id: message.id,
        name: strings.id(message.name)?,
        system_name: strings.id(message.system_name)?,
        filename: strings.id(message.filename)?,
        start_line: message.start_line,
    })
}

fn lines(
    messages: &[proto::Line],
    locations: &[DraftLocation],
    functions: &Ids,
) -> Result<Vec<Line>, ReadError> {
    let mut lines = Vec::with_capacity(messages.len());
    for DraftLocation { location, .. } in locations {
        for message in &messages[location.first_line as usize..][..location.n_lines as usize] {
            let Some(function) = functions.get(message.function_id) else {
                return Err(ReadError::DanglingFunction {
                    location: location.id,
                    function: message.function_id,
                });
            };
            lines.push(Line { function: FunctionId(function), line: message.line, column: message.column });
        }
    }
    Ok(lines)
}
