"""What a request gets: a page of the last good site, an event stream, an answer to an action.

A page has the build's bytes with one tag more, whose script keeps it new. A path is looked up among the pages
of the site as it is; no file is ever opened because an address names it.
"""

from __future__ import annotations

import asyncio
import json
import re
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from hashlib import blake2b
from html import escape
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import msgspec
from msgspec import Struct

from sitegen.pages.translation import Texts
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

CLIENT = "/-/client.js"
"""Address of the script that a page gets beside the bytes of the build."""

EVENTS = "/-/events"

TOKEN = "x-sitegen-token"  # noqa: S105 the name of a header
"""Header that carries the token of this run; another program's page cannot know it."""

Action = Callable[[Mapping[str, Any]], tuple[int, object]]
"""Answers an action: from the query (GET) or the JSON object (POST) to a status and a value for JSON.

It runs in a thread of its own beside the builds, and one action at a time.
"""


_SHEET = re.compile(rb'href="[^"]*?(assets/[^"/]+\.[0-9a-f]{10}\.css)"')
"""Link to a style sheet, whose name tells its bytes."""


_TEXT = re.compile(r'\bt\("([^"]+)"')
"""In a script of the client: a text for a person."""


class Version(NamedTuple):
    """What tells one state of a page from another."""

    words: str
    """Digest of the page but for the names of its style sheets."""
    look: str
    """Digest of the names of its style sheets."""
    sheets: tuple[str, ...]
    """Their addresses, from the site's top."""

    @property
    def etag(self) -> str:
        """The version in one word.

        >>> Version("1f", "2e", ()).etag
        '1f-2e'
        """
        return f"{self.words}-{self.look}"

    def renewal(self, page: str, etag: str) -> bytes:
        """The event for a browser that has `page` with `etag`: other style sheets, or all anew."""
        words, _, look = etag.partition("-")
        if words == self.words and look != self.look:
            return event("css", {"hrefs": self.sheets, "etag": self.etag})
        return event("reload", {"page": page, "etag": self.etag})


def version(data: bytes, run: str) -> Version:
    """The version of a page of the build; `run` tells one run of the server from another."""
    sheets = tuple(dict.fromkeys(_SHEET.findall(data)))
    words = data
    for sheet in sheets:
        words = words.replace(sheet, b"")
    look = b"\n".join(sheets)
    return Version(
        _digest(run.encode() + words), _digest(look), tuple(["/" + each.decode() for each in sheets])
    )


def with_client(data: bytes, page: str, etag: str, token: str, texts: str = "") -> bytes:
    """Return the page with the tag that loads the client, as the last thing of its body.

    `texts` are the client's in the person's language, as `client_texts` gives them.

    >>> with_client(b"<p>Hello</p></body></html>", "a/index.html", "1-2", "t")[12:62]
    b'<script src="/-/client.js" defer data-page="a/inde'
    """
    tag = (
        f'<script src="{CLIENT}" defer data-page="{escape(page)}" data-etag="{etag}" data-token="{token}"'
        + (f' data-texts="{escape(texts)}"' if texts else "")
        + "></script>\n"
    ).encode()
    at = data.rfind(b"</body>")
    return data[:at] + tag + data[at:] if at >= 0 else data + tag


@lru_cache(maxsize=4)
def client_texts(language: str, own: tuple[tuple[str, str], ...] = ()) -> str:
    """Return the texts of the client's scripts in `language`, as JSON by the English ones; empty for English.

    `own` are the catalogues of the site by the name of their file.
    """
    scripts = [Path(__file__).with_name(name).read_text("utf-8") for name in ("client.js", "inspector.js")]
    known = Texts(language, dict(own))
    english = sorted({text for script in scripts for text in _TEXT.findall(script)})
    told = {text: there for text in english if (there := known.text(text)) != text}
    return json.dumps(told, ensure_ascii=False) if told else ""


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=8).hexdigest()


MOST_STREAMS = 256
"""Streams at one time: one for each page in sight, of which few have 20. Judgement."""

HEARTBEAT = 15.0
"""Seconds of silence after which a stream says that it is there, as the HTML standard advises."""

Tell = Callable[[bytes], Awaitable[None]]


