//! Whole logs.

use std::fmt::Write;

use proptest::prelude::*;

use super::*;

fn read_text(text: &str) -> Log {
    read(text.as_bytes()).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// A record of this number and time, of a heap that grows with the number.
fn record(number: u32, time: f64) -> String {
    let (start, live) = (10 * number, 5 * number);
    format!(
        "gc {number} @{time:.3}s 1%: 0.069+4.0+0.16 ms clock, 1.6+2.8/14/10+4.0 ms cpu, {start}->{start}->{live} MB, {start} MB goal, 0 MB stacks, 0 MB globals, 8 P"
    )
}

/// A whole log of records 1 to 9, among them lines of other kinds.
fn whole() -> String {
    let mut text = String::new();
    for number in 1..10 {
        writeln!(text, "{}", record(number, number.into())).unwrap();
        text.push_str(["GC forced\n", "scvg0: inuse: 2 (MB)\n", "gc\n", "\n"][number as usize % 4]);
    }
    text
}

fn lines(read: u64, damaged: u64, foreign: u64) -> Lines {
    Lines { read, damaged, foreign }
}

#[test]
fn records_are_found_among_other_lines() {
    let log = read_text(&whole());
    assert_eq!((log.n_records(), log.lines), (9, lines(9, 0, 9)));
    let found: Vec<_> = log.records().map(|record| (record.number, record.line)).collect();
    assert_eq!(found, (1..10).map(|number| (number, 2 * u64::from(number) - 1)).collect::<Vec<_>>());
    assert_eq!((log.peak_mb(), log.n_restarts(), log.n_processes()), (90, 0, 1));
    let growth = log.largest_growth().unwrap();
    assert_eq!((growth.from_mb, growth.to_mb, growth.record), (5, 10, 1));
}

/// Each line as something has wrapped it.
#[test]
fn wrapped_lines_are_the_same_records() {
    let check = |wrap: fn(&str) -> String| {
        let text: String = (1..10).map(|number| wrap(&record(number, number.into())) + "\n").collect();
        let log = read_text(&text);
        let plain =
            read_text(&(1..10).map(|number| record(number, number.into()) + "\n").collect::<String>());
        assert!(log.records().eq(plain.records()), "{text}");
        assert_eq!(log.lines, lines(9, 0, 0));
    };
    check(|line| format!("Nov 26 19:46:36 host prog[123]: {line}"));
    check(|line| format!("web-1  | {line}"));
    check(|line| format!("[pod/web-5d9/app] {line}"));
    check(|line| format!("2026-11-26T19:46:36.000000000Z stderr F {line}"));
    check(|line| format!("\u{1b}[32m2026-11-26\u{1b}[0m {line}\r"));
    check(|line| line.replace("gc", "\u{1b}[01;31m\u{1b}[Kgc\u{1b}[m\u{1b}[K"));
    check(|line| {
        let line = line.replace('>', "\\u003e");
        format!(r#"{{"log":"{line}\n","stream":"stderr","time":"2026-11-26T19:46:36Z"}}"#)
    });
    check(|line| format!("{line}2026/11/26 19:46:36 served"));
}

#[test]
fn powershell_writes_utf_16() {
    let text: Vec<u8> = format!("\u{feff}{}", whole()).encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read(&text[..]).unwrap(), read_text(&whole()));
}

#[test]
fn what_a_container_s_runtime_has_cut_is_joined() {
    let whole = record(3, 2.0);
    for at in 0..whole.len() {
        let (start, end) = whole.split_at(at);
        let text = format!(
            "2026-11-26T19:46:36Z stderr P {start}\n2026-11-26T19:46:36Z stdout F between\n2026-11-26T19:46:36Z stderr F {end}\n"
        );
        let log = read_text(&text);
        assert_eq!((log.n_records(), log.first().unwrap().line, log.lines), (1, 1, lines(1, 0, 2)), "{text}");
    }
    let cut = format!("{}\n2026-11-26T19:46:36Z stderr P {}", record(1, 1.0), &whole[..50]);
    assert_eq!(read_text(&cut).lines, lines(1, 1, 0));
}

#[test]
fn damaged_lines_are_skipped_and_told() {
    let mut text = whole();
    // As if another process had written over a part of it.
    text = text.replace("gc 5 @5.000s 1%: 0.069", "gc 5 @5.000s 02010.046");
    let log = read_text(&text);
    assert_eq!((log.n_records(), log.lines), (8, lines(8, 1, 9)));
    assert_eq!(log.damaged, [Damaged { line: 9, damage: Damage::Missing("percentage") }]);
    assert_eq!(log.n_restarts(), 0);
}

#[test]
fn a_log_without_sound_records_is_told_from_one_without_any() {
    let error = |text: &str| read(text.as_bytes()).unwrap_err().to_string();
    assert_eq!(error("gc\nGC forced\n"), "no line of gctrace in 2 lines");
    assert_eq!(error(""), "no line of gctrace in 0 lines");
    assert_eq!(
        error(&format!("start\n{}", &record(1, 1.0)[..50])),
        "no sound line of gctrace: 1 damaged, the first of them line 2: no cpu time where it belongs"
    );
}

#[test]
fn restarts_and_processes_are_told_apart() {
    let two = [record(1, 0.1), record(2, 0.2), record(1, 0.1), record(2, 0.3)].join("\n");
    let log = read_text(&two);
    assert_eq!((log.n_restarts(), log.n_processes(), log.runs.len()), (1, 1, 2));
    let beside = [(1, "a"), (1, "b"), (2, "a"), (2, "b")]
        .map(|(number, pod)| format!("[pod/{pod}/app] {}", record(number, number.into())))
        .join("\n");
    let log = read_text(&beside);
    assert_eq!((log.n_restarts(), log.n_processes(), log.runs.len()), (0, 2, 2));
}

/// The records of a line that is longer than what is looked at together.
#[test]
fn lines_may_be_of_any_length() {
    let mut text = String::new();
    for number in 1..200 {
        // Also across the places where it is parted.
        text.push_str(&"x ".repeat(2000 + 7 * number as usize));
        text.push_str(&record(number, number.into()));
    }
    text.push_str(&format!("\n{}\n", record(200, 200.0)));
    assert!(text.len() > 1_000_000);
    let log = read_text(&text);
    assert_eq!((log.n_records(), log.lines, log.runs.len()), (200, lines(2, 0, 0), 1));
    assert_eq!(log.last().unwrap().line, 2);
}

/// Pieces of logs: whole records, parts of them, lines of other kinds, and anything.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let line = prop_oneof![
        (0_u32..9, 0.0..9.0).prop_map(|(number, time)| record(number, time)),
        Just("gc1(1): 0+1+2 ms 7 -> 4 MB 15 -> 16 (16-0) objects 0 handoff".to_owned()),
        Just("gc3(4): 9+16+253+24 us, 4 -> 7 MB, 4520 (23-1) objects, 5/0/0 sweeps, 1(4) handoff, 0(0) steal, 4/0/0 yields".to_owned()),
        Just("2026-11-26T19:46:36Z stderr P ".to_owned()),
        Just("2026-11-26T19:46:36Z stderr F ".to_owned()),
        Just(r"\u003e \u001b[1m".to_owned()),
        Just("\u{1b}[31m".to_owned()),
        Just("x".repeat(70_000)),
        Just("Nov 26 19:46:36 host prog[123]: ".to_owned()),
    ];
    let cut = (line, any::<prop::sample::Index>(), any::<prop::sample::Index>()).prop_map(|(line, a, b)| {
        let (a, b) = (a.index(line.len() + 1), b.index(line.len() + 1));
        line.as_bytes()[a.min(b)..a.max(b)].to_vec()
    });
    prop_oneof![
        4 => (0_u32..9, 0.0..9.0).prop_map(|(number, time)| record(number, time).into_bytes()),
        4 => cut,
        4 => Just(b"\n".to_vec()),
        1 => Just(b"\r\n".to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..40),
    ]
}

