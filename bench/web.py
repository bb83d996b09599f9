# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""
How fast the newsroom's pages are on a large archive, and what a live client costs. Run from the root of the tree:

    python3 bench/web.py [--posts 1000000] [--rate 100] [--seconds 30] [--clients 500] [--page /issues]

The archive is Turfbrug's sample, copied over a year until it has that many posts; it is kept in build/bench. The daemon gets one core,
the callers the other. Calls come at fixed moments whether or not the ones before were answered, so that a wait counts for all who wait.
Last comes the page of one issue that has a quarter of all grouped posts, for half as long.
"""
import argparse
import os
import queue
import re
import select
import shutil
import socket
import sqlite3
import subprocess
import sys
import threading
import time

sys.path.insert(0, "tests/web")
from newsroom import EXAMPLE, TAMTAM, Newsroom  # noqa: E402

NOW = "2026-03-11T11:00:00+01:00"
NOW_MS = 1773223200000
DAY_MS = 86400000
COPIED = {"post": "seq", "issue": "id", "alert": "id", "post_address": "seq", "case_file": "post"}


def columns(db, table):
    return [row[1] for row in db.execute(f"PRAGMA table_info({table})")]


def shifted(db, table, numbers, texts, times):
    """INSERT ... SELECT of a table's first rows, with numbers moved by :n or :i, texts made unlike, times moved by :ms."""
    names = columns(db, table)
    chosen = []
    for name in names:
        if name in numbers:
            chosen.append(f"CASE {name} WHEN 0 THEN 0 ELSE {name} + {numbers[name]} END")
        elif name in texts:
            chosen.append(f"CASE {name} WHEN '' THEN '' ELSE {name} || :copy END")
        elif name in times:
            chosen.append(f"CASE {name} WHEN 0 THEN 0 ELSE {name} - :ms END")
        else:
            chosen.append(name)
    key = {"post": "seq <= :n0", "issue": "id <= :i0", "alert": "id <= :a0", "post_address": "seq <= :n0", "case_file": "post <= :n0"}[table]
    return f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(chosen)} FROM {table} WHERE {key}"


