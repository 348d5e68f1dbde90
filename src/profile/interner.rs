//! A string table under construction.

use std::collections::HashMap;

use bstr::{BStr, BString};

use super::{entries::StringId, strings::Strings};

/// A string table without duplicates.
#[derive(Debug, Default)]
pub(super) struct Interner {
    pub(super) strings: Strings,
    /// The ids of all strings but the empty one.
    known: HashMap<BString, StringId>,
}

impl Interner {
    /// The id of `text`, which is appended if it is new.
    pub(super) fn id(&mut self, text: &[u8]) -> StringId {
        if text.is_empty() {
            return StringId::default();
        }
        if let Some(&id) = self.known.get(BStr::new(text)) {
            return id;
        }
        let id = self.strings.push(text);
        self.known.insert(text.into(), id);
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_are_one_string() {
        let mut interner = Interner::default();
        let ids = ["a", "", "b", "a"].map(|text| interner.id(text.as_bytes()).0);
        assert_eq!((ids, interner.strings.len()), ([1, 0, 2, 1], 3));
    }
}
