//! How many articles there are of each kind, by which readers narrow down what was found.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::rank::Hit;

/// Counts of what was found, whatever else the query asks.
#[derive(Default)]
pub struct Facets {
    shops: BTreeMap<u32, u32>,
    bands: BTreeMap<&'static str, u32>,
}

/// Counts all hits.
#[inline(never)]
pub fn count(hits: &[Hit<'_>]) -> Facets {
    let mut facets = Facets::default();
    for hit in hits {
        *facets.shops.entry(hit.article.shop).or_default() += 1;
        *facets.bands.entry(band(hit.article.cents)).or_default() += 1;
    }
    facets
}

/// The price as readers choose it.
#[inline(never)]
fn band(cents: u64) -> &'static str {
    match cents {
        ..5_000 => "below 50",
        5_000..20_000 => "50 to 200",
        20_000..50_000 => "200 to 500",
        _ => "above 500",
    }
}

impl Facets {
    /// Both counts as JSON.
    #[inline(never)]
    pub fn write(&self, out: &mut String) {
        out.push_str(",\"facets\":{");
        for (shop, count) in &self.shops {
            write!(out, "\"shop {shop}\":{count},").expect("strings can be written to");
        }
        for (band, count) in &self.bands {
            write!(out, "\"{band}\":{count},").expect("strings can be written to");
        }
        out.push_str("\"all\":0}");
    }
}
