"""Where the sentences of a block of text begin and end, and what is glued to its beginning."""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct

from sitegen.dates import parse


class Prefix(Struct, frozen=True, gc=False):
    """A scraper's date in front of a sentence."""

    length: int
    """Characters to cut, blanks included."""
    published: date


class Dateline(Struct, frozen=True, gc=False):
    """Where and by whom a report was filed, in front of its first sentence."""

    length: int
    """Characters to cut, dash or colon and blanks included."""
    place: str | None
    agency: str | None
    published: str | None
    """The date as written, often without a year."""


def split(text: str, language: str) -> list[tuple[int, int]]:
    """Spans of the sentences of one block of text, ends stripped, in order."""
    import sentencex  # type: ignore[import-untyped] # noqa: PLC0415 — ships no types; loaded when needed

    spans = []
    position = 0
    for piece in sentencex.segment(language, text):
        start = position + len(piece) - len(piece.lstrip())
        end = position + len(piece.rstrip())
        if start < end:
            spans.append((start, end))
        position += len(piece)
    return spans


_PREFIX = re.compile(
    r"\s*(?P<date>(?:(?:date|published|updated|posted)\s*:?\s*)?\d{4}-\d\d-\d\d)(?:\s*[|:–—-])?\s+(?=\S)",
    re.IGNORECASE,
)


def date_prefix(text: str) -> Prefix | None:
    """Return the glued date at the start of `text`, or None."""
    match = _PREFIX.match(text)
    published = parse(match["date"]) if match else None
    return Prefix(match.end(), published) if match and published else None


def dateline(text: str) -> Dateline | None:  # noqa: ARG001
    """Return the dateline at the start of `text`, or None."""
    return None
