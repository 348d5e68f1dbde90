use super::*;
use crate::gctrace::{self, Moment};
use crate::render;

/// The picture of a log of these lines.
fn picture(log: &str) -> String {
    let log = gctrace::read(log.as_bytes()).unwrap();
    render::scene(&draw(&log, "gc.log", None, &ChartStyle::default()))
}

/// The picture of a log with a profile beside it that holds so much and was taken at a moment.
fn picture_beside(log: &str, in_use_mb: Option<f64>, taken: Option<Moment>) -> String {
    let log = gctrace::read(log.as_bytes()).unwrap();
    let beside = Beside { name: "heap<1>.pb.gz".to_owned(), in_use_mb, taken };
    render::scene(&draw(&log, "gc.log", Some(&beside), &ChartStyle::default()))
}

/// A record with this heap at its start and alive after it.
fn record(number: usize, time: f64, start: usize, live: usize) -> String {
    let clock = "0.05+1.5+0.11 ms clock, 1.1+2.3/18/5.6+27 ms cpu";
    format!("gc {number} @{time:.3}s 2%: {clock}, {start}->{start}->{live} MB, {start} MB goal, 8 P\n")
}

#[test]
fn a_surge_is_said_and_marked() {
    let heaps = [(80, 44), (89, 66), (997, 755), (11_847, 11_420)];
    let records = heaps.iter().enumerate();
    let log: String =
        records.map(|(at, &(start, live))| record(at + 1, at as f64 * 10.0, start, live)).collect();
    let svg = picture(&log);
    let said = "Live heap grows from 44 MB at 0.00 s to 11.4 GB at 30.0 s; \
                96 % of it survives the last of these collections, 95 % on average.";
    assert!(svg.contains(said), "{svg}");
    assert!(svg.contains(">surge from 44 MB to 11.4 GB</text>"), "{svg}");
    assert!(svg.contains(
        "gc 4 at 30.000 s (line 4)\nheap 11847 MB at the start, 11847 MB at the end, 11420 MB live"
    ));
    assert!(svg.contains(">live 11.4 GB<"));
}

/// However long a log is, the picture stays small and loses no peak.
#[test]
fn a_long_log_is_a_small_picture() {
    let live = |at: usize| if at == 77_777 { 900 } else { 50 + at % 13 };
    let log: String = (0..100_000).map(|at| record(at + 1, at as f64, 2 * live(at), live(at))).collect();
    let svg = picture(&log);
    assert!(svg.len() < 500_000, "{} bytes", svg.len());
    assert!(svg.contains("to 900 MB at 21.6 h"), "{}", &svg[..2000]);
}

#[test]
fn logs_without_time_or_extent_are_drawn() {
    let old = "gc1(1): 1+2+3+4 us, 0 -> 0 MB, 21 (21-0) objects, 2/0/0 sweeps, 0(0) handoff, 0(0) steal, 0/0/0 yields\n";
    let svg = picture(old);
    assert!(svg.contains(">collections</text>"), "{svg}");
    assert!(!svg.contains("Concurrent") && !svg.contains("Share of"));
    let same_time = record(1, 3.0, 0, 0) + &record(2, 3.0, 0, 0);
    for svg in [svg, picture(&record(1, 0.0, 4, 4)), picture(&same_time)] {
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    }
}

#[test]
fn runs_stand_side_by_side() {
    let run = record(1, 1.0, 8, 4) + &record(2, 20.0, 8, 4);
    let svg = picture(&run.repeat(3));
    assert_eq!(svg.matches(">restart</text>").count(), 2);
    assert!(svg.contains("6, 2 restarts"), "{svg}");
    // More than anybody could tell apart.
    assert!(!picture(&run.repeat(500)).contains(">restart</text>"));
}

/// When a profile was taken is said and, where it is in the plot, marked.
#[test]
fn a_profile_beside_a_log_is_marked() {
    let log = record(6, 10.0, 300, 200) + &record(7, 30.0, 1600, 1500) + &record(8, 50.0, 800, 400);
    let check = |taken, said: &str, is_marked: bool| {
        let svg = picture_beside(&log, Some(510.0), taken);
        assert!(svg.contains(said), "{said}: {svg}");
        assert_eq!(svg.contains(">heap&lt;1&gt;.pb.gz</text>"), is_marked, "{said}: {svg}");
    };
    let during = |time_s, after| Some(Moment::During { run: 0, time_s, after });
    check(during(40.0, Some(1)), ">heap&lt;1&gt;.pb.gz was taken at 40.0 s, after gc 7, when", true);
    check(during(40.0, Some(1)), "points=\"652,", true);
    // Later than the plot has room for.
    check(during(90.0, Some(2)), "points=\"842,", true);
    check(during(3.0, None), "before the first collection", false);
    check(None, ">heap&lt;1&gt;.pb.gz holds 510 MB: ", false);
}
