use super::Lists;

#[test]
fn lists_keep_the_order_of_what_comes() {
    let pairs = [(2, 'a'), (0, 'b'), (2, 'c'), (4, 'd'), (2, 'a')];
    let mut lists = Lists::collect(6, pairs.into_iter());
    let all: Vec<String> = (0..6).map(|index| lists.of(index).iter().collect()).collect();
    assert_eq!(all, ["b", "", "aca", "", "d", ""]);
    lists.of_mut(2).sort_unstable();
    assert_eq!(lists.of(2), ['a', 'a', 'c']);
    assert!(Lists::<u8>::collect(1, std::iter::empty()).of(0).is_empty());
}
