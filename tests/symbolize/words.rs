//! Counts words, with closures, generic functions and traits that are inlined into each other.

use std::collections::BTreeMap;
use std::fmt::Display;

trait Weigh {
    fn weight(&self) -> usize;
}

impl Weigh for str {
    #[inline]
    fn weight(&self) -> usize {
        self.chars().filter(|c| c.is_alphabetic()).map(|c| c.len_utf8()).sum()
    }
}

#[inline(never)]
fn count<'a>(text: &'a str) -> BTreeMap<&'a str, usize> {
    let mut counts = BTreeMap::new();
    for word in text.split_whitespace() {
        *counts.entry(word).or_insert(0) += word.weight();
    }
    counts
}

mod print {
    use super::Display;

    #[inline(never)]
    pub fn all<T: Display, U: Display>(pairs: impl Iterator<Item = (T, U)>) -> String {
        pairs.map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join(", ")
    }
}

fn main() {
    let text = std::env::args().collect::<Vec<_>>().join(" the quick brown fox the lazy dog ");
    let counts = count(&text);
    println!("{}", print::all(counts.iter()));
}
