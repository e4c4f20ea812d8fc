"""Sentences made ready for the look for differences: words as classes, values, how rare each word is.

Equal sentences of several stories are one `Said`, so reprints cost nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from sitegen import lexicon, wordfields
from sitegen.model import Sentence, Story
from sitegen.quantity import Slot
from sitegen.slots import slots
from sitegen.tokens import DAY, NUMBER, Token, tokens

TOPICAL: Final = 0.7
"""How fast a word loses weight that stands in more sentences than there are stories: power of that ratio.

A word that each story uses once keeps its weight; one in four sentences of each has .38 of it left.
"""
_BREAK: Final = re.compile(r"[;:()\[\]]|[–—]| - |[.!?] ")
_OPENERS: Final = frozenset('.!?:“„"')
_MARKS: Final = frozenset("“«„\"'‘")
VALUE: Final = NUMBER | DAY
"""Bits of tokens that are amounts or days."""
_QUOTED: Final = re.compile(r"[“«„][^”»“]*[”»“]?|(?<![^\s(])\"[^\"]*\"?|(?<![^\s(])['‘][^'’]{12,}['’](?!\w)")


Lay = tuple[list[int], list[int], list[int]]
"""How far apart the tokens of a sentence are; see `figures`."""


class Words:
    """What a text says, whatever story it stands in."""

    def __init__(self, text: str, language: str, published: str | None) -> None:
        self.text = text
        self._lay: Lay | None = None
        self.tokens: tuple[Token, ...] = tokens(text, language, published)
        self.slots: tuple[Slot, ...] = slots(text, language, published)
        classes = wordfields.fields(language)
        keys: list[str] = []
        keyset: dict[str, float] = {}
        for token in self.tokens:
            key = "" if token.bits & VALUE else classes.get(token.key, token.key)
            keys.append(key)
            if key and token.weight and token.weight > keyset.get(key, 0.0):
                keyset[key] = token.weight
        self.keys: tuple[str, ...] = tuple(keys)
        """For each token its class or stem; empty for values."""
        self.keyset = keyset
        """Weight by class or stem of the words that carry meaning, values aside."""
        self.capitals, self.plain = _capitals(self.tokens, self.keys, text, language)

    @cached_property
    def lower(self) -> str:
        """The text in small letters, as long as it."""
        lower = self.text.lower()
        return lower if len(lower) == len(self.text) else "".join(char.lower()[0] for char in self.text)

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The words as they stand, in small letters."""
        lower = self.lower
        return tuple([lower[token.start : token.end] for token in self.tokens])

    @cached_property
    def surfaces(self) -> frozenset[str]:
        """The same without order."""
        return frozenset(self.forms)

    @cached_property
    def bits(self) -> int:
        """All classes of words that the text holds."""
        bits = 0
        for token in self.tokens:
            bits |= token.bits
        return bits

    @cached_property
    def values(self) -> frozenset[tuple[str, str]]:
        """Unit and key of the amounts and days."""
        return frozenset([(slot.unit, slot.key) for slot in self.slots])

    @cached_property
    def breaks(self) -> tuple[int, ...]:
        """Where clauses end for certain."""
        return tuple(match.start() for match in _BREAK.finditer(self.text))

    @cached_property
    def quoted(self) -> tuple[tuple[int, int], ...]:
        """Spans of the quotations."""
        if _MARKS.isdisjoint(self.text):
            return ()
        return tuple(match.span() for match in _QUOTED.finditer(self.text))

    def lay(self, made: Callable[[Words], Lay]) -> Lay:
        """What `made` makes of the words, made once."""
        if self._lay is None:
            self._lay = made(self)
        return self._lay

    @cached_property
    def bearers(self) -> Mapping[str, frozenset[str]]:
        """For each name the names that stand right before it."""
        found: dict[str, set[str]] = {}
        for place, (before, token) in enumerate(pairwise(self.tokens)):
            first, last = self.keys[place], self.keys[place + 1]
            if (
                last in self.capitals
                and first
                and before.capital
                and before.weight
                and token.start == before.end + 1
            ):
                found.setdefault(last, set()).add(first)
        return {last: frozenset(firsts) for last, firsts in found.items()}


def _capitals(
    found: Sequence[Token], keys: Sequence[str], text: str, language: str
) -> tuple[frozenset[str], frozenset[str]]:
    """Classes of the words that look like names, and of those that do not.

    A name has a capital inside the sentence; in German it does not stand behind an article.
    """
    names, plain = set(), set()
    for place, (token, key) in enumerate(zip(found, keys, strict=True)):
        if not (key and token.weight):
            continue
        if not token.capital:
            plain.add(key)
            continue
        if not place:
            if language != "de" and len(found) > 1 and found[1].capital and found[1].start == token.end + 1:
                names.add(key)
            continue
        before = found[place - 1]
        if language == "de" and before.bits & lexicon.ARTICLE:
            plain.add(key)
        elif text[before.end : token.start].strip()[-1:] not in _OPENERS:
            names.add(key)
    return frozenset(names), frozenset(plain)


@lru_cache(maxsize=4096)
def words(text: str, language: str, published: str | None) -> Words:
    """What a sentence says; kept, for the same sentence is read again when its group changes."""
    return Words(text, language, published)


