//! Colours: the shade of a share, and the palettes of the themes.
//!
//! A shade is one of 17 levels of a warm or a cold ramp. The ramps are straight in the lightness of OKLCH, so that
//! equal steps look equal, and stay apart for every kind of colour vision. They are kept as a table, since the
//! last digit of `cos` and `powf` is the machine's own; a test computes them anew.

use std::fmt;

/// The set of colours that a picture is drawn in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Theme {
    /// Light or dark, as the reader's system is set; light in viewers without media queries.
    #[default]
    Auto,
    /// Dark text on white.
    Light,
    /// Light text on near black.
    Dark,
    /// The colours of `go tool pprof`: grey to red, and green for negative values.
    Pprof,
}

/// The ramp of a shade: which sign a value has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Hue {
    /// For positive values: cost, and growth in a difference.
    #[default]
    Warm,
    /// For negative values: shrinkage in a difference.
    Cold,
}

/// A step of a colour ramp.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shade {
    /// The ramp.
    pub hue: Hue,
    /// The step of it, from 0, which is next to the background's colour, to [`Shade::LAST`], the strongest.
    pub level: u8,
}

impl Shade {
    /// The strongest level, that of the total itself.
    pub const LAST: u8 = 16;

    /// The shade for `value` of `total`.
    #[must_use]
    pub fn of(value: i64, total: i64) -> Shade {
        Shade::of_share(share(value, total), if value < 0 { Hue::Cold } else { Hue::Warm })
    }

    /// The shade for a share between 0 and 1: its square root, in steps of 1/16.
    ///
    /// The root makes 1, 4 and 25 % differ visibly; few levels keep a style sheet small.
    #[must_use]
    pub fn of_share(share: f64, hue: Hue) -> Shade {
        Shade { hue, level: (f64::from(Shade::LAST) * share.sqrt()).round() as u8 }
    }

    /// Its name in class names, such as `p12` or, of the cold ramp, `n12`.
    #[must_use]
    pub fn class(self) -> String {
        let ramp = if self.hue == Hue::Warm { 'p' } else { 'n' };
        format!("{ramp}{}", self.level)
    }
}

/// The absolute value of `value` as a share of that of `total`: from 0 to 1, and 0 if `total` is 0.
#[must_use]
pub fn share(value: i64, total: i64) -> f64 {
    if total == 0 {
        return 0.0;
    }
    (value.unsigned_abs() as f64 / total.unsigned_abs() as f64).min(1.0)
}

/// A colour of the sRGB space, printed as `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color(u32);

impl Color {
    /// Parses `#rgb` or `#rrggbb`; none for anything else.
    pub(crate) fn from_hex(text: &str) -> Option<Color> {
        let digits = text.strip_prefix('#')?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        let number = u32::from_str_radix(digits, 16).ok()?;
        match digits.len() {
            3 => {
                Some(Color([8, 4, 0].into_iter().fold(0, |rgb, at| (rgb << 8) + ((number >> at) & 15) * 17)))
            }
            6 => Some(Color(number)),
            _ => None,
        }
    }

    /// Whether light text has more contrast with it than dark text: its luma by ITU-R BT.601 is below half.
    pub(crate) fn is_dark(self) -> bool {
        let [_, red, green, blue] = self.0.to_be_bytes().map(u32::from);
        299 * red + 587 * green + 114 * blue < 128_000
    }
}

impl fmt::Display for Color {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "#{:06x}", self.0)
    }
}

/// The colours of a theme, for profiles or for differences.
#[derive(Clone, Copy, Debug)]
pub struct Palette {
    /// The colour behind everything.
    pub background: Color,
    /// The colour of normal text.
    pub foreground: Color,
    /// The colour of muted text, which locates and explains.
    pub muted: Color,
    fills: [Ramp; 2],
    lines: [Ramp; 2],
}

/// The colours of the levels, as `0xrrggbb`.
type Ramp = [u32; Shade::LAST as usize + 1];

