# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""Every report of every labelled corpus, held against the rules that no reader should have to check.

corpora.py BUILD GOLD-FOLDER [CORPUS=EXAMPLE...]: for each corpus a newsroom (where posts name their municipality, of those of the
example), then each day's tamtam, and an issue analysis, query, week, district, theme, person, reputation analysis and crisis
picture. Without names also a day that nobody has had: CROWD posts in one window. Fails when a report takes more pages than it may, breaks a rule of PDF/UA-1 or PDF/A-2a, or has a run of six words that only
residents wrote.
"""
import datetime
import html
import json
import pathlib
import quopri
import random
import re
import shutil
import subprocess
import sys
import tempfile

from noted import note

RUN = 6
CROWD = 50_000
PAGES = {"tamtam": 2, "issue": 3, "query": 3, "crisis": 1}
STANDARD = ["dev-a=turfbrug", "dev-b=turfbrug", "train-e=waterstad", "train-f=heideland", "train-g=turfbrug", "train-h=mijnrade",
            "train-i=polderstad", *(f"train-l={m}" for m in ("waterstad", "heideland", "mijnrade", "polderstad"))]


def runs(text):
    words = re.findall(r"[^\W_]+", text.lower())
    return {tuple(words[i:i + RUN]) for i in range(len(words) - RUN + 1)}


def words_of_mail(text):
    text = re.sub(r"(?:^[A-Za-z0-9+/]{60,}={0,2}\r?\n)+", "", text, flags=re.M)
    return html.unescape(re.sub(r"<[^>]*>", " ", quopri.decodestring(text.encode()).decode("utf-8", "replace")))


def words_of(report):
    if report.suffix == ".pdf":
        return subprocess.run(["pdftotext", report, "-"], capture_output=True, text=True, check=True).stdout
    text = report.read_text()
    if report.suffix == ".html":
        return html.unescape(re.sub(r"<(style|script|svg).*?</\1>|<[^>]*>", " ", text, flags=re.S))
    return words_of_mail(text) if report.suffix == ".eml" else text


def labelled(gold, name):
    return [json.loads(line) for line in (gold / f"{name}.jsonl").read_text().splitlines()]


def crowd():
    """CROWD posts of one day on a few matters, of which one holds most; a few of the news and the own channel."""
    chance, start = random.Random(6), datetime.datetime.fromisoformat("2026-03-10T08:01:00+01:00")
    matters = ["brand bij recyclingbedrijf Reco", "sluipverkeer Veenweg", "asielopvang Rietdreef", "windmolens Veenpolder", "warmtenet Zuiderveld"]
    says = "wat een rook|is dit giftig?|ik ben boos op de gemeente|goed dat de wethouder kwam|wanneer horen wij iets?|weet iemand meer?".split("|")
    words = "kliko drempel fietspad straat zwembad bomen kap riool stank buren avond hond kast fiets kraan bakker plein markt trap lamp".split()
    heard = [("facebook", None, "bevolking")] * 97 + [("news", "Omroep Veenland", "media"), ("news", "Turfbrugs Dagblad", "media"),
                                                      ("mastodon", "@gemeenteturfbrug", "gemeente")]
    for i in range(CROWD):
        channel, author, group = chance.choice(heard)
        matter = matters[min(int(chance.expovariate(1)), len(matters) - 1)]
        at = start + datetime.timedelta(seconds=86000 * chance.random())
        yield {"id": f"x-{i}", "time": at.isoformat(), "channel": channel, "author": author or f"wie{i % 9000}", "group": group,
               "text": f"{matter}, {chance.choice(says)} {' '.join(chance.choices(words, k=8))} {i}"}


class Corpus:
    def __init__(self, build, name, posts, example, folder):
        self.tamtam = build / "tamtam"
        self.name, self.folder, self.reports = name, folder, folder / "reports"
        self.posts = [p for p in posts if p.get("municipality", example) == example]
        source = pathlib.Path("examples") / example
        shutil.copy(source / "tamtam.conf", folder)
        shutil.copytree(source / "lexicons.d", folder / "lexicons.d", dirs_exist_ok=True)
        (folder / "feeds.conf").write_text("")
        self.conf = (source / "tamtam.conf").read_text()
        self.last = max(p["time"] for p in self.posts)
        self.run("init", folder)
        (folder / "posts.jsonl").write_text("".join(json.dumps(p) + "\n" for p in self.posts))
        self.run("import", "--kind", "posts", folder / "posts.jsonl", now=self.last)
        self.run("reanalyse", "--regroup")

    def run(self, *arguments, now=None):
        where = [] if arguments[0] == "init" else ["--dir", self.folder]
        done = subprocess.run([self.tamtam, *arguments, *where, "--quiet"] + (["--now", now] if now else []), capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"{self.name}: {' '.join(map(str, arguments))}: {done.stderr}")
        return done.stdout

    def report(self, *arguments, now=None):
        self.run("report", *arguments, "--out", self.reports, "--format", "html,pdf,txt,json,eml", now=now or self.last)

    def make(self):
        days = sorted({p["time"][:10] for p in self.posts})
        for day in days:
            morning = datetime.date.fromisoformat(day) + datetime.timedelta(days=1)
            self.report("day", "--date", str(morning), now=f"{morning}T08:00:00+01:00")
        names = re.findall(r"^\[(district|person) (.*)\]", self.conf, flags=re.M)
        for kind, name in names:
            self.report(kind, name)
            if kind == "person":
                self.report("reputation", name)
        for theme in ("verkeer", "afval"):
            self.report("theme", theme)
        self.report("week", "--date", days[len(days) // 2])
        self.report("query", "stem:inwoners", "--purpose", "omgevingsbeeld", "--by", "test")
        issues = [json.loads(line)["id"] for line in self.run("issues", "list", "--days", "400", "--json", now=self.last).splitlines()]
        for issue in issues[:12]:
            self.report("issue", str(issue))
            self.report("crisis", str(issue))

    def faults(self, checker):
        public = lambda p: p.get("group") not in (None, "bevolking")
        residents, others = set(), set()
        for p in self.posts:
            (others if public(p) else residents).update(runs(p["text"]))
        residents -= others
        for report in sorted(self.reports.iterdir()):
            for run in sorted(runs(words_of(report)) & residents):
                yield f"{report.name}: {' '.join(run)}"
        pdfs = sorted(self.reports.glob("*.pdf"))
        for pdf in pdfs:
            about = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
            pages = int(re.search(r"^Pages:\s+(\d+)", about, flags=re.M).group(1))
            if pages > PAGES.get(pdf.name.split("-")[0], 2):
                yield f"{pdf.name}: {pages} pages"
        checked = subprocess.run([checker, *pdfs], capture_output=True, text=True)
        yield from checked.stdout.splitlines()
        self.told = f"{len(self.posts)} posts, {len(list(self.reports.iterdir()))} files, {len(residents)} runs of residents' words"


def judge(build, name, posts, example):
    with tempfile.TemporaryDirectory() as folder:
        corpus = Corpus(build, name, posts, example, pathlib.Path(folder))
        corpus.make()
        faults = list(corpus.faults(build / "pdfcheck"))
    for fault in faults:
        print(f"{name}: {fault}")
    print(f"{name}: {corpus.told}", flush=True)
    return {"faults": len(faults), "told": corpus.told}


def main(build, gold, *corpora):
    rows = {}
    for pair in corpora or STANDARD:
        name, example = pair.split("=")
        rows[pair] = judge(build, name, labelled(gold, name), example)
    if not corpora:
        rows["crowd=turfbrug"] = judge(build, "crowd", list(crowd()), "turfbrug")
    bad = sum(r["faults"] for r in rows.values())
    print(f"{bad} faults")
    if not corpora:
        note("corpora", rows, whole=True)
    return bad > 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), *sys.argv[3:]))
