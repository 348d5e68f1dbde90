//! The units of `.debug_info`, each parsed only as far as needed.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use gimli::{
    Abbreviations, AttributeValue, DebugAbbrevOffset, DebugAddrBase, DebugInfoOffset, DebugLineOffset,
    DebugRngListsBase, DwLang, Dwarf, EndianSlice, IncompleteLineProgram, Reader, RunTimeEndian, Section,
    Unit, UnitHeader, UnitOffset,
};

use crate::symbolize::interruption::Interruption;
use crate::symbolize::work::Work;

/// A section's bytes.
pub(super) type Bytes<'d> = EndianSlice<'d, RunTimeEndian>;
pub(super) type Value<'d> = AttributeValue<Bytes<'d>>;

/// Steps per abbreviation, which takes far more memory than bytes in the file.
const STEPS_PER_ABBREVIATION: u64 = 100;

/// Steps per byte of a line table's header, which lists files.
const STEPS_PER_HEADER_BYTE: u64 = 8;

/// The longest line table header that is read; ten thousand files take a tenth of it.
const LONGEST_HEADER: u64 = 1 << 22;

/// The sections of a file, and its units.
pub(super) struct Units<'d> {
    pub(super) dwarf: Dwarf<Bytes<'d>>,
    slots: Vec<Slot<'d>>,
    /// Attributes that split units take from their skeleton unit.
    skeleton: Option<Skeleton>,
    /// Shared abbreviations, by offset.
    abbreviations: RefCell<HashMap<DebugAbbrevOffset, Arc<Abbreviations>>>,
}

#[derive(Clone, Copy)]
struct Skeleton {
    low_pc: u64,
    addresses: DebugAddrBase,
    ranges: DebugRngListsBase,
}

struct Slot<'d> {
    header: UnitHeader<Bytes<'d>>,
    start: DebugInfoOffset,
    opened: OnceCell<Result<OpenUnit<'d>, Interruption>>,
}

/// A unit whose root entry is parsed, but not its line table.
pub(super) struct OpenUnit<'d> {
    pub(super) unit: Unit<Bytes<'d>>,
    pub(super) root: Root<'d>,
}

/// Attributes of a unit's root entry.
#[derive(Default)]
pub(super) struct Root<'d> {
    name: Option<Value<'d>>,
    comp_dir: Option<Value<'d>>,
    pub(super) dwo_name: Option<Value<'d>>,
    language: Option<DwLang>,
    lines: Option<DebugLineOffset>,
    pub(super) pieces: Pieces<'d>,
}

/// Address ranges of an entry.
#[derive(Clone, Copy, Default)]
pub(super) struct Pieces<'d> {
    pub(super) low: Option<Value<'d>>,
    pub(super) high: Option<Value<'d>>,
    pub(super) list: Option<Value<'d>>,
}

impl<'d> Units<'d> {
    /// The units of these sections, up to the first invalid one.
    pub(super) fn new(dwarf: Dwarf<Bytes<'d>>, work: &Work) -> Result<Units<'d>, Interruption> {
        let mut slots = Vec::new();
        let mut headers = dwarf.units();
        while let Ok(Some(header)) = headers.next() {
            work.take(1)?;
            if let Some(start) = header.debug_info_offset() {
                slots.push(Slot { header, start, opened: OnceCell::new() });
            }
        }
        Ok(Units { dwarf, slots, skeleton: None, abbreviations: RefCell::default() })
    }

    /// The units of sections that were split off from those of `unit`.
    pub(super) fn split(
        dwarf: Dwarf<Bytes<'d>>,
        unit: &Unit<Bytes<'_>>,
        work: &Work,
    ) -> Result<Units<'d>, Interruption> {
        let mut units = Units::new(dwarf, work)?;
        let Unit { low_pc, addr_base: addresses, rnglists_base: ranges, .. } = *unit;
        units.skeleton = Some(Skeleton { low_pc, addresses, ranges });
        Ok(units)
    }

    pub(super) fn len(&self) -> usize {
        self.slots.len()
    }

