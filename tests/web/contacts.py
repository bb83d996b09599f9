# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""Contact notes, letters and filed clippings tell what residents said, also where a public actor stands there as the author: no run of six
of their words leaves the newsroom. The town is the sample of Turfbrug, in which public names have signed all contacts."""
import base64
import html
import json
import os
import re

from newsroom import EXAMPLE, Newsroom, check, finish

CLOCK = "2026-03-14T11:45:00+01:00,x1"
RUN = 6
SIGNED = {"kcc": ["Gemeente Turfbrug", "Omroep Veenland", "Gemeente Turfbrug"], "email": ["Omroep Veenland", "Gemeente Turfbrug"]}
CONF = """
[mail]
server = 127.0.0.1:1
from = Webcare <webcare@turfbrug.example>
analysts = analist@turfbrug.example
tls = none
"""
# The latest notes of all, told as news is: they would head the wall, an issue, or what the day brings.
LATEST = [
    ("kcc", "Gemeente Turfbrug", "Mevrouw vertelt dat haar zieke buurman vannacht alleen in de rook zat bij Reco"),
    ("kcc", "Omroep Veenland", "Beller zegt dat zijn dochter niet meer durft te slapen door de brand bij Reco"),
    ("email", "Omroep Veenland", "Mijn moeder heeft sinds de brand bij Reco elke ochtend last van haar longen"),
    ("kcc", "Gemeente Turfbrug", "Meneer wil op 14 maart om 20.00 uur met zijn buren naar het stadhuis komen"),
    ("newspaper", "Gemeente Turfbrug", "Ik schrijf u omdat mijn tuin en mijn kippen onder de as van Reco liggen"),
]


def runs(text):
    words = re.findall(r"[^\W_]+", text.lower())
    return {tuple(words[i:i + RUN]) for i in range(len(words) - RUN + 1)}


def town(path):
    """Writes the sample with its contacts signed by public names and titled by their first line; gives the runs of the contacts alone."""
    contacts, others, signed = set(), set(), 0
    with open(f"{EXAMPLE}/sample/posts.jsonl", encoding="utf-8") as f:
        posts = [json.loads(line) for line in f]
    for i, (channel, author, text) in enumerate(LATEST):
        posts.append({"id": f"latest-{i}", "time": f"2026-03-14T11:3{i}:00+01:00", "channel": channel, "source": "kcc", "author": author,
                      "title": text, "text": f"{text}. Uitgelegd."})
    with open(path, "w", encoding="utf-8") as f:
        for post in posts:
            if post["channel"] in SIGNED and not post["id"].startswith("latest"):
                names = SIGNED[post["channel"]]
                post |= {"author": names[signed % len(names)], "title": post["text"].split("\n")[0][:150]}
                signed += 1
            if re.search(r"Top \d:", post["text"]):
                continue  # the desk's own count of its calls is nobody's words
            kind = contacts if post["channel"] in SIGNED or post["id"].startswith("latest") else others
            kind |= runs(" ".join(filter(None, (post.get("title"), post["text"]))))
            f.write(json.dumps(post) + "\n")
    return contacts - others


class Judge:
    def __init__(self, words):
        self.words, self.bytes = words, 0

    def __call__(self, name, text):
        self.bytes += len(text)
        text = html.unescape(re.sub(r"<(style|script|svg).*?</\1>|<[^>]*>", " ", text, flags=re.S))
        found = runs(text) & self.words
        check(f"no words of contacts: {name}", text and not found, [" ".join(run) for run in sorted(found)][:5])


def reports(n, judge):
    out = os.path.join(n.folder, "out")
    issues = [json.loads(line)["id"] for line in n.run("issues", "--json").splitlines()][:12]
    wanted = [["day", "--date", "2026-03-11"], ["day", "--date", "2026-03-16"], ["week", "--date", "2026-03-11"], ["reputation", "Hoekstra"],
              ["district", "Oosterbrug"], ["theme", "afval"], ["person", "Sanne de Wit"],
              ["query", "stem:inwoners", "--purpose", "omgevingsbeeld", "--by", "tester"]]
    wanted += [["issue", str(i)] for i in issues] + [["crisis", str(i), "--to", "2026-03-10T18:50"] for i in issues[:3]]
    for arguments in wanted:
        n.run("report", *arguments, "--format", "html,txt,json,eml", "--now", "2026-03-16T08:30:00+01:00", "--out", out, "--quiet")
    for name in sorted(os.listdir(out)):
        with open(os.path.join(out, name), encoding="utf-8") as f:
            judge(name, f.read().replace("=\n", ""))
    for i in issues:
        judge(f"issues show {i}", n.run("issues", "show", str(i)))


def web(n, judge, token):
    bearer = {"Authorization": f"Bearer {token}"}
    basic = {"Authorization": "Basic " + base64.b64encode(f"x:{token}".encode()).decode()}
    b, period = n.browser(address="10.4.4.4"), "van=2026-02-01&tot=2026-04-30"
    for kind in ("issues", "signalen", "rapporten"):
        judge(f"API {kind}", b.ask("GET", f"/v1/{kind}?{period}&aantal=500", headers=bearer).text)
        judge(f"Atom {kind}", n.browser().get(f"/feeds/{kind}", headers=basic).text)
    url = f"/v1/berichten?{period}&aantal=500"
    while url:
        body = json.loads(b.ask("GET", url, headers=bearer).text)
        judge("API berichten " + url[-12:], json.dumps(body, ensure_ascii=False))
        url = (body["links"].get("next") or "")[len(n.url):]
    wall = n.logged_in("analist")
    for screen in ("", "?scherm=nu"):
        page = wall.get(f"/muur{screen}").text
        check(f"/muur{screen} shows an ordinary day", 'class="scherm"' in page)
        judge(f"/muur{screen}", page)
    for (i,) in n.sql("SELECT id FROM issue WHERE merged_into = 0 ORDER BY id DESC LIMIT 8"):
        judge(f"page of issue {i}", wall.get(f"/issues/{i}").text)


def main():
    with Newsroom(conf=CONF, roles=["analist"], clock=CLOCK) as n:
        sample = os.path.join(n.folder, "signed.jsonl")
        words = town(sample)
        check("there are words enough to find", len(words) > 3000, len(words))
        judge = Judge(words)
        n.run("import", "--kind", "posts", sample)
        check("public names wrote contacts", n.sql("SELECT count(*) FROM post WHERE actor <> '' AND channel IN ('kcc', 'email')")[0][0] > 300)
        reports(n, judge)
        judge("titles of issues", "\n".join(row[0] for row in n.sql("SELECT title FROM issue")))
        judge("alerts", "\n".join(f"{t}. {r}" for t, r in n.sql("SELECT title, reason FROM alert")))
        token = n.run("users", "token", "proef", "--role", "analist", "--purpose", "omgevingsbeeld").strip()
        n.start()
        web(n, judge, token)
        judge("outgoing messages", "x " + "\n".join(bytes(row[0]).decode(errors="replace").replace("=\r\n", "") if isinstance(row[0], bytes) else row[0]
                                             for row in n.sql("SELECT bytes FROM outbox")))
        check("the daemon ends well", n.stop() == 0)
    finish()


main()
