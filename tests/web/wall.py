# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""An alert takes the wall and gives it back, in Chromium (tests/wall.cjs): a signal of the sample is raised while the screen stands open."""
import os
import subprocess

from newsroom import PASSWORD, Newsroom, check, finish, sample_until

NPM = os.environ.get("NPM", "build/npm")
CALM, ALARM = "#scherm:not(.alarm)", "#scherm.alarm .band:not(.crisis)"


def wall(now, level, what, *steps):
    """The wall at that moment, with the one open signal, of that level; then buttons and what the wall must show."""
    with Newsroom(clock=f"{now}:00+01:00,x1", roles=["analist"]) as n:
        n.run("import", "--kind", "posts", sample_until(now, f"{n.folder}/posts.jsonl"))
        n.start()
        signals = n.sql("SELECT id, max(level) FROM alert GROUP BY id HAVING max(status) < 2")
        check(f"there is one open signal, of level {level}", len(signals) == 1 and signals[0][1] == level, signals)
        done = subprocess.run(["node", "tests/wall.cjs", NPM, n.url, "analist", PASSWORD, str(signals[0][0]), *steps], capture_output=True, text=True)
        check(what, done.returncode == 0, done.stdout + done.stderr)
        return n.sql("SELECT answer, who FROM alert_answer")


def main():
    wall("2026-03-10T16:47", 0, "raised it takes the open wall, raised again it is a crisis, dismissed it gives the wall back",
         CALM, "Schaal op naar waarschuwing", f"{ALARM} .bevestigd", "Schaal op naar crisis", "#scherm.alarm .band.crisis", "Verwerp", CALM)
    answers = wall("2026-03-10T16:53", 1, "a warning takes the wall by itself, waits for somebody, and 'Bevestig' alone says who did",
                   f"{ALARM} .wacht", "Bevestig", f"{ALARM} .bevestigd")
    check("... and nothing else was decided", len(answers) == 1 and answers[0][1] == "analist", answers)
    finish()


main()