    /// The unit with this index.
    pub(super) fn open(&self, index: usize, work: &Work) -> Result<&OpenUnit<'d>, Interruption> {
        let slot = &self.slots[index];
        slot.opened.get_or_init(|| self.read(slot.header, work)).as_ref().map_err(|error| *error)
    }

    /// The unit that contains this offset, and the offset in it.
    pub(super) fn at(&self, place: DebugInfoOffset) -> Option<(usize, UnitOffset)> {
        let index = self.slots.partition_point(|slot| slot.start.0 <= place.0).checked_sub(1)?;
        Some((index, place.to_unit_offset(&self.slots[index].header)?))
    }

    fn read(&self, header: UnitHeader<Bytes<'d>>, work: &Work) -> Result<OpenUnit<'d>, Interruption> {
        let abbreviations = self.abbreviations(header.debug_abbrev_offset(), work)?;
        let mut unit = unit(header, abbreviations, &self.dwarf);
        if let Some(skeleton) = self.skeleton {
            unit.addr_base = skeleton.addresses;
            if unit.version() < 5 {
                unit.rnglists_base = skeleton.ranges;
            }
        }
        let root = Root::read(&mut unit, work)?;
        let text = |value: Option<Value<'d>>| self.dwarf.attr_string(&unit, value?).ok();
        let (name, comp_dir) = (text(root.name), text(root.comp_dir));
        let low = root.pieces.low.and_then(|low| self.dwarf.attr_address(&unit, low).ok().flatten());
        let low = low.or(self.skeleton.map(|skeleton| skeleton.low_pc)).unwrap_or_default();
        (unit.name, unit.comp_dir, unit.low_pc) = (name, comp_dir, low);
        Ok(OpenUnit { unit, root })
    }

    fn abbreviations(
        &self,
        place: DebugAbbrevOffset,
        work: &Work,
    ) -> Result<Arc<Abbreviations>, Interruption> {
        if let Some(known) = self.abbreviations.borrow().get(&place) {
            return Ok(known.clone());
        }
        work.take(cost_of_abbreviations(&self.dwarf, place)?)?;
        let read = Arc::new(self.dwarf.debug_abbrev.abbreviations(place)?);
        self.abbreviations.borrow_mut().insert(place, read.clone());
        Ok(read)
    }
}

/// Parses a unit's header.
fn unit<'d>(
    header: UnitHeader<Bytes<'d>>,
    abbreviations: Arc<Abbreviations>,
    dwarf: &Dwarf<Bytes<'d>>,
) -> Unit<Bytes<'d>> {
    let (encoding, file_type) = (header.encoding(), dwarf.file_type);
    let dwo_id = match header.type_() {
        gimli::UnitType::Skeleton(id) | gimli::UnitType::SplitCompilation(id) => Some(id),
        _ => None,
    };
    Unit {
        header,
        abbreviations,
        name: None,
        comp_dir: None,
        low_pc: 0,
        str_offsets_base: gimli::DebugStrOffsetsBase::default_for_encoding_and_file(encoding, file_type),
        addr_base: gimli::DebugAddrBase(0),
        loclists_base: gimli::DebugLocListsBase::default_for_encoding_and_file(encoding, file_type),
        rnglists_base: gimli::DebugRngListsBase::default_for_encoding_and_file(encoding, file_type),
        line_program: None,
        dwo_id,
    }
}

/// The steps that it takes to read abbreviations, counted by reading them without keeping any.
fn cost_of_abbreviations(dwarf: &Dwarf<Bytes<'_>>, place: DebugAbbrevOffset) -> Result<u64, Interruption> {
    let mut bytes = *dwarf.debug_abbrev.reader();
    bytes.skip(place.0)?;
    let whole = bytes.len();
    let mut n_abbreviations = 0;
    while !bytes.is_empty() && bytes.read_uleb128()? != 0 {
        n_abbreviations += 1;
        bytes.read_uleb128()?;
        bytes.read_u8()?;
        loop {
            let (name, form) = (bytes.read_uleb128()?, bytes.read_uleb128()?);
            if form == u64::from(gimli::DW_FORM_implicit_const.0) {
                bytes.read_sleb128()?;
            }
            if (name, form) == (0, 0) {
                break;
            }
        }
    }
    Ok((whole - bytes.len()) as u64 * 4 + n_abbreviations * STEPS_PER_ABBREVIATION)
}

