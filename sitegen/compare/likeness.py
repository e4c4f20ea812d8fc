"""How alike two sentences of two stories are: a measure for showing them together, never a claim.

The average of two weighted Jaccard indices that err differently (words cut to five letters; values and
meanings), with small additions for rare words, numbers, quotations and the place in the story. Measured as
"both tell one fact of a hand-made key": average precision .74 on near-copies, .68 on independent reports,
against .60 and .59 of the plain index of words.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from sitegen.languages import language
from sitegen.lazy import lazy
from sitegen.text import lexicon, meanings
from sitegen.text.lexicon import term, weights
from sitegen.text.tokens import DAY, NUMBER, tokens

SAME_POINT = 0.18
"""Least likeness, averaged, of sentences that tell of one thing, and of the sides of a difference.

At .14 the points of independent reports hold unlike facts (B-Cubed precision .89 against .95), at .22
fewer of the shared facts stand together (recall .85 against .86; near-copies .88 against .90).
"""

RAREST = 9.0
"""Weight of a word in the term table, in nats, above which rarity adds nothing: a misspelling is no name.

Judgement: the rarest words of the table weigh so much.
"""

COMMON, SCALE = 0.3, 4.0
"""What a word in every sentence still weighs, in nats; divisor of the term table's weights.

Judgement: names and numbers keep some weight; the rarest word of the table counts about twice.
"""

OF_NUMBER, OF_NAME, OF_DOUBT = 2.0, 0.7, 0.5
"""Factors of the weights of numbers and days, of names (all sentences hold them), of negations and modals.

With 2 for numbers the points of every set are better than with 1.5 (B-Cubed F .911 against .886, .840 against
.834, .902 against .900); 3 gains no more where it was not tuned.
"""

SECOND_RARE, THIRD_RARE = 0.025, 0.05
"""What the second and third rarest common word add at most.

Measured: without them the average precision is .741 of .743, .663 of .684 and .746 of .751.
"""

COMMON_NUMBER = 0.05
"""What a number in digits adds that both have. Measured: without it .745, .666 and .740 of these."""

QUOTED, FEWEST_QUOTED = 0.2, 2
"""What a quotation adds that both have, times the common share; common word pairs from which on it counts.

Measured: without it .739, .678 and .750 of these.
"""

OPENINGS, OPENINGS_FROM = 0.15, 0.05
"""What two first sentences add at most (half of it a place further down), and the index that earns it all.

Measured: without it .695, .686 and .745 of these.
Between reports of two days they add nothing: an event that goes on opens with other news.
"""

PLACE = 0.05
"""What the same place in both stories adds at most. Measured: without it .733, .684, .747 of these."""

WORTH = 0.04
"""Index of the words below which nothing is added, and two sentences count as unlike.

Judgement: points begin at .18, and the additions are at most .3.
"""

LARGE, WIDESPREAD = 400, 0.2
"""Sentences from which on a word in more than this share of them ties nothing together.

Judgement: some thirty reports; the work grows with the square of the sentences that share a word.
"""

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


class Likeness:
    """The likeness of each two sentences of different stories, 0 to 1.5; of sentences of one story 0.

    The same for any order of the sentences.
    """

    def __init__(self, heard: Sequence[Heard]) -> None:
        self.heard = heard
        count = len(heard)
        self.keys = _weighted([_keys(one.text, one.language, one.published) for one in heard])
        """For each sentence the weight of its values and meanings."""
        words = [_words(one.text, one.language) for one in heard]
        frequency = Counter(word for found in words for word in found)
        self._rarity = {word: _rarity(count, held) for word, held in frequency.items()}
        self._stems = [
            {word: _stepped(self._rarity[word] * weight) for word, weight in found.items()} for found in words
        ]

    def of(self, one: int, other: int) -> float:
        """The likeness of two sentences by their numbers."""
        return self.pairs.get((min(one, other), max(one, other)), 0.0)

    def between(self, one: int, other: int) -> float:
        """The same, without looking at any other pair."""
        if self.heard[one].story == self.heard[other].story:
            return 0.0
        words = 0.5 * _index(self._stems[one], self._stems[other]) + 0.5 * _index(
            self.keys[one], self.keys[other]
        )
        return round(words + self._added(one, other, words), 9) if words >= WORTH else 0.0

    @lazy
    def pairs(self) -> Mapping[tuple[int, int], float]:
        """The likeness of all pairs that are alike at all, the lower number first."""
        return dict(self._all())

    def _all(self) -> Iterator[tuple[tuple[int, int], float]]:
        heard = self.heard
        by_word, by_key = _common(self._stems), _common(self.keys)
        for index, (words, keys) in enumerate(zip(by_word, by_key, strict=True)):
            mine = heard[index].story
            for other, share in enumerate(words):
                index_of_words = 0.5 * share + 0.5 * keys[other]
                if index_of_words >= WORTH and heard[other].story != mine:
                    added = self._added(other, index, index_of_words)
                    yield (other, index), round(index_of_words + added, 9)

    def _added(self, one: int, other: int, words: float) -> float:
        """What stands beside the words for two sentences being alike."""
        first, second = self.heard[one], self.heard[other]
        shared = self._stems[one].keys() & self._stems[other].keys()
        rare = sorted([self._rarity[word] for word in shared], reverse=True)
        most = _rarity(len(self.heard), 1)
        added = SECOND_RARE * rare[1] / most if len(rare) > 1 else 0.0
        added += THIRD_RARE * rare[2] / most if len(rare) > 2 else 0.0
        if any(word[:1].isdigit() for word in shared):
            added += COMMON_NUMBER
        added += _same_quotation(first.text, second.text)
        if not (first.published and second.published and first.published != second.published):
            added += OPENINGS * 0.5 ** (first.place + second.place) * min(1.0, words / OPENINGS_FROM)
        apart = first.place / max(1, first.length) - second.place / max(1, second.length)
        return added + PLACE * (1 - abs(apart))


def _rarity(count: int, held: int) -> float:
    """Rarity of what `held` of `count` sentences hold, in nats."""
    return math.log((count + 1) / (held + 0.5)) + COMMON


def _stepped(weight: float) -> float:
    return round(weight * STEPS) / STEPS


def _index(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The weighted Jaccard index of two sentences, 0 to 1."""
    common = sum([weight for key, weight in one.items() if key in other])
    return common / (sum(one.values()) + sum(other.values()) - common) if common else 0.0


