"""What grouping knows of a story: weighted terms, what it opens with, names, numbers, days, marks.

Everything is told by the story alone, so that how alike two stories are never depends on the rest
of the folder. Weights are whole numbers: sums come out the same in any order and on any machine.
"""

from __future__ import annotations

import math
import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from functools import cache, reduce
from itertools import compress, count, islice
from operator import mul, or_
from sys import byteorder
from typing import NamedTuple
from zlib import crc32

import msgspec
from msgspec import Struct

from sitegen.languages import language as language_of
from sitegen.model import Story
from sitegen.text.keys import keys
from sitegen.text.lexicon import UNKNOWN, table, weights
from sitegen.text.lexicon import term as term_of
from sitegen.text.numerals import lexicon
from sitegen.text.running_dates import find, resolve
from sitegen.text.scripts import value_of
from sitegen.text.tokens import folded
from sitegen.text.values import ages

UNIT = 4096
"""Length of a story's vector: weights are whole numbers out of it, which fit 16 bits with room."""

OPENING = 40
"""Content words of the body that count as its opening, beside the title: about two sentences, who did what,
where. Longer takes in background that stories of one topic share. Fitted with the weights of the score."""

LEAD_WORDS = 45
"""Words of the sentences that are a story's lead, beside its title; a sentence that begins within counts.
Fitted on folders of look-alikes."""

RARITY_STEPS = 20
"""Steps per nat of a stored rarity; the rarest word has 208, which fits a byte."""

STRANGE = round(UNKNOWN * RARITY_STEPS)
"""Rarity of a term that the table has not met."""

HEAVY = 32
"""Heaviest terms of a story by which candidates are found; 20 lose up to 8 % of the pairs of short news above
the threshold, 32 up to .6 %."""

TELLING = 4 * RARITY_STEPS
"""Least rarity of a term by which candidates are found: it stands in a twentieth of all stories. All but 4 of
4,750 pairs above the threshold share enough of these; of those with a rarity of 5 and more, all but 61. Lists
of commoner words are the long ones."""

NUMBER_SQUARES = (0, 49, 196, 400)
"""Squared weight of a number of so many digits, at most three: .35 a digit, squared, times 400. A short
number is often in two stories by chance."""

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

FAR_DAY = 14
"""Days from publication beyond which a day in the lead is background; judgement: two weeks."""

PREFIX_WORDS = 6
"""Most words before the colon of a headline for them to be the name of a column or a series; judgement."""

WEEKDAY_LETTERS = 5
"""Letters of the shortest name of a weekday that counts: sun, mon, sat are other words too. Judgement."""

BREAK = b"\x01"
"""The token between two sentences."""

NUMERAL = "[0-9〇一二三四五六七八九十百]+"
"""A number inside a word of a script without capitals."""

_DIGITS = b"0123456789"
_QUARTERS = frozenset([mark + figure for mark in (b"q", b"t") for figure in (b"1", b"2", b"3", b"4")])
_SPELLED_RANKS = frozenset(("one", "teen", "ten", "whole"))
"""Ranks of the number words that are a number by themselves."""

_COMMON_NUMBERS = frozenset(("0", "1", "2"))
_UNSPACED_CODES = frozenset(("zh", "ja", "th", "lo", "km", "my"))
_AGE = re.compile(r", (\d{1,3})(?=[,.;])")
_VERSION = re.compile(r"(?<!\w)(\w++) [vV]?+(\d++(?:\.\d++)+)(?!\w| ?%|\.\d)")
_ORDINAL = re.compile(rb"(?<!\d)(\d++)(?:st|nd|rd|th|er|re|e|o|a)")
_LAST_WORD = re.compile(r"(?<!\w)(\w++)$")
_SIGNS = re.compile("[\u0080-\u00bf\u2010-\u206f\u3000-\u303f\uff00-\uff0f]+")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]+")
_DIGIT_GROUP = re.compile(r"[.,](?<=\d[.,])(?=\d)")
_ASCII = bytes(code if code > 127 or chr(code).isalnum() or code == BREAK[0] else 32 for code in range(256))


