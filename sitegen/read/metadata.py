"""What is known about a story: title, outlet, agency, byline, place, dates, address, and from where.

Every field takes the first evidence that speaks, in a fixed order of trust: front matter, the page's own
data, its visible parts, the lines that were set aside as metadata, the file's name. Without evidence
a field stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.languages import language as language_of
from sitegen.languages.phrases import any_of, either
from sitegen.read.furniture.credits import embargo, line_parts, named_part, without_eastern_names
from sitegen.read.header_fields import Fields, address, one_line, person
from sitegen.read.linked_data import LinkedData, PageIdentity, linked_data
from sitegen.read.titles import (
    FIRST_REACH,
    STOP,
    Clues,
    Found,
    Piece,
    Traces,
    first,
    headline_index,
    is_outlet,
    last_separator,
    metas,
    names_medium,
    outlet_behind,
    page_headlines,
    page_titles,
    release_end,
    same,
    titles,
)
from sitegen.text import dates
from sitegen.text.numerals import has_digit
from sitegen.text.running_dates import all_weekdays

if TYPE_CHECKING:
    from sitegen.read.html import Markup, Time

OUTLET_WORDS = 6
"""Most words of a line that names an outlet. Unit: words. Judgement."""

BELOW_FIRST = 3
"""How far behind the first sentence a byline or date line is believed at least. Unit: pieces of the file.
Judgement."""

AGENCY_LENGTH = 60
"""Longest line that names agencies. Unit: characters. Judgement."""

LONGEST_SHORT = 4
"""Letters of the longest name of a weekday that no byline is rid of, since outlets have it: *Sun*.
Judgement."""

LAST_REACH = 3
"""How far from the end of the file a byline or date line is believed. Unit: pieces of the file. Judgement."""

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
_PUBLISHED_TIME = re.compile(r"publish|pubdate|posted|entry-date|post-date|dt-published|datecreated")
_UPDATED_TIME = re.compile(r"updat|modif")
_ELSEWHERE = re.compile(
    r"ticker|teaser|related|comment|sidebar|widget|promo|most-?read|popular|trending|latest|recommend|breaking"
    r"|(?:^| )(?:nav|aside|footer)(?=[ .#@]|$)|\bcard|feed\b|read-?next|read-?more|more-"
)
"""Names of elements around the dates of other articles, lower case."""
_ARCHIVED = re.compile(r"https?://[^/]+/(?:[^/]+/)*?\d[\d.-]{3,}[a-z_]*/(https?://.+)", re.IGNORECASE)
"""A page's address behind that of its copy in an archive, which has the day of the copy in its path."""


@cache
def _published_words() -> re.Pattern[str]:
    """Return a pattern of the start of words that say when something was published."""
    return re.compile(rf"(?<!\w){any_of('dates.published')}", re.IGNORECASE)


@cache
def _updated_words() -> re.Pattern[str]:
    """Return a pattern of the start of words that say when something was changed."""
    return re.compile(rf"(?<!\w){any_of('dates.updated')}", re.IGNORECASE)


@cache
def _when() -> re.Pattern[str]:
    """Return a pattern of the start of words that say either."""
    return re.compile(f"{_published_words().pattern}|{_updated_words().pattern}", re.IGNORECASE)


@cache
def _before_date() -> re.Pattern[str]:
    """Return a pattern of the label, word and weekday right before a date."""
    weekdays = either(name for name in all_weekdays() if len(name) > LONGEST_SHORT)
    return re.compile(
        rf"(?<![\s,|·•–—-])[\s,|·•–—-]*+\b{any_of('datelines.dated', 'dates.on')}?[\s,|·•–—:-]*+"
        rf"(?:\b{weekdays}[\s,]*+)?$",
        re.IGNORECASE,
    )


class FoundFields(Struct, frozen=True):
    """The fields of a story that evidence was found for, by name, and the evidence."""

    values: dict[str, str]
    evidence: tuple[tuple[str, str], ...]


