# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""Coming in and staying in: passwords, sessions, fixation, theft, CSRF, brute force, single sign-on, the audit lines."""
import hashlib
import hmac
import os
import re
import signal
import socket
import time

from newsroom import PASSWORD, Newsroom, check, finish

SECRET = "een geheim van de proxy"


def identity(name, moment=None, secret=SECRET):
    said = f"{name};{int(moment or time.time())}"
    return said + ";" + hmac.new(secret.encode(), said.encode(), hashlib.sha256).hexdigest()


def passwords(n):
    b = n.browser()
    check("a page sends who isn't logged in to the login, and back after it", b.get("/account").to == "/inloggen?naar=%2Faccount")
    answer = b.login("analist")
    check("a login leads there", answer.status == 303 and answer.to == "/account", answer.text)
    check("it is logged in", "rol Analist" in b.get("/account").text)
    for name, password in (("analist", "fout"), ("niemand", PASSWORD), ("analist", ""), ("", ""), ("analist", "x" * 5000)):
        answer = n.browser().login(name, password)
        check(f"'{name}' with '{password[:10]}' doesn't come in", answer.status == 422 and not answer.cookie("tamtam"), answer.text)
    a, b2 = n.browser().login("analist", "fout").text, n.browser().login("bestaatniet", "fout").text
    check("a name that exists gets the same answer", a.replace("analist", "") == b2.replace("bestaatniet", ""))
    check("a password is nowhere kept", all(PASSWORD not in str(row) for row in n.sql("SELECT * FROM account")))
    check("its hash is Argon2id", all(row[0].startswith("$argon2id$") for row in n.sql("SELECT password FROM account")))
    for to in ("//kwaad.example/", "/\\kwaad.example", "https://kwaad.example", "/%0d%0aSet-Cookie: x=y", "/\r\nX: y"):
        answer = n.browser().login("analist", to=to)
        check(f"no way to elsewhere after the login ({to!r})",
              answer.status == 303 and (answer.to == "/" or answer.to == "/%0d%0aSet-Cookie:%20x=y") and "X" not in answer.headers, answer.to)


def sessions(n):
    b = n.logged_in("analist")
    cookie = b.cookies["tamtam"]
    line = [c for c in n.browser().login("analist").headers.get_all("Set-Cookie") if c.startswith("tamtam=")][0]
    check("the cookie is for HTTP alone, and not sent from elsewhere", "HttpOnly" in line and "SameSite=Lax" in line and "Path=/" in line, line)
    check("256 random bits", len(cookie) == 64)
    check("the store doesn't know it", all(cookie not in str(row) for row in n.sql("SELECT * FROM pass")))

    fixed = n.browser()
    fixed.cookies["tamtam"] = "0" * 64
    fixed.login("webcare")
    check("a session that a stranger chose is not taken over", fixed.cookies["tamtam"] != "0" * 64)
    stolen = n.browser()
    stolen.cookies["tamtam"] = cookie
    before = b.cookies["tamtam"]
    b.login("analist")
    check("a login makes a new session", b.cookies["tamtam"] != before)
    check("and ends the one before", stolen.get("/account").status == 303)

    stolen.cookies["tamtam"] = b.cookies["tamtam"]
    check("logging out", b.post("/uitloggen").status == 303 and "tamtam" not in b.cookies)
    check("ends it for who copied the cookie too", stolen.get("/account").status == 303)
    for bad in ("", "x", "f" * 63, "f" * 65, "g" * 64, "' OR 1=1 --", "f" * 1500):
        stolen.cookies["tamtam"] = bad
        check(f"no session with the cookie {bad[:12]!r}", stolen.get("/account").status == 303)

    b = n.logged_in("projectleider")
    n.run("users", "role", "projectleider", "--role", "bestuurder")
    check("another role ends the sessions", b.get("/account").status == 303)
    b = n.logged_in("projectleider")
    n.run("users", "off", "projectleider")
    check("a closed account is out at once", b.get("/account").status == 303)
    check("and can't log in", n.browser().login("projectleider").status == 422)
    n.run("users", "on", "projectleider")
    b = n.logged_in("projectleider")
    n.sql("UPDATE pass SET seen = seen - 2 * 3600 * 1000 WHERE account = 'projectleider'")
    check("a session ends when it isn't used", b.get("/account").status == 303)
    for account, lasts in (("projectleider", False), ("muur", True)):
        b = n.logged_in(account)
        n.sql("UPDATE pass SET seen = seen - 2 * 60 * 1000 WHERE account = ?", account)
        before = n.sql("SELECT max(seen) FROM pass WHERE account = ?", account)
        b.get("/muur", headers={"Tamtam-Renews": "yes"})
        check(f"a page that renews itself is {'a' if lasts else 'no'} use by {account}", (n.sql("SELECT max(seen) FROM pass WHERE account = ?", account) != before) == lasts)
        b.get("/muur")
        check(f"a look by {account} is one", n.sql("SELECT max(seen) FROM pass WHERE account = ?", account) != before)
    b = n.logged_in("projectleider")
    n.sql("UPDATE pass SET ends = 1 WHERE account = 'projectleider'")
    check("and at its hour", b.get("/account").status == 303)

    b = n.logged_in("projectleider")
    other = n.logged_in("projectleider")
    new = "heel andere woorden zijn dit"
    check("one's own password: the old one is asked", b.post("/account", {"oud": "fout", "nieuw": new, "nogmaals": new}).status == 422)
    check("a short one is refused", b.post("/account", {"oud": PASSWORD, "nieuw": "kort", "nogmaals": "kort"}).status == 422)
    check("a new one is taken", b.post("/account", {"oud": PASSWORD, "nieuw": new, "nogmaals": new}).status == 303)
    check("the session goes on under a new cookie", b.get("/account").status == 200)
    check("all other sessions are over", other.get("/account").status == 303)
    check("the new one holds", n.browser().login("projectleider", new).status == 303)


