"""Days, months and years that two sources give for one thing and that are not the same."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import combinations, islice, product
from typing import Final

from sitegen.compare.claim import Claim
from sitegen.compare.clash import EXCHANGED, MOST_CLASHES, Clash, contrast, meet, shared, unlike_names
from sitegen.compare.corpus import NAME, Corpus
from sitegen.compare.figures import Figure
from sitegen.languages import language

KINDS: Final = frozenset({"date", "weekday", "month", "year"})
"""Kinds of slots that are days."""
SHOWN: Final = 1.25
"""Least score of two days that are shown, on the scale of `_score`.

From own pairs of reports: true clashes score 1.4 to 3, days of unlike happenings below 1.2.
"""
ALIKE: Final = 0.2
"""Least likeness of the sentences of two days, on the scale of `likeness.SAME_POINT`: days are told of much.

Measured on near-copies and real news that nothing was tuned to: with bounds .67 and .80 of what was shown
were right, without .48 and .56, at the cost of one true difference in fifteen. Of 22 own pairs about days to
come .2 instead of .25 shows two more that are right and one that is wrong, elsewhere none.
"""
MOST_PAIRS: Final = 60_000
"""Judgement: pairs of days of one kind looked at: twenty stories of thirty sentences have fewer. Beyond it a
group is no event told many times, and no hint is worth the time.
"""

NAMED: Final = 1.6
"""The same for days and years that are called by a name alone: Friday, last year, 2010.

Read by hand on real news: of seven from 1.6 on six are right, of three from 1.25 to 1.6 none; dates of a
month are rarer and surer.
"""
ONE_DEED: Final = 2.5
"""Score of a year and a month that tell when one thing was done: judgement, true clashes score 1.4 to 3."""
UNTOLD: Final = 2.0
"""What it takes from a score when no word next to one day stands next to the other: two happenings.
Swept.
"""
COMING: Final = 2.4
"""What it adds that each source tells of one day to come only, in sentences with two words in common, of
which one stands next to either day: a report tells of few. With 2 instead one of three pairs of own reports
is not shown; on real news, near-copies and rewrites it shows nothing more.
"""
UNTOLD_YEAR: Final = 1.2
"""The same for months and years, which often stand apart from what they date. Swept."""
ONE_HAPPENING, UNLIKE_PEOPLE = 0.6, 1.6
"""Likeness of two sentences below which it matters that each names other people; what that takes. Swept."""
OTHER_PEOPLE: Final = 1.8
"""What names take of which each sentence has another near its day, a third where a day has its date.

