"""What the layout of a page of the whole site is given: lists by day, overviews, what is older and newer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby, takewhile, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from sitegen.digest.rights import known_as
from sitegen.pages.listing import FEW, DayGroup, EntryView, blocks, entry_view, leading
from sitegen.pages.view import DayView, link, root_of

if TYPE_CHECKING:
    from sitegen.pages.listing import Entry
    from sitegen.pages.sections import OverviewRow, Section
    from sitegen.pages.view import InterfaceTexts

MOST_SHARES = 300
"""Sources whose quoted share the about page names, those that are quoted most."""


class RowView(NamedTuple):
    """A line of an overview."""

    title: str
    href: str
    digests: int
    first: int
    alone: int


class MonthView(NamedTuple):
    """A month of the archive."""

    name: str
    """Of the month alone, such as March; empty for digests without a day."""
    year: str
    href: str
    digests: int


class YearView(NamedTuple):
    """The months of a year that have digests, the newest first."""

    year: str
    """Empty for digests without a day."""
    months: tuple[MonthView, ...]


class ShareView(NamedTuple):
    """How much of what a source wrote the site shows."""

    name: str
    """Empty for all whose outlet is not known."""
    percent: int
    stories: int


class LetterRow(NamedTuple):
    """A newsletter in the archive."""

    day: DayView | None
    """Its day, or the Monday of its week."""
    weekly: bool
    href: str
    """Without its ending: ``.html``, ``.txt`` or ``.eml``."""


class SectionView(Struct, frozen=True, gc=False):
    """A page of the whole site."""

    title: str
    """Of an outlet, topic or name; empty on other pages."""
    newest: DayGroup | None
    """On the newest part of the index: its newest day, with all that it has."""
    lead: EntryView | None
    """On the newest part of the index: the digest that it begins with, which no day has again."""
    days: tuple[DayGroup, ...]
    number: int
    """Which part of a long list it is, counted from the oldest; 0 for the newest."""
    newer: str
    """Link to the next newer part; empty where there is none."""
    older: str
    total: int
    """Digests in the whole list, lines in the whole overview; 0 on older parts."""
    first: int
    """Of an outlet: digests in which it was first."""
    alone: int
    """Of an outlet: digests that have no other."""
    rows: tuple[RowView, ...]
    years: tuple[YearView, ...]
    """In the archive."""
    month: MonthView | None
    """On the page of a month; None for digests without a day."""
    home: str
    """Link to the index."""
    overviews: dict[str, RowView]
    """In the archive: outlets, topics and names."""
    letters: tuple[LetterRow, ...]
    """In the archive: the newsletters, of days and then of weeks."""
    outlets: tuple[RowView, ...]
    """On the index: the outlets with most digests."""
    topics: tuple[RowView, ...]
    feed: str
    """Link to its feeds, without their endings; empty where it has none."""


class NewsletterView(Struct, frozen=True, gc=False):
    """A newsletter: the digests of a day or of a week."""

    lead: EntryView | None
    """The digest that it begins with, which its `days` have not again."""
    days: tuple[DayGroup, ...]
    """All of it as one; none without a digest."""
    dates: str
    """The day, or the first and the last, in words."""
    linked: bool
    """Whether its links work in a mail: the site knows its address."""
    home: str
    """Link to the index."""

    def subject(self, title: str) -> str:
        """Return what a mail with it is called, on the site of this `title`."""
        first = self.lead or next((one for group in self.days for one in group.entries), None)
        told = f"{title}, {self.dates}" + (f": {first.title}" if first else "")
        return " ".join(told.split())


def section_view(section: Section, words: InterfaceTexts) -> SectionView:
    """Return `section` as its layout shows it."""
    root = root_of(section.path)
    archive = section.kind == "archive"
    begins = section.kind == "index" and not section.number
    lead = leading(section.entries) if begins else None
    newest = takewhile(lambda one: one.published == section.entries[0].published, section.entries)
    few = 1 if section.kind == "month" else FEW
    listed = [pair for pair in zip_longest(section.entries, section.mentions) if pair[0] is not lead]
    return SectionView(
        title="" if section.kind == "month" else section.title,
        newest=next(iter(blocks([(one, None) for one in newest], root, words)), None) if begins else None,
        lead=entry_view(lead, root, words) if lead else None,
        days=blocks(listed, root, words, few=few),
        number=section.number,
        newer=link(root, section.newer) if section.newer else "",
        older=link(root, section.older) if section.older else "",
        total=section.total,
        first=section.first,
        alone=section.alone,
        rows=() if archive else tuple(_row(row, root) for row in section.rows),
        years=_years(section.rows, root, words) if archive else (),
        month=_month(section.title, section.path, section.total, root, words)
        if section.kind == "month"
        else None,
        home=link(root, "index.html"),
        overviews={row.title: _row(row, root) for row in section.also},
        letters=tuple(_letter(name, root, words) for name in section.letters),
        outlets=tuple(_row(row, root) for row in section.outlets),
        topics=tuple(_row(row, root) for row in section.topics),
        feed=link(root, section.feed) if section.feed else "",
    )


def letter_view(section: Section, words: InterfaceTexts, top: str) -> NewsletterView:
    """Return a newsletter as its layouts show it, with full addresses below `top` where that is known."""
    root = f"{top}/" if top else root_of(section.path)
    entries = section.entries
    lead = leading(entries)
    days = blocks([(one, None) for one in entries if one is not lead], root, words, few=len(entries) + 1)
    known = [day for one in entries if (day := words.day(one.published))]
    spans = {day.text: None for day in (*known[-1:], *known[:1])}
    weekday = words.weekday(entries[0].published) if len(spans) == 1 and entries else ""
    return NewsletterView(
        lead=entry_view(lead, root, words) if lead else None,
        days=days,
        dates=" – ".join(spans) if not weekday else f"{weekday}, {next(iter(spans))}",
        linked=bool(top),
        home=root if top else link(root, "index.html"),
    )


def shares(entries: Iterable[Entry]) -> tuple[ShareView, ...]:
    """How much of each source the site shows, the most quoted first."""
    found: dict[str, list[int]] = {}
    spelt: dict[str, str] = {}
    for entry in entries:
        for name, shown, whole in entry.shares:
            spelt.setdefault(known_as(name), name)
            sums = found.setdefault(known_as(name), [0, 0, 0])
            sums[0] += shown
            sums[1] += whole
            sums[2] += 1
    most = sorted(found.items(), key=lambda item: (-item[1][0], item[0]))[:MOST_SHARES]
    return tuple(
        ShareView(spelt[name], round(100 * shown / whole) if whole else 0, reports)
        for name, (shown, whole, reports) in most
    )


def _row(row: OverviewRow, root: str) -> RowView:
    return RowView(row.title, link(root, row.path), row.digests, row.first, row.alone)


def _letter(name: str, root: str, words: InterfaceTexts) -> LetterRow:
    """The newsletter of a day such as 2026-06-05 or of a week such as 2026-W23."""
    year, _, week = name.partition("-W")
    monday = date.fromisocalendar(int(year), int(week), 1).isoformat() if week else name
    return LetterRow(words.day(monday), bool(week), link(root, f"newsletter/{name}"))


def _years(rows: Sequence[OverviewRow], root: str, words: InterfaceTexts) -> tuple[YearView, ...]:
    """The months by year, in their order."""
    return tuple(
        YearView(
            year,
            tuple(month for row in group if (month := _month(row.title, row.path, row.digests, root, words))),
        )
        for year, group in groupby(rows, key=lambda row: row.title[:4])
    )


def _month(title: str, path: str, count: int, root: str, words: InterfaceTexts) -> MonthView:
    """The month that `title` tells as ``2026-03``; without a name where it tells none."""
    year, _, number = title.partition("-")
    known = number.isdecimal() and 1 <= int(number) <= len(words.months)
    return MonthView(words.months[int(number) - 1] if known else "", year, link(root, path), count)
