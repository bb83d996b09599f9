#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# `analyse`: every line that is a post is marked, in its place; what is none is told and costs the others nothing.
. tests/e2e/lib.sh

town=examples/turfbrug
posts=$town/sample/posts.jsonl
ids() { sed 's/^{"id": *"\([^"]*\)".*/\1/' "$1"; }
field() { grep "\"id\":\"$2\"" "$1" | grep -o "\"$3\":[^,}]*" | head -n 1; }

# ---- the sample, whole; nothing is stored
before=$(ls -R $town | cksum)
check "the sample" exits 0 "$TAMTAM" analyse --dir $town --in $posts --out "$work/all" --alerts "$work/alerts"
check "the order is kept" equals "$(ids "$work/all" | cksum)" "$(ids $posts | cksum)"
check "nothing is stored" equals "$(ls -R $town | cksum)" "$before"
check "there are alerts" test -s "$work/alerts"
check "the same once more" exits 0 "$TAMTAM" analyse --dir $town --in $posts --out "$work/again"
check "to the byte" cmp "$work/all" "$work/again"
check "the same through pipes" sh -c '"$1" analyse --dir "$2" --quiet <"$3" | cmp - "$4"' - "$TAMTAM" $town $posts "$work/all"

# ---- any prefix of the posts gives the same alerts up to its end
for n_posts in 200 617 950; do
    head -n $n_posts $posts >"$work/prefix"
    check "the first $n_posts" exits 0 "$TAMTAM" analyse --dir $town --in "$work/prefix" --out /dev/null --alerts "$work/some"
    check "give the first alerts" equals "$(head -n "$(wc -l <"$work/some")" "$work/alerts" | cksum)" "$(cksum <"$work/some")"
done
check "some prefix has alerts, so that this says something" test -s "$work/some"

# An alert names posts that had arrived by then, no later.
check "alerts know no future" sh -c '
    n=0; sed "s/.*\"time\": *\"\([^\"]*\)\".*/\1/" "$2" >"$3/times"
    sed "s/.*\"id\": *\"\([^\"]*\)\".*/\1/" "$2" | paste - "$3/times" >"$3/when"
    sed -n "s/.*\"time\":\"\([^\"]*\)\".*\"posts\":\[\([^]]*\)\].*/\1 \2/p" "$1" | tr -d "\"" | tr "," " " |
    while read -r time ids; do for id in $ids; do
        at=$(grep "^$id	" "$3/when" | cut -f 2)
        [ "$(date -u -d "$at" +%s)" -le "$(date -u -d "$time" +%s)" ] || { echo "$id of $at in an alert of $time"; exit 1; }
    done; done' - "$work/alerts" $posts "$work"

# ---- hostile lines between good ones
printf '%s\n' \
    '{"id": "a", "time": "2026-03-02T08:00:00+01:00", "text": "De brug is dicht", "sentiment": "positief", "group": "media", "issue": "x", "duplicate_of": "y", "why": [1], "themes": ["zelfbedacht"], "extra": {"x": [1, 2.5, null]}, "channel": "twitter", "eigen_veld": "blijft"}' \
    'geen json' \
    '{"id": "b", "time": "gisteren", "text": "x"}' \
    '' \
    '{"time": "2026-03-02T08:01:00+01:00", "text": "zonder id"}' \
    '{"id": "c", "text": "zonder tijd"}' \
    '{"id": "d", "time": "2026-03-02T08:02:00+01:00"}' \
    '["een", "lijst"]' \
    '{"id": 7, "time": "2026-03-02T08:03:00+01:00", "text": ""}' \
    '{"id": "nul", "time": "2026-03-02T08:03:00+01:00", "text": "a\u0000b", "title": 5, "author": {}, "tags": "x", "url": "javascript:alert(1)"}' \
    >"$work/mixed"
printf '{"id": "byte", "time": "2026-03-02T08:04:00+01:00", "text": "\377"}\n' >>"$work/mixed"
{ printf '{"id": "lang", "time": "2026-03-02T08:05:00+01:00", "text": "'; head -c 300000 /dev/zero | tr '\0' 'a'; printf ' \\ud83d\\ude00"}\n'; } >>"$work/mixed"
printf '{"id": "laatste", "time": "1990-03-02T08:06:00Z", "text": "zonder regeleinde"}' >>"$work/mixed"
check "bad lines: status 1" exits 1 "$TAMTAM" analyse --dir $town --in "$work/mixed" --out "$work/marked"
for line in 2 3 5 6 7 8 11; do
    check "line $line is told" says "line $line: "
done
check "an empty line is none" equals "$(grep -c '^line' "$work/err")" 7
check "the others are processed, in order" equals "$(sed 's/^{"id":"*\([a-z0-9]*\).*/\1/' "$work/marked" | tr '\n' ' ')" "a 7 nul lang laatste "
check "an id keeps its type" grep -q '^{"id":7,' "$work/marked"
check "labels of the input are dropped" equals "$(head -n 1 "$work/marked" | grep -c 'zelfbedacht\|"why"\|"duplicate_of"\|"issue":"x"')" 0
check "the writer's voice is ours" equals "$(field "$work/marked" a group)" '"group":"bevolking"'
check "unknown fields pass through" grep -q '"extra":{"x":\[1,2.5,null\]}' "$work/marked"
check "an unknown channel too" grep -q '"channel":"twitter"' "$work/marked"
check "a field of one's own" grep -q '"eigen_veld":"blijft"' "$work/marked"