class Traits(Struct, frozen=True, array_like=True, gc=False):
    """What tells a story from others of its kind; lists go by sentence, the headline first."""

    sentences: tuple[bytes, ...]
    """The words in order, as 32-bit checksums."""
    names: tuple[tuple[str, ...], ...]
    """Each once."""
    numbers: tuple[tuple[str, ...], ...]
    weekdays: bytes
    """The weekdays named, one bit each, a byte a sentence."""
    bounds: tuple[int, ...]
    """How many distinct terms the story has up to the end of each sentence."""
    lead: int
    """How many sentences are the lead, the headline among them."""
    days: tuple[int, ...]
    """Days that the lead names, as ordinals, where the story is dated."""
    topics: tuple[tuple[int, str], ...]
    """Words that the story says three times or more: their checksums and terms."""
    head_keys: tuple[str, ...]
    """Keys of the title, or of the lead where that has none, each ``kind value``."""
    keys: tuple[str, ...]
    title_marks: tuple[str, ...]
    marks: tuple[str, ...]
    """Which one of a series it is about, each ``kind number``: ``round 3``, ``fair 31``, ``race 2026``."""
    versions: tuple[str, ...]
    """Versions in the title."""
    ages: tuple[str, ...]
    """Each ``term years``."""
    lead_ages: tuple[int, ...]
    """Ages that the lead gives, whose ever."""
    prefix: str
    """What stands before the colon of the title."""
    outlet: str
    unspaced: bool
    """Whether it is written without blanks."""
    caseless: bool
    """Whether its letters have no capitals, so that names are told by their places alone."""
    capital_nouns: bool
    """Whether every noun of its language has a capital, so that rare ones pass for names."""


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
    counts: tuple[str, ...]
    """What its numbers count: ``term number``, sorted."""
    weekdays: int
    """The weekdays its sentences name, one bit each, Monday the lowest."""
    keys: tuple[str, ...]
    """The `keys` of its headline and lead, sorted."""
    strange: tuple[str, ...]
    """Those of its heaviest terms that the table of the language does not know."""
    subjects: tuple[str, ...]
    """The names of its headline that the table of the language does not know."""
    traits: bytes
    """Its encoded `Traits`, which are unpacked when it comes near another story."""


class _Small(dict[bytes, bytes]):
    """Each word in small letters, one object for all that are equal, filled as words turn up."""

    def __init__(self) -> None:
        super().__init__()
        self.high: set[bytes] = set()
        """Words with capitals."""

    def __missing__(self, word: bytes) -> bytes:
        small = word.lower() if word.isascii() else word.decode("utf-8", "replace").lower().encode()
        if small != word:
            self.high.add(word)
            small = self[small]
        self[word] = small
        return small


class _Checksums(dict[bytes, bytes]):
    """Checksum of each word, 32 bits, filled as words turn up."""

    def __missing__(self, word: bytes) -> bytes:
        return self.setdefault(word, crc32(word).to_bytes(4, byteorder))


class Vocabulary(dict[bytes, str]):
    """Term of each token of a language, filled as tokens turn up; empty for a word that tells nothing."""

    def __init__(self, code: str) -> None:
        super().__init__({BREAK: ""})
        self._weights = weights(code)
        code = "en" if code == "und" else code
        language = language_of(code)
        self.capital_nouns = language.grammar.capital_nouns
        self._nouns = table(code).ranks if self.capital_nouns else {}
        self._function_words = language.common.words
        self.rarity: dict[str, int] = {}
        self.telling: set[str] = set()
        """Terms by which candidates are found."""
        self.strange: set[str] = set()
        """Terms that the table of the language does not know, as it knows no names of towns and firms."""
        self.small = _Small()
        self.checksums = _Checksums()
        weekdays = language.calendar.weekdays | language.dates.weekdays
        self.weekdays = {
            name.encode(): 1 << day for name, day in weekdays.items() if len(name) >= WEEKDAY_LETTERS
        }
        self._dates = self.weekdays.keys() | {name.encode() for name in language.calendar.months}
        self.times = {word.encode() for word in language.words.time}
        self.articles = {word.encode() for word in language.words.article}
        self.marks = {word.encode(): term_of(word) for word in language.grouping.marks}
        self.counters = [
            (re.compile(re.escape(word).replace(r"\#", f"({NUMERAL})")), word)
            for word in language.grouping.counters
        ]
        self.ordinals = {word.encode(): str(value) for word, value in language.numbers.ordinals.items()}
        self.numbers = dict.fromkeys(self.ordinals, "") | {
            word.encode(): str(int(numeral.value))
            for word, numeral in lexicon(code).words.items()
            if numeral.rank in _SPELLED_RANKS
        }
        """The number that a word is; nothing for one that may be an ordinal or a quarter of a year."""

    def __missing__(self, token: bytes) -> str:
        word = token.decode("utf-8", "replace")
        if word.isdecimal():
            self.numbers[token] = word
        elif token[0] in _DIGITS or token in _QUARTERS:
            self.numbers[token] = ""
        elif len(word) == 1 and word.isascii():
            word = ""
        term = "" if word in self._function_words else term_of(word)
        if term:
            rarity = self.rarity[term] = round(self._weights.weight(term) * RARITY_STEPS)
            if rarity >= TELLING and not _is_year(term):
                self.telling.add(term)
            if rarity >= STRANGE and self._weights.ranks:
                self.strange.add(term)
        self[token] = term
        return term

    def name(self, word: bytes) -> str:
        """Return the term of a word that is written like a name; empty where it can be none.

        Where every noun has a capital, a name is one that the table of words does not know.
        """
        if len(word) < NAME_LETTERS or word in self._dates or self.numbers.get(word):
            return ""
        return "" if self._nouns and word.decode("utf-8", "replace") in self._nouns else self[word]


