"""What server and browser say: the build's bytes with one tag that keeps a page new, and event streams."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from sitegen.pages.translation import Texts

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

    def only_look_differs(self, etag: str) -> bool:
        """Whether a page with `etag` needs but other style sheets to be this one."""
        words, _, look = etag.partition("-")
        return words == self.words and look != self.look


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
"""Judgement: streams at one time; a browser opens one for each page in sight, of which few have 20."""

HEARTBEAT = 15.0
"""Seconds of silence after which a stream says that it is there, so that a dead connection is found out:
as the HTML standard advises for event streams, since some servers between drop a silent one."""

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
        with self._joined() as awake:
            while not self._closed and not gone.done():
                awake.clear()
                current = await self._current(page)
                words = self._news(told)
                if current is not None and current.etag != etag:
                    words += _renewal(page, etag, current)
                    etag = current.etag
                await tell(words or b": here\n\n")
                await _either(awake, gone)

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

    @contextlib.contextmanager
    def _joined(self) -> Iterator[asyncio.Event]:
        awake = asyncio.Event()
        self._streams.add(awake)
        try:
            yield awake
        finally:
            self._streams.discard(awake)

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


def _renewal(page: str, etag: str, current: Version) -> bytes:
    """What a browser with another version has to do."""
    if current.only_look_differs(etag):
        return event("css", {"hrefs": current.sheets, "etag": current.etag})
    return event("reload", {"page": page, "etag": current.etag})


async def _either(awake: asyncio.Event, gone: asyncio.Future[None]) -> None:
    """Wait for news, for the browser's leave, or for a heartbeat."""
    news = asyncio.ensure_future(awake.wait())
    try:
        await asyncio.wait((news, gone), timeout=HEARTBEAT, return_when=asyncio.FIRST_COMPLETED)
    finally:
        news.cancel()