# ---- one wire story in five papers: headlines of their own, a dateline, a pointer behind it, cut after two sentences
start='In de oude machinehal aan de Veenkade is zondagnacht een grote brand uitgebroken. De brandweer wist te voorkomen dat het vuur oversloeg naar de woningen ernaast.'
more=' Vier bewoners zijn uit voorzorg elders ondergebracht. De politie onderzoekt of er sprake is van opzet.'
paper() { printf '{"id": "%s", "time": "2026-03-02T08:0%s:00+01:00", "channel": "news", "author": "%s", "title": "%s", "text": "%s"}\n' "$1" "$2" "$1" "$3" "$4"; }
{
    paper koerier 0 'Brand verwoest machinehal' "$start$more"
    paper bode 1 'Bewoners halsoverkop uit bed door vlammenzee naast hun huis' "$start$more"
    paper omroep 2 'Politie denkt aan opzet' "TURFBRUG (ANP) - $start$more"
    paper dagblad 3 'Vuur aan de Veenkade' "$start$more Lees ook ons liveblog."
    paper weekkrant 4 'Machinehal in de as' "$start"
    paper ander 5 'Brug dicht' 'De brug over de vaart is deze week dicht voor onderhoud aan het brugdek en de slagbomen, meldt de gemeente.'
} >"$work/wire"
check "a wire story" exits 0 "$TAMTAM" analyse --dir $town --in "$work/wire" --out "$work/wired"
check "is one story in four other papers" equals "$(grep -c '"duplicate_of":"koerier"' "$work/wired")" 4
check "and not in what says something else" equals "$(grep -c '"duplicate_of"' "$work/wired")" 4

# ---- options
head -n 40 $posts >"$work/forty"
check "--explain" exits 0 "$TAMTAM" analyse --dir $town --in "$work/forty" --out "$work/explained" --explain
check "says why" grep -q '"why":\[{"mark":"[^"]*","entry":"[^"]*","file":"[^"]*"' "$work/explained"
check "and where" grep -q '"at":[0-9]*,"length":[1-9]' "$work/explained"
cat >"$work/reasons.py" <<'EOF'
import json, sys
kinds = {"themes": "theme", "frames": "frame", "crisis": "crisis"}
total = bare = 0
for line in open(sys.argv[1]):
    post = json.loads(line)
    marks = {why["mark"] for why in post["why"]}
    for field, kind in kinds.items():
        for value in post[field]:
            total += 1
            bare += f"{kind}:{value}" not in marks
print(total, "marks,", bare, "without a reason")
sys.exit(bare > 0 or total < 500)
EOF
check "--explain on the whole sample" exits 0 "$TAMTAM" analyse --dir $town --in $posts --out "$work/reasons" --explain
check "every theme, frame and crisis mark has its reason" python3 "$work/reasons.py" "$work/reasons"
check "the marks are the same" equals "$(sed 's/,"why":.*//' "$work/reasons" | cksum)" \
    "$(sed 's/,"issue".*//' "$work/all" | cksum)"
check "--stream" exits 0 "$TAMTAM" analyse --dir $town --in "$work/forty" --out "$work/streamed" --stream
check "gives as many" equals "$(wc -l <"$work/streamed")" 40
mkfifo "$work/in" "$work/out.pipe"
"$TAMTAM" analyse --dir $town --stream --quiet <"$work/in" >"$work/out.pipe" &
servers="$servers $!"
exec 3>"$work/in" 4<"$work/out.pipe"
head -n 1 $posts >&3
check "--stream answers at once" sh -c 'read -r line <&4; case $line in *\"sentiment\"*) ;; *) echo "$line"; exit 1 ;; esac'
exec 3>&- 4<&-
check "no posts at all" exits 0 "$TAMTAM" analyse --dir $town --in /dev/null --out "$work/none"
check "give none" test ! -s "$work/none"
# ---- languages: the source's word, then the words, then the letters; unsure, Frisian and Low Saxon are Dutch
n=0
while IFS='|' read -r wanted said text; do
    n=$((n + 1))
    printf '{"id":"%s","time":"2026-03-02T08:00:00+01:00","source_lang":"%s","text":"%s"}\n' "$n" "$said" "$text"
    echo "$wanted" >>"$work/wanted"
done >"$work/languages" <<'POSTS'
nl||Weer een volle container in de Tulpstraat
nl||Stroomstoring Bloemenwijk
nl||Wifi down bij de hele familie
nl||Moai waar op de merke hjoed
nl||Hoi!
en||Power outage in the whole street
de||Schönes Wetter auf dem Markt heute
tr||Belediyenin kararı çok kötü
pl||Gdzie mogę tu zaparkować?
ar||دخان فوق المنطقة الصناعية
fr||Les voisins font encore du bruit
xx||Η γέφυρα είναι κλειστή
nl|en|De brug is weer dicht en het duurt nog een week
nl|en|Brug dicht, wat een geregel
de|de|Die Brücke ist zu
sv|sv|Bron är stängd igen, de kommer i morgon
en|en-GB|Is it open?
nl|nl|The bridge is closed again and nobody knows why
POSTS
check "posts in many languages" exits 0 "$TAMTAM" analyse --dir $town --in "$work/languages" --out "$work/spoken"
check "are told apart" equals "$(sed 's/.*"lang":"\([a-z]*\)".*/\1/' "$work/spoken" | tr '\n' ' ')" "$(tr '\n' ' ' <"$work/wanted")"
finish
