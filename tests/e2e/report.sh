#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# `report day` as a user calls it. What a tamtam must look like is in pages.sh.
. tests/e2e/lib.sh

dir=$work/n
mkdir "$dir"
cp examples/turfbrug/tamtam.conf "$dir"
head -n 700 examples/turfbrug/sample/posts.jsonl >"$work/posts.jsonl"
"$TAMTAM" import --kind posts --dir "$dir" --now 2026-03-15T23:59:00+01:00 --quiet "$work/posts.jsonl" >/dev/null
report() { "$TAMTAM" report day --dir "$dir" --now 2026-03-06T08:30:00+01:00 "$@"; }

check "the day's tamtam" exits 0 report --out "$work/a" --format html,txt,json
for format in html txt json; do
    check "$format is made" test -s "$work/a/tamtam-2026-03-06.$format"
    check "$format is named on stdout" prints "tamtam-2026-03-06.$format"
done
check "the JSON is JSON" sh -c 'python3 -m json.tool "$1" >/dev/null' - "$work/a/tamtam-2026-03-06.json"
check "it is in Dutch" grep -q 'vrijdag 6 maart 2026' "$work/a/tamtam-2026-03-06.txt"
check "once more" exits 0 report --out "$work/b" --format html,txt,json
for format in html txt json; do
    check "$format: same store and --now, same bytes" cmp "$work/a/tamtam-2026-03-06.$format" "$work/b/tamtam-2026-03-06.$format"
done
check "without --out it stands in the newsroom" exits 0 report --format txt
check "in reports" test -s "$dir/reports/tamtam-2026-03-06.txt"
check "HTML and PDF are the standard" exits 0 report --out "$work/c"
check "both are there" test -s "$work/c/tamtam-2026-03-06.html" -a -s "$work/c/tamtam-2026-03-06.pdf"
check "every day can be made, also one without posts" exits 0 report --date 2020-01-01 --format txt --out "$work/d"
check "under its date" test -s "$work/d/tamtam-2020-01-01.txt"

# No resident can be recognised: neither by name nor by words of some length.
sed -n 's/.*"author": "\(@[^"]*\)".*/\1/p' "$work/posts.jsonl" | sort -u |
    while read -r handle; do grep -qiF "$handle" examples/turfbrug/tamtam.conf || echo "$handle"; done >"$work/handles"
check "there are residents" test "$(wc -l <"$work/handles")" -gt 50
check "none of them is named" sh -c '! grep -qiFf "$1" "$2" "$3" "$4"' - "$work/handles" "$work"/a/tamtam-2026-03-06.*

check "an unknown format" exits 2 report --format docx
check "is told with those there are" says "html, pdf, txt, json"
check "an unknown report" exits 2 "$TAMTAM" report year --dir "$dir"
check "no report" exits 2 "$TAMTAM" report --dir "$dir"
finish
