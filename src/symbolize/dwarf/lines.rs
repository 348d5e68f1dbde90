//! Finds the source lines of addresses.

use std::collections::HashMap;

use gimli::{ColumnType, Dwarf, IncompleteLineProgram, LineProgramHeader, Unit};

use super::units::Bytes;
use crate::symbolize::frame::Place;
use crate::symbolize::interruption::Interruption;
use crate::symbolize::texts::{TextId, Texts};
use crate::symbolize::work::Work;

/// The line table's entry for an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) file: u64,
    pub(super) line: u64,
    pub(super) column: u64,
}

/// The rows for these sorted addresses: the last one before each, in the first sequence that covers it.
pub(super) fn find<'d>(
    program: IncompleteLineProgram<Bytes<'d>>,
    addresses: &[u64],
    first_code: u64,
    work: &Work,
) -> (Vec<Option<Row>>, Option<Interruption>) {
    let mut found = vec![None; addresses.len()];
    let error = fill(&mut found, program, addresses, first_code, work).err();
    (found, error)
}

fn fill<'d>(
    found: &mut [Option<Row>],
    program: IncompleteLineProgram<Bytes<'d>>,
    addresses: &[u64],
    first_code: u64,
    work: &Work,
) -> Result<(), Interruption> {
    let mut rows = program.rows();
    let mut last: Option<(u64, Row)> = None;
    // Index of the first address after the last row.
    let mut next = 0;
    while let Some((_, row)) = rows.next_row()? {
        let address = row.address();
        match last {
            Some((start, row)) if start <= address => {
                while next < addresses.len() && addresses[next] < address {
                    work.take(1)?;
                    if start >= first_code {
                        found[next].get_or_insert(row);
                    }
                    next += 1;
                }
            }
            _ => next = addresses.partition_point(|&known| known < address),
        }
        let column = match row.column() {
            ColumnType::LeftEdge => 0,
            ColumnType::Column(column) => column.get(),
        };
        let line = row.line().map_or(0, std::num::NonZero::get);
        last = (!row.end_sequence()).then_some((address, Row { file: row.file_index(), line, column }));
    }
    Ok(())
}

/// The paths of a line table's files, cached.
pub(super) struct Files<'f, 'd> {
    dwarf: &'f Dwarf<Bytes<'d>>,
    unit: &'f Unit<Bytes<'d>>,
    header: Option<LineProgramHeader<Bytes<'d>>>,
    known: HashMap<u64, Option<TextId>>,
}

impl<'f, 'd> Files<'f, 'd> {
    pub(super) fn new(
        dwarf: &'f Dwarf<Bytes<'d>>,
        unit: &'f Unit<Bytes<'d>>,
        header: Option<LineProgramHeader<Bytes<'d>>>,
    ) -> Files<'f, 'd> {
        Files { dwarf, unit, header, known: HashMap::new() }
    }

    /// Resolves the file of a row.
    pub(super) fn place(&mut self, row: Row, texts: &mut Texts, work: &Work) -> Result<Place, Interruption> {
        let file = match self.known.get(&row.file) {
            Some(known) => *known,
            None => {
                let path = self.path(row.file, work)?;
                let file = texts.id(&path, work)?;
                self.known.insert(row.file, file);
                file
            }
        };
        Ok(Place { file, line: row.line, column: row.column })
    }

    /// The path of a file, relative to the compilation directory unless absolute; empty if unknown.
    fn path(&self, index: u64, work: &Work) -> Result<Vec<u8>, Interruption> {
        let Some(header) = &self.header else { return Ok(Vec::new()) };
        let Some(file) = header.file(index) else { return Ok(Vec::new()) };
        let text = |value| self.dwarf.attr_string(self.unit, value).ok();
        let name = text(file.path_name());
        // Directory 0 is the compilation directory.
        let folder = file.directory(header).and_then(text);
        let root = self.unit.comp_dir.filter(|_| file.directory_index() != 0);
        let mut path = Vec::new();
        for part in [root, folder, name].into_iter().flatten().filter(|part| !part.is_empty()) {
            if part.starts_with(b"/") {
                path.clear();
            }
            work.take(part.len() as u64)?;
            if !path.is_empty() && !path.ends_with(b"/") {
                path.push(b'/');
            }
            path.extend_from_slice(&part);
        }
        Ok(path)
    }
}
