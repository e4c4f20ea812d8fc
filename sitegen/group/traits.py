"""What tells a story from another of its kind: who and where, how many, which one of a series.

Worked out once, when a story is read, from the tokens that its vector is made of.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache, reduce
from itertools import accumulate, compress, pairwise
from operator import ne, or_
from zlib import crc32

from msgspec import Struct

from sitegen.languages import language as language_of
from sitegen.model import Story
from sitegen.text.dates import resolve
from sitegen.text.keys import keys
from sitegen.text.lexicon import UNKNOWN, table, weights
from sitegen.text.lexicon import term as term_of
from sitegen.text.numerals import lexicon
from sitegen.text.quantities import ages
from sitegen.text.running_dates import find
from sitegen.text.scripts import value_of

BREAK = b"\x01"
"""The token between two sentences."""

LEAD_WORDS = 45
"""Words of the sentences that are a story's lead, beside its title; a sentence that begins within counts.
Fitted on folders of look-alikes."""

NAME_LETTERS = 3
"""Letters of the shortest word that counts as a name; judgement: shorter ones are initials."""

TWICE = 2
"""Times from which a word that no table knows is a name though it stands first in sentences; judgement."""

TOPIC = 3
"""Times from which a word is a topic of its story. Fitted on folders of look-alikes: quota, levy."""

TITLE_CASE = 0.6
"""Share of capitals among a title's words of four letters and more from which they say nothing of names.
Judgement: a headline in title case has nearly all."""

YEAR = 4
"""Digits of a year; ISO 8601."""

DIGITS = b"0123456789"
QUARTERS = frozenset([mark + figure for mark in (b"q", b"t") for figure in (b"1", b"2", b"3", b"4")])
"""What an ordinal in digits begins with, and the quarters of a year: Q2, T2."""

FAR_DAY = 14
"""Days from publication beyond which a day in the lead is background; judgement: two weeks."""

PREFIX_WORDS = 6
"""Most words before the colon of a headline for them to be the name of a column or a series;
judgement."""


RARITY_STEPS = 20
"""Steps per nat of a stored rarity; the rarest word has 208, which fits a byte."""

WEEKDAY_LETTERS = 5
"""Shortest name of a weekday that counts; shorter ones (sun, mon, sat) are other words too.
Judgement."""

STRANGE = round(UNKNOWN * RARITY_STEPS)
"""Rarity of a term that the table has not met."""

NUMERAL = "[0-9〇一二三四五六七八九十百]+"
"""A number inside a word of a script without capitals."""

_SPELLED_RANKS = frozenset(("one", "teen", "ten", "whole"))
"""Ranks of the number words that are a number by themselves."""


class Traits(Struct, frozen=True, array_like=True, gc=False):
    """What tells a story from another of its kind; lists go by sentence, names are terms."""

    sentences: tuple[bytes, ...] = ()
    """The words in order, as 32-bit checksums."""
    names: tuple[tuple[str, ...], ...] = ()
    numbers: tuple[tuple[tuple[str, str], ...], ...] = ()
    """Each with the term behind it, which may be empty: what it counts, or its unit."""
    weekdays: bytes = b""
    """The weekdays named, one bit each, a byte a sentence."""
    title: bytes = b""
    title_names: tuple[str, ...] = ()
    title_weekdays: int = 0
    lead_names: tuple[str, ...] = ()
    """Of the title and the first sentences, each once."""
    published: int = 0
    days: tuple[int, ...] = ()
    """Days that the lead names, as ordinals, where the story is dated."""
    topics: tuple[tuple[int, str], ...] = ()
    """Words that the story says three times or more: their checksums and terms."""
    title_keys: tuple[str, ...] = ()
    """Each ``kind value``."""
    lead_keys: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    """Which one of a series it is about, each ``kind number``: ``round 3``, ``fair 31``, ``race 2026``."""
    title_marks: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    """Versions in the title."""
    ages: tuple[str, ...] = ()
    """Each ``term years``."""
    lead_ages: tuple[int, ...] = ()
    """Ages that the title and the first sentences give, whose ever."""
    bounds: tuple[int, ...] = ()
    """How many distinct terms the title has, and the story up to the end of each sentence."""
    prefix: str = ""
    """What stands before the colon of the title."""
    outlet: str = ""
    unspaced: bool = False
    """Whether it is written without blanks."""
    caseless: bool = False
    """Whether its letters have no capitals, so that names are told by their places alone."""
    capital_nouns: bool = False
    """Whether every noun of its language has a capital, so that rare ones pass for names."""


_AGE = re.compile(r", (\d{1,3})(?=[,.;])")
_VERSION = re.compile(r"(?<!\w)(\w++) [vV]?+(\d++(?:\.\d++)+)(?!\w| ?%|\.\d)")
_ORDINAL = re.compile(rb"(?<!\d)(\d++)(?:st|nd|rd|th|er|re|e|o|a)")
_LAST_WORD = re.compile(r"(?<!\w)(\w++)$")
_UNSPACED_CODES = frozenset(("zh", "ja", "th", "lo", "km", "my"))


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
        self.weekday_terms: set[str] = set()
        self._weights = weights(named)
        self._checksums = _Checksums()
        self.capital_nouns = language_of(language).grammar.capital_nouns
        self._nouns = table(language) if self.capital_nouns else None
        self._function_words = language_of(language).common.words
        self.knows = bool(self._weights.ranks)
        """Whether there is a table of the language."""
        names = language_of(language).calendar.weekdays | language_of(language).dates.weekdays
        self.weekdays: dict[bytes, int] = {
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


def traits(
    story: Story,
    title: list[bytes],
    tokens: list[bytes],
    cased: tuple[Sequence[bytes], ...],
    vocabulary: Vocabulary,
) -> Traits:
    """Compute the traits of a story.

    `title` and `tokens` are its words in small letters, a `BREAK` between sentences; `cased` has the
    same words of both as they are written.
    """
    sentences = _split(tokens)
    words = Counter(tokens)
    known = _names(title, tokens, cased, words, vocabulary)
    names = [_named(sentence, known) for sentence in sentences]
    texts = [sentence.text for sentence in story.sentences]
    lead = _lead(sentences)
    lead_text = "\n".join([story.title or "", *texts[:lead]])
    head_names = _named(title, known)
    told = "\n".join(texts)
    heads = _marks([title], story.title or "", vocabulary)
    return Traits(
        sentences=_ids(sentences, vocabulary.ids(tokens)),
        names=tuple(names),
        numbers=tuple([counted(sentence, vocabulary) for sentence in sentences]),
        weekdays=bytes(map(vocabulary.weekdays_of, sentences))
        if vocabulary.weekdays.keys() & words.keys()
        else bytes(len(sentences)),
        title=vocabulary.ids(title),
        title_names=head_names,
        title_weekdays=vocabulary.weekdays_of(title),
        lead_names=tuple(dict.fromkeys([*head_names, *(name for found in names[:lead] for name in found)])),
        published=date.fromisoformat(story.published[:10]).toordinal() if story.published else 0,
        days=_days(story, lead_text),
        topics=tuple(
            sorted(
                [
                    (checksum(word), vocabulary[word])
                    for word, count in words.items()
                    if count >= TOPIC and vocabulary.get(word) and word not in vocabulary.numbers
                ]
            )
        ),
        title_keys=_among(story.keys, story.title or "", story.language),
        lead_keys=_among(story.keys, lead_text, story.language),
        keys=story.keys,
        title_marks=heads,
        marks=_with_marks(heads, sentences, lead_text, vocabulary),
        versions=_versions(story.title or "", known),
        ages=_ages(told, vocabulary),
        lead_ages=tuple(sorted({*ages(lead_text, story.language)})),
        bounds=_bounds([title, *sentences], vocabulary),
        prefix=_prefix(story.title or ""),
        outlet=(story.outlet or "").casefold(),
        unspaced=story.language in _UNSPACED_CODES,
        capital_nouns=vocabulary.capital_nouns,
        caseless=cased[1] == tokens and told.upper() == told.lower(),
    )


def _bounds(parts: Iterable[Sequence[bytes]], vocabulary: Vocabulary) -> tuple[int, ...]:
    seen, bounds = {""}, []
    for part in parts:
        seen.update(map(vocabulary.__getitem__, part))
        bounds.append(len(seen) - 1)
    return tuple(bounds)


def _split(tokens: list[bytes]) -> list[list[bytes]]:
    """Return the words of each sentence."""
    found, start = [], 0
    for _ in range(tokens.count(BREAK)):
        end = tokens.index(BREAK, start)
        found.append(tokens[start:end])
        start = end + 1
    return [*found, tokens[start:]]


def _ids(sentences: Iterable[Sequence[bytes]], packed: bytes) -> tuple[bytes, ...]:
    """Return the checksums of each sentence, cut from those of all words and breaks, 32 bits each."""
    ends = [4 * end for end in accumulate([len(sentence) + 1 for sentence in sentences])]
    return tuple([packed[start : end - 4] for start, end in pairwise((0, *ends))])


def _lead(sentences: Sequence[Sequence[bytes]]) -> int:
    """Return how many sentences are the lead."""
    words = 0
    for count, sentence in enumerate(sentences):
        if words >= LEAD_WORDS:
            return count
        words += len(sentence)
    return len(sentences)


def _names(
    title: Sequence[bytes],
    tokens: Sequence[bytes],
    cased: tuple[Sequence[bytes], ...],
    counted: Counter[bytes],
    vocabulary: Vocabulary,
) -> dict[bytes, str]:
    """Return the term of each word that is a name: written with a capital where no sentence gives it one."""
    places = list(compress(range(len(tokens)), map(ne, tokens, cased[1])))
    behind = {BREAK, *(vocabulary.articles if vocabulary.capital_nouns else ())}
    inside = {tokens[at] for at in places if at and tokens[at - 1] not in behind}
    capitals, total = Counter([tokens[at] for at in places]), counted.copy()
    high = [word for word, as_is in zip(title, cased[0], strict=True) if as_is != word]
    long = sum([len(word) > NAME_LETTERS for word in title])
    if vocabulary.capital_nouns or sum([len(word) > NAME_LETTERS for word in high]) <= TITLE_CASE * long:
        inside.update(high[1:] if title and high[:1] == [title[0]] else high)
        capitals.update(high)
        total.update(title)
    # A firm may open every sentence that names it: twice, and never in small letters, it is a name there too.
    inside.update(
        [
            word
            for word, count in capitals.items()
            if count >= TWICE and count == total[word] and vocabulary.is_strange(word)
        ]
    )
    return {
        word: term for word in inside if 2 * capitals[word] > total[word] and (term := vocabulary.name(word))
    }


def _named(sentence: Iterable[bytes], known: dict[bytes, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(known.__getitem__, filter(known.__contains__, sentence))))


def counted(sentence: list[bytes], vocabulary: Vocabulary) -> tuple[tuple[str, str], ...]:
    """Return the numbers of a sentence, each with the term behind it, which may be empty."""
    known = vocabulary.numbers
    if known.keys().isdisjoint(sentence):
        return ()
    behind = [*sentence[1:], BREAK]
    return tuple(
        [
            (known[word], vocabulary[after])
            for word, after in zip(sentence, behind, strict=True)
            if word in known
        ]
    )


def _days(story: Story, lead: str) -> tuple[int, ...]:
    if not story.published:
        return ()
    published = date.fromisoformat(story.published[:10])
    days = [day for found in find(lead, story.language) if (day := resolve(found, published))]
    return tuple(sorted({day.toordinal() for day in days if abs((day - published).days) <= FAR_DAY}))


def _with_marks(
    heads: Sequence[str], sentences: list[list[bytes]], lead: str, vocabulary: Vocabulary
) -> tuple[str, ...]:
    """Return the marks of a title, and of other kinds those of its text: the next game is named there too."""
    kinds = {mark.partition(" ")[0] for mark in heads}
    others = _marks(sentences, lead, vocabulary)
    return tuple(sorted({*heads, *(mark for mark in others if mark.partition(" ")[0] not in kinds)}))


def _marks(sentences: Iterable[list[bytes]], text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return which ones of a series some words name: ``game two``, ``third round``, ``31st fair``, 第三轮."""
    found: set[str] = set()
    numbers, ranked = vocabulary.numbers, vocabulary.ranked
    for sentence in sentences:
        if not numbers.keys().isdisjoint(sentence) or not ranked.isdisjoint(sentence):
            words = [BREAK, BREAK, *sentence, BREAK]
            found.update(
                _mark(words, at, vocabulary)
                for at, word in enumerate(words)
                if word in numbers or word in ranked
            )
    for pattern, phrase in vocabulary.counters:
        found.update(f"{phrase} {value_of(match[1]) or 0:g}" for match in pattern.finditer(text))
    return tuple(sorted(found - {""}))


