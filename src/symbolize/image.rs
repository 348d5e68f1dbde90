//! An object file: its segments, build id and decompressed sections.

use std::borrow::Cow;
use std::io::Read;

use gimli::{RunTimeEndian, SectionId};
use object::{
    CompressionFormat, File, Object, ObjectKind, ObjectSection, ObjectSegment, SectionFlags, SectionKind, elf,
};

use super::interruption::Interruption;
use super::universal;
use crate::profile::Mapping;

/// The sections that are read.
const SECTIONS: [SectionId; 10] = [
    SectionId::DebugAbbrev,
    SectionId::DebugAddr,
    SectionId::DebugCuIndex,
    SectionId::DebugInfo,
    SectionId::DebugLine,
    SectionId::DebugLineStr,
    SectionId::DebugRanges,
    SectionId::DebugRngLists,
    SectionId::DebugStr,
    SectionId::DebugStrOffsets,
];

/// Sections without look-ups, which the index of a package refers to.
const INDEXED: [SectionId; 5] = [
    SectionId::DebugLoc,
    SectionId::DebugLocLists,
    SectionId::DebugMacinfo,
    SectionId::DebugMacro,
    SectionId::DebugTypes,
];

/// Page size of most systems, and the largest page size.
const PAGE: u64 = 1 << 12;
const LARGEST_PAGE: u64 = 1 << 16;

/// An object file.
pub(super) struct Image<'d> {
    pub(super) file: File<'d>,
    n_bytes: usize,
}

/// A loaded part of a file.
#[derive(Clone, Copy)]
struct Segment {
    address: u64,
    offset: u64,
    size: u64,
    size_in_file: u64,
    is_code: bool,
}

impl<'d> Image<'d> {
    /// Parses an object file; `None` if it is not one. Of several in a universal file it is the one with this build id,
    /// or the first.
    pub(super) fn parse(bytes: &'d [u8], build_id: &str) -> Option<Image<'d>> {
        let parse = |bytes: &'d [u8]| {
            let file = File::parse(bytes).ok()?;
            Some(Image { file, n_bytes: bytes.len() })
        };
        let mut images: Vec<_> = universal::objects(bytes).into_iter().filter_map(parse).collect();
        let is_wanted = |image: &Image<'_>| image.build_id().is_some_and(|found| found == build_id);
        let at = if images.len() > 1 { images.iter().position(is_wanted) } else { None };
        (!images.is_empty()).then(|| images.swap_remove(at.unwrap_or(0)))
    }

    /// Its size in bytes.
    pub(super) fn n_bytes(&self) -> usize {
        self.n_bytes
    }

    /// Its build id, or the equivalent of the format, in hexadecimal digits.
    pub(super) fn build_id(&self) -> Option<String> {
        let uuid = || self.file.mach_uuid().ok().flatten();
        let id = self.file.build_id().ok().flatten();
        let id = id.map(<[u8]>::to_vec).or_else(|| uuid().map(Vec::from))?;
        Some(hex(&id))
    }

    /// Whether it has debug information, not only symbols.
    pub(super) fn has_debug_information(&self) -> bool {
        let is_there = |section: object::Section<'_, '_>| section.data().is_ok_and(|bytes| !bytes.is_empty());
        self.section(".debug_info").is_some_and(is_there)
    }

    /// The section of this name, `.debug_` and more, or the compressed one of older linkers.
    fn section(&self, name: &str) -> Option<object::Section<'d, '_>> {
        let compressed = || self.file.section_by_name(&format!(".z{}", &name[1..]));
        self.file.section_by_name(name).or_else(compressed)
    }

    /// The name and checksum of the separate debug file.
    pub(super) fn debug_link(&self) -> Option<(&'d [u8], u32)> {
        self.file.gnu_debuglink().ok().flatten()
    }

    /// The name and build id of the supplementary file.
    pub(super) fn shared_link(&self) -> Option<(&'d [u8], &'d [u8])> {
        self.file.gnu_debugaltlink().ok().flatten()
    }

    /// The lowest address of code.
    pub(super) fn first_code(&self) -> u64 {
        self.file.sections().filter(holds_code).map(|section| section.address()).min().unwrap_or_default()
    }

    /// The difference between a mapping's addresses and those in the file.
    ///
    /// The offset of the mapping selects the segment that it begins with. It does not determine addresses alone: where
    /// linkers keep pages out of the file, offsets and addresses differ.
    pub(super) fn bias(&self, mapping: &Mapping) -> u64 {
        let is_fixed =
            self.file.format() == object::BinaryFormat::Elf && self.file.kind() == ObjectKind::Executable;
        // A mapping that starts at 0 is an unknown one.
        if mapping.memory_start == 0 || is_fixed {
            return 0;
        }
        let (start, offset) = (mapping.memory_start, mapping.file_offset);
        match self.segment_at(offset) {
            Some(segment) => {
                start.wrapping_sub(offset).wrapping_add(segment.offset.wrapping_sub(segment.address))
            }
            None => start.wrapping_sub(offset),
        }
    }

