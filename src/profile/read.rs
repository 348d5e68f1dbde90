//! Reads a profile: unpacks, decodes, resolves every reference and checks what later stages rely on.

use std::{collections::HashMap, io};

use bstr::ByteSlice;
use prost::Message;

use super::{
    Function, FunctionId, Line, Location, Mapping, MappingId, Profile, Samples, StringId, Strings, Symbols,
    ValueType,
    gunzip::{self, Limits},
    legacy::{self, LegacyError},
    proto,
    wire::{self, Fields, Malformed, Value},
};

/// Reads a profile, packed with gzip or not, as protobuf or in one of the formats from before it.
///
/// # Errors
///
/// Says what is wrong with the bytes. Any bytes may come: none of them make it panic.
pub fn read(bytes: &[u8]) -> Result<Profile, ReadError> {
    read_within(bytes, &Limits::default())
}

/// Reads a profile as [`read`] does, within limits of the caller's choice.
///
/// # Errors
///
/// As [`read`].
pub fn read_within(bytes: &[u8], limits: &Limits) -> Result<Profile, ReadError> {
    if let Some(profile) = stream::read(bytes, limits) {
        return Ok(profile);
    }
    let bytes = gunzip::unpack(bytes, limits)?;
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    match decode(&bytes) {
        Err(ReadError::NotAProfile(why)) => {
            legacy::read(&bytes).unwrap_or_else(|| Err(not_a_profile(&bytes, why)))
        }
        decided => decided,
    }
}

/// Whether bytes that begin like these may be a profile: so that what never ends need not be read until it does.
///
/// # Errors
///
/// Says why they are none.
pub fn may_begin(start: &[u8]) -> Result<(), ReadError> {
    let is_known = |number| (field::SAMPLE_TYPE..=field::DOC_URL).contains(&number);
    let mut n_known = 0;
    for field in Fields::new(start) {
        match field {
            Ok((number, _)) => n_known += usize::from(is_known(number)),
            Err(Malformed::End) => n_known += 1,
            Err(_) if gunzip::is_packed(start) || legacy::may_begin(start) => return Ok(()),
            Err(why) => return Err(not_a_profile(start, why)),
        }
    }
    if n_known == 0 { Err(not_a_profile(start, Malformed::Unknown)) } else { Ok(()) }
}

/// What bytes are that are no profile, if that can be told, and else why they are none.
fn not_a_profile(bytes: &[u8], why: Malformed) -> ReadError {
    if gunzip::is_packed(bytes) {
        return ReadError::PackedTwice;
    }
    let start = &bytes[..bytes.len().min(200)];
    let line = start.lines().map(<[u8]>::trim_ascii).find(|line| !line.is_empty()).unwrap_or_default();
    let is_text = |byte: &u8| *byte >= b' ' || byte.is_ascii_whitespace();
    if !line.is_empty() && start.iter().all(is_text) && std::str::from_utf8(line).is_ok() {
        return ReadError::Text { beginning: line.chars().take(40).collect() };
    }
    ReadError::NotAProfile(why)
}

