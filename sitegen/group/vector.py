"""What grouping knows of a story: weighted terms, what it opens with, its numbers and days.

Everything is told by the story alone, so that how alike two stories are never depends on the rest
of the folder. Weights are whole numbers: sums come out the same in any order and on any machine.
"""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import chain, islice

import msgspec
from msgspec import Struct

from sitegen.group.traits import BREAK, RARITY_STEPS, STRANGE, checksum, counted, traits, vocabulary
from sitegen.model import Story
from sitegen.text.tokens import folded

UNIT = 4096
"""Length of a story's vector: weights are whole numbers out of it, which fit 16 bits with room."""

LEAD = 40
"""Content words of the body that count as its opening, beside the title.

About two sentences: who did what, where. Longer takes in background that stories of one topic share.
Fitted with the weights of the score.
"""

HEAVY = 32
"""Heaviest terms of a story by which candidates are found; 20 lose up to 8 % of the pairs of short news above
the threshold, 32 up to .6 %."""

TELLING = 4 * RARITY_STEPS
"""Least rarity of a term by which candidates are found: it stands in a twentieth of all stories.

All but 4 of 4,750 pairs above the threshold share enough of these; of those with a rarity of 5 and more, all
but 61. Lists of commoner words are the long ones.
"""

NUMBER_SQUARES = (0, 49, 196, 400)
"""Squared weight of a number of so many digits, at most three: .35 a digit, squared, times 400.

A short number is often in two stories by chance.
"""

_BREAK = re.compile("[\u0080-\u00bf\u2010-\u206f\u3000-\u303f\uff00-\uff0f]+")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]+")
_DIGIT_GROUP = re.compile(r"[.,](?<=\d[.,])(?=\d)")
_COMMON_NUMBERS = frozenset(("0", "1", "2"))
_ASCII = bytes(code if code > 127 or chr(code).isalnum() or code == BREAK[0] else 32 for code in range(256))
MOST = 4095
"""Times a term counts at most; what stands more often is a list or a prank. Judgement."""

_encode = msgspec.msgpack.Encoder().encode
_TF = [0.0, *(1 + math.log(count) for count in range(1, MOST + 1))]


class Features(Struct, frozen=True, gc=False):
    """A story as grouping sees it, packed: tens of thousands of them stay in memory."""

    path: str
    published: int
    """Day of publication as an ordinal; 0 when unknown."""
    terms: str
    """Its distinct terms in order of appearance, the title's first; separated by blanks."""
    weights: bytes
    """Weight of each term, 16 bits each, out of `UNIT`."""
    rarities: bytes
    """Rarity of the terms it opens with, which are the first ones, in steps of 1/`RARITY_STEPS`."""
    heavy: bytes
    """Places of its `HEAVY` heaviest terms in `terms`, 16 bits each, rising."""
    numbers: tuple[str, ...]
    """Its telling numbers without separators, sorted; years and the smallest are none."""
    numbers_square: int
    """Sum of their `NUMBER_SQUARES`."""
    counts: tuple[str, ...]
    """What its numbers count: ``term number``, sorted."""
    weekdays: int
    """The weekdays it names, one bit each, Monday the lowest."""
    keys: tuple[str, ...]
    """The `keys` of its headline and lead, sorted."""
    strange: tuple[str, ...]
    """Those of its heaviest terms that the table of the language does not know."""
    subjects: tuple[str, ...]
    """The names of its headline that the table of the language does not know."""
    traits: bytes
    """Its encoded `Traits`, which are unpacked when it comes near another story."""


