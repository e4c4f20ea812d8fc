"""Atom (RFC 4287) through feedgenerator; apart, since that takes long to import and few runs write a feed.

An item is written once and stands in many feeds: of the site, of each of its outlets and topics.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from feedgenerator import Atom1Feed


class _Written(Atom1Feed):  # type: ignore[misc] # the library has no types
    """A feed whose items are written already."""

    def __init__(self, items: Sequence[str], updated: datetime, **told: Any) -> None:  # noqa: ANN401 the library's
        super().__init__(**told, description="")
        self._items = items
        self._updated = updated

    def latest_post_date(self) -> datetime:
        return self._updated

    def write_items(self, handler: Any) -> None:  # noqa: ANN401 the library's
        # White space is what a handler writes as it is given.
        handler.ignorableWhitespace("".join(self._items))


def item(**told: Any) -> str:  # noqa: ANN401 the library's
    """An item of a feed; `told` is what the library's `add_item` takes."""
    feed = Atom1Feed("", "", "")
    feed.add_item(**told)
    text: str = feed.writeString("utf-8")
    return text[text.index("<entry>") : text.rindex("</feed>")]


def document(items: Sequence[str], updated: datetime, **told: Any) -> str:  # noqa: ANN401 the library's
    """A feed of `items`; `told` is what the library's `Atom1Feed` takes."""
    text: str = _Written(items, updated, **told).writeString("utf-8")
    return text + "\n"
