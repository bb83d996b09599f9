#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""Notes what a target measured in docs/robustness.json, with day and commit, and writes the tables of KINDS anew between their marks in
docs/robustness.md and docs/coverage.md. note(kind, rows): rows is a dict of name -> figures.
For scripts of the shell: noted.py [--all] KIND FIELD... <ROWS, a row being a name and its fields, parted by tabs."""
import json
import os
import re
import subprocess
import sys
import time

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), ".."))
NOTES = os.path.join(ROOT, "docs/robustness.json")
# Kind -> the document, and its columns: heading, field (a number is right-aligned and told with thousands).
KINDS = {
    "fuzz": ("robustness.md", [("target", "name"), ("reads", "reads"), ("inputs tried", "inputs"), ("seconds", "seconds"), ("on", "date")]),
    "mutations": ("robustness.md", [("what is broken", "name"), ("where", "file"), ("test", "test"), ("then", "result")]),
    "coverage": ("coverage.md", [("room", "name"), ("lines", "lines"), ("run, %", "lines_percent"), ("branches", "branches"),
                                 ("taken, %", "branches_percent"), ("functions", "functions"), ("never called", "functions_unrun")]),
    "load": ("robustness.md", [("a load of", "name"), ("minutes", "minutes"), ("% of a core", "core_percent"), ("MB private", "private_mb"), ("posts held", "held"),
                               ("lost", "lost"), ("letters of alerts", "letters"), ("s after the answer, median", "median_s"), ("slowest", "slowest_s"),
                               ("on", "date")]),
    "faults": ("robustness.md", [("fault", "name"), ("what", "what"), ("seed", "seed"), ("kills", "kills"), ("posts", "posts"), ("alerts", "alerts"), ("letters", "letters"),
                                 ("second copies", "copies"), ("wrong", "wrong"), ("on", "date")]),
    "soak": ("robustness.md", [("a soak of", "name"), ("days", "days"), ("posts", "posts"), ("letters", "letters"), ("MB private at the end", "last_mb"), ("at the most", "private_mb"),
                               ("descriptors", "descriptors"), ("s of processor", "cpu_s"), ("calendar's faults", "wrong"), ("on", "date")]),
    "readers": ("robustness.md", [("list of", "name"), ("s of processor", "first_s"), ("once more", "again_s"), ("MB of memory", "memory_mb"), ("MB on disk", "disk_mb"),
                                  ("doubles", "doubles"), ("letters sent in 10 s beside the rest", "sent"), ("on", "date")]),
    "digests": ("robustness.md", [("the tamtam to", "name"), ("s until all is in the outbox", "planned_s"), ("s until all is sent", "sent_s"), ("ms of processor a letter", "ms_a_letter"),
                                  ("MB of memory at the most", "memory_mb"), ("MB on disk", "disk_mb"), ("feeds read meanwhile", "fetches"),
                                  ("ms for `status`, the slowest", "status_ms"), ("ms for an alert's letter, the slowest", "alert_ms"), ("letters it overtook", "overtaken"), ("on", "date")]),
}


def load():
    try:
        with open(NOTES, encoding="utf-8") as notes:
            return json.load(notes)
    except FileNotFoundError:
        return {}


def cell(value):
    return f"{value:,}" if isinstance(value, (int, float)) else str(value)


def table(columns, rows):
    numbers = [rows and all(isinstance(r.get(field), (int, float)) for r in rows.values()) for _, field in columns]
    text = ["| " + " | ".join(heading for heading, _ in columns) + " |", "|" + "|".join("---:" if n else "---" for n in numbers) + "|"]
    return text + ["| " + " | ".join(cell({"name": name, **row}.get(field, "")) for _, field in columns) + " |" for name, row in rows.items()]


def write_tables(notes):
    for kind, (document, columns) in KINDS.items():
        path = os.path.join(ROOT, "docs", document)
        with open(path, encoding="utf-8") as f:
            text = f.read()
        told = "\n".join(table(columns, notes.get(kind, {})))
        text, found = re.subn(rf"(?s)(<!-- {kind} -->\n).*?(<!-- /{kind} -->)", lambda m: f"{m[1]}{told}\n{m[2]}", text)
        if not found:
            sys.exit(f"{document} has no place for {kind}")
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)


def moment():
    commit = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False).stdout.strip()
    return {"date": time.strftime("%Y-%m-%d", time.gmtime()), "commit": commit}


def note(kind, rows, whole=False):
    """With whole, rows of an earlier run that are not among these go."""
    notes, now = load(), moment()
    kept = {} if whole else notes.get(kind, {})
    notes[kind] = {**kept, **{name: {**figures, **now} for name, figures in rows.items()}}
    with open(NOTES, "w", encoding="utf-8") as out:
        json.dump(notes, out, indent=1, ensure_ascii=False)
        out.write("\n")
    write_tables(notes)


def value(text):
    return int(text) if text.isdecimal() else text


def main():
    whole = sys.argv[1:2] == ["--all"]
    kind, *fields = sys.argv[1 + whole:] or sys.exit(__doc__)
    if kind not in KINDS:
        sys.exit(f"{kind}: no such kind; there are {', '.join(KINDS)}")
    for field in fields:
        if field not in dict(map(reversed, KINDS[kind][1])):
            sys.exit(f"{field}: the table of {kind} has no such column")
    rows = {}
    for line in sys.stdin.read().splitlines():
        name, *values = line.split("\t")
        rows[name] = dict(zip(fields, map(value, values)))
    note(kind, rows, whole)


if __name__ == "__main__":
    main()
