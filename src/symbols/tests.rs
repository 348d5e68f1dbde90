use std::fmt::Write;

use super::*;
use crate::profile::Function;

/// Names as `go tool pprof` shows them: each with a line for each mode, from the shortest to the fullest, that is `=`
/// where it is the same as the line before.
const NAMES: &str = include_str!("names.txt");

const DEFAULT: Demangling = Demangling { mode: Mode::Default, force: false };

/// What a function is called after demangling.
fn named(name: &[u8], system_name: &[u8], how: Demangling) -> String {
    let mut profile = Profile::default();
    let (name, system_name) = (profile.strings.push(name), profile.strings.push(system_name));
    profile.functions.push(Function { name, system_name, ..Function::default() });
    demangle(&mut profile, how);
    profile.text(profile.functions[0].name).to_string()
}

fn demangled_in(mode: Mode, name: &[u8]) -> String {
    named(name, name, Demangling { mode, force: false })
}

/// A name's lines in [`NAMES`].
fn lines(name: &str) -> String {
    let mut lines = format!("{name}\n");
    let mut before = String::new();
    for mode in [Mode::Default, Mode::Templates, Mode::Full] {
        let now = demangled_in(mode, name.as_bytes());
        writeln!(lines, "  {}", if now == before { "=" } else { &now }).expect("memory takes all");
        before = now;
    }
    lines
}

#[test]
fn names_are_shown_as_the_reference_does() {
    let names = NAMES.lines().filter(|line| !line.starts_with(' '));
    assert_eq!(names.map(lines).collect::<String>(), NAMES);
}

#[test]
fn names_that_are_readable_stay_unless_forced() {
    let forced = |mode| Demangling { mode, force: true };
    let mangled = "_ZN3foo3barEi";
    for (name, system_name, how, expected) in [
        ("bar", mangled, DEFAULT, "bar"),
        ("bar(int)::x", "", DEFAULT, "bar(int)::x"),
        ("", mangled, DEFAULT, "foo::bar"),
        ("", "", DEFAULT, ""),
        ("bar", mangled, forced(Mode::Default), "foo::bar"),
        ("bar", mangled, forced(Mode::Full), "foo::bar(int)"),
        ("bar", mangled, forced(Mode::None), mangled),
        ("bar", "", forced(Mode::None), "bar"),
        ("", mangled, forced(Mode::None), ""),
        (mangled, mangled, Demangling { mode: Mode::None, force: false }, mangled),
    ] {
        let name = named(name.as_bytes(), system_name.as_bytes(), how);
        assert_eq!(name, expected, "{system_name} {how:?}");
    }
}

#[test]
fn names_of_other_languages_are_kept() {
    for name in ["<module>", "<lambda>", "<php>", "foo.<locals>.bar", "block in <main>", "(anonymous)"] {
        assert_eq!(demangled_in(Mode::Default, name.as_bytes()), name);
        assert_eq!(demangled_in(Mode::Templates, name.as_bytes()), name);
    }
}

/// A class template of two arguments, each the whole before it: every step doubles the name.
fn cpp_bomb(n_steps: u32) -> String {
    let steps = (0..n_steps).map(|step| {
        let before = match step {
            0 => "S_".to_owned(),
            _ => format!("S{}_", number_base_36(2 * step - 1)),
        };
        format!("1aI{before}{before}E")
    });
    format!("_Z1f1a{}", steps.collect::<String>())
}

fn number_base_36(number: u32) -> String {
    let digit = |digit| char::from_digit(digit, 36).expect("a digit").to_ascii_uppercase();
    match number {
        0..36 => digit(number).to_string(),
        _ => format!("{}{}", digit(number / 36), digit(number % 36)),
    }
}

#[test]
fn short_names_that_stand_for_endless_ones_stay_mangled() {
    let cpp = cpp_bomb(60);
    assert_eq!(demangled_in(Mode::Default, cpp.as_bytes()), "f");
    assert_eq!(demangled_in(Mode::Full, cpp.as_bytes()), cpp);
    let rust = rust_bomb();
    assert_eq!(demangled_in(Mode::Full, rust.as_bytes()), rust);
}

/// A tuple of tuples, each of which names the one before it twice.
fn rust_bomb() -> String {
    let mut name = "INvC1a1f".to_owned();
    let mut before = "h".to_owned();
    for _ in 0..60 {
        let at = name.len();
        write!(name, "T{before}{before}E").expect("memory takes all");
        before = format!("B{}", number_base_62(at));
    }
    format!("_R{name}E")
}

fn number_base_62(number: usize) -> String {
    const DIGITS: &[u8] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let mut rest = number - 1;
    let mut digits = Vec::new();
    while rest > 0 || digits.is_empty() {
        digits.insert(0, char::from(DIGITS[rest % 62]));
        rest /= 62;
    }
    digits.into_iter().chain(['_']).collect()
}

#[test]
fn all_names_together_are_bounded() {
    let mut profile = Profile::default();
    for copy in 0..2_000 {
        let name = profile.strings.push(format!("{}.{copy}", cpp_bomb(12)).as_bytes());
        profile.functions.push(Function { name, system_name: name, ..Function::default() });
    }
    demangle(&mut profile, Demangling { mode: Mode::Full, force: false });
    let is_mangled: Vec<bool> =
        profile.functions.iter().map(|function| function.name == function.system_name).collect();
    assert_eq!((is_mangled.first(), is_mangled.last()), (Some(&false), Some(&true)));
}

#[test]
fn deep_names_stay_mangled() {
    for (start, middle, end) in [
        ("_Z1f", "P", "i"),
        ("_Z1f", "1aI", "i"),
        ("_Z1fIX", "ng", "Li1EEEvv"),
        ("_Z", "Z", "1f"),
        ("_Z1f", "Fv", ""),
        ("_Z", "GTt", "1f"),
        ("_ZN", "1aI", ""),
        ("_Z1fDT", "cl", ""),
        ("_Z1f", "UlA_", ""),
        ("_RINvC1a1f", "T", "E"),
        ("_R", "NvC", "1a"),
        ("_R", "M", "C1a"),
        ("_RINvC1a1fF", "G9_", "E"),
        ("_RINvC1a1fFGzzzzzz_", "h", "E"),
    ] {
        for n in [1_000, 100_000] {
            let name = format!("{start}{}{end}", middle.repeat(n));
            assert_eq!(demangled_in(Mode::Full, name.as_bytes()), name, "{start}{middle}…{end}");
        }
    }
}

#[test]
fn a_conversion_to_its_own_argument_ends() {
    for name in ["_ZN1acvT_IS0_EEv", "_ZN1acvT_IS0_S1_EEv", "_ZN1acvPT_IRS0_EEv", "_ZN1acvDpT_IJS0_EEEv"] {
        for mode in [Mode::Default, Mode::Templates, Mode::Full] {
            demangled_in(mode, name.as_bytes());
        }
    }
}

/// Every name that is nearly one: a byte less, or one more, at each place.
#[test]
fn malformed_names_are_names() {
    for name in NAMES.lines().filter(|line| line.starts_with('_')) {
        for at in 0..name.len() {
            let shorter = [&name[..at], &name[at + 1..]].concat();
            demangled_in(Mode::Full, shorter.as_bytes());
            demangled_in(Mode::Full, &name.as_bytes()[..at]);
            for byte in b"_SITEN09Z\xff" {
                let longer = [&name.as_bytes()[..at], &[*byte], &name.as_bytes()[at..]].concat();
                demangled_in(Mode::Full, &longer);
            }
        }
    }
}
