"""A static host on this machine: serves a folder below a path, with the headers of its ``_headers``."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from fnmatch import fnmatchcase
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


def rules(text: str) -> list[tuple[str, list[str]]]:
    """Each path of a ``_headers`` file with its lines, in order."""
    found: list[tuple[str, list[str]]] = []
    for line in filter(None, text.splitlines()):
        if line.startswith(" "):
            found[-1][1].append(line.strip())
        else:
            found.append((line, []))
    return found


def headers(text: str, path: str) -> dict[str, str]:
    """What a host sends with `path`: rules add up, values of one name too; ``!`` takes a name off."""
    sent: dict[str, str] = {}
    for pattern, lines in rules(text):
        if fnmatchcase(path, pattern):
            for line in lines:
                name, _, value = line.partition(": ")
                if line.startswith("! "):
                    sent.pop(line[2:], None)
                else:
                    sent[name] = f"{sent[name]}, {value}" if name in sent else value
    return sent


@contextlib.contextmanager
def host(folder: Path, below: str = "") -> Iterator[str]:
    """The address at which `folder` is served while the context lasts."""
    told = (folder / "_headers").read_text("utf-8")

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *args, **named):
            super().__init__(*args, directory=str(folder), **named)

        def translate_path(self, path):
            return super().translate_path(path.removeprefix(below) if path.startswith(below) else "/none")

        def end_headers(self):
            for name, value in headers(told, self.path.partition("?")[0]).items():
                self.send_header(name, value)
            super().end_headers()

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}{below}"
        finally:
            server.shutdown()