class Hub:
    """All event streams; to be used in the server's thread alone."""

    def __init__(self, version: Callable[[str], Awaitable[Version | None]]) -> None:
        """`version` gives the present version of a page, None where it cannot be made."""
        self._version = version
        self._streams: set[asyncio.Event] = set()
        self._known: dict[str, asyncio.Task[Version | None]] = {}
        self._fault: bytes | None = None
        self._problems = b""
        self._closed = False
        self.problems(())

    @property
    def full(self) -> bool:
        """Whether no further stream can be had."""
        return len(self._streams) >= MOST_STREAMS

    def changed(self) -> None:
        """Pages may be other than before."""
        self._known.clear()
        self._wake()

    def fault(self, fault: object | None) -> None:
        """Something is wrong, or, with None, no longer."""
        self._fault = None if fault is None else event("fault", fault)
        self._wake()

    def problems(self, problems: Sequence[object]) -> None:
        """These are the problems of the stories now."""
        self._problems = event("problems", {"problems": problems})
        self._wake()

    def close(self) -> None:
        """End every stream."""
        self._closed = True
        self._wake()

    async def stream(self, page: str, etag: str, tell: Tell, gone: asyncio.Future[None]) -> None:
        """Tell the browser that has `page` with `etag` what changes, until it has gone."""
        told: dict[str, object] = {}
        awake = asyncio.Event()
        self._streams.add(awake)
        try:
            while not self._closed and not gone.done():
                awake.clear()
                current = await self._current(page)
                words = self._news(told)
                if current is not None and current.etag != etag:
                    words += current.renewal(page, etag)
                    etag = current.etag
                await tell(words or b": here\n\n")
                await _either(awake, gone)
        finally:
            self._streams.discard(awake)

    def _news(self, told: dict[str, object]) -> bytes:
        """What has not been told of fault and problems; it is noted as told."""
        present = {"fault": self._fault or event("mended", {}), "problems": self._problems}
        words = b"".join(message for key, message in present.items() if told.get(key) != message)
        told.update(present)
        return words

    async def _current(self, page: str) -> Version | None:
        """The present version of a page; those who ask for the same one share the work."""
        if page not in self._known:
            self._known[page] = asyncio.ensure_future(self._version(page))
        return await asyncio.shield(self._known[page])

    def _wake(self) -> None:
        for awake in self._streams:
            awake.set()


def event(name: str, data: object) -> bytes:
    r"""An event as it goes over the wire.

    >>> event("mended", {})
    b'event: mended\ndata: {}\n\n'
    """
    # JSON has no line break outside its texts, and inside they are escaped.
    return b"event: %s\ndata: %s\n\n" % (name.encode(), msgspec.json.encode(data))


async def _either(awake: asyncio.Event, gone: asyncio.Future[None]) -> None:
    """Wait for news, for the browser's leave, or for a heartbeat."""
    news = asyncio.ensure_future(awake.wait())
    try:
        await asyncio.wait((news, gone), timeout=HEARTBEAT, return_when=asyncio.FIRST_COMPLETED)
    finally:
        news.cancel()


PAGES = 6
"""Threads that make pages: a browser asks for 6 at a time. Judgement."""

LAST_GOOD = 200
"""Pages kept as they were for when they cannot be made; nobody has more open. Judgement."""

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
        here = [path for path in Path(__file__).parent.iterdir() if path.suffix in OWN]
        self._assets = {f"/-/{path.name}": path.read_bytes() for path in here} if live else {}
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
        if about["content-type"] == TYPES["html"]:
            data = self._with_client(data, name, etag)
        return Answer(200, data, about)

    def _with_client(self, data: bytes, name: str, etag: str) -> bytes:
        return with_client(data, name, etag, self._token, self._site.texts()) if self._live else data

    def _broken(self, name: str, error: Exception) -> Answer:
        """What stands in the place of a page that cannot be made."""
        told = escape(str(error), quote=False)
        body = f"<!doctype html><meta charset=utf-8><title>Fault</title><pre>{told}</pre>\n".encode()
        about = {"content-type": TYPES["html"], "content-security-policy": policy_of("")}
        return Answer(500, self._with_client(body, name, "0-0"), about)

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
