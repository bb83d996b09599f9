# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# Retention, erasure, backup, export and account.
. tests/e2e/lib.sh

example=examples/turfbrug
room=$work/room
mkdir -p "$room"
cp $example/tamtam.conf "$room"
"$TAMTAM" init "$room" --quiet >/dev/null
now=2026-03-16T00:00:00+01:00

# A resident's three posts over two weeks, with an address and words that nobody else uses.
cat >"$work/posts.jsonl" <<END
{"id":"a","time":"2026-03-02T09:00:00+01:00","channel":"mastodon","author":"@jansen_van_hier@mastodon.example","text":"De zwiebelgans loopt weer op de Tulpstraat","url":"https://mastodon.example/@jansen/1"}
{"id":"b","time":"2026-03-11T09:00:00+01:00","channel":"mastodon","author":"@jansen_van_hier@mastodon.example","text":"Nog een zwiebelgans gezien bij de bakker","url":"https://mastodon.example/@jansen/2"}
{"id":"c","time":"2026-03-11T10:00:00+01:00","channel":"mastodon","author":"@iemand_anders@mastodon.example","text":"Ik vind die zwiebelgans wel leuk","url":"https://mastodon.example/@anders/1"}
{"id":"d","time":"2026-03-12T10:00:00+01:00","channel":"news","author":"Turfbrugs Dagblad","text":"Kwartelkoning gehoord in het veen","url":"https://dagblad.example/kwartelkoning"}
END
sql()
{
    python3 -c 'import sqlite3, sys
for row in sqlite3.connect(sys.argv[1]).execute(sys.argv[2]): print("|".join(str(c) for c in row))' "$1/tamtam.db" "$2"
}
sql_is()
{
    equals "$(sql "$1" "$2")" "$3"
}
# no_trace FOLDER WORD: the word stands in none of the database's files
no_trace()
{
    ! grep -aqil -- "$2" "$1"/tamtam.db "$1"/tamtam.db-wal 2>/dev/null
}

check "four posts" exits 0 "$TAMTAM" import --kind posts --dir "$room" --now $now --quiet "$work/posts.jsonl"
check "backup while it is read" exits 0 "$TAMTAM" backup "$work/copy.db" --dir "$room"
check "... which its owner alone reads" equals "$(stat -c %a "$work/copy.db")" 600

# ---- export and account
printf '%s\n' '{"id":"e","time":"2026-03-12T11:00:00+01:00","channel":"forum","author":"x","text":"=1+1; \"zwiebelgans\", gezien"}' >"$work/armed.jsonl"
"$TAMTAM" import --kind posts --dir "$room" --now $now --quiet "$work/armed.jsonl" >/dev/null
check "JSON lines" exits 0 "$TAMTAM" export --dir "$room"
check "... five, without the writer's name" sh -c "[ \$(wc -l <'$work/out') = 5 ] && ! grep -q jansen_van_hier '$work/out'"
"$TAMTAM" export --dir "$room" --format csv >"$work/plain.csv" 2>/dev/null
"$TAMTAM" export --dir "$room" --format csv-nl >"$work/excel.csv" 2>/dev/null
check "CSV in both forms, formulas disarmed" python3 - "$work" <<'END'
import csv, sys
plain = open(sys.argv[1] + "/plain.csv", newline="", encoding="utf-8").read()
excel = open(sys.argv[1] + "/excel.csv", "rb").read()
rows = list(csv.DictReader(plain.splitlines(keepends=True)))
assert len(rows) == 5 and rows[-1]["text"].startswith("'=1+1"), rows
assert excel.startswith(b"\xef\xbb\xbf") and excel.count(b"\r\n") == 6 and b"sep=" not in excel
nl = list(csv.DictReader(excel.decode("utf-8-sig").splitlines(keepends=True), delimiter=";"))
assert [r["text"] for r in nl] == [r["text"] for r in rows]
assert all("." not in r["score"] and "," in r["score"] for r in nl)
END
check "one day alone" sh -c "[ \$('$TAMTAM' export --dir '$room' --from 2026-03-11 --to 2026-03-11 2>/dev/null | wc -l) = 2 ]"
for what in register dpia algoritme publiek; do
    check "account $what names the terms and purposes of this town" sh -c "'$TAMTAM' account $what --dir '$room' | grep -q 'omgevingsbeeld'"
