//! Durations as formatted by Go.

/// Formats nanoseconds as `1h2m3.5s` or `1.5µs`.
pub(super) fn duration(nanos: i64) -> String {
    let sign = if nanos < 0 { "-" } else { "" };
    let nanos = nanos.unsigned_abs();
    let text = match nanos {
        0..1_000 => format!("{nanos}ns"),
        1_000..1_000_000 => decimal(nanos, 1_000, 3) + "µs",
        1_000_000..1_000_000_000 => decimal(nanos, 1_000_000, 6) + "ms",
        _ => clock(nanos),
    };
    format!("{sign}{text}")
}

/// Hours, minutes and seconds, from the first that is not 0.
fn clock(nanos: u64) -> String {
    const MINUTE: u64 = 60_000_000_000;
    let (minutes, nanos) = (nanos / MINUTE, nanos % MINUTE);
    let seconds = decimal(nanos, 1_000_000_000, 9) + "s";
    match minutes {
        0 => seconds,
        1..60 => format!("{minutes}m{seconds}"),
        _ => format!("{}h{}m{seconds}", minutes / 60, minutes % 60),
    }
}

/// The quotient, with at most `n_digits` decimals and no trailing zeros.
fn decimal(value: u64, divisor: u64, n_digits: usize) -> String {
    let (whole, rest) = (value / divisor, value % divisor);
    format!("{whole}.{rest:0n_digits$}").trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_as_short_as_they_are_exact() {
        for (nanos, text) in [
            (999, "999ns"),
            (1_500, "1.5µs"),
            (1_000_000, "1ms"),
            (10_000_000_000, "10s"),
            (1_234_567_890, "1.23456789s"),
            (61_500_000_000, "1m1.5s"),
            (3_600_000_000_000, "1h0m0s"),
            (-90_000_000_000, "-1m30s"),
            (i64::MIN, "-2562047h47m16.854775808s"),
        ] {
            assert_eq!(duration(nanos), text);
        }
    }
}
