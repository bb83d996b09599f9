#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# Spool folders: files are taken, moved to done/ or bad/, and read twice only where that changes nothing.
. tests/e2e/lib.sh

dir=$work/n
spool=$dir/kcc
now=2026-03-15T23:59:00+01:00
mkdir -p "$spool"
cp examples/turfbrug/tamtam.conf "$dir"
cat >"$dir/feeds.conf" <<'CONF'
[source kcc-map]
kind = spool
url = kcc
import = kcc
map = text=Omschrijving,time=Datum
purpose = omgevingsbeeld
legal_base = AVG 6.1.e
CONF
poll() { "$TAMTAM" poll --dir "$dir" --now $now --json "$@"; }
# count KEY: a number of the last poll's --json
count() { sed "s/.*\"$1\":\([0-9]*\).*/\1/" "$work/out"; }
posts() { "$TAMTAM" status --dir "$dir" --json | sed 's/.*"posts":\([0-9]*\).*/\1/'; }

check "check knows the kind" exits 0 "$TAMTAM" check --dir "$dir"
check "an empty folder" exits 0 poll
check "is well" equals "$(count failed) $(count seen)" "0 0"

printf 'Nummer;Datum;Omschrijving\r\nK1;10-03-2026 09:12;De container in de Turfstraat is vol\r\nK2;10-03-2026 09:15;Lantaarnpaal kapot bij de brug\r\n' >"$spool/a.csv"
printf 'Nummer;Datum;Omschrijving\nK3;11-03-2026 10:00;Vraag over een paspoort\n' >"$spool/b.csv.part"
printf 'x' >"$spool/.verborgen"
check "a file" exits 0 poll
check "its rows are in" equals "$(count new) $(posts)" "2 2"
check "it is in done/" test -f "$spool/done/a.csv" -a ! -e "$spool/a.csv"
check "one that is being written stays" test -f "$spool/b.csv.part" -a -f "$spool/.verborgen"
mv "$spool/b.csv.part" "$spool/b.csv"
check "until it has its name" exits 0 poll
check "then it is read" equals "$(count new)" 1
check "the channel is that of its kind" sh -c 'python3 -c "import sqlite3,sys; print(sqlite3.connect(sys.argv[1]).execute(\"select distinct channel from post\").fetchall())" "$1" | grep -qx "\[(.kcc.,)\]"' - "$dir/tamtam.db"

# ---- the same file again, by the same name
cp "$spool/done/a.csv" "$spool/a.csv"
check "a file once more" exits 0 poll
check "brings nothing new" equals "$(count new) $(count known)" "0 2"
check "and overwrites nothing" test -f "$spool/done/a.csv" -a -f "$spool/done/a.csv.1"

# ---- bad rows, bad files
printf 'Nummer;Datum;Omschrijving\nK4;12-03-2026 10:00;Boom omgewaaid op de Kade\nK5;ooit;Geen datum\n' >"$spool/half.csv"
printf 'niets;hiervan;klopt\n1;2;3\n' >"$spool/vreemd.csv"
check "files with faults" exits 0 poll
check "the good row is in" equals "$(count new) $(posts)" "1 4"
check "both are in bad/" test -f "$spool/bad/half.csv" -a -f "$spool/bad/vreemd.csv"
check "the bad row is told by number" grep -q 'half.csv:3: ' "$spool/bad/half.csv.uitleg.txt"
check "the bad file is told" grep -q "er is geen kolom" "$spool/bad/vreemd.csv.uitleg.txt"
check "sources" exits 0 "$TAMTAM" sources --dir "$dir" --now $now
check "says that a person has work" prints "2 bestanden met fouten in"
rm "$spool"/bad/*
check "when that is done" exits 0 poll
"$TAMTAM" sources --dir "$dir" --now $now >"$work/out"
check "it says so no more" sh -c '! grep -q bestanden "$1"' - "$work/out"

# ---- what is no file, what is no folder
ln -s /etc/passwd "$spool/link.csv"
mkdir "$spool/map.csv"
check "a link out of the folder" exits 0 poll
check "is not followed" test -L "$spool/link.csv" -a -d "$spool/map.csv"
check "and nothing came in" equals "$(count seen)" 0

# ---- nothing is moved that is not kept
rm "$spool/link.csv"
printf 'Nummer;Datum;Omschrijving\nK9;13-03-2026 10:00;De speeltuin is weer open\n' >"$spool/c.csv"
python3 -c 'import sqlite3, sys, time
db = sqlite3.connect(sys.argv[1]); db.execute("BEGIN IMMEDIATE"); print("locked", flush=True); time.sleep(60)' "$dir/tamtam.db" >"$work/locked" &
locker=$!
servers="$servers $locker"
until [ -s "$work/locked" ]; do kill -0 $locker || exit 1; done
check "a store that can't be written" exits 1 poll
kill $locker
check "leaves the file where it is" test -f "$spool/c.csv" -a ! -e "$spool/done/c.csv"
wait $locker 2>/dev/null
check "later" exits 0 poll
check "it goes in" equals "$(count new)" 1

# ---- the daemon looks often, and tells what it found
printf 'Nummer;Datum;Omschrijving\nK10;15-03-2026 10:00;De fontein doet het weer\n' >"$spool/d.csv"
check "an hour of the daemon" exits 0 "$TAMTAM" run --dir "$dir" --clock 2026-03-16T12:00:00+01:00 --until 2026-03-16T13:00:00+01:00
check "reads the file" equals "$(posts)" 6
check "and tells that, not each look at an empty folder" equals "$(grep -c event=fetch "$work/err")" 1

sed -i 's/^import = kcc/import = brieven/' "$dir/feeds.conf"
check "an unknown kind of file" exits 1 "$TAMTAM" check --dir "$dir"
check "is told with what there is" says "heeft import = posts, kcc, clippings of mail nodig, niet 'brieven'"
sed -i 's/^import = brieven/import = kcc/; s/^url = kcc/url = weg/' "$dir/feeds.conf"
check "a folder that isn't there" exits 1 poll
check "is told" says "de map is niet te lezen"
finish
