//! The addresses to look up, and the results.

use gimli::Dwarf;

use super::found::{Called, Found};
use super::functions::Holders;
use super::lines::{Files, Row};
use super::names::Names;
use super::units::{Bytes, OpenUnit};
use crate::symbolize::interruption::Interruption;
use crate::symbolize::texts::Texts;
use crate::symbolize::work::Work;

/// The addresses to look up in all units, and the results.
pub(super) struct Search<'s> {
    pub(super) addresses: &'s [u64],
    pub(super) first_code: u64,
    pub(super) work: &'s Work,
    pub(super) texts: &'s mut Texts,
    pub(super) found: &'s mut [Found],
    pub(super) error: Option<Interruption>,
}

impl Search<'_> {
    pub(super) fn note(&mut self, error: Option<Interruption>) {
        self.error = self.error.max(error);
    }

    /// The range of addresses that a unit contains, by its address ranges.
    pub(super) fn held<'d>(
        &self,
        dwarf: &Dwarf<Bytes<'d>>,
        unit: &OpenUnit<'d>,
    ) -> Result<Vec<usize>, Interruption> {
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

    pub(super) fn keep_rows(
        &mut self,
        held: &[usize],
        rows: &[Option<Row>],
        files: &mut Files<'_, '_>,
    ) -> Result<(), Interruption> {
        for (&at, row) in held.iter().zip(rows) {
            if let (None, Some(row)) = (self.found[at].place, row) {
                self.found[at].place = Some(files.place(*row, self.texts, self.work)?);
            }
        }
        Ok(())
    }

    pub(super) fn keep_functions<'d>(
        &mut self,
        held: &[usize],
        holders: &Holders<'d>,
        unit: usize,
        names: &mut Names<'_, 'd>,
        files: &mut Files<'_, '_>,
    ) -> Result<(), Interruption> {
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
