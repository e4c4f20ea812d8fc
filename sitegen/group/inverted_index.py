"""Which stories are worth comparing: those whose heaviest terms have enough in common.

The rule looks at the two stories alone, so it gives the same answer in any folder. Each heavy term
has a level, how many steps its weight goes up; two stories have in common the lower of the two levels,
summed over their terms. For each term and step a list names the stories that reach the step, by the
days of their publication; how often a story stands in the lists of another is what they have in common.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

import msgspec

from sitegen.group.score import WINDOW, Profile, days_apart, heavy_cosine, least_heavy
from sitegen.group.vector import UNIT

STEP = 0.08 * UNIT
"""Weight of a step, of vectors of length `UNIT`; the first is reached at one and a half."""

LEAST_COMMON = 4
"""Steps two stories must have in common to be compared: 4 loses five times as many of the pairs above the
threshold, 2 doubles the comparisons."""

OFTEN = 2
"""Steps of a word that no table knows from which two stories with it are compared: 1 % more pairs in short
news, 9 % more in long invented ones."""

LEAST_LINKED = round(0.06 * UNIT**2)
"""Least cosine of two stories' heaviest terms, out of `UNIT` squared, for the pair to count inside a
component, whose groups are told by the average of all pairs, also of weak ones."""

BUCKET = 5
"""Days in a bucket, a part of `WINDOW`: shorter ones hold fewer stories out of the window, but are more.
Judgement."""


_Lists = dict[str, list[int]]
"""For each term and step the numbers of the stories that reach it."""

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(_Lists).decode


class Postings:
    """Stories by their heaviest terms; they go by number."""

    def __init__(self, packed: dict[int, bytes] | None = None) -> None:
        """Take up what `pack` gave."""
        self._packed = packed or {}
        self._buckets: dict[int, _Lists] = {}

    def pack(self) -> dict[int, bytes]:
        """Return all buckets by their days, encoded; those not looked at are passed on as they came."""
        return self._packed | {days: _encode(lists) for days, lists in self._buckets.items()}

    def add(self, number: int, published: int, marks: Iterable[str]) -> None:
        """Take in a story by its number, its day and its `marks_of`."""
        lists = self._open(published // BUCKET)
        for mark in marks:
            lists.setdefault(mark, []).append(number)

    def remove(self, number: int, published: int, marks: Iterable[str]) -> None:
        """Take out a story, given as it was taken in."""
        lists = self._open(published // BUCKET)
        for mark in marks:
            lists[mark].remove(number)
            if not lists[mark]:
                del lists[mark]

    def near(self, published: int, marks: Sequence[str]) -> list[int]:
        """Return the numbers of the stories worth comparing with one of that day and those marks, rising."""
        buckets = map(self._open, self._reach(published))
        holders = [lists[mark] for lists in buckets for mark in marks if mark in lists]
        common = Counter(chain.from_iterable(holders))
        return sorted([number for number, steps in common.items() if steps >= LEAST_COMMON])

    def _reach(self, published: int) -> set[int]:
        """Return the buckets that a day's stories can match: those in the window, and that of no day."""
        known = self._packed.keys() | self._buckets.keys()
        if not published:
            return known
        own, reach = published // BUCKET, WINDOW // BUCKET
        return known & {0, *range(own - reach, own + reach + 1)}

    def _open(self, days: int) -> _Lists:
        """Return a bucket, which is a new one where there was none."""
        if days in self._packed:
            self._buckets[days] = _decode(self._packed.pop(days))
        return self._buckets.setdefault(days, {})


def marks_of(story: Profile) -> list[str]:
    """Return each heavy term once per step that it reaches, told by blanks behind, and each key often enough.

    Two stories with a key in their heads are compared whatever their words, and so are two that both say
    a word often that no table knows: one event told in two vocabularies has the name of a firm in common.
    """
    marks: list[str] = []
    for term, weight in story.heavy.items():
        level = int(weight / STEP - 0.5)
        marks += [term.ljust(len(term) + step) for step in range(level)]
        if level >= OFTEN and term in story.features.strange:
            marks += [term.rjust(len(term) + step + 1) for step in range(LEAST_COMMON - OFTEN)]
    return marks + [
        key.rjust(len(key) + step + 1) for key in story.features.keys for step in range(LEAST_COMMON)
    ]


def are_candidates(a: Profile, b: Profile) -> bool:
    """Whether two stories are worth comparing."""
    days = days_apart(a.features.published, b.features.published)
    if days is not None and days > WINDOW:
        return False
    common = Counter(marks_of(a)) & Counter(marks_of(b))
    if common.total() < LEAST_COMMON:
        return False
    return bool({*a.features.keys} & {*b.features.keys}) or heavy_cosine(a.heavy, b.heavy) >= least_heavy(
        days
    )


def linked(stories: Iterable[tuple[int, Profile]]) -> list[tuple[int, int]]:
    """The pairs within one component that count for its groups, by number, the smaller first."""
    holders: dict[str, dict[int, int]] = {}
    pairs: list[tuple[int, int]] = []
    for number, story in stories:
        found: dict[int, int] = {}
        for term, weight in story.heavy.items():
            for other, its in holders.setdefault(term, {}).items():
                found[other] = found.get(other, 0) + weight * its
            holders[term][number] = weight
        pairs += [
            (min(other, number), max(other, number))
            for other, shared in found.items()
            if shared >= LEAST_LINKED
        ]
    return pairs
