"""Claims of unlike reach: a part or an addition, all or most, the first since when."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import combinations
from typing import Final, NamedTuple

from sitegen.compare.claims import Group, Mention, Point, merged
from sitegen.compare.lookalike import exchanged
from sitegen.compare.said import Said
from sitegen.text.meanings import listed
from sitegen.text.quantities import agree

_PART: Final = re.compile(
    r"\b(?:including|of (?:whom|which|them)|among them|darunter|davon|einschließlich|incluid[oa]s?|"
    r"incluyendo|entre ellos|"
    r"de los cuales|de las cuales|dont|y compris|parmi (?:eux|lesquels)|incluindo|dos quais|entre eles)\b",
)
_BESIDES: Final = re.compile(
    r"\b(?:with|plus|and another|along with|as well as|in addition to|besides|on top of|zusätzlich zu|"
    r"sowie|hinzu kommen|"
    r"además de|junto con|más|en plus de|ainsi que|além de)\b",
)
_FIRST: Final = re.compile(
    r"\b(?:first|largest|biggest|worst|deadliest|highest|lowest|record|erste[nrsm]?|größte[nrsm]?|"
    r"schlimmste[nrsm]?|"
    r"primera?|mayor|peor|première?|pire|maior|pior)\b",
)
_FIRSTS: Final = listed(
    "first largest biggest worst deadliest highest lowest record erste ersten erster erstes größte "
    "größten größter größtes "
    "schlimmste schlimmsten primer primera mayor peor premier première pire maior pior"
)
_SINCE: Final = re.compile(r"\b(?:since|seit|desde|depuis)\b")
_TIME_EVER: Final = re.compile(
    r"\b(?:first time|first ever|ever|zum ersten mal|jemals|primera vez|la historia|première fois|"
    r"primeira vez)\b",
)
_ALL: Final = {
    "all": 3, "every": 3, "most": 2, "many": 2, "half": 2, "some": 1, "several": 1, "few": 1, "none": 0,
    "no": 0,
    "alle": 3, "allen": 3, "sämtliche": 3, "meisten": 2, "viele": 2, "einige": 1, "manche": 1, "wenige": 1,
    "keine": 0,
    "todos": 3, "todas": 3, "mayoría": 2, "muchos": 2, "algunos": 1, "algunas": 1, "ningún": 0, "ninguna": 0,
    "tous": 3, "toutes": 3, "plupart": 2, "certains": 1, "quelques": 1, "aucun": 0, "aucune": 0,
}  # fmt: skip
"""How many of a kind a word takes in: 3 all, 2 most or many, 1 some, 0 none."""
_QUANTIFIERS: Final = frozenset(_ALL)
_OF: Final = listed("of the der die das den de los las les des their its ihrer")
SAME_FRAME: Final = 0.6
"""Least likeness of two sentences whose all, most or none is compared."""
SAME_FIRST: Final = 0.4
"""Least likeness of two sentences that tell of a first or a record."""
NAMES_OF_FIRST: Final = 3
"""Shared names that tie a first to another instead of likeness."""


def points(group: Group) -> list[Point]:
    """Where sources may differ in reach."""
    return [*_parts(group), *_firsts(group), *_quantified(group)]


class _Two(NamedTuple):
    """Two amounts of a sentence and what joins them."""

    said: Said
    first: int
    second: int
    part: bool


def _parts(group: Group) -> list[Point]:
    """The same two numbers, once a part and its whole, once side by side."""
    parts = [two for said in group.said for two in _twos(said)]
    out: list[Point] = []
    for one, other in combinations(parts, 2):
        if one.part == other.part or one.said.stories & other.said.stories:
            continue
        slots, others = one.said.words.slots, other.said.words.slots
        if agree(slots[one.first], others[other.first]) and agree(slots[one.second], others[other.second]):
            out.append(_of_twos(one, other))
    return merged(out)


def _of_twos(one: _Two, other: _Two) -> Point:
    sides = tuple(
        Mention(two.said, two.said.words.slots[two.first].start, two.said.words.slots[two.second].end)
        for two in (one, other)
    )
    return Point("scope", 2.0, sides, sides[0])


def _twos(said: Said) -> Iterable[_Two]:
    slots = said.words.slots
    for first in range(len(slots) - 1):
        one, other = slots[first], slots[first + 1]
        if one.kind != "number" or other.kind != "number" or one.value <= other.value:
            continue
        between = said.words.lower[one.end : other.start]
        if len(between) > 60 or "." in between or ";" in between:
            continue
        if _PART.search(between):
            yield _Two(said, first, first + 1, part=True)
        elif _BESIDES.search(between):
            yield _Two(said, first, first + 1, part=False)


class _First(NamedTuple):
    """A first or record and since when."""

    said: Said
    start: int
    end: int
    since: frozenset[str]


def _firsts(group: Group) -> list[Point]:
    """A first since one time, and since another or ever."""
    found = [first for said in group.said if (first := _first(said)) is not None]
    out = []
    for one, other in combinations(found, 2):
        if one.said.stories & other.said.stories or one.said.language != other.said.language:
            continue
        if one.since & other.since or not (one.since or other.since):
            continue
        names = [key for key in one.said.weights if key in other.said.weights and key in group.names]
        if group.likeness(one.said, other.said) < SAME_FIRST and len(names) < NAMES_OF_FIRST:
            continue
        if not exchanged(group, one.said, other.said):
            sides = (Mention(one.said, one.start, one.end), Mention(other.said, other.start, other.end))
            out.append(Point("scope", 1.5, sides, sides[0]))
    return merged(out)


def _first(said: Said) -> _First | None:
    """The first or record of a sentence that says since when, or ever."""
    if _FIRSTS.isdisjoint(said.words.surfaces):
        return None
    match = _FIRST.search(said.words.lower)
    if match is None:
        return None
    since = _SINCE.search(said.words.lower, match.end())
    if since is not None and since.start() - match.end() < 90:
        places = range(said.index(since.end()), min(len(said.words.tokens), said.index(since.end()) + 7))
        tokens = [said.words.tokens[place] for place in places]
        keys = frozenset(
            said.words.keys[place] or said.words.tokens[place].key
            for place in places
            if said.words.tokens[place].weight
        )
        return _First(said, match.start(), tokens[-1].end if tokens else since.end(), keys)
    ever = _TIME_EVER.search(said.words.lower, max(0, match.start() - 10))
    return _First(said, ever.start(), ever.end(), frozenset()) if ever else None


def _quantified(group: Group) -> list[Point]:
    """All of them in one source, most, some or none in another."""
    found = [(said, *quantified) for said in group.said if (quantified := _quantifier(said)) is not None]
    out = []
    for (one, mine, start, end, noun), (other, theirs, begin, finish, same) in combinations(found, 2):
        if mine == theirs or noun != same or one.stories & other.stories or one.language != other.language:
            continue
        if group.likeness(one, other) >= SAME_FRAME and not exchanged(group, one, other):
            sides = (Mention(one, start, end), Mention(other, begin, finish))
            out.append(Point("scope", 1.4, sides, sides[0]))
    return merged(out)


def _quantifier(said: Said) -> tuple[int, int, int, str] | None:
    """How many of what a sentence takes in, with the span; None when it has no such word."""
    if _QUANTIFIERS.isdisjoint(said.words.surfaces):
        return None
    tokens, keys, text = said.words.tokens, said.words.keys, said.words.lower
    for place, token in enumerate(tokens):
        reach = _ALL.get(text[token.start : token.end])
        if reach is None:
            continue
        behind = place + 1
        while behind < len(tokens) and text[tokens[behind].start : tokens[behind].end] in _OF:
            behind += 1
        if behind < len(tokens) and keys[behind] and tokens[behind].weight:
            return reach, token.start, tokens[behind].end, keys[behind]
    return None
