#!/usr/bin/env bash
# Builds the library for WebAssembly and compares its outputs with those of the command, byte for byte:
#
#   tests/wasm/run.sh PPROF_SVG PROFILE...
#
# Wants `rustup target add wasm32-unknown-unknown`, or Debian's rustc-web, cargo-web, rust-web-src and lld, which build
# the standard library as well where there is none to download.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=wasm32-unknown-unknown
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$here/../../target}"

build() {
  "$1" build --locked --manifest-path "$here/Cargo.toml" --target "$target" "${@:2}"
}

if [ -d "$(rustc --print sysroot)/lib/rustlib/$target" ]; then
  echo "WebAssembly: with the toolchain's own standard library"
  build cargo
elif [ -d /usr/lib/rustlib/src/rust/library ] && [ -x /usr/bin/cargo ]; then
  echo "WebAssembly: with Debian's toolchain, standard library included"
  # Stable compilers build a standard library only if told that they may.
  RUSTC_BOOTSTRAP=1 RUSTC=/usr/bin/rustc RUSTFLAGS=-Clinker=wasm-ld build /usr/bin/cargo -Zbuild-std=std,panic_abort
else
  echo "WebAssembly: neither rustup's $target nor Debian's rustc-web, cargo-web, rust-web-src and lld are there" >&2
  exit 1
fi
node "$here/compare.mjs" "$CARGO_TARGET_DIR/$target/debug/pprof_svg_wasm.wasm" "$@"
