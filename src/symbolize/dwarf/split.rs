//! Split DWARF: units whose functions are in another file, `.dwo` or a package `.dwp`.

use gimli::{Dwarf, DwarfPackage, DwarfSections, DwoId, EndianSlice, SectionId};

use super::functions;
use super::lines::Files;
use super::names::Names;
use super::search::Search;
use super::units::{Bytes, OpenUnit, Units, Value};
use crate::symbolize::image::{Image, Kind, Sections};
use crate::symbolize::interruption::Interruption;

/// Access to the files with split units.
pub(crate) trait Parts {
    /// The package, if there is one.
    fn package(&mut self) -> Option<std::rc::Rc<Vec<u8>>>;

    /// The `.dwo` file of this name, relative to its compilation directory.
    fn unit(&mut self, folder: &[u8], name: &[u8]) -> Option<Vec<u8>>;

    /// The limit in bytes of decompressed sections.
    fn limit(&self) -> u64;
}

/// The skeleton unit whose functions are wanted.
#[derive(Clone, Copy)]
pub(super) struct Request<'r, 'd> {
    pub(super) units: &'r Units<'d>,
    pub(super) unit: &'r OpenUnit<'d>,
    /// The name of the split file.
    pub(super) name: Value<'d>,
    pub(super) addresses: &'r [u64],
}

/// Finds functions in the split unit. Without its file, only lines are known.
pub(super) fn find(
    search: &mut Search<'_>,
    request: Request<'_, '_>,
    held: &[usize],
    files: &mut Files<'_, '_>,
    parts: &mut dyn Parts,
) -> Result<(), Interruption> {
    let Some(id) = request.unit.unit.dwo_id else { return Ok(()) };
    let limit = parts.limit();
    if let Some(bytes) = parts.package() {
        let Some(image) = Image::parse(&bytes, "") else { return Ok(()) };
        let sections = Sections::read(&image, Kind::Split, limit)?;
        if let Some(dwarf) = in_package(&sections, id, &request.units.dwarf)? {
            return find_in(search, request, id, dwarf, held, files);
        }
    }
    let text = |value| request.units.dwarf.attr_string(&request.unit.unit, value);
    let folder = request.unit.unit.comp_dir.map(|folder| folder.slice()).unwrap_or_default();
    let Some(bytes) = parts.unit(folder, &text(request.name)?) else { return Ok(()) };
    let Some(image) = Image::parse(&bytes, "") else { return Ok(()) };
    let sections = Sections::read(&image, Kind::Split, limit)?;
    find_in(search, request, id, alone(&sections, &request.units.dwarf), held, files)
}

/// The sections of one unit in a package.
fn in_package<'p>(
    sections: &'p Sections<'p>,
    id: DwoId,
    parent: &Dwarf<Bytes<'p>>,
) -> Result<Option<Dwarf<Bytes<'p>>>, Interruption> {
    let slice = |bytes| EndianSlice::new(bytes, sections.endian());
    let load = |id: SectionId| Ok::<_, gimli::Error>(slice(sections.get(id)));
    let package = DwarfPackage::load(load, slice(&[]))?;
    Ok(package.find_cu(id, parent)?)
}

/// The sections of a `.dwo` file.
fn alone<'p>(sections: &'p Sections<'p>, parent: &Dwarf<Bytes<'p>>) -> Dwarf<Bytes<'p>> {
    let load = |id: SectionId| Ok::<_, std::convert::Infallible>(sections.get(id));
    let Ok(loaded) = DwarfSections::load(load);
    let mut dwarf = loaded.borrow(|bytes| EndianSlice::new(bytes, sections.endian()));
    dwarf.make_dwo(parent);
    dwarf
}

fn find_in<'p>(
    search: &mut Search<'_>,
    request: Request<'_, '_>,
    id: DwoId,
    dwarf: Dwarf<Bytes<'p>>,
    held: &[usize],
    files: &mut Files<'_, '_>,
) -> Result<(), Interruption> {
    let units = Units::split(dwarf, &request.unit.unit, search.work)?;
    for index in 0..units.len() {
        let unit = units.open(index, search.work)?;
        if unit.unit.dwo_id != Some(id) {
            continue;
        }
        let (holders, error) =
            functions::find(&units.dwarf, &unit.unit, request.addresses, search.first_code, search.work);
        search.note(error);
        let mut names = Names::new(&units, None, search.work);
        search.keep_functions(held, &holders, index, &mut names, files)?;
    }
    Ok(())
}
