"""What the index, the outlet pages and the about page say of a digest, without holding all of it."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from itertools import groupby, repeat
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from sitegen.pages.context import UNDATED, Context, Link
from sitegen.pages.view import TEASER, DayView, direction, index_file, link, lone_file, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sitegen.model import Digest, Statement, Story
    from sitegen.pages.view import Words

PER_PAGE = 50
"""Digests on one page of a list; the first page of a list has up to twice as many."""

SAID = 400
"""Characters of the sentence that says a name; longer ones are cut."""

_UNTOLD: Mapping[str, Story] = MappingProxyType({})


class Share(NamedTuple):
    """How much of what an outlet wrote stands on a digest's page."""

    outlet: str
    shown: int
    """Characters of its sentences that are shown."""
    whole: int
    """Characters of all its sentences."""


class Mention(NamedTuple):
    """A person or place that has a page, in a digest."""

    title: str
    address: str
    """Of the page of the name."""
    statement: str
    """Id of the first statement that says the name; empty where none says it as the page's title does."""
    text: str
    """That statement, word for word."""


_NOWHERE = Mention("", "", "", "")


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
    """Names of its sources, without repeats, in the order of their letters."""
    voices: int
    shared: int
    """Statements that two or more sources make."""
    unique: int
    differences: int
    folded: int
    lead: str
    """The first statement, cut to two lines."""
    reasons: tuple[tuple[str, int], ...]
    """How many pieces each rule set aside, sorted by rule; references such as ``of 120`` left out."""
    updated: str = ""
    """When its facts last changed, YYYY-MM-DD, perhaps with a time; empty where that is not known."""
    outlet_addresses: tuple[str, ...] = ()
    """Where the page of each of its `outlets` stands; empty for a name that is no outlet's."""
    first: str = ""
    """Address of the one outlet whose report has an earlier day than all others; empty where none has."""
    topics: tuple[Link, ...] = ()
    mentions: tuple[Mention, ...] = ()
    shares: tuple[Share, ...] = ()


class EntryView(Struct, frozen=True, gc=False):
    """A digest's line on a page."""

    title: str
    href: str
    language: str
    direction: str
    day: DayView | None
    outlets: tuple[tuple[str, str, bool], ...]
    """Of each its name, its link (empty where it has no page), and whether another one follows."""
    reports: int
    voices: int
    shared: int
    unique: int
    differences: int
    lead: str
    said: str
    """On the page of a name: the statement that says it, word for word; empty where none does."""
    said_href: str


class DayGroup(Struct, frozen=True, gc=False):
    """The digests of one day."""

    day: DayView | None
    weekday: str
    entries: tuple[EntryView, ...]


class Counts(Struct, frozen=True):
    """What a build holds, for the about page."""

    stories: int = 0
    digests: int = 0
    merged: int = 0
    """Digests with more than one source."""
    outlets: int = 0
    voices: int = 0
    statements: int = 0
    shared: int = 0
    unique: int = 0
    differences: int = 0
    folded: int = 0
    covered: int = 0
    repeated: int = 0
    aside: int = 0
    """Pieces set aside by a rule: furniture, metadata, headlines."""
    rules: tuple[tuple[str, int], ...] = ()
    """Each rule in plain words with its pieces, most used first."""


def entry(digest: Digest, context: Context, told: Mapping[str, Story] = _UNTOLD, updated: str = "") -> Entry:
    """`digest` as a line in a list; `told` has its stories by path."""
    unique = sum(len(statement.stories) == 1 for statement in digest.statements)
    reasons = Counter(piece.reason.partition(" ")[0].removesuffix(":") for piece in digest.dropped)
    outlets = tuple(dict.fromkeys(source.name for source in digest.sources))
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
        differences=len(digest.differences),
        folded=sum(citation.folded for statement in digest.statements for citation in statement.citations),
        lead=shortened(next((one.text for one in digest.statements if one.text), ""), TEASER),
        reasons=tuple(sorted(reasons.items())),
        updated="" if updated.startswith(UNDATED) else updated,
        outlet_addresses=tuple(context.outlets.get(name, "") for name in outlets),
        first=context.outlets.get(_first(digest), ""),
        topics=context.topics,
        mentions=tuple(_mention(name, digest.statements) for name in context.names),
        shares=tuple(_shares(digest, told)),
    )


