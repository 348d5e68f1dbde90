//! Small object files, made here byte by byte, and what becomes of damaged ones.

use object::write::{Object, Symbol, SymbolSection};
use object::{Architecture, BinaryFormat, Endianness, SectionKind, SymbolFlags, SymbolKind, SymbolScope};
use proptest::prelude::*;

use super::*;
use crate::profile::{Location, LocationId};

/// Where the file is mapped.
const START: u64 = 0x10_0000;

/// A file that is always there.
struct One(Vec<u8>);

impl Resolve for One {
    fn open(&mut self, request: &Request<'_>) -> Result<Vec<u8>, String> {
        if request.part == Part::Binary { Ok(self.0.clone()) } else { Err("none".to_owned()) }
    }
}

/// A profile with these addresses of a file.
fn profile(addresses: &[u64]) -> Profile {
    profile_at(START, addresses)
}

/// The same, of a file that is loaded at `start`.
fn profile_at(start: u64, addresses: &[u64]) -> Profile {
    let mut profile = Profile::default();
    let filename = profile.strings.push(b"/bin/one");
    profile.mappings.push(Mapping { id: 1, memory_start: start, filename, ..Mapping::default() });
    profile.locations = (1..)
        .zip(addresses)
        .map(|(id, address)| Location {
            id,
            mapping: Some(MappingId(0)),
            address: start + address,
            ..Location::default()
        })
        .collect();
    profile
}

/// The frames of each address: `name@file:line`, innermost first.
fn named(object: Vec<u8>, addresses: &[u64]) -> (String, Outcome) {
    frames(profile(addresses), object)
}

/// The same of this profile.
fn frames(mut profile: Profile, object: Vec<u8>) -> (String, Outcome) {
    let outcome = symbolize(&mut profile, &mut One(object), &SymbolizeOptions::default());
    let frame = |line: &crate::profile::Line| {
        let function = &profile.functions[line.function.0 as usize];
        format!("{}@{}:{}", profile.text(function.name), profile.text(function.filename), line.line)
    };
    let frames = |location: u32| {
        let lines = profile.lines_of(LocationId(location)).iter().map(frame).collect::<Vec<_>>();
        if lines.is_empty() { "-".to_owned() } else { lines.join(" < ") }
    };
    let all = (0..).take(profile.locations.len()).map(frames).collect::<Vec<_>>();
    (all.join("\n"), outcome)
}

fn error(outcome: &Outcome) -> Option<DebugInfoError> {
    outcome.mappings[0].1.as_ref().ok().and_then(|named| named.error)
}

/// An ELF file with code from 0 to 0x100, the symbols `(name, start, size)`, and these sections.
fn elf(symbols: &[(&str, u64, u64)], sections: &[(&str, &[u8])]) -> Vec<u8> {
    object(BinaryFormat::Elf, Architecture::X86_64, symbols, sections)
}

fn object(
    format: BinaryFormat,
    architecture: Architecture,
    symbols: &[(&str, u64, u64)],
    sections: &[(&str, &[u8])],
) -> Vec<u8> {
    let mut object = Object::new(format, architecture, Endianness::Little);
    let is_mach_o = format == BinaryFormat::MachO;
    let (segment, name) = if is_mach_o { ("__TEXT", "__text") } else { ("", ".text") };
    let text = object.add_section(segment.into(), name.into(), SectionKind::Text);
    object.append_section_data(text, &[0x90; 0x100], 16);
    for &(name, value, size) in symbols {
        object.add_symbol(Symbol {
            name: name.into(),
            value,
            size,
            kind: SymbolKind::Text,
            scope: SymbolScope::Dynamic,
            weak: false,
            section: SymbolSection::Section(text),
            flags: SymbolFlags::None,
        });
    }
    for &(name, bytes) in sections {
        let section = object.add_section(vec![], name.into(), SectionKind::Debug);
        object.append_section_data(section, bytes, 1);
    }
    object.write().unwrap()
}

