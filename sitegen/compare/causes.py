"""Unlike causes that sources give for what happened."""

from __future__ import annotations

from itertools import combinations
from typing import Final, NamedTuple

from sitegen.compare.claim import Claim
from sitegen.compare.corpus import Corpus
from sitegen.compare.finding import Discrepancy, Mention, merged
from sitegen.compare.patterns import patterns

REACH: Final = 60
"""Characters between a cause and the word that says it is one."""


class _Cause(NamedTuple):
    name: str
    mention: Mention


def points(group: Corpus) -> list[Discrepancy]:
    """Where two sources that name one cause each name unlike ones."""
    told: dict[int, dict[str, _Cause]] = {}
    for said in group.claims:
        for cause in _causes(said):
            for story in said.homes:
                told.setdefault(story, {}).setdefault(cause.name, cause)
    single = [next(iter(causes.values())) for _, causes in sorted(told.items()) if len(causes) == 1]
    out = []
    for one, other in combinations(single, 2):
        mine, theirs = one.mention.said, other.mention.said
        if one.name != other.name and not mine.mask & theirs.mask and mine.language == theirs.language:
            out.append(Discrepancy("scope", 1.4, (one.mention, other.mention), one.mention.words))
    return merged(out)


def _causes(said: Claim) -> list[_Cause]:
    """The causes that a sentence gives, those it rules out aside."""
    lower, known = said.lower, patterns(said.language)
    found: dict[str, _Cause] = {}
    for match in known.cause.finditer(lower):
        if known.denied.search(lower):
            break
        name = match.lastgroup or ""
        if name not in found and known.cue.search(lower[max(0, match.start() - REACH) : match.end() + REACH]):
            found[name] = _Cause(name, Mention(said, match.start(), match.end()))
    return list(found.values())
