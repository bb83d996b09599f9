# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""Every row of the table of routes, by nobody and by every role; every path by every other method. The table is asked of the program."""
import re

from newsroom import ROLES, Newsroom, check, finish

OPEN = {"/", "/inloggen", "/inloggen/sso", "/welkom"}


def read_table(n):
    rows = []
    for line in n.run("users", "routes").splitlines():
        method, pattern, kind, roles = line.split("\t")
        rows.append((method, pattern, kind, {r for r in roles.split(",") if r}))
    return rows


def path_of(pattern):
    return re.sub(r":[a-z]+", "1", pattern)


def ask(browser, method, path, headers=None):
    if path == "/live":
        headers = {"Connection": "close", **(headers or {})}
    return browser.post(path, {}, headers=headers) if method == "POST" else browser.ask(method, path, headers=headers)


def refused_to_nobody(answer, kind):
    if kind == "token":
        return answer.status == 401
    return answer.status == 303 and answer.to.startswith("/inloggen")


def nobody(n, rows):
    b = n.browser()
    for method, pattern, kind, roles in rows:
        answer = ask(b, method, path_of(pattern))
        if kind == "all":
            check(f"{method} {pattern}: open to everybody", answer.status < 500 and not refused_to_nobody(answer, kind), answer.status)
        else:
            check(f"{method} {pattern}: not without login", refused_to_nobody(answer, kind), (answer.status, answer.to))


def one_role(n, rows, role, token):
    b = n.logged_in(role)
    # What ends the session comes last.
    for method, pattern, kind, roles in sorted(rows, key=lambda r: r[1] == "/uitloggen"):
        path = path_of(pattern)
        if path == "/live" or kind == "all":
            continue
        headers = {"Authorization": f"Bearer {token}"} if kind == "token" else None
        answer = ask(b, method, path, headers)
        if role in roles:
            # What a page answers to "1" and an empty form is its own affair: here it counts that it was let through.
            passed = answer.status not in (401, 403, 405) and answer.status < 500 and not answer.to.startswith("/inloggen?")
        else:
            passed = answer.status == 403
        check(f"{role}: {method} {pattern} is {'open' if role in roles else 'closed'}", passed, (answer.status, answer.to))
        if kind == "token":
            check(f"{role}: {method} {pattern} is nothing for a session", ask(b, method, path).status == 401)
        if answer.cookie("tamtam") == "" or "tamtam" not in b.cookies:
            b = n.logged_in(role)


def methods(n, rows):
    b = n.logged_in("beheerder")
    known = {}
    for method, pattern, _, _ in rows:
        known.setdefault(pattern, set()).add(method)
    for pattern, here in sorted(known.items()):
        for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "get"):
            answer = b.ask(method, path_of(pattern))
            check(f"{method} {pattern} is refused", answer.status in (405, 501), answer.status)
        for method in {"GET", "POST"} - here:
            answer = ask(b, method, path_of(pattern))
            check(f"{method} {pattern} is refused", answer.status in (401, 403, 404, 405), answer.status)


def main():
    with Newsroom() as n:
        rows = read_table(n)
        tokens = {role: n.run("users", "token", f"proef-{role}", "--role", role, "--purpose", "omgevingsbeeld").strip() for role in ROLES}
        n.start()
        check("the table has rows", len(rows) > 15)
        check("nothing but these is open to everybody, and a few pages for residents",
              all(kind != "all" or p in OPEN or p.startswith(("/static", "/huisstijl", "/rapport.css", "/logo", "/transparantie", "/archief", "/.well-known",
                                                                "/afmelden", "/bevestigen", "/health", "/metrics", "/v1/openapi.json"))
                  for _, p, kind, _ in rows))
        nobody(n, rows)
        for role in ROLES:
            one_role(n, rows, role, tokens[role])
        methods(n, rows)
        check("the daemon is well", n.alive())
    finish()


main()
