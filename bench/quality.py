#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""How good the marks are in a municipality that nothing was learned from: quality.py BUILD GOLD, writes docs/quality.md and docs/quality.json.

All sets of one municipality are left out together, and what the set of rare labels (learned from, as the shipped weights are,
but not measured) has of it. The weights are learned from the rest by `tamtam learn --anew`, the sets are marked by `tamtam
analyse`, both as anybody can call them. Beside them stand, learned on the same posts: the majority, naive Bayes on words; a word
list (natural's Dutch one, from npm, where it is installed) for the sentiment; and single-pass TF-IDF for the issues. Figures of
grouping, alerts and forecasts are those of their own programs in bench/, as they print them."""
import collections
import json
import math
import os
import random
import re
import shutil
import subprocess
import sys

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), ".."))
if len(sys.argv) != 3:
    sys.exit(__doc__)
BUILD, GOLD = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
ROOM = os.path.join(BUILD, "quality")
NPM = os.path.join(ROOT, "build/npm-peers")
SETS = {"dev-a": "turfbrug", "dev-b": "turfbrug", "train-g": "turfbrug", "train-e": "waterstad", "train-f": "heideland",
        "train-h": "mijnrade", "train-i": "polderstad"}
RARE, TAUGHT = "train-l", os.path.join(ROOT, "lexicons/taught.jsonl")
SINGLE = ["sentiment", "intent", "group"]
MANY = ["themes", "places", "people", "leadership", "frames", "crisis"]
RESAMPLES = 300
OWN = [("Grouping, held out", "grouping-held-out"), ("Alerts", "watch"), ("Tomorrow", "tomorrow"), ("Feed documents", "feeds-score")]
GOALS = {"sentiment": .80, "themes": .75, "places": .95, "people": .92, "leadership": .60, "frames": .50, "crisis": .65,
         "intent": .70, "group": .93}


def load(name):
    with open(name, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def values(post, mark):
    """What a post has of a mark, as a set; of a mark with one value, that one."""
    if mark in SINGLE:
        return {post.get(mark)}
    if mark == "leadership":
        return {(j["person"], j["criterion"], j["polarity"]) for j in post.get(mark) or []}
    return set(post.get(mark) or [])


# ---- figures ----

def counts(gold, found, mark):
    """Per post the hits, false alarms and misses, by class."""
    return [(w & h, h - w, w - h) for w, h in ((values(g, mark), values(found[g["id"]], mark)) for g in gold)]


def figure(rows, mark):
    """The figure that the field's papers give: macro-F1 of one value (accuracy of the group), micro-F1 of a set of values."""
    sums = [collections.Counter(), collections.Counter(), collections.Counter()]
    for row in rows:
        for s, classes in zip(sums, row):
            s.update(classes)
    hit, false, missed = sums
    if mark == "group":
        return sum(hit.values()) / max(len(rows), 1)
    if mark not in SINGLE:
        n = sum(hit.values())
        return 2 * n / max(2 * n + sum(false.values()) + sum(missed.values()), 1)
    classes = {c for c in hit | missed}
    return sum(2 * hit[c] / max(2 * hit[c] + false[c] + missed[c], 1) for c in classes) / max(len(classes), 1)


def interval(rows, mark):
    rng = random.Random(7)
    drawn = sorted(figure(rng.choices(rows, k=len(rows)), mark) for _ in range(RESAMPLES))
    return drawn[int(.025 * RESAMPLES)], drawn[int(.975 * RESAMPLES)]


def by_class(rows):
    table = collections.defaultdict(lambda: [0, 0, 0])
    confused = collections.Counter()
    for hit, false, missed in rows:
        for k, classes in enumerate((hit, false, missed)):
            for c in classes:
                table[c][k] += 1
        confused.update((m, f) for m in missed for f in false)
    return table, confused


# ---- the program ----

def bare_house():
    """The program beside lexicons without what was learned, so that nothing of a set that is left out is known."""
    shutil.rmtree(ROOM, ignore_errors=True)
    os.makedirs(os.path.join(ROOM, "bin"))
    shutil.copy(os.path.join(BUILD, "tamtam"), os.path.join(ROOM, "bin"))
    shutil.copytree(os.path.join(ROOT, "lexicons"), os.path.join(ROOM, "lexicons"), ignore=shutil.ignore_patterns("learned.tsv"))
    shutil.copytree(os.path.join(ROOT, "examples"), os.path.join(ROOM, "examples"), ignore=shutil.ignore_patterns("sample"))
    return os.path.join(ROOM, "bin/tamtam")


def gold(name):
    return os.path.join(GOLD, name + ".jsonl")


def rare_labels(town):
    """The posts with rare labels that are not about the town."""
    return [p for p in load(gold(RARE)) if p["municipality"] != town]


def ours(tamtam, town, left_out):
    """Learns from all sets but those left out, into a newsroom of the town; what it says of each set that was left out."""
    folder, rare = os.path.join(ROOM, "examples", town), os.path.join(ROOM, RARE + ".jsonl")
    with open(rare, "w", encoding="utf-8") as out:
        out.writelines(json.dumps(p) + "\n" for p in rare_labels(town))
    weights = os.path.join(folder, "lexicons.d/learned.tsv")
    os.makedirs(os.path.dirname(weights), exist_ok=True)
    subprocess.run([tamtam, "learn", "--quiet", "--anew", "--dir", folder, "--out", weights, "--towns", os.path.join(ROOM, "examples")]
                   + [f"{os.path.join(ROOM, 'examples', t)}={gold(s)}" for s, t in SETS.items() if t != town] + [rare, TAUGHT],
                   check=True, stdout=subprocess.DEVNULL)
    for name in left_out:
        out = os.path.join(ROOM, name + ".jsonl")
        subprocess.run([tamtam, "analyse", "--quiet", "--dir", folder, "--in", gold(name), "--out", out], check=True)
        yield name, {p["id"]: p for p in load(out)}
    os.remove(weights)


# ---- what stands beside it ----

def words(post):
    return re.findall(r"\w+|[!?]", (post.get("title", "") + " " + post["text"]).lower())


def majority(train, posts):
    most = {m: collections.Counter(v for p in train for v in values(p, m)).most_common(1)[0][0] for m in SINGLE}
    return {p["id"]: dict(most) for p in posts}


class Bayes:
    """Multinomial naive Bayes on words, add-one; one two-class model for each value of a mark with more than one."""

    def __init__(self, train, has):
        self.n, self.words = [0, 0], [collections.Counter(), collections.Counter()]
        for post in train:
            side = has(post)
            self.n[side] += 1
            self.words[side].update(set(words(post)))
        self.size = len(self.words[0] | self.words[1])
        self.sums = [sum(w.values()) + self.size for w in self.words]

    def odds(self, post):
        odds = math.log((self.n[1] + 1) / (self.n[0] + 1))
        for w in set(words(post)):
            odds += math.log((self.words[1][w] + 1) / self.sums[1]) - math.log((self.words[0][w] + 1) / self.sums[0])
        return odds


def bayes(train, posts):
    found = {p["id"]: {} for p in posts}
    for mark in SINGLE + ["themes", "frames", "crisis"]:
        classes = sorted({v for p in train for v in values(p, mark)})
        models = {c: Bayes(train, lambda p, c=c: c in values(p, mark)) for c in classes}
        for p in posts:
            odds = {c: m.odds(p) for c, m in models.items()}
            found[p["id"]][mark] = max(odds, key=odds.get) if mark in SINGLE else [c for c in odds if odds[c] > 0]
    return found


def word_list(name, posts):
    if not os.path.isdir(os.path.join(NPM, "node_modules/natural")):
        return None
    shutil.copy(os.path.join(ROOT, "bench/peers/tone.mjs"), NPM)
    told = subprocess.run(["node", os.path.join(NPM, "tone.mjs"), "natural", gold(name)], capture_output=True, text=True, check=True)
    lines = [w for w in told.stdout.split("\n") if w in ("positief", "neutraal", "negatief")]
    return {p["id"]: {"sentiment": w} for p, w in zip(posts, lines)}


def single_pass(posts):
    """Each post joins the issue whose centre is nearest by TF-IDF cosine, from .25 on, or starts one."""
    df, centres, found = collections.Counter(w for p in posts for w in set(words(p))), [], {}
    for p in posts:
        vector = {w: n * math.log(len(posts) / df[w]) for w, n in collections.Counter(words(p)).items()}
        length = math.sqrt(sum(x * x for x in vector.values())) or 1
        best, near = None, .25
        for k, centre in enumerate(centres):
            norm = math.sqrt(sum(x * x for x in centre.values())) or 1
            cosine = sum(x * centre.get(w, 0) for w, x in vector.items()) / length / norm
            if cosine > near:
                best, near = k, cosine
        if best is None:
            best = len(centres)
            centres.append(collections.Counter())
        centres[best].update(vector)
        found[p["id"]] = {"issue": str(best)}
    return found


def bcubed(posts, found):
    want = {p["id"]: p.get("issue") or "~" + p["id"] for p in posts}
    have = {p["id"]: found[p["id"]].get("issue") or "~" + p["id"] for p in posts}
    by_want, by_have = collections.Counter(want.values()), collections.Counter(have.values())
    both = collections.Counter((want[i], have[i]) for i in want)
    p = sum(both[want[i], have[i]] / by_have[have[i]] for i in want) / len(want)
    r = sum(both[want[i], have[i]] / by_want[want[i]] for i in want) / len(want)
    return 2 * p * r / (p + r)


# ---- telling ----

def marks_table(rows, beside):
    text = ["| mark | figure | wanted | tamtam, 95% interval | | naive Bayes | majority | word list |", "|---|---|---:|---|---|---:|---:|---:|"]
    for mark in SINGLE + MANY:
        kind = "accuracy" if mark == "group" else "macro-F1" if mark in SINGLE else "micro-F1"
        value, (low, high) = figure(rows[mark], mark), interval(rows[mark], mark)
        far = "yes" if value >= GOALS[mark] else f"{GOALS[mark] - value:.3f} short"
        others = [f"{figure(beside[b][mark], mark):.3f}" if mark in beside[b] else "" for b in ("bayes", "majority", "list")]
        text.append(f"| {mark} | {kind} | {GOALS[mark]:.2f} | {value:.3f} ({low:.3f} to {high:.3f}) | {far} | {' | '.join(others)} |")
    return text


def sets_table(by_set):
    text = ["| set | " + " | ".join(SINGLE + MANY) + " |", "|---|" + "---:|" * len(SINGLE + MANY)]
    for name, rows in by_set.items():
        text.append(f"| {name} ({SETS[name]}) | " + " | ".join(f"{figure(rows[m], m):.3f}" for m in SINGLE + MANY) + " |")
    return text


def worst_table(rows):
    text = ["| mark | class | n | precision | recall | most often taken for |", "|---|---|---:|---:|---:|---|"]
    for mark in ("sentiment", "intent", "themes", "frames", "crisis"):
        table, confused = by_class(rows[mark])
        ranked = sorted((2 * h / max(2 * h + f + m, 1), c, h, f, m) for c, (h, f, m) in table.items() if h + m >= 10)
        for _, c, h, f, m in ranked[:4]:
            taken = ", ".join(f"{b} ({n})" for (a, b), n in confused.most_common() if a == c)[:60]
            text.append(f"| {mark} | {c} | {h + m} | {h / max(h + f, 1):.2f} | {h / max(h + m, 1):.2f} | {taken} |")
    return text


def issues_table(issues):
    text = ["| set | tamtam, shipped weights | single-pass TF-IDF | every post alone |", "|---|---:|---:|---:|"]
    for name, (ours_, tfidf, alone) in issues.items():
        text.append(f"| {name} | {ours_:.3f} | {tfidf:.3f} | {alone:.3f} |")
    return text


def printed(title, target):
    """A program of bench/ as it prints itself."""
    print(target, flush=True)
    told = subprocess.run(["make", "-s", "-C", ROOT, f"B={os.path.relpath(BUILD, ROOT)}", f"GOLD={GOLD}", target], capture_output=True,
                          text=True, check=False)
    return {"title": title, "command": f"make {target}", "printed": (told.stdout + told.stderr).rstrip().replace(GOLD, "GOLD")}


def block(told):
    return ["", f"## {told['title']}", f"`{told['command']}`", "```", told["printed"], "```"]


def main():
    tamtam, sets = bare_house(), {name: load(gold(name)) for name in SETS}
    by_set, issues = {}, {}
    rows, beside = collections.defaultdict(list), collections.defaultdict(lambda: collections.defaultdict(list))
    for town in sorted(set(SETS.values())):
        left_out = [s for s, t in SETS.items() if t == town]
        train = [p for s, t in SETS.items() if t != town for p in sets[s]] + rare_labels(town)
        for name, found in ours(tamtam, town, left_out):
            posts = sets[name]
            by_set[name] = {m: counts(posts, found, m) for m in SINGLE + MANY}
            issues[name] = bcubed(posts, found), bcubed(posts, single_pass(posts)), bcubed(posts, collections.defaultdict(dict))
            others = {"majority": majority(train, posts), "bayes": bayes(train, posts), "list": word_list(name, posts)}
            for who, said in others.items():
                for m in SINGLE + MANY:
                    if said and m in next(iter(said.values())):
                        beside[who][m] += counts(posts, said, m)
            for m in SINGLE + MANY:
                rows[m] += by_set[name][m]
            print(name, {m: round(figure(by_set[name][m], m), 3) for m in SINGLE + MANY}, flush=True)
    text = ["<!-- SPDX-License-Identifier: EUPL-1.2 -->", "<!-- SPDX-FileCopyrightText: 2026 Tamtam contributors -->", "# Quality", "",
            "Written by `make quality`; no figure is typed by hand. Every set is judged with weights that were learned without any set of its",
            "municipality (`tamtam learn --anew` on the others, and on what the set of rare labels has of them). Intervals: bootstrap over",
            "posts.", "",
            "## All sets together", *marks_table(rows, beside), "", "## Each set", *sets_table(by_set), "",
            "## The worst classes (of ten posts or more)", *worst_table(rows), "",
            "## Issues (BCubed F1, loose posts as issues of one)", *issues_table(issues),
            "", "The shipped grouping weights have seen these sets; the next figures have not."]
    told = [printed(title, target) for title, target in OWN]
    for one in told:
        text += block(one)
    with open(os.path.join(ROOT, "docs/quality.md"), "w", encoding="utf-8") as out:
        out.write("\n".join(text) + "\n")
    with open(os.path.join(ROOT, "docs/quality.json"), "w", encoding="utf-8") as out:
        json.dump({"marks": {m: figure(rows[m], m) for m in SINGLE + MANY}, "printed": told}, out, indent=1)
        out.write("\n")


if __name__ == "__main__":
    main()
