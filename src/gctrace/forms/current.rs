//! The formats since Go 1.5, the first with a concurrent collector.
//!
//! ```text
//! gc 21 @8.389s 0%: 0.069+4.0+0.16 ms clock, 1.6+2.8/14/10+4.0 ms cpu, 87->88->45 MB, 89 MB goal, 24 P
//! ```

use super::cursor::{Cursor, after_digits, before_digits, begins_with_digit};
use crate::gctrace::{
    damage::Damage,
    record::{Clock, Cpu, Heap, Record},
};

/// Longer times are damage: 31 years, in seconds.
const LONGEST_S: f64 = 31.0 * 365.25 * 86_400.0;

/// Larger goals are none: without `GOGC` Go prints a meaningless one.
const LARGEST_GOAL_MB: u64 = 1 << 28;

/// Whether a text begins like a record, `gc 21 @8`, or is a prefix of that.
pub(super) fn begins(text: &[u8]) -> bool {
    let after = text.strip_prefix(b"gc ").and_then(after_digits);
    let time = after.and_then(|rest| rest.strip_prefix(b" @"));
    time.is_some_and(|time| time.is_empty() || begins_with_digit(time))
}

/// Whether a position is inside of a record: between `0.069+4.0+0.16` and ` ms clock, 1`, or `89` and ` MB goal, 2`.
pub(super) fn is_inside(before: &[u8], after: &[u8]) -> bool {
    if let Some(after) = after.strip_prefix(b" ms clock, ") {
        let is_of_sum = |byte: &&u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'+');
        let n_sum = before.iter().rev().take_while(is_of_sum).count();
        return before[before.len() - n_sum..].contains(&b'+') && begins_with_digit(after);
    }
    let after = after.strip_prefix(b" MB goal, ").and_then(after_digits);
    before_digits(before).is_some()
        && after.is_some_and(|after| after.starts_with(b" P") || after.starts_with(b" MB stacks"))
}

/// Parses the record at the start of `text`. Returns it and its length in bytes.
pub(super) fn parse(text: &[u8]) -> Result<(Record, usize), Damage> {
    let mut c = Cursor::new(text);
    let mut record = Record::default();
    c.word("gc ", "number")?;
    record.number = c.small("number")?;
    record.time_s = Some(time(&mut c)?);
    record.percent = Some(c.small("percentage")?);
    c.word("%", "percentage")?;
    record.is_leak_check = c.has(" (checking for goroutine leaks)");
    c.word(": ", "percentage")?;
    record.clock = clock(&mut c)?;
    record.cpu = Some(cpu(&mut c)?);
    record.heap = heap(&mut c)?;
    rest(&mut c, &mut record)?;
    Ok((record, c.at))
}

fn time(c: &mut Cursor<'_>) -> Result<f64, Damage> {
    c.word(" @", "time")?;
    let time = c.decimal("time")?;
    c.word("s ", "time")?;
    if time <= LONGEST_S { Ok(time) } else { Err(Damage::Time) }
}

/// Three phases, or the five of Go 1.5, of which all but the first and last are concurrent.
fn clock(c: &mut Cursor<'_>) -> Result<Clock, Damage> {
    const FIELD: &str = "clock time";
    let mut phases = [0.0; 5];
    let mut n_phases = 0;
    loop {
        *phases.get_mut(n_phases).ok_or(Damage::Missing(FIELD))? = c.duration(FIELD)?;
        n_phases += 1;
        if !c.has("+") {
            break;
        }
    }
    c.word(" ms clock, ", FIELD)?;
    match phases {
        [start_ms, concurrent_ms, end_ms, ..] if n_phases == 3 => {
            Ok(Clock { start_ms, concurrent_ms, end_ms })
        }
        [start_ms, scan, sync, mark, end_ms] if n_phases == 5 => {
            Ok(Clock { start_ms, concurrent_ms: scan + sync + mark, end_ms })
        }
        _ => Err(Damage::Missing(FIELD)),
    }
}

/// The same number of phases, of which the last but one has three parts.
fn cpu(c: &mut Cursor<'_>) -> Result<Cpu, Damage> {
    const FIELD: &str = "cpu time";
    let mut n_before = 0;
    let mut assist_ms;
    loop {
        assist_ms = c.duration(FIELD)?;
        if c.has("/") {
            break;
        }
        n_before += 1;
        c.word("+", FIELD)?;
    }
    let background_ms = c.duration(FIELD)?;
    c.word("/", FIELD)?;
    let idle_ms = c.duration(FIELD)?;
    c.word("+", FIELD)?;
    c.duration(FIELD)?;
    c.word(" ms cpu, ", FIELD)?;
    let is_known = matches!(n_before, 1 | 3);
    is_known.then_some(Cpu { assist_ms, background_ms, idle_ms }).ok_or(Damage::Missing(FIELD))
}

fn heap(c: &mut Cursor<'_>) -> Result<Heap, Damage> {
    let start_mb = c.heap()?;
    c.word("->", "heap")?;
    let end_mb = c.heap()?;
    c.word("->", "heap")?;
    let live_mb = c.heap()?;
    c.word(" MB, ", "heap")?;
    Ok(Heap { start_mb, end_mb, live_mb })
}

