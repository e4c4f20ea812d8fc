"""What a request gets: a page of the last good site, an event stream, an answer; slow clients are let go.

A path is looked up among the pages of the site as it is; no file is ever opened because an address names it.
"""

from __future__ import annotations

import asyncio
import secrets
import socket
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any
from urllib.parse import quote

import uvicorn
from msgspec import Struct
from uvicorn.protocols.http.h11_impl import H11Protocol

from sitegen.serve.http import (
    ALWAYS,
    HEAD_BYTES,
    TYPES,
    Answer,
    Endpoint,
    Receive,
    Scope,
    Send,
    body_of,
    departure,
    encoded,
    json_answer,
    policy_of,
    query_of,
    reply,
    same_origin,
    size_of,
    type_of,
)
from sitegen.serve.served import EVENTS, TOKEN, Action, Hub, Version, version, with_client

HEAD_SECONDS = 10.0
"""Judgement: time for the head of a request to arrive; a connection that says nothing is kept no longer."""

IDLE_SECONDS = 5
"""Judgement: how long a connection is kept for another request; uvicorn's own value."""

DEAF_SECONDS = 20.0
"""Judgement: time in which a client has to read some of what waits for it; a sleeping tab reads at once when
it wakes and connects again."""

MOST_CONNECTIONS = 600
"""Judgement: connections at one time, event streams included: twice those and some; below the 1,024 open
files that most systems allow a process."""

_SWEEP = 20
"""Judgement: ticks of 0.1 seconds between two looks at every connection."""


class Connection(H11Protocol):
    """One connection, which knows since when nothing has come of it."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as in uvicorn
        """Take a connection, unless there are too many."""
        self._idle_since = self._moved = self.loop.time()
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            transport.abort()

    def on_response_complete(self) -> None:
        """Begin to wait for the next request."""
        self._idle_since = self.loop.time()
        super().on_response_complete()

    def resume_writing(self) -> None:
        """Go on, since the client reads."""
        self._moved = self.loop.time()
        super().resume_writing()

    def sweep(self) -> None:
        """Cut the connection where nothing comes of it any more."""
        now = self.loop.time()
        busy = self.cycle is not None and not self.cycle.response_complete
        if not (self.flow.write_paused or self.transport.is_closing()):
            self._moved = now
        deaf = now - self._moved > DEAF_SECONDS
        silent = not busy and now - self._idle_since > HEAD_SECONDS
        if deaf or silent:
            self.transport.abort()


class Server(uvicorn.Server):
    """A server for a thread of its own; it starts on sockets that are open already."""

    def __init__(self, app: Any) -> None:  # noqa: ANN401 uvicorn's own type for it
        """`app` is an ASGI application."""
        super().__init__(
            uvicorn.Config(
                app,
                http=Connection,
                loop="asyncio",
                ws="none",
                lifespan="off",
                interface="asgi3",
                log_config=None,
                log_level="critical",
                access_log=False,
                # Every client is on this machine, so nobody's word on where a request comes from counts.
                proxy_headers=False,
                server_header=False,
                date_header=False,
                h11_max_incomplete_event_size=HEAD_BYTES,
                timeout_keep_alive=IDLE_SECONDS,
                timeout_graceful_shutdown=1,
            )
        )
        self.ready = Event()
        """Set when requests are answered."""
        self.loop: asyncio.AbstractEventLoop | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer."""
        await super().startup(sockets)
        self.loop = asyncio.get_running_loop()
        self.ready.set()

    async def on_tick(self, counter: int) -> bool:
        """Look at every connection now and then."""
        if counter % _SWEEP == 0:
            for connection in list(self.server_state.connections):
                if isinstance(connection, Connection):
                    connection.sweep()
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Cut every connection and end; nobody waits for a client that does not read."""
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        # What is cut is told so in the next turn of the loop.
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        await super().shutdown(sockets)


PAGES = 6
"""Judgement: threads that make pages. A browser asks for 6 at a time; a page of a story that changes this
moment keeps one waiting."""

LAST_GOOD = 200
"""Judgement: pages, those asked for last, that stand as they were when they cannot be made any more; nobody
has more than 200 open."""

OWN = (".js", ".css")
"""Endings of the files of the live server itself, which stand beside this module."""


class ServedSite(Struct, frozen=True):
    """What the server has to show."""

    page: Callable[[str], bytes | None]
    """A file of the last good site; safe in any thread."""
    top: Callable[[], str] = lambda: "/"
    """The path below which the site stands on its host, with slashes at both ends."""
    actions: Mapping[tuple[str, str], Action] = {}
    """By method and address."""
    texts: Callable[[], str] = lambda: ""
    """The client's texts in the language of the site."""
    wrong: Callable[[str, Exception], None] = lambda _name, _error: None
    """Hears of a page that could not be made."""
    right: Callable[[str], None] = lambda _name: None
    """Hears of a page that could."""


