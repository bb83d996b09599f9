#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# kill -9 in the middle, and then again: nothing is lost, nothing comes twice, and the issues are those of an undisturbed run.
. tests/e2e/lib.sh

now="--now 2026-03-15T23:59:00+01:00"
sample=examples/turfbrug/sample
newsroom() { mkdir -p "$1"; cp examples/turfbrug/tamtam.conf "$1"; sed "s,127\.0\.0\.1:8093,127.0.0.1:$port,${2-}" examples/turfbrug/feeds.conf >"$1/feeds.conf"; }
posts() { "$TAMTAM" status --dir "$1" --json 2>/dev/null | sed 's/.*"posts":\([0-9]*\).*/\1/'; }
issues() { "$TAMTAM" issues list --days 60 --dir "$1" $now --json; }
alerts() { "$TAMTAM" status --dir "$1" --json | sed 's/.*"alerts":\([0-9]*\).*/\1/'; }
import() { "$TAMTAM" import --kind posts --dir "$1" $now --quiet "$2"; }
# at_least DIR N: are there so many posts?
at_least() { stored=$(posts "$1"); [ "${stored:-0}" -ge "$2" ]; }

serve $sample/feeds --log "$work/log"
# The sample twice, the second time as other posts that tell the same: five chunks.
{ cat $sample/posts.jsonl; sed 's/"id": "/"id": "2-/; s/"url": "[^"]*"/"url": ""/' $sample/posts.jsonl; } >"$work/posts.jsonl"

# ---- an import, killed when its first chunk is in the database
newsroom "$work/calm"
check "an undisturbed import" exits 0 import "$work/calm" "$work/posts.jsonl"
check "brings posts" at_least "$work/calm" 2000

newsroom "$work/torn"
"$TAMTAM" import --kind posts --dir "$work/torn" $now "$work/posts.jsonl" >/dev/null 2>&1 & # itself: killing a shell would leave it
process=$!
servers="$servers $process"
# A commit is seen by the write-ahead log that grew and stands still; the empty schema is less than half a megabyte.
size=0
until last=$size; size=$(stat -c %s "$work/torn/tamtam.db-wal" 2>/dev/null || echo 0); { [ "$size" -gt 500000 ] && [ "$size" = "$last" ]; } ||
    ! kill -0 $process 2>/dev/null; do sleep 0.02; done
kill -9 $process 2>/dev/null
wait $process 2>/dev/null
part=$(posts "$work/torn")
check "what was committed is there after kill -9" at_least "$work/torn" 400
check "once more" exits 0 import "$work/torn" "$work/posts.jsonl"
echo "# killed after $part of $(posts "$work/calm") posts"
check "as many posts" equals "$(posts "$work/torn")" "$(posts "$work/calm")"
check "the same issues" equals "$(issues "$work/torn" | cksum)" "$(issues "$work/calm" | cksum)"
check "there are some" test "$(issues "$work/calm" | wc -l)" -gt 10
check "as many alerts" equals "$(alerts "$work/torn")" "$(alerts "$work/calm")"

# ---- a poll, killed while one source is still speaking
newsroom "$work/quiet"
check "an undisturbed poll" exits 0 "$TAMTAM" poll --dir "$work/quiet" $now --quiet
newsroom "$work/broken" ";s,\(nieuws14.feed.json\),\1?slow=500,"
: >"$work/log"
"$TAMTAM" poll --dir "$work/broken" $now --quiet >/dev/null 2>&1 &
process=$!
servers="$servers $process"
until grep -q nieuws14 "$work/log" || ! kill -0 $process 2>/dev/null; do sleep 0.02; done
check "it was killed in the middle" kill -9 $process
wait $process 2>/dev/null
newsroom "$work/broken"
check "once more" exits 0 "$TAMTAM" poll --dir "$work/broken" $now --json
check "every source was asked for all of it" equals "$(tail -n 10 "$work/log" | grep -c '^200')" 10
check "as many posts" equals "$(posts "$work/broken")" "$(posts "$work/quiet")"
check "the same issues" equals "$(issues "$work/broken" | cksum)" "$(issues "$work/quiet" | cksum)"
check "a third time" exits 0 "$TAMTAM" poll --dir "$work/broken" $now --json
check "brings nothing" prints '"new":0'
finish
