# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""
Mail addresses of every form. `python3 tests/addresses.py` is one test: all of them through the import of a list, and the refused ones as arguments
too; then each letter that was taken in has one recipient, its own, and no header that an address brought along. Needs TAMTAM, ROOM (with a mail
server) and MAIL, the folder of what that took in.
"""
import email
import email.policy
import os
import pathlib
import sqlite3
import subprocess
import sys

LONGEST = ".".join(["b" * 63, "c" * 63, "d" * 63, "e" * 57, "nl"])  # with "a@" before it 254 bytes
TAKEN = ["jan@b.example", "Jan.Jansen@B.example", "jan+tamtam@sub.sub.b.example", "o'neil@b.example", "!#$%&'*+-/=?^_`{|}~@b.example", "1@1a.example",
         "x%0aBcc%3ay@b.example", "-@b.example", "_@b.example", "a@b--c.example", "jan@xn--caf-dma.example", "a" * 64 + "@b.example", "a@" + LONGEST,
         "postmaster@b.example", "a.b.c.d@b.c.d.e.example", "=@b.example", "?@b.example"]
LEGAL_AND_REFUSED = ['"jan jansen"@b.example', '"a@b"@b.example', '"\\""@b.example', '""@b.example', "a@[127.0.0.1]", "a@[IPv6:::1]", "a@localhost", "jan(thuis)@b.example",
                     "jan@(werk)b.example", "Jan <jan@b.example>", "<jan@b.example>", "josé@b.example", "jan@café.example", "用户@例子.example", "@relay.example:a@b.example",
                     "=?utf-8?q?jan?=@b.example", "=?utf-8?b?DQpCY2M6IHhAeS5ubA==?=@b.example"]
ILLEGAL = ["geen", "@", "@b.example", "a@", "a@@b.example", "a@b@c.example", ".a@b.example", "a.@b.example", "a..b@c.example", "a@b..example", "a@.b.example", "a@b.example.",
           "a@-b.example", "a@b-.example", "a@b_c.example", "a b@c.example", "a@b c.example", "a@b.example b@c.example", "a@b.example;b@c.example", "a@b.example,b@c.example",
           "a" * 65 + "@b.example", "a@" + "b" * 64 + ".example", "aa@" + LONGEST, "a@127.0.0.1", "a@1.2", "a@b.example>", "a<b@c.example", "a:b@c.example", "a\\b@c.example",
           "a@b.example\tX", "mailto:a@b.example", "a@b/c.example", "a@b?c.example", "a@b%0a.example", "a@b.example%0d%0aBcc:x@y.nl", "a\u00a0b@c.example",
           "a@b.example\u2028x", "a\u200b@b.example", "a@b\u3002example", "ａ@b.example", "a@b.example\x7f", "a\x1b[31m@b.example"]
INJECTED = ["a@b.example\r\nBcc: x@y.nl", "a@b.example\nBcc: x@y.nl", "a@b.example\rBcc: x@y.nl", "a@b.example\r\n\r\nTekst", "a@b.example\r\nRCPT TO:<x@y.nl>", "a\r\n@b.example"]
REFUSED = LEGAL_AND_REFUSED + ILLEGAL + INJECTED


def run(*arguments, given=None):
    return subprocess.run([os.environ["TAMTAM"], *arguments, "--dir", os.environ["ROOM"], "--now", "2026-03-11T07:00:00+01:00"], input=given, capture_output=True)


def main():
    rows = [a for a in TAKEN + LEGAL_AND_REFUSED + ILLEGAL if not set(a) & set(',;"')]
    listed = "\r\n".join(["adres;naam"] + [f'"{a}";x' for a in rows] + rows).encode() + b"\r\nx@b.example\0.nl;x\r\n\0\r\n\xff\xfe@b.example\r\n" + b"a" * 9000 + b"@b.example"
    done = run("subscribe", "--purpose", "omgevingsbeeld", "--in", "-", given=listed)
    assert f" gelezen, {len(TAKEN)} nieuw".encode() in done.stdout and done.returncode == 1, done
    done = run("subscribe", "--purpose", "omgevingsbeeld", "tweede@b.example", *TAKEN)
    assert done.returncode == 0, done
    for address in REFUSED:
        done = run("subscribe", "--purpose", "omgevingsbeeld", address)
        assert done.returncode == 1 and b"is geen mailadres" in done.stderr and not done.stdout, (address, done)
        assert done.stderr.count(b"\n") == 1 and b"\x1b" not in done.stderr and b"\r" not in done.stderr, done.stderr
    wanted = sorted(TAKEN + ["tweede@b.example"])
    db = sqlite3.connect(os.environ["ROOM"] + "/tamtam.db")
    assert sorted(a for a, in db.execute("SELECT address FROM subscriber")) == wanted
    assert run("send").returncode == 0
    reached = []
    for path in pathlib.Path(os.environ["MAIL"]).glob("*.eml"):
        envelope, head = path.read_bytes().split(b"\r\n", 2)[1:3]
        letter = email.message_from_bytes(head, policy=email.policy.default)
        reached.append(letter["To"].addresses[0].addr_spec)
        assert envelope.decode() == f"X-To: {reached[-1]}", (envelope, reached[-1])
        assert len(letter["To"].addresses) == 1 and not letter["Bcc"] and not letter["Cc"] and not letter.defects, letter.items()
    assert sorted(reached) == wanted, set(reached) ^ set(wanted)


if __name__ == "__main__":
    sys.exit(main())
