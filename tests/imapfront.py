#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""TLS and login on loopback in front of dovecot's imap process, which is started for each session.

imapfront.py CERT KEY USER PASSWORD PORT_FILE COMMAND...   ends with SIGTERM

While PORT_FILE.trouble exists, what stands in it is the answer after the login, in place of a mailbox:
flood: a line without an end, cut: a letter that breaks off, giant: a letter said to be larger than any,
mute: never another word, stall: a letter that stops half-way and stays open.
"""
import os, socket, ssl, subprocess, sys, threading

cert, key, user, password, port_file = sys.argv[1:6]
command = sys.argv[6:]
CAPABILITY = b"CAPABILITY IMAP4rev1 LITERAL+"


def line_of(conn):
    """One line, byte by byte, so that nothing behind it is taken."""
    line = b""
    while not line.endswith(b"\n"):
        byte = conn.recv(1)
        if not byte:
            return None
        line += byte
    return line.strip()


def log_in(conn):
    """True when the client said the right words."""
    conn.sendall(b"* OK [" + CAPABILITY + b"] ready\r\n")
    while True:
        line = line_of(conn)
        if line is None:
            return False
        tag, _, rest = line.partition(b" ")
        verb, _, arguments = rest.partition(b" ")
        if verb.upper() == b"CAPABILITY":
            conn.sendall(b"* " + CAPABILITY + b"\r\n" + tag + b" OK done\r\n")
        elif verb.upper() == b"LOGIN":
            right = arguments.replace(b'"', b"") == f"{user} {password}".encode()
            conn.sendall(tag + (b" OK logged in\r\n" if right else b" NO [AUTHENTICATIONFAILED] wrong\r\n"))
            if right:
                return True
        else:
            conn.sendall(tag + b" BAD not before login\r\n")


def make_trouble(conn, kind):
    """Answers as a broken or hostile server does, until the client has had enough."""
    line_of(conn)
    if kind == "mute":
        conn.recv(1)  # until the client has had enough
        return
    if kind == "flood":
        while True:
            conn.sendall(b"* " + b"x" * 65536)
    conn.sendall(b"* OK [UIDVALIDITY 9]\r\nt1 OK\r\n")
    line_of(conn)
    conn.sendall(b"* SEARCH 7\r\nt2 OK\r\n")
    line_of(conn)
    conn.sendall(b"* 1 FETCH (UID 7 BODY[]<0> {%d}\r\nFrom: a@b.example\r\n" % (10**12 if kind == "giant" else 1000))
    if kind == "stall":
        conn.recv(1)


def pump_out(process, conn):
    process.stdout.readline()  # its greeting, PREAUTH
    try:
        while data := os.read(process.stdout.fileno(), 65536):
            conn.sendall(data)
        conn.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass


def serve(conn):
    try:
        if not log_in(conn):
            return
        if os.path.exists(port_file + ".trouble"):
            with open(port_file + ".trouble") as f:
                make_trouble(conn, f.read().strip())
            conn.unwrap()
            conn.close()
            return
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0)
        threading.Thread(target=pump_out, args=(process, conn), daemon=True).start()
        while data := conn.recv(65536):
            process.stdin.write(data)
        process.stdin.close()
        process.wait()
    except OSError:
        pass


context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(cert, key)
listener = socket.create_server(("127.0.0.1", 0))
with open(port_file + ".new", "w") as f:
    f.write(str(listener.getsockname()[1]))
os.rename(port_file + ".new", port_file)
while True:
    raw, _ = listener.accept()
    try:
        conn = context.wrap_socket(raw, server_side=True)
    except (ssl.SSLError, OSError):
        raw.close()
        continue
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
