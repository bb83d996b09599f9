#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# Runs all tests of a build folder: run.sh BUILD. Unit tests and scripts speak TAP; the last line counts them, and tells the slowest.
# Four tests run at a time, as they wait much; what a test leaves running is ended, and one that hangs is ended after five minutes.
# ONLY=EXPRESSION runs the tests whose names hold it. run.sh BUILD RESULTS TEST runs one of them, for the queue below.
set -u

build=$(cd "$1" && pwd)

run_one()
{
    name=$(basename "$2")
    case $2 in *.sh) set -- "$1" sh "$2" ;; esac
    begun=$(date +%s)
    results=$1
    shift
    setsid timeout -k 5 300 "$@" >"$results/$name.out" 2>&1 </dev/null &
    session=$!
    wait $session
    echo $? >"$results/$name.status"
    echo "$(($(date +%s) - begun)) s $name" >"$results/$name.time"
    kill -- -$session 2>/dev/null
    true
}

if [ $# -eq 3 ]; then
    run_one "$2" "$3"
    exit
fi

export TAMTAM="$build/tamtam" LOOPSERVE="$build/loopserve" SMTPSINK="$build/smtpsink" BUILD="$build"
export CMOCKA_MESSAGE_OUTPUT=tap ASAN_OPTIONS=detect_leaks=1:abort_on_error=1:quarantine_size_mb=8 UBSAN_OPTIONS=print_stacktrace=1
export LSAN_OPTIONS=suppressions="$PWD/tests/lsan.supp":print_suppressions=0
export NPM="$PWD/build/npm"
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

# The scripts first, the browser's leading: they take longest, and the short unit tests fill what is left.
{
    ls -r tests/e2e/*.sh | grep -v '/lib\.sh$'
    echo tests/arrows.sh
    echo "$build/replay"
    find "$build/tests/unit" -name 'test_*' ! -name '*.*'
} | grep -E "${ONLY:-.}" | xargs -P 4 -I TEST "$0" "$build" "$results" TEST

# A program that ends badly without a 'not ok' has failed once more; one that runs no test has failed.
# $build/tests.tsv has the count of each.
passed=0
failed=0
: >"$build/tests.tsv"
for status in "$results"/*.status; do
    name=$(basename "$status" .status)
    output=$results/$name.out
    ok=$(grep -c '^ok ' "$output")
    not_ok=$(grep -c '^not ok ' "$output")
    if [ "$not_ok" -eq 0 ] && { [ "$(cat "$status")" -ne 0 ] || [ "$ok" -eq 0 ]; }; then
        not_ok=1
    fi
    printf '%s\t%s\t%s\n' "$name" "$ok" "$not_ok" >>"$build/tests.tsv"
    passed=$((passed + ok))
    failed=$((failed + not_ok))
    if [ "$not_ok" -gt 0 ]; then
        echo "--- $name (status $(cat "$status"), $ok ok)"
        grep -v '^ok ' "$output"
    else
        echo "  $name: $ok"
    fi
done
echo "slowest: $(cat "$results"/*.time | sort -rn | head -8 | paste -sd, | sed 's/,/, /g')"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
