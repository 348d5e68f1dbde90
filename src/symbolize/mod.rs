//! Names for addresses, from the object files that they belong to: DWARF with its inlined functions, and symbol tables.
//!
//! Profiles of compiled programs often hold addresses only. [`symbolize`] asks a [`Resolve`] for the files, which need
//! not be on this machine, and puts what they say into the profile, with names as linkers have them.
//!
//! Files may come from strangers: what is damaged ends a search, and so does what takes more work than files of its
//! size should. What was found until then stays.

mod apply;
mod dwarf;
mod image;
mod request;
mod symbols;
pub mod symbolz;
mod texts;
mod trouble;
mod work;

use std::rc::Rc;

use bstr::{BStr, ByteSlice};

use self::apply::Writer;
use self::dwarf::{Debug, Found, Parts, Place};
use self::image::{Image, Kind, Sections};
pub use self::request::{Misfit, Part, Request, Resolve};
use self::texts::{TextId, Texts};
pub use self::trouble::Trouble;
use self::work::Work;
use crate::profile::{Mapping, MappingId, Profile, StringId};

/// What is looked for.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// Whether names that are there already are replaced.
    pub force: bool,
    /// How many bytes the sections of a file may unpack to.
    pub most_unpacked: u64,
}

impl Default for Options {
    fn default() -> Options {
        Options { force: false, most_unpacked: 2 << 30 }
    }
}

/// What became of each mapping that was looked at, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The mappings.
    pub mappings: Vec<(MappingId, Result<Named, Unnamed>)>,
}

/// What was found in the files of a mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    /// How many locations were looked up.
    pub n_locations: usize,
    /// How many have names now.
    pub n_named: usize,
    /// Why there may be less than there should.
    pub trouble: Option<Trouble>,
}

/// Why nothing was found.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unnamed {
    /// The profile does not say which file it is.
    #[error("its file is not known")]
    Unknown,
    /// There is no such file, for this reason.
    #[error("{0}")]
    Missing(String),
    /// There is another one instead.
    #[error(transparent)]
    Misfit(#[from] Misfit),
}

/// A frame of a location.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Frame {
    name: TextId,
    place: Place,
}

/// The locations of a mapping that are to be named.
struct Sought {
    /// Sorted, and each once.
    addresses: Vec<u64>,
    /// Each location with the index of its address.
    locations: Vec<(usize, usize)>,
}

/// Names the locations that have no names yet, as far as `files` has the files that they are from.
pub fn symbolize(profile: &mut Profile, files: &mut dyn Resolve, options: &Options) -> Outcome {
    let mut texts = Texts::default();
    let mut answers = Vec::new();
    for (id, mapping) in (0..).map(MappingId).zip(&profile.mappings) {
        if !is_wanted(mapping, options) || is_no_file(profile.text(mapping.filename), mapping) {
            continue;
        }
        let sought = Sought::of(profile, id, options);
        if !sought.addresses.is_empty() {
            let answer = look_up(profile, mapping, &sought, files, options, &mut texts);
            answers.push((id, sought, answer));
        }
    }
    let mut writer = Writer::new(profile, &texts);
    let named = |(id, sought, answer): (MappingId, Sought, Result<Answer, Unnamed>)| {
        let named = answer.map(|answer| Named {
            n_locations: sought.locations.len(),
            n_named: writer.write(id, &sought, &answer.frames),
            trouble: answer.trouble,
        });
        (id, named)
    };
    Outcome { mappings: answers.into_iter().map(named).collect() }
}

/// Whether a mapping's locations may be named.
fn is_wanted(mapping: &Mapping, options: &Options) -> bool {
    let has = mapping.has;
    options.force || !(has.functions || has.filenames || has.line_numbers)
}

/// Whether it is known that there is no file: kernel and drivers map what has none, and some profiles have addresses
/// on the web instead.
fn is_no_file(filename: &BStr, mapping: &Mapping) -> bool {
    let name = filename.rsplit(|&byte| byte == b'/').next().unwrap_or_default();
    let is_url = filename.starts_with(b"http://") || filename.starts_with(b"https://");
    name.starts_with(b"[")
        || name.starts_with(b"linux-vdso")
        || [&b"/dev/dri/"[..], b"//anon", b"/memfd:"].iter().any(|start| filename.starts_with(start))
        || is_url && mapping.build_id == StringId::default()
}

impl Sought {
    fn of(profile: &Profile, mapping: MappingId, options: &Options) -> Sought {
        let locations = || {
            let is_sought = |location: &crate::profile::Location| {
                location.mapping == Some(mapping) && (options.force || location.n_lines == 0)
            };
            profile.locations.iter().enumerate().filter(move |(_, location)| is_sought(location))
        };
        let mut addresses: Vec<u64> = locations().map(|(_, location)| location.address).collect();
        addresses.sort_unstable();
        addresses.dedup();
        let at = |address| addresses.partition_point(|&known| known < address);
        let locations = locations().map(|(index, location)| (index, at(location.address))).collect();
        Sought { addresses, locations }
    }
}

