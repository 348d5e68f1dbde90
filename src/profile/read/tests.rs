use proptest::prelude::*;
use prost::Message;

use super::*;
use crate::profile::{LabelValue, LocationId, MappingId, StringId, encode, proto};

/// A profile with a mapping, two functions, two locations and two samples, one with labels.
fn message() -> proto::Profile {
    let strings = ["", "cpu", "ns", "main", "f", "a.c", "bytes", "user", "alice", "/bin/a"];
    let line = |function_id, line| proto::Line { function_id, line, column: 0 };
    let location = |id, line| proto::Location {
        id,
        mapping_id: 1,
        address: id * 16,
        line: vec![line],
        ..Default::default()
    };
    let function = |id, name| proto::Function { id, name, filename: 5, ..Default::default() };
    proto::Profile {
        sample_type: vec![proto::ValueType { r#type: 1, unit: 2 }],
        sample: vec![
            proto::Sample { location_id: vec![20, 10], value: vec![5], label: vec![] },
            proto::Sample {
                location_id: vec![10],
                value: vec![7],
                label: vec![
                    proto::Label { key: 6, num: 64, ..Default::default() },
                    proto::Label { key: 7, str: 8, ..Default::default() },
                    proto::Label { key: 7, ..Default::default() },
                ],
            },
        ],
        mapping: vec![proto::Mapping { id: 1, filename: 9, ..Default::default() }],
        location: vec![location(10, line(1, 3)), location(20, line(2, 4))],
        function: vec![function(1, 3), function(2, 4)],
        string_table: strings.iter().map(|text| text.as_bytes().to_vec()).collect(),
        ..Default::default()
    }
}

#[test]
fn references_become_indices() {
    let profile = read(&message().encode_to_vec()).unwrap();
    let sample = profile.samples.get(0);
    let names: Vec<_> = sample
        .stack
        .iter()
        .flat_map(|&location| profile.lines_of(location))
        .map(|line| profile.text(profile.functions[line.function.0 as usize].name).to_string())
        .collect();
    assert_eq!(names, ["f", "main"]);
    assert_eq!(sample.values, [5]);
    assert_eq!(profile.locations[1].mapping, Some(MappingId(0)));
    let labels = profile.samples.get(1).labels;
    assert_eq!(labels[0].value, LabelValue::Number(64, StringId(0)));
    assert_eq!(labels[1].value, LabelValue::Text(StringId(8)));
    assert_eq!(labels.len(), 2, "a label without text, number and unit is none");
}

#[test]
fn ids_may_be_any_numbers() {
    let mut message = message();
    message.location[0].id = u64::MAX;
    message.sample[0].location_id[1] = u64::MAX;
    message.sample[1].location_id[0] = u64::MAX;
    let profile = read(&message.encode_to_vec()).unwrap();
    assert_eq!(profile.samples.get(1).stack, [LocationId(0)]);
}

#[test]
fn errors_say_what_is_wrong() {
    let check = |damage: fn(&mut proto::Profile), text: &str| {
        let mut message = message();
        damage(&mut message);
        assert_eq!(read(&message.encode_to_vec()).unwrap_err().to_string(), text);
    };
    check(
        |profile| profile.sample[1].location_id[0] = 7,
        "sample 2 refers to location 7, which is not in the profile",
    );
    check(
        |profile| profile.location[1].line[0].function_id = 9,
        "location 20 refers to function 9, which is not in the profile",
    );
    check(|profile| profile.sample[0].value.push(1), "sample 1 has 2 values, but there are 1 sample types");
    check(|profile| profile.sample_type.clear(), "there are samples but no sample types");
    check(|profile| profile.location[1].id = 10, "two locations have the id 10");
    check(|profile| profile.function[0].id = 0, "a function has the id 0, which is reserved");
    check(|profile| profile.doc_url = 10, "not a pprof profile (it refers to string 10 of 10)");
    check(|profile| profile.comment.push(-1), "not a pprof profile (it refers to string -1 of 10)");
    check(
        |profile| profile.string_table[0].push(b'x'),
        "not a pprof profile (the first of its strings is not empty)",
    );
    check(|profile| profile.comment = vec![1; 100_001], "it has more than 100000 comments");
    assert_eq!(read(b"").unwrap_err().to_string(), "the file is empty");
}

/// A string of two bytes takes eight in memory, a line forty.
#[test]
fn tables_are_bounded() {
    let bytes = [0x32, 0].repeat((1 << 25) + 1);
    let error = decode(&bytes).unwrap_err();
    assert_eq!(error.to_string(), "it has more than 33554432 strings");
}

#[test]
fn what_is_no_profile_is_called_what_it_is() {
    let said = |bytes: &[u8]| read(bytes).unwrap_err().to_string();
    let text = "not a pprof profile, but a text that begins with \"404 page not found\"";
    assert_eq!(said(b"\n404 page not found\n"), text);
    let compressed = |bytes: &[u8]| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut encoder, bytes).unwrap();
        encoder.finish().unwrap()
    };
    let twice = compressed(&compressed(&message().encode_to_vec()));
    assert_eq!(said(&twice), "not a pprof profile, but one that was packed with gzip twice");
    assert_eq!(said(b"\x07\0\0"), "not a pprof profile (a field has the wire type 7)");
}