@cache
def vocabulary(language: str) -> Vocabulary:
    """Return the words of a language as grouping sees them."""
    return Vocabulary(language)


def features(story: Story) -> Features:
    """Return what grouping needs of a story, from its title, its sentences and its date."""
    known = vocabulary(story.language)
    texts = [story.title or "", *[sentence.text for sentence in story.sentences]]
    written = _split(folded(f" {BREAK.decode()} ".join(texts)))
    words = [*map(known.small.__getitem__, written)]
    told = [*map(known.__getitem__, words)]
    text = _Text(written, words, told, [*_places(words, {BREAK}), len(words)], _places(words, known.numbers))
    terms = Counter(told)
    terms.pop("", None)
    listed, weighed = [*terms], _weights(terms, known.rarity)
    heavy = _heaviest(listed, weighed, known.telling)
    title = text.ends[0]
    opening = {*told[:title], *islice(filter(None, told[title:]), OPENING)} - {""}
    traits = _traits(story, texts, text)
    behind = [*told[1:], ""]
    counts = {
        (behind[at], number)
        for at in text.numbers
        if (number := known.numbers[words[at]]) and not _is_year(number)
    }
    in_lead = _among(story, "\n".join(texts[: traits.lead]))
    return Features(
        path=story.path,
        published=date.fromisoformat(story.published).toordinal() if story.published else 0,
        terms=" ".join(terms),
        weights=array("H", weighed).tobytes(),
        rarities=bytes(map(known.rarity.__getitem__, islice(terms, len(opening)))),
        heavy=array("H", heavy).tobytes(),
        numbers=tuple(sorted({number for _, number in counts} - _COMMON_NUMBERS)),
        counts=tuple(sorted([f"{term} {number}" for term, number in counts if term])),
        weekdays=reduce(or_, traits.weekdays[1:], 0),
        keys=tuple(sorted({*traits.head_keys, *in_lead})),
        strange=tuple(filter(known.strange.__contains__, map(listed.__getitem__, heavy))),
        subjects=tuple(filter(known.strange.__contains__, traits.names[0])),
        traits=_encode(traits),
    )


def words_of(text: str) -> list[bytes]:
    """Runs of letters and digits in lower case; ``85,000`` is one run. Thai, Chinese and the like: pairs."""
    return _split(text.lower())


def _split(text: str) -> list[bytes]:
    """Return the words of a text as it writes them."""
    if not text.isascii():
        text = _UNSPACED.sub(_pairs, _SIGNS.sub(" ", text))
    return _DIGIT_GROUP.sub("", text).encode("utf-8", "replace").translate(_ASCII).split()


def _pairs(run: re.Match[str]) -> str:
    """Each two characters in a row as a word: scripts without blanks have no others to see."""
    text = run[0]
    return f" {' '.join([text[at : at + 2] for at in range(max(1, len(text) - 1))])} "


@cache
def _damped(times: int) -> float:
    return 1 + math.log(times)


def _weights(terms: Counter[str], rarity: dict[str, int]) -> list[int]:
    """Weight of each term: (1 + ln count) times rarity, scaled so that the vector has length `UNIT`."""
    raw = [*map(mul, map(_damped, terms.values()), map(rarity.__getitem__, terms))]
    scale = UNIT / (math.hypot(*raw) or 1.0)
    return [int(weight * scale) for weight in raw]


