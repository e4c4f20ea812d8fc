"""An item as a story file: its name, and its words under a short head."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata

from sitegen.importing.item import Item, one_line

NAME_LENGTH = 48
"""Most characters of a file name that come from the title; with day and mark a name stays under 80."""

MARK_LENGTH = 10
"""Hexadecimal digits of an item's mark: one pair in a million items is alike once in 2 million imports."""

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]+")
_APART = re.compile(r"[^a-z0-9]+")


def mark(*parts: str) -> str:
    """Return what an item's file is known by, whatever its title and day become."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:MARK_LENGTH]


def file_name(item: Item, known_by: str) -> str:
    """Return the name of an item's file: its day, its title in letters that every system takes, its mark."""
    plain = unicodedata.normalize("NFKD", item.title).encode("ascii", "ignore").decode()
    title = _APART.sub("-", plain.lower())[:NAME_LENGTH].strip("-")
    return "-".join(part for part in (item.date[:10], title, known_by) if part) + item.form


def text_of(item: Item, container: str) -> str:
    """Return the text of an item's file: a head of what the container states, then the words as they are."""
    stated = (
        ("title", item.title),
        ("date", item.date),
        ("updated", item.updated if item.updated != item.date else ""),
        ("source", item.source),
        ("author", item.author),
        ("url", item.url),
        ("lang", item.language),
        ("draft", "true" if item.draft else ""),
        *item.keys,
        *item.notes,
        ("from", container),
        ("id", item.id),
    )
    lines = [f"{key}: {_quoted(value)}\n" for key, value in stated if one_line(value)]
    body = item.body.replace("\r\n", "\n").replace("\0", "")
    return f"---\n{''.join(lines)}---\n\n{body.strip(chr(10))}\n"


def _quoted(value: str) -> str:
    """A value as YAML takes it, whatever it holds: JSON's strings are YAML's."""
    return json.dumps(_CONTROLS.sub(" ", one_line(value)), ensure_ascii=False)
