#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""The bench: run.py BUILD [quick]. Times whole commands, ours and others', in one run on one machine, and writes
docs/benchmarks.md and docs/benchmarks.json ('quick': to the screen only, fewer and smaller).

A work is a list of commands that do the same on the same bytes. CPU seconds (user + system, children included) are what is
compared: other programs on the machine disturb them least. Peers that aren't installed are named as such."""
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import time

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), ".."))
BUILD = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else sys.exit(__doc__)
QUICK = "quick" in sys.argv[2:]
ROOM = os.path.join(BUILD, "bench")
TAMTAM = os.path.join(BUILD, "tamtam")
NPM = os.path.join(ROOT, "build/npm-peers")
RUNS = 2 if QUICK else 3
SIZES = [3000, 10000] if QUICK else [10000, 30000, 100000, 300000]


class Missing(Exception):
    """A peer that isn't on this machine."""


def path(*names):
    return os.path.join(ROOM, *names)


def node(script, library, *args):
    if not os.path.isdir(os.path.join(NPM, "node_modules", {"nlpjs": "@nlpjs/lang-nl"}.get(library, library))):
        raise Missing(library)
    shutil.copy(os.path.join(ROOT, "bench/peers", script), NPM)
    return ["node", os.path.join(NPM, script), library, *args]


def program(name, *args):
    if not shutil.which(name):
        raise Missing(name)
    return [name, *args]


def measured(command, stdin=None):
    """One run: CPU seconds, wall seconds, peak memory in MB. A command that fails ends the bench."""
    with open(stdin or os.devnull, "rb") as source, open(path("err.txt"), "wb") as err:
        start = time.monotonic()
        child = subprocess.Popen(command, stdin=source, stdout=subprocess.DEVNULL, stderr=err, cwd=ROOM)
        _, status, used = os.wait4(child.pid, 0)
        wall = time.monotonic() - start
    if status != 0:
        sys.exit(f"{' '.join(command)} failed:\n" + open(path("err.txt"), encoding="utf-8", errors="replace").read()[-2000:])
    return {"cpu": used.ru_utime + used.ru_stime, "wall": wall, "memory": used.ru_maxrss / 1024}


def row(work, who, runs, amount=None, unit=None):
    """A line of the table: minimum, median and maximum of the runs, and how much of `unit` a second of CPU does."""
    cpu = sorted(r["cpu"] for r in runs)
    line = {"work": work, "who": who, "cpu_s": [round(cpu[0], 3), round(statistics.median(cpu), 3), round(cpu[-1], 3)],
            "wall_s": round(min(r["wall"] for r in runs), 3), "memory_mb": round(max(r["memory"] for r in runs), 1)}
    if amount:
        line["per_second"], line["unit"] = round(amount / max(cpu[0], 1e-9), 1), unit
    print(f"{work:40} {who:28} {line['cpu_s'][1]:9.3f} s {line['memory_mb']:8.1f} MB "
          + (f"{line['per_second']:12,.0f} {unit}/s" if amount else ""), flush=True)
    return line


def compared(work, commands, amount=None, unit=None):
    """Commands that do the same work, run in turn so that what disturbs one disturbs the others."""
    runs, missing, stand = {}, [], []
    for who, make in commands:
        try:
            stand.append((who, make()))
        except Missing:
            missing.append({"work": work, "who": who, "missing": True})
    for _ in range(RUNS):
        for who, (command, stdin) in stand:
            runs.setdefault(who, []).append(measured(command, stdin))
    return [row(work, who, runs[who], amount, unit) for who, _ in stand] + missing


def newsroom(name):
    folder = path(name)
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    for conf in ("tamtam.conf", "feeds.conf"):
        shutil.copy(os.path.join(ROOT, "examples/turfbrug", conf), folder)
    return folder


def data(kind, name, *args):
    if not os.path.exists(path(name)):
        subprocess.run([sys.executable, os.path.join(ROOT, "bench/data.py"), kind, path(name), *map(str, args)], check=True)
    return path(name)


# ---- the works ----

def parse():
    megabytes = 5 if QUICK else 50
    feed = data("rss", f"feed-{megabytes}.rss", megabytes)
    return compared(f"read one RSS feed of {megabytes} MB", [
        ("tamtam parse", lambda: ([TAMTAM, "parse", feed], None)),
        ("sfeed", lambda: (program("sfeed"), feed)),
        ("rss-parser (npm)", lambda: (node("parse.mjs", "rss-parser", feed), None)),
        ("feedsmith (npm)", lambda: (node("parse.mjs", "feedsmith", feed), None)),
    ], megabytes, "MB")


def marks():
    n = 2000 if QUICK else 20000
    posts = data("posts", f"posts-{n}.jsonl", n, 28)
    return compared(f"sentiment of {n} posts, JSON included", [
        ("tamtam analyse (all marks, issues)", lambda: ([TAMTAM, "analyse", "--in", posts, "--out", "/dev/null", "--dir",
                                                         os.path.join(ROOT, "examples/turfbrug")], None)),
        ("natural (npm)", lambda: (node("tone.mjs", "natural", posts), None)),
        ("@nlpjs/lang-nl (npm)", lambda: (node("tone.mjs", "nlpjs", posts), None)),
    ], n, "posts")


