//! Which articles come first.

use std::cmp::Ordering;

use crate::index::{Article, Index, Place};
use crate::query::Query;

/// An article that was found.
pub struct Hit<'a> {
    pub article: &'a Article,
    pub score: f64,
}

/// Weighs what was found.
#[inline(never)]
pub fn score<'a>(index: &'a Index, query: &Query, found: &[Place]) -> Vec<Hit<'a>> {
    found
        .iter()
        .map(|place| (&index.articles[place.number as usize], place.count))
        .map(|(article, count)| Hit { article, score: weight(article, query) + 0.01 * f64::from(count) })
        .collect()
}

/// Words in the name weigh more than others.
#[inline(never)]
fn weight(article: &Article, query: &Query) -> f64 {
    let mut sum = 0.0;
    for word in &query.words {
        sum += frequency(&article.name, word);
    }
    sum
}

/// How much of a text a word is.
#[inline(never)]
fn frequency(text: &str, word: &str) -> f64 {
    let mut count = 0.0;
    for other in text.split(' ') {
        if other.starts_with(word) {
            count += 1.0;
        }
    }
    count / text.len() as f64
}

/// Takes out what the query does not want.
#[inline(never)]
pub fn filter(query: &Query, hits: &mut Vec<Hit<'_>>) {
    hits.retain(|hit| affordable(query, hit.article) && available(query, hit.article));
}

fn affordable(query: &Query, article: &Article) -> bool {
    query.max_cents.is_none_or(|max| article.cents <= max)
}

fn available(query: &Query, article: &Article) -> bool {
    (!query.in_stock || article.stock > 0) && query.shop.is_none_or(|shop| article.shop == shop)
}

/// The best first.
#[inline(never)]
pub fn order(hits: &mut [Hit<'_>]) {
    hits.sort_by(compare);
}

/// By score, then price, then name.
fn compare(a: &Hit<'_>, b: &Hit<'_>) -> Ordering {
    b.score
        .total_cmp(&a.score)
        .then_with(|| a.article.cents.cmp(&b.article.cents))
        .then_with(|| a.article.name.cmp(&b.article.name))
}
