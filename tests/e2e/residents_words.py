# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# residents_words.py EXAMPLE ENTRIES.jsonl REPORTS: fails when a run of six words that only residents wrote stands in a report.
# Who stands in tamtam.conf is public, members of the council too; so is what the feeds of media and organisations say.
# Contact notes and letters are residents' words whoever signed them, but for the desk's own count of its calls ("Top 3: ...").
import html
import json
import pathlib
import re
import sys

RUN = 6
example, entries, reports = map(pathlib.Path, sys.argv[1:4])


def key(name):
    return re.sub(r"[^a-z0-9]", "", name.lower().split("@example")[0])


public = set()
for line in (example / "tamtam.conf").read_text().replace("\\\n", " ").split("\n"):
    if re.match(r"\s*(name|account|council)\s*=", line):
        public |= {key(n) for n in line.split("=", 1)[1].split(",")}


def runs(text):
    words = re.findall(r"[^\W_]+", text.lower())
    return {tuple(words[i:i + RUN]) for i in range(len(words) - RUN + 1)}


residents, others = set(), set()
for path in (example / "sample" / "posts.jsonl", entries):
    for line in path.read_text().splitlines():
        post = json.loads(line)
        author = post.get("author") or ""
        handle = author.split("/")[-1]
        contact = post.get("channel") in ("kcc", "email") and not re.search(r"Top \d:", post.get("text") or "")
        private = contact or (author and key(handle) not in public and key(post.get("feed") or "?") not in public)
        text = " ".join(filter(None, (post.get("title"), post.get("text"))))
        (residents if private else others).update(runs(text))
residents -= others
if len(residents) < 5000:
    sys.exit(f"only {len(residents)} runs of residents' words: the test would find nothing")

found = 0
for report in sorted(reports.iterdir()):
    text = report.read_text()
    if report.suffix == ".html":
        text = html.unescape(re.sub(r"<(style|script|svg).*?</\1>|<[^>]*>", " ", text, flags=re.S))
    for run in sorted(runs(text) & residents):
        print(report.name, " ".join(run))
        found += 1
print(f"{len(list(reports.iterdir()))} files, {len(residents)} runs, {found} found")
sys.exit(found > 0)
