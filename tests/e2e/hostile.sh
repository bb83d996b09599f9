#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# Feeds that mean harm, each on a host of its own, in one round of `poll`: every one is refused or tamed by a limit of the program's
# own, says why in the health of its source, and leaves the others alone. The same through `parse`.
. tests/e2e/lib.sh

dir=$work/n
now=2026-03-15T23:59:00+01:00
mkdir -p "$dir"
cp examples/turfbrug/tamtam.conf "$dir"
python3 tests/hostileserve.py "$work/hosts" &
servers="$servers $!"
until [ -s "$work/hosts" ]; do kill -0 $! || exit 1; done

while read -r port name address; do
    printf '[source %s]\nurl = http://%s:%s/feed\nchannel = news\nname = %s\nallow_private = yes\ngap = 0s\npurpose = omgevingsbeeld\nlegal_base = AVG 6.1.e\n' \
        "$name" "$address" "$port" "$name"
done <"$work/hosts" >"$dir/feeds.conf"

count() { sed "s/.*\"$1\":\([0-9]*\).*/\1/" "$work/out"; }
# health SOURCE: its line of `sources`
health() { grep -F "{\"name\":\"$1\"," "$work/sources"; }
blames() { health "$1" | grep -qF -- "$2" || { health "$1"; return 1; }; }
thrives() { health "$1" | grep -qF '"failures":0' && health "$1" | grep -qF '"word":""' || { health "$1"; return 1; }; }

check "a round among enemies" exits 0 "$TAMTAM" poll --dir "$dir" --now $now --json
check "all were asked" equals "$(count sources)" "$(wc -l <"$work/hosts")"
check "nine are refused" equals "$(count failed)" 9
check "sources tells how they fare" exits 0 "$TAMTAM" sources --dir "$dir" --now $now --json
cp "$work/out" "$work/sources"
for name in good entities titles utf8 nul script; do
    check "$name is taken, and tamed" thrives $name
done
check "plain entities that swell" blames swelling "1 MB"
check "a million levels" blames levels "100"
check "200,000 attributes" blames attributes "1024 kB"
check "entries without an end" blames endless "50000"
check "more than 32 MB" blames text "te groot"
check "2 GB of gzip" blames bomb "te groot"
check "headers without an end" blames headers "kopregels"
check "redirects in a ring" blames loop "meer dan vijf"
check "a byte a second" blames loris "binnen de tijd"

# ---- what is tamed, through `parse`
cat >"$work/judge.py" <<'END'
import json, sys, unicodedata
lines = sys.stdin.buffer.read().decode("utf-8").splitlines()  # strict
assert lines, "nothing came out"
for entry in map(json.loads, lines):
    for key in ("guid", "url", "title", "author", "text"):
        value = entry.get(key, "")
        assert not any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in value), (key, "controls")
        assert "<script" not in value.lower() or key == "guid", (key, "script")
    assert len(entry.get("title", "").encode()) <= 4096 and len(entry.get("text", "").encode()) <= 1 << 20
    for url in [entry.get("url", "")] + entry.get("links", []) + [m["url"] for m in entry.get("media", [])]:
        assert not url.startswith(("javascript:", "data:")), url
    assert "root:" not in entry.get("title", "") + entry.get("text", "") and "lollol" not in entry.get("text", "")
END
fetched() { curl -s --max-time 60 "http://$(awk -v name="$1" '$2 == name { print $3 ":" $1 }' "$work/hosts")/feed"; }
parsed() { fetched "$1" | "$TAMTAM" parse 2>"$work/err"; }
for name in good entities titles utf8 nul script; do
    check "parse tames $name" sh -c 'python3 "$1" <"$2"' - "$work/judge.py" "$(parsed $name >"$work/$name.jsonl"; echo "$work/$name.jsonl")"
done
for name in swelling levels attributes; do
    check "parse refuses $name" equals "$(parsed $name | wc -c)$(test -s "$work/err" && echo told)" 0told
done
finish
