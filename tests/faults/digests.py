#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""
The sending hour with many readers: digests.py [--readers 20000]. All have confirmed; most read the whole tamtam, a tenth each their theme,
their district and the PDF. While the letters go out the feeds are read on, `status` is asked, and a fire begins whose alert overtakes them.
Fails when a letter is missing or goes twice, or the alert waits. Notes its figures in docs/robustness.json.
"""
import argparse
import contextlib
import datetime
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from noted import note
from parts import TAMTAM, UTC, Newsroom

CUTS = (7, []), (1, ["--theme", "verkeer"]), (1, ["--district", "Havenkwartier"]), (1, ["--pdf"])
ACUTE = re.compile(r"\b(brand|rook|vlammen|brandweer)", re.I)


def tamtam(room, *command):
    subprocess.run([TAMTAM, *command, "--dir", room.folder, "--quiet"], check=True, stdout=subprocess.DEVNULL)


def make_readers(room, n):
    """Signs them up and confirms them all, as if each had answered."""
    at = 0
    for tenths, cut in CUTS:
        with open(room.work + "/readers.txt", "w") as f:
            f.writelines(f"lezer{i}@b{i % 97}.example\n" for i in range(at, at + n * tenths // 10))
        at += n * tenths // 10
        tamtam(room, "subscribe", "--in", room.work + "/readers.txt", "--purpose", "omgevingsbeeld", *cut)
    with contextlib.closing(sqlite3.connect(room.folder + "/tamtam.db")) as db:
        db.executescript("UPDATE subscriber SET state = 'active'; DELETE FROM outbox; DELETE FROM job WHERE kind = 'deliver';")
    return at


def fix_tamtam(room):
    tamtam(room, "import", "--kind", "posts", "--now", "2026-03-11T08:00:00+01:00", "examples/turfbrug/sample/posts.jsonl")
    day = "--date", "2026-03-11", "--now", "2026-03-11T10:00:00+01:00"
    tamtam(room, "report", "day", *day, "--format", "txt", "--out", room.work + "/reports")
    tamtam(room, "report", "fix", str(room.one("SELECT max(id) FROM report WHERE kind = 'day'")), "--by", "R. Aalders", *day[2:])


def figures_of(pid):
    """Processor seconds so far, and the most memory (MB)."""
    ticks = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    most = re.search(r"VmHWM:\s+(\d+)", open(f"/proc/{pid}/status").read())
    return (int(ticks[11]) + int(ticks[12])) / os.sysconf("SC_CLK_TCK"), int(most[1]) / 1024


def send(room, readers):
    """Figures of sending to all of them, and what was wrong."""
    found, fires = [], [t for t in room.writer.texts if ACUTE.search(t)]
    room.start()
    room.wait(lambda: room.count_log(b"event=fetch") >= 5, 90)
    before, begun, asked, fetched = figures_of(room.daemon.pid), time.monotonic(), [], room.count_log(b"event=fetch")
    with contextlib.closing(sqlite3.connect(room.folder + "/tamtam.db", timeout=60)) as db:
        db.execute("INSERT INTO job (id, lane, kind, subject, due, urgency, once_key, state)"
                   " VALUES ((SELECT max(id) + 1 FROM job), 0, 'send', '2026-03-11', 0, 1, 'digests', 'waiting')")
        db.commit()
    if not room.wait(lambda: room.one("SELECT state FROM job WHERE once_key = 'digests'") == "done", 1800):
        found.append("the tamtam was never put in the outbox")
    planned = time.monotonic() - begun
    disk = sum(e.stat().st_size for e in os.scandir(room.folder) if e.is_file()) / 1e6
    room.writer.texts = fires
    room.writer.write(15)
    while room.one("SELECT count(*) FROM outbox WHERE state = 'waiting'") and room.daemon.poll() is None:
        began = time.monotonic()
        tamtam(room, "status")
        asked.append(time.monotonic() - began)
        time.sleep(0.2)
    spent, most = (after - b * (i == 0) for i, (after, b) in enumerate(zip(figures_of(room.daemon.pid), before)))
    seconds = time.monotonic() - begun
    fetched = room.count_log(b"event=fetch") - fetched
    if room.stop():
        found.append("the daemon failed")
    letters = room.one("SELECT count(*) FROM outbox WHERE kind = 'digest' AND state = 'sent'")
    if letters != readers:
        found.append(f"{letters} letters of {readers}")
    alerts = room.rows("SELECT made, ended FROM outbox WHERE kind = 'alert' AND state = 'sent' AND made > ? ORDER BY made",
                       room.one("SELECT min(made) FROM outbox WHERE kind = 'digest'"))
    overtaken = alerts and room.one("SELECT count(*) FROM outbox WHERE kind = 'digest' AND ended > ?", alerts[0][1])
    if not overtaken:
        found.append("no alert overtook the letters")
    return found, {"planned_s": round(planned, 1), "sent_s": round(seconds, 1), "ms_a_letter": round(1000 * spent / max(letters, 1), 2),
                   "memory_mb": round(most), "disk_mb": round(disk), "fetches": fetched, "status_ms": round(1000 * max(asked, default=0)),
                   "alert_ms": max((ended - made for made, ended in alerts), default="none"),
                   "overtaken": overtaken or 0}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--readers", type=int, default=20000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tamtam-digests-") as work:
        room = Newsroom(work, datetime.datetime.now(UTC), 1, 1, analysts=1)
        room.arguments = lambda: []  # the machine's own clock: a virtual one waits for its mail
        try:
            fix_tamtam(room)
            readers = make_readers(room, options.readers)
            found, figures = send(room, readers)
            found += room.mail_faults() + room.database_faults()
        finally:
            room.close()
    print(f"# {figures}")
    note("digests", {f"{readers:,} readers": figures})
    for fault in found:
        print(f"# {fault}")
    print(f"{'not ok' if found else 'ok'} 1 - the tamtam goes to {readers} readers while the newsroom goes on\n1..1")
    return bool(found)


sys.exit(main())
