//! Names from symbol tables.

use object::{Architecture, BinaryFormat, Object, ObjectSection, ObjectSymbol, Symbol, SymbolKind};

use super::image::{Image, holds_code};
use super::interruption::Interruption;
use super::texts::{TextId, Texts};
use super::work::Work;

/// A symbol of code.
#[derive(Clone, Copy)]
struct Code<'d> {
    start: u64,
    /// One past its last address; for symbols without size, the end of its section.
    end: u64,
    has_size: bool,
    is_global: bool,
    name: &'d [u8],
}

/// The best symbols so far, by address.
struct Search<'a, 'd> {
    addresses: &'a [u64],
    /// The closest symbol with a size that contains the address.
    holding: Vec<Option<Code<'d>>>,
    /// The closest symbol that begins at this address, or between the previous address and this one.
    before: Vec<Option<Code<'d>>>,
}

/// The symbols that contain these sorted addresses, from the tables of all these files.
pub(super) fn find(
    images: &[&Image<'_>],
    addresses: &[u64],
    work: &Work,
    texts: &mut Texts,
) -> (Vec<Option<TextId>>, Option<Interruption>) {
    let n = addresses.len();
    let mut search = Search { addresses, holding: vec![None; n], before: vec![None; n] };
    let mut error = images.iter().find_map(|image| search.look_through(image, work).err());
    let mut id = |code: Option<Code<'_>>| {
        let id = code.map(|code| texts.id(code.name, work)).transpose();
        error = error.max(id.as_ref().err().copied());
        id.ok().flatten().flatten()
    };
    let found = search.finish().into_iter().map(&mut id).collect();
    (found, error)
}

impl<'d> Search<'_, 'd> {
    fn look_through(&mut self, image: &Image<'d>, work: &Work) -> Result<(), Interruption> {
        let sections = Sections::of(image);
        for symbol in image.file.symbols().chain(image.file.dynamic_symbols()) {
            work.take(1)?;
            if let Some(code) = sections.code(&symbol) {
                self.note(code, work)?;
            }
        }
        Ok(())
    }

    fn note(&mut self, code: Code<'d>, work: &Work) -> Result<(), Interruption> {
        let first = self.addresses.partition_point(|&address| address < code.start);
        if let Some(before) = self.before.get_mut(first) {
            replace_if_better(before, code);
        }
        if code.has_size {
            let held = self.addresses[first..].iter().take_while(|&&address| address < code.end).count();
            work.take(held as u64)?;
            for holding in &mut self.holding[first..first + held] {
                replace_if_better(holding, code);
            }
        }
        Ok(())
    }

    /// The symbol of each address: the closest that contains it, or the last one before it if that one has no size.
    fn finish(self) -> Vec<Option<Code<'d>>> {
        let mut last: Option<Code<'d>> = None;
        let symbols = self.addresses.iter().zip(self.holding).zip(self.before);
        symbols
            .map(|((&address, holding), before)| {
                if let Some(before) = before {
                    replace_if_better(&mut last, before);
                }
                holding.or(last.filter(|last| !last.has_size && address < last.end))
            })
            .collect()
    }
}

/// Replaces a symbol by `code` if it begins earlier, or else has no size, is longer, or is local.
fn replace_if_better<'d>(known: &mut Option<Code<'d>>, code: Code<'d>) {
    let rank = |code: &Code<'d>| (code.start, code.has_size, u64::MAX - code.end, code.is_global);
    if known.is_none_or(|known| rank(&code) > rank(&known)) {
        *known = Some(code);
    }
}

/// The sections with code, and the symbol conventions of the file.
struct Sections {
    ends: Vec<(usize, u64)>,
    is_mach_o: bool,
    is_arm: bool,
}

impl Sections {
    fn of(image: &Image<'_>) -> Sections {
        let code = |section: object::Section<'_, '_>| {
            let end = section.address().saturating_add(section.size());
            holds_code(&section).then(|| (section.index().0, end))
        };
        let ends = image.file.sections().filter_map(code).collect();
        let is_arm = image.file.architecture() == Architecture::Arm;
        Sections { ends, is_mach_o: image.file.format() == BinaryFormat::MachO, is_arm }
    }

    /// The symbol, if it is one of code.
    fn code<'d>(&self, symbol: &Symbol<'d, '_>) -> Option<Code<'d>> {
        let index = symbol.section_index()?.0;
        let at = self.ends.binary_search_by_key(&index, |(known, _)| *known).ok();
        let name = symbol.name_bytes().ok()?;
        let is_code = match symbol.kind() {
            SymbolKind::Text => true,
            // Compiler labels, and mapping symbols between code and data, are not functions.
            SymbolKind::Label | SymbolKind::Unknown => {
                at.is_some() && !name.starts_with(b"$") && !name.starts_with(b".L")
            }
            _ => false,
        };
        // In Mach-O, C names have a leading underscore.
        let name = if self.is_mach_o { name.strip_prefix(b"_").unwrap_or(name) } else { name };
        if !is_code || name.is_empty() {
            return None;
        }
        // The lowest bit is the instruction set (Thumb).
        let start = if self.is_arm { symbol.address() & !1 } else { symbol.address() };
        let has_size = symbol.size() > 0;
        let end = if has_size {
            start.saturating_add(symbol.size())
        } else {
            at.map_or(start, |at| self.ends[at].1)
        };
        Some(Code { start, end, has_size, is_global: symbol.is_global(), name })
    }
}
