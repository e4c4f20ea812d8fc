"""The stories of a site, grouped by event and kept so while stories come and go."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from itertools import combinations

import msgspec
from msgspec import Struct

from sitegen.group.inverted_index import Postings, linked, marks_of
from sitegen.group.linkage import Bonds, RoundUps, average_linkage, bonds, round_ups_apart, taken_in
from sitegen.group.score import (
    THRESHOLD,
    Heavy,
    Profile,
    Score,
    are_near,
    common_words,
    compare,
    forget,
    heavy_cosine,
    probability,
)
from sitegen.group.vector import UNIT, Features
from sitegen.rows import Memory, Rows

SCALE = 1 << 20
"""Steps of a stored probability: whole numbers add up to the same sum in any order."""

STRONG = round(THRESHOLD * SCALE)
"""Stored probability from which a pair joins a component."""

MANY, CROWDED = 200, 0.05
"""Stories from which a folder is large, and the share of them in one component from which it is a crowd.

Ten thousand stories of mixed news have at most .2 % in one component, reports of nothing but
look-alike events 20 %, a domain that the term table does not know most of the folder.
"""

NEIGHBOURS = round(0.17 * UNIT**2)
"""Cosine of two stories' heaviest terms, out of `UNIT` squared, from which they are named as related; four
in five of the pairs that are worth comparing share less, and share it by chance."""

PROFILES = 500
"""Unpacked stories kept at hand, about 10 kB each; what they tell is kept for fewer, see `score.UNPACKED`.

At 5,000 stories 500 and 1,500 take the same time.
"""

LARGE = 500
"""Stories in a component beyond which its weak pairs count as nothing.

So many hang together only by the stock words of a domain that the term table does not know; groups in
there had better be tight, and all its pairs, 125,000, would take minutes.
"""


STRANGE, RAISE = round(0.03 * SCALE), SCALE // 2
"""Stored probability below which two stories are surely of two events, and what every other pair gets on top
of its own, and the threshold with it: such a pair counts against a group by half of what a sure one counts
for it. Without, one round-up joins two events; from .06 up reports of one event fall apart."""

CLEAR = round(0.7 * SCALE)
"""Stored probability, on average over a second group, from which a story tells of that group's event too.

At .35 twelve in a thousand stories of one event alone have such a second group, at .7 hardly any.
"""


UNLIKE, PARTED = round(0.2 * SCALE), 0.5
"""Stored probability below which the rest of its group and that second group are of two events; and the most
that what the story shares with the one may have in common with what it shares with the other."""


NEAR_HALF, NEAR_ALL, AGAINST = round(0.38 * SCALE), round(0.05 * SCALE), -1.0
"""Stored probabilities, on average over the likest half of a group and for each of it, from which a lone
story is of its event; log-odds of a kind of evidence that speaks against it.

