//! An object file: where its code is loaded, what it calls itself, and its sections, decompressed.

use std::borrow::Cow;
use std::io::Read;

use gimli::{RunTimeEndian, SectionId};
use object::{
    CompressionFormat, File, Object, ObjectKind, ObjectSection, ObjectSegment, SectionFlags, SectionKind, elf,
};

use super::trouble::Trouble;
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

/// Sections that nothing is looked up in, but the index of a package wants to find.
const INDEXED: [SectionId; 5] = [
    SectionId::DebugLoc,
    SectionId::DebugLocLists,
    SectionId::DebugMacinfo,
    SectionId::DebugMacro,
    SectionId::DebugTypes,
];

/// Pages, as files are mapped by most systems, and by those with the largest.
const PAGE: u64 = 1 << 12;
const LARGEST_PAGE: u64 = 1 << 16;

/// An object file.
pub(super) struct Image<'d> {
    pub(super) file: File<'d>,
    n_bytes: usize,
}

/// Part of a file that is loaded.
#[derive(Clone, Copy)]
struct Segment {
    address: u64,
    offset: u64,
    size: u64,
    size_in_file: u64,
    is_code: bool,
}

impl<'d> Image<'d> {
    /// The object file that these bytes are, if they are one. Of several in a universal file it is the one of this
    /// build, or the first if none is or that is unknown.
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

    /// How large it is.
    pub(super) fn n_bytes(&self) -> usize {
        self.n_bytes
    }

    /// Its build id, or what stands for it, in hexadecimal digits.
    pub(super) fn build_id(&self) -> Option<String> {
        let uuid = || self.file.mach_uuid().ok().flatten();
        let id = self.file.build_id().ok().flatten();
        let id = id.map(<[u8]>::to_vec).or_else(|| uuid().map(Vec::from))?;
        Some(hex(&id))
    }

    /// Whether it holds more than symbols.
    pub(super) fn has_debug_information(&self) -> bool {
        let is_there = |section: object::Section<'_, '_>| section.data().is_ok_and(|bytes| !bytes.is_empty());
        self.section(".debug_info").is_some_and(is_there)
    }

    /// The section of this name, `.debug_` and more, or the compressed one of older linkers.
    fn section(&self, name: &str) -> Option<object::Section<'d, '_>> {
        let compressed = || self.file.section_by_name(&format!(".z{}", &name[1..]));
        self.file.section_by_name(name).or_else(compressed)
    }

    /// The file with its debug information, and that file's checksum.
    pub(super) fn debug_link(&self) -> Option<(&'d [u8], u32)> {
        self.file.gnu_debuglink().ok().flatten()
    }

    /// The file with what it shares with others, and that file's build id.
    pub(super) fn shared_link(&self) -> Option<(&'d [u8], &'d [u8])> {
        self.file.gnu_debugaltlink().ok().flatten()
    }

    /// The lowest address of code.
    pub(super) fn first_code(&self) -> u64 {
        self.file.sections().filter(holds_code).map(|section| section.address()).min().unwrap_or_default()
    }

    /// What a mapping's addresses have more than those in the file.
    ///
    /// The offset of the mapping says which segment it begins with. It is not what addresses in the file begin with:
    /// where linkers do not leave pages out of the file, offsets and addresses drift apart.
    pub(super) fn bias(&self, mapping: &Mapping) -> u64 {
        let is_fixed =
            self.file.format() == object::BinaryFormat::Elf && self.file.kind() == ObjectKind::Executable;
        // A mapping from the beginning of memory is one that nothing is known of.
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

    /// The segment that a mapping from this offset begins with: code, if several share the page.
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

/// Whether a section holds code, also where the code itself was taken out.
pub(super) fn holds_code(section: &object::Section<'_, '_>) -> bool {
    match section.flags() {
        SectionFlags::Elf { sh_flags, .. } => sh_flags.contains(elf::SHF_EXECINSTR),
        _ => section.kind() == SectionKind::Text,
    }
}

/// Gives segments the offsets that they probably had: files with debug information alone have lost those of the
/// program. Linkers put segments one after the other, so an offset is what the address is beyond the first one's.
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
    /// Those that were split off.
    Split,
}

/// The sections of a file that hold debug information.
pub(super) struct Sections<'d> {
    endian: RunTimeEndian,
    sections: Vec<(SectionId, Cow<'d, [u8]>)>,
}

impl<'d> Sections<'d> {
    /// The sections of this file. Together they may decompress to `limit` bytes.
    pub(super) fn read(image: &Image<'d>, kind: Kind, limit: u64) -> Result<Sections<'d>, Trouble> {
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

    /// The bytes of a section; none if it is missing.
    pub(super) fn get(&self, id: SectionId) -> &[u8] {
        self.sections.iter().find(|(known, _)| *known == id).map_or(&[], |(_, bytes)| bytes)
    }

    pub(super) fn endian(&self) -> RunTimeEndian {
        self.endian
    }

    /// How many bytes there are to read.
    pub(super) fn n_bytes(&self) -> usize {
        self.sections.iter().map(|(_, bytes)| bytes.len()).sum()
    }
}

/// The bytes of a section, of which there may be `limit` if they are compressed.
fn decompressed<'d>(section: &object::Section<'d, '_>, limit: u64) -> Result<Cow<'d, [u8]>, Trouble> {
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
            decoder.map_err(|_| Trouble::Damaged)?.take(limit).read_to_end(&mut bytes)
        }
        _ => return Err(Trouble::Damaged),
    };
    match n_read {
        Ok(_) if bytes.len() as u64 == compressed.uncompressed_size => Ok(Cow::Owned(bytes)),
        Ok(n_read) if n_read as u64 == limit => Err(Trouble::TooMuch),
        _ => Err(Trouble::Damaged),
    }
}
