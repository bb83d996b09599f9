#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""What was wished and what was measured, in one table: figures.py. Reads what targets wrote, docs/benchmarks.json (make bench),
docs/quality.json (make quality) and docs/robustness.json (make coverage, mutations, fuzz, faults, load, soak), and writes
docs/figures.md. A wish whose target hasn't run, or that printed something else, is told as not measured."""
import glob
import json
import os
import re

ROOT = os.path.join(os.path.dirname(__file__), "..")
DOCS = os.path.join(ROOT, "docs")


class Command:
    """What a command of `make bench` or `make quality` printed: the mean where the pattern is found more than once. With `over`,
    divided by what that pattern finds."""

    def __init__(self, name, pattern, over=None):
        self.name, self.patterns = name, [pattern] + ([over] if over else [])

    def __call__(self, data):
        for block in data["bench"].get("own", []) + data["quality"].get("printed", []):
            if block["command"] == self.name:
                means = [sum(f) / len(f) for f in ([float(x) for x in re.findall(p, block["printed"])] for p in self.patterns) if f]
                return means[0] / (means[1] if len(means) > 1 else 1) if len(means) == len(self.patterns) else None
        return None


class Mark:
    def __init__(self, name):
        self.name = name

    def __call__(self, data):
        return data["quality"].get("marks", {}).get(self.name)


class Work:
    """A line of the bench's table: the median of its CPU seconds, or its memory."""

    def __init__(self, work, field):
        self.work, self.field = work, field

    def __call__(self, data):
        line = next((line for line in data["bench"].get("lines", []) if line["work"] == self.work), None)
        return line and (line["memory_mb"] if self.field == "memory" else line["cpu_s"][1])


class Note:
    """A field of docs/robustness.json."""

    def __init__(self, kind, name, field):
        self.path = kind, name, field

    def __call__(self, data):
        kind, name, field = self.path
        value = data["notes"].get(kind, {}).get(name, {}).get(field)
        return value if isinstance(value, (int, float)) else None


class Failing:
    """Checks of tests that failed when `make coverage` ran them all."""

    def __init__(self, *tests):
        self.tests = tests

    def __call__(self, data):
        notes = data["notes"].get("tests", {})
        ran = [n["failed"] for name, n in notes.items() for t in self.tests if re.fullmatch(t, name)]
        return sum(ran) if ran else None


def survived(data):
    notes = data["notes"].get("mutations")
    return notes and sum(n["result"] != "fails" for n in notes.values())


def fuzzed(data):
    return sum(n["seconds"] >= 600 for n in data["notes"].get("fuzz", {}).values()) or None


def faults(data):
    notes = data["notes"].get("faults")
    return notes and sum(n["wrong"] for n in notes.values())


def corpora(data):
    notes = data["notes"].get("corpora")
    return notes and sum(n["faults"] for n in notes.values())


FUZZ_TARGETS = len(glob.glob(os.path.join(ROOT, "tests/fuzz/fuzz_*.c")))

