//! The public API of both packages, as it is kept in `public-api/`: a change of it is seen when it is made.
//!
//! `UPDATE_GOLDEN=1 cargo test --test public_api` accepts the API as it is. Sources are read, and nothing is compiled, so that
//! any toolchain prints the same. Each public type is followed by its methods and the traits that it implements; no two
//! have one name, which is how implementations find their types.

#![allow(clippy::unwrap_used, reason = "these are tests, helpers included")]

#[path = "common/api.rs"]
mod api;

use std::path::Path;
use std::{env, fs};

fn check(package: &str, root: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let printed = api::printed(&folder.join(root), &package.replace('-', "_"));
    let kept = folder.join("public-api").join(format!("{package}.txt"));
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&kept, &printed).unwrap();
    }
    let known = fs::read_to_string(&kept).unwrap_or_default();
    let change = printed.lines().zip(known.lines().chain(std::iter::repeat(""))).find(|(is, was)| is != was);
    assert!(
        printed == known,
        "the public API is another one than in public-api/{package}.txt, from here on: {change:?}; UPDATE_GOLDEN=1 accepts it"
    );
}

#[test]
fn of_the_library() {
    check("pprof-svg", "src");
}

#[test]
fn of_the_layout() {
    check("layered-layout", "crates/layered-layout/src");
}

/// Private parts are left out, and what is passed on is printed where that is done.
#[test]
fn is_what_can_be_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    file("lib.rs", "mod a; pub mod b; pub use a::{T, f as g}; mod hidden { pub struct No; }");
    file(
        "a.rs",
        "/// Doc.\n#[derive(Clone)] pub struct T { pub x: u8, y: u8 } pub fn f(x: u8) -> u8 { x } struct P;",
    );
    file(
        "b.rs",
        "use crate::a::T; pub enum E { A } impl T { pub fn of() -> T { T { x: 0, y: 0 } } fn own(&self) {} } impl Drop for T { fn drop(&mut self) {} }",
    );
    let expected = "// thing\n#[derive(Clone)]\npub struct T {\n    pub x: u8,\n    _private: (),\n}\nimpl T {\n    pub fn of() -> T {}\n}\n\
                    impl Drop for T {}\npub fn g(x: u8) -> u8 {}\n\n// thing::b\npub enum E {\n    A,\n}\n";
    assert_eq!(api::printed(folder.path(), "thing"), expected);
}
