# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""The newsroom's pages in Chromium (tests/web.cjs), on the sample of Turfbrug: look.py GROUP, for they take a while."""
import os
import re
import subprocess
import sys
import tempfile

from newsroom import EXAMPLE, PASSWORD, Newsroom, check, finish
from pages import CLOCK, CONF

NPM = os.environ.get("NPM", "build/npm")
NOBODY = "-"
WELCOME = ["/welkom"]


def asked(n):
    """The code of a reader who was asked to confirm."""
    if not n.sql("SELECT 1 FROM subscriber"):
        n.run("subscribe", "lezer@turfbrug.example", "--purpose", "omgevingsbeeld")
    return n.token("lezer@turfbrug.example")


def fixed(n):
    """A tamtam in the archive."""
    n.run("report", "day", "--date", "2026-03-10", "--format", "html", "--out", n.folder)
    report = n.sql("SELECT max(id) FROM report")[0][0]
    n.run("report", "fix", str(report), "--by", "R. Aalders")
    return report


def pages_of(n):
    issue = n.sql("SELECT issue FROM post WHERE issue <> 0 AND time < 1773230000000 GROUP BY issue ORDER BY count(*) DESC LIMIT 1")[0][0]
    case = n.sql("SELECT post FROM case_file WHERE channel = 'email' ORDER BY time LIMIT 1")[0][0]
    alert = n.sql("SELECT max(id) FROM alert WHERE time < 1773230000000")[0][0]
    report = n.logged_in("analist").post("/rapporten", {"soort": "day", "dag": "2026-03-11"}).to
    groups = {
        "work": ("analist", ["/muur", f"/webcare/{case}", f"/issues/{issue}", f"/signalen/{alert}"]),
        "lists": ("analist", ["/muur?scherm=nu", "/webcare", "/issues", "/signalen", "/rapporten"]),
        "words": ("analist", [report, f"/issues/{issue}/analyse", "/zoeken?q=brand&doel=omgevingsbeeld", f"/berichten/{case}"]),
        "rest": ("analist", ["/account", "/zoeken/hulp", "/webcare/cijfers", "/webcare/gevraagd", "/inbox", "/berichten", "/personen"]),
        "outside": (NOBODY, ["/inloggen", "403:/inloggen/sso", f"/bevestigen?t={asked(n)}", f"/afmelden?t={asked(n)}", f"/archief/{fixed(n)}", "/transparantie", "/archief"]),
        "admin": ("beheerder", ["/beheer", "/beheer/accounts", "/beheer/inrichten", "/beheer/regels", "/beheer/abonnees", "/beheer/bewaren", "/beheer/logboek"]),
    }
    return groups


# What web.cjs doesn't look at: other media, redirects, reports (pdfcheck and axe.cjs do).
NO_PAGE = ("/", "/static/", "/huisstijl.css", "/logo.svg", "/live", "/rapport.css", "/.well-known/", "/health", "/metrics", "/v1/", "/feeds/")


def forgotten(n, looked_at):
    """The pages of the table of routes that no group looks at."""
    routes = [line.split()[1] for line in n.run("users", "routes").splitlines() if line.startswith("GET\t")]
    pages = [r for r in routes if not r.endswith(("/html", "/pdf")) and not any(r == x or x != "/" and r.startswith(x) for x in NO_PAGE)]
    return [r for r in pages if not any(re.fullmatch(re.sub(r":\w+", r"\\d+", r), at.split("?")[0]) for at in looked_at)]


def look(n, account, pages):
    done = subprocess.run(["node", "tests/web.cjs", NPM, n.url, account, PASSWORD, *pages], capture_output=True, text=True)
    for page in pages:
        path = page.split(":")[-1]
        found = [line for line in done.stdout.splitlines() if line.startswith((path + " ", path + ":"))]
        check(f"{path.split('?')[0]}: WCAG 2.2 AA at three sizes, light and dark; keyboard; scripts off", not found, "\n".join(found))
    check("Chromium came to the end of them", done.returncode == 0 or done.stdout, done.stdout + done.stderr)


def welcome():
    """What only a newsroom without accounts shows."""
    with Newsroom(roles=[], template=True) as n:
        n.start()
        look(n, NOBODY, [re.search(r"/welkom\?code=\w+", n.run("init", n.room, dir=False)).group(0), "404:/welkom?code=x"])


def main(group):
    with tempfile.NamedTemporaryFile("w") as secret, Newsroom(conf=f"public_archive = ja\nsso = signed\nsso_secret_file = {secret.name}\n" + CONF, clock=CLOCK,
                                                              sample=f"{EXAMPLE}/sample/posts.jsonl") as n:
        print("een geheim van de proxy", file=secret, flush=True)
        n.start()
        groups = pages_of(n)
        left_out = forgotten(n, WELCOME + [page.split(":")[-1] for _, them in groups.values() for page in them])
        check("each page of the table of routes is looked at", not left_out, left_out)
        look(n, *groups[group])
    if group == "outside":
        welcome()
    finish()


if __name__ == "__main__":
    main(sys.argv[1])
