//! Identities: what makes two frames one node.

use std::{borrow::Cow, collections::HashMap, io::Write};

use bstr::{BStr, BString};

use super::IdentityId;
use crate::{index::index, path::base_name};

/// Index of a text in [`Identities`]; equal texts have equal ids.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct TextId(u32);

impl TextId {
    /// The index, unique per text.
    pub(super) fn index(self) -> u32 {
        self.0
    }
}

/// The key of a node: frames with equal identities are one node. Parts that the granularity does not have are empty or
/// 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Identity {
    pub(crate) name: TextId,
    pub(crate) address: u64,
    pub(crate) file: TextId,
    pub(crate) start_line: i64,
    pub(crate) line: i64,
    pub(crate) column: i64,
    /// File of the mapping; only where there is no name.
    pub(crate) object: TextId,
}

/// The source of a node's function, at any granularity.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Origin {
    pub(crate) file: TextId,
    pub(crate) line: i64,
    /// The mangled name, if it differs.
    pub(crate) system_name: TextId,
    /// Whether other frames of the node are in other files.
    pub(crate) has_several_files: bool,
}

/// Interned identities and texts.
#[derive(Debug)]
pub(crate) struct Identities<'p> {
    texts: Vec<Cow<'p, BStr>>,
    text_ids: HashMap<Cow<'p, BStr>, TextId>,
    identities: Vec<Identity>,
    ids: HashMap<Identity, IdentityId>,
    origins: Vec<Origin>,
}

impl<'p> Identities<'p> {
    pub(crate) fn new() -> Identities<'p> {
        let mut identities = Identities {
            texts: Vec::new(),
            text_ids: HashMap::new(),
            identities: Vec::new(),
            ids: HashMap::new(),
            origins: Vec::new(),
        };
        // The default id is that of the empty text.
        identities.text_id(Cow::Borrowed(BStr::new("")));
        identities
    }

    pub(crate) fn len(&self) -> usize {
        self.identities.len()
    }

    /// All identities, in order.
    pub(crate) fn ids(&self) -> impl Iterator<Item = IdentityId> + use<> {
        (0..self.len()).map(|place| IdentityId(index(place)))
    }

    pub(crate) fn get(&self, id: IdentityId) -> Identity {
        self.identities[id.0 as usize]
    }

    pub(crate) fn text(&self, id: TextId) -> &BStr {
        &self.texts[id.0 as usize]
    }

    /// The first known origin of the node's frames.
    pub(crate) fn origin(&self, id: IdentityId) -> Origin {
        self.origins[id.0 as usize]
    }

    /// The id of a text, if it is known.
    pub(super) fn known_text(&self, text: Cow<'_, BStr>) -> Option<TextId> {
        self.text_ids.get(&text).copied()
    }

    pub(super) fn text_id(&mut self, text: Cow<'p, BStr>) -> TextId {
        if let Some(&id) = self.text_ids.get(&text) {
            return id;
        }
        let id = TextId(index(self.texts.len()));
        self.texts.push(text.clone());
        self.text_ids.insert(text, id);
        id
    }

    /// The id of an identity with a frame from `origin`.
    pub(super) fn id(&mut self, identity: Identity, origin: Origin) -> IdentityId {
        let id = *self.ids.entry(identity).or_insert_with(|| {
            self.identities.push(identity);
            self.origins.push(Origin::default());
            IdentityId(index(self.identities.len() - 1))
        });
        let known = &mut self.origins[id.0 as usize];
        if known.file == TextId::default() {
            known.file = origin.file;
        }
        known.has_several_files |= origin.file != TextId::default() && origin.file != known.file;
        if known.line == 0 {
            known.line = origin.line;
        }
        if known.system_name == TextId::default() {
            known.system_name = origin.system_name;
        }
        id
    }

    /// The name of a node in text reports: address, name and place, separated by spaces.
    pub(crate) fn printed(&self, id: IdentityId) -> BString {
        bstr::join(" ", self.parts(self.get(id))).into()
    }

    fn parts(&self, identity: Identity) -> Vec<Cow<'_, [u8]>> {
        let mut parts = Vec::with_capacity(3);
        if identity.address != 0 {
            parts.push(Cow::Owned(format!("{:016x}", identity.address).into_bytes()));
        }
        if identity.name != TextId::default() {
            parts.push(Cow::Borrowed(&**self.text(identity.name)));
        }
        parts.extend(place(self, identity));
        parts
    }
}

/// `file:line:column`, as far as known; without a name and place, the object.
fn place<'a>(identities: &'a Identities<'_>, identity: Identity) -> Option<Cow<'a, [u8]>> {
    let (file, object) = (identities.text(identity.file), identities.text(identity.object));
    if identity.line != 0 {
        let mut place: Vec<u8> = file.to_vec();
        write!(place, ":{}", identity.line).expect("writing to memory does not fail");
        if identity.column != 0 {
            write!(place, ":{}", identity.column).expect("writing to memory does not fail");
        }
        Some(Cow::Owned(place))
    } else if !file.is_empty() {
        Some(Cow::Borrowed(file))
    } else if identity.name != TextId::default() {
        None
    } else if object.is_empty() {
        Some(Cow::Borrowed(b"<unknown>"))
    } else {
        Some(Cow::Owned([b"[", &**base_name(object), b"]"].concat()))
    }
}
