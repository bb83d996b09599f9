#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# Runs all tests of a build folder: run.sh BUILD. Unit tests and scripts speak TAP; the last line counts them.
# Two tests run at a time; what a test leaves running is ended, and one that hangs is ended after five minutes.
set -u

build=$(cd "$1" && pwd)
export TAMTAM="$build/tamtam" LOOPSERVE="$build/loopserve" SMTPSINK="$build/smtpsink" BUILD="$build"
export CMOCKA_MESSAGE_OUTPUT=tap ASAN_OPTIONS=detect_leaks=1:abort_on_error=1 UBSAN_OPTIONS=print_stacktrace=1
export LSAN_OPTIONS=suppressions="$PWD/tests/lsan.supp":print_suppressions=0
export NPM="$PWD/build/npm"
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

# One program in a session of its own: its output and exit status go to the results.
run_one()
{
    name=$1
    shift
    setsid timeout -k 5 300 "$@" >"$results/$name.out" 2>&1 </dev/null &
    session=$!
    wait $session
    echo $? >"$results/$name.status"
    kill -- -$session 2>/dev/null
}

run_units()
{
    for test in "$build"/tests/unit/test_*; do
        case $test in *.d | *.o) continue ;; esac
        run_one "$(basename "$test")" "$test"
    done
}

run_scripts()
{
    for test in tests/e2e/*.sh; do
        case $test in */lib.sh) continue ;; esac
        run_one "$(basename "$test")" sh "$test"
    done
    run_one arrows sh tests/arrows.sh
    run_one replay "$build/replay"
}

run_units &
run_scripts
wait

# A program that ends badly without a 'not ok' has failed once more; one that runs no test has failed.
passed=0
failed=0
for status in "$results"/*.status; do
    name=$(basename "$status" .status)
    output=$results/$name.out
    ok=$(grep -c '^ok ' "$output")
    not_ok=$(grep -c '^not ok ' "$output")
    if [ "$not_ok" -eq 0 ] && { [ "$(cat "$status")" -ne 0 ] || [ "$ok" -eq 0 ]; }; then
        not_ok=1
    fi
    passed=$((passed + ok))
    failed=$((failed + not_ok))
    if [ "$not_ok" -gt 0 ]; then
        echo "--- $name (status $(cat "$status"), $ok ok)"
        grep -v '^ok ' "$output"
    else
        echo "  $name: $ok"
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
