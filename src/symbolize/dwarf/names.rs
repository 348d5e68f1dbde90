//! Resolves the names of functions.

use std::collections::HashMap;

use gimli::{AttributeValue, UnitOffset};

use super::found::Name;
use super::functions::Entry;
use super::units::{Bytes, OpenUnit, Units, Value};
use crate::symbolize::interruption::Interruption;
use crate::symbolize::texts::Texts;
use crate::symbolize::work::Work;

/// How many references between entries are followed.
const MAX_ORIGINS: usize = 16;

/// The place of an entry: in a unit of the file, or of the supplementary file.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct At {
    is_shared: bool,
    unit: usize,
    place: UnitOffset,
}

/// Names by entry, cached since every inlined call refers to the same entry.
pub(super) struct Names<'n, 'd> {
    units: &'n Units<'d>,
    shared: Option<&'n Units<'d>>,
    work: &'n Work,
    known: HashMap<At, Option<Name>>,
}

impl<'n, 'd> Names<'n, 'd> {
    pub(super) fn new(units: &'n Units<'d>, shared: Option<&'n Units<'d>>, work: &'n Work) -> Names<'n, 'd> {
        Names { units, shared, work, known: HashMap::new() }
    }

    /// The name of a function whose entry is in the unit with this index.
    pub(super) fn name(
        &mut self,
        entry: &Entry<'d>,
        unit: usize,
        texts: &mut Texts,
    ) -> Result<Option<Name>, Interruption> {
        let here = At { is_shared: false, unit, place: UnitOffset(0) };
        let origin = entry.origin.and_then(|origin| self.target(origin, here));
        match origin {
            Some(origin) if entry.linkage_name.is_none() && entry.name.is_none() => {
                if let Some(known) = self.known.get(&origin) {
                    return Ok(*known);
                }
                let name = self.search(*entry, here, texts)?;
                self.known.insert(origin, name);
                Ok(name)
            }
            _ => self.search(*entry, here, texts),
        }
    }

    /// The first linkage name along the chain of references, or else the first name.
    fn search(
        &self,
        mut entry: Entry<'d>,
        mut at: At,
        texts: &mut Texts,
    ) -> Result<Option<Name>, Interruption> {
        let mut name = None;
        for _ in 0..MAX_ORIGINS {
            let units = self.units(at);
            let unit = units.open(at.unit, self.work)?;
            if let Some(text) = text(units, unit, entry.linkage_name) {
                let text = texts.id(&text, self.work)?;
                return Ok(text.map(|text| Name { text, is_symbol: true }));
            }
            if name.is_none()
                && let Some(text) = text(units, unit, entry.name)
            {
                let text = texts.id(&text, self.work)?;
                name = text.map(|text| Name { text, is_symbol: unit.is_plain() });
            }
            let Some(next) = entry.origin.and_then(|origin| self.target(origin, at)) else { break };
            entry = self.entry(next)?;
            at = next;
        }
        Ok(name)
    }

    fn units(&self, at: At) -> &'n Units<'d> {
        self.shared.filter(|_| at.is_shared).unwrap_or(self.units)
    }

    /// The entry that a reference in `from` refers to.
    fn target(&self, reference: Value<'d>, from: At) -> Option<At> {
        let (is_shared, place) = match reference {
            AttributeValue::UnitRef(place) => return Some(At { place, ..from }),
            AttributeValue::DebugInfoRef(place) => (from.is_shared, place),
            AttributeValue::DebugInfoRefSup(place) if self.shared.is_some() => (true, place),
            _ => return None,
        };
        let units = self.units(At { is_shared, ..from });
        let (unit, place) = units.at(place)?;
        Some(At { is_shared, unit, place })
    }

    fn entry(&self, at: At) -> Result<Entry<'d>, Interruption> {
        let unit = self.units(at).open(at.unit, self.work)?;
        let mut entries = unit.unit.entries_raw(Some(at.place))?;
        let Some(abbreviation) = entries.read_abbreviation()? else { return Ok(Entry::default()) };
        self.work.take(1 + abbreviation.attributes().len() as u64)?;
        Entry::read(&mut entries, abbreviation)
    }
}

fn text<'d>(units: &Units<'d>, unit: &OpenUnit<'d>, value: Option<Value<'d>>) -> Option<Bytes<'d>> {
    units.dwarf.attr_string(&unit.unit, value?).ok()
}
