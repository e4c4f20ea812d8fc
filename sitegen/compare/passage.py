"""A sentence made ready to be compared, and how much of it another one holds."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import reduce
from itertools import pairwise
from operator import or_

from sitegen.lazy import lazy
from sitegen.text import lexicon
from sitegen.text.tokens import NUMBER, Token

NEIGHBOURHOOD = 3
"""Content words to each side that belong to a number."""

BORDER = re.compile(r"[;:()\[\]—–,-](?:(?<=[;:()\[\]—–])|(?<=,)(?!\d)|(?<=-)-|(?<=\s-)\s)")
"""A mark that may part clauses; its first character is one of a set, which is found fastest."""


class AnalysedSentence:
    """A sentence made ready to be compared."""

    def __init__(self, text: str, tokens: tuple[Token, ...], home: int, place: int, language: str) -> None:
        self.text = text
        self.tokens = tokens
        self.home = home
        """Number of its story."""
        self.place = place
        """Number of the sentence in its story."""
        self.language = language
        self.content = tuple([token for token in tokens if token.weight])
        self.ordered = [token.key for token in self.content]
        """Keys of the content words."""
        self.bits = reduce(or_, [token.bits for token in tokens], 0)
        """Classes of all its tokens."""
        self.weights = {token.key: token.weight for token in self.content}
        self.keys = frozenset(self.weights)
        self.total = sum(self.weights.values())
        self.reach: frozenset[str] = self.keys
        """Keys of all words of the group that count as one of its words; widened by `Alignment`."""
        self.rarity = 0.0
        """Sum of the rarities of its words; set by `Alignment`."""
        self.anchors: frozenset[str] = self.keys
        """Words that few sentences of the group hold, which tie two together; narrowed by `Alignment`."""
        self._beside: dict[tuple[int, int], frozenset[str]] = {}

    @lazy
    def bigrams(self) -> frozenset[tuple[str, str]]:
        """Neighbouring content words."""
        return frozenset(pairwise(self.ordered))

    @lazy
    def numbers(self) -> list[int]:
        """Where the numbers stand among the content words."""
        return [position for position, token in enumerate(self.content) if token.bits & NUMBER]

    @lazy
    def positions(self) -> dict[str, list[int]]:
        """Where each key stands among the content words."""
        found: dict[str, list[int]] = {}
        for position, key in enumerate(self.ordered):
            found.setdefault(key, []).append(position)
        return found

    def beside(self, position: int, reach: int) -> frozenset[str]:
        """Keys of the content words up to `reach` places beside a number, numbers aside."""
        known = self._beside.get((position, reach))
        if known is None:
            near = self.content[max(0, position - reach) : position + reach + 1]
            known = frozenset([token.key for token in near if not token.bits & NUMBER])
            self._beside[position, reach] = known
        return known

    @lazy
    def clauses(self) -> tuple[tuple[Token, ...], ...]:
        """Content words between hard borders: colon, dash, bracket, comma and a word that opens a clause."""
        if not self._borders:
            return (self.content,) if self.content else ()
        return self._divided([at for at, comma in self._borders if not comma or self._opens_clause(at)])

    @lazy
    def parts(self) -> tuple[tuple[Token, ...], ...]:
        """Content words between commas and hard borders."""
        return self._divided([at for at, _ in self._borders])

    @lazy
    def _borders(self) -> list[tuple[int, bool]]:
        """Where a border ends in the text, and whether it is a comma."""
        return [(match.end(), match[0] == ",") for match in BORDER.finditer(self.text)]

    def _opens_clause(self, at: int) -> bool:
        index = bisect_left(self.tokens, at, key=_start)
        return index < len(self.tokens) and bool(self.tokens[index].bits & lexicon.BORDER)

    def _divided(self, borders: list[int]) -> tuple[tuple[Token, ...], ...]:
        if not borders:
            return (self.content,) if self.content else ()
        found: list[list[Token]] = [[] for _ in range(len(borders) + 1)]
        for token in self.content:
            found[bisect_left(borders, token.start + 1)].append(token)
        return tuple([tuple(clause) for clause in found if clause])


def _start(token: Token) -> int:
    return token.start


def coverage(passage: AnalysedSentence, cover: AnalysedSentence) -> float:
    """Weighted share of a passage's words that its cover holds, 0 to 1."""
    if not passage.total:
        return 1.0
    weights = passage.weights
    return 1.0 - sum([weights[key] for key in passage.keys - cover.reach]) / passage.total


def part_coverage(part: Sequence[Token], cover: AnalysedSentence) -> float:
    """The same for a part of a passage."""
    reach = cover.reach
    total = sum([token.weight for token in part])
    return sum([token.weight for token in part if token.key in reach]) / total if total else 1.0


def linked_number(passage: AnalysedSentence, cover: AnalysedSentence) -> bool:
    """Whether both hold one number with one word beside it."""
    if not passage.bits & cover.bits & NUMBER:
        return False
    for position in passage.numbers:
        places = cover.positions.get(passage.ordered[position])
        if places:
            near = passage.beside(position, NEIGHBOURHOOD)
            if any(not near.isdisjoint(cover.beside(at, NEIGHBOURHOOD)) for at in places):
                return True
    return False


def inserted(passage: AnalysedSentence, cover: AnalysedSentence, start: int, end: int) -> bool:
    """Whether content words ``[start:end]`` stand where the cover has nothing of its own."""
    mine, theirs, own = passage.ordered, cover.ordered, passage.reach
    places: list[int] = []
    if start:
        places += cover.positions.get(mine[start - 1], ())
    if end < len(mine):
        places += cover.positions.get(mine[end], ())
    for place in places:
        if not own.issuperset(theirs[max(0, place - 2) : place + 3]):
            return False
    return bool(places)


def insertions(passage: AnalysedSentence, cover: AnalysedSentence) -> float:
    """Weight of missing words that were added rather than reworded."""
    reach = cover.reach
    return sum(
        [
            passage.content[at].weight
            for at, key in enumerate(passage.ordered)
            if key not in reach and inserted(passage, cover, at, at + 1)
        ]
    )