/// Why a profile could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// There are no bytes.
    #[error("the file is empty")]
    Empty,
    /// The gzip stream is damaged or ends early.
    #[error("the gzip data is damaged: {0}")]
    Gzip(io::Error),
    /// There is no memory left for what it unpacks to.
    #[error("there is not enough memory to unpack it")]
    Memory,
    /// It unpacks to more than the limit.
    #[error("unpacked, it is larger than {limit} bytes; it does not look like a profile")]
    TooLarge {
        /// The most bytes that were allowed.
        limit: usize,
    },
    /// It is in no format that is known.
    #[error("not a pprof profile ({0})")]
    NotAProfile(#[from] Malformed),
    /// It is a text, such as an error page.
    #[error("not a pprof profile, but a text that begins with {beginning:?}")]
    Text {
        /// Its first words.
        beginning: String,
    },
    /// What was packed is packed.
    #[error("not a pprof profile, but one that was packed with gzip twice")]
    PackedTwice,
    /// It is in one of the formats from before the protobuf, but damaged.
    #[error(transparent)]
    Legacy(#[from] LegacyError),
    /// Profiles were concatenated rather than merged.
    #[error("several profiles are concatenated in one file; give them as separate files to merge them")]
    Concatenated,
    /// There are samples, but nothing says what their values are.
    #[error("there are samples but no sample types")]
    NoSampleTypes,
    /// A sample has too many or too few values.
    #[error("sample {sample} has {values} values, but there are {types} sample types")]
    ValueCount {
        /// The sample, counted from 1.
        sample: usize,
        /// How many values it has.
        values: usize,
        /// How many it should have.
        types: usize,
    },
    /// A stack holds an unknown location.
    #[error("sample {sample} refers to location {location}, which is not in the profile")]
    DanglingLocation {
        /// The sample, counted from 1.
        sample: usize,
        /// The id.
        location: u64,
    },
    /// A location holds an unknown function.
    #[error("location {location} refers to function {function}, which is not in the profile")]
    DanglingFunction {
        /// The location's id.
        location: u64,
        /// The id.
        function: u64,
    },
    /// The id 0 means none and may not be used.
    #[error("a {table} has the id 0, which is reserved")]
    ReservedId {
        /// What has the id.
        table: &'static str,
    },
    /// Two entries have one id.
    #[error("two {table}s have the id {id}")]
    DuplicateId {
        /// What has the id.
        table: &'static str,
        /// The id.
        id: u64,
    },
    /// More of something than any program writes; it would only fill the memory.
    #[error("it has more than {most} {things}")]
    Unlikely {
        /// What there is too much of.
        things: &'static str,
        /// How much would be possible.
        most: usize,
    },
    /// A table has more than 2³² entries.
    #[error("it has more {table}s than fit in 32 bits")]
    TooMany {
        /// What there is too much of.
        table: &'static str,
    },
}

mod samples;
mod stream;

/// Decodes in two walks over the fields: samples can only be resolved when all locations are known, and
/// nothing says that those come first.
fn decode(bytes: &[u8]) -> Result<Profile, ReadError> {
    let (mut profile, locations) = Tables::decode(bytes)?.resolve()?;
    let references = samples::References {
        n_types: profile.sample_types.len(),
        locations: &locations,
        strings: StringTable { len: profile.strings.len() },
    };
    profile.samples = samples::decode(bytes, references)?;
    Ok(profile)
}
/// The numbers of a profile's fields.
mod field {
    pub(super) const SAMPLE_TYPE: u64 = 1;
    pub(super) const SAMPLE: u64 = 2;
    pub(super) const MAPPING: u64 = 3;
    pub(super) const LOCATION: u64 = 4;
    pub(super) const FUNCTION: u64 = 5;
    pub(super) const STRING: u64 = 6;
    pub(super) const DROP_FRAMES: u64 = 7;
    pub(super) const KEEP_FRAMES: u64 = 8;
    pub(super) const TIME_NANOS: u64 = 9;
    pub(super) const DURATION_NANOS: u64 = 10;
    pub(super) const PERIOD_TYPE: u64 = 11;
    pub(super) const PERIOD: u64 = 12;
    pub(super) const COMMENT: u64 = 13;
    pub(super) const DEFAULT_SAMPLE_TYPE: u64 = 14;
    pub(super) const DOC_URL: u64 = 15;
}

/// Everything but the samples, with ids and string indices as they are in the file.
#[derive(Default)]
struct Tables {
    strings: Strings,
    n_strings: usize,
    sample_types: Vec<proto::ValueType>,
    mappings: Vec<proto::Mapping>,
    locations: Vec<DraftLocation>,
    /// Memory for the next of them.
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

/// A location whose mapping is not looked up yet.
struct DraftLocation {
    mapping_id: u64,
    location: Location,
}

impl Tables {
    fn decode(bytes: &[u8]) -> Result<Tables, ReadError> {
        let mut tables = Tables::default();
        for field in Fields::new(bytes) {
            let (number, value) = field?;
            tables.take(number, value)?;
        }
        Ok(tables)
    }

    /// Takes a field of the profile, but for what is in a sample.
    fn take(&mut self, number: u64, value: Value<'_>) -> Result<(), ReadError> {
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
                location.merge(bytes_of(value)?).map_err(Malformed::from)?;
                self.push_location(&location)?;
                self.location = location;
            }
            _ => self.set_number(number, value)?,
        }
        Ok(())
    }

    fn push_string(&mut self, text: &[u8]) -> Result<(), ReadError> {
        match self.n_strings {
            // The string table of a profile in memory starts with the empty string too.
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
            first_line: self.lines.len() as u32,
            n_lines: message.line.len() as u32,
            is_folded: message.is_folded,
        };
        self.lines.extend_from_slice(&message.line);
        self.locations.push(DraftLocation { mapping_id: message.mapping_id, location });
        entries("locations", self.locations.len())
    }

    /// Fields that are single numbers; the last of each counts. Unknown fields are passed over.
    fn set_number(&mut self, number: u64, value: Value<'_>) -> Result<(), ReadError> {
        let place = match number {
            field::DROP_FRAMES => &mut self.drop_frames,
            field::KEEP_FRAMES => &mut self.keep_frames,
            // Concatenation is legal protobuf, but the string indices of the second part would be wrong.
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

    /// Looks every reference up. Returns the profile without samples and the table for theirs.
    fn resolve(self) -> Result<(Profile, Ids), ReadError> {
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
    /// An unknown mapping is none.
    fn resolve(self, mappings: &Ids) -> Location {
        Location { mapping: mappings.get(self.mapping_id).map(MappingId), ..self.location }
    }
}

/// Checks how many entries a table has: one of two bytes in the file takes up to forty in memory. It is far more than
/// any program writes.
fn entries(things: &'static str, n: usize) -> Result<(), ReadError> {
    const MOST: usize = 1 << 25;
    if n > MOST { Err(ReadError::Unlikely { things, most: MOST }) } else { Ok(()) }
}

/// Checks how much there is of something that every report prints or asks in full.
fn bounded(things: &'static str, n: usize) -> Result<(), ReadError> {
    const MOST: usize = 100_000;
    if n > MOST { Err(ReadError::Unlikely { things, most: MOST }) } else { Ok(()) }
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

fn message<M: Message + Default>(value: Value<'_>) -> Result<M, Malformed> {
    Ok(M::decode(bytes_of(value)?)?)
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

/// Checks string indices against the length of the table.
#[derive(Clone, Copy)]
struct StringTable {
    len: usize,
}

impl StringTable {
    fn id(self, index: i64) -> Result<StringId, ReadError> {
        match u32::try_from(index) {
            Ok(id) if (id as usize) < self.len => Ok(StringId(id)),
            _ => Err(Malformed::DanglingString { index, n_strings: self.len }.into()),
        }
    }

    fn value_type(self, message: &proto::ValueType) -> Result<ValueType, ReadError> {
        Ok(ValueType { kind: self.id(message.r#type)?, unit: self.id(message.unit)? })
    }
}

/// From the ids of a table to its indices.
enum Ids {
    /// Most writers count from 1 to so many: nothing has to be looked up in memory then.
    Counted(u32),
    /// Some leave gaps: index by id, `NONE` in the gaps.
    Dense(Vec<u32>),
    Sparse(HashMap<u64, u32>),
}

impl Ids {
    const NONE: u32 = u32::MAX;

    fn new(table: &'static str, ids: impl ExactSizeIterator<Item = u64> + Clone) -> Result<Ids, ReadError> {
        let n = ids.len();
        if n >= Ids::NONE as usize {
            return Err(ReadError::TooMany { table });
        }
        if ids.clone().eq(1..=n as u64) {
            return Ok(Ids::Counted(n as u32));
        }
        let largest = ids.clone().max().unwrap_or(0);
        let mut found = match usize::try_from(largest) {
            Ok(largest) if largest <= 2 * n + 64 => Ids::Dense(vec![Ids::NONE; largest + 1]),
            _ => Ids::Sparse(HashMap::with_capacity(n)),
        };
        for (index, id) in (0..).zip(ids) {
            Ids::check(table, id)?;
            if !found.insert(id, index) {
                return Err(ReadError::DuplicateId { table, id });
            }
        }
        Ok(found)
    }

    /// Turns 0 away, which is the id of whatever has none: as soon as possible, since such entries take two bytes of
    /// a file and a hundred in memory.
    fn check(table: &'static str, id: u64) -> Result<(), ReadError> {
        if id == 0 { Err(ReadError::ReservedId { table }) } else { Ok(()) }
    }

    /// Whether the id is new.
    fn insert(&mut self, id: u64, index: u32) -> bool {
        match self {
            Ids::Counted(_) => unreachable!("what is counted is not inserted"),
            Ids::Dense(indices) => {
                let place = &mut indices[usize::try_from(id).expect("no id is larger than the largest")];
                std::mem::replace(place, index) == Ids::NONE
            }
            Ids::Sparse(indices) => indices.insert(id, index).is_none(),
        }
    }

    /// The index of an id, where they count from 1 to `n`.
    #[inline]
    fn counted(n: u32, id: u64) -> Option<u32> {
        let index = id.wrapping_sub(1);
        (index < u64::from(n)).then_some(index as u32)
    }

    #[inline]
    fn get(&self, id: u64) -> Option<u32> {
        match self {
            Ids::Counted(n) => Ids::counted(*n, id),
            Ids::Dense(indices) => {
                let index = *indices.get(usize::try_from(id).ok()?)?;
                (index != Ids::NONE).then_some(index)
            }
            Ids::Sparse(indices) => indices.get(&id).copied(),
        }
    }
}

#[cfg(test)]
mod tests;
