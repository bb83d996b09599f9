# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""Bytes that are no honest request: smuggling shapes, traversal, header injection, huge, slow and very many of them."""
import random
import re
import resource
import select
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from newsroom import Newsroom, check, finish

EOL = "\r\n"


def status_of(answer):
    return int(answer[9:12]) if answer.startswith(b"HTTP/1.") else 0


def statuses_in(got):
    return [int(s) for s in re.findall(rb"HTTP/1\.[01] (\d{3}) ", got)]


REFUSED = {400, 405, 411, 413, 414, 421, 431, 501, 505}


def request(n, line="GET /inloggen HTTP/1.1", headers=(), body=b""):
    head = EOL.join([line, f"Host: {n.host}", *headers]) + EOL + EOL
    return head.encode("latin-1") + body


FORM = "Content-Type: application/x-www-form-urlencoded"
INNER = b"GET /beheer HTTP/1.1\r\nHost: x\r\n\r\n"


def smuggling(n):
    """What two parsers may read differently gets one answer at most, and no second request comes out of its body."""
    shapes = {
        "Content-Length and Transfer-Encoding": (["Content-Length: 4", "Transfer-Encoding: chunked", FORM], b"0\r\n\r\n" + INNER),
        "Transfer-Encoding and Content-Length": (["Transfer-Encoding: chunked", f"Content-Length: {len(INNER)}", FORM], b"0\r\n\r\n" + INNER),
        "chunked": (["Transfer-Encoding: chunked", FORM], b"3\r\na=b\r\n0\r\n\r\n"),
        "Transfer-Encoding: xchunked": (["Transfer-Encoding: xchunked", FORM], b"0\r\n\r\n" + INNER),
        "Transfer-Encoding with a blank before the colon": (["Transfer-Encoding : chunked", "Content-Length: 5", FORM], b"0\r\n\r\n" + INNER),
        "Transfer-Encoding with a tab": (["Transfer-Encoding:\tchunked", "Content-Length: 5", FORM], b"0\r\n\r\n" + INNER),
        "two Transfer-Encodings": (["Transfer-Encoding: chunked", "Transfer-Encoding: identity", FORM], b"0\r\n\r\n" + INNER),
        "two Content-Lengths": (["Content-Length: 3", f"Content-Length: {3 + len(INNER)}", FORM], b"a=b" + INNER),
        "two equal Content-Lengths": (["Content-Length: 3", "Content-Length: 3", FORM], b"a=b"),
        "Content-Length: +3": (["Content-Length: +3", FORM], b"a=b"),
        "Content-Length: -1": (["Content-Length: -1", FORM], b"a=b"),
        "Content-Length: 0x3": (["Content-Length: 0x3", FORM], b"a=b"),
        "Content-Length: 3,3": (["Content-Length: 3,3", FORM], b"a=b"),
        "Content-Length of 30 figures": (["Content-Length: " + "9" * 30, FORM], b"a=b"),
    }
    for name, (headers, body) in shapes.items():
        got = n.raw(request(n, "POST /inloggen HTTP/1.1", headers, body))
        check(f"{name}: refused", set(statuses_in(got)) <= REFUSED, got[:300])
    for name, data in {
        "a GET with a body": request(n, headers=["Content-Length: 35"], body=INNER),
        "two Hosts": request(n, headers=["Host: kwaad.example"]),
        "no Host": b"GET /inloggen HTTP/1.1\r\n\r\n",
        "another Host": b"GET /inloggen HTTP/1.1\r\nHost: kwaad.example\r\n\r\n",
        "an absolute target": request(n, "GET http://kwaad.example/inloggen HTTP/1.1"),
        "CONNECT": request(n, "CONNECT kwaad.example:443 HTTP/1.1"),
        "HTTP/0.9": b"GET /inloggen\r\n\r\n",
        "HTTP/2 by its preface": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "HTTP/9.9": request(n, "GET /inloggen HTTP/9.9"),
        "a header that is folded": request(n, headers=["X: a\r\n Content-Length: 33"], body=INNER),
        "a NUL in a header": request(n, headers=["Cookie: tamtam=\0"]),
        "a bare CR": request(n, headers=["X: a\rContent-Length: 35"], body=INNER),
        "a blank before the name": request(n, headers=[" Content-Length: 35"], body=INNER),
        "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200),
    }.items():
        got = n.raw(data)
        seen = statuses_in(got)
        check(f"{name}: nothing comes of it", b"naar=%2Fbeheer" not in got and set(seen[:1]) <= REFUSED | {200} and set(seen[1:]) <= REFUSED,
              got[:300])