/// The frames of each address, innermost first.
struct Answer {
    frames: Vec<Vec<Frame>>,
    trouble: Option<Trouble>,
}

/// Looks the addresses of a mapping up in its files.
fn look_up(
    profile: &Profile,
    mapping: &Mapping,
    sought: &Sought,
    files: &mut dyn Resolve,
    options: &Options,
    texts: &mut Texts,
) -> Result<Answer, Unnamed> {
    let filename = profile.text(mapping.filename);
    let build_id = profile.text(mapping.build_id).to_str_lossy().to_ascii_lowercase();
    if filename.is_empty() && build_id.is_empty() {
        return Err(Unnamed::Unknown);
    }
    let request = Request { filename, build_id: &build_id, part: Part::Binary };
    let binary = checked(files, &request);
    let image = binary.as_ref().ok().and_then(|bytes| Image::parse(bytes));
    let known_id = image.as_ref().and_then(Image::build_id).unwrap_or_else(|| build_id.clone());
    let request = Request { filename, build_id: &known_id, part: Part::Binary };
    let debug = debug_file(image.as_ref(), request, files);
    let debug_image = debug.as_ref().and_then(|bytes| Image::parse(bytes));
    let images: Vec<&Image<'_>> = image.iter().chain(&debug_image).collect();
    let Some(first) = images.first() else {
        return Err(binary.err().unwrap_or(Unnamed::Misfit(Misfit::NotAnObject)));
    };
    let bias = first.bias(mapping);
    let mut parts = Split { request, files, options, package: None };
    Ok(Lookup { images: &images, options }.run(&sought.addresses, bias, &mut parts, texts))
}

/// A file that fits.
fn checked(files: &mut dyn Resolve, request: &Request<'_>) -> Result<Vec<u8>, Unnamed> {
    let bytes = files.open(request).map_err(Unnamed::Missing)?;
    request.check(&bytes)?;
    Ok(bytes)
}

/// The file with the debug information that the program itself does not have.
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

/// Files to look into: the program, the file with its debug information, or both.
struct Lookup<'l, 'd> {
    images: &'l [&'l Image<'d>],
    options: &'l Options,
}

impl Lookup<'_, '_> {
    /// What is known of these addresses, which are `bias` more than in the file.
    fn run(&self, addresses: &[u64], bias: u64, parts: &mut Split<'_>, texts: &mut Texts) -> Answer {
        // Where the difference wraps, order changes.
        let mut order: Vec<(u64, usize)> =
            (0..).zip(addresses).map(|(at, address)| (address.wrapping_sub(bias), at)).collect();
        order.sort_unstable();
        let in_file: Vec<u64> = order.iter().map(|(address, _)| *address).collect();
        let mut found = vec![Found::default(); in_file.len()];
        let debug = self.debug(&in_file, parts, texts, &mut found).unwrap_or_else(Some);
        let work = Work::for_bytes(self.images.iter().map(|image| image.n_bytes()).sum());
        let (symbols, trouble) = symbols::find(self.images, &in_file, &work, texts);
        let mut frames = vec![Vec::new(); addresses.len()];
        for (((_, at), found), symbol) in order.iter().zip(&found).zip(symbols) {
            frames[*at] = frames_of(found, symbol);
        }
        Answer { frames, trouble: debug.max(trouble) }
    }

    fn debug(
        &self,
        addresses: &[u64],
        parts: &mut Split<'_>,
        texts: &mut Texts,
        found: &mut [Found],
    ) -> Result<Option<Trouble>, Trouble> {
        let Some(image) = self.images.iter().find(|image| image.has_debug_information()) else {
            return Ok(None);
        };
        let limit = self.options.most_unpacked;
        let sections = Sections::read(image, Kind::Whole, limit)?;
        let shared = parts.shared(image);
        let shared_image = shared.as_ref().and_then(|bytes| Image::parse(bytes));
        let shared = shared_image.map(|image| Sections::read(&image, Kind::Whole, limit)).transpose()?;
        let n_bytes = sections.n_bytes() + shared.as_ref().map_or(0, Sections::n_bytes);
        let work = Work::for_bytes(n_bytes);
        let debug = Debug { sections: &sections, shared: shared.as_ref(), first_code: image.first_code() };
        Ok(dwarf::find(&debug, addresses, parts, &work, texts, found))
    }
}

/// The frames of an address, innermost first. What has no name is left out.
///
/// The function that was not inlined is named by its symbol, unless DWARF has that name: it may have the last part of
/// the source's name only.
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

/// The other files of a program.
struct Split<'s> {
    request: Request<'s>,
    files: &'s mut dyn Resolve,
    options: &'s Options,
    /// The package, once it was asked for.
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
        self.options.most_unpacked
    }
}

#[cfg(test)]
mod tests;
