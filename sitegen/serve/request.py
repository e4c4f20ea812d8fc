"""What a request asks for: its query, its body, and whether it comes from a page of this server."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any
from urllib.parse import parse_qsl

import msgspec

from sitegen.serve.answer import Answer, json_answer

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