done
check "an account that is none" exits 2 "$TAMTAM" account alles --dir "$room"
"$TAMTAM" erase --handle x --by test --dir "$room" --now $now >/dev/null

# ---- erasure
check "who erases is told" exits 2 "$TAMTAM" erase --handle x --dir "$room"
check "by handle, over the weeks" exits 0 "$TAMTAM" erase --handle @jansen_van_hier@mastodon.example --by "P. Rivacy" --dir "$room" --now $now
check "... both posts" prints "2 berichten gewist"
check "by address" exits 0 "$TAMTAM" erase --url https://dagblad.example/kwartelkoning --by "P. Rivacy" --dir "$room" --now $now
check "... one" prints "1 berichten gewist"
check "no trace of the words, index and journal included" no_trace "$room" kwartelkoning
check "what another wrote stays" sql_is "$room" "SELECT count(*) FROM post" 1
check "they don't come back" exits 0 "$TAMTAM" import --kind posts --dir "$room" --now $now --quiet "$work/posts.jsonl"
check "... really" sql_is "$room" "SELECT count(*) FROM post" 1
check "counts followed" sql_is "$room" "SELECT sum(n) FROM tally WHERE cut = ''" 1
check "the audit log tells it without names" sql_is "$room" "SELECT object, actor FROM audit WHERE action = 'erase' ORDER BY row" "1 posts by handle|test
2 posts by handle|P. Rivacy
1 posts by address|P. Rivacy"

# ---- restore: what was erased since is erased again
mkdir "$work/restored"
cp "$room/tamtam.conf" "$room/feeds.conf" "$room/erased.journal" "$work/restored"
cp "$work/copy.db" "$work/restored/tamtam.db"
check "the backup has all" sql_is "$work/restored" "SELECT count(*) FROM post" 4
check "the journal is replayed" exits 0 "$TAMTAM" erase --replay --dir "$work/restored" --now $now
check "... and takes out three" sql_is "$work/restored" "SELECT count(*) FROM post" 1
check "the restored database is whole" sql_is "$work/restored" "PRAGMA integrity_check" ok

# ---- retention
check "nothing to do yet" exits 0 "$TAMTAM" retain --dry-run --dir "$room" --now $now
check "... it says" prints "Te verwijderen: 0 berichten, 0 adressen"
later=2026-06-20T00:00:00+02:00
check "three months on, a dry run tells" exits 0 "$TAMTAM" retain --dry-run --dir "$room" --now $later
check "... one post, its address, the week keys" prints "Te verwijderen: 1 berichten, 1 adressen, 2 sleutels"
check "... and does nothing" sql_is "$room" "SELECT count(*) FROM post" 1
check "retention" exits 0 "$TAMTAM" retain --dir "$room" --now $later
check "the text is gone" no_trace "$room" zwiebelgans
check "the key of its week is gone" sql_is "$room" "SELECT count(*) FROM seal_key WHERE kind = 'author'" 0
check "the counts stay" sql_is "$room" "SELECT sum(n) FROM tally WHERE cut = ''" 1
check "with a proof" sql_is "$room" "SELECT count(*) FROM audit WHERE action = 'retain' AND object LIKE 'posts 1, addresses 1, author keys 2%'" 1
check "a post that still stands in a feed is not counted twice" exits 0 "$TAMTAM" import --kind posts --dir "$room" --now $later --quiet "$work/posts.jsonl"
check "... really" sql_is "$room" "SELECT sum(n) FROM tally WHERE cut = ''" 1
check "nor does its text come back" sql_is "$room" "SELECT count(*) FROM post" 0
check "the audit log is whole" exits 0 "$TAMTAM" audit verify --dir "$room"
check "the database is whole" sql_is "$room" "PRAGMA integrity_check" ok

