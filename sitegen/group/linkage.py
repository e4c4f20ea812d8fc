"""The groups in a component of stories, by average linkage of its pairs, and what a person ties or bars."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from sitegen.group.score import THRESHOLD
from sitegen.model import lazy

Pairs = Mapping[tuple[int, int], int]
Links = dict[int, int]
Groups = dict[int, list[int]]
Bars = dict[int, set[int]]
"""For each group those that it may not join."""

SCALE = 1 << 20
"""Steps of a stored probability: whole numbers add up to the same sum in any order."""

STRONG = round(THRESHOLD * SCALE)
"""Stored probability from which a pair joins a component."""

STRANGE, RAISE = round(0.03 * SCALE), SCALE // 2
"""Stored probability below which two stories are surely of two events, and what every other pair gets on top
of its own, and the threshold with it: such a pair counts against a group by half of what a sure one counts
for it. Without, one round-up joins two events; from .06 up reports of one event fall apart."""

CLEAR = round(0.7 * SCALE)
"""Stored probability, on average over a second group, from which a story tells of that group's event too. At
.35 twelve in a thousand stories of one event alone have such a second group, at .7 hardly any."""

UNLIKE = round(0.2 * SCALE)
"""Stored probability, on average, below which two groups are of two events. Fitted with `CLEAR`."""

NEAR_HALF, NEAR_ALL = round(0.38 * SCALE), round(0.05 * SCALE)
"""Stored probabilities, on average over the likest half of a group and for each of it, from which a lone
story is of its event. With it the recall of long invented reports rises from .974 to 1 and that of short news
from .913 to .918, and the precision of neither falls; from .35 on that of short news does."""

FEW = 3
"""Stories of the smallest group that a lone one is taken into; judgement: two may be of two events."""

MOST_TIED = 40
"""Stories of a group in which one that ties two events together is looked for; judgement: a round-up and the
reports of the two events that it joins are a dozen."""


def close_linkage(
    count: int,
    pairs: Pairs,
    bound: tuple[Sequence[Sequence[int]], Sequence[tuple[int, int]]],
    parted: Callable[[int, int, int], bool],
    opposed: Callable[[int, int], bool],
) -> list[list[int]]:
    """Return the groups of a component that is small enough to look at each pair of stories.

    On top of `average_linkage` pairs of strangers count against a group, an explainer or a colour piece goes
    with the reports that tell most, and a round-up of two events stands alone. `parted` says whether a place
    shares other words with a second than with a third, `opposed` whether anything speaks against two being
    of one event. What is `bound`, places tied and pairs barred, stays.
    """
    tied, barred = bound
    raised = {pair: likeness + RAISE for pair, likeness in pairs.items() if likeness >= STRANGE}
    groups = average_linkage(count, raised, STRONG + RAISE, tied, barred)
    free = set(range(count)).difference(*tied)
    known = {**pairs, **{pair: SCALE for block in tied for pair in combinations(block, 2)}}
    groups = _taken_in(groups, known, free.difference(*barred), opposed)
    return _round_ups_apart(groups, known, free, parted)


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
    links: list[Links] = [{} for _ in range(count)]
    for (one, other), likeness in pairs.items():
        links[one][other] = links[other][one] = likeness
    groups = {place: [place] for place in range(count)}
    bars: Bars = {}
    for block in tied:
        for other in block[1:]:
            _join(block[0], other, links, groups, bars)
    home = {place: name for name, group in groups.items() for place in group}
    for one, other in barred:
        bars.setdefault(home[one], set()).add(home[other])
        bars.setdefault(home[other], set()).add(home[one])
    for name in bars:
        _unlink(name, links, bars)
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


def _taken_in(
    groups: Sequence[list[int]], pairs: Pairs, free: Container[int], opposed: Callable[[int, int], bool]
) -> list[list[int]]:
    """Return the groups with each lone place that is `free` in the group that it is like by half.

    Over the likest half of a group of `FEW` and more it reaches `NEAR_HALF` on average, with none of them it
    falls below `NEAR_ALL`, and nothing is opposed to it there.
    """
    several = [group for group in groups if len(group) >= FEW]
    joined: dict[int, list[int]] = {}
    for (place,) in [group for group in groups if len(group) == 1 and group[0] in free]:
        likest = []
        for number, group in enumerate(several):
            found = sorted([(_sum(pairs, [place], [each]), each) for each in group], reverse=True)
            half = found[: (len(found) + 1) // 2]
            average = sum([likeness for likeness, _ in half]) / len(half)
            if (
                average >= NEAR_HALF
                and found[-1][0] >= NEAR_ALL
                and not any(opposed(place, each) for _, each in half)
            ):
                likest.append((-average, number))
        if likest:
            joined.setdefault(min(likest)[1], []).append(place)
    added = {place for places in joined.values() for place in places}
    rest = [group for group in groups if len(group) < FEW and group[0] not in added]
    return sorted([*rest, *[sorted([*group, *joined.get(at, ())]) for at, group in enumerate(several)]])


def _round_ups_apart(
    groups: Sequence[list[int]], pairs: Pairs, free: Container[int], parted: Callable[[int, int, int], bool]
) -> list[list[int]]:
    """Return the groups with each story on its own that tells of a second event as well.

    That is one which ties two groups to one that are unlike without it, and one that is as like to a second
    group as to its own. Only places that are `free` are looked at.
    """

    def likest(place: int, group: Sequence[int]) -> int:
        return max(group, key=lambda each: (_sum(pairs, [place], [each]), -each))

    def tells(place: int, one: Sequence[int], other: Sequence[int]) -> bool:
        """Whether a story tells of the events of two groups."""
        return (
            all(_sum(pairs, [place], group) >= CLEAR * len(group) for group in (one, other))
            and _sum(pairs, one, other) < UNLIKE * len(one) * len(other)
            and parted(place, likest(place, one), likest(place, other))
        )

    def untied(group: list[int]) -> list[list[int]]:
        """Return the parts of a group that only one story holds together, and that story."""
        for place in [each for each in group if each in free] if 2 < len(group) <= MOST_TIED else ():
            part, other = _parts([each for each in group if each != place], pairs)
            if other and tells(place, part, other):
                return [[place], part, other]
        return [group]

    parts = [part for group in groups for part in untied(group)]
    home = {place: number for number, group in enumerate(parts) for place in group}
    abroad = {
        (place, home[there])
        for pair, likeness in pairs.items()
        for place, there in (pair, pair[::-1])
        if likeness >= CLEAR and home[place] != home[there] and place in free
    }
    alone = {
        place
        for place, second in abroad
        if (rest := [each for each in parts[home[place]] if each != place])
        and tells(place, rest, parts[second])
    }
    kept = [[place for place in group if place not in alone] for group in parts]
    return sorted([*filter(None, kept), *[[place] for place in alone]])


def _parts(places: Sequence[int], pairs: Pairs) -> tuple[list[int], list[int]]:
    """Return the places that strong pairs lead to from the first, and the others."""
    found, todo = {places[0]}, [places[0]]
    while todo:
        one = todo.pop()
        fresh = [each for each in places if each not in found and _sum(pairs, [one], [each]) >= STRONG]
        found.update(fresh)
        todo += fresh
    return sorted(found), [each for each in places if each not in found]


def _sum(pairs: Pairs, some: Iterable[int], others: Sequence[int]) -> int:
    """Return the sum of the likenesses between two groups."""
    return sum([pairs.get((min(one, other), max(one, other)), 0) for one in some for other in others])


class Bonds(Struct, frozen=True, dict=True):
    """Stories tied together and kept apart, by path, whether or not they are there.

    Made by `bonds`, so that equal demands are equal values.
    """

    together: tuple[tuple[str, ...], ...] = ()
    """Stories that are one group; sorted, each story in one of them at most."""
    apart: tuple[tuple[str, str], ...] = ()
    """Pairs that no group holds; sorted."""

    @lazy
    def block_of(self) -> dict[str, tuple[str, ...]]:
        """The stories that a story is tied to, itself among them."""
        return {path: block for block in self.together for path in block}

    @lazy
    def _barred(self) -> dict[str, list[str]]:
        """The stories that come behind a story and are kept apart from it."""
        found: dict[str, list[str]] = {}
        for one, other in self.apart:
            found.setdefault(one, []).append(other)
        return found

    def differing(self, other: Bonds) -> set[str]:
        """The stories that are bound otherwise in `other`."""
        blocks = {*self.together} ^ {*other.together}
        return {path for tied in (*blocks, *({*self.apart} ^ {*other.apart})) for path in tied}

    def within(self, members: Sequence[str]) -> tuple[list[list[int]], list[tuple[int, int]]]:
        """Places in `members` of stories tied together, and of pairs that are kept apart, in order."""
        place = {path: at for at, path in enumerate(members)}
        blocks: dict[tuple[str, ...], list[int]] = {}
        for path in self.block_of.keys() & place.keys():
            blocks.setdefault(self.block_of[path], []).append(place[path])
        pairs = [
            (place[path], place[other])
            for path in self._barred.keys() & place.keys()
            for other in self._barred[path]
            if other in place
        ]
        return sorted(map(sorted, blocks.values())), sorted(pairs)


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
