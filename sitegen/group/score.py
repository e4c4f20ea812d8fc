"""How likely two stories report one event, with every part of the answer named."""

from __future__ import annotations

import math
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from sitegen.group.evidence import ALIKE_STORIES, Evidence, evidence, lead_names, shared_keys
from sitegen.group.features import NUMBER_SQUARES, UNIT
from sitegen.group.profile import Profile

THRESHOLD = 0.35
"""Least probability of one event at which two stories are joined. Unit: probability, 0 to 1, on average
between all stories of a group. Tuned on independent reports of look-alike events: .30 joins the second
edition of an event to the first, .40 cuts off the short notice."""

WINDOW = 10
"""Days between two publications beyond which they are not compared. The date term takes away 3.8 on the tenth
day, which only a near copy outweighs. Shorter cuts a weekly off a daily; without a window an archive of years
costs time that grows with its square."""

BASE = -3.3
COSINE = 8.5
LEAD = 4.5
NUMBERS, NUMBERS_EXPECTED = 1.5, 0.4
WEEKDAYS, WEEKDAYS_EXPECTED = 1.0, 0.4
SAME_DAY = 0.7
PER_DAY, DAYS_APART = 0.5, 4.7
"""Log-odds of one event: a base, what each likeness adds, what numbers or weekdays take away that agree less
than those of true pairs do, what equal dates add and days apart take away, at most. Fitted on 590 stories of
43 pairs of look-alike events and rounded; rounding moves no figure by more than half a point, and the same
weights serve politics, business and invented events."""

NAMED = 0.7
"""Log-odds that a rare name of one headline adds where the other story has it and was published within a day.
Of the 25 pairs of one event in independent reports whose probability lies between .1 and .6 nine have one, of
the 27 of two events none; less than that says, for the names of a small town are in all its news. From .5 to
1.2 no folder of look-alikes and no B-Cubed changes."""

FEW, LONGEST_NAME, SHORT = -2.94, 3, 8
"""Log-odds left, .05 as a probability, to notices that share one telling word alone or the words of one name,
three at most: a place or a person is no event; and terms of the longest notice that this is looked for in. Of
short undated reports that the other parts join so do 1.5 % of the pairs of one event and 4 % of those of two.
With ten terms instead of eight B-Cubed of such reports falls from .893 to .890."""

LEAST_ODDS = math.log(THRESHOLD / (1 - THRESHOLD))
"""`THRESHOLD` as log-odds."""

EVIDENCE_REACH = 2.0
"""Log-odds below the threshold down to which `evidence` is looked for. From: a mentioned key adds 2."""

LEAST_COSINE = 0.05
"""Cosine below which two stories have nothing in common but the language; judgement, for speed."""

HIGHEST_SHARE, HIGHEST_REST = 0.8, 0.15
"""The cosine of two stories is at most the first times that of their heaviest terms, and the second. Of 8,000
pairs that reach the threshold none has a higher one, and of those that do not, two thirds in short texts and
19 in 20 in long ones need not be looked at any further."""

CLASH, CLASH_IN_TIME = 1.1, 0.55
"""Log-odds taken away for each thing that both stories count with different numbers only; the second where
the publications are at most a day apart. Measured on undated pairs that the other parts join: one such clash
stands in 3 % of the true and 9 % of the false ones; an agreement makes up for a clash. Between reports of one
day it is half as telling: more often a figure that was revised than another event. More than one count as
one: that is what two newsrooms' tellings of one event look like that count unlike things."""


class Score(Struct, frozen=True, gc=False):
    """How alike two stories are: every part, and the probability that they report one event."""

    probability: float
    cosine: float
    lead: tuple[float, float]
    """Share of what the one opens with that stands anywhere in the other, both ways."""
    days: int | None
    """Days between the publications; None when one is unknown."""
    likeness: tuple[Evidence, ...]
    """What words, numbers and dates add to the log-odds."""
    evidence: tuple[Evidence, ...] = ()
    """What else speaks for or against it, the story whose path comes first on the one side of each part; not
    looked for where the rest is far below the threshold."""

    @property
    def together(self) -> bool:
        """Whether the pair alone would be joined."""
        return self.probability >= THRESHOLD

    @property
    def parts(self) -> tuple[Evidence, ...]:
        """All that adds to the log-odds."""
        return self.likeness + self.evidence

    @property
    def odds(self) -> float:
        """The log-odds of one event, the sum of the parts."""
        return sum([part.value for part in self.parts])


def compare(a: Profile, b: Profile, heavy: int | None = None) -> Score:
    """Return how alike two stories are, told by the two alone; their order matters only to `lead`.

    Where `heavy`, the `heavy_cosine` of the two, is given and it is soon clear that the pair stays under
    `THRESHOLD`, the rest is not looked at and the probability is 0.
    """
    soon = heavy is not None and not shared_keys(a.features.keys, b.features.keys)
    found = _openly(a, b)
    if soon and found.odds + COSINE * (HIGHEST_SHARE * (heavy or 0) / UNIT**2 + HIGHEST_REST) < LEAST_ODDS:
        return found
    found = _with_words(found, a, b)
    if found.cosine <= LEAST_COSINE or (found.days is not None and found.days > WINDOW):
        return found
    if soon and (
        found.odds < LEAST_ODDS
        or (found.odds + lead_names(a, b) < LEAST_ODDS and not shared_keys(a.traits.keys, b.traits.keys))
    ):
        return found
    if found.odds >= LEAST_ODDS - EVIDENCE_REACH or shared_keys(a.features.keys, b.features.keys):
        first, second = (a, b) if a.features.path <= b.features.path else (b, a)
        found = replace(found, evidence=evidence(first, second, found.cosine))
        if found.odds > FEW and _share_one_word(a, b):
            found = replace(found, evidence=(*found.evidence, Evidence("few words", FEW - found.odds)))
    return replace(found, probability=1 / (1 + math.exp(-found.odds)))


