# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""The JSON API against its own description, the API Design Rules, and what may not leave the house; Atom feeds."""
import base64
import datetime
import json
import re
import xml.etree.ElementTree as ET

from newsroom import Newsroom, check, finish

SAMPLE = "examples/turfbrug/sample/posts.jsonl"
WINDOW = "van=2026-02-01&tot=2026-04-30"


def faults_of(value, schema, doc, at="$"):
    """What of a value is not as its schema (OpenAPI 3.0) says."""
    if "$ref" in schema:
        return faults_of(value, resolve(doc, schema["$ref"]), doc, at)
    if value is None:
        return [] if schema.get("nullable") else [f"{at}: null"]
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool}
    kind = schema.get("type")
    if kind and (not isinstance(value, kinds[kind]) or (kind == "integer" and isinstance(value, bool))):
        return [f"{at}: no {kind}: {value!r}"]
    found = []
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{at}: {value!r} is none of {schema['enum']}")
    if schema.get("format") == "date-time" and not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", value):
        found.append(f"{at}: {value!r} is no moment in UTC")
    if kind == "integer" and value < schema.get("minimum", value):
        found.append(f"{at}: {value} below {schema['minimum']}")
    if kind == "array":
        for i, item in enumerate(value):
            found += faults_of(item, schema["items"], doc, f"{at}[{i}]")
    if kind == "object" and "properties" in schema:
        found += [f"{at}: no {name}" for name in schema.get("required", []) if name not in value]
        for name, item in value.items():
            if name in schema["properties"]:
                found += faults_of(item, schema["properties"][name], doc, f"{at}.{name}")
            elif schema.get("additionalProperties") is False:
                found.append(f"{at}: {name} is not described")
    return found


def resolve(doc, ref):
    for part in ref[2:].split("/"):
        doc = doc[part]
    return doc


class Client:
    def __init__(self, n, doc, token):
        self.n, self.doc, self.token = n, doc, token
        self.browser = n.browser(address="10.4.4.4")

    def ask(self, path, method="GET", headers=None):
        headers = {"Authorization": f"Bearer {self.token}", **(headers or {})} if self.token else headers
        return self.browser.ask(method, path, headers=headers)

    def described(self, answer, template):
        """The faults of an answer against the description of its path and status."""
        responses = self.doc["paths"][template]["get"]["responses"]
        if str(answer.status) not in responses:
            return [f"status {answer.status} is not described"]
        content = responses[str(answer.status)]["content"]
        kind = answer.headers["Content-Type"].split(";")[0]
        if kind not in content:
            return [f"{kind} is not described"]
        found = faults_of(json.loads(answer.text), content[kind]["schema"], self.doc)
        if not re.fullmatch(r"\d+\.\d+\.\d+", answer.headers["API-Version"] or ""):
            found.append("no API-Version")
        return found

    def check(self, name, path, template, status=200):
        answer = self.ask("/v1" + path)
        told = [f"status {answer.status}", answer.text[:300]] if answer.status != status else self.described(answer, template)
        check(name, answer.status == status and not told, told)
        return json.loads(answer.text)


def description(n):
    answer = n.browser().get("/v1/openapi.json")
    doc = json.loads(answer.text)
    check("the description is open, also to scripts of elsewhere", answer.status == 200 and answer.headers["Access-Control-Allow-Origin"] == "*")
    table = {line.split("\t")[1] for line in n.run("users", "routes").splitlines() if line.split("\t")[1].startswith("/v1")}
    check("it describes every route and no other", {re.sub(":([a-z]+)", r"{\1}", p[3:]) for p in table} == set(doc["paths"]), table ^ set(doc["paths"]))
    check("paths in kebab-case, no slash at the end", all(re.fullmatch(r"(/([a-z0-9.-]+|\{id\}))+", p) for p in doc["paths"]))
    names = [p["name"] for p in doc["components"]["parameters"].values()]
    for schema in doc["components"]["schemas"].values():
        names += schema.get("properties", {})
    contact = doc["info"]["contact"]
    check("it says whom to turn to", all(contact[k] for k in ("name", "email", "url")) and contact["url"] == n.url, contact)
    check("what takes parameters can refuse them", all("400" in p["get"]["responses"] for path, p in doc["paths"].items() if path != "/openapi.json"))
    check("keys in camelCase", all(re.fullmatch("[a-z][a-zA-Z]*", name) for name in names), names)
    text = json.dumps(doc)
    check("every reference leads somewhere", all(resolve(doc, ref) for ref in re.findall(r'"\$ref": "([^"]+)"', text)))
    return doc


