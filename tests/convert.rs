//! Pictures as PNG and PDF, by the library and by the command.

#![allow(clippy::unwrap_used, reason = "these are tests, helpers included")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use png::{ColorType, Decoder, PixelDimensions, Unit};
use pprof_svg::analysis::{Graph, Node, Scale, Weight};
use pprof_svg::convert::{self, Png};
use pprof_svg::scene::background::Background;
use pprof_svg::{drawing, layout, render};

const EXAMPLE: &str = "examples/recursion.cpu.pb.gz";

/// A picture of functions without calls.
fn svg(names: &[&str]) -> String {
    svg_on(Background::Page, names)
}

fn svg_on(background: Background, names: &[&str]) -> String {
    let weight = Weight { value: 10, ..Weight::default() };
    let node = |name: &&str| Node {
        name: (*name).into(),
        printed: (*name).into(),
        flat: weight,
        cum: weight,
        ..Node::default()
    };
    let graph = Graph {
        scale: Scale { to: "ms".to_owned(), total: 10 * names.len() as i64, ..Scale::default() },
        nodes: names.iter().map(node).collect(),
        ..Graph::default()
    };
    let style = drawing::Style { background, ..drawing::Style::default() };
    let drawing = drawing::draw(&graph, &style);
    let layout = layout::layered(&drawing.layout_input(), &layout::Options::default());
    render::svg(&drawing, &layout)
}

/// Red, green and blue of each pixel.
fn pixels(png: &Png) -> Vec<u8> {
    let mut reader = Decoder::new(&*png.bytes).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size()];
    let info = reader.next_frame(&mut pixels).unwrap();
    assert_eq!((info.width, info.height, info.color_type), (png.width, png.height, ColorType::Rgb));
    pixels
}

#[test]
fn what_has_no_ground_is_transparent() {
    let on = |ground: &str| svg_on(ground.parse().unwrap(), &["main"]);
    let png = convert::png(&on("none"), 1.0).unwrap();
    let mut reader = Decoder::new(&*png.bytes).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size()];
    assert_eq!(reader.next_frame(&mut pixels).unwrap().color_type, ColorType::Rgba);
    assert_eq!(pixels[..4], [0; 4]);
    let corner = |svg: &str| self::pixels(&convert::png(svg, 1.0).unwrap())[..3].to_vec();
    assert_eq!(corner(&on("#fe0")), [255, 238, 0]);
    // A foreground that is legible on the background.
    assert!(on("#fe0").contains("fill=\"#16181d\"") && on("#00308f").contains("fill=\"#f4f4f1\""));
    let ink = |svg: &str| convert::pdf(svg).unwrap().len();
    assert!(ink(&on("none")) < ink(&on("#fe0")), "a rectangle less");
}

/// FNV-1a.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[test]
fn a_picture_has_as_many_pixels_as_asked_for_and_its_own_size() {
    let svg = svg(&["main"]);
    let document = roxmltree::Document::parse(&svg).unwrap();
    let side = |name| document.root_element().attribute(name).unwrap().parse::<f64>().unwrap();
    for scale in [0.5, 1.0, 2.0] {
        let png = convert::png(&svg, scale).unwrap();
        let pixels = |side: f64| (side * f64::from(scale)).ceil() as u32;
        assert_eq!(
            (png.width, png.height, png.scale),
            (pixels(side("width")), pixels(side("height")), scale)
        );
        let reader = Decoder::new(&*png.bytes).read_info().unwrap();
        let per_metre = (96.0 / 0.0254 * f64::from(scale)).round() as u32;
        let PixelDimensions { xppu, yppu, unit } = reader.info().pixel_dims.unwrap();
        assert_eq!((xppu, yppu, unit), (per_metre, per_metre, Unit::Meter));
    }
}

