"""Which sentences of a group say alike things, and how surely one of them covers another.

Weights and rarities are multiples of 1/1024: their sums are exact, so no result hangs on the order of a set.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice, pairwise

from sitegen.compare.passage import AnalysedSentence, coverage, insertions, linked_number, part_coverage

PREFIX = 5
"""Letters that a stem needs to be the same as a longer one it begins: a name and its plural, a compound."""

CANDIDATES = 12
"""Sentences of other stories that one is compared with in full; the right one is rarely below the third."""

OWN_CANDIDATES = 4
"""The same within the sentence's own story."""

BESIDE_BEST = 0.4
"""Share of what the best candidate holds that another must hold to be compared in full."""

LEAST_SHARE = 0.2
"""Least share of a sentence's rare words that a candidate holds, 0 to 1."""

FEW = 2
"""Sentences in which an anchor, a word that ties two sentences together, may stand in a small group."""

WIDESPREAD = 0.2
"""Share of a large group's sentences above which a word finds no candidates."""

LARGE = 400
"""Sentences from which on a group counts as large."""

_DAY = re.compile(r"@\d{4}-\d\d-\d\d")


class Alignment:
    """The passages of a group and what their words weigh in it."""

    def __init__(self, passages: Sequence[AnalysedSentence], stories: int) -> None:
        self.passages = tuple(passages)
        self.stories = stories
        postings = self._count()
        self.near = _near(postings)
        """For each key that has longer or shorter forms, itself and these."""
        self.found = postings | {key: _union(postings, same) for key, same in self.near.items()}
        """For each key the passages that hold it or a longer or shorter form of it."""
        count = len(self.passages)
        rarities = [round(math.log((count + 1) / (held + 0.5)) * 1024) / 1024 for held in range(count + 1)]
        self.idf = {key: rarities[len(where)] for key, where in self.found.items()}
        most = max(FEW, stories)
        anchors = frozenset([key for key, where in self.found.items() if len(where) <= most])
        for passage in self.passages:
            passage.anchors = passage.keys & anchors
            more = passage.keys & self.near.keys()
            if more:
                passage.reach = passage.keys.union(*[self.near[key] for key in more])
            passage.rarity = sum([self.idf[key] for key in passage.keys]) or 1.0
        self.shared = [self._shared(index) for index in range(count)]
        """For each passage the others that hold a fair share of its rare words, with their summed rarity."""
        self.best = [self._best(index) for index in range(count)]

    def _count(self) -> dict[str, list[int]]:
        postings: dict[str, list[int]] = {}
        for index, passage in enumerate(self.passages):
            for key in passage.weights:
                postings.setdefault(key, []).append(index)
        return postings

    def _shared(self, index: int) -> dict[int, float]:
        count = len(self.passages)
        limit = count * WIDESPREAD if count > LARGE else count
        sums = [0.0] * count
        for key in self.passages[index].weights:
            found = self.found[key]
            if len(found) <= limit:
                rarity = self.idf[key]
                for other in found:
                    sums[other] += rarity
        sums[index] = 0.0
        least = LEAST_SHARE * self.passages[index].rarity
        return {other: value for other, value in enumerate(sums) if value >= least}

    def _best(self, index: int) -> dict[int, int]:
        """For each story its passage that shares most with this one."""
        best: dict[int, int] = {}
        shared = self.shared[index]
        for other, value in shared.items():
            home = self.passages[other].home
            rival = best.get(home)
            if rival is None or (value, -other) > (shared[rival], -rival):
                best[home] = other
        return best

    def share(self, index: int, other: int) -> float:
        """Share of a passage's rare words that another holds, 0 to 1; 0 also below `LEAST_SHARE`."""
        return self.shared[index].get(other, 0.0) / self.passages[index].rarity

    def candidates(self, index: int) -> list[int]:
        """Passages that may cover this one, the most alike first."""
        home = self.passages[index].home
        chosen: list[int] = []
        others = own = 0
        ranked = sorted([(-value, other) for other, value in self.shared[index].items()])
        least = BESIDE_BEST * -ranked[0][0] if ranked else 0.0
        for value, other in ranked:
            if -value < least:
                break
            if self.passages[other].home == home:
                own += 1
                if own <= OWN_CANDIDATES:
                    chosen.append(other)
            elif others < CANDIDATES:
                others += 1
                chosen.append(other)
        return chosen


