# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""A newsroom of Turfbrug with its web server, for the tests that attack it over real HTTP; and TAP."""
import contextlib
import html
import http.client
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import urllib.parse

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from token_of import token

TAMTAM = os.environ.get("TAMTAM", "build/tamtam")
EXAMPLE = "examples/turfbrug"
ROLES = ["analist", "webcare", "projectleider", "bestuurder", "beheerder", "muur"]
PASSWORD = "vier gewone woorden hier"

_count = 0
_bad = 0


def check(name, passed, told=""):
    """One test: TAP on stdout, what was seen where it fails."""
    global _count, _bad
    _count += 1
    print(f"{'ok' if passed else 'not ok'} {_count} - {name}", flush=True)
    if not passed:
        _bad += 1
        for line in str(told)[:2000].splitlines():
            print(f"# {line}")


def finish():
    print(f"1..{_count}")
    sys.exit(1 if _bad else 0)


class Answer:
    def __init__(self, response, body):
        self.status = response.status
        self.headers = response.headers
        self.body = body
        self.text = body.decode("utf-8", "replace")

    @property
    def to(self):
        return self.headers.get("Location", "")

    def cookie(self, name):
        for line in self.headers.get_all("Set-Cookie") or []:
            m = re.match(re.escape(name) + "=([^;]*)", line)
            if m:
                return m.group(1)
        return None


def sample_until(moment, path):
    """The sample's posts that were there at a moment ("2026-03-10T16:47"), as a file."""
    with open(f"{EXAMPLE}/sample/posts.jsonl", encoding="utf-8") as f, open(path, "w", encoding="utf-8") as out:
        out.writelines(line for line in f if json.loads(line)["time"][: len(moment)] < moment)
    return path


class Browser:
    """Keeps cookies, and knows the CSRF token of its session."""

    def __init__(self, newsroom, address=None):
        self.newsroom = newsroom
        self.cookies = {}
        self.address = address
        self.connection = None

    def ask(self, method, path, form=None, headers=None, body=None):
        sent = {"Host": self.newsroom.host}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        if self.address:
            sent["X-Forwarded-For"] = self.address
        if form is not None:
            body = urllib.parse.urlencode(form, doseq=True)
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        sent.update(headers or {})
        for again in (True, False):
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.newsroom.port, timeout=30)
            try:
                self.connection.request(method, path, body=body, headers=sent)
                response = self.connection.getresponse()
                answer = Answer(response, response.read())
                break
            except (http.client.HTTPException, OSError):
                self.connection.close()
                self.connection = None
                if not again:
                    raise
        if response.will_close:
            self.connection.close()
            self.connection = None
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = line.partition("=")
            value = rest.split(";")[0]
            if value:
                self.cookies[name] = value
            else:
                self.cookies.pop(name, None)
        return answer

    def get(self, path, **more):
        return self.ask("GET", path, **more)

    def post(self, path, form=None, **more):
        """A form of this session: with its token."""
        form = dict(form or {})
        if "csrf" not in form and "tamtam" in self.cookies:
            form["csrf"] = self.csrf()
        return self.ask("POST", path, form=form, **more)

    def csrf(self):
        page = self.get("/niet-te-vinden").text
        m = re.search(r'name="csrf" value="([0-9a-f]+)"', page)
        return m.group(1) if m else ""

    def login(self, name, password=PASSWORD, to="/account", **more):
        return self.ask("POST", "/inloggen", form={"naam": name, "wachtwoord": password, "naar": to}, **more)


