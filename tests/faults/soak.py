#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""
A soak: simulated weeks with many feeds, or an hour of a festival's peak: soak.py [--days D] [--feeds N] [--posts-a-day N] [--speed X].
The feeds grow by the newsroom's clock. Tells the daemon's memory, descriptors and processor time per simulated day, and whether the
calendar's work was done exactly, and notes its figures in docs/robustness.json. A virtual clock waits for the daemon, so that the speed is a wish.
"""
import argparse
import datetime
import functools
import http.server
import json
import os
import random
import socketserver
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import parts
from noted import note
from parts import TAMTAM, UTC, letters

START = datetime.datetime(2026, 5, 31, 22, 5, tzinfo=UTC)  # the night to Monday the first of June, shortly after midnight
WINDOW = 20  # entries in a feed
TEXTS = [json.loads(line)["text"][:400].replace("&", "en").replace("<", "") for line in open("examples/turfbrug/sample/posts.jsonl")]


@functools.lru_cache(20000)
def item(feed, k, when):
    rng = random.Random(feed * 1000003 + k)
    word = letters(feed * 100000 + k)
    text = " ".join(rng.choice(TEXTS).split()[:rng.randrange(8, 60)])
    return (f"<item><title>{word} {text[:40]}</title><link>https://b{feed}.example/{word}</link><guid>{word}</guid>"
            f"<pubDate>{datetime.datetime.fromtimestamp(when, UTC):%a, %d %b %Y %H:%M:%S} +0000</pubDate><description>{text} {word}</description></item>")


class Feeds(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        o = self.server.options
        feed = int(self.path.strip("/").split(".")[0])
        step = 86400 * o.feeds / o.posts_a_day
        newest = int((self.server.clock.now() - self.server.clock.start) / step - feed / o.feeds)
        tag = f'"{newest}"'
        if self.headers.get("If-None-Match") == tag:
            self.send_response(304)
            self.send_header("ETag", tag)
            self.end_headers()
            return
        items = "".join(item(feed, k, self.server.clock.start + (k + feed / o.feeds) * step) for k in range(newest, max(newest - self.server.window, -1), -1))
        body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Bron {feed}</title><link>https://b.example/</link>{items}</channel></rss>'.encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("ETag", tag)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    request_queue_size = 256


class Follower:
    """The daemon's clock as its signs of life tell it: the feeds follow it, for it waits for its work."""

    def __init__(self, start):
        self.start = self.at = start.timestamp()
        self.seen, self.speed = time.monotonic(), 0

    def follow(self, alive):
        if alive > self.at:
            real = time.monotonic()
            self.speed = (alive - self.at) / (real - self.seen)
            self.at, self.seen = alive, real

    def now(self):
        return self.at + min(time.monotonic() - self.seen, 10) * self.speed * 0.9


def status(pid):
    """Resident and private memory (MB), descriptors, processor time (s)."""
    with open(f"/proc/{pid}/status") as f:
        lines = dict(line.split(":", 1) for line in f)
    ticks = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(lines["VmRSS"].split()[0]) / 1024, int(lines["RssAnon"].split()[0]) / 1024, len(os.listdir(f"/proc/{pid}/fd")),
            (int(ticks[11]) + int(ticks[12])) / os.sysconf("SC_CLK_TCK"))


def make_room(folder, port, sink, options):
    os.makedirs(folder)
    subprocess.run(["cp", "examples/turfbrug/tamtam.conf", folder], check=True)
    with open(folder + "/tamtam.conf", "a") as f:
        f.write(f"\n[mail]\nserver = 127.0.0.1:{sink}\ntls = none\nfrom = newsroom@turfbrug.example\nanalysts = analist@turfbrug.example\n"
                "per_minute = 6000\n[retention]\ntext_days = 14\naddress_days = 7\n")
    with open(folder + "/feeds.conf", "w") as f:
        f.write(f"[defaults]\npurpose = omgevingsbeeld\nlegal_base = AVG 6.1.e\ninterval = {options.interval}\n")
        for i in range(options.feeds):
            f.write(f"[source bron{i}]\nurl = http://127.1.{i // 250}.{i % 250 + 1}:{port}/{i}.xml\nkind = rss\nchannel = news\nallow_private = yes\ngap = 0s\n")
    subprocess.run([TAMTAM, "init", folder, "--quiet"], check=True, stdout=subprocess.DEVNULL)


