//! `-comments`: the comments of a profile.

use std::io::{self, Write};

use super::header::line;
use crate::analysis::Facts;

/// Writes a line for each comment.
///
/// # Errors
///
/// Those of `out`.
pub fn comments(out: &mut impl Write, facts: &Facts) -> io::Result<()> {
    facts.comments.iter().try_for_each(|comment| line(out, comment))
}
