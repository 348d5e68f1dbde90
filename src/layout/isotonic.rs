//! Isotonic regression: the nearest sequence that never decreases.

/// The non-decreasing sequence nearest to the given `(value, weight)`s in the weighted least-squares sense.
///
/// Pool adjacent violators (Ayer, Brunk, Ewing, Reid and Silverman, 1955), O(n). Weights are positive.
pub(crate) fn fit(values: &[(f64, f64)]) -> Vec<f64> {
    let mut blocks: Vec<(f64, f64, usize)> = Vec::with_capacity(values.len());
    for &(value, weight) in values {
        let mut block = (value, weight, 1);
        while let Some(&(left, left_weight, count)) = blocks.last() {
            if left <= block.0 {
                break;
            }
            let weight = left_weight + block.1;
            block = ((left * left_weight + block.0 * block.1) / weight, weight, block.2 + count);
            blocks.pop();
        }
        blocks.push(block);
    }
    blocks.into_iter().flat_map(|(value, _, count)| std::iter::repeat_n(value, count)).collect()
}

#[cfg(test)]
#[path = "tests/isotonic.rs"]
mod tests;
