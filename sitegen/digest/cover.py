"""Which sentences leave the page, and under which shown sentence each of them is filed.

A sentence leaves only for one shown sentence that covers it: no guard objects and the confidence is high.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from sitegen.compare.claim import Claim
from sitegen.compare.corpus import Corpus
from sitegen.compare.verdict import Verdict
from sitegen.digest.order import opens_with_pronoun

PRONOUN_COST = 15
"""Words of a shown sentence that a pronoun at its start weighs as much as. Swept."""

Covers = Sequence[Mapping[int, float]]
"""For each class those that may stand for it, with the confidence."""


def find(corpus: Corpus, pinned: Collection[int] = ()) -> Covers:
    """For each class of sentences the classes it may be filed under; none for those that are `pinned`."""
    return [{} if index in pinned else _covers(corpus, index) for index in range(len(corpus.claims))]


def _covers(corpus: Corpus, index: int) -> dict[int, float]:
    claims = corpus.claims
    verdicts = {other: Verdict(corpus, claims[index], claims[other]) for other in corpus.candidates[index]}
    return {other: verdict.sure for other, verdict in verdicts.items() if verdict.sure}


def eliminate(corpus: Corpus, covers: Covers) -> dict[int, int]:
    """For each class that leaves the page the shown class it is filed under.

    Two orders of leaving are tried; the one that leaves the fewest words on the page wins. Both keep the
    wording of the stories that say most of what the others say.
    """
    relying = Counter(other for found in covers for other in found)
    rank = {home: place for place, home in enumerate(corpus.ranks)}
    claims = corpus.claims
    leaving = [index for index, found in enumerate(covers) if found]

    def least_relied(index: int) -> tuple[bool, int, int, int, int]:
        claim = claims[index]
        return (not opens_with_pronoun(claim), relying[index], -rank[claim.home], -claim.place, index)

    def central_last(index: int) -> tuple[int, int, int]:
        return (-rank[claims[index].home], relying[index], index)

    tried = [_leave(sorted(leaving, key=order), covers) for order in (least_relied, central_last)]
    costs = [-sum(_cost(claims[index]) for index in under) for under in tried]
    return tried[costs.index(min(costs))]


def _cost(claim: Claim) -> int:
    return len(claim.tokens) + PRONOUN_COST * opens_with_pronoun(claim)


def _leave(queue: Sequence[int], covers: Covers) -> dict[int, int]:
    """File classes in the order of the queue, each as long as a shown cover remains for all it concerns."""
    under: dict[int, int] = {}
    filed: dict[int, set[int]] = {}
    for index in (*queue, *queue):
        if index in under:
            continue
        moves = _moves(index, (index, *sorted(filed.get(index, ()))), covers, under)
        for each, cover in moves.items():
            under[each] = cover
            filed.setdefault(cover, set()).add(each)
        if moves:
            filed.pop(index, None)
    return under


def _moves(index: int, concerned: Sequence[int], covers: Covers, under: Mapping[int, int]) -> dict[int, int]:
    """Where a class and those filed under it go when it leaves; nothing if one has no other shown cover."""
    moves = {}
    for each in concerned:
        shown = [
            (sure, -other) for other, sure in covers[each].items() if other not in under and other != index
        ]
        if not shown:
            return {}
        moves[each] = -max(shown)[1]
    return moves