def known(traces: Traces, fields: Fields) -> FoundFields:
    """The metadata of a file: for each field the first evidence in order of trust."""
    data = linked_data(traces.markup.data, _page(traces.markup)) if traces.markup else LinkedData()
    clues = Clues(traces, data, tuple(_believed(traces.pieces)), headline_index(traces.pieces))
    values: dict[str, str] = {}
    evidence: list[tuple[str, str]] = []
    for field, candidates in _CANDIDATES.items():
        if field in fields.refused:
            continue
        stated = fields.values.get(field)
        source, value = ("front matter", stated) if stated else first(candidates(clues))
        if value:
            values[field] = value
            evidence.append((field, source))
    for field in ("published", "updated"):
        if field in values:
            values[field], time = dates.split(values[field])
            if time and field == "published":
                values["time"] = time
    if "outlet" not in values and "url" in values and (host := _host(values["url"])):
        values["outlet"] = host
        evidence.append(("outlet", "address"))
    if "published" not in values and (day := _day_of_title(values.get("title", ""), traces.language)):
        values["published"] = day
        evidence.append(("published", "headline"))
    return FoundFields(values, tuple(evidence))


def _page(markup: Markup) -> PageIdentity:
    """By what a page tells which article is its own."""
    named = dict(reversed(markup.metas))
    addresses = (markup.canonical, named.get("og:url", ""), markup.origin)
    return PageIdentity(tuple(filter(None, addresses)), tuple(page_headlines(markup, named)))


def _outlets(clues: Clues) -> Found:
    markup = clues.traces.markup
    if markup:
        yield "json-ld", clues.data.publisher
        named = metas(clues, ("og:site_name", "application-name", "dc.publisher"))
        yield "og:site_name", one_line(named or "")
        yield "title element", _title_suffix(clues, markup)
    elif clues.head >= 0:
        yield "headline", outlet_behind(clues.traces.pieces[clues.head].text)
    if clues.head >= 0:
        yield "line under the headline", _line_under_headline(clues.traces.pieces[clues.head + 1 :])
        yield "line above the headline", _line_above_day(clues.traces.pieces[: clues.head])
        yield "line above the release", _line_above_release(clues.traces.pieces[:FIRST_REACH])
    for piece in clues.marks:
        if piece.rule == "meta/date-line":
            yield "date line", _outlet_before_date(piece.text, clues.traces.language)


def _title_suffix(clues: Clues, markup: Markup) -> str | None:
    """What follows the headline in the page's title."""
    separator = last_separator(markup.title)
    if not separator:
        return None
    name = markup.title[separator.end() :]
    source, headline = first(page_titles(clues, markup))
    is_headline_before = source != "title element" and same(markup.title[: separator.start()], headline or "")
    if (
        not (is_headline_before or is_outlet(separator))
        or len(name.split()) > OUTLET_WORDS
        or same(name, headline or "")
    ):
        return None
    return name


def _line_above_day(above: Sequence[Piece]) -> str | None:
    """The outlet that stands with the day above the headline."""
    if [piece.rule for piece in above[-2:]] != ["head", "meta/date-line"] or not names_medium(above[-2].text):
        return None
    return above[-2].text if len(above[-2].text.split()) <= OUTLET_WORDS else None


def _line_above_release(pieces: Sequence[Piece]) -> str | None:
    """The first line of a press release, which names who issues it."""
    if pieces[0].rule != "head" or release_end(pieces) < 2 or STOP.search(pieces[0].text):
        return None
    return pieces[0].text if len(pieces[0].text.split()) <= OUTLET_WORDS else None


def _outlet_before_date(text: str, language: str) -> str | None:
    """The outlet in a line such as ``Lune Echo, 6 May 2026``."""
    found = _dates(text, language) if names_medium(text) else ()
    name = text[: found[0].start].strip(" ,|·•–—-") if found else ""
    if len(name.split()) not in range(2, OUTLET_WORDS + 1) or not names_medium(name):
        return None
    return name if all(word[:1].isupper() for word in name.split() if len(word) > 3) else None


def _line_under_headline(below: Sequence[Piece]) -> str | None:
    """A short line under the first head line that names an outlet, as a date line or its own words show."""
    if not below:
        return None
    line = below[0]
    words = line.text.split()
    if not line.rule or line.rule.startswith("meta/") or len(words) > OUTLET_WORDS or STOP.search(line.text):
        return None
    if any(word[:1].islower() for word in words if len(word) > 3) or line.text.startswith(("#", "@")):
        return None
    # Without capitals nothing tells a name from a second headline but a word for a medium.
    has_capitals = any(word[:1].isupper() for word in words)
    dated = has_capitals and any(piece.rule == "meta/date-line" for piece in below[1:2])
    named = names_medium(line.text) and (len(words) > 1 or not has_capitals)
    return line.text if dated or named else None