def _mark(words: Sequence[bytes], at: int, known: Vocabulary) -> str:
    """Return which one of a series a word is about that may say so, or nothing."""
    last, before, word, behind = words[at - 2 : at + 2]
    if number := known.numbers.get(word):
        if before in known.marks:
            return f"{known.marks[before]} {number}"
        if len(number) == YEAR and before in known.articles and known[behind]:
            return f"{known[behind]} {number}"
        year = len(number) == YEAR and last in known.articles and before not in known.times
        return f"{known[before]} {number}" if year else ""
    if rank := known.ordinals.get(word):
        return f"{known.marks[behind]} {rank}" if behind in known.marks else ""
    if match := _ORDINAL.fullmatch(word):
        return f"{known[behind]} {match[1].decode()}" if known[behind] and behind not in known.times else ""
    return f"quarter {word[1:].decode()}" if word in QUARTERS else ""


def _ages(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return whom the text gives an age: ``Sorrel, 52,``."""
    found = set()
    for match in _AGE.finditer(text):
        word = _LAST_WORD.search(text[max(0, match.start() - 25) : match.start()])
        small = word[1].lower().encode() if word and word[1][:1].isupper() else b""
        # Where every noun has a capital, whoever has an age is a person all the same.
        if small and (term := vocabulary.name(small) or (vocabulary.capital_nouns and vocabulary[small])):
            found.add(f"{term} {match[1]}")
    return tuple(sorted(found))


def _versions(title: str, names: dict[bytes, str]) -> tuple[str, ...]:
    """Return the versions that a headline gives a name: of a program, not of a quake."""
    found = [(word.lower(), version) for word, version in _VERSION.findall(title)]
    return tuple([version for word, version in found if word == "version" or word.encode() in names])


def _among(known: tuple[str, ...], text: str, language: str) -> tuple[str, ...]:
    """Return those of a story's keys that stand in a part of it."""
    if not known:
        return ()
    small, here = text.lower(), keys(text, language)
    return tuple([key for key in known if key in here or key.partition(" ")[2] in small])


def _prefix(title: str) -> str:
    """Return what stands before the colon of a headline, where it is short."""
    head, colon, rest = title.partition(": ")
    words = head.casefold().split()
    return " ".join(words) if colon and rest and len(words) <= PREFIX_WORDS else ""


def checksum(word: bytes) -> int:
    """Return what a word counts as in `Traits.sentences`."""
    return crc32(word)


def unpacked(words: bytes) -> array[int]:
    """Return the checksums of a sentence's words."""
    return array("I", words)
