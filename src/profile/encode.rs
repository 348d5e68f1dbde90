//! Writes a profile as protobuf, byte for byte as `go tool pprof -proto` does.

use std::io::{self, Write};

use flate2::{Compression, write::GzEncoder};
use prost::encoding::{self, WireType};

use super::{
    entries::{Function, Label, LabelValue, Location, Mapping, StringId, ValueType},
    field,
    interner::Interner,
    model::Profile,
    proto,
    samples::Sample,
};

/// Encodes the profile as protobuf. Every index has to be in range, see [`Profile::validate`].
///
/// Strings are numbered as they are first used, and those that nothing uses are left out; ids stay as they are.
#[must_use]
pub fn encode(profile: &Profile) -> Vec<u8> {
    let mut encoder = Encoder::new(profile);
    encoder.sample_types();
    profile.samples.iter().for_each(|sample| encoder.sample(&sample));
    profile.mappings.iter().for_each(|mapping| encoder.mapping(mapping));
    encoder.locations();
    profile.functions.iter().for_each(|function| encoder.function(function));
    encoder.strings_and_header();
    encoder.bytes
}

/// The profile as protobuf, compressed with gzip, as programs write it to files.
#[must_use]
pub fn encode_gzip(profile: &Profile) -> Vec<u8> {
    let mut compressor = GzEncoder::new(Vec::new(), Compression::default());
    let compressed: io::Result<Vec<u8>> =
        compressor.write_all(&encode(profile)).and_then(|()| compressor.finish());
    compressed.expect("a vector takes whatever is written")
}

struct Encoder<'a> {
    profile: &'a Profile,
    bytes: Vec<u8>,
    texts: Interner,
    /// The new id of each string of the profile, once it was written.
    known: Vec<Option<StringId>>,
    /// Buffer for the sample that is being written.
    sample: Vec<u8>,
    labels: Vec<Label>,
}