class App:
    """The ASGI application."""

    def __init__(self, endpoint: Endpoint, site: ServedSite, *, live: bool = True) -> None:
        """With `live`, pages get the client that keeps them new."""
        self._endpoint = endpoint
        self._site = site
        self._live = live
        self._run = secrets.token_hex(4)
        self._token = secrets.token_urlsafe(24)
        self._pages = ThreadPoolExecutor(PAGES, "sitegen-page")
        self._acts = ThreadPoolExecutor(1, "sitegen-action")
        self._good: dict[str, bytes] = {}
        self._assets = _own() if live else {}
        self.hub = Hub(self._version)

    def close(self) -> None:
        """End the threads that make pages; from any thread, when no request is answered any more."""
        self._pages.shutdown(cancel_futures=True)
        self._acts.shutdown(cancel_futures=True)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        heads = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        path, method = scope["path"], scope["method"]
        if size_of(scope) > HEAD_BYTES:
            return await reply(
                send, Answer(431, b"The head of the request is too large.\n", {"connection": "close"})
            )
        if not self._endpoint.admits(heads.get("host", ""), str((scope.get("server") or ("",))[0])):
            told = (
                f"This server answers to {self._endpoint.url} only; if another name leads to it, start it "
                "with --allow-host NAME.\n"
            )
            return await reply(send, Answer(403, told.encode()))
        if path == EVENTS and method == "GET" and self._live:
            return await self._stream(scope, heads, receive, send)
        action = self._site.actions.get((method, path)) if self._live else None
        if action is not None:
            return await reply(send, await self._act(action, scope, heads, receive))
        if method not in {"GET", "HEAD"}:
            return await reply(send, Answer(405, b"Only GET and HEAD.\n", {"allow": "GET, HEAD"}))
        return await reply(send, await self._file(path, heads.get("if-none-match", "")))

    async def _file(self, path: str, known: str) -> Answer:
        """A file of the site, or of this server."""
        if path in self._assets:
            return Answer(200, self._assets[path], {"content-type": type_of(path)})
        if not path.startswith("/") or path.startswith("/-/"):
            return Answer(404, b"There is nothing here.\n")
        name = path[1:] + "index.html" if path.endswith("/") else path[1:]
        try:
            data = await self._page(name)
            top = self._site.top()
            if data is None and len(top) > 1 and path.startswith(top):
                # On its host the site stands below this path, and the page for missing addresses links there.
                return await self._file("/" + path.removeprefix(top), known)
            if data is None and not path.endswith("/") and await self._page(f"{name}/index.html") is not None:
                return Answer(308, b"", {"location": quote(f"{path}/")})
            return self._dressed(name, data, known) if data is not None else await self._missing(name)
        except Exception as error:  # noqa: BLE001 whatever one page does, the server goes on
            return self._broken(name, error)

    async def _missing(self, name: str) -> Answer:
        """The site's own page for an address that is none; it hears when there is one."""
        data = await self._page("404.html")
        found = self._dressed(name if name.endswith(".html") else f"{name}/index.html", data or b"", "")
        return Answer(404, found.body, {**found.headers, "content-type": TYPES["html"]})

    def _dressed(self, name: str, data: bytes, known: str) -> Answer:
        """A file with what tells about it."""
        about = {"content-type": type_of(name), "content-security-policy": policy_of(name)}
        etag = version(data, self._run if self._live else "").etag
        about["etag"] = f'"{etag}"'
        if known and any(tag.strip().removeprefix("W/") in {about["etag"], "*"} for tag in known.split(",")):
            return Answer(304, b"", about)
        if self._live and about["content-type"] == TYPES["html"]:
            data = with_client(data, name, etag, self._token, self._site.texts())
        return Answer(200, data, about)

    def _broken(self, name: str, error: Exception) -> Answer:
        """What stands in the place of a page that cannot be made."""
        data = f"<!doctype html><meta charset=utf-8><title>Fault</title><pre>{_escaped(str(error))}</pre>\n"
        body = data.encode()
        if self._live:
            body = with_client(body, name, "0-0", self._token, self._site.texts())
        return Answer(500, body, {"content-type": TYPES["html"], "content-security-policy": policy_of("")})

    async def _page(self, name: str) -> bytes | None:
        """A file of the site, as it was last where it cannot be made any more."""
        try:
            data = await asyncio.get_running_loop().run_in_executor(self._pages, self._site.page, name)
        except Exception as error:
            self._site.wrong(name, error)
            if name not in self._good:
                raise
            return self._good[name]
        self._site.right(name)
        if data is not None and name.endswith(".html"):
            self._good.pop(name, None)
            self._good[name] = data
            if len(self._good) > LAST_GOOD:
                del self._good[next(iter(self._good))]
        return data

    async def _version(self, name: str) -> Version | None:
        """The version of a page as it is now; None where it cannot be made."""
        try:
            data = await self._page(name)
            if data is None:
                data = await self._page("404.html") or b""
        except Exception:  # noqa: BLE001 as for a request
            return None
        return version(data, self._run)

    async def _stream(self, scope: Scope, heads: Mapping[str, str], receive: Receive, send: Send) -> None:
        """Keep a browser told."""
        if not same_origin(heads, secure=self._endpoint.leads(heads["host"])):
            return await reply(send, Answer(403, b"Another site may not listen.\n"))
        if self.hub.full:
            return await reply(send, Answer(503, b"Too many pages listen.\n", {"retry-after": "5"}))
        asked = query_of(scope)
        head = {"content-type": "text/event-stream; charset=utf-8", **ALWAYS}
        await send({"type": "http.response.start", "status": 200, "headers": encoded(head)})

        async def tell(words: bytes) -> None:
            await send({"type": "http.response.body", "body": words, "more_body": True})

        gone = asyncio.ensure_future(departure(receive))
        try:
            await self.hub.stream(asked.get("page", ""), asked.get("etag", ""), tell, gone)
        finally:
            gone.cancel()
        await send({"type": "http.response.body", "body": b""})
        return None

    async def _act(self, action: Action, scope: Scope, heads: Mapping[str, str], receive: Receive) -> Answer:
        """Answer an action of the page."""
        if not same_origin(heads, secure=self._endpoint.leads(heads["host"])):
            return json_answer(403, {"error": "Another site may not ask this."})
        asked: Mapping[str, Any] = query_of(scope)
        if scope["method"] == "POST":
            token = heads.get(TOKEN, "").encode()
            if "origin" not in heads or not secrets.compare_digest(token, self._token.encode()):
                return json_answer(403, {"error": "The server was started anew; reload the page."})
            found = await body_of(heads, receive)
            if isinstance(found, Answer):
                return found
            asked = found
        loop = asyncio.get_running_loop()
        return json_answer(*await loop.run_in_executor(self._acts, action, asked))


def _own() -> dict[str, bytes]:
    """The files of the live server itself, by their address."""
    here = [path for path in Path(__file__).parent.iterdir() if path.suffix in OWN]
    return {f"/-/{path.name}": path.read_bytes() for path in here}


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
