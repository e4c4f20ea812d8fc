"""Feeds: RSS, Atom and RDF through feedparser, JSON Feed by itself."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, BinaryIO

from sitegen.importing.item import Item, LeftOut, Wanted, moment, one_line

TEASER_WORDS = 60
"""An item with fewer words announces a story rather than tells it.

Unit: words. Judgement: feeds with whole stories carry 200 and more, summaries 20 to 50.
"""

_GOES_ON = re.compile(
    r"(?:\[?(?:…|\.\.\.)\]?|&hellip;|&#8230;|(?:read|continue|weiter|mehr|lire|leer|seguir|ler)\b[^.!?]{0,40})\s*$",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]*>")


def items(file: BinaryIO, name: str, wanted: Wanted) -> Iterator[Item | LeftOut]:
    """Yield the stories of a feed in its order."""
    import feedparser  # noqa: PLC0415 an extra, and heavy

    # Words are taken as they are; what may stand on a page is decided where pages are made.
    feed = feedparser.parse(file.read(), sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        why = f"holds no item ({feed.bozo_exception})" if feed.bozo else "holds no item"
        yield LeftOut(name, one_line(why))
    for entry in feed.entries:
        yield _item(entry, feed.feed, wanted)


def _item(entry: dict[str, Any], feed: dict[str, Any], wanted: Wanted) -> Item | LeftOut:
    title = one_line(entry.get("title"))
    whole = next((each.get("value", "") for each in entry.get("content", ())), "")
    body = whole or entry.get("summary", "")
    known_by = entry.get("id") or entry.get("link") or title
    refused = _refused(body, title, wanted, known_by=known_by)
    if refused:
        return refused
    return Item(
        id=str(known_by),
        body=body,
        form=".html",
        title=title,
        date=_moment(entry, "published") or _moment(entry, "updated"),
        updated=_moment(entry, "updated"),
        source=one_line(entry.get("source", {}).get("title") or feed.get("title")),
        author=", ".join(one_line(each.get("name")) for each in entry.get("authors", ()) if each.get("name")),
        url=str(entry.get("link", "")),
        language=str(feed.get("language", "")),
    )


def _refused(body: str, title: str, wanted: Wanted, *, known_by: str) -> LeftOut | None:
    """Why an item is not taken, or None."""
    words = _TAG.sub(" ", body).strip()
    what = title or known_by or "an item without a title"
    if not words:
        return LeftOut(what, "has no words of its own, only a link")
    if not wanted.teasers and (len(words.split()) < TEASER_WORDS or _GOES_ON.search(words)):
        return LeftOut(what, "only announces a story; --teasers takes it all the same")
    return None


def _moment(entry: dict[str, Any], field: str) -> str:
    """A time of an entry as it states it, or as feedparser reads it."""
    # Asked as a plain dictionary: the feed's own answers for what is not there with another time.
    parsed = dict.get(entry, f"{field}_parsed")
    stated = moment(dict.get(entry, field))
    if stated or not parsed:
        return stated
    return datetime(*parsed[:6], tzinfo=UTC).isoformat() if isinstance(parsed, time.struct_time) else ""


def json_items(feed: dict[str, Any], wanted: Wanted) -> Iterator[Item | LeftOut]:
    """Yield the stories of a JSON Feed in its order."""
    for number, entry in enumerate(feed.get("items") or (), 1):
        if not isinstance(entry, dict):
            yield LeftOut(f"item {number}", "is no object")
            continue
        whole = entry.get("content_html")
        body = str(whole or entry.get("content_text") or entry.get("summary") or "")
        title, known_by = one_line(entry.get("title")), str(entry.get("id") or entry.get("url") or number)
        refused = _refused(body, title, wanted, known_by=known_by)
        if refused:
            yield refused
            continue
        authors = entry.get("authors") or feed.get("authors") or ()
        yield Item(
            id=known_by,
            body=body,
            form=".html" if whole else ".txt",
            title=title,
            date=moment(entry.get("date_published")),
            updated=moment(entry.get("date_modified")),
            source=one_line(feed.get("title")),
            author=", ".join(one_line(each.get("name")) for each in authors if isinstance(each, dict)),
            url=str(entry.get("url") or entry.get("external_url") or ""),
            language=str(entry.get("language") or feed.get("language") or ""),
        )
