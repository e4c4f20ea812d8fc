"""Where every digest stands: its id and its address for ever, the letters of its stories, what redirects.

`Identities` follow the groups as they come and go. What they say is a function of the lock and the groups
that are here; they write nothing: `settle` gives the lock to keep after a build.

A story is known by its path and its words; by its words where it moved; by its path where it was edited.
A group goes on with the digest that most of its stories come from. A digest that had no page any more is
taken up again by a story of it that comes back, and a digest whose stories all vanished at once by a group
of the same day that wants its address: a file that was renamed and edited. Groups and records that share no
path, no words and no address have no part in each other's result.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from sitegen.digest.merging import siglum
from sitegen.identity.lock import SUFFIX, Former, Lock, Past, Record, Witness, ordinal
from sitegen.model import Problem
from sitegen.pages import address

ID_DIGITS = 16
"""Hexadecimal digits of an id: 64 bits, so that no two of a site ever meet."""

FEWEST_DIGITS = 4
"""Digits that tell an address from another one at least; more where these do not. Judgement."""

Paths = tuple[str, ...]
"""The paths of a group's stories, in order; what groups go by."""

_LAST = "9"
"""Stands behind every day."""

_NO_PASTS: Mapping[Paths, Past] = {}
_Value = TypeVar("_Value")


class Group(Struct, frozen=True, gc=False):
    """Stories of one event that are here now, as far as addresses go."""

    paths: Paths
    text_keys: tuple[str, ...]
    """For each path a name for the story's words."""
    days: tuple[str, ...]
    """For each path YYYY-MM-DD of the story, or nothing."""
    wanted: str
    """The address that its headline gives."""
    named: tuple[str, ...] = ()
    """The addresses that a person gave it, in the order of its stories; the first counts."""

    @property
    def day(self) -> str:
        """YYYY-MM-DD of its earliest story; empty where none has a date."""
        return min(filter(None, self.days), default="")

    @property
    def order(self) -> Paths:
        """Its paths, the earliest story first, those without a date last."""
        if len(self.paths) == 1:
            return self.paths
        ranked = sorted(zip([day or _LAST for day in self.days], self.paths, strict=True))
        return tuple([path for _, path in ranked])

    @property
    def first(self) -> str:
        """The path that it is named by."""
        return self.order[0]

    @property
    def rank(self) -> tuple[str, str]:
        """Where it stands among groups that want the same: the earlier, then the first by path."""
        return self.day or _LAST, self.first


class Placement(Struct, frozen=True):
    """Where a digest stands and what is remembered of it."""

    id: str
    slug: str
    sigla: dict[str, str]
    """The letter of each of its stories, by path."""
    record: Record
    """What the lock has of it; a blank one for a digest that is new."""


class _Seat(Struct, frozen=True):
    """The record that a group goes on with."""

    record: Record
    """A blank one for a digest that is new."""
    sigla: dict[str, str] | None = None
    """Letters by path; None where they follow from the record alone."""


class _Bond(NamedTuple):
    """Where a story was before: the id of the digest, and its letter there."""

    record: str
    letter: str


_Claim = tuple[tuple[object, ...], Paths, str]
"""A group that could go on with a record, by its rank: the least of all claims counts first."""


