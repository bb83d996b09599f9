# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""Five people's work from begin to end in Chromium (tests/jobs.cjs): an analyst's morning, an hour of webcare, an alderman who looks in, a
crisis, an administrator's first day. What they did is then looked for in the store and in the mail that went out."""
import atexit
import os
import re
import subprocess
import time

from newsroom import PASSWORD, ROLES, Newsroom, check, finish, sample_until
from pages import CLOCK, CONF

NPM = os.environ.get("NPM", "build/npm")
READER = "lezer@turfbrug.example"
SMTPSINK = os.environ.get("SMTPSINK", "build/smtpsink")


def work(n, what, *jobs):
    done = subprocess.run(["node", "tests/jobs.cjs", NPM, n.url, PASSWORD, *jobs], capture_output=True, text=True)
    check(what, done.returncode == 0, done.stdout + done.stderr)


def letters(n, kind):
    """To whom letters of a kind go, once the daemon put them into the outbox."""
    for _ in range(200):
        if found := n.sql("SELECT recipient FROM outbox WHERE kind = ? ORDER BY recipient", kind):
            return [row[0] for row in found]
        time.sleep(0.05)
    return n.logged()[-1500:]


def mail_server(folder):
    os.mkdir(f"{folder}/mail")
    sink = subprocess.Popen([SMTPSINK, f"{folder}/mail"], stdout=subprocess.PIPE, text=True)
    atexit.register(sink.kill)
    return sink, f"127.0.0.1:{int(sink.stdout.readline())}"


def main():
    conf = CONF.replace("[mail]\n", "[mail]\ncrisis_team = piket@turfbrug.example, brandweer@turfbrug.example\nanalysts = analist@turfbrug.example\n")
    with Newsroom(conf=conf, clock=CLOCK, roles=ROLES) as n:
        n.run("import", "--kind", "posts", sample_until("2026-03-11T12:50", f"{n.folder}/posts.jsonl"))
        n.run("subscribe", READER, "--purpose", "omgevingsbeeld")
        n.run("subscribe", "--confirm", n.token(READER))
        n.start()
        case = n.sql("SELECT post FROM case_file WHERE channel = 'email' ORDER BY time LIMIT 1")[0][0]
        work(n, "an analyst's morning, two of them at once", "morning=")
        check("the reader gets the tamtam", letters(n, "digest") == [READER], letters(n, "digest"))
        work(n, "an hour of webcare, two at one case", f"webcare={case}")
        work(n, "an alderman at the wall and on the phone", "alderman=")
        work(n, "a crisis from its signal to its end", "crisis=")
        check("the crisis team gets the picture that was sent, once", letters(n, "picture") == ["brandweer@turfbrug.example", "piket@turfbrug.example"], letters(n, "picture"))
    with Newsroom(roles=[], template=True) as n:
        sink, address = mail_server(n.folder)
        n.start()
        invitation = re.search(r"/welkom\?code=\w+", n.run("init", n.room, dir=False)).group(0)
        work(n, "an administrator's first day", f"firstday={invitation}", f"mail={address}")
        sink.terminate()
        sink.wait()
    finish()


main()
