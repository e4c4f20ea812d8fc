"""What a layout is given: frozen values, looked up, linked and cut to size, with what a page is told besides.

A layout only says where things stand and in which words; it never searches, counts or compares. Links
are relative to the page they stand on, percent-encoded, and name files, so that the site works below
any path and from a disk. What a view only passes on stands in its `model`.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import escape
from msgspec import Struct

from sitegen.digest.rights import Rights
from sitegen.model import Citation, Difference, Digest, Source, Story

_PLAIN = re.compile(r"[\w.~/-]*", re.ASCII).fullmatch

UNDATED = "1970-01-01"
"""The day from which the lock counts the changes of a digest without a date; shown to nobody."""


class Link(NamedTuple):
    """Another page of the site."""

    title: str
    address: str
    """Below the site's top, without slashes at the ends."""
    published: str = ""
    """YYYY-MM-DD of a digest; empty for other pages."""
    language: str = ""

    @property
    def direction(self) -> str:
        """How it is written: ltr or rtl."""
        return direction(self.language)


class Change(NamedTuple):
    """What happened to a digest from one build to the next."""

    day: str
    """YYYY-MM-DD, from the content or SOURCE_DATE_EPOCH; empty where neither is known."""
    joined: tuple[str, ...]
    """Letters of the sources that joined."""
    left: tuple[str, ...]
    changed: tuple[str, ...]
    """Letters of the sources whose words changed."""
    more: int
    """Facts that came."""
    fewer: int
    """Facts that went."""


class Context(Struct, frozen=True, gc=False):
    """What a group's pages need that does not stand in its stories."""

    id: str
    """Of the digest, for ever; feeds and programs know it by this."""
    address: str
    places: dict[str, str]
    """Address of each story's page, by path."""
    outlets: dict[str, str]
    """Address of each outlet's page, by name."""
    sigla: dict[str, str] = {}
    """The letter of each story, by path, where it has one from before."""
    related: tuple[Link, ...] = ()
    """Digests that come near to being about the same event, the nearest first."""
    topics: tuple[Link, ...] = ()
    names: tuple[Link, ...] = ()
    """People and places that have a page."""
    history: tuple[Change, ...] = ()
    """The oldest first."""


SHORT = 72
"""Characters of a statement in lists that point at it; one line on a desktop. Judgement."""

RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
"""Languages written from right to left."""


class OwnPage(Struct, frozen=True):
    """A page that the owner wrote: an imprint, a notice on privacy."""

    path: str
    title: str
    html: str
    """Its text as safe markup, made from Markdown without any markup of its own."""


class Site(Struct, frozen=True):
    """The site as its owner named it."""

    title: str
    base_url: str | None
    language: str
    version: str
    search: bool = False
    """Whether the site has a search page."""
    pictures: bool = False
    """Whether digests of several sources have a picture to be shared with."""
    noindex: bool = False
    """Whether search engines are asked to leave the whole site out."""
    rights: Rights = Rights()
    """What is known of outlets, and what may be shown of their stories."""
    own: tuple[OwnPage, ...] = ()
    """Pages that the owner wrote, linked in the foot of every page."""


class DayView(Struct, frozen=True, gc=False):
    """A calendar day, for machines and for people."""

    iso: str
    text: str


class PageView(Struct, frozen=True):
    """The page itself: where it stands and what it is called."""

    kind: str
    """digest, story, index, outlet, about or missing."""
    title: str
    root: str
    """What leads from this page to the top of the site: empty or ``../`` as often as needed."""
    language: str
    direction: str
    """ltr or rtl."""
    description: str
    canonical: str
    """The page's full address; empty when the site's own is not known."""

    def to(self, path: str) -> str:
        """Return the link to the file `path` of the site."""
        return link(self.root, path)


class Marked(Struct, frozen=True, gc=False):
    """Words of which some are marked: in HTML with ``<mark>`` around them, in plain text as they are.

    >>> Marked("Nine boats sank", ((0, 4),)).__html__(), str(Marked("Nine boats sank", ((0, 4),)))
    ('<mark>Nine</mark> boats sank', 'Nine boats sank')
    """

    text: str
    spans: tuple[tuple[int, int], ...]
    """Where marked words begin and end; spans may overlap."""

    def __str__(self) -> str:
        return self.text

    def __html__(self) -> str:
        told: list[str] = []
        text, position = self.text, 0
        for start, end in sorted(self.spans):
            begin = max(start, position)
            if end > begin:
                told += escape(text[position:begin]), "<mark>", escape(text[begin:end]), "</mark>"
                position = end
        return "".join([*told, escape(text[position:])])


