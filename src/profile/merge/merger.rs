//! Merges profiles one by one.

use super::{
    combine::Combiner,
    error::MergeError,
    types::{Common, Measures},
};
use crate::profile::model::Profile;

/// Merges profiles one by one, with the result of [`merge`](super::merge), so that only one of them needs to be in
/// memory.
///
/// The measures of all profiles have to be known before, since values are added up in common units, and for common
/// sample types only.
///
/// ```
/// use pprof_svg::profile::{self, Measures, Merger};
///
/// let files = ["examples/wordcount.cpu.pb.gz", "examples/recursion.cpu.pb.gz"];
/// let measures = files.map(|file| Measures::of(&profile::read(&std::fs::read(file).unwrap()).unwrap()));
/// let mut merger = Merger::new(measures.to_vec())?;
/// for file in files {
///     merger.add(profile::read(&std::fs::read(file).unwrap()).unwrap())?;
/// }
/// assert!(!merger.finish()?.samples.is_empty());
/// # Ok::<(), profile::MergeError>(())
/// ```
#[derive(Debug)]
pub struct Merger {
    announced: Vec<Measures>,
    n_added: usize,
    common: Common,
    sum: Sum,
}

/// The sum so far.
#[derive(Debug)]
enum Sum {
    Nothing,
    /// A single profile is unchanged.
    One(Box<Profile>),
    Several(Box<Combiner>),
}

impl Merger {
    /// Starts to merge profiles with these measures, which are to be added in this order.
    ///
    /// # Errors
    ///
    /// As [`merge`](super::merge).
    pub fn new(announced: Vec<Measures>) -> Result<Merger, MergeError> {
        let common = Common::of(&announced)?;
        Ok(Merger { announced, n_added: 0, common, sum: Sum::Nothing })
    }

    /// Adds the next profile.
    ///
    /// # Errors
    ///
    /// If its measures differ from the announced ones.
    pub fn add(&mut self, mut profile: Profile) -> Result<(), MergeError> {
        if self.announced.get(self.n_added) != Some(&Measures::of(&profile)) {
            return Err(MergeError::NotAsAnnounced);
        }
        self.n_added += 1;
        profile.ensure_mapping();
        self.common.convert(&mut profile)?;
        match &mut self.sum {
            _ if self.announced.len() == 1 => self.sum = Sum::One(Box::new(profile)),
            Sum::Several(combiner) => combiner.add(&profile),
            Sum::Nothing | Sum::One(_) => {
                let mut combiner = Combiner::new(&profile);
                combiner.add(&profile);
                self.sum = Sum::Several(Box::new(combiner));
            }
        }
        Ok(())
    }

    /// The merged profile.
    ///
    /// # Errors
    ///
    /// If fewer profiles were added than announced.
    pub fn finish(self) -> Result<Profile, MergeError> {
        if self.n_added < self.announced.len() {
            return Err(MergeError::NotAsAnnounced);
        }
        match self.sum {
            Sum::Nothing => Err(MergeError::NotAsAnnounced),
            Sum::One(profile) => Ok(*profile),
            Sum::Several(combiner) => Ok(without_zeros(combiner.finish())),
        }
    }
}

/// Removes samples whose values cancel out, with entries that only they use.
fn without_zeros(combined: Profile) -> Profile {
    if !combined.samples.iter().any(|sample| sample.values.iter().all(|&value| value == 0)) {
        return combined;
    }
    let mut combiner = Combiner::new(&combined);
    combiner.add(&combined);
    combiner.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::testing::{profile, profile_of};

    #[test]
    fn what_was_not_announced_is_not_added() {
        let (one, other) = (profile("main;f 1"), profile_of("n/count", "main;f 1"));
        let announced = || vec![Measures::of(&one); 2];
        let mut merger = Merger::new(announced()).unwrap();
        merger.add(one.clone()).unwrap();
        assert!(matches!(merger.add(other), Err(MergeError::NotAsAnnounced)));
        assert!(matches!(merger.finish(), Err(MergeError::NotAsAnnounced)));
        let mut merger = Merger::new(announced()).unwrap();
        (0..2).for_each(|_| merger.add(one.clone()).unwrap());
        assert!(matches!(merger.add(one.clone()), Err(MergeError::NotAsAnnounced)));
        assert_eq!(merger.finish().unwrap().samples.get(0).values, [2]);
        assert!(matches!(Merger::new(vec![]), Err(MergeError::NoCommonSampleTypes)));
    }
}