def paths(n):
    b = n.logged_in("beheerder")
    for path in ("/../etc/passwd", "/static/../../etc/passwd", "/static/%2e%2e/%2e%2e/etc/passwd", "/static/x/..%2f..%2ftamtam.conf",
                 "/static/x/%252e%252e", "/static/x/..%5c..%5ctamtam.db", "//etc/passwd", "/static//x", "/%00", "/a%00b", "/inloggen/",
                 "/static/x/newsroom.css%00.html", "/%c0%ae%c0%ae/", "/" + "a/" * 200, "/" + "a" * 5000, "/%", "/%zz", "/inloggen%0d%0aX:%20y",
                 "/inloggen?x=%ff", "/inloggen?%00=1", "/tamtam.db", "/.git/config",
                 "/.env", "/static/x/newsroom.css"):
        try:
            answer = b.get(path)
        except OSError:
            check(f"GET {path[:50]}: hung up on", n.alive())
            continue
        check(f"GET {path[:50]}: refused or not found", answer.status in (400, 404, 414, 431) and "root:" not in answer.text, answer.status)
        check("and nothing of it in a header", "X" not in answer.headers)


def injection(n):
    b = n.browser()
    for value in ("%0d%0aSet-Cookie:%20tamtam=kwaad", "%0aX:%20y", "%E5%98%8A%E5%98%8DX:%20y", "/%0d%0a%0d%0a<script>"):
        answer = b.get(f"/inloggen?naar={value}")
        check(f"naar={value}: no header of it", "X" not in answer.headers and not answer.cookie("tamtam"))
    page = b.get("/inloggen?naar=/%22%3E%3Cscript%3Ealert(1)%3C/script%3E").text
    check("a query is escaped on the page", "<script>alert" not in page)
    answer = n.browser(address="<script>, 1.2.3.4\"><b>").login("analist", "fout")
    check("a forged address is none", "<script>" not in str(n.sql("SELECT origin FROM audit")))
    for name in ("Host", "Cookie", "Origin", "Referer", "User-Agent", "If-None-Match", "Authorization"):
        answer = b.get("/inloggen", headers={name: "x\"'<script>alert(1)</script>"})
        check(f"{name} is not told back", "<script>alert" not in answer.text and "<script>" not in str(answer.headers))


def headers(n):
    b = n.logged_in("analist")
    for path in ("/inloggen", "/account", "/niet-te-vinden", "/transparantie", "/live-is-er-niet"):
        answer = b.get(path)
        policy = answer.headers["Content-Security-Policy"]
        check(f"{path}: a policy without inline script or style", "default-src 'none'" in policy and "unsafe" not in policy)
        check(f"{path}: the other headers", answer.headers["X-Content-Type-Options"] == "nosniff" and answer.headers["X-Frame-Options"] == "DENY"
              and answer.headers["Referrer-Policy"] == "same-origin" and answer.headers["Cache-Control"] == "no-store", answer.headers)
        check(f"{path}: nothing inline", "<style" not in answer.text and " style=" not in answer.text and "<script>" not in answer.text
              and " onclick" not in answer.text)
        check(f"{path}: no name of the server software", "Server" not in answer.headers and "X-Powered-By" not in answer.headers)


