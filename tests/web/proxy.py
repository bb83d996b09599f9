# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""The newsroom behind a real nginx, by the very configuration of docs/web.md: what nginx and the daemon might read differently, and an
identity that only the proxy may give. The proxy keeps its connections to the daemon, so that bytes left in one would reach another caller."""
import re
import shutil
import socket
import subprocess

from newsroom import Newsroom, check, finish

EOL = b"\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded"
SMUGGLED = b"GET /gesmokkeld HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


def nginx_path():
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


class Proxy:
    """nginx with the server block of docs/web.md: another port, other sockets, short waits and a log of what it passed on; and what
    stands for the OpenID Connect proxy, where the cookie `oidc=goed` is an analyst."""

    def __init__(self, n, sock):
        with open("docs/web.md", encoding="utf-8") as f:
            server = re.search(r"```\n(server \{.*?\n\})\n```", f.read(), re.S).group(1)
        self.log = f"{n.folder}/passed"
        for old, new in (("listen 443 ssl", f"listen 127.0.0.1:{n.port}"), ("http://unix:/run/tamtam/web.sock", "http://tamtam"),
                         ("http://127.0.0.1:4180", f"http://unix:{n.folder}/oidc.sock")):
            assert old in server, old
            server = server.replace(old, new)
        temp = "".join(f"{kind}_temp_path {n.folder}/temp-{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        with open(f"{n.folder}/nginx.conf", "w", encoding="utf-8") as f:
            f.write(f"""user root; daemon off; pid {n.folder}/nginx.pid; error_log {n.folder}/nginx.log; events {{}}
