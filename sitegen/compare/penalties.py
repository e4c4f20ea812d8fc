"""What speaks for two things where two figures look like one thing: unlike fates, names, too far apart."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from sitegen.compare.claim import Claim
from sitegen.compare.corpus import Corpus
from sitegen.compare.figures import DIMENSIONS, Figure
from sitegen.text.quantities import Slot

FAR: Final = 3.0
"""Ratio of two amounts from which on they are more likely two things."""
VERY_FAR: Final = 6.0
"""Ratio from which on they are hardly ever one."""
NEVER: Final = 12.0
"""Ratio from which on two amounts with a unit are two things."""
BARELY: Final = 5.0
"""How many times that of amounts without one: no two reports count one thing so far apart."""
OTHER_THING: Final = 5.0
"""What unlike fates (killed, hurt) or another bearer of the name take from a score: more than any score."""
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
SUM: Final = 3.0
"""What it takes from a score when one count and a third make the other: three shot, one of them dead."""
VAGUE: Final = "vague"
"""Kind of an amount such as dozens or thousands: an interval."""
SAME_FRAME: Final = 0.4
"""Least likeness of two sentences in which a count just beyond a vague one is no further away than that."""
_HINDERING: Final = frozenset({"planned"})


def doubts(group: Corpus, one: Figure, other: Figure) -> float:
    """What speaks for two things rather than one."""
    doubt = 0.0
    if (one.marks ^ other.marks) & _HINDERING:
        doubt += PLANNED
    if one.fate and other.fate and one.fate != other.fate:
        doubt += OTHER_THING
    elif bool(one.fate) != bool(other.fate):
        doubt += NO_FATE if one.counted.is_people or other.counted.is_people else NO_FATE_OF_THINGS
    if unlike_names(group, one, other):
        doubt += UNLIKE_NAMES
    if one.slot.kind in ("number", VAGUE) and not (one.head and other.head):
        doubt += BARE
    doubt += contrast(one, other)
    mine, theirs = one.counted.modifiers, other.counted.modifiers
    if mine and theirs and set(mine).isdisjoint(theirs):
        doubt += UNLIKE_MODIFIERS
    if _other_person(one.said, other.said):
        doubt += OTHER_THING
    if one.opener and other.opener and one.opener != other.opener:
        doubt += OTHER_THING
    return doubt


def unlike_names(group: Corpus, one: Figure, other: Figure) -> bool:
    """Whether each of two figures has a name near it that the other's whole sentence lacks."""
    named, mine, theirs = group.names, one.said.sense_weights, other.said.sense_weights
    return any(key in named and key not in theirs for key in one.context) and any(
        key in named and key not in mine for key in other.context
    )


def _other_person(one: Claim, other: Claim) -> bool:
    """Whether a surname stands behind one first name in one claim and behind another in the other."""
    mine, theirs = one.bearers, other.bearers
    return not mine.keys().isdisjoint(theirs) and any(
        first not in theirs[surname]
        and first not in other.sense_weights
        and theirs[surname].isdisjoint(one.sense_weights)
        for surname, firsts in mine.items()
        if surname in theirs
        for first in firsts
    )


def distance(group: Corpus, one: Figure, other: Figure) -> float:
    """What two amounts themselves say against one thing: too far apart, or one a part of the other."""
    doubt = SUM if one.slot.kind == "number" and _is_sum(one, other) else 0.0
    if VAGUE in (one.slot.kind, other.slot.kind) and _in_one_frame(group, one, other):
        return doubt + far(one, _beyond(one.slot, other.slot))
    return doubt + far(one, ratio(one.slot, other.slot))


def _in_one_frame(group: Corpus, one: Figure, other: Figure) -> bool:
    """Whether two figures count things by one name, of which one verb is told, in sentences much alike."""
    if one.head != other.head or not one.head or group.likeness(one.said, other.said) < SAME_FRAME:
        return False
    nouns = one.said.nouns | other.said.nouns | {one.head} | group.names
    return not nouns.issuperset(one.context.keys() & other.context.keys())


def ratio(one: Slot, other: Slot) -> float:
    """How many times the lower amount the higher one is."""
    low, high = (one.value, other.value) if one.value <= other.value else (other.value, one.value)
    return max(high, 1e-9) / max(low, 1e-9)


def _beyond(one: Slot, other: Slot) -> float:
    """The same from the near ends of intervals: how far 15,000 lies beyond thousands."""
    low, high = (one, other) if one.value <= other.value else (other, one)
    return max(high.value, 1e-9) / max(low.high, 1e-9)


def far(figure: Figure, times: float) -> float:
    """What it takes from the score of a figure that another is so many times as high or as low."""
    if times <= FAR:
        return 0.0
    has_unit = figure.slot.kind in DIMENSIONS
    if times > NEVER * (1 if has_unit else BARELY):
        return OTHER_THING
    return FAR_APART + FAR_WITH_UNIT * has_unit + FAR_APART * (times > VERY_FAR)


def contrast(one: Figure, other: Figure) -> float:
    """What words that tell like things apart (older and newer, open and close) take from a clash."""
    mine, theirs = one.contrasts - other.contrasts, other.contrasts - one.contrasts
    if mine and theirs:
        return CONTRAST
    if _opens_and_closes(one.keys, other.keys) or not one.opposed.isdisjoint(other.near.forms):
        return OPPOSITE
    return ONE_CONTRAST if mine or theirs else 0.0


def _opens_and_closes(mine: Collection[str], theirs: Collection[str]) -> bool:
    """Whether one only tells of an opening and the other only of a closing."""
    if OPENING in mine:
        return CLOSING not in mine and CLOSING in theirs and OPENING not in theirs
    return CLOSING in mine and OPENING in theirs and CLOSING not in theirs


def of_one_person(group: Corpus, one: Figure, other: Figure) -> bool:
    """Whether two ages stand beside one name."""
    return any(key in group.names for key in _beside(one) & _beside(other))


def _beside(figure: Figure) -> set[str]:
    """Classes of the words right beside a figure."""
    keys = figure.said.senses
    return {*keys[max(0, figure.first - 3) : figure.first], *keys[figure.last + 1 : figure.last + 4]}


def _is_sum(one: Figure, other: Figure) -> bool:
    """Whether the two counts differ by a third count of the two sentences."""
    apart = abs(one.slot.value - other.slot.value)
    return any(
        slot.value == apart and slot.kind == "number" and slot is not one.slot and slot is not other.slot
        for slot in (*one.said.slots, *other.said.slots)
    )