Read by hand on real news: of nine pairs of weekdays with unlike names, or in undated reports behind unlike
words (*were coping Saturday*, *opened fire at a party Friday*), none is of one happening. Swept.
"""
MOST_BESIDES: Final = 0.31
"""Most that a shared word beside which nothing else is dated and like prepositions add to a score.
Swept.
"""


def days(said: Claim) -> list[Figure]:
    """The days of a sentence, those of the report itself aside."""
    return [
        Figure(said, slot)
        for slot in said.slots
        if slot.kind in KINDS and not said.reports(said.index(slot.start))
    ]


class Days:
    """The days of a group held against each other."""

    def __init__(self, group: Corpus, found: Iterable[Figure]) -> None:
        self.group = group
        self._alike: dict[str, list[Figure]] = {}
        self._told: dict[tuple[str, int], list[Figure]] = {}
        for day in found:
            self._alike.setdefault(_level(day), []).append(day)
            for story in day.said.homes:
                self._told.setdefault((_level(day), story), []).append(day)
        self._rivals: dict[tuple[int, int], list[Figure]] = {}

    def found(self) -> list[Clash]:
        """Pairs of days that may not both be right, the surest first."""
        out = []
        for level in sorted(self._alike):
            for one, other in islice(combinations(self._alike[level], 2), MOST_PAIRS):
                if self._may_clash(one, other):
                    score = self.score(one, other)
                    if score >= (SHOWN if "date" in (one.slot.kind, other.slot.kind) else NAMED):
                        out.append(Clash(score, one, other))
        return sorted(out, key=Clash.rank)[:MOST_CLASHES]

    def _others(self, day: Figure) -> list[Figure]:
        """The other days of the kind that the sources of a day give, each once."""
        place = day.said.number, day.slot.start
        found = self._rivals.get(place)
        if found is None:
            near = {
                (other.said.number, other.slot.start): other
                for story in sorted(day.said.homes)
                for other in self._told[_level(day), story]
                if other.slot.key != day.slot.key
            }
            found = self._rivals[place] = [near[key] for key in sorted(near)]
        return found

    def of_one_deed(self) -> Iterable[Clash]:
        """Yield years and months of another year in which one thing is told to have been done."""
        months = [month for month in self._alike.get("month", ()) if month.slot.key[0].isdecimal()]
        for year, month in product(self._alike.get("year", ()) if months else (), months):
            if _apart(year, month) and self._done_once(year, month):
                one, other = (year, month) if year.said.number < month.said.number else (month, year)
                yield Clash(ONE_DEED, one, other)

    def _done_once(self, year: Figure, month: Figure) -> bool:
        """Whether beside both stands what is done once (signed, founded), to one thing and by one party."""
        known, forms = language(year.said.language).comparison, (year.near.forms, month.near.forms)
        if any(known.once.isdisjoint(near) or not known.repeated.isdisjoint(near) for near in forms):
            return False
        named = self.group.names & year.said.sense_weights.keys() & month.said.sense_weights.keys()
        return (
            bool(named)
            and len(shared(year, month).keys() - named) > 1
            and year.marks == month.marks
            and not contrast(year, month)
            and not self.group.apart(year.said, month.said)
        )

    def _may_clash(self, one: Figure, other: Figure) -> bool:
        """Whether two days differ, in sentences with enough in common for a clash."""
        mine, theirs = one.said, other.said
        if mine.mask & theirs.mask or mine.language != theirs.language or not _comparable(one, other):
            return False
        shared = self.group.in_common(mine, theirs)
        most = 1.2 * min(shared.most, 1.5) + 1.5 * shared.likeness + MOST_BESIDES + _many(shared.words)
        return most + self.group.shared_values(mine, theirs) >= SHOWN

    def score(self, one: Figure, other: Figure) -> float:
        """How surely two days are given for one thing, about 0 to 3."""
        words = shared(one, other)
        if not words:
            return 0.0
        group = self.group
        near = sum(weight * (NAME if key in group.names else 1.0) for key, weight in words.items())
        score = 1.2 * min(near, 1.5) + 1.5 * group.likeness(one.said, other.said)
        score += group.shared_values(one.said, other.said)
        score += _many(len(words))
        score += 0.2 * self._alone(one, other, words)
        score -= self._doubts(one, other)
        told = not words.keys().isdisjoint(one.near.closest | other.near.closest)
        if told and len(words) > 1 and self._coming(one) and self._coming(other):
            score += COMING
        if score >= SHOWN and group.apart(one.said, other.said):
            score -= EXCHANGED
        return score

    def _alone(self, one: Figure, other: Figure, words: Iterable[str]) -> bool:
        """Whether the sources of both have no other day near some word."""
        rivals = [near.context for day in (one, other) for near in self._others(day)]
        return any(all(key not in context for context in rivals) for key in words)

    def _coming(self, day: Figure) -> bool:
        """Whether a day is to come, the only such day of its kind that its source tells of."""
        told = day.said.published
        return (
            told is not None
            and day.slot.key > told
            and not any(other.slot.key > told for other in self._others(day))
        )

    def _doubts(self, one: Figure, other: Figure) -> float:
        """What speaks for two happenings."""
        doubt = contrast(one, other)
        bound = _direction(one)
        told = bool(one.near.closest & other.near.nearest or other.near.closest & one.near.nearest)
        untold = UNTOLD if _level(one) == "day" else UNTOLD_YEAR
        if bound != _direction(other):
            doubt += 0.5 + untold * (not told)
        elif bound:
            doubt -= 0.1 + (0.0 if told else -0.2)
        elif not told:
            doubt += untold
        if "planned" in one.marks ^ other.marks:
            doubt += 0.3
        called = _named(one) and _named(other)
        if unlike_names(self.group, one, other):
            doubt += OTHER_PEOPLE if called else OTHER_PEOPLE / 3
        undated = not (one.said.published and other.said.published)
        if called and undated and _before(one) != _before(other):
            doubt += untold
        if one.said.published != other.said.published and _is_fresh(one) and _is_fresh(other):
            doubt += untold  # a story that runs: each tells the news of its own day
        doubt += UNLIKE_PEOPLE * _unlike_people(self.group, one.said, other.said)
        if one.near.states[:1] != other.near.states[:1]:
            doubt += 0.6
        for mine, theirs in ((one, other), (other, one)):
            same = [day for day in self._others(mine) if day.slot.key == theirs.slot.key]
            doubt += 0.5 * sum(meet(day, mine) for day in same)
        return doubt


def _is_fresh(day: Figure) -> bool:
    """Whether a day is that of the report or the one before."""
    try:
        told, said = map(date.fromisoformat, (day.slot.key, day.said.published or ""))
    except ValueError:
        return False
    return 0 <= (said - told).days <= 1


def _before(day: Figure) -> str:
    """The nearest word before a day that means something and names nobody."""
    said = day.said
    words = (said.senses[at] for at in range(day.first - 1, -1, -1) if said.tokens[at].weight)
    return next((sense for sense in words if sense and sense not in said.capitals), "")


def _unlike_people(group: Corpus, one: Claim, other: Claim) -> bool:
    """Whether each of two sentences names people in full, none of them in the other, and more is unlike."""
    mine, theirs = one.bearers, other.bearers
    return (
        bool(mine and theirs)
        and group.likeness(one, other) < ONE_HAPPENING
        and other.sense_weights.keys().isdisjoint(mine)
        and one.sense_weights.keys().isdisjoint(theirs)
    )


def _many(words: int) -> float:
    """What several shared words add to a score."""
    return 0.25 * (words >= 2) + 0.1 * (words >= 4)


def _level(day: Figure) -> str:
    """Day, month or year: only like ones are compared."""
    return "day" if day.slot.kind in ("date", "weekday") else day.slot.kind


def _comparable(one: Figure, other: Figure) -> bool:
    """Whether two days differ, both are known as far, and neither stands in the other's sentence."""
    mine, theirs = one.slot.key, other.slot.key
    if mine == theirs or len(mine) != len(theirs) or mine[:1] != theirs[:1] or _may_be_one(one, other):
        return False
    return not (
        any(slot.key == theirs for slot in one.said.slots)
        or any(slot.key == mine for slot in other.said.slots)
    )


