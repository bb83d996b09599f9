#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# Marks and people: learn from labels, evaluate, correct and explain.
. tests/e2e/lib.sh

town=$work/n
now="--now 2026-03-15T23:59:00+01:00"
mkdir -p "$town" "$work/towns"
cp examples/turfbrug/tamtam.conf "$town"
cp -r examples/waterstad "$work/towns/waterstad"

# marked FILE: sentiment of the posts of $work/new.jsonl, one a line
marked() { "$TAMTAM" analyse --dir "$town" --in "$work/new.jsonl" --quiet | sed 's/.*"sentiment":"\([a-z]*\)".*/\1/'; }

# ---- learn: forty authors teach two words that no lexicon knows
i=0
while [ $i -lt 40 ]; do
    echo "{\"id\":\"p$i\",\"author\":\"@a$i\",\"text\":\"Ik vind dit echt heel flonzig, nummer $i\",\"sentiment\":\"positief\"}"
    echo "{\"id\":\"n$i\",\"author\":\"@b$i\",\"text\":\"Ik vind dit echt heel grumpelig, nummer $i\",\"sentiment\":\"negatief\"}"
    i=$((i + 1))
done >"$work/labelled.jsonl"
cat >"$work/new.jsonl" <<'EOT'
{"id":"1","time":"2026-03-10T12:00:00+01:00","channel":"mastodon","text":"Dit plein vind ik heel flonzig"}
{"id":"2","time":"2026-03-10T12:01:00+01:00","channel":"mastodon","text":"Dit plein vind ik heel grumpelig"}
EOT
check "learn" exits 0 "$TAMTAM" learn --dir "$town" "$work/labelled.jsonl"
check "says where the weights are" prints "$town/lexicons.d/learned.tsv"
check "the words mean what the labels say" equals "$(marked | tr '\n' ' ')" "positief negatief "
check "the weights are a lexicon without fault" exits 0 "$TAMTAM" check --dir "$town"
check "with the new word in it" grep -q "^flonzig	sentiment=positief	" "$town/lexicons.d/learned.tsv"
check "and those that were known before" test "$(wc -l <"$town/lexicons.d/learned.tsv")" -gt 2000
check "but no mark without labels" sh -c '! grep -q "	theme=" "$1"' - "$town/lexicons.d/learned.tsv"
cp "$town/lexicons.d/learned.tsv" "$work/first.tsv"
rm "$town/lexicons.d/learned.tsv"
check "again" exits 0 "$TAMTAM" learn --dir "$town" "$work/labelled.jsonl" --quiet
check "gives the same, byte for byte" cmp "$work/first.tsv" "$town/lexicons.d/learned.tsv"
check "anew" exits 0 "$TAMTAM" learn --anew --dir "$town" "$work/labelled.jsonl" --out "$work/anew.tsv"
check "knows these words only" test "$(wc -l <"$work/anew.tsv")" -lt 500

# ---- bad lines
{
    head -n 10 "$work/labelled.jsonl"
    echo 'geen json'
    echo '{"id":"x","text":"Waardeloos","sentiment":"boos"}'
    echo '{"text":"zonder id","sentiment":"negatief"}'
    echo '{"id":"y","text":"Elders","sentiment":"negatief","municipality":"../n"}'
    echo '{"id":"z","text":"Elders","sentiment":"negatief","municipality":"waterstad"}'
} >"$work/bad.jsonl"
check "bad lines" exits 1 "$TAMTAM" learn --dir "$town" --towns "$work/towns" "$work/bad.jsonl" --out "$work/bad.tsv"
check "no JSON" says "$work/bad.jsonl:11: "
check "an unknown label" says "$work/bad.jsonl:12: unknown label: sentiment 'boos'"
check "no id" says "$work/bad.jsonl:13: no id or no text"
check "a town that is no name" says "$work/bad.jsonl:14: municipality '../n' is no name of a folder"
check "the rest is used" says "11 posts used"
check "and written" test -s "$work/bad.tsv"
check "a file that is not there" exits 1 "$TAMTAM" learn --dir "$town" "$work/nowhere.jsonl"
check "a newsroom that is not there" exits 1 "$TAMTAM" learn --dir "$town" "$work/nowhere=$work/labelled.jsonl"
check "no posts at all" exits 1 "$TAMTAM" learn --dir "$town" /dev/null --out "$work/none.tsv"
check "write nothing" test ! -e "$work/none.tsv"
check "no file at all" exits 2 "$TAMTAM" learn --dir "$town"

# ---- evaluate
check "evaluate" exits 0 "$TAMTAM" evaluate --dir "$town" "$work/labelled.jsonl"
check "counts the posts" prints "80 posts"
check "with an interval" prints "95% interval"
check "in Dutch" exits 0 "$TAMTAM" evaluate --dutch --dir "$town" "$work/labelled.jsonl"
check "it is" prints "80 berichten"
check "as JSON" exits 0 "$TAMTAM" evaluate --json --dir "$town" "$work/towns/waterstad=$work/labelled.jsonl"
check "it is that" python3 -c 'import json, sys
r = json.load(open(sys.argv[1]))
assert r["posts"] == 80 and {"figures", "classes", "channels", "groups", "misses"} <= set(r), r.keys()
assert all(f["low"] <= f["value"] <= f["high"] for f in r["figures"]), r["figures"]' "$work/out"

