# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# The daemon: its calendar on a virtual clock, death at any moment, signals, and what the service manager hears.
. tests/e2e/lib.sh

example=examples/turfbrug
room=$work/room
serve $example/sample/feeds

# A fresh newsroom of Turfbrug on the loopback server.
make_room()
{
    rm -rf "$1"
    mkdir -p "$1"
    cp $example/tamtam.conf "$1"
    sed "s,127\.0\.0\.1:8093,127.0.0.1:$port," $example/feeds.conf >"$1/feeds.conf"
    "$TAMTAM" init "$1" --quiet >/dev/null
}

sql()
{
    python3 -c 'import sqlite3, sys
for row in sqlite3.connect(sys.argv[1]).execute(sys.argv[2]): print("|".join(str(c) for c in row))' "$1/tamtam.db" "$2"
}

# sql_is ROOM QUERY WANTED
sql_is()
{
    equals "$(sql "$1" "$2")" "$3"
}

# until_log WORDS: waits until the daemon's log says so.
until_log()
{
    until grep -q "$1" "$work/log"; do kill -0 $daemon 2>/dev/null || return 1; done
}

# ---- the calendar, from a Friday over a weekend; the clock leaps
make_room "$room"
check "a weekend on a virtual clock" exits 0 "$TAMTAM" run --dir "$room" --clock 2026-03-06T06:00:00+01:00 --until 2026-03-09T12:00:00+01:00
check "concepts of working days alone; at the first start nothing was missed" sql_is "$room" \
    "SELECT subject, ended - due FROM job WHERE kind = 'concept' ORDER BY due" "2026-03-05|79200000
2026-03-06|0
2026-03-09|0"
check "no report of the day before" test ! -e "$room/reports/tamtam-2026-03-05.html"
check "retention every night" sql_is "$room" "SELECT count(*) FROM job WHERE kind = 'retain' AND state = 'done'" 4
check "the concept stands in the reports" test -s "$room/reports/tamtam-2026-03-09.html"
check "it was asked again by interval" sh -c "[ \$(grep -c 'source=turfbrugs-dagblad' '$work/err') -gt 100 ]"
posts=$(sql "$room" "SELECT count(*) FROM post")
check "it has posts" test "$posts" -gt 100

before=$(sql "$room" "SELECT id, ended FROM job WHERE kind <> 'alert' ORDER BY id")
check "down for a week, then up again" exits 0 "$TAMTAM" run --dir "$room" --clock 2026-03-18T09:00:00+01:00 --until 2026-03-18T09:05:00+01:00
check "one concept was caught up, the last" sql_is "$room" "SELECT subject FROM job WHERE kind = 'concept' AND due > 1773100000000" "2026-03-18"
check "nothing was repeated" equals "$(sql "$room" "SELECT id, ended FROM job WHERE kind <> 'alert' ORDER BY id" | head -n "$(printf '%s\n' "$before" | wc -l)")" "$before"

# ---- killed again and again: every post once
room=$work/killed
make_room "$room"
for delay in 0.02 0.05 0.08 0.11 0.15 0.2 0.26 0.33; do
    timeout -s KILL $delay "$TAMTAM" run --dir "$room" --clock 2026-03-06T06:00:00+01:00 --until 2026-03-09T12:00:00+01:00 2>/dev/null
done
check "after eight kills it runs to the end" exits 0 "$TAMTAM" run --dir "$room" --clock 2026-03-06T06:00:00+01:00 --until 2026-03-09T12:00:00+01:00
check "every post is there once" sql_is "$room" "SELECT count(*), count(DISTINCT id) FROM post" "$posts|$posts"
check "each alert step was told once" sql_is "$room" \
    "SELECT count(*) FROM (SELECT 1 FROM alert GROUP BY id, time, status, level HAVING count(*) > 1)" 0
check "the database is whole" sql_is "$room" "PRAGMA integrity_check" ok

# ---- signals, with a feed that hangs
room=$work/signals
make_room "$room"
cat >>"$room/feeds.conf" <<END

[source traag]
url = http://127.0.0.1:$port/turfbrugs-dagblad.rss.xml?slow=60000
interval = 1m
allow_private = yes
END
start()
{
    : >"$work/log"
    "$TAMTAM" run --dir "$room" "$@" 2>"$work/log" &
    daemon=$!
    servers="$servers $daemon"
    until_log event=start
}

