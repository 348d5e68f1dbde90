//! Work on many items by several threads, as far as there are any.

use std::{num::NonZero, ops::Range, thread};

/// More threads than this gain little where work is a walk through memory.
const MOST_THREADS: usize = 8;

/// What `work` makes of consecutive ranges that together are `0..n`, in order.
///
/// There are as many ranges as processors, but none smaller than `least` items, besides the last: then threads would
/// take longer to start than to work. What becomes of the parts must not depend on how many there are. Where no
/// thread can be started, this one does the work.
pub(crate) fn in_ranges<T: Send>(n: usize, least: usize, work: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
    let n_threads = thread::available_parallelism().map_or(1, NonZero::get).min(MOST_THREADS);
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