proptest! {
    /// Whatever comes, and however it is cut: no panic, the same value, and each line is of one kind.
    #[test]
    fn any_bytes_in_any_pieces(
        pieces in prop::collection::vec(piece(), 0..40),
        cuts in prop::collection::vec(1_usize..100_000, 1..9),
    ) {
        let text = pieces.concat();
        let whole = read(&text[..]);
        let mut scan = Scan::new();
        let mut rest = &text[..];
        for n_bytes in cuts.iter().cycle() {
            let (now, later) = rest.split_at((*n_bytes).min(rest.len()));
            scan.push(now);
            rest = later;
            if rest.is_empty() {
                break;
            }
        }
        match (whole, scan.finish()) {
            (Ok(whole), Ok(cut)) => {
                let n_breaks = text.iter().filter(|byte| **byte == b'\n').count() as u64;
                let n_lines = n_breaks + u64::from(text.last().is_some_and(|last| *last != b'\n'));
                // What looks like UTF-16 has other line breaks.
                if !text[..text.len().min(4)].contains(&0) && !text.starts_with(b"\xff\xfe") && !text.starts_with(b"\xfe\xff") {
                    prop_assert_eq!(whole.lines.total(), n_lines);
                }
                prop_assert_eq!(whole, cut);
            }
            (Err(whole), Err(cut)) => prop_assert_eq!(whole.to_string(), cut.to_string()),
            (whole, cut) => prop_assert!(false, "{whole:?} {cut:?}"),
        }
    }

    /// A record that is cut in two by a line of another kind is read from neither part, and decides nothing.
    #[test]
    fn torn_records_decide_nothing(at in 4_usize..130) {
        let torn = record(3, 3.0).replace("30->30->15", "30->30->99999");
        let (start, end) = torn.split_at(at.min(torn.len() - 8));
        let text = format!("{}\n{start}\nhello\n{end}\n{}\n", record(2, 2.0), record(4, 4.0));
        let log = read_text(&text);
        prop_assert_eq!((log.n_records(), log.n_restarts(), log.peak_mb()), (2, 0, 40));
        prop_assert!(log.lines.damaged >= 1);
    }
}

