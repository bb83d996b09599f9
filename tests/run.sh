#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# Runs all tests of a build folder: run.sh BUILD. Unit tests and scripts speak TAP; the last line counts them.
set -u

build=$1
export TAMTAM="$(cd "$build" && pwd)/tamtam" LOOPSERVE="$(cd "$build" && pwd)/loopserve" SMTPSINK="$(cd "$build" && pwd)/smtpsink" BUILD="$(cd "$build" && pwd)"
export CMOCKA_MESSAGE_OUTPUT=tap ASAN_OPTIONS=detect_leaks=1:abort_on_error=1 UBSAN_OPTIONS=print_stacktrace=1
export LSAN_OPTIONS=suppressions="$PWD/tests/lsan.supp":print_suppressions=0
export NPM="$PWD/build/npm"
passed=0
failed=0

# One program: counts its 'ok' and 'not ok' lines; one that ends badly without a 'not ok' has failed once more.
run_one()
{
    name=$1
    shift
    output=$("$@" 2>&1 </dev/null)
    status=$?
    ok=$(printf '%s\n' "$output" | grep -c '^ok ')
    not_ok=$(printf '%s\n' "$output" | grep -c '^not ok ')
    if [ $status -ne 0 ] && [ "$not_ok" -eq 0 ]; then
        not_ok=1
    fi
    if [ "$ok" -eq 0 ] && [ "$not_ok" -eq 0 ]; then
        output="$name: ran no test"
        not_ok=1
    fi
    passed=$((passed + ok))
    failed=$((failed + not_ok))
    if [ "$not_ok" -gt 0 ]; then
        printf '%s\n' "--- $name (status $status)" "$output"
    else
        echo "  $name: $ok"
    fi
}

for test in "$build"/tests/unit/test_*; do
    case $test in *.d | *.o) continue ;; esac
    run_one "$(basename "$test")" "$test"
done
for test in tests/e2e/*.sh; do
    case $test in */lib.sh) continue ;; esac
    run_one "$(basename "$test")" sh "$test"
done
run_one arrows sh tests/arrows.sh
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
