//! Parses the records of a line.

use bstr::ByteSlice;

use super::{
    damage::Damage,
    forms::{self, Found},
    process::{self, Name},
    record::Record,
};

/// The records of a line, or of a part of one.
#[derive(Debug, Default)]
pub(super) struct Line<'a> {
    /// Its records.
    pub(super) records: Vec<Record>,
    /// The process that they are of.
    pub(super) name: Name<'a>,
    /// The first damage.
    pub(super) damage: Option<Damage>,
    /// Where the last record ends.
    pub(super) end: usize,
}

/// Parses the records that begin in `text` before `limit`; a line may have several.
pub(super) fn read(text: &[u8], limit: usize) -> Line<'_> {
    let mut line = Line::default();
    let mut at = 0;
    while let Some(place) = next(text, at).filter(|place| *place < limit) {
        at = place + 1;
        match forms::at(&text[place..]) {
            Found::Record(record, n_bytes) => {
                if line.records.is_empty() {
                    line.name = process::named(&text[..place]);
                }
                line.records.push(*record);
                at = place + n_bytes;
                line.end = at;
            }
            Found::Damaged(damage) => {
                line.damage.get_or_insert(damage);
            }
            Found::Nothing if forms::is_inside(text, place) => {
                line.damage.get_or_insert(Damage::NoBeginning);
            }
            Found::Nothing => {}
        }
    }
    line
}

/// The next position at which a record, or the inside of one, may begin.
fn next(text: &[u8], at: usize) -> Option<usize> {
    const FIRST: &[u8] = b"g )";
    let mut from = at;
    loop {
        let place = from + text.get(from..)?.find_byteset(FIRST)?;
        let rest = &text[place..];
        let begins = |word: &str| rest.starts_with(word.as_bytes());
        if begins("gc") || begins(" ms clock, ") || begins(" MB goal, ") || begins(") objects") {
            return Some(place);
        }
        from = place + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORD: &str = "gc 7 @1.500s 0%: 0.1+2+0.3 ms clock, 1+2/3/4+5 ms cpu, 8->9->6 MB, 10 MB goal, 2 P";

    #[track_caller]
    fn check(text: &str, n_records: usize, damage: Option<Damage>) {
        let line = read(text.as_bytes(), text.len());
        assert_eq!((line.records.len(), line.damage), (n_records, damage), "{text}");
    }

    #[test]
    fn records_stand_anywhere_in_a_line() {
        check(RECORD, 1, None);
        check(&format!("Nov 26 host prog[1]: {RECORD} (forced)http: served"), 1, None);
        check(&format!("{RECORD}{RECORD}"), 2, None);
        check(&format!("gc {RECORD}"), 1, None);
        check(&format!("gc 7 {RECORD}"), 1, None);
    }

    #[test]
    fn parts_of_records_are_damage() {
        let missing = |field| Some(Damage::Missing(field));
        check(&RECORD[..40], 0, missing("cpu time"));
        check("gc 11 @", 0, missing("time"));
        check("gc2(4): ", 0, missing("duration"));
        check(&format!("{}{RECORD}", &RECORD[..20]), 1, missing("clock time"));
        check(&RECORD["gc ".len()..], 0, Some(Damage::NoBeginning));
        check(&RECORD[20..40], 0, Some(Damage::NoBeginning));
        check(&RECORD[60..], 0, Some(Damage::NoBeginning));
    }

    #[test]
    fn other_lines_are_nothing() {
        for line in [
            "",
            "gc",
            "gc 12",
            "GC forced",
            "gc # @#s #%: #+#+# ms clock, #->#-># MB, # MB goal, # P",
            "init internal/bytealg @0.008 ms, 0 ms clock, 0 bytes, 0 allocs",
            "scvg0: inuse: 2, idle: 60, sys: 63, released: 57, consumed: 5 (MB)",
            "pacer: 40% CPU (25 exp.) for 76264+2168+151562 B work (151562 B exp.) in 4030464 B -> 4800512 B",
            "pacer: assist ratio=0.92506103515625 (scan 0 MB in 3->4 MB) workers=0+0.25",
            "scan: total 21+20+14=55 objs, 7+1=8 spans",
            "level=info msg=\"gc 12 done\" removed=(3) objects",
            "gc(3): 12 MB",
            "[0.012s][info][gc] GC(0) Pause Young (Normal) 24M->4M(256M) 1.2ms",
            "we missed the 5 MB goal, 3 times",
        ] {
            check(line, 0, None);
        }
    }
}
