#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# Reports of what no day should be: nothing at all, far too much, foreign, hostile. Pages hold, nothing comes alive.
cd "$(dirname "$0")/../.." || exit 1
. tests/e2e/lib.sh

example=examples/turfbrug
now=2026-03-11T08:30:00+01:00

# room NAME POSTS: a newsroom with these posts; sets $room.
room()
{
    room=$work/$1
    mkdir "$room" && cp -r "$example/tamtam.conf" "$example/lexicons.d" "$room" && : >"$room/feeds.conf" &&
    "$TAMTAM" init "$room" --quiet || return 1
    [ ! -s "$2" ] || "$TAMTAM" import --kind posts --dir "$room" --now "$now" --quiet "$2"
}

report()
{
    "$TAMTAM" report "$@" --dir "$room" --now "$now" --quiet
}

# day: the tamtam in every format, on at most two A4 that a strict reader accepts.
day()
{
    out=$room/out
    report day --date 2026-03-11 --format html,pdf,txt,json,eml --out "$out" >/dev/null || return 1
    pages=$(pdfinfo "$out/tamtam-2026-03-11.pdf" | sed -n 's/^Pages: *//p')
    [ "$pages" -le 2 ] || { echo "$pages pages"; return 1; }
    qpdf --check "$out/tamtam-2026-03-11.pdf" >/dev/null && python3 -m json.tool "$out/tamtam-2026-03-11.json" >/dev/null
}

says_day() { grep -q -- "$1" "$room/out/tamtam-2026-03-11.txt" || { echo "the text does not say: $1"; return 1; }; }

# ---- nothing ----

nothing() { room nothing /dev/null && day && says_day 'Geen berichten in dit venster'; }
check "no posts at all" nothing
check "... and a week of nothing" report week --date 2026-03-11 --format html,pdf,txt --out "$work/week"

# ---- far too much ----

python3 - "$work" <<'PY'
import datetime, json, random, sys

work = sys.argv[1]
start = datetime.datetime.fromisoformat("2026-03-10T08:01:00+01:00")
chance = random.Random(6)
words = """brand rook afval kliko parkeren vergunning sluipverkeer drempel fietspad opvang windmolens gemeente raad wethouder
straat overlast hangjongeren zwembad speeltuin bomen kap riool stank wachttijd jeugdhulp school verkiezingen""".split()


def post(i, text, **more):
    at = start + datetime.timedelta(seconds=86000 * more.pop("part", chance.random()))
    return json.dumps({"id": f"x-{i}", "time": at.isoformat(), "channel": "facebook", "author": f"wie{i % 9000}",
                       "text": text, **more}, ensure_ascii=False) + "\n"


with open(f"{work}/many.jsonl", "w") as f:
    for i in range(6000):
        f.write(post(i, " ".join(chance.choices(words, k=12)) + f" in de Bloemenwijk {i}"))

long = "Brand " + "bij het recyclingbedrijf aan de Havenweg " * 10
with open(f"{work}/long.jsonl", "w") as f:
    for i in range(30):
        f.write(post(i, f"Rook boven de Havenweg, brand bij het recyclingbedrijf, wat is er aan de hand? {i}", title=long[:396] + f" {i}",
                     channel="nieuws" if i % 3 == 0 else "facebook", author="Omroep Veenland" if i % 3 == 0 else f"w{i}"))

with open(f"{work}/foreign.jsonl", "w") as f:
    for i in range(60):
        f.write(post(i, ["The smoke from the fire is terrible, close your windows", "الدخان كثيف في الحي منذ الصباح",
                         "Dym jest straszny, zamknijcie okna proszę", "Yangın dumanı çok kötü, pencereleri kapatın"][i % 4] + f" {i}"))

nasty = ["<script>alert(1)</script>", "\u202egnp.exe\u202d", "\u200b" * 3000, "e" + "\u0301" * 10000,
         ") Tj ET endstream endobj %PDF-1.4 (", "</style><style>*{display:none}", "\" onload=\"alert(1)", "{{7*7}} ${x} `id`",
         "javascript:alert(1)", "\x00\x1b[31m", "Content-Type: text/html\r\n\r\n<b>", "]]><!--", "&#x3c;img src=x onerror=alert(1)&#x3e;"]
with open(f"{work}/hostile.jsonl", "w") as f:
    for i in range(80):
        bad = nasty[i % len(nasty)]
        f.write(post(i, f"Brand Havenweg rook {bad} wat nu?", title=f"Brand Havenweg {bad} {i}", url=f"https://kwaad.example/{i}?\"><script>",
                     channel="nieuws" if i % 2 else "facebook", author="Omroep Veenland" if i % 2 else bad[:60]))
    f.write(post(99, "Brand Havenweg rook", title="Brand Havenweg " + "A" * (5 << 20), author="Omroep Veenland", channel="nieuws"))
PY

many() { room many "$work/many.jsonl" && day && says_day '6.000 berichten\|6000 berichten'; }
check "thousands of posts in one window" many

# ---- strange ----

