//! Parses a line from left to right.

/// The rest of the line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scan<'a> {
    pub(super) rest: &'a [u8],
}

impl<'a> Scan<'a> {
    pub(super) fn new(rest: &'a [u8]) -> Scan<'a> {
        Scan { rest }
    }

    /// Takes the longest prefix of bytes that `wanted` accepts, which may be empty.
    pub(super) fn run(&mut self, wanted: impl Fn(u8) -> bool) -> &'a [u8] {
        let length = self.rest.iter().take_while(|&&byte| wanted(byte)).count();
        let (run, rest) = self.rest.split_at(length);
        self.rest = rest;
        run
    }

    /// Takes spaces, if there are any.
    pub(super) fn spaces(&mut self) {
        self.run(|byte| byte == b' ');
    }

    /// Takes one space or more.
    pub(super) fn some_spaces(&mut self) -> Option<()> {
        self.literal(" ").map(|()| self.spaces())
    }

    /// Takes one decimal digit or more.
    pub(super) fn digits(&mut self) -> Option<&'a [u8]> {
        Some(self.run(|byte| byte.is_ascii_digit())).filter(|digits| !digits.is_empty())
    }

    /// Takes exactly this text.
    pub(super) fn literal(&mut self, text: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(text.as_bytes())?;
        Some(())
    }

    /// Takes exactly this text, with any spaces around it.
    pub(super) fn spaced(&mut self, text: &str) -> Option<()> {
        self.spaces();
        self.literal(text)?;
        self.spaces();
        Some(())
    }
}

/// The offsets at which numbers start in a line.
pub(super) fn number_starts(line: &[u8]) -> impl Iterator<Item = usize> + '_ {
    let is_digit = |at: usize| line[at].is_ascii_digit();
    (0..line.len()).filter(move |&at| is_digit(at) && (at == 0 || !is_digit(at - 1)))
}