impl<'d> Root<'d> {
    /// Parses the root entry of a unit, and sets the unit's bases from it.
    fn read(unit: &mut Unit<Bytes<'d>>, work: &Work) -> Result<Root<'d>, Interruption> {
        let mut root = Root::default();
        let abbreviations = unit.abbreviations.clone();
        let mut entries = unit.header.entries_raw(&abbreviations, None)?;
        let Some(abbreviation) = entries.read_abbreviation()? else { return Ok(root) };
        work.take(abbreviation.attributes().len() as u64)?;
        for &specification in abbreviation.attributes() {
            let attribute = entries.read_attribute(specification)?;
            root.note(attribute.name(), attribute.value(), unit);
        }
        Ok(root)
    }

    fn note(&mut self, name: gimli::DwAt, value: Value<'d>, unit: &mut Unit<Bytes<'d>>) {
        match (name, value) {
            (gimli::DW_AT_name, value) => self.name = Some(value),
            (gimli::DW_AT_comp_dir, value) => self.comp_dir = Some(value),
            (gimli::DW_AT_dwo_name | gimli::DW_AT_GNU_dwo_name, value) => self.dwo_name = Some(value),
            (gimli::DW_AT_language, Value::Language(language)) => self.language = Some(language),
            (gimli::DW_AT_stmt_list, Value::DebugLineRef(place)) => self.lines = Some(place),
            (gimli::DW_AT_str_offsets_base, Value::DebugStrOffsetsBase(base)) => unit.str_offsets_base = base,
            (gimli::DW_AT_addr_base | gimli::DW_AT_GNU_addr_base, Value::DebugAddrBase(base)) => {
                unit.addr_base = base;
            }
            (gimli::DW_AT_rnglists_base | gimli::DW_AT_GNU_ranges_base, Value::DebugRngListsBase(base)) => {
                unit.rnglists_base = base;
            }
            (gimli::DW_AT_GNU_dwo_id, Value::DwoId(id)) => unit.dwo_id = Some(id),
            _ => self.pieces.note(name, value),
        }
    }
}

impl<'d> OpenUnit<'d> {
    /// Whether the names of its functions are those of their symbols.
    pub(super) fn is_plain(&self) -> bool {
        self.root.language.is_some_and(|language| {
            matches!(
                language,
                gimli::DW_LANG_C89
                    | gimli::DW_LANG_C
                    | gimli::DW_LANG_C99
                    | gimli::DW_LANG_C11
                    | gimli::DW_LANG_C17
                    | gimli::DW_LANG_Mips_Assembler
            )
        })
    }

    /// Its line table, if it has one.
    pub(super) fn lines(
        &self,
        dwarf: &Dwarf<Bytes<'d>>,
        work: &Work,
    ) -> Result<Option<IncompleteLineProgram<Bytes<'d>>>, Interruption> {
        let Some(place) = self.root.lines else { return Ok(None) };
        let mut bytes = *dwarf.debug_line.reader();
        bytes.skip(place.0)?;
        let (length, format) = bytes.read_initial_length()?;
        bytes.truncate(length)?;
        let version = bytes.read_u16()?;
        bytes.skip(if version < 5 { 0 } else { 2 })?;
        let header = bytes.read_length(format)? as u64;
        if header > LONGEST_HEADER {
            return Err(Interruption::TooMuch);
        }
        work.take(length as u64 + header * STEPS_PER_HEADER_BYTE)?;
        let (folder, name) = (self.unit.comp_dir, self.unit.name);
        Ok(Some(dwarf.debug_line.program(place, self.unit.address_size(), folder, name)?))
    }
}

impl<'d> Pieces<'d> {
    /// Records an attribute, if it is one of those.
    pub(super) fn note(&mut self, name: gimli::DwAt, value: Value<'d>) {
        match name {
            gimli::DW_AT_low_pc => self.low = Some(value),
            gimli::DW_AT_high_pc => self.high = Some(value),
            gimli::DW_AT_ranges => self.list = Some(value),
            _ => {}
        }
    }

    /// Calls `found` with each range of addresses that is not empty.
    pub(super) fn each(
        &self,
        dwarf: &Dwarf<Bytes<'d>>,
        unit: &Unit<Bytes<'d>>,
        work: &Work,
        mut found: impl FnMut(Range<u64>) -> Result<(), Interruption>,
    ) -> Result<(), Interruption> {
        if let Some(list) = self.list {
            let Some(mut list) = dwarf.attr_ranges(unit, list)? else { return Ok(()) };
            while let Some(raw) = list.next_raw()? {
                work.take(1)?;
                if let Some(range) = list.convert_raw(raw)? {
                    found(range.begin..range.end)?;
                }
            }
            return Ok(());
        }
        let (Some(low), Some(high)) = (self.low, self.high) else { return Ok(()) };
        let Some(low) = dwarf.attr_address(unit, low)? else { return Ok(()) };
        let high = match dwarf.attr_address(unit, high)? {
            Some(high) => high,
            None => low.saturating_add(high.udata_value().unwrap_or_default()),
        };
        if low < high { found(low..high) } else { Ok(()) }
    }
}