def forgery(n):
    b = n.logged_in("analist")
    check("a POST without the token is refused", b.ask("POST", "/uitloggen", form={}).status == 403)
    check("so is one with another's", b.ask("POST", "/uitloggen", form={"csrf": n.logged_in("webcare").csrf()}).status == 403)
    token = b.csrf()
    for header, value in (("Origin", "https://kwaad.example"), ("Origin", "null"), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site")):
        answer = b.ask("POST", "/uitloggen", form={"csrf": token}, headers={header: value})
        check(f"with the token but from elsewhere ({header}: {value})", answer.status == 403, answer.status)
    check("a login form of elsewhere", n.browser().login("analist", headers={"Origin": "https://kwaad.example"}).status == 403)
    check("a GET doesn't log out", b.get("/uitloggen").status == 405)
    check("the token in the address doesn't count", b.ask("POST", f"/uitloggen?csrf={token}", form={}).status == 403)
    check("a body of another type", b.ask("POST", "/uitloggen", body=f"csrf={token}", headers={"Content-Type": "text/plain"}).status == 415)
    check("still logged in", b.get("/account").status == 200)
    check("with it, from here", b.ask("POST", "/uitloggen", form={"csrf": token}, headers={"Origin": n.url}).status == 303)


def brute_force(n):
    victim = n.logged_in("analist", address="10.1.1.1")
    statuses = [n.browser(address="10.9.9.9").login("analist", f"gok {i}").status for i in range(12)]
    check("after some failures each try waits", statuses[0] == 422 and statuses[-1] == 429, statuses)
    answer = n.browser(address="10.9.9.9").login("analist")
    check("the right password waits too, and it says how long", answer.status == 429 and int(answer.headers["Retry-After"]) >= 1)
    check("the wait ends by itself within half a minute", int(answer.headers["Retry-After"]) <= 30)
    check("from many addresses too", n.browser(address="10.9.8.7").login("analist").status == 429)
    check("a device that logged in before is not held up", victim.login("analist").status == 303)
    check("nor is a session that lasts", victim.get("/account").status == 200)
    check("another account is not held up", n.browser(address="10.2.2.2").login("webcare").status == 303)
    forged = n.browser(address="10.9.9.9")
    forged.cookies["tamtam-bekend"] = "0" * 32 + "." + "0" * 32
    check("a forged cookie of such a device is none", forged.login("analist").status == 429)
    stolen = n.browser(address="10.9.9.9")
    stolen.cookies["tamtam-bekend"] = victim.cookies["tamtam-bekend"]
    statuses = [stolen.login("analist", f"gok {i}").status for i in range(8)]
    check("tries with a stolen one wait as well", statuses[-1] == 429, statuses)
    statuses = [n.browser(address="10.7.7.7").login(f"naam{i}", "gok").status for i in range(25)]
    check("many names from one address wait", statuses[-1] == 429, statuses)


def single_sign_on(n):
    b = n.browser()
    enter = lambda value: n.browser().get("/inloggen/sso?naar=/account", headers={"X-Tamtam-Identity": value} if value else {})
    check("without a header nobody comes in", enter("").status == 403)
    check("a signed identity comes in", enter(identity("bestuurder")).status == 303)
    for name, value in (("another secret", identity("bestuurder", secret="fout")),
                        ("an old one", identity("bestuurder", time.time() - 300)),
                        ("one of the future", identity("bestuurder", time.time() + 300)),
                        ("another name under it", identity("bestuurder").replace("bestuurder", "beheerder")),
                        ("no signature", "bestuurder"), ("half", identity("bestuurder")[:-1]), ("a name without account", identity("vreemde"))):
        check(f"{name} doesn't", enter(value).status == 403)
    answer = b.get("/account", headers={"X-Tamtam-Identity": identity("beheerder")})
    check("the header counts on its own route alone", answer.status == 303 and answer.to.startswith("/inloggen"))


def by_socket():
    """Single sign-on where only the proxy reaches the socket: the whole way, session and all."""
    with Newsroom() as n:
        path = f"{n.folder}/web.sock"
        n.start()
        claim = {"X-Tamtam-Identity": "beheerder"}
        check("without single sign-on there is no such way in", n.browser().get("/inloggen/sso", headers=claim).status == 404)
        n.stop()
        n.run("check")
        with open(f"{n.room}/tamtam.conf") as f:
            conf = f.read()
        with open(f"{n.room}/tamtam.conf", "w") as f:
            f.write(conf.replace("[newsroom]\n", "[newsroom]\nsso = socket\n"))
        check("a name alone on a port is a fault of the configuration", n.run("check", wanted=1) is not None)
        with open(f"{n.room}/tamtam.conf", "w") as f:
            f.write(conf)
        conf = open(f"{n.room}/tamtam.conf").read().replace(f"listen = 127.0.0.1:{n.port}", f"listen = unix:{path}\nsso = socket")
        open(f"{n.room}/tamtam.conf", "w").write(conf)
        n.start()

        def ask(target, *headers):
            with socket.socket(socket.AF_UNIX) as s:
                s.connect(path)
                s.sendall("\r\n".join([f"GET {target} HTTP/1.1", f"Host: {n.host}", "Connection: close", *headers, "", ""]).encode())
                return b"".join(iter(lambda: s.recv(65536), b"")).decode()

        check("the socket is for its owner and group", os.stat(path).st_mode & 0o777 == 0o660)
        came = ask("/inloggen/sso?naar=/issues", "X-Tamtam-Identity: analist", "X-Forwarded-For: 10.1.2.3")
        cookie = re.search(r"Set-Cookie: (tamtam=[0-9a-f]+)", came)
        check("by the socket a name alone comes in", " 303 " in came[:20] and "Location: /issues" in came and cookie, came)
        check("... with a session as any other", " 200 " in ask("/issues", f"Cookie: {cookie.group(1)}")[:20])
        check("... noted with where it came from", ("web 10.1.2.3", "gelukt") in n.sql("SELECT origin, result FROM audit WHERE action = 'inloggen' AND actor = 'analist'"))
        check("a stranger doesn't", " 403 " in ask("/inloggen/sso", "X-Tamtam-Identity: vreemde")[:20])
        check("nor one without a name", " 403 " in ask("/inloggen/sso")[:20])
        check("the header is nothing elsewhere", "Location: /inloggen" in ask("/issues", "X-Tamtam-Identity: analist"))
        check("the daemon takes its socket away", n.stop() == 0 and not os.path.exists(path))


def audit(n):
    rows = n.sql("SELECT action, object, result, origin, actor, time FROM audit")
    check("logins are in the audit log, with their origin",
          any(r[0] == "inloggen" and r[2] == "gelukt" and r[3] == "web 10.1.1.1" and r[4] == "analist" for r in rows))
    check("refused ones too", any(r[0] == "inloggen" and r[2] == "geweigerd" for r in rows))
    check("a name that doesn't exist is not written down", not any("bestaatniet" in str(r) for r in rows))
    check("a refused form is", any(r[2] == "geweigerd: formulier van elders" for r in rows))
    check("no secret is", not any(PASSWORD in str(r) for r in rows))
    check("six fields, all filled", all(all(r) for r in rows))
    check("the chain is whole", "heel" in n.run("audit", "verify"))


def reload(n):
    b = n.logged_in("beheerder", address="10.3.3.3")
    with open(f"{n.room}/tamtam.conf", "a", encoding="utf-8") as f:
        f.write("\n[district Nieuwerf]\nstreet = Werfkade\n")
    n.daemon.send_signal(signal.SIGHUP)
    while "event=reload" not in n.logged():
        pass
    check("after a reload the session goes on", b.get("/account").status == 200)
    with open(f"{n.room}/tamtam.conf", "a", encoding="utf-8") as f:
        f.write("\n[onzin]\n")
    n.daemon.send_signal(signal.SIGHUP)
    while "result=refused" not in n.logged():
        pass
    check("a reload that is refused leaves the newsroom served", b.get("/account").status == 200)


def main():
    with Newsroom(conf="sso = signed\nsso_secret_file = SECRET") as n:
        path = f"{n.folder}/secret"
        with open(path, "w") as f:
            f.write(SECRET + "\n")
        conf = open(f"{n.room}/tamtam.conf").read().replace("SECRET", path)
        open(f"{n.room}/tamtam.conf", "w").write(conf)
        n.start()
        passwords(n)
        single_sign_on(n)
        sessions(n)
        forgery(n)
        brute_force(n)
        audit(n)
        reload(n)
        check("the daemon ends well", n.stop() == 0, n.logged())
    by_socket()
    finish()


main()
