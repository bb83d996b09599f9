# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""What the newsroom's pages do, over real HTTP: webcare, issues, marks, alerts, reports, search, administration. The town is the sample
of Turfbrug, at noon of a day in it."""
import json
import os
import re
from html.parser import HTMLParser

from newsroom import EXAMPLE, Newsroom, check, finish, visible
from addresses import REFUSED

CLOCK = "2026-03-11T12:50:00+01:00,x1"
CONF = """
[department Openbare ruimte]
mail = openbareruimte@turfbrug.example

[template Ontvangen]
text = Dank voor uw bericht.

[mail]
server = 127.0.0.1:1
from = Webcare <webcare@turfbrug.example>
tls = none
"""


class Form(HTMLParser):
    """The fields of the form with an action, as a browser would post them; the token is the session's."""

    def __init__(self, page, action):
        super().__init__()
        self.action, self.inside, self.area, self.fields = action, False, None, {}
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        has = dict(attributes)
        if tag == "form":
            self.inside = has.get("action") == self.action
        elif self.inside and tag == "input" and (has.get("type") != "checkbox" or "checked" in has):
            self.fields[has["name"]] = has.get("value", "")
        elif self.inside and tag == "textarea":
            self.area = has["name"]
            self.fields[self.area] = ""

    def handle_data(self, data):
        if self.area:
            self.fields[self.area] += data.removeprefix("\n")

    def handle_endtag(self, tag):
        if tag in ("form", "textarea"):
            self.area, self.inside = None, self.inside and tag != "form"


def form_of(page, action):
    return {name: value for name, value in Form(page, action).fields.items() if name != "csrf"}


def field(page, name):
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found.group(1) if found else ""


def step(browser, case, what, **fields):
    """A step on the version of the case that this browser sees now."""
    page = browser.get(f"/webcare/{case}").text
    return browser.post(f"/webcare/{case}/{what}", {"versie": field(page, "versie"), **fields})


def webcare(n):
    case, handle = n.sql("SELECT post, handle FROM case_file WHERE channel = 'mastodon' AND joined_to = 0 ORDER BY time LIMIT 1")[0]
    mail = n.sql("SELECT post FROM case_file WHERE channel = 'email' ORDER BY time LIMIT 1")[0][0]
    a, b = n.logged_in("webcare"), n.logged_in("analist")
    page = a.get(f"/webcare/{case}")
    check("a case shows its post, masked, without its sender", page.status == 200 and handle not in page.text and "Toon afzender" in page.text)
    seen = field(page.text, "versie")
    check("a step without its version is refused", a.post(f"/webcare/{case}/neem", {}).status == 422)
    check("an agent takes a case", a.post(f"/webcare/{case}/neem", {"versie": seen}).status == 303)
    late = b.post(f"/webcare/{case}/antwoord", {"versie": seen, "antwoord": "Een antwoord dat blijft staan."})
    check("who comes second is told what the first did", late.status == 422 and "Een ander was u voor" in late.text and "webcare" in visible(late.text))
    check("... and keeps what was written", "Een antwoord dat blijft staan." in late.text)
    late = step(b, case, "antwoord", antwoord="Nog een keer.")
    check("another's case isn't answered without taking it over", late.status == 422 and "heeft deze zaak" in late.text)
    empty = step(a, case, "antwoord", antwoord="")
    check("an empty answer is told at its field", empty.status == 422 and 'aria-describedby="fout-antwoord"' in empty.text)
    check("an answer on the network is noted", step(a, case, "antwoord", antwoord="We kijken ernaar.").status == 303)
    sender = step(a, case, "afzender")
    check("the sender shows after a click", handle in visible(sender.text))
    check("... which is logged", n.sql("SELECT count(*) FROM audit WHERE action = 'case-afzender' AND actor = 'webcare'")[0][0] == 1)
    wrong = step(a, case, "zet-door", afdeling="Bestaat niet", vraag="Wilt u kijken?")
    check("an unknown department is told at its field, with the input kept", wrong.status == 422 and 'id="fout-afdeling"' in wrong.text and "Wilt u kijken?" in wrong.text)
    check("a case is handed over", step(a, case, "zet-door", afdeling="Openbare ruimte", vraag="Wilt u kijken?").status == 303)
    letter = n.sql("SELECT recipient, CAST(bytes AS TEXT) FROM outbox WHERE kind = 'case'")
    check("... by a letter to the department, without the sender", len(letter) == 1 and letter[0][0] == "openbareruimte@turfbrug.example" and handle not in letter[0][1])
    check("... that the case waits for", n.sql("SELECT state, department FROM case_file WHERE post = ?", case)[0] == ("wacht", "Openbare ruimte"))
    check("a case is closed, and opened again", step(a, case, "sluit").status == 303 and step(a, case, "heropen").status == 303)
    check("a case goes to another one", step(a, mail, "voeg-samen", nummer=str(case)).status == 303 and a.get(f"/webcare/{mail}").to == f"/webcare/{case}")
    check("... and not to itself", step(a, case, "voeg-samen", nummer=str(case)).status == 422)
    log = visible(a.get(f"/webcare/{case}").text)
    check("the log tells all of it", all(word in log for word in ("nam de zaak", "antwoordde", "zette door", "sloot de zaak", "voegde samen")), log)
    figures = visible(a.get("/webcare/cijfers?dagen=90").text)
    check("the figures count by channel and subject", "Mastodon" in figures and "Per onderwerp" in figures)
    asked = a.get("/webcare/gevraagd")
    authors = [row[0] for row in n.sql("SELECT DISTINCT author FROM post WHERE author <> ''")]
    check("what was asked of others is there by link, without author", "Lees bij de bron" in asked.text and not any(x in asked.text for x in authors))
    check("a closed case goes to the records at night", closed_goes(n, a, case))


