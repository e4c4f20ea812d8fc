"""One name in two spellings, one person under two first names, two people in one office."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import product
from typing import Final

from sitegen.compare.claim import Claim
from sitegen.compare.corpus import Corpus
from sitegen.compare.finding import Reading, Sides
from sitegen.languages import language

_PEOPLES: Final = frozenset({"ian", "an", "ese", "ish", "ien", "ano", "ana", "er", "isch", "ic", "ical"})
_ENDINGS: Final = frozenset("s es n e en er i an ian ese ish a o as os r".split())  # noqa: SIM905
"""Endings that make another word of a name: plurals, cases, peoples."""
SHORT: Final = 5
"""Letters up to which two spellings may differ in one letter; longer ones in two.

With one letter of names changed in a whole source, .68 of 93 were found with these bounds, none wrongly.
"""
LEAST_LETTERS: Final = 4
"""Letters below which a name is too short to be misspelt recognisably. Swept."""
LIKE: Final = 0.74
"""Least likeness of two spellings, 0 to 1."""
NEAR: Final = 0.4
"""Likeness of two sentences in which two spellings need no shared neighbour. Swept."""
MODIFIERS: Final = 2
"""Words before an office that tell which it is: county, deputy fire. Swept."""
ONE_PERSON: Final = 0.6
"""Least likeness of two first names, 0 to 1, that are taken for one person's: Jonas and Johan .6."""
NAME: Final = 2
"""Words of a name from which on it names one person: a surname alone may be short for another. Swept."""


def spellings(corpus: Corpus, claim: Claim) -> Iterator[Reading]:
    """The names of a claim: by their first letter, their letters without accents."""
    if corpus.names.isdisjoint(claim.capitals) or claim.titled:
        return
    for place in claim.big:
        if place and claim.senses[place] in corpus.names:
            token = claim.tokens[place]
            surface = claim.text[token.start : token.end]
            letters = _letters(surface)
            if len(letters) >= LEAST_LETTERS and not surface.isupper():
                yield Reading(claim, token.start, token.end, letters[0], letters, place)


@lru_cache(maxsize=1024)
def _letters(name: str) -> str:
    """A name without accents, possessive and hyphens, in small letters."""
    name = name.split("’", maxsplit=1)[0].split("'", maxsplit=1)[0]
    if name.isascii() and name.isalpha():
        return name.lower()
    plain = unicodedata.normalize("NFD", name.lower())
    return "".join(char for char in plain if char.isalpha())


@lru_cache(maxsize=1024)
def is_spelling(one: str, other: str) -> bool:
    """Whether two names may be one: a letter or two apart and no ending's difference."""
    short, long = sorted((one, other), key=len)
    if _is_inflected(short, long) or _is_inflected(short.removesuffix("s"), long.removesuffix("s")):
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


def _is_inflected(short: str, long: str) -> bool:
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


def misspelt(corpus: Corpus, one: Reading, other: Reading) -> Sides | None:
    """Two spellings with a shared neighbour or in like sentences."""
    keys = [each.said.tokens[each.more].key for each in (one, other)]
    if keys[0] == keys[1]:  # British and American spellings are evened in the stem
        return None
    mine, theirs = _neighbours(one), _neighbours(other)
    if not mine.items() & theirs.items():
        unlike = any(mine[side] != theirs[side] for side in mine if side in theirs)
        if unlike or corpus.likeness(one.said, other.said) < NEAR:
            return None
    return one.mention, other.mention


def _neighbours(reading: Reading) -> dict[int, str]:
    """The capital words right beside a name, by their side."""
    said = reading.said
    places = [(step, reading.more + step) for step in (-1, 1)]
    return {
        step: said.senses[at]
        for step, at in places
        if 0 <= at < len(said.tokens) and said.tokens[at].capital and said.senses[at]
    }


def first_names(_: Corpus, claim: Claim) -> Iterator[Reading]:
    """The first names of a claim, by the surname and their first letter."""
    for last, firsts in () if claim.titled else claim.bearers.items():
        for at in claim.big:
            before = claim.tokens[at - 1] if at else None
            if claim.senses[at] == last and before and claim.senses[at - 1] in firsts and before.capital:
                first = claim.senses[at - 1]
                yield Reading(claim, before.start, claim.tokens[at].end, (last, first[:1]), first)


def is_one_person(first: str, other: str) -> bool:
    """Whether two first names look alike and neither is short for the other."""
    if first.startswith(other) or other.startswith(first):
        return False
    first, other = sorted((first, other))
    return SequenceMatcher(None, first, other, autojunk=False).ratio() >= ONE_PERSON


def both(_: Corpus, one: Reading, other: Reading) -> Sides:
    """The two readings: nothing more is asked of them."""
    return one.mention, other.mention


def holders(corpus: Corpus, claim: Claim) -> Iterator[Reading]:
    """The people whose name stands behind an office, or behind it and a comma; by the words of the office."""
    offices = language(claim.language).frames.office
    if offices.isdisjoint(claim.surfaces):
        return
    tokens = claim.tokens
    for at, form in enumerate(claim.forms):
        if form not in offices or at + NAME >= len(tokens):
            continue
        gap = claim.text[tokens[at].end : tokens[at + 1].start]
        last = at
        while (
            last + 1 < len(tokens)
            and tokens[last + 1].capital
            and claim.senses[last + 1] in corpus.names
            and claim.text[tokens[last].end : tokens[last + 1].start] == (gap if last == at else " ")
        ):
            last += 1
        if gap not in (" ", ", ") or last - at < NAME:
            continue
        first = at
        while (
            first
            and at - first < MODIFIERS
            and tokens[first - 1].weight
            and claim.text[tokens[first - 1].end : tokens[first].start] in (" ", "-")
        ):
            first -= 1
        if first < at:
            office, name = tuple(claim.senses[first : at + 1]), tuple(claim.senses[at + 1 : last + 1])
            yield Reading(claim, tokens[at + 1].start, tokens[last].end, office, name)


def are_two(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names share no word."""
    return set(one).isdisjoint(other)


def in_one_office(corpus: Corpus, one: Reading, other: Reading) -> Sides | None:
    """Two holders of one office, of whom neither's source names the other."""
    held = {*one.value, *one.key, *other.value}
    besides = [corpus.names & each.said.sense_weights.keys() - held for each in (one, other)]
    if besides[0] - besides[1] and besides[1] - besides[0]:  # of two bodies: two clubs, two matters
        return None
    for mine, theirs in ((one, other), (other, one)):
        told = [claim for claim in corpus.claims if claim.mask & mine.said.mask]
        if any(key in claim.capitals for claim, key in product(told, theirs.value)):
            return None
    return one.mention, other.mention
