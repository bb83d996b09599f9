# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""A newsroom from nothing, in the browser: `tamtam init`, the first account by its invitation, the municipality, its districts, its mail
server, a source, more accounts. And what is wrong in each of these forms."""
import atexit
import html
import http.client
import os
import re
import signal
import subprocess
import threading
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor

from newsroom import PASSWORD, Newsroom, check, finish, visible

LOOPSERVE = os.environ.get("LOOPSERVE", "build/loopserve")
SMTPSINK = os.environ.get("SMTPSINK", "build/smtpsink")
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Omroep Waterland</title><link>http://127.0.0.1/</link>
<item><title>De brug is open</title><guid>a</guid><pubDate>Wed, 11 Mar 2026 08:00:00 GMT</pubDate></item></channel></rss>"""
SITE = '<!doctype html><title>Omroep</title><link rel="alternate" type="application/rss+xml" href="/feed" title="Nieuws">'


def until(what, seconds=20):
    """Waits for what the daemon does by itself."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.05)
    return False


def conf(n, name="tamtam.conf"):
    with open(f"{n.room}/{name}", encoding="utf-8") as f:
        return f.read()


def reloaded(n, act):
    """Does something that makes the daemon read its settings again; the answer, when it has."""
    before = n.logged().count("event=newsroom")
    answer = act()
    if answer.status in (200, 303) and not until(lambda: n.logged().count("event=newsroom") > before):
        raise RuntimeError("no reload:\n" + n.logged())
    return answer


def followed(b, answer):
    """The page at the end of the redirects, as a browser goes."""
    for _ in range(20):
        if answer.status not in (303, 307):
            break
        answer = b.get(answer.to)
    return answer


def serve(program, *arguments):
    server = subprocess.Popen([program, *arguments], stdout=subprocess.PIPE, text=True)
    atexit.register(server.kill)
    return server, int(server.stdout.readline())


def first_account(n):
    invitation = re.search(r"/welkom\?code=([0-9a-f]{64})", n.run("init", n.room, dir=False)).group(1)
    old, invitation = invitation, re.search(r"code=([0-9a-f]{64})", n.run("init", n.room, dir=False)).group(1)
    b = n.browser()
    form = {"code": invitation, "naam": "B.Heer", "weergave": "B. Heer", "wachtwoord": PASSWORD, "nogmaals": PASSWORD}
    check("a second init makes the first invitation void", n.browser().get(f"/welkom?code={old}").status == 404)
    for code in ("", "0" * 64, invitation[:-1], invitation.upper() + "0", "' OR 1=1"):
        check(f"no invitation '{code[:8]}', no account", b.get("/welkom", headers={}).status == 404 and b.post("/welkom", {**form, "code": code}).status == 404)
    check("the secret stands nowhere in the store", not [1 for row in n.sql("SELECT hash FROM pass") if invitation in str(row)])
    check("it is no token for the API", n.browser().get("/v1/issues", headers={"Authorization": f"Bearer {invitation}"}).status == 401)
    page = b.get(f"/welkom?code={invitation}")
    check("the invitation opens the form", page.status == 200 and "eerste account" in page.text)
    weak = b.post("/welkom", {**form, "wachtwoord": "kort", "nogmaals": "anders"})
    check("a weak password is told at its field, and the rest is kept", weak.status == 422 and all(x in weak.text for x in ('id="fout-wachtwoord"', 'id="fout-nogmaals"', 'value="B.Heer"')))
    check("a form of elsewhere makes no account", b.post("/welkom", form, headers={"Origin": "https://elders.example", "Sec-Fetch-Site": "cross-site"}).status == 403)
    made = b.post("/welkom", form)
    check("the first account is made, and is in", made.status == 303 and made.to == "/beheer/inrichten" and b.get("/beheer/inrichten").status == 200)
    check("... as beheerder, with its audit lines", n.sql("SELECT role FROM account") == [("beheerder",)] and
          n.sql("SELECT count(*) FROM audit WHERE action IN ('uitnodiging gebruikt', 'account toegevoegd')")[0][0] == 2)
    again = n.browser()
    check("the invitation is used up", again.get(f"/welkom?code={invitation}").status == 404 and again.post("/welkom", {**form, "naam": "tweede"}).status == 404)
    check("init invites nobody now", "/welkom" not in n.run("init", n.room, dir=False))
    return b


def municipality(n, b):
    form = {"gemeente-naam": "Waterland aan Zee", "kanalen": "@waterlandaanzee, Gemeente Waterland", "contact": "redactie@waterland.example", "website": "https://www.waterland.example/"}
    before = conf(n)
    wrong = b.post("/beheer/inrichten/gemeente", {**form, "gemeente-naam": " ", "contact": "geen adres", "website": "javascript:x"})
    check("each fault stands at its field", wrong.status == 422 and all(f'id="fout-{x}"' in wrong.text for x in ("gemeente-naam", "contact", "website")))
    check("... with the input kept, and nothing written", 'value="geen adres"' in wrong.text and conf(n) == before)
    at_once = reloaded(n, lambda: followed(b, b.post("/beheer/inrichten/gemeente", {**form, "gemeente-naam": "Meteen"})))
    check("who goes on at once sees what was saved", at_once.text.count("Meteen") > 1)
    check("the municipality is written", reloaded(n, lambda: b.post("/beheer/inrichten/gemeente", form)).status == 303)
    check("... in its own lines alone", set(conf(n).splitlines()) - set(before.splitlines()) == {"name = Waterland aan Zee", "account = @waterlandaanzee, Gemeente Waterland",
          "contact = redactie@waterland.example", "website = https://www.waterland.example/"}, conf(n))
    page = b.get("/beheer/inrichten?bewaard=ja")
    check("the newsroom has its new name, and the session goes on", "Nieuwsredactie Waterland aan Zee" in page.text and "Bewaard" in page.text)
    evil = {**form, "kanalen": "x\n[newsroom]\nsso = socket\n[mail]\nserver = kwaad.example\\"}
    reloaded(n, lambda: b.post("/beheer/inrichten/gemeente", evil))
    check("a value can't begin a section", "\nsso = socket" not in conf(n) and "\nserver = kwaad" not in conf(n) and n.alive())
    reloaded(n, lambda: b.post("/beheer/inrichten/gemeente", form))


def districts(n, b):
    post = lambda text, level="wijk": b.post("/beheer/inrichten/wijken", {"lijst": text, "niveau": level})
    check("no list is told", 'id="fout-lijst"' in post(" ").text)
    check("what is no list is told and kept", all(x in post("hallo;daar\n1;2").text for x in ('id="fout-lijst"', "hallo;daar")))
    many = "wijkcode2024,wijknaam2024\n" + "".join(f"WK{k:06},Wijk {k}\n" for k in range(400))
    check("the list of the whole country is refused", post(many).status == 422)
    cbs = "wijkcode2024;wijknaam2024;gemeentenaam2024\nWK085201;Wijk 01 Haven;Waterland aan Zee\nWK085202;Dorp;Waterland aan Zee\nWK036301;Elders;Grotestad\n"
    check("the CBS list becomes the districts", reloaded(n, lambda: post(cbs)).status == 303)
    page = visible(b.get("/beheer/inrichten").text)
    check("... and those of the example go", "nu 2, met 0 straten" in page and "[district Noord]" not in conf(n), page[:1500])
    reloaded(n, lambda: post("straatnaam\twijk\nKade\tHaven\nDorpsstraat\tDorp\nMolenpad\tDorp\n"))
    check("streets come from a list of one's own", "nu 2, met 3 straten" in visible(b.get("/beheer/inrichten").text))
    check("check finds no fault in what was written", "Geen fouten" in n.run("check"))


def mail(n, b):
    box = f"{n.folder}/mail"
    os.mkdir(box)
    sink, port = serve(SMTPSINK, box)
    form = {"server": f"127.0.0.1:{port}", "tls": "none", "afzender": "Redactie <redactie@waterland.example>", "gebruiker": "", "wachtwoord": "", "analisten": ""}
    before = conf(n)
    wrong = b.post("/beheer/inrichten/mail", {**form, "server": "smtp.waterland.example:587", "afzender": "geen adres", "analisten": "ook geen"})
    check("what `tamtam check` says stands beside the fields", wrong.status == 422 and all(f'id="fout-{x}"' in wrong.text for x in ("tls", "afzender", "analisten")), visible(wrong.text)[-1500:])
    check("... and nothing is written", conf(n) == before)
    check("no mail server, no proof", b.post("/beheer/inrichten/proef", {"proefadres": "a@waterland.example"}).status == 422)
    check("a user needs a password", 'id="fout-wachtwoord"' in b.post("/beheer/inrichten/mail", {**form, "gebruiker": "tamtam"}).text)
    reloaded(n, lambda: b.post("/beheer/inrichten/mail", {**form, "gebruiker": "tamtam", "wachtwoord": "een geheim"}))
    secret = f"{n.room}/smtp-password"
    check("the password is in a file for its owner alone, and nowhere else", open(secret).read() == "een geheim" and os.stat(secret).st_mode & 0o777 == 0o600 and "een geheim" not in conf(n))
    other = b.post("/beheer/inrichten/mail", {**form, "server": "127.0.0.1:2", "gebruiker": "tamtam"})
    check("it goes to no other server unasked", other.status == 422 and 'id="fout-wachtwoord"' in other.text)
    reloaded(n, lambda: b.post("/beheer/inrichten/mail", form))
    check("no address is told", 'id="fout-proefadres"' in b.post("/beheer/inrichten/proef", {"proefadres": "geen"}).text)
    b.post("/beheer/inrichten/proef", {"proefadres": "beheer@waterland.example"})
    check("a test letter arrives", until(lambda: "aangenomen door de mailserver" in b.get("/beheer/inrichten").text), visible(b.get("/beheer/inrichten").text)[-600:])
    check("... from the sender that was filled in", "redactie@waterland.example" in "".join(open(f"{box}/{x}", encoding="utf-8").read() for x in os.listdir(box)))
    b.post("/beheer/inrichten/proef", {"proefadres": "refuse@waterland.example"})
    check("what the server said is told", until(lambda: "refuse@waterland.example: geweigerd (550" in b.get("/beheer/inrichten").text), visible(b.get("/beheer/inrichten").text)[-600:])
    sink.terminate()
    sink.wait()


def sources(n, b):
    site = f"{n.folder}/site"
    os.mkdir(site)
    for name, text in (("feed", FEED), ("index", SITE), ("geen", "<!doctype html><title>Hallo</title><p>hallo")):
        with open(f"{site}/{name}", "w", encoding="utf-8") as f:
            f.write(text)
    server, port = serve(LOOPSERVE, site)
    post = lambda url, purpose="omgevingsbeeld": b.post("/beheer/bronnen", {"adres": url, "doel": purpose})
    base = f"http://127.0.0.1:{port}"
    for url, why in (("", "Schrijf het adres"), ("ftp://x", ""), ("javascript:alert(1)", ""), ("http://169.254.169.254/latest", "besloten netwerk"), (f"{base}/feed", "besloten netwerk"),
                     ("https://www.facebook.com/groups/1", "")):
        answer = post(url)
        check(f"'{url[:30]}' is refused at its field, and kept", answer.status == 422 and 'id="fout-adres"' in answer.text and why in visible(answer.text) and url in visible(answer.text) + answer.text, visible(answer.text)[:600])
    check("an unknown purpose is told", 'id="fout-doel"' in post("https://waterland.example", "nieuwsgierig").text)
    with open(f"{n.room}/feeds.conf", "a", encoding="utf-8") as f:
        f.write(f"\n[source eigen-brug]\nurl = {base}/oud\nallow_private = yes\npurpose = omgevingsbeeld\nlegal_base = AVG\n")
    reloaded(n, lambda: b.post("/beheer/bronnen/weg", {"bron": "reddit-rotterdam"}))
    check("a source goes, the others stay", "[source reddit-rotterdam]" not in conf(n, "feeds.conf") and "[source nos]" in conf(n, "feeds.conf"))
    check("... and none goes that isn't there", b.post("/beheer/bronnen/weg", {"bron": "reddit-rotterdam"}).status == 422 and b.post("/beheer/bronnen/weg", {"bron": ""}).status == 422)
    check("a page without a feed is told", "is geen feed" in visible(post(f"{base}/geen").text))
    check("the feed of a page is found and added", reloaded(n, lambda: post(f"{base}/index")).status == 303)
    page = b.get("/beheer?bewaard=ja")
    check("... and stands in the list", "omroep-waterland" in page.text and f"url = {base}/feed" in conf(n, "feeds.conf"), visible(page.text)[:800])
    check("it is added once", "staat er al" in visible(post(f"{base}/feed").text))
    check("it is in the audit log", n.sql("SELECT count(*) FROM audit WHERE action = 'admin.source.add' AND object = 'omroep-waterland' AND actor = 'b.heer'")[0][0] == 1)
    server.terminate()
    server.wait()


def seen(page, part):
    """What stands in the textarea of a part, and its version."""
    form = page[page.index(f'action="/beheer/regels/{part}"'):]
    return html.unescape(re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", form, re.S).group(1)), re.search(r'name="versie" value="([0-9a-f]+)"', form).group(1)


def parts(n, b):
    """People, voices and the limits of alerts, as lines."""
    before = conf(n)
    page = b.get("/beheer/regels").text
    people, version = seen(page, "mensen")
    save = lambda text, v, part="mensen": b.post(f"/beheer/regels/{part}", {part: text.replace("\n", "\r\n"), "versie": v})
    check("the people stand there as lines", "[person Anna de Voorbeeld]" in people and "[voice" not in people and "[alerts]" in seen(page, "alarmen")[0], people)
    wrong = save(people + "\n[person Carla Nieuw]\nroel = wethouder\n", version)
    line = (people + "\n[person Carla Nieuw]\nroel").count("\n") + 1
    check("a wrong key is told by line, and the text stays", wrong.status == 422 and "roel = wethouder" in wrong.text and f"Regel {line}: " in visible(wrong.text) and "role" in visible(wrong.text), (line, visible(wrong.text)[:1500]))
    for evil in ("sso = socket\n" + people, people + "\n[newsroom]\nsso = socket\n", people + "\n[mail]\nserver = kwaad.example:25\n"):
        check("another section, or a line of none, is refused", save(evil, version).status == 422 and conf(n) == before)
    check("what was seen and not changed leaves the file as it is", reloaded(n, lambda: save(people, version)).status == 303 and conf(n) == before)
    more = people.rstrip() + "\n\n# sinds maart\n[person Carla Nieuw]\nrole = wethouder\nportfolio = zorg\n"
    check("people are saved", reloaded(n, lambda: save(more, version)).status == 303)
    check("... with every remark of the file", all(x in conf(n) for x in before.splitlines()) and "# sinds maart\n[person Carla Nieuw]" in conf(n))
    late = save(people + "\n[person Laat]\nrole = wethouder\nportfolio = sport\n", version)
    check("who saves what is old by now is told, and loses nothing", late.status == 422 and "Een ander heeft dit deel" in visible(late.text) and "[person Laat]" in late.text and "Carla Nieuw" in late.text)
    again = re.search(r'action="/beheer/regels/mensen".*?name="versie" value="([0-9a-f]+)"', late.text, re.S).group(1)
    check("... and may save it on what is there now", reloaded(n, lambda: save(more, again)).status == 303 and "Carla Nieuw" in conf(n))
    alarms, version = seen(b.get("/beheer/regels").text, "alarmen")
    bad = save(alarms.replace("= 20", "= veel"), version, "alarmen")
    check("a limit that is no number is told", bad.status == 422 and "Regel " in visible(bad.text), visible(bad.text)[-1500:])
    check("a limit is changed", reloaded(n, lambda: save(alarms.replace("= 20", "= 35"), version, "alarmen")).status == 303 and "posts_per_quarter = 35" in conf(n))
    check("there is no other part", save("", version, "bewaren").status == 404)
    check("it is in the audit log", n.sql("SELECT count(*) FROM audit WHERE action = 'admin.part.change' AND object = 'mensen' AND actor = 'b.heer'")[0][0] > 0)


def accounts(n, b):
    form = {"naam": "ana.list", "weergave": "A. List", "rol": "analist", "doel": "", "wachtwoord": PASSWORD}
    post = lambda **more: b.post("/beheer/accounts", {**form, **more})
    for field, value in (("naam", "A B"), ("naam", "b.heer"), ("rol", "koning"), ("wachtwoord", "kort"), ("wachtwoord", "")):
        answer = post(**{field: value})
        check(f"{field} '{value}' is told at its field", answer.status == 422 and f'id="fout-{field}"' in answer.text and 'value="A. List"' in answer.text)
    check("an account is made", post().status == 303 and n.browser().login("ana.list").status == 303)
    a = n.browser()
    a.login("ana.list")
    change = lambda **more: b.post("/beheer/accounts/anders", {"account": "ana.list", "nieuwe-rol": "", "stand": "", "nieuw-wachtwoord": "", **more})
    check("nothing filled in changes nothing", change().status == 303 and a.get("/issues").status == 200)
    check("another role ends the sessions", change(**{"nieuwe-rol": "webcare"}).status == 303 and a.get("/issues").status == 303)
    check("a weak password is told", 'id="fout-nieuw-wachtwoord"' in change(**{"nieuw-wachtwoord": "kort"}).text)
    check("another password works", change(**{"nieuw-wachtwoord": PASSWORD + "!"}).status == 303 and n.browser().login("ana.list", PASSWORD + "!").status == 303)
    check("a closed account comes in no more", change(stand="gesloten").status == 303 and n.browser().login("ana.list", PASSWORD + "!").status == 422)
    check("nobody shuts oneself out", change(account="b.heer", stand="gesloten").status == 422 and b.get("/beheer").status == 200)
    check("there is no other one", change(account="niemand").status == 422)


def two_at_once(n, b):
    """Comes last: the daemon reads its settings once or twice after it."""
    save = lambda part, text, version, who=b: who.post(f"/beheer/regels/{part}", {part: text, "versie": version})
    with ThreadPoolExecutor() as both:
        people, version = seen(b.get("/beheer/regels").text, "mensen")
        voices, voices_version = seen(b.get("/beheer/regels").text, "stemmen")
        c = n.browser()
        c.login("b.heer")
        one = both.submit(save, "mensen", people + "\n[person Een]\nrole = wethouder\nportfolio = water\n", version)
        two = both.submit(save, "stemmen", voices + "\n[voice media]\nname = Radio Twee\n", voices_version, c)
        check("two at once: both parts are there", one.result().status == two.result().status == 303 and "[person Een]" in conf(n) and "Radio Twee" in conf(n))


def calls(n, cookies, csrf, done):
    """GETs and POSTs, each over a connection of its own and never tried again, until `done`; what each of them got."""
    got = []
    body = urllib.parse.urlencode({"csrf": csrf, "account": "niemand"})
    while not done.is_set():
        method, path, wanted = (("GET", "/beheer", 200), ("POST", "/beheer/accounts/anders", 422))[len(got) % 2]
        call = http.client.HTTPConnection("127.0.0.1", n.port, timeout=30)
        try:
            call.request(method, path, body if method == "POST" else None,
                         {"Host": n.host, "Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"})
            answer = call.getresponse()
            answer.read()
            got.append("answered" if answer.status == wanted else f"{method} {answer.status}")
        except (http.client.HTTPException, OSError) as error:
            got.append(f"{method} {error!r}")
        call.close()
    return got


def reloads(n, b):
    """Who calls while the daemon reads its settings again gets an answer all the same."""
    done = threading.Event()
    c = n.browser()
    c.login("b.heer")
    sessions = [("; ".join(f"{k}={v}" for k, v in who.cookies.items()), who.csrf()) for who in (b, c)]
    with ThreadPoolExecutor() as callers:
        many = [callers.submit(calls, n, *session, done) for session in sessions * 2]
        for _ in range(15):
            before = n.logged().count("event=newsroom")
            n.daemon.send_signal(signal.SIGHUP)
            if not until(lambda: n.logged().count("event=newsroom") > before):
                break
        done.set()
        got = [x for one in many for x in one.result()]
    check("each call during fifteen reloads is answered", len(got) > 30 and set(got) == {"answered"}, [x for x in got if x != "answered"] or len(got))


def main():
    with Newsroom(roles=[], template=True) as n:
        n.start()
        b = first_account(n)
        for part in (municipality, parts, districts, mail, sources, accounts):
            part(n, b)
        check("an ordinary form without its token does nothing", b.ask("POST", "/beheer/inrichten/gemeente", form={"gemeente-naam": "X"}).status == 403)
        reloads(n, b)
        two_at_once(n, b)
        check("the daemon stands", until(n.alive))
    finish()


main()