http {{ {temp}
    log_format passed '$upstream_status $request'; access_log {self.log} passed;
    keepalive_timeout 150ms; client_header_timeout 500ms; client_body_timeout 500ms; proxy_set_header Connection "";
    upstream tamtam {{ server unix:{sock}; keepalive 1; }}
    {server.replace("server {", 'server { proxy_set_header Connection "";', 1)}
    server {{ listen unix:{n.folder}/oidc.sock; access_log off;
        location / {{ if ($cookie_oidc != goed) {{ return 401; }} add_header X-Auth-Request-User analist always; return 202; }} }}
}}""")
        self.process = subprocess.Popen([nginx_path(), "-c", f"{n.folder}/nginx.conf", "-p", n.folder], stderr=subprocess.DEVNULL)
        while self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", n.port)).close()
                break
            except OSError:
                pass

    def passed(self):
        """How many requests nginx gave to the daemon."""
        with open(self.log, encoding="utf-8", errors="replace") as f:
            return sum(not line.startswith("- ") for line in f)

    def stop(self):
        self.process.terminate()
        self.process.wait()


def by_socket(path, target, *headers):
    with socket.socket(socket.AF_UNIX) as s:
        s.connect(path)
        s.sendall("\r\n".join([f"GET {target} HTTP/1.1", "Host: 127.0.0.1", "Connection: close", *headers, "", ""]).encode())
        return b"".join(iter(lambda: s.recv(65536), b"")).decode()


def answered(path):
    """How many requests the daemon answered before this one."""
    return sum(map(int, re.findall(r"tamtam_web_answers_total\S* (\d+)", by_socket(path, "/metrics"))))


def send(n, data):
    """All that comes back, until nginx is done with the connection."""
    with socket.create_connection(("127.0.0.1", n.port), timeout=20) as s:
        got = b""
        try:
            s.sendall(data)
            while part := s.recv(65536):
                got += part
        except OSError:
            pass
    return got


def request(line, *headers, body=b""):
    return EOL.join([line, b"Host: 127.0.0.1", *headers]) + EOL + EOL + body


def post(*headers, body=b""):
    return request(b"POST /inloggen HTTP/1.1", FORM, *headers, body=body)


LENGTH = b"Content-Length: %d" % len(SMUGGLED)
CHUNKED = b"Transfer-Encoding: chunked"
LAST = b"0\r\n\r\n"
WHOLE = b"%x\r\n%s\r\n0\r\n\r\n" % (len(SMUGGLED), SMUGGLED)
SHAPES = {
    "CL.TE": post(b"Content-Length: %d" % len(LAST + SMUGGLED), CHUNKED, body=LAST + SMUGGLED),
    "CL.TE, the smuggled part in the length": post(LENGTH, CHUNKED, body=SMUGGLED),
    "TE.CL": post(CHUNKED, b"Content-Length: 4", body=WHOLE),
    "TE.TE, twice": post(CHUNKED, CHUNKED, body=LAST + SMUGGLED),
    "TE.TE, identity first": post(b"Transfer-Encoding: identity", CHUNKED, b"Content-Length: 5", body=LAST + SMUGGLED),
    "TE.TE, in one line": post(b"Transfer-Encoding: chunked, identity", b"Content-Length: 5", body=LAST + SMUGGLED),
    "Transfer-Encoding: xchunked": post(b"Transfer-Encoding: xchunked", LENGTH, body=SMUGGLED),
    "Transfer-Encoding with a blank before the colon": post(b"Transfer-Encoding : chunked", LENGTH, body=SMUGGLED),
    "Transfer-Encoding after a tab": post(b"Transfer-Encoding:\tchunked", b"Content-Length: 5", body=LAST + SMUGGLED),
    "Transfer-Encoding after a vertical tab": post(b"Transfer-Encoding: \x0bchunked", LENGTH, body=SMUGGLED),
    "Transfer_Encoding": post(b"Transfer_Encoding: chunked", LENGTH, body=SMUGGLED),
    "Transfer-Encoding in a folded line": post(b"X: a\r\n Transfer-Encoding: chunked", LENGTH, body=SMUGGLED),
    "Transfer-Encoding, its value folded": post(b"Transfer-Encoding:\r\n chunked", LENGTH, body=SMUGGLED),
    "Transfer-Encoding after a bare line feed": post(b"X: a\nTransfer-Encoding: chunked", LENGTH, body=SMUGGLED),
    "Transfer-Encoding after a bare CR": post(b"X: a\rTransfer-Encoding: chunked", LENGTH, body=SMUGGLED),
    "two Content-Lengths": post(b"Content-Length: 3", LENGTH, body=b"a=b" + SMUGGLED),
    "two equal Content-Lengths": post(b"Content-Length: 3", b"Content-Length: 3", body=b"a=b" + SMUGGLED),
    "Content-Length: 3, 3": post(b"Content-Length: 3, 3", body=b"a=b" + SMUGGLED),
    "Content-Length: +3": post(b"Content-Length: +3", body=b"a=b" + SMUGGLED),
    "Content-Length: 0x3": post(b"Content-Length: 0x3", body=b"a=b" + SMUGGLED),
    "Content-Length with a blank before the colon": post(b"Content-Length : 3", body=b"a=b" + SMUGGLED),
    "Content-Length with a NUL": post(b"Content-Length: 3\0", body=b"a=b" + SMUGGLED),
    "a GET with a body": request(b"GET /inloggen HTTP/1.1", LENGTH, body=SMUGGLED),
    "a GET with chunks": request(b"GET /inloggen HTTP/1.1", CHUNKED, body=WHOLE),
    "a HEAD with a body": request(b"HEAD /inloggen HTTP/1.1", LENGTH, body=SMUGGLED),
    "chunk extensions": post(CHUNKED, body=b"3;a=\"b\r\n\"\r\na=b\r\n0\r\n\r\n" + SMUGGLED),
    "a chunk extension with a bare line feed": post(CHUNKED, body=b"3;a\na=b\r\n0\r\n\r\n" + SMUGGLED),
    "a chunk size of more than 64 bits": post(CHUNKED, body=b"1" + b"0" * 16 + b"3\r\na=b\r\n0\r\n\r\n" + SMUGGLED),
    "a chunk size of 2^63": post(CHUNKED, body=b"8000000000000000\r\na=b\r\n0\r\n\r\n" + SMUGGLED),
    "a negative chunk size": post(CHUNKED, body=b"-1\r\na=b\r\n0\r\n\r\n" + SMUGGLED),
    "a chunk size with 0x": post(CHUNKED, body=b"0x3\r\na=b\r\n0\r\n\r\n" + SMUGGLED),
    "a trailer that frames": post(CHUNKED, body=b"3\r\na=b\r\n0\r\nContent-Length: 0\r\n\r\n" + SMUGGLED),
    "HTTP/1.0 with keep-alive": request(b"POST /inloggen HTTP/1.0", FORM, b"Connection: keep-alive", CHUNKED, body=WHOLE),
    "HTTP/1.0 with keep-alive and a length": request(b"POST /inloggen HTTP/1.0", FORM, b"Connection: keep-alive", b"Content-Length: 3", body=b"a=b" + SMUGGLED),
    "Connection names Content-Length": post(b"Connection: Content-Length", b"Content-Length: 3", body=b"a=b" + SMUGGLED),
    "a line break in the target": request(b"GET /inloggen?x=%0d%0aHost:%20x%0d%0a%0d%0aGET%20/gesmokkeld HTTP/1.1"),
    "an upgrade to h2c": request(b"GET /inloggen HTTP/1.1", b"Connection: Upgrade, HTTP2-Settings", b"Upgrade: h2c", b"HTTP2-Settings: AAMAAABkAAQAAP__", body=SMUGGLED),
    "two Hosts": request(b"GET /inloggen HTTP/1.1", b"Host: kwaad.example", body=SMUGGLED),
    "an absolute target": request(b"GET http://kwaad.example/inloggen HTTP/1.1", body=SMUGGLED),
}


def smuggling(n, proxy, sock):
    """For each shape: the daemon answers no request that nginx didn't pass on, and the next caller gets the answer to the own request."""
    plain = send(n, request(b"GET /inloggen HTTP/1.1") + request(b"GET /transparantie HTTP/1.1", b"Connection: close"))
    check("two honest requests over one connection: two answers", plain.count(b"HTTP/1.1 200 ") == 2, plain[:300])
    ok = send(n, post(CHUNKED, b"Connection: close", body=b"3\r\na=b\r\n0\r\n\r\n"))
    check("a form in chunks that nginx put together is a form", b"HTTP/1.1 422 " in ok, ok[:300])
    for i, (name, data) in enumerate(SHAPES.items()):
        passed, before = proxy.passed(), answered(sock)
        got = send(n, data)
        victim = send(n, request(b"GET /inloggen?naar=/van-%d HTTP/1.1" % i, b"Connection: close"))
        more, made = proxy.passed() - passed, answered(sock) - before - 1
        check(f"{name}: nothing comes through that nginx doesn't know of", made <= more, (made, more, got[:300]))
        check("... and who calls next gets the own answer", b" 200 " in victim[:20] and b"/van-%d\"" % i in victim, victim[:300])


