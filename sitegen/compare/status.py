"""What one source reports as done and another as possible, unconfirmed or denied."""

from __future__ import annotations

from itertools import product
from typing import Final, NamedTuple

from sitegen.compare.claim import Claim
from sitegen.compare.corpus import Corpus
from sitegen.compare.finding import Discrepancy, Mention, merged
from sitegen.compare.lookalike import exchanged
from sitegen.compare.patterns import patterns
from sitegen.text import lexicon

_UNSURE_BITS: Final = lexicon.MODAL | lexicon.NEGATION
REACH: Final = 7
"""Tokens around what is unsure among which the same words must stand in the other source."""
BEFORE: Final = 12
"""The same before it: the subject of "... is possible" may be long."""
NAMES: Final = 2
"""Names that must stand near the same noun in both sentences, unless the sentences are alike."""
ALIKE: Final = 0.6
"""Likeness from which on two sentences need no shared names."""
STEMS: Final = 3
"""Words that two alike sentences must share at least."""


class _Unsure(NamedTuple):
    """A claim that is not made outright."""

    said: Claim
    start: int
    end: int
    near: frozenset[str]


def points(group: Corpus) -> list[Discrepancy]:
    """Where one source is sure and another is not."""
    unsure = [found for said in group.claims if (found := _unsure(said)) is not None]
    if not unsure:
        return []
    plain = [said for said in group.claims if _is_plain(said)]
    out = []
    for doubt, said in product(unsure, plain):
        if doubt.said.mask & said.mask or doubt.said.language != said.language:
            continue
        mention = _told(group, doubt, said)
        if mention is not None and not exchanged(group, doubt.said, said):
            sides = (Mention(doubt.said, doubt.start, doubt.end), mention)
            out.append(Discrepancy("scope", 1.5, sides, mention.words))
    return merged(out)


def _unsure(said: Claim) -> _Unsure | None:
    """What a sentence calls possible or unconfirmed."""
    known = patterns(said.language)
    match = known.unsure.search(said.lower) if said.bits & _UNSURE_BITS else None
    if match is None or said.quotes(match.start()) or known.at_all.search(said.lower, 0, match.start()):
        return None
    first, last = said.index(match.start()), said.index(match.end())
    before = BEFORE if known.predicate.search(said.lower, 0, match.start()) or " " in match[0] else 1
    keys = said.senses[max(0, first - before) : last + REACH + 1]
    return _Unsure(said, match.start(), match.end(), frozenset(keys) - {""})


def _is_plain(said: Claim) -> bool:
    """Whether a sentence tells what happened without may, if, not or will."""
    doubted = said.bits & (_UNSURE_BITS | lexicon.FUTURE)
    return not doubted and patterns(said.language).charged.search(said.lower) is None


def _told(group: Corpus, doubt: _Unsure, said: Claim) -> Mention | None:
    """The words of a plain sentence that tell what another calls unsure; None if it has none."""
    shared = [key for key in doubt.near if key in said.sense_weights]
    names = [key for key in shared if key in group.named]
    events = [key for key in shared if key not in group.named and key.startswith("~")]
    if not events or (len(names) < NAMES and len(shared) < STEMS):
        return None
    alike = len(shared) >= STEMS and group.likeness(doubt.said, said) >= ALIKE
    if len(names) < NAMES and not alike:
        return None
    for place, key in enumerate(said.senses):
        if key in events:
            around = set(said.senses[max(0, place - REACH) : place + REACH + 1])
            if alike or sum(name in around for name in names) >= NAMES:
                token = said.tokens[place]
                return Mention(said, token.start, token.end)
    return None