def _common(features: Sequence[Mapping[str, float]]) -> Iterator[list[float]]:
    """For each sentence its weighted Jaccard index with every one before it, 0 to 1."""
    count = len(features)
    totals = [sum(one.values()) for one in features]
    most = WIDESPREAD * count if count > LARGE else count
    held = Counter(key for one in features for key in one) if count > LARGE else Counter()
    postings: dict[str, list[int]] = {}
    for index, features_here in enumerate(features):
        sums = [0.0] * index
        for key, weight in features_here.items():
            found = postings.setdefault(key, [])
            if held[key] <= most:
                for other in found:
                    sums[other] += weight
            found.append(index)
        own = totals[index]
        yield [value / (own + totals[other] - value) if value else 0.0 for other, value in enumerate(sums)]


@lru_cache(maxsize=1024)
def _words(text: str, code: str) -> Mapping[str, float]:
    """Words cut to their first letters, with their weight in news; numbers without separators."""
    functions = language(code).common.words
    table = weights(code)
    found = {}
    for word in _WORD.findall(text.lower()):
        if word[0].isdigit():
            found[re.sub(r"\D", "", word)] = OF_NUMBER
        elif word not in functions:
            found[term(word)] = min(table.weight(word), RAREST) / SCALE
    return found


@lru_cache(maxsize=1024)
def _keys(text: str, code: str, published: str | None) -> Mapping[str, tuple[int, bool, bool]]:
    """Values, meanings and stems with their classes, and whether they have a capital inside the sentence."""
    classes = meanings.fields(code)
    found = {}
    for place, token in enumerate(tokens(text, code, published)):
        if token.weight:
            key = classes.get(token.key, token.key)
            short = key if key[:1] in "~#@" or token.bits & (NUMBER | DAY) else term(key)
            found[short] = (token.bits, token.capital and place > 0, place > 0)
    return found


def _weighted(found: Sequence[Mapping[str, tuple[int, bool, bool]]]) -> list[dict[str, float]]:
    """The weights of the keys of each sentence, by how many hold them and of what kind they are."""
    count = len(found)
    held = Counter(key for keys in found for key in keys)
    big = Counter(key for keys in found for key, (_, capital, inside) in keys.items() if capital and inside)
    inside = Counter(key for keys in found for key, (_, _, inside) in keys.items() if inside)
    weight = {}
    for keys in found:
        for key, (bits, _, _) in keys.items():
            if key in weight:
                continue
            factor = 1.0
            if bits & (NUMBER | DAY):
                factor = OF_NUMBER
            elif bits & (lexicon.NEGATION | lexicon.MODAL):
                factor = OF_DOUBT
            elif 2 * big[key] > inside[key]:
                factor = OF_NAME
            weight[key] = _stepped(_rarity(count, held[key]) * factor)
    return [{key: weight[key] for key in keys} for keys in found]


def _same_quotation(one: str, other: str) -> float:
    mine, theirs = _quoted(one), _quoted(other)
    common = len(mine & theirs)
    return QUOTED * common / min(len(mine), len(theirs)) if common >= FEWEST_QUOTED else 0.0


@lru_cache(maxsize=1024)
def _quoted(text: str) -> frozenset[tuple[str, str]]:
    """Neighbouring words inside quotation marks."""
    found: set[tuple[str, str]] = set()
    for match in _QUOTATION.finditer(text):
        found.update(pairwise(_WORD.findall(match[match.lastindex or 0].lower())))
    return frozenset(found)