/// All elements of pictures, in every font; every platform must give the same pixels.
#[test]
fn pixels_are_the_same_everywhere() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='200' height='100' font-family='Arial' text-anchor='middle'>\
        <rect width='100%' height='100%' fill='#fffdf8'/>\
        <path d='M10,10C40,90 120,-20 190,60' fill='none' stroke='#964' stroke-width='2.5' stroke-dasharray='4 3'/>\
        <rect x='10' y='30' width='90' height='40' rx='3' fill='#fca' stroke='#830' stroke-width='1.7'/>\
        <text x='55' y='50' font-size='11.5' font-weight='700'>Name Жλé</text>\
        <text x='150' y='80' font-size='9' stroke='#fff' stroke-width='3' paint-order='stroke'>12ms → ⇢ \u{65e5}</text>\
        <text x='150' y='20' font-size='9' font-style='italic'>inline</text></svg>";
    let png = convert::png(svg, 2.0).unwrap();
    let pixels = pixels(&png);
    assert_eq!(pixels.len(), 400 * 200 * 3);
    assert_eq!(hash(&pixels), 0x3cdc_c5b7_15d8_c4b3, "{:#x}", hash(&pixels));
    assert_eq!(convert::png(svg, 2.0).unwrap(), png);
    assert_eq!(convert::pdf(svg).unwrap(), convert::pdf(svg).unwrap());
}

/// Kerning, or another font, would change the width.
#[test]
fn texts_are_as_wide_as_they_were_measured() {
    let inked = |text: &str| {
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='200' height='30' font-family='Nothing' font-size='20'>\
             <rect width='200' height='30' fill='#fff'/><text y='20'>{text}</text></svg>"
        );
        let pixels = pixels(&convert::png(&svg, 1.0).unwrap());
        (0..200).rev().find(|x| (0..30).any(|y| pixels[3 * (200 * y + x)] < 128)).unwrap()
    };
    // A V of Arial is 1366 of 2048 wide, as is its A; AV would be kerned by 152.
    assert_eq!(inked("AVAVAV"), (6 * 1366 * 20 / 2048) - 1);
}

#[test]
fn no_name_is_too_much() {
    let long = "long_".repeat(4000);
    let names =
        ["<script>&amp;]]>\"'", "\u{202e}\0\u{1b}[31m", "\u{1f9ea}日本語", "A\u{301}\u{200d}ffi", "", &long];
    for svg in [svg(&names), svg(&[]), svg(&names[5..])] {
        let png = convert::png(&svg, 1.0).unwrap();
        assert!(pixels(&png).iter().any(|value| *value < 100));
        assert!(convert::pdf(&svg).unwrap().starts_with(b"%PDF-1."));
    }
}

/// Images could refer to any file of the machine.
#[test]
fn images_are_left_out() {
    let svg = |image: &str| {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>\
             <rect width='9' height='9' fill='#fff'/><image width='9' height='9' href='{image}'/></svg>"
        )
    };
    let black = "data:image/svg+xml,<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\"/></svg>";
    for image in ["docs/redis-restore.svg", &black.replace('<', "%3C").replace('>', "%3E")] {
        let png = convert::png(&svg(image), 1.0).unwrap();
        assert!(pixels(&png).iter().all(|value| *value == 255), "{image}");
    }
}

#[allow(clippy::print_stderr, reason = "what is not tested is said")]
#[test]
fn the_texts_of_a_pdf_are_texts() {
    let pdf = convert::pdf(&svg(&["main.(*Reader).Próba", "π"])).unwrap();
    let Ok(mut child) =
        Command::new("pdftotext").args(["-", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()
    else {
        eprintln!("NOT TESTED: there is no pdftotext");
        return;
    };
    child.stdin.take().unwrap().write_all(&pdf).unwrap();
    let text = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    for word in ["(*Reader).Próba", "π", "of total"] {
        assert!(text.contains(word), "{word}: {text}");
    }
}

/// The output of the command, twice.
fn written(option: &str) -> Vec<u8> {
    let run = || {
        let output = Command::new(env!("CARGO_BIN_EXE_pprof-svg")).args([option, EXAMPLE]).output().unwrap();
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
        output.stdout
    };
    let bytes = run();
    assert!(bytes == run(), "{option}");
    bytes
}

#[test]
fn the_command_writes_them() {
    assert!(written("-png").starts_with(b"\x89PNG\r\n\x1a\n"));
    assert!(written("-pdf").starts_with(b"%PDF-1."));
}

/// As in the reference's shell.
#[test]
fn commands_of_the_shell_make_files() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("convert");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_pprof-svg"))
        .arg("-shell")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join(EXAMPLE))
        .current_dir(&folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"png\npdf > a.pdf\n").unwrap();
    assert!(child.wait().unwrap().success());
    assert!(fs::read(folder.join("profile001.png")).unwrap().starts_with(b"\x89PNG"));
    assert!(fs::read(folder.join("a.pdf")).unwrap().starts_with(b"%PDF"));
}
