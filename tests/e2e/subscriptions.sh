#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# Subscriptions by issue and by search, once a week, and with the PDF: what readers get through a mail server.
. tests/e2e/lib.sh

example=examples/turfbrug
room=$work/room
mkdir -p "$room"
sink mail
cp $example/tamtam.conf $example/feeds.conf "$room"
cat >>"$room/tamtam.conf" <<END

[mail]
server = 127.0.0.1:$smtp
tls = none
from = Nieuwsredactie Turfbrug <newsroom@turfbrug.example>
analysts = analist@turfbrug.example
per_minute = 6000
END
"$TAMTAM" init "$room" --quiet >/dev/null
"$TAMTAM" import --kind posts --dir "$room" --now 2026-03-14T00:00:00+01:00 --quiet $example/sample/posts.jsonl >/dev/null

sql()
{
    python3 -c 'import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
for row in db.execute(sys.argv[2]): print("|".join(str(c) for c in row))
db.commit()' "$room/tamtam.db" "$1"
}

token() { python3 tests/token_of.py "$room/tamtam.db" "$1"; }

# subscribe NAME OPTIONS...: signs up and confirms; fails as signing up does.
subscribe()
{
    who=$1
    shift
    "$TAMTAM" subscribe --dir "$room" --now 2026-03-10T07:00:00+01:00 "$@" "$who@turfbrug.example" || return 1
    "$TAMTAM" subscribe --dir "$room" --now 2026-03-10T07:00:00+01:00 --confirm "$(token "$who@turfbrug.example")"
}

# fix DAY: makes and fixes the tamtam of a day.
fix()
{
    "$TAMTAM" report day --dir "$room" --date "$1" --now "$1T10:00:00+01:00" --format txt --out "$work/reports" &&
        "$TAMTAM" report fix "$(sql "SELECT max(id) FROM report WHERE kind = 'day'")" --by "R. Aalders" --dir "$room" --now "$1T10:30:00+01:00"
}

aim="--purpose omgevingsbeeld"
fire=$(sql "SELECT issue FROM post WHERE issue > 0 AND text LIKE '%brand%' GROUP BY issue ORDER BY count(*) DESC LIMIT 1")
title=$(sql "SELECT title FROM issue WHERE id = $fire")
check "there is an issue to follow" test -n "$fire"
check "by issue" subscribe issue $aim --issue "$fire"
check "by a query" subscribe query $aim --search drinkwater
check "a query that finds nothing" subscribe nothing $aim --search zeppelin
sql "INSERT INTO saved_search (id, name, query, purpose, owner, address, made, until, seen) VALUES (1, 'Rook', 'brand', 'omgevingsbeeld', 'analist', '', 0, 0, 0)"
check "by a search of the newsroom, with its purpose" subscribe kept --search Rook
check "... holds its query" equals "$(sql "SELECT value, purpose FROM subscriber WHERE address LIKE 'kept@%'")" "brand|omgevingsbeeld"
check "a followed search is in the audit log" equals "$(sql "SELECT count(*) FROM audit WHERE action = 'search'")" 3
check "weekly" subscribe week $aim --weekly
check "with the PDF" subscribe paper $aim --pdf
check "no such issue" exits 1 "$TAMTAM" subscribe --dir "$room" $aim --issue 999999 x@turfbrug.example
check "an issue is a number" exits 1 "$TAMTAM" subscribe --dir "$room" $aim --issue brand x@turfbrug.example
check "a query that is none" exits 1 "$TAMTAM" subscribe --dir "$room" $aim --search '(brand' x@turfbrug.example
check "no search for a private person" exits 1 "$TAMTAM" subscribe --dir "$room" $aim --search '@jan_de_vries' x@turfbrug.example
check "a query needs a purpose" exits 1 "$TAMTAM" subscribe --dir "$room" --search brand x@turfbrug.example
check "alerts have no week" exits 1 "$TAMTAM" subscribe --dir "$room" $aim --alert crisis --weekly x@turfbrug.example

