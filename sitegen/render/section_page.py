"""What the layout of a page of the whole site is given: lists by day, counts, the way to older and newer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.render.listing import DayGroup, days
from sitegen.render.view import link, root_of

if TYPE_CHECKING:
    from sitegen.render.sections import Section
    from sitegen.render.view import Words


class SectionView(Struct, frozen=True, gc=False):
    """A page of the whole site."""

    title: str
    days: tuple[DayGroup, ...]
    number: int
    """Which part of a long list it is, counted from the oldest; 0 for the newest."""
    newer: str
    """Link to the next newer part; empty where there is none."""
    older: str
    total: int
    """Digests in the whole list."""
    first: int
    alone: int


def section_view(section: Section, words: Words) -> SectionView:
    """`section` as its layout shows it."""
    root = root_of(section.path)
    return SectionView(
        title=section.title,
        days=days(section.entries, section.path, words),
        number=section.number,
        newer=link(root, section.newer) if section.newer else "",
        older=link(root, section.older) if section.older else "",
        total=section.total,
        first=section.first,
        alone=section.alone,
    )
