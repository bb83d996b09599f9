#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# The reports through the command line, on a fortnight of the fictional Turfbrug.
cd "$(dirname "$0")/../.." || exit 1
. tests/e2e/lib.sh

room=$work/room
example=examples/turfbrug
now=2026-03-16T08:30:00+01:00

newsroom()
{
    mkdir "$room" && serve "$example/sample/feeds" &&
    cp -r "$example/tamtam.conf" "$example/lexicons.d" "$room" &&
    sed "s,127\.0\.0\.1:8093,127.0.0.1:$port," "$example/feeds.conf" >"$room/feeds.conf" &&
    "$TAMTAM" init "$room" --quiet &&
    "$TAMTAM" poll --dir "$room" --now 2026-03-15T23:59:00+01:00 --quiet &&
    "$TAMTAM" import --kind posts --dir "$room" --now 2026-03-15T23:59:00+01:00 --quiet "$example/sample/posts.jsonl" &&
    "$TAMTAM" reanalyse --regroup --dir "$room" --quiet
}

# report ARGUMENTS...: at the end of the fortnight.
report()
{
    "$TAMTAM" report "$@" --dir "$room" --now "$now" --quiet
}

first_issue()
{
    "$TAMTAM" issues --dir "$room" --now "$now" --json | sed -n 's/^{"id": *\([0-9]*\).*/\1/p' | head -n 1
}

check "a newsroom with a fortnight of posts" newsroom
issue=$(first_issue)

# A school and a shopping centre of the days before are no part of it, though its posts name them too.
fire_of_its_own()
{
    "$TAMTAM" issues show "$issue" --dir "$room" --now "$now" | head -n 1 >"$work/fire"
    grep -q '10.*mrt.*1[2-5].*mrt  Grote brand' "$work/fire" || { cat "$work/fire"; return 1; }
}
check "the largest issue is the fire, from its first day" fire_of_its_own

# ---- every report is made, in every format ----

all_formats()
{
    rm -rf "$work/files"
    report "$@" --format html,pdf,txt,json,eml --out "$work/files" >"$work/told" || return 1
    equals "$(wc -l <"$work/told" | tr -d ' ')" 5 && for file in $(cat "$work/told"); do [ -s "$file" ] || return 1; done
}
check "issue by number" all_formats issue "$issue"
check "reputation by surname" all_formats reputation hoekstra
check "crisis picture of an issue" all_formats crisis "$issue" --to 2026-03-10T18:30
check "week" all_formats week --date 2026-03-11
check "half a year of a district" all_formats district bloemenwijk
check "theme" all_formats theme afval --from 2026-03-02 --to 2026-03-15
check "person" all_formats person 'Sanne de Wit'
check "query" all_formats query 'afval* OR kliko NOT feest' --purpose omgevingsbeeld --by tester

# ---- rumours ----

rumour_by_a_person()
{
    fire=$("$TAMTAM" issues --dir "$room" --now "$now" --json | sed -n 's/^{"id": *\([0-9]*\),.*[Bb]rand.*/\1/p' | head -n 1)
    rumours() { "$TAMTAM" rumours "$@" --dir "$room" --now "$now"; }
    claim=$(rumours "$fire" --json | sed -n 's/^{"claim": *"\([^"]*\)".*"onbekend".*/\1/p' | head -n 1)
    [ "$claim" ] && ! rumours "$fire" "$claim" --state onwaar --by Jansen 2>"$work/err" && grep -q 'A source is needed' "$work/err" &&
    ! rumours "$fire" "${claim}x" --state onbekend --by Jansen 2>"$work/err" && grep -q "bedoelt u.*$claim" "$work/err" &&
    rumours "$fire" "$claim" --state onwaar --source 'het waterbedrijf' --by Jansen &&
    rumours "$fire" | grep -q "^$claim .*onwaar .*volgens het waterbedrijf" &&
    "$TAMTAM" reanalyse --regroup --dir "$room" --quiet &&
    "$TAMTAM" rumours "$fire" --dir "$room" --now "$now" | grep -q 'onwaar .*volgens het waterbedrijf' &&
    "$TAMTAM" audit verify --dir "$room" >/dev/null &&
    report day --date 2026-03-11 --format txt --out "$work/rumour" >/dev/null &&
    tr '\n' ' ' <"$work/rumour/tamtam-2026-03-11.txt" | tr -s ' ' | grep -q 'onwaar volgens het waterbedrijf' && rm -r "$work/rumour"
}
check "a person says what a rumour is, by a source, and it stays" rumour_by_a_person

