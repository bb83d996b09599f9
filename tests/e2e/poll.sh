#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# `poll` against a server on loopback: what comes in, what does not come in twice, and feeds that are none.
. tests/e2e/lib.sh

feeds=$work/feeds
dir=$work/n
now=2026-03-15T23:59:00+01:00
mkdir -p "$feeds" "$dir"
cp examples/turfbrug/sample/feeds/* "$feeds"
cp examples/turfbrug/tamtam.conf "$dir"
serve "$feeds" --log "$work/log"

# source_of NAME PATH: a section for feeds.conf
source_of() { printf '[source %s]\nurl = http://127.0.0.1:%s/%s\nchannel = news\nname = %s\nallow_private = yes\ngap = 0s\npurpose = omgevingsbeeld\nlegal_base = AVG 6.1.e\n' "$1" "$port" "$2" "$1"; }
poll() { "$TAMTAM" poll --dir "$dir" --now $now "$@"; }
# count KEY: a number of the last poll's --json
count() { sed "s/.*\"$1\":\([0-9]*\).*/\1/" "$work/out"; }

# ---- the example's ten feeds
sed "s,127\.0\.0\.1:8093,127.0.0.1:$port," examples/turfbrug/feeds.conf >"$dir/feeds.conf"
check "ten feeds" exits 0 poll --json
check "all of them were well" equals "$(count sources) $(count failed)" "10 0"
all=$(count new)
check "every entry is stored" equals "$all" "$(count seen)"
check "and they are many" test "$all" -gt 100
check "once more" exits 0 poll --json
check "brings nothing" equals "$(count new) $(count revised)" "0 0"
check "for nothing was sent" equals "$(tail -n 10 "$work/log" | grep -c '^304')" 10
check "one source alone" exits 0 poll --json nieuws14
check "is one" equals "$(count sources)" 1
check "an unknown source" exits 1 poll nergens
check "is told" says "feeds.conf has no [source nergens]"
check "sources says how they fare" exits 0 "$TAMTAM" sources --dir "$dir" --now $now
check "in Dutch" prints "bron"

# ---- an entry that changed, the same bytes with another date, and validators that go away
sed -i 's,<title>De Turfbode</title>,<title>De Turfbode!</title>,' "$feeds/de-turfbode.rdf.xml"
touch -d 2030-01-01 "$feeds/de-turfbode.rdf.xml"
check "a touched file" exits 0 poll --json de-turfbode
check "holds nothing new" equals "$(count new) $(count revised)" "0 0"

# ---- what is no feed: told by name, and the others go on
printf '<!DOCTYPE html><html><body>Inloggen</body></html>' >"$feeds/page.html"
printf 'hallo' >"$feeds/junk"
: >"$feeds/empty"
printf '<?xml version="1.0"?><rss version="2.0"><channel><title>T</title><item><guid>1</guid><title>Afgebroken' >"$feeds/cut.xml"
{ source_of page page.html; source_of junk junk; source_of empty empty; source_of cut cut.xml; source_of gone weg.xml
  source_of busy 'junk?status=503&retry-after=60'; source_of loop 'junk?redirect=302&to=/junk'; source_of good nieuws14.feed.json; } >"$dir/feeds.conf"
check "bad feeds beside a good one" exits 0 poll --json
check "are counted" equals "$(count sources)" 8
check "two are good: one is whole, and of the other stands what was sent" equals "$(count failed)" 6
for name in page junk empty gone busy loop; do
    check "$name is told" says "$name: "
done
check "the page is told for what it is" sh -c 'grep "^page: " "$1" | grep -qi "html\|webpagina"' - "$work/err"
check "nothing of them is stored" equals "$("$TAMTAM" status --dir "$dir" --json | sed 's/.*"posts":\([0-9]*\).*/\1/')" "$((all + $(count new)))"
source_of page page.html >"$dir/feeds.conf"
check "only bad feeds" exits 1 poll
: >"$dir/feeds.conf"
check "no feeds" exits 0 poll
printf '[source a]\nurl = http://127.0.0.1:%s/junk\nchannel = news\npurpose = omgevingsbeeld\nlegal_base = x\n' "$port" >"$dir/feeds.conf"
check "a private address that was not allowed" exits 1 poll
check "is refused" says "a: "

# ---- real documents, where they are
real=../shared/feeds/real
if [ -d "$real" ]; then
    mkdir "$work/real"
    rm "$dir/tamtam.db"
    cp "$real"/*.xml "$real"/*.json "$work/real"
    rm -f "$work/real/jsonfeed-scriptingnews.json" # named for a format that it is not: {"rss": ...}
    serve "$work/real"
    : >"$dir/feeds.conf"
    entries=0
    for file in "$work"/real/*; do
        document=$(basename "$file")
        check "parse $document" exits 0 "$TAMTAM" parse "$file"
        entries=$((entries + $(wc -l <"$work/out")))
        source_of "$(echo "${document%.*}" | tr -c 'a-zA-Z0-9\n' '-')" "$document" >>"$dir/feeds.conf"
    done
    check "they hold entries" test "$entries" -gt 500
    check "poll them all" exits 0 poll --json
    check "none is refused" equals "$(count failed)" 0
    check "all entries go by" equals "$(count seen)" "$entries"
    check "once more" exits 0 poll --json
    check "brings nothing" equals "$(count new)" 0
    check "not even another text" equals "$(count revised)" 0
else
    n=$((n + 1))
    echo "ok $n - real documents # SKIP $real is not here"
fi
finish
