"""Days, months and years that two sources give for one thing and that are not the same."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import Final

from sitegen.calendars import CALENDARS
from sitegen.claims import Group, Said
from sitegen.clash import EXCHANGED, Clash, contrast, shared
from sitegen.figures import Figure
from sitegen.lookalike import exchanged
from sitegen.quantity import Slot

KINDS: Final = frozenset({"date", "weekday", "month", "year"})
"""Kinds of slots that are days."""
SHOWN: Final = 1.3
"""Least score of two days that are shown, on the scale of `_score`.

From own pairs of reports: true clashes score 1.4 to 3, days of unlike happenings below 1.2.
"""
BEFORE_REPORT, BEHIND_REPORT = 4, 2
"""Tokens before and behind a day among which a verb of reporting makes it the day of the report."""
_UNTIL: Final = frozenset("until till by bis hasta jusqu'à jusqu'au até before vor antes avant".split())
_FROM: Final = frozenset("from since after seit ab nach desde depuis dès après tras".split())


def days(said: Said) -> list[Figure]:
    """The days of a sentence, those of the report itself aside."""
    return [
        Figure(said, slot) for slot in said.words.slots if slot.kind in KINDS and not _reports(said, slot)
    ]


def _reports(said: Said, slot: Slot) -> bool:
    """Whether a day is the one on which somebody said something."""
    calendar = CALENDARS.get(said.language)
    if calendar is None:
        return False
    first = said.index(slot.start)
    tokens, text = said.words.tokens, said.words.lower
    near = tokens[max(0, first - BEFORE_REPORT) : first + 1 + BEHIND_REPORT]
    return not calendar.report.isdisjoint(text[token.start : token.end] for token in near)


def clashes(group: Group, found: Iterable[Figure]) -> list[Clash]:
    """Pairs of days that may not both be right, the surest first."""
    by_kind: dict[str, list[Figure]] = {}
    for day in found:
        by_kind.setdefault("day" if day.slot.kind in ("date", "weekday") else day.slot.kind, []).append(day)
    out = []
    for kind in sorted(by_kind):
        for one, other in combinations(by_kind[kind], 2):
            if one.said.language != other.said.language or one.said.stories & other.said.stories:
                continue
            if not _comparable(one, other):
                continue
            score = _score(group, one, other, by_kind[kind])
            if score >= SHOWN and exchanged(group, one.said, other.said):
                score -= EXCHANGED
            if score >= SHOWN:
                out.append(Clash(score, one, other))
    return sorted(out, key=Clash.rank)


def _comparable(one: Figure, other: Figure) -> bool:
    """Whether two days differ, both are known as far, and neither stands in the other's sentence."""
    mine, theirs = one.slot.key, other.slot.key
    if mine == theirs or len(mine) != len(theirs) or mine[:1] != theirs[:1]:
        return False
    return all(slot.key != theirs for slot in one.said.words.slots) and all(
        slot.key != mine for slot in other.said.words.slots
    )


def _score(group: Group, one: Figure, other: Figure, days: Iterable[Figure]) -> float:
    """How surely two days are given for one thing, about 0 to 3."""
    words = shared(one, other)
    if not words:
        return 0.0
    score = 1.2 * min(sum(words.values()), 1.5) + 1.5 * group.likeness(one.said, other.said)
    score += group.shared_values(one.said, other.said)
    score += 0.25 * (len(words) >= 2) + 0.1 * (len(words) >= 4)
    score -= contrast(one, other)
    if _direction(one) != _direction(other):
        score -= 0.5
    elif _direction(one):
        score += 0.1
    if group.unlike_names(one.said, one.context, other.said, other.context):
        score -= 0.6
    if one.states[:1] != other.states[:1]:
        score -= 0.6
    if any(_only(one, key, days) and _only(other, key, days) for key in words):
        score += 0.2
    for day in days:
        for mine, theirs in ((one, other), (other, one)):
            if day.slot.key == theirs.slot.key and day.said.stories & mine.said.stories and shared(day, mine):
                score -= 0.5
    return score


def _only(day: Figure, key: str, days: Iterable[Figure]) -> bool:
    """Whether its sources have no other day near a word."""
    return not any(
        key in near.context and near.slot.key != day.slot.key and near.said.stories & day.said.stories
        for near in days
    )


def _direction(day: Figure) -> int:
    """1 for days until which, 2 for days from which, 0 for days on which something is."""
    tokens, text = day.said.words.tokens, day.said.words.lower
    before = {text[token.start : token.end] for token in tokens[max(0, day.first - 2) : day.first]}
    return 1 if not _UNTIL.isdisjoint(before) else 2 if not _FROM.isdisjoint(before) else 0