class InterfaceTexts(Struct, frozen=True):
    """The interface's words that are looked up by a name: rules, kinds, months."""

    rules: dict[str, str]
    kinds: dict[str, str]
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    date: str
    """How day, month and year stand together, as a format string."""
    month: str
    """How month and year stand together."""
    withheld: str
    """What stands in the place of words that may not be shown."""
    report: str
    """What a source without a known outlet is called: a format string for its letter."""
    derived: dict[str, str]
    """What is derived of a story, and what from; a name that is missing here stands for itself."""

    def day(self, iso: str | None) -> DayView | None:
        """The day written out, such as 4 May 2026."""
        return _day(self.date, tuple(self.months), iso) if iso else None

    def time(self, iso: str) -> DayView:
        """A day, a month such as May 2026, or a year, written out."""
        if len(iso) == len("2026-05") and (name := self.month_of(iso)):
            return DayView(iso, self.month.format(month=name, number=int(iso[5:]), year=iso[:4]))
        return _day(self.date, tuple(self.months), iso)

    def month_of(self, iso: str) -> str:
        """The name of the month of a date, such as March; empty where it tells none."""
        number = iso[5:7]
        return self.months[int(number) - 1] if number.isdecimal() and 0 < int(number) < 13 else ""

    def weekday(self, iso: str | None) -> str:
        """The name of the day of the week; empty for what is no date."""
        try:
            return self.weekdays[date.fromisoformat(iso or "").weekday()]
        except ValueError:
            return ""

    def rule(self, name: str) -> str:
        """A rule in plain words, with the reason a person gave; its own name where there are none."""
        if known := self.rules.get(name):
            return known
        rule, colon, reason = name.partition(": ")
        return (self.rules.get(rule) or rule.replace("/", ": ").replace("-", " ")) + colon + reason


@lru_cache(maxsize=4096)
def _day(form: str, months: tuple[str, ...], iso: str) -> DayView:
    try:
        year, month, day = (int(part) for part in iso.split("-"))
        return DayView(iso, form.format(day=day, month=months[month - 1], number=month, year=year))
    except (ValueError, IndexError):
        return DayView(iso, iso)


def index_file(address: str) -> str:
    """The file of the page at `address` that stands in a folder of its own."""
    return f"{address}/index.html" if address else "index.html"


def lone_file(address: str) -> str:
    """The file of the page at `address` that shares its folder with many: a story's or an outlet's."""
    return f"{address}.html"


def root_of(path: str) -> str:
    """What leads from the page in the file `path` to the top of the site."""
    return "../" * path.count("/")


def link(root: str, path: str) -> str:
    """The link to the file `path` from a page whose way to the top is `root`."""
    # Most addresses are plain letters, and asking whether they are is a tenth of encoding them.
    return root + (path if _PLAIN(path) else quote(path))


def outward(url: str | None) -> str:
    """`url` if a browser may follow it: http or https and nothing else; empty otherwise."""
    return url if url and url[:8].lower().startswith(("http://", "https://")) else ""


def direction(language: str) -> str:
    """``rtl`` for languages written from right to left, else ``ltr``."""
    return "rtl" if language[:3].rstrip("-") in RIGHT_TO_LEFT else "ltr"


def shortened(text: str, limit: int) -> str:
    """The beginning of `text`, whole words up to `limit` characters, with an ellipsis if more follows."""
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(None, 1)[0].rstrip(" ,;:–—-") + "…"


def span_in(citation: Citation, text: str, start: int) -> tuple[tuple[int, int], ...]:
    """Where the words `text`, found at `start` of the file, stand in the citation's own text."""
    at = start - citation.start
    if not (citation.exact and citation.text.startswith(text, max(at, 0))):
        at = citation.text.find(text)
    return ((at, at + len(text)),) if at >= 0 and text else ()


def derived(story: Story | None, words: InterfaceTexts) -> tuple[tuple[str, str], ...]:
    """Fields of `story` that its file does not state outright, each with where it comes from, in words."""
    if story is None:
        return ()
    shown = ("title", "outlet", "agency", "byline", "place", "published", "url")
    known = dict(story.evidence)
    return tuple(
        (words.derived.get(field, field), words.derived.get(known[field], known[field]))
        for field in shown
        if known.get(field, "front matter") != "front matter"
    )


