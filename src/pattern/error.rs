//! What can be wrong with a pattern.

/// Why a pattern is no regular expression. Each names the part that is at fault.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PatternError {
    /// A group is not closed.
    #[error("missing closing ): `{0}`")]
    MissingParen(String),
    /// A parenthesis closes nothing.
    #[error("unexpected ): `{0}`")]
    UnexpectedParen(String),
    /// A class is not closed.
    #[error("missing closing ]: `{0}`")]
    MissingBracket(String),
    /// There is nothing to repeat.
    #[error("missing argument to repetition operator: `{0}`")]
    MissingArgument(String),
    /// A repetition is repeated.
    #[error("invalid nested repetition operator: `{0}`")]
    NestedRepetition(String),
    /// A repetition of more than 1000, or of more than at most.
    #[error("invalid repeat count: `{0}`")]
    RepeatCount(String),
    /// A range whose end is before its start, or a class that is unknown.
    #[error("invalid character class range: `{0}`")]
    ClassRange(String),
    /// An escape sequence that means nothing.
    #[error("invalid escape sequence: `{0}`")]
    Escape(String),
    /// The last character is a backslash.
    #[error("trailing backslash at end of expression: ``")]
    TrailingBackslash,
    /// A group with unknown flags, such as a look-ahead.
    #[error("invalid or unsupported Perl syntax: `{0}`")]
    PerlSyntax(String),
    /// A group whose name is none.
    #[error("invalid named capture: `{0}`")]
    NamedCapture(String),
    /// It needs too much memory.
    #[error("expression too large: `{0}`")]
    TooLarge(String),
    /// Groups and operators are nested a thousand deep.
    #[error("expression nests too deeply: `{0}`")]
    TooDeep(String),
}