/// Abbreviations: 1 unit, 2 function, 3 inlined function, 4 what is inlined, 5 function in pieces.
const ABBREVIATIONS: &[u8] = &[
    1, 0x11, 1, 0x25, 0x08, 0x1b, 0x08, 0x10, 0x17, 0x11, 0x01, 0x12, 0x06, 0x13, 0x0b, 0,
    0, // producer, folder, lines
    2, 0x2e, 1, 0x03, 0x08, 0x11, 0x01, 0x12, 0x06, 0, 0, // name, low_pc, high_pc
    3, 0x1d, 1, 0x31, 0x13, 0x11, 0x01, 0x12, 0x06, 0x58, 0x0b, 0x59, 0x0b, 0,
    0, // origin, …, call_file, call_line
    4, 0x2e, 0, 0x6e, 0x08, 0x31, 0x13, 0, 0, // linkage name, origin
    5, 0x2e, 0, 0x03, 0x08, 0x55, 0x17, 0, 0, // name, ranges
    0,
];

/// Entries of a unit.
#[derive(Default)]
struct Entries(Vec<u8>);

impl Entries {
    /// A unit of version 4 for the addresses 0 to 0x100, compiled in `/src` from `language`.
    fn unit(language: u8) -> Entries {
        let mut entries = Entries(vec![0; 4]);
        entries.0.extend([4, 0, 0, 0, 0, 0, 8, 1]);
        entries.0.extend(b"cc\0/src\0");
        entries.0.extend([0; 4]);
        entries.range(0, 0x100);
        entries.0.push(language);
        entries
    }

    fn range(&mut self, start: u64, size: u32) {
        self.0.extend(start.to_le_bytes());
        self.0.extend(size.to_le_bytes());
    }

    fn function(&mut self, name: &str, start: u64, size: u32) {
        self.0.push(2);
        self.0.extend(name.bytes().chain([0]));
        self.range(start, size);
    }

    fn inlined(&mut self, origin: u32, start: u64, size: u32, line: u8) {
        self.0.push(3);
        self.0.extend(origin.to_le_bytes());
        self.range(start, size);
        self.0.extend([1, line]);
    }

    /// What is inlined elsewhere, and where it is in the unit.
    fn origin(&mut self, name: &str, origin: u32) -> u32 {
        let place = self.0.len() as u32;
        self.0.push(4);
        self.0.extend(name.bytes().chain([0]));
        self.0.extend(origin.to_le_bytes());
        place
    }

    fn end(&mut self) {
        self.0.push(0);
    }

    fn object(self, symbols: &[(&str, u64, u64)]) -> Vec<u8> {
        self.object_with(symbols, &[])
    }

    /// A file with this unit, and more sections.
    fn object_with(mut self, symbols: &[(&str, u64, u64)], more: &[(&str, &[u8])]) -> Vec<u8> {
        let length = self.0.len() as u32 - 4;
        self.0[..4].copy_from_slice(&length.to_le_bytes());
        let sections =
            [(".debug_abbrev", ABBREVIATIONS), (".debug_info", &self.0[..]), (".debug_line", &lines())];
        elf(symbols, &[&sections, more].concat())
    }
}

/// A line table of version 4: `a.c` in `/src`, line 10 from 0, 20 from 0x80.
fn lines() -> Vec<u8> {
    let header = [&[1, 1, 1, 0xfb, 14, 4, 0, 1, 1, 0][..], b"a.c\0", &[0, 0, 0, 0]].concat();
    let set = |address: u64| [&[0, 9, 2][..], &address.to_le_bytes()].concat();
    let program = [set(0), vec![3, 9, 1], set(0x80), vec![3, 10, 1], set(0x100), vec![0, 1, 1]].concat();
    let length = (2 + 4 + header.len() + program.len()) as u32;
    let header_length = header.len() as u32;
    [&length.to_le_bytes()[..], &[4, 0], &header_length.to_le_bytes(), &header, &program].concat()
}