/// The fields after the heap: goal, stacks, globals, processors, and whether the collection was forced.
fn rest(c: &mut Cursor<'_>, record: &mut Record) -> Result<(), Damage> {
    let goal = c.whole("goal")?;
    record.goal_mb = u32::try_from(goal).ok().filter(|_| goal <= LARGEST_GOAL_MB);
    c.word(" MB goal, ", "goal")?;
    let mut number = c.small("number of processors")?;
    if c.has(" MB stacks, ") {
        record.stacks_mb = Some(number);
        record.globals_mb = Some(c.small("size of globals")?);
        c.word(" MB globals, ", "size of globals")?;
        number = c.small("number of processors")?;
    }
    c.word(" P", "number of processors")?;
    record.procs = Some(number);
    record.is_forced = c.has(" (forced)");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> Record {
        let (record, n_bytes) = parse(text.as_bytes()).unwrap_or_else(|damage| panic!("{text}: {damage}"));
        assert_eq!(n_bytes, text.len(), "{text}");
        record
    }

    const GO_1_6: &str = "gc 21 @8.389s 3%: 0.069+4.0+0.16 ms clock, 1.6+2.8/14/10+4.0 ms cpu, 87->88->45 MB, 89 MB goal, 24 P";

    #[test]
    fn fields_arrive_where_they_belong() {
        let expected = Record {
            number: 21,
            time_s: Some(8.389),
            percent: Some(3),
            clock: Clock { start_ms: 0.069, concurrent_ms: 4.0, end_ms: 0.16 },
            cpu: Some(Cpu { assist_ms: 2.8, background_ms: 14.0, idle_ms: 10.0 }),
            heap: Heap { start_mb: 87, end_mb: 88, live_mb: 45 },
            goal_mb: Some(89),
            procs: Some(24),
            ..Record::default()
        };
        assert_eq!(whole(GO_1_6), expected);
        let forced = whole(&format!("{GO_1_6} (forced)"));
        assert_eq!(forced, Record { is_forced: true, ..expected });
    }

    #[test]
    fn later_releases_write_more() {
        let record = whole(&GO_1_6.replace("24 P", "3 MB stacks, 2 MB globals, 24 P"));
        assert_eq!((record.stacks_mb, record.globals_mb, record.procs), (Some(3), Some(2), Some(24)));
        assert!(whole(&GO_1_6.replace("%:", "% (checking for goroutine leaks):")).is_leak_check);
    }

    #[test]
    fn the_first_release_has_five_phases() {
        let record = whole(
            "gc 1 @0.011s 2%: 0.5+1+2+4+0.25 ms clock, 1+2+3+4/5/6+7 ms cpu, 4->4->1 MB, 5 MB goal, 8 P",
        );
        assert_eq!(record.clock, Clock { start_ms: 0.5, concurrent_ms: 7.0, end_ms: 0.25 });
        assert_eq!(record.cpu, Some(Cpu { assist_ms: 4.0, background_ms: 5.0, idle_ms: 6.0 }));
    }

    #[test]
    fn without_gogc_there_is_no_goal() {
        let goal = |goal: &str| whole(&GO_1_6.replace("89 MB", &format!("{goal} MB"))).goal_mb;
        assert_eq!([goal("268435456"), goal("268435457")], [Some(1 << 28), None]);
        assert_eq!(goal("17592186044415"), None);
    }

    #[test]
    fn no_beginning_of_a_record_is_a_record() {
        let whole = GO_1_6.replace("24 P", "3 MB stacks, 2 MB globals, 4 P");
        for n_bytes in 0..whole.len() {
            let damage = parse(&whole.as_bytes()[..n_bytes]).expect_err(&whole[..n_bytes]);
            assert!(matches!(damage, Damage::Missing(_)), "{damage}");
        }
    }

    #[test]
    fn what_cannot_be_is_damaged() {
        let damage = |from: &str, to: &str| parse(GO_1_6.replace(from, to).as_bytes()).unwrap_err();
        assert_eq!(damage("87->", "268435457->"), Damage::Heap);
        assert_eq!(damage("87->", "99999999999999999999999->"), Damage::Heap);
        assert_eq!(damage("87->", "-87->"), Damage::Missing("heap"));
        assert_eq!(damage("87->", "8.7->"), Damage::Missing("heap"));
        assert_eq!(damage("8.389s", "978285601.000s"), Damage::Time);
        assert_eq!(damage("gc 21", "gc 4294967296"), Damage::Missing("number"));
        assert_eq!(damage("3%: ", "02010."), Damage::Missing("percentage"));
        assert_eq!(damage("0.069+4.0+", "0.069+"), Damage::Missing("clock time"));
        assert_eq!(damage("0.069+", "0.+"), Damage::Missing("clock time"));
        assert_eq!(damage("1.6+2.8/", "2.8/"), Damage::Missing("cpu time"));
    }
}
