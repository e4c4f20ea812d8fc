"""One name that two sources spell in two ways."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations
from typing import Final

from sitegen.compare.corpus import Corpus
from sitegen.compare.finding import Discrepancy, Mention

_PEOPLES: Final = frozenset({"ian", "an", "ese", "ish", "ien", "ano", "ana", "er", "isch", "ic", "ical"})
SHORT: Final = 5
"""Letters up to which two spellings may differ in one letter; longer ones in two."""
LEAST_LETTERS: Final = 4
"""Letters below which a name is too short to be misspelt recognisably."""
LIKE: Final = 0.74
"""Least likeness of two spellings, 0 to 1."""
NEAR: Final = 0.4
"""Likeness of two sentences in which two spellings need no shared neighbour."""
_ENDINGS: Final = (
    "s",
    "es",
    "n",
    "e",
    "en",
    "er",
    "i",
    "an",
    "ian",
    "ese",
    "ish",
    "er",
    "a",
    "o",
    "as",
    "os",
    "r",
)
"""Endings that make another word of a name: plurals, cases, peoples."""


def points(group: Corpus) -> list[Discrepancy]:
    """Names whose spellings may be one person's or place's."""
    places = _places(group)
    by_letter: dict[str, list[str]] = {}
    for name in sorted(places):
        by_letter.setdefault(name[0], []).append(name)
    out = []
    for names in by_letter.values():
        for one, other in combinations(names, 2):
            if (
                _is_spelling(one, other)
                and _key(places[one]) != _key(places[other])
                and not _both(places, one, other)
            ):
                point = _point(group, places[one], places[other])
                if point:
                    out.append(point)
    return out


def _places(group: Corpus) -> Mapping[str, list[Mention]]:
    """Where each name stands, by its letters without accents, in small letters."""
    found: dict[str, list[Mention]] = {}
    for said in group.claims:
        if group.named.isdisjoint(said.capitals) or said.titled:
            continue
        for place in said.big:
            if place and said.senses[place] in group.named:
                token = said.tokens[place]
                surface = said.text[token.start : token.end]
                letters = _letters(surface)
                if len(letters) >= LEAST_LETTERS and not surface.isupper():
                    found.setdefault(letters, []).append(Mention(said, token.start, token.end))
    return found


def _key(mentions: Sequence[Mention]) -> str:
    """The stem of a name, British and American spellings evened."""
    said, start, _ = mentions[0]
    return said.tokens[said.index(start)].key


@lru_cache(maxsize=8192)
def _letters(name: str) -> str:
    """A name without accents, possessive and hyphens, in small letters."""
    name = name.split("’", maxsplit=1)[0].split("'", maxsplit=1)[0]
    if name.isascii() and name.isalpha():
        return name.lower()
    plain = unicodedata.normalize("NFD", name.lower())
    return "".join(char for char in plain if char.isalpha())


@lru_cache(maxsize=8192)
def _is_spelling(one: str, other: str) -> bool:
    """Whether two names may be one: a letter or two apart and no ending's difference."""
    short, long = sorted((one, other), key=len)
    if _inflected(short, long) or _inflected(short.removesuffix("s"), long.removesuffix("s")):
        return False
    if (
        len(long) - len(short) > 2
        or len(set(short) ^ set(long)) > 4
        or (long.startswith(short) and long[len(short) :] in _ENDINGS)
    ):
        return False
    allowed = 1 if len(short) <= SHORT else 2
    if long[len(short) - 1 :] in _PEOPLES and long.startswith(short[:-1]):
        return False
    return _apart(short, long, allowed) and SequenceMatcher(None, short, long, autojunk=False).ratio() >= LIKE


def _inflected(short: str, long: str) -> bool:
    """Whether a name is a place's people or another form of it: Norvia and Norvian, a referendum and two."""
    if short.endswith("a") and long == short[:-1] + "um":
        return True
    stem = short.rstrip("aeiou")
    return long.startswith(stem) and long[len(stem) :] in _PEOPLES


def _apart(one: str, other: str, most: int) -> bool:
    """Whether at most `most` letters are put in, left out or exchanged."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        last, row[0] = row[0], at
        for place, sign in enumerate(other, 1):
            last, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, last + (letter != sign))
    return row[-1] <= most


def _both(places: Mapping[str, list[Mention]], one: str, other: str) -> bool:
    """Whether some source has both spellings."""
    return bool(_stories(places[one]) & _stories(places[other]))


def _stories(mentions: Iterable[Mention]) -> frozenset[int]:
    return frozenset().union(*(mention.said.homes for mention in mentions))


def _point(group: Corpus, ones: list[Mention], others: list[Mention]) -> Discrepancy | None:
    """The point of two spellings with a shared neighbour or in like sentences; None if nothing does."""
    for one in ones:
        for other in others:
            if (
                group.alike(one.said, other.said)
                and one.said.language == other.said.language
                and (
                    _neighbours(one) & _neighbours(other)
                    or (not _unlike(one, other) and group.likeness(one.said, other.said) >= NEAR)
                )
            ):
                sides = (*_first_of_each(ones), *_first_of_each(others))
                return Discrepancy("name", 1.5, sides, one.words)
    return None


def _unlike(one: Mention, other: Mention) -> bool:
    """Whether other names stand on one side of two spellings."""
    mine, theirs = dict(_neighbours(one)), dict(_neighbours(other))
    return any(mine[side] != theirs[side] for side in mine if side in theirs)


def _neighbours(mention: Mention) -> frozenset[tuple[int, str]]:
    """The capital words right beside a name, with their side."""
    said = mention.said
    tokens = said.tokens
    place = said.index(mention.start)
    found = set()
    for step in (-1, 1):
        at = place + step
        if 0 <= at < len(tokens) and tokens[at].capital and said.senses[at]:
            found.add((step, said.senses[at]))
    return frozenset(found)


def _first_of_each(mentions: Iterable[Mention]) -> list[Mention]:
    """The first mention of each story."""
    seen: set[int] = set()
    out = []
    for mention in mentions:
        if not mention.said.homes <= seen:
            seen |= mention.said.homes
            out.append(mention)
    return out
