//! Looks up the addresses of a mapping in its files.

use std::rc::Rc;

use bstr::{BStr, ByteSlice};

use super::dwarf::{self, Debug, Found, Parts};
use super::frame::Frame;
use super::image::{Image, Kind, Sections};
use super::interruption::Interruption;
use super::options::SymbolizeOptions;
use super::outcome::Unnamed;
use super::request::{self, Mismatch, Part, Request, Resolve};
use super::sought::Sought;
use super::symbols;
use super::texts::{TextId, Texts};
use super::work::Work;
use crate::profile::{Mapping, Profile};

/// The frames of each address, innermost first.
pub(super) struct Answer {
    pub(super) frames: Vec<Vec<Frame>>,
    pub(super) error: Option<Interruption>,
}

/// Looks up the addresses of a mapping in its files.
pub(super) fn look_up(
    profile: &Profile,
    mapping: &Mapping,
    sought: &Sought,
    files: &mut dyn Resolve,
    options: &SymbolizeOptions,
    texts: &mut Texts,
) -> Result<Answer, Unnamed> {
    let filename = profile.text(mapping.filename);
    let build_id = profile.text(mapping.build_id).to_str_lossy().to_ascii_lowercase();
    if filename.is_empty() && build_id.is_empty() {
        return Err(Unnamed::Unknown);
    }
    let request = Request { filename, build_id: &build_id, part: Part::Binary };
    let binary = checked(files, &request);
    let image = binary.as_ref().ok().and_then(|bytes| Image::parse(bytes, &build_id));
    let known_id = image.as_ref().and_then(Image::build_id).unwrap_or_else(|| build_id.clone());
    let request = Request { filename, build_id: &known_id, part: Part::Binary };
    let debug = debug_file(image.as_ref(), request, files);
    let debug_image = debug.as_ref().and_then(|bytes| Image::parse(bytes, &known_id));
    let images: Vec<&Image<'_>> = image.iter().chain(&debug_image).collect();
    let Some(first) = images.first() else {
        return Err(binary.err().unwrap_or(Unnamed::Mismatch(Mismatch::NotAnObject)));
    };
    let bias = first.bias(mapping);
    let mut parts = Split { request, files, options, package: None };
    Ok(Lookup { images: &images, options }.run(&sought.addresses, bias, &mut parts, texts))
}

/// Opens a file and checks that it is the right one.
fn checked(files: &mut dyn Resolve, request: &Request<'_>) -> Result<Vec<u8>, Unnamed> {
    let bytes = files.open(request).map_err(Unnamed::Missing)?;
    request.check(&bytes)?;
    Ok(bytes)
}

/// The separate debug file of the program, if there is one.
fn debug_file(image: Option<&Image<'_>>, request: Request<'_>, files: &mut dyn Resolve) -> Option<Vec<u8>> {
    if image.is_some_and(Image::has_debug_information) {
        return None;
    }
    let link = image.and_then(Image::debug_link).map(|(name, checksum)| (BStr::new(name), checksum));
    if link.is_none() && request.build_id.is_empty() {
        return None;
    }
    checked(files, &Request { part: Part::Debug { link }, ..request }).ok()
}

/// The files to look up in: the program, its debug file, or both.
struct Lookup<'l, 'd> {
    images: &'l [&'l Image<'d>],
    options: &'l SymbolizeOptions,
}

impl Lookup<'_, '_> {
    /// Looks up addresses, which are `bias` more than in the file.
    fn run(&self, addresses: &[u64], bias: u64, parts: &mut Split<'_>, texts: &mut Texts) -> Answer {
        // Subtracting the bias may wrap, which changes the order.
        let mut order: Vec<(u64, usize)> =
            (0..).zip(addresses).map(|(at, address)| (address.wrapping_sub(bias), at)).collect();
        order.sort_unstable();
        let in_file: Vec<u64> = order.iter().map(|(address, _)| *address).collect();
        let mut found = vec![Found::default(); in_file.len()];
        let debug = self.debug(&in_file, parts, texts, &mut found).unwrap_or_else(Some);
        let work = Work::for_bytes(self.images.iter().map(|image| image.n_bytes()).sum());
        let (symbols, error) = symbols::find(self.images, &in_file, &work, texts);
        let mut frames = vec![Vec::new(); addresses.len()];
        for (((_, at), found), symbol) in order.iter().zip(&found).zip(symbols) {
            frames[*at] = frames_of(found, symbol);
        }
        Answer { frames, error: debug.max(error) }
    }

    fn debug(
        &self,
        addresses: &[u64],
        parts: &mut Split<'_>,
        texts: &mut Texts,
        found: &mut [Found],
    ) -> Result<Option<Interruption>, Interruption> {
        let Some(image) = self.images.iter().find(|image| image.has_debug_information()) else {
            return Ok(None);
        };
        let limit = self.options.max_decompressed;
        let sections = Sections::read(image, Kind::Whole, limit)?;
        let shared = parts.shared(image);
        let shared_image = shared.as_ref().and_then(|bytes| Image::parse(bytes, ""));
        let shared = shared_image.map(|image| Sections::read(&image, Kind::Whole, limit)).transpose()?;
        let n_bytes = sections.n_bytes() + shared.as_ref().map_or(0, Sections::n_bytes);
        let work = Work::for_bytes(n_bytes);
        let debug = Debug { sections: &sections, shared: shared.as_ref(), first_code: image.first_code() };
        Ok(dwarf::find(&debug, addresses, parts, &work, texts, found))
    }
}

/// The frames of an address, innermost first. Functions without names are left out.
///
/// The outermost function is named by its symbol, unless DWARF has the linkage name: otherwise DWARF may have the
/// unqualified name only.
fn frames_of(found: &Found, symbol: Option<TextId>) -> Vec<Frame> {
    let outermost = found.functions.first().and_then(|function| function.name);
    let outermost = match outermost {
        Some(name) if name.is_symbol => Some(name.text),
        name => symbol.or(name.map(|name| name.text)),
    };
    let mut place = found.place.unwrap_or_default();
    let mut frames = Vec::new();
    for function in found.functions.iter().skip(1).rev() {
        frames.extend(function.name.map(|name| Frame { name: name.text, place }));
        place = function.from;
    }
    frames.extend(outermost.map(|name| Frame { name, place }));
    frames
}

/// The split files of a program.
struct Split<'s> {
    request: Request<'s>,
    files: &'s mut dyn Resolve,
    options: &'s SymbolizeOptions,
    /// The package, once it was opened.
    package: Option<Option<Rc<Vec<u8>>>>,
}

impl Split<'_> {
    fn shared(&mut self, image: &Image<'_>) -> Option<Vec<u8>> {
        let (name, build_id) = request::shared(image)?;
        let request = Request { build_id: &build_id, part: Part::Shared { name }, ..self.request };
        checked(self.files, &request).ok()
    }
}

impl Parts for Split<'_> {
    fn package(&mut self) -> Option<Rc<Vec<u8>>> {
        let request = Request { part: Part::Package, ..self.request };
        let files = &mut self.files;
        self.package.get_or_insert_with(|| checked(*files, &request).ok().map(Rc::new)).clone()
    }

    fn unit(&mut self, folder: &[u8], name: &[u8]) -> Option<Vec<u8>> {
        let part = Part::Unit { folder: BStr::new(folder), name: BStr::new(name) };
        checked(self.files, &Request { part, ..self.request }).ok()
    }

    fn limit(&self) -> u64 {
        self.options.max_decompressed
    }
}
