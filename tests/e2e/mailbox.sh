#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# A mailbox over IMAPS, with Debian's dovecot behind TLS on loopback: what came since the last time, once, and nothing is touched.
. tests/e2e/lib.sh

dir=$work/n
now=2026-03-15T23:59:00+01:00
mkdir -p "$dir"
cp examples/turfbrug/tamtam.conf "$dir"
mailbox post@turfbrug.example
certificate other

# conf [LINE...]: feeds.conf
conf() { printf '[source postbus]\nkind = imap\nurl = imaps://post%%40turfbrug.example@127.0.0.1:%s/INBOX\npassword_file = wachtwoord\nca_file = %s/server.pem\nallow_private = yes\npurpose = omgevingsbeeld\nlegal_base = AVG 6.1.e\n' "$imap" "$work" >"$dir/feeds.conf"; }
printf 'geheim?\n' >"$dir/wachtwoord"
poll() { "$TAMTAM" poll --dir "$dir" --now $now --json "$@"; }
# count KEY: a number of the last poll's --json
count() { sed "s/.*\"$1\":\([0-9]*\).*/\1/" "$work/out"; }
posts() { "$TAMTAM" status --dir "$dir" --json | sed 's/.*"posts":\([0-9]*\).*/\1/'; }
sql() { python3 -c 'import sqlite3, sys
for row in sqlite3.connect(sys.argv[1]).execute(sys.argv[2]): print("|".join(str(c) for c in row))' "$dir/tamtam.db" "$1"; }
# letter NAME DAY TEXT: one letter arrives
letter()
{
    printf 'From: Jan Jansen <jan@b.example>\r\nMessage-ID: <%s@b.example>\r\nDate: %s Mar 2026 08:00:00 +0100\r\nSubject: Vraag %s\r\n\r\n%b\r\n' "$1" "$2" "$1" "$3" >"$box/tmp/$1"
    touch -d "2026-03-$2T08:00:00+01:00" "$box/tmp/$1"
    chown "$owner:$group" "$box/tmp/$1"
    mv "$box/tmp/$1" "$box/new/$1"
}

conf
check "check knows the kind" exits 0 "$TAMTAM" check --dir "$dir"
check "an empty mailbox" exits 0 poll
check "is well" equals "$(count failed) $(count seen)" "0 0"
letter eerste 14 'Wanneer wordt het afval gehaald? Bel mij op 06-12345678.\r\n> oud bericht'
letter tweede 15 'Regel een.\r\nt3 OK Search completed.\r\n* BYE tot ziens\r\n)\r\nRegel twee over de brug.'
letter oud 01 'Dit is van voor de afgelopen week.'
check "three letters" exits 0 poll
check "those of the past week come in" equals "$(count new) $(posts)" "2 2"
check "as mail to the municipality" equals "$(sql 'select distinct channel, addressed from post')" "email|1"
check "masked" equals "$(sql "select count(*) from post where text like '%0612345678%' or text like '%06-12345678%' or text like '%oud bericht%'")" 0
check "words that look like answers of the server are only words" equals "$(sql "select count(*) from post where text like '%tot ziens%Regel twee%'")" 1
check "their sender is in the case alone" equals "$(sql "select count(*) from case_file where handle like '%jan@b.example%'") $(sql "select count(*) from post where author like '%jan%' or text like '%Jansen%'")" "2 0"
check "once more" exits 0 poll
check "nothing is read again" equals "$(count seen)" 0
letter derde 15 'De lantaarn is kapot.'
check "another letter" exits 0 poll
check "is the only one that is read" equals "$(count seen) $(count new) $(posts)" "1 1 3"
check "the mailbox holds all, none of them seen" equals "$(find "$box/new" "$box/cur" -type f | wc -l) $(find "$box/cur" -name '*:2,*S*' | wc -l)" "4 0"

# ---- UIDs that are given anew
chmod -R u+w "$box"
rm -f "$box"/dovecot*
printf '3 V1 N1\n' >"$box/dovecot-uidlist"
chown "$owner:$group" "$box/dovecot-uidlist"
check "another UIDVALIDITY" exits 0 poll
check "all of the week is read again, nothing is new" equals "$(count seen) $(count new) $(posts)" "3 0 3"

# ---- a letter that is none, and one that is too long
printf 'rommel zonder kop' >"$box/new/rommel"
{ printf 'From: a@b.example\r\nMessage-ID: <lang@b>\r\nDate: Sun, 15 Mar 2026 09:00:00 +0100\r\nSubject: Lang\r\n\r\nBegin van een lange brief over het zwembad.\r\n'; head -c 6000000 /dev/zero | tr '\0' 'x' | fold -w 76; } >"$box/new/lang"
touch -d 2026-03-15T09:00:00+01:00 "$box/new/rommel" "$box/new/lang"
chown "$owner:$group" "$box/new/rommel" "$box/new/lang"
check "rubbish and a long letter" exits 0 poll
check "the long one is in" equals "$(count new)" 1
check "the rubbish is told" says "1 brieven waren niet te lezen"
check "and is not read again" exits 0 poll
check "nor the rest" equals "$(count seen)" 0

# ---- refusals
printf 'fout\n' >"$dir/wachtwoord"
check "a wrong password" exits 1 poll
check "is told" says "geen toegang"
check "without the password" sh -c '! grep -q "fout$" "$1"' - "$work/err"
printf 'geheim?\n' >"$dir/wachtwoord"
sed -i "s,server.pem,other.pem," "$dir/feeds.conf"
check "another certificate" exits 1 poll
check "is refused" says "certificaat"
conf
sed -i '/allow_private/d' "$dir/feeds.conf"
check "a private address that was not allowed" exits 1 poll
check "is refused too" says "besloten netwerk"
conf
sed -i 's,/INBOX,/Bestaatniet,' "$dir/feeds.conf"
check "a folder that isn't there" exits 1 poll
check "is told in the server's words" says "de server zegt"
conf
check "another folder and back" exits 0 poll
check "is a mailbox that is new here: read again, nothing doubled" equals "$(count seen) $(count new)" "4 0"
for trouble in flood cut giant; do
    echo $trouble >"$work/imap.port.trouble"
    check "a server that makes trouble: $trouble" exits 1 poll
    check "is told" says "postbus: "
    check "and nothing came in" equals "$(posts)" 4
done
rm "$work/imap.port.trouble"
check "afterwards all is well" exits 0 poll
check "and the cursor is where it was" equals "$(count seen)" 0
rm "$dir/wachtwoord"
check "no password" exits 1 poll
check "is told as well" says "wachtwoord"
conf
sed -i 's,imaps://post%40turfbrug.example@,imaps://post:geheim@,' "$dir/feeds.conf"
check "a password in the address" exits 1 "$TAMTAM" check --dir "$dir"
check "has no place there" says "password_file"
sed -i 's,imaps://post:geheim@,imap://post@,' "$dir/feeds.conf"
check "mail without TLS" exits 1 "$TAMTAM" check --dir "$dir"
check "is not possible" says "imaps://gebruiker@host/INBOX"
finish
