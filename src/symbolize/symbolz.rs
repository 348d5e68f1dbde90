//! Symbolization by the server that a profile came from: the request and its response.
//!
//! The request is a list of addresses, joined by `+`; the response has a line `0xADDRESS NAME` for each known address.
//! The caller does the transport.

use super::apply::Writer;
use super::frame::{Frame, Place};
use super::options::SymbolizeOptions;
use super::sought::{Sought, is_wanted};
use super::texts::Texts;
use super::work::Work;
use crate::profile::{MappingId, Profile};

/// The request for the locations of a mapping without frames; `None` if there are none, or the mapping is not to be
/// symbolized. The server's addresses are `shift` more than the profile's, which may be a merged one.
#[must_use]
pub fn question(
    profile: &Profile,
    mapping: MappingId,
    shift: u64,
    options: &SymbolizeOptions,
) -> Option<String> {
    let sought = sought(profile, mapping, options)?;
    // 0 is an unknown address.
    let addresses = sought.addresses.iter().filter(|address| **address != 0);
    let texts: Vec<_> = addresses.map(|address| format!("{:#x}", address.wrapping_add(shift))).collect();
    (!texts.is_empty()).then(|| texts.join("+"))
}

/// Sets the frames of a mapping's locations from the response to [`question`], and returns how many got any. Invalid
/// lines are ignored.
pub fn answer(
    profile: &mut Profile,
    mapping: MappingId,
    shift: u64,
    options: &SymbolizeOptions,
    answer: &[u8],
) -> usize {
    let Some(sought) = sought(profile, mapping, options) else { return 0 };
    let (mut texts, work) = (Texts::default(), Work::for_bytes(answer.len()));
    let mut frames = vec![Vec::new(); sought.addresses.len()];
    for (address, name) in answer.split(|&byte| byte == b'\n').filter_map(line) {
        let Ok(at) = sought.addresses.binary_search(&address.wrapping_sub(shift)) else { continue };
        if let Ok(Some(name)) = texts.id(name, &work) {
            frames[at] = vec![Frame { name, place: Place::default() }];
        }
    }
    Writer::new(profile, &texts).write(mapping, &sought, &frames)
}

/// Never replaces frames, which say more than a server.
fn sought(profile: &Profile, mapping: MappingId, options: &SymbolizeOptions) -> Option<Sought> {
    let has = is_wanted(profile.mappings.get(mapping.0 as usize)?, options);
    let unnamed = SymbolizeOptions { force: false, ..options.clone() };
    Some(Sought::of(profile, mapping, &unnamed)).filter(|sought| has && !sought.addresses.is_empty())
}

/// Parses a line into address and name.
fn line(line: &[u8]) -> Option<(u64, &[u8])> {
    let digits = line.trim_ascii().strip_prefix(b"0x")?;
    let end = digits.iter().position(u8::is_ascii_whitespace)?;
    let address = u64::from_str_radix(std::str::from_utf8(&digits[..end]).ok()?, 16).ok()?;
    Some((address, digits[end..].trim_ascii()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{Location, LocationId, Mapping};

    fn profile(addresses: &[u64]) -> Profile {
        let mut profile = Profile::default();
        profile.mappings.push(Mapping { id: 1, ..Mapping::default() });
        profile.locations = (1..)
            .zip(addresses)
            .map(|(id, &address)| Location {
                id,
                mapping: Some(MappingId(0)),
                address,
                ..Location::default()
            })
            .collect();
        profile
    }

    fn names(profile: &Profile) -> String {
        let name = |location: u32| match profile.lines_of(LocationId(location)) {
            [] => "-".to_owned(),
            lines => profile.text(profile.functions[lines[0].function.0 as usize].system_name).to_string(),
        };
        (0..).take(profile.locations.len()).map(name).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn addresses_are_asked_for_once_and_answers_find_them() {
        let mut profile = profile(&[0x20, 0x1f, 0x20, 0x30]);
        let options = SymbolizeOptions::default();
        assert_eq!(question(&profile, MappingId(0), 0, &options).unwrap(), "0x1f+0x20+0x30");
        let said =
            b"num_symbols: 1\n0x20 operator new(unsigned long)\r\n0x1f\tmain\n0x99 other\n0xzz a\n0x30\n";
        assert_eq!(answer(&mut profile, MappingId(0), 0, &options, said), 3);
        assert_eq!(names(&profile), "operator new(unsigned long), main, operator new(unsigned long), -");
        assert_eq!(question(&profile, MappingId(0), 0, &options), None, "it has functions now");
        assert_eq!(profile.functions.len(), 2);
    }

    #[test]
    fn a_server_may_have_it_loaded_elsewhere() {
        let (mut profile, options) = (profile(&[0, 0x20, 0x30]), SymbolizeOptions::default());
        let shift = 0x1000_u64;
        assert_eq!(question(&profile, MappingId(0), shift, &options).unwrap(), "0x1020+0x1030");
        assert_eq!(answer(&mut profile, MappingId(0), shift, &options, b"0x20 wrong\n0x1030 right\n"), 1);
        assert_eq!(names(&profile), "-, -, right");
        let back = question(
            &profile,
            MappingId(0),
            shift.wrapping_neg(),
            &SymbolizeOptions { force: true, ..options },
        );
        assert_eq!(
            back.unwrap(),
            format!("{:#x}", 0x20_u64.wrapping_sub(shift)),
            "what has frames is not asked for"
        );
    }

    #[test]
    fn a_mapping_that_is_not_there_has_no_question() {
        let mut profile = profile(&[]);
        assert_eq!(question(&profile, MappingId(0), 0, &SymbolizeOptions::default()), None);
        assert_eq!(answer(&mut profile, MappingId(7), 0, &SymbolizeOptions::default(), b"0x1 a\n"), 0);
    }
}
