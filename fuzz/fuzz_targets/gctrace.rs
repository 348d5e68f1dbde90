//! Any bytes are a log or an error, with the same result in pieces of any size, and each line has one kind.

#![no_main]

use libfuzzer_sys::fuzz_target;
use pprof_svg::gctrace::{self, Scan};

fuzz_target!(|input: (u16, &[u8])| {
    let (n_piece, bytes) = input;
    let whole = gctrace::read(bytes);
    let mut scan = Scan::new();
    bytes.chunks(usize::from(n_piece).max(1)).for_each(|piece| scan.push(piece));
    match (whole, scan.finish()) {
        (Ok(whole), Ok(pieces)) => {
            assert_eq!(whole, pieces);
            let is_bytes = !bytes.contains(&0) && !bytes.starts_with(b"\xff\xfe") && !bytes.starts_with(b"\xfe\xff");
            let n_breaks = bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
            let n_lines = n_breaks + u64::from(bytes.last() != Some(&b'\n'));
            assert!(!is_bytes || whole.lines.total() == n_lines);
        }
        (Err(whole), Err(pieces)) => assert_eq!(whole.to_string(), pieces.to_string()),
        (whole, pieces) => panic!("{whole:?} {pieces:?}"),
    }
});
