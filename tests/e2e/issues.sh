#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# Issues and people: list, show, merge, split, name and mute, kept through what follows and when issues are made anew.
. tests/e2e/lib.sh

town=$work/n
mkdir -p "$town"
cp examples/turfbrug/tamtam.conf "$town"
issues() { "$TAMTAM" issues --dir "$town" --now 2026-03-12T12:00:00+01:00 "$@"; }

# post ID DAY HOUR AUTHOR TEXT
post() { printf '{"id":"%s","time":"2026-03-%sT%s:00:00+01:00","channel":"mastodon","author":"@%s","text":"%s"}\n' "$@"; }
{
    post m1 09 10 jan "De windmolens in de Veenpolder komen er toch, vijf turbines langs de polderdijk"
    post m2 09 11 piet "Vijf windmolens van 180 meter in de Veenpolder, wie wil die turbines nou"
    post m3 09 12 klaas "Windmolens Veenpolder: die turbines geven slagschaduw, ik teken bezwaar"
    post p1 09 13 anna "Weer vijf weken wachten op een afspraak voor mijn paspoort bij het stadhuis"
    post p2 09 14 bea "Paspoort verlopen en pas over vijf weken een afspraak bij het stadhuis, balgen"
    post p3 09 15 cor "Afspraak voor paspoort bij het stadhuis is door de computer kwijtgeraakt"
} >"$work/in.jsonl"
check "import" exits 0 "$TAMTAM" import --kind posts --dir "$town" --now 2026-03-12T12:00:00+01:00 "$work/in.jsonl"

# of POST: the issue of the post with this number
of() { issues list --json | sed 's/.*"id":\([0-9]*\).*/\1/' | while read -r id; do
    issues show "$id" | tail -n +2 | grep -q "^ *$1  " && echo "$id"; done; true; }

mills=$(of 1)
passports=$(of 4)
check "posts on one matter are one issue" equals "$(of 2)" "$mills"
check "and those on another one another" equals "$(of 5)" "$passports"
check "which are two" test -n "$mills" -a -n "$passports" -a "$mills" != "$passports"
check "show" exits 0 issues show "$mills"
check "never a resident's words" sh -c "! grep -qi bezwaar '$work/out'"
check "an issue that there is not" exits 1 issues show 99
check "a decision needs a name" exits 2 issues name "$mills" "Wind"
check "and an issue" exits 1 issues name 99 "Wind" --by Jo
check "and words that there are" exits 2 issues paint "$mills" --by Jo
check "a mute needs a time" exits 2 issues mute "$mills" straks --by Jo

check "name" exits 0 issues name "$mills" "Plan Windpark" --by Jo
check "split" exits 0 issues split "$passports" 6 --by Jo
check "split off" test -n "$(of 6)" -a "$(of 6)" != "$passports"
check "merge" exits 0 issues merge "$mills" "$(of 6)" --by Jo
check "merged" equals "$(of 6)" "$mills"
check "move" exits 0 issues move 3 "$passports" --by Jo
check "moved" equals "$(of 3)" "$passports"
check "a post that there is not" exits 1 issues move 99 "$passports" --by Jo
check "... is told" grep -q 'no post 99' "$work/err"
check "an issue that there is not" exits 1 issues move 3 99 --by Jo
check "a post to nowhere" exits 2 issues move 3 ergens --by Jo
check "mute" exits 0 issues mute "$mills" 2026-03-20 --by Jo
check "logged" exits 0 "$TAMTAM" audit verify --dir "$town"

# what follows
post m4 10 10 dirk "Windmolens in de Veenpolder: gisteren weer over die vijf turbines gehoord" >"$work/more.jsonl"
check "import more" exits 0 "$TAMTAM" import --kind posts --dir "$town" --now 2026-03-12T12:00:00+01:00 "$work/more.jsonl"
check "the next post goes there" equals "$(of 12)" "$mills" # five decisions stand on the line before it
issues list >"$work/out"
check "the name holds" prints "Plan Windpark"

