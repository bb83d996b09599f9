#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""
Faults, each against the running daemon with real parts: faults.py [--kills N] [--seed S] [SCENARIO...]. Speaks TAP; prints its seed.
Afterwards every post is held once, every alert told once, every letter that the server took in and said so is there once, the database
is whole and no queue is stuck.
"""
import argparse
import contextlib
import datetime
import glob
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import zlib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from noted import note
from parts import TAMTAM, UTC, Newsroom

MORNING = datetime.datetime(2026, 3, 11, 5, 0, tzinfo=UTC)  # a Wednesday, two hours before the concept
SPEED = 120


class Skip(Exception):
    pass


def judge(room, settle=120):
    """Lets the daemon come to rest and says what is wrong."""
    words = room.writer.stop()
    if room.daemon.poll() is not None:
        room.start()
    rested = room.settle(words, settle)
    status = room.stop()
    found = room.faults(words)
    if not rested:
        found.append("it did not come to rest: " + str(room.rows("SELECT kind, subject, last_error FROM job WHERE state = 'waiting'")[:3]))
    if status:
        found.append(f"it ended with status {status}")
    mails = room.delivered()
    t = room.told = {"kills": room.kills, "posts": len(words), "alerts": room.one("SELECT count(DISTINCT id) FROM alert"), "letters": len(mails),
                     "copies": sum(len(times) - 1 for times in mails.values())}
    print(f"# {t['posts']} posts by {room.web.name}, mail by {room.smtp.name}, {t['alerts']} alerts, {t['letters']} letters, {t['copies']} second copies, {t['kills']} kills")
    return found


def people_meanwhile(room, rng, n):
    """Commands beside the daemon: they write too."""
    which = rng.choice([0, 0, 0, 1, 2, 3])
    if which == 0:
        readers = [f"lezer{n}-{i}@turfbrug.example" for i in range(20)]
        command = ["subscribe", *readers, "--purpose", "omgevingsbeeld"]
    elif which == 1:
        command = ["backup", room.work + "/backup.db"]
    elif which == 2:
        command = ["status"]
    else:
        command = ["correct", "1", "--sentiment", rng.choice(["negatief", "positief"]), "--by", "A. Nalist"]
    return subprocess.Popen([TAMTAM, *command, "--dir", room.folder, "--now", room.clock.text(), "--quiet"],
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def kills(room, rng, options):
    """kill -9 at random moments under load, its companions too; broken configuration at a reload now and then."""
    good = open(room.folder + "/tamtam.conf").read()
    others = []
    room.writer.run(0.1)
    for n in range(options.kills):
        room.start()
        time.sleep(rng.uniform(0.02, 1.2) * options.slow)
        if n % 2 == 0:
            others.append(people_meanwhile(room, rng, n))
        if n % 5 == 0:
            with open(room.folder + "/tamtam.conf", "a") as f:
                f.write("\n[tamtam]\nconcept_hour = ooit\n")
            if room.daemon.poll() is None:
                room.daemon.send_signal(signal.SIGHUP)
            time.sleep(rng.uniform(0, 0.1))
            open(room.folder + "/tamtam.conf.new", "w").write(good)
            os.rename(room.folder + "/tamtam.conf.new", room.folder + "/tamtam.conf")
        if n % 7 == 0 and others and others[-1].poll() is None:
            others[-1].kill()
        room.kill()
    for other in others:
        other.wait()
    room.start()
    return judge(room)


def disk_full(room, rng, options):
    """The disk is full again and again, in the middle of writing. The newsroom stands on a small tmpfs of its own."""
    ballast = room.folder + "/ballast"
    room.writer.run(0.05)
    room.start()
    room.wait(lambda: room.count_log(b"event=start "), 20)
    full = 0
    for _ in range(options.rounds):
        time.sleep(rng.uniform(0.5, 2))
        free = os.statvfs(room.folder).f_bavail * os.statvfs(room.folder).f_frsize
        try:
            with open(ballast, "wb") as f:
                f.write(b"x" * max(0, free - rng.randrange(0, 60000)))
        except OSError:
            pass
        told = room.count_log(b"event=store ")
        full += room.wait(lambda: room.count_log(b"event=store ") > told, 20) or room.daemon.poll() is not None
        os.remove(ballast)
        if room.daemon.poll() is not None:  # it could not even start
            room.start()
    print(f"# {full} times it met a full disk")
    return judge(room, 180) + ([] if full else ["the disk was never full"])


def locked(room, rng, options):
    """Another process holds the database longer than anybody waits, and backups run one after another."""
    room.writer.run(0.1)
    room.start()
    time.sleep(2 * options.slow)
    for _ in range(options.rounds):
        with contextlib.closing(sqlite3.connect(room.folder + "/tamtam.db", timeout=20, isolation_level=None)) as db:
            db.execute("BEGIN IMMEDIATE")
            time.sleep(rng.uniform(11, 13))
            db.execute("ROLLBACK")
        subprocess.run([TAMTAM, "backup", room.work + "/backup.db", "--dir", room.folder, "--quiet"], check=True, stdout=subprocess.DEVNULL)
        with contextlib.closing(sqlite3.connect(room.work + "/backup.db")) as db:
            assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok", "the backup is broken"
    return judge(room, 180)


def twice(room):
    found = room.rows("SELECT kind, subject, count(*) FROM job WHERE kind IN ('concept', 'reminder', 'send', 'retain') GROUP BY kind, subject"
                      " HAVING count(*) > 1")
    return [f"done twice: {found}"] if found else []


def clock_set(room, rng, options):
    """The clock is set back and forward between two starts: nothing is done twice."""
    room.writer.run(0.1)
    for hours in (0, 5, -4, 30, -20, 22):
        room.clock.start += hours * 3600
        room.start()
        time.sleep(1.5 * options.slow)
        if room.stop():
            return ["it did not end well"]
    room.clock.start += 40 * 3600
    room.start()
    return judge(room) + twice(room)


FAKETIME = glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")


def clock_leaps(room, rng, options):
    """The machine's own clock is set back and forward under a running daemon (libfaketime): it goes on listening, nothing is done twice."""
    if not FAKETIME:
        raise Skip("libfaketime is not installed")
    offset = room.folder + "/faketime"

    def set_clock(hours):
        room.clock.start = time.time() + hours * 3600
        room.clock.origin = time.monotonic()
        open(offset + ".new", "w").write(f"{hours * 3600:+d}")
        os.rename(offset + ".new", offset)

    room.clock.speed = 1
    set_clock(0)
    room.arguments = lambda: []
    room.environment = {"LD_PRELOAD": FAKETIME[0], "FAKETIME_TIMESTAMP_FILE": offset, "FAKETIME_NO_CACHE": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    room.start()
    found = []
    for hours in (0, 5, 1, 31, 11, 0):
        set_clock(hours)
        room.writer.write(3)
        words = room.writer.n
        if not room.wait(lambda: room.one("SELECT count(*) FROM post") >= words, 90):
            found.append(f"it stopped listening when the clock was set to {hours:+d} hours")
    return found + judge(room) + twice(room)


def summer_time(room, rng, options):
    """Both nights in which the clocks change, on a leaping clock: each hour's work once."""
    found = []
    for start, end, nights in (("2026-03-27T12:00:00+01:00", "2026-03-30T12:00:00+02:00", 3), ("2026-10-23T12:00:00+02:00", "2026-10-26T12:00:00+01:00", 3)):
        subprocess.run([TAMTAM, "run", "--dir", room.folder, "--clock", start, "--until", end], check=True, stderr=room.log)
        since = datetime.datetime.fromisoformat(start).timestamp() * 1000
        rows = room.rows("SELECT kind, subject, ended FROM job WHERE kind IN ('retain', 'concept') AND ended - due < 1000 AND due > ? ORDER BY due", since)
        clocks = [datetime.datetime.fromtimestamp(e / 1000, UTC) for k, _, e in rows if k == "retain"]
        if len(clocks) != nights:
            found.append(f"{len(clocks)} nights of retention from {start}, not {nights}")
        if [s for k, s, _ in rows if k == "concept"] != [end[:10]]:
            found.append(f"concepts from {start}: {rows}")
    room.writer.stop()
    return found


SCENARIOS = {f.__name__: f for f in (kills, disk_full, locked, clock_set, clock_leaps, summer_time)}


def in_small_disk(work):
    """A tmpfs for the newsroom; needs a mount namespace, which the caller's unshare made."""
    if os.environ.get("FAULTS_UNSHARED") != "yes":
        raise Skip("no mount namespace of its own (unshare -m)")
    os.makedirs(work + "/room")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", work + "/room"], stderr=subprocess.DEVNULL).returncode:
        raise Skip("no tmpfs can be mounted here")


def run(name, options):
    rng = random.Random(options.seed + zlib.crc32(name.encode()))
    with tempfile.TemporaryDirectory(prefix="tamtam-faults-") as work:
        os.chmod(work, 0o755)
        if name == "disk_full":
            in_small_disk(work)
        room = Newsroom(work, MORNING, SPEED, options.seed)
        try:
            found = SCENARIOS[name](room, rng, options)
            if options.note:
                note("faults", {name: {"what": SCENARIOS[name].__doc__.splitlines()[0], "seed": options.seed, **room.told, "wrong": len(found)}})
            return found
        finally:
            room.close()
            if options.keep:
                subprocess.run(["cp", "-r", work, options.keep])
            if name == "disk_full":
                subprocess.run(["umount", "-l", work + "/room"])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--slow", type=float, default=1, help="how much slower the program under test is (sanitizers)")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 30))
    parser.add_argument("--note", action="store_true", help="in docs/robustness.json")
    parser.add_argument("--keep", help="a folder for what is left")
    parser.add_argument("scenario", nargs="*", choices=[*SCENARIOS, []])
    options = parser.parse_args()
    names = options.scenario or list(SCENARIOS)
    print(f"# seed {options.seed}", flush=True)
    bad = 0
    for n, name in enumerate(names, 1):
        began = time.monotonic()
        try:
            found = run(name, options)
        except Skip as skip:
            print(f"ok {n} - {name} # SKIP {skip}", flush=True)
            continue
        bad += bool(found)
        print(f"{'not ok' if found else 'ok'} {n} - {name}: {SCENARIOS[name].__doc__.splitlines()[0]} ({time.monotonic() - began:.0f} s)", flush=True)
        for fault in found:
            print(f"# {fault}", flush=True)
    print(f"1..{len(names)}")
    return bad > 0


sys.exit(main())
