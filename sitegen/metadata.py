"""What is known about a story: title, outlet, agency, byline, place, dates, address, and from where.

Every field takes the first evidence that speaks, in a fixed order of trust: front matter, the page's own
data, its visible parts, the lines that were set aside as metadata, the file's name. Without evidence
a field stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from sitegen import dates
from sitegen.header_fields import Fields, address, one_line, person
from sitegen.html import Markup
from sitegen.linked_data import LinkedData, linked_data
from sitegen.titles import (
    FIRST_REACH,
    HEADLINE_WORDS,
    SEPARATOR,
    STOP,
    Found,
    Piece,
    Traces,
    first,
    is_headline,
    metas,
    page_titles,
    same,
    titles,
)

OUTLET_WORDS = 6
"""Most words of a line that names an outlet. Unit: words."""

LAST_REACH = 3
"""How far from the end of the file a byline or date line is believed. Unit: pieces of the file."""

_MEDIA = re.compile(
    r"\b(?:news|times|post|press|tv|radio|gazette|herald|tribune|journal|daily|chronicle|courier|"
    r"observer|guardian|telegraph|mail|standard|express|mirror|wire|agency|bulletin|review|magazine|zeitung|"
    r"rundschau|anzeiger|bote|nachrichten|tagblatt|tageblatt|kurier|presse|diario|noticias|periódico|gaceta|jornal|"
    r"notícias|quotidien|corriere|giornale|gazzetta|krant|dagblad)\b",
    re.IGNORECASE,
)
_FILE_DATE = re.compile(
    r"(?:^|[/_\W])((?:19|20)\d\d)[-_/.]?(0[1-9]|1[0-2])[-_/.]?(0[1-9]|[12]\d|3[01])(?=[/_\W]|$)"
)
_PUBLISHED_METAS = (
    *("article:published_time", "og:published_time", "datepublished", "date", "pubdate", "dc.date"),
    *("dc.date.issued", "dcterms.created", "parsely-pub-date", "sailthru.date", "publish-date"),
    *("publication_date", "citation_date"),
)
_UPDATED_METAS = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "dcterms.modified",
)
_UPDATED = re.compile(r"updat|aktualis|actuali|mis à jour|atualiz|aggiorn|bijgewerkt", re.IGNORECASE)


class Known(Struct, frozen=True):
    """The fields of a story that evidence was found for, by name, and the evidence."""

    values: dict[str, str]
    evidence: tuple[tuple[str, str], ...]


def known(traces: Traces, fields: Fields) -> Known:
    """The metadata of a file: for each field the first evidence in order of trust."""
    data = linked_data(traces.markup.data) if traces.markup else LinkedData()
    derive: dict[str, Callable[[Traces, LinkedData], Found]] = {
        "title": titles,
        "outlet": _outlets,
        "agency": _agencies,
        "byline": _bylines,
        "place": _places,
        "published": _published,
        "updated": _updated,
        "url": _urls,
    }
    values: dict[str, str] = {}
    evidence: list[tuple[str, str]] = []
    for field, candidates in derive.items():
        if field in fields.refused:
            continue
        stated = fields.values.get(field)
        source, value = ("front matter", stated) if stated else first(candidates(traces, data))
        if value:
            values[field] = value
            evidence.append((field, source))
    if "outlet" not in values and (host := _host(values.get("url", ""))):
        values["outlet"] = host
        evidence.append(("outlet", "address"))
    return Known(values, tuple(evidence))


def _outlets(traces: Traces, data: LinkedData) -> Found:
    if traces.markup:
        yield "json-ld", data.publisher
        yield (
            "og:site_name",
            one_line(metas(traces, ("og:site_name", "application-name", "dc.publisher")) or ""),
        )
        yield "title element", _title_suffix(traces, traces.markup, data)
    yield "line under the headline", _line_under_headline(traces.pieces)


def _title_suffix(traces: Traces, markup: Markup, data: LinkedData) -> str | None:
    """What follows the headline in the page's title."""
    headline = first(page_titles(traces, markup, data))[1] or ""
    title = markup.title
    separators = list(SEPARATOR.finditer(title))
    if not separators:
        return None
    if same(title[: separators[-1].start()], headline) or len(separators) == 1:
        name = title[separators[-1].end() :]
    elif title.startswith(headline):
        name = SEPARATOR.split(title)[-1]
    else:
        return None
    return name if len(name.split()) <= OUTLET_WORDS and not same(name, headline) else None


