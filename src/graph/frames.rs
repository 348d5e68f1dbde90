//! Maps locations to nodes, at a granularity.

use std::borrow::Cow;

use bstr::BStr;

use super::{
    IdentityId,
    identity::{Identities, Identity, Origin, TextId},
};
use crate::{
    index::index,
    jagged::Jagged,
    options::{Granularity, Options},
    profile::{Line, Location, LocationId},
    sources::{PathTrim, clean},
    view::View,
};

/// The parts of a frame that the granularity keeps.
#[derive(Clone, Copy, Debug)]
struct Kept {
    names: bool,
    files: bool,
    lines: bool,
    columns: bool,
    addresses: bool,
    /// Start lines and files of mappings, even for functions with a name.
    objects: bool,
}

impl Kept {
    fn of(options: &Options, objects: bool) -> Kept {
        let granularity = options.granularity;
        let lines = matches!(granularity, Granularity::Lines | Granularity::Addresses);
        let addresses = granularity == Granularity::Addresses;
        Kept {
            names: granularity != Granularity::Files,
            files: granularity != Granularity::Functions,
            lines,
            // Addresses with inlined frames have full detail, columns included.
            columns: (lines && options.show_columns) || (addresses && !options.no_inlines),
            addresses,
            objects,
        }
    }
}

/// The trimmed source file of every function.
pub(crate) struct SourceFiles<'p> {
    names: Vec<Cow<'p, BStr>>,
    trim: PathTrim,
}

impl<'p> SourceFiles<'p> {
    pub(crate) fn new(view: &'p View<'p>, options: &Options) -> SourceFiles<'p> {
        let names = view.functions().iter().map(|function| Cow::Borrowed(view.text(function.filename)));
        SourceFiles { names: names.collect(), trim: PathTrim::new(&options.trim_path, &options.source_path) }
    }

    /// The file of a function, cleaned.
    pub(super) fn of(&self, function: u32) -> Cow<'_, BStr> {
        clean(self.names[function as usize].as_ref())
    }

    /// Trims all names. Returns whether any changed: pprof trims whenever it builds a graph, and a name may have a
    /// prefix twice.
    pub(super) fn trim(&mut self) -> bool {
        let mut changed = false;
        for name in &mut self.names {
            let shorter = match name {
                Cow::Borrowed(name) => self.trim.trimmed(name).map(Cow::Borrowed),
                Cow::Owned(name) => self.trim.trimmed(name.as_ref()).map(|name| Cow::Owned(name.to_owned())),
            };
            if let Some(shorter) = shorter {
                *name = shorter;
                changed = true;
            }
        }
        changed
    }
}

/// The nodes of every location, from the outermost frame to the innermost.
#[derive(Debug, Default)]
pub(crate) struct Frames {
    /// For each location its node, if it has one frame; else its index in `several`, with the bit [`Frames::SEVERAL`].
    heads: Vec<u32>,
    /// The nodes of locations with several frames.
    several: Jagged<u32>,
}

impl Frames {
    /// The node of a dropped frame.
    pub(super) const DROPPED: u32 = u32::MAX;

    /// Marks locations with several frames. Readers limit frames to less than 2²⁶.
    const SEVERAL: u32 = 1 << 31;

    pub(crate) fn new<'p>(
        view: &'p View<'p>,
        options: &'p Options,
        files: &SourceFiles<'p>,
        by_object: bool,
        identities: &mut Identities<'p>,
    ) -> Frames {
        let kept = Kept::of(options, by_object);
        let mut namer = Namer::new(view, kept, files, identities);
        let mut frames = Frames::default();
        for location in view.locations() {
            let lines = view.lines_in(location);
            let lines = if options.no_inlines { &lines[lines.len().saturating_sub(1)..] } else { lines };
            match lines {
                [] => frames.push(&[namer.no_line(location).0]),
                [only] => frames.push(&[namer.line(location, only).0]),
                // Identities are numbered from the innermost frame on, in file order.
                several => {
                    let mut nodes: Vec<_> = several.iter().map(|line| namer.line(location, line).0).collect();
                    nodes.reverse();
                    frames.push(&nodes);
                }
            }
        }
        frames
    }

    /// Appends a location with these nodes.
    pub(super) fn push(&mut self, nodes: &[u32]) {
        match nodes {
            [only] => self.heads.push(*only),
            several => {
                self.heads.push(index(self.several.len()) | Frames::SEVERAL);
                self.several.push(several);
            }
        }
    }

    #[inline]
    pub(crate) fn of(&self, location: LocationId) -> &[u32] {
        let head = &self.heads[location.0 as usize];
        if *head < Frames::SEVERAL || *head == Frames::DROPPED {
            // Nearly all locations have one frame, which takes one memory access.
            return std::slice::from_ref(head);
        }
        self.several.get((head & !Frames::SEVERAL) as usize)
    }

    /// The frames with the `kept` nodes renumbered in order, and all others dropped.
    pub(super) fn only(&self, kept: &[IdentityId], n_identities: usize) -> Frames {
        let mut numbers = vec![Frames::DROPPED; n_identities];
        for (number, identity) in (0..).zip(kept) {
            numbers[identity.0 as usize] = number;
        }
        let new_index = |&node: &u32| numbers[node as usize];
        let mut frames = Frames::default();
        frames.heads.reserve_exact(self.heads.len());
        for location in (0..index(self.heads.len())).map(LocationId) {
            let nodes = self.of(location);
            match nodes {
                [only] => frames.push(&[new_index(only)]),
                // A location whose frames are all dropped is one step over a residual edge.
                several if several.iter().all(|node| new_index(node) == Frames::DROPPED) => {
                    frames.push(&[Frames::DROPPED]);
                }
                several => frames.push(&several.iter().map(new_index).collect::<Vec<_>>()),
            }
        }
        frames
    }
}

