"""Sentences that look alike but tell of two things: beside the value a second word is exchanged.

"The older crane fell at nine" and "the newer crane fell at ten" are two facts; "the crane fell at nine" and
"the crane fell at ten" may be one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sitegen.compare.claim import Claim
from sitegen.compare.corpus import Corpus
from sitegen.languages import language
from sitegen.text import lexicon
from sitegen.text.tokens import DAY, NUMBER

ONE_FRAME: Final = 0.4
"""Share of the heavier sentence that two must have in common to be one sentence with words exchanged."""
_EDGE: Final = "|"
"""Stands for the end of a sentence or clause beside a word."""


def exchanged(group: Corpus, one: Claim, other: Claim) -> bool:
    """Whether in one frame of both stands another name, or another word that tells a noun from its like."""
    heavier = max(one.heft, other.heft)
    if group.likeness(one, other) * min(one.heft, other.heft) < ONE_FRAME * heavier:
        return False
    mine, theirs = _frames(group, one, other), _frames(group, other, one)
    return any(frame in theirs and theirs[frame] != key for frame, key in mine.items())


def _frames(group: Corpus, said: Claim, other: Claim) -> Mapping[tuple[str, str], str]:
    """Each telling word that the other sentence lacks, by the words left and right of it."""
    tokens, keys = said.tokens, said.senses
    frames: dict[tuple[str, str], str] = {}
    for place, (token, key) in enumerate(zip(tokens, keys, strict=True)):
        if not key or not token.weight or key in other.rarities:
            continue
        left = _beside(said, place, -1)
        right = _beside(said, place, 1)
        if left == right == _EDGE:
            continue
        if key in group.named or _tells(said, place, right, other):
            frames[left, right] = key
    return frames


def _tells(said: Claim, place: int, right: str, other: Claim) -> bool:
    """Whether a word stands between an article or amount and a noun of both sentences, or behind it."""
    tokens = said.tokens
    if tokens[place].bits & lexicon.CONTRAST:
        return True
    before = tokens[place - 1] if place else None
    opens = before is None or before.bits & (lexicon.ARTICLE | NUMBER | DAY)
    grammar = language(said.language).grammar
    if grammar.capital_nouns:
        noun_follows = place + 1 < len(tokens) and tokens[place + 1].capital and not tokens[place].capital
        return bool(opens) and noun_follows and right in other.rarities
    if grammar.adjective_first:
        return bool(opens) and right in other.rarities
    if opens and right in other.rarities:
        return True
    noun = said.senses[place - 1] if place else ""
    article = place > 1 and tokens[place - 2].bits & lexicon.ARTICLE
    return bool(article) and noun in other.rarities


def _beside(said: Claim, place: int, step: int) -> str:
    """The word beside a place: its class, # for a value, the edge where a clause ends."""
    tokens = said.tokens
    at = place + step
    if not 0 <= at < len(tokens):
        return _EDGE
    between = said.text[tokens[min(place, at)].end : tokens[max(place, at)].start]
    if between.strip(" '’\"“”-"):
        return _EDGE
    token = tokens[at]
    return "#" if token.bits & (NUMBER | DAY) else said.senses[at] or token.key
