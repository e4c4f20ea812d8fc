"""Stories out of files that hold them in another form: feeds, mail, archives, records, documents.

Each importer turns a container into `Item`s, one at a time, with the words as the container has them, or says
what it left out; `formats.py` says which importer takes which file. Nothing is fetched.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
import unicodedata
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from msgspec import Struct

from sitegen.text import dates

_BLANKS = re.compile(r"\s+")
_MARKUP = re.compile(r"<[/!?a-zA-Z]|&[#\w]{1,32};")
TAG = re.compile(r"<[^<>]*>")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_UNIX = re.compile(r"1\d{9}(?:\d{3})?")
"""A moment between 2001 and 2033."""


class Item(Struct, frozen=True):
    """A story in a container."""

    id: str
    """What the container calls it; the same in every copy of the container."""
    body: str
    """The words, verbatim: HTML, Markdown or plain text, as `form` says."""
    form: str
    """Ending of the story's file: ``.html``, ``.md`` or ``.txt``."""
    title: str = ""
    date: str = ""
    """YYYY-MM-DD, or ISO 8601 with the time and its zone where the container has them."""
    updated: str = ""
    source: str = ""
    """The outlet."""
    author: str = ""
    url: str = ""
    language: str = ""
    keys: tuple[tuple[str, str], ...] = ()
    """Kind and value of each identifier that the container states: cve, ghsa, doi, isbn."""
    draft: bool = False
    notes: tuple[tuple[str, str], ...] = ()
    """Further lines of the head, such as where the words were extracted from."""


class LeftOut(Struct, frozen=True):
    """Something of a container that makes no story."""

    what: str
    """Its place in the container, its title or its id."""
    why: str
    """In a few words, with what to do about it where something can be done."""


class Wanted(Struct, frozen=True):
    """What a person asked for beside the files."""

    teasers: bool = False
    """Whether items of a feed that only announce a story are taken."""
    split: bool = False
    """Whether a newsletter becomes a story for each of its headings."""
    text: str = ""
    """Name of the field of a record that holds the story; guessed where empty, as are the next three."""
    title: str = ""
    date: str = ""
    source: str = ""


def one_line(text: object) -> str:
    """Return a value as one line of words: of a title that a container gives as HTML its text."""
    words = str(text or "")
    if _MARKUP.search(words):
        words = html.unescape(TAG.sub("", words))
    return _BLANKS.sub(" ", words).strip()


def moment(text: object) -> str:
    """Return a date as ISO 8601, with its time and zone where it has them; empty where it is none.

    Takes ISO 8601, the dates of mail and RSS (RFC 5322), YYYYMMDD[hhmmss] of web archives, seconds and
    milliseconds of Unix, and days as the news writes them.

    >>> moment("Mon, 02 Mar 2026 08:30:00 +0100"), moment("2026-03-02"), moment("3 March")
    ('2026-03-02T08:30:00+01:00', '2026-03-02', '')
    """
    words = str(text or "").strip()
    try:
        if _UNIX.fullmatch(words):
            seconds = int(words) // (1000 if len(words) == 13 else 1)
            return datetime.fromtimestamp(seconds, UTC).isoformat()
        if _DAY.fullmatch(words):
            return date.fromisoformat(words).isoformat()
        return datetime.fromisoformat(words).replace(microsecond=0).isoformat()
    except ValueError:
        pass
    try:
        found = parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError, OverflowError):
        return dates.moment(words) or ""
    # "-0000" is a time whose zone nobody stated; RFC 5322 has it count as UTC.
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).isoformat()


NAME_LENGTH = 48
"""Characters of a file name from the title; with day and mark it stays under 80."""

MARK_LENGTH = 10
"""Hexadecimal digits of an item's mark: one pair of a million is alike once in 2 million imports."""

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
