//! Headers of tables.

use std::io::{self, Write};

use crate::{
    analysis::{Facts, Graph, Scale},
    report::{self, Header},
};

/// How much of a header is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Heading {
    /// Facts about the profile, and what is shown of it.
    #[default]
    Full,
    /// Only what is shown.
    Compact,
}

/// Writes the facts about a profile, the first part of the header of tables and samples.
///
/// # Errors
///
/// Those of `out`.
pub fn facts(out: &mut impl Write, facts: &Facts, scale: &Scale) -> io::Result<()> {
    for fact in report::facts(facts, scale) {
        if let Some(label) = fact.label {
            write!(out, "{label}: ")?;
        }
        line(out, &fact.text)?;
    }
    Ok(())
}

/// Writes the header of a table of a graph.
pub(super) fn header(out: &mut impl Write, graph: &Graph, heading: Heading) -> io::Result<()> {
    if heading == Heading::Full {
        facts(out, &graph.facts, &graph.scale)?;
    }
    let header = Header::of_table(graph);
    if !header.filters.is_empty() {
        line(out, b"Active filters:")?;
    }
    for filter in &header.filters {
        out.write_all(b"   ")?;
        line(out, filter)?;
    }
    line(out, &header.showing)?;
    header.left_out.iter().try_for_each(|text| line(out, text))
}

pub(super) fn line(out: &mut impl Write, text: &[u8]) -> io::Result<()> {
    out.write_all(text)?;
    out.write_all(b"\n")
}