class Said:
    """A sentence, with everybody who says it in these very words."""

    __slots__ = ("language", "mask", "place", "stories", "tellings", "text", "total", "weights", "words")

    def __init__(self, text: str, language: str, words: Words) -> None:
        self.text = text
        self.language = language
        self.words = words
        self.tellings: list[tuple[int, Sentence]] = []
        """Number of the story, and the sentence there."""
        self.stories: frozenset[int] = frozenset()
        self.mask = 0
        """The same as bits."""
        self.weights: Mapping[str, float] = {}
        """Rarity in the group by class or stem; set by `Group`."""
        self.total = 0.0
        self.place = 0
        """Number of the sentence in the group."""

    def index(self, position: int) -> int:
        """Index of the first token that ends behind a character."""
        return bisect_left(self.words.tokens, position + 1, key=lambda token: token.end)

    def quotes(self, position: int) -> bool:
        """Whether a character stands inside quotation marks."""
        return any(start < position < end for start, end in self.words.quoted)


class Mention(NamedTuple):
    """Words of a sentence."""

    said: Said
    start: int
    end: int


class Point(NamedTuple):
    """A place where sources may differ: what each says, in the words that do."""

    kind: str
    score: float
    sides: tuple[Mention, ...]
    """One for each sentence; one that several stories share becomes a side for each of them."""
    about: Mention


class Group:
    """The sentences of stories about one event, each with the rarity of its words."""

    def __init__(self, stories: Sequence[Story]) -> None:
        self.stories = stories
        self.said = _gather(stories)
        frequency: dict[str, int] = {}
        for said in self.said:
            for key in said.words.keyset:
                frequency[key] = frequency.get(key, 0) + len(said.tellings)
        self.frequency: Mapping[str, int] = frequency
        """Sentences in which each class or stem stands."""
        self.names = _names(self.said)
        """Classes that are names wherever they stand inside a sentence."""
        factor = {key: min(1.0, (len(stories) / count) ** TOPICAL) for key, count in frequency.items()}
        for said in self.said:
            said.weights = {key: weight * factor[key] for key, weight in said.words.keyset.items()}
            said.total = sum(said.weights.values())
        self._likeness: dict[tuple[int, int], float] = {}

    def rare(self, key: str, share: float = 1.0) -> bool:
        """Whether a word stands in no more sentences than `share` times the stories."""
        return self.frequency.get(key, 0) <= max(2.0, share * len(self.stories))

    def unlike_names(self, one: Said, near: Iterable[str], other: Said, there: Iterable[str]) -> bool:
        """Whether each of two places has a name near it that the other's whole sentence lacks."""
        return any(key in self.names and key not in other.weights for key in near) and any(
            key in self.names and key not in one.weights for key in there
        )

    def other_person(self, one: Said, other: Said) -> bool:
        """Whether a surname stands behind one first name in one sentence and behind another in the other."""
        mine, theirs = one.words.bearers, other.words.bearers
        return any(
            first not in theirs[surname]
            and first not in other.weights
            and theirs[surname].isdisjoint(one.weights)
            for surname, firsts in mine.items()
            if surname in theirs
            for first in firsts
        )

    @staticmethod
    def shared_values(one: Said, other: Said) -> float:
        """How much the values that two sentences share speak for one fact, 0 to 1."""
        shared = one.words.values & other.words.values
        if not shared:
            return 0.0
        return min(1.0, sum(0.7 if unit or len(key) > 2 else 0.2 for unit, key in shared))

    def likeness(self, one: Said, other: Said) -> float:
        """Rarity of the words that two sentences share, values aside, as a share of the lighter one."""
        pair = (id(one), id(other))
        if pair not in self._likeness:
            small, large = (one, other) if len(one.weights) <= len(other.weights) else (other, one)
            shared = sum(weight for key, weight in small.weights.items() if key in large.weights)
            lighter = min(one.total, other.total)
            self._likeness[pair] = self._likeness[pair[::-1]] = shared / lighter if lighter else 0.0
        return self._likeness[pair]


def _gather(stories: Sequence[Story]) -> list[Said]:
    """Every sentence once, in the order of stories, with all its tellings.

    A story without a date is read as of the middle day of the others.
    """
    days = sorted(story.published for story in stories if story.published)
    usual = days[len(days) // 2] if days else None
    found: dict[tuple[str, str, str | None], Said] = {}
    for number, story in enumerate(stories):
        for sentence in story.sentences:
            key = (sentence.text, story.language, story.published or usual)
            if key not in found:
                found[key] = Said(sentence.text, story.language, words(*key))
            found[key].tellings.append((number, sentence))
    for place, said in enumerate(found.values()):
        said.place = place
        said.stories = frozenset(number for number, _ in said.tellings)
        said.mask = sum(1 << number for number in said.stories)
    return list(found.values())


def _names(found: Sequence[Said]) -> frozenset[str]:
    """Classes that stand with a capital inside a sentence and never without one."""
    names = frozenset().union(*(said.words.capitals for said in found))
    return names - frozenset().union(*(said.words.plain for said in found))


def merged(found: Iterable[Point]) -> list[Point]:
    """Points that share a side joined, each sentence once."""
    out: list[Point] = []
    for point in found:
        places = {(side.said.place, side.start) for side in point.sides}
        for at, made in enumerate(out):
            if made.kind == point.kind and places & {(side.said.place, side.start) for side in made.sides}:
                new = [side for side in point.sides if side not in made.sides]
                out[at] = made._replace(sides=(*made.sides, *new))
                break
        else:
            out.append(point)
    return out
