#![allow(clippy::disallowed_methods, reason = "a few last bits do not matter here")]

use super::*;

/// How one ramp was designed: a straight line in the lightness of OKLCH, and in hue.
struct Design {
    lightness: [f64; 2],
    chroma: [f64; 2],
    hue: [f64; 2],
    /// Chroma grows with this power of the level.
    growth: f64,
}

fn design(lightness: [f64; 2], chroma: [f64; 2], hue: [f64; 2], growth: f64) -> Design {
    Design { lightness, chroma, hue, growth }
}

/// The design of a fill, warm or cold.
fn fill_design(theme: Theme, is_difference: bool, hue: Hue) -> Design {
    // Changes are small shares, so their colour comes sooner.
    let growth = |usual| if is_difference { 0.8 } else { usual };
    match (theme, hue) {
        (Theme::Light, Hue::Warm) => design([0.985, 0.785], [0.002, 0.130], [70.0, 50.0], growth(1.0)),
        (Theme::Light, Hue::Cold) => design([0.985, 0.785], [0.002, 0.105], [245.0, 245.0], growth(1.0)),
        (Theme::Dark, Hue::Warm) => design([0.262, 0.462], [0.003, 0.112], [62.0, 45.0], growth(1.3)),
        (Theme::Dark, Hue::Cold) => design([0.262, 0.462], [0.003, 0.112], [250.0, 250.0], growth(1.3)),
        _ => unreachable!("the others have no design of their own"),
    }
}

/// The design of a line, warm or cold.
fn line_design(theme: Theme, hue: Hue) -> Design {
    match (theme, hue) {
        (Theme::Light, Hue::Warm) => design([0.65, 0.46], [0.002, 0.155], [60.0, 42.0], 1.0),
        (Theme::Light, Hue::Cold) => design([0.65, 0.46], [0.002, 0.155], [250.0, 250.0], 1.0),
        (Theme::Dark, Hue::Warm) => design([0.56, 0.80], [0.003, 0.140], [65.0, 58.0], 1.0),
        (Theme::Dark, Hue::Cold) => design([0.56, 0.80], [0.003, 0.140], [240.0, 240.0], 1.0),
        _ => unreachable!("the others have no design of their own"),
    }
}

impl Design {
    /// The colour of a level; what lies outside of sRGB loses chroma until it is inside.
    fn color(&self, level: u8) -> Color {
        let t = f64::from(level) / f64::from(Shade::LAST);
        let between = |[from, to]: [f64; 2], t: f64| from + (to - from) * t;
        let mut chroma = between(self.chroma, t.powf(self.growth));
        let linear = loop {
            let linear = oklch(between(self.lightness, t), chroma, between(self.hue, t));
            if linear.iter().all(|channel| (0.0..=1.0).contains(channel)) {
                break linear;
            }
            chroma *= 0.97;
        };
        let [r, g, b] = linear.map(|channel| (255.0 * encoded(channel)).round() as u32);
        Color(r << 16 | g << 8 | b)
    }
}

/// Linear sRGB of a colour in OKLCH (Björn Ottosson, "A perceptual color space for image processing", 2020).
fn oklch(lightness: f64, chroma: f64, hue: f64) -> [f64; 3] {
    let (sin, cos) = hue.to_radians().sin_cos();
    let (a, b) = (chroma * cos, chroma * sin);
    let l = (lightness + 0.3963377774 * a + 0.2158037573 * b).powi(3);
    let m = (lightness - 0.1055613458 * a - 0.0638541728 * b).powi(3);
    let s = (lightness - 0.0894841775 * a - 1.2914855480 * b).powi(3);
    [
        4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
        -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
        -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s,
    ]
}

fn encoded(linear: f64) -> f64 {
    if linear <= 0.0031308 { 12.92 * linear } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 }
}

fn decoded(encoded: f64) -> f64 {
    if encoded <= 0.04045 { encoded / 12.92 } else { ((encoded + 0.055) / 1.055).powf(2.4) }
}

fn linear(Color(rgb): Color) -> [f64; 3] {
    [16, 8, 0].map(|shift| decoded(f64::from(rgb >> shift & 0xff) / 255.0))
}