crisis_page()
{
    report crisis "$issue" --to 2026-03-10T18:30 --format pdf --out "$work/files" >/dev/null &&
    equals "$(pdfinfo "$work"/files/crisis-*.pdf | sed -n 's/^Pages: *//p')" 1
}
check "a crisis picture is one page" crisis_page

# Seven posts of that evening show a picture or a film, all in the issue of the fire; two show the same one.
pictures_going_round()
{
    report crisis "$issue" --to 2026-03-10T18:30 --format txt --out "$work/beelden" >/dev/null &&
    cat "$work"/beelden/crisis-*.txt | tr -s ' \n' '  ' | grep -oE 'Beelden: [^.]*\.[^.]*\.' >"$work/beeld" && cat "$work/beeld" &&
    grep -q '3 berichten met foto of film in dit venster (was 4), 7 sinds het begin; 2 tonen hetzelfde, het eerst om.17.24.uur (Facebook)' "$work/beeld"
}
check "what pictures go round" pictures_going_round

crisis_start()
{
    for end in 17:00 18:30 23:30; do
        report crisis "$issue" --to "2026-03-10T$end" --format txt --out "$work/start" >/dev/null &&
        grep -q 'incident sinds.16.43.uur' "$work"/start/crisis-*.txt || { cat "$work"/start/crisis-*.txt; return 1; }
        rm -r "$work/start"
    done
}
check "an incident begins with its burst, whatever the issue did before" crisis_start

text_of() { report "$@" --format txt --out "$work/text" >/dev/null && cat "$work/text"/* && rm -r "$work/text"; }
field_words() { text_of issue "$issue" >"$work/issue.txt" && grep -q ', verdeeld of zakelijk' "$work/issue.txt" && ! grep -q ', tegen$' "$work/issue.txt"; }
check "the force field has the words of its axis in text too" field_words
small_counts()
{
    text_of reputation stuivenberg | sed -n '/^Waarop rusten/,/^Aandeel/p' >"$work/grounds"
    grep -q '(enkele)' "$work/grounds" && ! grep -qE '\(([1-4]|< 5)\)' "$work/grounds"
}
check "grounds of judgements under five have one form" small_counts
few_in_a_district() { text_of district Rietlanden >"$work/district.txt" && grep -q ': enkele, te weinig om te verdelen' "$work/district.txt"; }
check "residents under five are 'enkele' where a district cuts them" few_in_a_district
incident_day()
{
    text_of day --date 2026-03-11 >"$work/day.txt" && ! grep -qi 'dag dag' "$work/day.txt" && grep -q '^Geruchten – [0-9]* berichten' "$work/day.txt" &&
    grep -q 'onbekend' "$work/day.txt" && grep -q '^Open: ' "$work/day.txt" && grep -q 'Toon van alle stemmen samen' "$work/day.txt" &&
    grep -q 'Nog open: ' "$work/day.txt" && ! grep -q 'ramen dicht: vooral' "$work/day.txt" &&
    ! grep -qE ': [1-4], stijgt' "$work/day.txt" && tr -s ' \n' ' ' <"$work/day.txt" >"$work/day.line" &&
    grep -qE '’ (beheerst het beeld|trekt de meeste berichten): [0-9]+ van de [0-9]+.*Waarschuwing sinds' "$work/day.line" &&
    ! grep -q 'Een gewone dag' "$work/day.line" && [ "$(wc -w <"$work/day.txt")" -le 790 ] || { cat "$work/day.txt"; return 1; }
}
check "the tamtam of an incident: rumours by state, what is open, the tone of all" incident_day

twice()
{
    report "$@" --format html,txt --out "$work/one" >/dev/null && report "$@" --format html,txt --out "$work/two" >/dev/null &&
    diff -r "$work/one" "$work/two"
}
check "the same store and moment give the same issue analysis" twice issue "$issue"
check "the same reputation analysis" twice reputation hoekstra
check "the same week" twice week

# ---- what is unknown or wrong ----

refused() { wanted=$1; words=$2; shift 2; exits "$wanted" report "$@" && says "$words"; }
check "an unknown issue: the nearest titles" refused 1 "er is geen issue 'zwevende tempel'; bedoelt u" issue 'zwevende tempel'
check "an unknown person: the nearest names" refused 1 "Pieter Hoekstra" reputation Hoekstraa
check "an unknown district: the nearest names" refused 1 "Bloemenwijk" district Bloemenwijck
check "an unknown report" refused 2 "unknown report" nieuws
check "an issue that is not said" refused 2 "of what" issue
check "a query without a purpose" refused 2 "--purpose" query afval
check "a query with a purpose that is not in tamtam.conf" refused 1 "[purpose spieken]" query afval --purpose spieken --by tester
check "a search on a private person" refused 1 "privépersoon" query '@nachtuil-havenweg' --purpose omgevingsbeeld --by tester
check "a query that is not understood" refused 1 "niet te begrijpen bij teken 1: een haakje dat niet sluit" query '(afval' --purpose omgevingsbeeld --by tester
check "a period that ends before it begins" refused 1 "ends before" week --from 2026-03-10 --to 2026-03-01
check "a format that is none" refused 2 "unknown format" week --format doc

# ---- edit and fix ----

id_of()
{
    report list --json | sed -n "s/^{\"id\": *\([0-9]*\),.*\"kind\": *\"$1\".*/\1/p" | head -n 1
}
day()
{
    report day --date 2026-03-11 --format txt --out "$work/day" >/dev/null && report edit "$(id_of day)" >"$work/items" &&
    grep -q '^\[En verder\]$' "$work/items"
}
check "a concept's items as text" day
id=$(id_of day)
point=$(sed -n 's/^\[\(.*\)\]$/\1/p' "$work/items" | sed -n 2p)
printf '[%s]\nduiding: Vandaag draait het om de rook.\nadvies: Noem de uitslag.\neigenaar: de woordvoerder\n[En verder]\ntonen: nee\n' "$point" >"$work/edited"