impl Palette {
    /// The palette of a theme, for a profile or for the difference of two; of [`Theme::Auto`] the light one.
    #[must_use]
    pub fn of(theme: Theme, is_difference: bool) -> &'static Palette {
        match (theme, is_difference) {
            (Theme::Auto | Theme::Light, false) => &LIGHT,
            (Theme::Auto | Theme::Light, true) => &LIGHT_DIFFERENCE,
            (Theme::Pprof, _) => &PPROF,
            (Theme::Dark, false) => &DARK,
            (Theme::Dark, true) => &DARK_DIFFERENCE,
        }
    }

    /// The palette with another background.
    pub(crate) fn with_background(&self, background: Color) -> Palette {
        Palette { background, ..*self }
    }

    /// The colour of the area of a box. Normal text is readable on every level of it.
    #[must_use]
    pub fn fill(&self, shade: Shade) -> Color {
        pick(&self.fills, shade)
    }

    /// The colour of a border or an edge, which is darker, or lighter in a dark theme, than that of an area.
    #[must_use]
    pub fn line(&self, shade: Shade) -> Color {
        pick(&self.lines, shade)
    }
}

fn pick(ramps: &[Ramp; 2], shade: Shade) -> Color {
    let [warm, cold] = ramps;
    let ramp = if shade.hue == Hue::Warm { warm } else { cold };
    Color(ramp[usize::from(shade.level.min(Shade::LAST))])
}

const LIGHT: Palette = Palette { fills: LIGHT_FILLS, ..LIGHT_DIFFERENCE };

const DARK: Palette = Palette { fills: DARK_FILLS, ..DARK_DIFFERENCE };

const LIGHT_DIFFERENCE: Palette = Palette {
    background: Color(0xffffff),
    foreground: Color(0x16181d),
    muted: Color(0x42454d),
    fills: [
        [
            0xfbfaf9, 0xfdf4eb, 0xfeefe0, 0xffead5, 0xfee4cc, 0xfedfc3, 0xfedaba, 0xfed4b1, 0xfecea9,
            0xffc89f, 0xffc397, 0xfebd8f, 0xfeb787, 0xfdb17f, 0xfdab78, 0xfca571, 0xfb9f6a,
        ],
        [
            0xf9fafb, 0xeff7ff, 0xe7f4ff, 0xe0f0ff, 0xd8ecff, 0xd1e9fe, 0xc9e5ff, 0xc1e2fe, 0xb9defe,
            0xb1dbff, 0xa9d7fe, 0xa2d3fd, 0x9bcffc, 0x94ccfb, 0x8cc8fa, 0x85c4f9, 0x7dc0f8,
        ],
    ],
    lines: [
        [
            0x908f8e, 0x918a85, 0x92857c, 0x938073, 0x947b6a, 0x957661, 0x967159, 0x976b50, 0x986548,
            0x99603f, 0x995936, 0x9a532d, 0x9a4d23, 0x9a4618, 0x9a3e08, 0x973a04, 0x943602,
        ],
        [
            0x8e8f90, 0x868c93, 0x7f8995, 0x778697, 0x6f8399, 0x67809a, 0x5f7d9c, 0x577a9e, 0x4e769f,
            0x4673a1, 0x3c70a2, 0x326ca4, 0x2768a5, 0x1965a6, 0x0261a7, 0x025da2, 0x025a9c,
        ],
    ],
};

const LIGHT_FILLS: [Ramp; 2] = [
    [
        0xfbfaf9, 0xfbf5ef, 0xfaf0e5, 0xfaebdc, 0xfae5d2, 0xfae0c9, 0xfadbc0, 0xfad5b7, 0xfbd0ae, 0xfbcaa5,
        0xfbc49c, 0xfbbe94, 0xfbb88b, 0xfbb282, 0xfbac7a, 0xfba572, 0xfb9f6a,
    ],
    [
        0xf9fafb, 0xf1f7fb, 0xeaf3fb, 0xe2f0fb, 0xdbecfb, 0xd3e8fb, 0xcce5fb, 0xc4e1fb, 0xbddefb, 0xb5dafb,
        0xadd6fa, 0xa5d3fa, 0x9ecffa, 0x96cbf9, 0x8ec8f9, 0x86c4f8, 0x7dc0f8,
    ],
];

