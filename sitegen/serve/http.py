"""Requests and answers: the sockets and names that lead here, what a request asks for, and what goes back.

The server itself is uvicorn's, in a thread of its own; slow clients are let go.
"""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import os
import socket
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, MutableMapping
from threading import Event
from typing import Any
from urllib.parse import parse_qsl

import msgspec
import uvicorn
from msgspec import Struct
from msgspec.structs import replace
from uvicorn.protocols.http.h11_impl import H11Protocol

from sitegen import OutputError
from sitegen.pages.programs import SEARCHING, STYLED, policy

HEAD_BYTES = 16_384
"""Judgement: bytes of the largest head of a request; browsers send about 1,000."""

MOST_BYTES = 65_536
"""Judgement: bytes of the largest body of an action; a decision has some 500."""

BODY_SECONDS = 5.0
"""Time for the body of an action to arrive; on one machine it takes a millisecond. Judgement."""

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]


def size_of(scope: Scope) -> int:
    """The bytes of a request's head, about."""
    heads = sum(len(name) + len(value) for name, value in scope["headers"])
    return heads + len(scope["raw_path"]) + len(scope["query_string"])


def same_origin(heads: Mapping[str, str], *, secure: bool = False) -> bool:
    """Whether a request comes from a page of this server; Host was found good before.

    `secure` says that pages may be read over https as well, as through a tunnel.
    """
    origin, site = heads.get("origin"), heads.get("sec-fetch-site", "same-origin")
    known = {None, f"http://{heads['host']}"} | ({f"https://{heads['host']}"} if secure else set())
    return origin in known and site in {"same-origin", "none"}


def query_of(scope: Scope) -> dict[str, str]:
    """The values of a query by their names; nothing where it is no query."""
    text = scope["query_string"].decode("latin-1")
    try:
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=20))
    except ValueError:
        return {}


async def body_of(heads: Mapping[str, str], receive: Receive) -> dict[str, Any] | Answer:
    """The JSON object of a request, or why it is not taken."""
    if heads.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        return json_answer(415, {"error": "Send JSON."})
    raw = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            while True:
                message = await receive()
                raw += message.get("body", b"")
                if len(raw) > MOST_BYTES:
                    return json_answer(413, {"error": f"Send at most {MOST_BYTES} bytes."})
                if not message.get("more_body"):
                    break
        return msgspec.json.decode(bytes(raw), type=dict[str, Any])
    except TimeoutError:
        return json_answer(408, {"error": "The request took too long to arrive."})
    except (msgspec.DecodeError, RecursionError):
        return json_answer(400, {"error": "Send a JSON object."})


