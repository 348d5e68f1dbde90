//! `-weblist`: the source of functions as a page of HTML, beside what each line took.
//!
//! The page loads nothing, and its content security policy forbids it. Names and sources are untrusted, and are written
//! through [`html::text`] and [`html::code`] only.

mod html;
mod style;

#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::io::{self, Write};

use bstr::{BStr, ByteSlice};

use self::html::{code, text};
use crate::analysis::{ListedFile, ListedFunction, ListedLine, Scale, Selection};
use crate::report;
use crate::scene::color::Shade;
use crate::sources::{Sources, Texts};

/// Search, and hiding lines without values.
const SCRIPT: &str = include_str!("weblist/script.js");

/// The script's SHA-256 in base64, the only script that the content security policy allows.
const SCRIPT_HASH: &str = "7p9WokNZTKqxFKEzYiQHPirTHyxqZxT47eaG2CGjrnU=";

/// Writes a page of HTML with the lines of `functions`, the function with the heaviest line first, and their source as
/// far as `sources` has it.
///
/// # Errors
///
/// If writing to `out` fails.
pub fn weblist(
    out: &mut impl Write,
    selection: &Selection<'_>,
    functions: &[ListedFunction],
    sources: &mut dyn Sources,
) -> io::Result<()> {
    let scale = selection.scale();
    let functions = sorted(functions);
    head(out, selection, &functions)?;
    contents(out, &functions, scale)?;
    writeln!(out, "<main>")?;
    let mut texts = Texts::new(sources);
    for (id, function) in (1..).zip(&functions) {
        section(out, Place { id, function }, scale, &mut texts)?;
    }
    write!(out, "</main>\n<script>{SCRIPT}</script>\n</body>\n</html>\n")
}

/// The functions by their heaviest line, descending.
fn sorted(functions: &[ListedFunction]) -> Vec<&ListedFunction> {
    let mut sorted: Vec<_> = functions.iter().collect();
    sorted.sort_by_key(|function| Reverse(heaviest(function).unsigned_abs()));
    sorted
}

/// The cum with the largest absolute value among the lines of a function.
fn heaviest(function: &ListedFunction) -> i64 {
    let lines = function.files.iter().flat_map(|file| &file.lines);
    lines.map(|line| line.cum).max_by_key(|cum| cum.unsigned_abs()).unwrap_or(0)
}

/// A function with its number on the page, counted from 1.
#[derive(Clone, Copy)]
struct Place<'a> {
    id: usize,
    function: &'a ListedFunction,
}

/// The head and the header of the page.
fn head(out: &mut impl Write, selection: &Selection<'_>, functions: &[&ListedFunction]) -> io::Result<()> {
    let (facts, scale) = (selection.facts(), selection.scale());
    let title = report::title(&facts).unwrap_or_else(|| "profile".into());
    let title = text(title.as_bstr());
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
         script-src 'sha256-{SCRIPT_HASH}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>\n"
    )?;
    let lines = functions.iter().flat_map(|function| &function.files).flat_map(|file| &file.lines);
    out.write_all(style::style(lines.map(|line| shade(*line, scale)), scale.is_difference).as_bytes())?;
    write!(out, "</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n<dl>\n")?;
    for fact in report::facts(&facts, scale).iter().filter(|fact| fact.label != Some("File")) {
        definition(out, fact.label.unwrap_or("Comment"), fact.text.as_bstr())?;
    }
    for (name, value) in selection.filters() {
        definition(out, "Filter", format!("{name}={value}").as_bytes().as_bstr())?;
    }
    definition(out, "Total", scale.text(scale.total).as_bytes().as_bstr())?;
    write!(
        out,
        "</dl>\n<p class=\"tools\"><label hidden>Search <input type=\"search\" id=\"search\" spellcheck=\"false\"></label> \
         <label><input type=\"checkbox\" id=\"some\"> only lines that took something</label> \
         <span id=\"found\" role=\"status\"></span></p>\n</header>\n"
    )
}

fn definition(out: &mut impl Write, label: &str, fact: &BStr) -> io::Result<()> {
    writeln!(out, "<dt>{label}</dt><dd>{}</dd>", text(fact))
}

