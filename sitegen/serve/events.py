"""The event streams: every browser hears of what concerns the page it shows, and of nothing else.

A stream keeps no queue. It knows what its browser was told last, and when something changes it compares
that with the present state; a browser that does not read misses what is past and nothing of what is.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterator, Sequence

import msgspec

from sitegen.serve.served import Version

MOST_STREAMS = 256
"""Streams at one time; a browser opens one for each page in sight."""

HEARTBEAT = 15.0
"""Seconds of silence after which a stream says that it is there, so that a dead connection is found out."""

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