def rows(folder, sql):
    with parts.contextlib.closing(parts.sqlite3.connect(f"file:{folder}/tamtam.db?mode=ro", uri=True, timeout=20)) as db:
        return db.execute(sql).fetchall()


def calendar_faults(folder, options):
    """Concepts, reminders and sending on each working day, retention each night: once."""
    days = [START.date() + datetime.timedelta(days=d + 1) for d in range(options.days)]
    wanted = {(kind, str(d)) for d in days for kind in ("concept", "reminder", "send") if d.weekday() < 5} | {("retain", str(d)) for d in days}
    done = rows(folder, "SELECT kind, subject FROM job WHERE kind IN ('concept', 'reminder', 'send', 'retain') AND state = 'done' AND ended - due < 3600000"
                        f" AND due > {int(START.timestamp() * 1000)}")
    held = int(START.timestamp() * 1000) + max(0, options.days - 14) * 86400000  # older jobs went with retention
    wanted = {w for w in wanted if datetime.datetime.fromisoformat(w[1]).timestamp() * 1000 > held + 86400000}
    found = [f"missing: {sorted(wanted - set(done))[:5]}"] if wanted - set(done) else []
    return found + ([f"done twice: {len(done) - len(set(done))}"] if len(done) != len(set(done)) else [])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--days", type=int, default=60)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--posts-a-day", type=int, default=2000)
    parser.add_argument("--interval", default="60m")
    parser.add_argument("--speed", type=int, default=0, help="0: from one event to the next")
    parser.add_argument("--most-mb", type=float, default=60)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tamtam-soak-") as work:
        clock = Follower(START)
        server = Server(("0.0.0.0", 0), Feeds)
        server.options, server.clock, server.window = options, clock, WINDOW
        threading.Thread(target=server.serve_forever, daemon=True).start()
        os.makedirs(work + "/mail")
        sink = subprocess.Popen([parts.SMTPSINK, "--port-file", work + "/smtp", work + "/mail"], stdout=subprocess.DEVNULL)
        while not (os.path.exists(work + "/smtp") and open(work + "/smtp").read()):
            time.sleep(0.01)
        folder = work + "/room"
        make_room(folder, server.server_port, open(work + "/smtp").read().strip(), options)
        until = (START + datetime.timedelta(days=options.days)).strftime("%Y-%m-%dT%H:%M:%SZ")
        begin = START.strftime("%Y-%m-%dT%H:%M:%SZ") + (f",x{options.speed}" if options.speed else "")
        daemon = subprocess.Popen([TAMTAM, "run", "--dir", folder, "--clock", begin, "--until", until], stderr=open(work + "/log", "w"))
        most, samples = 0.0, []
        while daemon.poll() is None:
            time.sleep(2)
            try:
                samples.append((rows(folder, "SELECT value FROM vital WHERE name = 'alive'"), status(daemon.pid)))
            except (OSError, KeyError, IndexError, parts.sqlite3.Error):
                continue
            if samples[-1][0]:
                clock.follow(samples[-1][0][0][0] / 1000)
            rss, private, fds, cpu = samples[-1][1]
            most = max(most, private)
            if len(samples) % 10 == 0:
                day = (samples[-1][0][0][0] / 1000 - START.timestamp()) / 86400 if samples[-1][0] else 0
                print(f"# day {day:5.1f}: {rss:.1f} MB resident, {private:.1f} MB private, {fds} descriptors, {cpu:.1f} s of processor", flush=True)
        sink.terminate()
        server.shutdown()
        found = calendar_faults(folder, options)
        wrong = len(found)
        if most > options.most_mb:
            found.append(f"{most:.1f} MB private memory is more than {options.most_mb}")
        if daemon.returncode:
            found.append(f"it ended with status {daemon.returncode}")
        posts, mails = rows(folder, "SELECT count(*), (SELECT count(*) FROM outbox WHERE state = 'sent') FROM post")[0]
        print(f"# {posts} posts held, {mails} letters, at most {most:.1f} MB private")
        note("soak", {f"{options.feeds} feeds, {options.posts_a_day} posts a day": {
            "days": options.days, "posts": posts, "letters": mails, "last_mb": round(private, 1), "private_mb": round(most, 1), "descriptors": fds,
            "cpu_s": round(cpu), "wrong": wrong}})
        for fault in found:
            print(f"# {fault}")
        print(f"{'not ok' if found else 'ok'} 1 - {options.days} days with {options.feeds} feeds and {options.posts_a_day} posts a day")
        print("1..1")
        return bool(found)


sys.exit(main())
