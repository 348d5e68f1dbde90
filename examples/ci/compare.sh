#!/usr/bin/env bash
# Compares the profiles of one folder (before a change) with those of another (after it).
#
#   compare.sh BEFORE AFTER OUT [option of pprof-svg ...]
#
# OUT gets comparison.svg, comparison.json and comparison.md. UPLOAD is a command that is given the picture and prints the
# address it has then, which the Markdown shows. The exit status is 1 if a function got worse by more than FAIL_OVER
# (5% of the total if not set; none means never), and 2 if anything was wrong.
set -euo pipefail
before=$1 after=$2 out=$3
shift 3

runs=()
for run in "$before"/*.pb.gz; do runs+=("-before=$run"); done
runs+=("$after"/*.pb.gz)

mkdir -p "$out"
pprof-svg "$@" -svg -output="$out/comparison.svg" "${runs[@]}"
pprof-svg "$@" -json -output="$out/comparison.json" "${runs[@]}"

report=(-markdown -output="$out/comparison.md")
if [ -n "${UPLOAD:-}" ]; then report+=("-picture=$($UPLOAD "$out/comparison.svg")"); fi
limit=${FAIL_OVER:-5%}
if [ "$limit" != none ]; then report+=("-fail_over=$limit"); fi
pprof-svg "$@" "${report[@]}" "${runs[@]}"
