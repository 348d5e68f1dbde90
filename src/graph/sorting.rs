//! Orders items that pprof takes as equal.

use std::cmp::{Ordering, Reverse};

use super::weight::{Sum, Weights};

/// Sorts by `compare`, but keeps the order of ties among a few items.
///
/// pprof takes some items as equal that `compare` does not, such as the weights 5 and −5, whatever their names. That is
/// not a consistent order, as a third item may be between the two by name. Up to twelve items are sorted by insertion
/// in pprof, so the order of ties is reproducible; for more, pprof's own result differs from run to run.
/// where its result differs from run to run.
pub(super) fn sort<T>(
    items: &mut [T],
    compare: impl Fn(&T, &T) -> Ordering,
    is_tie: impl Fn(&T, &T) -> bool,
) {
    const FEW: usize = 12;
    if items.len() > FEW {
        items.sort_by(compare);
        return;
    }
    for i in 1..items.len() {
        let mut j = i;
        while j > 0 && !is_tie(&items[j], &items[j - 1]) && compare(&items[j], &items[j - 1]).is_lt() {
            items.swap(j, j - 1);
            j -= 1;
        }
    }
}

/// Sorts tags by decreasing weight, then by name; leaves by cum, others by flat.
pub(crate) fn sort_tags<T>(
    tags: &mut [T],
    by_cum: bool,
    weights: impl Fn(&T) -> Weights,
    name: impl Fn(&T) -> &[u8],
) {
    let sums = |tag: &T| {
        let Weights { flat, cum } = weights(tag);
        if by_cum { (cum, flat) } else { (flat, Sum::default()) }
    };
    let key = |tag: &T| {
        let (first, second) = sums(tag);
        (Reverse(first.magnitude()), Reverse(second.magnitude()))
    };
    sort(
        tags,
        |a, b| key(a).cmp(&key(b)).then_with(|| name(a).cmp(name(b))),
        |a, b| {
            let ((first_a, second_a), (first_b, second_b)) = (sums(a), sums(b));
            are_opposite(first_a, first_b)
                || (first_a.total == first_b.total && are_opposite(second_a, second_b))
        },
    );
}

/// Whether two sums have the same magnitude, but opposite signs.
pub(super) fn are_opposite(a: Sum, b: Sum) -> bool {
    a.total != b.total && a.magnitude() == b.magnitude()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sorts `name:weight` pairs as tags.
    fn sorted(tags: &str) -> String {
        let parse = |tag: &str| {
            let (name, total) = tag.split_once(':').unwrap();
            (name.to_owned(), Sum { total: total.parse().unwrap(), divisor: 0 })
        };
        let mut tags: Vec<_> = tags.split(' ').map(parse).collect();
        sort_tags(&mut tags, false, |tag| Weights { flat: tag.1, cum: tag.1 }, |tag| tag.0.as_bytes());
        let names: Vec<_> = tags.into_iter().map(|(name, _)| name).collect();
        names.join(" ")
    }

    #[test]
    fn heavy_tags_come_first_and_names_break_ties() {
        assert_eq!(sorted("a:1 c:5 b:5 d:-7"), "d b c a");
    }

    #[test]
    fn opposite_weights_stay_as_they_were() {
        assert_eq!(sorted("b:5 a:-5"), "b a");
        assert_eq!(sorted("a:-5 b:5"), "a b");
    }

    #[test]
    fn opposite_weights_of_many_are_sorted_by_name() {
        let many = "b:5 a:-5 c:4 d:4 e:4 f:4 g:4 h:4 i:4 j:4 k:4 l:4 m:4";
        assert_eq!(sorted(many), "a b c d e f g h i j k l m");
    }
}