def identity(n, sock):
    """Behind the login alone there is a name; what a client says it is, nobody believes."""
    claim = b"X-Tamtam-Identity: beheerder"
    sso = lambda *headers: send(n, request(b"GET /inloggen/sso?naar=/issues HTTP/1.1", b"Connection: close", *headers))
    came = sso(b"Cookie: oidc=goed")
    cookie = re.search(rb"Set-Cookie: (tamtam=[0-9a-f]+)", came)
    check("who the login of the municipality knows comes in", b" 303 " in came[:20] and cookie, came[:400])
    page = send(n, request(b"GET /account HTTP/1.1", b"Connection: close", b"Cookie: " + cookie.group(1)))
    check("... as who it says", b"(analist)" in page, page[:300])
    check("who it doesn't know comes no further than the proxy", b" 401 " in sso(claim)[:20])
    came = sso(b"Cookie: oidc=goed", claim)
    check("a client that says another name is who the login says", b"Set-Cookie: tamtam=" in came and
          n.sql("SELECT count(*) FROM audit WHERE action = 'inloggen' AND actor = 'beheerder'") == [(0,)], came[:300])
    for name in (b"x-tamtam-identity", b"X_Tamtam_Identity", b"X-Tamtam-Identity ", b" X-Tamtam-Identity", b"X:\r\n X-Tamtam-Identity"):
        for target in (b"/inloggen/sso", b"/inloggen/sso/", b"/inloggen//sso", b"/inloggen/%73so", b"/./inloggen/sso", b"/x/../inloggen/sso", b"/INLOGGEN/SSO", b"/issues"):
            got = send(n, request(b"GET " + target + b" HTTP/1.1", b"Connection: close", name + b": beheerder"))
            if b"Set-Cookie: tamtam=" in got:
                check(f"{name} on {target} is nobody", False, got[:300])
    check("no spelling of the header or the way makes one an administrator",
          n.sql("SELECT count(*) FROM audit WHERE actor = 'beheerder'") == [(0,)])
    send(n, request(b"POST /inloggen HTTP/1.1", FORM, b"X-Forwarded-For: 6.6.6.6", b"Content-Length: 21", b"Connection: close", body=b"naam=analist&wachtwoord=x"[:21]))
    check("a client can't choose the address that counts its tries", n.sql("SELECT origin FROM audit ORDER BY rowid DESC LIMIT 1") == [("web 127.0.0.1",)])


def main():
    if not nginx_path():
        print("1..0 # SKIP nginx is not installed")
        return
    with Newsroom(roles=["analist", "beheerder"]) as n:
        sock = f"{n.folder}/web.sock"
        with open(f"{n.room}/tamtam.conf", encoding="utf-8") as f:
            conf = f.read()
        with open(f"{n.room}/tamtam.conf", "w", encoding="utf-8") as f:
            f.write(conf.replace(f"listen = 127.0.0.1:{n.port}", f"listen = unix:{sock}\nsso = socket"))
        n.start()
        proxy = Proxy(n, sock)
        try:
            smuggling(n, proxy, sock)
            identity(n, sock)
        finally:
            proxy.stop()
        check("the daemon ends well", n.stop() == 0, n.logged()[-2000:])
    finish()


main()