class Newsroom:
    def __init__(self, conf="", clock=None, feeds=None, sample=False, roles=ROLES, template=False):
        self.folder = tempfile.mkdtemp()
        self.room = os.path.join(self.folder, "room")
        os.mkdir(self.room)
        self.log = os.path.join(self.folder, "log")
        self.daemon = None
        self.clock = clock
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.port = s.getsockname()[1]
        self.host = f"127.0.0.1:{self.port}"
        self.url = f"http://{self.host}"
        if template:
            self.take_template()
        else:
            self.write_conf(conf, feeds)
        self.run("init", self.room, "--quiet", dir=False)
        if sample:
            self.run("import", "--kind", "posts", sample)
        for role in roles:
            self.add_user(role, role)

    def write_conf(self, conf, feeds):
        with open(f"{EXAMPLE}/tamtam.conf", encoding="utf-8") as f:
            town = f.read()
        with open(f"{self.room}/tamtam.conf", "w", encoding="utf-8") as f:
            f.write(town + f"\n[newsroom]\nlisten = 127.0.0.1:{self.port}\nurl = {self.url}\n{conf}\n")
        with open(f"{self.room}/feeds.conf", "w", encoding="utf-8") as f:
            f.write(feeds or "[defaults]\npurpose = omgevingsbeeld\n")

    def take_template(self):
        """What `tamtam init` writes, on a port of its own and with sources that nobody asks."""
        self.run("init", self.room, "--quiet", dir=False)
        for name, changes in (("tamtam.conf", [("127.0.0.1:8470", self.host)]), ("feeds.conf", [("://", "://127.0.0.1:9/")])):
            with open(f"{self.room}/{name}", encoding="utf-8") as f:
                text = f.read()
            for old, new in changes:
                text = text.replace(old, new)
            with open(f"{self.room}/{name}", "w", encoding="utf-8") as f:
                f.write(text)

    def run(self, *arguments, dir=True, given=None, wanted=0):
        command = [TAMTAM, *arguments] + (["--dir", self.room] if dir else [])
        done = subprocess.run(command, input=given, capture_output=True, text=True)
        if wanted is not None and done.returncode != wanted:
            raise RuntimeError(f"{command}: {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def add_user(self, name, role, password=PASSWORD):
        self.run("users", "add", name, "--role", role, given=password + "\n")

    def start(self):
        log = open(self.log, "w")
        clock = ["--clock", self.clock] if self.clock else []
        self.daemon = subprocess.Popen([TAMTAM, "run", "--dir", self.room, *clock], stdout=log, stderr=log)
        while "event=start" not in self.logged():
            if self.daemon.poll() is not None:
                raise RuntimeError(self.logged())
        return self

    def logged(self):
        with open(self.log, encoding="utf-8", errors="replace") as f:
            return f.read()

    def token(self, address):
        with contextlib.closing(sqlite3.connect(self.room + "/tamtam.db")) as db:
            return token(db, address)

    def sql(self, query, *values):
        with contextlib.closing(sqlite3.connect(f"{self.room}/tamtam.db")) as db, db:
            return db.execute(query, values).fetchall()

    def browser(self, **more):
        return Browser(self, **more)

    def logged_in(self, role, **more):
        b = self.browser(**more)
        answer = b.login(role)
        if answer.status != 303:
            raise RuntimeError(f"login as {role}: {answer.status} {answer.text}")
        return b

    def memory(self):
        """Memory of the daemon that is its own, in kB."""
        with open(f"/proc/{self.daemon.pid}/status") as f:
            return int(re.search(r"RssAnon:\s+(\d+)", f.read()).group(1))

    def raw(self, data, timeout=10):
        """Sends bytes as they are; all that comes back until the other side closes."""
        got = b""
        with socket.create_connection(("127.0.0.1", self.port), timeout=timeout) as s:
            try:
                s.sendall(data)
                s.shutdown(socket.SHUT_WR)
                while True:
                    part = s.recv(65536)
                    if not part:
                        break
                    got += part
            except OSError:
                pass
        return got

    def alive(self):
        try:
            return self.daemon.poll() is None and self.browser().get("/inloggen").status == 200
        except OSError:
            return False

    def stop(self):
        """Ends the daemon; its exit status."""
        status = None
        if self.daemon and self.daemon.poll() is None:
            self.daemon.send_signal(signal.SIGTERM)
            try:
                status = self.daemon.wait(20)
            except subprocess.TimeoutExpired:
                self.daemon.kill()
        self.daemon = None
        return status

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind and self.daemon:
            print("# the daemon's last lines:", *self.logged().splitlines()[-60:], sep="\n# ")
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def visible(page):
    """The text of a page, without its tags."""
    return html.unescape(re.sub(r"<[^>]*>", " ", page))
