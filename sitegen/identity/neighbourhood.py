"""Which groups and records could have to do with each other, so that a change is looked at with no others."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cached_property

from sitegen.identity.lock import Record
from sitegen.identity.succession import Group, Paths, base, formers, gathered


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