    /// The segment that a mapping at this offset begins with: the one with code, if several share the page.
    fn segment_at(&self, offset: u64) -> Option<Segment> {
        let segments = self.segments();
        let holds =
            |segment: &Segment| offset.checked_sub(segment.offset).is_some_and(|at| at < segment.size);
        let begins = |segment: &Segment, page: u64| segment.offset & !(page - 1) == offset;
        let code = || segments.iter().filter(|segment| segment.is_code);
        code()
            .rfind(|segment| begins(segment, PAGE) || holds(segment))
            .or_else(|| segments.iter().find(|segment| holds(segment)))
            .or_else(|| code().find(|segment| begins(segment, LARGEST_PAGE)))
            .copied()
    }

    fn segments(&self) -> Vec<Segment> {
        let segment = |segment: object::Segment<'_, '_>| {
            let (offset, size_in_file) = segment.file_range();
            let is_code = segment.permissions().executable();
            Segment { address: segment.address(), offset, size: segment.size(), size_in_file, is_code }
        };
        let mut segments: Vec<Segment> = self.file.segments().map(segment).collect();
        if segments.iter().any(|segment| segment.is_code && segment.size_in_file == 0) {
            restore_offsets(&mut segments);
        }
        segments
    }
}

/// The byte order of an object file.
fn endian(is_little: bool) -> RunTimeEndian {
    if is_little { RunTimeEndian::Little } else { RunTimeEndian::Big }
}

/// Whether a section holds code, also where its content was stripped.
pub(super) fn holds_code(section: &object::Section<'_, '_>) -> bool {
    match section.flags() {
        SectionFlags::Elf { sh_flags, .. } => sh_flags.contains(elf::SHF_EXECINSTR),
        _ => section.kind() == SectionKind::Text,
    }
}

/// Restores the probable offsets of segments, which files with separate debug information have lost. Linkers put
/// segments one after the other, so the offset is the distance to the first segment's address.
fn restore_offsets(segments: &mut [Segment]) {
    let first = segments.iter().map(|segment| segment.address & !(PAGE - 1)).min().unwrap_or_default();
    for segment in segments {
        segment.offset = segment.address - first;
    }
}

/// Bytes as hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Which sections of a file are read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Those of a program or a library.
    Whole,
    /// Those of split DWARF.
    Split,
}

/// The sections with debug information of a file.
pub(super) struct Sections<'d> {
    endian: RunTimeEndian,
    sections: Vec<(SectionId, Cow<'d, [u8]>)>,
}

impl<'d> Sections<'d> {
    /// Reads the sections, which may be `limit` bytes in total when decompressed.
    pub(super) fn read(image: &Image<'d>, kind: Kind, limit: u64) -> Result<Sections<'d>, Interruption> {
        let mut left = limit;
        let mut sections = Vec::new();
        let indexed = if kind == Kind::Whole { &[][..] } else { &INDEXED };
        for &id in SECTIONS.iter().chain(indexed) {
            let name = if kind == Kind::Whole { Some(id.name()) } else { id.dwo_name() };
            let Some(section) = name.and_then(|name| image.section(name)) else { continue };
            let bytes = decompressed(&section, left)?;
            if let Cow::Owned(bytes) = &bytes {
                left -= bytes.len() as u64;
            }
            sections.push((id, bytes));
        }
        Ok(Sections { endian: endian(image.file.is_little_endian()), sections })
    }

    /// The bytes of a section; empty if it is missing.
    pub(super) fn get(&self, id: SectionId) -> &[u8] {
        self.sections.iter().find(|(known, _)| *known == id).map_or(&[], |(_, bytes)| bytes)
    }

    pub(super) fn endian(&self) -> RunTimeEndian {
        self.endian
    }

    /// The total size in bytes.
    pub(super) fn n_bytes(&self) -> usize {
        self.sections.iter().map(|(_, bytes)| bytes.len()).sum()
    }
}

/// The bytes of a section, at most `limit` if they are compressed.
fn decompressed<'d>(section: &object::Section<'d, '_>, limit: u64) -> Result<Cow<'d, [u8]>, Interruption> {
    let compressed = section.compressed_data()?;
    let mut bytes = Vec::new();
    let limit = compressed.uncompressed_size.min(limit.saturating_add(1));
    let n_read = match compressed.format {
        CompressionFormat::None => return Ok(Cow::Borrowed(compressed.data)),
        CompressionFormat::Zlib => {
            flate2::read::ZlibDecoder::new(compressed.data).take(limit).read_to_end(&mut bytes)
        }
        CompressionFormat::Zstandard => {
            let decoder = ruzstd::decoding::StreamingDecoder::new(compressed.data);
            decoder.map_err(|_| Interruption::Damaged)?.take(limit).read_to_end(&mut bytes)
        }
        _ => return Err(Interruption::Damaged),
    };
    match n_read {
        Ok(_) if bytes.len() as u64 == compressed.uncompressed_size => Ok(Cow::Owned(bytes)),
        Ok(n_read) if n_read as u64 == limit => Err(Interruption::TooMuch),
        _ => Err(Interruption::Damaged),
    }
}