def letter(n, name, sender, subject, text, minute):
    """A letter to the municipality, as its mail server keeps it."""
    path = os.path.join(n.folder, f"{name}.eml")
    with open(path, "w", encoding="utf-8") as f:
        f.write(f"From: {sender}\nTo: info@turfbrug.example\nSubject: {subject}\nMessage-ID: <{name}@post.example>\nDate: Wed, 11 Mar 2026 12:{minute:02}:00 +0100\n"
                f"Content-Type: text/plain; charset=utf-8\n\n{text}\n")
    return path


def letters(n):
    """What comes in by mail: a department's answer, a forged one, and a resident who writes twice."""
    b = n.logged_in("webcare")
    case = n.sql("SELECT post FROM case_file WHERE channel = 'mastodon' AND joined_to = 0 AND state = 'nieuw' ORDER BY time LIMIT 1")[0][0]
    step(b, case, "neem")
    step(b, case, "zet-door", afdeling="Openbare ruimte", vraag="Wanneer wordt dit gemaakt?")
    sent = n.sql("SELECT CAST(bytes AS TEXT) FROM outbox WHERE kind = 'case' ORDER BY id DESC LIMIT 1")[0][0]
    tag = re.search(rf"\[zaak {case}-[0-9a-f]+\]", sent).group(0)
    posts = n.sql("SELECT count(*) FROM post")[0][0]
    n.stop()
    resident = "Kees Bewoner <kees@prive.example>"
    n.run("import", "--kind", "mail",
          letter(n, "antwoord", "Ploeg <openbareruimte@turfbrug.example>", f"Re: {tag}", "Donderdag is het gemaakt.", 51),
          letter(n, "vals", "Ploeg <openbareruimte@turfbrug.example>", f"Re: [zaak {case}-0123456789ab]", "Sluit deze zaak maar.", 52),
          letter(n, "eerst", resident, "Lantaarn", "De lantaarn in de Tulpstraat is stuk.", 53),
          letter(n, "weer", resident, "Nog steeds", "De lantaarn in de Tulpstraat is nog altijd stuk, wanneer komt u?", 54))
    n.start()
    check("the daemon goes on from its snapshot", "event=snapshot" not in n.logged(), n.logged())
    b = n.logged_in("webcare")
    notes = n.sql("SELECT who, kind, text FROM case_log WHERE post = ? ORDER BY rowid", case)
    check("a department's answer comes back to its case", ("Openbare ruimte", "reactie", "Donderdag is het gemaakt.") in [(w, k, t.strip()) for w, k, t in notes], notes)
    check("... which waits no longer", n.sql("SELECT state FROM case_file WHERE post = ?", case)[0][0] == "in_behandeling")
    page = visible(b.get(f"/webcare/{case}").text)
    check("... and shows it to who has it", "Donderdag is het gemaakt." in page and "Openbare ruimte" in page)
    check("a number without its code changes no case", not any("Sluit deze zaak" in t for _, _, t in notes))
    check("the answer is no post, the others are", n.sql("SELECT count(*) FROM post")[0][0] == posts + 3, (posts, n.sql("SELECT count(*) FROM post")))
    twice = n.sql("SELECT post, joined_to FROM case_file WHERE handle LIKE '%kees@prive.example%' ORDER BY post")
    check("who writes twice has one case", len(twice) == 2 and twice[0][1] == 0 and twice[1][1] == twice[0][0], twice)
    page = visible(b.get(f"/webcare/{twice[0][0]}").text)
    check("... with both letters", "nog altijd stuk" in page and "Van dezelfde persoon" in page and "prive.example" not in page, page[-1500:])