def grow(path, posts):
    """Copies the sample back in time until there are so many posts."""
    db = sqlite3.connect(path)
    db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-400000")
    one = lambda sql: db.execute(sql).fetchone()[0] or 0
    n0, i0, a0 = one("SELECT max(seq) FROM post"), one("SELECT max(id) FROM issue"), one("SELECT max(id) FROM alert")
    have = one("SELECT count(*) FROM post")
    copies = max(0, posts // have - 1)
    statements = [shifted(db, "post", {"seq": ":n", "issue": ":i", "duplicate_of": ":n"}, {"id", "url_key", "story_key", "author"}, {"time", "seen"}),
                  shifted(db, "issue", {"id": ":i", "merged_into": ":i"}, set(), set()),
                  shifted(db, "alert", {"id": ":a", "issue": ":i"}, set(), {"time"}),
                  shifted(db, "post_address", {"seq": ":n"}, set(), {"time"}),
                  shifted(db, "case_file", {"post": ":n", "joined_to": ":n"}, {"handle", "token"}, {"time", "answered", "closed"})]
    tally = ("INSERT INTO tally (day, cut, value, issue, voice, sentiment, channel, n) SELECT day - :days, cut, value,"
             " CASE issue WHEN 0 THEN 0 ELSE issue + :i END, voice, sentiment, channel, n FROM first_tally WHERE 1"
             " ON CONFLICT DO UPDATE SET n = n + excluded.n")
    db.execute("CREATE TEMP TABLE first_tally AS SELECT * FROM tally")
    db.execute("BEGIN")
    for k in range(1, copies + 1):
        days = k * 365 // copies
        values = {"n": k * n0, "i": k * i0, "a": k * a0, "n0": n0, "i0": i0, "a0": a0, "ms": days * DAY_MS, "days": days, "copy": f"-{k}"}
        for sql in statements:
            db.execute(sql, {name: values[name] for name in re.findall(r":(\w+)", sql)})
        db.execute(tally, {name: values[name] for name in re.findall(r":(\w+)", tally)})
    # What is older than two days was answered.
    db.execute("UPDATE case_file SET state = 'afgehandeld', answered = time + 3600000, closed = time + 7200000 WHERE time < ?", (NOW_MS - 2 * DAY_MS,))
    db.execute("UPDATE snapshot SET seq = (SELECT max(seq) FROM post)")
    db.execute("COMMIT")
    db.execute("INSERT INTO post_words (post_words) VALUES ('rebuild')")
    db.execute("ANALYZE")
    db.commit()
    db.close()


def swell(path):
    """Makes one issue of the day a giant: a quarter of a year's grouped posts and all of the last week, with an alert that takes the wall."""
    db = sqlite3.connect(path)
    issue = db.execute("SELECT issue FROM post WHERE issue <> 0 AND time > ? GROUP BY issue ORDER BY count(*) DESC", (NOW_MS - DAY_MS,)).fetchone()[0]
    db.execute("UPDATE post SET issue = ? WHERE issue <> 0 AND seq % 4 = 0", (issue,))
    db.execute("UPDATE post SET issue = ?, time = ? - (? - time) / 7 WHERE issue <> 0 AND time > ? AND time <= ?",
               (issue, NOW_MS, NOW_MS, NOW_MS - 7 * DAY_MS, NOW_MS))
    db.execute("UPDATE alert SET issue = ?, level = 1 WHERE time > ?", (issue, NOW_MS - 2 * DAY_MS))
    db.execute("ANALYZE")
    n, day = db.execute("SELECT count(*), sum(time > ?) FROM post WHERE issue = ?", (NOW_MS - DAY_MS, issue)).fetchone()
    db.commit()
    db.close()
    print(f"issue {issue} has {n} posts, {day} of them of the last day")
    return issue


def archive(posts):
    kept = f"build/bench/web-{posts}.db"
    schema = max(os.path.getmtime(f) for f in ("store/schema.c", "bench/web.py"))
    if os.path.exists(kept) and os.path.getmtime(kept) > schema:
        return kept
    os.makedirs("build/bench", exist_ok=True)
    began = time.monotonic()
    with Newsroom(sample=f"{EXAMPLE}/sample/posts.jsonl") as n:
        n.run("users", "token", "bench", "--role", "analist", "--purpose", "omgevingsbeeld")
        n.run("report", "day", "--date", "2026-03-11", "--format", "html", "--out", n.folder)
        n.sql("PRAGMA wal_checkpoint(TRUNCATE)")
        grow(f"{n.room}/tamtam.db", posts)
        shutil.move(f"{n.room}/tamtam.db", kept)
    print(f"archive of {posts} posts made in {time.monotonic() - began:.0f} s, {os.path.getsize(kept) / 1e6:.0f} MB")
    return kept


def share(values, part):
    values = sorted(values)
    return values[min(len(values) - 1, int(part * len(values)))] if values else 0.0


class Caller(threading.Thread):
    """Takes calls that are due and makes them over one connection."""

    def __init__(self, newsroom, cookies, calls, told):
        super().__init__(daemon=True)
        self.newsroom, self.calls, self.told = newsroom, calls, told
        self.head = f"Host: {newsroom.host}\r\nCookie: {cookies}\r\n"
        self.socket = None

    def ask(self, path):
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.newsroom.port))
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.sendall(f"GET {path} HTTP/1.1\r\n{self.head}\r\n".encode())
        got = b""
        while b"\r\n\r\n" not in got:
            part = self.socket.recv(262144)
            if not part:
                raise OSError("hung up")
            got += part
        head, _, body = got.partition(b"\r\n\r\n")
        length = int(re.search(rb"Content-Length: (\d+)", head).group(1))
        left = length - len(body)
        while left > 0:
            left -= len(self.socket.recv(262144))
        return int(head[9:12]), length

    def run(self):
        while True:
            due, path = self.calls.get()
            if path is None:
                return
            try:
                status, size = self.ask(path)
            except OSError:
                self.socket = None
                status, size = 0, 0
            self.told.append((path, time.monotonic() - due, status, size))


