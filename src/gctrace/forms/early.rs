//! The formats up to Go 1.4, whose collections stop the program and have no times.
//!
//! ```text
//! gc1(1): 0+0+0 ms 0 -> 0 MB 15 -> 16 (16-0) objects 0 handoff
//! gc2(4): 3+1+1 ms, 7 -> 4 MB 5231 -> 2415 (9000-6585) objects, 3(12) handoff, 5(30) steal, 8/0/0 yields
//! gc3(4): 9+16+253+24 us, 1 -> 2 MB, 4520 (23-1) objects, 5/0/0 sweeps, 1(4) handoff, 0(0) steal, 4/0/0 yields
//! ```

use super::cursor::{Cursor, after_digits, before_digits, begins_with_digit};
use crate::gctrace::{
    damage::Damage,
    record::{Clock, Heap, Record},
};

const OBJECTS: &str = "number of objects";
const HANDOFF: &str = "number of handoffs";
const YIELDS: &str = "number of yields";

/// Whether a text begins like a record, `gc2(4): 3`, or is a prefix of that.
pub(super) fn begins(text: &[u8]) -> bool {
    let rest = text.strip_prefix(b"gc").and_then(after_digits).and_then(|rest| rest.strip_prefix(b"("));
    let rest = rest.and_then(after_digits).and_then(|rest| rest.strip_prefix(b"): "));
    rest.is_some_and(|duration| duration.is_empty() || begins_with_digit(duration))
}

/// Whether a position is inside of a record: between `(9000-6585` and `) objects`.
pub(super) fn is_inside(before: &[u8], after: &[u8]) -> bool {
    let counts = before_digits(before).and_then(|before| before.strip_suffix(b"-")).and_then(before_digits);
    after.starts_with(b") objects") && counts.is_some_and(|before| before.ends_with(b"("))
}

/// Parses the record at the start of `text`. Returns it and its length in bytes.
pub(super) fn parse(text: &[u8]) -> Result<(Record, usize), Damage> {
    let mut c = Cursor::new(text);
    c.word("gc", "number")?;
    let number = c.small("number")?;
    c.word("(", "number")?;
    let procs = Some(c.small("number of threads")?);
    c.word("): ", "number of threads")?;
    let (form, total_ms) = phases(&mut c)?;
    let clock = Clock { start_ms: total_ms, ..Clock::default() };
    let (before, after) = heap(&mut c)?;
    let heap = match form {
        // Sweeping comes later: the live heap is that of the collection before.
        Form::Go1_3 => Heap { start_mb: after, end_mb: after, live_mb: before },
        _ => Heap { start_mb: before, end_mb: before, live_mb: after },
    };
    match form {
        Form::Go1_0 => first_rest(&mut c)?,
        Form::Go1_1 => second_rest(&mut c)?,
        Form::Go1_3 => third_rest(&mut c)?,
    }
    Ok((Record { number, procs, clock, heap, ..Record::default() }, c.at))
}

/// The first release with a format.
#[derive(Clone, Copy)]
enum Form {
    Go1_0,
    Go1_1,
    Go1_3,
}

/// The sum of the durations of all phases.
fn phases(c: &mut Cursor<'_>) -> Result<(Form, f32), Damage> {
    const FIELD: &str = "duration";
    let mut sum = 0.0;
    let mut n_phases = 0;
    loop {
        sum += c.duration(FIELD)?;
        n_phases += 1;
        if !c.has("+") {
            break;
        }
    }
    match n_phases {
        3 if c.has(" ms, ") => Ok((Form::Go1_1, sum)),
        3 if c.has(" ms ") => Ok((Form::Go1_0, sum)),
        4 if c.has(" us, ") => Ok((Form::Go1_3, sum / 1000.0)),
        _ => Err(Damage::Missing(FIELD)),
    }
}

fn heap(c: &mut Cursor<'_>) -> Result<(u32, u32), Damage> {
    let before = c.heap()?;
    c.word(" -> ", "heap")?;
    let after = c.heap()?;
    c.word(" MB", "heap")?;
    Ok((before, after))
}

/// ` 15 -> 16 (16-0) objects 0 handoff`
fn first_rest(c: &mut Cursor<'_>) -> Result<(), Damage> {
    two_counts(c)?;
    c.word(" objects ", OBJECTS)?;
    c.whole(HANDOFF)?;
    c.word(" handoff", HANDOFF)
}