for day in 2026-03-11 2026-03-12 2026-03-13; do
    check "the tamtam of $day is fixed" fix $day
    check "... and sent" exits 0 "$TAMTAM" send --dir "$room" --date $day --now ${day}T11:00:00+01:00
    check "... once" exits 0 "$TAMTAM" send --dir "$room" --date $day --now ${day}T11:00:00+01:00
done

check "each got what was asked for" python3 - "1. $title" "$work"/mail/*.eml <<'END'
import collections, email, email.policy, sys
got = collections.defaultdict(list)
fire = sys.argv[1]
for path in sorted(sys.argv[2:]):
    m = email.message_from_bytes(open(path, "rb").read().split(b"\r\n", 2)[2], policy=email.policy.default)
    if m["List-Id"]:
        text = m.get_body(("plain",)).get_content()
        got[m["To"].addresses[0].username].append((text, [p.get_payload(decode=True) for p in m.walk() if p.get_content_type() == "application/pdf"]))
counts = {who: len(v) for who, v in got.items()}
assert counts == {"issue": 3, "query": 3, "nothing": 3, "kept": 3, "paper": 3, "week": 1}, counts
first = {who: v[0][0] for who, v in got.items()}
assert fire in first["issue"] and "Drinkwater" not in first["issue"].split("In het kort")[0], first["issue"]
assert "Niets bijzonders over zeppelin" in first["nothing"], first["nothing"]
assert fire in first["kept"], first["kept"]
assert "Drinkwater" in first["query"] and fire not in first["query"], first["query"]
assert len(first["query"]) < len(first["paper"])
assert all(len(pdfs) == 1 and pdfs[0].startswith(b"%PDF-") for _, pdfs in got["paper"])
assert not any(pdfs for who, v in got.items() if who != "paper" for _, pdfs in v)
week = first["week"].replace("\r\n", "\n")
places = [week.find("\n%s maart 2026\n" % d) for d in ("woensdag 11", "donderdag 12", "vrijdag 13")]
assert -1 not in places and places == sorted(places), (places, [l for l in week.splitlines() if "maart" in l])
assert fire in week[places[0]:places[1]], week[:1500]
END

# Letters are composed when they go: who left meanwhile gets none, nor does a newcomer who got a leaver's number.
letters() { ls "$work/mail" | wc -l; }
check "the tamtam of 2026-03-10 is fixed" fix 2026-03-10
sed -i "s/127.0.0.1:$smtp/127.0.0.1:1/" "$room/tamtam.conf"
before=$(letters)
check "no mail server: the letters wait" exits 0 "$TAMTAM" send --dir "$room" --date 2026-03-10 --now 2026-03-10T11:00:00+01:00
check "... and one knocked at its door for all" equals "$(sql "SELECT count(*) FROM job WHERE lane = 1 AND attempt > 0 AND state = 'waiting'")" 1
check "... which is told" grep -q '^0 bezorgd, 1 later opnieuw, 0 geweigerd; 5 wachten op de server: [^ ]' "$work/out"
check "... without a copy each" equals "$(sql "SELECT count(*), max(length(bytes)) FROM outbox WHERE state = 'waiting'")" "5|0"
check "one leaves" exits 0 "$TAMTAM" unsubscribe --dir "$room" query@turfbrug.example
check "the last one too" exits 0 "$TAMTAM" unsubscribe --dir "$room" paper@turfbrug.example
check "a newcomer" subscribe fresh $aim
check "... has the number" equals "$(sql "SELECT count(*) FROM subscriber s JOIN outbox o ON o.reader = s.id WHERE s.address LIKE 'fresh@%' AND o.recipient LIKE 'paper@%' AND o.state = 'waiting'")" 1
sed -i "s/127.0.0.1:1$/127.0.0.1:$smtp/" "$room/tamtam.conf"
check "the server is back" exits 0 "$TAMTAM" send --dir "$room" --now 2026-03-10T12:00:00+01:00
check "... for who is still there" equals "$(sql "SELECT state, count(*) FROM outbox WHERE about LIKE 'day/2026-03-10/%' GROUP BY state")" "dropped|2
sent|3"
check "... and no more" equals "$(($(letters) - before))" 3
finish