def load(n, paths, rate, seconds, what="calls"):
    b = n.logged_in("analist")
    cookies = "; ".join(f"{k}={v}" for k, v in b.cookies.items())
    calls, told = queue.Queue(), []
    callers = [Caller(n, cookies, calls, told) for _ in range(16)]
    for caller in callers:
        caller.start()
    for path in paths:  # once to warm the caches
        calls.put((time.monotonic(), path))
    while len(told) < len(paths):
        time.sleep(0.05)
    told.clear()
    spent = processor_ms(n)
    began = time.monotonic()
    for i in range(rate * seconds):
        due = began + i / rate
        time.sleep(max(0, due - time.monotonic()))
        calls.put((due, paths[i % len(paths)]))
    for _ in callers:
        calls.put((0, None))
    for caller in callers:
        caller.join()
    spent = processor_ms(n) - spent
    print(f"{rate} {what} a second for {seconds} s: {len(told)} answers, processor {spent / len(told):.1f} ms each, p50 {1000 * share([t for _, t, _, _ in told], .5):.1f} ms,"
          f" p99 {1000 * share([t for _, t, _, _ in told], .99):.1f} ms, longest {1000 * max(t for _, t, _, _ in told):.0f} ms")
    for path in paths:
        mine = [x for x in told if x[0] == path]
        times = [t for _, t, _, _ in mine]
        print(f"  {path:40} {mine[0][2]} {mine[0][3] / 1000:7.1f} kB  p50 {1000 * share(times, .5):6.1f}  p99 {1000 * share(times, .99):6.1f} ms")


def processor_ms(n):
    """Processor time of all threads of the daemon so far: what a page costs, however busy the machine is."""
    tasks = f"/proc/{n.daemon.pid}/task"
    return sum(int(open(f"{tasks}/{t}/schedstat").read().split()[0]) for t in os.listdir(tasks)) / 1e6


def alone(n, paths):
    """Each page by itself, one call after another: what it costs. The daemon's own work meanwhile counts with it."""
    b = n.logged_in("analist")
    for path in paths:
        times = []
        b.get(path)
        before = processor_ms(n)
        for _ in range(20):
            began = time.monotonic()
            status = b.get(path).status
            times.append(time.monotonic() - began)
        cost = (processor_ms(n) - before) / 20
        print(f"  alone {path:40} {status} processor {cost:6.1f} ms, waited median {1000 * share(times, .5):6.1f}, longest {1000 * max(times):6.1f} ms")


def live(n, clients):
    b = n.logged_in("analist")
    cookies = "; ".join(f"{k}={v}" for k, v in b.cookies.items())
    time.sleep(2)
    before = n.memory()
    socks = []
    for _ in range(clients):
        s = socket.create_connection(("127.0.0.1", n.port))
        s.sendall(f"GET /live HTTP/1.1\r\nHost: {n.host}\r\nCookie: {cookies}\r\n\r\n".encode())
        socks.append(s)
    for s in socks:
        s.recv(4096)
    time.sleep(3)
    after = n.memory()
    print(f"{clients} live clients: {before} -> {after} kB, {(after - before) / clients:.1f} kB each")
    for s in socks:
        s.setblocking(False)
        try:
            while s.recv(65536):
                pass
        except OSError:
            pass
    waits = []
    for _ in range(5):
        began = time.monotonic()
        n.sql("INSERT INTO action (seq, time, kind, who, a, b, text) SELECT max(seq) + 1, 0, 'bench', '', 0, 0, '' FROM (SELECT max(seq) AS seq FROM action"
              " UNION SELECT max(seq) FROM post)")
        waiting = {s.fileno(): s for s in socks}
        while waiting and time.monotonic() - began < 10:
            for fd in select.select(list(waiting), [], [], 1)[0]:
                if b"event: stand" in waiting[fd].recv(4096):
                    del waiting[fd]
        waits.append(time.monotonic() - began)
    print(f"a change reaches all of them within {1000 * max(waits):.0f} ms (five times)")
    for s in socks:
        s.close()


