#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""Where the time and the memory of a post go: profile.py BUILD [BEFORE]. Imports posts into an empty newsroom under valgrind's callgrind
and massif, which count instructions and bytes: the same each time, whatever else the machine does. Writes docs/profile.md; with a second
build (of an earlier commit), its figures stand beside."""
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
          ("storing a post: row, indexes, words, tally", "store_add_post"), ("all of SQLite", "sqlite3_step")]
MOST_FUNCTIONS, MOST_HOLDERS = 15, 10


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
    """Instructions by stage, and the functions that need most themselves."""
    work = imported(build, "callgrind", "--callgrind-out-file=out")
    by_function = {}
    for count, _, function in annotated(work, "yes"):
        by_function.setdefault(function, count)
    own = sorted(((n, os.path.join(*file.split("/")[-2:]), f) for n, file, f in annotated(work, "no")), reverse=True)
    shutil.rmtree(work)
    return by_function, own[:MOST_FUNCTIONS]


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
    now, own = instructions(sys.argv[1])
    before = instructions(sys.argv[2])[0] if len(sys.argv) > 2 else {}
    total, held = holders(sys.argv[1])
    text = ["<!-- SPDX-License-Identifier: EUPL-1.2 -->", "<!-- SPDX-FileCopyrightText: 2026 Tamtam contributors -->",
            "# Where time and memory go", "", f"Written by `make profile`: the import of {POSTS} posts into an empty newsroom, counted by valgrind.", "",
            "| stage | instructions a post | share |" + (" before |" if before else ""), "|---|---:|---:|" + ("---:|" if before else "")]
    for stage, function in STAGES:
        n = now.get(function, 0)
        line = f"| {stage} (`{function}`) | {n / POSTS:,.0f} | {100 * n / now['main']:.1f}% |"
        text.append(line + (f" {before.get(function, 0) / POSTS:,.0f} |" if before else ""))
    text += ["", "## The functions that need most themselves", "", "| function | instructions a post | share |", "|---|---:|---:|"]
    text += [f"| `{f}` ({file}) | {n / POSTS:,.0f} | {100 * n / now['main']:.1f}% |" for n, file, f in own]
    text += ["", f"## Who holds the heap at its peak of {total / 1e6:.1f} MB", "", "| function | MB |", "|---|---:|"]
    text += [f"| {who} | {n / 1e6:.1f} |" for who, n in held]
    with open(os.path.join(ROOT, "docs/profile.md"), "w", encoding="utf-8") as out:
        out.write("\n".join(text) + "\n")


if __name__ == "__main__":
    main()
