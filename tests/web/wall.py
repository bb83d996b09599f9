# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""An alert takes the wall and gives it back, in Chromium (tests/wall.cjs): a signal of the sample is raised while the screen stands open."""
import json
import os
import subprocess

from newsroom import EXAMPLE, PASSWORD, Newsroom, check, finish

NPM = os.environ.get("NPM", "build/npm")
NOW = "2026-03-10T16:47"


def main():
    with open(f"{EXAMPLE}/sample/posts.jsonl", encoding="utf-8") as f:
        until_now = [line for line in f if json.loads(line)["time"][:16] < NOW]
    with Newsroom(clock=f"{NOW}:00+01:00,x1", roles=["analist"]) as n:
        posts = f"{n.folder}/posts.jsonl"
        with open(posts, "w", encoding="utf-8") as f:
            f.writelines(until_now)
        n.run("import", "--kind", "posts", posts)
        n.start()
        signals = n.sql("SELECT id, level FROM alert")
        check("there is one signal, that is no warning yet", len(signals) == 1 and signals[0][1] == 0, signals)
        done = subprocess.run(["node", "tests/wall.cjs", NPM, n.url, "analist", PASSWORD, str(signals[0][0])], capture_output=True, text=True)
        check("raised it takes the open wall, raised again it is a crisis, dismissed it gives the wall back", done.returncode == 0, done.stdout + done.stderr)
    finish()


main()