# A process forked from this one would count this one's memory as its own: a small one stands between.
MEASURE = ("import resource, subprocess, sys; subprocess.check_call(sys.argv[1:], stdout=subprocess.DEVNULL);"
           "u = resource.getrusage(resource.RUSAGE_CHILDREN); print(u.ru_utime + u.ru_stime, u.ru_maxrss / 1024)")


def day_report(room):
    """The tamtam in three forms, as a process of its own: its lexicons, the archive and the pages."""
    report = [TAMTAM, "report", "day", "--date", NOW[:10], "--format", "html,pdf,eml", "--out", f"{room}/out", "--dir", room, "--quiet"]
    seconds, memory = map(float, subprocess.run([sys.executable, "-c", MEASURE, *report], check=True, capture_output=True, text=True).stdout.split())
    print(f"day report in HTML, PDF and mail: {1000 * seconds:.0f} ms of processor, {memory:.1f} MB")


def start(n, first):
    """The daemon, on a core of its own."""
    n.start()
    tasks = [int(task) for task in os.listdir(f"/proc/{n.daemon.pid}/task")]
    for task in tasks:
        os.sched_setaffinity(task, {0})
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    if first:
        for task in [*tasks, 0]:
            os.setpriority(os.PRIO_PROCESS, task, -20)


def ordinary(n, o):
    issue = n.sql("SELECT issue, count(*) FROM post WHERE issue <> 0 AND time > ? GROUP BY issue ORDER BY 2 DESC LIMIT 1", NOW_MS - DAY_MS)[0][0]
    post = n.sql("SELECT seq FROM post ORDER BY time DESC LIMIT 1")[0][0]
    paths = o.page or ["/issues", f"/issues/{issue}", f"/berichten/{post}", "/muur", "/webcare", "/signalen", "/rapporten", "/zoeken", "/account", "/transparantie", "/health"]
    paths = [path for path in paths if n.logged_in("analist").get(path).status in (200, 503)]
    alone(n, paths)
    load(n, paths, o.rate, o.seconds)
    live(n, o.clients)


def giant(n, o):
    """The page of an issue that has a quarter of all grouped posts, and the wall that its alert takes."""
    issue = swell(f"{n.room}/tamtam.db")
    start(n, o.first)
    alone(n, [f"/issues/{issue}", "/muur"])
    load(n, [f"/issues/{issue}"], o.rate, o.seconds // 2, "calls of the giant issue")


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--posts", type=int, default=1_000_000)
    p.add_argument("--rate", type=int, default=100)
    p.add_argument("--seconds", type=int, default=30)
    p.add_argument("--clients", type=int, default=500)
    p.add_argument("--page", action="append")
    p.add_argument("--first", action="store_true", help="before all else on this machine (needs root): for figures on a busy one")
    o = p.parse_args()
    kept = archive(o.posts)
    with Newsroom(clock=f"{NOW},x1", roles=[]) as n:
        for suffix in ("-wal", "-shm"):
            if os.path.exists(f"{n.room}/tamtam.db{suffix}"):
                os.remove(f"{n.room}/tamtam.db{suffix}")
        shutil.copy(kept, f"{n.room}/tamtam.db")
        day_report(n.room)
        start(n, o.first)
        ordinary(n, o)
        n.stop()
        giant(n, o)


if __name__ == "__main__":
    main()
