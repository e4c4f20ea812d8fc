"""Which stories are worth comparing: those that share enough weight among their heaviest terms.

The rule looks at the two stories alone, so it gives the same answer in any folder.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from sitegen.score import WINDOW, Profile
from sitegen.vector import UNIT

LEAST_SHARED = round(0.06 * UNIT**2)
"""Least dot product of two stories' heaviest terms for them to be compared.

Keeps 99.9 % of the true pairs whose cosine is .15 or more, at a few dozen pairs a story among nine
thousand stories of one topic; .08 halves the pairs and loses .5 %.
"""


class Postings(Struct, array_like=True):
    """Stories by their heaviest terms, in buckets of `WINDOW` days; stories go by number."""

    buckets: dict[int, dict[str, dict[int, int]]] = {}

    def add(self, number: int, story: Profile) -> None:
        """Take a story in."""
        bucket = self.buckets.setdefault(story.features.published // WINDOW, {})
        for term in story.heavy:
            bucket.setdefault(term, {})[number] = story.weights[term]

    def remove(self, number: int, story: Profile) -> None:
        """Take a story out."""
        bucket = self.buckets[story.features.published // WINDOW]
        for term in story.heavy:
            del bucket[term][number]
            if not bucket[term]:
                del bucket[term]

    def near(self, story: Profile) -> list[int]:
        """Numbers of the stories worth comparing with `story`, rising; some may be out of the window."""
        found: dict[int, int] = {}
        get = found.get
        for bucket in self._reach(story.features.published):
            for term in story.heavy:
                if term in bucket:
                    weight = story.weights[term]
                    for number, other in bucket[term].items():
                        found[number] = get(number, 0) + weight * other
        return sorted([number for number, shared in found.items() if shared >= LEAST_SHARED])

    def _reach(self, published: int) -> Iterator[dict[str, dict[int, int]]]:
        """The buckets that a day's stories can match: its own, its neighbours, that of unknown days."""
        if not published:
            yield from self.buckets.values()
            return
        own = published // WINDOW
        for name in (0, own - 1, own, own + 1):
            if name in self.buckets:
                yield self.buckets[name]
