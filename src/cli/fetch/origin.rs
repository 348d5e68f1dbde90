//! Records which server each mapping of a profile is from.

use bstr::{BStr, BString, ByteSlice};
use pprof_svg::profile::{Mapping, MappingId, Profile, StringId};

use super::url::Url;

/// The mappings of a fetched profile, before it was merged with others.
#[derive(Debug)]
pub(crate) struct Origin {
    pub(super) page: Url,
    mappings: Vec<Mapped>,
}

#[derive(Debug)]
struct Mapped {
    key: BString,
    start: u64,
}

impl Origin {
    /// Records the mappings of the profile from `page`. Unnamed ones get the page's name until [`forget`], so that they
    /// are not merged with those of other servers. A profile without mappings gets one.
    pub(crate) fn note(page: &Url, profile: &mut Profile) -> Origin {
        if profile.mappings.is_empty() {
            profile.mappings.push(Mapping { id: 1, ..Mapping::default() });
            profile.locations.iter_mut().for_each(|location| location.mapping = Some(MappingId(0)));
        }
        let name = profile.strings.push(name(page).as_bytes());
        for mapping in &mut profile.mappings {
            if mapping.filename == StringId::default() && mapping.build_id == StringId::default() {
                mapping.filename = name;
            }
        }
        let mapped = |mapping| Mapped { key: key(profile, mapping).into(), start: mapping.memory_start };
        Origin { page: page.clone(), mappings: profile.mappings.iter().map(mapped).collect() }
    }

    /// The difference between the server's addresses and those of the merged profile for this mapping; `None` if the
    /// mapping is not from this server.
    #[cfg_attr(not(feature = "symbolize"), allow(dead_code, reason = "nobody looks for names"))]
    pub(super) fn shift(&self, profile: &Profile, mapping: &Mapping) -> Option<u64> {
        let mapped = self.mappings.iter().find(|mapped| mapped.key == key(profile, mapping))?;
        Some(mapped.start.wrapping_sub(mapping.memory_start))
    }
}

/// The temporary name of an unnamed mapping, which is recognized as not being a file.
fn name(page: &Url) -> String {
    Url { scheme: page.scheme().to_owned(), ..page.clone() }.to_string()
}

/// The key of a mapping: its build id, or else its file.
fn key<'p>(profile: &'p Profile, mapping: &Mapping) -> &'p BStr {
    let name = if mapping.build_id == StringId::default() { mapping.filename } else { mapping.build_id };
    profile.text(name)
}

/// Removes the temporary names of mappings.
pub(crate) fn forget<'o>(profile: &mut Profile, origins: impl Iterator<Item = &'o Origin>) {
    for page in origins.map(|origin| name(&origin.page)) {
        for at in 0..profile.mappings.len() {
            if profile.text(profile.mappings[at].filename) == page.as_bytes().as_bstr() {
                profile.mappings[at].filename = StringId::default();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pprof_svg::profile::Location;

    #[test]
    fn mappings_are_known_again_wherever_they_are() {
        let page = Url::typed("h:1/p").unwrap();
        let mut profile = Profile::default();
        let file = profile.strings.push(b"/bin/a");
        let named = Mapping { id: 1, memory_start: 0x5000, filename: file, ..Mapping::default() };
        profile.mappings = vec![named, Mapping { id: 2, ..Mapping::default() }];
        let origin = Origin::note(&page, &mut profile);
        assert_eq!(profile.text(profile.mappings[1].filename), "http://h:1/p");
        let moved = Mapping { memory_start: 0x1000, ..profile.mappings[0].clone() };
        assert_eq!(origin.shift(&profile, &moved), Some(0x4000));
        assert_eq!(origin.shift(&profile, &profile.mappings[1]), Some(0));
        assert_eq!(origin.shift(&profile, &Mapping::default()), None);
        forget(&mut profile, [&origin].into_iter());
        let names: Vec<_> = profile.mappings.iter().map(|mapping| profile.text(mapping.filename)).collect();
        assert_eq!(names, ["/bin/a", ""]);
    }

    #[test]
    fn a_profile_without_mappings_has_one_of_the_server() {
        let mut profile = Profile::default();
        profile.locations.push(Location::default());
        let origin = Origin::note(&Url::typed("h:1/p").unwrap(), &mut profile);
        assert_eq!(profile.locations[0].mapping, Some(MappingId(0)));
        assert_eq!(origin.shift(&profile, &profile.mappings[0]), Some(0));
    }
}
