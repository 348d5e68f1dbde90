//! Profiles for tests, encoded by hand so that no test depends on the code under test.

/// A protobuf message under construction.
#[derive(Clone, Default)]
pub(crate) struct Message(Vec<u8>);

impl Message {
    /// Adds a varint field: an integer, an enumeration or a boolean.
    pub(crate) fn number(mut self, field: u64, value: u64) -> Message {
        self.varint(field << 3);
        self.varint(value);
        self
    }

    /// Adds a string field.
    pub(crate) fn text(self, field: u64, text: &str) -> Message {
        self.bytes(field, text.as_bytes())
    }

    /// Adds a nested message.
    pub(crate) fn message(self, field: u64, message: &Message) -> Message {
        self.bytes(field, &message.0)
    }

    /// The encoded message.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    fn bytes(mut self, field: u64, bytes: &[u8]) -> Message {
        self.varint(field << 3 | 2);
        self.varint(bytes.len() as u64);
        self.0.extend_from_slice(bytes);
        self
    }

    fn varint(&mut self, mut value: u64) {
        while value > 127 {
            self.0.push(value as u8 | 128);
            value >>= 7;
        }
        self.0.push(value as u8);
    }
}

/// A sample type, by the string indices of its type and unit.
pub(crate) fn value_type(kind: u64, unit: u64) -> Message {
    Message::default().number(1, kind).number(2, unit)
}

/// A number of samples of 10 ms with one stack, given leaf first as location ids.
pub(crate) fn sample(stack: &[u64], count: u64) -> Message {
    let message = stack.iter().fold(Message::default(), |message, location| message.number(1, *location));
    message.number(2, count).number(2, count * 10_000_000)
}

/// An uncompressed profile of three functions: `main` calls `work`, which calls `leaf`, and each is the leaf of some
/// samples. Two values per sample, `samples` in `count` and `cpu` in `nanoseconds`.
pub(crate) fn profile() -> Vec<u8> {
    let mut profile = Message::default()
        .message(1, &value_type(1, 2))
        .message(1, &value_type(3, 4))
        .message(2, &sample(&[3, 2, 1], 70))
        .message(2, &sample(&[2, 1], 20))
        .message(2, &sample(&[1], 10))
        .message(
            3,
            &Message::default().number(1, 1).number(2, 0x1000).number(3, 0x9000).number(5, 5).number(7, 1),
        );
    for id in 1..=3 {
        let line = Message::default().number(1, id).number(2, 10 * id);
        let location = Message::default().number(1, id).number(2, 1).number(3, 0x1000 + id).message(4, &line);
        let function = Message::default().number(1, id).number(2, 5 + id).number(4, 9);
        profile = profile.message(4, &location).message(5, &function);
    }
    let strings =
        ["", "samples", "count", "cpu", "nanoseconds", "/bin/tiny", "main", "work", "leaf", "tiny.c"];
    let profile = strings.iter().fold(profile, |profile, text| profile.text(6, text));
    // 2024-02-29 23:30:00 UTC, which is another day in half of all time zones.
    profile.number(9, 1_709_249_400_000_000_000).number(10, 1_000_000_000).into_bytes()
}