# What | wished (a bound: at least, or with '<' at most) | what reads it.
LISTENING = [
    ("feed files all right, the suite's", 95, Command("make feeds-score", r"suite: files that hold entries, all right: .* = ([\d.]+)%")),
    ("their fields", 98.5, Command("make feeds-score", r"suite: .*fields right: .* = ([\d.]+)%")),
    ("real feeds all right", 100, Command("make feeds-score", r"real: files that hold entries, all right: .* = ([\d.]+)%")),
    ("a fortnight before a feed server that keeps score: checks that fail", "<0", Failing("test_etiquette")),
    ("hostile feeds: checks that fail", "<0", Failing("hostile.sh")),
    ("fuzz targets that had ten minutes", FUZZ_TARGETS, fuzzed),
    ("parse of plain text, % of bare SAX", 35, Command("make bench-parse", r"plain.*= ([\d.]+)%")),
    ("parse of escaped HTML, %", 35, Command("make bench-parse", r"escaped.*= ([\d.]+)%")),
    ("parse of CDATA, %", 35, Command("make bench-parse", r"CDATA.*= ([\d.]+)%")),
    ("first poll of 2,000 feeds, times the floor", "<8", Command("make bench-feeds", r'"first": \{[^}]*"times_floor": ([\d.]+)')),
    ("re-poll, times the floor", "<2", Command("make bench-feeds", r'"again": \{[^}]*"times_floor": ([\d.]+)')),
    ("memory with feeds of 1.6 times the bytes, times that with those", "<1.1",
     Command("make bench-feeds", r'"memory_of_a_tenth_mb": \{[^}]*,\s*"\d+": ([\d.]+)', r'"memory_of_a_tenth_mb": \{\s*"\d+": ([\d.]+)')),
]
MARKS = [(mark, wished, Mark(mark)) for mark, wished in (
    ("sentiment", .80), ("themes", .75), ("places", .95), ("people", .92), ("leadership", .60), ("frames", .50), ("crisis", .65),
    ("intent", .70), ("group", .93))] + [
    ("polarity of book reviews, which are not here", .76, None),
    ("another house's labelling rule, its expert labels, which are not here", .65, None),
    ("marks: microseconds a post (60,000 posts a second)", "<16.7", Command("make speed", r"(?m)^ +10000 +\d+ +\d+ +([\d.]+)")),
    ("a post with 16 times the entries, times that with those there are", "<1.1",
     Command("make bench-entries", r"(?m)^ *1x +\d+ +[\d.]+ +\d+ +(\d+)", r"(?m)^ *16x +\d+ +[\d.]+ +\d+ +(\d+)")),
    ("start with all lexicons, s", "<0.1", Work("start with all lexicons", "cpu")),
    ("memory of it, MB", "<40", Work("start with all lexicons", "memory")),
]
ISSUES = [
    ("grouping held out, dev-a, BCubed F1", .70, Command("make grouping-held-out", r"(?m)F1 ([\d.]+)  [^+\n]*dev-a.jsonl$")),
    ("dev-b", .70, Command("make grouping-held-out", r"(?m)F1 ([\d.]+)  [^+\n]*dev-b.jsonl$")),
    ("mean of all sets", .70, Command("make grouping-held-out", r"(?m)F1 ([\d.]+)  [^+\n]*$")),
    ("mean of sets joined to denser streams", .70, Command("make grouping-held-out", r"(?m)F1 ([\d.]+)  .*\+.*$")),
    *((f"incidents, {name}: warned of by their eighth post, share", 1,
       Command("make watch", rf"(?m)^{key} +(\d+) of \d+ by", rf"(?m)^{key} +\d+ of (\d+) by"))
      for key, name in (("as it is", "as they are"), ("slow", "slow ones"), ("night", "at night"), ("thin", "of half the posts"),
                        ("second", "second ones"))),
    ("incidents told more than once, share of all these", "<0",
     Command("make watch", r", (\d+) told twice", r"of (\d+) by their eighth post, ")),
    ("false warnings in the sets as they are, peaks and all", "<0", Command("make watch", r"false warnings in the sets as they are: (\d+)")),
    ("false warnings in ordinary years, a year", "<1", Command("make watch", r"([\d.]+) false warnings a year")),
    ("every prefix of a stream alerts alike, clocks that jump, back-fills, bots: checks that fail", "<0", Failing("test_alerts")),
    ("marks and grouping: posts a second, archive of 10,000", 20000, Command("make speed", r"(?m)^ +10000 .* (\d+)$")),
    ("the same, archive of 300,000", 20000, Command("make speed", r"(?m)^ +300000 .* (\d+)$")),
    ("time of a post at 300,000, times that at 1,000", "<1.1", Command("make speed", r"(?m)^ +1000 .* (\d+)$", r"(?m)^ +300000 .* (\d+)$")),
]
REPORTS = [
    ("day report of a million posts, HTML, PDF and mail, ms", "<300", Command("make bench-web", r"day report .* ([\d.]+) ms of processor")),
    ("memory of it, MB", "<80", Command("make bench-web", r"day report .* ([\d.]+) MB")),
    ("PDF, times faster than Chromium", 5, Command("make bench-pdf", r"chromium .* ([\d.]+) times")),
    ("PDF, times faster than WeasyPrint", 10, Command("make bench-pdf", r"weasyprint .* ([\d.]+) times")),
    ("every day of all corpora: pages too many, PDF/UA and other faults", "<0", corpora),
    ("extremes (no post, 50,000 posts, endless titles), hostile text: checks that fail", "<0", Failing("extremes.sh", "test_writers", "test_pdf")),
]
DAEMON = [
    ("kills -9 at random moments", 200, Note("faults", "kills", "kills")),
    ("faults (kills, full disk, locks, clocks, broken configuration): what was wrong afterwards", "<0", faults),
    ("letters that are refused, put off, broken off or held: checks that fail", "<0", Failing("mail.sh", "test_outbox")),
    ("months of 200 feeds and 2,000 posts a day: days", 60, Note("soak", "200 feeds, 2000 posts a day", "days")),
    ("private memory at the most, MB", "<60", Note("soak", "200 feeds, 2000 posts a day", "private_mb")),
    ("what the calendar missed or did twice", "<0", Note("soak", "200 feeds, 2000 posts a day", "wrong")),
    ("600 posts a minute: minutes", 60, Note("load", "600 posts a minute", "minutes")),
    ("% of a core", "<20", Note("load", "600 posts a minute", "core_percent")),
    ("an alert's letter, s after the feed's answer, the slowest", "<5", Note("load", "600 posts a minute", "slowest_s")),
    ("forged, replayed and enumerated tokens, abuse of the endpoint: checks that fail", "<0", Failing("subscriptions.sh", "web_attacks.sh")),
]
BENCH = [
    ("minutes of make bench", "<10", lambda data: data["bench"].get("machine", {}).get("seconds", 0) / 60 or None),
    ("risky places broken", 10, lambda data: len(data["notes"].get("mutations", {})) or None),
    ("of which no test saw", "<0", survived),
]
NEWSROOM = [
    ("pages in Chromium (axe, keyboard, widths, dark, scripts off): checks that fail", "<0", Failing(r"web_(look|pages|script|setup|public).*")),
    ("every role on every route and method: checks that fail", "<0", Failing("web_roles.sh")),
    ("attacks: checks that fail", "<0", Failing("web_attacks.sh", "web_gate.sh", "web_proxy.sh")),
    ("an answer at 100 calls a second, a million posts, 99th percentile in ms", "<50", Command("make bench-web", r"calls a second .* p99 ([\d.]+) ms")),
    ("the same of the page of an issue with 118,000 posts, in ms", "<50", Command("make bench-web", r"giant issue a second .* p99 ([\d.]+) ms")),
    ("a live client, kB", "<10", Command("make bench-web", r"kB, ([\d.]+) kB each")),
    ("a change on the wall, ms", "<2000", Command("make bench-web", r"reaches all of them within (\d+) ms")),
]
TABLES = [("Luisteren", LISTENING), ("Duiden: the marks, in a municipality nothing was learned from", MARKS), ("Duiden: issues", ISSUES),
          ("Doen: reports", REPORTS), ("The daemon", DAEMON), ("The newsroom", NEWSROOM), ("Bench and tests", BENCH)]