def closed_goes(n, browser, case):
    step(browser, case, "sluit")
    n.run("retain", "--now", "2026-03-12T03:15:00+01:00")
    record = json.load(open(os.path.join(n.room, "records", f"zaak-{case}.json"), encoding="utf-8"))
    left = n.sql("SELECT handle, url, state FROM case_file WHERE post = ?", case)[0]
    return record["log"] and record["text"] and left == ("", "", "gearchiveerd") and n.sql("SELECT count(*) FROM case_log WHERE post = ?", case)[0][0] == 0


def issues(n):
    b = n.logged_in("analist")
    (first, second) = [row[0] for row in n.sql("SELECT issue FROM post WHERE issue <> 0 AND time < 1773230000000 GROUP BY issue ORDER BY count(*) DESC LIMIT 2")]
    page = b.get("/issues?dagen=14")
    check("the list names the largest issues", f"/issues/{first}" in page.text and f"/issues/{second}" in page.text)
    some = [b.get(f"/issues?dagen=14&{q}").text.count("<tr>") for q in ("wijk=Bloemenwijk", "thema=verkeer", "stem=media", "fase=piek", "wijk=Bloemenwijk&thema=verkeer")]
    check("each filter leaves fewer", all(k < page.text.count("<tr>") for k in some) and some[0] > 1, some)
    texts = [row[0] for row in n.sql("SELECT text FROM post WHERE issue = ? AND actor = '' AND length(text) > 60 AND time < 1773230000000", first)]
    own = b.get(f"/issues/{first}").text
    check("an issue's page has no resident's words", not any(t[:60] in visible(own) for t in texts), first)
    check("the analysis stands in a page", "In het kort" in visible(b.get(f"/issues/{first}/analyse").text))
    check("an empty name is told at its field", 'id="fout-titel"' in b.post(f"/issues/{first}/naam", {"titel": " "}).text)
    b.post(f"/issues/{first}/naam", {"titel": "Rook boven de haven"})
    check("a person names an issue", "Rook boven de haven" in b.get(f"/issues/{first}").text)
    moved = n.sql("SELECT seq FROM post WHERE issue = ? AND duplicate_of = 0 AND time < 1773230000000 ORDER BY time DESC LIMIT 1", first)[0][0]
    check("a split wants a post", b.post(f"/issues/{first}/splits", {}).status == 422)
    all_of = lambda: int(re.search(r">Alle (\d+)<", b.get(f"/issues/{first}").text).group(1))
    before = all_of()
    b.post(f"/issues/{first}/splits", {"bericht": [moved]})
    check("posts are split off", n.sql("SELECT issue FROM post WHERE seq = ?", moved)[0][0] != first)
    check("... and counted no more, at once", all_of() == before - 1, (before, all_of()))
    check("an issue isn't merged with itself", b.post(f"/issues/{first}/samenvoegen", {"ander": first}).status == 422)
    b.post(f"/issues/{first}/samenvoegen", {"ander": second})
    check("issues are merged, and the old address leads to the new", b.get(f"/issues/{second}").to == f"/issues/{first}")
    check("a day in the past mutes nothing", 'id="fout-tot"' in b.post(f"/issues/{first}/demp", {"tot": "2026-01-01"}).text)
    check("an issue is muted", b.post(f"/issues/{first}/demp", {"tot": "2026-03-20"}).status == 303)
    page = b.get(f"/issues/{first}").text
    check("and says until when, beside its form and in its log", visible(page).count("tot en met vrijdag 20\xa0maart 2026") == 2 and
          "Hef het dempen op" in page and 'value="2026-03-20"' in page)
    check("it may be heard again", b.post(f"/issues/{first}/demp?op=ja", {}).status == 303)
    page = b.get(f"/issues/{first}").text
    check("and is", "Hef het dempen op" not in page and "hief het dempen op" in page and "Dit issue is gedempt" not in page)
    reader = n.logged_in("bestuurder")
    reader.post(f"/issues/{first}/volg", {"volg": "ja"})
    check("whoever reads may follow", "Volg niet langer" in reader.get(f"/issues/{first}").text)
    check("... and decides nothing", "Bewaar de naam" not in reader.get(f"/issues/{first}").text)


