//! Decodes a large profile in several threads while it is being decompressed.
//!
//! In most files samples come before the tables that they refer to. They are decoded under the assumption that location
//! ids count from 1, as nearly every program writes them, which is verified at the end. If it does not hold, or
//! anything else is wrong, the file is read again in the usual way, which also reports the error.

use std::{
    borrow::Cow,
    num::NonZero,
    sync::mpsc::{self, Receiver, Sender},
    thread::{self, Scope, ScopedJoinHandle},
};

use super::{
    ids::{Ids, StringTable},
    options::ReadOptions,
    samples::{Decoder, Largest, References},
    tables::Tables,
};
use crate::profile::{
    compression::{self, Decompressor},
    model::Profile,
    samples::Samples,
    wire::{Fields, Malformed},
};

/// Smaller files are read faster than threads start.
const WORTHWHILE: usize = 1 << 20;

/// How many bytes are decompressed at once: small enough to be decoded while still in the cache.
const CHUNK: usize = 1 << 18;

/// Reads a large profile whose ids count from 1; `None` if that does not hold or anything is wrong.
///
/// The result depends on the file alone, not on the number of threads.
pub(super) fn read(bytes: &[u8], options: &ReadOptions) -> Option<Profile> {
    let size = compression::size(bytes);
    if size < WORTHWHILE {
        return None;
    }
    let n_processors = thread::available_parallelism().map_or(1, NonZero::get);
    let n_parts = options.threads.min(n_processors);
    let mut walk = Walk::new(bytes, options);
    let (samples, largest) = samples(&mut walk, size, n_parts).ok()?;
    let n_strings = walk.tables.n_strings;
    let (mut profile, locations) = walk.tables.resolve().ok()?;
    let is_right = matches!(locations, Ids::Counted(n) if largest.location < n)
        && (largest.string as usize) < n_strings
        && samples.n_types() == profile.sample_types.len();
    profile.samples = samples;
    is_right.then_some(profile)
}

/// Decodes all samples. Returns them and the largest indices that they refer to.
///
/// Each thread in turn gets its share of the file, and decodes it while the next share is decompressed. Without
/// threads, everything is decoded in the calling one.
fn samples(walk: &mut Walk<'_>, size: usize, n_threads: usize) -> Result<(Samples, Largest), NotStreamable> {
    let each = size.div_ceil(n_threads.max(1));
    thread::scope(|scope| {
        let (used, spare) = mpsc::channel();
        let mut parts: Vec<Part<'_, '_>> = Vec::new();
        while let Some(chunk) = walk.next(spare.try_recv().unwrap_or_default())? {
            let is_enough = matches!(parts.last(), Some(Part::Here(_)));
            if walk.n_walked > each * parts.len() && parts.len() < n_threads.max(1) && !is_enough {
                let n_types = walk.tables.sample_types.len();
                let thread = (n_threads > 0).then(|| Part::in_thread(scope, n_types, used.clone())).flatten();
                parts.push(thread.unwrap_or_else(|| Part::Here(Box::new(decoder(n_types)))));
            }
            parts.last_mut().ok_or(NotStreamable)?.decode(chunk, &used)?;
        }
        parts
            .into_iter()
            .map(Part::finish)
            .reduce(|whole, part| joined(whole?, part?))
            .unwrap_or(Err(NotStreamable))
    })
}

/// A part of the samples.
enum Part<'scope, 'a> {
    Thread {
        chunks: Sender<Cow<'a, [u8]>>,
        thread: ScopedJoinHandle<'scope, Result<(Samples, Largest), NotStreamable>>,
    },
    Here(Box<Decoder<'static>>),
}

impl<'scope, 'a: 'scope> Part<'scope, 'a> {
    /// Starts a thread that decodes the chunks that it is sent; `None` if no thread can be started.
    fn in_thread(
        scope: &'scope Scope<'scope, '_>,
        n_types: usize,
        used: Sender<Vec<u8>>,
    ) -> Option<Part<'scope, 'a>> {
        let (chunks, received) = mpsc::channel();
        let decode = move || decode_all(&received, &used, decoder(n_types));
        let thread = thread::Builder::new().spawn_scoped(scope, decode).ok()?;
        Some(Part::Thread { chunks, thread })
    }

    /// Decodes the samples in a chunk, at once or in the thread, and returns its buffer to `used`.
    fn decode(&mut self, chunk: Cow<'a, [u8]>, used: &Sender<Vec<u8>>) -> Result<(), NotStreamable> {
        match self {
            Part::Thread { chunks, .. } => chunks.send(chunk).map_err(|_| NotStreamable),
            Part::Here(decoder) => decode(decoder, chunk, used),
        }
    }

    fn finish(self) -> Result<(Samples, Largest), NotStreamable> {
        match self {
            Part::Thread { chunks, thread } => {
                drop(chunks);
                thread.join().expect("decoding does not panic")
            }
            Part::Here(decoder) => Ok(decoder.finish()),
        }
    }
}

