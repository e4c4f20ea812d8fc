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

    All but the last are 0 for rules that look at the words around by themselves.
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


USUAL: Final = 15 * 20
"""Words of two sentences, small ones too, at which lengths say nothing: near the mean of those read, 300."""
PLAIN, STRONGEST = 1.5, 2.0
"""The score of a number or day that is shown; what more counts at most. Judgement: few score above 3.5."""
SCORED: Final = frozenset({"number", "day"})
"""Rules whose score says how sure they are."""

WEIGHTS: Final = Predictors(0.65, -0.49, -0.98, 0.56, 0.89)
"""What each predictor adds to the log-odds, a unit."""
RULES: Final = {
    "antonym": 1.84,  # 2 right, 0 wrong
    "cause": 2.01,  # 3 right, 0 wrong
    "day": 0.80,  # 14 right, 5 wrong
    "first": 2.12,  # 6 right, 0 wrong
    "first name": 2.05,  # 4 right, 0 wrong
    "frame": 1.99,  # 4 right, 0 wrong
    "including": 1.86,  # 2 right, 0 wrong
    "modality": 1.34,  # 3 right, 1 wrong
    "negation": 2.20,  # 8 right, 0 wrong
    "nobody": 1.82,  # 1 right, 0 wrong
    "number": 0.65,  # 122 right, 48 wrong
    "office": 0.89,  # 0 right, 1 wrong
    "spelling": 2.27,  # 8 right, 0 wrong
    "treaty": 1.83,  # 1 right, 0 wrong
    "way": 1.79,  # 1 right, 0 wrong
}
"""Log-odds by rule, all predictors 0: fitted on 234 points read by hand, of real news, near-copies,
independent reports and own reports, found in whole events and in draws of two to four of their reports.
"""
ANY: Final = 1.70
"""The same for a rule of which nothing was read: what all have in common. Fitted with them."""
SHOWN: Final = -0.2
"""Log-odds from which on a point is shown: of those of the half that the constants were not fitted on 167 of
209 are right, of real news alone 45 of 72, most of the wrong ones between two look-alike events in one group;
one right point in sixteen is lost.
"""


def predictors(corpus: Corpus, rule: str, point: Discrepancy) -> Predictors:
    """Return the predictors of a point that a rule found."""
    pairs = [
        (one, other)
        for one, other in combinations(point.sides, 2)
        if not one.said.mask & other.said.mask and one.words.lower() != other.words.lower()
    ]
    if not pairs:
        return Predictors(0.0, 0.0, 0.0, 0.0, 0.0)
    alike, place = max(
        (corpus.nearness(one.said, other.said), -place) for place, (one, other) in enumerate(pairs)
    )
    told = pairs[-place]
    one, other = (mention.said for mention in told)
    if rule not in SCORED:
        return Predictors(0.0, 0.0, 0.0, 0.0, alike)
    mine, theirs = (corpus.names & each.sense_weights.keys() for each in (one, other))
    return Predictors(
        min(point.score - PLAIN, STRONGEST),
        float(bool(mine - theirs and theirs - mine)),
        log(len(one.tokens) * len(other.tokens) / USUAL),
        float(
            any(slot.kind == VAGUE for each in told for slot in each.said.slots if slot.start == each.start)
        ),
        alike,
    )


def strength(corpus: Corpus, rule: str, point: Discrepancy) -> float:
    """Return the log-odds that a reader would call a point that a rule found a difference."""
    found = predictors(corpus, rule, point)
    return RULES.get(rule, ANY) + sum(weight * each for weight, each in zip(WEIGHTS, found, strict=True))
