"""Reasons why one sentence may not be filed under another, however alike they are.

Each guard looks at a passage and its would-be cover and fires when the passage claims something that the
cover does not: another number, a negation, a name. Doubt fires.
"""

from __future__ import annotations

from functools import lru_cache, reduce
from operator import or_

from sitegen.compare.align import Alignment
from sitegen.compare.assertion import Scene
from sitegen.compare.clash_rules import CONTRADICTIONS, Guard
from sitegen.compare.omission_rules import EXTENTS

GUARDS = (*CONTRADICTIONS, *EXTENTS)
"""Every guard, the ones that see a clash first."""

DECISIVE = reduce(or_, (guard.mine | guard.theirs | guard.either for guard in GUARDS))
"""Classes of words without which some guard cannot fire."""


class Guards:
    """The guards of one group."""

    def __init__(self, alignment: Alignment) -> None:
        self.scene = Scene(alignment)

    def objection(self, index: int, other: int) -> str | None:
        """Name of the first guard against filing passage `index` under passage `other`."""
        return self._first(index, other, clash=False)

    def difference(self, index: int, other: int) -> str | None:
        """Name of the first guard that sees passage `index` claim what passage `other` does not."""
        return self._first(index, other, clash=True)

    def other_time(self, index: int, other: int) -> bool:
        """Whether one of two passages speaks of what is to come and the other does not."""
        return self.scene.assertion(index).future != self.scene.assertion(other).future

    def _first(self, index: int, other: int, *, clash: bool) -> str | None:
        scene = self.scene
        one, two = scene.assertion(index), scene.assertion(other)
        for guard in concerned(one.bits & DECISIVE, two.bits & DECISIVE, clash=clash):
            if guard.fires(scene, one, two):
                return guard.name
        return None


@lru_cache(maxsize=16384)
def concerned(mine: int, theirs: int, *, clash: bool) -> tuple[Guard, ...]:
    """The guards that may fire between two passages with words of these classes, in order."""
    return tuple(guard for guard in (CONTRADICTIONS if clash else GUARDS) if guard.concerns(mine, theirs))
