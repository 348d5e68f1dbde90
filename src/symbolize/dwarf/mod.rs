//! Functions and lines from DWARF, for many addresses at once.
//!
//! Nothing is indexed: addresses are known beforehand and few, so each unit that holds some of them is walked through
//! once, with all of them. Units are found by the ranges that their roots have.

mod functions;
mod lines;
mod names;
mod split;
mod units;

use gimli::{Dwarf, DwarfSections, EndianSlice, RunTimeEndian, SectionId};

use self::functions::Holders;
use self::lines::{Files, Row};
use self::names::Names;
use self::units::{Bytes, OpenUnit, Units};
use super::image::Sections;
use super::texts::{TextId, Texts};
use super::trouble::Trouble;
use super::work::Work;

pub(super) use self::split::Parts;

/// A line of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) file: Option<TextId>,
    pub(super) line: u64,
    pub(super) column: u64,
}

/// A function's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) text: TextId,
    /// Whether it is the name that linkers know, and not only the last part of what the source has.
    pub(super) is_symbol: bool,
}

/// A function that holds an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Called {
    pub(super) name: Option<Name>,
    /// Where it is called, if it was inlined.
    pub(super) from: Place,
}

/// What DWARF says of an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) place: Option<Place>,
    /// The functions, outermost first.
    pub(super) functions: Vec<Called>,
}

/// Sections of a file with debug information, and perhaps of one with what several files share.
pub(super) struct Debug<'d> {
    pub(super) sections: &'d Sections<'d>,
    pub(super) shared: Option<&'d Sections<'d>>,
    /// Addresses below are those of code that the linker has left out.
    pub(super) first_code: u64,
}

/// What is asked of all units, and where answers go.
struct Search<'s> {
    addresses: &'s [u64],
    first_code: u64,
    work: &'s Work,
    texts: &'s mut Texts,
    found: &'s mut [Found],
    trouble: Option<Trouble>,
}

/// Finds what is known of these addresses, which are sorted and differ. `found` has a place for each. What was found
/// before trouble stays.
pub(super) fn find(
    debug: &Debug<'_>,
    addresses: &[u64],
    parts: &mut dyn Parts,
    work: &Work,
    texts: &mut Texts,
    found: &mut [Found],
) -> Option<Trouble> {
    let first_code = debug.first_code;
    let mut search = Search { addresses, first_code, work, texts, found, trouble: None };
    if let Err(trouble) = search.run(debug, parts) {
        search.note(Some(trouble));
    }
    search.trouble
}

/// The sections as they are read.
fn dwarf<'d>(sections: &'d Sections<'d>) -> Dwarf<Bytes<'d>> {
    let load = |id: SectionId| Ok::<_, std::convert::Infallible>(sections.get(id));
    let Ok(sections_of) = DwarfSections::load(load);
    sections_of.borrow(|bytes| EndianSlice::new(bytes, sections.endian()))
}

impl Search<'_> {
    fn note(&mut self, trouble: Option<Trouble>) {
        self.trouble = self.trouble.max(trouble);
    }

    fn run(&mut self, debug: &Debug<'_>, parts: &mut dyn Parts) -> Result<(), Trouble> {
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
            if self.trouble == Some(Trouble::TooMuch) {
                break;
            }
        }
        Ok(())
    }

    /// Looks a unit through, if it holds any of the addresses.
    fn unit<'d>(
        &mut self,
        units: &Units<'d>,
        index: usize,
        names: &mut Names<'_, 'd>,
        parts: &mut dyn Parts,
    ) -> Result<(), Trouble> {
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
            let (rows, trouble) = lines::find(program, &addresses, self.first_code, self.work);
            self.note(trouble);
            self.keep_rows(&held, &rows, &mut files)?;
        }
        if let Some(part) = unit.root.dwo_name {
            let request = split::Request { units, unit, name: part, addresses: &addresses };
            return split::find(self, request, &held, &mut files, parts);
        }
        let (holders, trouble) =
            functions::find(&units.dwarf, &unit.unit, &addresses, self.first_code, self.work);
        self.note(trouble);
        self.keep_functions(&held, &holders, index, names, &mut files)
    }

    /// Which of the addresses a unit holds, by its ranges.
    fn held<'d>(&self, dwarf: &Dwarf<Bytes<'d>>, unit: &OpenUnit<'d>) -> Result<Vec<usize>, Trouble> {
        let mut held = Vec::new();
        unit.root.pieces.each(dwarf, &unit.unit, self.work, |range| {
            if range.start >= self.first_code {
                let first = self.addresses.partition_point(|&address| address < range.start);
                let inside =
                    self.addresses[first..].iter().take_while(|&&address| address < range.end).count();
                self.work.take(inside as u64)?;
                held.extend(first..first + inside);
            }
            Ok(())
        })?;
        held.sort_unstable();
        held.dedup();
        Ok(held)
    }

    fn keep_rows(
        &mut self,
        held: &[usize],
        rows: &[Option<Row>],
        files: &mut Files<'_, '_>,
    ) -> Result<(), Trouble> {
        for (&at, row) in held.iter().zip(rows) {
            if let (None, Some(row)) = (self.found[at].place, row) {
                self.found[at].place = Some(files.place(*row, self.texts, self.work)?);
            }
        }
        Ok(())
    }

    fn keep_functions<'d>(
        &mut self,
        held: &[usize],
        holders: &Holders<'d>,
        unit: usize,
        names: &mut Names<'_, 'd>,
        files: &mut Files<'_, '_>,
    ) -> Result<(), Trouble> {
        let mut called: Vec<Option<Called>> = vec![None; holders.entries.len()];
        for (&at, chain) in held.iter().zip(&holders.chains) {
            if !self.found[at].functions.is_empty() {
                continue;
            }
            for &index in chain {
                let known = match called[index] {
                    Some(known) => known,
                    None => {
                        let entry = &holders.entries[index];
                        let [file, line, column] = entry.call;
                        let from = files.place(Row { file, line, column }, self.texts, self.work)?;
                        Called { name: names.name(entry, unit, self.texts)?, from }
                    }
                };
                called[index] = Some(known);
                self.found[at].functions.push(known);
            }
        }
        Ok(())
    }
}

/// The byte order of an object file.
pub(super) fn endian(is_little: bool) -> RunTimeEndian {
    if is_little { RunTimeEndian::Little } else { RunTimeEndian::Big }
}
