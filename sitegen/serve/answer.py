"""What goes back for a request, with the headers that keep it where it belongs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

import msgspec
from msgspec import Struct

from sitegen.pages.hosting import SEARCHING, STYLED, policy

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
