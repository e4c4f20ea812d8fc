"""What the index, the outlet pages and the about page say of a digest, without holding all of it."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from datetime import date, timedelta
from itertools import groupby, islice
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from sitegen.digest.relays import by_place, witnesses
from sitegen.digest.rights import known_as
from sitegen.pages.view import (
    UNDATED,
    Context,
    DayView,
    Link,
    direction,
    index_file,
    link,
    lone_file,
    matter,
    shortened,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sitegen.model import Digest, Statement, Story
    from sitegen.pages.view import InterfaceTexts

PER_PAGE = 50
"""Digests on one page of a list; the first page of a list has up to twice as many. Judgement: some screens,
and few pages change with a digest."""

LONGEST_LEDE = 400
"""Characters of a lede in lists, feeds and newsletters; longer ones are cut. One of a news agency has 200."""

SAID = 400
"""Characters of the sentence that says a name; longer ones are cut. Judgement: as for ledes."""

FEW = 12
"""Digests of a day below which it shares a block of a list with its neighbours. Judgement: about a screen of
them."""

WEEK = timedelta(days=7)

SHORT_READING = 48
"""Characters of a reading, or of what it is about, that a line of a list, of about 100, can hold twice."""

REFERRING = ("covered", "repeat")
"""Rules that leave out what the page says elsewhere; they are counted apart."""

MOST_SHARES = 300
"""Sources whose quoted share the about page names, those that are quoted most. Judgement: some screens of a
table."""

MOST_CONTRASTS = 3
"""Differences that a list says in words. Judgement: an entry stays within a few lines."""

_UNTOLD: Mapping[str, Story] = MappingProxyType({})


class Share(NamedTuple):
    """How much of what an outlet wrote is shown: of one report, or of all that it has on the site."""

    outlet: str
    """Empty where its name is not known."""
    shown: int
    """Characters of its sentences that are shown."""
    whole: int
    """Characters of all its sentences."""
    reports: int = 1

    @property
    def percent(self) -> int:
        """How much that is of each hundred."""
        return round(100 * self.shown / self.whole) if self.whole else 0


class NameMention(NamedTuple):
    """A person or place that has a page, in a digest."""

    title: str
    address: str
    """Of the page of the name."""
    statement: str
    """Id of the first statement that says the name; empty where none says it as the page's title does."""
    text: str
    """That statement, word for word."""


_NOWHERE = NameMention("", "", "", "")


class Contrast(NamedTuple):
    """Where the sources of a digest differ, in words."""

    matter: str
    """What it is about; empty where that is not known."""
    readings: tuple[str, ...]
    """What they say, each once."""


class Entry(Struct, frozen=True, gc=False):
    """A digest in a list."""

    address: str
    id: str
    title: str
    published: str | None
    language: str
    stories: tuple[str, ...]
    """Paths of its sources."""
    outlets: tuple[str, ...]
    """Names of its outlets and agencies, each once, in the order of their letters."""
    voices: int
    shared: int
    """Statements that two or more sources make."""
    unique: int
    differences: int
    folded: int
    lede: str
    """What it tells first, cut where it is very long."""
    reasons: tuple[tuple[str, int], ...]
    """How many pieces each rule left out, sorted by rule; references such as ``of 120`` left out."""
    unnamed: int = 0
    """Sources that name neither outlet nor agency."""
    differs: tuple[Contrast, ...] = ()
    """Where its sources differ, as far as that can be said in a line."""
    updated: str = ""
    """When its facts last changed, YYYY-MM-DD, perhaps with a time; empty where that is not known."""
    outlet_addresses: tuple[str, ...] = ()
    """Where the page of each of its `outlets` stands; empty for a name that is no outlet's."""
    first: str = ""
    """Address of the one outlet whose report has an earlier day than all others; empty where none has."""
    topics: tuple[Link, ...] = ()
    mentions: tuple[NameMention, ...] = ()
    shares: tuple[Share, ...] = ()

    @property
    def statements(self) -> int:
        """Return how many statements it has."""
        return self.shared + self.unique


class EntryView(Struct, frozen=True, gc=False):
    """A digest on a page that lists some."""

    model: Entry
    href: str
    direction: str
    day: DayView | None
    outlets: tuple[tuple[str, str, bool], ...]
    """Of each its name, its link (empty where it has no page), and whether another one follows."""
    reports: int
    said: str
    """On the page of a name: the statement that says it, word for word; empty where none does."""
    said_href: str


class DayGroup(Struct, frozen=True, gc=False):
    """Some days of a list that stand together: one day, or a few that have little each."""

    first: DayView | None
    """The earliest of its days; None for digests without a day."""
    last: DayView | None
    weekday: str
    """Of the one day; empty where there are several."""
    reports: int
    events: tuple[EntryView, ...]
    """Of several reports, in the order of the list."""
    singles: tuple[EntryView, ...]
    """Of one report."""

    @property
    def entries(self) -> tuple[EntryView, ...]:
        """All of them, those of several reports first."""
        return (*self.events, *self.singles)

    @property
    def days(self) -> int:
        """Return 0 for digests without a day, 1 for those of one day, 2 for those of several."""
        return 0 if self.first is None else 1 if self.first == self.last else 2