async def departure(receive: Receive) -> None:
    """Return when the browser has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "jsonld": "application/ld+json; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
    "eml": "message/rfc822",
    "atom": "application/atom+xml; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "avif": "image/avif",
    "pdf": "application/pdf",
    "epub": "application/epub+zip",
    "csv": "text/csv; charset=utf-8",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
    "wav": "audio/wav",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "webp": "image/webp",
    "ico": "image/x-icon",
    "woff2": "font/woff2",
    "wasm": "application/wasm",
    "webmanifest": "application/manifest+json",
}
"""Type of a file by the ending of its name; `nosniff` holds the browser to it."""

ALWAYS = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
"""Headers of every answer."""

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class Answer(Struct, frozen=True):
    """What goes back."""

    status: int
    body: bytes
    headers: dict[str, str] = {}


async def reply(send: Send, answer: Answer) -> None:
    """Send an answer."""
    head = {"content-type": TYPES["txt"], **answer.headers, **ALWAYS}
    if answer.status != 304:
        head["content-length"] = str(len(answer.body))
    await send({"type": "http.response.start", "status": answer.status, "headers": encoded(head)})
    await send({"type": "http.response.body", "body": answer.body})


def json_answer(status: int, value: object) -> Answer:
    """An answer that holds a value as JSON."""
    return Answer(status, msgspec.json.encode(value), {"content-type": TYPES["json"]})


def encoded(head: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    """Headers as ASGI takes them."""
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in head.items()]


def type_of(name: str) -> str:
    """The type of a file, by the ending of its name."""
    return TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")


def policy_of(name: str) -> str:
    """What a page may load, as on the host that it is made for."""
    more = {"newsletter": STYLED, "search": SEARCHING}.get(name.partition("/")[0], {})
    return policy(more)


PORTS = 100
"""Judgement: ports that are tried, the one asked for and those after it; who has more servers names one."""

LOOPBACK = ("127.0.0.1", "::1")
"""Where the server listens unless told otherwise: on what a browser may take `localhost` for."""

_MISSING = frozenset({errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL, errno.EPROTONOSUPPORT})
"""This machine does not speak that version of the protocol."""


class Endpoint(Struct, frozen=True):
    """Open sockets with what may be said to them."""

    sockets: tuple[socket.socket, ...]
    url: str
    port: int
    hosts: frozenset[str]
    """What the header Host may say; anything else comes from a page that only pretends to be this server."""
    any_address: bool
    """Whether every address of this machine leads here."""
    local: bool
    """Whether only programs on this machine can reach it."""
    named: frozenset[str] = frozenset()
    """Further names that a person said lead here; without a port they do with any."""

    def admits(self, host: str, here: str) -> bool:
        """Whether a request that names `host` and came to the address `here` is meant for this server."""
        host = host.lower()
        return host in self.hosts or self.leads(host) or (self.any_address and host == _host(here, self.port))

    def leads(self, host: str) -> bool:
        """Whether a person said that `host` leads here, perhaps by way of a server that speaks for it."""
        name, _, port = host.lower().rpartition(":")
        return host.lower() in self.named or (port.isdecimal() and name in self.named)


def open_endpoint(bind: str | None, port: int, named: Iterable[str] = ()) -> Endpoint:
    """The sockets of a server on `port`, or on the next free one; with port 0 on any.

    `named` are further names that lead to it.

    Raises:
        OutputError: there is no such address here, or no port is free.
    """
    addresses = LOOPBACK if bind is None else tuple(_resolved(bind))
    for number in [0] * PORTS if port == 0 else range(port, min(port + PORTS, 65536)):
        try:
            sockets = _listening(addresses, number)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                continue
            raise OutputError(
                f"cannot listen on {bind or 'localhost'} ({error.strerror}); name an address of this machine"
            ) from error
        return replace(_endpoint(bind, addresses, sockets), named=frozenset(map(str.lower, named)))
    raise OutputError(
        f"none of the ports {port} to {min(port + PORTS, 65536) - 1} is free; name another with --port N"
    )


def _endpoint(bind: str | None, addresses: tuple[str, ...], sockets: tuple[socket.socket, ...]) -> Endpoint:
    port = sockets[0].getsockname()[1]
    kinds = [ipaddress.ip_address(address.partition("%")[0]) for address in addresses]
    anywhere = any(kind.is_unspecified for kind in kinds)
    names = {"localhost", *LOOPBACK, *addresses, *([bind] if bind else [])}
    hosts = {_host(name.lower(), port) for name in names}
    if port == 80:
        hosts |= {_host(name.lower(), port).removesuffix(":80") for name in names}
    shown = "localhost" if bind is None or anywhere else bind
    return Endpoint(
        sockets=sockets,
        url=f"http://{_host(shown, port)}/",
        port=port,
        hosts=frozenset(hosts),
        any_address=anywhere,
        local=all(kind.is_loopback for kind in kinds),
    )


def _host(address: str, port: int) -> str:
    """An address with its port as the header Host writes it.

    >>> _host("::1", 8000), _host("::ffff:127.0.0.1", 8000)
    ('[::1]:8000', '127.0.0.1:8000')
    """
    address = address.removeprefix("::ffff:") if "." in address else address
    return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"


def _resolved(bind: str) -> Iterator[str]:
    """The addresses that a name stands for."""
    try:
        found = socket.getaddrinfo(bind.strip("[]"), None, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError) as error:
        raise OutputError(f"--bind {bind}: this machine knows no such address") from error
    yield from dict.fromkeys(str(each[4][0]) for each in found)


def _listening(addresses: tuple[str, ...], port: int) -> tuple[socket.socket, ...]:
    """A socket on each address, all on one port.

    Raises:
        OSError: the port is taken on one of them, or none of them exists.
    """
    opened: list[socket.socket] = []
    try:
        for address in addresses:
            try:
                opened.append(_socket(address, opened[0].getsockname()[1] if opened else port))
            except OSError as error:
                if error.errno not in _MISSING or (address == addresses[-1] and not opened):
                    raise
    except OSError:
        for each in opened:
            each.close()
        raise
    return tuple(opened)


def _socket(address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        if family == socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, address != "::")
        # Elsewhere than on Windows this does no more than let a port be used again at once.
        if os.name == "posix":
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((address, port))
        made.listen(128)
    except OSError:
        made.close()
        raise
    made.settimeout(0)
    return made


HEAD_SECONDS = 10.0
"""Time for the head of a request; who says nothing is kept no longer. Judgement."""

IDLE_SECONDS = 5
"""Judgement: how long a connection is kept for another request; uvicorn's own value."""

DEAF_SECONDS = 20.0
"""Time to read some of what waits; a sleeping tab reads when it wakes. Judgement."""

MOST_CONNECTIONS = 600
"""Twice the event streams and some; most systems allow a process 1,024 files. Judgement."""

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