class Identities:
    """Ids, addresses and letters of the digests that are here."""

    def __init__(self, lock: Lock) -> None:
        self._groups: dict[Paths, Group] = {}
        self._seats: dict[Paths, _Seat] = {}
        self._slugs: dict[Paths, str] = {}
        self._remember(lock)

    def update(self, gone: Iterable[Paths], come: Iterable[Group]) -> set[Paths]:
        """Follow the groups; the ones that are new or stand elsewhere than before."""
        came = {group.paths: group for group in come}
        for paths in gone:
            del self._groups[paths]
        self._groups |= came
        seats, slugs = self._seats, self._slugs
        self._place(came)
        return came.keys() | {
            paths
            for paths, seat in self._seats.items()
            if seat is not seats.get(paths) or self._slugs[paths] != slugs.get(paths)
        }

    def place(self, paths: Paths) -> Placement:
        """Where the digest of a group stands."""
        seat, slug = self._seats[paths], self._slugs[paths]
        record, sigla = seat.record, seat.sigla
        if sigla is None and record.slug:
            sigla = {path: witness.letter for path, witness in record.stories.items()}
        return Placement(
            id=record.id,
            slug=slug,
            sigla=_dealt(self._groups[paths], {}) if sigla is None else sigla,
            record=record if record.slug else replace(record, slug=slug),
        )

    def stands(self, paths: Paths, slug: str, record: Record) -> bool:
        """Whether a group goes on with just this record, letters and all, and has just this address."""
        seat = self._seats[paths]
        return seat.sigla is None and self._slugs[paths] == slug == record.slug and seat.record == record

    def redirects(self) -> dict[str, str]:
        """Every address that is no page any more with the one that took its place, or nothing; sorted."""
        found: dict[str, str] = {}
        for ident, record in self._records.items():
            paths = self._seated.get(ident)
            if paths is None or record.was or self._slugs[paths] != record.slug:
                end = self._end(ident)
                found |= dict.fromkeys(record.addresses, end)
                found.pop(end, None)
        return dict(sorted((slug, end) for slug, end in found.items() if slug not in address.RESERVED))

    def since(self) -> str:
        """Return when a digest changed last that has no page any more; empty where there is none."""
        gone = (record.updated for ident, record in self._records.items() if ident not in self._seated)
        return max(gone, default="")

    def problems(self) -> tuple[Problem, ...]:
        """What a person should know of addresses that were wanted and not given, sorted."""
        return self._problems

    def settled(self, pasts: Mapping[Paths, Past] = _NO_PASTS) -> Lock:
        """The lock to keep: what stands now, with the past of each group that was merged."""
        records = [self._kept(paths, seat, pasts.get(paths)) for paths, seat in self._seats.items()]
        records += [
            self._parted(record) for ident, record in self._records.items() if ident not in self._seated
        ]
        return Lock(tuple(sorted(records, key=attrgetter("id"))))

    def settle(self, pasts: Mapping[Paths, Past] = _NO_PASTS) -> tuple[Lock, set[Paths]]:
        """Go on from the lock to keep, as a new object would; it, and the groups whose record is new."""
        lock, before = self.settled(pasts), self._seats
        self._remember(lock)
        return lock, {paths for paths, seat in self._seats.items() if seat.record is not before[paths].record}

    def _remember(self, lock: Lock) -> None:
        """Take the records of a lock for what was before."""
        self._records = {record.id: record for record in lock.records}
        seats = [_Seat(record) for record in lock.records]
        self._owner = {path: seat for seat in seats for path in seat.record.stories}
        self._owned = {slug for record in lock.records for slug in record.addresses}
        self._place()

    def _place(self, came: Container[Paths] = ()) -> None:
        """Find a record and an address for each group; those that `came` are not as they were seated."""
        seats: dict[Paths, _Seat] = {}
        others: list[Group] = []
        for paths, group in self._groups.items():
            seat, held = self._owner.get(paths[0]), self._seats.get(paths)
            # Most groups go on with the record that they had.
            mine = held.record if held is not None and held.sigla is None and paths not in came else None
            if seat is not None and (mine is seat.record or _stands(group, seat.record)):
                seats[paths] = seat
            else:
                others.append(group)
        # A group that is just what a record says has no part in what becomes of others.
        taken = {seat.record.id for seat in seats.values()}
        found = _succession(others, [one for ident, one in self._records.items() if ident not in taken])
        for group in others:
            before = found.records.get(group.paths)
            seat = (
                _Seat(Record(self._fresh(group), ""))
                if before is None
                else _Seat(before, _letters(group, before, found.links))
            )
            known = self._seats.get(group.paths)
            seats[group.paths] = known if known == seat else seat
        self._seats, self._heirs = seats, found.heirs
        self._seated = {seat.record.id: paths for paths, seat in seats.items() if seat.record.slug}
        self._slugs, self._problems = self._addresses()

    def _fresh(self, group: Group) -> str:
        """The id of a new digest."""
        key = f"{group.first}\n{group.wanted}"
        ident = address.name(key, ID_DIGITS)
        while ident in self._records:
            key += "\n"
            ident = address.name(key, ID_DIGITS)
        return ident

    def _addresses(self) -> tuple[dict[Paths, str], tuple[Problem, ...]]:
        """The address of each group, and who wanted another; what the lock knows goes to no other digest.

        An address is what is wanted, or that with `SUFFIX` and digits behind it, and nobody can want one of
        the second kind.
        """
        given: dict[Paths, str] = {}
        askers: dict[str, list[Paths]] = {}
        for paths, seat in self._seats.items():
            group, record = self._groups[paths], seat.record
            if wanted := _asked(group, record):
                askers.setdefault(wanted, []).append(paths)
            else:
                slug = record.slug if not group.named or record.slug in group.named else group.named[0]
                # The site may have taken it for itself since it was given.
                given[paths] = self._told_apart(slug, record.id) if slug in address.RESERVED else slug
        problems = []
        for wanted, some in askers.items():
            given |= self._shared_out(wanted, some)
            holder = next((self._groups[paths].first for paths in some if given[paths] == wanted), "")
            has = f"{holder} has" if holder else "the site itself or an earlier digest needs"
            for group in [self._groups[paths] for paths in some if given[paths] != wanted]:
                message = (
                    f"{'slug: in its front matter' if group.named else 'its headline'} gives the address "
                    f"'{wanted}', which {has}; it stands at '{given[group.paths]}'; choose another with "
                    "slug: in its front matter"
                )
                problems.append(Problem(group.first, 0, message))
        return given, tuple(sorted(problems))

    def _shared_out(self, wanted: str, askers: Sequence[Paths]) -> Iterator[tuple[Paths, str]]:
        """An address for each of those who ask for the same one."""
        free, used = wanted not in self._owned and wanted not in address.RESERVED, set[str]()
        groups = [self._groups[paths] for paths in askers]
        for group in sorted(groups, key=lambda one: (not one.named, one.rank)) if groups[1:] else groups:
            record = self._seats[group.paths].record
            if free:
                slug, free = wanted, False
            elif record.slug and record.slug not in address.RESERVED:
                slug = record.slug
            else:
                slug = self._told_apart(wanted, group.first, used)
            used.add(slug)
            yield group.paths, slug

    def _told_apart(self, wanted: str, key: str, used: Container[str] = ()) -> str:
        """The address with as many digits behind it as tell it from all others."""
        digits = FEWEST_DIGITS
        while True:
            slug = f"{wanted}{SUFFIX}{address.name(key, digits)}"
            if slug not in self._owned and slug not in used:
                return slug
            digits += 2

    def _end(self, ident: str) -> str:
        """The address where what a record had is found now; empty where it is nowhere."""
        seen: set[str] = set()
        while ident in self._records and ident not in seen:
            seen.add(ident)
            paths = self._seated.get(ident) or self._heirs.get(ident)
            if paths:
                return self._slugs[paths]
            ident = self._records[ident].gone
        return ""

    def _kept(self, paths: Paths, seat: _Seat, past: Past | None) -> Record:
        """The record of a group to keep."""
        group, slug, old = self._groups[paths], self._slugs[paths], seat.record
        if past in {None, old.past} and seat.sigla is None and old.slug == slug and old.day == group.day:
            return old
        past = past or old.past
        sigla = self.place(paths).sigla
        return Record(
            id=old.id,
            slug=slug,
            was=tuple([was for was in dict.fromkeys((*old.was, old.slug)) if was and was != slug]),
            day=group.day,
            letters=max(old.letters, *map(ordinal, sigla.values())),
            stories={
                path: Witness(sigla[path], key) for path, key in zip(paths, group.text_keys, strict=True)
            },
            left=_left(old, set(sigla.values())),
            updated=past.updated,
            facts=past.facts,
            history=past.history,
        )

    def _parted(self, record: Record) -> Record:
        """The record of a digest that has no page any more."""
        heir = self._heirs.get(record.id)
        if not (record.stories or heir):
            return record
        gone = self._seats[heir].record.id if heir else record.gone
        return replace(record, stories={}, left=_left(record, ()), gone=gone)


