//! Line editing at a terminal, with history.

use std::env;
use std::io::{self, IsTerminal};

use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::MemHistory;
use rustyline::validate::Validator;
use rustyline::{CompletionType, Config, Context, Helper};

use super::super::failure::Failure;
use super::complete::Words;

/// A line editor. The history is not saved, as in `go tool pprof`.
pub(super) struct Editor<'a>(rustyline::Editor<Completing<'a>, MemHistory>);

/// Whether standard input and output are a terminal that supports editing.
pub(super) fn is_possible() -> bool {
    let can_edit = cfg!(windows) || env::var("TERM").is_ok_and(|term| !matches!(&*term, "" | "dumb"));
    can_edit && io::stdin().is_terminal() && io::stdout().is_terminal()
}

impl<'a> Editor<'a> {
    pub(super) fn new(words: Words<'a>) -> Result<Editor<'a>, Failure> {
        let config = Config::builder().completion_type(CompletionType::List).auto_add_history(true).build();
        let mut editor = rustyline::Editor::with_history(config, MemHistory::new()).map_err(failure)?;
        editor.set_helper(Some(Completing(words)));
        Ok(Editor(editor))
    }

    /// The next line; `None` at the end. Ctrl-C discards the current line.
    pub(super) fn line(&mut self, prompt: &str) -> Result<Option<String>, Failure> {
        match self.0.readline(prompt) {
            Ok(line) => Ok(Some(line)),
            Err(ReadlineError::Interrupted) => Ok(Some(String::new())),
            Err(ReadlineError::Eof) => Ok(None),
            Err(error) => Err(failure(error)),
        }
    }
}

fn failure(error: ReadlineError) -> Failure {
    Failure::StandardInput(io::Error::other(error))
}

/// Completes words, and has none of the editor's other helpers.
struct Completing<'a>(Words<'a>);

impl Completer for Completing<'_> {
    type Candidate = String;

    fn complete(
        &self,
        line: &str,
        position: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<String>)> {
        Ok(self.0.completing(&line[..position]))
    }
}

impl Hinter for Completing<'_> {
    type Hint = String;
}

impl Highlighter for Completing<'_> {}
impl Validator for Completing<'_> {}
impl Helper for Completing<'_> {}