def _first(digest: Digest) -> str:
    """The outlet that alone has the earliest day; days of all have to be known."""
    days = sorted((source.published or "", source.name) for source in digest.sources)
    later = [day for day, name in days if name != days[0][1]]
    return days[0][1] if later and "" < days[0][0] < later[0] else ""


def _mention(name: Link, statements: Sequence[Statement]) -> Mention:
    """Where the first statement stands that says `name` as a word of its own."""
    for statement in statements:
        text = statement.citations[0].text
        start = text.find(name.title)
        if start >= 0 and not text[start - 1 : start].isalnum():
            end = start + len(name.title)
            if not text[end : end + 1].isalnum():
                return Mention(name.title, name.address, statement.id, text)
    return Mention(name.title, name.address, "", "")


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
            yield Share(source.name, min(shown[source.story], whole), whole)


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


def days(
    entries: Sequence[Entry], root: str, words: Words, mentions: Sequence[Mention] = ()
) -> tuple[DayGroup, ...]:
    """The entries grouped by day, in the order given, for a page whose way to the site's top is `root`.

    On the page of a name `mentions` tells where each of them says it.
    """
    both = zip(entries, mentions or repeat(_NOWHERE), strict=False)
    return tuple(
        DayGroup(
            words.day(published),
            words.weekday(published),
            tuple(entry_view(entry, root, words, mention) for entry, mention in group),
        )
        for published, group in groupby(both, key=lambda pair: pair[0].published)
    )


def entry_view(entry: Entry, root: str, words: Words, mention: Mention = _NOWHERE) -> EntryView:
    """`entry` for a page whose way to the site's top is `root`, or for anywhere if that is a full address."""
    href = link(root, index_file(entry.address))
    return EntryView(
        title=entry.title,
        href=href,
        language=entry.language,
        direction=direction(entry.language),
        day=words.day(entry.published),
        outlets=tuple(
            [
                (name, link(root, lone_file(address)) if address else "", left > 0)
                for name, address, left in zip(
                    entry.outlets, entry.outlet_addresses, range(len(entry.outlets) - 1, -1, -1), strict=True
                )
            ]
        ),
        reports=len(entry.stories),
        voices=entry.voices,
        shared=entry.shared,
        unique=entry.unique,
        differences=entry.differences,
        lead=entry.lead,
        said=shortened(mention.text, SAID),
        said_href=f"{href}#{mention.statement}" if mention.statement else "",
    )


def tally(entries: Sequence[Entry]) -> Counts:
    """The sums over all digests of a site; rules keep their own names."""
    reasons: Counter[str] = Counter()
    for one in entries:
        reasons.update(dict(one.reasons))
    covered, repeated = reasons.pop("covered", 0), reasons.pop("repeat", 0)
    return Counts(
        stories=sum(len(one.stories) for one in entries),
        digests=len(entries),
        merged=sum(len(one.stories) > 1 for one in entries),
        outlets=len({name for one in entries for name in one.outlets}),
        voices=sum(one.voices for one in entries),
        statements=sum(one.shared + one.unique for one in entries),
        shared=sum(one.shared for one in entries if len(one.stories) > 1),
        unique=sum(one.unique for one in entries if len(one.stories) > 1),
        differences=sum(one.differences for one in entries),
        folded=sum(one.folded for one in entries),
        covered=covered,
        repeated=repeated,
        aside=reasons.total(),
        rules=tuple(sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0]))),
    )
