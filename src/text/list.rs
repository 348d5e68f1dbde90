//! `-list`: the source of functions, with the weight of each line.

use std::io::{self, Write};

use bstr::ByteSlice;

use super::{
    columns::{VALUE, right},
    header::line,
};
use crate::{
    analysis::{ListedFile, ListedFunction, Scale},
    sources::{Sources, Texts},
};

/// Writes the source lines of functions with their weights, given the scale of their selection. Files that `sources`
/// does not have are reported by name.
///
/// # Errors
///
/// Those of `out`.
pub fn list(
    out: &mut impl Write,
    functions: &[ListedFunction],
    scale: &Scale,
    sources: &mut dyn Sources,
) -> io::Result<()> {
    let mut texts = Texts::new(sources);
    writeln!(out, "Total: {}", scale.text(scale.total))?;
    for function in functions {
        if function.files.is_empty() {
            out.write_all(b"No source information for ")?;
            line(out, &function.name)?;
        }
        for file in &function.files {
            heading(out, function, file, scale)?;
            source(out, file, scale, &mut texts)?;
        }
    }
    Ok(())
}

fn heading(
    out: &mut impl Write,
    function: &ListedFunction,
    file: &ListedFile,
    scale: &Scale,
) -> io::Result<()> {
    out.write_all(b"ROUTINE ======================== ")?;
    out.write_all(&function.name)?;
    out.write_all(b" in ")?;
    line(out, &file.file)?;
    right(out, scale.text(file.flat).as_bytes(), VALUE)?;
    out.write_all(b" ")?;
    right(out, scale.text(file.cum).as_bytes(), VALUE)?;
    writeln!(out, " (flat, cum) {} of Total", Scale::percent_of(file.cum, scale.total))
}

fn source(out: &mut impl Write, file: &ListedFile, scale: &Scale, texts: &mut Texts<'_>) -> io::Result<()> {
    let value = |value| if value == 0 { ".".to_owned() } else { scale.text(value) };
    match texts.lines(file.file.as_bstr(), file.range.clone()) {
        Err(error) => {
            out.write_all(b" Error: ")?;
            line(out, error)
        }
        Ok(mut lines) => lines.try_for_each(|(number, text)| {
            let listed = file.line(number);
            right(out, value(listed.flat).as_bytes(), VALUE)?;
            out.write_all(b" ")?;
            right(out, value(listed.cum).as_bytes(), VALUE)?;
            write!(out, " {number:6}:")?;
            line(out, text)
        }),
    }
}
