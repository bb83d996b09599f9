# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""The newsroom's pages in Chromium (tests/web.cjs), on the sample of Turfbrug: look.py GROUP, for they take a while."""
import os
import re
import subprocess
import sys

from newsroom import EXAMPLE, PASSWORD, Newsroom, check, finish
from pages import CLOCK, CONF

NPM = os.environ.get("NPM", "build/npm")


def pages_of(n):
    issue = n.sql("SELECT issue FROM post WHERE issue <> 0 AND time < 1773230000000 GROUP BY issue ORDER BY count(*) DESC LIMIT 1")[0][0]
    case = n.sql("SELECT post FROM case_file WHERE channel = 'email' ORDER BY time LIMIT 1")[0][0]
    alert = n.sql("SELECT max(id) FROM alert WHERE time < 1773230000000")[0][0]
    report = n.logged_in("analist").post("/rapporten", {"soort": "day", "dag": "2026-03-11"}).to
    groups = {
        "work": ("analist", ["/muur", f"/webcare/{case}", f"/issues/{issue}", f"/signalen/{alert}"]),
        "lists": ("analist", ["/muur?scherm=nu", "/webcare", "/issues", "/signalen", "/rapporten"]),
        "words": ("analist", [report, f"/issues/{issue}/analyse", "/zoeken?q=brand&doel=omgevingsbeeld", f"/berichten/{case}"]),
        "rest": ("analist", ["/account", "/zoeken/hulp", "/webcare/cijfers", "/webcare/gevraagd", "/inbox", "/berichten", "/personen", "/transparantie", "/archief"]),
        "admin": ("beheerder", ["/beheer", "/beheer/accounts", "/beheer/inrichten", "/beheer/regels", "/beheer/abonnees", "/beheer/bewaren", "/beheer/logboek"]),
    }
    return groups


# What web.cjs doesn't look at: other media, redirects, reports (pdfcheck and axe.cjs do); and what shows only to who isn't in.
NO_PAGE = ("/", "/static/", "/huisstijl.css", "/logo.svg", "/live", "/rapport.css", "/.well-known/", "/health", "/metrics", "/v1/", "/feeds/")
ELSEWHERE = {"/inloggen", "/inloggen/sso", "/welkom", "/bevestigen", "/afmelden", "/archief/:id"}


def forgotten(n, looked_at):
    """The pages of the table of routes that no group looks at."""
    routes = [line.split()[1] for line in n.run("users", "routes").splitlines() if line.startswith("GET\t")]
    pages = [r for r in routes if r not in ELSEWHERE and not r.endswith(("/html", "/pdf")) and not any(r == x or x != "/" and r.startswith(x) for x in NO_PAGE)]
    return [r for r in pages if not any(re.fullmatch(re.sub(r":\w+", r"\\d+", r), at.split("?")[0]) for at in looked_at)]


def main(group):
    with Newsroom(conf="public_archive = ja\n" + CONF, clock=CLOCK, sample=f"{EXAMPLE}/sample/posts.jsonl") as n:
        n.start()
        groups = pages_of(n)
        account, pages = groups[group]
        left_out = forgotten(n, [page for _, them in groups.values() for page in them])
        check("each page of the table of routes is looked at", not left_out, left_out)
        done = subprocess.run(["node", "tests/web.cjs", NPM, n.url, account, PASSWORD, *pages], capture_output=True, text=True)
        for page in pages:
            found = [line for line in done.stdout.splitlines() if line.startswith((page + " ", page + ":"))]
            check(f"{page.split('?')[0]}: WCAG 2.2 AA at three sizes, light and dark; keyboard; scripts off", not found, "\n".join(found))
        check("Chromium came to the end of them", done.returncode == 0 or done.stdout, done.stdout + done.stderr)
    finish()


if __name__ == "__main__":
    main(sys.argv[1])
