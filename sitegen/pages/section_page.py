"""What the layout of a page of the whole site is given: lists by day, overviews, what is older and newer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from sitegen.pages.listing import DayGroup, days
from sitegen.pages.view import DayView, link, root_of

if TYPE_CHECKING:
    from sitegen.pages.listing import Entry
    from sitegen.pages.sections import Row, Section
    from sitegen.pages.view import Words

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
    percent: int
    stories: int


class SectionView(Struct, frozen=True, gc=False):
    """A page of the whole site."""

    title: str
    """Of an outlet, topic or name; empty on other pages."""
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
    day: DayView | None
    """Of a newsletter."""
    home: str
    """Link to the index."""
    overviews: dict[str, RowView]
    """In the archive: outlets, topics and names."""
    letters: tuple[tuple[DayView | None, str], ...]
    """In the archive: the days that have a newsletter, each with its link."""
    feed: str
    """Link to its feeds, without their endings; empty where it has none."""


def section_view(section: Section, words: Words, top: str = "") -> SectionView:
    """`section` as its layout shows it; with full addresses where `top`, the site's own, is given."""
    root = f"{top}/" if top else root_of(section.path)
    dated = section.kind in {"month", "newsletter"}
    archive = section.kind == "archive"
    return SectionView(
        title="" if dated else section.title,
        days=days(section.entries, root, words, section.mentions),
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
        day=words.day(section.title) if section.kind == "newsletter" else None,
        home=link(root, "index.html") if not top else root,
        overviews={row.title: _row(row, root) for row in section.also},
        letters=tuple((words.day(day), link(root, f"newsletter/{day}.html")) for day in section.letters),
        feed=link(root, section.feed) if section.feed else "",
    )


def shares(entries: Iterable[Entry]) -> tuple[ShareView, ...]:
    """How much of each source the site shows, the most quoted first."""
    found: dict[str, list[int]] = {}
    for entry in entries:
        for name, shown, whole in entry.shares:
            sums = found.setdefault(name, [0, 0, 0])
            sums[0] += shown
            sums[1] += whole
            sums[2] += 1
    most = sorted(found.items(), key=lambda item: (-item[1][0], item[0]))[:MOST_SHARES]
    return tuple(
        ShareView(name, round(100 * shown / whole) if whole else 0, reports)
        for name, (shown, whole, reports) in most
    )


def _row(row: Row, root: str) -> RowView:
    return RowView(row.title, link(root, row.path), row.digests, row.first, row.alone)


def _years(rows: Sequence[Row], root: str, words: Words) -> tuple[YearView, ...]:
    """The months by year, in their order."""
    return tuple(
        YearView(
            year,
            tuple(month for row in group if (month := _month(row.title, row.path, row.digests, root, words))),
        )
        for year, group in groupby(rows, key=lambda row: row.title[:4])
    )


def _month(title: str, path: str, count: int, root: str, words: Words) -> MonthView:
    """The month that `title` tells as ``2026-03``; without a name where it tells none."""
    year, _, number = title.partition("-")
    known = number.isdecimal() and 1 <= int(number) <= len(words.months)
    return MonthView(words.months[int(number) - 1] if known else "", year, link(root, path), count)
