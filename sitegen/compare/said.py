"""Sentences made ready for the look for differences: words as classes, values, who says them.

Equal sentences of several stories are one `Said`, so reprints cost nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Final

from sitegen.languages import language as language_of
from sitegen.lazy import lazy
from sitegen.model import Sentence
from sitegen.text import lexicon, meanings
from sitegen.text.quantities import Slot
from sitegen.text.tokens import DAY, NUMBER, Token, tokens
from sitegen.text.values import slots

TOPICAL: Final = 0.7
"""How fast a word loses weight that stands in more sentences than there are stories: power of that ratio.

A word that each story uses once keeps its weight; one in four sentences of each has .38 of it left.
"""
_BREAK: Final = re.compile(r"[;:()\[\]]|[–—]| - |[.!?] ")
_OPENERS: Final = frozenset('.!?:“„"')
_MARKS: Final = ('"', "“", "'", "‘", "«", "„")
VALUE: Final = NUMBER | DAY
"""Bits of tokens that are amounts or days."""
_QUOTED: Final = re.compile(r"[“«„][^”»“]*[”»“]?|(?<![^\s(])\"[^\"]*\"?|(?<![^\s(])['‘][^'’]{12,}['’](?!\w)")


class TextContent:
    """What a text says, whatever story it stands in."""

    def __init__(self, text: str, language: str, published: str | None) -> None:
        self.text = text
        self.tokens: tuple[Token, ...] = tokens(text, language, published)
        self.slots: tuple[Slot, ...] = slots(text, language, published)
        self.keys: list[str] = []
        """For each token its class or stem; empty for values."""
        self.keyset: dict[str, float] = {}
        """Weight by class or stem of the words that carry meaning, values aside."""
        self.plain: set[str] = set()
        """Classes of the words that do not look like names."""
        self.big: list[int] = []
        """Places of the words with a capital."""
        self.bits = 0
        """All classes of words that the text holds."""
        self.telling = 0
        """How many tokens carry meaning."""
        self.lower = _lowered(text)
        """The text in small letters, as long as it."""
        self.forms = [self.lower[token.start : token.end] for token in self.tokens]
        """The words as they stand, in small letters."""
        self.surfaces = frozenset(self.forms)
        """The same without order."""
        self._read(meanings.fields(language))
        self.capitals = self._capitals(language)
        """Classes of the words that look like names."""

    def _read(self, classes: Mapping[str, str]) -> None:
        """Take in the tokens one after another."""
        keys, keyset, plain, bits, telling = self.keys, self.keyset, self.plain, 0, 0
        known, lightest = classes.get, keyset.get
        for token in self.tokens:
            key, weight, mine = token.key, token.weight, token.bits
            bits |= mine
            if mine & VALUE:
                keys.append("")
                telling += 1
                continue
            key = known(key, key)
            keys.append(key)
            capital = token.capital
            if capital:
                self.big.append(len(keys) - 1)
            if weight:
                telling += 1
                if key:
                    if weight > lightest(key, 0.0):
                        keyset[key] = weight
                    if not capital:
                        plain.add(key)
        self.bits, self.telling = bits, telling

    def _capitals(self, language: str) -> set[str]:
        """Classes of the words that have a capital inside the sentence; in German not behind an article."""
        names: set[str] = set()
        found, text = self.tokens, self.text
        capital_nouns = language_of(language).grammar.capital_nouns
        for place in self.big:
            token, key = found[place], self.keys[place]
            if not (key and token.weight):
                continue
            if not place:
                if (
                    not capital_nouns
                    and len(found) > 1
                    and found[1].capital
                    and found[1].start == token.end + 1
                ):
                    names.add(key)
                continue
            before = found[place - 1]
            if capital_nouns and before.bits & lexicon.ARTICLE:
                self.plain.add(key)
            elif text[before.end : token.start].strip()[-1:] not in _OPENERS:
                names.add(key)
        return names

    @lazy
    def ends(self) -> list[int]:
        """Where each token ends."""
        return [token.end for token in self.tokens]

    @lazy
    def values(self) -> frozenset[tuple[str, str]]:
        """Unit and key of the amounts and days."""
        return frozenset([(slot.unit, slot.key) for slot in self.slots])

    @lazy
    def nouns(self) -> frozenset[str]:
        """Classes of the words that stand right behind an article."""
        places = enumerate(self.tokens[:-1], 1)
        return frozenset([self.keys[place] for place, token in places if token.bits & lexicon.ARTICLE])

    @lazy
    def breaks(self) -> tuple[int, ...]:
        """Where clauses end for certain."""
        return tuple([match.start() for match in _BREAK.finditer(self.text)])

    @lazy
    def quoted(self) -> tuple[tuple[int, int], ...]:
        """Spans of the quotations."""
        if not any(map(self.text.__contains__, _MARKS)):
            return ()
        return tuple([match.span() for match in _QUOTED.finditer(self.text)])

    @lazy
    def bearers(self) -> Mapping[str, frozenset[str]]:
        """For each name the names that stand right before it."""
        found: dict[str, set[str]] = {}
        for before, place in pairwise(self.big):
            if before + 1 != place:
                continue
            first, last = self.keys[before], self.keys[place]
            token = self.tokens[before]
            if last in self.capitals and first and token.weight and self.tokens[place].start == token.end + 1:
                found.setdefault(last, set()).add(first)
        return {last: frozenset(firsts) for last, firsts in found.items()}


def _lowered(text: str) -> str:
    """A text in small letters, as long as it."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join([char.lower()[0] for char in text])


