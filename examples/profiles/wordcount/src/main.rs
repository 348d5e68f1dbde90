//! Counts the words of a text that it makes up, on two threads, and takes its own CPU profile doing it.
//!
//!     wordcount FILE [SECONDS]

use std::collections::HashMap;
use std::time::{Duration, Instant};
use std::{env, error, fs, process, thread};

use pprof::protos::Message;

fn main() -> Result<(), Box<dyn error::Error>> {
    let mut args = env::args().skip(1);
    let Some(file) = args.next() else {
        eprintln!("usage: wordcount FILE [SECONDS]");
        process::exit(2);
    };
    let seconds = args.next().map_or(Ok(4.0), |text| text.parse())?;

    let profiler = pprof::ProfilerGuardBuilder::default().frequency(100).build()?;
    let counters: Vec<_> = (0..2)
        .map(|seed| {
            thread::Builder::new().name(format!("counter-{seed}")).spawn(move || count_until(seed, seconds))
        })
        .collect::<Result<_, _>>()?;
    let mut total = Counts::default();
    for counter in counters {
        total.merge(counter.join().expect("counters do not panic"));
    }
    for (word, count) in total.most_frequent(10) {
        println!("{count:>9} {word}");
    }
    fs::write(file, profiler.report().build()?.pprof()?.encode_to_vec())?;
    Ok(())
}

/// Counts one made-up text after the other until the time is over.
#[inline(never)]
fn count_until(seed: u64, seconds: f64) -> Counts {
    let end = Instant::now() + Duration::from_secs_f64(seconds);
    let mut prose = Prose::new(seed);
    let mut counts = Counts::default();
    while Instant::now() < end {
        let text = prose.text(20_000);
        counts.add(&text);
        counts.most_frequent(10);
    }
    counts
}

/// How often each word was met.
#[derive(Default)]
struct Counts(HashMap<String, u64>);

impl Counts {
    /// Counts the words of a text.
    #[inline(never)]
    fn add(&mut self, text: &str) {
        for word in words(text) {
            self.count(normalize(word), 1);
        }
    }

    /// Adds the counts of another.
    fn merge(&mut self, other: Counts) {
        for (word, count) in other.0 {
            self.count(word, count);
        }
    }

    #[inline(never)]
    fn count(&mut self, word: String, times: u64) {
        *self.0.entry(word).or_default() += times;
    }

    /// The `n` words met most often, ties in alphabetical order.
    #[inline(never)]
    fn most_frequent(&self, n: usize) -> Vec<(&str, u64)> {
        let mut all: Vec<(&str, u64)> = self.0.iter().map(|(word, &count)| (word.as_str(), count)).collect();
        all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        all.truncate(n);
        all
    }
}

/// The runs of letters in a text.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty())
}

/// The same word however it is written: small letters, and no plural.
#[inline(never)]
fn normalize(word: &str) -> String {
    let mut small = word.to_lowercase();
    if small.len() > 3 && small.ends_with('s') {
        small.pop();
    }
    small
}

/// Makes up texts: frequent words are short, and sentences begin with a capital.
struct Prose {
    random: u64,
    vocabulary: Vec<String>,
}

impl Prose {
    fn new(seed: u64) -> Prose {
        let mut prose = Prose { random: seed + 1, vocabulary: Vec::new() };
        for rank in 1..5000_u32 {
            let syllables = 2 + rank.ilog2() / 4;
            let word = (0..syllables)
                .map(|_| prose.pick(&["ka", "ri", "to", "mé", "su", "nel", "os", "ba"]))
                .collect();
            prose.vocabulary.push(word);
        }
        prose
    }

    /// A text of so many words.
    #[inline(never)]
    fn text(&mut self, n_words: usize) -> String {
        let mut text = String::new();
        for i in 0..n_words {
            // The product of two even draws favours the low ranks.
            let rank = (self.below(71) * self.below(71)) as usize;
            self.write_word(&mut text, rank, i % 12 == 0);
        }
        text
    }

    #[inline(never)]
    fn write_word(&self, text: &mut String, rank: usize, begins: bool) {
        let word = &self.vocabulary[rank % self.vocabulary.len()];
        if begins {
            text.push_str(". ");
            text.push_str(&word.to_uppercase());
        } else {
            text.push(' ');
            text.push_str(word);
        }
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len() as u64) as usize]
    }

    /// A number below `n`, by xorshift.
    fn below(&mut self, n: u64) -> u64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        (self.random >> 11) % n
    }
}