def _host(url: str) -> str | None:
    """The host of an address without `www.`, which names an outlet where nothing else does."""
    host = re.sub(r"^[a-z]+://(?:[^/@]*@)?", "", url, flags=re.IGNORECASE).split("/")[0].split("?")[0]
    host = host.split(":")[0].lower().removeprefix("www.")
    return host if "." in host else None


def _agencies(clues: Clues) -> Found:
    yield "dateline", clues.traces.agency
    yield "json-ld", clues.data.agency
    for piece in clues.traces.pieces:
        if piece.rule == "meta/agency" and len(piece.text) <= AGENCY_LENGTH:
            yield "agency line", piece.text


def _bylines(clues: Clues) -> Found:
    yield "json-ld", clues.data.author
    named = metas(clues, ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author"))
    if named and not named.startswith(("http:", "https:")):
        yield "meta author", person(named)
    for piece in clues.marks:
        if piece.rule == "meta/byline":
            yield "byline", _names(piece.text, clues.traces.language)
        elif piece.rule == "meta/date-line" and (part := named_part(piece.text)) != piece.text:
            yield "byline", _names(part, clues.traces.language)


def _names(text: str, language: str) -> str | None:
    """The names of a byline, without the opening word and without a date behind them."""
    if has_digit(text):
        days = [found.start for found in _dates(text, language) if found.kind == "date"]
        text = _before_date().sub("", text[: days[0]] if days else text)
    return person(text)


def _believed(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The metadata set aside at the head and the end of a file, where its own stands."""
    told = next((index for index, piece in enumerate(pieces) if not piece.rule), 0)
    reach = max(FIRST_REACH, told + BELOW_FIRST)
    # What stands above the headline may be of the page: today's date.
    head = next((index for index, piece in enumerate(pieces[:told]) if piece.kind == "heading"), 0)
    for piece in (*pieces[head:reach], *pieces[:head], *pieces[max(reach, len(pieces) - LAST_REACH) :]):
        if piece.rule.startswith("meta/"):
            yield piece


def _places(clues: Clues) -> Found:
    yield "dateline", clues.traces.place


def _published(clues: Clues) -> Found:
    spoken = clues.traces.language
    if clues.traces.markup:
        yield "json-ld", _day(clues.data.published)
        yield "meta date", _day(metas(clues, _PUBLISHED_METAS))
        yield from _marked_times(clues.traces.markup, _PUBLISHED_TIME)
        for piece in clues.marks:
            if piece.rule == "meta/date-line" and _published_words().search(piece.text):
                yield "date line", _days_of_line(piece.text, spoken)[0]
        yield from _plain_times(clues.traces.markup)
    for piece in clues.marks:
        if piece.rule == "meta/date-line":
            yield "date line", _days_of_line(piece.text, spoken)[0]
        elif piece.rule == "meta/byline" and has_digit(piece.text):
            yield "byline", _days_of_line(piece.text, spoken)[0]
    if clues.traces.dated:
        yield "dateline", _dated(clues.traces.dated, spoken)
    for piece in clues.marks:
        if piece.rule == "meta/date-prefix":
            yield "date prefix", _day(piece.text)
    yield "file name", _day_of_path(clues.traces.path)


def _embargoes(clues: Clues) -> Found:
    """The end of the embargo that a line of a release states."""
    for piece in clues.traces.pieces[:FIRST_REACH]:
        if piece.rule == "meta/embargo" and (opening := embargo().match(piece.text)):
            yield "embargo line", _day(piece.text[opening.end() :].rstrip(" .)"))


def _updated(clues: Clues) -> Found:
    if clues.traces.markup:
        yield "json-ld", _day(clues.data.updated)
        yield "meta date", _day(metas(clues, _UPDATED_METAS))
        yield from _marked_times(clues.traces.markup, _UPDATED_TIME)
    for piece in clues.marks:
        if piece.rule == "meta/date-line" or (piece.rule == "meta/byline" and has_digit(piece.text)):
            yield "date line", _days_of_line(piece.text, clues.traces.language)[1]


def _marked_times(markup: Markup, marks: re.Pattern[str]) -> Found:
    """The stamps of elements that are marked so, those of other articles apart."""
    for time in markup.times:
        said = _marks(time)
        both = marks is _PUBLISHED_TIME and _UPDATED_TIME.search(said)
        if marks.search(said) and not both and not _ELSEWHERE.search(time.path):
            yield "time element", _day(time.stamp)


def _marks(time: Time) -> str:
    """What a date is marked as, by its element or by the words right before it."""
    if _updated_words().search(time.before):
        return f"{time.marks} modified"
    return f"{time.marks} published" if _published_words().search(time.before) else time.marks


def _plain_times(markup: Markup) -> Found:
    """The stamps of elements without a mark that stand by the article's headline or in its text.

    Those in tickers, teasers, comments and links are of something else.
    """
    for time in markup.times:
        if _PUBLISHED_TIME.search(_marks(time)) or _UPDATED_TIME.search(_marks(time)) or time.linked:
            continue
        around = markup.units[time.unit : time.unit + 1]
        teased = any(unit.linked * 2 > len(unit.text) for unit in around)
        if not teased and not _ELSEWHERE.search(time.path):
            yield "time element", _day(time.stamp)


@lru_cache(maxsize=16)
def _days_of_line(text: str, language: str) -> tuple[str | None, str | None]:
    """Return the moments of publication and of the last change in a line of metadata."""
    found: list[str | None] = [None, None]
    starts = sorted({0, *(match.start() for match in _when().finditer(text))})
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        clause = text[start:end]
        changed = _updated_words().search(clause) is not None
        parts = dict.fromkeys((clause, *line_parts(clause), without_eastern_names(clause)))
        days = (_day(part, language) for part in parts)
        found[changed] = found[changed] or next(filter(None, days), None) or _dated(clause, language)
    return found[0], found[1]


def _day(value: str | None, language: str = "en") -> str | None:
    """The moment a whole value names: a day, with the time of day where it has one.

    Where the month may stand before the day, as in English, two small numbers name no day.
    """
    if not value:
        return None
    return dates.moment(
        value,
        day_first=not (language_of(language).dates.digits_vary or (language == "und" and value.isascii())),
    )


@lru_cache(maxsize=16)
def _dates(text: str, language: str) -> tuple[dates.Found, ...]:
    """The dates in a line, which several fields look for one after the other."""
    return dates.find(text, language)


def _dated(text: str, language: str) -> str | None:
    """The one full date inside a line of metadata."""
    found = [date for date in _dates(text, language) if date.kind == "date" and date.year]
    if len(found) != 1 or not (found[0].year and found[0].month and found[0].day):
        return None
    return f"{found[0].year:04d}-{found[0].month:02d}-{found[0].day:02d}"


def _day_of_title(title: str, language: str) -> str | None:
    """The one full date at the end of a title, as in *Minutes of 21 March 2026*."""
    found = [date for date in _dates(title, language) if date.kind == "date"] if title else []
    return _dated(title, language) if found and found[-1].end == len(title) else None


def _day_of_path(path: str) -> str | None:
    """The date in a file's or folder's name."""
    matches = _FILE_DATE.findall(path)
    return _day("-".join(matches[-1])) if matches else None


def _urls(clues: Clues) -> Found:
    if clues.traces.markup:
        yield "canonical link", _original(clues.traces.markup.canonical)
        yield "og:url", _original(metas(clues, ("og:url",)) or "")
        yield "json-ld", _original(clues.data.url or "")
        saved = metas(clues, ("savepage-url", "source-url", "archive:url", "original-source"))
        yield "page saver", _original(clues.traces.markup.origin) or _original(saved or "")
    for piece in takewhile(lambda piece: piece.rule, clues.traces.pieces[:FIRST_REACH]):
        if piece.rule == "furniture/link":
            yield "line of the address", address(piece.text)


def _original(written: str) -> str | None:
    """An address, that of the page itself where it is of its copy in an archive."""
    archived = _ARCHIVED.fullmatch(written.strip())
    return address(archived[1] if archived else written)


_CANDIDATES: Mapping[str, Callable[[Clues], Found]] = {
    "title": titles,
    "outlet": _outlets,
    "agency": _agencies,
    "byline": _bylines,
    "place": _places,
    "published": _published,
    "updated": _updated,
    "embargo": _embargoes,
    "url": _urls,
}
