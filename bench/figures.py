#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""What was wished and what was measured, in one table: figures.py, after `make bench` and `make quality`. Reads docs/benchmarks.json and
docs/quality.json and writes docs/figures.md. A wish whose command hasn't run, or that prints something else, is told as not measured."""
import json
import os
import re

DOCS = os.path.join(os.path.dirname(__file__), "../docs")

# What | wished (a bound: at least, or with '<' at most) | where it is read: a mark, a work of the bench, or a command and a pattern of
# what it prints (the mean where it is found more than once).
LISTENING = [
    ("feed files all right, the suite's", 95, "make feeds-score", r"suite: files that hold entries, all right: .* = ([\d.]+)%"),
    ("their fields", 98.5, "make feeds-score", r"suite: .*fields right: .* = ([\d.]+)%"),
    ("real feeds all right", 100, "make feeds-score", r"real: files that hold entries, all right: .* = ([\d.]+)%"),
    ("parse of plain text, % of bare SAX", 35, "make bench-parse", r"plain.*= ([\d.]+)%"),
    ("parse of escaped HTML, %", 35, "make bench-parse", r"escaped.*= ([\d.]+)%"),
    ("parse of CDATA, %", 35, "make bench-parse", r"CDATA.*= ([\d.]+)%"),
    ("first poll of 2,000 feeds, times the floor", "<8", "make bench-feeds", r'"first": \{[^}]*"times_floor": ([\d.]+)'),
    ("re-poll, times the floor", "<2", "make bench-feeds", r'"again": \{[^}]*"times_floor": ([\d.]+)'),
]
MARKS = [(mark, wished, "mark", mark) for mark, wished in (
    ("sentiment", .80), ("themes", .75), ("places", .95), ("people", .92), ("leadership", .60), ("frames", .50), ("crisis", .65),
    ("intent", .70), ("group", .93))] + [
    ("marks: microseconds a post (60,000 posts a second)", "<16.7", "make speed", r"(?m)^ +10000 +\d+ +\d+ +([\d.]+)"),
    ("start with all lexicons, s", "<0.1", "work", "start with all lexicons: cpu"),
    ("memory of it, MB", "<40", "work", "start with all lexicons: memory"),
]
ISSUES = [
    ("grouping held out, dev-a, BCubed F1", .70, "make grouping-held-out", r"(?m)F1 ([\d.]+)  [^+\n]*dev-a.jsonl$"),
    ("dev-b", .70, "make grouping-held-out", r"(?m)F1 ([\d.]+)  [^+\n]*dev-b.jsonl$"),
    ("mean of all sets", .70, "make grouping-held-out", r"(?m)F1 ([\d.]+)  [^+\n]*$"),
    ("mean of sets joined to denser streams", .70, "make grouping-held-out", r"(?m)F1 ([\d.]+)  .*\+.*$"),
    ("marks and grouping: posts a second, archive of 10,000", 20000, "make speed", r"(?m)^ +10000 .* (\d+)$"),
    ("the same, archive of 300,000", 20000, "make speed", r"(?m)^ +300000 .* (\d+)$"),
    ("false warnings in ordinary years, a year", "<1", "make watch", r"([\d.]+) false warnings a year"),
]
REPORTS = [
    ("PDF, times faster than Chromium", 5, "make bench-pdf", r"chromium .* ([\d.]+) times"),
    ("PDF, times faster than WeasyPrint", 10, "make bench-pdf", r"weasyprint .* ([\d.]+) times"),
]
NEWSROOM = [
    ("an answer at 100 calls a second, a million posts, 99th percentile in ms", "<50", "make bench-web", r"calls a second .* p99 ([\d.]+) ms"),
    ("a live client, kB", "<10", "make bench-web", r"kB, ([\d.]+) kB each"),
    ("a change on the wall, ms", "<2000", "make bench-web", r"reaches all of them within (\d+) ms"),
]
TABLES = [("Luisteren", LISTENING), ("Duiden: the marks, in a municipality nothing was learned from", MARKS), ("Duiden: issues", ISSUES),
          ("Doen: reports", REPORTS), ("The newsroom", NEWSROOM)]


def read(name):
    try:
        with open(os.path.join(DOCS, name), encoding="utf-8") as f:
            return json.load(f)
    except FileNotFoundError:
        return {}


def of_work(bench, wanted):
    work, _, what = wanted.rpartition(": ")
    line = next((line for line in bench.get("lines", []) if line["work"] == work), None)
    return line and (line["memory_mb"] if what == "memory" else line["cpu_s"][1])


def measured(bench, quality, where, what):
    if where == "mark":
        return quality.get("marks", {}).get(what)
    if where == "work":
        return of_work(bench, what)
    for block in bench.get("own", []) + quality.get("printed", []):
        found = [float(x) for x in re.findall(what, block["printed"])] if block["command"] == where else []
        if found:
            return sum(found) / len(found)
    return None


def row(what, wished, value):
    at_most = isinstance(wished, str)
    bound = float(wished.lstrip("<")) if at_most else wished
    if value is None:
        return f"| {what} | {'at most' if at_most else 'at least'} {bound:g} | not measured | |"
    good = value <= bound if at_most else value >= bound
    return f"| {what} | {'at most' if at_most else 'at least'} {bound:g} | {value:,.4g} | {'✓' if good else f'{abs(value - bound):,.3g} short'} |"


def main():
    bench, quality = read("benchmarks.json"), read("quality.json")
    text = ["<!-- SPDX-License-Identifier: EUPL-1.2 -->", "<!-- SPDX-FileCopyrightText: 2026 Tamtam contributors -->", "# Wished and measured", "",
            "Written by `make bench` and `make quality` from what they measured (`benchmarks.md`, `quality.md`); no figure is typed by hand.", ""]
    for title, rows in TABLES:
        text += [f"## {title}", "", "| what | wished | measured | |", "|---|---:|---:|---|"]
        text += [row(what, wished, measured(bench, quality, where, pattern)) for what, wished, where, pattern in rows] + [""]
    with open(os.path.join(DOCS, "figures.md"), "w", encoding="utf-8") as out:
        out.write("\n".join(text))


if __name__ == "__main__":
    main()