def heavy_cosine(a: dict[str, int], b: dict[str, int]) -> int:
    """Cosine of two stories' heaviest terms, out of `UNIT` squared."""
    return sum([a[term] * b[term] for term in a.keys() & b.keys()])


def days_apart(a: int, b: int) -> int | None:
    """Days between two ordinals; None when one is unknown."""
    return abs(a - b) if a and b else None


def common_words(story: Profile, one: Profile, other: Profile) -> float:
    """Return how far a story shares the same with two others: 0 where no word is in both, 1 where all are.

    Words count by their squared weight in the story, out of the lesser of the two shares.
    """
    own = story.weights
    ours, theirs = own.keys() & one.weights.keys(), own.keys() & other.weights.keys()
    both, *shares = [sum([own[term] ** 2 for term in found]) for found in (ours & theirs, ours, theirs)]
    return both / (min(shares) or 1)


def _openly(a: Profile, b: Profile) -> Score:
    """Return what is told of two stories without all their words: but for the cosine and the counts."""
    one, two = a.features, b.features
    days = days_apart(one.published, two.published)
    lead = _coverage(a, b), _coverage(b, a)
    parts = (
        Evidence("base", BASE),
        Evidence("lead", LEAD * min(lead)),
        Evidence("numbers", NUMBERS * (_number_cosine(one.numbers, two.numbers))),
        Evidence("weekdays", WEEKDAYS * _weekday_cosine(one.weekdays, two.weekdays)),
        Evidence("dates", 0.0 if days is None else SAME_DAY - min(DAYS_APART, PER_DAY * max(0, days - 1))),
        Evidence("headline name", NAMED * _are_named(a, b, days)),
    )
    return Score(0.0, 0.0, lead, days, parts)


def _with_words(found: Score, a: Profile, b: Profile) -> Score:
    """Return a score with the cosine and the clashes of what the two stories count."""
    first, second = a.weights, b.weights
    cosine = sum([first[term] * second[term] for term in first.keys() & second.keys()]) / UNIT**2
    clash = CLASH if found.days is None or found.days > 1 else CLASH_IN_TIME
    base, *rest, named = found.likeness
    parts = (
        base,
        Evidence("shared words", COSINE * cosine),
        *rest,
        Evidence("counts", -clash * min(1.0, _clashes(a.counted, b.counted))),
        named if cosine < ALIKE_STORIES else Evidence(named.name, 0.0),
    )
    return replace(found, cosine=cosine, likeness=parts)


def _coverage(story: Profile, other: Profile) -> float:
    """Share of what a story opens with, by rarity, that stands anywhere in another."""
    lead = story.lead
    return sum([lead[term] for term in lead.keys() & other.weights.keys()]) / story.lead_total


def _number_cosine(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Return the cosine of numbers, weighted by digits, beyond what is expected; 0 where one has none."""
    if not one or not other:
        return 0.0
    shared = {*one}.intersection(other)
    if not shared:
        return -NUMBERS_EXPECTED
    both, *squares = [
        sum([NUMBER_SQUARES[min(len(number), 3)] for number in some]) for some in (shared, one, other)
    ]
    return both / math.sqrt(math.prod(squares)) - NUMBERS_EXPECTED


def _weekday_cosine(one: int, other: int) -> float:
    """Return the cosine of two sets of weekdays, beyond what is expected; 0 where one has none."""
    if not one or not other:
        return 0.0
    return (one & other).bit_count() / math.sqrt(one.bit_count() * other.bit_count()) - WEEKDAYS_EXPECTED


def _are_named(a: Profile, b: Profile, days: int | None) -> bool:
    """Whether one story has a rare name of the other's headline, within a day."""
    return days in {0, 1} and not (
        b.weights.keys().isdisjoint(a.features.subjects) and a.weights.keys().isdisjoint(b.features.subjects)
    )


def _clashes(a: dict[str, set[str]], b: dict[str, set[str]]) -> float:
    """Weight of the things counted differently less that of those counted alike; never below 0."""
    balance = 0.0
    for term in a.keys() & b.keys():
        same = a[term] & b[term]
        either = a[term] | b[term]
        weight = math.sqrt(NUMBER_SQUARES[min(3, max(map(len, either)))] / NUMBER_SQUARES[3])
        balance += weight * (1 - 2 * len(same) / len(either))
    return max(0.0, balance)


def _share_one_word(a: Profile, b: Profile) -> bool:
    """Whether the heavy terms that two short stories share are one, or stand side by side as a name does."""
    shared = a.heavy.keys() & b.heavy.keys()
    if len(shared) > LONGEST_NAME or min(len(a.weights), len(b.weights)) > SHORT:
        return False
    ours, theirs = [set(pairwise(story.weights)) for story in (a, b)]
    return len(shared) - len([pair for pair in ours & theirs if shared.issuperset(pair)]) <= 1
