//! Functions and lines from DWARF, for many addresses at once.
//!
//! Nothing is indexed: there are few addresses, known beforehand, so each unit that contains some of them is read once
//! for all of them. Units are found by the ranges of their root entries.

mod found;
mod functions;
mod lines;
mod names;
mod search;
mod split;
mod units;

use gimli::{Dwarf, DwarfSections, EndianSlice, SectionId};

use self::lines::Files;
use self::names::Names;
use self::search::Search;
use self::units::{Bytes, Units};
use super::image::Sections;
use super::interruption::Interruption;
use super::texts::Texts;
use super::work::Work;

pub(super) use self::found::Found;
pub(super) use self::split::Parts;

/// The sections of a file with debug information, and of its supplementary file, if any.
pub(super) struct Debug<'d> {
    pub(super) sections: &'d Sections<'d>,
    pub(super) shared: Option<&'d Sections<'d>>,
    /// Lower addresses are those of code that the linker has discarded.
    pub(super) first_code: u64,
}

/// Looks up sorted, distinct addresses. `found` has an entry for each. Results before an error are kept.
pub(super) fn find(
    debug: &Debug<'_>,
    addresses: &[u64],
    parts: &mut dyn Parts,
    work: &Work,
    texts: &mut Texts,
    found: &mut [Found],
) -> Option<Interruption> {
    let first_code = debug.first_code;
    let mut search = Search { addresses, first_code, work, texts, found, error: None };
    if let Err(error) = search.run(debug, parts) {
        search.note(Some(error));
    }
    search.error
}

/// The sections as gimli reads them.
fn dwarf<'d>(sections: &'d Sections<'d>) -> Dwarf<Bytes<'d>> {
    let load = |id: SectionId| Ok::<_, std::convert::Infallible>(sections.get(id));
    let Ok(sections_of) = DwarfSections::load(load);
    sections_of.borrow(|bytes| EndianSlice::new(bytes, sections.endian()))
}

impl Search<'_> {
    fn run(&mut self, debug: &Debug<'_>, parts: &mut dyn Parts) -> Result<(), Interruption> {
        let mut main = dwarf(debug.sections);
        if let Some(shared) = debug.shared {
            main.set_sup(dwarf(shared));
        }
        let units = Units::new(main, self.work)?;
        let shared = debug.shared.map(|shared| Units::new(dwarf(shared), self.work)).transpose()?;
        let mut names = Names::new(&units, shared.as_ref(), self.work);
        for index in 0..units.len() {
            let result = self.unit(&units, index, &mut names, parts);
            self.note(result.err());
            if self.error == Some(Interruption::TooMuch) {
                break;
            }
        }
        Ok(())
    }

    /// Searches a unit, if it contains any of the addresses.
    fn unit<'d>(
        &mut self,
        units: &Units<'d>,
        index: usize,
        names: &mut Names<'_, 'd>,
        parts: &mut dyn Parts,
    ) -> Result<(), Interruption> {
        let unit = units.open(index, self.work)?;
        let held = self.held(&units.dwarf, unit)?;
        if held.is_empty() {
            return Ok(());
        }
        let addresses: Vec<u64> = held.iter().map(|&at| self.addresses[at]).collect();
        let program = unit.lines(&units.dwarf, self.work)?;
        let header = program.as_ref().map(|program| program.header().clone());
        let mut files = Files::new(&units.dwarf, &unit.unit, header);
        if let Some(program) = program {
            let (rows, error) = lines::find(program, &addresses, self.first_code, self.work);
            self.note(error);
            self.keep_rows(&held, &rows, &mut files)?;
        }
        if let Some(part) = unit.root.dwo_name {
            let request = split::Request { units, unit, name: part, addresses: &addresses };
            return split::find(self, request, &held, &mut files, parts);
        }
        let (holders, error) =
            functions::find(&units.dwarf, &unit.unit, &addresses, self.first_code, self.work);
        self.note(error);
        self.keep_functions(&held, &holders, index, names, &mut files)
    }
}
