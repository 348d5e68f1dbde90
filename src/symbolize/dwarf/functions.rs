//! Finds the functions that contain addresses, in one pass through a unit for all of them.

use gimli::{AttributeValue, Dwarf, EntriesRaw, Unit};

use super::units::{Bytes, Pieces, Value};
use crate::symbolize::interruption::Interruption;
use crate::symbolize::work::Work;

/// The maximum depth of inlining; deeper functions are left out.
const DEEPEST: usize = 1000;

/// A function or an inlined call.
#[derive(Clone, Copy, Default)]
pub(super) struct Entry<'d> {
    pub(super) pieces: Pieces<'d>,
    pub(super) linkage_name: Option<Value<'d>>,
    pub(super) name: Option<Value<'d>>,
    /// The entry to use for attributes that this one lacks.
    pub(super) origin: Option<Value<'d>>,
    /// File, line and column of the call.
    pub(super) call: [u64; 3],
}

/// The functions that contain the addresses, and for each address their indices, outermost first.
pub(super) struct Holders<'d> {
    pub(super) entries: Vec<Entry<'d>>,
    pub(super) chains: Vec<Vec<usize>>,
}

/// An entry whose children are being read.
struct Open {
    depth: isize,
    entry: usize,
    /// How many functions it is inlined into.
    level: usize,
}

struct Walk<'w, 'd> {
    dwarf: &'w Dwarf<Bytes<'d>>,
    unit: &'w Unit<Bytes<'d>>,
    addresses: &'w [u64],
    /// Lower addresses are those of code that the linker has discarded.
    first_code: u64,
    work: &'w Work,
    open: Vec<Open>,
    /// The length of the outermost function at each address.
    lengths: Vec<u64>,
    found: Holders<'d>,
}

/// The functions of a unit that contain these sorted addresses. Results before an error are kept.
pub(super) fn find<'d>(
    dwarf: &Dwarf<Bytes<'d>>,
    unit: &Unit<Bytes<'d>>,
    addresses: &[u64],
    first_code: u64,
    work: &Work,
) -> (Holders<'d>, Option<Interruption>) {
    let found = Holders { entries: Vec::new(), chains: vec![Vec::new(); addresses.len()] };
    let lengths = vec![u64::MAX; addresses.len()];
    let mut walk = Walk { dwarf, unit, addresses, first_code, work, open: Vec::new(), lengths, found };
    let error = walk.run().err();
    (walk.found, error)
}

impl<'d> Entry<'d> {
    /// Reads the attributes of an entry whose abbreviation was just read.
    pub(super) fn read(
        entries: &mut EntriesRaw<'_, Bytes<'d>>,
        abbreviation: &gimli::Abbreviation,
    ) -> Result<Entry<'d>, Interruption> {
        let mut entry = Entry::default();
        for &specification in abbreviation.attributes() {
            let attribute = entries.read_attribute(specification)?;
            entry.note(attribute.name(), attribute.value());
        }
        Ok(entry)
    }

    fn note(&mut self, name: gimli::DwAt, value: Value<'d>) {
        let unsigned = |value: Value<'d>| match value {
            AttributeValue::FileIndex(index) => index,
            value => value.udata_value().unwrap_or_default(),
        };
        match name {
            gimli::DW_AT_linkage_name | gimli::DW_AT_MIPS_linkage_name => self.linkage_name = Some(value),
            gimli::DW_AT_name => self.name = Some(value),
            gimli::DW_AT_specification | gimli::DW_AT_abstract_origin => self.origin = Some(value),
            gimli::DW_AT_call_file => self.call[0] = unsigned(value),
            gimli::DW_AT_call_line => self.call[1] = unsigned(value),
            gimli::DW_AT_call_column => self.call[2] = unsigned(value),
            _ => self.pieces.note(name, value),
        }
    }
}

impl<'d> Walk<'_, 'd> {
    fn run(&mut self) -> Result<(), Interruption> {
        let unit = self.unit;
        let mut entries = unit.entries_raw(None)?;
        while !entries.is_empty() {
            let depth = entries.next_depth();
            let Some(abbreviation) = entries.read_abbreviation()? else {
                self.work.take(1)?;
                continue;
            };
            let specifications = abbreviation.attributes();
            self.work.take(1 + specifications.len() as u64)?;
            while self.open.last().is_some_and(|open| open.depth >= depth) {
                self.open.pop();
            }
            let level = match abbreviation.tag() {
                gimli::DW_TAG_subprogram => Some(0),
                gimli::DW_TAG_inlined_subroutine => self.open.last().map(|open| open.level + 1),
                _ => None,
            };
            let Some(level) = level.filter(|&level| level < DEEPEST) else {
                entries.skip_attributes(specifications)?;
                continue;
            };
            let entry = Entry::read(&mut entries, abbreviation)?;
            // Pushed before addresses refer to it: its ranges may be invalid after the first.
            self.found.entries.push(entry);
            if self.holds_any(&entry, level)? {
                self.open.push(Open { depth, entry: self.found.entries.len() - 1, level });
            } else {
                self.found.entries.pop();
            }
        }
        Ok(())
    }

    /// Records the last entry for the addresses that it contains, and returns whether there are any.
    fn holds_any(&mut self, entry: &Entry<'d>, level: usize) -> Result<bool, Interruption> {
        let (dwarf, unit, work, addresses) = (self.dwarf, self.unit, self.work, self.addresses);
        let outer = self.open.last().map(|open| open.entry).filter(|_| level > 0);
        let mut holds = false;
        entry.pieces.each(dwarf, unit, work, |range| {
            if range.start < self.first_code {
                return Ok(());
            }
            let first = addresses.partition_point(|&address| address < range.start);
            let inside = addresses[first..].iter().take_while(|&&address| address < range.end).count();
            work.take(inside as u64)?;
            holds |= inside > 0;
            for at in first..first + inside {
                self.note(at, level, outer, range.end - range.start);
            }
            Ok(())
        })?;
        Ok(holds)
    }

    /// Appends the last entry to the functions of an address. Functions should not overlap; where they do, the shorter
    /// one counts, and the first that is inlined in it.
    fn note(&mut self, at: usize, level: usize, outer: Option<usize>, length: u64) {
        let chain = &mut self.found.chains[at];
        let entry = self.found.entries.len() - 1;
        if level == 0 {
            if length < self.lengths[at] {
                self.lengths[at] = length;
                chain.clear();
                chain.push(entry);
            }
        } else if chain.len() == level && chain.last().copied() == outer {
            chain.push(entry);
        }
    }
}