/// Half a profile may be one, and half of what is none is none.
#[test]
fn a_beginning_tells() {
    let bytes = message().encode_to_vec();
    for end in 1..bytes.len() {
        may_begin(&bytes[..end]).unwrap();
    }
    may_begin(b"\x1f\x8b\x08").unwrap();
    may_begin(b"heap profile: 1: 2 [3: 4] @ heap/1048576\n1: 2 [1: 2] @ 0x1").unwrap();
    may_begin(b"goroutine profile: total 3\n").unwrap();
    may_begin(b"--- threadz 1 ---\n\n--- Thread 7f (name: a/1) stack: ---\n  0x40be31").unwrap();
    may_begin(&[0_u64, 3, 0, 10_000, 0, 1, 1, 0x40_be31, 2].map(u64::to_le_bytes).concat()).unwrap();
    may_begin(&[0_u32, 3, 0, 10_000, 0, 1, 1, 0x40_be31, 2].map(u32::to_be_bytes).concat()).unwrap();
    assert!(may_begin(&[0; 1000]).is_err());
    assert!(may_begin(b"\x07\x00\x01 noise").is_err());
}

#[test]
fn concatenated_profiles_are_told_apart_from_damaged_ones() {
    let bytes = proto::Profile { time_nanos: 1, ..message() }.encode_to_vec();
    assert!(matches!(read(&[&bytes[..], &bytes[..]].concat()), Err(ReadError::Concatenated)));
}

#[test]
fn unknown_fields_are_passed_over() {
    let bytes = message().encode_to_vec();
    // Field 31 as a number, field 0 as a number, field 31 as eight bytes.
    let unknown = [&b"\xf8\x01\x05"[..], b"\x00\x00", b"\xf9\x01\x01\x02\x03\x04\x05\x06\x07\x08"].concat();
    assert_eq!(read(&[unknown, bytes].concat()).unwrap().samples.len(), 2);
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes);
    }

    #[test]
    fn no_damage_panics(places in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4), cut in any::<prop::sample::Index>()) {
        let mut bytes = message().encode_to_vec();
        for (place, byte) in places {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if let Ok(profile) = read(&bytes) {
            prop_assert_eq!(profile.validate(), Ok(()));
            let written = encode(&profile);
            prop_assert_eq!(encode(&read(&written).unwrap()), written);
            let _ = crate::dot(&profile, &crate::Options::default());
        }
        let _ = read(&bytes[..cut.index(bytes.len())]);
    }
}
