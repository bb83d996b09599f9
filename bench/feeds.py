#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""2,000 feeds of 37 kB on as many host names: `tamtam poll` beside the floor of curl, SAX and SQLite (feeds.c).

feeds.py BUILD [FEEDS]     prints one JSON object: CPU seconds, items, peak memory, and how many times the floor

Each host name is hN.localhost, which curl answers with the loopback address. The first poll stores, marks, groups and indexes all
posts; the second gets a 304 of each feed. A tenth of the feeds is read with twice the size too: memory must not grow with them; and by
other readers, which keep the entries and no more.
"""
import json, os, random, resource, shutil, subprocess, sys, tempfile
from datetime import datetime, timedelta, timezone

ITEMS = 26
NOW = datetime(2026, 3, 15, 23, 0, tzinfo=timezone.utc)
COMMON = ("de het een en van in op is dat die voor met niet zijn aan er om ook als maar bij nog naar dan wordt door uit over "
          "deze tot meer wij hun kan zo veel gaat moet worden heeft hebben was werd gemeente wijk straat raad bewoners").split()


def vocabulary():
    """Dutch words: those of hunspell-nl where it is installed, else compounds of the splitter's own."""
    path = "/usr/share/hunspell/nl.dic"
    if os.path.exists(path):
        with open(path, encoding="utf-8") as f:
            words = [line.partition("/")[0].strip() for line in f]
        words = [w for w in words if w.isalpha() and w.islower()]
    else:
        with open("lexicons/words/words.txt", encoding="utf-8") as f:
            parts = f.read().split()
        words = [x + y for x in parts for y in parts]
    random.Random(1).shuffle(words)
    return words[:40000]


def sentence(rng, words, n):
    """Half the words are common ones; the others get rarer along the list by Zipf's law, as in any text."""
    pick = lambda: rng.choice(COMMON) if rng.random() < 0.5 else words[int(len(words) ** rng.random()) - 1]
    return " ".join(pick() for _ in range(n)).capitalize() + "."


def item(rng, words, feed, n, length):
    time = NOW - timedelta(minutes=rng.randrange(7 * 24 * 60))
    paragraphs = "".join(f"<p>{' '.join(sentence(rng, words, 12) for _ in range(3))}</p>" for _ in range(length))
    return (f"<item><title>{sentence(rng, words, 8)}</title><link>http://h{feed}.localhost/bericht/{n}</link>"
            f"<guid isPermaLink=\"false\">h{feed}-{n}</guid><pubDate>{time:%a, %d %b %Y %H:%M:%S} +0000</pubDate>"
            f"<category>nieuws</category><description>{sentence(rng, words, 25)}</description>"
            f"<content:encoded><![CDATA[{paragraphs}]]></content:encoded></item>\n")


def write_feeds(folder, feeds, length):
    words = vocabulary()
    size = 0
    for feed in range(feeds):
        rng = random.Random(feed)
        text = ('<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
                f"<channel><title>Bron {feed}</title><link>http://h{feed}.localhost/</link><language>nl</language>\n"
                + "".join(item(rng, words, feed, n, length) for n in range(ITEMS)) + "</channel></rss>\n")
        write(f"{folder}/f{feed}.xml", text)
        size += len(text)
    return size / feeds


