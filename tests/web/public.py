# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""What stands open to everybody: signing up and off, the archive, transparency, security.txt, health and metrics."""
import re

from newsroom import Newsroom, check, finish, visible

TOKEN = "een token voor de meter"
SAMPLE = "examples/turfbrug/sample/posts.jsonl"


def readers(n):
    n.run("subscribe", "lezer@turfbrug.example", "--purpose", "omgevingsbeeld")
    code = n.token("lezer@turfbrug.example")
    b = n.browser()
    state = lambda: [row[0] for row in n.sql("SELECT state FROM subscriber")]
    page = b.get(f"/bevestigen?t={code}")
    check("GET confirms nothing", state() == ["asked"] and page.status == 200)
    check("it shows a button", "<button>" in page.text and f"/bevestigen?t={code}" in page.text)
    check("POST does", b.ask("POST", f"/bevestigen?t={code}", form={}).status == 200 and state() == ["active"])
    check("GET signs nobody off (mail scanners follow links)", b.get(f"/afmelden?t={code}").status == 200 and state() == ["active"])
    real = "x"
    answers = []
    turned = lambda i: code[:i] + ("1" if code[i] == "0" else "0") + code[i + 1:]
    forged = ["0" * len(code), code[:-1], code + "0", code[:8] + "0" * (len(code) - 8), "", "'; DROP TABLE subscriber --", code.upper() + " ", code[:32],
              code[:32] + "-0000001", "0" * 32 + code[32:], code[:32] + "f" * 8, "é" * 20, *map(turned, range(len(code)))]
    for t in forged:
        answers.append(b.ask("POST", "/afmelden?" + __import__("urllib.parse").parse.urlencode({"t": t}), form={"List-Unsubscribe": "One-Click"}))
    check("forged codes sign nobody off", state() == ["active"])
    real = b.ask("POST", f"/afmelden?t={code}", form={"List-Unsubscribe": "One-Click"}, headers={"Origin": "https://mail.example"})
    check("one click from a mail program, without cookie or token", real.status == 200 and state() == [])
    check("a code that doesn't exist gets the same answer", all(a.text == real.text and a.status == 200 for a in answers))
    check("so does one that was used", b.ask("POST", f"/afmelden?t={code}", form={}).text == real.text)
    check("no redirect", "Location" not in real.headers)
    n.run("subscribe", "lezer@turfbrug.example", "--purpose", "omgevingsbeeld")
    code = n.token("lezer@turfbrug.example")
    body = '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n'
    answer = b.ask("POST", f"/afmelden?t={code}", body=body, headers={"Content-Type": "multipart/form-data; boundary=x"})
    check("as multipart/form-data too", answer.status == 200 and state() == [])


def archive(n):
    b = n.browser()
    n.run("report", "day", "--date", "2026-03-11", "--format", "html", "--out", n.folder)
    check("nothing is there before it is fixed", "nog geen" in b.get("/archief").text)
    n.run("report", "fix", "1", "--by", "R. Aalders")
    n.run("report", "issue", "1", "--format", "html", "--out", n.folder)
    n.run("report", "fix", "2", "--by", "R. Aalders")
    page = b.get("/archief")
    check("a fixed tamtam is", "/archief/1" in page.text and "11 maart 2026" in visible(page.text))
    report = b.get("/archief/1")
    kept = n.sql("SELECT html, pdf FROM report WHERE id = 1")[0]
    check("byte for byte as it was fixed", report.status == 200 and report.body == bytes(kept[0]))
    check("as PDF too", b.get("/archief/1/pdf").body == bytes(kept[1]))
    policy = report.headers["Content-Security-Policy"]
    check("its policy allows its own style by hash, and no script", "style-src 'sha256-" in policy and "unsafe" not in policy and "script-src" not in policy)
    check("it is asked for again by its hash", b.get("/archief/1", headers={"If-None-Match": report.headers["ETag"]}).status == 304)
    check("an issue analysis is not public", "/archief/2" not in page.text and b.get("/archief/2").status == 404)
    for path in ("/archief/3", "/archief/0", "/archief/-1", "/archief/x", "/archief/1e0", "/archief/99999999999999999999"):
        check(f"{path}: not found", b.get(path).status == 404)


def papers(n):
    b = n.browser()
    page = b.get("/transparantie")
    check("how the municipality listens", page.status == 200 and "Waarom" in page.text and "Uw rechten" in page.text and "noindex" not in page.text)
    text = b.get("/.well-known/security.txt").text
    check("security.txt has its fields", all(re.search(f"^{f}: \\S", text, re.M) for f in ("Contact", "Expires", "Canonical", "Preferred-Languages")), text)


def meters(n):
    near, far = n.browser(), n.browser(address="10.1.2.3")
    check("health tells everybody one word", far.get("/health").text in ("in orde\n", "niet in orde\n"))
    check("metrics are for this machine", near.get("/metrics").status == 200 and far.get("/metrics").status == 404)
    check("and for who has the token", far.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).status == 200)
    for wrong in (TOKEN[:-1], TOKEN + "x", "", "x" * len(TOKEN)):
        check(f"not with '{wrong}'", far.get("/metrics", headers={"Authorization": f"Bearer {wrong}"}).status == 404)
    text = near.get("/metrics").text
    lines = [l for l in text.splitlines() if l and not l.startswith("#")]
    check("Prometheus' text format", len(lines) > 10 and all(re.fullmatch(r'tamtam_[a-z_]+(\{[^}]*\})? -?[0-9.e+]+(Inf)?', l) for l in lines),
          [l for l in lines if not re.fullmatch(r'tamtam_[a-z_]+(\{[^}]*\})? -?[0-9.e+]+(Inf)?', l)])
    check("each figure has its type", all(f"# TYPE {re.match('[a-z_]+', l).group(0)} " in text for l in lines))


def closed():
    with Newsroom(roles=[]) as n:
        n.start()
        check("without public_archive there is no archive", n.browser().get("/archief").status == 404)
        check("nor a link to it", "/archief" not in n.browser().get("/transparantie").text)


def main():
    with Newsroom(conf="public_archive = ja\nmetrics_token_file = TOKEN", roles=[]) as n:
        with open(f"{n.folder}/token", "w") as f:
            f.write(TOKEN + "\n")
        conf = open(f"{n.room}/tamtam.conf").read().replace("= TOKEN", f"= {n.folder}/token")
        open(f"{n.room}/tamtam.conf", "w").write(conf)
        n.start()
        readers(n)
        papers(n)
        meters(n)
        n.stop()
        n.run("import", "--kind", "posts", SAMPLE)
        n.start()
        archive(n)
        check("the daemon ends well", n.stop() == 0)
    closed()
    finish()


main()