def answers(c):
    issues = c.check("issues", f"/issues?{WINDOW}", "/issues")["resultaten"]
    check("there are some, the largest first", len(issues) > 3 and issues == sorted(issues, key=lambda i: -i["aantalBerichten"]))
    one = c.check("an issue", f"/issues/{issues[0]['id']}", "/issues/{id}")
    check("with its course of fourteen days", len(one["verloop"]) == 14)
    posts = c.check("posts", f"/berichten?{WINDOW}&aantal=500", "/berichten")["resultaten"]
    check("many", len(posts) > 100)
    c.check("a post", f"/berichten/{posts[0]['id']}", "/berichten/{id}")
    alerts = c.check("alerts", f"/signalen?{WINDOW}", "/signalen")["resultaten"]
    check("some", len(alerts) > 0)
    c.check("an alert", f"/signalen/{alerts[0]['id']}", "/signalen/{id}")
    reports = c.check("reports", f"/rapporten?{WINDOW}", "/rapporten")["resultaten"]
    check("the fixed one alone", [r["id"] for r in reports] == [1])
    check("a report with its text", "Turfbrug" in c.check("a report", "/rapporten/1", "/rapporten/{id}")["tekst"])
    for path in ("/issues", "/berichten", "/signalen", "/rapporten"):
        for id in ("999999", "0", "x", "-1", "1.5"):
            if not (path == "/issues" and id == "0"):
                c.check(f"{path}/{id}: not found", f"{path}/{id}", path + "/{id}", 404)
        for query in ("van=gisteren", "tot=2026-13-40", "aantal=0", "aantal=501", "aantal=x", "pagina=-1", "van=2026-03-02&tot=2026-03-01",
                      "van=1990-01-01&tot=2026-01-01", "onbekend=1"):
            c.check(f"{path}?{query}: refused", f"{path}?{query}", path, 400)
    return posts


def pages(c, path, all_of_them):
    seen, url, turns = [], f"/v1{path}?{WINDOW}&aantal=7", 0
    while url and turns < 500:
        answer = c.ask(url)
        body = json.loads(answer.text)
        seen += [r["id"] for r in body["resultaten"]]
        follow = body["links"].get("next")
        link = re.match(r'<([^>]+)>; rel="next"', answer.headers["Link"] or "")
        if (link.group(1) if link else None) != follow:
            check(f"{path}: the Link header is the link", False, answer.headers["Link"])
        url = follow[len(c.n.url):] if follow else None
        turns += 1
    check(f"{path}: page by page all of them, each once", seen == all_of_them, (len(seen), len(all_of_them), len(set(seen))))


def privacy(n, posts):
    private = [p for p in posts if p["stem"] == "bevolking"]
    check("of residents no words, names or addresses", private and all(p["tekst"] is p["titel"] is p["afzender"] is None for p in private))
    public = [p for p in posts if p["afzender"]]
    check("of public actors their words", public and all(p["tekst"] for p in public))
    pseudonyms = {row[0] for row in n.sql("SELECT DISTINCT author FROM post WHERE author <> ''")}
    check("no pseudonym leaves", pseudonyms and not any(p in json.dumps(posts) for p in pseudonyms))


def tokens(n, c, doc):
    check("without a token", c.browser.get("/v1/issues").status == 401)
    check("the refusal says what kind", c.browser.get("/v1/issues").headers["WWW-Authenticate"] == "Bearer")
    for wrong in ("", "x", c.token[:-1], c.token + "0", "0" * 64, c.token.upper() + " x"):
        check(f"not with {wrong[:8]!r}", c.browser.get("/v1/issues", headers={"Authorization": f"Bearer {wrong}"}).status == 401)
    check("not in the address", c.browser.get(f"/v1/issues?token={c.token}").status == 401)
    check("no token is a session", n.browser().get("/account", headers={"Authorization": f"Bearer {c.token}"}).status == 303)
    b = n.browser()
    b.cookies["tamtam"] = c.token
    check("nor as a cookie", b.get("/account").status == 303)
    leader = Client(n, doc, n.run("users", "token", "wijkdashboard", "--role", "projectleider", "--purpose", "omgevingsbeeld").strip())
    check("a project leader's token reads issues, not posts", leader.ask("/v1/issues").status == 200 and leader.ask("/v1/berichten").status == 403)
    check("that is in the audit log", n.sql("SELECT count(*) FROM audit WHERE action = 'api.posts' AND actor = 'token wijkdashboard' AND result LIKE 'geweigerd%'") == [(1,)])
    check("reading posts is too", n.sql("SELECT count(*) FROM audit WHERE action = 'api.posts' AND result = 'gelukt'")[0][0] > 0)
    check("the store doesn't have the token", c.token not in str(n.sql("SELECT * FROM pass")))
    n.run("users", "revoke", "wijkdashboard")
    check("a revoked one is worth nothing", leader.ask("/v1/issues").status == 401)
    n.sql("UPDATE pass SET ends = 1 WHERE label = 'proef'")
    check("nor is one that ended", c.ask("/v1/issues").status == 401)
    n.sql("UPDATE pass SET ends = 9999999999999 WHERE label = 'proef'")


