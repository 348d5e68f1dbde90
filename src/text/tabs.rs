//! Aligns columns of cells that end with tabs, as Go's `text/tabwriter` does.

use std::{
    io::{self, Write},
    ops::Range,
};

use super::columns::{n_chars, right};

/// Writes a text with its cells aligned to the right. A cell ends with a tab; the text after the last tab of a line is
/// none. A column is one space wider than its widest cell, among consecutive lines that have it.
///
/// Vertical tabs end cells as well, form feeds end lines and all columns. Text between two bytes 255 is literal.
pub(super) fn aligned(out: &mut impl Write, text: &[u8]) -> io::Result<()> {
    let lines = lines(text);
    let widths = widths(&lines);
    for (index, (line, widths)) in lines.iter().zip(widths).enumerate() {
        for (cell, width) in line.cells.iter().zip(widths) {
            // The bytes of an escape have no width, but were counted as characters.
            let n_uncounted = n_chars(&text[cell.text.clone()]) - cell.width;
            right(out, &text[cell.text.clone()], width + n_uncounted)?;
        }
        out.write_all(&text[line.rest.clone()])?;
        if index + 1 < lines.len() {
            out.write_all(b"\n")?;
        }
    }
    Ok(())
}

/// The cells of a line, and the text after the last of them.
struct Line {
    cells: Vec<Cell>,
    rest: Range<usize>,
    /// Whether columns end after it.
    ends_columns: bool,
}

struct Cell {
    text: Range<usize>,
    width: usize,
}

fn lines(text: &[u8]) -> Vec<Line> {
    let (mut lines, mut cells, mut start) = (Vec::new(), Vec::new(), 0);
    let (mut is_escaped, mut n_escapes) = (false, 0);
    for (at, byte) in text.iter().enumerate() {
        match byte {
            0xff => {
                // The two delimiters, which do not count.
                n_escapes += if is_escaped { 2 } else { 0 };
                is_escaped = !is_escaped;
            }
            _ if is_escaped => {}
            b'\t' | b'\x0b' => {
                let width = n_chars(&text[start..at]) - n_escapes;
                cells.push(Cell { text: start..at, width });
                (start, n_escapes) = (at + 1, 0);
            }
            b'\n' | b'\x0c' => {
                let cells = std::mem::take(&mut cells);
                lines.push(Line { cells, rest: start..at, ends_columns: *byte == b'\x0c' });
                (start, n_escapes) = (at + 1, 0);
            }
            _ => {}
        }
    }
    lines.push(Line { cells, rest: start..text.len(), ends_columns: true });
    lines
}

/// The widths of the columns of every line.
fn widths(lines: &[Line]) -> Vec<Vec<usize>> {
    let mut widths: Vec<Vec<usize>> = lines.iter().map(|_| Vec::new()).collect();
    let has_column = |line: usize, column: usize| lines[line].cells.len() > column;
    for column in 0..lines.iter().map(|line| line.cells.len()).max().unwrap_or(0) {
        let mut first = 0;
        for line in 0..lines.len() {
            if !has_column(line, column) {
                first = line + 1;
                continue;
            }
            let is_last =
                lines[line].ends_columns || line + 1 == lines.len() || !has_column(line + 1, column);
            if is_last {
                let cells = lines[first..=line].iter().map(|line| line.cells[column].width);
                let width = cells.max().unwrap_or(0) + 1;
                widths[first..=line].iter_mut().for_each(|widths| widths.push(width));
                first = line + 1;
            }
        }
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &[u8]) -> String {
        let mut out = Vec::new();
        aligned(&mut out, text).unwrap();
        out.escape_ascii().to_string().replace("\\n", "\n")
    }

    #[test]
    fn columns_are_as_wide_as_their_cells() {
        assert_eq!(
            shown(b"a:\t all\n \t10 (10%):\t x\n \t5:\t y\n\nlonger:\t all\n"),
            " a: all\n    10 (10%): x\n           5: y\n\n longer: all\n"
        );
    }

    #[test]
    fn tabs_in_names_make_cells() {
        assert_eq!(shown(b"k\tey:\t all\n \t5:\t x\t\n \t55:\t yy\n"), " k ey: all\n    5:  x\n   55: yy\n");
    }

    #[test]
    fn what_is_escaped_is_text() {
        assert_eq!(shown(b"\xff\t\xff\tx\nabc\ty\n"), "   \\xff\\t\\xffx\n abcy\n");
        assert_eq!(shown(b"a\tb\xffc\td\n"), " ab\\xffc\\td\n");
    }

    #[test]
    fn form_feeds_end_columns() {
        assert_eq!(shown(b"a\tx\x0cabc\ty"), " ax\n abcy");
    }
}
