//! The size of pictures: an embedded one takes at most half of the bytes of `go tool pprof -svg`.

#![allow(clippy::unwrap_used, reason = "these are tests, helpers included")]

use std::path::Path;
use std::process::Command;

/// Recorded and hand-made profiles, with the size in bytes of the SVG that `go tool pprof` makes of each with Graphviz
/// 2.43.
const REFERENCE: [(&str, usize); 9] = [
    ("golden/many/profile.pb.gz", 130_409),
    ("examples/redis-restore.cpu.pb.gz", 124_772),
    ("examples/wordcount.cpu.pb.gz", 124_720),
    ("examples/recursion.cpu.pb.gz", 83_012),
    ("golden/deep/profile.pb.gz", 79_230),
    ("golden/hostile/profile.pb.gz", 40_774),
    ("examples/redis-restore.heap.pb.gz", 40_146),
    ("golden/crossings/profile.pb.gz", 31_371),
    ("golden/inline/profile.pb.gz", 22_671),
];

#[test]
fn an_embedded_picture_is_half_as_large_as_the_reference() {
    let sizes = REFERENCE.map(|(profile, reference)| {
        let ran = Command::new(env!("CARGO_BIN_EXE_pprof-svg"))
            .args(["-embed", profile])
            .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
            .output()
            .unwrap();
        assert!(ran.status.success(), "{profile}: {}", String::from_utf8_lossy(&ran.stderr));
        (profile, ran.stdout.len(), reference)
    });
    let too_large: Vec<_> = sizes.iter().filter(|(_, size, reference)| 2 * size > *reference).collect();
    assert!(too_large.is_empty(), "profile, bytes, bytes of the reference: {too_large:#?}");
}
