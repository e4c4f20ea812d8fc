"""The title of a story, and the traces by which it and everything else about a story is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sitegen.languages import words_of
from sitegen.languages.phrases import any_of, either
from sitegen.read.header_fields import TITLE_MAX, Header, one_line
from sitegen.read.linked_data import LinkedData
from sitegen.text.scripts import count_words

if TYPE_CHECKING:
    from sitegen.read.html import Markup

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

_LIVE = re.compile(r"live(?:blog| updates?)?\s?[:–—-]\s?\S+(?:\s\S+){2}", re.IGNORECASE)
_EASTERN = "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]"
_SEPARATOR = re.compile(
    rf"(?<!\s)\s++[|·•»–—-]\s++|(?:(?<!\s)\s++)?\|\s*+|(?<={_EASTERN})[-_—–](?={_EASTERN})"
)
_WORD = re.compile(r"\w+")
STOP = re.compile(r"[.!?…:;,。！？：；，।۔؟።။។։][\"'’”»)\]]*$")

_NO_TITLE = re.compile(
    r"(?:new page|untitled(?: document| page)?|document|page|index|home(?: page)?)\s*\d*",
    re.IGNORECASE,
)
"""What programs write where nobody gave a title."""

Found = Iterator[tuple[str, str | None]]
"""Evidence in order of trust: where it comes from, and the value there."""


@cache
def _subject() -> re.Pattern[str]:
    """Return a pattern of the field of a mail with its title."""
    names = words_of("mail.subject")
    return re.compile(rf"{either(names)}\s*+:\s*+(?=\S)", re.IGNORECASE)


@cache
def _labelled() -> re.Pattern[str]:
    """Return a pattern of the start of a line of a picture, a film or a bulletin."""
    return re.compile(rf"{any_of('furniture.pictured')}\b", re.IGNORECASE)


@cache
def _media() -> frozenset[str]:
    """Return words in names of media."""
    return words_of("furniture.media")


class Piece(Struct, frozen=True, gc=False):
    """A stretch of a file and what was made of it."""

    text: str
    rule: str = ""
    """The rule that set it aside; empty for what is told."""
    kind: str = "line"


class Traces(Struct, frozen=True):
    """Everything a file shows of its origin."""

    path: str
    header: Header
    markup: Markup | None
    pieces: tuple[Piece, ...]
    """In file order; of a page only what may belong to the article."""
    place: str | None = None
    """Of the first dateline."""
    agency: str | None = None
    dated: str | None = None
    """The date in the first dateline, as written."""
    language: str = "und"


class Clues(Struct, frozen=True):
    """The traces of a file with what its data says and the metadata that stands where one believes it."""

    traces: Traces
    data: LinkedData
    marks: tuple[Piece, ...]
    head: int
    """The number of the piece that is the headline at the top of a text, or -1."""


def first(found: Found) -> tuple[str, str | None]:
    """The first evidence that holds a value."""
    for source, value in found:
        if value and (value := value.strip()):
            return source, value
    return "", None


def metas(clues: Clues, names: Iterable[str]) -> str | None:
    """The content of the first meta element with one of the names, in the order of the names."""
    if not clues.traces.markup:
        return None
    contents = dict(reversed(clues.traces.markup.metas))
    return next((contents[name] for name in names if contents.get(name)), None)


def titles(clues: Clues) -> Found:
    """The titles that a file offers, the most trusted first."""
    if clues.traces.markup:
        for source, value in page_titles(clues, clues.traces.markup):
            if value and len(value) <= TITLE_MAX:
                yield source, value
    yield from headlines(clues.traces.pieces, clues.head)


def page_titles(clues: Clues, markup: Markup) -> Found:
    """The titles that a page offers, the most trusted first."""
    yield "json-ld", clues.data.headline
    separator = last_separator(markup.title)
    if _NO_TITLE.fullmatch(markup.title):
        separator, markup = None, replace(markup, title="")
    site = markup.title[separator.end() :] if separator else ""
    headings = [heading for heading in _main_headings(markup) if not same(heading, site)]
    yield "h1", headings[0] if len(headings) == 1 else None
    yield "og:title", one_line(metas(clues, ("og:title", "twitter:title")) or "")
    yield "h1", headings[0] if headings else None
    is_cut = separator is not None and (is_outlet(separator) or _is_headed(markup, separator))
    yield "title element", markup.title[: separator.start()] if separator and is_cut else markup.title


def _is_headed(markup: Markup, separator: re.Match[str]) -> bool:
    """Whether a heading of the page is what stands before a separator in its title."""
    before = separator.string[: separator.start()]
    return any(unit.kind == "heading" and same(unit.text, before) for unit in markup.units)


def page_headlines(markup: Markup, named: Mapping[str, str]) -> Iterator[str]:
    """What a page shows as its headline: headings of the first level, names for other sites, its title."""
    yield from _main_headings(markup)[:3]
    yield from filter(None, (named.get("og:title"), named.get("twitter:title")))
    if markup.title:
        separator = last_separator(markup.title)
        yield markup.title[: separator.start()] if separator else markup.title


def last_separator(title: str) -> re.Match[str] | None:
    """The bar or dash that parts a page's title from the name of its outlet."""
    if title.isascii() and "|" not in title and " - " not in title:
        return None
    separators = list(_SEPARATOR.finditer(title))
    return separators[-1] if separators else None


