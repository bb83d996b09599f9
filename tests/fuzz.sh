#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# Runs every fuzz target of a build folder, one after the other: fuzz.sh BUILD SECONDS. What they learn stays in BUILD/corpus; an
# input that fails is left in BUILD as NAME-crash-..., and ends the run. Run from the root of the tree.
set -eu

build=$1
seconds=$2

# Folders whose files are good to begin with.
seeds_of()
{
    case $1 in
    fuzz_feed) echo tests/data/feeds ;;
    fuzz_ini) echo examples/turfbrug examples/heideland ;;
    fuzz_lexicon) echo lexicons ;;
    fuzz_post | fuzz_mask | fuzz_record) echo examples/turfbrug/sample ;;
    esac
}

for target in "$build"/tests/fuzz/fuzz_*; do
    [ -x "$target" ] || continue
    name=$(basename "$target")
    mkdir -p "$build/corpus/$name"
    echo "  $name, $seconds seconds"
    # shellcheck disable=SC2046
    if ! "$target" -max_total_time="$seconds" -max_len=8192 -timeout=10 -artifact_prefix="$build/$name-" "$build/corpus/$name" $(seeds_of "$name") \
        >"$build/$name.log" 2>&1; then
        tail -n 40 "$build/$name.log"
        exit 1
    fi
    tail -n 1 "$build/$name.log"
done