def _heaviest(terms: list[str], weights: list[int], known: set[str]) -> list[int]:
    """Return the places of the `HEAVY` heaviest telling terms, rising; of equal ones the first.

    Where no table tells the terms of a language apart, none is telling: then checksums choose, so that two
    stories choose the same ones of those that they share.
    """
    telling = [*compress(count(), map(known.__contains__, terms))]
    if not telling:
        telling = sorted(range(len(terms)), key=lambda place: crc32(terms[place].encode()))
    telling.sort(key=weights.__getitem__, reverse=True)
    return sorted(telling[:HEAVY])


def _is_year(number: str) -> bool:
    return len(number) == YEAR and "1900" <= number <= "2035"


class _Text(NamedTuple):
    """The words of a headline and of the sentences, a `BREAK` behind each part but the last."""

    written: list[bytes]
    """In the letters of the story."""
    words: list[bytes]
    """In small letters."""
    terms: list[str]
    ends: list[int]
    """Of the headline and of each sentence."""
    numbers: list[int]
    """Where words stand that are numbers or may say which one of a series."""


def _traits(story: Story, texts: Sequence[str], text: _Text) -> Traits:
    """Compute the traits of a story; `texts` are its headline and its sentences."""
    known = vocabulary(story.language)
    words, ends, body = text.words, text.ends, text.ends[0] + 1
    spans = [*zip((0, *[end + 1 for end in ends]), ends, strict=False)]
    counts = Counter(words[body:])
    high = _places(text.written, known.small.high)
    names = _names(text, high, counts, known)
    # A sentence that begins before so many words of the body is of the lead.
    lead = bisect_left([start - body - at for at, (start, _) in enumerate(spans[1:])], LEAD_WORDS) + 1
    lead_text, told = "\n".join(texts[:lead]), "\n".join(texts[1:])
    packed = b"".join(map(known.checksums.__getitem__, words))
    seen, bounds = {""}, []
    for start, end in spans:
        seen.update(text.terms[start:end])
        bounds.append(len(seen) - 1)
    weekdays = bytearray(len(ends))
    for at in () if known.weekdays.keys().isdisjoint(words) else _places(words, known.weekdays):
        weekdays[bisect_left(ends, at)] |= known.weekdays[words[at]]
    title_marks, marks = _marks(text, (texts[0], lead_text), known)
    often = compress(counts, map(TOPIC.__le__, counts.values()))
    topics = [(crc32(word), known[word]) for word in often if known[word] and not known.numbers.get(word)]
    return Traits(
        sentences=tuple([packed[4 * start : 4 * end] for start, end in spans]),
        names=_by_sentence(_places(words, names), text, names),
        numbers=_by_sentence(text.numbers, text, known.numbers),
        weekdays=bytes(weekdays),
        bounds=tuple(bounds),
        lead=lead,
        days=_days(story, lead_text),
        topics=tuple(sorted(topics)),
        head_keys=_among(story, texts[0]) or _among(story, lead_text),
        keys=story.keys,
        title_marks=title_marks,
        marks=marks,
        versions=_versions(texts[0], names),
        ages=_ages(told, known),
        lead_ages=tuple(sorted({*ages(lead_text, story.language)})),
        prefix=_prefix(texts[0]),
        outlet=(story.outlet or "").casefold(),
        unspaced=story.language in _UNSPACED_CODES,
        caseless=(not high or high[-1] < body) and told.upper() == told.lower(),
        capital_nouns=known.capital_nouns,
    )


def _places(words: Iterable[bytes], known: Container[bytes]) -> list[int]:
    """Return where words stand that are `known`."""
    return [*compress(count(), map(known.__contains__, words))]


def _by_sentence(
    places: Iterable[int], text: _Text, known: Mapping[bytes, str]
) -> tuple[tuple[str, ...], ...]:
    """Return what the words at some places are known as, by sentence, each once."""
    found: list[dict[str, None]] = [{} for _ in text.ends]
    for at in places:
        if name := known[text.words[at]]:
            found[bisect_left(text.ends, at)][name] = None
    return tuple(map(tuple, found))