/// A decoder that takes all references for valid.
fn decoder(n_types: usize) -> Decoder<'static> {
    const ANY_LOCATION: &Ids = &Ids::Counted(Ids::NONE - 1);
    const ANY_STRING: StringTable = StringTable { len: u32::MAX as usize };
    Decoder::new(References { n_types, locations: ANY_LOCATION, strings: ANY_STRING })
}

fn decode_all(
    chunks: &Receiver<Cow<'_, [u8]>>,
    used: &Sender<Vec<u8>>,
    mut decoder: Decoder<'_>,
) -> Result<(Samples, Largest), NotStreamable> {
    for chunk in chunks {
        decode(&mut decoder, chunk, used)?;
    }
    Ok(decoder.finish())
}

fn decode(
    decoder: &mut Decoder<'_>,
    chunk: Cow<'_, [u8]>,
    used: &Sender<Vec<u8>>,
) -> Result<(), NotStreamable> {
    decoder.decode(&chunk).map_err(|_| NotStreamable)?;
    if let Cow::Owned(chunk) = chunk {
        // After the last chunk, nobody receives buffers any more.
        let _ = used.send(chunk);
    }
    Ok(())
}

/// Appends the samples of the next part to those before it.
fn joined(
    (mut samples, largest): (Samples, Largest),
    (others, Largest { location, string }): (Samples, Largest),
) -> Result<(Samples, Largest), NotStreamable> {
    if samples.n_types() != others.n_types() {
        return Err(NotStreamable);
    }
    samples.append(&others);
    let largest = Largest { location: largest.location.max(location), string: largest.string.max(string) };
    Ok((samples, largest))
}

/// A pass over a file, and the tables read so far.
struct Walk<'a> {
    source: Source<'a>,
    n_walked: usize,
    tables: Tables,
}

/// The remaining bytes of the file.
enum Source<'a> {
    Plain(&'a [u8]),
    Compressed {
        decompressor: Decompressor<'a>,
        /// The start of an incomplete field.
        rest: Vec<u8>,
    },
}

impl<'a> Walk<'a> {
    fn new(bytes: &'a [u8], options: &ReadOptions) -> Walk<'a> {
        let source = match Decompressor::open(bytes, &options.limits) {
            Some(decompressor) => Source::Compressed { decompressor, rest: Vec::new() },
            None => Source::Plain(bytes),
        };
        Walk { source, n_walked: 0, tables: Tables::default() }
    }

    /// The next complete fields, decompressed into `memory`; `None` at the end.
    fn next(&mut self, memory: Vec<u8>) -> Result<Option<Cow<'a, [u8]>>, NotStreamable> {
        let chunk = match &mut self.source {
            Source::Plain(rest) => next_part(rest, &mut self.tables)?.map(Cow::Borrowed),
            Source::Compressed { decompressor, rest } => {
                next_decompressed(decompressor, rest, memory, &mut self.tables)?.map(Cow::Owned)
            }
        };
        self.n_walked += chunk.as_ref().map_or(0, |chunk| chunk.len());
        Ok(chunk)
    }
}

fn next_part<'a>(rest: &mut &'a [u8], tables: &mut Tables) -> Result<Option<&'a [u8]>, NotStreamable> {
    if rest.is_empty() {
        return Ok(None);
    }
    let chunk = rest.split_off(..take_fields(tables, rest, CHUNK)?).ok_or(NotStreamable)?;
    if chunk.is_empty() { Err(NotStreamable) } else { Ok(Some(chunk)) }
}

fn next_decompressed(
    decompressor: &mut Decompressor<'_>,
    rest: &mut Vec<u8>,
    mut chunk: Vec<u8>,
    tables: &mut Tables,
) -> Result<Option<Vec<u8>>, NotStreamable> {
    chunk.clear();
    chunk.append(rest);
    loop {
        let n_read = decompressor.read_on(CHUNK, &mut chunk).map_err(|_| NotStreamable)?;
        if chunk.is_empty() {
            return Ok(None);
        }
        let n_whole = take_fields(tables, &chunk, usize::MAX)?;
        if n_whole > 0 {
            rest.extend_from_slice(&chunk[n_whole..]);
            chunk.truncate(n_whole);
            return Ok(Some(chunk));
        }
        if n_read == 0 {
            return Err(NotStreamable);
        }
    }
}

/// Takes complete fields up to `enough` bytes in total, and returns their length in bytes.
fn take_fields(tables: &mut Tables, bytes: &[u8], enough: usize) -> Result<usize, NotStreamable> {
    let mut fields = Fields::new(bytes);
    let mut n_whole = 0;
    while n_whole < enough
        && let Some(field) = fields.next()
    {
        match field {
            Ok((number, value)) => tables.take(number, value).map_err(|_| NotStreamable)?,
            Err(Malformed::End) => break,
            Err(_) => return Err(NotStreamable),
        }
        n_whole = bytes.len() - fields.n_left();
    }
    Ok(n_whole)
}