def _line_under_headline(pieces: Sequence[Piece]) -> str | None:
    """A short line under the first head line that names an outlet, as a date line or its own words show."""
    head = next((i for i, piece in enumerate(pieces[:FIRST_REACH]) if is_headline(piece, HEADLINE_WORDS)), -1)
    if head < 0 or head + 1 >= len(pieces):
        return None
    line = pieces[head + 1]
    words = line.text.split()
    if not line.rule or line.rule.startswith("meta/") or len(words) > OUTLET_WORDS or STOP.search(line.text):
        return None
    if not all(word[:1].isupper() for word in words if len(word) > 3) or line.text.startswith(("#", "@")):
        return None
    dated = any(piece.rule == "meta/date-line" for piece in pieces[head + 2 : head + 3])
    return line.text if dated or (len(words) > 1 and _MEDIA.search(line.text)) else None


def _host(url: str) -> str | None:
    """The host of an address without `www.`, which names an outlet where nothing else does."""
    host = re.sub(r"^[a-z]+://(?:[^/@]*@)?", "", url, flags=re.IGNORECASE).split("/")[0].split("?")[0]
    host = host.split(":")[0].lower().removeprefix("www.")
    return host if "." in host else None


def _agencies(traces: Traces, data: LinkedData) -> Found:
    yield "dateline", traces.agency
    yield "json-ld", data.agency
    for piece in traces.pieces:
        if piece.rule == "meta/agency" and len(piece.text) <= 60:
            yield "agency line", piece.text


def _bylines(traces: Traces, data: LinkedData) -> Found:
    yield "json-ld", data.author
    named = metas(traces, ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author"))
    if named and not named.startswith(("http:", "https:")):
        yield "meta author", person(named)
    for piece in _believed(traces.pieces):
        if piece.rule == "meta/byline":
            yield "byline", _names(piece.text, traces.language)


def _names(text: str, language: str) -> str | None:
    """The names of a byline, without the opening word and without a date behind them."""
    found = [date for date in dates.find(text, language) if date.kind == "date"]
    if found:
        text = text[: found[0].start]
    text = re.sub(r"[\s,|·•–—-]*\b(?:posted|published|updated|on|at|am|le|el|em)?[\s,|·•–—:-]*$", "", text)
    return person(
        re.sub(r",?\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day,?$", "", text, flags=re.IGNORECASE)
    )


def _believed(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces at the head and the end of a file, where its own metadata stands."""
    told = next((index for index, piece in enumerate(pieces) if not piece.rule), 0)
    reach = max(FIRST_REACH, told + 3)
    yield from pieces[:reach]
    yield from pieces[max(reach, len(pieces) - LAST_REACH) :]


def _places(traces: Traces, _data: LinkedData) -> Found:
    yield "dateline", traces.place


def _published(traces: Traces, data: LinkedData) -> Found:
    yield "json-ld", _day(data.published)
    yield "meta date", _day(metas(traces, _PUBLISHED_METAS))
    if traces.markup:
        for stamp, _ in traces.markup.times[:3]:
            yield "time element", _day(stamp)
    for piece in _believed(traces.pieces):
        if piece.rule == "meta/date-line":
            yield "date line", _day(piece.text) or _dated(piece.text, traces.language)
        elif piece.rule == "meta/byline":
            yield "byline", _dated(piece.text, traces.language)
    for piece in traces.pieces[:2]:
        if piece.rule == "meta/date-prefix":
            yield "date prefix", _day(piece.text)
    yield "file name", _day_of_path(traces.path)


def _updated(traces: Traces, data: LinkedData) -> Found:
    yield "json-ld", _day(data.updated)
    yield "meta date", _day(metas(traces, _UPDATED_METAS))
    for piece in _believed(traces.pieces):
        if piece.rule == "meta/date-line" and _UPDATED.search(piece.text):
            yield "date line", _day(piece.text)


def _day(value: str | None) -> str | None:
    """The day a whole value names, as YYYY-MM-DD."""
    day = dates.parse(value) if value else None
    return day.isoformat() if day else None


def _dated(text: str, language: str) -> str | None:
    """The one full date inside a line of metadata."""
    found = [date for date in dates.find(text, language) if date.kind == "date" and date.year]
    if len(found) != 1 or not (found[0].year and found[0].month and found[0].day):
        return None
    return f"{found[0].year:04d}-{found[0].month:02d}-{found[0].day:02d}"


def _day_of_path(path: str) -> str | None:
    """The date in a file's or folder's name."""
    matches = _FILE_DATE.findall(path)
    return _day("-".join(matches[-1])) if matches else None


def _urls(traces: Traces, data: LinkedData) -> Found:
    if traces.markup:
        yield "canonical link", address(traces.markup.canonical)
        yield "og:url", address(metas(traces, ("og:url",)) or "")
        yield "json-ld", address(data.url or "")
