"""The groups in a component of stories, by average linkage of its pairs, and what a person ties or bars."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

Pairs = Mapping[tuple[int, int], int]
Links = dict[int, int]
Groups = dict[int, list[int]]
Bars = dict[int, set[int]]
"""For each group those that it may not join."""

FEW = 3
"""Stories of the smallest group that a lone one is taken into; judgement: two may be of two events."""

MOST_TIED = 40
"""Stories of a group in which one that ties two events together is looked for; judgement: a round-up
and the reports of the two events that it joins are a dozen."""


def average_linkage(
    count: int,
    pairs: Pairs,
    least: int,
    tied: Iterable[Sequence[int]] = (),
    barred: Iterable[tuple[int, int]] = (),
) -> list[list[int]]:
    """Return the groups of so many places: the two most alike are joined until none reach `least` on average.

    `pairs` gives whole-number likenesses by places, the smaller first; a pair that is missing counts 0.
    Sums of whole numbers are exact and ties go to the first places, so nothing depends on the order in
    which pairs are added. `least` is above 0.

    Places that are `tied` begin as one group, however unlike; groups that hold a `barred` pair never join.

    Nearest-neighbour chains (Benzécri 1982; Murtagh 1983): walk from a group to its nearest, on to the
    nearest of that, until two are each other's nearest and join. No join ever makes a third group more
    alike to its nearest, so this finds the same groups as looking for the best pair of all each time,
    in about as many steps as there are pairs. A bar does not change that: joining only adds to it.
    """
    links = _links(count, pairs)
    groups = {place: [place] for place in range(count)}
    bars: Bars = {}
    for block in tied:
        for other in block[1:]:
            _join(block[0], other, links, groups, bars)
    _bar(barred, links, groups, bars)
    for start in range(count):
        chain = [start] if start in groups else []
        while chain:
            tip, before = chain[-1], chain[-2] if len(chain) > 1 else None
            nearest = _nearest(tip, before, links, groups)
            if nearest is None or links[tip][nearest] < least * len(groups[tip]) * len(groups[nearest]):
                chain.pop()
            elif nearest == before:
                chain = chain[:-2]
                _join(tip, nearest, links, groups, bars)
                chain = chain or [min(tip, nearest)]
            else:
                chain.append(nearest)
    return [sorted(group) for _, group in sorted(groups.items())]


class RoundUps(NamedTuple):
    """What makes a story one of several events, in whole-number likenesses as those of the pairs."""

    joined: int
    """From which two stories hang together."""
    clear: int
    """From which a story, on average over a group, tells of that group's event."""
    unlike: int
    """Below which two groups, on average, are of two events."""
    parted: Callable[[int, int, int], bool]
    """Whether a place shares other words with a second than with a third."""

    def tells(self, pairs: Pairs, place: int, one: Sequence[int], other: Sequence[int]) -> bool:
        """Whether a story tells of the events of two groups."""
        return (
            all(_sum(pairs, [place], group) >= self.clear * len(group) for group in (one, other))
            and _sum(pairs, one, other) < self.unlike * len(one) * len(other)
            and self.parted(place, _likest(pairs, place, one), _likest(pairs, place, other))
        )


def round_ups_apart(
    groups: Sequence[Sequence[int]], pairs: Pairs, free: Container[int], known: RoundUps
) -> list[list[int]]:
    """Return the groups with each story on its own that tells of a second event as well.

    That is one which ties two groups to one that are unlike without it, and one that is as like to a second
    group as to its own. Only places that are `free` are looked at.
    """
    parts: list[list[int]] = []
    for group in groups:
        parts += _untied(list(group), pairs, free, known)
    home = {place: number for number, group in enumerate(parts) for place in group}
    abroad = sorted(
        {
            (place, home[there])
            for pair, likeness in pairs.items()
            for place, there in (pair, pair[::-1])
            if likeness >= known.clear and home[place] != home[there] and place in free
        }
    )
    alone = {
        place
        for place, second in abroad
        if (rest := [each for each in parts[home[place]] if each != place])
        and known.tells(pairs, place, rest, parts[second])
    }
    kept = [[place for place in group if place not in alone] for group in parts]
    return sorted([*filter(None, kept), *([place] for place in alone)])


