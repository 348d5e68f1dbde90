//! A fast hash map for untrusted integer keys.

use std::{
    collections::HashMap,
    hash::{BuildHasher, Hasher, RandomState},
    sync::LazyLock,
};

/// A map whose keys are integers, pairs of them, or hashes. It is never iterated.
pub(crate) type FastMap<K, V> = HashMap<K, V, Seeded>;

/// Makes hashers with a random seed per process. Only speed may depend on the hashes.
///
/// Looking an edge up is the innermost step of building a graph, for which the standard hasher is too slow. Keys come
/// from untrusted files: without a secret seed, a file could make all of its keys collide. The seed is that of the
/// standard library's maps.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seeded {
    start: u64,
    factor: u64,
}

static SECRET: LazyLock<Seeded> = LazyLock::new(|| {
    let random = RandomState::new();
    Seeded { start: random.hash_one(0), factor: random.hash_one(1) | 1 }
});

impl Default for Seeded {
    fn default() -> Seeded {
        *SECRET
    }
}

impl BuildHasher for Seeded {
    type Hasher = Mix;

    #[inline]
    fn build_hasher(&self) -> Mix {
        Mix { state: self.start, factor: self.factor }
    }
}

/// Mixes in each integer by a folded multiplication. Since both factors depend on the seed, collisions cannot be
/// foreseen.
pub(crate) struct Mix {
    state: u64,
    factor: u64,
}

impl Hasher for Mix {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(u64::from(byte));
        }
    }

    #[inline]
    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    #[inline]
    fn write_u64(&mut self, number: u64) {
        let product = u128::from(self.state ^ number) * u128::from(self.factor);
        #[allow(clippy::cast_possible_truncation, reason = "the halves are folded into one")]
        let folded = (product >> 64) as u64 ^ product as u64;
        self.state = folded;
    }

    #[inline]
    fn finish(&self) -> u64 {
        self.state
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keys that collide without a secret seed.
    #[test]
    fn keys_cannot_be_made_to_collide() {
        let unseeded = |key: u64| {
            let product = u128::from(key ^ 0x9e37_79b9_7f4a_7c15) * 0xd6e8_feb8_6659_fd93;
            (product >> 64) as u64 ^ product as u64
        };
        let place = |hash: u64| hash % 64;
        let keys: Vec<u64> = (0..).filter(|&key| place(unseeded(key)) == 0).take(1000).collect();
        let seeded = Seeded::default();
        let mut n_keys = [0; 64];
        keys.iter().for_each(|key| n_keys[place(seeded.hash_one(key)) as usize] += 1);
        assert!(n_keys.iter().all(|&n| n < 100), "{n_keys:?}");
    }
}
