"""Where every digest stands: its id and its address for ever, the letters of its stories, what redirects.

`Identities` follow the groups as they come and go. What they say depends on the lock and the groups that
are here, not on the way they came; it writes nothing: `settled` gives the lock to keep after a build.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from sitegen.identity.addresses import Addresses, Claim
from sitegen.identity.lock import Former, Lock, Past, Record, Witness, ordinal
from sitegen.identity.succession import Group, Paths, base, dealt, formers, gathered, letters, succession
from sitegen.model import Problem
from sitegen.pages import address
from sitegen.pages.view import Change

ID_DIGITS = 16
"""Hexadecimal digits of an id: 64 bits, so that no two of a site ever meet."""

_NO_PASTS: Mapping[Paths, Past] = {}


class Placement(Struct, frozen=True):
    """Where a digest stands and what is remembered of it."""

    id: str
    slug: str
    sigla: dict[str, str]
    """The letter of each of its stories, by path."""
    record: Record
    """What the lock has of it; a blank one for a digest that is new."""

    @property
    def history(self) -> tuple[Change, ...]:
        """What happened to it until the last build, the oldest first."""
        return self.record.history

    @property
    def updated(self) -> str:
        """When its facts changed last, as far as the last build knew; empty for one that is new."""
        return self.record.updated


class _Seat(Struct, frozen=True):
    """The record that a group goes on with."""

    record: Record
    """A blank one for a digest that is new."""
    sigla: dict[str, str] | None = None
    """Letters by path; None where they follow from the record alone."""


class Identities:
    """Ids, addresses and letters of the digests that are here."""

    def __init__(self, lock: Lock) -> None:
        self._remember(lock)
        self._groups: dict[Paths, Group] = {}
        self._seats: dict[Paths, _Seat] = {}
        self._seated: dict[str, Paths] = {}
        """The group of each record that has one."""
        self._heirs: dict[str, Paths] = {}
        """The group that took most stories of a record without one."""
        self._same: set[str] = set()
        """Records whose group has not changed since; they have no part in what becomes of others."""
        self._restless = set(self._records)
        """Records of which an address may redirect."""
        self._addresses = Addresses(lock.records)

    def update(self, gone: Iterable[Paths], come: Iterable[Group]) -> set[Paths]:
        """Follow the groups; the ones that are new or stand elsewhere than before."""
        first = not self._groups
        left, came = list(gone), list(come)
        touched = {ident for paths in left for ident in self._leave(paths)}
        todo = [group for group in came if not self._return(group)]
        if not first:
            touched.update(self._seats[group.paths].record.id for group in came if group.paths in self._seats)
        groups, records = self._vicinity.around(todo, touched, self._same)
        changed = {group.paths for group in came} | self._settle(groups, records)
        changed |= self._addresses.update(left, [self._claim(paths) for paths in changed])
        touched.update(record.id for record in records)
        touched.update(self._seats[paths].record.id for paths in changed)
        self._watch(touched)
        return changed

    def place(self, paths: Paths) -> Placement:
        """Where the digest of a group stands."""
        seat = self._seats[paths]
        record = seat.record
        sigla = seat.sigla
        if sigla is None and record.slug:
            sigla = {path: witness.letter for path, witness in record.stories.items()}
        slug = self._addresses[paths]
        return Placement(
            id=record.id,
            slug=slug,
            sigla=dealt(self._groups[paths], {}) if sigla is None else sigla,
            record=record if record.slug else replace(record, slug=slug),
        )

    def redirects(self) -> dict[str, str]:
        """Every address that is no page any more with the one that took its place, or nothing; sorted."""
        found: dict[str, str] = {}
        for ident in self._restless:
            end = self._end(ident)
            found |= dict.fromkeys(self._records[ident].addresses, end)
            found.pop(end, None)
        return dict(sorted((slug, end) for slug, end in found.items() if slug not in address.RESERVED))

    def since(self) -> str:
        """Return when a digest changed last that has no page any more; empty where there is none."""
        gone = (record.updated for ident, record in self._records.items() if ident not in self._seated)
        return max(gone, default="")

    def problems(self) -> tuple[Problem, ...]:
        """What a person should know of addresses that were wanted and not given, sorted."""
        found = []
        for group, wanted, holder in self._addresses.refused():
            gives = "slug: in its front matter" if group.named else "its headline"
            has = f"{holder.first} has" if holder else "the site itself or an earlier digest needs"
            message = (
                f"{gives} gives the address '{wanted}', which {has}; it stands at "
                f"'{self._addresses[group.paths]}'; choose another with slug: in its front matter"
            )
            found.append(Problem(group.first, 0, message))
        return tuple(sorted(found))

    def settled(self, pasts: Mapping[Paths, Past] = _NO_PASTS) -> Lock:
        """The lock to keep: what stands now, with the past of each group that was merged."""
        records = [self._kept(paths, seat, pasts.get(paths)) for paths, seat in self._seats.items()]
        records += [
            self._parted(record) for ident, record in self._records.items() if ident not in self._seated
        ]
        return Lock(tuple(sorted(records, key=attrgetter("id"))))

    def settle(self, pasts: Mapping[Paths, Past] = _NO_PASTS) -> tuple[Lock, set[Paths]]:
        """Go on from the lock to keep, as a new object would; it, and the groups whose record is new."""
        lock = self.settled(pasts)
        fresh = {record.id for record in lock.records if self._records.get(record.id) is not record}
        if not fresh:
            return lock, set()
        changed = {paths for paths, seat in self._seats.items() if seat.record.id in fresh}
        self._remember(lock)
        for paths in changed:
            record = self._records[self._seats[paths].record.id]
            self._seats[paths] = _Seat(record)
            self._seated[record.id] = paths
        self._same = set(self._seated)
        self._heirs.clear()
        self._addresses.own(self._records[ident] for ident in fresh)
        self._addresses.update((), [self._claim(paths) for paths in changed])
        self._watch(fresh)
        return lock, changed

    def _remember(self, lock: Lock) -> None:
        """Take the records of a lock for what was before."""
        self._records = {record.id: record for record in lock.records}
        self._owner = {path: record for record in lock.records for path in record.stories}
        self._vicinity = Neighbours(lock.records)

    def _leave(self, paths: Paths) -> tuple[str, ...]:
        """Forget a group; the records that it had to do with."""
        group, seat = self._groups.pop(paths), self._seats.pop(paths)
        self._seated.pop(seat.record.id, None)
        if seat.record.id in self._same:
            self._same.remove(seat.record.id)
            return (seat.record.id,)
        return tuple(self._vicinity.leave(group))

    def _return(self, group: Group) -> bool:
        """Take a group in; whether a record has just its stories with just their words."""
        paths = group.paths
        self._groups[paths] = group
        record = self._owner.get(paths[0])
        if record is None or len(record.stories) != len(paths):
            return False
        for path, words in zip(paths, group.told, strict=True):
            witness = record.stories.get(path)
            if witness is None or witness[1] != words:
                return False
        self._seats[paths] = _Seat(record)
        self._seated[record.id] = paths
        self._same.add(record.id)
        self._heirs.pop(record.id, None)
        return True

    def _settle(self, groups: Sequence[Group], records: Sequence[Record]) -> set[Paths]:
        """Find the records of some groups anew; the groups that have another one, or other letters."""
        for record in records:
            self._seated.pop(record.id, None)
            self._heirs.pop(record.id, None)
        found = succession(groups, records)
        self._heirs |= found.heirs
        changed: set[Paths] = set()
        for group in groups:
            if (before := found.records.get(group.paths)) is None:
                seat = _Seat(Record(self._fresh(group), ""))
            else:
                seat = _Seat(before, letters(group, before, found.links))
                self._seated[before.id] = group.paths
            if self._seats.get(group.paths) != seat:
                self._seats[group.paths] = seat
                changed.add(group.paths)
        return changed

    def _fresh(self, group: Group) -> str:
        """The id of a new digest."""
        key = f"{group.first}\n{group.wanted}"
        ident = address.name(key, ID_DIGITS)
        while ident in self._records:
            key += "\n"
            ident = address.name(key, ID_DIGITS)
        return ident

    def _claim(self, paths: Paths) -> Claim:
        """What a group wants of the addresses."""
        return Claim(self._groups[paths], self._seats[paths].record)

    def _watch(self, touched: Iterable[str]) -> None:
        """Note which of some records have an address that may redirect."""
        for ident in touched:
            if ident in self._records:
                record, paths = self._records[ident], self._seated.get(ident)
                quiet = paths is not None and not record.was and self._addresses[paths] == record.slug
                (self._restless.discard if quiet else self._restless.add)(ident)

    def _end(self, ident: str) -> str:
        """The address where what a record had is found now; empty where it is nowhere."""
        seen: set[str] = set()
        while ident in self._records and ident not in seen:
            seen.add(ident)
            paths = self._seated.get(ident) or self._heirs.get(ident)
            if paths:
                return self._addresses[paths]
            ident = self._records[ident].gone
        return ""

    def _kept(self, paths: Paths, seat: _Seat, past: Past | None) -> Record:
        """The record of a group to keep."""
        group, slug, old = self._groups[paths], self._addresses[paths], seat.record
        past = past or old.past
        if seat.sigla is None and (old.slug, old.day, old.past) == (slug, group.day, past):
            return old
        sigla = self.place(paths).sigla
        return Record(
            id=old.id,
            slug=slug,
            was=tuple([was for was in dict.fromkeys((*old.was, old.slug)) if was and was != slug]),
            day=group.day,
            letters=max(old.letters, *map(ordinal, sigla.values())),
            stories={path: Witness(sigla[path], told) for path, told in zip(paths, group.told, strict=True)},
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


def _left(record: Record, here: Container[str]) -> dict[str, Former]:
    """The stories that were in a record and are not `here`, by letter."""
    known = {witness.letter: Former(path, witness.told) for path, witness in record.stories.items()}
    known |= record.left
    return {letter: known[letter] for letter in sorted(known, key=ordinal) if letter not in here}


class Neighbours:
    """The groups that are not just what a record says, and what they share with the records.

    They share a path, the words of a story, or the address that they want.
    """

    def __init__(self, records: Sequence[Record]) -> None:
        self._records = records
        self._by_path: dict[str, Group] = {}
        self._by_words: dict[str, dict[Paths, Group]] = {}
        self._by_want: dict[str, dict[Paths, Group]] = {}

    def around(
        self, come: Sequence[Group], touched: Iterable[str], same: Container[str]
    ) -> tuple[list[Group], list[Record]]:
        """Groups that `come` or that may go on with another record now, and the records that they may take.

        `touched` are records to start from as well; those in `same` are taken.
        """
        for group in come:
            self._enter(group)
        groups, records = {group.paths: group for group in come}, set(touched)
        new_groups, new_records = list(come), list(records)
        while new_groups or new_records:
            near = {ident for group in new_groups for ident in self._records_of(group) if ident not in same}
            beside = [group for ident in new_records for group in self._groups_of(self._known[ident])]
            new_records = list(near - records)
            new_groups = [group for group in beside if group.paths not in groups]
            records.update(new_records)
            groups.update((group.paths, group) for group in new_groups)
        return list(groups.values()), [self._known[ident] for ident in records if ident not in same]

    def leave(self, group: Group) -> Iterable[str]:
        """Forget a group; the ids of the records that it may have to do with."""
        for path in group.paths:
            del self._by_path[path]
        for kept, keys in ((self._by_words, group.told), (self._by_want, group.wants)):
            for key in set(keys):
                del kept[key][group.paths]
                if not kept[key]:
                    del kept[key]
        return set(self._records_of(group))

    def _enter(self, group: Group) -> None:
        self._by_path.update(dict.fromkeys(group.paths, group))
        for kept, keys in ((self._by_words, group.told), (self._by_want, group.wants)):
            for key in keys:
                kept.setdefault(key, {})[group.paths] = group

    def _records_of(self, group: Group) -> Iterator[str]:
        if self._records:
            for path, words in zip(group.paths, group.told, strict=True):
                yield from self._at_path.get(path, ())
                yield from self._with_words.get(words, ())
            for want in group.wants:
                yield from self._with_base.get(want, ())

    def _groups_of(self, record: Record) -> Iterator[Group]:
        if self._by_path:
            for path, words in formers(record):
                if path in self._by_path:
                    yield self._by_path[path]
                yield from self._by_words.get(words, {}).values()
            yield from self._by_want.get(base(record.slug), {}).values()

    @cached_property
    def _known(self) -> dict[str, Record]:
        return {record.id: record for record in self._records}

    @cached_property
    def _at_path(self) -> dict[str, list[str]]:
        """The records that have or had a story of each path."""
        return gathered((path, record.id) for record in self._records for path, _ in formers(record))

    @cached_property
    def _with_words(self) -> dict[str, list[str]]:
        """The records that have or had a story of just these words."""
        return gathered((words, record.id) for record in self._records for _, words in formers(record))

    @cached_property
    def _with_base(self) -> dict[str, list[str]]:
        """The records with a page whose address was wanted as this."""
        return gathered((base(record.slug), record.id) for record in self._records if record.stories)