const C: u8 = 0x0c;
const CPP: u8 = 0x04;

/// `outer` with `inner` inlined into it, and `deepest` into that.
fn nested(language: u8) -> Entries {
    let mut entries = Entries::unit(language);
    let inner = entries.origin("_Z5innerv", 0);
    let deepest = entries.origin("_Z7deepestv", 0);
    entries.function("outer", 0x10, 0x90);
    entries.inlined(inner, 0x20, 0x70, 11);
    entries.inlined(deepest, 0x30, 0x08, 12);
    (0..4).for_each(|_| entries.end());
    entries
}

#[test]
fn inlined_functions_come_first_and_symbols_name_the_last() {
    let object = nested(CPP).object(&[("_ZN3geo5outerEv", 0x10, 0x90), ("_Z4restv", 0xf0, 8)]);
    let (frames, outcome) = named(object, &[0x8, 0x10, 0x24, 0x34, 0x88, 0x9f, 0xf4, 0x200]);
    let expected = [
        "-",
        "_ZN3geo5outerEv@/src/a.c:10",
        "_Z5innerv@/src/a.c:10 < _ZN3geo5outerEv@/src/a.c:11",
        "_Z7deepestv@/src/a.c:10 < _Z5innerv@/src/a.c:12 < _ZN3geo5outerEv@/src/a.c:11",
        "_Z5innerv@/src/a.c:20 < _ZN3geo5outerEv@/src/a.c:11",
        "_ZN3geo5outerEv@/src/a.c:20",
        "_Z4restv@/src/a.c:20",
        "-",
    ];
    assert_eq!(frames, expected.join("\n"));
    assert_eq!(error(&outcome), None);
    let Ok(named) = outcome.mappings[0].1 else { panic!("{outcome:?}") };
    assert_eq!((named.n_locations, named.n_named), (8, 6));
}

/// The compiler has cut `outer` into parts, which have symbols of their own.
#[test]
fn names_of_c_are_those_of_its_source() {
    let symbols = [("outer.part.0", 0x10, 0x90)];
    assert_eq!(named(nested(C).object(&symbols), &[0x10]).0, "outer@/src/a.c:10");
    assert_eq!(named(nested(CPP).object(&symbols), &[0x10]).0, "outer.part.0@/src/a.c:10");
    assert_eq!(named(nested(CPP).object(&[]), &[0x10]).0, "outer@/src/a.c:10");
}

#[test]
fn symbols_alone() {
    let symbols = [
        ("all", 0x10, 0xe0),
        ("inside", 0x20, 0x10),
        ("alias", 0x20, 0x10),
        ("label", 0xf8, 0),
        ("last", 0xfc, 2),
    ];
    let (frames, _) =
        named(elf(&symbols, &[]), &[0x0, 0x10, 0x20, 0x2f, 0x30, 0xef, 0xf0, 0xf9, 0xfd, 0xff, 0x100]);
    let expected = ["-", "all", "inside", "inside", "all", "all", "-", "label", "last", "-", "-"];
    assert_eq!(frames.replace("@:0", ""), expected.join("\n"));
}

#[test]
fn what_has_names_keeps_them() {
    let mut profile = profile(&[0x10]);
    profile.mappings[0].has.functions = true;
    let file = || One(elf(&[("all", 0, 0x100)], &[]));
    assert_eq!(symbolize(&mut profile, &mut file(), &SymbolizeOptions::default()), Outcome::default());
    let options = SymbolizeOptions { force: true, ..SymbolizeOptions::default() };
    assert_eq!(symbolize(&mut profile, &mut file(), &options).mappings.len(), 1);
    assert_eq!(profile.functions.len(), 1);
}

