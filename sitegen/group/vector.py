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
from functools import cache, reduce
from itertools import chain, islice
from operator import or_

import msgspec
from msgspec import Struct

from sitegen.group.traits import BREAK, DIGITS, NAME_LETTERS, QUARTERS, checksum, counted, traits
from sitegen.languages import language as language_of
from sitegen.model import Story
from sitegen.text.lexicon import UNKNOWN, table, weights
from sitegen.text.lexicon import term as term_of
from sitegen.text.numerals import lexicon
from sitegen.text.tokens import folded

UNIT = 4096
"""Length of a story's vector: weights are whole numbers out of it, which fit 16 bits with room."""

LEAD = 40
"""Content words of the body that count as its opening, beside the title.

About two sentences: who did what, where. Longer takes in background that stories of one topic share.
Fitted with the weights of the score.
"""

RARITY_STEPS = 20
"""Steps per nat of a stored rarity; the rarest word has 208, which fits a byte."""

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

WEEKDAY_LETTERS = 5
"""Shortest name of a weekday that counts; shorter ones (sun, mon, sat) are other words too.
Judgement."""

STRANGE = round(UNKNOWN * RARITY_STEPS)
"""Rarity of a term that the table has not met."""

NUMERAL = "[0-9〇一二三四五六七八九十百]+"
"""A number inside a word of a script without capitals."""

_BREAK = re.compile("[\u0080-\u00bf\u2010-\u206f\u3000-\u303f\uff00-\uff0f]+")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]+")
_DIGIT_GROUP = re.compile(r"[.,](?<=\d[.,])(?=\d)")
_COMMON_NUMBERS = frozenset(("0", "1", "2"))
_ASCII = bytes(code if code > 127 or chr(code).isalnum() or code == BREAK[0] else 32 for code in range(256))
_SPELLED_RANKS = frozenset(("one", "teen", "ten", "whole"))
"""Ranks of the number words that are a number by themselves."""

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


class _Checksums(dict[bytes, int]):
    """Checksum of each word, filled as words turn up."""

    def __missing__(self, word: bytes) -> int:
        return self.setdefault(word, checksum(word))


class Vocabulary(dict[bytes, str]):
    """Term of each token of a language, filled as tokens turn up; empty for a word that tells nothing."""

    def __init__(self, language: str) -> None:
        super().__init__()
        named, language = language, "en" if language == "und" else language
        self.rarity: dict[str, int] = {}
        self.numbers: dict[bytes, str] = {}
        self.ranked: set[bytes] = set()
        """Words that may be an ordinal or a quarter of a year."""
        self.weekdays: dict[bytes, int] = {}
        self.weekday_terms: set[str] = set()
        self._weights = weights(named)
        self._checksums = _Checksums()
        self.capital_nouns = language_of(language).grammar.capital_nouns
        self._nouns = table(language) if self.capital_nouns else None
        self._function_words = language_of(language).common.words
        self.knows = bool(self._weights.ranks)
        """Whether there is a table of the language."""
        names = language_of(language).calendar.weekdays | language_of(language).dates.weekdays
        self.weekdays = {
            name.encode(): 1 << day for name, day in names.items() if len(name) >= WEEKDAY_LETTERS
        }
        self.weekday_terms = {term_of(name.decode()) for name in self.weekdays}
        self.times = {word.encode() for word in language_of(language).words.time}
        self.months = {name.encode() for name in language_of(language).calendar.months}
        known = language_of(language).grouping
        self.marks = {word.encode(): term_of(word) for word in known.marks}
        number = f"({NUMERAL})"
        self.counters = [
            (re.compile(re.escape(word).replace(r"\#", number)), word) for word in known.counters
        ]
        self.articles = {word.encode() for word in language_of(language).words.article}
        self.ordinals = {
            word.encode(): str(value) for word, value in language_of(language).numbers.ordinals.items()
        }
        self.ranked |= self.ordinals.keys()
        self[BREAK] = ""
        self.numbers.update(
            (word.encode(), str(int(numeral.value)))
            for word, numeral in lexicon(language).words.items()
            if numeral.rank in _SPELLED_RANKS
        )

    def __missing__(self, token: bytes) -> str:
        word = token.decode("utf-8", "replace")
        if word.isdecimal():
            self.numbers[token] = word
        elif token[0] in DIGITS or token in QUARTERS:
            self.ranked.add(token)
        elif len(word) == 1 and word.isascii():
            word = ""
        term = "" if word in self._function_words else term_of(word)
        if term:
            self.rarity[term] = round(self._weights.weight(term) * RARITY_STEPS)
        self[token] = term
        return term

    def is_strange(self, word: bytes) -> bool:
        """Whether the table of the language does not know a word, as it knows no names of towns and firms."""
        return self.knows and self.rarity.get(self[word], 0) >= STRANGE

    def ids(self, words: Iterable[bytes]) -> bytes:
        """Return the checksums of some words, 32 bits each."""
        return array("I", map(self._checksums.__getitem__, words)).tobytes()

    def weekdays_of(self, words: Iterable[bytes]) -> int:
        """Return the weekdays that some words name, one bit each."""
        return reduce(or_, map(self.weekdays.__getitem__, filter(self.weekdays.__contains__, words)), 0)

    def name(self, word: bytes) -> str:
        """Return the term of a word that is written like a name; empty where it can be none.

        Where every noun has a capital, a name is one that the table of words does not know.
        """
        term = self[word]
        if (
            not term
            or len(word) < NAME_LETTERS
            or word in self.weekdays
            or word in self.months
            or word in self.numbers
        ):
            return ""
        return "" if self._nouns and word.decode("utf-8", "replace") in self._nouns.ranks else term


@cache
def vocabulary(language: str) -> Vocabulary:
    """Return the words of a language as grouping sees them."""
    return Vocabulary(language)


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
