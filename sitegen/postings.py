"""Which stories are worth comparing: those that share enough weight among their heaviest terms.

The rule looks at the two stories alone, so it gives the same answer in any folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from sitegen.score import WINDOW, Profile, days_apart
from sitegen.vector import UNIT

LEAST_SHARED = round(0.15 * UNIT**2)
"""Least cosine of two stories' heaviest terms for them to be compared, out of `UNIT` squared.

Of pairs above the threshold, in short texts and long, .6 % lie below it; .10 finds all of them at five
times the pairs, .20 loses 2 %.
"""

PER_DAY = round(0.02 * UNIT**2)
"""What is asked for in addition per day between the publications after the first: as much as outweighs
what the day takes away from the score, with a margin."""

LEAST_LINKED = round(0.06 * UNIT**2)
"""The same within a component, whose groups are told by the average of all pairs, also of weak ones."""

BUCKET = 5
"""Days in a bucket, a part of `WINDOW`: finer buckets hold fewer stories out of the window, but are more."""

_UNKNOWN = 0


class Postings(Struct, array_like=True):
    """Stories by their heaviest terms, in buckets of `BUCKET` days; stories go by number."""

    days: dict[int, int] = {}
    buckets: dict[int, dict[str, dict[int, int]]] = {}

    def add(self, number: int, story: Profile) -> None:
        """Take a story in."""
        self.days[number] = story.features.published
        bucket = self.buckets.setdefault(story.features.published // BUCKET, {})
        for term, weight in story.heavy.items():
            if term in bucket:
                bucket[term][number] = weight
            else:
                bucket[term] = {number: weight}

    def remove(self, number: int, story: Profile) -> None:
        """Take a story out."""
        del self.days[number]
        bucket = self.buckets[story.features.published // BUCKET]
        for term in story.heavy:
            del bucket[term][number]
            if not bucket[term]:
                del bucket[term]

    def near(self, story: Profile) -> list[int]:
        """Numbers of the stories worth comparing with `story`, rising."""
        found: dict[int, int] = {}
        for bucket in self._reach(story.features.published):
            _add_up(story.heavy, bucket, found)
        likely = [number for number, shared in found.items() if shared >= LEAST_SHARED]
        own = story.features.published
        return sorted(
            [number for number in likely if found[number] >= _least(days_apart(own, self.days[number]))]
        )

    def _reach(self, published: int) -> Iterator[dict[str, dict[int, int]]]:
        """The buckets that a day's stories can match: its own, its neighbours, that of unknown days."""
        if not published:
            yield from self.buckets.values()
            return
        own, reach = published // BUCKET, WINDOW // BUCKET
        for name in (_UNKNOWN, *range(own - reach, own + reach + 1)):
            if name in self.buckets:
                yield self.buckets[name]


def _least(days: int | None) -> int:
    """Least weight to share for stories so many days apart."""
    return LEAST_SHARED + PER_DAY * max(0, (days or 0) - 1)


def _add_up(heavy: dict[str, int], bucket: dict[str, dict[int, int]], found: dict[int, int]) -> None:
    """Add to `found` the weight that each story of a bucket shares with a story's heaviest terms."""
    get = found.get
    for term in heavy.keys() & bucket.keys():
        weight = heavy[term]
        for number, other in bucket[term].items():
            found[number] = get(number, 0) + weight * other


def linked(stories: Iterable[tuple[int, Profile]]) -> list[tuple[int, int]]:
    """The pairs within one component that count for its groups, by number, the smaller first."""
    bucket: dict[str, dict[int, int]] = {}
    pairs: list[tuple[int, int]] = []
    for number, story in stories:
        found: dict[int, int] = {}
        _add_up(story.heavy, bucket, found)
        pairs += [(other, number) for other, shared in found.items() if shared >= LEAST_LINKED]
        for term, weight in story.heavy.items():
            bucket.setdefault(term, {})[number] = weight
    return [(min(pair), max(pair)) for pair in pairs]
