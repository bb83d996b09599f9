# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""
Stored script. Hostile markup stands in every field of every kind of source and is filled into every field of every form; then every
page that can be reached is read as a browser would, and must hold nothing of it that a browser acts on.
"""
import csv
import html.parser
import json
import os
import re
import subprocess
import urllib.parse

from newsroom import ROLES, Newsroom, check, finish

# Each breaks out of another context: text, attributes, a comment, a title, a script, an address, CSS.
SHAPES = [
    "<x-kwaad onload=alert(1)>brand Havenweg</x-kwaad>",
    "\"'><x-kwaad autofocus onfocus=alert(1)>",
    "</title></textarea></script></style>--><x-kwaad>",
    "javascript:alert('x-kwaad')",
    "&lt;x-kwaad&gt;&#60;x-kwaad&#62;",
    "<svg><x-kwaad/></svg><img src=x onerror=alert('x-kwaad')>",
    "{{x-kwaad}}${x-kwaad}<!--<x-kwaad>",
]
BAD = " ".join(SHAPES)
DAY = "2026-03-11"


class Reader(html.parser.HTMLParser):
    """What a browser would act on, the links and the forms of a page."""

    def __init__(self):
        super().__init__()
        self.faults, self.links, self.forms = [], [], []

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        if tag == "x-kwaad" or any("x-kwaad" in name for name in named):
            self.faults.append(f"<{tag} {named}>")
        for name, value in named.items():
            if name.startswith("on") or name == "style":
                self.faults.append(f"<{tag} {name}={value}>")
            if name in ("href", "src", "action", "formaction", "data", "xlink:href") and re.match(r"\s*(javascript|vbscript|data):", value or "", re.I) \
                    and not (tag in ("img", "image") and value.startswith("data:image/")):
                self.faults.append(f"<{tag} {name}={value}>")
        if tag == "script" and not (named.get("src") or "").startswith("/static/"):
            self.faults.append(f"<script {named}>")
        if tag in ("iframe", "object", "embed", "base") and not (tag == "iframe" and (named.get("src") or "").startswith("/")):
            self.faults.append(f"<{tag} {named}>")
        if tag == "a" and (named.get("href") or "").startswith("/"):
            self.links.append(named["href"])
        if tag == "form":
            self.forms.append({"method": (named.get("method") or "get").lower(), "action": named.get("action") or "", "fields": []})
        if tag in ("input", "textarea", "select", "button") and self.forms and named.get("name"):
            self.forms[-1]["fields"].append((named["name"], named.get("type"), named.get("value") or ""))

    handle_startendtag = handle_starttag


def read(text):
    reader = Reader()
    reader.feed(text)
    return reader


def crawl(browser, start=("/",), fill=False, most=400):
    """All pages that links lead to; with `fill` every form is sent with hostile fields too. Pages by path, with their faults."""
    todo, seen, sent, found, errors = list(start), set(), set(), {}, []
    while todo and len(seen) < most:
        path = todo.pop(0).split("#")[0]
        # Of pages that differ by a number alone a few are enough.
        kind = re.sub(r"\d+", "N", path)
        if path in seen or sum(re.sub(r"\d+", "N", s) == kind for s in seen) > 6 or path.startswith(("/static", "/live", "/uitloggen")):
            continue
        seen.add(path)
        answer = browser.get(path)
        if answer.status >= 500:
            errors.append((path, answer.status, re.sub(r"<[^>]*>", " ", answer.text)[-200:]))
        if answer.status in (301, 302, 303):
            todo.append(answer.to)
            continue
        if not (answer.headers["Content-Type"] or "").startswith("text/html"):
            continue
        page = read(answer.text)
        if page.faults:
            found[path] = page.faults[:3]
        todo += page.links
        for form in page.forms if fill else []:
            key = (form["method"], re.sub(r"\d+", "N", form["action"]), tuple(n for n, _, _ in form["fields"]))
            if key in sent or form["action"] in ("/uitloggen", "/account", "/inloggen"):
                continue
            sent.add(key)
            todo += send(browser, form, found, errors)
    return seen, found, errors, sent


def send(browser, form, found, errors):
    """A form with hostile text in each field that takes text; the pages that it leads to."""
    for text in (BAD, SHAPES[0]):
        fields = {}
        for name, kind, value in form["fields"]:
            fields[name] = value if kind in ("hidden", "radio", "checkbox", "submit") or name == "csrf" else text
        if form["method"] == "get":
            return [form["action"] + "?" + urllib.parse.urlencode(fields)]
        answer = browser.ask("POST", form["action"], form=fields)
        if answer.status >= 500:
            errors.append(("POST " + form["action"], answer.status, answer.text[-200:]))
        page = read(answer.text) if "text/html" in (answer.headers["Content-Type"] or "") else None
        if page and page.faults:
            found["POST " + form["action"]] = page.faults[:3]
    return [answer.to] if answer.to else []


# ---- every field of every kind of source

def posts(path):
    names = ["channel", "source", "author", "title", "text", "url", "tags", "reply_to", "source_lang"]
    channels = ["mastodon", "bluesky", "reddit", "youtube", "news", "forum", "facebook", "instagram", "email", "kcc", "newspaper", "other"]
    with open(path, "w", encoding="utf-8") as f:
        for i, channel in enumerate(channels * 3):
            post = {"id": f"p{i}-{SHAPES[i % len(SHAPES)]}", "time": f"{DAY}T{6 + i // 8:02d}:{i % 8 * 7:02d}:00+01:00", "channel": channel,
                    "source": f"bron {BAD}", "author": ["Omroep Veenland", f"@{BAD}", BAD][i % 3], "title": f"Brand {i} Havenweg nummer {i * 7} {BAD}",
                    "text": f"@gemeenteturfbrug grote brand Havenweg Turfbrug rook {i} {BAD} {SHAPES[i % len(SHAPES)]}?", "url": [f"https://a{i}.example/{i}/" + BAD, f"{SHAPES[3]}{i}"][i % 2],
                    "tags": [BAD, "brand"], "reply_to": BAD, "source_lang": BAD}
            f.write(json.dumps(post) + "\n")
        for name in names:  # each alone, so that nothing else keeps it out
            post = {"id": f"alone-{name}", "time": f"{DAY}T09:00:00+01:00", "channel": "mastodon", "text": f"brand Havenweg Turfbrug {name}"}
            post[name] = [BAD] if name == "tags" else BAD
            f.write(json.dumps(post) + "\n")


def contacts(path):
    with open(path, "w", encoding="utf-8", newline="") as f:
        w = csv.writer(f)
        w.writerow(["id", "datum", "kanaal", "onderwerp", "tekst", "afdeling"])
        for i in range(6):
            w.writerow([f"k{i}", f"{DAY} 07:{i:02d}", BAD, f"{i} maal {BAD}", f"Melding rook Havenweg {i} {BAD}", BAD])


def letters(path):
    for i, shape in enumerate(SHAPES):
        with open(f"{path}-{i}.eml", "w", encoding="utf-8", newline="") as f:
            name = shape.replace('"', "'").replace("\\", "")
            f.write(f"From: \"{name}\" <bewoner{i}@a.example>\r\nTo: info@turfbrug.example\r\nSubject: Vraag {shape}\r\nMessage-ID: <m{i}-{i}@a.example>\r\n"
                    f"Date: Wed, 11 Mar 2026 07:1{i}:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: {['text/plain', 'text/html'][i % 2]}; charset=utf-8\r\n\r\n"
                    f"Wanneer is de rook weg? {shape}\r\n")
    return [f"{path}-{i}.eml" for i in range(len(SHAPES))]


def feeds(folder):
    """An RSS, an Atom, a JSON feed and a Mastodon answer, hostile in each field."""
    x = BAD.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    items = "".join(
        f"<item><title>Brand Havenweg {i} {x}</title><link>https://a.example/{i}?{x}</link><guid>{i}{x}</guid><author>{x}</author><category>{x}</category>"
        f"<pubDate>Wed, 11 Mar 2026 0{i}:30:00 +0100</pubDate><description><![CDATA[brand Havenweg Turfbrug {BAD}]]></description></item>" for i in range(5))
    entries = "".join(
        f'<entry><title type="html">Rook {i} tot {i * 9} {x}</title><id>urn:{i}:{x}</id><link href="javascript:x-kwaad{i}"/><author><name>{x}</name></author>'
        f'<updated>{DAY}T08:0{i}:00+01:00</updated><content type="html">rook Havenweg Turfbrug {x}</content></entry>' for i in range(5))
    write = lambda name, text: open(f"{folder}/{name}", "w", encoding="utf-8").write(text)
    write("a.rss", f'<?xml version="1.0"?><rss version="2.0"><channel><title>{x}</title>{items}</channel></rss>')
    write("b.atom", f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>{x}</title>{entries}</feed>')
    write("c.json", json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": BAD, "items": [
        {"id": f"{i}{BAD}", "url": f"{SHAPES[3]}{i}", "title": f"{i} vlammen {i * 5} {BAD}", "content_html": f"vlammen Havenweg Turfbrug {BAD}", "author": {"name": BAD}, "tags": [BAD],
         "date_published": f"{DAY}T08:2{i}:00+01:00"} for i in range(5)]}))


def serve(n, folder):
    port_file = f"{n.folder}/port"
    server = subprocess.Popen([os.environ.get("LOOPSERVE", "build/loopserve"), "--port-file", port_file, folder], stdout=subprocess.DEVNULL)
    while not (os.path.exists(port_file) and open(port_file).read().strip()):
        pass
    port = open(port_file).read().strip()
    with open(f"{n.room}/feeds.conf", "a", encoding="utf-8") as f:
        for name in ("a.rss", "b.atom", "c.json"):
            f.write(f"\n[source {name}]\nurl = http://127.0.0.1:{port}/{name}\nallow_private = yes\n")
    return server


def fill(n):
    posts(f"{n.folder}/posts.jsonl")
    contacts(f"{n.folder}/kcc.csv")
    folder = f"{n.folder}/web"
    os.mkdir(folder)
    feeds(folder)
    now = ["--now", f"{DAY}T10:00:00+01:00"]
    n.run("import", "--kind", "posts", f"{n.folder}/posts.jsonl", *now, wanted=None)
    n.run("import", "--kind", "kcc", "--map", "id=id,time=datum,channel=kanaal,title=onderwerp,text=tekst", f"{n.folder}/kcc.csv", *now, wanted=None)
    n.run("import", "--kind", "mail", *letters(f"{n.folder}/mail"), *now, wanted=None)
    server = serve(n, folder)
    n.run("poll", *now, wanted=None)
    server.terminate()
    n.run("report", "day", "--date", DAY, "--format", "html", "--out", n.folder, *now)
    for i in range(2):
        n.run("users", "add", f"kwaad{i}", "--role", "webcare", "--name", BAD, given="vier gewone woorden hier\n")
    n.run("users", "token", BAD, "--role", "analist", "--purpose", "omgevingsbeeld")
    kinds = {row[0] for row in n.sql("SELECT DISTINCT channel FROM post WHERE text LIKE '%x-kwaad%' OR title LIKE '%x-kwaad%'")}
    check("hostile text came in by many channels", len(kinds) >= 8, kinds)
    check("and by feeds", n.sql("SELECT count(*) FROM post WHERE source IN ('a.rss', 'b.atom', 'c.json') AND (text LIKE '%x-kwaad%' OR title LIKE '%x-kwaad%')")[0][0] >= 10)


def every_page(n):
    ids = [row[0] for row in n.sql("SELECT seq FROM post WHERE seq % 9 = 0 LIMIT 6")]
    starts = ["/", "/transparantie", "/archief"] + [line.split("\t")[1] for line in n.run("users", "routes").splitlines()
                                                      if line.startswith("GET") and ":" not in line and "\tsession" in line]
    starts += [f"/berichten/{i}" for i in ids] + [f"/webcare/{i}" for i in ids]
    for role in ROLES + ["kwaad0"]:
        seen, found, errors, sent = crawl(n.logged_in(role), starts, fill=role in ("analist", "webcare", "beheerder", "projectleider"))
        check(f"{role}: {len(seen)} pages and {len(sent)} forms hold nothing that a browser acts on", len(seen) > 3 and not found, found)
        check(f"{role}: none of them fails", not errors, errors)
    # What the forms brought in is on the pages now.
    for role in ("analist", "webcare", "beheerder"):
        seen, found, errors, _ = crawl(n.logged_in(role), starts)
        check(f"{role}: nor after all that was filled in", not found and not errors, (found, errors))
    token = n.run("users", "token", "lezer", "--role", "analist", "--purpose", "omgevingsbeeld").strip()
    for path in ("/feeds/issues", "/feeds/signalen", "/feeds/rapporten", "/v1/issues", "/v1/berichten", "/v1/signalen", "/v1/rapporten"):
        answer = n.browser().get(path, headers={"Authorization": f"Bearer {token}"})
        check(f"{path}: no markup comes out as such", answer.status == 200 and ("json" in answer.headers["Content-Type"] or "<x-kwaad" not in answer.text)
              and answer.headers["X-Content-Type-Options"] == "nosniff", answer.status)
    check("nor in the log", "<x-kwaad" not in n.logged(), [line for line in n.logged().splitlines() if "<x-kwaad" in line])


def main():
    with Newsroom(clock=f"{DAY}T10:30:00+01:00,x1", conf="public_archive = ja") as n:
        fill(n)
        n.start()
        every_page(n)
        check("the daemon ends well", n.stop() == 0)
    finish()


main()
