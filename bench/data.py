#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""Makes what the bench works on, from the sample posts, the same bytes each time:
data.py posts FILE N DAYS   N posts over DAYS days, as JSON lines: each a mix of two sample posts, so that few are the same
data.py rss FILE MB         one RSS feed of MB million bytes, its items' HTML made of sample posts"""
import datetime
import html
import json
import os
import random
import sys

SAMPLE = os.path.join(os.path.dirname(__file__), "../examples/turfbrug/sample/posts.jsonl")
START = datetime.datetime(2026, 1, 5, tzinfo=datetime.timezone.utc)


def sample():
    with open(SAMPLE, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def sentences(post):
    return [s for s in post["text"].replace("\n", ". ").split(". ") if s]


def mixed(rng, posts):
    """A post with some sentences of a second one; who says it and where is the first's."""
    post, other = rng.choice(posts), rng.choice(posts)
    parts = sentences(post)[:3] + rng.sample(sentences(other), 1)
    return dict(post, text=". ".join(parts)[:rng.randint(90, 400)])


def write_posts(path, n, days):
    rng, posts = random.Random(1), sample()
    step = datetime.timedelta(days=days) / n
    with open(path, "w", encoding="utf-8") as out:
        for i in range(n):
            post = mixed(rng, posts)
            post.update(id=f"bench-{i:07d}", time=(START + i * step).isoformat(timespec="seconds"),
                        url=f"https://bench.example/{i:07d}", author=f"{post.get('author', 'lezer')}{rng.randint(1, 40)}")
            post.pop("reply_to", None)
            out.write(json.dumps(post, ensure_ascii=False) + "\n")


def item(i, rng, posts):
    paragraphs = "".join(f"<p>{html.escape(mixed(rng, posts)['text'])} <a href=\"https://bench.example/a/{i}\">lees meer</a></p>"
                         for _ in range(4))
    day = (START + datetime.timedelta(minutes=i)).strftime("%a, %d %b %Y %H:%M:%S +0000")
    return (f"<item><title>{html.escape(mixed(rng, posts)['text'][:70])}</title><link>https://bench.example/{i}</link>"
            f"<guid>https://bench.example/{i}</guid><pubDate>{day}</pubDate><dc:creator>Redactie</dc:creator>"
            f"<category>nieuws</category><description>{html.escape(paragraphs)}</description></item>\n")


def write_rss(path, megabytes):
    rng, posts, size, i = random.Random(2), sample(), 0, 0
    with open(path, "w", encoding="utf-8") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
                  "<channel><title>Bench</title><link>https://bench.example/</link><description>Bench</description>\n")
        while size < megabytes * 1000000:
            text = item(i, rng, posts)
            size += len(text.encode())
            out.write(text)
            i += 1
        out.write("</channel></rss>\n")


if __name__ == "__main__":
    if len(sys.argv) == 5 and sys.argv[1] == "posts":
        write_posts(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
    elif len(sys.argv) == 4 and sys.argv[1] == "rss":
        write_rss(sys.argv[2], int(sys.argv[3]))
    else:
        sys.exit(__doc__)
