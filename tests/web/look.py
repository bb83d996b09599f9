# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""The newsroom's pages in Chromium (tests/web.cjs), on the sample of Turfbrug: look.py GROUP, for they take a while."""
import os
import subprocess
import sys

from newsroom import EXAMPLE, PASSWORD, Newsroom, check, finish
from pages import CLOCK, CONF

NPM = os.environ.get("NPM", "build/npm")


def pages_of(n, group):
    issue = n.sql("SELECT issue FROM post WHERE issue <> 0 AND time < 1773230000000 GROUP BY issue ORDER BY count(*) DESC LIMIT 1")[0][0]
    case = n.sql("SELECT post FROM case_file WHERE channel = 'email' ORDER BY time LIMIT 1")[0][0]
    alert = n.sql("SELECT max(id) FROM alert WHERE time < 1773230000000")[0][0]
    report = n.logged_in("analist").post("/rapporten", {"soort": "day", "dag": "2026-03-11"}).to
    groups = {
        "work": ("analist", ["/muur", f"/webcare/{case}", f"/issues/{issue}", f"/signalen/{alert}"]),
        "lists": ("analist", ["/muur?scherm=nu", "/webcare", "/issues", "/signalen", "/rapporten"]),
        "words": ("analist", [report, f"/issues/{issue}/analyse", "/zoeken?q=brand&doel=omgevingsbeeld", f"/berichten/{case}"]),
        "admin": ("beheerder", ["/beheer", "/beheer/accounts", "/beheer/inrichten", "/beheer/regels", "/beheer/abonnees", "/beheer/bewaren", "/beheer/logboek"]),
    }
    return groups[group]


def main(group):
    with Newsroom(conf=CONF, clock=CLOCK, sample=f"{EXAMPLE}/sample/posts.jsonl") as n:
        n.start()
        account, pages = pages_of(n, group)
        done = subprocess.run(["node", "tests/web.cjs", NPM, n.url, account, PASSWORD, *pages], capture_output=True, text=True)
        for page in pages:
            found = [line for line in done.stdout.splitlines() if line.startswith((page + " ", page + ":"))]
            check(f"{page.split('?')[0]}: WCAG 2.2 AA at three sizes, light and dark; keyboard; scripts off", not found, "\n".join(found))
        check("Chromium came to the end of them", done.returncode == 0 or done.stdout, done.stdout + done.stderr)
    finish()


if __name__ == "__main__":
    main(sys.argv[1])