def measured(command, **options):
    """CPU seconds, peak memory in MB and the last line of stdout."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, **options)
    out = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{' '.join(command)}: status {status}\n{out}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out.strip().rpartition("\n")[2]


def serve(build, folder):
    port_file = f"{folder}/port"
    server = subprocess.Popen([f"{build}/loopserve", "--port-file", port_file, folder], stdout=subprocess.DEVNULL)
    while not (os.path.exists(port_file) and os.path.getsize(port_file)):
        if server.poll() is not None:
            sys.exit("loopserve does not start")
    with open(port_file) as f:
        return server, int(f.read())


def write(path, text):
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


def make_room(build, folder, addresses):
    subprocess.run([f"{build}/tamtam", "init", folder, "--quiet"], check=True, stdout=subprocess.DEVNULL)
    shutil.copy("examples/turfbrug/tamtam.conf", folder)
    write(f"{folder}/feeds.conf", "[defaults]\npurpose = omgevingsbeeld\nlegal_base = AVG 6.1.e\n"
          + "".join(f"[source h{n}]\nurl = {address}\nallow_private = yes\nlang = nl\n" for n, address in enumerate(addresses)))


def newsboat(folder, addresses):
    write(f"{folder}/urls", "\n".join(addresses) + "\n")
    write(f"{folder}/config", "")
    return ["newsboat", "-u", f"{folder}/urls", "-c", f"{folder}/cache.db", "-C", f"{folder}/config", "-x", "reload"]


def sfeed_update(folder, addresses):
    feeds = "\n".join(f'feed "h{n}" "{address}"' for n, address in enumerate(addresses))
    write(f"{folder}/sfeedrc", f'sfeedpath="{folder}/feeds"\nmaxjobs=2\nfeeds() {{\n{feeds}\n}}\n')
    return ["sfeed_update", f"{folder}/sfeedrc"]


PEERS = {"newsboat": newsboat, "sfeed_update": sfeed_update}


def peers(work, addresses):
    """CPU seconds of other readers' first poll and re-poll of the same feeds; those that aren't installed are named."""
    result = {}
    for name, make in PEERS.items():
        if not shutil.which(name):
            result[name] = "not installed here"
            continue
        folder = f"{work}/{name}"
        os.mkdir(folder)
        command = make(folder, addresses)
        result[name] = {key: round(measured(command, env={**os.environ, "HOME": folder})[0], 2) for key in ("first_cpu_s", "again_cpu_s")}
        result[name]["kept_kb"] = sum(e.stat().st_size for d in (folder, f"{folder}/feeds") if os.path.isdir(d) for e in os.scandir(d)) // 1000
    return result


def round_of(build, feeds, length, floor=False, others=False):
    work = tempfile.mkdtemp()
    served = f"{work}/served"
    os.mkdir(served)
    size = write_feeds(served, feeds, length)
    server, port = serve(build, served)
    addresses = [f"http://h{n}.localhost:{port}/f{n}.xml" for n in range(feeds)]
    try:
        make_room(build, f"{work}/room", addresses)
        poll = [f"{build}/tamtam", "poll", "--dir", f"{work}/room", "--now", NOW.isoformat(), "--json"]
        write(f"{work}/addresses", "\n".join(addresses) + "\n")
        result = {"feed_bytes": round(size)}
        for name in ("first", "again"):
            cpu, peak, out = measured(poll)
            result[name] = {"cpu_s": round(cpu, 2), "peak_mb": round(peak, 1), "new": json.loads(out)["new"]}
            if floor:
                with open(f"{work}/addresses") as f:
                    cpu, _, _ = measured([f"{build}/feeds", f"{work}/floor.db"], stdin=f)
                result[name]["floor_cpu_s"] = round(cpu, 2)
                result[name]["times_floor"] = round(result[name]["cpu_s"] / cpu, 1)
        if others:
            result["others"] = peers(work, addresses)
        return result
    finally:
        server.kill()
        server.wait()
        shutil.rmtree(work)


def main():
    build = sys.argv[1]
    feeds = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    result = {"feeds": feeds, "items": feeds * ITEMS}
    result.update(round_of(build, feeds, 3, floor=True))
    double = round_of(build, feeds // 10, 6)
    single = round_of(build, feeds // 10, 3, others=True)
    result["memory_of_a_tenth_mb"] = {str(r["feed_bytes"]): r["first"]["peak_mb"] for r in (single, double)}
    ours = {f"{name}_cpu_s": single[name]["cpu_s"] for name in ("first", "again")}
    result["a_tenth_by"] = {"tamtam": ours, **single["others"]}
    for told in result["a_tenth_by"].values():
        if isinstance(told, dict):
            told.update({f"{name}_times_ours": round(told[f"{name}_cpu_s"] / ours[f"{name}_cpu_s"], 1) for name in ("first", "again")})
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
