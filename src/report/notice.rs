//! Texts of notices about unexpected properties of a graph.

use bstr::{BStr, ByteSlice};

use crate::{
    analysis::{NamelessMapping, Notice, Scale, TypeTotal},
    path::base_name,
    units,
};

/// How many types or files are listed.
const MAX: usize = 3;

/// The notice as a sentence with a remedy.
pub(crate) fn sentence(notice: &Notice, scale: &Scale) -> String {
    match notice {
        Notice::NoValues { sample_type, others } => no_values(sample_type.as_bstr(), others),
        Notice::NoNames { mappings } => no_names(mappings, scale),
    }
}

fn no_values(sample_type: &BStr, others: &[TypeTotal]) -> String {
    let total = |other: &TypeTotal| {
        let total = units::format(other.total, &other.unit.to_string(), "auto");
        format!("{} has {total} (-sample_index={})", other.name, other.name)
    };
    format!("no sample has a value of {sample_type}; {}", listed(others.iter().map(total)))
}

fn no_names(mappings: &[NamelessMapping], scale: &Scale) -> String {
    let mapping = |mapping: &NamelessMapping| {
        let percent = scale.percent(mapping.weight);
        match mapping.file.as_slice() {
            b"" => format!("addresses of no known file ({percent} of the total)"),
            _ => format!("{} ({percent} of the total)", base_name(mapping.file.as_bstr())),
        }
    };
    let is_known = mappings.iter().any(|mapping| !mapping.file.is_empty());
    let help = if is_known {
        "give the program before the profile, or its folder in PPROF_BINARY_PATH"
    } else {
        "take it without debug=1 if it is a page of Go, or give the program before it"
    };
    format!("no function names for {}; {help}", listed(mappings.iter().map(mapping)))
}

/// The first few items, and the number of further ones.
fn listed(items: impl ExactSizeIterator<Item = String>) -> String {
    let n_more = items.len().saturating_sub(MAX);
    let items: Vec<_> = items.take(MAX).collect();
    let more = if n_more > 0 { format!(" and {n_more} more") } else { String::new() };
    items.join(", ") + &more
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_with_values_come_with_the_option_that_shows_them() {
        let other = |name: &str, total| TypeTotal { name: name.into(), unit: "bytes".into(), total };
        let notice = Notice::NoValues {
            sample_type: "inuse_space".into(),
            others: vec![other("alloc_space", 11_000_000)],
        };
        let sentence = sentence(&notice, &Scale::default());
        assert_eq!(
            sentence,
            "no sample has a value of inuse_space; alloc_space has 10.49MB (-sample_index=alloc_space)"
        );
    }

    #[test]
    fn files_without_names_come_with_their_shares() {
        let mapping = |file: &str, weight| NamelessMapping { file: file.into(), weight };
        let mappings =
            ["/usr/bin/server", "/lib/a.so", "", "b.so", "c.so"].map(|file| mapping(file, 500)).to_vec();
        let scale = Scale { total: 1000, ..Scale::default() };
        assert_eq!(
            sentence(&Notice::NoNames { mappings }, &scale),
            "no function names for server (50.00% of the total), a.so (50.00% of the total), addresses of no known \
             file (50.00% of the total) and 2 more; give the program before the profile, or its folder in PPROF_BINARY_PATH"
        );
    }
}
