#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# What readers and mail servers answer, read from a mailbox over IMAPS (Debian's dovecot): delivery reports, sign-offs, confirmations,
# objections; forged, repeated and automatic ones do nothing.
. tests/e2e/lib.sh

room=$work/room
mkdir -p "$room"
mailbox redactie@turfbrug.example
sink mail

cp examples/turfbrug/tamtam.conf "$room"
cat >>"$room/tamtam.conf" <<END

[mail]
server = 127.0.0.1:$smtp
tls = none
from = newsroom@turfbrug.example
reply_to = redactie@turfbrug.example
analysts = analist@turfbrug.example
per_minute = 6000
inbox = imaps://redactie%40turfbrug.example@127.0.0.1:$imap/INBOX
inbox_password_file = $work/password
ca_file = $work/server.pem
END
printf 'geheim?\n' >"$work/password"
: >"$room/feeds.conf"
"$TAMTAM" init "$room" --quiet >/dev/null

sql()
{
    python3 -c 'import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
for row in db.execute(sys.argv[2]): print("|".join(str(c) for c in row))
db.commit()' "$room/tamtam.db" "$1"
}
sql_is() { equals "$(sql "$1")" "$2"; }
clock=6
# look: the daemon for twenty minutes, which reads the mailbox
look()
{
    clock=$((clock + 1))
    "$TAMTAM" run --dir "$room" --clock "$(printf '2026-03-14T%02d:00:00+01:00' $clock)" --until "$(printf '2026-03-14T%02d:20:00+01:00' $clock)"
}
letters=0
# letter: the letter on standard input arrives
letter()
{
    letters=$((letters + 1))
    sed 's/$/\r/' >"$box/tmp/$letters"
    touch -d 2026-03-14T06:00:00+01:00 "$box/tmp/$letters"
    chown "$owner:$group" "$box/tmp/$letters"
    mv "$box/tmp/$letters" "$box/new/$letters"
}
# bounce MESSAGE-ID ACTION STATUS ADDRESS: a delivery report as a mail server writes it
bounce()
{
    letter <<END
From: Mail Delivery Subsystem <mailer-daemon@provider.example>
To: newsroom@turfbrug.example
Date: Sat, 14 Mar 2026 06:00:00 +0100
Message-ID: <report$letters@provider.example>
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
 boundary="grens"

--grens
Content-Type: text/plain

Your message could not be delivered.

--grens
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.provider.example

Final-Recipient: rfc822; $4
Action: $2
Status: $3
Diagnostic-Code: smtp; 550 $3 no such user

--grens
Content-Type: text/rfc822-headers

From: newsroom@turfbrug.example
To: $4
Subject: Tamtam
Message-ID: <$1>

--grens--
END
}
# answer SUBJECT [HEADER]: a person writes
answer()
{
    letter <<END
From: Lezer <lezer@b.example>
To: redactie@turfbrug.example
Date: Sat, 14 Mar 2026 06:00:00 +0100
Message-ID: <answer$letters@b.example>
Subject: $1
${2:-X-Nothing: here}

Dag redactie.
END
}

