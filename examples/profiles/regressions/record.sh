#!/usr/bin/env bash
# Builds the programs here before and after their changes, and records each three times before and three times after, in turn.
#
#     record.sh [FOLDER [CASE...]]
#
# Profiles go to FOLDER/CASE/{before,after}-{1,2,3}.pb.gz, beside this script if none is given. With VARIANT=before (or
# after), both sides are runs of that one program, so that nothing is different; with ORDER=blocks, all runs of a side are
# one after the other. Needs go, cargo, patch and gzip. Programs are built and run in /src/app, so that no profile holds
# a path of somebody's machine.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
to=$(mkdir -p "${1:-$here}" && cd "${1:-$here}" && pwd)
shift || true
work=/src/app
runs="1 2 3"

export CGO_ENABLED=0 GODEBUG=asyncpreemptoff=1 # one mapping, and no samples in the preemption handler
export GOGC=400                                 # as services run: what the collector does is not what is looked at

# The kind of profile, CPU if it is no other.
kind() {
  case $1 in
    logship | presence) echo heap ;;
    ledger) echo mutex ;;
    *) echo cpu ;;
  esac
}

is_rust() {
  [ -e "$here/tools/$1.patch" ]
}

# build CASE VARIANT, as /src/app/VARIANT/CASE
build() {
  local name=$1 variant=$2 source
  mkdir -p "$work/$variant"
  if is_rust "$name"; then source=tools; else source=services; fi
  rm -rf "${work:?}/$source"
  cp -r "$here/$source" "$work"
  cd "$work/$source"
  if is_rust "$name"; then
    if [ "$variant" = after ]; then patch -sp1 <"$name.patch"; fi
    build_rust "$name" "$work/$variant/$name"
  else
    if [ "$variant" = after ]; then patch -sp1 <"$name/after.patch"; fi
    go build -trimpath -o "$work/$variant/$name" "./$name"
  fi
}

build_rust() {
  RUSTFLAGS="--remap-path-prefix=$(echo ~/.cargo/registry/src/*)=/cargo --remap-path-prefix=$(rustc --print sysroot)/lib/rustlib/src/rust=/rust" \
    CARGO_TARGET_DIR="$work/target" cargo build -q --release --bin "$1"
  cp "$work/target/release/$1" "$2"
}

# run CASE VARIANT FILE; what the programs say is not for us
run() {
  local taken="$work/taken"
  cd "$work"
  if is_rust "$1"; then
    "./$2/$1" "$taken" >/dev/null
    gzip -9nc "$taken" >"$3"
  else
    "./$2/$1" -kind "${KIND:-$(kind "$1")}" "$taken" 2>/dev/null
    gzip -dc "$taken" | gzip -9n >"$3"
  fi
  rm "$taken"
}

record() {
  local name=$1 folder="$to/$1" i side
  mkdir -p "$folder"
  if [ "${ORDER:-turns}" = blocks ]; then
    for side in before after; do for i in $runs; do run "$name" "${VARIANT:-$side}" "$folder/$side-$i.pb.gz"; done; done
  else
    for i in $runs; do for side in before after; do run "$name" "${VARIANT:-$side}" "$folder/$side-$i.pb.gz"; done; done
  fi
}

[ $# -gt 0 ] || set -- $(cut -f 1 "$here/culprits.txt")
for name; do
  for variant in ${VARIANT:-before after}; do build "$name" "$variant"; done
  record "$name"
done
