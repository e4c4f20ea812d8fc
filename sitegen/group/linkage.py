"""Average linkage: the groups in a component of stories, from the probabilities of its pairs."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

Pairs = Mapping[tuple[int, int], int]
Links = dict[int, int]
Groups = dict[int, list[int]]
Bars = dict[int, set[int]]
"""For each group those that it may not join."""


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


def round_ups_apart(
    groups: Sequence[Sequence[int]], pairs: Pairs, free: Container[int], clear: int, strange: int
) -> list[list[int]]:
    """Return the groups with each story on its own that tells of a second event as well.

    That is a story as like as `clear`, on average, to a group that the rest of its own is less than
    `strange` like. Only places that are `free` are looked at.
    """
    home = {place: number for number, group in enumerate(groups) for place in group}
    alone: set[int] = set()
    abroad = sorted(
        {
            (place, home[there])
            for pair, likeness in pairs.items()
            for place, there in (pair, pair[::-1])
            if likeness >= clear and home[place] != home[there] and place in free
        }
    )
    for place, second in abroad:
        rest = [each for each in groups[home[place]] if each != place]
        there = groups[second]
        if (
            rest
            and _sum(pairs, [place], there) >= clear * len(there)
            and _sum(pairs, rest, there) < strange * len(rest) * len(there)
        ):
            alone.add(place)
    kept = [[place for place in group if place not in alone] for group in groups]
    return sorted([*filter(None, kept), *([place] for place in alone)])


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