# anew
check "the issues are made anew" exits 0 "$TAMTAM" reanalyse --regroup --dir "$town"
issues list >"$work/out"
check "the name holds then too" prints "Plan Windpark"
mills=$(of 1)
check "the merge holds" equals "$(of 6)" "$mills"
check "the split holds" test "$(of 6)" != "$(of 4)"
check "the move holds" test "$(of 3)" = "$(of 4)" -a "$(of 3)" != "$mills"
check "and the rest is as it was" equals "$(of 5)" "$(of 4)"
check "and again" exits 0 "$TAMTAM" reanalyse --regroup --dir "$town"
check "the merge holds still" equals "$(of 6)" "$(of 1)"

# a late post: the numbers on the line are not in the order of time; then the snapshot is lost
post m0 08 10 els "Vijf windmolens in de Veenpolder, de turbines komen langs de polderdijk" >"$work/late.jsonl"
post m5 11 10 fred "Die vijf turbines in de Veenpolder, windmolens langs de polderdijk, wat een hoogte" >"$work/last.jsonl"
check "a late post" exits 0 "$TAMTAM" import --kind posts --dir "$town" --now 2026-03-12T12:00:00+01:00 "$work/late.jsonl"
check "anew, by time" exits 0 "$TAMTAM" reanalyse --regroup --dir "$town"
issues list >"$work/before"
mills=$(of 1)
forget() { python3 -c 'import sqlite3, sys; d = sqlite3.connect(sys.argv[1]); d.execute("DELETE FROM snapshot"); d.commit()' "$town/tamtam.db"; }
check "the snapshot is lost" forget
check "import the last" exits 0 "$TAMTAM" import --kind posts --dir "$town" --now 2026-03-12T12:00:00+01:00 "$work/last.jsonl"
check "ids stay" equals "$(of 1)" "$mills"
check "a moved post stays too" equals "$(of 3)" "$(of 4)"
newest=$(issues show "$mills" | tail -n 1 | sed 's/^ *\([0-9]*\) .*/\1/')
check "what follows goes to the same issue" test "$newest" -gt 12
check "the others are untouched" equals "$(grep -vc 'Plan Windpark' "$work/before")" "$(issues list | grep -vc 'Plan Windpark')"

# posts went, another's text changed, and the snapshot is lost: the line does not lead to what is stored any more
post b1 11 11 gijs "Weer geen vuilnis opgehaald, de containers in de Bloemenwijk puilen uit" >"$work/bins.jsonl"
post b2 11 12 hans "Containers Bloemenwijk puilen uit, vuilnis wordt al dagen niet opgehaald" >>"$work/bins.jsonl"
holes() { python3 - "$town/tamtam.db" <<'END'
import sqlite3, sys
d = sqlite3.connect(sys.argv[1])
d.execute("DELETE FROM snapshot")
d.execute("DELETE FROM post WHERE seq IN (1, 2)")
d.execute("UPDATE post SET text = 'Heel iets anders' WHERE seq = 4")
d.commit()
END
}
issues list --json | sed 's/"posts".*//' | sort >"$work/before"
of 3 >"$work/of3"
highest=$(issues list --json | sed 's/.*"id":\([0-9]*\).*/\1/' | sort -n | tail -n 1)
check "posts go, and the snapshot" holes
check "import more still" exits 0 "$TAMTAM" import --kind posts --dir "$town" --now 2026-03-12T12:00:00+01:00 "$work/bins.jsonl"
check "posts stay where they were" equals "$(of 3)" "$(cat "$work/of3")"
check "one whose text changed too" equals "$(of 4)" "$(of 5)"
check "a new issue gets a number of its own" test "$(issues list --json | sed 's/.*"id":\([0-9]*\).*/\1/' | sort -n | tail -n 1)" -gt "$highest"
issues list >"$work/out"
check "the name holds to the end" prints "Plan Windpark"

