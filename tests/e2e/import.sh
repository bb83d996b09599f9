#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# `import`: files of posts, contacts, clippings and mail, as often as one likes.
. tests/e2e/lib.sh

dir=$work/n
now="--now 2026-03-15T23:59:00+01:00"
mkdir "$dir"
cp examples/turfbrug/tamtam.conf "$dir"
import() { kind=$1; shift; "$TAMTAM" import --kind "$kind" --dir "$dir" $now --json "$@"; }
count() { sed "s/.*\"$1\":\([0-9]*\).*/\1/" "$work/out"; }
total() { "$TAMTAM" status --dir "$dir" --json | sed "s/.*\"$1\":\([0-9]*\).*/\1/"; }

head -n 80 examples/turfbrug/sample/posts.jsonl >"$work/posts.jsonl"
check "posts" exits 0 import posts "$work/posts.jsonl"
check "all of them" equals "$(count seen) $(count new) $(count bad)" "80 80 0"
check "once more" exits 0 import posts "$work/posts.jsonl"
check "none of them" equals "$(count new) $(count known) $(count revised)" "0 80 0"
check "two files, from stdin too" exits 0 sh -c '"$1" import --kind posts --dir "$2" --json "$3" - <"$3"' - "$TAMTAM" "$dir" "$work/posts.jsonl"
check "are read both" equals "$(count seen) $(count new)" "160 0"

# A text that changed is a revision.
sed '3s/"text": "/"text": "Aangepast: /' "$work/posts.jsonl" >"$work/changed.jsonl"
check "a changed text" exits 0 import posts "$work/changed.jsonl"
check "is one revision" equals "$(count revised) $(count new)" "1 0"

# Bad rows are told by line; the rest goes in.
{ head -n 2 "$work/posts.jsonl" | sed 's/"id": "/"id": "x-/; s/"url": "[^"]*"/"url": ""/'; echo 'geen json'; echo '{"id": "y", "time": "morgen", "text": "x"}'
  sed -n 3p "$work/posts.jsonl" | sed 's/"id": "/"id": "x-/; s/"url": "[^"]*"/"url": ""/'; } >"$work/mixed.jsonl"
check "bad rows" exits 1 import posts "$work/mixed.jsonl"
check "the others are in" equals "$(count new) $(count bad)" "3 2"
check "file and line are told" says "mixed.jsonl:3: "
check "of both" says "mixed.jsonl:4: "

# What is in the database holds no person: neither the handle of a resident nor a telephone number.
printf '%s\n' '{"id": "p1", "time": "2026-03-10T09:00:00+01:00", "channel": "bluesky", "author": "@zilvermeeuw77", "text": "Bel mij op 06-12345678 of mail zilver.meeuw@provider.example, groet van @kokmeeuw12"}' >"$work/personal.jsonl"
check "a personal post" exits 0 import posts "$work/personal.jsonl"
"$TAMTAM" search Bel --dir "$dir" --purpose webcare --by test --quiet >"$work/found"
check "it is found" grep -q 'Bel mij op' "$work/found"
check "without its number, address and names" equals "$(grep -c '12345678\|provider.example\|zilvermeeuw\|kokmeeuw' "$work/found")" 0
cat "$dir"/tamtam.db* >"$work/bytes"
for word in zilvermeeuw77 kokmeeuw12 12345678 provider.example; do
    check "no '$word' in any byte of the database" sh -c '! grep -qaiF "$1" "$2"' - "$word" "$work/bytes"
done

# ---- other kinds
cat >"$work/kcc.csv" <<'EOF'
id;datum;tijd;onderwerp;notitie
1;10-03-2026;09:15;Afval;"Mevr. belt: container Tulpstraat wordt niet geleegd; al twee weken"
2;10-03-2026;09:40;Brug;Vraagt hoe lang de brug dicht is
3;32-03-2026;09:40;Brug;Datum kan niet
EOF
check "contact notes" exits 1 import kcc --map 'id=id,time=datum,clock=tijd,title=onderwerp,text=notitie' "$work/kcc.csv"
check "two go in, one is told" equals "$(count new) $(count bad)" "2 1"
check "with its line" says "kcc.csv:4: "
check "once more" exits 1 import kcc --map 'id=id,time=datum,clock=tijd,title=onderwerp,text=notitie' "$work/kcc.csv"
check "none is new" equals "$(count new)" 0
cat >"$work/status.csv" <<'EOF'
id;datum;onderwerp;notitie;medewerker;kanaal;status
s1;10-03-2026 09:15;Afval;Container Rozenlaan vol;KCC-02;telefoon;Afgehandeld
s2;10-03-2026 09:16;Afval;Uitgelegd dat het later komt;KCC-02;Facebook;in behandeling
s3;10-03-2026 09:17;Afval;Wil weten wanneer gft komt. Uitgelegd: donderdag.;KCC-02;balie;
s4;10-03-2026 09:18;Afval;Vraagt naar de wachtlijst. Doorgezet, wordt teruggebeld.;KCC-02;balie;
s5;10-03-2026 09:19;Afval;Container Tulpstraat ligt om;KCC-02;balie;
EOF
states() { python3 -c 'import sqlite3,sys
rows = sqlite3.connect(sys.argv[1]).execute("SELECT c.state, c.channel FROM case_file c WHERE time >= 1773130500000 AND time <= 1773130740000 AND channel = \"kcc\" ORDER BY time")
print(*(" ".join(r) for r in list(rows)[-5:]), sep=", ")' "$dir/tamtam.db"; }
check "contact notes with how far they are" exits 0 import kcc "$work/status.csv"
check "what was handled comes in closed, whatever way the contact came" equals "$(states)" "afgehandeld kcc, nieuw kcc, afgehandeld kcc, nieuw kcc, nieuw kcc"
cat >"$work/brief.eml" <<'EOF'
From: Jan Jansen <jan@provider.example>
To: info@turfbrug.example
Subject: =?utf-8?q?Overlast_caf=C3=A9?=
Date: Tue, 10 Mar 2026 10:00:00 +0100
Message-ID: <1@provider.example>
Content-Type: text/plain; charset=utf-8

Beste gemeente, elke nacht lawaai bij de haven. Wanneer doet u iets?
EOF
cases=$(total cases)
check "a letter" exits 0 import mail "$work/brief.eml"
check "is in" equals "$(count new)" 1
check "and a case for webcare" sh -c '[ "$1" -gt "$2" ]' - "$(total cases)" "$cases"
check "a mapping of what has no columns" exits 2 import mail --map coosto "$work/brief.eml"
check "a mapping that names no column" exits 1 import kcc --map 'text=bestaatniet' "$work/kcc.csv"
check "is told" says "bestaatniet"
finish
