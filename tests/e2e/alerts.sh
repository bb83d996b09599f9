# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# Alerts until a person answers: who is told, the next on the list, quiet hours, the audit line.
. tests/e2e/lib.sh

example=examples/turfbrug
serve $example/sample/feeds
sink mail

# make_room FOLDER [LINES]: Turfbrug with mail and these lines more
make_room()
{
    rm -rf "$1"
    mkdir -p "$1"
    cp $example/tamtam.conf "$1"
    cat >>"$1/tamtam.conf" <<END

[mail]
server = 127.0.0.1:$smtp
tls = none
from = newsroom@turfbrug.example
analysts = analist@turfbrug.example
crisis_team = crisis@turfbrug.example
per_minute = 6000
${2-}
END
    sed "s,127\.0\.0\.1:8093,127.0.0.1:$port," $example/feeds.conf >"$1/feeds.conf"
    "$TAMTAM" init "$1" --quiet >/dev/null
}
sql()
{
    python3 -c 'import sqlite3, sys
for row in sqlite3.connect(sys.argv[1]).execute(sys.argv[2]): print("|".join(str(c) for c in row))' "$1/tamtam.db" "$2"
}
sql_is() { equals "$(sql "$1" "$2")" "$3"; }
day="--clock 2026-03-10T06:00:00+01:00 --until 2026-03-11T12:00:00+01:00"
escalation="
[escalation]
minutes = 20
level = signaal
list = chef@turfbrug.example, piket@turfbrug.example"

# ---- nobody answers
room=$work/nobody
make_room "$room" "$escalation"
check "a day with alerts" exits 0 "$TAMTAM" run --dir "$room" $day
alerts=$(sql "$room" "SELECT count(DISTINCT id) FROM alert")
check "there are alerts" test "$alerts" -gt 0
check "a signal goes to the analysts alone" sql_is "$room" \
    "SELECT DISTINCT recipient FROM outbox o WHERE kind = 'alert' AND NOT EXISTS (SELECT 1 FROM alert WHERE level > 0)" \
    "$(sql "$room" "SELECT 'analist@turfbrug.example' WHERE NOT EXISTS (SELECT 1 FROM alert WHERE level > 0)")"
check "the first on the list after 20 minutes, the second after 40" python3 - "$room/tamtam.db" <<'END'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
rows = db.execute("SELECT subject, due FROM job WHERE kind = 'escalate' AND state = 'done' ORDER BY subject").fetchall()
assert rows
dues = {}
for subject, due in rows:
    alert, place = subject.split("/")
    dues.setdefault(alert, []).append((int(place), due))
letters = db.execute("SELECT recipient, made FROM outbox WHERE kind = 'escalation' ORDER BY made").fetchall()
for alert, places in dues.items():
    withdrawn = db.execute("SELECT min(time) FROM alert WHERE id = ? AND status = 2", (alert,)).fetchone()[0]
    if withdrawn: continue
    assert [p for p, _ in sorted(places)] == [0, 1], (alert, places)
    assert places[1][1] - places[0][1] == 20 * 60000, places
    assert ("chef@turfbrug.example", places[0][1]) in letters and ("piket@turfbrug.example", places[1][1]) in letters, letters
print(letters)
END
check "the list of alerts" exits 0 "$TAMTAM" alerts --dir "$room" --now 2026-03-11T12:00:00+01:00
check "says that they are open" prints " open "
check "an answer has a name" exits 2 "$TAMTAM" alerts confirm 1 --dir "$room"
check "there is no such alert" exits 1 "$TAMTAM" alerts confirm 999999 --by "R. Aalders" --dir "$room"

# ---- somebody does, in time
first=$(sql "$room" "SELECT id FROM alert WHERE time = (SELECT min(a.time) FROM alert a JOIN job j ON j.kind = 'escalate' AND j.subject = a.id || '/0') LIMIT 1")
stop=$(python3 -c "import datetime, sys; print(datetime.datetime.fromtimestamp($(sql "$room" "SELECT min(due) / 1000 - 600 FROM job WHERE kind = 'escalate' AND subject = '$first/0'"), datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M:%SZ'))")
room=$work/somebody
make_room "$room" "$escalation"
check "until ten minutes before the first is called" exits 0 "$TAMTAM" run --dir "$room" --clock 2026-03-10T06:00:00+01:00 --until "$stop"
check "somebody confirms" exits 0 "$TAMTAM" alerts confirm "$first" --by "R. Aalders" --dir "$room" --now "$stop"
check "then the rest of the day" exits 0 "$TAMTAM" run --dir "$room" --clock "$stop" --until 2026-03-11T12:00:00+01:00
check "nobody is called for that one" sql_is "$room" "SELECT count(*) FROM job WHERE kind = 'escalate' AND subject = '$first/1'" 0
check "the answer is in the audit log" sql_is "$room" "SELECT action, object, result, actor FROM audit WHERE action = 'alert'" "alert|alert $first|confirmed|R. Aalders"
check "and in the list" sh -c "'$TAMTAM' alerts --dir '$room' --now 2026-03-11T12:00:00+01:00 | grep 'R. Aalders' | grep -q bevestigd"
check "the log is whole" exits 0 "$TAMTAM" audit verify --dir "$room"

# ---- quiet hours: all day but for a quarter of an hour
room=$work/quiet
make_room "$room" "
[alerts]
quiet_signaal = 11:45-11:30
quiet_waarschuwing = 11:45-11:30
quiet_crisis = 11:45-11:30"
check "a day of quiet" exits 0 "$TAMTAM" run --dir "$room" $day
check "alerts were held, and told when it ended" python3 - "$room/tamtam.db" <<'END'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
held = db.execute("SELECT due, state FROM job WHERE kind = 'alert' AND once_key LIKE '%/held'").fetchall()
assert held and all(due % 86400000 == (10 * 60 + 30) * 60000 for due, _ in held), held
made = db.execute("SELECT made FROM outbox WHERE kind = 'alert'").fetchall()
assert made and all((10 * 60 + 30) * 60000 <= m[0] % 86400000 < (10 * 60 + 45) * 60000 for m in made), made
END
printf '\n[alerts]\nquiet_signaal = nooit\n[escalation]\nlevel = luid\nlist = chef\n' >>"$room/tamtam.conf"
check "bad settings are told" exits 1 "$TAMTAM" check --dir "$room"
check "... the hours" says "quiet_signaal is een tijd van rust zoals 22:00-07:00"
check "... the level" says "level is signaal, waarschuwing of crisis"
check "... the address" says "'chef' is geen mailadres"
finish
