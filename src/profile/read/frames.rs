//! Limits the number of frames of stacks, inlined ones included.

use super::error::ReadError;
use crate::profile::{entries::LocationId, model::Profile};

/// This many frames are always allowed.
const FREE: usize = 1 << 20;

/// The largest average number of frames per location: compilers inline a few calls into one place.
const A_LOCATION: usize = 16;

/// Rejects stacks that expand excessively: a small file can refer thousands of times to one location with thousands of
/// frames.
pub(super) fn check(profile: &Profile) -> Result<(), ReadError> {
    let longest = profile.locations.iter().map(|location| location.n_lines).max().unwrap_or(0);
    if longest as usize <= A_LOCATION {
        return Ok(());
    }
    let stacks = profile.samples.stacks();
    let most = FREE + A_LOCATION * stacks.iter().map(<[_]>::len).sum::<usize>();
    let n_lines = |id: LocationId| profile.locations[id.0 as usize].n_lines as usize;
    let n_frames_of = |stack: &[LocationId]| stack.iter().map(|&id| n_lines(id)).sum::<usize>();
    let n_frames = stacks.iter().map(n_frames_of).fold(0, usize::saturating_add);
    if n_frames > most {
        return Err(ReadError::Unlikely { things: "frames in its stacks", most });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::testing::profile;

    /// A profile with a stack of `depth` times a location with `n_lines` frames.
    fn deep(depth: usize, n_lines: usize) -> Profile {
        let mut profile = profile(&format!("{} 1", vec!["f"; n_lines].join(">")));
        profile.samples.push(&vec![LocationId(0); depth], &[1], &[]);
        profile
    }

    #[test]
    fn few_frames_a_location_are_as_many_as_they_like() {
        assert!(check(&deep(100_000, 16)).is_ok());
        assert!(check(&deep(1000, 1000)).is_ok());
    }

    #[test]
    fn stacks_do_not_expand_without_end() {
        let said = check(&deep(2000, 2000)).unwrap_err().to_string();
        assert_eq!(said, "it has more than 1080592 frames in its stacks");
    }
}
