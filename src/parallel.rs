//! Runs work on many items in several threads, where available.

use std::{num::NonZero, ops::Range, thread};

/// More threads gain little where work is memory-bound.
const MAX_THREADS: usize = 8;

/// The results of `work` on consecutive ranges that together are `0..n`, in order.
///
/// There are as many ranges as processors, but each has at least `least` items, besides the last: starting a thread
/// must not take longer than its work. The caller's result must not depend on the number of ranges. If no thread can be
/// started, the calling thread does the work.
pub(crate) fn in_ranges<T: Send>(n: usize, least: usize, work: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
    let n_threads = thread::available_parallelism().map_or(1, NonZero::get).min(MAX_THREADS);
    let n_ranges = n_threads.min(n / least.max(1)).max(1);
    let each = n.div_ceil(n_ranges);
    let range = |index: usize| (index * each).min(n)..((index + 1) * each).min(n);
    thread::scope(|scope| {
        let others: Vec<_> = (1..n_ranges)
            .map(|index| {
                thread::Builder::new().spawn_scoped(scope, {
                    let (work, range) = (&work, range(index));
                    move || work(range)
                })
            })
            .collect();
        let first = work(range(0));
        let others = (1..).zip(others).map(|(index, thread)| match thread {
            Ok(thread) => thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            Err(_) => work(range(index)),
        });
        std::iter::once(first).chain(others).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_cover_everything_once_and_in_order() {
        for (n, least) in [(0, 1), (1, 1), (7, 3), (1000, 1), (1000, 10_000), (5, 0)] {
            let parts = in_ranges(n, least, |range| range.collect::<Vec<_>>());
            assert_eq!(parts.concat(), (0..n).collect::<Vec<_>>(), "{n} {least}");
        }
    }
}