@lru_cache(maxsize=4096)
def words(text: str, language: str, published: str | None) -> TextContent:
    """What a sentence says; kept, for the same sentence is read again when its group changes."""
    return TextContent(text, language, published)


class Rarity:
    """How rare words are in a group."""

    __slots__ = ("_scale", "frequency", "stories")

    def __init__(self, frequency: Mapping[str, int], stories: int) -> None:
        self.frequency = frequency
        self.stories = stories
        self._scale = {
            count: min(1.0, (stories / count) ** TOPICAL) for count in sorted(set(frequency.values()))
        }

    def weights(self, keyset: Mapping[str, float]) -> dict[str, float]:
        """Weight of words, less for those that stand in more sentences than there are stories."""
        frequency, scale = self.frequency, self._scale
        return {key: weight * scale[frequency[key]] for key, weight in keyset.items()}


class Said:
    """A sentence, with everybody who says it in these very words."""

    __slots__ = (
        "_stories", "_total", "_weights", "keyset", "language", "mask", "place", "published",
        "rarity", "tellings", "text", "words",
    )  # fmt: skip

    rarity: Rarity
    """How rare words are in the group."""

    def __init__(self, text: str, language: str, words: TextContent, published: str | None) -> None:
        self.text = text
        self.language = language
        self.published = published
        self.words = words
        self.keyset: Mapping[str, float] = words.keyset
        self.tellings: list[tuple[int, Sentence]] = []
        """Number of the story, and the sentence there."""
        self.mask = 0
        """Numbers of the stories as bits."""
        self.place = 0
        """Number of the sentence in the group."""
        self._weights: dict[str, float] | None = None
        self._total = 0.0
        self._stories: frozenset[int] | None = None

    @property
    def stories(self) -> frozenset[int]:
        """Numbers of the stories that say it."""
        if self._stories is None:
            self._stories = frozenset([number for number, _ in self.tellings])
        return self._stories

    @property
    def weights(self) -> Mapping[str, float]:
        """Rarity in the group by class or stem."""
        if self._weights is None:
            self._weights = self.rarity.weights(self.keyset)
            self._total = sum(self._weights.values())
        return self._weights

    @property
    def total(self) -> float:
        """Sum of `weights`."""
        return self._total if self.weights else 0.0

    def index(self, position: int) -> int:
        """Index of the first token that ends behind a character."""
        return bisect_left(self.words.ends, position + 1)

    def quotes(self, position: int) -> bool:
        """Whether a character stands inside quotation marks."""
        return any(start < position < end for start, end in self.words.quoted)
