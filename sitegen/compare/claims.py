"""The sentences of stories about one event, and the points at which they may differ."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Final, NamedTuple

from sitegen.compare.likeness import SAME_POINT, Heard, Likeness
from sitegen.compare.said import Rarity, Said, words
from sitegen.model import Story

CLOSE_DAYS: Final = 7
"""Days that the reports of one event lie apart at most for an undated one to be of their month."""
NAME: Final = 0.5
"""What a shared name counts against another word: all of a report is about its names."""


class Mention(NamedTuple):
    """Words of a sentence."""

    said: Said
    start: int
    end: int


class Discrepancy(NamedTuple):
    """A place where sources may differ: what each says, in the words that do."""

    kind: str
    score: float
    sides: tuple[Mention, ...]
    """One for each sentence; one that several stories share becomes a side for each of them."""
    about: Mention
    slip: bool = False
    """Whether its amounts differ in the order of their digits only."""


class Shared(NamedTuple):
    """The words that two sentences have in common."""

    likeness: float
    """Their rarity, values aside, as a share of the lighter sentence."""
    most: float
    """Their rarity, names at `NAME`: more than the words near any two values can add up to."""
    words: int
    """How many they are."""


class Corpus:
    """The sentences of stories about one event, with the rarity of their words."""

    def __init__(self, stories: Sequence[Story]) -> None:
        self.stories = stories
        self.said = _gather(stories)
        self.frequency: Mapping[str, int] = _frequency(self.said)
        """Sentences in which each class or stem stands."""
        self.names = _names(self.said)
        """Classes that are names wherever they stand inside a sentence."""
        rarity = Rarity(self.frequency, len(stories))
        for said in self.said:
            said.rarity = rarity
        self._shared: dict[tuple[int, int], Shared] = {}
        self._likeness: Likeness | None = None

    def rare(self, key: str, share: float = 1.0) -> bool:
        """Whether a word stands in no more sentences than `share` times the stories."""
        return self.frequency.get(key, 0) <= max(2.0, share * len(self.stories))

    def unlike_names(self, one: Said, near: Iterable[str], other: Said, there: Iterable[str]) -> bool:
        """Whether each of two places has a name near it that the other's whole sentence lacks."""
        names = self.names
        for key in near:
            if key in names and key not in other.keyset:
                return any(key in names and key not in one.keyset for key in there)
        return False

    def other_person(self, one: Said, other: Said) -> bool:
        """Whether a surname stands behind one first name in one sentence and behind another in the other."""
        mine, theirs = one.words.bearers, other.words.bearers
        return not mine.keys().isdisjoint(theirs) and any(
            first not in theirs[surname]
            and first not in other.keyset
            and theirs[surname].isdisjoint(one.keyset)
            for surname, firsts in mine.items()
            if surname in theirs
            for first in firsts
        )

    @staticmethod
    def shared_values(one: Said, other: Said) -> float:
        """How much the values that two sentences share speak for one fact, 0 to 1."""
        shared = one.words.values & other.words.values
        if not shared:
            return 0.0
        return min(1.0, sum(0.7 if unit or len(key) > 2 else 0.2 for unit, key in shared))

    def shared(self, one: Said, other: Said) -> Shared:
        """What two sentences have in common."""
        pair = (one.place, other.place) if one.place < other.place else (other.place, one.place)
        found = self._shared.get(pair)
        if found is None:
            found = self._shared[pair] = self._compared(one, other)
        return found

    def _compared(self, one: Said, other: Said) -> Shared:
        small, large = (one, other) if len(one.keyset) <= len(other.keyset) else (other, one)
        there, names = large.keyset, self.names
        keys = [key for key in small.keyset if key in there]
        if not keys:
            return Shared(0.0, 0.0, 0)
        weights, others = small.weights, large.weights
        common = [weights[key] for key in keys]
        higher = list(map(max, common, [others[key] for key in keys]))
        named = sum([weight for key, weight in zip(keys, higher, strict=True) if key in names])
        lighter = min(one.total, other.total)
        return Shared(sum(common) / lighter if lighter else 0.0, sum(higher) - (1 - NAME) * named, len(keys))

    def alike(self, one: Said, other: Said, least: float = SAME_POINT) -> bool:
        """Whether two sentences are so much alike that they may tell of one thing; see `compare.likeness`."""
        if self._likeness is None:
            self._likeness = Likeness([self._heard(said) for said in self.said])
        return self._likeness.between(one.place, other.place) >= least

    def _heard(self, said: Said) -> Heard:
        """A sentence where it is first told."""
        number, sentence = said.tellings[0]
        sentences = self.stories[number].sentences
        place = bisect_left(sentences, sentence.start, key=lambda each: each.start)
        return Heard(said.text, said.language, said.published, number, place, len(sentences))

    def likeness(self, one: Said, other: Said) -> float:
        """Rarity of the words that two sentences share, values aside, as a share of the lighter one."""
        return self.shared(one, other).likeness


def _apart(first: str, last: str) -> int:
    """Days from one to another."""
    return date.fromisoformat(last).toordinal() - date.fromisoformat(first).toordinal()


def _gather(stories: Sequence[Story]) -> list[Said]:
    """Every sentence once, in the order of stories, with all its tellings.

    A story without a date is read as of the middle day of the others where these lie close; its weekdays are
    then compared by their names alone.
    """
    days = sorted(story.published[:10] for story in stories if story.published)
    usual = days[len(days) // 2] if days and _apart(days[0], days[-1]) <= CLOSE_DAYS else None
    found: dict[tuple[str, str, str | None], Said] = {}
    for number, story in enumerate(stories):
        language, published, bit = story.language, story.published or usual, 1 << number
        for sentence in story.sentences:
            key = (sentence.text, language, published)
            said = found.get(key)
            if said is None:
                said = found[key] = Said(sentence.text, language, words(*key), published)
                said.place = len(found) - 1
            said.tellings.append((number, sentence))
            said.mask |= bit
    return list(found.values())


def _frequency(found: Sequence[Said]) -> Mapping[str, int]:
    """Sentences in which each class or stem stands, every telling counted."""
    return Counter(chain.from_iterable([said.keyset for said in found for _ in said.tellings]))


def _names(found: Sequence[Said]) -> frozenset[str]:
    """Classes that stand with a capital inside a sentence and never without one."""
    names = frozenset().union(*(said.words.capitals for said in found))
    return names - frozenset().union(*(said.words.plain for said in found))


def merged(found: Iterable[Discrepancy]) -> list[Discrepancy]:
    """Points that share a side joined, each sentence once."""
    out: list[Discrepancy] = []
    for point in found:
        places = {(side.said.place, side.start) for side in point.sides}
        for at, made in enumerate(out):
            if made.kind == point.kind and places & {(side.said.place, side.start) for side in made.sides}:
                new = [side for side in point.sides if side not in made.sides]
                out[at] = made._replace(sides=(*made.sides, *new))
                break
        else:
            out.append(point)
    return out
