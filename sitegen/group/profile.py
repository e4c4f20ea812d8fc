"""A story unpacked for comparing: what is worked out of its features when it comes near another story."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from itertools import chain, islice, pairwise
from sys import intern

import msgspec

from sitegen.group.features import UNIT, Features, Traits
from sitegen.model import lazy

FEW_SENTENCES = 3
"""Sentences of a story that may hold a word for it to lead from one sentence to a like one; of a long story a
quarter. Commoner ones are function words. Judgement, for speed."""


class Profile:
    """Features unpacked; lists of sentences begin with the headline."""

    def __init__(self, features: Features) -> None:
        self.features = features
        terms = features.terms.split()
        self.weights = dict(zip(terms, array("H", features.weights), strict=True))
        """Weight of each term, in order of appearance."""
        self.lead = dict(zip(terms, features.rarities, strict=False))
        """Rarity of the terms it opens with."""
        self.lead_total = sum(features.rarities) or 1

    @lazy
    def heavy(self) -> dict[str, int]:
        """Weight of its heaviest terms, as a vector of length `UNIT` of their own."""
        terms = [*self.weights.items()]
        heaviest = [terms[place] for place in array("H", self.features.heavy)]
        length = math.hypot(*[weight for _, weight in heaviest]) or 1.0
        return {intern(term): int(weight * UNIT / length) for term, weight in heaviest}

    @lazy
    def counted(self) -> dict[str, set[str]]:
        """The numbers of each thing that it counts."""
        found: dict[str, set[str]] = {}
        for count in self.features.counts:
            term, _, number = count.rpartition(" ")
            found.setdefault(term, set()).add(number)
        return found

    @lazy
    def traits(self) -> Traits:
        """What tells it from others of its kind."""
        return _decode(self.features.traits)

    @lazy
    def orders(self) -> list[array[int]]:
        """The words of each sentence, in order."""
        return [array("I", words) for words in self.traits.sentences]

    @lazy
    def sentences(self) -> list[frozenset[int]]:
        """The words of each sentence."""
        return list(map(frozenset, self.orders))

    @property
    def title(self) -> frozenset[int]:
        """The words of the headline."""
        return self.sentences[0]

    @lazy
    def few(self) -> set[int]:
        """Words that few of its sentences hold, behind the headline."""
        most = max(FEW_SENTENCES, (len(self.sentences) - 1) // 4)
        counts = Counter(chain.from_iterable(self.sentences[1:]))
        return {word for word, count in counts.items() if count <= most}

    @lazy
    def places(self) -> dict[frozenset[int], int]:
        """The first place of each set of words, behind the headline."""
        return {words: place for place, words in [*enumerate(self.sentences)][:0:-1]}

    @lazy
    def words(self) -> frozenset[int]:
        """All its words."""
        return frozenset(chain.from_iterable(self.sentences))

    @lazy
    def names(self) -> frozenset[str]:
        """All its names."""
        return frozenset(chain.from_iterable(self.traits.names))

    @lazy
    def numbers(self) -> frozenset[str]:
        """All its numbers."""
        return frozenset(chain.from_iterable(self.traits.numbers))

    @lazy
    def lead_names(self) -> tuple[str, ...]:
        """The names of its lead."""
        return tuple(dict.fromkeys(chain.from_iterable(self.traits.names[: self.traits.lead])))

    @lazy
    def opening(self) -> dict[str, None]:
        """The names of its headline and its first sentence."""
        return dict.fromkeys(chain.from_iterable(self.traits.names[:2]))

    @lazy
    def parts(self) -> list[list[str]]:
        """The terms that come up in the headline or the first sentence, and those new in each further one."""
        terms, bounds = iter(self.weights), self.traits.bounds
        return [[*islice(terms, end - start)] for start, end in pairwise((0, *(bounds[1:] or bounds)))]


_decode = msgspec.msgpack.Decoder(Traits).decode
