//! Strings of a profile.

use bstr::BStr;

use super::entries::StringId;
use crate::{index::index, jagged::Jagged};

/// Strings of arbitrary bytes in one allocation. The first is always empty.
#[derive(Clone, Debug)]
pub struct Strings {
    texts: Jagged<u8>,
}

impl Default for Strings {
    fn default() -> Strings {
        let mut texts = Jagged::default();
        texts.push(b"");
        Strings { texts }
    }
}

impl Strings {
    /// How many strings there are, the empty one included.
    #[must_use]
    #[allow(clippy::len_without_is_empty, reason = "never empty: string 0 is always there")]
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// The ids of all strings.
    pub(crate) fn ids(&self) -> impl Iterator<Item = StringId> + use<> {
        (0..).take(self.len()).map(StringId)
    }

    /// Appends a string; equal strings are not looked for.
    pub fn push(&mut self, text: &[u8]) -> StringId {
        let id = StringId(index(self.len()));
        self.texts.push(text);
        id
    }

    /// The string with this id.
    #[must_use]
    pub fn get(&self, id: StringId) -> &BStr {
        BStr::new(self.texts.get(id.0 as usize))
    }

    /// All strings in order.
    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = &BStr> {
        self.texts.iter().map(BStr::new)
    }
}
