"""Which figures of two sources clash: the same thing in the same regard, and not the same amount."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from math import sqrt
from typing import Final, NamedTuple

from sitegen import wordfields
from sitegen.claims import Group, Said
from sitegen.figures import DIMENSIONS, Figure
from sitegen.quantity import agree

SHOWN: Final = 1.55
"""Least score of a clash that is shown. Unit: `_score`."""
FAR: Final = 3.0
"""Ratio of two amounts from which on they are more likely two things."""
_FATAL: Final = frozenset({"rest", "past", "maybe"})
_HINDERING: Final = frozenset({"still", "planned"})


class Clash(NamedTuple):
    """Two figures that may not both be right."""

    score: float
    one: Figure
    other: Figure


def clashes(group: Group, found: Sequence[Figure]) -> list[Clash]:
    """The clashes among figures, the surest first."""
    by_unit: dict[str, list[Figure]] = {}
    for figure in found:
        by_unit.setdefault(_comparable(figure), []).append(figure)
    out = []
    for unit in sorted(by_unit):
        for one, other in combinations(by_unit[unit], 2):
            if one.said.stories & other.said.stories or one.said.language != other.said.language:
                continue
            score = _score(group, one, other)
            if score >= SHOWN and not agree(one.slot, other.slot):
                out.append(Clash(score, one, other))
    return [clash for clash in sorted(out, key=_rank) if _stands(group, clash, by_unit)]


def _rank(clash: Clash) -> tuple[float, int, int]:
    return -round(clash.score, 6), clash.one.slot.start, clash.other.slot.start


def _comparable(figure: Figure) -> str:
    """Figures are compared only when this is equal."""
    slot = figure.slot
    if slot.kind in ("number", "vague"):
        return "count"
    return f"{slot.kind}:{slot.unit}"


def _score(group: Group, one: Figure, other: Figure) -> float:
    """How surely two figures tell of one thing in one regard, about 0 to 4; 0 when a guard objects."""
    if (one.marks ^ other.marks) & _FATAL or "denied" in one.marks | other.marks:
        return 0.0
    head = _head(one, other)
    if head < 0:
        return 0.0
    context = _context(one, other)
    if not context and not head:
        return 0.0
    likeness = group.likeness(one.said, other.said)
    score = head + 1.2 * min(context, 1.5) + 1.5 * likeness
    return score - _doubts(group, one, other, likeness)


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
    if _names_of_heads(one, other):
        return 0.8
    if not one.head or not other.head:
        return 0.2
    return -1.0


def _names_of_heads(one: Figure, other: Figure) -> bool:
    """Whether one head is a general word for people and the other people of a kind."""
    generic = wordfields.generic_persons(one.said.language)
    persons = wordfields.persons(one.said.language) | generic
    heads = {one.head, other.head}
    return bool(heads & generic) and heads <= persons | set()


def _context(one: Figure, other: Figure) -> float:
    """Rarity of the words near both figures, each by its nearness."""
    total = 0.0
    small, large = (one, other) if len(one.context) <= len(other.context) else (other, one)
    for key, near in small.context.items():
        there = large.context.get(key)
        if there and key not in (one.head, other.head):
            total += small.said.weights.get(key, 0.0) * sqrt(near * there)
    return total


def _doubts(group: Group, one: Figure, other: Figure, likeness: float) -> float:
    """What speaks for two things rather than one."""
    doubt = 0.0
    if (one.marks ^ other.marks) & _HINDERING:
        doubt += 0.6
    if one.states and other.states:
        doubt += 0.0 if one.states[0] == other.states[0] else 2.0
    elif one.states or other.states:
        doubt += 0.4
    if _unlike_names(group, one, other):
        doubt += 0.6
    if one.modifiers and other.modifiers and not set(one.modifiers) & set(other.modifiers):
        doubt += 0.5
    low, high = sorted((max(one.slot.value, 1e-9), max(other.slot.value, 1e-9)))
    if high / low > FAR:
        doubt += 0.5
    return doubt


def _unlike_names(group: Group, one: Figure, other: Figure) -> bool:
    """Whether each figure has a name near it that the other's sentence lacks."""
    mine = {key for key in one.context if key in group.names and key not in other.said.weights}
    theirs = {key for key in other.context if key in group.names and key not in one.said.weights}
    return bool(mine and theirs)


def _stands(group: Group, clash: Clash, by_unit: dict[str, list[Figure]]) -> bool:
    """Whether neither source states the other's value for the same kind of thing."""
    one, other = clash.one, clash.other
    both: dict[int, set[int]] = {}
    for figure in by_unit[_comparable(one)]:
        if "denied" in figure.marks:
            continue
        for at, side in enumerate((one, other)):
            if agree(figure.slot, side.slot) and _head(figure, side) >= 0:
                for story in figure.said.stories:
                    both.setdefault(story, set()).add(at)
    return not any(len(values) == 2 for values in both.values())
