"""A place where sources may differ: what each says, in the words that do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sitegen.compare.claim import Claim


class Mention(NamedTuple):
    """Words of a sentence."""

    said: Claim
    start: int
    end: int

    @property
    def words(self) -> str:
        """What it says."""
        return self.said.text[self.start : self.end]


class Discrepancy(NamedTuple):
    """A place where sources may differ: what each says, in the words that do."""

    kind: str
    score: float
    sides: tuple[Mention, ...]
    """One for each sentence; one that several stories share becomes a side for each of them."""
    about: str
    """What it is about, in words of the sources."""
    slip: bool = False
    """Whether its amounts differ in the order of their digits only."""


def merged(found: Iterable[Discrepancy]) -> list[Discrepancy]:
    """Points that share a side joined, each sentence once."""
    out: list[Discrepancy] = []
    for point in found:
        places = {(side.said.number, side.start) for side in point.sides}
        for at, made in enumerate(out):
            if made.kind == point.kind and places & {(side.said.number, side.start) for side in made.sides}:
                new = [side for side in point.sides if side not in made.sides]
                out[at] = made._replace(sides=(*made.sides, *new))
                break
        else:
            out.append(point)
    return out