# ---- a muted issue stays silent when issues are made anew
fire=$work/fire
mkdir -p "$fire"
cp examples/turfbrug/tamtam.conf "$fire"
burning() { printf '{"id":"f%s","time":"2026-03-10T%s:00+01:00","channel":"mastodon","author":"@v%s","text":"%s"}\n' "$@"; }
{
    burning 1 20:00 1 "Grote brand bij de loods aan de Havenweg, enorme rookwolken, ik zie vlammen"
    burning 2 20:02 2 "Wat is er aan de hand in het Havenkwartier? Brand met zwarte rook bij een loods"
} >"$work/first.jsonl"
{
    burning 3 20:05 3 "Sirenes overal, brand in de loods aan de Havenweg, de vlammen slaan eruit, ik sta er vlakbij"
    burning 4 20:07 4 "Moeten de ramen dicht? Rook van de brand bij de loods Havenkwartier trekt deze kant op"
    burning 5 20:09 5 "Explosie gehoord bij de brand aan de Havenweg, help, is er iemand gewond"
    burning 6 20:12 6 "Brand loods Havenweg: mensen worden geevacueerd, zwarte rook, ik zie brandweer en politie"
} >"$work/rest.jsonl"
alerts_of() { python3 -c 'import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute("SELECT count(*) FROM alert WHERE level > 0").fetchone()[0])' "$fire/tamtam.db"; }
burn() { "$TAMTAM" import --kind posts --dir "$fire" --now 2026-03-10T21:00:00+01:00 "$1"; }
check "the first of a fire" exits 0 burn "$work/first.jsonl"
check "muted" exits 0 "$TAMTAM" issues mute 1 2026-03-20 --by Jo --dir "$fire" --now 2026-03-10T20:03:00+01:00
check "the rest of it" exits 0 burn "$work/rest.jsonl"
check "no warning" equals "$(alerts_of)" 0
check "made anew" exits 0 "$TAMTAM" reanalyse --regroup --dir "$fire"
check "no warning then either" equals "$(alerts_of)" 0
check "the mute is logged" exits 0 "$TAMTAM" audit verify --dir "$fire"
cp "$fire/tamtam.conf" "$work" && rm -r "$fire" && mkdir "$fire" && cp "$work/tamtam.conf" "$fire"
check "unmuted" exits 0 burn "$work/first.jsonl"
check "all of it" exits 0 burn "$work/rest.jsonl"
check "it would have been a warning" test "$(alerts_of)" -gt 0
# the warning stands; a post goes, the snapshot is lost: the fire that burns on is not warned of once more
python3 -c 'import sqlite3, sys; d = sqlite3.connect(sys.argv[1]); d.executescript("DELETE FROM snapshot; DELETE FROM post WHERE seq = 1")' "$fire/tamtam.db"
matters() { python3 -c 'import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute("SELECT count(DISTINCT id) FROM alert").fetchone()[0])' "$fire/tamtam.db"; }
before=$(matters)
burning 7 20:15 7 "Brand loods Havenweg nog niet onder controle, vlammen en rook, brandweer is massaal aanwezig" >"$work/more.jsonl"
check "more of the fire" exits 0 burn "$work/more.jsonl"
check "has the alert that stands" equals "$(matters)" "$before"

# ---- tomorrow
soon=$work/soon
mkdir -p "$soon"
cp examples/turfbrug/tamtam.conf "$soon"
check "a fortnight" exits 0 "$TAMTAM" import --kind posts --dir "$soon" --now 2026-03-15T23:00:00+01:00 examples/turfbrug/sample/posts.jsonl
check "tomorrow" exits 0 "$TAMTAM" issues tomorrow --dir "$soon" --now 2026-03-11T08:00:00+01:00
check "how such forecasts did" prints Brierscore
check "contacts" prints "Verwachte contacten"
check "as JSON" exits 0 "$TAMTAM" issues tomorrow --json --dir "$soon" --now 2026-03-11T08:00:00+01:00
check "with its record" prints '"contacts_record"'

# ---- alerts on the sample: what a stream has told so far does not depend on what comes after
sample=examples/turfbrug/sample/posts.jsonl
alerts() { "$TAMTAM" analyse --dir examples/turfbrug --in "$1" --alerts "$2" --quiet >"$work/analysed"; }
check "alerts on the sample" exits 0 alerts "$sample" "$work/whole.alerts"
check "there are some" test -s "$work/whole.alerts"
for posts in 100 300 500 550 600 700 900; do
    head -n $posts "$sample" >"$work/part.jsonl"
    alerts "$work/part.jsonl" "$work/part.alerts"
    head -n "$(wc -l <"$work/part.alerts")" "$work/whole.alerts" >"$work/whole.part"
    check "the first $posts posts raise the same" cmp "$work/part.alerts" "$work/whole.part"
done

finish