/// Contrast as WCAG 2 defines it.
fn contrast(a: Color, b: Color) -> f64 {
    let luminance = |color| {
        let [r, g, b] = linear(color);
        0.05 + 0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (a, b) = (luminance(a), luminance(b));
    a.max(b) / a.min(b)
}

/// All palettes, with the kind of picture each is for.
fn palettes() -> Vec<(Theme, bool, &'static Palette)> {
    let kinds = [(Theme::Light, false), (Theme::Light, true), (Theme::Dark, false), (Theme::Dark, true)];
    kinds.map(|(theme, is_difference)| (theme, is_difference, Palette::of(theme, is_difference))).into()
}

fn shades() -> Vec<Shade> {
    let ramp = |hue| (0..=Shade::LAST).map(move |level| Shade { hue, level });
    ramp(Hue::Warm).chain(ramp(Hue::Cold)).collect()
}

/// Every second level: 0, 1.6, 6.3, 14, 25, 39, 56, 77 and 100 %.
fn nine(color: impl Fn(Shade) -> Color) -> Vec<Color> {
    (0..=Shade::LAST).step_by(2).map(|level| color(Shade { hue: Hue::Warm, level })).collect()
}

fn print(colors: &[Color]) -> String {
    colors.iter().map(Color::to_string).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_table_is_what_the_designs_compute() {
    for (theme, is_difference, palette) in palettes() {
        for shade in shades() {
            let fill = fill_design(theme, is_difference, shade.hue).color(shade.level);
            assert_eq!(palette.fill(shade), fill, "fill {shade:?} {theme:?} {is_difference}");
            let line = line_design(theme, shade.hue).color(shade.level);
            assert_eq!(palette.line(shade), line, "line {shade:?} {theme:?}");
        }
    }
}

#[test]
fn the_published_shades() {
    let light = Palette::of(Theme::Light, false);
    let dark = Palette::of(Theme::Dark, false);
    assert_eq!(
        [print(&nine(|shade| light.fill(shade))), print(&nine(|shade| light.line(shade)))],
        [
            "#fbfaf9 #faf0e5 #fae5d2 #fadbc0 #fbd0ae #fbc49c #fbb88b #fbac7a #fb9f6a",
            "#908f8e #92857c #947b6a #967159 #986548 #995936 #9a4d23 #9a3e08 #943602",
        ]
    );
    assert_eq!(
        [print(&nine(|shade| dark.fill(shade))), print(&nine(|shade| dark.line(shade)))],
        [
            "#262423 #2f2926 #392e26 #453326 #513726 #5f3a24 #6c3d22 #7b3f1f #8a401b",
            "#767473 #867b71 #97826f #a8886d #b98f6b #ca9568 #dc9a64 #eea060 #fea65f",
        ]
    );
}

#[test]
fn the_published_shades_of_a_difference() {
    let three = |palette: &Palette, hue| [4, 8, 16].map(|level| palette.fill(Shade { hue, level }));
    let light = Palette::of(Theme::Light, true);
    assert_eq!(print(&three(light, Hue::Warm)), "#fee4cc #fecea9 #fb9f6a");
    assert_eq!(print(&three(light, Hue::Cold)), "#d8ecff #b9defe #7dc0f8");
    let dark = Palette::of(Theme::Dark, true);
    assert_eq!(print(&three(dark, Hue::Warm)), "#402c1d #58331a #8a401b");
    assert_eq!(print(&three(dark, Hue::Cold)), "#213244 #21405f #1c5b94");
}

/// 4.5:1 for text and 3:1 for lines are the floors of WCAG 2.
#[test]
fn text_and_lines_can_be_seen() {
    for (theme, is_difference, palette) in palettes() {
        let worst =
            |pair: &dyn Fn(Shade) -> f64| shades().into_iter().map(pair).fold(f64::INFINITY, f64::min);
        let ink_on_fill = worst(&|shade| contrast(palette.foreground, palette.fill(shade)));
        let quiet_on_fill = worst(&|shade| contrast(palette.muted, palette.fill(shade)));
        let line_on_page = worst(&|shade| contrast(palette.line(shade), palette.background));
        let border_on_fill = worst(&|shade| contrast(palette.line(shade), palette.fill(shade)));
        let seen = [ink_on_fill, quiet_on_fill, line_on_page, border_on_fill];
        let thresholds = if theme == Theme::Light { [8.7, 4.7, 3.2, 3.1] } else { [6.4, 4.7, 3.9, 3.3] };
        for (seen, threshold) in seen.into_iter().zip(thresholds) {
            assert!(
                seen >= threshold - 0.05,
                "{theme:?} {is_difference}: {seen:.2} is less than {threshold}"
            );
        }
        assert!(
            contrast(palette.foreground, palette.background) > 16.0
                && contrast(palette.muted, palette.background) > 9.5
        );
    }
}

/// Colour vision, as matrices on linear sRGB: usual, then protanopia, deuteranopia and tritanopia after Machado,
/// Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", 2009.
const VISIONS: [[[f64; 3]; 3]; 4] = [
    [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
];

fn product(matrix: [[f64; 3]; 3], [x, y, z]: [f64; 3]) -> [f64; 3] {
    matrix.map(|[a, b, c]| a * x + b * y + c * z)
}

/// CIELAB (D65) of `color` as seen with `vision`.
fn lab(color: Color, vision: [[f64; 3]; 3]) -> [f64; 3] {
    let seen = product(vision, linear(color)).map(|channel| channel.clamp(0.0, 1.0));
    let [x, y, z] = product(
        [
            [0.4124564, 0.3575761, 0.1804375],
            [0.2126729, 0.7151522, 0.0721750],
            [0.0193339, 0.1191920, 0.9503041],
        ],
        seen,
    );
    let root = |t: f64| if t > 216.0 / 24389.0 { t.cbrt() } else { (24389.0 / 27.0 * t + 16.0) / 116.0 };
    let [x, y, z] = [root(x / 0.95047), root(y), root(z / 1.08883)];
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// The difference CIEDE2000 (Sharma, Wu and Dalal, 2005).
fn delta_e([l1, a1, b1]: [f64; 3], [l2, a2, b2]: [f64; 3]) -> f64 {
    let mean_chroma = f64::midpoint(a1.hypot(b1), a2.hypot(b2));
    let faded = |chroma: f64| (chroma.powi(7) / (chroma.powi(7) + 25f64.powi(7))).sqrt();
    let stretch = 1.5 - 0.5 * faded(mean_chroma);
    let (a1, a2) = (a1 * stretch, a2 * stretch);
    let (c1, c2) = (a1.hypot(b1), a2.hypot(b2));
    let (h1, h2) = (b1.atan2(a1).to_degrees().rem_euclid(360.0), b2.atan2(a2).to_degrees().rem_euclid(360.0));
    let is_wide = (h2 - h1).abs() > 180.0;
    let turn = if is_wide { h2 - h1 - 360f64.copysign(h2 - h1) } else { h2 - h1 };
    let mean = if is_wide { f64::midpoint(h1, h2) + 180.0 } else { f64::midpoint(h1, h2) };
    let cos = |degrees: f64| degrees.to_radians().cos();
    let t = 1.0 - 0.17 * cos(mean - 30.0) + 0.24 * cos(2.0 * mean) + 0.32 * cos(3.0 * mean + 6.0)
        - 0.2 * cos(4.0 * mean - 63.0);
    let (l, c) = (f64::midpoint(l1, l2) - 50.0, f64::midpoint(c1, c2));
    let lightness = (l2 - l1) / (1.0 + 0.015 * l * l / (20.0 + l * l).sqrt());
    let chroma = (c2 - c1) / (1.0 + 0.045 * c);
    let hue = 2.0 * (c1 * c2).sqrt() * (turn / 2.0).to_radians().sin() / (1.0 + 0.015 * c * t);
    let tilt = 60.0 * (-((mean - 275.0) / 25.0).powi(2)).exp();
    let rotation = -2.0 * faded(c) * tilt.to_radians().sin();
    (lightness.powi(2) + chroma.powi(2) + hue.powi(2) + rotation * chroma * hue).sqrt()
}

/// A pair of the published test data of CIEDE2000.
#[test]
fn delta_e_is_ciede2000() {
    let difference = delta_e([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485]);
    assert!((difference - 2.0425).abs() < 1e-4, "{difference}");
    let difference = delta_e([22.7233, 20.0904, -46.6940], [23.0331, 14.9730, -42.5619]);
    assert!((difference - 2.0373).abs() < 1e-4, "{difference}");
}

#[test]
fn fills_can_be_told_apart_with_any_colour_vision() {
    let thresholds = [(Theme::Light, [3.4, 3.2, 2.5, 3.4]), (Theme::Dark, [3.2, 2.3, 2.8, 3.5])];
    for (theme, thresholds) in thresholds {
        let fills = nine(|shade| Palette::of(theme, false).fill(shade));
        for (vision, threshold) in VISIONS.into_iter().zip(thresholds) {
            let labs: Vec<_> = fills.iter().map(|&fill| lab(fill, vision)).collect();
            let steps = labs.windows(2).map(|pair| delta_e(pair[0], pair[1]));
            let least = steps.fold(f64::INFINITY, f64::min);
            assert!(least > threshold - 0.06, "{theme:?}: a step of {least:.2}, not {threshold}");
            let way = (labs[8][0] - labs[0][0]).signum();
            assert!(labs.windows(2).all(|pair| (pair[1][0] - pair[0][0]) * way > 0.0), "lightness turns");
        }
    }
}

#[test]
fn growth_and_shrinkage_can_be_told_apart_with_any_colour_vision() {
    let thresholds = [(0.02, 13.0), (0.25, 30.0), (1.0, 41.0)];
    for theme in [Theme::Light, Theme::Dark] {
        let palette = Palette::of(theme, true);
        for (share, threshold) in thresholds {
            let fill = |hue| palette.fill(Shade::of_share(share, hue));
            for vision in VISIONS {
                let difference = delta_e(lab(fill(Hue::Warm), vision), lab(fill(Hue::Cold), vision));
                assert!(difference > threshold - 0.6, "{theme:?} at {share}: {difference:.1}");
            }
        }
    }
}

#[test]
fn a_shade_is_one_of_seventeen_levels() {
    let levels =
        [0.0, 0.0009, 0.01, 0.05, 0.1, 0.25, 0.5, 1.0].map(|share| Shade::of_share(share, Hue::Warm).level);
    assert_eq!(levels, [0, 0, 2, 4, 5, 8, 11, 16]);
    assert_eq!(Shade::of(-25, 100), Shade { hue: Hue::Cold, level: 8 });
    assert_eq!(Shade::of(300, 100).class(), "p16");
    assert_eq!(Shade::of(i64::MIN, i64::MIN).class(), "n16");
    assert_eq!(Shade::of(5, 0).class(), "p0");
}
