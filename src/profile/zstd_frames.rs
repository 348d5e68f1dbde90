//! Decompresses zstd.

use std::io::{self, Read};

use ruzstd::decoding::{FrameDecoder, StreamingDecoder};

use super::zstd::{MAGIC, n_skipped};

type Frame<'a> = StreamingDecoder<&'a [u8], FrameDecoder>;

/// Decompresses consecutive frames.
pub(super) struct Frames<'a> {
    state: State<'a>,
}

enum State<'a> {
    /// Between frames.
    Between(&'a [u8]),
    Within(Box<Frame<'a>>),
}

impl<'a> Frames<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Frames<'a> {
        Frames { state: State::Between(bytes) }
    }
}

impl Read for Frames<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            self.state = match std::mem::replace(&mut self.state, State::Between(&[])) {
                State::Between([]) => return Ok(0),
                State::Between(bytes) => begun(bytes)?,
                State::Within(mut frame) => {
                    let n = frame.read(buffer)?;
                    if n > 0 {
                        self.state = State::Within(frame);
                        return Ok(n);
                    }
                    ended(*frame)?
                }
            };
        }
    }
}

fn damage(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// The state at the start of a frame.
fn begun(bytes: &[u8]) -> io::Result<State<'_>> {
    if let Some(n) = n_skipped(bytes) {
        let rest = usize::try_from(n).ok().and_then(|n| bytes.get(n..));
        return rest.map(State::Between).ok_or_else(|| io::ErrorKind::UnexpectedEof.into());
    }
    if !bytes.starts_with(&MAGIC) {
        return Err(damage("something else follows the last frame"));
    }
    // The decoder rejects windows of more than 128 MiB, which would fill the memory for a few bytes.
    let frame = Frame::new(bytes).map_err(|_| damage("a frame begins in a way that is not known"))?;
    Ok(State::Within(Box::new(frame)))
}

/// The state after a frame, if it was complete.
fn ended(frame: Frame<'_>) -> io::Result<State<'_>> {
    let (rest, decoder) = frame.into_parts();
    match decoder.get_checksum_from_data() {
        Some(sum) if Some(sum) != decoder.get_calculated_checksum() => Err(damage("its checksum is wrong")),
        _ => Ok(State::Between(rest)),
    }
}