# ---- readers, and letters that went to them
now="--now 2026-03-14T06:30:00+01:00"
check "three readers" exits 0 "$TAMTAM" subscribe --dir "$room" $now --purpose omgevingsbeeld anna@a.example bert@a.example caro@a.example
token() { python3 tests/token_of.py "$room/tamtam.db" "$1@a.example"; }
state() { sql "SELECT state, bounces FROM subscriber WHERE address = '$1@a.example'"; }
anna=$(token anna) bert=$(token bert) caro=$(token caro)
check "they are asked" exits 0 look
check "the code stands in the subject" sh -c "grep -l '^X-To: anna@' '$work'/mail/*.eml | xargs cat | python3 -c 'import email, email.policy, sys; s = sys.stdin.buffer.read().split(b\"\\r\\n\", 2)[2]; sys.exit(\"$anna\" not in email.message_from_bytes(s, policy=email.policy.default)[\"Subject\"])'"
answer "Re: Bevestig uw aanmelding $anna"
answer "Afwezig: Bevestig uw aanmelding $bert" "Auto-Submitted: auto-replied"
answer "Re: Bevestig uw aanmelding $caro"
check "answers come in" exits 0 look
check "who answered is a reader" equals "$(state anna) $(state caro)" "active|0 active|0"
check "whose machine answered is not" equals "$(state bert)" "asked|0"
sql "INSERT INTO outbox (id, message_id, kind, channel, recipient, made, bytes, state) VALUES
  (101, 'a1@turfbrug.example', 'digest', 'mail', 'anna@a.example', 1773400000000, '', 'sent'),
  (102, 'a2@turfbrug.example', 'digest', 'mail', 'anna@a.example', 1773400000000, '', 'sent'),
  (103, 'a3@turfbrug.example', 'digest', 'mail', 'anna@a.example', 1773400000000, '', 'sent'),
  (104, 'c1@turfbrug.example', 'digest', 'mail', 'caro@a.example', 1773400000000, '', 'sent')" >/dev/null

# ---- delivery reports
bounce a1@turfbrug.example failed 5.1.1 anna@a.example
bounce a1@turfbrug.example failed 5.1.1 anna@a.example
bounce a2@turfbrug.example delayed 4.4.1 anna@a.example
bounce a2@turfbrug.example failed 5.1.1 anna@a.example
check "two letters came back, one of them twice" exits 0 look
check "two count; what is late counts not" equals "$(state anna)" "active|2"
bounce a9@turfbrug.example failed 5.1.1 caro@a.example
bounce zomaar@evil.example failed 5.1.1 caro@a.example
bounce "c1@turfbrug.example> <a3@turfbrug.example" relayed 2.0.0 caro@a.example
check "forged ones come in" exits 0 look
check "and count for nobody" equals "$(state caro) $(state anna)" "active|0 active|2"
bounce a3@turfbrug.example failed 5.1.1 caro@a.example
check "a third letter came back" exits 0 look
check "it counts for who it was sent to, whatever the report says" equals "$(state anna) $(state caro)" "paused|3 active|0"
check "and that is told" sh -c "'$TAMTAM' subscribers --dir '$room' | grep anna@ | grep -q gepauzeerd"

# ---- signing off, objections, rubbish
answer "afmelden 0000000000000000000000000000000000000001"
answer "afmelden $(echo "$caro" | cut -c1-39)"
answer "afmelden"
answer "AFMELDEN $bert"
answer "Bezwaar tegen verwerking van mijn berichten"
printf 'rommel zonder kop' >"$work/rubbish"
letter <"$work/rubbish"
head -c 100000 /dev/urandom >"$work/rubbish"
letter <"$work/rubbish"
check "all sorts of letters" exits 0 look
check "only who wrote with their own code is gone" sql_is "SELECT address FROM subscriber ORDER BY 1" "anna@a.example
caro@a.example"
check "the analysts hear of the objection, without its words" sql_is "SELECT recipient FROM outbox WHERE kind = 'objection'" analist@turfbrug.example
check "nothing is read again" exits 0 look
check "and nothing is told again" sql_is "SELECT count(*) FROM outbox WHERE kind = 'objection'" 1
check "the mailbox holds all, none of them seen" equals "$(find "$box/new" "$box/cur" -type f | wc -l) $(find "$box/cur" -name '*:2,*S*' | wc -l)" "$letters 0"
check "who says yes again is a reader again" exits 0 "$TAMTAM" subscribe --dir "$room" $now --confirm "$anna"
check "without old faults" equals "$(state anna)" "active|0"

# ---- trouble
printf 'fout\n' >"$work/password"
check "a wrong password holds up nothing" exits 0 look
check "it is told" says "event=inbox letters=0 error="
finish