/// What the lines of a log say of the start of its runs, in nanoseconds.
#[test]
fn stamps_tell_when_a_run_started() {
    let started = |text: &str| read_text(text).runs.iter().map(|run| run.started_ns).collect::<Vec<_>>();
    let record = |number: u32, time: u32| {
        format!(
            "gc {number} @{time}.000s 0%: 100+300+100 ms clock, 0+0/0/0+0 ms cpu, 8->9->6 MB, 10 MB goal, 2 P"
        )
    };
    let at = |seconds: &str| format!("1970-01-01T00:00:{seconds}Z");
    let cri = |seconds: &str, kind: char, text: &str| format!("{} stderr {kind} {text}\n", at(seconds));
    let second = 1_000_000_000;
    // The line that was late the least; the time of a line that is parted is that of its end.
    let late = cri("09.750000000", 'F', &record(1, 4)) + &cri("10.600000000", 'F', &record(2, 5));
    assert_eq!(started(&late), [Some(5 * second + second / 10)]);
    let whole = record(1, 4);
    let (begin, end) = whole.split_at(20);
    let parted = cri("09.100000000", 'P', begin) + &cri("09.500000000", 'F', end);
    assert_eq!(started(&parted), [Some(5 * second)]);
    let docker =
        format!(r#"{{"log":"{}\n","stream":"stderr","time":"{}"}}"#, record(1, 4), at("09.500000000"));
    assert_eq!(started(&docker), [Some(5 * second)]);
    // Of many whole seconds, the one that nearly was the next.
    let seconds =
        |time: u32| format!("{} host a[1]: {}\n", at(&format!("{:02}", time + 5)), record(time, time));
    assert_eq!(started(&(seconds(4) + &seconds(5))), [Some(5 * second + second / 2)]);
    // Each run has its own; those before 1.5 have no time.
    let restart = cri("09.500000000", 'F', &record(1, 4)) + &cri("19.500000000", 'F', &record(1, 4));
    assert_eq!(started(&restart), [Some(5 * second), Some(15 * second)]);
    let old = "gc1(1): 0+1+2 ms, 7 -> 4 MB 15 -> 16 (16-0) objects, 3(12) handoff, 5(30) steal, 8/0/0 yields";
    assert_eq!(started(&cri("09.500000000", 'F', old)), [None]);
    assert_eq!(started(&record(1, 4)), [None]);
}
