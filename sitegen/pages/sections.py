"""Which pages the site as a whole has, and what each of them lists: its sections.

A section is data, cheap to make and to compare: a page is made from it only when it is asked for, and one
whose section is the same has the same bytes. Long lists are cut into parts that are numbered from the
oldest, so that a digest that comes changes the newest part alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby, islice, repeat
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from sitegen.pages.index_json import SCHEMA_PATH
from sitegen.pages.listing import PER_PAGE, Entry, NameMention
from sitegen.pages.view import Site, index_file, lone_file

PER_MONTH = 200
"""Digests on one part of a month's page, which has headlines alone; the newest has up to twice as many.
Judgement."""

LETTERS = 7
"""Days whose newsletters are on the site, counted back from the newest that has a digest: a week.
Judgement."""

WEEKS = 4
"""Weeks whose newsletters are on the site: a month. Judgement."""

MAILED = (("newsletter", "html"), ("newsletter.txt", "txt"), ("newsletter.eml", "eml"))
"""The forms of a newsletter: kind and ending."""

FED = 50
"""Digests in a feed. Judgement: more than a reader fetches late for; some hosts refuse large feeds."""

MOST_ROWS = 1000
"""Outlets, topics or names that one overview lists; the others are reached from the digests. Judgement."""

MOST_WAYS = 8
"""Outlets and topics that the index names, those with most digests. Judgement: about a line of each."""

MOST_ADDRESSES = 50_000
"""Addresses in one sitemap; the protocol, whose version is 0.9, allows no more."""


Moved = tuple[str, str]
"""A former address and the one that took its place, which is empty where none did."""

_UNDATED = "archive/undated"


class OverviewRow(NamedTuple):
    """A line of an overview: a list that has a page of its own."""

    title: str
    path: str
    """File of its page."""
    digests: int
    """Of outlets, topics and names: how many there are of them; else digests in it."""
    first: int = 0
    """Of an outlet: digests in which it was first."""
    alone: int = 0
    """Of an outlet: digests that have no other."""


class SitePage(Struct, frozen=True, gc=False, omit_defaults=True):
    """A page of the site as a whole, before it is a page."""

    path: str
    """Its file in the site."""
    kind: str
    """The layout that shows it, or the name of what writes it."""
    title: str = ""
    """Of an outlet, topic or name; of a month or a newsletter the beginning of a date."""
    entries: tuple[Entry, ...] = ()
    """The digests it lists, in their order."""
    mentions: tuple[NameMention, ...] = ()
    """On the page of a name: where each of the entries says it."""
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
    rows: tuple[OverviewRow, ...] = ()
    """The lines of an overview; on the index, where it leaves them out, the digests without a day."""
    also: tuple[OverviewRow, ...] = ()
    """In the archive: the overviews, each with the name of its layout as title."""
    letters: tuple[str, ...] = ()
    """In the archive: the days and the weeks that have a newsletter, the newest of each first."""
    outlets: tuple[OverviewRow, ...] = ()
    """On the newest part of the index: the outlets with most digests."""
    topics: tuple[OverviewRow, ...] = ()
    feed: str = ""
    """Where its feeds stand, without their endings; of a feed the page that it feeds from."""
    since: str = ""
    """Of a feed: when a digest of the site changed last that is no longer here."""
    paths: tuple[str, ...] = ()
    """In a sitemap: pages besides those of the digests."""
    left_out: tuple[tuple[str, str], ...] = ()
    """On the about page: stories that a person left out, with the reason."""


def sections(
    site: Site,
    entries: tuple[Entry, ...] = (),
    *,
    moved: tuple[Moved, ...] = (),
    left_out: tuple[tuple[str, str], ...] = (),
    since: str = "",
) -> Iterator[SitePage]:
    """Yield every page of the site as a whole, each path once.

    `entries` are those of all digests as `newest_first` has them; `moved` every address that is no page any
    more, sorted; `left_out` the path of each story that a person left out, with the reason; `since` is when a
    digest changed last that has no page any more.
    """
    told = [*_lists(entries, feeds=bool(site.base_url))]
    yield from told
    yield SitePage(index_file("about"), "about", entries=entries, left_out=left_out)
    yield from _moved(moved)
    yield SitePage("index.json", "index.json", entries=entries)
    yield SitePage("404.html", "missing")
    yield from (SitePage(own.path, "own") for own in site.own)
    yield SitePage(SCHEMA_PATH, "schema")
    yield SitePage("_headers", "headers")
    if site.search:
        yield SitePage(index_file("search"), "search")
    yield SitePage("llms.txt", "llms", entries=entries[:FED])
    yield SitePage("robots.txt", "robots")
    if site.base_url:
        yield from _feeds(told, entries, since)
        if not site.noindex:
            paths = [one.path for one in told if not one.kind.startswith("newsletter")]
            own = [own.path for own in site.own]
            yield from _sitemaps(entries, (*paths, index_file("about"), *own))


def _moved(moved: tuple[Moved, ...]) -> Iterator[SitePage]:
    """A page at each former address, and the list of them for hosts and for programs."""
    for old, new in moved:
        yield SitePage(index_file(old), "moved" if new else "gone", target=new)
    if any(new for _, new in moved):
        yield SitePage("_redirects", "redirects", moved=moved)
    if moved:
        yield SitePage("redirects.json", "redirects.json", moved=moved)


Told = tuple[str, str, NameMention | None]
"""A list that a digest stands in: its address, its title, and where the digest says it."""

_KINDS: tuple[tuple[str, str, Callable[[Entry], Iterable[Told]], bool], ...] = (
    ("outlet", "outlets", lambda entry: zip(entry.outlet_addresses, entry.outlets, repeat(None)), True),
    ("topic", "topics", lambda entry: [(each.address, each.title, None) for each in entry.topics], True),
    ("mentions", "names", lambda entry: [(each.address, each.title, each) for each in entry.mentions], False),
)
"""Lists that have an overview: layout of a list; layout and folder of the overview; the lists that a digest
stands in; whether they have feeds."""


def _lists(entries: Sequence[Entry], *, feeds: bool) -> Iterator[SitePage]:
    """Every page that lists digests, and the overviews of these."""
    overviews = []
    shown: dict[str, tuple[OverviewRow, ...]] = {}
    for kind, overview, of, fed in _KINDS:
        rows = []
        for newest, older in _lists_of(kind, of, entries):
            feed = newest.path.removesuffix(".html") if feeds and fed else ""
            yield replace(newest, feed=feed)
            yield from older
            rows.append(OverviewRow(newest.title, newest.path, newest.total, newest.first, newest.alone))
        rows.sort(key=lambda row: (-row.digests, row.path))
        yield SitePage(index_file(overview), overview, rows=tuple(rows[:MOST_ROWS]), total=len(rows))
        overviews.append(OverviewRow(overview, index_file(overview), len(rows)))
        shown[overview] = tuple(rows[:MOST_WAYS])
    yield from _index(entries, "feed" if feeds else "", shown)
    yield from _months(entries, tuple(overviews))


def _lists_of(
    kind: str, of: Callable[[Entry], Iterable[Told]], entries: Iterable[Entry]
) -> Iterator[tuple[SitePage, list[SitePage]]]:
    """Yield each list of a kind as its newest part and the older ones."""
    found: dict[str, list[tuple[Entry, str, NameMention | None]]] = defaultdict(list)
    for entry in entries:
        for address, title, mention in of(entry):
            told = found[address]
            if not told or told[-1][0] is not entry:
                told.append((entry, title, mention))
    found.pop("", None)
    for address in sorted(found):
        told = found[address]
        # As most reports spell it; in doubt as the first in order: "The Post" comes before "the post".
        spelt = Counter([title for _, title, _ in told])
        title = min(spelt, key=lambda form: (-spelt[form], form.isupper(), form))
        listed = [entry for entry, _, _ in told]
        newest, *older = _parts(kind, _lister(address), title, listed, [said for *_, said in told if said])
        first = sum([one.first == address for one in listed])
        alone = sum([one.outlet_addresses == (address,) for one in listed])
        yield replace(newest, first=first, alone=alone), older


def _index(
    entries: Sequence[Entry], feed: str, shown: Mapping[str, tuple[OverviewRow, ...]]
) -> Iterator[SitePage]:
    """The index: every digest, or those that have a day where there are enough of them.

    A digest without a day stands behind all others, where it would move them from part to part.
    """
    dated = [entry for entry in entries if entry.published]
    undated = len(entries) - len(dated)
    apart = undated > 0 and len(dated) >= PER_PAGE
    newest, *older = _parts("index", _index_file, "", dated if apart else entries)
    rest = (OverviewRow("", lone_file(_UNDATED), undated),) if apart else ()
    yield replace(newest, rows=rest, feed=feed, outlets=shown["outlets"], topics=shown["topics"])
    yield from older


def _months(entries: Sequence[Entry], overviews: tuple[OverviewRow, ...]) -> Iterator[SitePage]:
    """The archive, its months, and the newsletters of the newest days."""
    rows = []
    for month, group in groupby(entries, key=lambda entry: (entry.published or "")[:7]):
        address = f"archive/{month}" if month else _UNDATED
        listed = [*group]
        yield from _parts("month", _lister(address), month, listed, per=PER_MONTH)
        rows.append(OverviewRow(month, lone_file(address), len(listed)))
    letters: list[str] = []
    dated = [entry for entry in entries if _week(entry.published)]
    for of, most in ((lambda one: one.published, LETTERS), (lambda one: _week(one.published), WEEKS)):
        for name, group in islice(groupby(dated, key=of), most):
            letters.append(name)
            told = tuple(group)
            for kind, ending in MAILED:
                yield SitePage(f"newsletter/{name}.{ending}", kind, name, told)
    archive = SitePage(index_file("archive"), "archive", rows=tuple(rows), total=len(entries))
    yield replace(archive, also=overviews, letters=tuple(letters))


@lru_cache(maxsize=4096)
def _week(day: str | None) -> str:
    """The week of ISO 8601, such as 2026-W23; empty without a day."""
    try:
        year, week, _ = date.fromisoformat(day or "").isocalendar()
    except ValueError:
        return ""
    return f"{year}-W{week:02}"


def _parts(
    kind: str,
    file: Callable[[int], str],
    title: str,
    entries: Sequence[Entry],
    mentions: Sequence[NameMention] = (),
    *,
    per: int = PER_PAGE,
) -> Iterator[SitePage]:
    """A list cut into parts, the newest first; `file` names the file of each by its number."""
    total = len(entries)
    full = max(0, total // per - 1)
    for number in (0, *range(full, 0, -1)):
        start = total - number * per if number else 0
        end = total - (number - 1 if number else full) * per
        yield SitePage(
            file(number),
            kind,
            title,
            tuple(entries[start:end]),
            tuple(mentions[start:end]),
            number=number,
            newer=file((number + 1) % (full + 1)) if number else "",
            older=file(number - 1 if number else full) if number > 1 or full > number == 0 else "",
            total=0 if number else total,
        )


def _feeds(told: Iterable[SitePage], entries: Sequence[Entry], since: str) -> Iterator[SitePage]:
    """The feeds of the lists that have one: the digests whose facts changed last; undated ones last."""
    for one in told:
        if one.feed:
            listed = entries if one.feed == "feed" else one.entries
            last = tuple(
                sorted(listed, key=lambda one: one.updated or one.published or "", reverse=True)[:FED]
            )
            for kind, ending in (("atom", "xml"), ("jsonfeed", "json")):
                yield SitePage(f"{one.feed}.{ending}", kind, one.title, last, feed=one.path, since=since)


def _sitemaps(entries: tuple[Entry, ...], paths: tuple[str, ...]) -> Iterator[SitePage]:
    """The sitemap; more than one, and one of these, where there are too many addresses."""
    if len(entries) + len(paths) <= MOST_ADDRESSES:
        yield SitePage("sitemap.xml", "sitemap", entries=entries, paths=paths)
        return
    count = len(entries) + len(paths)
    files = [f"sitemap-{number}.xml" for number in range(1, -(-count // MOST_ADDRESSES) + 1)]
    for number, file in enumerate(files):
        start, end = number * MOST_ADDRESSES, (number + 1) * MOST_ADDRESSES
        rest = paths[max(0, start - len(entries)) : max(0, end - len(entries))]
        yield SitePage(file, "sitemap", entries=entries[start:end], paths=rest)
    yield SitePage("sitemap.xml", "sitemaps", paths=tuple(files))


def _index_file(number: int) -> str:
    return index_file(f"page/{number}" if number else "")


def _lister(address: str) -> Callable[[int], str]:
    return lambda number: lone_file(f"{address}/{number}" if number else address)
