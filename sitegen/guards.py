"""Reasons why one sentence may not be filed under another, however alike they are.

Each guard looks at a passage and its would-be cover and fires when the passage claims something that the
cover does not: another number, a negation, a name. Doubt fires.
"""

from __future__ import annotations

from collections.abc import Iterable

from sitegen.align import Alignment
from sitegen.assertion import Scene
from sitegen.contradiction import CONTRADICTIONS, Guard
from sitegen.extent import EXTENTS

GUARDS = (*CONTRADICTIONS, *EXTENTS)
"""Every guard, the ones that see a clash first."""


class Guards:
    """The guards of one group."""

    def __init__(self, alignment: Alignment) -> None:
        self.scene = Scene(alignment)

    def objection(self, index: int, other: int) -> str | None:
        """Name of the first guard against filing passage `index` under passage `other`."""
        return self._first(index, other, GUARDS)

    def difference(self, index: int, other: int) -> str | None:
        """Name of the first guard that sees passage `index` claim what passage `other` does not."""
        return self._first(index, other, CONTRADICTIONS)

    def _first(self, index: int, other: int, guards: Iterable[tuple[str, Guard]]) -> str | None:
        one, two = self.scene.assertion(index), self.scene.assertion(other)
        return next((name for name, guard in guards if guard(self.scene, one, two)), None)
