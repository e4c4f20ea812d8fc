"""Claims of unlike reach: a part or an addition, all or most, the first since when."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import Final, NamedTuple

from sitegen.compare.claim import Claim
from sitegen.compare.corpus import Corpus
from sitegen.compare.finding import Discrepancy, Mention, merged
from sitegen.compare.lookalike import exchanged
from sitegen.compare.patterns import patterns
from sitegen.text.quantities import agree

SAME_FRAME: Final = 0.6
"""Least likeness of two sentences whose all, most or none is compared."""
SAME_FIRST: Final = 0.4
"""Least likeness of two sentences that tell of a first or a record."""
NAMES_OF_FIRST: Final = 3
"""Shared names that tie a first to another instead of likeness."""


def points(group: Corpus) -> list[Discrepancy]:
    """Where sources may differ in reach."""
    return [*_parts(group), *_firsts(group), *_quantified(group)]


class _Two(NamedTuple):
    """Two amounts of a sentence and what joins them."""

    said: Claim
    first: int
    second: int
    part: bool


def _parts(group: Corpus) -> list[Discrepancy]:
    """The same two numbers, once a part and its whole, once side by side."""
    parts = [two for said in group.claims for two in _twos(said)]
    out: list[Discrepancy] = []
    for one, other in combinations(parts, 2):
        if one.part == other.part or one.said.homes & other.said.homes:
            continue
        slots, others = one.said.slots, other.said.slots
        if agree(slots[one.first], others[other.first]) and agree(slots[one.second], others[other.second]):
            out.append(_of_twos(one, other))
    return merged(out)


def _of_twos(one: _Two, other: _Two) -> Discrepancy:
    sides = tuple(
        Mention(two.said, two.said.slots[two.first].start, two.said.slots[two.second].end)
        for two in (one, other)
    )
    return Discrepancy("scope", 2.0, sides, sides[0].words)


def _twos(said: Claim) -> Iterable[_Two]:
    slots, known = said.slots, patterns(said.language)
    for first in range(len(slots) - 1):
        one, other = slots[first], slots[first + 1]
        if one.kind != "number" or other.kind != "number" or one.value <= other.value:
            continue
        between = said.lower[one.end : other.start]
        if len(between) > 60 or "." in between or ";" in between:
            continue
        if known.part.search(between):
            yield _Two(said, first, first + 1, part=True)
        elif known.besides.search(between):
            yield _Two(said, first, first + 1, part=False)


class _First(NamedTuple):
    """A first or record and since when."""

    said: Claim
    start: int
    end: int
    since: frozenset[str]


def _firsts(group: Corpus) -> list[Discrepancy]:
    """A first since one time, and since another or ever."""
    found = [first for said in group.claims if (first := _first(said)) is not None]
    out = []
    for one, other in combinations(found, 2):
        if one.said.homes & other.said.homes or one.said.language != other.said.language:
            continue
        if one.since & other.since or not (one.since or other.since):
            continue
        names = [key for key in one.said.rarities if key in other.said.rarities and key in group.named]
        if group.likeness(one.said, other.said) < SAME_FIRST and len(names) < NAMES_OF_FIRST:
            continue
        if not exchanged(group, one.said, other.said):
            sides = (Mention(one.said, one.start, one.end), Mention(other.said, other.start, other.end))
            out.append(Discrepancy("scope", 1.5, sides, sides[0].words))
    return merged(out)


def _first(said: Claim) -> _First | None:
    """The first or record of a sentence that says since when, or ever."""
    known = patterns(said.language)
    if known.words.firsts.isdisjoint(said.surfaces):
        return None
    match = known.first.search(said.lower)
    if match is None:
        return None
    since = known.since.search(said.lower, match.end())
    if since is not None and since.start() - match.end() < 90:
        places = range(said.index(since.end()), min(len(said.tokens), said.index(since.end()) + 7))
        tokens = [said.tokens[place] for place in places]
        keys = frozenset(
            said.senses[place] or said.tokens[place].key for place in places if said.tokens[place].weight
        )
        return _First(said, match.start(), tokens[-1].end if tokens else since.end(), keys)
    ever = known.ever.search(said.lower, max(0, match.start() - 10))
    return _First(said, ever.start(), ever.end(), frozenset()) if ever else None


def _quantified(group: Corpus) -> list[Discrepancy]:
    """All of them in one source, most, some or none in another."""
    found = [(said, *quantified) for said in group.claims if (quantified := _quantifier(said)) is not None]
    out = []
    for (one, mine, start, end, noun), (other, theirs, begin, finish, same) in combinations(found, 2):
        if mine == theirs or noun != same or one.mask & other.mask or one.language != other.language:
            continue
        if group.likeness(one, other) >= SAME_FRAME and not exchanged(group, one, other):
            sides = (Mention(one, start, end), Mention(other, begin, finish))
            out.append(Discrepancy("scope", 1.4, sides, sides[0].words))
    return merged(out)


def _quantifier(said: Claim) -> tuple[int, int, int, str] | None:
    """How many of what a sentence takes in, with the span; None when it has no such word."""
    words = patterns(said.language).words
    if words.quantifiers.keys().isdisjoint(said.surfaces):
        return None
    tokens, keys, text = said.tokens, said.senses, said.lower
    for place, token in enumerate(tokens):
        reach = words.quantifiers.get(text[token.start : token.end])
        if reach is None:
            continue
        behind = place + 1
        while behind < len(tokens) and text[tokens[behind].start : tokens[behind].end] in words.quantified:
            behind += 1
        if behind < len(tokens) and keys[behind] and tokens[behind].weight:
            return reach, token.start, tokens[behind].end, keys[behind]
    return None