/// The table of contents: flat, cum and a link for each function.
fn contents(out: &mut impl Write, functions: &[&ListedFunction], scale: &Scale) -> io::Result<()> {
    write!(
        out,
        "<nav aria-label=\"Functions\">\n<table>\n<tr><th>flat</th><th>cum</th><th>function</th></tr>\n"
    )?;
    for (id, function) in (1..).zip(functions) {
        let sum = |value: fn(&ListedFile) -> i64| function.files.iter().map(value).fold(0, i64::wrapping_add);
        let (flat, cum) = (sum(|file| file.flat), sum(|file| file.cum));
        writeln!(
            out,
            "<tr id=\"n{id}\"><td>{}</td><td>{}</td><th><a href=\"#f{id}\">{}</a></th></tr>",
            share(flat, scale),
            share(cum, scale),
            text(function.name.as_bstr()),
        )?;
    }
    writeln!(out, "</table>\n</nav>")
}

/// The section of a function: its lines, file by file.
fn section(out: &mut impl Write, place: Place<'_>, scale: &Scale, texts: &mut Texts<'_>) -> io::Result<()> {
    let Place { id, function } = place;
    writeln!(out, "<section id=\"f{id}\">\n<h2>{}</h2>", text(function.name.as_bstr()))?;
    if function.files.is_empty() {
        writeln!(out, "<p>No source information.</p>")?;
    }
    for file in &function.files {
        writeln!(
            out,
            "<p class=\"q\">{} · flat {} · cum {}</p>",
            text(file.file.as_bstr()),
            share(file.flat, scale),
            share(file.cum, scale)
        )?;
        source(out, file, scale, texts)?;
    }
    writeln!(out, "</section>")
}

/// The lines of a file. Lines with values that the source does not have follow without text.
fn source(out: &mut impl Write, file: &ListedFile, scale: &Scale, texts: &mut Texts<'_>) -> io::Result<()> {
    let mut shown = 1..1;
    match texts.lines(file.file.as_bstr(), file.range.clone()) {
        Err(error) => writeln!(out, "<p class=\"error\">{}</p>", text(error))?,
        Ok(lines) => {
            table(out)?;
            for (number, source) in lines {
                shown = if shown.is_empty() { number..number + 1 } else { shown.start..number + 1 };
                row(out, file.line(number), source, scale)?;
            }
            writeln!(out, "</table>")?;
        }
    }
    let others = || file.lines.iter().filter(|line| !shown.contains(&line.number));
    if others().next().is_some() {
        table(out)?;
        others().try_for_each(|line| row(out, *line, b"", scale))?;
        writeln!(out, "</table>")?;
    }
    Ok(())
}

fn table(out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "<table>\n<tr><th>flat</th><th>cum</th><th>line</th><th>source</th></tr>")
}

fn row(out: &mut impl Write, line: ListedLine, source: &[u8], scale: &Scale) -> io::Result<()> {
    let ListedLine { number, flat, cum } = line;
    let source = code(source);
    if (flat, cum) == (0, 0) {
        return writeln!(out, "<tr><td><td><td>{number}<td>{source}");
    }
    let class = shade(line, scale).class();
    writeln!(
        out,
        "<tr class=\"{class}\"><td>{}<td>{}<td>{number}<td>{source}",
        value(flat, scale),
        value(cum, scale)
    )
}

/// The shade of a line: that of its cum, or of its flat value if that is 0.
fn shade(line: ListedLine, scale: &Scale) -> Shade {
    Shade::of(if line.cum == 0 { line.flat } else { line.cum }, scale.total)
}

/// A value in words, in a difference with its sign; empty for 0.
fn value(value: i64, scale: &Scale) -> String {
    if value == 0 {
        return String::new();
    }
    let sign = if scale.is_difference && value > 0 { "+" } else { "" };
    format!("{sign}{}", text(scale.text(value).as_bytes().as_bstr()))
}

/// A value in words, and its share of the total.
fn share(amount: i64, scale: &Scale) -> String {
    if amount == 0 { "0".to_owned() } else { format!("{} ({})", value(amount, scale), scale.percent(amount)) }
}