#[test]
fn some_mappings_are_no_files() {
    for name in
        ["[vdso]", "linux-vdso.so.1", "/a/[heap]", "//anon", "/memfd:x", "/dev/dri/card0", "https://a.b/c"]
    {
        let mut profile = profile(&[0x10]);
        profile.mappings[0].filename = profile.strings.push(name.as_bytes());
        let mut file = One(elf(&[("all", 0, 0x100)], &[]));
        assert_eq!(
            symbolize(&mut profile, &mut file, &SymbolizeOptions::default()),
            Outcome::default(),
            "{name}"
        );
    }
    let mut profile = profile(&[0x10]);
    profile.mappings[0].filename = StringId::default();
    let outcome = symbolize(&mut profile, &mut One(vec![]), &SymbolizeOptions::default());
    assert_eq!(outcome.mappings, [(MappingId(0), Err(Unnamed::Unknown))]);
}

#[test]
fn what_is_no_object_file_is_said_to_be_none() {
    let (_, outcome) = named(b"#!/bin/sh\n".to_vec(), &[1]);
    assert_eq!(outcome.mappings[0].1, Err(Unnamed::Mismatch(Mismatch::NotAnObject)));
}

#[test]
fn origins_that_lead_in_a_circle_end() {
    let mut entries = Entries::unit(CPP);
    let place = entries.0.len() as u32;
    entries.origin("", place);
    entries.function("outer", 0x10, 0x10);
    entries.inlined(place, 0x10, 0x10, 7);
    (0..3).for_each(|_| entries.end());
    let (frames, outcome) = named(entries.object(&[]), &[0x18]);
    assert_eq!(frames, "outer@/src/a.c:7");
    assert_eq!(error(&outcome), None);
}

#[test]
fn thousands_of_inlined_functions_are_cut() {
    let mut entries = Entries::unit(CPP);
    let inner = entries.origin("_Z1iv", 0);
    entries.function("outer", 0, 0x100);
    (0..20_000).for_each(|_| entries.inlined(inner, 0, 0x100, 1));
    let (frames, _) = named(entries.object(&[]), &[0x10]);
    assert_eq!(frames.matches("_Z1iv").count(), 999);
    assert!(frames.ends_with(" < outer@/src/a.c:1"));
}

/// The list of its ranges ends in the middle of the second.
#[test]
fn pieces_before_damaged_ones_are_known() {
    let mut entries = Entries::unit(CPP);
    entries.0.push(5);
    entries.0.extend(b"pieces\0\0\0\0\0");
    entries.end();
    let ranges: Vec<u8> = [0x10_u64, 0x20, 0x30].iter().flat_map(|address| address.to_le_bytes()).collect();
    let (frames, outcome) = named(entries.object_with(&[], &[(".debug_ranges", &ranges)]), &[0x18, 0x28]);
    assert_eq!(frames, "pieces@/src/a.c:10\n-");
    assert_eq!(error(&outcome), Some(DebugInfoError::Damaged));
}

/// A table with a zero-sized attribute repeated many times makes each byte of an entry expensive.
#[test]
fn entries_that_expand_are_too_much() {
    let mut abbreviations = ABBREVIATIONS[..ABBREVIATIONS.len() - 1].to_vec();
    abbreviations.extend([6, 0x34, 0]);
    (0..50_000).for_each(|_| abbreviations.extend([0x3f, 0x19]));
    abbreviations.extend([0, 0, 0]);
    let mut entries = Entries::unit(CPP).0;
    entries.extend([6; 50_000]);
    let length = entries.len() as u32 - 4;
    entries[..4].copy_from_slice(&length.to_le_bytes());
    let sections =
        [(".debug_abbrev", &abbreviations[..]), (".debug_info", &entries[..]), (".debug_line", &lines())];
    let (frames, outcome) = named(elf(&[("all", 0, 0x100)], &sections), &[0x10]);
    assert_eq!(frames, "all@/src/a.c:10");
    assert_eq!(error(&outcome), Some(DebugInfoError::TooMuch));
}

