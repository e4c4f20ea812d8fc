"""Which digest of now goes on with which digest of before, from the files alone.

A story is known by its path and its words; by its words where it moved; by its path where it was edited.
A group goes on with the digest that most of its stories come from. A digest that had no page any more is
taken up again by a story of it that comes back, and a digest whose stories all vanished at once by a group
of the same day that wants its address: a file that was renamed and edited.

All here is a pure function of some groups and some records. Groups and records that share no path, no
words and no address have no part in each other's result.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from msgspec import Struct

from sitegen.digest.merging import siglum
from sitegen.identity.lock import SUFFIX, Former, Record, ordinal

Paths = tuple[str, ...]
"""The paths of a group's stories, in order; what groups go by."""

_Value = TypeVar("_Value")

_LAST = "9"
"""Stands behind every day."""


class Group(Struct, frozen=True, gc=False):
    """Stories of one event that are here now, as far as addresses go."""

    paths: Paths
    text_keys: tuple[str, ...]
    """For each path a name for the story's words."""
    days: tuple[str, ...]
    """For each path YYYY-MM-DD of the story, or nothing."""
    wanted: str
    """The address that its headline gives."""
    named: tuple[str, ...] = ()
    """The addresses that a person gave it, in the order of its stories; the first counts."""

    @property
    def day(self) -> str:
        """YYYY-MM-DD of its earliest story; empty where none has a date."""
        return min([day for day in self.days if day], default="")

    @property
    def order(self) -> Paths:
        """Its paths, the earliest story first, those without a date last."""
        if len(self.paths) == 1:
            return self.paths
        ranked = sorted(zip([day or _LAST for day in self.days], self.paths, strict=True))
        return tuple([path for _, path in ranked])

    @property
    def first(self) -> str:
        """The path that it is named by."""
        return self.order[0]

    @property
    def wants(self) -> tuple[str, ...]:
        """Every address that it would go by."""
        return (*self.named, self.wanted)

    @property
    def rank(self) -> tuple[str, str]:
        """Where it stands among groups that want the same: the earlier, then the first by path."""
        return self.day or _LAST, self.first


class Bond(NamedTuple):
    """Where a story was before."""

    record: str
    """Id of the digest."""
    letter: str


class Succession(Struct, frozen=True):
    """Which group goes on with which record."""

    records: dict[Paths, Record]
    """For each group that goes on with one."""
    heirs: dict[str, Paths]
    """For each record without a group the group that has most of its stories, if they are here."""
    links: dict[str, Bond]
    """For each path that was in a digest."""


class _Claim(NamedTuple):
    """A group that could go on with a record; the least of all claims counts first."""

    rank: tuple[object, ...]
    group: Paths
    record: str


def succession(groups: Sequence[Group], records: Sequence[Record]) -> Succession:
    """What goes on with what; the order of `groups` and `records` does not matter."""
    if not (groups and records):
        return Succession({}, {}, {})
    links = _links(groups, records)
    votes = _votes(groups, links)
    known = {record.id: record for record in records}
    taken = _granted(
        _Claim((-len(found), *_age(known[ident]), min(map(ordinal, found))), group, ident)
        for (group, ident), found in votes.items()
    )
    free = [group for group in groups if group.paths not in taken]
    held, linked = set(taken.values()), {ident for _, ident in votes}
    waiting = [record for record in records if record.id not in held]
    taken |= _granted(_returns(free, waiting, linked))
    heirs = _heirs(votes, set(taken.values()))
    return Succession({paths: known[ident] for paths, ident in taken.items()}, heirs, links)


def letters(group: Group, record: Record, links: dict[str, Bond]) -> dict[str, str]:
    """The letter of each story of a group that goes on with `record`; none is given a second time."""
    found = {path: link.letter for path in group.paths if (link := links.get(path)) and link[0] == record.id}
    words = dict(zip(group.paths, group.text_keys, strict=True))
    for place in (0, 1):
        spare = gathered(
            (former[place], letter)
            for letter, former in sorted(record.left.items(), key=_falling)
            if letter not in found.values()
        )
        for path in group.order:
            kept = spare.get((path, words[path])[place])
            if path not in found and kept:
                found[path] = kept.pop()
    if not found and len(record.stories) == len(group.paths) == 1:
        # The one story it had was renamed and edited at once.
        found[group.paths[0]] = next(iter(record.stories.values())).letter
    return dealt(group, found, record.letters)


