"""What grouping heeds whatever the stories say: which of them are one group, which pairs no group holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from msgspec import Struct


class Bonds(Struct, frozen=True, dict=True):
    """Stories tied together and kept apart, by path, whether or not they are there.

    Made by `bonds`, so that equal demands are equal values.
    """

    together: tuple[tuple[str, ...], ...] = ()
    """Stories that are one group; sorted, each story in one of them at most."""
    apart: tuple[tuple[str, str], ...] = ()
    """Pairs that no group holds; sorted."""

    @cached_property
    def block_of(self) -> dict[str, tuple[str, ...]]:
        """The stories that a story is tied to, itself among them."""
        return {path: block for block in self.together for path in block}

    @cached_property
    def barred(self) -> dict[str, set[str]]:
        """The stories that a story is kept apart from."""
        found: dict[str, set[str]] = {}
        for one, other in self.apart:
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
        return found

    def differing(self, other: Bonds) -> set[str]:
        """The stories that are bound otherwise in `other`."""
        blocks = set(self.together) ^ set(other.together)
        return {path for tied in (*blocks, *(set(self.apart) ^ set(other.apart))) for path in tied}

    def blocks_in(self, members: Sequence[str]) -> list[list[int]]:
        """Places in `members` of stories tied together."""
        found: dict[tuple[str, ...], list[int]] = {}
        for place, path in enumerate(members):
            if path in self.block_of:
                found.setdefault(self.block_of[path], []).append(place)
        return list(found.values())

    def barred_in(self, members: Sequence[str]) -> list[tuple[int, int]]:
        """Places in `members` of pairs that are kept apart."""
        place = {path: at for at, path in enumerate(members)}
        pairs = [
            (at, place[other])
            for path, at in place.items()
            for other in self.barred.get(path, ())
            if other in place
        ]
        return sorted([pair for pair in pairs if pair[0] < pair[1]])


def bonds(together: Iterable[Iterable[str]], apart: Iterable[tuple[str, str]]) -> Bonds:
    """Bonds from lists in any order; lists that share a story are one, and a pair within one is not apart.

    >>> bonds([("b", "a"), ("c", "b")], [("x", "a"), ("a", "c")])
    Bonds(together=(('a', 'b', 'c'),), apart=(('a', 'x'),))
    """
    block_of: dict[str, set[str]] = {}
    for paths in together:
        given = set(paths)
        block = given.union(*[block_of[path] for path in given if path in block_of])
        block_of.update(dict.fromkeys(block, block))
    blocks = {tuple(sorted(block)) for block in block_of.values()}
    pairs = {(min(pair), max(pair)) for pair in apart}
    parted = [pair for pair in pairs if pair[1] not in block_of.get(pair[0], {pair[0]})]
    return Bonds(tuple(sorted([block for block in blocks if len(block) > 1])), tuple(sorted(parted)))
