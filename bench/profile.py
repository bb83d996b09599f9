#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""Where the time and the memory of a post go: profile.py BUILD [BEFORE]. Imports posts into an empty newsroom under valgrind's callgrind
and massif, which count instructions and bytes: the same each time, whatever else the machine does. Writes docs/profile.md; with a second
build (of an earlier commit), its figures stand beside."""
import concurrent.futures
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), ".."))
POSTS = 3000
# A stage is what its function costs with all that it calls; indented ones are parts of the one above.
STAGES = [("all of it", "main"), ("reading the lexicons", "analyser_new"), ("reading a line of JSON", "record_parse"),
          ("capture: masking, keys", "capture_entry"), ("marks", "analyse_post"), ("issues and alerts", "grouper_post"),
          ("storing a post: row, indexes, words, tally", "store_add_post"), ("writing down: commit", "store_commit"), ("all of SQLite", "sqlite3_step")]
MOST_FUNCTIONS, MOST_HOLDERS, MOST_REMOVED = 15, 10, 8


def imported(build, tool, *options):
    """Runs the import under a tool of valgrind; the folder with what it wrote."""
    work = tempfile.mkdtemp()
    for conf in ("tamtam.conf", "feeds.conf"):
        shutil.copy(os.path.join(ROOT, "examples/turfbrug", conf), work)
    posts = os.path.join(work, "posts.jsonl")
    subprocess.run([sys.executable, os.path.join(ROOT, "bench/data.py"), "posts", posts, str(POSTS), "28"], check=True)
    subprocess.run(["valgrind", f"--tool={tool}", *options, os.path.join(os.path.abspath(build), "tamtam"), "import", "--quiet", "--dir", work,
                    "--kind", "posts", posts], check=True, cwd=work, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return work


def annotated(work, inclusive):
    """(instructions, file, function) of each line that callgrind_annotate gives."""
    told = subprocess.run(["callgrind_annotate", f"--inclusive={inclusive}", "--auto=no", "--threshold=100", os.path.join(work, "out")],
                          capture_output=True, text=True, check=True).stdout
    for count, file, function in re.findall(r"(?m)^ *([\d,]+) \([^)]*\) +(\S+?):([\w']+)", told):
        yield int(count.replace(",", "")), file, function


def instructions(build):
    """Instructions by function with all that it calls, and by function and file without."""
    work = imported(build, "callgrind", "--callgrind-out-file=out")
    by_function = {}
    for count, _, function in annotated(work, "yes"):
        by_function.setdefault(function, count)
    own = sorted(((n, os.path.join(*file.split("/")[-2:]), f) for n, file, f in annotated(work, "no")), reverse=True)
    shutil.rmtree(work)
    return by_function, own


def removed(before, now):
    """(function, instructions before, instructions now) of those that went down most, without what they call."""
    sums = [{}, {}]
    for own, counts in zip((before, now), sums):
        for n, _, f in own:
            if not f.startswith("0x"):
                counts[f] = counts.get(f, 0) + n
    went = sorted(((n, sums[1].get(f, 0), f) for f, n in sums[0].items()), key=lambda r: r[1] - r[0])
    return [(f, was, is_now) for was, is_now, f in went[:MOST_REMOVED] if is_now < was]


def printed(bench, command, pattern):
    found = [float(x) for b in bench.get("own", []) if b["command"] == command for x in re.findall(pattern, b["printed"])]
    return found[0] if found else None


def remains(now):
    """What keeps a post from being cheaper: shares of this profile, and figures of docs/benchmarks.json."""
    share = lambda f: f"{100 * now.get(f, 0) / now['main']:.0f}%"
    with open(os.path.join(ROOT, "docs/benchmarks.json"), encoding="utf-8") as f:
        bench = json.load(f)
    bare = printed(bench, "make bench-parse", r"plain.*= ([\d.]+)%")
    small, large = (printed(bench, "make speed", rf"(?m)^ +{n} +\d+ +\d+ +[\d.]+ +([\d.]+)") for n in (1000, 300000))
    return [
        f"- SQLite with its full-text index: {share('sqlite3_step')} of the instructions. A post is a row, its indexes, its words and a tally; "
        "each index answers a page of the newsroom, which would read the archive without it.",
        f"- Grouping: {share('grouper_post')}. A post is compared with the issues that share a rare term with it; the terms lie spread over "
        "the window's posts, so that the limit is memory, not arithmetic"
        + (f": {small:g} µs a post in an archive of 1,000 and {large:g} µs in one of 300,000, by the same code." if small and large else "."),
        f"- The marks: {share('analyse_post')}. One walk over the words with one look-up each; what is found is weighed once.",
        f"- The lexicons: {share('analyser_new')} of this import, but once a start and not once a post.",
        "- Feeds, which this import has none of, are limited by the XML parser"
        + (f": `parse` of plain text runs at {bare:g}% of libxml2's bare SAX2 parser, the rest being dates, addresses, and HTML to text." if bare else "."),
    ]


def holders(build):
    """Bytes of the heap at its peak, by the first function of ours on the way to each allocation."""
    work = imported(build, "massif", "--massif-out-file=out", "--depth=12", "--threshold=0.1")
    with open(os.path.join(work, "out"), encoding="utf-8") as f:
        peak = f.read().partition("heap_tree=peak\n")[2].partition("\n#")[0].splitlines()
    shutil.rmtree(work)
    held, told_at = {}, None
    for line in peak:
        indent = len(line) - len(line.lstrip())
        if told_at is not None and indent > told_at:
            continue
        children, size, told = re.match(r" *n(\d+): (\d+) (.*)", line).groups()
        name = re.search(r": (\w+) \((\w+\.c):", told)
        ours = name and name[2] not in ("mem.c", "buf.c", "str.c")
        told_at = indent if ours or children == "0" else None
        if told_at is not None:
            key = f"`{name[1]}` ({name[2]})" if ours else "libraries, and what is small"
            held[key] = held.get(key, 0) + int(size)
    return int(peak[0].split()[1]), sorted(held.items(), key=lambda h: -h[1])[:MOST_HOLDERS]


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    with concurrent.futures.ThreadPoolExecutor() as runs:
        asked = [runs.submit(instructions, build) for build in sys.argv[1:3]] + [runs.submit(holders, sys.argv[1])]
        (now, own), (before, own_before), (total, held) = [a.result() for a in asked[:-1]] + [({}, [])] * (3 - len(asked)) + [asked[-1].result()]
    text = ["<!-- SPDX-License-Identifier: EUPL-1.2 -->", "<!-- SPDX-FileCopyrightText: 2026 Tamtam contributors -->",
            "# Where time and memory go", "", f"Written by `make profile`: the import of {POSTS:,} posts into an empty newsroom, counted by valgrind.", "",
            "| stage | instructions a post | share |" + (" before |" if before else ""), "|---|---:|---:|" + ("---:|" if before else "")]
    for stage, function in STAGES:
        n = now.get(function, 0)
        line = f"| {stage} (`{function}`) | {n / POSTS:,.0f} | {100 * n / now['main']:.1f}% |"
        text.append(line + (f" {before.get(function, 0) / POSTS:,.0f} |" if before else ""))
    text += ["", "## The functions that need most themselves", "", "| function | instructions a post | share |", "|---|---:|---:|"]
    text += [f"| `{f}` ({file}) | {n / POSTS:,.0f} | {100 * n / now['main']:.1f}% |" for n, file, f in own[:MOST_FUNCTIONS]]
    if before:
        text += ["", "## What was removed", "", "Functions of the earlier build that need less now, or are gone, without what they call.", "",
                 "| function | instructions a post before | now |", "|---|---:|---:|"]
        text += [f"| `{f}` | {was / POSTS:,.0f} | {is_now / POSTS:,.0f} |" for f, was, is_now in removed(own_before, own)]
    text += ["", "## What remains", "", *remains(now)]
    text += ["", f"## Who holds the heap at its peak of {total / 1e6:.1f} MB", "", "| function | MB |", "|---|---:|"]
    text += [f"| {who} | {n / 1e6:.1f} |" for who, n in held]
    with open(os.path.join(ROOT, "docs/profile.md"), "w", encoding="utf-8") as out:
        out.write("\n".join(text) + "\n")


if __name__ == "__main__":
    main()