def _stands(group: Group, record: Record) -> bool:
    """Whether a record has just the stories of a group with just their words."""
    here = dict(zip(group.paths, group.text_keys, strict=True))
    return {path: witness.text_key for path, witness in record.stories.items()} == here


def _asked(group: Group, record: Record) -> str:
    """The address for which a digest has to stand in line; empty where it has one already."""
    if not record.slug:
        return group.named[0] if group.named else group.wanted or address.name(group.first)
    if not group.named or record.slug in group.named or group.named[0] in record.was:
        return ""
    return group.named[0]


def _left(record: Record, here: Container[str]) -> dict[str, Former]:
    """The stories that were in a record and are not `here`, by letter."""
    known = {witness.letter: Former(path, witness.text_key) for path, witness in record.stories.items()}
    known |= record.left
    return {letter: known[letter] for letter in sorted(known, key=ordinal) if letter not in here}


class _Succession(NamedTuple):
    """Which group goes on with which record."""

    records: dict[Paths, Record]
    """For each group that goes on with one."""
    heirs: dict[str, Paths]
    """For each record without a group the group that has most of its stories, if they are here."""
    links: dict[str, _Bond]
    """For each path that was in a digest."""


def _succession(groups: Sequence[Group], records: Sequence[Record]) -> _Succession:
    """Return what goes on with what; the order of `groups` and `records` does not matter."""
    if not (groups and records):
        return _Succession({}, {}, {})
    links = _links(groups, records)
    known = {record.id: record for record in records}
    votes: dict[tuple[Paths, str], list[str]] = defaultdict(list)
    for group in groups:
        for path in group.paths:
            if path in links:
                votes[group.paths, links[path].record].append(links[path].letter)
    taken = _granted(
        ((-len(found), *_age(known[ident]), min(map(ordinal, found))), group, ident)
        for (group, ident), found in votes.items()
    )
    free = [group for group in groups if group.paths not in taken]
    waiting = [known[ident] for ident in known.keys() - taken.values()]
    taken |= _granted(_returns(free, waiting, {ident for _, ident in votes}))
    # Of two groups with as many of a record's stories its heir is the one with the first of them.
    ranked = sorted(
        (-len(found), min(map(ordinal, found)), group, ident) for (group, ident), found in votes.items()
    )
    held = {*taken.values()}
    heirs = {ident: group for _, _, group, ident in reversed(ranked) if ident not in held}
    return _Succession({paths: known[ident] for paths, ident in taken.items()}, heirs, links)