def is_outlet(separator: re.Match[str]) -> bool:
    """Whether what follows a separator looks like an outlet's name by itself."""
    return "|" in separator[0] or names_medium(separator.string[separator.end() :])


def names_medium(text: str) -> bool:
    """Whether a word such as *Gazette* stands in a text, or ends it in a script without blanks."""
    if not _media().isdisjoint(_WORD.findall(text.lower())):
        return True
    return not text.isascii() and text.endswith(tuple(word for word in _media() if not word.isascii()))


def _main_headings(markup: Markup) -> list[str]:
    """The headings of the first level, those outside the page's head and foot if there are any."""
    headings = [unit for unit in markup.units if unit.kind == "heading" and re.search(r"\bh1\b", unit.path)]
    inner = [unit.text for unit in headings if not re.search(r"(?:^| )(?:header|nav|footer)\b", unit.path)]
    return inner or [unit.text for unit in headings]


def headlines(pieces: Sequence[Piece], head: int) -> Found:
    """The headlines of a text: a heading, a line with a witness, one under an agency, the first line."""
    for piece in pieces[:FIRST_REACH]:
        if ":" in piece.text[:10] and (subject := _subject().match(piece.text)):
            yield "subject line", piece.text[subject.end() :]
        if piece.kind == "heading" and piece.rule == "head":
            yield "heading", piece.text if len(piece.text) <= TITLE_MAX else None
    if head >= 0 and _has_witness(pieces, head):
        yield "headline line", _without_mark(pieces[head].text)
    for index, piece in enumerate(pieces):
        if index >= FIRST_REACH and piece.rule == "meta/agency":
            yield "line under the agency", _under_agency(pieces, index)
    if head >= 0:
        yield "first line", _without_mark(pieces[head].text)


def _without_mark(line: str) -> str:
    """A headline of a text file without the mark that makes it one in Markdown, and the outlet behind it."""
    if separator := _before_outlet(line):
        line = line[: separator.start()]
    return line.lstrip("#=").rstrip("=").strip() if line[:1] in "#=" else line


def outlet_behind(headline: str) -> str | None:
    """The outlet that stands behind a bar or dash in the headline of a text."""
    separator = _before_outlet(headline)
    return separator.string[separator.end() :] if separator else None


def _before_outlet(line: str) -> re.Match[str] | None:
    """The bar or dash in a headline behind which an outlet stands."""
    separator = last_separator(line)
    if not separator or not separator.start() or not is_outlet(separator):
        return None
    return separator if len(line[separator.end() :].split()) <= SITE_WORDS else None


def headline_index(pieces: Sequence[Piece]) -> int:
    """The number of the piece that is the headline at the top of a text, or -1."""
    near = pieces[:FIRST_REACH]
    start = release_end(near)
    head = next((i for i in range(start, len(near)) if _is_headline(near[i], HEADLINE_WORDS)), -1)
    below = near[head + 1 : head + 2] if head >= 0 and near[head].text.isupper() else ()
    if below and _is_kicker(near[head].text, below[0].text) and _is_headline(below[0], HEADLINE_WORDS):
        return head + 1
    if head > start and _names_outlet_of(near[head - 1], near[head]):
        return head - 1
    dated = 0 <= head < len(near) - 1 and near[head + 1].rule == "meta/date-line"
    if dated and names_medium(near[head].text) and len(near[head].text.split()) <= SITE_WORDS:
        # Outlet and day stand above the headline in what archives of newspapers give out.
        return next((i for i in range(head + 2, len(near)) if _is_headline(near[i], HEADLINE_WORDS)), head)
    return head


def _names_outlet_of(short: Piece, line: Piece) -> bool:
    """Whether a line names the outlet of a headline of two words above it."""
    return (
        names_medium(line.text) and _is_headline(short, (2, HEADLINE_WORDS[0])) and not short.text.isupper()
    )


def _is_kicker(line: str, after: str) -> bool:
    """Whether a line only names the section of the headline below it: a few words in capitals."""
    return line.isupper() and len(line.split()) <= KICKER_WORDS and not after.isupper()


def release_end(pieces: Sequence[Piece]) -> int:
    """How many pieces at the top of a text only say that it is a press release."""
    return max(
        (number for number, piece in enumerate(pieces, 1) if piece.rule == "meta/release"),
        default=0,
    )


def _is_headline(piece: Piece, words: tuple[int, int]) -> bool:
    """Whether a piece was set aside as a head line and reads like a headline."""
    return (
        piece.rule == "head"
        and words[0] <= count_words(piece.text) <= words[1]
        and not piece.text.endswith((":", ";", ","))
        and (not _labelled().match(piece.text) or _LIVE.match(piece.text) is not None)
        and len(piece.text) <= TITLE_MAX
    )


def _has_witness(pieces: Sequence[Piece], head: int) -> bool:
    near = pieces[head + 1 : head + 1 + WITNESS_REACH]
    return any(
        piece.rule in {"meta/date-line", "meta/byline", "meta/credit", "meta/agency"} for piece in near
    )


def _under_agency(pieces: Sequence[Piece], index: int) -> str | None:
    """The line without a stop that follows an agency's name in mid-file."""
    for piece in pieces[index + 1 : index + 3]:
        least, most = INNER_HEADLINE_WORDS
        if least <= count_words(piece.text) <= most and not STOP.search(piece.text):
            return piece.text
    return None


def same(a: str, b: str) -> bool:
    """Whether two titles are one but for blanks, case and quotation marks."""
    return _squashed(a) == _squashed(b)


def _squashed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