check "an edit by nobody is refused" refused 1 "--by" edit "$id" --in "$work/edited"
echo 'duiding: los' >"$work/bad"
check "an edit that is not understood names its line" refused 1 "regel 1" edit "$id" --in "$work/bad" --by tester
edit_and_show()
{
    report edit "$id" --in "$work/edited" --by tester && report show "$id" >"$work/shown" &&
    grep -q 'Vandaag draait het om de rook' "$work/shown" && grep -q 'de woordvoerder' "$work/shown" && ! grep -q '^En verder' "$work/shown" &&
    grep -q 'nog niet vastgesteld' "$work/shown"
}
check "an edit is in the concept" edit_and_show
# Two who fetch its items at the same time.
two_editors()
{
    report edit "$id" >"$work/first" && cp "$work/first" "$work/second" &&
    sed -i 's/^advies: Noem de uitslag\./& Vandaag nog./' "$work/first" && report edit "$id" --in "$work/first" --by one &&
    refused 1 "somebody edited" edit "$id" --in "$work/second" --by two && report show "$id" | grep -q 'Vandaag nog' &&
    report edit "$id" >"$work/second" && report edit "$id" --in "$work/second" --by two
}
check "of two editors the second hears of the first" two_editors
# While the concept waits somebody names the issue of its first point.
renamed()
{
    old=${point%%:*}
    number=$("$TAMTAM" issues --dir "$room" --now "$now" --json | sed -n "s/^{\"id\": *\([0-9]*\),.*\"title\": *\"$old\".*/\1/p" | head -n 1)
    name_it() { "$TAMTAM" issues name "$number" "$1" --dir "$room" --now "$now" --by tester >/dev/null; }
    name_it 'Rook over de stad' && report edit "$id" >"$work/moved" &&
    grep -q '^\[Rook over de stad' "$work/moved" && grep -q "^\[$old" "$work/moved" && grep -q '^duiding: Vandaag draait' "$work/moved" &&
    refused 1 "any more" fix "$id" --by tester && name_it "$old" && report show "$id" | grep -q 'Vandaag draait het om de rook'
}
check "a report that would lose words is not fixed" renamed
check "fixing needs a name" refused 1 "named person" fix "$id"
fix()
{
    report fix "$id" --by 'R. Aalders' && report show "$id" >"$work/fixed.txt" && grep -q 'R. Aalders' "$work/fixed.txt" &&
    ! grep -q 'nog in te vullen' "$work/fixed.txt" && report show "$id" --format pdf,html --out "$work/kept" >/dev/null
}
check "a fixed report carries the name, and no open places" fix
check "a fixed report is not fixed again" refused 1 "never changes" fix "$id" --by tester
check "... nor edited" refused 1 "never changes" edit "$id" --in "$work/edited" --by tester
stays()
{
    printf '{"id":"later-1","time":"2026-03-10T18:00:00+01:00","channel":"facebook","author":"Piet","text":"Brand bij Reco, wat een rook hier zeg"}\n' >"$work/late.jsonl"
    "$TAMTAM" import --kind posts --dir "$room" --now "$now" --quiet "$work/late.jsonl" || return 1
    report show "$id" --format pdf,html --out "$work/again" >/dev/null && diff -r "$work/kept" "$work/again"
}
check "its bytes stay when posts come in" stays
correction()
{
    report day --date 2026-03-11 --format txt --out "$work/day" >/dev/null && report list >"$work/listed" &&
    grep -q "^ *$id\.2 .*concept" "$work/listed" && grep -q "^ *$id\.1 .*vastgesteld door R. Aalders" "$work/listed"
}
check "a correction is a next version" correction
logged() { "$TAMTAM" audit verify --dir "$room"; }
check "the audit log is whole" logged

