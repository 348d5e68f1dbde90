//! Colours: the heavier, the redder; grey for little, green for less than nothing.

use std::fmt;

/// The part of a node or edge to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layer {
    /// Borders and edges: strong and dark.
    Foreground,
    /// Areas behind text: pale and light.
    Background,
}

/// A colour, printed as `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Color {
    red: u8,
    green: u8,
    blue: u8,
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

/// The colour of a share of the total, from −1 to 1. NaN, the share of a total of 0, gets the colours of the reference.
pub(super) fn color(share: f64, layer: Layer) -> Color {
    /// Shares below this fade to grey.
    const FADING: f64 = 0.2;
    /// Lifts small shares, of which most graphs are made.
    const LIFT: f64 = 0.3;

    let (saturation, value) = match layer {
        Layer::Foreground => (1.0, 0.7),
        Layer::Background => (0.1, 0.93),
    };
    // `clamp`, other than `min` and `max`, lets NaN through.
    let share = share.clamp(-1.0, 1.0);
    let saturation = if share.abs() < FADING { saturation * (share.abs() / FADING) } else { saturation };
    // `powf` is the machine's own in its last digit.
    let lifted = if share > 0.0 {
        libm::pow(share, LIFT)
    } else if share < 0.0 {
        -libm::pow(-share, LIFT)
    } else {
        share
    };
    let (red, green) = if lifted < 0.0 {
        (value * (1.0 + saturation * lifted), value)
    } else {
        (value, value * (1.0 - saturation * lifted))
    };
    let blue = value * (1.0 - saturation);
    Color { red: component(red), green: component(green), blue: component(blue) }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "components are from 0 to 1, or NaN"
)]
fn component(part: f64) -> u8 {
    (part * 255.0) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_table_holds() {
        for (share, front, back) in [
            (1.0, "#b20000", "#edd5d5"),
            (0.9011, "#b20500", "#edd6d5"),
            (0.6667, "#b21400", "#edd8d5"),
            (0.3333, "#b23200", "#eddcd5"),
            (0.0989, "#b2865a", "#ede7e1"),
            (0.0046, "#b2b1ae", "#ededec"),
            (0.0, "#b2b2b2", "#ededed"),
            (-0.1111, "#7fb24f", "#e6eddf"),
            (-0.4815, "#23b200", "#daedd5"),
            (-1.0, "#00b200", "#d5edd5"),
            (f64::NAN, "#b20000", "#ed00d5"),
            (f64::INFINITY, "#b20000", "#edd5d5"),
        ] {
            assert_eq!(color(share, Layer::Foreground).to_string(), front, "{share}");
            assert_eq!(color(share, Layer::Background).to_string(), back, "{share}");
        }
    }
}
