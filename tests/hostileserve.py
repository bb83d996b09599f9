#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""A web server on loopback whose feeds mean harm: each on an address of its own (127.0.0.2 and on), all on one port.

hostileserve.py PORT_FILE   writes "PORT NAME ADDRESS" lines; ends with SIGTERM

It writes bytes itself, so that it can send what no web server's library would.
"""
import os, socket, sys, threading, zlib

RSS = b'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>'
END = b"</channel></rss>"
MB = 1 << 20


def item(guid, title=b"titel", text=b"tekst"):
    return b"<item><guid>%s</guid><title>%s</title><description>%s</description></item>" % (guid, title, text)


def repeat(start, piece, times, end=b""):
    """Pieces of about a megabyte of the same bytes again and again."""
    block = piece * (MB // len(piece) + 1)
    yield start
    for _ in range(times * len(piece) // len(block) + 1):
        yield block
    yield end


def bomb():
    """2 GB of an endless comment in 2 MB of gzip: the same deflated megabyte over and over."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    yield b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + deflate.compress(RSS + b"<!--") + deflate.flush(zlib.Z_FULL_FLUSH)
    block = deflate.compress(b"x" * MB) + deflate.flush(zlib.Z_FULL_FLUSH)
    for _ in range(2048):
        yield block


def entities():
    names = [b"lol%d" % i for i in range(10)]
    declared = b'<!ENTITY lol0 "lol">' + b"".join(
        b'<!ENTITY %s "%s">' % (names[i], b"&%s;" % names[i - 1] * 10) for i in range(1, 10))
    yield b'<?xml version="1.0"?><!DOCTYPE rss [%s<!ENTITY x SYSTEM "file:///etc/passwd">]>' % declared
    yield RSS[21:] + item(b"e", b"bom &lol9; &x;") + END


SCRIPT = b"&lt;script&gt;alert(1)&lt;/script&gt;"
FEEDS = {
    "good": lambda: [RSS + item(b"g1") + item(b"g2") + END],
    "entities": entities,
    "swelling": lambda: repeat(b'<!DOCTYPE rss [<!ENTITY a "%s">]>' % (b"x" * 1000) + RSS[21:] + b"<item><title>", b"&a;", 100000),
    "levels": lambda: repeat(RSS + b"<item>", b"<a>", 1000000),
    "attributes": lambda: [RSS + b"<item><a " + b"".join(b"a%d='x' " % i for i in range(200000)) + b"/></item>" + END],
    "endless": lambda: repeat(RSS, b"<item><category>x</category></item><!-- x -->", 3000000),
    "text": lambda: repeat(RSS + b"<item><guid>t</guid><title>groot</title><description>", b"woord ", 60 * MB // 6),
    "titles": lambda: [RSS + item(b"m", b"x" * MB, b"y" * (2 * MB)) + END],
    "utf8": lambda: [RSS + item(b"u", b"caf\xe9 \xff\xfe \xed\xa0\x80 \xc0\xaf", b"\xf5\x80 \xe2\x82 einde") + END],
    "nul": lambda: [RSS + item(b"n\0", b"a\0b\x01\x1b[2J\xc2\x9b", b"c\0" * 1000) + END],
    "script": lambda: [
        RSS + b"<item><guid>s%s</guid><title>%s</title><link>javascript:alert(1)</link><author>%s</author><category>%s</category>"
        b"<description>%s&lt;img src=x onerror=alert(1)&gt;tekst</description><enclosure url='data:text/html,x' type='%s'/></item>"
        % ((SCRIPT,) * 6) + END],
}


def answer(conn, name):
    while b"\r\n\r\n" not in (got := conn.recv(65536)) and got:
        pass
    if name == "headers":
        conn.sendall(b"HTTP/1.1 200 OK\r\n")
        while True:
            conn.sendall(b"X-Endless: %s\r\n" % (b"x" * 1000))
    if name == "loop":
        return conn.sendall(b"HTTP/1.1 302 Found\r\nLocation: /feed?again\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    if name == "loris":
        conn.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n" + RSS)
        while True:
            conn.sendall(b" ")
            stopped.wait(1)
    if name == "bomb":
        conn.sendall(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n")
    else:
        conn.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nConnection: close\r\n\r\n")
    for piece in bomb() if name == "bomb" else FEEDS[name]():
        conn.sendall(piece)


def serve(listener, name):
    while True:
        conn, _ = listener.accept()
        with conn:
            try:
                answer(conn, name)
            except OSError:
                pass  # the client has had enough


stopped = threading.Event()
port, lines = 0, []
for i, name in enumerate([*FEEDS, "bomb", "headers", "loop", "loris"]):
    listener = socket.create_server((f"127.0.0.{i + 2}", port))
    port = listener.getsockname()[1]
    lines.append(f"{port} {name} 127.0.0.{i + 2}\n")
    threading.Thread(target=serve, args=(listener, name), daemon=True).start()
with open(sys.argv[1] + ".new", "w") as f:
    f.writelines(lines)
os.rename(sys.argv[1] + ".new", sys.argv[1])
stopped.wait()
