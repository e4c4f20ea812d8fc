"""What the JSON-LD scripts of a page say about its article."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

SCRIPT_MAX = 1_000_000
"""Longest script that is read. Unit: characters; real ones have 1,000 to 50,000."""

NODES_MAX = 10_000
"""Most objects that are looked at in one page. Unit: objects; real pages have under 200."""

NAME_MAX = 200
"""Longest name of a person or publisher. Unit: characters; longer values are texts put in the wrong place.
Judgement."""

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


def linked_data(
    scripts: Sequence[str], addresses: Sequence[str] = (), headlines: Sequence[str] = ()
) -> LinkedData:
    """Return what the scripts of a page say of its own article, the one with its address or headline.

    Broken scripts are mended or passed over.

    >>> linked_data(['{"@type": "NewsArticle", "headline": "A", "author": [{"name": "B"}, "C"]}']).author
    'B, C'
    """
    found = [pair for script in scripts for value in _parsed(script) for pair in _nodes(value)][:NODES_MAX]
    article = _own(found, addresses, headlines)
    if article is None:
        return LinkedData()
    nodes = [node for node, _ in found]
    known = {str(node["@id"]): node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    return LinkedData(
        headline=_text(article.get("headline")) or _text(article.get("name")),
        published=_text(article.get("datePublished")) or _text(article.get("dateCreated")),
        updated=_text(article.get("dateModified")),
        author=_names(article.get("author") or article.get("creator"), known),
        publisher=_names(article.get("publisher"), known),
        agency=_names(article.get("sourceOrganization"), known),
        url=_address(article),
    )


SAME_HEADLINE = 0.5
"""Least share of common words by which two headlines are of one article. Unit: Jaccard index of words. A
headline shortened for search engines has 0.6 and more in common with the one shown, those of two articles of
one day under 0.3."""


def _own(
    found: Sequence[tuple[Node, bool]], addresses: Sequence[str], headlines: Sequence[str]
) -> Node | None:
    """The node of the page's own article: it has the page's address, or its headline; else the only one.

    What stands in a list of further articles is never the page's own unless it has its address or headline.
    """
    articles = [(node, listed) for node, listed in found if _is_article(node)]
    for node, _ in articles:
        if _squared(_address(node)) & _squared(*addresses):
            return node
    for least in (1.0, SAME_HEADLINE):
        for node, _ in articles:
            headline = _text(node.get("headline")) or _text(node.get("name")) or ""
            if any(_in_common(headline, shown) >= least for shown in headlines):
                return node
    own = [node for node, listed in articles if not listed]
    if not own or (headlines and addresses and _address(own[0]) and own[0].get("headline")):
        return None
    return own[0]


def _squared(*addresses: str | None) -> frozenset[str]:
    """Addresses without what changes between two links to one page."""
    bare = (
        re.sub(r"^https?://(?:www\.|m\.|amp\.)?|[?#].*$", "", each.strip().lower())
        for each in addresses
        if each
    )
    return frozenset(each.rstrip("/").removesuffix("/amp") for each in bare if "/" in each.rstrip("/"))


def _in_common(one: str, other: str) -> float:
    """The share of words that two headlines have in common, 0 to 1."""
    a, b = (set(re.findall(r"\w+", each.casefold())) for each in (one, other))
    return len(a & b) / len(a | b) if a and b else 0.0


_WRAPPING = re.compile(
    r"^\s*+(?:(?:(?://|/\*)\s*+)?<!\[CDATA\[(?:\s*\*/)?|<!--)|(?:(?:(?://|/\*)\s*+|(?<!\s)\s++)?\]\]>(?:\s*+\*/)?|-->)\s*+$"
)
_STRING_OR_COMMA = re.compile(
    r'"(?:[^"\\]|\\.)*"|(,)(?=\s*[}\]])|(/\*.*?(?:\*/|\Z)|(?<![:"])//[^\n]*)', re.DOTALL
)

_PREFIXED = re.compile(r'"(?:schema:|https?://schema\.org/)(?=[A-Za-z]+")')
_INNER_QUOTE = re.compile(r'(?<=[^\s{\[,:\\])"(?=\s*[^\s,:}\]])|(?<=[^\s{\[,:\\]\s)"(?=[^\s,:}\]])')
"""A quotation mark within a string that nobody escaped: words stand on both sides."""


def _parsed(script: str) -> Iterator[object]:
    """The values of a script, mended where only marks around or between them are wrong."""
    if len(script) > SCRIPT_MAX:
        return
    written = _WRAPPING.sub("", _WRAPPING.sub("", script)).strip()
    if written[:7].startswith(("{&quot;", "[{&quot", "&#123;")):
        written = html.unescape(written)
    for text in _readings(_PREFIXED.sub('"', written)):
        values, position = [], 0
        try:
            while position < len(text):
                value, position = _DECODER.raw_decode(text, position)
                values.append(value)
                while position < len(text) and text[position] in ",; \t\r\n":
                    position += 1
        except (ValueError, RecursionError):
            continue
        yield from values
        return


def _readings(written: str) -> Iterator[str]:
    """Yield a script as it is written, without marks too many, and with its inner quotation marks escaped."""
    yield written
    mended = _STRING_OR_COMMA.sub(_without_marks, _STRING_OR_COMMA.sub(_without_marks, written))
    yield mended
    yield _INNER_QUOTE.sub(r'\\"', mended)


def _without_marks(match: re.Match[str]) -> str:
    """A string as it is; nothing for a comma too many or a comment."""
    return "" if match[1] or match[2] else match[0]


_DECODER = json.JSONDecoder(strict=False)
_LISTS_WORDS = """
    itemListElement hasPart isPartOf mentions citation relatedLink isRelatedTo about subjectOf
    workExample significantLink blogPost comment review
"""
_LISTS = frozenset(_LISTS_WORDS.split())
"""Properties whose values are other things than the page itself."""


def _nodes(value: object) -> Iterator[tuple[Node, bool]]:
    """Every object of a value, outer ones first, in the order written, and whether it is but listed."""
    waiting = [(value, False)]
    count = 0
    while waiting and count < NODES_MAX:
        count += 1
        current, listed = waiting.pop()
        if isinstance(current, Mapping):
            yield current, listed
            waiting.extend((part, listed or key in _LISTS) for key, part in reversed(list(current.items())))
        elif isinstance(current, list):
            waiting.extend((part, listed) for part in reversed(current))


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
    if isinstance(value, Mapping):
        value = value.get("@value")
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
