"""What the JSON-LD scripts of a page say about its article."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

SCRIPT_MAX = 1_000_000
"""Longest script that is read. Unit: characters; real ones have 1,000 to 50,000."""

NODES_MAX = 10_000
"""Most objects that are looked at in one page. Unit: objects; real pages have under 200."""

NAME_MAX = 200
"""Longest name of a person or publisher. Unit: characters; longer values are texts put in the wrong place."""

Node = Mapping[str, object]


class LinkedData(Struct, frozen=True):
    """The fields of the page's article, None where nothing is said."""

    headline: str | None = None
    published: str | None = None
    updated: str | None = None
    author: str | None = None
    publisher: str | None = None
    agency: str | None = None
    url: str | None = None


def linked_data(scripts: Sequence[str]) -> LinkedData:
    """The article that the scripts of a page describe; broken scripts are passed over.

    >>> linked_data(['{"@type": "NewsArticle", "headline": "A", "author": [{"name": "B"}, "C"]}']).author
    'B, C'
    """
    nodes = [node for script in scripts for node in _nodes(_parsed(script))][:NODES_MAX]
    article = next((node for node in nodes if _is_article(node)), None)
    if article is None:
        return LinkedData()
    known = {str(node["@id"]): node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    return LinkedData(
        headline=_text(article.get("headline")) or _text(article.get("name")),
        published=_text(article.get("datePublished")) or _text(article.get("dateCreated")),
        updated=_text(article.get("dateModified")),
        author=_names(article.get("author"), known),
        publisher=_names(article.get("publisher"), known),
        agency=_names(article.get("sourceOrganization"), known),
        url=_address(article),
    )


def _parsed(script: str) -> object:
    """The value of a script, or None where it is broken."""
    if len(script) > SCRIPT_MAX:
        return None
    written = script.strip().removeprefix("<![CDATA[").removeprefix("//<![CDATA[").removesuffix("]]>").strip()
    try:
        return json.loads(written.rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: object) -> Iterator[Node]:
    """Every object of a value, outer ones first, in the order written."""
    waiting = [value]
    count = 0
    while waiting and count < NODES_MAX:
        count += 1
        current = waiting.pop()
        if isinstance(current, Mapping):
            yield current
            waiting.extend(reversed(list(current.values())))
        elif isinstance(current, list):
            waiting.extend(reversed(current))


def _is_article(node: Node) -> bool:
    types = node.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(
        isinstance(name, str)
        and name.endswith(("Article", "BlogPosting", "Report", "NewsItem", "LiveBlogPosting"))
        for name in names
    ) and ("headline" in node or "datePublished" in node or "name" in node)


def _text(value: object) -> str | None:
    """A value as one line of text, character references resolved."""
    if isinstance(value, list) and value:
        value = value[0]
    if not isinstance(value, str):
        return None
    # JSON can write half of a surrogate pair, which no text can hold.
    whole = html.unescape(value).encode("utf-8", "replace").decode()
    return " ".join(whole.split()) or None


def _names(value: object, known: Mapping[str, Node]) -> str | None:
    """The names of people or organisations, joined by commas."""
    names: list[str] = []
    for part in value if isinstance(value, list) else [value]:
        node = part
        if isinstance(node, Mapping) and "name" not in node:
            node = known.get(str(node.get("@id")), node)
        name = _text(node.get("name") if isinstance(node, Mapping) else node)
        if name and not name.startswith(("http:", "https:")) and name not in names:
            names.append(name)
    joined = ", ".join(names)
    return joined if 0 < len(joined) <= NAME_MAX else None


def _address(article: Node) -> str | None:
    page = article.get("mainEntityOfPage")
    if isinstance(page, Mapping):
        page = page.get("@id") or page.get("url")
    return _text(page) or _text(article.get("url"))
