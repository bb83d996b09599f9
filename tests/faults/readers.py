#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""
A list of readers imported twice: readers.py [--readers 1000000]. Tells processor time, memory and disk of both, then lets the daemon
send the letters that ask for confirmation for ten seconds beside the waiting rest. Fails on a double. Notes its figures in
docs/robustness.json.
"""
import argparse
import os
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from noted import note
from parts import SMTPSINK, TAMTAM


def disk_mb(folder):
    return sum(e.stat().st_size for e in os.scandir(folder) if e.is_file()) / 1e6


def measured(command):
    """Exit status and last line, processor seconds and the most memory (MB) of a command."""
    out, told = os.pipe()
    child = subprocess.Popen(command, stdout=told, stderr=told)
    os.close(told)
    words = os.fdopen(out).read().strip().splitlines()
    _, status, used = os.wait4(child.pid, 0)
    return os.waitstatus_to_exitcode(status), words[-1] if words else "", used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--readers", type=int, default=1000000)
    options = parser.parse_args()
    found, measures = [], []
    with tempfile.TemporaryDirectory(prefix="tamtam-readers-") as work:
        os.makedirs(work + "/mail")
        sink = subprocess.Popen([SMTPSINK, "--port-file", work + "/smtp", work + "/mail"], stdout=subprocess.DEVNULL)
        while not (os.path.exists(work + "/smtp") and open(work + "/smtp").read()):
            time.sleep(0.01)
        room = work + "/room"
        os.makedirs(room)
        with open(room + "/tamtam.conf", "w") as f:
            f.write(open("examples/turfbrug/tamtam.conf").read() + f"\n[mail]\nserver = 127.0.0.1:{open(work + '/smtp').read().strip()}\ntls = none\n"
                    "from = newsroom@turfbrug.example\nanalysts = analist@turfbrug.example\nper_minute = 6000\n")
        with open(room + "/feeds.conf", "w") as f:
            f.write("[defaults]\npurpose = omgevingsbeeld\nlegal_base = AVG 6.1.e\n")
        subprocess.run([TAMTAM, "init", room, "--quiet"], check=True, stdout=subprocess.DEVNULL)
        with open(work + "/readers.csv", "w") as f:
            f.write("adres;naam\n")
            f.writelines(f"lezer{i * 7919 % options.readers}@b{i % 997}.example;Lezer {i}\n" for i in range(options.readers))
        command = [TAMTAM, "subscribe", "--in", work + "/readers.csv", "--purpose", "omgevingsbeeld", "--dir", room, "--quiet"]
        for wanted in options.readers, 0:
            status, words, cpu, memory = measured(command)
            measures.append((cpu, memory))
            print(f"# {words}: {cpu:.1f} s of processor, {memory:.0f} MB of memory, {disk_mb(room):.0f} MB on disk", flush=True)
            if status or words != f"{options.readers} gelezen, {wanted} nieuw":
                found.append(f"'{words}' with status {status}")
        daemon = subprocess.Popen([TAMTAM, "run", "--dir", room], stderr=open(work + "/log", "w"))
        time.sleep(10)
        os.kill(daemon.pid, 15)
        _, status, used = os.wait4(daemon.pid, 0)
        sink.terminate()
        sent = len(os.listdir(work + "/mail"))
        print(f"# the daemon sent {sent} letters in ten seconds: {used.ru_utime + used.ru_stime:.1f} s of processor, {used.ru_maxrss / 1024:.0f} MB of memory")
        db = sqlite3.connect(room + "/tamtam.db")
        figures = db.execute("SELECT (SELECT count(*) FROM subscriber), (SELECT count(DISTINCT address) FROM subscriber), count(*), count(DISTINCT recipient),"
                             " sum(state = 'sent') FROM outbox").fetchone()
        if figures[:4] != (options.readers,) * 4 or figures[4] != sent or status or not sent:
            found.append(f"subscribers, addresses, letters, recipients, sent: {figures}, taken in: {sent}")
        note("readers", {f"{options.readers:,} readers": {
            "first_s": round(measures[0][0], 1), "again_s": round(measures[1][0], 1), "memory_mb": round(max(m for _, m in measures)),
            "disk_mb": round(disk_mb(room)), "doubles": figures[0] - figures[1] + figures[2] - figures[3], "sent": sent}})
        db.close()
    for fault in found:
        print(f"# {fault}")
    print(f"{'not ok' if found else 'ok'} 1 - {options.readers} readers imported twice")
    print("1..1")
    return bool(found)


sys.exit(main())
