"""How surely a reader would call what was found a difference of these sources about one thing: log-odds.

One scale for all rules: 0 means one of two, 1.1 three of four. `benchmarks/strengths.py` fits the constants.
"""

from __future__ import annotations

from itertools import combinations
from math import log
from typing import Final, NamedTuple

from sitegen.compare.clash import VAGUE
from sitegen.compare.corpus import Corpus
from sitegen.compare.finding import Discrepancy


class Predictors(NamedTuple):
    """What is seen of a point beside the rule that found it, in the two sentences that are most alike.

    All but likeness and crowd are 0 for rules that look at the rest of the sentences by themselves.
    """

    score: float
    """The score of a number or day above that of a plain one."""
    apart: float
    """1 where each sentence has a name that the other lacks."""
    length: float
    """Logarithm of the words of both, multiplied, by `USUAL`: long ones tell of more than one thing."""
    vague: float
    """1 where one tells of dozens or hundreds, which is held against nothing but what is much alike."""
    likeness: float
    """Likeness of the two, on the scale of `likeness.SAME_POINT`."""
    shared: float
    """1 where both give an amount or a day that is the same."""
    crowd: float
    """Stories of the group in tens, up to `CROWD`: of many pairs more are alike by chance, of two events."""


USUAL: Final = 15 * 20
"""Words of two sentences, small ones too, at which lengths say nothing: near the mean of those read, 300."""
CROWD: Final = 3.0
"""Tens of stories from which on more say nothing: the largest groups read have some 30 stories."""
PLAIN, STRONGEST = 1.5, 2.0
"""The score of a number or day that is shown; what more counts at most. Judgement: few score above 3.5."""
SCORED: Final = frozenset({"number", "day"})
"""Rules whose score says how sure they are."""
PLACED: Final = SCORED | {"antonym"}
"""Rules that look at the words around alone, not at the rest of the sentences."""

WEIGHTS: Final = Predictors(0.94, -0.48, -0.95, 1.00, 1.57, 0.46, -1.37)
"""What each predictor adds to the log-odds, a unit."""
RULES: Final = {
    "antonym": 0.91,  # 18 right, 6 wrong
    "cause": 2.37,  # 3 right, 0 wrong
    "day": 1.73,  # 16 right, 5 wrong
    "first": 2.41,  # 6 right, 0 wrong
    "first name": 2.49,  # 4 right, 0 wrong
    "frame": 2.30,  # 4 right, 0 wrong
    "including": 2.20,  # 2 right, 0 wrong
    "modality": 2.30,  # 3 right, 1 wrong
    "negation": 2.57,  # 11 right, 0 wrong
    "number": 0.91,  # 132 right, 47 wrong
    "office": 1.63,  # 0 right, 1 wrong
    "spelling": 2.82,  # 8 right, 0 wrong
    "way": 2.13,  # 1 right, 0 wrong
}
"""Log-odds by rule, all predictors 0: fitted on 268 points read by hand, of real news, near-copies,
independent reports and own reports, found in whole events and in draws of two to four of their reports.
"""
ANY: Final = 2.06
"""The same for a rule of which nothing was read: what all have in common. Fitted with them."""
SHOWN: Final = 0.0
"""Log-odds from which on a point is shown, the lowest from which on .75 of real news are right on the half to
tune on, fitted on it: 19 of 25 there, 91 of 107 with all other data; 22 of 34 and 98 of 114 on the half to
look at.
"""


def predictors(corpus: Corpus, rule: str, point: Discrepancy) -> Predictors:
    """Return the predictors of a point that a rule found."""
    crowd = min(len(corpus.stories) / 10, CROWD)
    pairs = [
        (one, other)
        for one, other in combinations(point.sides, 2)
        if not one.said.mask & other.said.mask and one.words.lower() != other.words.lower()
    ]
    if not pairs:
        return Predictors(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, crowd)
    alike, place = max(
        (corpus.nearness(one.said, other.said), -place) for place, (one, other) in enumerate(pairs)
    )
    told = pairs[-place]
    one, other = (mention.said for mention in told)
    if rule not in PLACED:
        return Predictors(0.0, 0.0, 0.0, 0.0, alike, 0.0, crowd)
    mine, theirs = (corpus.names & each.sense_weights.keys() for each in (one, other))
    return Predictors(
        min(point.score - PLAIN, STRONGEST) if rule in SCORED else 0.0,
        float(bool(mine - theirs and theirs - mine)),
        log(len(one.tokens) * len(other.tokens) / USUAL),
        float(
            any(slot.kind == VAGUE for each in told for slot in each.said.slots if slot.start == each.start)
        ),
        alike,
        float(bool(one.values & other.values)),
        crowd,
    )


def strength(corpus: Corpus, rule: str, point: Discrepancy) -> float:
    """Return the log-odds that a reader would call a point that a rule found a difference."""
    found = predictors(corpus, rule, point)
    return RULES.get(rule, ANY) + sum(weight * each for weight, each in zip(WEIGHTS, found, strict=True))