def _links(groups: Iterable[Group], records: Iterable[Record]) -> dict[str, _Bond]:
    """Return where each story that is here was before; no two were the same one."""
    here = {path: words for group in groups for path, words in zip(group.paths, group.text_keys, strict=True)}
    there = {path: (record.id, *witness) for record in records for path, witness in record.stories.items()}
    both = here.keys() & there.keys()
    same = {path: path for path in both if there[path][2] == here[path]}
    came = _gathered((words, path) for path, words in sorted(here.items()) if path not in same)
    went = _gathered((words, path) for path, (_, _, words) in sorted(there.items()) if path not in same)
    moved = dict(
        pair for words, paths in came.items() for pair in zip(paths, went.get(words, ()), strict=False)
    )
    edited = {path: path for path in both.difference(same, moved, moved.values())}
    return {path: _Bond(*there[old][:2]) for path, old in (same | moved | edited).items()}


def _gathered(pairs: Iterable[tuple[str, _Value]]) -> dict[str, list[_Value]]:
    """Return the values of each key, in the order given."""
    found: dict[str, list[_Value]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def _granted(claims: Iterable[_Claim]) -> dict[Paths, str]:
    """Return the record of each group: the first claim counts, then the next of which both sides are free."""
    found: dict[Paths, str] = {}
    held: set[str] = set()
    for _, group, record in sorted(claims):
        if group not in found and record not in held:
            found[group] = record
            held.add(record)
    return found


def _returns(groups: Iterable[Group], records: Iterable[Record], linked: Container[str]) -> Iterator[_Claim]:
    """Yield claims of groups without a record on records without a group.

    A record that is `linked` has stories that are here, in another group.
    """
    by_path = {path: group.paths for group in groups for path in group.paths}
    by_words = _gathered((words, group.paths) for group in groups for words in group.text_keys)
    by_want = _gathered((want, group) for group in groups for want in (*group.named, group.wanted))
    for record in records:
        known: Counter[Paths] = Counter()
        former = [(path, witness.text_key) for path, witness in record.stories.items()]
        for path, words in (*former, *record.left.values()):
            known.update({by_path[path]} if path in by_path else {})
            known.update(set(by_words.get(words, ())))
        if record.stories and record.id not in linked:
            wanting = by_want.get(record.slug.partition(SUFFIX)[0], ())
            known.update({one.paths: 0 for one in wanting if one.day in {"", record.day} or not record.day})
        for group, count in known.items():
            yield (-count, *_age(record)), group, record.id


def _age(record: Record) -> tuple[int, str, str]:
    """The larger first, then the older."""
    return -len(record.stories), record.day or _LAST, record.id


def _letters(group: Group, record: Record, links: dict[str, _Bond]) -> dict[str, str]:
    """Return the letter of each story of a group that goes on with `record`; none is given a second time."""
    found = {
        path: links[path].letter for path in group.paths if path in links and links[path][0] == record.id
    }
    words = dict(zip(group.paths, group.text_keys, strict=True))
    last_first = sorted(record.left.items(), key=lambda pair: -ordinal(pair[0]))
    for place in (0, 1):
        spare = _gathered(
            (former[place], letter) for letter, former in last_first if letter not in found.values()
        )
        for path in group.order:
            kept = spare.get((path, words[path])[place])
            if path not in found and kept:
                found[path] = kept.pop()
    if not found and len(record.stories) == len(group.paths) == 1:
        # The one story it had was renamed and edited at once.
        found[group.paths[0]] = next(iter(record.stories.values())).letter
    return _dealt(group, found, record.letters)


def _dealt(group: Group, found: dict[str, str], given: int = 0) -> dict[str, str]:
    """Return the letters `found` with new ones for the group's other stories; `given` were given before."""
    for path in group.order:
        if path not in found:
            found[path] = siglum(given)
            given += 1
    return found