/// Finds identities of frames; the texts of functions and mappings are cached.
struct Namer<'a, 'p> {
    identities: &'a mut Identities<'p>,
    view: &'p View<'p>,
    kept: Kept,
    /// The texts of every function.
    functions: Vec<Texts>,
    /// File of every mapping.
    objects: Vec<TextId>,
}

/// The texts of a function.
#[derive(Clone, Copy)]
struct Texts {
    name: TextId,
    file: TextId,
    /// The mangled name, if it differs.
    system_name: TextId,
}

impl<'a, 'p> Namer<'a, 'p> {
    fn new(
        view: &'p View<'p>,
        kept: Kept,
        files: &SourceFiles<'p>,
        identities: &'a mut Identities<'p>,
    ) -> Namer<'a, 'p> {
        let mut texts = Vec::with_capacity(view.functions().len());
        for (function, file) in view.functions().iter().zip(&files.names) {
            let name = identities.text_id(Cow::Borrowed(view.text(function.name)));
            let system_name = identities.text_id(Cow::Borrowed(view.text(function.system_name)));
            let system_name = if system_name == name { TextId::default() } else { system_name };
            texts.push(Texts { name, file: file_id(file, identities), system_name });
        }
        let objects = view.mappings().iter().map(|mapping| view.text(mapping.filename));
        let objects = objects.map(|file| identities.text_id(Cow::Borrowed(file))).collect();
        Namer { identities, view, kept, functions: texts, objects }
    }

    fn line(&mut self, location: &Location, line: &Line) -> IdentityId {
        let function = &self.view.functions()[line.function.0 as usize];
        let Texts { name, file, system_name } = self.functions[line.function.0 as usize];
        let kept = self.kept;
        let name = if kept.names { name } else { TextId::default() };
        let nameless = name == TextId::default();
        let has_object = nameless || kept.objects;
        let identity = Identity {
            name,
            address: if kept.addresses { location.address } else { 0 },
            file: if kept.files { file } else { TextId::default() },
            start_line: if has_object { function.start_line } else { 0 },
            line: if kept.lines { line.line } else { 0 },
            column: if kept.columns { line.column } else { 0 },
            object: if has_object { self.object(location) } else { TextId::default() },
        };
        let line = if function.start_line == 0 { line.line } else { function.start_line };
        let system_name = if nameless { TextId::default() } else { system_name };
        self.identities.id(identity, Origin { file, line, system_name, has_several_files: false })
    }

    fn no_line(&mut self, location: &Location) -> IdentityId {
        let address = if self.kept.addresses { location.address } else { 0 };
        let identity = Identity { address, object: self.object(location), ..Identity::default() };
        self.identities.id(identity, Origin::default())
    }

    fn object(&self, location: &Location) -> TextId {
        location.mapping.map_or(TextId::default(), |mapping| self.objects[mapping.0 as usize])
    }
}

#[allow(clippy::ptr_arg, reason = "a borrowed text stays borrowed")]
fn file_id<'p>(file: &Cow<'p, BStr>, identities: &mut Identities<'p>) -> TextId {
    if file.is_empty() {
        return TextId::default();
    }
    let cleaned = match file {
        Cow::Borrowed(file) => clean(file),
        Cow::Owned(file) => Cow::Owned(clean(file.as_ref()).into_owned()),
    };
    identities.text_id(cleaned)
}
