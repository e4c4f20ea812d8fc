"""How likely two stories report one event, with every part of the answer named."""

from __future__ import annotations

import math
from array import array

from msgspec import Struct

from sitegen.vector import UNIT, Features

THRESHOLD = 0.35
"""Least probability of one event at which two stories are joined.

Unit: probability, 0 to 1, on average between all stories of a group. Tuned on independent reports of
look-alike events: .30 joins the second edition of an event to the first, .40 cuts off the short notice.
"""

WINDOW = 14
"""Days between two publications beyond which they are not compared.

The date term takes away 4.0 from the eleventh day on, which only a near copy outweighs. Shorter cuts
a weekly off a daily; without a window an archive of years costs time that grows with its square.
"""

FLOOR = 0.02
"""Probability below which a pair counts as nothing."""

BASE = -3.3
COSINE = 8.5
LEAD = 4.5
NUMBERS, NUMBERS_EXPECTED = 1.5, 0.4
WEEKDAYS, WEEKDAYS_EXPECTED = 1.0, 0.4
SAME_DAY = 0.7
PER_DAY, DAYS_APART = 0.5, 4.7
"""Log-odds of one event: a base, what each likeness adds, what numbers or weekdays take away that agree
less than those of true pairs do, what equal dates add and days apart take away, at most.

Fitted on 590 stories of 43 pairs of look-alike events and rounded; rounding moves no figure by more
than half a point, and the same weights serve politics, business and invented events.
"""

LEAST_COSINE = 0.05
"""Cosine below which two stories have nothing in common but the language."""

DIGIT = 7
"""Weight of a digit of a number, in twentieths: three digits and more weigh 1."""

CLASH = 1.1
"""Log-odds taken away for each thing that both stories count with different numbers only.

Measured on pairs that the other parts join: one such clash stands in 3 % of the true and 9 % of the
false ones, two in .1 % and 1 %; an agreement makes up for a clash.
"""


class Profile(Struct, frozen=True, gc=False):
    """Features unpacked for comparing."""

    features: Features
    weights: dict[str, int]
    lead: dict[str, int]
    lead_total: int
    heavy: tuple[str, ...]
    counts: dict[str, set[str]]


def profile(features: Features) -> Profile:
    """The features of a story, ready to be compared."""
    terms = features.terms.split()
    lead = dict(zip(terms, features.rarities, strict=False))
    counts: dict[str, set[str]] = {}
    for count in features.counts:
        term, _, number = count.rpartition(" ")
        counts.setdefault(term, set()).add(number)
    return Profile(
        features,
        dict(zip(terms, array("H", features.weights), strict=True)),
        lead,
        sum(features.rarities) or 1,
        tuple([terms[place] for place in array("H", features.heavy)]),
        counts,
    )


class Score(Struct, frozen=True, gc=False):
    """How alike two stories are: every part, and the probability that they report one event."""

    probability: float
    cosine: float
    lead: tuple[float, float]
    """Share of what the one opens with that stands anywhere in the other, both ways."""
    numbers: float | None
    """Cosine of the telling numbers; None when one story has none."""
    weekdays: float | None
    """Cosine of the weekdays named; None when one story names none."""
    days: int | None
    """Days between the publications; None when one is unknown."""
    clashes: float
    """Things counted by both with different numbers, less those with the same, by their weight."""

    @property
    def together(self) -> bool:
        """Whether the pair alone would be joined."""
        return self.probability >= THRESHOLD

    @property
    def parts(self) -> tuple[tuple[str, float], ...]:
        """What each part adds to the log-odds."""
        return (
            ("base", BASE),
            ("shared words", COSINE * self.cosine),
            ("lead", LEAD * min(self.lead)),
            ("numbers", 0.0 if self.numbers is None else NUMBERS * (self.numbers - NUMBERS_EXPECTED)),
            ("weekdays", 0.0 if self.weekdays is None else WEEKDAYS * (self.weekdays - WEEKDAYS_EXPECTED)),
            ("dates", _date_term(self.days)),
            ("counts", -CLASH * self.clashes),
        )


def compare(a: Profile, b: Profile) -> Score:
    """How alike two stories are, told by the two alone; the order of the two matters only to `lead`."""
    one, two = a.features, b.features
    shared = a.weights.keys() & b.weights.keys()
    cosine = sum([a.weights[term] * b.weights[term] for term in shared]) / UNIT**2
    lead = (_coverage(a, shared), _coverage(b, shared))
    numbers = _number_cosine(one.numbers, two.numbers)
    weekdays = _weekday_cosine(one.weekdays, two.weekdays)
    days = abs(one.published - two.published) if one.published and two.published else None
    clashes = _clashes(a.counts, b.counts)
    score = Score(0.0, cosine, lead, numbers, weekdays, days, clashes)
    if cosine <= LEAST_COSINE or (days is not None and days > WINDOW):
        return score
    odds = math.fsum([value for _, value in score.parts])
    return Score(1 / (1 + math.exp(-odds)), cosine, lead, numbers, weekdays, days, clashes)


def shared_terms(a: Profile, b: Profile, most: int = 8) -> tuple[tuple[str, float], ...]:
    """The terms that two stories share, with what each adds to the cosine, the weightiest first."""
    shared = sorted(a.weights.keys() & b.weights.keys())
    weighed = [(term, a.weights[term] * b.weights[term] / UNIT**2) for term in shared]
    return tuple(sorted(weighed, key=lambda pair: -pair[1])[:most])


def _coverage(story: Profile, shared: set[str]) -> float:
    """Share of what a story opens with, by rarity, that is among the shared terms."""
    lead = story.lead
    return sum([lead[term] for term in lead.keys() & shared]) / story.lead_total


def _number_cosine(a: tuple[str, ...], b: tuple[str, ...]) -> float | None:
    """Cosine of two sets of numbers, weighted by their digits."""
    if not a or not b:
        return None
    shared = sum([_number_weight(number) ** 2 for number in set(a).intersection(b)])
    if not shared:
        return 0.0
    squares = [sum([_number_weight(number) ** 2 for number in numbers]) for numbers in (a, b)]
    return shared / math.sqrt(squares[0] * squares[1])


def _number_weight(number: str) -> int:
    return min(20, DIGIT * len(number))


def _weekday_cosine(a: int, b: int) -> float | None:
    """Cosine of two sets of weekdays."""
    if not a or not b:
        return None
    return (a & b).bit_count() / math.sqrt(a.bit_count() * b.bit_count())


def _date_term(days: int | None) -> float:
    """What the days between two publications add to the log-odds."""
    if days is None:
        return 0.0
    return SAME_DAY - min(DAYS_APART, PER_DAY * max(0, days - 1))


def _clashes(a: dict[str, set[str]], b: dict[str, set[str]]) -> float:
    """Weight of the things counted differently less that of those counted alike; never below 0."""
    balance = 0.0
    for term in a.keys() & b.keys():
        same = a[term] & b[term]
        either = a[term] | b[term]
        weight = max(map(_number_weight, either)) / 20
        balance += weight * (1 - 2 * len(same) / len(either))
    return max(0.0, balance)