#[test]
fn packed_sections_that_grow_too_large_are_left() {
    use std::io::Write;
    let mut compressor = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    compressor.write_all(&vec![0; 1 << 20]).unwrap();
    let compressed = compressor.finish().unwrap();
    let section = [&b"ZLIB"[..], &(1_u64 << 20).to_be_bytes(), &compressed].concat();
    let object = elf(&[("all", 0, 0x100)], &[(".zdebug_info", &section)]);
    let options = SymbolizeOptions { max_decompressed: 1 << 16, ..SymbolizeOptions::default() };
    let mut profile = profile(&[0x10]);
    let outcome = symbolize(&mut profile, &mut One(object), &options);
    assert_eq!(error(&outcome), Some(DebugInfoError::TooMuch));
    assert_eq!(profile.functions.len(), 1);
}

/// A Mach-O with these functions.
fn mach_o(architecture: Architecture, symbols: &[(&str, u64, u64)]) -> Vec<u8> {
    object(BinaryFormat::MachO, architecture, symbols, &[])
}

/// A universal file of these programs.
fn universal(programs: &[&[u8]]) -> Vec<u8> {
    let big_endian = |number: usize| u32::try_from(number).unwrap().to_be_bytes();
    let mut file = [&[0xca, 0xfe, 0xba, 0xbe][..], &big_endian(programs.len())].concat();
    let mut offset = file.len() + 20 * programs.len();
    for program in programs {
        // Processor, kind, where it is, how long, and how it is aligned.
        for field in [0x0100_0007, 3, offset, program.len(), 0] {
            file.extend(big_endian(field));
        }
        offset += program.len();
    }
    [&[file][..], &programs.iter().map(|program| program.to_vec()).collect::<Vec<_>>()].concat().concat()
}

/// C's names without the line that the format puts before them; sizes end where the next begins.
#[test]
fn symbols_of_mach_o_name_addresses() {
    let program = mach_o(Architecture::Aarch64, &[("first", 0x10, 0), ("_ZN1a1bEv", 0x40, 0)]);
    let (names, outcome) = frames(profile_at(0, &[0x8, 0x10, 0x3f, 0x40, 0xff, 0x100]), program);
    assert_eq!(
        names.lines().collect::<Vec<_>>(),
        ["-", "first@:0", "first@:0", "_ZN1a1bEv@:0", "_ZN1a1bEv@:0", "-"]
    );
    assert_eq!(error(&outcome), None);
}

#[test]
fn universal_files_are_the_program_that_is_wanted() {
    let intel = mach_o(Architecture::X86_64, &[("intel", 0x10, 0)]);
    let arm = mach_o(Architecture::Aarch64, &[("arm", 0x10, 0)]);
    assert_eq!(frames(profile_at(0, &[0x20]), universal(&[&intel, &arm])).0, "intel@:0");
    assert_eq!(frames(profile_at(0, &[0x20]), universal(&[b"damaged", &arm])).0, "arm@:0");
    for none in [universal(&[]), universal(&[b"damaged"]), universal(&[&intel])[..40].to_vec()] {
        let (names, outcome) = named(none, &[0x20]);
        assert_eq!(names, "-");
        assert_eq!(outcome.mappings[0].1, Err(Unnamed::Mismatch(Mismatch::NotAnObject)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_files_are_read_as_far_as_they_go(
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 0..20),
        end in any::<proptest::sample::Index>(),
        is_cut in proptest::bool::weighted(0.2),
    ) {
        let mut object = nested(CPP).object(&[("_ZN3geo5outerEv", 0x10, 0x90)]);
        for (place, byte) in changes {
            let at = place.index(object.len());
            object[at] = byte;
        }
        if is_cut {
            object.truncate(end.index(object.len()));
        }
        let addresses: Vec<u64> = (0..0x110).collect();
        let first = named(object.clone(), &addresses);
        prop_assert_eq!(first, named(object, &addresses));
    }
}
