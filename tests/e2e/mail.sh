# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# Mail from the daemon, against a mail server that refuses, asks for patience, breaks off and hangs.
. tests/e2e/lib.sh

example=examples/turfbrug
room=$work/room
serve $example/sample/feeds

# make_room FOLDER ANALYSTS [TLS]
make_room()
{
    rm -rf "$1"
    mkdir -p "$1"
    cp $example/tamtam.conf "$1"
    cat >>"$1/tamtam.conf" <<END

[mail]
server = 127.0.0.1:$smtp
tls = ${3:-none}
from = Nieuwsredactie Turfbrug <newsroom@turfbrug.example>
reply_to = Redactie <redactie@turfbrug.example>
analysts = $2
crisis_team = crisis@turfbrug.example
per_minute = 6000
END
    sed "s,127\.0\.0\.1:8093,127.0.0.1:$port," $example/feeds.conf >"$1/feeds.conf"
    "$TAMTAM" init "$1" --quiet >/dev/null
}

# past_eight FOLDER: a daemon that knew the calendar before, and finds at its start that the concept is due; sets $daemon.
past_eight()
{
    "$TAMTAM" run --dir "$1" --clock 2026-03-11T07:00:00+01:00 --until 2026-03-11T07:01:00+01:00 2>/dev/null
    : >"$work/log" # what is waited for is this daemon's word, not one of before
    "$TAMTAM" run --dir "$1" --clock 2026-03-11T08:00:00+01:00,x1 2>"$work/log" &
    daemon=$!
    servers="$servers $daemon"
}

sql()
{
    python3 -c 'import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
for row in db.execute(sys.argv[2]): print("|".join(str(c) for c in row))
db.commit()' "$1/tamtam.db" "$2"
}

# sql_is ROOM QUERY WANTED
sql_is()
{
    equals "$(sql "$1" "$2")" "$3"
}

token() { python3 tests/token_of.py "$room/tamtam.db" "$1@turfbrug.example"; }

