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
from urllib.parse import urlsplit

from msgspec import Struct

from sitegen.languages import language as language_of
from sitegen.languages import words_of
from sitegen.languages.phrases import any_of, either, worded
from sitegen.read.cutting import Cutting, Piece
from sitegen.read.furniture.wording import embargo, line_parts, named_part, without_eastern_names
from sitegen.read.header_fields import TITLE_MAX, Fields, address, one_line, person
from sitegen.read.linked_data import LinkedData, linked_data
from sitegen.text import dates, running_dates
from sitegen.text.numerals import has_digit
from sitegen.text.running_dates import all_weekdays
from sitegen.text.scripts import count_words

if TYPE_CHECKING:
    from sitegen.read.html import Markup, Time

HEADLINE_WORDS = (3, 30)
"""Least and most words of a line that is a headline. Unit: words; one or two name a section or an outlet.
Judgement."""

INNER_HEADLINE_WORDS = (5, 25)
"""The same for a headline in mid-file, under an agency's name, where a short line is a subhead. Judgement."""

SITE_WORDS = 4
"""Most words behind a bar or dash in a headline that name the outlet. Unit: words. Judgement."""

KICKER_WORDS = 4
"""Most words in capitals above a headline that name its section. Unit: words; headlines have more.
Judgement."""

WITNESS_REACH = 4
"""How far behind a headline its date, byline or credit stands. Unit: pieces of the file. Judgement."""

FIRST_REACH = 8
"""How far into the file its head reaches at least: bylines and date lines are believed there. Unit: pieces of
the file. Date lines further down belong to posts and lists. Judgement."""

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

_LIVE = re.compile(r"live(?:blog| updates?)?\s?[:–—-]\s?\S+(?:\s\S+){2}", re.IGNORECASE)
_EASTERN = "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]"
_SEPARATOR = re.compile(
    rf"(?<!\s)\s++[|·•»–—-]\s++|(?:(?<!\s)\s++)?\|\s*+|(?<={_EASTERN})[-_—–](?={_EASTERN})"
)
_WORD = re.compile(r"\w+")
_STOP = re.compile(r"[.!?…:;,。！？：；，।۔؟።။។։][\"'’”»)\]]*$")

_WITNESSES = frozenset(("meta/date-line", "meta/byline", "meta/credit", "meta/agency"))
_NO_TITLE = re.compile(
    r"(?:new page|untitled(?: document| page)?|document|page|index|home(?: page)?)\s*\d*",
    re.IGNORECASE,
)
"""What programs write where nobody gave a title."""