def lede(digest: Digest) -> str:
    """The words that tell the news; those of the first statement where they may not be shown."""
    told = sorted(digest.statements, key=lambda one: one.id != digest.lede)
    return next((one.text for one in told if one.text), "")


def entry(digest: Digest, context: Context, told: Mapping[str, Story] = _UNTOLD, updated: str = "") -> Entry:
    """`digest` as a line in a list; `told` has its stories by path."""
    relays = by_place(digest.relays)
    order = {source.story: at for at, source in enumerate(digest.sources)}
    unique = sum(len(witnesses([statement], order, relays)) == 1 for statement in digest.statements)
    reasons = Counter(piece.reason.partition(" ")[0].removesuffix(":") for piece in digest.dropped)
    outlets = _outlets(digest)
    return Entry(
        address=context.address,
        id=context.id,
        title=digest.title,
        published=digest.published,
        language=digest.language,
        stories=tuple(source.story for source in digest.sources),
        outlets=outlets,
        voices=digest.voices,
        shared=len(digest.statements) - unique,
        unique=unique,
        differences=sum(one.kind != "later" for one in digest.differences),
        folded=sum(citation.folded for statement in digest.statements for citation in statement.citations),
        lede=shortened(lede(digest), LONGEST_LEDE),
        reasons=tuple(sorted(reasons.items())),
        unnamed=sum(not (source.outlet or source.agency) for source in digest.sources),
        differs=tuple(islice(_contrasts(digest), MOST_CONTRASTS)),
        updated="" if updated.startswith(UNDATED) else updated,
        outlet_addresses=tuple(context.outlets.get(name, "") for name in outlets),
        first=context.outlets.get(_first(digest), ""),
        topics=context.topics,
        mentions=tuple(_mention(name, digest.statements) for name in context.names),
        shares=tuple(_shares(digest, told)),
    )


def _outlets(digest: Digest) -> tuple[str, ...]:
    """Names of outlets and agencies in the order of their letters; one however its letters are cased."""
    names: dict[str, str] = {}
    for source in digest.sources:
        if name := source.outlet or source.agency:
            names.setdefault(known_as(name), name)
    return tuple(names.values())


def _contrasts(digest: Digest) -> Iterator[Contrast]:
    """The differences that a line can hold: two readings or more, each short."""
    for one in digest.differences:
        readings = {known_as(side.text): " ".join(side.text.split()) for side in reversed(one.sides)}
        told = tuple(reversed(readings.values()))
        if one.kind != "later" and len(told) > 1 and all(0 < len(text) <= SHORT_READING for text in told):
            yield Contrast(shortened(matter(digest, one), SHORT_READING), told)


def _first(digest: Digest) -> str:
    """The outlet that alone has the earliest day; days of all have to be known."""
    days = sorted((source.published or "", source.name) for source in digest.sources)
    later = [day for day, name in days if name != days[0][1]]
    return days[0][1] if later and "" < days[0][0] < later[0] else ""


def _mention(name: Link, statements: Sequence[Statement]) -> NameMention:
    """Where the first statement stands that says `name` as a word of its own."""
    for statement in statements:
        text = statement.citations[0].text
        start = text.find(name.title)
        if start >= 0 and not text[start - 1 : start].isalnum():
            end = start + len(name.title)
            if not text[end : end + 1].isalnum():
                return NameMention(name.title, name.address, statement.id, text)
    return NameMention(name.title, name.address, "", "")


def _shares(digest: Digest, told: Mapping[str, Story]) -> Iterator[Share]:
    """For each source how many of its characters are shown: as wordings and as folded passages."""
    shown: Counter[str] = Counter()
    for statement in digest.statements:
        for place, citation in enumerate(statement.citations):
            if not place or citation.folded:
                shown[citation.story] += len(citation.text)
    for source in digest.sources:
        if source.story in told:
            whole = sum(len(sentence.text) for sentence in told[source.story].sentences)
            yield Share(source.outlet or source.agency or "", min(shown[source.story], whole), whole)


def shares(entries: Iterable[Entry]) -> list[Share]:
    """Return how much of each source the site shows, the most quoted first."""
    found: dict[str, Share] = {}
    for one in (share for entry in entries for share in entry.shares):
        name, shown, whole, reports = found.get(known_as(one.outlet), (one.outlet, 0, 0, 0))
        found[known_as(one.outlet)] = Share(name, shown + one.shown, whole + one.whole, reports + 1)
    most = sorted(found, key=lambda name: (-found[name].shown, name))[:MOST_SHARES]
    return [found[name] for name in most]