# ---- correct and explain
rm "$town/lexicons.d/learned.tsv"
"$TAMTAM" import --kind posts --dir "$town" $now --quiet "$work/new.jsonl" >/dev/null
correct() { "$TAMTAM" correct --dir "$town" $now "$@"; }
sentiment() { "$TAMTAM" explain 2 --json --dir "$town" | sed 's/.*"marks":{"sentiment":"\([a-z]*\)".*/\1/'; }
check "a correction needs a name" exits 2 correct 2 --sentiment positief
check "and a mark" exits 2 correct 2 --by Jo
check "with a value that there is" exits 2 correct 2 --sentiment boos --by Jo
check "or else they are named" says "the values are negatief, neutraal, positief"
check "and a post that there is" exits 1 correct 99 --sentiment positief --by Jo
check "or nothing is logged" equals "$("$TAMTAM" audit verify --dir "$town" | sed 's/[^0-9]//g')" 0
check "correct" exits 0 correct 2 --sentiment positief --theme afval,parkeren --by "Jo de Vries"
check "changes the mark" equals "$(sentiment)" positief
check "is logged" equals "$("$TAMTAM" audit verify --dir "$town" | sed 's/[^0-9]//g')" 1
check "explain" exits 0 "$TAMTAM" explain 2 --dir "$town"
check "names who" prints "Gecorrigeerd door Jo de Vries op "
check "and what" prints ": toon positief; thema's afval, parkeren."
check "and the value" prints "Toon: positief"
check "and what the program makes of it" prints "Het programma zegt nu:"
check "analysing again" exits 0 "$TAMTAM" reanalyse --dir "$town" --quiet
check "keeps it" equals "$(sentiment)" positief
check "so does making the issues anew" exits 0 "$TAMTAM" reanalyse --regroup --dir "$town" --quiet
check "it does" equals "$(sentiment)" positief
check "a second thought" exits 0 correct 2 --sentiment neutraal --theme "" --by Jo
check "replaces the first" equals "$(sentiment)" neutraal
check "a district that there is not" exits 1 correct 2 --place Nergenshuizen --by Jo
check "is named" says "tamtam.conf has no district 'Nergenshuizen'"
check "a judgement without its sign" exits 2 correct 2 --leadership "Pieter Hoekstra:betrokkenheid" --by Jo
check "places, people and judgements" exits 0 correct 2 --place bloemenwijk,Centrum --person "Pieter Hoekstra" --leadership "Pieter Hoekstra:betrokkenheid:-" --by Jo
marks() { "$TAMTAM" explain 2 --json --dir "$town" | python3 -c 'import json, sys
m = json.load(sys.stdin)["marks"]
print(m["places"], m["people"], [(j["person"], j["criterion"], j["polarity"]) for j in m["leadership"]])'; }
corrected="['Bloemenwijk', 'Centrum'] ['Pieter Hoekstra'] [('Pieter Hoekstra', 'betrokkenheid', '-')]"
check "change the marks" equals "$(marks)" "$corrected"
check "analysing again keeps them" exits 0 "$TAMTAM" reanalyse --dir "$town" --quiet
check "it does" equals "$(marks)" "$corrected"
check "explain tells of them" exits 0 "$TAMTAM" explain 2 --dir "$town"
check "in words" prints "plaatsen Bloemenwijk, Centrum; bestuurders Pieter Hoekstra; leiderschap Pieter Hoekstra betrokkenheid -."
check "no place at all" exits 0 correct 2 --place "" --person "" --leadership "" --by Jo
check "is a correction too" equals "$(marks)" "[] [] []"
check "list" exits 0 correct list --by Jo
check "has the post once, with its labels" python3 -c 'import json, sys
lines = [json.loads(l) for l in open(sys.argv[1])]
assert len(lines) == 1 and lines[0]["sentiment"] == "neutraal" and lines[0]["themes"] == [], lines
assert lines[0]["text"] == "Dit plein vind ik heel grumpelig", lines' "$work/out"
cp "$work/out" "$work/list.jsonl"
check "and can be learned from" exits 0 "$TAMTAM" learn --dir "$town" "$work/list.jsonl" --out "$work/list.tsv"
check "as from the store" exits 0 "$TAMTAM" learn --corrections --dir "$town"
check "what was learned is no fault" exits 0 "$TAMTAM" check --dir "$town"

# ---- the evidence stands in the text
cat >"$work/klacht.jsonl" <<'EOT'
{"id":"3","time":"2026-03-10T13:00:00+01:00","channel":"facebook","author":"Jan","text":"De vuilnisbakken in de Tulpstraat zijn weer niet geleegd, wat een stank!"}
EOT
"$TAMTAM" import --kind posts --dir "$town" $now --quiet "$work/klacht.jsonl" >/dev/null
id=$("$TAMTAM" search --dir "$town" $now --purpose omgevingsbeeld --by Jo --json vuilnisbakken | sed 's/.*"id":\([0-9]*\).*/\1/')
check "explain as JSON" exits 0 "$TAMTAM" explain "$id" --json --dir "$town"
check "its words are those of the text" python3 -c 'import json, sys
r = json.load(open(sys.argv[1]))
text = r["text"].encode()
placed = [w for w in r["why"] if "at" in w]
assert placed and all(text[w["at"]:w["at"] + w["length"]].decode() == w["words"] for w in placed), placed
assert any(w["words"] == "vuilnisbakken" for w in placed) and any(w["mark"] == "places" for w in placed), placed' "$work/out"
check "in words" exits 0 "$TAMTAM" explain "$id" --dir "$town"
check "with the theme" prints "Thema's: Afval"
check "the place" prints "Plaatsen: Bloemenwijk"
check "and a file" prints "(themes.tsv)"
finish
