"""Feeds of the site, of an outlet, of a topic: the digests whose facts changed last, as Atom and JSON Feed.

Ids are made from the digest's own and never from its address, so that a reader's program knows a digest
again wherever it stands. A feed holds full addresses, so a site has feeds only where it knows its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from html import escape
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from sitegen.pages.view import link

if TYPE_CHECKING:
    from sitegen.pages.listing import Entry

NO_XML = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010fffd]"
"""Characters that no XML document may hold, or that programs choke on."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed without items was last changed."""

JSON_FEED = "https://jsonfeed.org/version/1.1"


class FeedItem(Struct, frozen=True, gc=False):
    """A digest as it stands in every feed."""

    updated: datetime | None
    atom: str
    """Empty without a time, which Atom has to have."""
    json: bytes


class Feed(Struct, frozen=True):
    """A feed before it is written."""

    title: str
    path: str
    home: str
    """File of the page that it feeds from."""
    top: str
    """Full address of the site, without a slash at its end."""
    scope: str
    """What its id is made with."""
    author: str
    language: str
    items: Sequence[FeedItem]
    since: datetime = EPOCH
    """When a digest changed last that is no longer here; a feed's time never goes back."""


def urn(*keys: str) -> str:
    """A UUID made of `keys`: the same for the same keys, for ever.

    Version 8 of RFC 9562, whose bits are free but for those that say so.

    >>> urn("https://example.org", "1b2c")
    'urn:uuid:a0679038-1a97-8451-8e1f-24f392f2adaa'
    """
    told = "".join(f"{len(key)}:{key}" for key in keys).encode("utf-8", "replace")
    digits = list(blake2b(told, digest_size=16).hexdigest())
    digits[12] = "8"
    digits[16] = "89ab"[int(digits[16], 16) & 3]
    parts = (digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])
    return "urn:uuid:" + "-".join("".join(part) for part in parts)


def item(entry: Entry, html: str, top: str) -> FeedItem:
    """Return `entry` as it stands in feeds, `html` being what is shown under its headline."""
    published, updated = moment(entry.published), _updated(entry)
    url, ident = _address(top, f"{entry.address}/"), urn("digest", entry.id)
    json = _JsonItem(
        id=ident,
        url=url,
        title=entry.title,
        content_html=html,
        summary=entry.lede,
        date_modified=_rfc3339(updated) if updated else "",
        language="" if entry.language == "und" else entry.language,
        date_published=_rfc3339(published) if published else "",
        authors=[_Author(name) for name in entry.outlets],
        tags=[topic.title for topic in entry.topics],
    )
    atom = ""
    if updated:
        by = ", ".join(entry.outlets)
        atom = "".join(
            [
                "<entry>",
                _element("title", entry.title),
                _link("alternate", url),
                _element("id", ident),
                _element("published", published.isoformat()) if published else "",
                _element("updated", updated.isoformat()),
                f"<author>{_element('name', by)}</author>" if by else "",
                _element("summary", entry.lede),
                f'<content type="html">{_fit(html)}</content>',
                *(f"<category term={_quoted(_plain(topic.title))}/>" for topic in entry.topics),
                "</entry>\n",
            ]
        )
    return FeedItem(updated, atom, msgspec.json.encode(json))


def atom_feed(feed: Feed) -> bytes:
    """Return the feed as Atom (RFC 4287)."""
    updated = max(feed.since, *(item.updated for item in feed.items if item.updated), EPOCH)
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>\n',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={_quoted(feed.language)}>\n',
        _element("title", feed.title),
        _link("alternate", _address(feed.top, feed.home.removesuffix("index.html"))),
        _link("self", _address(feed.top, feed.path)),
        _element("id", urn("feed", feed.scope, feed.path)),
        _element("updated", updated.isoformat()),
        f"<author>{_element('name', feed.author)}</author>\n",
        *(item.atom for item in feed.items),
        "</feed>\n",
    ]
    return "".join(parts).encode("utf-8", "replace")


class _Author(Struct, gc=False):
    name: str


class _JsonItem(Struct, gc=False, omit_defaults=True):
    id: str
    url: str
    title: str
    content_html: str
    summary: str
    date_modified: str = ""
    language: str = ""
    date_published: str = ""
    authors: list[_Author] = []
    tags: list[str] = []


class _JsonFeed(Struct, gc=False):
    version: str
    title: str
    home_page_url: str
    feed_url: str
    language: str
    authors: list[_Author]
    items: list[msgspec.Raw]


def json_feed(feed: Feed) -> bytes:
    """Return the feed as JSON Feed 1.1."""
    return msgspec.json.encode(
        _JsonFeed(
            version=JSON_FEED,
            title=feed.title,
            home_page_url=_address(feed.top, feed.home.removesuffix("index.html")),
            feed_url=_address(feed.top, feed.path),
            language=feed.language,
            authors=[_Author(feed.author)],
            items=[msgspec.Raw(item.json) for item in feed.items],
        )
    )


def moment(told: str | None) -> datetime | None:
    """The time that a day or a time names, in UTC; a day counts from its beginning. None for anything else.

    >>> moment("2026-03-02"), moment("soon")
    (datetime.datetime(2026, 3, 2, 0, 0, tzinfo=datetime.timezone.utc), None)
    """
    try:
        found = datetime.fromisoformat(told or "")
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _updated(entry: Entry) -> datetime | None:
    """When the digest's facts changed last, never before it was published; None where no time is known."""
    return max((time for time in (moment(entry.updated), moment(entry.published)) if time), default=None)


def _rfc3339(time: datetime) -> str:
    return time.isoformat().replace("+00:00", "Z")


def _address(top: str, path: str) -> str:
    """The full address of `path`."""
    return link(f"{top}/", path)


def _element(name: str, text: str) -> str:
    return f"<{name}>{_fit(text)}</{name}>"


def _link(rel: str, href: str) -> str:
    return f'<link rel="{rel}" href={_quoted(_plain(href))}/>'


def _fit(text: str) -> str:
    """`text` as text of an XML document."""
    return escape(_plain(text), quote=False)


def _quoted(text: str) -> str:
    """`text` as the value of an attribute, with its quotation marks."""
    from xml.sax.saxutils import quoteattr  # noqa: PLC0415 takes 30 ms, and a site without an address has no feed

    return quoteattr(text)


def _plain(text: str) -> str:
    """`text` without what no XML document may hold."""
    return re.sub(NO_XML, "", text)