def _may_be_one(one: Figure, other: Figure) -> bool:
    """Whether two days may be one: Friday and Friday, Tuesday and 9 June, last May and May 2025.

    Which week, or year, a name without a number means is a guess by the tense.
    """
    if not (_named(one) or _named(other)):
        return False
    mine, theirs = one.slot.key, other.slot.key
    if "month" in (one.slot.kind, other.slot.kind):
        return mine[-2:] == theirs[-2:]
    try:
        return date.fromisoformat(mine).weekday() == date.fromisoformat(theirs).weekday()
    except ValueError:
        return mine[-1] == theirs[-1]


def _named(day: Figure) -> bool:
    """Whether a day is called by a name without a number."""
    return not any(char.isdecimal() for char in day.said.text[day.slot.start : day.slot.end])


def _apart(year: Figure, month: Figure) -> bool:
    """Whether a month lies in another year, and the sources know no other time of either."""
    if year.said.mask & month.said.mask or year.said.language != month.said.language:
        return False
    times = [slot.key[:4] for slot in (*year.said.slots, *month.said.slots) if slot.kind in KINDS]
    return sorted(times) == sorted({year.slot.key, month.slot.key[:4]}) and len(times) == 2


def _direction(day: Figure) -> int:
    """1 for days until which, 2 for days from which, 0 for days on which something is."""
    before = day.said.forms[max(0, day.first - 2) : day.first]
    told = language(day.said.language).dates
    return 1 if not told.until.isdisjoint(before) else 2 if not told.since.isdisjoint(before) else 0