_LATER_FIRST = str.maketrans("0123456789", "9876543210")


def rank(entry: Entry) -> tuple[str, int, int, str]:
    """Where an entry stands in a list: by day, newest first, undated last; then the most reported first."""
    day = (entry.published or "").translate(_LATER_FIRST) or "~"
    return day, -entry.voices, -len(entry.stories), entry.address


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """The entries by `rank`."""
    return sorted(entries, key=rank)


class Ranking:
    """Entries by `rank` while they come and go."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._entries = newest_first(entries)

    def entries(self) -> tuple[Entry, ...]:
        """All of them, as they are now."""
        return tuple(self._entries)

    def add(self, entry: Entry) -> None:
        """Take an entry in."""
        insort(self._entries, entry, key=rank)

    def remove(self, entry: Entry) -> None:
        """Take an entry out that is in."""
        del self._entries[bisect_left(self._entries, rank(entry), key=rank)]


def blocks(
    pairs: Iterable[tuple[Entry, NameMention | None]], root: str, words: InterfaceTexts, *, few: int = FEW
) -> tuple[DayGroup, ...]:
    """Return entries by day in the order given, days with fewer than `few` of them put together.

    `root` leads from the page to the site's top. On the page of a name an entry comes with where it says it.
    """
    found: list[list[tuple[Entry, NameMention | None]]] = []
    for published, group in groupby(pairs, key=lambda pair: pair[0].published):
        day = list(group)
        # A day that fills a screen stands alone, and so does what has no day.
        if found and published and len(found[-1]) < few and len(day) < few:
            found[-1] += day
        else:
            found.append(day)
    return tuple(_block(block, root, words) for block in found)


def _block(pairs: Sequence[tuple[Entry, NameMention | None]], root: str, words: InterfaceTexts) -> DayGroup:
    last, first = pairs[0][0].published, pairs[-1][0].published
    views = [entry_view(entry, root, words, mention or _NOWHERE) for entry, mention in pairs]
    return DayGroup(
        first=words.day(first),
        last=words.day(last),
        weekday=words.weekday(first) if first == last else "",
        reports=sum(view.reports for view in views),
        events=tuple([view for view in views if view.reports > 1]),
        singles=tuple([view for view in views if view.reports == 1]),
    )


def leading(entries: Sequence[Entry]) -> Entry | None:
    """Return the digest that a list begins with: the most widely told of its newest week; None without one.

    A day without any event of several reports is common on a small site, a week seldom is.
    """
    newest = _date(entries[0].published) if entries else None
    if newest is None:
        return None
    week = [one for one in entries if (day := _date(one.published)) and newest - day <= WEEK]
    events = [one for one in week if len(one.stories) > 1]
    # Of those with as many independent texts the newest.
    return max(events, key=lambda one: one.voices, default=None) if events else None


def _date(told: str | None) -> date | None:
    try:
        return date.fromisoformat((told or "")[:10])
    except ValueError:
        return None


def entry_view(entry: Entry, root: str, words: InterfaceTexts, mention: NameMention = _NOWHERE) -> EntryView:
    """`entry` for a page whose way to the site's top is `root`, or for anywhere if that is a full address."""
    href = link(root, index_file(entry.address))
    left = range(len(entry.outlets) - 1, -1, -1)
    return EntryView(
        entry,
        href,
        direction(entry.language),
        words.day(entry.published),
        tuple(
            [
                (name, link(root, lone_file(address)) if address else "", follow > 0)
                for name, address, follow in zip(entry.outlets, entry.outlet_addresses, left, strict=True)
            ]
        ),
        len(entry.stories),
        shortened(mention.text, SAID),
        f"{href}#{mention.statement}" if mention.statement else "",
    )


def tally(entries: Sequence[Entry]) -> dict[str, int]:
    """Return the sums over all digests of a site; `aside` are the pieces that a rule left out."""
    merged = [one for one in entries if len(one.stories) > 1]
    reasons = dict(rules(entries))
    covered, repeated = (reasons.pop(rule, 0) for rule in REFERRING)
    return {
        "stories": sum([len(one.stories) for one in entries]),
        "digests": len(entries),
        "merged": len(merged),
        "outlets": len({known_as(name) for one in entries for name in one.outlets}),
        "statements": sum([one.statements for one in entries]),
        "differences": sum([one.differences for one in entries]),
        "folded": sum([one.folded for one in entries]),
        "shared": sum([one.shared for one in merged]),
        "unique": sum([one.unique for one in merged]),
        "covered": covered,
        "repeated": repeated,
        "aside": sum(reasons.values()),
    }


def rules(entries: Iterable[Entry]) -> list[tuple[str, int]]:
    """Return each rule that left something out with how many pieces, the most used first."""
    reasons: Counter[str] = Counter()
    for one in entries:
        reasons.update(dict(one.reasons))
    return sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0]))