long() { room long "$work/long.jsonl" && day && says_day '^1\. '; }
check "an issue with a title of 400 characters" long
foreign() { room foreign "$work/foreign.jsonl" && day && says_day '60 berichten'; }
check "only foreign posts" foreign

# ---- hostile ----

# What would come alive: tags and handlers in HTML and mail, control and direction characters anywhere.
inert()
{
    ! grep -qiE '<script[^>]*>alert|<img src=x|<[a-z][^>]*" onload="alert|</style><style>\*|href="javascript:' "$out"/*.html || { echo html; return 1; }
    python3 - "$out" <<'PY'
import email, email.policy, pathlib, re, sys

for path in pathlib.Path(sys.argv[1]).iterdir():
    raw = path.read_bytes()
    if path.suffix == ".eml":
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        texts = [p.get_content() for p in mail.walk() if p.get_content_maintype() == "text"]
    elif path.suffix == ".pdf":
        continue
    else:
        texts = [raw.decode()]
    for text in texts:
        for name, pattern in {"direction": "[\u202a-\u202e\u2066-\u2069]", "flood": "\u200b{2}", "marks": "\u0301{9}",
                              "control": "[\x00\x1b]", "long": "A{3000}"}.items():
            if re.search(pattern, text):
                sys.exit(f"{path.name}: {name}")
        if path.suffix == ".eml" and re.search("<script|<img src=x|onload=\"alert", text, re.I):
            sys.exit(f"{path.name}: alive")
PY
}
hostile() { room hostile "$work/hostile.jsonl" && day; }
check "hostile text in every field" hostile
check "... is inert in every format" inert
harmless_pdf() { ! pdftotext "$out/tamtam-2026-03-11.pdf" - | grep -q 'A\{3000\}' && ! qpdf --qdf --object-streams=disable "$out/tamtam-2026-03-11.pdf" - | grep -aqE '/(JavaScript|JS|OpenAction|Launch)\b'; }
check "... and in the PDF" harmless_pdf

# ---- the map ----

issue_map()
{
    room=$work/long
    id=$("$TAMTAM" issues --dir "$room" --now "$now" --json | sed -n 's/^{"id": *\([0-9]*\).*/\1/p' | head -n 1)
    report issue "$id" --format json,html --out "$work/map" >/dev/null && cat "$work"/map/issue-*.json
}
tiles() { issue_map | grep -q '"tiles"'; }
check "districts as tiles without a map" tiles
cat >"$work/wijken.geojson" <<'JSON'
{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"wijknaam":"Wijk 02 Havenkwartier","gemeentenaam":"Turfbrug"},
 "geometry":{"type":"MultiPolygon","coordinates":[[[[4.7,52.1],[4.72,52.1],[4.72,52.11],[4.7,52.11],[4.7,52.1]]]]}},
{"type":"Feature","properties":{"wijknaam":"Centrum","gemeentenaam":"Elders"},
 "geometry":{"type":"Polygon","coordinates":[[[6,53],[6.1,53],[6.1,53.1],[6,53]]]}}]}
JSON
on_the_map()
{
    cp "$work/wijken.geojson" "$work/long" && sed -i 's/^colour_1/map = wijken.geojson\ncolour_1/' "$work/long/tamtam.conf" &&
    issue_map | grep -q '"map"'
}
check "districts on the map of tamtam.conf" on_the_map
broken_map() { printf '{"features":[{"geometry":{"type":"Polygon","coordinates":[[1,[2],"x"]]}}' >"$work/long/wijken.geojson"; issue_map | grep -q 'niet te lezen'; }
check "a map that is broken is told, with tiles instead" broken_map

# ---- words and archive ----

own_words()
{
    mkdir -p "$work/long/lexicons.d/words" && printf 'En verder\tOok gezien\n' >"$work/long/lexicons.d/words/report-words.tsv" &&
    room=$work/long && day && says_day '^Ook gezien' && ! grep -q '^En verder' "$room/out/tamtam-2026-03-11.txt"
}
check "a newsroom's own heading" own_words
archive()
{
    id=$(report list --json | sed -n 's/^{"id": *\([0-9]*\),.*"kind": *"day".*/\1/p' | head -n 1)
    report fix "$id" --by 'R. Aalders' && report export "$work/archive" || return 1
    hash=$(sha256sum "$work/archive/tamtam-2026-03-11-v1.pdf" | cut -d' ' -f1)
    grep -q "$hash" "$work/archive/reports.json" && report list --json | grep -q "\"hash\": *\"$hash\"" &&
    xmlstarlet val -q -e "$work/archive/reports.atom" &&
    equals "$(xmlstarlet sel -N a=http://www.w3.org/2005/Atom -t -v 'count(//a:entry)' "$work/archive/reports.atom")" 1
}
check "fixed reports go to the archive with their hashes and a feed" archive
same_again() { cp -r "$work/archive" "$work/before" && report export "$work/archive" && diff -r "$work/before" "$work/archive"; }
check "... the same each time" same_again

finish
