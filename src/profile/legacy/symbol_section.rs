//! The symbol section before the profile in files of `pprof --raw` and php-memprof.
//!
//! ```text
//! --- symbol
//! binary=/usr/bin/prog
//! 0x0000000000401234 inlined--outer
//! ---
//! --- profile
//! ```

use std::collections::HashMap;

use bstr::{BStr, ByteSlice};

use super::{
    lines::Lines,
    named::{self, Frame},
    number,
};
use crate::profile::{entries::StringId, model::Profile};

/// A parsed symbol section.
#[derive(Debug)]
pub(super) struct Section<'a> {
    /// The program's path.
    pub(super) binary: Option<&'a BStr>,
    /// The functions at each address, innermost first.
    pub(super) names: HashMap<u64, Vec<&'a BStr>>,
    /// The profile after it.
    pub(super) profile: &'a [u8],
}

/// Splits a file that begins with a symbol section.
pub(super) fn split(bytes: &[u8]) -> Option<Section<'_>> {
    let mut lines = Lines::new(bytes);
    if lines.next().ok()?? != b"--- symbol" {
        return None;
    }
    let mut section = Section { binary: None, names: HashMap::new(), profile: &[] };
    loop {
        let line = lines.next().ok()??;
        if line == b"---" {
            break;
        }
        if let Some(binary) = line.strip_prefix(b"binary=") {
            section.binary = Some(BStr::new(binary));
        } else if let Some((address, names)) =
            line.strip_prefix(b"0x").and_then(|line| line.split_once_str(" "))
        {
            let names = names.split_str("--").filter(|name| !name.is_empty()).map(BStr::new);
            section.names.insert(number::hex(address)?, names.collect());
        }
    }
    // The kind of the profile is determined when it is read.
    let is_kind = |line: &[u8]| {
        let kind = line.strip_prefix(b"--- ");
        kind.is_some_and(|kind| {
            !kind.is_empty() && kind.iter().all(|&byte| byte.is_ascii_lowercase() || byte == b'_')
        })
    };
    lines.next().ok()?.filter(|line| is_kind(line))?;
    section.profile = lines.rest();
    Some(section)
}

/// Adds the section's names to its profile. Depending on the writer, callers are keyed by return address or by the
/// address before it.
pub(super) fn name(mut profile: Profile, section: &Section<'_>) -> Profile {
    if !profile.lines.is_empty() {
        return profile;
    }
    named::name(&mut profile, |address| {
        let names = section.names.get(&address).or_else(|| section.names.get(&address.wrapping_add(1)));
        names
            .into_iter()
            .flatten()
            .map(|&function| Frame { function, file: BStr::new(""), line: 0 })
            .collect()
    });
    if let (Some(main), Some(binary)) = (profile.mappings.first_mut(), section.binary)
        && main.filename == StringId::default()
    {
        main.filename = profile.strings.push(binary);
    }
    profile
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::super::tests::check_named;

    #[test]
    fn names_stand_before_the_profile() {
        check_named(
            "--- symbol\nbinary=todo.php\n0x20 main\n0x10 inner--outer\n---\n--- heap\n\
             heap profile: 1: 8 [1: 8] @ heapprofile\n1: 8 [1: 8] @ 0x11 0x20 0x41\n",
            expect![[r#"
                1 8: inner :0, outer :0, main :0, 40
            "#]],
        );
    }
}