def taken_in(
    groups: Sequence[Sequence[int]],
    pairs: Pairs,
    free: Container[int],
    limits: tuple[int, int],
    opposed: Callable[[int, int], bool],
) -> list[list[int]]:
    """Return the groups with each lone place in the group that it is like by half.

    An explainer or a colour piece is like the reports that tell most, and less like short notices: over the
    likest half of a group of three and more it reaches the first of `limits` on average, and with none of
    them it falls below the second. Only places that are `free` are looked at; `opposed` says of two whether
    anything speaks against one event.
    """
    near, low = limits
    several = [group for group in groups if len(group) >= FEW]
    joined: dict[int, list[int]] = {}
    for (place,) in [group for group in groups if len(group) == 1 and group[0] in free]:
        likest = []
        for number, group in enumerate(several):
            found = sorted([(_sum(pairs, [place], [each]), each) for each in group], reverse=True)
            half = found[: (len(found) + 1) // 2]
            sum_of_half = sum([likeness for likeness, _ in half])
            if (
                sum_of_half >= near * len(half)
                and found[-1][0] >= low
                and not any(opposed(place, each) for _, each in half)
            ):
                likest.append((-sum_of_half / len(half), number))
        if likest:
            joined.setdefault(min(likest)[1], []).append(place)
    added = {place for places in joined.values() for place in places}
    rest = [list(group) for group in groups if len(group) < FEW and group[0] not in added]
    return sorted([*rest, *(sorted([*group, *joined.get(at, ())]) for at, group in enumerate(several))])


def _untied(group: list[int], pairs: Pairs, free: Container[int], known: RoundUps) -> list[list[int]]:
    """Return the parts of a group that only one story holds together, and that story."""
    if 2 < len(group) <= MOST_TIED:
        for place in group:
            rest = [each for each in group if each != place]
            part = _reached(rest, pairs, known.joined)
            other = [each for each in rest if each not in part]
            if place in free and other and known.tells(pairs, place, part, other):
                return [[place], part, other]
    return [group]


def _reached(places: Sequence[int], pairs: Pairs, least: int) -> list[int]:
    """Return the places that pairs as like as `least` lead to from the first."""
    found, todo = [places[0]], [places[0]]
    while todo:
        one = todo.pop()
        fresh = [each for each in places if each not in found and _sum(pairs, [one], [each]) >= least]
        found += fresh
        todo += fresh
    return sorted(found)


def _likest(pairs: Pairs, place: int, others: Iterable[int]) -> int:
    """Return the place of a group that one is most like."""
    return max(others, key=lambda other: (_sum(pairs, [place], [other]), -other))


def _sum(pairs: Pairs, some: Iterable[int], others: Sequence[int]) -> int:
    """Return the sum of the likenesses between two groups."""
    return sum([pairs.get((min(one, other), max(one, other)), 0) for one in some for other in others])


def _links(count: int, pairs: Pairs) -> list[Links]:
    """The likenesses of each place to others."""
    links: list[Links] = [{} for _ in range(count)]
    for (one, other), likeness in pairs.items():
        links[one][other] = links[other][one] = likeness
    return links


def _nearest(group: int, before: int | None, links: list[Links], groups: Groups) -> int | None:
    """The group most alike on average; of equal ones the one the chain came from, else the first."""
    best, found = 0.0, None
    for other, likeness in links[group].items():
        average = likeness / len(groups[other])
        if average > best or (
            average == best and found != before and (other == before or found is None or other < found)
        ):
            best, found = average, other
    return found


def _bar(pairs: Iterable[tuple[int, int]], links: list[Links], groups: Groups, bars: Bars) -> None:
    """Bar the groups of each pair from one another."""
    home = {place: name for name, group in groups.items() for place in group}
    for one, other in pairs:
        bars.setdefault(home[one], set()).add(home[other])
        bars.setdefault(home[other], set()).add(home[one])
    for name in bars:
        _unlink(name, links, bars)


def _unlink(group: int, links: list[Links], bars: Bars) -> None:
    """Let a group be unlike those that it may not join."""
    for other in bars.get(group, ()):
        links[group].pop(other, None)
        links[other].pop(group, None)


def _join(one: int, other: int, links: list[Links], groups: Groups, bars: Bars) -> None:
    """Join two groups under the name of their first member."""
    kept, gone = sorted((one, other))
    groups[kept] += groups.pop(gone)
    moved, links[gone] = links[gone], {}
    for third, likeness in moved.items():
        del links[third][gone]
        if third != kept:
            links[kept][third] = links[third][kept] = links[kept].get(third, 0) + likeness
    for third in bars.pop(gone, ()):
        bars[third].remove(gone)
        bars[third].add(kept)
        bars.setdefault(kept, set()).add(third)
    if bars:
        _unlink(kept, links, bars)


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