impl<'a> Encoder<'a> {
    fn new(profile: &'a Profile) -> Encoder<'a> {
        Encoder {
            profile,
            bytes: Vec::new(),
            texts: Interner::default(),
            known: vec![None; profile.strings.len()],
            sample: Vec::new(),
            labels: Vec::new(),
        }
    }

    fn string(&mut self, id: StringId) -> i64 {
        let known = &mut self.known[id.0 as usize];
        let string = *known.get_or_insert_with(|| self.texts.id(self.profile.text(id)));
        string.0.into()
    }

    fn value_type(&mut self, kind: ValueType) -> proto::ValueType {
        proto::ValueType { r#type: self.string(kind.kind), unit: self.string(kind.unit) }
    }

    fn sample_types(&mut self) {
        for &kind in &self.profile.sample_types {
            let message = self.value_type(kind);
            encoding::message::encode(field::SAMPLE_TYPE, &message, &mut self.bytes);
        }
    }

    /// Written by hand: prost packs repeated numbers however few there are, the reference only more than two.
    fn sample(&mut self, sample: &Sample<'_>) {
        let mut bytes = std::mem::take(&mut self.sample);
        bytes.clear();
        let ids = sample.stack.iter().map(|location| self.profile.locations[location.0 as usize].id);
        encode_repeated(field::SAMPLE_LOCATION_ID, ids, &mut bytes);
        encode_repeated(
            field::SAMPLE_VALUE,
            sample.values.iter().map(|value| value.cast_unsigned()),
            &mut bytes,
        );
        self.sort_labels(sample.labels);
        for i in 0..self.labels.len() {
            let message = self.label(self.labels[i]);
            encoding::message::encode(field::SAMPLE_LABEL, &message, &mut bytes);
        }
        put_bytes(field::SAMPLE, &bytes, &mut self.bytes);
        self.sample = bytes;
    }

    /// Sorts text labels before numbers, each by key. Values of one key keep their order.
    fn sort_labels(&mut self, labels: &[Label]) {
        self.labels.clear();
        self.labels.extend_from_slice(labels);
        let profile = self.profile;
        let order = |label: &Label| (matches!(label.value, LabelValue::Number(..)), profile.text(label.key));
        self.labels.sort_by(|one, other| order(one).cmp(&order(other)));
    }

    fn label(&mut self, label: Label) -> proto::Label {
        let key = self.string(label.key);
        match label.value {
            LabelValue::Text(text) => proto::Label { key, str: self.string(text), ..Default::default() },
            LabelValue::Number(num, unit) => {
                proto::Label { key, num, num_unit: self.string(unit), ..Default::default() }
            }
        }
    }

    fn mapping(&mut self, mapping: &Mapping) {
        let message = proto::Mapping {
            id: mapping.id,
            memory_start: mapping.memory_start,
            memory_limit: mapping.memory_limit,
            file_offset: mapping.file_offset,
            filename: self.string(mapping.filename),
            build_id: self.string(mapping.build_id),
            has_functions: mapping.has.functions,
            has_filenames: mapping.has.filenames,
            has_line_numbers: mapping.has.line_numbers,
            has_inline_frames: mapping.has.inline_frames,
        };
        encoding::message::encode(field::MAPPING, &message, &mut self.bytes);
    }

    fn locations(&mut self) {
        let mut message = proto::Location::default();
        for location in &self.profile.locations {
            self.fill_location(location, &mut message);
            encoding::message::encode(field::LOCATION, &message, &mut self.bytes);
        }
    }

    fn fill_location(&self, location: &Location, message: &mut proto::Location) {
        let Profile { mappings, functions, lines, .. } = self.profile;
        let first_line = location.first_line as usize;
        message.id = location.id;
        message.mapping_id = location.mapping.map_or(0, |mapping| mappings[mapping.0 as usize].id);
        message.address = location.address;
        message.line.clear();
        message.line.extend(lines[first_line..][..location.n_lines as usize].iter().map(|line| {
            proto::Line {
                function_id: functions[line.function.0 as usize].id,
                line: line.line,
                column: line.column,
            }
        }));
        message.is_folded = location.is_folded;
    }

    fn function(&mut self, function: &Function) {
        let message = proto::Function {
            id: function.id,
            name: self.string(function.name),
            system_name: self.string(function.system_name),
            filename: self.string(function.filename),
            start_line: function.start_line,
        };
        encoding::message::encode(field::FUNCTION, &message, &mut self.bytes);
    }

    /// The header comes last, so that its strings follow all others.
    ///
    /// Not by prost, which packs single comments and leaves out an empty default sample type.
    fn strings_and_header(&mut self) {
        let profile = self.profile;
        let (drop, keep) = (self.string(profile.drop_frames), self.string(profile.keep_frames));
        let period_type = self.value_type(profile.period_type);
        let comments: Vec<_> =
            profile.comments.iter().map(|&comment| self.string(comment).cast_unsigned()).collect();
        let default_sample_type = self.string(profile.default_sample_type);
        let doc_url = self.string(profile.doc_url);

        let bytes = &mut self.bytes;
        self.texts.strings.iter().for_each(|text| put_bytes(field::STRING, text, bytes));
        encode_nonzero(field::DROP_FRAMES, drop, bytes);
        encode_nonzero(field::KEEP_FRAMES, keep, bytes);
        encode_nonzero(field::TIME_NANOS, profile.time_nanos, bytes);
        encode_nonzero(field::DURATION_NANOS, profile.duration_nanos, bytes);
        if period_type != proto::ValueType::default() {
            encoding::message::encode(field::PERIOD_TYPE, &period_type, bytes);
        }
        encode_nonzero(field::PERIOD, profile.period, bytes);
        encode_repeated(field::COMMENT, comments.into_iter(), bytes);
        encoding::int64::encode(field::DEFAULT_SAMPLE_TYPE, &default_sample_type, bytes);
        encode_nonzero(field::DOC_URL, doc_url, bytes);
    }
}

/// Encodes an integer field, unless it is 0.
fn encode_nonzero(field: u32, number: i64, bytes: &mut Vec<u8>) {
    if number != 0 {
        encoding::int64::encode(field, &number, bytes);
    }
}

/// Encodes a repeated integer field, packed if it has more than two values.
fn encode_repeated(field: u32, numbers: impl ExactSizeIterator<Item = u64> + Clone, bytes: &mut Vec<u8>) {
    if numbers.len() <= 2 {
        numbers.for_each(|number| encoding::uint64::encode(field, &number, bytes));
        return;
    }
    encoding::encode_key(field, WireType::LengthDelimited, bytes);
    let length: usize = numbers.clone().map(encoding::encoded_len_varint).sum();
    encoding::encode_varint(length as u64, bytes);
    numbers.for_each(|number| encoding::encode_varint(number, bytes));
}

fn put_bytes(field: u32, value: &[u8], bytes: &mut Vec<u8>) {
    encoding::encode_key(field, WireType::LengthDelimited, bytes);
    encoding::encode_varint(value.len() as u64, bytes);
    bytes.extend_from_slice(value);
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use expect_test::expect;

    use super::*;
    use crate::profile::{FunctionId, Line, LocationId, MappingId, Symbols, read, testing::profile_of};

    /// A profile in which everything occurs that is written in more than one way.
    fn profile() -> Profile {
        let mut profile = profile_of(
            "samples/count cpu/ns big/bytes",
            "main;f 1,-2,3 z=last n=5 a=one a=two\nmain;f>g;h@h.c:7 0,0,300\nmain 4,5,6",
        );
        let mut string = |text: &str| profile.strings.push(text.as_bytes());
        string("used by nobody");
        let [bin, again, hex, kb] = ["/bin/prog", "/bin/prog", "b1d", "kb"].map(&mut string);
        let [drop, c1, c2] = ["d.*", "first", "second"].map(string);
        profile.mappings.push(Mapping {
            id: 3,
            memory_start: 0x400_000,
            memory_limit: 0x500_000,
            file_offset: 1,
            filename: bin,
            build_id: hex,
            has: Symbols { functions: true, line_numbers: true, ..Symbols::default() },
        });
        let [unit, key] = [kb, again];
        let number = LabelValue::Number(-7, unit);
        profile.samples.push(&[LocationId(0)], &[7, 8, 9], &[Label { key, value: number }]);
        profile.locations.iter_mut().for_each(|location| location.mapping = Some(MappingId(0)));
        profile.locations[0].address = 0x400_123;
        profile.locations[1].is_folded = true;
        profile.lines.push(Line { function: FunctionId(0), line: -1, column: 2 });
        profile.locations.push(Location { id: 77, first_line: 4, n_lines: 1, ..Location::default() });
        (profile.drop_frames, profile.comments) = (drop, vec![c1, c2]);
        (profile.time_nanos, profile.period) = (1_700_000_000_000_000_000, -1);
        profile.period_type = profile.sample_types[1];
        profile
    }

    /// Hexadecimal digits in lines.
    fn hex(bytes: &[u8]) -> String {
        let mut text = String::new();
        for line in bytes.chunks(40) {
            line.iter().for_each(|byte| write!(text, "{byte:02x}").unwrap());
            text.push('\n');
        }
        text
    }

    /// These are the bytes that `go tool pprof -proto` makes of themselves.
    #[test]
    fn bytes_are_those_of_the_reference() {
        expect![[r#"
            0a04080110020a04080310040a0408051006122a08010802120c01feffffffffffffffff01031a04
            080710081a04080710091a04080a100b1a04080c1805120b0a0303040212040000ac021207080212
            030405061218080112030708091a0f080d18f9ffffffffffffffff01200e1a160803108080800218
            8080c0022001280d300f38014801220d0801100318a382800222020801220a080210032202080228
            01220a08031003220408031007220c0804100322020804220208012206084d220208012a04080110
            102a04080210112a060803101220132a04080410143200320773616d706c65733205636f756e7432
            0363707532026e7332036269673205627974657332016132036f6e65320374776f32017a32046c61
            737432016e32092f62696e2f70726f6732026b62320362316432016632046d61696e320168320368
            2e633201673203642e2a3205666972737432067365636f6e643815488080a8b1e39fe7cb175a0408
            03100460ffffffffffffffffff01681668177000
        "#]]
        .assert_eq(&hex(&encode(&profile())));
    }

    #[test]
    fn everything_is_read_again() {
        let profile = profile();
        assert_eq!(profile.validate(), Ok(()));
        let again = read(&encode_gzip(&profile)).unwrap();
        assert_eq!((again.samples.len(), again.strings.len()), (4, 24));
        assert_eq!(encode(&again), encode(&profile));
    }

    #[test]
    fn an_empty_profile_is_not_nothing() {
        assert_eq!(hex(&encode(&Profile::default())), "32007000\n");
        assert_eq!(encode_gzip(&Profile::default())[..10], *b"\x1f\x8b\x08\0\0\0\0\0\0\xff");
    }
}
