"""Requests and answers: what a request asks for and where it comes from, and the headers that go back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from msgspec import Struct

from sitegen.pages.hosting import SEARCHING, STYLED, policy

HEAD_BYTES = 16_384
"""Largest head of a request; browsers send about one thousand."""

MOST_BYTES = 65_536
"""Largest body of an action; a decision has hundreds."""

BODY_SECONDS = 5.0
"""Time for the body of an action to arrive."""

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
