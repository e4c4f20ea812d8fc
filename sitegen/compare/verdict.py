"""What one claim is to another by whose words it may be said: how surely, and what speaks against it.

Merging files, folds, drops and cites by it; the inspector tells it in words.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final

from sitegen.compare.claim import Claim
from sitegen.compare.corpus import Corpus
from sitegen.compare.finders import common_pairs
from sitegen.compare.finding import DROP, FILE, MOST_WORDS, Finding, Rule, Sight, Tokens, paired
from sitegen.compare.rules import DECISIVE, RULES, differing
from sitegen.model import lazy

DROP_FROM: Final = 0.95
"""Least confidence at which a covered sentence leaves the page altogether. Measured on unseen groups: nothing
lost at .95, one fact of two hundred at .90. The edge does not show on the groups the constants were fitted
on."""

FOLD_FROM: Final = 0.70
"""Least confidence at which a sentence is folded: filed under its cover, its own words one click away.
Swept."""

DOUBT: Final = 0.949
"""Highest confidence of a cover that may fold but never drop. From: `DROP_FROM`, just below it."""

BIAS, COVERED, HEAVIEST, ANCHORS, MUTUAL, BEST, LENGTH, PAIRS = -0.3, 4.1, -1.8, 0.75, 1.3, 1.4, -1.5, 0.75
"""Logistic weights of `Verdict.confidence`, fitted on 1,800 candidate pairs of four groups and rounded.

Fitted without any one of the groups the digests stay the same; AUC on unseen pairs .96. Five costly terms are
told by the others since: these follow all of them on 5,100 pairs, nearest where sentences fold or drop.
"""

LEAST_COVERAGE = 0.5
"""Least coverage of a sentence that is filed under another, 0 to 1."""

MOST_ANCHORS = 3
"""Anchors that count. Swept."""


class Verdict:
    """Whether a claim may be said by the words of a cover of its corpus; found as far as it is asked for."""

    def __init__(self, corpus: Corpus, claim: Claim, cover: Claim) -> None:
        self.corpus, self.claim, self.cover = corpus, claim, cover
        self._sights: dict[str, Sight | None] = {}

    @lazy
    def sure(self) -> float:
        """How surely it may be filed under the cover; 0 where it may not, `DOUBT` where it may but stays."""
        if self.claim.language != self.cover.language or self.confidence < FOLD_FROM or not self.allows(FILE):
            return 0.0
        return self.confidence if self.confidence <= DOUBT or self.allows(DROP) else DOUBT

    @lazy
    def confidence(self) -> float:
        """How sure it is that the cover says all that the claim says, 0 to 1, whatever the rules find."""
        claim, cover, best = self.claim, self.cover, self.corpus.best
        missing = claim.keys - cover.reach
        lacking = [claim.weights[key] for key in missing]
        covered = 1 - sum(lacking) / claim.total if claim.total else 1.0
        if covered < LEAST_COVERAGE:
            return 0.0
        is_best = best[claim.number].get(cover.home) == cover.number
        z = (
            BIAS
            + COVERED * covered
            + HEAVIEST * max(lacking, default=0.0)
            + ANCHORS * min(MOST_ANCHORS, len(claim.anchors - missing))
            + MUTUAL * (is_best and best[cover.number].get(claim.home) == claim.number)
            + BEST * is_best
            + LENGTH * math.log(1 + len(claim.content))
            + PAIRS * common_pairs(claim, cover)
        )
        return 1 / (1 + math.exp(-z))

    def allows(self, use: int) -> bool:
        """Return whether nothing speaks against filing, dropping or citing in full."""
        if paired(self.claim, self.cover) in differing(self.corpus):
            return False
        return all(self._sees(rule) is None for rule in self._asked(use))

    def against(self, use: int) -> Finding | None:
        """Return what speaks against a use by the first rule of the table, or a difference that is shown."""
        one, two = self.claim, self.cover
        for rule in sorted(self._asked(use), key=RULES.index):
            sight = self._sees(rule)
            if sight is not None:
                return Finding(rule, _words(one, sight.mine), _words(two, sight.theirs))
        point = differing(self.corpus).get(paired(one, two))
        if point is None:
            return None
        rule = next(rule for rule in RULES if rule.name == point.rule)
        mine, theirs = ([side.words for side in point.sides if side.said is each] for each in (one, two))
        return Finding(rule, tuple(mine), tuple(theirs))

    def _asked(self, use: int) -> tuple[Rule, ...]:
        return _of_classes(use, self.claim.bits & DECISIVE, self.cover.bits & DECISIVE)

    def _sees(self, rule: Rule) -> Sight | None:
        """What a rule sees; asked once."""
        if rule.name not in self._sights and rule.find:
            self._sights[rule.name] = rule.find(self.corpus, self.claim, self.cover)
        return self._sights[rule.name]


@lru_cache(maxsize=16384)
def _of_classes(use: int, mine: int, theirs: int) -> tuple[Rule, ...]:
    """The rules that may speak against a use of claims with words of these classes, by what they cost."""
    rules = [rule for rule in RULES if rule.find and rule.against & use and rule.concerns(mine, theirs)]
    return tuple(sorted(rules, key=lambda rule: not rule.against & DROP))


def _words(claim: Claim, tokens: Tokens) -> tuple[str, ...]:
    return tuple([claim.text[token.start : token.end] for token in tokens[:MOST_WORDS]])