# ---- what a newsroom's folder holds, and what is missing ----

logo()
{
    printf '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0H10V10Z"/></svg>' >"$room/stadslogo.svg" &&
    cp "$room/tamtam.conf" "$work/conf" && sed -i 's/^colour_1/logo = stadslogo.svg\ncolour_1/' "$room/tamtam.conf" &&
    report week --format html,pdf --out "$work/logo" >/dev/null && grep -q 'src="data:image/svg+xml;base64' "$work"/logo/week-*.html &&
    (cd / && report week --format html --out "$work/logo2" >/dev/null) && cmp "$work"/logo/week-*.html "$work"/logo2/week-*.html &&
    cp "$work/conf" "$room/tamtam.conf"
}
check "a logo is found from the newsroom's folder, whatever folder one is in" logo

no_fonts()
{
    printf '<fontconfig><dir>/nonexistent</dir><cachedir>%s</cachedir></fontconfig>' "$work" >"$work/none.conf"
    (FONTCONFIG_FILE=$work/none.conf && export FONTCONFIG_FILE && refused 1 "fonts-open-sans" week --format pdf --out "$work/nofont")
}
check "without fonts: the package is named" no_fonts

# The old PDF and page stay whole when the disk fills while new ones are written.
full_disk()
{
    out=$work/disk
    report week --format html,pdf --out "$out" >/dev/null && cp -r "$out" "$work/disk-before" &&
    ! (trap '' XFSZ; ulimit -f 80; report week --date 2026-03-04 --format html --out "$out" >/dev/null 2>"$work/err") &&
    ! (trap '' XFSZ; ulimit -f 80; report week --format html,pdf --out "$out" >/dev/null 2>"$work/err") &&
    grep -q 'File too large' "$work/err" && diff -r "$out" "$work/disk-before"
}
check "a disk that fills leaves the old files whole, and nothing half" full_disk