def rules(c):
    check("a slash at the end is not found", c.ask("/v1/issues/").status == 404)
    problem = lambda a: a.headers["Content-Type"] == "application/problem+json" and json.loads(a.text)["status"] == a.status and a.headers["API-Version"]
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
        for path in ("/v1/issues", "/v1/issues/1", "/v1/openapi.json"):
            answer = c.ask(path, method)
            check(f"{method} {path}: reading alone, as a problem", answer.status == 405 and answer.headers["Allow"] == "GET, HEAD" and problem(answer), (answer.status, answer.headers))
    answer = c.browser.ask("POST", "/v1/issues", body="{}", headers={"Content-Type": "application/json"})
    check("a body of JSON changes nothing of that", answer.status == 405 and problem(answer), answer.status)
    for path, status in (("/v1/bestaat-niet", 404), ("/v1/%zz", 400), ("/v1/issues?x=%ff", 400)):
        answer = c.ask(path)
        check(f"{path}: a problem too", answer.status == status and problem(answer), (answer.status, answer.headers))
    for accept, status in (("application/xml", 406), ("text/html, application/json;q=0", 406), ("application/json", 200), ("text/html, */*;q=0.1", 200), ("Application/JSON; charset=utf-8", 200)):
        answer = c.ask("/v1/issues", headers={"Accept": accept})
        check(f"Accept: {accept}: {status}", answer.status == status and (status == 200 or problem(answer)), (answer.status, answer.headers))
    check("HEAD has no body", c.ask("/v1/issues", "HEAD").body == b"")


def feeds(n, c):
    atom = "{http://www.w3.org/2005/Atom}"
    basic = {"Authorization": "Basic " + base64.b64encode(f"wie-dan-ook:{c.token}".encode()).decode()}
    for name in ("issues", "signalen", "rapporten"):
        answer = n.browser().get(f"/feeds/{name}", headers=basic)
        root = ET.fromstring(answer.body)
        entries = root.findall(f"{atom}entry")
        check(f"/feeds/{name}: Atom with entries", answer.headers["Content-Type"].startswith("application/atom+xml") and entries)
        for element in [root, *entries]:
            for tag in ("id", "title", "updated"):
                if not (element.findtext(f"{atom}{tag}") or "").strip():
                    check(f"/feeds/{name}: {tag} stands there", False, ET.tostring(element)[:200])
            datetime.datetime.fromisoformat(element.findtext(f"{atom}updated").replace("Z", "+00:00"))
        ids = [e.findtext(f"{atom}id") for e in entries]
        check(f"/feeds/{name}: ids are unique", len(ids) == len(set(ids)))
        again = n.browser().get(f"/feeds/{name}", headers={**basic, "If-None-Match": answer.headers["ETag"]})
        check(f"/feeds/{name}: unchanged is told by its validator", again.status == 304 and not again.body)


def main():
    with Newsroom(roles=[], sample=SAMPLE, clock="2026-03-11T12:00:00+01:00,x1") as n:
        n.run("report", "day", "--date", "2026-03-11", "--format", "html", "--out", n.folder)
        n.run("report", "fix", "1", "--by", "R. Aalders", "--now", "2026-03-11T10:52:00+01:00")
        n.run("report", "day", "--date", "2026-03-10", "--format", "html", "--out", n.folder)
        token = n.run("users", "token", "proef", "--role", "analist", "--purpose", "omgevingsbeeld").strip()
        n.start()
        doc = description(n)
        c = Client(n, doc, token)
        posts = answers(c)
        in_order = [row[0] for row in n.sql("SELECT seq FROM post WHERE time >= 1769900400000 AND time < 1777500000000 ORDER BY time, seq")]
        pages(c, "/berichten", in_order)
        pages(c, "/issues", [i["id"] for i in json.loads(c.ask(f"/v1/issues?{WINDOW}&aantal=500").text)["resultaten"]])
        privacy(n, posts)
        rules(c)
        feeds(n, c)
        tokens(n, c, doc)
        check("the daemon ends well", n.stop() == 0)
    finish()


main()