def read(name):
    try:
        with open(os.path.join(DOCS, name), encoding="utf-8") as f:
            return json.load(f)
    except FileNotFoundError:
        return {}


def row(what, wished, value):
    at_most = isinstance(wished, str)
    bound = float(wished.lstrip("<")) if at_most else wished
    if value is None:
        return f"| {what} | {'at most' if at_most else 'at least'} {bound:g} | not measured | |"
    good = value <= bound if at_most else value >= bound
    return f"| {what} | {'at most' if at_most else 'at least'} {bound:g} | {value:,.4g} | {'✓' if good else f'{abs(value - bound):,.3g} short'} |"


def main():
    data = {"bench": read("benchmarks.json"), "quality": read("quality.json"), "notes": read("robustness.json")}
    text = ["<!-- SPDX-License-Identifier: EUPL-1.2 -->", "<!-- SPDX-FileCopyrightText: 2026 Tamtam contributors -->", "# Wished and measured", "",
            "Written by `make figures` from what the targets measured (`benchmarks.md`, `quality.md`, `robustness.md`, `coverage.md`); no figure",
            "is typed by hand.", ""]
    for title, rows in TABLES:
        text += [f"## {title}", "", "| what | wished | measured | |", "|---|---:|---:|---|"]
        text += [row(what, wished, reads and reads(data)) for what, wished, reads in rows] + [""]
    with open(os.path.join(DOCS, "figures.md"), "w", encoding="utf-8") as out:
        out.write("\n".join(text))


if __name__ == "__main__":
    main()
