#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# `search` finds words, and leaves a trail: every search has a purpose and a name, none is for a private person.
. tests/e2e/lib.sh

dir=$work/n
now="--now 2026-03-15T23:59:00+01:00"
mkdir "$dir"
cp examples/turfbrug/tamtam.conf "$dir"
head -n 300 examples/turfbrug/sample/posts.jsonl >"$work/posts.jsonl"
"$TAMTAM" import --kind posts --dir "$dir" $now --quiet "$work/posts.jsonl" >/dev/null
search() { "$TAMTAM" search --dir "$dir" $now --purpose omgevingsbeeld --by "Jo de Vries" "$@"; }
rows() { "$TAMTAM" audit verify --dir "$dir" | sed 's/[^0-9]//g'; }

check "the log is empty" equals "$(rows)" 0
check "a word" exits 0 search --json Veenweg
check "is found" test "$(wc -l <"$work/out")" -gt 3
check "in every post that is shown" equals "$(grep -ci veenweg "$work/out")" "$(wc -l <"$work/out")"
check "the newest first" equals "$(grep -o '"time":"[^"]*"' "$work/out" | sort -r | cksum)" "$(grep -o '"time":"[^"]*"' "$work/out" | cksum)"
check "at most so many" exits 0 search --json --limit 2 Veenweg
check "are shown" equals "$(wc -l <"$work/out")" 2
check "accents and case make no difference" exits 0 search --json VÉÉNWEG
check "it is found too" test -s "$work/out"
check "a phrase with AND" exits 0 search --json '"de brug" AND Veenweg'
check "a field" exits 0 search --json 'brug wijk:Bloemenwijk'
check "is understood" exits 0 search --json 'wijk:Bloemenwijk'
check "and finds" test -s "$work/out"
check "a word with signs" exits 0 search --json "foto's OR 100% OR A/B-straat"
check "a district that is none" exits 1 search 'wijk:Nergensdijk'
check "is told" says "Nergensdijk"
check "what is not there" exits 0 search --json xyzzyplugh
check "is not found" test ! -s "$work/out"
check "a question that is none" exits 1 search 'AND AND ('
check "is told" says "tamtam search: "
check "a limit that is none" exits 2 search --limit veel brug
check "an unknown purpose" exits 1 "$TAMTAM" search brug --dir "$dir" --purpose nieuwsgierig --by Jo
check "is told" says "tamtam.conf has no [purpose nieuwsgierig]"
before=$(rows)
check "the handle of a resident" exits 1 search @nachtuil-havenweg
check "is refused" says "@nachtuil-havenweg is van een privépersoon"
check "and that is logged too" equals "$(rows)" $((before + 1))
check "the handle between brackets" exits 1 search '(brug OR "@nachtuil-havenweg")'
check "that of a public actor is not" exits 0 search @gemeenteturfbrug
check "the log is whole" exits 0 "$TAMTAM" audit verify --dir "$dir"

id=$(search --json --limit 1 Veenweg --quiet | sed 's/.*"id":\([0-9]*\).*/\1/')
check "explain a post" exits 0 "$TAMTAM" explain "$id" --dir "$dir"
check "says its tone" prints "Toon: "
check "a post that is not there" exits 1 "$TAMTAM" explain 999999 --dir "$dir"
check "is told" says "there is no post 999999"
check "an id that is none" exits 2 "$TAMTAM" explain brug --dir "$dir"
finish