/// The profile has to be read in the usual way.
#[derive(Debug)]
struct NotStreamable;

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::GzEncoder};
    use prost::Message;

    use super::*;
    use crate::profile::{compression::DecompressLimits, proto};

    const MAX_THREADS: usize = 4;

    /// A message of several parts and many chunks, with a field that is larger than a chunk. The second half repeats
    /// the stacks of the first.
    fn message() -> proto::Profile {
        let location = |id| proto::Location { id, ..Default::default() };
        let sample = |i: u64| proto::Sample {
            location_id: (0..400).map(|depth| 1 + (i % 1000 + depth) % 100).collect(),
            value: vec![i.cast_signed()],
            label: vec![proto::Label { key: 1, num: i.cast_signed() + 1, ..Default::default() }],
        };
        proto::Profile {
            sample_type: vec![proto::ValueType::default()],
            sample: (0..MAX_THREADS as u64 * 3000).map(sample).collect(),
            location: (1..=100).map(location).collect(),
            string_table: vec![vec![], b"n".to_vec(), vec![b'x'; 3 * CHUNK]],
            ..Default::default()
        }
    }

    fn compressed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    /// The result with any number of threads, or none, compressed or not.
    fn streamed(message: &proto::Profile) -> Option<Profile> {
        let bytes = message.encode_to_vec();
        assert!(bytes.len() > MAX_THREADS * WORTHWHILE, "{}", bytes.len());
        let compressed = compressed(&bytes);
        let plain = read(&bytes, &ReadOptions::default());
        for (bytes, threads) in [(&compressed, MAX_THREADS), (&compressed, 0)] {
            let other = read(bytes, &ReadOptions { threads, ..ReadOptions::default() });
            assert_eq!(other.as_ref().map(shown), plain.as_ref().map(shown));
        }
        plain
    }

    /// Everything but the stack table.
    fn shown(profile: &Profile) -> String {
        let tables = Profile { samples: Samples::default(), ..profile.clone() };
        let samples: Vec<_> = profile.samples.iter().collect();
        format!("{tables:?} {} {samples:?}", profile.samples.n_stacks())
    }

    /// The result in the usual way.
    fn read_whole(message: &proto::Profile) -> Result<Profile, String> {
        super::super::decode(&message.encode_to_vec()).map_err(|error| error.to_string())
    }

    #[test]
    fn parts_make_one_whole() {
        let message = message();
        let profile = streamed(&message).unwrap();
        assert_eq!((profile.samples.len(), profile.samples.n_stacks()), (message.sample.len(), 100));
        assert_eq!(shown(&profile), shown(&read_whole(&message).unwrap()));
    }

    /// Other ids than 1 to n, and fields in another order.
    #[test]
    fn what_is_not_as_mostly_is_read_otherwise() {
        let mut gap = message();
        gap.location[99].id = 101;
        gap.sample
            .iter_mut()
            .flat_map(|sample| &mut sample.location_id)
            .filter(|id| **id == 100)
            .for_each(|id| *id = 101);
        assert!(streamed(&gap).is_none());
        assert_eq!(read_whole(&gap).unwrap().samples.n_stacks(), 100);

        let mut types_last = message().encode_to_vec();
        types_last.drain(..2);
        types_last.extend([0x0a, 0]);
        assert!(read(&types_last, &ReadOptions::default()).is_none());
        assert_eq!(super::super::read(&types_last).unwrap().samples.n_types(), 1);
    }

    #[test]
    fn what_is_wrong_is_found_otherwise() {
        let check = |change: fn(&mut proto::Profile), expected: &str| {
            let mut message = message();
            change(&mut message);
            assert!(streamed(&message).is_none(), "{expected}");
            assert_eq!(read_whole(&message).unwrap_err(), expected);
        };
        check(
            |all| all.sample[11_999].location_id[0] = 101,
            "sample 12000 refers to location 101, which is not in the profile",
        );
        check(
            |all| all.sample[7].location_id[3] = 0,
            "sample 8 refers to location 0, which is not in the profile",
        );
        check(|all| all.sample[7].value.clear(), "sample 8 has 0 values, but there are 1 sample types");
        check(|all| all.sample[9000].label[0].key = 3, "not a pprof profile (it refers to string 3 of 3)");
        check(|all| all.location[5].id = 0, "a location has the id 0, which is reserved");

        let mut cut = message().encode_to_vec();
        cut.truncate(cut.len() - 1);
        assert!(read(&cut, &ReadOptions::default()).is_none());
        let mut damaged = compressed(&message().encode_to_vec());
        let last = damaged.len() - 1;
        damaged[last - 5] ^= 1;
        assert!(read(&damaged, &ReadOptions::default()).is_none());
    }

    #[test]
    fn the_limit_holds() {
        let bytes = compressed(&message().encode_to_vec());
        let limits = DecompressLimits { decompressed: 2 * WORTHWHILE as u64, ..DecompressLimits::default() };
        assert!(read(&bytes, &ReadOptions { limits, ..ReadOptions::default() }).is_none());
    }
}
