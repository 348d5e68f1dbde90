//! Answers queries over a shop's articles: the query is read, articles that have its words are found, filtered by what the query
//! asks, put in order, and the first page is written as JSON.

mod facets;
mod index;
mod page;
mod query;
mod rank;

use index::{Article, Index};
use query::Query;
use tools::Random;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let index = Index::new(articles(6000));
    let queries = queries(200);
    tools::record(48, |rounds| {
        let bytes: usize = (0..rounds).flat_map(|_| &queries).map(|text| answer(&index, text).len()).sum();
        println!("{bytes} bytes");
    })
}

/// The answer to one query.
#[inline(never)]
fn answer(index: &Index, text: &str) -> String {
    let query = Query::parse(text);
    let mut hits = rank::score(index, &query, &index.find(&query.words));
    let facets = facets::count(&hits);
    rank::filter(&query, &mut hits);
    rank::order(&mut hits);
    page::write(&query, &hits, &facets)
}

fn articles(count: usize) -> Vec<Article> {
    let mut random = Random::new(1);
    (0..count)
        .map(|_| Article {
            name: random.words(3),
            text: random.words(9),
            cents: random.below(100_000),
            stock: random.below(4) as u32,
            shop: random.below(9) as u32,
        })
        .collect()
}

fn queries(count: usize) -> Vec<String> {
    let mut random = Random::new(2);
    (0..count)
        .map(|_| {
            let words = format!("{}+{}", random.word(), random.word());
            format!("q={words}&max={}&stock=1&shop={}&page=1&lang=en", random.below(60_000), random.below(9))
        })
        .collect()
}