def dealt(group: Group, found: dict[str, str], given: int = 0) -> dict[str, str]:
    """The letters `found` with new ones for the group's other stories; `given` have been given before."""
    for path in group.order:
        if path not in found:
            found[path] = siglum(given)
            given += 1
    return found


def base(slug: str) -> str:
    """The part of an address that was wanted, without the digits that tell it from another."""
    return slug.partition(SUFFIX)[0]


def formers(record: Record) -> Iterator[tuple[str, str]]:
    """Path and words of every story that is or was in a record."""
    for path, witness in record.stories.items():
        yield path, witness.text_key
    yield from record.left.values()


def _falling(pair: tuple[str, Former]) -> int:
    """For an order in which the last letter comes first."""
    return -ordinal(pair[0])


def _age(record: Record) -> tuple[int, str, str]:
    """The larger first, then the older."""
    return -len(record.stories), record.day or _LAST, record.id


def _links(groups: Iterable[Group], records: Iterable[Record]) -> dict[str, Bond]:
    """Where each story that is here was before; no two were the same one."""
    here = {path: words for group in groups for path, words in zip(group.paths, group.text_keys, strict=True)}
    there = {path: (record.id, *witness) for record in records for path, witness in record.stories.items()}
    links = {
        path: Bond(*there[path][:2])
        for path, words in here.items()
        if path in there and there[path][2] == words
    }
    came = gathered((words, path) for path, words in sorted(here.items()) if path not in links)
    went = gathered((words, path) for path, (_, _, words) in sorted(there.items()) if path not in links)
    moved = [pair for words, paths in came.items() for pair in zip(paths, went.get(words, ()), strict=False)]
    links |= {path: Bond(*there[old][:2]) for path, old in moved}
    claimed = {old for _, old in moved}
    links |= {
        path: Bond(*there[path][:2])
        for path in here.keys() & there.keys()
        if path not in links and path not in claimed
    }
    return links


def gathered(pairs: Iterable[tuple[str, _Value]]) -> dict[str, list[_Value]]:
    """The values of each key, in the order given."""
    found: dict[str, list[_Value]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def _votes(groups: Iterable[Group], links: dict[str, Bond]) -> dict[tuple[Paths, str], list[str]]:
    """The letters of each record's stories that are in each group."""
    found: dict[tuple[Paths, str], list[str]] = {}
    for group in groups:
        for path in group.paths:
            if path in links:
                found.setdefault((group.paths, links[path].record), []).append(links[path].letter)
    return found


def _granted(claims: Iterable[_Claim]) -> dict[Paths, str]:
    """The record of each group: the first claim counts, then the next of which both sides are free."""
    found: dict[Paths, str] = {}
    held: set[str] = set()
    for claim in sorted(claims):
        if claim.group not in found and claim.record not in held:
            found[claim.group] = claim.record
            held.add(claim.record)
    return found


def _returns(groups: Iterable[Group], records: Iterable[Record], linked: Container[str]) -> Iterator[_Claim]:
    """Claims of groups without a record on records without a group.

    A record that is `linked` has stories that are here, in another group.
    """
    by_path = {path: group.paths for group in groups for path in group.paths}
    by_words = gathered((words, group.paths) for group in groups for words in group.text_keys)
    by_want = gathered((want, group.paths) for group in groups for want in group.wants)
    days = {group.paths: group.day for group in groups}
    for record in records:
        known: Counter[Paths] = Counter()
        for path, words in formers(record):
            known.update({by_path[path]} if path in by_path else {})
            known.update(set(by_words.get(words, ())))
        if record.stories and record.id not in linked:
            wanting = by_want.get(base(record.slug), ())
            known.update({group: 0 for group in wanting if _same_day(days[group], record.day)})
        for group, count in known.items():
            yield _Claim((-count, *_age(record)), group, record.id)


def _same_day(one: str, other: str) -> bool:
    """Whether two days, of which either may be unknown, can be the same."""
    return not one or not other or one == other


def _heirs(votes: Mapping[tuple[Paths, str], Sequence[str]], held: Container[str]) -> dict[str, Paths]:
    """The group with most of the stories of each record that none holds; of two the one with its first."""
    ranked = sorted(
        (-len(found), min(map(ordinal, found)), group, ident)
        for (group, ident), found in votes.items()
        if ident not in held
    )
    return {ident: group for _, _, group, ident in reversed(ranked)}