_SUBJECT = r"<mail.subject>\s*+:\s*+(?=\S)"
_LABELLED = r"<furniture.pictured>\b"
_PUBLISHED, _UPDATED = r"(?<!\w)<dates.published>", r"(?<!\w)<dates.updated>"
_WHEN = f"{_PUBLISHED}|{_UPDATED}"
_FILE_DATE = re.compile(
    r"(?:^|[/_\W])((?:19|20)\d\d)[-_/.]?(0[1-9]|1[0-2])[-_/.]?(0[1-9]|[12]\d|3[01])(?=[/_\W]|$)"
)
_PUBLISHED_METAS = (
    *("article:published_time", "og:published_time", "datepublished", "date", "pubdate", "dc.date"),
    *("dc.date.issued", "dcterms.created", "parsely-pub-date", "sailthru.date", "publish-date"),
    *("publication_date", "citation_date"),
)
_UPDATED_METAS = (
    *("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified"),
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


Found = Iterator[tuple[str, str | None]]
"""Evidence in order of trust: where it comes from, and the value there."""


@cache
def _before_date() -> re.Pattern[str]:
    """Return a pattern of the label, word and weekday right before a date."""
    weekdays = either(name for name in all_weekdays() if len(name) > LONGEST_SHORT)
    return re.compile(
        rf"(?<![\s,|·•–—-])[\s,|·•–—-]*+\b{any_of('datelines.dated', 'dates.on')}?[\s,|·•–—:-]*+"
        rf"(?:\b{weekdays}[\s,]*+)?$",
        re.IGNORECASE,
    )


class Clues(Struct, frozen=True):
    """What a file shows of its origin."""

    path: str
    language: str
    markup: Markup | None
    cutting: Cutting
    named: Mapping[str, str]
    """What the meta elements of a page say, the first of each name."""
    data: LinkedData
    marks: tuple[Piece, ...]
    """The metadata that stands where one believes it."""
    head: int
    """The number of the piece that is the headline at the top of a text, or -1."""

    @property
    def pieces(self) -> Sequence[Piece]:
        """What was told and set aside, in file order."""
        return self.cutting.pieces

    def meta(self, *names: str) -> str | None:
        """The content of the first meta element with one of the names, in the order of the names."""
        return next((self.named[name] for name in names if self.named.get(name)), None)


def known(
    path: str, language: str, markup: Markup | None, cutting: Cutting, fields: Fields
) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Return the metadata of a file by field, and for each field the first evidence in order of trust."""
    named = dict(reversed(markup.metas)) if markup else {}
    data = LinkedData()
    if markup and markup.data:
        addresses = (markup.canonical, named.get("og:url", ""), markup.origin)
        data = linked_data(markup.data, tuple(filter(None, addresses)), tuple(_page_headlines(markup, named)))
    marks, head = tuple(_believed(cutting.pieces)), _headline_index(cutting.pieces)
    clues = Clues(path, language, markup, cutting, named, data, marks, head)
    values: dict[str, str] = {}
    evidence: list[tuple[str, str]] = []
    for field, candidates in _CANDIDATES.items():
        stated = fields.values.get(field)
        source, value = ("front matter", stated) if stated else _first(candidates(clues))
        if value and field not in fields.refused:
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
    if "published" not in values and (day := _day_of_title(values.get("title", ""), language)):
        values["published"] = day
        evidence.append(("published", "headline"))
    return values, evidence


def _first(found: Found) -> tuple[str, str | None]:
    """The first evidence that holds a value."""
    for source, value in found:
        if value and (value := value.strip()):
            return source, value
    return "", None


def _titles(clues: Clues) -> Found:
    """The titles that a file offers, the most trusted first."""
    if clues.markup:
        for source, value in _page_titles(clues, clues.markup):
            if value and len(value) <= TITLE_MAX:
                yield source, value
    yield from _headlines(clues.pieces, clues.head)


def _page_titles(clues: Clues, markup: Markup) -> Found:
    """The titles that a page offers, the most trusted first."""
    yield "json-ld", clues.data.headline
    title = "" if _NO_TITLE.fullmatch(markup.title) else markup.title
    before, site, is_outlet = _parted(title)
    headings = [heading for heading in _main_headings(markup) if not _same(heading, site)]
    yield "h1", headings[0] if len(headings) == 1 else None
    yield "og:title", one_line(clues.meta("og:title", "twitter:title") or "")
    yield "h1", headings[0] if headings else None
    is_headed = any(unit.kind == "heading" and _same(unit.text, before) for unit in markup.units)
    yield "title element", before if is_outlet or is_headed else title


def _page_headlines(markup: Markup, named: Mapping[str, str]) -> Iterator[str]:
    """What a page shows as its headline: headings of the first level, names for other sites, its title."""
    yield from _main_headings(markup)[:3]
    yield from filter(None, (named.get("og:title"), named.get("twitter:title")))
    if markup.title:
        yield _parted(markup.title)[0]


def _parted(title: str) -> tuple[str, str, bool]:
    """A title, what a bar or dash parts from it, and whether that looks like an outlet's name by itself."""
    may_part = "|" in title or " - " in title or not title.isascii()
    found = list(_SEPARATOR.finditer(title)) if may_part else ()
    if not found:
        return title, "", False
    name = title[found[-1].end() :]
    return title[: found[-1].start()], name, "|" in found[-1][0] or _names_medium(name)


def _names_medium(text: str) -> bool:
    """Whether a word such as *Gazette* stands in a text or ends a word (*Nordkurier*)."""
    words = _WORD.findall(text.lower())
    if any(word in words_of("furniture.media") or word.endswith(_compound()) for word in words):
        return True
    return not text.isascii() and text.endswith(
        tuple(word for word in words_of("furniture.media") if not word.isascii())
    )


@cache
def _compound() -> tuple[str, ...]:
    """Return the words for media that end a longer one: *kurier*, *blatt*."""
    return tuple(words_of("furniture.media_endings"))


def _main_headings(markup: Markup) -> list[str]:
    """The headings of the first level, those outside the page's head and foot if there are any."""
    headings = [unit for unit in markup.units if unit.kind == "heading" and re.search(r"\bh1\b", unit.path)]
    inner = [unit.text for unit in headings if not re.search(r"(?:^| )(?:header|nav|footer)\b", unit.path)]
    return inner or [unit.text for unit in headings]


def _headlines(pieces: Sequence[Piece], head: int) -> Found:
    """The headlines of a text: a heading, a line with a witness, one under an agency, the first line."""
    for piece in pieces[:FIRST_REACH]:
        if ":" in piece.text[:10] and (subject := worded(_SUBJECT).match(piece.text)):
            yield "subject line", piece.text[subject.end() :]
        if piece.kind == "heading" and piece.rule == "head":
            yield "heading", piece.text if len(piece.text) <= TITLE_MAX else None
    if head >= 0 and any(piece.rule in _WITNESSES for piece in pieces[head + 1 : head + 1 + WITNESS_REACH]):
        yield "headline line", _text_headline(pieces[head].text)[0]
    for index, piece in enumerate(pieces):
        if index >= FIRST_REACH and piece.rule == "meta/agency":
            yield "line under the agency", _under_agency(pieces, index)
    if head >= 0:
        yield "first line", _text_headline(pieces[head].text)[0]


def _text_headline(line: str) -> tuple[str, str]:
    """A headline of a text file without the mark that makes it one in Markdown, and the outlet behind it."""
    before, name, is_outlet = _parted(line)
    if not before or not is_outlet or len(name.split()) > SITE_WORDS:
        before, name = line, ""
    return before.lstrip("#=").rstrip("=").strip() if before[:1] in "#=" else before, name


def _headline_index(pieces: Sequence[Piece]) -> int:
    """The number of the piece that is the headline at the top of a text, or -1."""
    near = pieces[:FIRST_REACH]
    start = _release_end(near)
    head = next((i for i in range(start, len(near)) if _is_headline(near[i], HEADLINE_WORDS)), -1)
    if head < 0:
        return -1
    line, words = near[head].text, len(near[head].text.split())
    below = near[head + 1] if head + 1 < len(near) else Piece("")
    is_kicker = line.isupper() and words <= KICKER_WORDS and not below.text.isupper()
    if is_kicker and _is_headline(below, HEADLINE_WORDS):
        return head + 1
    if not _names_medium(line):
        return head
    above = near[head - 1] if head > start else Piece("")
    if _is_headline(above, (2, HEADLINE_WORDS[0])) and not above.text.isupper():
        return head - 1
    if below.rule == "meta/date-line" and words <= SITE_WORDS:
        # Outlet and day stand above the headline in what archives of newspapers give out.
        return next((i for i in range(head + 2, len(near)) if _is_headline(near[i], HEADLINE_WORDS)), head)
    return head


def _release_end(pieces: Sequence[Piece]) -> int:
    """How many pieces at the top of a text only say that it is a press release."""
    return max((at for at, piece in enumerate(pieces, 1) if piece.rule == "meta/release"), default=0)


def _is_headline(piece: Piece, words: tuple[int, int]) -> bool:
    """Whether a piece was set aside as a head line and reads like a headline."""
    return (
        piece.rule == "head"
        and words[0] <= count_words(piece.text) <= words[1]
        and not piece.text.endswith((":", ";", ","))
        and (not worded(_LABELLED).match(piece.text) or _LIVE.match(piece.text) is not None)
        and len(piece.text) <= TITLE_MAX
    )


def _under_agency(pieces: Sequence[Piece], index: int) -> str | None:
    """The line without a stop that follows an agency's name in mid-file."""
    for piece in pieces[index + 1 : index + 3]:
        least, most = INNER_HEADLINE_WORDS
        if least <= count_words(piece.text) <= most and not _STOP.search(piece.text):
            return piece.text
    return None


def _same(a: str, b: str) -> bool:
    """Whether two titles are one but for blanks, case and quotation marks."""
    return _squashed(a) == _squashed(b)


def _squashed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _outlets(clues: Clues) -> Found:
    markup = clues.markup
    if markup:
        yield "json-ld", clues.data.publisher
        named = clues.meta("og:site_name", "application-name", "dc.publisher")
        yield "og:site_name", one_line(named or "")
        yield "title element", _title_suffix(clues, markup)
    elif clues.head >= 0:
        yield "headline", _text_headline(clues.pieces[clues.head].text)[1]
    if clues.head >= 0:
        yield "line under the headline", _line_under_headline(clues.pieces[clues.head + 1 :])
        yield "line above the headline", _line_above_day(clues.pieces[: clues.head])
        yield "line above the release", _line_above_release(clues.pieces[:FIRST_REACH])
    for piece in clues.marks:
        if piece.rule == "meta/date-line":
            yield "date line", _outlet_before_date(piece.text, clues.language)


def _title_suffix(clues: Clues, markup: Markup) -> str | None:
    """What follows the headline in the page's title."""
    before, name, is_outlet = _parted(markup.title)
    source, headline = _first(_page_titles(clues, markup))
    is_named = is_outlet or (source != "title element" and _same(before, headline or ""))
    return (
        name if is_named and len(name.split()) <= OUTLET_WORDS and not _same(name, headline or "") else None
    )


def _line_above_day(above: Sequence[Piece]) -> str | None:
    """The outlet that stands with the day above the headline."""
    if [piece.rule for piece in above[-2:]] != ["head", "meta/date-line"] or not _names_medium(
        above[-2].text
    ):
        return None
    return above[-2].text if len(above[-2].text.split()) <= OUTLET_WORDS else None


def _line_above_release(pieces: Sequence[Piece]) -> str | None:
    """The first line of a press release, which names who issues it."""
    if pieces[0].rule != "head" or _release_end(pieces) < 2 or _STOP.search(pieces[0].text):
        return None
    return pieces[0].text if len(pieces[0].text.split()) <= OUTLET_WORDS else None


def _outlet_before_date(text: str, language: str) -> str | None:
    """The outlet in a line such as ``Lune Echo, 6 May 2026``."""
    found = _dates(text, language) if _names_medium(text) else ()
    name = text[: found[0].start].strip(" ,|·•–—-()[]*_") if found else ""
    words = name.split()
    if len(words) > OUTLET_WORDS or name.lower() in words_of("furniture.media") or not _names_medium(name):
        return None
    capital = [re.split("['’]", word)[-1][:1].isupper() for word in words if len(word) > 3]
    return name if all(capital) else None


def _line_under_headline(below: Sequence[Piece]) -> str | None:
    """A short line under the first head line that names an outlet, as a date line or its own words show."""
    if not below:
        return None
    line = below[0]
    words = line.text.split()
    if (
        not line.rule
        or line.rule.startswith(("meta/", "furniture/link"))
        or len(words) > OUTLET_WORDS
        or _STOP.search(line.text)
    ):
        return None
    if any(word[:1].islower() for word in words if len(word) > 3) or line.text.startswith(("#", "@")):
        return None
    # Without capitals nothing tells a name from a second headline but a word for a medium.
    has_capitals = any(word[:1].isupper() for word in words)
    listed = ", " in line.text  # Several names are of the writers.
    dated = has_capitals and not listed and any(piece.rule == "meta/date-line" for piece in below[1:2])
    named = _names_medium(line.text) and (len(words) > 1 or not has_capitals)
    return line.text if dated or named else None


def _host(url: str) -> str | None:
    """The host of an address without `www.`, which names an outlet where nothing else does."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return host if "." in host else None


def _agencies(clues: Clues) -> Found:
    yield "dateline", clues.cutting.agency
    yield "json-ld", clues.data.agency
    for piece in clues.pieces:
        if piece.rule == "meta/agency" and len(piece.text) <= AGENCY_LENGTH:
            yield "agency line", piece.text


def _bylines(clues: Clues) -> Found:
    yield "json-ld", person(clues.data.author or "")
    named = clues.meta("author", "article:author", "dc.creator", "parsely-author", "sailthru.author")
    if named and not named.startswith(("http:", "https:")):
        yield "meta author", person(named)
    for piece in clues.marks:
        if piece.rule == "meta/byline":
            yield "byline", _names(piece.text, clues.language)
        elif piece.rule == "meta/date-line" and (part := named_part(piece.text)) != piece.text:
            yield "byline", _names(part, clues.language)


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
    yield "dateline", clues.cutting.place


def _published(clues: Clues) -> Found:
    spoken = clues.language
    if clues.markup:
        yield "json-ld", _day(clues.data.published)
        yield "meta date", _day(clues.meta(*_PUBLISHED_METAS))
        yield from _marked_times(clues.markup, _PUBLISHED_TIME)
        for piece in clues.marks:
            if piece.rule == "meta/date-line" and worded(_PUBLISHED).search(piece.text):
                yield "date line", _days_of_line(piece.text, spoken)[0]
        yield from _plain_times(clues.markup)
    for piece in clues.marks:
        if piece.rule == "meta/date-line":
            yield "date line", _days_of_line(piece.text, spoken)[0]
        elif piece.rule == "meta/byline" and has_digit(piece.text):
            yield "byline", _days_of_line(piece.text, spoken)[0]
    if clues.cutting.dated:
        yield "dateline", _dated(clues.cutting.dated, spoken)
    for piece in clues.marks:
        if piece.rule == "meta/date-prefix":
            yield "date prefix", _day(piece.text)
    yield "file name", _day_of_path(clues.path)


def _embargoes(clues: Clues) -> Found:
    """The end of the embargo that a line of a release states."""
    for piece in clues.pieces[:FIRST_REACH]:
        if piece.rule == "meta/embargo" and (opening := embargo().match(piece.text)):
            yield "embargo line", _day(piece.text[opening.end() :].rstrip(" .)"))


def _updated(clues: Clues) -> Found:
    if clues.markup:
        yield "json-ld", _day(clues.data.updated)
        yield "meta date", _day(clues.meta(*_UPDATED_METAS))
        yield from _marked_times(clues.markup, _UPDATED_TIME)
    for piece in clues.marks:
        if piece.rule == "meta/date-line" or (piece.rule == "meta/byline" and has_digit(piece.text)):
            yield "date line", _days_of_line(piece.text, clues.language)[1]


def _marked_times(markup: Markup, marks: re.Pattern[str]) -> Found:
    """The stamps of elements that are marked so, those of other articles apart."""
    for time in markup.times:
        said = _marks(time)
        both = marks is _PUBLISHED_TIME and _UPDATED_TIME.search(said)
        if marks.search(said) and not both and not _ELSEWHERE.search(time.path):
            yield "time element", _day(time.stamp)


def _marks(time: Time) -> str:
    """What a date is marked as, by its element or by the words right before it."""
    if worded(_UPDATED).search(time.before):
        return f"{time.marks} modified"
    return f"{time.marks} published" if worded(_PUBLISHED).search(time.before) else time.marks


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
    starts = sorted({0, *(match.start() for match in worded(_WHEN).finditer(text))})
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        clause = text[start:end]
        changed = worded(_UPDATED).search(clause) is not None
        if not found[changed]:
            found[changed] = next(filter(None, _days_of_clause(clause, language)), None)
    return found[0], found[1]


def _days_of_clause(clause: str, language: str) -> Iterator[str | None]:
    """Yield the days that a clause of a line of metadata may name, as a whole first."""
    yield _day(clause, language)
    yield from (_day(part, language) for part in (*line_parts(clause), without_eastern_names(clause)))
    yield _dated(clause, language)


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
def _dates(text: str, language: str) -> tuple[running_dates.Found, ...]:
    """The dates in a line, which several fields look for one after the other."""
    return running_dates.find(text, language)


def _dated(text: str, language: str) -> str | None:
    """The one full date inside a line of metadata."""
    found = [date for date in _dates(text, language) if date.kind == "date" and date.year]
    if len(found) != 1 or not (found[0].month and found[0].day):
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
    if clues.markup:
        yield "canonical link", _original(clues.markup.canonical)
        yield "og:url", _original(clues.meta("og:url") or "")
        yield "json-ld", _original(clues.data.url or "")
        saved = clues.meta("savepage-url", "source-url", "archive:url", "original-source")
        yield "page saver", _original(clues.markup.origin) or _original(saved or "")
    for piece in takewhile(lambda piece: piece.rule, clues.pieces[:FIRST_REACH]):
        if piece.rule == "furniture/link":
            yield "line of the address", address(piece.text.rpartition(" ")[2].strip("<>"))
    for piece in clues.pieces[-LAST_REACH:]:
        if piece.rule == "furniture/link" and " " in piece.text:
            yield "line of the address", address(piece.text.rpartition(" ")[2].strip("<>"))


def _original(written: str) -> str | None:
    """An address, that of the page itself where it is of its copy in an archive."""
    archived = _ARCHIVED.fullmatch(written.strip())
    return address(archived[1] if archived else written)


_CANDIDATES: Mapping[str, Callable[[Clues], Found]] = {
    "title": _titles,
    "outlet": _outlets,
    "agency": _agencies,
    "byline": _bylines,
    "place": _places,
    "published": _published,
    "updated": _updated,
    "embargo": _embargoes,
    "url": _urls,
}