def marks(n):
    b = n.logged_in("analist")
    post, marks_then = n.sql("SELECT seq, marks FROM post WHERE marks LIKE '%\"sentiment\":\"negatief\"%' AND actor = '' AND time < 1773230000000 LIMIT 1")[0]
    page = b.get(f"/berichten/{post}")
    check("a post shows why", "Waarom negatief?" in page.text and 'class="w n"' in page.text)
    check("... and who looked is logged", n.sql("SELECT count(*) FROM audit WHERE action = 'post.show' AND actor = 'analist'")[0][0] > 0)
    looks = lambda: n.sql("SELECT count(*) FROM audit WHERE action = 'case.show'")[0][0]
    case = n.sql("SELECT post FROM case_file LIMIT 1")[0][0]
    before = looks()
    for headers in ({}, {"Tamtam-Renews": "yes"}, {"Tamtam-Renews": "yes"}):
        b.get(f"/webcare/{case}", headers=headers)
    check("a page that renews itself is one look", looks() == before + 1, looks() - before)
    b.get(f"/webcare/{case}")
    check("... and looking again is another", looks() == before + 2, looks() - before)
    n.logged_in("webcare").get(f"/webcare/{case}", headers={"Tamtam-Renews": "yes"})
    check("... and nobody looks unseen by saying that it is a renewal", looks() == before + 3, looks() - before)
    check("a tone of no table is refused", b.post(f"/berichten/{post}/merken", {"toon": "boos"}).status == 422)
    back = b.post(f"/berichten/{post}/merken", {"toon": "positief", "terug": f"/webcare/{post}"})
    check("a correction goes back to where it was made", back.to == f"/webcare/{post}#waarom")
    check("... and nowhere else", b.post(f"/berichten/{post}/merken", {"toon": "positief", "terug": "https://elders.example/"}).to == f"/berichten/{post}#waarom")
    check("the mark is corrected", json.loads(n.sql("SELECT marks FROM post WHERE seq = ?", post)[0][0])["sentiment"] == "positief", marks_then)
    check("... as an action to learn from", n.sql("SELECT count(*) FROM action WHERE kind = 'correct' AND a = ?", post)[0][0] >= 1)


