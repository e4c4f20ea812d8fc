"""How alike two sentences of two stories are: a measure for showing them together, never a claim.

The average of two weighted Jaccard indices that err differently (words cut to five letters; values and
meanings), with small additions for rare words, numbers, quotations and the place in the story. Measured as
"both tell one fact of a hand-made key": average precision .74 on near-copies, .68 on independent reports,
against .60 and .59 of the plain index of words.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain, groupby, pairwise
from typing import NamedTuple

from msgspec import Struct

from sitegen.languages import language
from sitegen.model import lazy
from sitegen.text import lexicon, meanings
from sitegen.text.lexicon import term, weights
from sitegen.text.tokens import DAY, NUMBER, WordTable, tokens

SAME_POINT = 0.18
"""Least likeness, averaged, of sentences that tell of one thing, and of the sides of a difference. At .14 the
points of independent reports hold unlike facts (B-Cubed precision .89 against .95), at .22 fewer of the
shared facts stand together (recall .85 against .86; near-copies .88 against .90)."""

RAREST = 9.0
"""Weight of a word in the term table, in nats, above which rarity adds nothing: a misspelling is no name.
Judgement: the rarest words of the table weigh so much."""

COMMON, SCALE = 0.3, 4.0
"""What a word in every sentence still weighs, in nats; divisor of the term table's weights. Judgement: names
and numbers keep some weight; the rarest word of the table counts about twice."""

OF_NUMBER, OF_NAME, OF_DOUBT = 2.0, 0.7, 0.5
"""Factors of the weights of numbers and days, of names (all sentences hold them), of negations and modals.
With 2 for numbers the points of every set are better than with 1.5 (B-Cubed F .911 against .886, .840 against
.834, .902 against .900); 3 gains no more where it was not tuned."""

SECOND_RARE, THIRD_RARE = 0.025, 0.05
"""What the second and third rarest common word add at most. Measured: without them the average precision is
.741 of .743, .663 of .684 and .746 of .751."""

COMMON_NUMBER = 0.05
"""What a number in digits adds that both have. Measured: without it .745, .666 and .740 of these."""

QUOTED, FEWEST_QUOTED = 0.2, 2
"""What a quotation adds that both have, times the common share; common word pairs from which on it counts.
Measured: without it .739, .678 and .750 of these."""

OPENINGS, OPENINGS_FROM = 0.15, 0.05
"""What two first sentences add at most (half of it a place further down), and the index that earns it all.
Measured: without it .695, .686 and .745 of these. Between reports of two days they add nothing: an event that
goes on opens with other news."""

PLACE = 0.05
"""What the same place in both stories adds at most. Measured: without it .733, .684, .747 of these."""

WORTH = 0.04
"""Index of the words below which nothing is added, and two sentences count as unlike. Judgement: points begin
at .18, and the additions are at most .3."""

LARGE, WIDESPREAD = 400, 0.2
"""Sentences from which on a word in more than this share of them ties nothing together. Judgement: some
thirty reports; the work grows with the square of the sentences that share a word."""

STEPS = 1024
"""Weights are multiples of 1/1024: binary fractions, whose sums are exact in any order."""

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+")
_QUOTATION = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|«([^«»]+)»|„([^„“”]+)[“”]")


class Heard(Struct, frozen=True, gc=False):
    """A sentence and where it stands."""

    text: str
    language: str
    published: str | None
    """YYYY-MM-DD; weekdays are resolved against it."""
    story: int
    """Number of its story."""
    place: int
    """Sentences before it in its story."""
    length: int
    """Sentences of its story."""


Weights = Mapping[str, float]


class _Read(NamedTuple):
    """What a sentence says, whatever the others say."""

    words: Weights
    """Its words cut to their first letters, with their weight in news; numbers without separators."""
    numbers: frozenset[str]
    """The numbers among them."""
    keys: Mapping[str, int]
    """Its values, meanings and stems with their classes."""
    inside: tuple[str, ...]
    """Those that stand inside the sentence."""
    big: tuple[str, ...]
    """Those that have a capital there."""
    quoted: frozenset[tuple[str, str]]
    """Neighbouring words inside quotation marks."""
    told: frozenset[str]
    """What it tells of those that it names: its keys but for names and offices."""


class Likeness:
    """The likeness of each two sentences of different stories, 0 to 1.5; of sentences of one story 0.

    The same for any order of the sentences.
    """

    def __init__(self, heard: Sequence[Heard]) -> None:
        self.heard = heard
        self._read = read = [_read(one.text, one.language, one.published) for one in heard]
        self._held = Counter(chain.from_iterable([one.keys for one in read]))
        self._inside = Counter(chain.from_iterable([one.inside for one in read]))
        self._big = Counter(chain.from_iterable([one.big for one in read]))
        self._bits: dict[str, int] = {}
        """Classes of each key where it stands first."""
        for one in reversed(read):
            self._bits.update(one.keys)
        rarities = [_rarity(len(heard), held) for held in range(len(heard) + 1)]
        self._rarities = rarities
        """Rarity of what stands in so many sentences."""
        held = Counter(chain.from_iterable([one.words for one in read]))
        self._rarity = {word: rarities[number] for word, number in held.items()}
        self._weights: dict[str, float] = {}
        self._weighted: dict[int, tuple[Weights, Weights]] = {}

    def between(self, one: int, other: int) -> float:
        """The likeness of two sentences by their numbers."""
        if self.heard[one].story == self.heard[other].story:
            return 0.0
        (stems, keys), (others, more) = self._features(one), self._features(other)
        words = 0.5 * _index(stems, others) + 0.5 * _index(keys, more)
        return round(words + self._added(one, other, words), 9) if words >= WORTH else 0.0

    @lazy
    def told(self) -> list[frozenset[str]]:
        """What each sentence tells of those that it names: its keys but for names and offices."""
        return [one.told for one in self._read]

    @lazy
    def keys(self) -> list[Weights]:
        """For each sentence the weight of its values and meanings."""
        return [self._features(number)[1] for number in range(len(self.heard))]

    def _features(self, number: int) -> tuple[Weights, Weights]:
        """The weights of the stems of a sentence, and of its keys."""
        found = self._weighted.get(number)
        if found is None:
            read, rarity, known = self._read[number], self._rarity, self._weights
            stems = {
                word: round(rarity[word] * weight * STEPS) / STEPS for word, weight in read.words.items()
            }
            for key in read.keys:
                if key not in known:
                    known[key] = self._weight(key)
            found = self._weighted[number] = stems, {key: known[key] for key in read.keys}
        return found

    def _weight(self, key: str) -> float:
        """The weight of a key, by how many hold it and of what kind it is."""
        bits, factor = self._bits[key], 1.0
        if bits & (NUMBER | DAY):
            factor = OF_NUMBER
        elif bits & (lexicon.NEGATION | lexicon.MODAL):
            factor = OF_DOUBT
        elif 2 * self._big[key] > self._inside[key]:
            factor = OF_NAME
        return round(self._rarities[self._held[key]] * factor * STEPS) / STEPS

    @lazy
    def pairs(self) -> Mapping[tuple[int, int], float]:
        """The likeness of all pairs that are `between` alike at all, the lower number first."""
        return dict(self._all())

    def _all(self) -> Iterator[tuple[tuple[int, int], float]]:
        homes = [one.story for one in self.heard]
        features = [self._features(number) for number in range(len(homes))]
        by_word = _common([stems for stems, _ in features], homes)
        by_key = _common([keys for _, keys in features], homes)
        for (index, words), (_, keys) in zip(by_word, by_key, strict=True):
            for other in words.keys() | keys.keys():
                alike = 0.5 * words.get(other, 0.0) + 0.5 * keys.get(other, 0.0)
                if alike >= WORTH:
                    pair = (other, index) if other < index else (index, other)
                    yield pair, round(alike + self._added(other, index, alike), 9)

    def _added(self, one: int, other: int, words: float) -> float:
        """What stands beside the words for two sentences being alike."""
        first, second = self.heard[one], self.heard[other]
        mine, theirs = self._read[one], self._read[other]
        rare = sorted([self._rarity[word] for word in mine.words.keys() & theirs.words.keys()])
        most = self._rarities[1]
        added = SECOND_RARE * rare[-2] / most if len(rare) > 1 else 0.0
        added += THIRD_RARE * rare[-3] / most if len(rare) > 2 else 0.0
        if not mine.numbers.isdisjoint(theirs.numbers):
            added += COMMON_NUMBER
        common = len(mine.quoted & theirs.quoted) if mine.quoted and theirs.quoted else 0
        if common >= FEWEST_QUOTED:
            added += QUOTED * common / min(len(mine.quoted), len(theirs.quoted))
        if not (first.published and second.published and first.published != second.published):
            added += OPENINGS * 0.5 ** (first.place + second.place) * min(1.0, words / OPENINGS_FROM)
        apart = first.place / max(1, first.length) - second.place / max(1, second.length)
        return added + PLACE * (1 - abs(apart))


def _rarity(count: int, held: int) -> float:
    """Rarity of what `held` of `count` sentences hold, in nats."""
    return math.log((count + 1) / (held + 0.5)) + COMMON


def _index(one: Weights, other: Weights) -> float:
    """The weighted Jaccard index of two sentences, 0 to 1."""
    common = sum([weight for key, weight in one.items() if key in other])
    return common / (sum(one.values()) + sum(other.values()) - common) if common else 0.0


def _common(features: Sequence[Weights], homes: Sequence[int]) -> Iterator[tuple[int, dict[int, float]]]:
    """For each sentence, story by story, its weighted Jaccard index with those of the stories before."""
    count = len(features)
    totals = [sum(one.values()) for one in features]
    most = WIDESPREAD * count if count > LARGE else count
    held = Counter(chain.from_iterable(features)) if count > LARGE else {}
    postings: dict[str, list[int]] = {}
    for _, story in groupby(sorted(range(count), key=homes.__getitem__), homes.__getitem__):
        told = tuple(story)
        for index in told:
            sums: defaultdict[int, float] = defaultdict(float)
            for key, weight in features[index].items():
                for other in postings.get(key, ()):
                    sums[other] += weight
            own = totals[index]
            yield index, {other: value / (own + totals[other] - value) for other, value in sums.items()}
        for index in told:
            for key in features[index]:
                if held.get(key, 0) <= most:
                    postings.setdefault(key, []).append(index)


@lru_cache(maxsize=1024)
def _read(text: str, code: str, published: str | None) -> _Read:
    known, found = _weighed(code), _WORD.findall(text.lower())
    words = dict([known[word] for word in found])
    words.pop("", None)
    numbers = frozenset([known[word][0] for word in found if word[0].isdigit()])
    classes = meanings.fields(code)
    keys: dict[str, int] = {}
    inside: dict[str, bool] = {}
    told, offices = set(), language(code).frames.office
    for place, token in enumerate(tokens(text, code, published)):
        if token.weight:
            key = classes.get(token.key, token.key)
            short = key if key[:1] in "~#@" or token.bits & (NUMBER | DAY) else term(key)
            keys[short] = token.bits
            if place:
                inside[short] = token.capital
            if not (place and token.capital) and text[token.start : token.end].lower() not in offices:
                told.add(short)
    big = [key for key, capital in inside.items() if capital]
    return _Read(words, numbers, keys, tuple(inside), tuple(big), _quoted(text), frozenset(told))


class _Weighed(dict[str, tuple[str, float]]):
    """The words of a language cut to their first letters, with their weight in news; looked up once.

    Numbers are without separators; words that tell nothing are empty.
    """

    def __init__(self, code: str) -> None:
        super().__init__()
        self._functions, self._table = language(code).common.words, weights(code)

    def __missing__(self, word: str) -> tuple[str, float]:
        if len(self) >= WordTable.LIMIT:
            self.clear()
        if word[0].isdigit():
            found = (re.sub(r"\D", "", word), OF_NUMBER)
        elif word in self._functions:
            found = ("", 0.0)
        else:
            found = (term(word), min(self._table.weight(word), RAREST) / SCALE)
        self[word] = found
        return found


_weighed = cache(_Weighed)


def _quoted(text: str) -> frozenset[tuple[str, str]]:
    """Neighbouring words inside quotation marks."""
    found: set[tuple[str, str]] = set()
    for match in _QUOTATION.finditer(text) if any(map(text.__contains__, '“"«„')) else ():
        found.update(pairwise(_WORD.findall(match[match.lastindex or 0].lower())))
    return frozenset(found)