def foreign(language: str, own: str) -> str:
    """`language` where it has to be said: known and another than the page's `own`."""
    return language if language not in {own, "und", ""} else ""


def named(source: Source, words: InterfaceTexts) -> str:
    """What a reader calls a source: its outlet, else its agency, else *report B*; never its file."""
    return source.outlet or source.agency or words.report.format(letter=source.siglum)


BEFORE, BEHIND = 40, 48
"""Characters of a sentence shown before and behind the words that matter in it. Judgement: two lines on a
phone."""


def excerpt(text: str, start: int, end: int) -> Marked:
    """The words ``text[start:end]`` marked, with what stands next to them, and an ellipsis for the rest.

    >>> str(excerpt("one " * 40 + "two" + " three" * 40, 160, 163))
    '… one one one one one one one one one two three three three three three three three …'
    """
    first, last = max(0, start - BEFORE), min(len(text), end + BEHIND)
    first = text.find(" ", first, start) + 1 or start if first else 0
    last = max(text.rfind(" ", end, last), end) if last < len(text) else last
    cut = ("… " if first else "") + text[first:last] + (" …" if last < len(text) else "")
    shift = first - (2 if first else 0)
    return Marked(cut, ((start - shift, end - shift),))


LEADING, TRAILING = 2, 3
"""Words of a sentence before and behind a reading that say what it is a reading of; with gap about a line.
Judgement."""

NEXT_TO = 30
"""Characters of either; where a script parts no words these say enough. Judgement."""

PHRASE = range(2, 6)
"""Words of a phrase that names what reports differ on: *container ships*; more are a clause."""

TELLING = 4
"""Judgement: letters of an English word that names a thing; shorter ones alone (*for the*) say nothing."""

_APART = re.compile(r"[,;:.!?()\[\]\"“”„«»‹›…、。，；：！？（）「」『』،؛؟۔।]|\s[–—-]\s|—")
"""What parts a reading from words that are not next to it."""


def matter(digest: Digest, difference: Difference) -> str:
    """Return what a difference is about: what it says of itself in `PHRASE` words, unless that is a reading.

    A single word says little of what is counted: then the words next to the first reading, with a gap in its
    place. Where there are none the word, or nothing.
    """
    about = difference.about.casefold()
    readings = [side.text.casefold() for side in difference.sides if side.text]
    said = any(one in about for one in readings) or all(about in one for one in readings)
    if not said and len(about.split()) in PHRASE:
        return difference.about
    sides = {side.story: side for side in reversed(difference.sides)}
    first = next((one for one in digest.sources if one.story in sides), None)
    if first and first.language in {digest.language, "und"}:
        side = sides[first.story]
        cited = next((one.citations for one in digest.statements if one.id == side.statement), ())
        for one in cited:
            if one.story == side.story and one.start <= side.start < one.end:
                for start, end in span_in(one, side.text, side.start):
                    before, behind = _next_to(one.text[:start], one.text[end:])
                    if any(map(_tells, f"{before} {behind}".split())):
                        return f"{before} … {behind}".strip()
    return "" if said else difference.about


def _tells(word: str) -> bool:
    """Whether a word says what something is about.

    >>> [word for word in ("for", "the", "boat", "船") if _tells(word)]
    ['boat', '船']
    """
    return len(word) >= TELLING or not word.isascii()


def _next_to(before: str, behind: str) -> tuple[str, str]:
    """The words next to a reading, up to the next mark that parts sentences or clauses.

    >>> _next_to("In all, lifeboats took off ", " passengers of the boat, among them two.")
    ('took off', 'passengers')
    >>> _next_to("وأصيب ", " شخصا بجروح، كما قيل.")
    ('وأصيب', 'شخصا بجروح')
    """
    first, last = _APART.split(before)[-1].split(), _APART.split(behind)[0].split()
    kept = last[:TRAILING]
    while len(kept) > 1 and len(" ".join(kept)) > NEXT_TO:
        kept.pop()
    # Small words at the end belong to what follows.
    while (not first) < len(kept) < len(last) and len(kept[-1]) < 4:
        kept.pop()
    first = first[-LEADING:]
    while len(first) > 1 and len(" ".join(first)) > NEXT_TO:
        first.pop(0)
    return " ".join(first)[-NEXT_TO:], " ".join(kept)[:NEXT_TO]
