//! What the tests of all formats share, and the property that any bytes can come.

use std::fmt::Write;

use expect_test::Expect;
use proptest::{prelude::*, sample::Index};

use crate::profile::{LabelValue, LocationId, Profile, ReadError, Sample, ValueType, encode, read};

/// Reads a profile and compares what it says, or what is wrong with it.
pub(super) fn check(bytes: impl AsRef<[u8]>, expected: Expect) {
    expected.assert_eq(&shown(bytes.as_ref()));
}

/// What a profile says, or what is wrong with it.
pub(super) fn shown(bytes: &[u8]) -> String {
    match read(bytes) {
        Ok(profile) => show(&profile),
        Err(ReadError::NotAProfile(_) | ReadError::Text { .. }) => "no format".to_owned(),
        Err(error) => error.to_string(),
    }
}

/// Reads a profile and compares its samples: values, and the names and places of frames or else their addresses.
pub(super) fn check_named(bytes: impl AsRef<[u8]>, expected: Expect) {
    let profile = read(bytes.as_ref()).unwrap();
    let frames = |&id: &LocationId| {
        let lines = profile.lines_of(id).iter().map(|line| {
            let function = &profile.functions[line.function.0 as usize];
            format!("{} {}:{}", profile.text(function.name), profile.text(function.filename), line.line)
        });
        let address = format!("{:x}", profile.locations[id.0 as usize].address);
        if profile.lines_of(id).is_empty() { vec![address] } else { lines.collect() }
    };
    let samples = profile.samples.iter().map(|sample| {
        let values: Vec<_> = sample.values.iter().map(i64::to_string).collect();
        let stack: Vec<_> = sample.stack.iter().flat_map(frames).collect();
        format!("{}: {}\n", values.join(" "), stack.join(", "))
    });
    expected.assert_eq(&samples.collect::<String>());
}

/// A profile as text: what it counts, its samples with `address/mapping` per frame, its mappings.
fn show(profile: &Profile) -> String {
    let kind = |kind: &ValueType| format!("{} {}", profile.text(kind.kind), profile.text(kind.unit));
    let kinds: Vec<_> = profile.sample_types.iter().map(kind).collect();
    let mut text = format!("{} · every {} {}", kinds.join(", "), profile.period, kind(&profile.period_type))
        .trim_end()
        .to_owned()
        + "\n";
    if profile.duration_nanos != 0 {
        writeln!(text, "took {} ns", profile.duration_nanos).unwrap();
    }
    for sample in profile.samples.iter() {
        writeln!(text, "{}", show_sample(profile, &sample)).unwrap();
    }
    for mapping in &profile.mappings {
        let (id, start, limit) = (mapping.id, mapping.memory_start, mapping.memory_limit);
        let file = profile.text(mapping.filename);
        writeln!(text, "{}", format!("/{id}: {start:x}-{limit:x} {file}").trim_end()).unwrap();
    }
    text
}

fn show_sample(profile: &Profile, sample: &Sample<'_>) -> String {
    let frame = |&id: &LocationId| {
        let location = &profile.locations[id.0 as usize];
        let mut text = format!("{:x}", location.address);
        if let Some(mapping) = location.mapping {
            write!(text, "/{}", profile.mappings[mapping.0 as usize].id).unwrap();
        }
        for line in profile.lines_of(id) {
            let function = &profile.functions[line.function.0 as usize];
            let (name, file) = (profile.text(function.name), profile.text(function.filename));
            write!(text, " {name} in {file}:{}", line.line).unwrap();
        }
        text
    };
    let label = |text: String, value| match value {
        LabelValue::Number(number, _) => format!("{text} [{number}]"),
        LabelValue::Text(_) => unreachable!("no format has labels that are texts"),
    };
    let values: Vec<_> = sample.values.iter().map(i64::to_string).collect();
    let labels = sample.labels.iter().map(|label| label.value).fold(String::new(), label);
    let stack: Vec<_> = sample.stack.iter().map(frame).collect();
    format!("{}{labels}: {}", values.join(" "), stack.join(", ")).trim_end().to_owned()
}

