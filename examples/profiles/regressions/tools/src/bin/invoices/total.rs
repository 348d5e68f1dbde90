//! What invoices come to.

use crate::read::{Invoice, Line};

/// Taxes in percent.
const RATES: [u64; 3] = [19, 7, 0];

/// The sums of an invoice, in cents.
pub struct Total {
    pub net: u64,
    pub tax: u64,
}

/// Adds up the lines of each rate.
#[inline(never)]
pub fn of(invoice: &Invoice) -> Total {
    let by_rate = net_by_rate(&invoice.lines);
    let tax = by_rate.iter().zip(RATES).map(|(net, rate)| rounded(net * rate)).sum();
    Total { net: by_rate.iter().sum(), tax }
}

#[inline(never)]
fn net_by_rate(lines: &[Line]) -> [u64; 3] {
    let mut sums = [0; 3];
    for line in lines {
        sums[line.rate.min(2)] += line.count * line.cents - rebate(line);
    }
    sums
}

/// One percent for each five of a kind, up to ten.
#[inline(never)]
fn rebate(line: &Line) -> u64 {
    line.count * line.cents * (line.count / 5).min(10) / 100
}

fn rounded(hundredths: u64) -> u64 {
    (hundredths + 50) / 100
}
