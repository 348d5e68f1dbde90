//! `src/profile/proto.rs` is generated from the schema. `UPDATE_GOLDEN=1` rewrites it.

use std::{env, fs, path::Path};

#[test]
fn the_messages_are_fresh() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("generated");
    fs::create_dir_all(&out).unwrap();

    let schema = protox::compile([root.join("proto/profile.proto")], [root.join("proto")]).unwrap();
    prost_build::Config::new().out_dir(&out).compile_fds(schema).unwrap();

    let fresh = fs::read_to_string(out.join("perftools.profiles.rs")).unwrap();
    let kept = root.join("src/profile/proto.rs");
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&kept, &fresh).unwrap();
    }
    let kept = fs::read_to_string(&kept).unwrap();
    assert!(
        kept == fresh,
        "src/profile/proto.rs is stale: run `UPDATE_GOLDEN=1 cargo test --test generated`"
    );
}