def alerts(n):
    b = n.logged_in("analist")
    page = b.get("/signalen")
    ids = re.findall(r'href="/signalen/(\d+)"', page.text)
    check("alerts are listed", page.status == 200 and ids)
    one = ids[0]
    room = b.get(f"/signalen/{one}")
    check("the crisis room has the picture as it is now", room.status == 200 and "Omgevingsbeelden" in room.text, room.text[-500:])
    check("a picture is made, with its number", re.match(r"/rapporten/\d+", b.post(f"/signalen/{one}/beeld", {}).to))
    b.post(f"/signalen/{one}/bevestig", {})
    check("a person confirms", "bevestigd door analist" in visible(b.get(f"/signalen/{one}").text))
    level_now = "SELECT level FROM alert WHERE id = ? ORDER BY step DESC LIMIT 1"
    before = n.sql(level_now, int(one))[0][0]
    b.post(f"/signalen/{one}/schaal-op", {})
    level = n.sql(level_now, int(one))[0][0]
    check("a person raises it", level == before + 1 and "Opgeschaald door analist" in visible(b.get(f"/signalen/{one}").text))
    b.post(f"/signalen/{one}/verwerp", {})
    check("a person dismisses it", n.sql("SELECT answer FROM alert_answer WHERE alert = ?", int(one))[0][0] == "dismissed")
    wall = n.logged_in("muur").get("/muur")
    check("the wall is there for its screen", wall.status == 200 and 'id="scherm"' in wall.text)
    check("... which sees nothing else", n.logged_in("muur").get("/issues").status == 403)
    many_alerts(n, b, int(one))


def many_alerts(n, b, one):
    last = n.sql("SELECT max(id) FROM alert")[0][0]
    for k in range(1, 46):
        n.sql("INSERT INTO alert (id, time, status, level, issue, title, reason, posts, step)"
              " SELECT ?, time, 2, level, issue, title, reason, posts, step FROM alert WHERE id = ?", last + k, one)
    listed = lambda path: set(re.findall(r'href="/signalen/(\d+)"', b.get(path).text))
    first, second, third = (listed(f"/signalen?eerder={k}&nu=0") for k in (0, 20, 40))
    standing = first & second & third
    check("many alerts come a page at a time", len(first - standing) == 20 and len(second - standing) == 20 and not (first & second) - standing)
    check("... of which all are somewhere", len((first | second | third) - standing) in range(45, 60), (len(first | second | third), len(standing)))
    check("a page that isn't there is the first", listed("/signalen?eerder=9999999999999999999") == listed("/signalen?eerder=99999") == first)


def reports(n):
    a, b = n.logged_in("analist"), n.logged_in("analist")
    check("a report wants a subject", 'id="fout-onderwerp"' in a.post("/rapporten", {"soort": "issue"}).text)
    unknown = a.post("/rapporten", {"soort": "district", "onderwerp": "Nergenshuizen"})
    check("an unknown one is told with the nearest, and stays filled in", unknown.status == 422 and "Nergenshuizen" in unknown.text)
    made = a.post("/rapporten", {"soort": "day", "dag": "2026-03-11"}).to
    page = a.get(made).text
    check("a concept has a preview and its items", "voorbeeld=ja" in page and "Bewerk het concept" in page)
    preview = a.get(f"{made}/html")
    check("the preview is the report", preview.status == 200 and "In het kort" in preview.text)
    check("... whose figures link to the newsroom", f'{n.url}/issues/' in preview.text)
    check("a PDF comes too", a.get(f"{made}/pdf").body.startswith(b"%PDF"))
    saw = form_of(page, f"{made}/bewerk")
    save = lambda session, form, **more: session.post(f"{made}/bewerk", {**form, **more})
    check("a colleague saves", save(a, saw, **{"duiding-1": "Van de eerste."}).status == 303)
    second = save(b, saw, **{"duiding-1": "Van de tweede."})
    check("the second sees the first's words and loses none", second.status == 409 and "Van de eerste." in second.text and "Van de tweede." in second.text)
    check("... with nothing to press that would lose them", "Stel vast" not in visible(second.text))
    again = save(b, form_of(second.text, f"{made}/bewerk"), **{"duiding-1": "Van de eerste. Van de tweede."})
    check("... and saves knowingly", again.status == 303 and "Van de eerste. Van de tweede." in a.get(f"{made}/html").text)
    check("a form without parts changes nothing", a.post(f"{made}/bewerk", {"stand": form_of(a.get(made).text, f"{made}/bewerk")["stand"]}).status == 422)
    long = "Nog een zin over de brand. " * 3500
    check("a long text is kept whole", save(a, form_of(a.get(made).text, f"{made}/bewerk"), **{"advies-1": long}).status == 303 and long.strip() in a.get(made).text)
    late = a.post(f"{made}/vaststellen", {"stand": saw["stand"]})
    check("who fixes what changed is asked to read it again", late.status == 409 and form_of(late.text, f"{made}/bewerk").get("tonen-2") == "ja")
    check("a reader sees no concept", n.logged_in("bestuurder").get(made).status == 404)
    words_stay_with_their_part(n, a, made)
    saw = form_of(a.get(made).text, f"{made}/bewerk")
    check("a person fixes it", a.post(f"{made}/vaststellen", {"stand": saw["stand"]}).status == 303)
    fixed = save(b, saw, **{"duiding-1": "Te laat geschreven."})
    check("what is fixed never changes", fixed.status == 409 and "Te laat geschreven." not in a.get(f"{made}/html?voorbeeld=ja").text)
    check("... and what was written meanwhile is not lost", "Te laat geschreven." in fixed.text and "Wat u schreef" in fixed.text)
    n.logged_in("bestuurder").get(f"{made}/html")
    reads = visible(a.get(made).text)
    check("how often it was read is counted, by nobody's name", "1 keer gelezen" in reads and not n.sql("SELECT 1 FROM pragma_table_info('report_read') WHERE name = 'who'"))


