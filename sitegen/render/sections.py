"""Which pages the site as a whole has, and what each of them lists: its sections.

A section is data, cheap to make and to compare: a page is made from it only when it is asked for, and one
whose section is the same has the same bytes. Long lists are cut into pages that are numbered from the
oldest, so that a digest that comes changes the newest page alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sitegen.render.contract import SCHEMA_PATH
from sitegen.render.listing import PER_PAGE, Entry
from sitegen.render.redirects import LIST, RULES, Moved
from sitegen.render.view import Site, index_file, lone_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


class Catalogue(Struct, frozen=True):
    """All that the pages of the site as a whole tell."""

    site: Site
    entries: tuple[Entry, ...] = ()
    """Every digest, as `newest_first` has them."""
    moved: tuple[Moved, ...] = ()
    """Every address that is no page any more, sorted, with the one that took its place."""


class Section(Struct, frozen=True, gc=False, omit_defaults=True):
    """A page of the site as a whole, before it is a page."""

    path: str
    """Its file in the site."""
    kind: str
    """The layout that shows it, or the name of what writes it."""
    title: str = ""
    entries: tuple[Entry, ...] = ()
    """The digests it lists, in their order."""
    number: int = 0
    """Which part of a long list it is, counted from the oldest; 0 for the newest, which grows."""
    newer: str = ""
    """File of the next newer part; empty where there is none."""
    older: str = ""
    total: int = 0
    """Digests in the whole list; told on the newest part alone, so that the others stay as they are."""
    first: int = 0
    """Of an outlet: digests in which it was first; told as `total` is."""
    alone: int = 0
    """Of an outlet: digests that have no other."""
    target: str = ""
    """Address where the digest is found now, on the page of a former address."""
    moved: tuple[Moved, ...] = ()
    """Every former address with the present one, for hosts and programs."""


def sections(catalogue: Catalogue) -> Iterator[Section]:
    """Every page of the site as a whole, each path once."""
    entries = catalogue.entries
    yield from _parts("index", _index_file, "", entries)
    yield from _outlets(entries)
    yield Section(index_file("about"), "about", entries=entries)
    yield from _moved(catalogue.moved)
    yield Section("index.json", "index.json", entries=entries)
    yield Section("404.html", "missing")
    yield Section(SCHEMA_PATH, "schema")
    yield Section("_headers", "headers")
    if catalogue.site.search:
        yield Section(index_file("search"), "search")


def _moved(moved: tuple[Moved, ...]) -> Iterator[Section]:
    """A page at each former address, and the list of them for hosts and for programs."""
    for old, new in moved:
        yield Section(index_file(old), "moved" if new else "gone", target=new)
    if any(new for _, new in moved):
        yield Section(RULES, "redirects", moved=moved)
    if moved:
        yield Section(LIST, "redirects.json", moved=moved)


def _outlets(entries: Sequence[Entry]) -> Iterator[Section]:
    """The pages of each outlet: the digests that it has a part in."""
    found: dict[str, list[Entry]] = {}
    titles: dict[str, str] = {}
    for entry in entries:
        for name, address in zip(entry.outlets, entry.outlet_addresses, strict=True):
            if address and (listed := found.setdefault(address, []))[-1:] != [entry]:
                listed.append(entry)
                titles[address] = max(titles.get(address, ""), name)
    for address, listed in sorted(found.items()):
        newest, *older = _parts("outlet", _lister(address), titles[address], listed)
        first = sum(titles[address] == entry.first for entry in listed)
        alone = sum(len(entry.outlets) == 1 for entry in listed)
        yield replace(newest, first=first, alone=alone)
        yield from older


def _parts(kind: str, file: Callable[[int], str], title: str, entries: Sequence[Entry]) -> Iterator[Section]:
    """A list cut into pages, the newest first; `file` names the file of each by its number."""
    total = len(entries)
    full = max(0, total // PER_PAGE - 1)
    yield Section(
        file(0),
        kind,
        title,
        tuple(entries[: total - full * PER_PAGE]),
        older=file(full) if full else "",
        total=total,
    )
    for number in range(full, 0, -1):
        start = total - number * PER_PAGE
        yield Section(
            file(number),
            kind,
            title,
            tuple(entries[start : start + PER_PAGE]),
            number=number,
            newer=file(number + 1 if number < full else 0),
            older=file(number - 1) if number > 1 else "",
        )


def _index_file(number: int) -> str:
    return index_file(f"page/{number}" if number else "")


def _lister(address: str) -> Callable[[int], str]:
    return lambda number: lone_file(f"{address}/{number}" if number else address)
