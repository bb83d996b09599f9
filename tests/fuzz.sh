#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# Runs the fuzz targets of a build folder, one after the other: fuzz.sh BUILD SECONDS [NAME...]. They begin with the small cases of
# tests/fuzz/corpus and other files at hand; what they learn stays in BUILD/corpus; an input that fails is left in BUILD as
# NAME-crash-..., and ends the run. Ten minutes or more are noted in docs/robustness.md. Run from the root of the tree.
set -eu

build=$1
seconds=$2
shift 2
export LSAN_OPTIONS=suppressions="$PWD/tests/lsan.supp":print_suppressions=0

# Folders whose files are good to begin with.
seeds_of()
{
    echo "tests/fuzz/corpus/$1"
    case $1 in
    feed | json) echo tests/data/feeds ../shared/feeds/real ../shared/feeds/suite ;;
    ini) echo examples/turfbrug examples/heideland ;;
    lexicon) echo lexicons ;;
    post | mask | record) echo examples/turfbrug/sample ;;
    esac
}

# What a target reads: the first words of its comment.
reads_of()
{
    sed -nE '/SPDX|rooms:/d; s,^(/| )\* ([A-Z][^.:;]*).*,\2,p' "tests/fuzz/fuzz_$1.c" | head -n 1
}

for name in ${*:-$(basename -a "$build"/tests/fuzz/fuzz_* | sed 's/^fuzz_//')}; do
    target=$build/tests/fuzz/fuzz_$name
    folders=
    for folder in $(seeds_of "$name"); do
        [ -d "$folder" ] && folders="$folders $folder"
    done
    mkdir -p "$build/corpus/$name"
    echo "  $name, $seconds seconds"
    # shellcheck disable=SC2086
    if ! "$target" -max_total_time="$seconds" -max_len=8192 -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 \
        -artifact_prefix="$build/$name-" "$build/corpus/$name" $folders >"$build/$name.log" 2>&1; then
        tail -n 40 "$build/$name.log"
        exit 1
    fi
    inputs=$(sed -n 's/^stat::number_of_executed_units: //p' "$build/$name.log")
    echo "    $inputs inputs"
    [ "$seconds" -lt 600 ] ||
        printf '%s\t%s\t%s\t%s\n' "$name" "$(reads_of "$name")" "$inputs" "$seconds" | python3 tests/noted.py fuzz reads inputs seconds
done