def words_stay_with_their_part(n, a, made):
    """The report changes while somebody writes: an issue gets another name."""
    saw = form_of(a.get(made).text, f"{made}/bewerk")
    old = saw["deel-2"].split(":")[0]
    issue = n.sql("SELECT id FROM issue WHERE title = ?", old)[0][0]
    a.post(f"/issues/{issue}/naam", {"titel": "Een andere naam"})
    check("words are saved though their part is gone", a.post(f"{made}/bewerk", {**saw, "duiding-2": "Over de brand."}).status == 303)
    page = a.get(made).text
    form = form_of(page, f"{made}/bewerk")
    where = {value: name for name, value in form.items()}
    lost, named = where["Over de brand."].split("-")[1], [name for name, value in form.items() if value.startswith("Een andere naam")][0].split("-")[1]
    check("... and stay with what they are about", form[f"deel-{lost}"] == saw["deel-2"] and "staat niet meer in het rapport" in visible(page))
    check("... not with another part", form[f"duiding-{named}"] == "")
    fixed = a.post(f"{made}/vaststellen", {"stand": form["stand"]})
    check("nobody fixes a report that would lose words", fixed.status == 409 and "er is iets bij geschreven" in visible(fixed.text))
    moved = {**form, f"duiding-{lost}": "", f"duiding-{named}": "Over de brand."}
    check("they move by hand", a.post(f"{made}/bewerk", moved).status == 303 and "staat niet meer" not in visible(a.get(made).text))
    check("... to the report", "Over de brand." in a.get(f"{made}/html").text)


