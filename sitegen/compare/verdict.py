"""What one claim is to another by whose words it may be said: how surely, and what speaks against it.

Merging files, folds, drops and cites by it; the inspector tells it in words.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from sitegen.compare.claim import Claim
from sitegen.compare.corpus import Corpus
from sitegen.compare.finders import coverage, inserted, part_coverage
from sitegen.compare.finding import DROP, FILE, MOST_WORDS, Finding, Rule, Tokens, paired
from sitegen.compare.rules import DECISIVE, RULES, differing
from sitegen.model import lazy
from sitegen.text.tokens import NUMBER

DROP_FROM: Final = 0.95
"""Least confidence at which a covered sentence leaves the page altogether. Measured on unseen groups: nothing
lost at .95, one fact of two hundred at .90. The edge does not show on the groups the constants were fitted
on."""

FOLD_FROM: Final = 0.70
"""Least confidence at which a sentence is folded: filed under its cover, its own words one click away.
Swept."""

DOUBT: Final = 0.949
"""Highest confidence of a cover that may fold but never drop. From: `DROP_FROM`, just below it."""

BIAS, COVERED, COVERED_RARE, COVERED_BACK, HEAVIEST, ANCHORS = -0.4, 3.2, 0.2, 0.5, -1.8, 0.75
LINKED, BIGRAMS, MUTUAL, BEST, LENGTH, INSERTED, WORST_CLAUSE = 0.5, 0.75, 1.2, 1.4, -1.5, -0.5, 0.3
"""Logistic weights of `Verdict.confidence`, fitted on 1,800 candidate pairs of four groups and rounded.
Fitted without any one of the groups the digests stay the same; AUC on unseen pairs .96."""

UNREAD = COVERED_RARE + COVERED_BACK + LINKED + BIGRAMS + WORST_CLAUSE
"""What the costly terms of `Verdict.confidence` can add at most."""

LEAST_COVERAGE = 0.5
"""Least coverage of a sentence that is filed under another, 0 to 1."""

MOST_ANCHORS = 3
"""Anchors that count. Swept."""

NEIGHBOURHOOD: Final = 3
"""Content words to each side that belong to a number. Swept."""


class Verdict:
    """Whether a claim may be said by the words of a cover of its corpus; found as far as it is asked for."""

    def __init__(self, corpus: Corpus, claim: Claim, cover: Claim) -> None:
        self.corpus, self.claim, self.cover = corpus, claim, cover
        self._lacking = claim.keys - cover.reach

    @lazy
    def sure(self) -> float:
        """How surely it may be filed under the cover; 0 where it may not, `DOUBT` where it may but stays."""
        if self.claim.language != self.cover.language or not self._may_be_sure():
            return 0.0
        if self.confidence < FOLD_FROM or self.against(FILE):
            return 0.0
        return DOUBT if self.confidence > DOUBT and self.against(DROP) else self.confidence

    def _may_be_sure(self) -> bool:
        """Whether the confidence may reach `FOLD_FROM`, whatever its costly terms are."""
        least = math.log(FOLD_FROM / (1 - FOLD_FROM))
        return self._covered >= LEAST_COVERAGE and self._plain + UNREAD >= least

    @lazy
    def _covered(self) -> float:
        """Weighted share of the claim's words that the cover holds, 0 to 1."""
        return coverage(self.claim, self.cover)

    @lazy
    def _plain(self) -> float:
        """Log-odds of the confidence without the terms that cost most."""
        claim, cover, best = self.claim, self.cover, self.corpus.best
        is_best = best[claim.number].get(cover.home) == cover.number
        return (
            BIAS
            + COVERED * self._covered
            + HEAVIEST * max([claim.weights[key] for key in self._lacking], default=0.0)
            + ANCHORS * min(MOST_ANCHORS, len(claim.anchors - self._lacking))
            + MUTUAL * (is_best and best[cover.number].get(claim.home) == claim.number)
            + BEST * is_best
            + LENGTH * math.log(1 + len(claim.content))
        )

    @lazy
    def confidence(self) -> float:
        """How sure it is that the cover says all that the claim says, 0 to 1, whatever the rules find."""
        claim, cover, bigrams = self.claim, self.cover, self.claim.bigrams
        z = self._plain + (
            COVERED_RARE * self.corpus.share(claim.number, cover.number)
            + COVERED_BACK * coverage(cover, claim)
            + LINKED * _linked_number(claim, cover)
            + BIGRAMS * (len(bigrams & cover.bigrams) / len(bigrams) if bigrams else 0.0)
            + INSERTED * _insertions(claim, cover)
            + WORST_CLAUSE * min([part_coverage(clause, cover) for clause in claim.clauses], default=1.0)
        )
        return 1 / (1 + math.exp(-z))

    def findings(self, use: int) -> Iterator[Finding]:
        """Yield what speaks against a use: what the rules find, in order, then a difference that is shown."""
        one, two = self.claim, self.cover
        for rule in _asked(use, one.bits & DECISIVE, two.bits & DECISIVE):
            sight = rule.find(self.corpus, one, two) if rule.find else None
            if sight is not None:
                yield Finding(rule, _words(one, sight.mine), _words(two, sight.theirs))
        point = differing(self.corpus).get(paired(one, two))
        if point is not None:
            rule = next(rule for rule in RULES if rule.name == point.rule)
            mine, theirs = ([side.words for side in point.sides if side.said is each] for each in (one, two))
            yield Finding(rule, tuple(mine), tuple(theirs))

    def against(self, use: int) -> Finding | None:
        """Return what speaks first against filing, dropping or citing in full; None where nothing does."""
        return next(self.findings(use), None)


@lru_cache(maxsize=16384)
def _asked(use: int, mine: int, theirs: int) -> tuple[Rule, ...]:
    """The rules that may speak against a use of claims with words of these classes, in order."""
    return tuple([rule for rule in RULES if rule.find and rule.against & use and rule.concerns(mine, theirs)])


def _words(claim: Claim, tokens: Tokens) -> tuple[str, ...]:
    return tuple([claim.text[token.start : token.end] for token in tokens[:MOST_WORDS]])


def _linked_number(claim: Claim, cover: Claim) -> bool:
    """Whether both hold one number with one word beside it."""
    if not claim.bits & cover.bits & NUMBER:
        return False
    for position in claim.number_places:
        places = cover.positions.get(claim.ordered[position])
        if places:
            near = claim.beside(position, NEIGHBOURHOOD)
            if any(not near.isdisjoint(cover.beside(at, NEIGHBOURHOOD)) for at in places):
                return True
    return False


def _insertions(claim: Claim, cover: Claim) -> float:
    """Weight of missing words that were added rather than reworded."""
    reach = cover.reach
    return sum(
        [
            claim.content[at].weight
            for at, key in enumerate(claim.ordered)
            if key not in reach and inserted(claim, cover, at, at + 1)
        ]
    )
