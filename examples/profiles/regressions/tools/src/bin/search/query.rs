//! What is asked.

/// A query: words, and what articles must be.
#[derive(Default)]
pub struct Query {
    pub words: Vec<String>,
    pub max_cents: Option<u64>,
    pub in_stock: bool,
    pub shop: Option<u32>,
    pub language: String,
}

impl Query {
    /// Reads the parameters of an address.
    #[inline(never)]
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        for (name, value) in text.split('&').filter_map(|pair| pair.split_once('=')) {
            query.set(name, &decode(value));
        }
        query
    }

    fn set(&mut self, name: &str, value: &str) {
        match name {
            "q" => self.words = words(value),
            "max" => self.max_cents = value.parse().ok(),
            "stock" => self.in_stock = value == "1",
            "shop" => self.shop = value.parse().ok(),
            "lang" => self.language = value.to_owned(),
            _ => {}
        }
    }
}

fn decode(value: &str) -> String {
    value.replace('+', " ")
}

/// The words of a text, in small letters, as they are in the index.
#[inline(never)]
pub fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(stem).collect()
}

/// A word without its ending.
fn stem(word: &str) -> String {
    let word = word.to_lowercase();
    for ending in ["ver", "ly", "on"] {
        if let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() > 2) {
            return stem.to_owned();
        }
    }
    word
}
