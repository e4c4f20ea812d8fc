"""Which figures of two sources clash: the same thing in the same regard, and not the same amount."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from math import sqrt
from typing import Final, NamedTuple

from sitegen.claims import Group
from sitegen.figures import DIMENSIONS, Figure, comparable
from sitegen.lookalike import exchanged
from sitegen.opposition import opposites
from sitegen.quantity import agree

SHOWN: Final = 1.55
"""Least score of a clash that is shown, on the scale of `Clashes.score`.

From own pairs of reports and the development groups: true clashes lie from 1.6 to 4, look-alikes below 1.3.
"""
FAR: Final = 3.0
"""Ratio of two amounts from which on they are more likely two things."""
VERY_FAR: Final = 6.0
"""Ratio from which on they are hardly ever one."""
NEVER: Final = 12.0
"""Ratio from which on two amounts with a unit are two things."""
OTHER_THING: Final = 5.0
"""What unlike fates (killed, hurt) or another bearer of the name take from a score: more than any score."""
NAME: Final = 0.5
"""What a shared name near two figures counts against another word: all of a report is about its names."""
UNTOLD: Final = 0.6
"""What it takes from a score when no word next to one figure stands next to the other."""
BARE: Final = 0.5
"""What it takes from a score when neither number says what it counts."""
OPENING, CLOSING = "~begin", "~finish"
"""Classes of words only one of which can be meant."""
FAR_APART, FAR_WITH_UNIT = 0.5, 0.4
"""What a ratio over `FAR`, and again over `VERY_FAR`, takes from a score; and more where there is a unit."""
PLANNED = 0.6
"""What it takes when one is a plan and the other a report."""
NO_FATE, NO_FATE_OF_THINGS = 1.1, 0.4
"""What it takes when only one says what became of those it counts; people dead and people sent are two."""
UNLIKE_NAMES = 1.0
"""What it takes when each has a name near it that the other's sentence lacks."""
UNLIKE_MODIFIERS = 0.5
"""What it takes when other words stand between number and noun."""
CONTRAST, ONE_CONTRAST = 0.9, 0.3
"""What words such as older, brother, north take when both have unlike ones, and when only one has any."""
OPPOSITE: Final = 2.2
"""What it takes from a score when one tells of an opening, the other of a closing."""
SUM: Final = 1.5
"""What it takes from a score when one count and a third make the other: three shot, one of them dead."""
LINKED: Final = 0.6
"""Most that a word adds beside which each source has one figure only; on the scale of the score."""
EXCHANGED: Final = 2.5
"""What a second exchanged word takes from the score of two amounts or days."""
DENIED: Final = "denied"
_FATAL: Final = frozenset({"rest", "past", "maybe", "still", "rate"})
_HINDERING: Final = frozenset({"planned"})


class Clash(NamedTuple):
    """Two figures that may not both be right."""

    score: float
    one: Figure
    other: Figure

    def rank(self) -> tuple[float, int, int, int, int]:
        """A key that sorts the surest first."""
        one, other = self.one, self.other
        return -round(self.score, 6), one.said.place, one.slot.start, other.said.place, other.slot.start


class Clashes:
    """The figures of a group held against each other."""

    def __init__(self, group: Group, found: Iterable[Figure]) -> None:
        self.group = group
        self._alike: dict[str, list[Figure]] = {}
        self._near: dict[tuple[str, str], list[Figure]] = {}
        for figure in found:
            same = comparable(figure.slot)
            self._alike.setdefault(same, []).append(figure)
            if DENIED not in figure.marks:
                for key in figure.context:
                    self._near.setdefault((same, key), []).append(figure)

    def found(self) -> list[Clash]:
        """The clashes, the surest first."""
        out = []
        for unit in sorted(self._alike):
            for one, other in combinations(self._alike[unit], 2):
                if (
                    one.said.mask & other.said.mask
                    or one.keys.isdisjoint(other.keys)
                    or _head(one, other) < 0
                ):
                    continue
                if one.said.language != other.said.language or agree(one.slot, other.slot):
                    continue
                score = self.score(one, other)
                if score >= SHOWN:
                    out.append(Clash(score, one, other))
        return [clash for clash in sorted(out, key=Clash.rank) if self._stands(clash)]

    def score(self, one: Figure, other: Figure) -> float:
        """How surely two figures tell of one thing in one regard, about 0 to 4; 0 when a guard objects."""
        marks = one.marks | other.marks
        if marks and ((one.marks ^ other.marks) & _FATAL or DENIED in marks):
            return 0.0
        head = _head(one, other)
        if head < 0:
            return 0.0
        words = shared(one, other)
        if not words and head < 0.5:
            return 0.0
        if one.slot.kind == "age" and not _of_one_person(self.group, one, other):
            return 0.0
        near = sum(weight * (NAME if key in self.group.names else 1.0) for key, weight in words.items())
        score = head + 1.2 * min(near, 1.5) + 1.5 * self.group.likeness(one.said, other.said)
        score += self.group.shared_values(one.said, other.said) - _doubts(self.group, one, other)
        told = not one.nearest.isdisjoint(other.nearest)
        if score >= SHOWN - LINKED and not (told and score >= SHOWN):
            link = self._link(one, other, words)
            score += link if told or link else -UNTOLD
        if score >= SHOWN and exchanged(self.group, one.said, other.said):
            score -= EXCHANGED
        return score

    def _link(self, one: Figure, other: Figure, words: dict[str, float]) -> float:
        """What a shared word adds beside which each of the two sources has this one figure only."""
        best = 0.0
        for key, weight in words.items():
            if weight > best and self._only(one, key) and self._only(other, key):
                best = weight
        return min(LINKED, 1.2 * best)

    def _only(self, figure: Figure, key: str) -> bool:
        """Whether its sources have no other figure of the kind near a word."""
        return not any(
            near.said.stories & figure.said.stories
            and not agree(near.slot, figure.slot)
            and _head(near, figure) >= 0
            for near in self._near.get((comparable(figure.slot), key), ())
        )

    def _stands(self, clash: Clash) -> bool:
        """Whether no source states both values for the same kind of thing."""
        both: dict[int, int] = {}
        for figure in self._alike[comparable(clash.one.slot)]:
            if DENIED in figure.marks or figure.slot.kind == "vague":
                continue
            for bit, side in ((1, clash.one), (2, clash.other)):
                if agree(figure.slot, side.slot) and _head(figure, side) >= 0:
                    for story in figure.said.stories:
                        both[story] = both.get(story, 0) | bit
        return 3 not in both.values()


