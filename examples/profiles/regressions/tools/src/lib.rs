//! What the programs have in common: they record themselves, and make up their own input.

use std::{env, error, fs, process};

use pprof::protos::Message;

/// How often CPU time is sampled, in Hz.
const FREQUENCY: i32 = 250;

/// Runs work for as many rounds as the command line, `FILE [ROUNDS]`, or else the program says, and writes a CPU profile.
pub fn record(rounds: usize, work: impl Fn(usize)) -> Result<(), Box<dyn error::Error>> {
    let mut args = env::args().skip(1);
    let Some(file) = args.next() else {
        eprintln!("usage: FILE [ROUNDS]");
        process::exit(2);
    };
    let rounds = args.next().map_or(Ok(rounds), |text| text.parse())?;
    let profiler = pprof::ProfilerGuardBuilder::default().frequency(FREQUENCY).build()?;
    work(rounds);
    fs::write(file, profiler.report().build()?.pprof()?.encode_to_vec())?;
    Ok(())
}

/// Numbers that look random and are the same in each run.
pub struct Random(u64);

impl Random {
    /// Begins a sequence.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below a limit.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }

    /// A word of one to four syllables.
    pub fn word(&mut self) -> String {
        const SYLLABLES: [&str; 16] = [
            "ka", "lo", "mi", "ne", "ru", "sta", "ver", "on", "al", "tre", "ba", "qui", "so", "fen", "dor",
            "ly",
        ];
        (0..=self.below(4)).map(|_| SYLLABLES[self.below(16) as usize]).collect()
    }

    /// Words with spaces between them.
    pub fn words(&mut self, count: usize) -> String {
        (0..count).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }
}