def _union(postings: dict[str, list[int]], keys: Sequence[str]) -> list[int]:
    return sorted({index for key in keys for index in postings[key]})


def _near(keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """A key and those that are the same, where there are any: stems that it begins, a weekday's dates."""
    ranked = sorted(keys)
    near: dict[str, list[str]] = {}
    for key, other in (*_begun(ranked), *_dated(ranked)):
        near.setdefault(key, [key]).append(other)
        near.setdefault(other, [other]).append(key)
    return {key: tuple(same) for key, same in near.items()}


def _begun(ranked: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Stems in order, each with the longer ones that it begins; those stand right behind it."""
    for position, (key, following) in enumerate(pairwise(ranked), 1):
        if following.startswith(key) and len(key) >= PREFIX and key[0] not in "#@":
            for longer in islice(ranked, position, None):
                if not longer.startswith(key):
                    break
                yield key, longer


def _dated(ranked: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Weekdays with the dates that fall on them."""
    weekdays = [key for key in ranked if key.startswith("@w")]
    days = [key for key in ranked if _DAY.fullmatch(key)] if weekdays else []
    for weekday in weekdays:
        for day in days:
            if date.fromisoformat(day[1:]).weekday() == int(weekday[2:]):
                yield weekday, day


BIAS, COVERED, COVERED_RARE, COVERED_BACK, HEAVIEST, ANCHORS = -0.4, 3.2, 0.2, 0.5, -1.8, 0.75
LINKED, BIGRAMS, MUTUAL, BEST, LENGTH, INSERTED, WORST_CLAUSE = 0.5, 0.75, 1.2, 1.4, -1.5, -0.5, 0.3
"""Logistic weights of `confidence`, fitted on 1,800 candidate pairs of four groups and rounded.

Fitted without any one of the groups the digests stay the same; AUC on unseen pairs .96.
"""

LEAST_COVERAGE = 0.5
"""Least coverage of a sentence that is filed under another, 0 to 1."""

MOST_ANCHORS = 3
"""Anchors that count."""

UNREAD = COVERED_RARE + COVERED_BACK + LINKED + BIGRAMS + WORST_CLAUSE
"""What the costly terms of `confidence` can add at most."""


def confidence(alignment: Alignment, index: int, other: int, least: float = 0.0) -> float:
    """How sure it is that passage `other` says all that passage `index` says, 0 to 1, guards aside.

    0 as soon as it is certain that `least` is not reached, or below `LEAST_COVERAGE`.
    """
    passage, cover = alignment.passages[index], alignment.passages[other]
    weights, missing = passage.weights, passage.keys - cover.reach
    lacking = [weights[key] for key in missing]
    covered = 1.0 - sum(lacking) / passage.total if passage.total else 1.0
    if least and covered < LEAST_COVERAGE:
        return 0.0
    anchors = len(passage.anchors - missing)
    best = alignment.best[index].get(cover.home) == other
    mutual = best and alignment.best[other].get(passage.home) == index
    z = (
        BIAS
        + COVERED * covered
        + HEAVIEST * max(lacking, default=0.0)
        + ANCHORS * min(MOST_ANCHORS, anchors)
        + MUTUAL * mutual
        + BEST * best
        + LENGTH * math.log(1 + len(passage.content))
    )
    if least and z + UNREAD < math.log(least / (1 - least)):
        return 0.0
    bigrams = passage.bigrams
    z += (
        COVERED_RARE * alignment.share(index, other)
        + COVERED_BACK * coverage(cover, passage)
        + LINKED * linked_number(passage, cover)
        + BIGRAMS * (len(bigrams & cover.bigrams) / len(bigrams) if bigrams else 0.0)
        + INSERTED * insertions(passage, cover)
        + WORST_CLAUSE * min([part_coverage(clause, cover) for clause in passage.clauses], default=1.0)
    )
    return 1 / (1 + math.exp(-z))