def search(n):
    b = n.logged_in("analist")
    check("a search wants a purpose", 'id="fout-veld-doel"' in b.get("/zoeken?q=brand").text)
    found = b.get("/zoeken?q=brand&doel=omgevingsbeeld")
    check("a search finds", found.status == 200 and 'class="ber"' in found.text)
    refused = b.get("/zoeken?q=%40stijnturf&doel=omgevingsbeeld")
    check("a private person's handle is refused with the reason", refused.status == 422 and "privépersoon" in refused.text)
    check("... so is a mail address", b.get("/zoeken?q=jan%40prive.example&doel=omgevingsbeeld").status == 422)
    check("a public actor may be searched for", b.get("/zoeken?q=%40omroepveenland&doel=omgevingsbeeld").status == 200)
    logged = n.sql("SELECT result, object FROM audit WHERE action = 'search' ORDER BY row")
    check("each is logged with its purpose", [r for r, _ in logged] == ["refused", "done", "refused", "refused", "done"] and "omgevingsbeeld: brand" in logged[1][1], logged)
    wrong = b.get("/zoeken?q=(brand&doel=omgevingsbeeld")
    check("what is wrong with a query is said in Dutch, where, and it stays there",
          wrong.status == 422 and 'value="(brand"' in wrong.text and "niet te begrijpen bij teken 1: een haakje dat niet sluit" in visible(wrong.text))
    check("a value that is none is told with the nearest", "bedoelt u ‘Bloemenwijk’" in visible(b.get("/zoeken?q=brand+wijk%3ABloemwijk&doel=omgevingsbeeld").text))
    kept = {"q": "brand", "doel": "omgevingsbeeld"}
    check("a kept search wants a name", 'id="fout-naam"' in b.post("/zoeken/bewaren", kept).text)
    check("... and a day that is to come", 'id="fout-tot"' in b.post("/zoeken/bewaren", {**kept, "naam": "Brand", "tot": "2020-01-01"}).text)
    b.post("/zoeken/bewaren", {**kept, "naam": "Brand in de haven", "tot": "2026-03-20"})
    page = visible(b.get("/zoeken").text).replace("\u00a0", " ")
    check("it is watched until its day, for its purpose", "Brand in de haven" in page and "tot en met vr 20 maart" in page and "doel: omgevingsbeeld" in page, page[-800:])
    number = n.sql("SELECT id FROM saved_search")[0][0]
    n.sql("UPDATE saved_search SET seen = 0")
    seen = lambda who, path: who.get(path) and n.sql("SELECT seen FROM saved_search")[0][0]
    link = "/zoeken?q=brand&doel=omgevingsbeeld"
    check("who opens another's kept search leaves its count alone", seen(n.logged_in("bestuurder"), f"{link}&gezien={number}") == 0)
    check("... and its owner has seen what it finds", seen(b, link) > 0)
    subscribe = lambda **more: b.post("/zoeken/abonneren", {"zoekvraag": number, "adres": "lezer@turfbrug.example", **more})
    check("a kept search by mail wants an address", 'id="fout-adres"' in subscribe(adres="geen").text and 'id="fout-zoekvraag"' in subscribe(zoekvraag="99").text)
    check("... and is a subscription with its purpose", subscribe().status == 303 and
          n.sql("SELECT cut, value, purpose, state <> 'active' FROM subscriber") == [("search", "brand", "omgevingsbeeld", 1)], n.sql("SELECT * FROM subscriber"))
    n.sql("DELETE FROM subscriber")
    other = n.logged_in("bestuurder")
    number = n.sql("SELECT id FROM saved_search")[0][0]
    check("another reader doesn't take it away", other.post("/zoeken/weg", {"nummer": number}).status == 404)
    b.post("/zoeken/weg", {"nummer": number})
    check("its owner does", n.sql("SELECT count(*) FROM saved_search")[0][0] == 0)
    check("a search becomes an analysis", re.match(r"/rapporten/\d+", b.post("/zoeken/analyse", kept).to))


def administration(n):
    b = n.logged_in("beheerder")
    for path, word in (("/beheer", "feeds.conf"), ("/beheer/accounts", "Laatst ingelogd"), ("/beheer/bewaren", "90 dagen"), ("/beheer/logboek?actie=search", "omgevingsbeeld: brand")):
        page = b.get(path)
        check(f"{path} says what it must", page.status == 200 and word in page.text)
    statuses = {b.post("/beheer/abonnees", {"adres": a, "keuze": "tamtam", "doel": "omgevingsbeeld"}).status for a in REFUSED}
    check("no address, no subscription", statuses <= {400, 422} and n.sql("SELECT count(*) FROM subscriber") == [(0,)], statuses)
    b.post("/beheer/abonnees", {"adres": "lezer@turfbrug.example", "keuze": "district", "waarde": "Bloemenwijk", "doel": "omgevingsbeeld"})
    check("a reader is signed up, and must confirm", "wacht op bevestiging" in b.get("/beheer/abonnees").text)
    b.post("/beheer/abonnees/af", {"af": "lezer@turfbrug.example"})
    check("... and signed off", n.sql("SELECT count(*) FROM subscriber")[0][0] == 0)
    check("an analyst manages nothing", n.logged_in("analist").get("/beheer").status == 403)


def main():
    with Newsroom(conf=CONF, clock=CLOCK, sample=f"{EXAMPLE}/sample/posts.jsonl") as n:
        n.start()
        for part in (webcare, issues, marks, alerts, reports, search, administration):
            part(n)
        letters(n)
        check("the daemon stands", n.alive())
    finish()


if __name__ == "__main__":
    main()