def _head(one: Figure, other: Figure) -> float:
    """How well the things counted meet, 0 to 1; negative when they are two things."""
    if one.slot.kind in DIMENSIONS:
        if one.head and other.head:
            return 0.5 if one.head == other.head else 0.0
        return 0.2
    if one.slot.kind == "ordinal":
        return 1.0 if one.head and one.head == other.head else -1.0
    if one.head == other.head:
        return 1.0 if one.head else 0.2
    if one.is_people and other.is_people and (one.is_anybody or other.is_anybody):
        return 0.8
    if not one.head or not other.head:
        return 0.2
    return -1.0


def shared(one: Figure, other: Figure) -> dict[str, float]:
    """Rarity of the words near both figures, each by its nearness."""
    small, large = (one, other) if len(one.context) <= len(other.context) else (other, one)
    words = {}
    for key, near in small.context.items():
        there = large.context.get(key)
        if there and not (key == one.head == other.head):
            weight = max(small.said.weights.get(key, 0.0), large.said.weights.get(key, 0.0))
            words[key] = weight * sqrt(near * there)
    return words


def _doubts(group: Group, one: Figure, other: Figure) -> float:
    """What speaks for two things rather than one."""
    doubt = 0.0
    if (one.marks ^ other.marks) & _HINDERING:
        doubt += PLANNED
    if one.fate and other.fate and one.fate != other.fate:
        doubt += OTHER_THING
    elif bool(one.fate) != bool(other.fate):
        doubt += NO_FATE if one.is_people or other.is_people else NO_FATE_OF_THINGS
    if group.unlike_names(one.said, one.context, other.said, other.context):
        doubt += UNLIKE_NAMES
    if one.slot.kind in ("number", "vague") and not (one.head and other.head):
        doubt += BARE
    doubt += contrast(one, other)
    if one.modifiers and other.modifiers and not set(one.modifiers) & set(other.modifiers):
        doubt += UNLIKE_MODIFIERS
    if group.other_person(one.said, other.said):
        doubt += OTHER_THING
    return doubt + _distance(one, other)


def _distance(one: Figure, other: Figure) -> float:
    """What two amounts themselves say against one thing: too far apart, or one a part of the other."""
    low, high = sorted((max(one.slot.value, 1e-9), max(other.slot.value, 1e-9)))
    has_unit = one.slot.kind in DIMENSIONS
    if has_unit and high / low > NEVER:
        return OTHER_THING
    doubt = SUM if one.slot.kind == "number" and _is_sum(one, other) else 0.0
    if high / low > FAR:
        doubt += FAR_APART + FAR_WITH_UNIT * has_unit + FAR_APART * (high / low > VERY_FAR)
    return doubt


def contrast(one: Figure, other: Figure) -> float:
    """What words that tell like things apart (older and newer, open and close) take from a clash."""
    mine, theirs = one.contrasts - other.contrasts, other.contrasts - one.contrasts
    if mine and theirs:
        return CONTRAST
    opposite = opposites(one.said.language)
    if (
        {OPENING, CLOSING} <= one.keys ^ other.keys
        and one.keys.isdisjoint({OPENING}) == other.keys.isdisjoint({CLOSING})
    ) or any(not opposite[form].isdisjoint(other.forms) for form in one.forms if form in opposite):
        return OPPOSITE
    return ONE_CONTRAST if mine or theirs else 0.0


def _of_one_person(group: Group, one: Figure, other: Figure) -> bool:
    """Whether two ages stand beside one name."""
    return any(key in group.names for key in _beside(one) & _beside(other))


def _beside(figure: Figure) -> set[str]:
    """Classes of the words right beside a figure."""
    keys = figure.said.words.keys
    return {*keys[max(0, figure.first - 3) : figure.first], *keys[figure.last + 1 : figure.last + 4]}


def _is_sum(one: Figure, other: Figure) -> bool:
    """Whether the two counts differ by a third count of the two sentences."""
    apart = abs(one.slot.value - other.slot.value)
    return any(
        slot.kind == "number" and slot.value == apart and slot is not one.slot and slot is not other.slot
        for said in (one.said, other.said)
        for slot in said.words.slots
    )