const DARK_DIFFERENCE: Palette = Palette {
    background: Color(0x15171b),
    foreground: Color(0xf4f4f1),
    muted: Color(0xcfd2d8),
    fills: [
        [
            0x262423, 0x2d2620, 0x34281f, 0x3a2a1e, 0x402c1d, 0x462e1c, 0x4c301b, 0x52311a, 0x58331a,
            0x5e3519, 0x643719, 0x6b3819, 0x713a19, 0x773c19, 0x7d3d19, 0x843f1a, 0x8a401b,
        ],
        [
            0x232526, 0x22282f, 0x222c36, 0x222f3d, 0x213244, 0x21364b, 0x213951, 0x213c58, 0x21405f,
            0x204365, 0x20466c, 0x1f4a73, 0x1f4d79, 0x1e5180, 0x1e5487, 0x1d588d, 0x1c5b94,
        ],
    ],
    lines: [
        [
            0x767473, 0x7e7872, 0x867b71, 0x8e7e70, 0x97826f, 0x9f856e, 0xa8886d, 0xb08b6c, 0xb98f6b,
            0xc29269, 0xca9568, 0xd39866, 0xdc9a64, 0xe59d62, 0xeea060, 0xf7a35e, 0xfea65f,
        ],
        [
            0x737576, 0x737a7f, 0x737f88, 0x738491, 0x728a9b, 0x728fa4, 0x7194ad, 0x7099b7, 0x6f9fc0,
            0x6ea4ca, 0x6ca9d3, 0x6aaedd, 0x68b4e7, 0x66b9f1, 0x63befa, 0x6bc3fe, 0x78c7fd,
        ],
    ],
};

const DARK_FILLS: [Ramp; 2] = [
    [
        0x262423, 0x2a2725, 0x2f2926, 0x342c26, 0x392e26, 0x3f3127, 0x453326, 0x4b3526, 0x513726, 0x583825,
        0x5f3a24, 0x653c23, 0x6c3d22, 0x743e20, 0x7b3f1f, 0x82401d, 0x8a401b,
    ],
    [
        0x232526, 0x25282a, 0x272b30, 0x282e35, 0x29323b, 0x2a3542, 0x2a3948, 0x2a3c4f, 0x2a4056, 0x2a435d,
        0x294664, 0x284a6c, 0x274d74, 0x25517b, 0x235483, 0x20588c, 0x1c5b94,
    ],
];

/// The colours of `go tool pprof` for the share that each level stands for.
const PPROF: Palette = Palette {
    background: Color(0xffffff),
    foreground: Color(0x000000),
    muted: Color(0x42454d),
    fills: [
        [
            0xededed, 0xededec, 0xedeceb, 0xedebe8, 0xede9e5, 0xede7e1, 0xede3dc, 0xeddfd6, 0xedddd5,
            0xeddcd5, 0xeddbd5, 0xeddad5, 0xedd9d5, 0xedd8d5, 0xedd7d5, 0xedd6d5, 0xedd5d5,
        ],
        [
            0xededed, 0xededec, 0xecedeb, 0xebede8, 0xe9ede5, 0xe7ede1, 0xe3eddc, 0xdfedd6, 0xddedd5,
            0xdcedd5, 0xdbedd5, 0xdaedd5, 0xd9edd5, 0xd8edd5, 0xd7edd5, 0xd6edd5, 0xd5edd5,
        ],
    ],
    lines: [
        [
            0xb2b2b2, 0xb2b1af, 0xb2aea4, 0xb2a793, 0xb29a7a, 0xb2875b, 0xb26c34, 0xb24a07, 0xb23c00,
            0xb23400, 0xb22b00, 0xb22300, 0xb21c00, 0xb21400, 0xb20d00, 0xb20600, 0xb20000,
        ],
        [
            0xb2b2b2, 0xb1b2af, 0xaeb2a4, 0xa7b293, 0x9ab27a, 0x87b25b, 0x6cb234, 0x4ab207, 0x3cb200,
            0x34b200, 0x2bb200, 0x23b200, 0x1cb200, 0x14b200, 0x0db200, 0x06b200, 0x00b200,
        ],
    ],
};

#[cfg(test)]
mod tests;
