//! A page of what was found, as JSON.

use std::fmt::Write;

use crate::facets::Facets;
use crate::query::Query;
use crate::rank::Hit;

/// How many articles a page has.
const LENGTH: usize = 20;

/// The first page.
#[inline(never)]
pub fn write(query: &Query, hits: &[Hit<'_>], facets: &Facets) -> String {
    let mut out = format!("{{\"language\":{},\"count\":{},\"hits\":[", quoted(&query.language), hits.len());
    for (number, hit) in hits.iter().take(LENGTH).enumerate() {
        if number > 0 {
            out.push(',');
        }
        write_hit(&mut out, query, hit);
    }
    out.push(']');
    facets.write(&mut out);
    out.push('}');
    out
}

#[inline(never)]
fn write_hit(out: &mut String, query: &Query, hit: &Hit<'_>) {
    let (name, snippet) = (quoted(&hit.article.name), quoted(&snippet(&hit.article.text, &query.words)));
    let price = price(hit.article.cents);
    write!(out, "{{\"name\":{name},\"price\":\"{price}\",\"score\":{:.4},\"text\":{snippet}}}", hit.score)
        .expect("strings can be written to");
}

fn price(cents: u64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

/// The text with the words that were looked for between stars.
#[inline(never)]
fn snippet(text: &str, words: &[String]) -> String {
    let marked = |word: &str| {
        if words.iter().any(|other| word.starts_with(other.as_str())) {
            format!("*{word}*")
        } else {
            word.to_owned()
        }
    };
    text.split(' ').map(marked).collect::<Vec<_>>().join(" ")
}

#[inline(never)]
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for char in text.chars() {
        if matches!(char, '"' | '\\') {
            out.push('\\');
        }
        out.push(char);
    }
    out.push('"');
    out
}