check "it starts" start --clock 2026-03-06T06:00:00+01:00,x60
check "it told how it locked itself in" grep -q 'event=sandbox landlock=.* seccomp=' "$work/log"
case $(grep -o 'seccomp=[a-z]*' "$work/log") in
seccomp=yes) check "and did: no new privileges, a filter of calls" sh -c "grep -q '^NoNewPrivs:.1' /proc/$daemon/status && grep -q '^Seccomp:.2' /proc/$daemon/status" ;;
esac
check "a second one may not" exits 1 "$TAMTAM" run --dir "$room"
check "... and says why" says "another tamtam is writing"
until [ "$(sql "$room" "SELECT count(*) FROM post" 2>/dev/null)" -gt 0 ] 2>/dev/null; do kill -0 $daemon || break; done
post=$(sql "$room" "SELECT min(seq) FROM post")
check "a person's correction is handed to it" exits 0 "$TAMTAM" correct "$post" --sentiment negatief --by "R. Aalders" --dir "$room"
until [ "$(sql "$room" "SELECT count(*) FROM job WHERE kind = 'act' AND state = 'done'")" = 1 ]; do kill -0 $daemon || break; done
check "... and done, once, on the line" sql_is "$room" "SELECT kind, who, a FROM action" "correct|R. Aalders|$post"
check "others may read beside it" exits 0 "$TAMTAM" status --dir "$room"
check "who say that it runs" prints "Daemon       draait sinds"
check "its figures" exits 0 "$TAMTAM" status --metrics --dir "$room"
check "... are in Prometheus' format" python3 - "$work/out" <<'END'
import re, sys
typed, seen = set(), {}
for line in open(sys.argv[1]):
    if line.startswith("# TYPE "): typed.add(line.split()[2])
    if line.startswith("#"): continue
    m = re.fullmatch(r'(tamtam_[a-z_]+)(\{[a-z]+="[^"]*"\})? (-?[0-9.e+]+)\n', line)
    assert m and m[1] in typed, line
    assert m[1] + (m[2] or "") not in seen, line
    seen[m[1] + (m[2] or "")] = float(m[3])
assert seen["tamtam_up"] == 1 and seen["tamtam_disk_free_bytes"] > 0
assert seen['tamtam_source_last_good_timestamp_seconds{source="traag"}'] == 0
END

cp "$room/tamtam.conf" "$work/good.conf"
printf '\n[tamtam]\nconcept_hour = half acht\n' >>"$room/tamtam.conf"
kill -HUP $daemon
check "a faulty file is refused at reload" until_log "event=reload result=refused in_force=old"
check "the fault is told with file and line" grep -q 'tamtam.conf:[0-9]*: concept_hour' "$work/log"
cp "$work/good.conf" "$room/tamtam.conf"
: >"$work/log"
printf 'brug\tsentiment\tveel\t\t\n' >"$room/lexicons.d/fout.tsv"
kill -HUP $daemon
check "so is a faulty lexicon" until_log "event=reload result=refused in_force=old"
check "... told with file and line, too" grep -q 'event=fault text=".*fout.tsv:1: ' "$work/log"
rm "$room/lexicons.d/fout.tsv"
printf '\n[source nieuw]\nurl = http://127.0.0.1:%s/omroep-veenland.rss.xml?x=1\nallow_private = yes\n' "$port" >>"$room/feeds.conf"
kill -HUP $daemon
check "a good one is taken" until_log "event=reload result=done sources=12"
kill -TERM $daemon
wait $daemon
check "SIGTERM ends it well though a feed hangs" equals $? 0
check "with its work saved" grep -q "event=stop .*result=saved" "$work/log"

# ---- the service manager
python3 - "$work/notify" >"$work/heard" <<'END' &
import socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.bind(sys.argv[1])
while True:
    text = s.recv(4096).decode()
    print(text, flush=True)
    if "STOPPING" in text: break
END
ear=$!
servers="$servers $ear"
until [ -S "$work/notify" ]; do kill -0 $ear || break; done
export NOTIFY_SOCKET="$work/notify" WATCHDOG_USEC=20000
start
unset NOTIFY_SOCKET WATCHDOG_USEC
until grep -q WATCHDOG=1 "$work/heard"; do kill -0 $daemon || break; done
kill -TERM $daemon
wait $daemon $ear
check "READY, signs of life, STOPPING" sh -c "grep -q READY=1 '$work/heard' && grep -q WATCHDOG=1 '$work/heard' && grep -q STOPPING=1 '$work/heard'"
check "a clock that is none is wrong use" exits 2 "$TAMTAM" run --dir "$room" --clock gisteren
finish