# ---- more posts than retention takes at a time, one of them in an open case
room=$work/many
mkdir -p "$room"
cp $example/tamtam.conf "$room"
"$TAMTAM" init "$room" --quiet >/dev/null
seq 600 | sed 's/.*/{"id":"&","time":"2026-03-11T09:00:00+01:00","channel":"forum","author":"x","text":"Uilskuiken nummer &"}/' >"$work/many.jsonl"
check "six hundred posts" exits 0 "$TAMTAM" import --kind posts --dir "$room" --now $now --quiet "$work/many.jsonl"
python3 -c 'import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("INSERT INTO case_file (post, handle, url, time, channel, subject, intent) VALUES (300, ?1, ?1, 0, ?1, ?1, ?1)", ("",))
db.commit()' "$room/tamtam.db"
check "retention takes all but the open case" exits 0 "$TAMTAM" retain --dir "$room" --now $later
check "... really" sql_is "$room" "SELECT count(*), min(seq) FROM post" "1|300"
check "... and says how many" sql_is "$room" "SELECT count(*) FROM audit WHERE action = 'retain' AND object LIKE 'posts 599,%'" 1

# ---- an objection, and erasure by search, in a newsroom of its own
room=$work/objects
mkdir -p "$room"
cp $example/tamtam.conf "$room"
"$TAMTAM" init "$room" --quiet >/dev/null
check "four posts again" exits 0 "$TAMTAM" import --kind posts --dir "$room" --now $now --quiet "$work/posts.jsonl"
cp "$room/tamtam.db" "$work/before.db"
check "an objection goes with a handle" exits 2 "$TAMTAM" erase --url https://mastodon.example/@jansen/1 --object --by "P. Rivacy" --dir "$room"
check "somebody objects" exits 0 "$TAMTAM" erase --handle @Jansen_van_hier@mastodon.example --object --by "P. Rivacy" --dir "$room" --now $now
check "... their posts are gone" prints "2 berichten gewist"
printf '%s\n' '{"id":"f","time":"2026-03-15T09:00:00+01:00","channel":"mastodon","author":"@jansen_van_hier@mastodon.example","text":"Alweer een zwiebelgans"}' \
    '{"id":"g","time":"2026-03-15T09:00:00+01:00","channel":"mastodon","author":"@iemand_anders@mastodon.example","text":"Ook een zwiebelgans hier"}' >"$work/more.jsonl"
check "they write again, and somebody else" exits 0 "$TAMTAM" import --kind posts --dir "$room" --now $now --quiet "$work/more.jsonl"
check "only the other is taken in" sql_is "$room" "SELECT count(*) FROM post" 3
check "the name is kept nowhere" no_trace "$room" jansen_van_hier
check "nor in the journal" sh -c "! grep -qi jansen '$room/erased.journal'"
check "by search" exits 0 "$TAMTAM" erase --search zwiebelgans --by "P. Rivacy" --dir "$room" --now $now
check "... two" prints "2 berichten gewist"
check "the words are nowhere" no_trace "$room" zwiebelgans
check "one or the other" exits 2 "$TAMTAM" erase --search a --url b --by "P. Rivacy" --dir "$room"
mkdir "$work/again"
cp "$room/tamtam.conf" "$room/feeds.conf" "$room/erased.journal" "$work/again"
cp "$work/before.db" "$work/again/tamtam.db"
check "an older copy is put back, the journal replayed" exits 0 "$TAMTAM" erase --replay --dir "$work/again" --now $now
check "what was written after the copy and erased stays away too" exits 0 "$TAMTAM" import --kind posts --dir "$work/again" --now $now --quiet "$work/more.jsonl"
check "... and so does who objected" sql_is "$work/again" "SELECT count(*) FROM post" 1
finish
