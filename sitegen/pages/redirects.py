"""What a host and a program are told of addresses that are no page any more."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence

Moved = tuple[str, str]
"""A former address and the one that took its place, which is empty where none did."""

RULES = "_redirects"
"""The file that Netlify, Cloudflare and others read."""

LIST = "redirects.json"
"""The same for programs."""


class _Listing(msgspec.Struct):
    schema: int
    moved: dict[str, str]
    gone: list[str]


def rules(moved: Sequence[Moved], top: str) -> bytes:
    r"""A line for each address that has another one now; `top` is the path the site stands at.

    What is gone has no rule: its own page says so.

    >>> rules([("storm", "storm-hits-coast"), ("flood", "")], "")
    b'/storm/ /storm-hits-coast/ 301\n'
    """
    lines = [f"{top}/{quote(old)}/ {top}/{quote(new)}/ 301\n" for old, new in moved if new]
    return "".join(lines).encode()


def listing(moved: Sequence[Moved]) -> bytes:
    """Every former address with its present one, and those that lead nowhere, as JSON.

    >>> listing([("storm", "storm-hits-coast"), ("flood", "")])
    b'{"schema":1,"moved":{"storm":"storm-hits-coast"},"gone":["flood"]}'
    """
    here = {old: new for old, new in moved if new}
    return msgspec.json.encode(_Listing(1, here, [old for old, new in moved if not new]))
