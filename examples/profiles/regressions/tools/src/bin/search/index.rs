//! Articles by word.

use std::collections::HashMap;

use crate::query::words;

/// What is sold.
pub struct Article {
    pub name: String,
    pub text: String,
    pub cents: u64,
    pub stock: u32,
    pub shop: u32,
}

/// Where each word is.
pub struct Index {
    pub articles: Vec<Article>,
    places: HashMap<String, Vec<Place>>,
}

/// An article, and how often it has a word.
#[derive(Clone, Copy)]
pub struct Place {
    pub number: u32,
    pub count: u32,
}

impl Index {
    /// Reads all articles.
    pub fn new(articles: Vec<Article>) -> Self {
        let mut places: HashMap<String, Vec<Place>> = HashMap::new();
        for (number, article) in (0..).zip(&articles) {
            for word in words(&article.name).into_iter().chain(words(&article.text)) {
                add(places.entry(word).or_default(), number);
            }
        }
        Self { articles, places }
    }

    /// Articles that have one of the words, each once, by number.
    #[inline(never)]
    pub fn find(&self, words: &[String]) -> Vec<Place> {
        let mut found = Vec::new();
        for word in words {
            found = union(&found, self.places.get(word).map_or(&[], Vec::as_slice));
        }
        found
    }
}

fn add(places: &mut Vec<Place>, number: u32) {
    match places.last_mut() {
        Some(last) if last.number == number => last.count += 1,
        _ => places.push(Place { number, count: 1 }),
    }
}

/// What is in one of two lists that are sorted by number.
#[inline(never)]
fn union(a: &[Place], b: &[Place]) -> Vec<Place> {
    let mut out = Vec::with_capacity(a.len() + b.len());
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        let number = a[i].number.min(b[j].number);
        let count = take(a, &mut i, number) + take(b, &mut j, number);
        out.push(Place { number, count });
    }
    out.extend_from_slice(&a[i..]);
    out.extend_from_slice(&b[j..]);
    out
}

/// The count at a place of a list, which is passed, or 0 if another article is there.
fn take(places: &[Place], at: &mut usize, number: u32) -> u32 {
    if places[*at].number != number {
        return 0;
    }
    *at += 1;
    places[*at - 1].count
}
