//! Reads lines of the shell.

use std::io::{self, BufRead, Read, Write};

use super::super::failure::Failure;
use super::super::stop::Stop;
use super::complete::Words;
#[cfg(feature = "shell")]
use super::editor;

/// The prompt.
const PROMPT: &str = "(pprof) ";

/// The maximum length of a line in bytes.
const LONGEST: u64 = 1 << 20;

/// Returns the next line on each call; `None` at the end.
pub(super) type Lines<'a> = Box<dyn FnMut() -> Result<Option<String>, Failure> + 'a>;

/// Opens standard input. Returns its lines, and what stops a report.
///
/// At a terminal lines can be edited and completed, and Ctrl-C stops a report. Otherwise it ends the program.
pub(super) fn open(words: Words<'_>) -> Result<(Lines<'_>, Stop), Failure> {
    #[cfg(feature = "shell")]
    if editor::is_possible() {
        let mut editor = editor::Editor::new(words)?;
        return Ok((Box::new(move || editor.line(PROMPT)), Stop::on_ctrl_c()));
    }
    let _ = words; // no completion without a terminal
    Ok((Box::new(asked), Stop::default()))
}

/// The next line, with a prompt even without a terminal, as in `go tool pprof`.
fn asked() -> Result<Option<String>, Failure> {
    prompt().map_err(Failure::StandardOutput)?;
    plain(&mut io::stdin().lock()).map_err(Failure::StandardInput)
}

fn prompt() -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(PROMPT.as_bytes())?;
    out.flush()
}

/// The next line of a stream. Invalid UTF-8 is replaced.
fn plain(input: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    input.take(LONGEST).read_until(b'\n', &mut line)?;
    Ok((!line.is_empty()).then(|| String::from_utf8_lossy(&line).into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_with_the_input() {
        let mut input = &b"a\n\n\xff b"[..];
        let mut next = || plain(&mut input).unwrap();
        assert_eq!(
            [next(), next(), next(), next()].map(|line| line.unwrap_or("-".to_owned())),
            ["a\n", "\n", "\u{fffd} b", "-"]
        );
    }

    /// So that no line fills the memory.
    #[test]
    fn a_long_line_comes_in_parts() {
        let mut input = io::BufReader::new(io::repeat(b'a'));
        let line = plain(&mut input).unwrap().unwrap();
        assert_eq!(line.len() as u64, LONGEST);
    }
}
