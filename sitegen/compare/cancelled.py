"""What one source says is to be, and another that it was called off or put off."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from sitegen.compare.claim import Claim
from sitegen.compare.corpus import Corpus
from sitegen.compare.finding import Discrepancy, Mention, merged
from sitegen.languages import language
from sitegen.text import lexicon

REACH: Final = 8
"""Tokens to each side of the words of the plan, and of its end, among which stands what was planned."""
FEWEST: Final = 3
"""Words and days that both sentences share, what was planned among them."""


class _Turn(NamedTuple):
    """Words that say that something is to be, or that it is not to be."""

    said: Claim
    start: int
    end: int
    events: frozenset[str]
    """Keys of the words around that may tell what."""


def points(group: Corpus) -> list[Discrepancy]:
    """Where one source plans what another calls off."""
    ended = [turn for said in group.claims if (turn := _ended(group, said)) is not None]
    if not ended:
        return []
    told: dict[str, int] = {}
    for turn in ended:
        for key in turn.events:
            told[key] = told.get(key, 0) | turn.said.mask
    found = []
    for plan in (turn for said in group.claims if (turn := _planned(group, said)) is not None):
        for end in ended:
            if plan.said.mask & end.said.mask or plan.said.language != end.said.language:
                continue
            event = {key for key in plan.events & end.events if not told[key] & plan.said.mask}
            words = plan.said.sense_weights.keys() & end.said.sense_weights.keys()
            shared = len(words) + len(plan.said.values & end.said.values)
            if event and shared >= FEWEST and group.alike(plan.said, end.said):
                sides = (Mention(plan.said, plan.start, plan.end), Mention(end.said, end.start, end.end))
                found.append(Discrepancy("negation", 1.4, sides, sides[0].words))
    return merged(found)


@cache
def _phrases(code: str) -> re.Pattern[str] | None:
    """The words that call something off, as an expression."""
    listed = sorted(language(code).frames.cancelled, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, listed))})\b") if listed else None


def _ended(group: Corpus, said: Claim) -> _Turn | None:
    """What a sentence says was called off; None where it denies it or says nothing of the kind."""
    phrases = _phrases(said.language)
    match = phrases.search(said.lower) if phrases else None
    if match is None or said.bits & lexicon.NEGATION or said.quotes(match.start()):
        return None
    return _Turn(said, match.start(), match.end(), _around(group, said, match.start(), match.end()))


def _planned(group: Corpus, said: Claim) -> _Turn | None:
    """What a sentence says is to be; None where it calls it off as well."""
    phrases, planned = _phrases(said.language), language(said.language).frames.planned
    if phrases is None or phrases.search(said.lower) or said.bits & lexicon.NEGATION:
        return None
    for at, token in enumerate(said.tokens):
        if (token.bits & lexicon.FUTURE or said.forms[at] in planned) and not said.quotes(token.start):
            behind = said.tokens[min(at + 1, len(said.tokens) - 1)]
            return _Turn(said, token.start, behind.end, _around(group, said, token.start, token.end))
    return None


def _around(group: Corpus, said: Claim, start: int, end: int) -> frozenset[str]:
    """Keys of the words around some characters that name no one and mean something by themselves."""
    first, last = said.index(start), said.index(end - 1)
    words = said
    near = range(max(0, first - REACH), min(len(words.tokens), last + REACH + 1))
    return frozenset(
        words.senses[at]
        for at in near
        if words.senses[at] and words.tokens[at].weight and words.senses[at] not in group.named
    )