def growth():
    """The archive grows; what a post costs, and what is asked of it, should not."""
    folder, lines, before = newsroom("growth"), [], 0
    posts = data("posts", f"posts-{SIZES[-1]}.jsonl", SIZES[-1], 180)
    with open(posts, encoding="utf-8") as source:
        for size in SIZES:
            part = path("part.jsonl")
            with open(part, "w", encoding="utf-8") as out:
                out.writelines(next(source) for _ in range(size - before))
            lines.append(row("marks, issues, store and FTS", f"posts {before} to {size}",
                             [measured([TAMTAM, "import", "--quiet", "--dir", folder, "--kind", "posts", part])],
                             size - before, "posts"))
            last = json.loads(subprocess.run(["tail", "-n", "1", part], capture_output=True, check=True).stdout)["time"][:10]
            for what, command in (
                ("search", [TAMTAM, "search", "parkeren AND wijk:Bloemenwijk", "--purpose", "omgevingsbeeld", "--by", "bench", "--dir", folder]),
                ("day report, html pdf eml", [TAMTAM, "report", "day", "--date", last, "--format", "html,pdf,eml", "--out",
                                              path("out"), "--dir", folder])):
                lines.append(row(what, f"archive of {size}", [measured(command) for _ in range(RUNS)]))
            lines[-1]["file_mb"] = round(os.path.getsize(os.path.join(folder, "tamtam.db")) / 1e6, 1)
            before = size
    return lines


def start():
    return [row("start with all lexicons", "tamtam analyse of nothing",
                [measured([TAMTAM, "analyse", "--dir", os.path.join(ROOT, "examples/turfbrug")]) for _ in range(RUNS + 2)])]


WORKS = [parse, marks, start, growth]

# Programs of bench/ that compare with a floor of their own and say so themselves: what they print is told as it stands.
OWN = [
    ("Parse, against a bare libxml2 SAX2 push parser", "bench-parse"),
    ("Marks and grouping, by the size of the archive; JSON left out", "speed"),
    ("Marks, by the number of entries in the lexicons", "bench-entries"),
    ("2,000 feeds over loopback: first poll and re-poll, against curl + SAX + SQLite", "bench-feeds"),
    ("The tamtam's PDF, against Chromium's and WeasyPrint's", "bench-pdf"),
    ("The web newsroom", "bench-web"),
]


def own():
    told = []
    for title, target in OWN:
        asked = subprocess.run(["make", "-s", "-C", ROOT, f"B={os.path.relpath(BUILD, ROOT)}", target], capture_output=True, text=True,
                               check=False)
        text = (asked.stdout if asked.returncode == 0 else asked.stdout + asked.stderr[-2000:]).rstrip()
        print(f"\n{title}\n{text}", flush=True)
        told.append({"title": title, "command": f"make {target}", "failed": asked.returncode != 0, "printed": text})
    return told

# ---- telling ----

def machine():
    cpu = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo", encoding="utf-8") if line.startswith("model name")), "?")
    versions = {}
    for name, command in {"gcc": ["gcc", "-dumpfullversion"], "node": ["node", "--version"], "sqlite": ["sqlite3", "--version"]}.items():
        if shutil.which(command[0]):
            versions[name] = subprocess.run(command, capture_output=True, text=True, check=False).stdout.split("\n")[0].split(" ")[0]
    commit = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False).stdout.strip()
    return {"date": time.strftime("%Y-%m-%d"), "cpu": cpu, "cores": os.cpu_count(), "system": platform.platform(), "commit": commit,
            **versions}


def markdown(about, lines, told):
    text = ["<!-- SPDX-License-Identifier: EUPL-1.2 -->", "<!-- SPDX-FileCopyrightText: 2026 Tamtam contributors -->",
            "# Benchmarks", "", "Written by `make bench`; no figure is typed by hand. CPU seconds are user and system together, the minimum, median and",
            "maximum of the runs; the ratio is to the first line of the work, by the minimum. Memory is the peak.", "",
            ", ".join(f"{k} {v}" for k, v in about.items()), "",
            "| work | who | CPU s min | median | max | ratio | a second of CPU | MB |", "|---|---|---:|---:|---:|---:|---:|---:|"]
    first = {}
    for line in lines:
        if line.get("missing"):
            text.append(f"| {line['work']} | {line['who']} | not installed here | | | | | |")
            continue
        least = line["cpu_s"][0]
        ratio = least / max(first.setdefault(line["work"], least), 1e-9)
        rate = f"{line['per_second']:,.0f} {line['unit']}" if "per_second" in line else ""
        text.append(f"| {line['work']} | {line['who']} | {least} | {line['cpu_s'][1]} | {line['cpu_s'][2]} | {ratio:.2f} | {rate} | {line['memory_mb']} |")
    for block in told:
        text += ["", f"## {block['title']}", f"`{block['command']}`", "```", block["printed"], "```"]
    return "\n".join(text) + "\n"


def main():
    os.makedirs(ROOM, exist_ok=True)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    about, lines, began = machine(), [], time.monotonic()
    for work in WORKS:
        lines += work()
    told = [] if QUICK else own()
    about["seconds"] = round(time.monotonic() - began)
    if not QUICK:
        with open(os.path.join(ROOT, "docs/benchmarks.json"), "w", encoding="utf-8") as out:
            json.dump({"machine": about, "lines": lines, "own": told}, out, indent=1)
            out.write("\n")
        with open(os.path.join(ROOT, "docs/benchmarks.md"), "w", encoding="utf-8") as out:
            out.write(markdown(about, lines, told))


if __name__ == "__main__":
    main()
