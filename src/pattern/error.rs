//! Errors in patterns.

/// Why a pattern is invalid. Each variant has the offending part.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PatternError {
    /// A group is not closed.
    #[error("missing closing ): `{0}`")]
    MissingParen(String),
    /// A parenthesis without its opening one.
    #[error("unexpected ): `{0}`")]
    UnexpectedParen(String),
    /// A class is not closed.
    #[error("missing closing ]: `{0}`")]
    MissingBracket(String),
    /// A repetition operator without operand.
    #[error("missing argument to repetition operator: `{0}`")]
    MissingArgument(String),
    /// A repetition operator directly after another.
    #[error("invalid nested repetition operator: `{0}`")]
    NestedRepetition(String),
    /// A repetition of more than 1000, or with minimum above maximum.
    #[error("invalid repeat count: `{0}`")]
    RepeatCount(String),
    /// A range that ends before its start, or an unknown class.
    #[error("invalid character class range: `{0}`")]
    ClassRange(String),
    /// An unknown escape sequence.
    #[error("invalid escape sequence: `{0}`")]
    Escape(String),
    /// The last character is a backslash.
    #[error("trailing backslash at end of expression: ``")]
    TrailingBackslash,
    /// A group with unknown flags, such as a look-ahead.
    #[error("invalid or unsupported Perl syntax: `{0}`")]
    PerlSyntax(String),
    /// An invalid group name.
    #[error("invalid named capture: `{0}`")]
    NamedCapture(String),
    /// The compiled pattern needs too much memory.
    #[error("expression too large: `{0}`")]
    TooLarge(String),
    /// Groups and operators are nested a thousand deep.
    #[error("expression nests too deeply: `{0}`")]
    TooDeep(String),
}
