"""Unlike people that two sources name in one role, and one person under two first names.

County coroner Ida Berg and county coroner Otto Lien; the mediator Jonas Hettler and Johan Hettler.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import reduce
from itertools import combinations
from operator import or_
from typing import Final, NamedTuple

from sitegen.compare.claim import Claim
from sitegen.compare.corpus import Corpus
from sitegen.compare.finding import Discrepancy, Mention, merged
from sitegen.languages import language

MODIFIERS: Final = 2
"""Words before an office that tell which it is: county, deputy fire."""
ALIKE: Final = 0.6
"""Least likeness of two first names, 0 to 1, that are taken for one person's: Jonas and Johan .6."""
NAME: Final = 2
"""Words of a name from which on it names one person: a surname alone may be short for another."""


class _Holder(NamedTuple):
    """An office with the person who holds it."""

    said: Claim
    office: tuple[str, ...]
    """Keys of the words that tell the office, the office itself last."""
    name: tuple[str, ...]
    start: int
    """Characters of the name."""
    end: int


def points(group: Corpus) -> list[Discrepancy]:
    """Where two sources name unlike holders of one office."""
    by_office: dict[tuple[str, ...], list[_Holder]] = {}
    for said in group.claims:
        for holder in _holders(group, said):
            by_office.setdefault(holder.office, []).append(holder)
    named: dict[str, int] = {}
    for said in group.claims if by_office else ():
        for key in said.capitals:
            named[key] = named.get(key, 0) | said.mask
    found = []
    for holders in by_office.values():
        for one, other in combinations(holders, 2):
            if one.said.mask & other.said.mask or one.said.language != other.said.language:
                continue
            if set(one.name) & set(other.name) or _knows(named, one, other) or _knows(named, other, one):
                continue
            if not group.alike(one.said, other.said) or _of_two_bodies(group, one, other):
                continue
            sides = (Mention(one.said, one.start, one.end), Mention(other.said, other.start, other.end))
            found.append(Discrepancy("name", 1.5, sides, sides[0].words))
    return [*merged(found), *first_names(group)]


def _of_two_bodies(group: Corpus, one: _Holder, other: _Holder) -> bool:
    """Whether each sentence has a name that the other lacks, besides the holders': two clubs, two matters."""
    held = {*one.name, *one.office, *other.name}
    mine, theirs = (group.named & each.said.sense_weights.keys() - held for each in (one, other))
    return bool(mine - theirs and theirs - mine)


def first_names(group: Corpus) -> list[Discrepancy]:
    """Where two sources give one surname unlike first names that look alike, each only its own."""
    by_name: dict[tuple[str, str], list[Mention]] = {}
    for said in group.claims:
        words = said
        if words.titled:
            continue
        for last, firsts in words.bearers.items():
            for at in words.big:
                before = words.tokens[at - 1] if at else None
                if words.senses[at] == last and before and words.senses[at - 1] in firsts and before.capital:
                    name = (words.senses[at - 1], last)
                    by_name.setdefault(name, []).append(Mention(said, before.start, words.tokens[at].end))
    found = []
    for (first, last), (other, same) in combinations(sorted(by_name), 2):
        ones, others = by_name[first, last], by_name[other, same]
        if last != same or first[:1] != other[:1] or first.startswith(other) or other.startswith(first):
            continue
        masks = [_stories(mentions) for mentions in (ones, others)]
        near = SequenceMatcher(None, first, other, autojunk=False).ratio() >= ALIKE
        if near and not masks[0] & masks[1] and ones[0].said.language == others[0].said.language:
            found.append(Discrepancy("name", 1.5, (*_each(ones), *_each(others)), ones[0].words))
    return found


def _stories(mentions: Iterable[Mention]) -> int:
    """The stories, as bits, of some mentions."""
    return reduce(or_, (mention.said.mask for mention in mentions))


def _each(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The first mention of each story."""
    seen = 0
    for mention in mentions:
        if mention.said.mask & ~seen:
            seen |= mention.said.mask
            yield mention


def _knows(named: dict[str, int], one: _Holder, other: _Holder) -> bool:
    """Whether a source of one holder names the other too."""
    return any(named.get(key, 0) & one.said.mask for key in other.name)


def _holders(group: Corpus, said: Claim) -> Iterator[_Holder]:
    """The offices of a sentence that have a name right behind them, or behind a comma."""
    words, offices = said, language(said.language).frames.office
    if offices.isdisjoint(words.surfaces):
        return
    tokens = words.tokens
    for at, form in enumerate(words.forms):
        if form not in offices or at + NAME >= len(tokens):
            continue
        gap = said.text[tokens[at].end : tokens[at + 1].start]
        last = at
        while (
            last + 1 < len(tokens)
            and tokens[last + 1].capital
            and words.senses[last + 1] in group.named
            and said.text[tokens[last].end : tokens[last + 1].start] in ((gap,) if last == at else (" ",))
        ):
            last += 1
        if gap not in (" ", ", ") or last - at < NAME:
            continue
        office = [words.senses[at]]
        first = at
        while (
            first
            and len(office) <= MODIFIERS
            and tokens[first - 1].weight
            and (said.text[tokens[first - 1].end : tokens[first].start] in (" ", "-"))
        ):
            first -= 1
            office.insert(0, words.senses[first])
        if len(office) > 1:
            name = tuple(words.senses[at + 1 : last + 1])
            yield _Holder(said, tuple(office), name, tokens[at + 1].start, tokens[last].end)