def huge(n):
    before = n.memory()
    for name, data in {
        "a header of 1 MB": request(n, headers=["X: " + "a" * 1_000_000]),
        "100,000 headers": request(n, headers=[f"X{i}: a" for i in range(100_000)]),
        "a target of 1 MB": request(n, "GET /" + "a" * 1_000_000 + " HTTP/1.1"),
        "a query of 2,000 fields": request(n, "GET /inloggen?" + "&".join(f"a{i}" for i in range(2000)) + " HTTP/1.1"),
        "a cookie of 100 kB": request(n, headers=["Cookie: tamtam=" + "a" * 100_000]),
        "a line without end": b"A" * 3_000_000,
        "a form of 100 MB, told": request(n, "POST /inloggen HTTP/1.1", [FORM, "Content-Length: 100000000"], b"a=" + b"b" * 200_000),
        "a form of 65 kB": request(n, "POST /inloggen HTTP/1.1", [FORM, "Content-Length: 66560"], b"a=" + b"b" * 66558),
    }.items():
        got = n.raw(data)
        check(f"{name}: refused", status_of(got) in (0, 400, 413, 414, 431), got[:200])
    deep = n.browser().ask("POST", "/inloggen", form=[(f"v{i}", "x") for i in range(3000)])
    check("3,000 fields: refused", deep.status == 400, deep.status)
    check("and no memory is left with them", n.memory() - before < 20_000, f"{before} -> {n.memory()} kB")


def drip(n):
    """200 requests that drip: were others served meanwhile, how many were ended, in how many seconds?"""
    socks = []
    for i in range(200):
        s = socket.create_connection(("127.0.0.1", n.port))
        s.sendall(request(n, "POST /inloggen HTTP/1.1", [FORM, "Content-Length: 1000"]) if i % 2 else b"GET /inloggen HTTP/1.1\r\nX-")
        socks.append(s)
    began = time.monotonic()
    closed = 0
    served = True
    poll = select.poll()
    for s in socks:
        poll.register(s, select.POLLIN | select.POLLHUP)
    while closed < len(socks) and time.monotonic() - began < 60:
        for s in socks:
            try:
                s.send(b"a")
            except OSError:
                pass
        for fd, _ in poll.poll(1000):
            poll.unregister(fd)
            closed += 1
        served = served and n.alive()
    for s in socks:
        s.close()
    return served, closed, time.monotonic() - began


CROWD = """
import resource, socket, sys
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 11000), hard))
socks = []
for i in range(int(sys.argv[2])):
    s = socket.socket()
    s.setblocking(False)
    s.connect_ex(("127.0.0.1", int(sys.argv[1])))
    socks.append(s)
print(len(socks), flush=True)
sys.stdin.read()
"""


def crowd(n):
    """10,000 connections that say nothing: they cost little, and the newsroom answers again while they last or soon after."""
    want = 10_000
    if resource.getrlimit(resource.RLIMIT_NOFILE)[1] < want + 1000:
        want = max(100, resource.getrlimit(resource.RLIMIT_NOFILE)[1] - 500)
    before = n.memory()
    many = subprocess.Popen([sys.executable, "-c", CROWD, str(n.port), str(want)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    opened = many.stdout.readline().strip()
    peak = n.memory()
    check(f"{want} connections stand", opened == str(want), opened)
    check("they cost less than 100 MB", peak - before < 100_000, f"{before} -> {peak} kB")
    deadline = time.monotonic() + 60
    back = False
    while not back and time.monotonic() < deadline:
        back = n.alive()
    check("the newsroom answers again while they stand", back)
    many.communicate("")
    while n.sql("SELECT 1") and not n.alive():
        pass
    check("and after", n.alive())


def garbage(n):
    chance = random.Random(7)
    words = [b"GET ", b"POST ", b"/", b"%", b"HTTP/1.1", b"\r\n", b"\r\n\r\n", b"Host: ", n.host.encode(), b"Content-Length: ", b"3", b"\0", b":", b"=",
             b"&", b";", b"Cookie: tamtam=", b"\xff\xfe", b" ", b"Transfer-Encoding: chunked", b"a" * 500]
    for _ in range(400):
        n.raw(b"".join(chance.choice(words) for _ in range(chance.randint(1, 40))), timeout=0.3)
    check("400 heaps of request parts leave it well", n.alive())


def main():
    with Newsroom(roles=["analist", "beheerder"]) as n:
        n.start()
        with ThreadPoolExecutor() as beside:  # what drips takes its time: all of the others must be served meanwhile
            dripping = beside.submit(drip, n)
            for attack in (smuggling, paths, injection, headers, huge, garbage):
                attack(n)
            served, closed, seconds = dripping.result()
        check("200 requests that drip don't keep others waiting", served)
        check("they are ended, each within 40 seconds", closed == 200 and seconds < 40, (closed, seconds))
        crowd(n)
        check("the daemon ends well", n.stop() == 0, n.logged()[-2000:])
    finish()


main()
