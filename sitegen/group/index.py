"""The stories of a site, grouped by event and kept so while stories come and go.

Two stories are compared whose heaviest terms have enough in common, a rule that looks at the two alone, so it
gives the same answer in any folder. Each heavy term has a level, how many steps its weight goes up; two
stories have in common the lower of the two levels, summed over their terms. For each term and step a list
names the stories that reach the step, by the days of their publication; how often a story stands in the lists
of another is what they have in common.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, OrderedDict
from collections.abc import Iterable, Sequence
from itertools import chain, combinations
from typing import NamedTuple

import msgspec
from msgspec import Struct

from sitegen.group.evidence import shared_keys
from sitegen.group.features import UNIT, Features
from sitegen.group.linkage import SCALE, STRONG, Bonds, average_linkage, bonds, close_linkage
from sitegen.group.profile import Profile
from sitegen.group.score import WINDOW, Score, common_words, compare, days_apart, heavy_cosine
from sitegen.rows import Memory, Rows

LEAST_HEAVY, LEAST_HEAVY_A_DAY = round(0.10 * UNIT**2), round(0.015 * UNIT**2)
"""Least cosine of two stories' heaviest terms, out of `UNIT` squared, for a pair to be joined, and what each
day between the publications beyond the first adds to it. Of pairs above the threshold, in short texts and
long, at most .6 % lie below it; .17 loses 4 to 8 % of those of short news."""

STEP = 0.08 * UNIT
"""Weight of a step, of vectors of length `UNIT`; the first is reached at one and a half."""

LEAST_COMMON = 4
"""Steps two stories must have in common to be compared: 4 loses five times as many of the pairs above the
threshold, 2 doubles the comparisons."""

OFTEN = 2
"""Steps of a word that no table knows from which two stories with it are compared: 1 % more pairs in short
news, 9 % more in long invented ones."""

LEAST_LINKED = round(0.06 * UNIT**2)
"""Least cosine of two stories' heaviest terms, out of `UNIT` squared, for the pair to count inside a
component, whose groups are told by the average of all pairs, also of weak ones."""

BUCKET = 5
"""Days in a bucket, a part of `WINDOW`: shorter ones hold fewer stories out of the window, but are more.
Judgement."""

MANY, CROWDED = 200, 0.05
"""Stories from which a folder is large, and the share of them in one component from which it is a crowd. Ten
thousand stories of mixed news have at most .2 % in one component, reports of nothing but look-alike events 20
%, a domain that the term table does not know most of the folder."""

NEIGHBOURS = round(0.17 * UNIT**2)
"""Cosine of two stories' heaviest terms, out of `UNIT` squared, from which they are named as related; four in
five of the pairs that are worth comparing share less, and share it by chance."""

PROFILES = 500
"""Unpacked stories kept at hand, 10 kB each, up to 100 kB of those that came near another.
At 5,000 stories 200 take 6 % more time."""

LARGE = 500
"""Stories in a component beyond which its weak pairs count as nothing. So many hang together only by the
stock words of a domain that the term table does not know; groups in there had better be tight, and all its
pairs, 125,000, would take minutes."""

PARTED = 0.5
"""The most that what a round-up shares with one event may have in common with what it shares with another.
Fitted with `linkage.CLEAR`."""

AGAINST = -1.0
"""Log-odds of a kind of evidence that speaks against one event; judgement."""

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


_Links = dict[int, dict[int, int]]
"""A likeness for each of some pairs, both ways."""

_Lists = dict[str, list[int]]
"""For each term and step the numbers of the stories that reach it."""


class _State(Struct, array_like=True):
    """What an index is made of; stories go by number, counted from 1."""

    following: int = 1
    paths: dict[int, str] = {}
    strong: _Links = {}
    """Probabilities that reach the threshold."""
    kin: _Links = {}
    """Cosines of the heaviest terms, out of `UNIT` squared, of pairs that are `NEIGHBOURS`."""
    weak: _Links = {}
    """Probabilities of the other pairs inside components; a memo."""
    components: dict[int, _Component] = {}
    postings: dict[int, bytes] = {}
    """The encoded lists of each `BUCKET` that is not open."""
    bonds: Bonds = Bonds()


class _Heavy(NamedTuple):
    """What decides whether a story is compared with another: its day, its keys and its heaviest terms."""

    published: int
    keys: tuple[str, ...]
    terms: dict[str, int]


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Features).decode
_decode_lists = msgspec.msgpack.Decoder(_Lists).decode


class Index:
    """Groups of stories that report one event.

    What it holds follows from the stories and bonds alone, whatever came and went before and in any order. An
    update compares new stories with those that share telling words with them and links only the
    components it touched.
    """

    def __init__(self, rows: Rows | None = None, dumped: bytes = b"") -> None:
        """`rows` keep the features of each story by its path; `dumped` is what `dump` gave of them."""
        self._rows = rows or Memory()
        self._state = msgspec.msgpack.decode(dumped, type=_State) if dumped else _State()
        self._buckets: dict[int, _Lists] = {}
        self._profiles: OrderedDict[int, Profile] = OrderedDict()
        self._heavies: dict[int, _Heavy] = {}
        self._numbers = {path: number for number, path in self._state.paths.items()}
        components = self._state.components.items()
        self._home = {number: home for home, component in components for number in component.members}
        self._groups = sorted([group for _, component in components for group in component.groups])
        self._home_of = {path: group for group in self._groups for path in group}
        self._moving: tuple[set[tuple[str, ...]], set[int]] = set(), set()
        """During an update: groups that were, stories whose neighbours change."""

    def __len__(self) -> int:
        return len(self._numbers)

    def update(self, added: Iterable[Features], removed: Iterable[str] = ()) -> Moved:
        """Take stories out by path and in; one that is here already is replaced."""
        before, kin = self._moving = set(), set()
        fresh = sorted({story.path: story for story in added}.values(), key=lambda story: story.path)
        taken = [story.path for story in fresh]
        touched: set[int] = set()
        for path in sorted({*removed, *taken} & self._numbers.keys()):
            touched |= self._drop(self._numbers.pop(path))
        touched.update([self._insert(story) for story in fresh])
        after = self._regroup(touched & self._state.paths.keys())
        near = [self._state.paths[number] for number in kin if number in self._state.paths]
        return Moved(frozenset(before - after), frozenset(after - before), frozenset(near + taken))

    def constrain(self, together: Iterable[Iterable[str]], apart: Iterable[tuple[str, str]]) -> Moved:
        """Tie stories together and keep pairs apart, by path; what was so before and is not named is free.

        Stories that are not here count when they come.
        """
        before, _ = self._moving = set(), set()
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
        """The stories that were compared with this one, the likeliest first."""
        number = self._numbers[path]
        own = self._profile(number)
        others = [other for other in self._near(own.features.published, marks_of(own)) if other != number]
        found = [(self._state.paths[other], compare(own, self._profile(other))) for other in others]
        return tuple(sorted(found, key=lambda pair: (-pair[1].probability, pair[0])))

    def crowd(self) -> tuple[str, ...]:
        """The stories of a component too large to be trusted, in order; none as a rule.

        It shows that the stock words of a domain look like news to the term table.
        """
        parts = [component.members for component in self._state.components.values()]
        largest = max(parts, key=len, default=[])
        if len(self) < MANY or len(largest) <= CROWDED * len(self):
            return ()
        return tuple([self._state.paths[number] for number in largest])

    def rest(self) -> None:
        """Let go of what comparing unpacked, until stories are compared again."""
        self._profiles.clear()
        self._heavies.clear()
        self._state.postings |= {days: _encode(lists) for days, lists in self._buckets.items()}
        self._buckets.clear()

    def dump(self) -> bytes:
        """The index as bytes, for another process that has the same rows."""
        self.rest()
        return _encode(self._state)

    def _profile(self, number: int) -> Profile:
        """A story unpacked; the last ones are kept."""
        found = self._profiles.get(number)
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
        self._profiles.move_to_end(number)
        if len(self._profiles) > PROFILES:
            self._profiles.popitem(last=False)
        return story

    def _heavy(self, number: int) -> _Heavy:
        """Return what decides whether a story is compared; all are kept."""
        if number not in self._heavies:
            self._heavies[number] = _heavy_of(self._profile(number))
        return self._heavies[number]

    def _open(self, days: int) -> _Lists:
        """Return the lists of a bucket, which is a new one where there was none."""
        if days not in self._buckets:
            packed = self._state.postings.pop(days, None)
            self._buckets[days] = {} if packed is None else _decode_lists(packed)
        return self._buckets[days]

    def _near(self, published: int, marks: Sequence[str]) -> list[int]:
        """Return the numbers of the stories worth comparing with one of that day and those marks, rising."""
        within = self._state.postings.keys() | self._buckets.keys()
        if published:
            own, reach = published // BUCKET, WINDOW // BUCKET
            within &= {0, *range(own - reach, own + reach + 1)}
        holders = [lists[mark] for lists in map(self._open, within) for mark in marks if mark in lists]
        common = Counter(chain.from_iterable(holders))
        return sorted([number for number, steps in common.items() if steps >= LEAST_COMMON])

    def _insert(self, story: Features) -> int:
        """Number of a story just taken in and compared."""
        state = self._state
        number, state.following = state.following, state.following + 1
        state.paths[number] = story.path
        self._rows.put("features", story.path, _encode(story))
        self._numbers[story.path] = number
        own = self._hold(number, Profile(story))
        marks, mine = marks_of(own), _heavy_of(own)
        for other in self._near(story.published, marks):
            heavy = self._heavy(other)
            cosine = heavy_cosine(mine.terms, heavy.terms)
            likeness = 0
            if _are_near(mine, heavy, cosine):
                likeness = round(compare(own, self._profile(other), cosine).probability * SCALE)
                if likeness >= STRONG:
                    _tie(state.strong, number, other, likeness)
            if cosine >= NEIGHBOURS or likeness >= STRONG:
                _tie(state.kin, number, other, cosine)
                self._moving[1].update((number, other))
        lists = self._open(story.published // BUCKET)
        for mark in marks:
            lists.setdefault(mark, []).append(number)
        return number

    def _drop(self, number: int) -> set[int]:
        """Take a story out; the others of its component, which may fall apart."""
        state = self._state
        own = self._profile(number)
        lists = self._open(own.features.published // BUCKET)
        for mark in marks_of(own):
            lists[mark].remove(number)
            if not lists[mark]:
                del lists[mark]
        self._rows.drop("features", state.paths.pop(number))
        del self._profiles[number]
        self._heavies.pop(number, None)
        self._moving[1].update(state.kin.get(number, ()))
        for pairs in (state.strong, state.weak, state.kin):
            for other in pairs.pop(number, {}):
                del pairs[other][number]
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
            tied = self._state.bonds.block_of.get(self._state.paths[one], ())
            here = {self._numbers[path] for path in tied if path in self._numbers}
            fresh = (self._state.strong.get(one, {}).keys() | here) - found
            found |= fresh
            todo += fresh
        return found

    def _link(self, ordered: list[int]) -> list[tuple[str, ...]]:
        """The groups of one component, given in order of path."""
        paths = [self._state.paths[number] for number in ordered]
        if len(ordered) == 1:
            return [(paths[0],)]
        place = {number: at for at, number in enumerate(ordered)}
        pairs: dict[tuple[int, int], int] = {}
        for one, other in self._counting(ordered):
            smaller, larger = sorted((place[one], place[other]))
            pairs[smaller, larger] = self._inside(one, other)
        bound = self._state.bonds.within(paths)

        def parted(place: int, one: int, other: int) -> bool:
            story, *others = [self._profile(ordered[at]) for at in (place, one, other)]
            return len(story.sentences) > EVENTS_TOLD and common_words(story, *others) < PARTED

        def opposed(place: int, other: int) -> bool:
            found = compare(self._profile(ordered[place]), self._profile(ordered[other]))
            return any(part.value <= AGAINST for part in found.evidence)

        if len(ordered) > LARGE:
            groups = average_linkage(len(paths), pairs, STRONG, *bound)
        else:
            groups = close_linkage(len(paths), pairs, bound, parted, opposed)
        return [tuple([paths[place] for place in group]) for group in groups]

    def _counting(self, ordered: list[int]) -> list[tuple[int, int]]:
        """The pairs of a component that count for its groups."""
        found = {(one, other) for one in ordered for other in self._state.strong.get(one, ()) if one < other}
        if len(ordered) <= LARGE:
            heavies = [(number, self._heavy(number).terms) for number in sorted(ordered)]
            found.update(
                (one, other)
                for (one, ours), (other, theirs) in combinations(heavies, 2)
                if heavy_cosine(ours, theirs) >= LEAST_LINKED
            )
        return sorted(found)

    def _inside(self, one: int, other: int) -> int:
        """Probability of a pair inside a component, counted once."""
        for kept in (self._state.strong, self._state.weak):
            if other in kept.get(one, {}):
                return kept[one][other]
        likeness = round(compare(self._profile(one), self._profile(other)).probability * SCALE)
        _tie(self._state.weak, one, other, likeness)
        return likeness


def marks_of(story: Profile) -> list[str]:
    """Return each heavy term once per step that it reaches, told by blanks behind, and each key often enough.

    Two stories with a key in their heads are compared whatever their words, and so are two that both say
    a word often that no table knows: one event told in two vocabularies has the name of a firm in common.
    """
    marks: list[str] = []
    for term, weight in story.heavy.items():
        level = int(weight / STEP - 0.5)
        if level:
            marks.append(term)
        if level > 1:
            marks += [term.ljust(len(term) + step) for step in range(1, level)]
        if level >= OFTEN and term in story.features.strange:
            marks += [term.rjust(len(term) + step + 1) for step in range(LEAST_COMMON - OFTEN)]
    return marks + [
        key.rjust(len(key) + step + 1) for key in story.features.keys for step in range(LEAST_COMMON)
    ]


def are_candidates(a: Profile, b: Profile) -> bool:
    """Whether two stories are worth comparing."""
    one, two = _heavy_of(a), _heavy_of(b)
    if (days_apart(one.published, two.published) or 0) > WINDOW:
        return False
    common = Counter(marks_of(a)) & Counter(marks_of(b))
    return common.total() >= LEAST_COMMON and _are_near(one, two, heavy_cosine(one.terms, two.terms))


def _are_near(a: _Heavy, b: _Heavy, cosine: int) -> bool:
    """Whether two stories with enough in common are compared, whose `heavy_cosine` is known."""
    further = max(0, (days_apart(a.published, b.published) or 0) - 1)
    return cosine >= LEAST_HEAVY + LEAST_HEAVY_A_DAY * further or shared_keys(a.keys, b.keys)


def _heavy_of(story: Profile) -> _Heavy:
    return _Heavy(story.features.published, story.features.keys, story.heavy)


def _tie(pairs: _Links, one: int, other: int, likeness: int) -> None:
    """Note the likeness of a pair, both ways."""
    pairs.setdefault(one, {})[other] = likeness
    pairs.setdefault(other, {})[one] = likeness