expired()
{
    later=2026-07-01T09:00:00+02:00
    cp -r "$room" "$work/old" && "$TAMTAM" retain --dir "$work/old" --now "$later" >/dev/null &&
    old() { rm -rf "$work/out"; "$TAMTAM" report "$@" --dir "$work/old" --now "$later" --quiet --format txt --out "$work/out" >/dev/null && tr -s ' \n' ' ' <"$(echo "$work"/out/*)"; } &&
    for kind in 'day --date 2026-03-11' "issue $issue" 'reputation hoekstra --from 2026-03-02 --to 2026-03-15'; do
        old $kind | grep -q 'Teksten zijn verlopen. De dagtellingen van deze dagen hebben [0-9.]* berichten' || return 1
    done &&
    old week --date 2026-03-11 | grep -q 'bewaard vanaf donderdag 2 april 2026; van de dagen daarvóór zijn alleen de tellingen over' &&
    ! old week --date 2026-03-11 | grep -q 'een reactie van een inwoner' &&
    equals "$(old week --date 2026-03-11 | grep -o '[0-9.]* berichten na ontdubbeling')" \
           "$(report week --date 2026-03-11 --format txt --out "$work/new" >/dev/null && grep -o '[0-9.]* berichten na ontdubbeling' "$work"/new/week-*.txt)" &&
    ! report day --date 2026-03-11 --format txt --out "$work/new" >/dev/null || ! grep -q verlopen "$work"/new/tamtam-*.txt
}
check "past retention the tallies are what is left, and it is said" expired

# ---- every kind of report as a checker sees it ----

every_kind()
{
    out=$work/kinds
    report day --date 2026-03-09 --out "$out" >/dev/null && report day --date 2026-03-11 --out "$out" >/dev/null &&
    report issue "$issue" --out "$out" >/dev/null && report reputation hoekstra --out "$out" >/dev/null &&
    report crisis "$issue" --to 2026-03-10T18:30 --out "$out" >/dev/null && report week --date 2026-03-11 --out "$out" >/dev/null &&
    report district bloemenwijk --out "$out" >/dev/null && report theme afval --out "$out" >/dev/null &&
    report person 'Sanne de Wit' --out "$out" >/dev/null &&
    report query 'afval* OR kliko' --purpose omgevingsbeeld --by tester --out "$out" >/dev/null &&
    equals "$(ls "$out" | wc -l | tr -d ' ')" 20
}
check "each kind of report as page and PDF" every_kind
kinds_valid() { (cd "$NPM" && npx --no-install html-validate --preset standard "$work"/kinds/*.html); }
check "each is valid HTML" kinds_valid
check "each meets WCAG 2.2 AA in Chromium" node tests/axe.cjs "$NPM" --two "$work"/kinds/*.html
check "each PDF keeps the rules of PDF/UA-1 and PDF/A-2a" "$BUILD/pdfcheck" "$work"/kinds/*.pdf

# ---- no words of residents ----

# All text of all reports against every run of six words of residents' posts.
no_residents_words()
{
    out=$work/all
    for d in 03 05 09 10 11 13; do report day --date 2026-03-$d --format html,txt --out "$out" >/dev/null || return 1; done
    for i in $("$TAMTAM" issues --dir "$room" --now "$now" --json | sed -n 's/^{"id": *\([0-9]*\).*/\1/p' | head -n 12); do
        report issue "$i" --format html,txt --out "$out" >/dev/null || return 1
    done
    for p in Stuivenberg Hoekstra Wit; do report reputation $p --format html,txt --out "$out" >/dev/null || return 1; done
    report crisis "$issue" --to 2026-03-10T18:30 --format txt --out "$out" >/dev/null &&
    report week --format html,txt --out "$out" >/dev/null && report district Oosterbrug --format html,txt --out "$out" >/dev/null &&
    report query 'stem:inwoners' --purpose omgevingsbeeld --by tester --format html,txt --out "$out" >/dev/null || return 1
    for f in "$example"/sample/feeds/*; do "$TAMTAM" parse "$f"; done >"$work/entries.jsonl" || return 1
    python3 tests/e2e/residents_words.py "$example" "$work/entries.jsonl" "$out"
}
check "no run of six words of residents' posts in any report" no_residents_words
template_smell()
{
    ! grep -nE '\b1 (berichten|vragen|klachten|geruchten)|gelijk 0|stijgt \+0|Vooral \.|diverse onderwerpen|: reacties$|^(Media|Opiniemakers|Belangengroepen) (enkele|meerdere)|\. een raadslid' "$work"/all/tamtam-*.txt
}
check "no day smells of its templates" template_smell

finish