/// ` 5231 -> 2415 (9000-6585) objects, 3(12) handoff, 5(30) steal, 8/0/0 yields`
fn second_rest(c: &mut Cursor<'_>) -> Result<(), Damage> {
    two_counts(c)?;
    c.word(" objects, ", OBJECTS)?;
    threads(c)
}

/// `, 4520 (23-1) objects, 13 goroutines, 5/0/0 sweeps, 1(4) handoff, 0(0) steal, 4/0/0 yields`; goroutines since 1.4.
fn third_rest(c: &mut Cursor<'_>) -> Result<(), Damage> {
    c.word(", ", OBJECTS)?;
    c.whole(OBJECTS)?;
    allocated(c)?;
    c.word(" objects, ", OBJECTS)?;
    c.whole("number of sweeps")?;
    if c.has(" goroutines, ") {
        c.whole("number of sweeps")?;
    }
    two_more(c, "number of sweeps")?;
    c.word(" sweeps, ", "number of sweeps")?;
    threads(c)
}

fn two_counts(c: &mut Cursor<'_>) -> Result<(), Damage> {
    c.word(" ", OBJECTS)?;
    c.whole(OBJECTS)?;
    c.word(" -> ", OBJECTS)?;
    c.whole(OBJECTS)?;
    allocated(c)
}

/// ` (9000-6585)`: how many objects were allocated and freed.
fn allocated(c: &mut Cursor<'_>) -> Result<(), Damage> {
    c.word(" (", OBJECTS)?;
    c.whole(OBJECTS)?;
    c.word("-", OBJECTS)?;
    c.whole(OBJECTS)?;
    c.word(")", OBJECTS)
}

/// `3(12) handoff, 5(30) steal, 8/0/0 yields`
fn threads(c: &mut Cursor<'_>) -> Result<(), Damage> {
    for (word, field) in [(" handoff, ", HANDOFF), (" steal, ", "number of steals")] {
        c.whole(field)?;
        c.word("(", field)?;
        c.whole(field)?;
        c.word(")", field)?;
        c.word(word, field)?;
    }
    c.whole(YIELDS)?;
    two_more(c, YIELDS)?;
    c.word(" yields", YIELDS)
}

/// `/0/0`
fn two_more(c: &mut Cursor<'_>, field: &'static str) -> Result<(), Damage> {
    for _ in 0..2 {
        c.word("/", field)?;
        c.whole(field)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORMS: [&str; 4] = [
        "gc1(1): 0+1+2 ms 7 -> 4 MB 15 -> 16 (16-0) objects 0 handoff",
        "gc2(4): 3+1+1 ms, 7 -> 4 MB 5231 -> 2415 (9000-6585) objects, 3(12) handoff, 5(30) steal, 8/0/0 yields",
        "gc3(4): 9+16+253+24 us, 4 -> 7 MB, 4520 (23-1) objects, 5/0/0 sweeps, 1(4) handoff, 0(0) steal, 4/0/0 yields",
        "gc4(8): 1+0+9990+9 us, 4 -> 7 MB, 4520 (23-1) objects, 13 goroutines, 5/0/0 sweeps, 1(4) handoff, 0(0) steal, 4/0/0 yields",
    ];

    #[test]
    fn live_is_what_each_release_means_by_it() {
        let before = Heap { start_mb: 7, end_mb: 7, live_mb: 4 };
        for (form, total_ms) in FORMS.into_iter().zip([3.0, 5.0, 0.302, 10.0]) {
            let (record, n_bytes) =
                parse(form.as_bytes()).unwrap_or_else(|damage| panic!("{form}: {damage}"));
            assert_eq!((record.heap, n_bytes), (before, form.len()), "{form}");
            assert_eq!(record.clock, Clock { start_ms: total_ms, ..Clock::default() }, "{form}");
            assert_eq!(record.time_s, None);
        }
    }

    #[test]
    fn no_beginning_of_a_record_is_a_record() {
        for form in FORMS {
            for n_bytes in 0..form.len() {
                assert!(parse(&form.as_bytes()[..n_bytes]).is_err(), "{}", &form[..n_bytes]);
            }
        }
    }

    #[test]
    fn the_end_of_a_record_is_known() {
        for form in FORMS {
            let at = form.find(") objects").unwrap();
            assert!(is_inside(&form.as_bytes()[..at], &form.as_bytes()[at..]), "{form}");
        }
        assert!(!is_inside(b"removed (3", b") objects"));
    }
}