With it the recall of long invented reports rises from .974 to 1 and that of short news from .913 to .918, and
the precision of neither falls; from .35 on that of short news does.
"""

EVENTS_TOLD = 3
"""Sentences of the shortest story that can tell of two events; judgement."""


class Moved(Struct, frozen=True):
    """What an update changed."""

    gone: frozenset[tuple[str, ...]]
    """Groups that are no more."""
    come: frozenset[tuple[str, ...]]
    """Groups that are new."""
    kin: frozenset[str]
    """Stories just taken in, and those that have another story near them than before."""


class _Component(Struct, array_like=True, gc=False):
    """Stories that hang together by pairs above the threshold, and the groups they fall into."""

    members: list[int]
    groups: list[tuple[str, ...]]


class _State(Struct, array_like=True):
    """What an index is made of; stories go by number, counted from 1."""

    following: int = 1
    paths: dict[int, str] = {}
    strong: dict[int, dict[int, int]] = {}
    """Probabilities that reach the threshold, both ways."""
    kin: dict[int, dict[int, int]] = {}
    """Cosines of the heaviest terms, out of `UNIT` squared, of pairs that are `NEIGHBOURS`, both ways."""
    weak: dict[int, dict[int, int]] = {}
    """Those of the other pairs inside components, both ways; a memo."""
    components: dict[int, _Component] = {}
    postings: dict[int, bytes] = {}
    bonds: Bonds = Bonds()


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Features).decode


class Index:
    """Groups of stories that report one event.

    What it holds follows from the stories and bonds alone, whatever came and went before and in any order. An
    update compares new stories with those that share telling words with them and links only the
    components it touched.
    """

    def __init__(self, rows: Rows | None = None) -> None:
        """`rows` keep the features of each story by its path, which are unpacked when it is compared."""
        self._rows = rows or Memory()
        self._take(_State())

    def _take(self, state: _State) -> None:
        self._state = state
        self._postings = Postings(state.postings)
        self._numbers = {path: number for number, path in state.paths.items()}
        self._home = {
            number: home for home, component in state.components.items() for number in component.members
        }
        self._profiles: dict[int, Profile] = {}
        self._older: dict[int, Profile] = {}
        self._heavies: dict[int, Heavy] = {}
        self._groups = sorted([group for part in state.components.values() for group in part.groups])
        self._home_of = {path: group for group in self._groups for path in group}
        self._moving: tuple[set[tuple[str, ...]], set[int]] = set(), set()
        """During an update: groups that were, stories whose neighbours change."""

    def __len__(self) -> int:
        return len(self._numbers)

    def update(self, added: Iterable[Features], removed: Iterable[str] = ()) -> Moved:
        """Take stories out by path and in; one that is here already is replaced."""
        before: set[tuple[str, ...]] = set()
        kin: set[int] = set()
        self._moving = before, kin
        fresh = sorted({story.path: story for story in added}.values(), key=lambda story: story.path)
        touched: set[int] = set()
        for path in sorted({*removed, *(story.path for story in fresh)} & self._numbers.keys()):
            touched |= self._drop(self._numbers.pop(path))
        touched.update([self._insert(story) for story in fresh])
        after = self._regroup(touched & self._state.paths.keys())
        near = [self._state.paths[number] for number in kin if number in self._state.paths]
        taken = [story.path for story in fresh]
        return Moved(frozenset(before - after), frozenset(after - before), frozenset(near + taken))

    def constrain(self, together: Iterable[Iterable[str]], apart: Iterable[tuple[str, str]]) -> Moved:
        """Tie stories together and keep pairs apart, by path; what was so before and is not named is free.

        Stories that are not here count when they come.
        """
        before: set[tuple[str, ...]] = set()
        self._moving = before, set()
        old, self._state.bonds = self._state.bonds, bonds(together, apart)
        touched: set[int] = set()
        for path in old.differing(self._state.bonds) & self._numbers.keys():
            touched |= {self._numbers[path]} | self._dissolve(self._numbers[path])
        after = self._regroup(touched)
        return Moved(frozenset(before - after), frozenset(after - before), frozenset())

    @property
    def bonds(self) -> Bonds:
        """What is tied together and kept apart."""
        return self._state.bonds

    def group(self, path: str) -> tuple[str, ...]:
        """The group of a story."""
        return self._home_of[path]

    def kin(self, path: str) -> tuple[tuple[str, int], ...]:
        """The stories that share telling terms with this one, in no order, each with how much."""
        found = self._state.kin.get(self._numbers[path], {})
        return tuple([(self._state.paths[number], likeness) for number, likeness in found.items()])

    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The paths of every group, singles included, in order."""
        return tuple(self._groups)

    def near(self, path: str) -> tuple[tuple[str, Score], ...]:
        """The stories that were compared with this one the likeliest first."""
        number = self._numbers[path]
        own = self._profile(number)
        others = self._postings.near(own.features.published, marks_of(own))
        scores = [(self._profile(other), other) for other in others if other != number]
        found = [(self._state.paths[other], compare(own, profile)) for profile, other in scores]
        return tuple(sorted(found, key=lambda pair: (-pair[1].probability, pair[0])))

    def crowd(self) -> tuple[str, ...]:
        """The stories of a component too large to be trusted, in order; none as a rule.

        It shows that the stock words of a domain look like news to the term table.
        """
        largest = self._largest()
        if len(self) < MANY or len(largest) <= CROWDED * len(self):
            return ()
        return tuple([self._state.paths[number] for number in largest])

    def _largest(self) -> list[int]:
        parts = [component.members for component in self._state.components.values()]
        return max(parts, key=len, default=[])

    def rest(self) -> None:
        """Let go of what comparing unpacked, until stories are compared again."""
        self._profiles.clear()
        self._older.clear()
        self._heavies.clear()
        forget()
        self._postings = Postings(self._postings.pack())

    def dump(self) -> bytes:
        """The index as bytes, for `load` in another process that has the same rows."""
        self._state.postings = self._postings.pack()
        return _encode(self._state)

    @classmethod
    def load(cls, data: bytes, rows: Rows) -> Index:
        """The index that was dumped."""
        index = cls(rows)
        index._take(msgspec.msgpack.decode(data, type=_State))
        return index

    def _profile(self, number: int) -> Profile:
        """A story unpacked; the last ones are kept."""
        found = self._profiles.get(number) or self._older.get(number)
        if found is None:
            path = self._state.paths[number]
            row = self._rows.get("features", path)
            if row is None:
                raise LookupError(path)
            found = Profile(_decode(row))
        return self._hold(number, found)

    def _hold(self, number: int, story: Profile) -> Profile:
        """Keep an unpacked story at hand until `PROFILES` others were used since."""
        self._profiles[number] = story
        if len(self._profiles) > PROFILES:
            self._older, self._profiles = self._profiles, {}
        return story

    def _heavy(self, number: int) -> Heavy:
        """Return what decides whether a story is compared; all are kept."""
        found = self._heavies.get(number)
        if found is None:
            found = self._heavies[number] = _heavy_of(self._profile(number))
        return found

    def _insert(self, story: Features) -> int:
        """Number of a story just taken in and compared."""
        state = self._state
        number, state.following = state.following, state.following + 1
        state.paths[number] = story.path
        self._rows.put("features", story.path, _encode(story))
        self._numbers[story.path] = number
        own = self._hold(number, Profile(story))
        marks, mine = marks_of(own), _heavy_of(own)
        for other in self._postings.near(story.published, marks):
            heavy = self._heavy(other)
            cosine = heavy_cosine(own.heavy, heavy.terms)
            likeness = 0
            if are_near(mine, heavy, cosine):
                likeness = round(probability(own, self._profile(other), cosine) * SCALE)
                if likeness >= STRONG:
                    _tie(state.strong, number, other, likeness)
            if cosine >= NEIGHBOURS or likeness >= STRONG:
                _tie(state.kin, number, other, cosine)
                self._moving[1].update((number, other))
        self._postings.add(number, story.published, marks)
        return number

    def _drop(self, number: int) -> set[int]:
        """Take a story out; the others of its component, which may fall apart."""
        state = self._state
        own = self._profile(number)
        self._postings.remove(number, own.features.published, marks_of(own))
        self._rows.drop("features", state.paths.pop(number))
        self._profiles.pop(number, None)
        self._older.pop(number, None)
        self._heavies.pop(number, None)
        self._moving[1].update(state.kin.get(number, ()))
        for pairs in (state.strong, state.weak, state.kin):
            _untie(pairs, number)
        return self._dissolve(number)

    def _dissolve(self, number: int) -> set[int]:
        """Forget the component of a story; its members."""
        home = self._home.get(number)
        if home is None:
            return set()
        component = self._state.components.pop(home)
        for group in component.groups:
            del self._groups[bisect_left(self._groups, group)]
            self._moving[0].add(group)
            for path in group:
                del self._home_of[path]
        for member in component.members:
            del self._home[member]
        return set(component.members)

    def _regroup(self, touched: set[int]) -> set[tuple[str, ...]]:
        """Find and link the components of the stories touched; their groups."""
        found: set[tuple[str, ...]] = set()
        while touched:
            members = self._reach(touched.pop())
            touched -= members
            for member in members:
                self._dissolve(member)
            ordered = sorted(members, key=lambda number: self._state.paths[number])
            groups = self._link(ordered)
            self._state.components[ordered[0]] = _Component(ordered, groups)
            found.update(groups)
            for group in groups:
                insort(self._groups, group)
                self._home_of.update(dict.fromkeys(group, group))
            self._home.update(dict.fromkeys(ordered, ordered[0]))
        return found

    def _reach(self, number: int) -> set[int]:
        """The component of a story: all that pairs above the threshold and bonds lead to."""
        found, todo = {number}, [number]
        while todo:
            one = todo.pop()
            fresh = self._state.strong.get(one, {}).keys() - found
            if self._state.bonds.together:
                fresh |= self._tied(one) - found
            found |= fresh
            todo += fresh
        return found

    def _tied(self, number: int) -> set[int]:
        """The stories here that a story is tied to."""
        block = self._state.bonds.block_of.get(self._state.paths[number], ())
        return {self._numbers[path] for path in block if path in self._numbers}

    def _link(self, ordered: list[int]) -> list[tuple[str, ...]]:
        """The groups of one component, given in order of path."""
        paths = [self._state.paths[number] for number in ordered]
        if len(ordered) == 1:
            return [(paths[0],)]
        place = {number: index for index, number in enumerate(ordered)}
        pairs: dict[tuple[int, int], int] = {}
        for one, other in self._counting(ordered):
            smaller, larger = sorted((place[one], place[other]))
            pairs[smaller, larger] = self._inside(one, other)
        tied, barred = self._state.bonds.blocks_in(paths), self._state.bonds.barred_in(paths)
        if len(ordered) > LARGE:
            return _named(paths, average_linkage(len(paths), pairs, STRONG, tied, barred))
        raised = {pair: likeness + RAISE for pair, likeness in pairs.items() if likeness >= STRANGE}
        groups = average_linkage(len(paths), raised, STRONG + RAISE, tied, barred)
        free = {at for at, path in enumerate(paths) if path not in self._state.bonds.block_of}

        def parted(place: int, one: int, other: int) -> bool:
            story, *others = [self._profile(ordered[at]) for at in (place, one, other)]
            long = len(story.told.sentences) >= EVENTS_TOLD
            return long and common_words(story, *others) < PARTED

        def opposed(place: int, other: int) -> bool:
            found = compare(*[self._profile(ordered[at]) for at in (place, other)])
            return any(part.value <= AGAINST for part in found.evidence)

        untold = free - {place for pair in barred for place in pair}
        pairs |= {pair: SCALE for block in tied for pair in combinations(block, 2)}
        groups = taken_in(groups, pairs, untold, (NEAR_HALF, NEAR_ALL), opposed)
        return _named(paths, round_ups_apart(groups, pairs, free, RoundUps(STRONG, CLEAR, UNLIKE, parted)))

    def _counting(self, ordered: list[int]) -> list[tuple[int, int]]:
        """The pairs of a component that count for its groups."""
        strong = {(one, other) for one in ordered for other in self._state.strong.get(one, ()) if one < other}
        if len(ordered) <= LARGE:
            strong.update(linked((number, self._profile(number)) for number in ordered))
        return sorted(strong)

    def _inside(self, one: int, other: int) -> int:
        """Probability of a pair inside a component, counted once."""
        for kept in (self._state.strong, self._state.weak):
            if other in kept.get(one, {}):
                return kept[one][other]
        likeness = round(compare(self._profile(one), self._profile(other)).probability * SCALE)
        _tie(self._state.weak, one, other, likeness)
        return likeness


def _heavy_of(story: Profile) -> Heavy:
    return Heavy(story.features.published, story.features.keys, story.heavy)


def _named(paths: list[str], groups: list[list[int]]) -> list[tuple[str, ...]]:
    """Return groups of places as groups of paths."""
    return [tuple([paths[place] for place in group]) for group in groups]


def _tie(pairs: dict[int, dict[int, int]], one: int, other: int, likeness: int) -> None:
    """Note the likeness of a pair, both ways."""
    pairs.setdefault(one, {})[other] = likeness
    pairs.setdefault(other, {})[one] = likeness


def _untie(pairs: dict[int, dict[int, int]], number: int) -> None:
    """Forget the pairs of a story."""
    for other in pairs.pop(number, {}):
        del pairs[other][number]
