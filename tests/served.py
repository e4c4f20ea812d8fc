"""What the tests of the live server share: a server of given pages, raw requests, event streams."""

import contextlib
import json
import socket
import threading
from contextlib import closing, contextmanager

from sitegen.serve.http import Server, open_endpoint
from sitegen.serve.server import App, ServedSite

DEADLINE = 10
"""Seconds after which something that should have come is missing."""

PAGES = {
    "index.html": b'<link rel="stylesheet" href="assets/style.0123456789.css"><body>a</body>',
    "storm/index.html": b"<html><body><h1>Storm</h1></body></html>",
    "storm/index.json": b"{}",
    "404.html": b"<html><body>Nothing here</body></html>",
    "assets/style.0123456789.css": b"p{}",
}


class Serving:
    """A server of `pages`, a dictionary that a test may change."""

    def __init__(self, app, endpoint, server, pages):
        self.app, self.endpoint, self.server, self.pages = app, endpoint, server, pages
        self.host = f"localhost:{endpoint.port}"

    def tell(self, call, *values):
        self.server.loop.call_soon_threadsafe(call, *values)

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.endpoint.port), timeout=DEADLINE)

    def raw(self, data):
        """All that comes back for some bytes, until the server hangs up."""
        with self.connect() as wire:
            wire.sendall(data)
            return received(wire)

    def ask(self, target="/", method="GET", host=None, body=b"", **headers):
        """Status, headers and body of an answer."""
        lines = [f"{method} {target} HTTP/1.1", f"Host: {host or self.host}", "Connection: close"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        if body:
            lines.append(f"Content-Length: {len(body)}")
        return parsed(self.raw("\r\n".join([*lines, "", ""]).encode() + body))

    @contextmanager
    def listen(self, page="index.html", etag="", **headers):
        lines = [f"GET /-/events?page={page}&etag={etag} HTTP/1.1", f"Host: {self.host}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        with closing(self.connect()) as wire:
            wire.sendall("\r\n".join([*lines, "", ""]).encode())
            yield Events(wire)


class Events:
    """An event stream as a browser reads it."""

    def __init__(self, wire):
        self._lines = wire.makefile("rb")

    def next(self, *names):
        """The next event of one of these names, with its data."""
        name = None
        for line in self._lines:
            if line.startswith(b"event: "):
                name = line[7:].strip().decode()
            elif line.startswith(b"data: ") and name in names:
                return name, json.loads(line[6:])
        raise AssertionError("the stream ended")

    def ended(self):
        """Whether it comes to its end."""
        with contextlib.suppress(ConnectionResetError):
            self._lines.read()
        return True


def received(wire):
    parts = []
    while part := wire.recv(65536):
        parts.append(part)
    return b"".join(parts)


def parsed(answer):
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(": ") for line in lines)
    return int(first.split()[1]), {name.lower(): value for name, _, value in pairs}, body


@contextmanager
def serving(pages=None, *, live=True, **site):
    pages = dict(PAGES if pages is None else pages)
    endpoint = open_endpoint(None, 0)
    app = App(endpoint, ServedSite(**{"page": pages.get, **site}), live=live)
    server = Server(app)
    thread = threading.Thread(target=server.run, args=(list(endpoint.sockets),))
    thread.start()
    server.ready.wait(DEADLINE)
    try:
        yield Serving(app, endpoint, server, pages)
    finally:
        server.loop.call_soon_threadsafe(app.hub.close)
        server.should_exit = True
        thread.join(DEADLINE)
        app.close()
        assert not thread.is_alive()
