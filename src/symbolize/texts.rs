//! Interned names and paths.

use std::collections::HashMap;

use super::interruption::Interruption;
use super::work::Work;

/// Index of a text in [`Texts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct TextId(u32);

/// Steps per stored byte: names that overlap in the file must not take many times its size.
const STEPS_PER_KEPT_BYTE: u64 = 4;

/// Longer texts are truncated. The longest names of C++ have some ten thousand bytes.
const LONGEST: usize = 1 << 17;

/// Interned texts by id. Keys are untrusted, so the hasher is the standard one with its secret.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    texts: Vec<Box<[u8]>>,
    ids: HashMap<Box<[u8]>, TextId>,
}

impl Texts {
    /// The id of a text, truncated if it is too long; `None` if it is empty.
    pub(crate) fn id(&mut self, text: &[u8], work: &Work) -> Result<Option<TextId>, Interruption> {
        let text = &text[..text.len().min(LONGEST)];
        work.take(text.len() as u64)?;
        if text.is_empty() {
            return Ok(None);
        }
        if let Some(&id) = self.ids.get(text) {
            return Ok(Some(id));
        }
        work.take(STEPS_PER_KEPT_BYTE * text.len() as u64)?;
        let id = TextId(u32::try_from(self.texts.len()).map_err(|_| Interruption::TooMuch)?);
        self.texts.push(text.into());
        self.ids.insert(text.into(), id);
        Ok(Some(id))
    }

    /// The text with this number.
    pub(crate) fn get(&self, id: TextId) -> &[u8] {
        &self.texts[id.0 as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_are_kept_once() {
        let (mut texts, work) = (Texts::default(), Work::for_bytes(0));
        let a = texts.id(b"a", &work).unwrap();
        assert_eq!(texts.id(b"a", &work), Ok(a));
        assert_ne!(texts.id(b"b", &work), Ok(a));
        assert_eq!(texts.id(b"", &work), Ok(None));
        assert_eq!(texts.get(a.unwrap()), b"a");
    }

    #[test]
    fn long_texts_are_cut_and_many_are_too_much() {
        let (mut texts, work) = (Texts::default(), Work::for_bytes(0));
        let id = texts.id(&vec![b'a'; LONGEST + 1], &work).unwrap().unwrap();
        assert_eq!(texts.get(id).len(), LONGEST);
        let second =
            texts.id(&vec![b'b'; LONGEST], &work).and_then(|_| texts.id(&vec![b'c'; LONGEST], &work));
        assert_eq!(second, Err(Interruption::TooMuch));
    }
}
