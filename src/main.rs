//! The command. The library does the work; see `cli`.

fn main() {}
