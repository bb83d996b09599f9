#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""coverage.py REPORT.json UNCOVERED.txt [note]: what the tests ran, from gcovr's JSON: lines, branches and functions by room to the
screen; functions that were never called and lines that never ran, with their text, to UNCOVERED.txt. 'note' puts the figures in docs/coverage.md."""
import collections
import json
import os
import sys

from noted import note

COUNTS = ("lines", "lines_run", "branches", "branches_taken", "functions", "functions_run")


def counts(f):
    lines = [line for line in f["lines"] if not line["gcovr/noncode"]]
    branches = [b for line in lines for b in line["branches"]]
    return (len(lines), sum(line["count"] > 0 for line in lines), len(branches), sum(b["count"] > 0 for b in branches),
            len(f["functions"]), sum(g["execution_count"] > 0 for g in f["functions"]))


def by_room(files):
    rooms = collections.defaultdict(collections.Counter)
    for f in files:
        for room in (f["file"].split("/")[0], "all"):
            rooms[room].update(dict(zip(COUNTS, counts(f))))
    return {room: rooms[room] for room in sorted(rooms, key=lambda r: (r == "all", r))}


def row(c):
    return {"lines": c["lines"], "lines_percent": round(100 * c["lines_run"] / max(c["lines"], 1), 1), "branches": c["branches"],
            "branches_percent": round(100 * c["branches_taken"] / max(c["branches"], 1), 1), "functions": c["functions"],
            "functions_unrun": c["functions"] - c["functions_run"]}


def blocks(f):
    """The runs of lines that no test ran: a line that holds no code is no end of one."""
    run = []
    for line in f["lines"]:
        if line["gcovr/noncode"]:
            continue
        if line["count"] == 0:
            run.append(line["line_number"])
        elif run:
            yield run
            run = []
    if run:
        yield run


def write_uncovered(files, path):
    with open(path, "w", encoding="utf-8") as out:
        for f in files:
            with open(f["file"], encoding="utf-8") as source:
                text = source.read().split("\n")
            for g in f["functions"]:
                if g["execution_count"] == 0:
                    out.write(f"{f['file']}:{g['lineno']}: {g['name']} was never called\n")
            for run in blocks(f):
                out.write(f"{f['file']}:{run[0]}\n" + "".join(f"    {text[n - 1]}\n" for n in range(run[0], run[-1] + 1)))


def tests(path):
    """What run.sh counted: checks that passed and that failed, by test."""
    with open(path, encoding="utf-8") as f:
        rows = [line.rstrip("\n").split("\t") for line in f]
    return {name: {"passed": int(passed), "failed": int(failed)} for name, passed, failed in rows}


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    with open(sys.argv[1], encoding="utf-8") as report:
        files = json.load(report)["files"]
    rooms = {room: row(c) for room, c in by_room(files).items()}
    print(f"{'room':10} {'lines':>7} {'run':>7} {'branches':>9} {'taken':>7} {'functions':>10} {'never called':>13}")
    for room, r in rooms.items():
        print(f"{room:10} {r['lines']:7} {r['lines_percent']:6}% {r['branches']:9} {r['branches_percent']:6}% {r['functions']:10} {r['functions_unrun']:13}")
    write_uncovered(files, sys.argv[2])
    print(f"what was never run stands in {sys.argv[2]}")
    if "note" in sys.argv[3:]:
        note("coverage", rooms, whole=True)
        note("tests", tests(os.path.join(os.path.dirname(sys.argv[1]), "tests.tsv")), whole=True)


if __name__ == "__main__":
    main()