def features(story: Story) -> Features:
    """What grouping needs of a story, from its title, its sentences and its date."""
    words = vocabulary(story.language)
    text, headline = folded(_joined(story)), folded(story.title or "")
    cased = _split(headline), _split(text)
    title, tokens = map(_lowered, cased)
    head = list(filter(None, map(words.__getitem__, title)))
    body = list(filter(None, map(words.__getitem__, tokens)))
    terms = Counter(chain(head, body))
    lead = len({*head, *body[:LEAD]})
    weights = _weights(terms, words.rarity)
    heavy = _heaviest(terms, weights, words.rarity)
    heaviest = map([*terms].__getitem__, heavy) if words.knows else ()
    telling = traits(story, title, tokens, cased, words)
    counts = {
        (term, number)
        for found in (counted(title, words), *telling.numbers)
        for number, term in found
        if not _is_year(number)
    }
    numbers = tuple(sorted({number for _, number in counts if number not in _COMMON_NUMBERS}))
    return Features(
        story.path,
        date.fromisoformat(story.published).toordinal() if story.published else 0,
        " ".join(terms),
        array("H", weights).tobytes(),
        bytes(map(words.rarity.__getitem__, islice(terms, lead))),
        array("H", heavy).tobytes(),
        numbers,
        sum([NUMBER_SQUARES[min(len(number), 3)] for number in numbers]),
        tuple(sorted([f"{term} {number}" for term, number in counts if term])),
        words.weekdays_of(tokens) if words.weekday_terms & terms.keys() else 0,
        tuple(sorted({*telling.title_keys, *telling.lead_keys})),
        tuple([term for term in heaviest if words.rarity[term] >= STRANGE]),
        tuple([term for term in telling.title_names if words.rarity[term] >= STRANGE]) if words.knows else (),
        _encode(telling),
    )


def _joined(story: Story) -> str:
    """Return the sentences of a story, a `BREAK` between them."""
    return f" {BREAK.decode()} ".join([sentence.text for sentence in story.sentences])


def words_of(text: str) -> list[bytes]:
    """Runs of letters and digits in lower case; ``85,000`` is one run. Thai, Chinese and the like: pairs."""
    return _split(text.lower())


def _split(text: str) -> list[bytes]:
    """Return the words of a text as it writes them."""
    if not text.isascii():
        text = _UNSPACED.sub(_pairs, _BREAK.sub(" ", text))
    return _DIGIT_GROUP.sub("", text).encode("utf-8", "replace").translate(_ASCII).split()


def _lowered(words: list[bytes]) -> list[bytes]:
    """Return words in small letters, as many as there are."""
    joined = b" ".join(words)
    if joined.isascii():
        return joined.lower().split()
    return joined.decode("utf-8", "replace").lower().encode("utf-8", "replace").split()


def _pairs(run: re.Match[str]) -> str:
    """Each two characters in a row as a word: scripts without blanks have no others to see."""
    text = run[0]
    return f" {' '.join([text[at : at + 2] for at in range(max(1, len(text) - 1))])} "


def _weights(terms: Counter[str], rarity: dict[str, int]) -> list[int]:
    """Weight of each term: (1 + ln count) times rarity, scaled so that the vector has length `UNIT`."""
    counts: Iterable[int] = terms.values()
    if max(counts, default=0) > MOST:
        counts = [min(count, MOST) for count in counts]
    raw = [_TF[count] * steps for count, steps in zip(counts, map(rarity.__getitem__, terms), strict=True)]
    scale = UNIT / (math.hypot(*raw) or 1.0)
    return [int(weight * scale) for weight in raw]


def _heaviest(terms: Iterable[str], weights: list[int], rarity: dict[str, int]) -> list[int]:
    """Return the places of the `HEAVY` heaviest telling terms, rising; of equal ones the first.

    Where no table tells the terms of a language apart, none is telling: then checksums choose, so that two
    stories choose the same ones of those that they share.
    """
    listed = list(terms)
    rare = enumerate(map(rarity.__getitem__, listed))
    telling = [place for place, steps in rare if steps >= TELLING and not _is_year(listed[place])]
    if not telling:
        telling = sorted(range(len(listed)), key=lambda place: checksum(listed[place].encode()))
    telling.sort(key=weights.__getitem__, reverse=True)
    return sorted(telling[:HEAVY])


def _is_year(number: str) -> bool:
    return len(number) == 4 and "1900" <= number <= "2035"
