"""What keeps one sentence of a group from being filed under another: the rules that fire between them."""

from __future__ import annotations

from functools import lru_cache, reduce
from operator import or_

from sitegen.compare.align import Alignment
from sitegen.compare.assertion import Scene
from sitegen.compare.rules import RULES, Finding, Rule, found

DECISIVE = reduce(or_, (rule.mine | rule.theirs | rule.either for rule in RULES))
"""Classes of words without which some rule cannot fire."""


class Guards:
    """The rules of one group."""

    def __init__(self, alignment: Alignment) -> None:
        self.scene = Scene(alignment)

    def objection(self, index: int, other: int) -> Finding | None:
        """Return the first finding against filing passage `index` under passage `other`."""
        return self._first(index, other, clash=False)

    def difference(self, index: int, other: int) -> Finding | None:
        """Return the first that sees passage `index` claim what passage `other` does not."""
        return self._first(index, other, clash=True)

    def other_time(self, index: int, other: int) -> bool:
        """Whether one of two passages speaks of what is to come and the other does not."""
        return self.scene.assertion(index).future != self.scene.assertion(other).future

    def _first(self, index: int, other: int, *, clash: bool) -> Finding | None:
        scene = self.scene
        one, two = scene.assertion(index), scene.assertion(other)
        for rule in concerned(one.bits & DECISIVE, two.bits & DECISIVE, clash=clash):
            finding = found(rule, scene, one, two)
            if finding is not None:
                return finding
        return None


@lru_cache(maxsize=16384)
def concerned(mine: int, theirs: int, *, clash: bool) -> tuple[Rule, ...]:
    """Return the rules that may fire between two passages with words of these classes, in order."""
    return tuple(rule for rule in RULES if (rule.clash or not clash) and rule.concerns(mine, theirs))
