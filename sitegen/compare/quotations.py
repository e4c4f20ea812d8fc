"""One quotation in two renderings: the same words but for a few inside."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

from sitegen.compare.claim import Claim
from sitegen.compare.corpus import Corpus
from sitegen.compare.finding import Mention, Reading, Sides

LEAST_WORDS: Final = 5
"""Words from which on two quotations can be told to be one."""
SAME: Final = 0.7
"""Least share of their words that two renderings of one quotation have in common.

Read by hand on real news: 7 of 10 such pairs are one speech in two renderings.
"""
LONGEST_EXCHANGE: Final = 4
"""Most words that one rendering puts in another's place."""
LEAST_WEIGHT: Final = 0.4
"""Least weight of the heaviest word on each side: an exchanged article is no other wording."""


def quotations(_: Corpus, claim: Claim) -> Iterator[Reading]:
    """The quotations of a claim that are long enough."""
    for span in claim.quotations:
        places = claim.quoted(*span)
        if len(places) >= LEAST_WORDS:
            yield Reading(claim, *span, value=tuple([claim.tokens[at].key for at in places]), more=places)


def is_one_speech(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two quotations have most of their words in common, in whatever order."""
    mine, theirs = set(one), set(other)
    return len(mine & theirs) >= SAME * min(len(mine), len(theirs))


def rendered(_: Corpus, one: Reading, other: Reading) -> Sides | None:
    """The first exchange of a few words inside two renderings."""
    mine, theirs = one.more, other.more
    matcher = SequenceMatcher(None, one.value, other.value)
    if matcher.ratio() < SAME:
        return None
    for change, start, end, begin, finish in matcher.get_opcodes():
        inside = start and begin and end < len(mine) and finish < len(theirs)
        if change == "replace" and inside and max(end - start, finish - begin) <= LONGEST_EXCHANGE:
            sides = ((one.said, mine[start:end]), (other.said, theirs[begin:finish]))
            if all(max(said.tokens[at].weight for at in places) >= LEAST_WEIGHT for said, places in sides):
                return tuple(
                    Mention(said, said.tokens[places[0]].start, said.tokens[places[-1]].end)
                    for said, places in sides
                )
    return None
