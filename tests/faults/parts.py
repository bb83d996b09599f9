# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""The parts around the daemon under test: a web server whose feeds grow, a mail server, a newsroom, and what must hold afterwards."""
import contextlib
import datetime
import email.parser
import email.utils
import json
import os
import pwd
import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import threading
import time

TAMTAM = os.environ["TAMTAM"]
SMTPSINK = os.environ["SMTPSINK"]
UTC = datetime.timezone.utc
SOURCES = 5


def letters(n):
    """A number as letters alone: masking leaves them as they are."""
    word = ""
    while True:
        word = "bdfgklmnprstvwxz"[n % 16] + word
        n //= 16
        if n == 0:
            return "q" + word.rjust(4, "b")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def nginx_path():
    return shutil.which("nginx", path="/usr/sbin:/usr/bin:" + os.environ.get("PATH", ""))


class Web:
    """Feeds in a folder, served by nginx where it is installed, else by python; each source has a loopback address of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.port = free_port()
        os.makedirs(folder + "/www")
        self.name = "nginx" if nginx_path() else "python"
        self.process = self.start_nginx() if nginx_path() else self.start_python()
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.2", self.port), 0.2).close()
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("the web server does not answer")

    def start_nginx(self):
        temp = "".join(f"{kind}_temp_path {self.folder}/temp-{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        user = "user root;" if os.getuid() == 0 else ""
        with open(self.folder + "/nginx.conf", "w") as f:
            f.write(f"{user} daemon off; pid {self.folder}/nginx.pid; error_log {self.folder}/nginx.log; events {{}} http {{ {temp} access_log off;"
                    f" types {{ application/rss+xml xml; }} server {{ listen 0.0.0.0:{self.port}; root {self.folder}/www; }} }}")
        return subprocess.Popen([nginx_path(), "-c", self.folder + "/nginx.conf", "-p", self.folder], stderr=subprocess.DEVNULL)

    def start_python(self):
        return subprocess.Popen(["python3", "-m", "http.server", "--bind", "0.0.0.0", "--directory", self.folder + "/www", str(self.port)],
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def stop(self):
        self.process.terminate()
        self.process.wait()


class Sink:
    """The mail server of the tests: a file a letter, whose date is the moment at which it was taken in."""
    name, inbox = "smtpsink", "mail"

    def __init__(self, work):
        path = work + "/smtp"
        os.makedirs(work + "/mail")
        self.process = subprocess.Popen([SMTPSINK, "--port-file", path, work + "/mail"], stdout=subprocess.DEVNULL)
        while not (os.path.exists(path) and open(path).read()):
            time.sleep(0.01)
        self.port = int(open(path).read())

    def moment(self, entry, head):
        return entry.stat().st_mtime

    def stop(self):
        self.process.terminate()
        self.process.wait()


class OpenSmtpd(Sink):
    """A real one, which delivers to a maildir; the moment stands in its Received line, in whole seconds. It has one queue a machine."""
    name, inbox, path = "opensmtpd", "mail/new", "/usr/sbin/smtpd"

    def __init__(self, work):
        self.port = free_port()
        for folder in ("", "/new", "/cur", "/tmp"):
            os.makedirs(work + "/mail" + folder)
            shutil.chown(work + "/mail" + folder, "nobody")
        with open(work + "/smtpd.conf", "w") as f:
            f.write(f'table people {{ "@" = "nobody" }}\nlisten on 127.0.0.1 port {self.port}\n'
                    f'action "keep" maildir "{work}/mail" virtual <people>\nmatch from any for any action "keep"\n')
        self.log = open(work + "/smtpd.log", "w")
        self.process = subprocess.Popen([self.path, "-d", "-f", work + "/smtpd.conf"], stdout=self.log, stderr=self.log)
        while True:
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port), 0.2).close()
                return
            if self.process.poll() is not None:
                raise RuntimeError("opensmtpd does not run: " + open(work + "/smtpd.log").read())
            time.sleep(0.05)

    def moment(self, entry, head):
        return email.utils.parsedate_to_datetime(head["Received"].rsplit(";", 1)[1].strip()).timestamp()

    def stop(self):
        super().stop()
        self.log.close()


def has_opensmtpd():
    """This is `make faults`, it is installed, nobody runs it, and this is a root that can become its user."""
    if os.environ.get("FAULTS_UNSHARED") != "yes" or os.getuid() or not os.access(OpenSmtpd.path, os.X_OK) or subprocess.run(["pgrep", "-x", "smtpd"], stdout=subprocess.DEVNULL).returncode == 0:
        return False
    with contextlib.suppress(KeyError):
        return pwd.getpwnam("opensmtpd") and open("/proc/self/uid_map").read().split()[2] != "1"
    return False


class Writer:
    """Writes posts into the feeds; every post has words that no other has."""

    def __init__(self, web, clock, seed):
        self.web, self.clock, self.random = web, clock, random.Random(seed)
        self.items = [[] for _ in range(SOURCES)]
        self.n = 0
        sample = "examples/turfbrug/sample/posts.jsonl"
        self.texts = [json.loads(line)["text"][:400] for line in open(sample)]
        self.stopping = threading.Event()
        self.thread = None
        for source in range(SOURCES):
            self.publish(source)

    def publish(self, source):
        path = f"{self.web.folder}/www/{source}.xml"
        with open(path + ".new", "w") as f:
            f.write('<?xml version="1.0"?><rss version="2.0"><channel><title>Bron</title><link>https://bron.example/</link>'
                    + "".join(self.items[source]) + "</channel></rss>")
        os.rename(path + ".new", path)

    def write(self, many=1):
        changed = set()
        for _ in range(many):
            source, word = self.random.randrange(SOURCES), letters(self.n)
            text = self.random.choice(self.texts).replace("&", "en").replace("<", "")
            when = datetime.datetime.fromtimestamp(self.clock.now(), UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")
            self.items[source].insert(0, f"<item><title>{word} {text[:40]}</title><link>https://bron{source}.example/{word}</link><guid>{word}</guid>"
                                         f"<pubDate>{when}</pubDate><description>{text} {word}</description></item>")
            self.n += 1
            changed.add(source)
        for source in changed:
            self.publish(source)

    def run(self, every):
        def loop():
            while not self.stopping.wait(every):
                self.write(self.random.randint(1, 4))
        self.thread = threading.Thread(target=loop, daemon=True)
        self.thread.start()

    def stop(self):
        self.stopping.set()
        if self.thread:
            self.thread.join()
        return {letters(i) for i in range(self.n)}


class Clock:
    """The newsroom's time: as fast as `speed`, over all restarts of the daemon."""

    def __init__(self, start, speed):
        self.start, self.speed, self.origin = start.timestamp(), speed, time.monotonic()

    def now(self):
        return self.start + (time.monotonic() - self.origin) * self.speed

    def text(self):
        return datetime.datetime.fromtimestamp(self.now(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def argument(self):
        return f"{self.text()},x{self.speed}"


class Newsroom:
    """A newsroom in a folder, with its web server, mail server and daemon."""

    def __init__(self, work, start, speed, seed, analysts=20):
        self.work, self.folder, self.told = work, work + "/room", {}
        os.makedirs(self.folder, exist_ok=True)
        self.clock = Clock(start, speed)
        self.web = Web(work)
        self.writer = Writer(self.web, self.clock, seed)
        self.smtp = OpenSmtpd(work) if has_opensmtpd() else Sink(work)
        shutil.copy("examples/turfbrug/tamtam.conf", self.folder)
        people = ", ".join(f"analist{i}@turfbrug.example" for i in range(analysts))
        with open(self.folder + "/tamtam.conf", "a") as f:
            f.write(f"\n[mail]\nserver = 127.0.0.1:{self.smtp.port}\ntls = none\nfrom = newsroom@turfbrug.example\n"
                    f"analysts = {people}\ncrisis_team = crisis@turfbrug.example\nper_minute = 6000\n")
        with open(self.folder + "/feeds.conf", "w") as f:
            f.write("[defaults]\npurpose = omgevingsbeeld\nlegal_base = AVG 6.1.e\ninterval = 1m\n")
            for i in range(SOURCES):
                f.write(f"[source bron{i}]\nurl = http://127.0.0.{i + 2}:{self.web.port}/{i}.xml\nkind = rss\nchannel = news\n"
                        "allow_private = yes\ngap = 0s\n")
        subprocess.run([TAMTAM, "init", self.folder, "--quiet"], check=True, stdout=subprocess.DEVNULL)
        self.log = open(work + "/log", "ab")
        self.daemon = None
        self.arguments = lambda: ["--clock", self.clock.argument()]
        self.environment = {}
        self.kills = 0
        self.sent = {}

    def start(self, *more):
        self.daemon = subprocess.Popen([TAMTAM, "run", "--dir", self.folder, *self.arguments(), *more], stderr=self.log,
                                       env=os.environ | self.environment)
        return self.daemon

    def kill(self):
        self.daemon.send_signal(signal.SIGKILL)
        self.daemon.wait()
        self.kills += 1
        self.note_sent()

    def note_sent(self):
        """The letters that are written down as sent by now: the daemon may never hand them out again."""
        with contextlib.suppress(sqlite3.OperationalError):
            for message, in self.rows("SELECT message_id FROM outbox WHERE state = 'sent'"):
                self.sent.setdefault(message, time.time())

    def stop(self):
        self.daemon.terminate()
        return self.daemon.wait(20)

    def close(self):
        if self.daemon and self.daemon.poll() is None:
            self.daemon.kill()
            self.daemon.wait()
        self.writer.stop()
        self.smtp.stop()
        self.web.stop()
        self.log.close()

    def rows(self, sql, *values):
        with contextlib.closing(sqlite3.connect(f"file:{self.folder}/tamtam.db?mode=ro", uri=True, timeout=20)) as db:
            return db.execute(sql, values).fetchall()

    def one(self, sql, *values):
        return self.rows(sql, *values)[0][0]

    def count_log(self, words):
        return open(self.work + "/log", "rb").read().count(words)

    def wait(self, done, seconds):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if done():
                return True
            if self.daemon.poll() is not None:
                return False
            time.sleep(0.1)
        return False

    def settle(self, words, seconds=120):
        """The daemon takes in what is left and empties its queues."""
        def done():
            try:
                return self.one("SELECT count(*) FROM post") >= len(words) and self.one("SELECT count(*) FROM job WHERE state = 'waiting'") == 0
            except sqlite3.Error:
                return False
        return self.wait(done, seconds)

    # ---- what must hold ----

    def faults(self, words):
        """All that is not as it must be, in words."""
        return self.post_faults(words) + self.mail_faults() + self.alert_faults() + self.database_faults()

    def post_faults(self, words):
        held = [title.split(" ")[0] for title, in self.rows("SELECT title FROM post")]
        found = [f"{len(words - set(held))} posts are lost"] if words - set(held) else []
        if len(held) != len(set(held)):
            found.append(f"{len(held) - len(set(held))} posts are held twice")
        return found + (["posts that nobody wrote"] if set(held) - words else [])

    def delivered(self):
        """Message-ID -> the moments at which the mail server took it in."""
        mails = {}
        for entry in os.scandir(f"{self.work}/{self.smtp.inbox}"):
            if entry.is_file() and not entry.name.endswith(".new"):
                head = email.parser.HeaderParser().parsestr(open(entry.path, "rb").read(8000).decode("utf-8", "replace"))
                mails.setdefault(head["Message-ID"].strip("<> \r\n"), []).append(self.smtp.moment(entry, head))
        return mails

    def mail_faults(self):
        found, mails = [], self.delivered()
        rows = self.rows("SELECT message_id, state FROM outbox WHERE channel = 'mail'")
        unsent = [r for r in rows if r[1] not in ("sent", "dropped")]
        if unsent:
            found.append(f"{len(unsent)} letters are not sent: {unsent[:3]}")
        lost = [m for m, state in rows if state == "sent" and m not in mails]
        if lost:
            found.append(f"{len(lost)} letters are said to be sent and never arrived")
        copies = sum(len(times) - 1 for times in mails.values())
        if copies > self.kills:
            found.append(f"{copies} second copies with {self.kills} kills")
        again = [m for m, times in mails.items() if m in self.sent and max(times) > self.sent[m]]
        if again:
            found.append(f"{len(again)} letters went again after their answer was written down")
        if set(mails) - {m for m, _ in rows}:
            found.append("letters arrived that the outbox doesn't know")
        return found

    def alert_faults(self):
        found = []
        if self.one("SELECT count(*) FROM (SELECT 1 FROM alert GROUP BY id, time, status, level HAVING count(*) > 1)"):
            found.append("an alert was raised twice")
        untold = self.one("SELECT count(*) FROM alert a WHERE NOT EXISTS (SELECT 1 FROM job j WHERE j.kind = 'alert' AND j.subject = a.id || '/' || a.time)")
        return found + ([f"{untold} alert steps were never told"] if untold else [])

    def database_faults(self):
        found = []
        if self.one("PRAGMA integrity_check") != "ok":
            found.append("integrity_check fails")
        with contextlib.closing(sqlite3.connect(self.folder + "/tamtam.db", timeout=20)) as db:
            try:
                db.execute("INSERT INTO post_words (post_words, rank) VALUES ('integrity-check', 1)")
            except sqlite3.Error as e:
                found.append(f"the search index: {e}")
            db.rollback()
        if self.one("SELECT count(*) FROM job WHERE state = 'failed'"):
            found.append(f"jobs failed for good: {self.rows('SELECT kind, last_error FROM job WHERE state = ?', 'failed')[:3]}")
        if subprocess.run([TAMTAM, "audit", "verify", "--dir", self.folder], capture_output=True).returncode:
            found.append("the audit log is broken")
        if self.one("SELECT count(*) FROM post WHERE issue > 0 AND issue NOT IN (SELECT id FROM issue)"):
            found.append("a post belongs to an issue that isn't there")
        return found