/// One small profile per format, to be damaged.
const SMALL: [&[u8]; 9] = [
    b"heap profile: 1: 2 [3: 4] @ heap/1048576\n1: 24 [3: 72] @ 0x10 0x20\nMAPPED_LIBRARIES:\n10-20: f\n",
    b"heap profile: 1: 2 [1: 2] @ growth\n1: 24 [3: 72] @ 0x10 0x20\n",
    b"goroutine profile: total 6\n5 @ 0x10 0x20\n#\t0x10\tmain.main+0x1\t/main.go:1\n\n1 @ 0x30\n---\n",
    b"--- mutex:\ncycles/second=2000000000\nsampling period=5\n5776646272 79 @ 0x10 0x20\n",
    b"--- threadz 1 ---\n\n--- Thread 7f (name: main/1) stack: ---\n 0x10 0x11\n--- Memory map: ---\n\
      x=/bin\nI01:1] 0-20 r-xp 8 0:0 1 $x/f\n20-30 r-xp 40 0:0 1 $x/f\n500-600: g (@200)\n",
    b"--- heapz 1 ---\nformat = java\nresolution = bytes\n7048 1 @ 0x3 0x4\n0x3 f (F.java:3)\n0x4 g (/h)\n",
    b"--- contentionz 1 ---\nformat = java\nresolution = microseconds\nsampling period = 7\n1 2 @ 0x3\n",
    b"\0\0\0\0\x03\0\0\0\0\0\0\0\x0a\0\0\0\0\0\0\0\x01\0\0\0\x02\0\0\0\x10\0\0\0\x20\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0",
    b"\0\0\0\0\0\0\0\x03\0\0\0\x01\0\0\0\x0a\0\0\0\0\0\0\0\x01\0\0\0\x02\0\0\0\x03\0\0\0\x04\0\0\0\0\0\0\0\x01\0\0\0\0\
      0x3 f (F.java:3)\n",
];

/// Pieces that readers look for, and numbers at the ends of what fits.
const PIECES: [&[u8]; 16] = [
    b"0x",
    b"0xffffffffffffffff",
    b"-9223372036854775808",
    b"9223372036854775807",
    b"99999999999999999999",
    b"\n",
    b" @ ",
    b"=",
    b"$",
    b"-1",
    b"\0\0\0\0",
    b"\xff\xff\xff\xff",
    b"(",
    b":3)",
    b"ffffffffffffffff-ffffffffffffffff: f (@ffffffffffffffff)\n",
    b"\n0-ffffffffffffffff r-xp 1 0:0 1\n",
];

/// Takes the byte at a place out, or puts a piece there.
type Edit = (Index, Option<Index>);

fn edited(bytes: &[u8], edits: Vec<Edit>) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (at, piece) in edits {
        let at = at.index(bytes.len());
        let piece = piece.map_or(&b""[..], |piece| *piece.get::<&[u8]>(&PIECES));
        bytes.splice(at..=at, piece.iter().copied());
        bytes.push(b'\n');
    }
    bytes
}

/// Reads bytes and looks at all that came of it, so that no index is out of range.
fn read_all(bytes: &[u8]) {
    if let Ok(profile) = read(bytes) {
        assert_eq!(profile.validate(), Ok(()));
        assert!(!show(&profile).is_empty() && !encode(&profile).is_empty());
    }
}

#[test]
fn the_small_profiles_are_whole() {
    for bytes in SMALL {
        let profile = read(bytes).unwrap();
        assert!(!profile.samples.is_empty());
    }
}

proptest! {
    #[test]
    fn no_damage_makes_a_reader_panic(
        small in any::<Index>(),
        edits in prop::collection::vec(any::<Edit>(), 1..8),
    ) {
        read_all(&edited(small.get::<&[u8]>(&SMALL), edits));
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        read_all(&bytes);
    }

    #[test]
    fn no_words_make_a_reader_panic(
        is_java in any::<bool>(),
        words in prop::collection::vec(prop_oneof![0_u64..6, any::<u64>()], 0..30),
    ) {
        let header = [0, 3, u64::from(is_java), 10_000, 0];
        let words = || header.iter().chain(&words);
        read_all(&words().flat_map(|word| word.to_le_bytes()).collect::<Vec<_>>());
        let low = |word: &u64| word.to_be_bytes().into_iter().skip(4);
        read_all(&words().flat_map(low).collect::<Vec<_>>());
    }
}