# got FOLDER ADDRESS: how many messages did the server take in for an address?
got()
{
    cat "$work/$1"/*.eml 2>/dev/null | tr -d '\r' | grep -c "^X-To: $2\$"
}

morning="--clock 2026-03-11T06:30:00+01:00 --until 2026-03-11T11:30:00+01:00"

# ---- a morning: concept, reminder, 'not sent', to readers of all kinds
sink one
make_room "$room" "analist@turfbrug.example, later@turfbrug.example, refuse@turfbrug.example, reject@turfbrug.example, drop@turfbrug.example, lost@turfbrug.example"
check "a morning" exits 0 "$TAMTAM" run --dir "$room" $morning
check "concept, reminder and 'not sent' reached the analyst" sh -c "
    for kind in concept reminder not-sent; do
        [ \"\$(python3 -c 'import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute(\"SELECT count(*) FROM outbox WHERE kind = ? AND state = ? AND recipient LIKE ? \", (sys.argv[2], \"sent\", \"analist@%\")).fetchone()[0])' '$room/tamtam.db' \$kind)\" = 1 ] || { echo \$kind; exit 1; }
    done"
check "after 451 it came all the same, each letter once" sql_is "$room" \
    "SELECT count(*) FROM outbox WHERE recipient LIKE 'later%' AND state <> 'sent'" 0
check "refused recipients are final, with the server's words" sql_is "$room" \
    "SELECT DISTINCT state, answer FROM outbox WHERE recipient LIKE 'refuse%'" "refused|550 5.1.1 no such reader here"
check "so are refused texts" sql_is "$room" "SELECT DISTINCT state, answer FROM outbox WHERE recipient LIKE 'reject%'" \
    "refused|554 5.7.1 we do not want this text"
check "a text that was dropped is sent again" equals "$(got one drop@turfbrug.example)" "$(got one analist@turfbrug.example)"
check "of a lost answer there is one more copy" equals "$(got one lost@turfbrug.example)" "$(($(got one analist@turfbrug.example) + 1))"
check "under the same Message-ID" sh -c "
    cat '$work'/one/*.eml | tr -d '\r' | awk '/^X-To: /{to=\$2} /^Message-ID: /{print to, \$2}' | sort | uniq -d >'$work/doubles'
    [ \$(wc -l <'$work/doubles') = 1 ] && grep -q '^lost@' '$work/doubles'"
check "nothing is left over" sql_is "$room" "SELECT count(*) FROM outbox WHERE state = 'waiting'" 0
check "what was sent gave up its bytes" sql_is "$room" "SELECT max(length(bytes)) FROM outbox" 0
check "it says so itself" exits 0 "$TAMTAM" send list --dir "$room" --now 2026-03-11T12:00:00+01:00
check "... with the reason" prints "550 5.1.1 no such reader here"

message=$(python3 - "$work"/one/*.eml <<'END'
import email, email.policy, sys
for path in sys.argv[1:]:
    m = email.message_from_bytes(open(path, "rb").read(), policy=email.policy.default)
    if m["X-To"].startswith("analist@") and "woensdag 11" in m["Subject"].replace("\u00a0", " ") and "Tamtam" in m["Subject"]:
        print(path)
        break
END
)
check "the concept parses as mail: text and HTML, from the newsroom" python3 - "$message" <<'END'
import email, email.policy, sys
raw = open(sys.argv[1], "rb").read().split(b"\r\n", 2)[2]
m = email.message_from_bytes(raw, policy=email.policy.default)
kinds = [p.get_content_type() for p in m.walk()]
assert not m.defects, m.defects
assert "text/plain" in kinds and "text/html" in kinds, kinds
assert m["From"].addresses[0].addr_spec == "newsroom@turfbrug.example"
assert m["Reply-To"].addresses[0].addr_spec == "redactie@turfbrug.example"
assert m["To"].addresses[0].addr_spec == "analist@turfbrug.example"
assert m["Auto-Submitted"] == "auto-generated" and m["Date"] and m["Message-ID"]
assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
END
check "a second morning sends nothing twice" sh -c "before=\$(ls '$work/one' | wc -l); '$TAMTAM' run --dir '$room' $morning 2>/dev/null; [ \$(ls '$work/one' | wc -l) = \$before ]"

# ---- killed again and again
room=$work/killed
sink two
make_room "$room" "a@turfbrug.example, b@turfbrug.example, c@turfbrug.example"
kills=0
for delay in 0.05 0.1 0.15 0.2 0.25 0.3 0.35 0.4 0.5; do
    timeout -s KILL $delay "$TAMTAM" run --dir "$room" $morning 2>/dev/null
    kills=$((kills + 1))
done
check "after nine kills it runs to the end" exits 0 "$TAMTAM" run --dir "$room" $morning
check "every letter was accepted" sql_is "$room" "SELECT count(*) FROM outbox WHERE state <> 'sent'" 0
check "every letter arrived, and none twice but in the window of a kill" sh -c "
    cat '$work'/two/*.eml | tr -d '\r' | sed -n 's/^Message-ID: //p' | sort >'$work/ids'
    all=\$(wc -l <'$work/ids'); once=\$(sort -u '$work/ids' | wc -l)
    echo \"\$all arrived, \$once letters\"
    [ \$once -gt 8 ] && [ \$((all - once)) -le $kills ]"
check "as many as the outbox has" equals "$(sort -u "$work/ids" | wc -l)" "$(sql "$room" "SELECT count(*) FROM outbox")"

# ---- a server that hangs holds up nobody
room=$work/hangs
make_room "$room" "hang@turfbrug.example"
past_eight "$room"
until ls "$room"/reports/tamtam-2026-03-11.html >/dev/null 2>&1; do kill -0 $daemon || break; done
until [ "$(sql "$room" "SELECT count(*) FROM outbox")" -gt 0 ]; do kill -0 $daemon || break; done
kill -TERM $daemon
wait $daemon
check "it reported and ended on SIGTERM with a letter on its way" equals $? 0
check "the letter waits for the next start" sql_is "$room" "SELECT count(*) > 0 FROM outbox WHERE state = 'waiting'" 1

# ---- never in plain where TLS is asked for
room=$work/tls
sink three
make_room "$room" "analist@turfbrug.example" starttls
past_eight "$room"
until grep -q 'event=deliver' "$work/log"; do kill -0 $daemon || break; done
kill -TERM $daemon
wait $daemon
check "a server without STARTTLS gets no letter" equals "$(ls "$work/three" | wc -l)" 0
check "it is put off, with the reason" grep -q 'result=later.*answer="[^"]*SSL' "$work/log"

# ---- STARTTLS with login, and a certificate that is judged
certificate smtp
python3 - "$work" <<'END' &
import base64, os, socket, ssl, sys, threading
work = sys.argv[1]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(work + "/smtp.pem", work + "/smtp.key")
s = socket.create_server(("127.0.0.1", 0))
open(work + "/tls.new", "w").write(str(s.getsockname()[1]))
os.rename(work + "/tls.new", work + "/tls.port")
def serve(c):
    log, secure, user = [], False, False
    f = c.makefile("rwb", 0)
    say = lambda t: f.write(t.encode() + b"\r\n")
    say("220 hier ESMTP")
    while line := f.readline():
        word = line.decode().strip()
        if word.upper().startswith("EHLO"): say("250-hier\r\n250 " + ("AUTH PLAIN" if secure else "STARTTLS"))
        elif word == "STARTTLS":
            say("220 go")
            try: c = context.wrap_socket(c, server_side=True)
            except ssl.SSLError: return
            f, secure = c.makefile("rwb", 0), True
        elif word.startswith("AUTH PLAIN"):
            given = word[11:]
            if not given: say("334 "); given = f.readline().decode().strip()
            user = base64.b64decode(given) == b"\0tamtam\0geheim?"
            say("235 ok" if user else "535 no")
        elif word.startswith("DATA"):
            say("354 go")
            while f.readline() != b".\r\n": pass
            open(work + "/tls.log", "a").write("%s %s\n" % (secure, user))
            say("250 taken in")
        elif word.startswith(("MAIL", "RCPT")): say("250 ok" if secure and user else "530 log in")
        elif word == "QUIT": say("221 bye"); return
        else: say("502 no")
while True: threading.Thread(target=serve, args=(s.accept()[0],), daemon=True).start()
END
servers="$servers $!"
until [ -s "$work/tls.port" ]; do kill -0 $! || break; done
room=$work/starttls
smtp=$(cat "$work/tls.port")
make_room "$room" "analist@turfbrug.example" starttls
printf 'geheim?\n' >"$work/smtp.password"
sed -i "/^\[mail\]/a user = tamtam\npassword_file = $work/smtp.password" "$room/tamtam.conf"
check "somebody signs up" exits 0 "$TAMTAM" subscribe --dir "$room" --now 2026-03-11T07:00:00+01:00 --purpose omgevingsbeeld x@turfbrug.example
check "a certificate that nobody vouches for" exits 0 "$TAMTAM" send --dir "$room" --now 2026-03-11T07:00:00+01:00
check "... gets no letter and no password" test ! -e "$work/tls.log"
sed -i "/^\[mail\]/a ca_file = $work/smtp.pem" "$room/tamtam.conf"
check "one that is known" exits 0 "$TAMTAM" send --dir "$room" --now 2026-03-11T08:00:00+01:00
check "... gets it over TLS, after the login" equals "$(cat "$work/tls.log")" "True True"

# ---- readers: double opt-in, a digest cut from the fixed tamtam
room=$work/readers
sink four
make_room "$room" "analist@turfbrug.example"
"$TAMTAM" import --kind posts --dir "$room" --now 2026-03-12T00:00:00+01:00 --quiet $example/sample/posts.jsonl >/dev/null
early=2026-03-11T07:00:00+01:00
late=2026-03-11T10:00:00+01:00
check "sign up for all" exits 0 "$TAMTAM" subscribe --dir "$room" --now $early --purpose omgevingsbeeld alles@turfbrug.example ooit@turfbrug.example
check "sign up for a theme" exits 0 "$TAMTAM" subscribe --dir "$room" --now $early --purpose omgevingsbeeld --theme veiligheid_en_overlast thema@turfbrug.example
check "twice makes no two" exits 0 "$TAMTAM" subscribe --dir "$room" --now $early --purpose omgevingsbeeld alles@TURFBRUG.example
check "no purpose, no subscription" exits 1 "$TAMTAM" subscribe --dir "$room" x@turfbrug.example
check "no such district" exits 1 "$TAMTAM" subscribe --dir "$room" --purpose omgevingsbeeld --district Nergens x@turfbrug.example
check "no address" exits 1 "$TAMTAM" subscribe --dir "$room" --purpose omgevingsbeeld "x@turfbrug.example
Bcc: y@z.example"
check "the confirmation is asked for by mail" exits 0 "$TAMTAM" send --dir "$room" --now $early
for who in alles thema; do
    "$TAMTAM" subscribe --dir "$room" --now $early --confirm "$(token $who)" >/dev/null
    check "the letter to $who holds the code" grep -qr "$(token $who | cut -c1-12)" "$work/four"
done
check "not fixed, not sent" exits 1 "$TAMTAM" send --dir "$room" --date 2026-03-11 --now $late
"$TAMTAM" report day --dir "$room" --date 2026-03-11 --now $late --format txt --out "$work/reports" >/dev/null
report=$(sql "$room" "SELECT id FROM report WHERE kind = 'day'")
check "a person fixes it" exits 0 "$TAMTAM" report fix "$report" --by "R. Aalders" --dir "$room" --now $late
check "then it goes out" exits 0 "$TAMTAM" send --dir "$room" --date 2026-03-11 --now $late
check "once" exits 0 "$TAMTAM" send --dir "$room" --date 2026-03-11 --now $late
check "to who confirmed" sql_is "$room" "SELECT recipient, state FROM outbox WHERE kind = 'digest' ORDER BY 1" "alles@turfbrug.example|sent
thema@turfbrug.example|sent"
check "the cut is smaller than the whole" sh -c "
    whole=\$(grep -l 'X-To: alles@' '$work'/four/*.eml | xargs grep -L Bevestig | xargs cat | wc -c)
    cut=\$(grep -l 'X-To: thema@' '$work'/four/*.eml | xargs grep -L Bevestig | xargs cat | wc -c)
    echo \$cut of \$whole; [ \$cut -lt \$whole ]"
check "a way out by mail is in it" sh -c "grep -l 'X-To: thema@' '$work'/four/*.eml | xargs grep -q '^List-Unsubscribe: <mailto:'"
check "and no page that isn't there" sh -c "! grep -q 'List-Unsubscribe-Post' '$work'/four/*.eml"
printf '\n[newsroom]\nurl = https://nieuws.turfbrug.example/\n' >>"$room/tamtam.conf"
token=$(token ooit)
check "confirm once more" exits 0 "$TAMTAM" subscribe --dir "$room" --now $late --confirm "$token"
check "another digest, with the newsroom on the web" exits 0 "$TAMTAM" send --dir "$room" --date 2026-03-11 --now $late
check "has a page to sign off with one click, and mail" python3 - "$token" "$work"/four/*.eml <<'END'
import email, email.policy, sys
token, found = sys.argv[1], 0
for path in sys.argv[2:]:
    raw = open(path, "rb").read().split(b"\r\n", 2)[2]
    m = email.message_from_bytes(raw, policy=email.policy.default)
    if m["To"].addresses[0].addr_spec != "ooit@turfbrug.example" or not m["List-Id"]: continue
    found += 1
    assert m["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click", m["List-Unsubscribe-Post"]
    ways = [w.strip() for w in m["List-Unsubscribe"].split(",")]
    assert ways == ["<https://nieuws.turfbrug.example/afmelden?t=%s>" % token,
                    "<mailto:redactie@turfbrug.example?subject=afmelden%%20%s>" % token], ways
assert found == 1, found
END
for wrong in '' 0 $(echo $token | cut -c1-8) $(echo $token | cut -c1-39) $(echo $token | cut -c1-39)g; do
    check "'$wrong' is no token and is told nothing" sh -c "'$TAMTAM' unsubscribe --dir '$room' '$wrong' | grep -qx afgemeld"
done
check "nobody was signed off" sql_is "$room" "SELECT count(*) FROM subscriber" 3
check "sign off" exits 0 "$TAMTAM" unsubscribe --dir "$room" alles@turfbrug.example
check "sign off by code" exits 0 "$TAMTAM" unsubscribe --dir "$room" $token
check "a code that is none gets the same answer" exits 0 "$TAMTAM" unsubscribe --dir "$room" 00000000
check "who is left" sql_is "$room" "SELECT address FROM subscriber" thema@turfbrug.example

# ---- many readers at once, twice
room=$work/many
make_room "$room" "analist@turfbrug.example"
{
    printf '\357\273\277adres;naam\r\n'
    for i in 1 2 3 4 5 6 7 8 9; do printf 'lezer%s@turfbrug.example;"Lezer; %s"\r\n' $i $i; done
    printf '"Lezer1@Turfbrug.example";dubbel\r\ngeen adres;x\r\nlezer1@TURFBRUG.example;dubbel\r\nx@b.example\rBcc: y@b.example;z\r\n\r\n'
    printf '%s\r\n' "o'brien+tag@b.example" 'a..b@b.example' '.a@b.example' '@b.example' 'a@b' 'a@-b.example' 'a b@c.example' '"a b"@c.example' 'a@[127.0.0.1]' 'jos\303\251@b.example'
} >"$work/readers.csv"
import_of() { "$TAMTAM" subscribe --in "$work/readers.csv" --purpose omgevingsbeeld --dir "$room" --now $early "$@"; }
check "a wish that can't be" exits 1 import_of --theme vrijetijd
check "is told once, whatever the number of readers" sh -c '[ "$(grep -c vrijetijd "$1")" -eq 1 ]' - "$work/err"
import() { "$TAMTAM" subscribe --in "$work/readers.csv" --purpose omgevingsbeeld --dir "$room" --now $early; }
check "a list with faults" exits 1 import
check "... the good ones are in" prints "23 gelezen, 11 nieuw"
check "... the bad ones are told by line" says "12: 'geen adres' is geen mailadres"
check "no line end came into an address" sql_is "$room" "SELECT count(*) FROM subscriber WHERE address LIKE '%Bcc%' OR address LIKE '% %'" 0
check "once more" exits 1 import
check "... brings nothing" prints "23 gelezen, 0 nieuw"
check "each was asked once" sql_is "$room" "SELECT count(*), count(DISTINCT recipient) FROM outbox WHERE kind = 'confirm'" "11|11"

# ---- addresses of every form
room=$work/forms
sink five
make_room "$room" "analist@turfbrug.example"
check "addresses of every form: taken as they are, or refused by all ways in" env ROOM="$room" MAIL="$work/five" python3 tests/addresses.py

# ---- a signed webhook, tried again after a 503
room=$work/hook
sink six
make_room "$room" "analist@turfbrug.example"
printf 'geheim\n' >"$work/secret"
python3 - "$work" <<'END' &
import http.server, sys
work, seen = sys.argv[1], []
class Hook(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        again = body in seen
        seen.append(body)
        if again:
            with open(work + "/hook.log", "ab") as f: f.write(self.headers["X-Tamtam-Signature"].encode() + b" " + body + b"\n")
        self.send_response(204 if again else 503)
        self.end_headers()
    def log_message(self, *_): pass
s = http.server.HTTPServer(("127.0.0.1", 0), Hook)
open(work + "/hook.new", "w").write(str(s.server_port))
import os; os.rename(work + "/hook.new", work + "/hook.port")
s.serve_forever()
END
hook=$!
servers="$servers $hook"
until [ -s "$work/hook.port" ]; do kill -0 $hook || break; done
printf '\n[webhook meldkamer]\nurl = http://127.0.0.1:%s/alarm\nsecret_file = %s\nlevel = signaal\n' "$(cat "$work/hook.port")" "$work/secret" >>"$room/tamtam.conf"
check "readers of alerts and of a district, with the PDF" sh -c "
    '$TAMTAM' subscribe --dir '$room' --now $early --purpose omgevingsbeeld --alert waarschuwing alarm@turfbrug.example &&
    '$TAMTAM' subscribe --dir '$room' --now $early --purpose omgevingsbeeld --district Bloemenwijk --pdf wijk@turfbrug.example"
for who in alarm wijk; do "$TAMTAM" subscribe --dir "$room" --now $early --confirm "$(token $who)" >/dev/null; done
check "a day with alerts" exits 0 "$TAMTAM" run --dir "$room" --clock 2026-03-10T06:00:00+01:00 --until 2026-03-11T12:00:00+01:00
check "every alert reached the webhook once, signed" python3 - "$work" <<'END'
import hashlib, hmac, json, sqlite3, sys
lines = open(sys.argv[1] + "/hook.log", "rb").read().splitlines()
for line in lines:
    signature, body = line.split(b" ", 1)
    assert signature == b"sha256=" + hmac.new(b"geheim", body, hashlib.sha256).hexdigest().encode()
    assert json.loads(body)["level"] in ("signaal", "waarschuwing", "crisis")
db = sqlite3.connect(sys.argv[1] + "/hook/tamtam.db")
sent = db.execute("SELECT count(*) FROM outbox WHERE channel = 'meldkamer' AND state = 'sent'").fetchone()[0]
assert sent == len(lines) == len(set(lines)) > 0, (sent, len(lines))
END

"$TAMTAM" report day --dir "$room" --date 2026-03-11 --now 2026-03-11T12:00:00+01:00 --format txt --out "$work/reports" >/dev/null
"$TAMTAM" report fix "$(sql "$room" "SELECT max(id) FROM report WHERE kind = 'day'")" --by "R. Aalders" --dir "$room" --now 2026-03-11T12:00:00+01:00 >/dev/null
check "the fixed tamtam goes out" exits 0 "$TAMTAM" send --dir "$room" --date 2026-03-11 --now 2026-03-11T12:00:00+01:00
check "what was delivered is told as text" python3 - "$work" <<'END'
import collections, email, email.policy, pathlib, subprocess, sys
work = pathlib.Path(sys.argv[1])
out, kinds = work / "delivered", collections.Counter()
out.mkdir()
for i, path in enumerate((work / "six").glob("*.eml")):
    letter = email.message_from_bytes(path.read_bytes().split(b"\r\n", 2)[2], policy=email.policy.default)
    kinds[letter["To"].addresses[0].username] += 1
    (out / f"{i}.subject.txt").write_text(letter["Subject"])
    for j, part in enumerate(p for p in letter.walk() if not p.is_multipart()):
        kinds[part.get_content_type()] += 1
        suffix = {"text/plain": "txt", "text/html": "html", "application/pdf": "pdf"}.get(part.get_content_type())
        if suffix:
            (out / f"{i}.{j}.{suffix}").write_bytes(part.get_payload(decode=True))
        if suffix == "pdf":
            subprocess.run(["pdftotext", out / f"{i}.{j}.pdf"], check=True)
            (out / f"{i}.{j}.pdf").unlink()
for i, line in enumerate((work / "hook.log").read_bytes().splitlines()):
    (out / f"{i}.hook.txt").write_bytes(line.split(b" ", 1)[1])
    kinds["hook"] += 1
wanted = {"alarm", "wijk", "analist", "crisis", "hook", "text/plain", "text/html", "application/pdf"}
assert wanted <= set(kinds), kinds
END
for f in $example/sample/feeds/*; do "$TAMTAM" parse "$f"; done >"$work/entries.jsonl"
check "no run of six words of residents' posts was delivered" python3 tests/e2e/residents_words.py $example "$work/entries.jsonl" "$work/delivered"

# ---- bad settings
printf '\n[mail]\nserver = smtp.elders.example:25\nfrom = geen adres\ntls = none\nanalysts = a@b.example, niet goed@x\n' >>"$work/tls/tamtam.conf"
check "bad settings are told" exits 1 "$TAMTAM" check --dir "$work/tls"
check "... plain text over the network" says "tls = none is alleen voor een mailserver op deze machine"
check "... a sender that is none" says "mail heeft een afzender nodig"
check "... a reader that is none" says "'niet goed@x' is geen mailadres"
finish