def _names(text: _Text, high: Sequence[int], counts: Counter[bytes], known: Vocabulary) -> dict[bytes, str]:
    """Return the term of each word that is a name: written with a capital where no sentence gives it one.

    `high` is where words with capitals stand, `counts` how often each word is in the sentences.
    """
    words, body = text.words, text.ends[0] + 1
    in_title = bisect_left(high, body)
    titled, told = [words[at] for at in high[:in_title]], [words[at] for at in high[in_title:]]
    behind = {BREAK, *(known.articles if known.capital_nouns else ())}
    inside = {words[at] for at in high[in_title:] if words[at - 1] not in behind}
    capitals, title = Counter(told), words[: body - 1]
    long, long_high = [sum([len(word) > NAME_LETTERS for word in some]) for some in (title, titled)]
    if known.capital_nouns or long_high <= TITLE_CASE * long:
        inside.update(titled[1:] if titled[:1] == title[:1] else titled)
        capitals.update(titled)
    else:
        title = []
    total = {word: counts[word] + title.count(word) for word in capitals}
    # A firm may open every sentence that names it: twice, and never in small letters, it is a name there too.
    inside.update(
        [
            word
            for word, times in capitals.items()
            if times >= TWICE and times == total[word] and known[word] in known.strange
        ]
    )
    return {word: term for word in inside if 2 * capitals[word] > total[word] and (term := known.name(word))}


def _days(story: Story, lead: str) -> tuple[int, ...]:
    """Return the days near publication that a lead names."""
    if not story.published:
        return ()
    published = date.fromisoformat(story.published[:10])
    days = [day for found in find(lead, story.language) if (day := resolve(found, published))]
    return tuple(sorted({day.toordinal() for day in days if abs((day - published).days) <= FAR_DAY}))


def _marks(text: _Text, texts: tuple[str, str], known: Vocabulary) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return which ones of a series the title names, and with them, of other kinds, the rest of the story.

    ``game two``, ``third round``, ``31st fair``, 第三轮; the next game is named in the text too. `texts` are
    the title and the lead.
    """
    heads, others = [
        {
            f"{phrase} {value_of(match[1]) or 0:g}"
            for pattern, phrase in known.counters
            for match in pattern.finditer(text)
        }
        for text in texts
    ]
    around = [BREAK, BREAK, *text.words, BREAK]
    for at in text.numbers:
        if mark := _mark(around[at : at + 4], known):
            (heads if at < text.ends[0] else others).add(mark)
    kinds = {mark.partition(" ")[0] for mark in heads}
    others = {mark for mark in others if mark.partition(" ")[0] not in kinds}
    return tuple(sorted(heads)), tuple(sorted(heads | others))


def _mark(around: Sequence[bytes], known: Vocabulary) -> str:
    """Return which one of a series the third of four words is about, or nothing."""
    last, before, word, behind = around
    if number := known.numbers[word]:
        kind = known.marks.get(before, "")
        if not kind and len(number) == YEAR:
            if before in known.articles:
                kind = known[behind]
            elif last in known.articles and before not in known.times:
                kind = known[before]
        return f"{kind} {number}" if kind else ""
    if rank := known.ordinals.get(word):
        return f"{known.marks[behind]} {rank}" if behind in known.marks else ""
    if match := _ORDINAL.fullmatch(word):
        return f"{known[behind]} {match[1].decode()}" if known[behind] and behind not in known.times else ""
    return f"quarter {word[1:].decode()}" if word in _QUARTERS else ""


def _ages(text: str, known: Vocabulary) -> tuple[str, ...]:
    """Return whom the text gives an age: ``Sorrel, 52,``."""
    found = set()
    for match in _AGE.finditer(text):
        word = _LAST_WORD.search(text[max(0, match.start() - 25) : match.start()])
        small = word[1].lower().encode() if word and word[1][:1].isupper() else b""
        # Where every noun has a capital, whoever has an age is a person all the same.
        if small and (term := known.name(small) or (known.capital_nouns and known[small])):
            found.add(f"{term} {match[1]}")
    return tuple(sorted(found))


def _versions(title: str, names: dict[bytes, str]) -> tuple[str, ...]:
    """Return the versions that a headline gives a name: of a program, not of a quake."""
    found = [(word.lower(), version) for word, version in _VERSION.findall(title)]
    return tuple([version for word, version in found if word == "version" or word.encode() in names])


def _among(story: Story, text: str) -> tuple[str, ...]:
    """Return those of a story's keys that stand in a part of it."""
    if not story.keys:
        return ()
    small, here = text.lower(), keys(text, story.language)
    return tuple([key for key in story.keys if key in here or key.partition(" ")[2] in small])


def _prefix(title: str) -> str:
    """Return what stands before the colon of a headline, where it is short."""
    head, colon, rest = title.partition(": ")
    words = head.casefold().split()
    return " ".join(words) if colon and rest and len(words) <= PREFIX_WORDS else ""


_encode = msgspec.msgpack.Encoder().encode
