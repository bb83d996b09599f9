#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""
A festival's peak on the real clock: how much of a core it costs, and how soon an alert leaves by mail. Run from the root of the tree:

    python3 bench/load.py BUILD [--posts-a-minute 600] [--minutes 10] [--feeds 60]

Every feed is read once a minute. Every two minutes an incident begins: the sample's posts on a fire come in beside the ordinary ones. The
seconds of an alert's letter count from the answer in which its last post stood until the mail server took it in; processor time is
that of the daemon, which has one core of its own. Notes its figures in docs/robustness.json.
"""
import argparse
import collections
import contextlib
import datetime
import http.server
import json
import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../tests"))
from noted import note

UTC = datetime.timezone.utc
WINDOW = 40  # entries in a feed
INCIDENT_EVERY, INCIDENT_POSTS = 120, 12  # seconds
ACUTE = re.compile(r"\b(brand|rook|vlammen|brandweer)", re.I)
TEXTS = [json.loads(line)["text"][:400].replace("&", "en").replace("<", "") for line in open("examples/turfbrug/sample/posts.jsonl")]
FIRE = [t for t in TEXTS if ACUTE.search(t)]
ORDINARY = [t for t in TEXTS if not ACUTE.search(t)]


class Stream:
    """The town's posts: which stand in which feed, and when a post was first in an answer."""

    def __init__(self, options):
        self.options, self.random, self.lock = options, random.Random(1), threading.Lock()
        self.feeds = [collections.deque(maxlen=WINDOW) for _ in range(options.feeds)]
        self.n, self.served, self.begun, self.fires = 0, {}, time.time(), 0

    def add(self, text):
        name = f"p{self.n}"
        when = datetime.datetime.now(UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")
        self.feeds[self.random.randrange(len(self.feeds))].appendleft(
            (name, f"<item><guid>{name}</guid><link>https://b.example/{name}</link><author>a{self.n}@b.example (a{self.n})</author>"
                   f"<pubDate>{when}</pubDate><description>{text}</description></item>"))
        self.n += 1

    def grow(self):
        """All posts that are due by now."""
        past = time.time() - self.begun
        while self.n - self.fires < past * self.options.posts_a_minute / 60:
            self.add(" ".join(self.random.choice(ORDINARY).split()[:self.random.randrange(8, 60)]))
        while self.fires < int(past / INCIDENT_EVERY + 0.5) * INCIDENT_POSTS:
            self.fires += 1
            self.add(self.random.choice(FIRE))

    def answer(self, feed):
        with self.lock:
            self.grow()
            items = list(self.feeds[feed])
            for name, _ in items:
                self.served.setdefault(name, time.time())
        return ('<?xml version="1.0"?><rss version="2.0"><channel><title>Bron</title><link>https://b.example/</link>'
                + "".join(text for _, text in items) + "</channel></rss>").encode()


class Feeds(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = self.server.stream.answer(int(self.path.strip("/").split(".")[0]))
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def make_room(tamtam, folder, web, smtp, feeds):
    os.makedirs(folder)
    with open(folder + "/tamtam.conf", "w") as f:
        f.write(open("examples/turfbrug/tamtam.conf").read() + f"\n[mail]\nserver = 127.0.0.1:{smtp}\ntls = none\nfrom = newsroom@turfbrug.example\n"
                "analysts = analist@turfbrug.example\ncrisis_team = crisis@turfbrug.example\nper_minute = 6000\n")
    with open(folder + "/feeds.conf", "w") as f:
        f.write("[defaults]\npurpose = omgevingsbeeld\nlegal_base = AVG 6.1.e\ninterval = 1m\n")
        for i in range(feeds):
            f.write(f"[source bron{i}]\nurl = http://127.1.0.{i + 1}:{web}/{i}.xml\nkind = rss\nchannel = mastodon\nallow_private = yes\ngap = 0s\n")
    subprocess.run([tamtam, "init", folder, "--quiet"], check=True, stdout=subprocess.DEVNULL)


def processor(pid):
    ticks = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(ticks[11]) + int(ticks[12])) / os.sysconf("SC_CLK_TCK")


def private_mb(pid):
    return int(re.search(r"RssAnon:\s+(\d+)", open(f"/proc/{pid}/status").read())[1]) / 1024


def arrivals(folder):
    """Message-ID -> when the mail server took it in."""
    found = {}
    for entry in os.scandir(folder):
        if entry.name.endswith(".eml"):
            head = open(entry.path, "rb").read(4000).decode("utf-8", "replace").replace("\r\n ", " ")
            found[re.search(r"^message-id: *<?([^>\s]+)", head, re.I | re.M)[1]] = entry.stat().st_mtime
    return found


def alert_seconds(room, mail, served):
    """Of each alert's letter: the seconds since its last post was in an answer."""
    came = arrivals(mail)
    with contextlib.closing(sqlite3.connect(room + "/tamtam.db")) as db:
        guids = {seq: url.rsplit("/", 1)[1] for seq, url in db.execute("SELECT seq, url FROM post_address")}
        told = db.execute("SELECT o.message_id, a.posts FROM outbox o JOIN job j ON j.kind = 'alert' AND j.ended = o.made"
                          " JOIN alert a ON j.subject = a.id || '/' || a.time WHERE o.kind = 'alert'").fetchall()
    return sorted(came[m.strip("<>")] - max(served[guids[s]] for s in map(int, posts.split()) if s in guids) for m, posts in told if m.strip("<>") in came)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("--posts-a-minute", type=int, default=600)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--feeds", type=int, default=60)
    options = parser.parse_args()
    tamtam, core = options.build + "/tamtam", max(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory(prefix="tamtam-load-") as work:
        os.makedirs(work + "/mail")
        sink = subprocess.Popen([options.build + "/smtpsink", "--port-file", work + "/smtp", work + "/mail"], stdout=subprocess.DEVNULL)
        while not (os.path.exists(work + "/smtp") and open(work + "/smtp").read()):
            time.sleep(0.01)
        server = http.server.ThreadingHTTPServer(("0.0.0.0", 0), Feeds)
        server.stream = stream = Stream(options)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        make_room(tamtam, work + "/room", server.server_port, open(work + "/smtp").read().strip(), options.feeds)
        daemon = subprocess.Popen([tamtam, "run", "--dir", work + "/room"], stderr=open(work + "/log", "w"),
                                  preexec_fn=lambda: os.sched_setaffinity(0, {core}))
        time.sleep(75)  # every feed had its first turn
        began, start, most = processor(daemon.pid), time.time(), 0.0
        before = stream.n
        while time.time() - start < options.minutes * 60 and daemon.poll() is None:
            time.sleep(1)
            most = max(most, private_mb(daemon.pid))
        seconds, spent, written = time.time() - start, processor(daemon.pid) - began, stream.n - before
        ending = time.time()
        daemon.terminate()
        status = daemon.wait(30)
        ending = time.time() - ending
        sink.terminate()
        server.shutdown()
        late = alert_seconds(work + "/room", work + "/mail", stream.served)
        with contextlib.closing(sqlite3.connect(work + "/room/tamtam.db")) as db:
            held = db.execute("SELECT count(*) FROM post").fetchone()[0]
    good = status == 0 and held == len(stream.served) and spent < seconds / 5 and late and late[-1] < 5 and ending < 5
    print(f"{written / seconds * 60:.0f} posts a minute for {seconds / 60:.1f} minutes, {held} of {len(stream.served)} held")
    print(f"{spent:.1f} s of processor: {100 * spent / seconds:.1f}% of a core; at most {most:.1f} MB private; ended in {ending:.2f} s on SIGTERM")
    print(f"{len(late)} letters of alerts, seconds from the answer with the last post to the mail server: "
          + (f"median {late[len(late) // 2]:.2f}, most {late[-1]:.2f}" if late else "none"))
    note("load", {f"{options.posts_a_minute} posts a minute": {
        "minutes": round(seconds / 60, 1), "core_percent": round(100 * spent / seconds, 1), "private_mb": round(most, 1), "held": held,
        "lost": len(stream.served) - held, "letters": len(late), "median_s": round(late[len(late) // 2], 2) if late else "none",
        "slowest_s": round(late[-1], 2) if late else "none", "ended_s": round(ending, 2)}})
    return not good


sys.exit(main())
