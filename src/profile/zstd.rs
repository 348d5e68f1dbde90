//! Frames of zstd.

/// Whether bytes begin like a frame of zstd, or like one that readers pass over.
pub(super) fn is_frame(bytes: &[u8]) -> bool {
    bytes.starts_with(&MAGIC) || n_skipped(bytes).is_some()
}

const MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// How long the frame is that these bytes begin with, if readers pass over it.
fn n_skipped(bytes: &[u8]) -> Option<u64> {
    let &[0x50..=0x5f, 0x2a, 0x4d, 0x18, a, b, c, d, ..] = bytes else { return None };
    Some(8 + u64::from(u32::from_le_bytes([a, b, c, d])))
}

#[cfg(feature = "zstd")]
pub(super) use frames::Frames;

/// What is read instead of frames where nothing can unpack them.
#[cfg(not(feature = "zstd"))]
pub(super) struct Frames;

#[cfg(not(feature = "zstd"))]
impl Frames {
    pub(super) fn new(_: &[u8]) -> Frames {
        Frames
    }
}

#[cfg(not(feature = "zstd"))]
impl std::io::Read for Frames {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::Error::other("this pprof-svg was built without zstd"))
    }
}

#[cfg(feature = "zstd")]
mod frames {
    use std::io::{self, Read};

    use ruzstd::decoding::{FrameDecoder, StreamingDecoder};

    use super::{MAGIC, n_skipped};

    type Frame<'a> = StreamingDecoder<&'a [u8], FrameDecoder>;

    /// Unpacks frames one after the other.
    pub(crate) struct Frames<'a> {
        state: State<'a>,
    }

    enum State<'a> {
        /// Between frames.
        Between(&'a [u8]),
        Within(Box<Frame<'a>>),
    }

    impl<'a> Frames<'a> {
        pub(crate) fn new(bytes: &'a [u8]) -> Frames<'a> {
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

    /// The state at the beginning of a frame.
    fn begun(bytes: &[u8]) -> io::Result<State<'_>> {
        if let Some(n) = n_skipped(bytes) {
            let rest = usize::try_from(n).ok().and_then(|n| bytes.get(n..));
            return rest.map(State::Between).ok_or_else(|| io::ErrorKind::UnexpectedEof.into());
        }
        if !bytes.starts_with(&MAGIC) {
            return Err(damage("something else follows the last frame"));
        }
        // It refuses windows of more than 128 MiB, which would fill the memory for a few bytes.
        let frame = Frame::new(bytes).map_err(|_| damage("a frame begins in a way that is not known"))?;
        Ok(State::Within(Box::new(frame)))
    }

    /// The state behind a frame, if it was whole.
    fn ended(frame: Frame<'_>) -> io::Result<State<'_>> {
        let (rest, decoder) = frame.into_parts();
        match decoder.get_checksum_from_data() {
            Some(sum) if Some(sum) != decoder.get_calculated_checksum() => {
                Err(damage("its checksum is wrong"))
            }
            _ => Ok(State::Between(rest)),
        }
    }
}
