"""One address for each digest of a site, now and ever: who gets which when several want the same."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple

from sitegen.identity.lock import SUFFIX, Record
from sitegen.identity.succession import Group, Paths
from sitegen.pages import address

FEWEST_DIGITS = 4
"""Digits that tell an address from another one at least; more where these do not."""


class Claim(NamedTuple):
    """A digest that wants an address."""

    group: Group
    record: Record
    """What the lock has of it; the address is empty for a digest that is new."""


class Refused(NamedTuple):
    """A digest that does not have the address that it wants."""

    group: Group
    wanted: str
    holder: Group | None
    """Who has it; None where the lock or the site itself keeps it."""


class Addresses:
    """The addresses of digests; an address that the lock knows goes to no other digest.

    Those who want the same address have part in each other's result and nobody else has: an address is what
    is wanted, or that with `SUFFIX` and digits behind it, and nobody can want one of the second kind.
    """

    def __init__(self, records: Iterable[Record]) -> None:
        self._owned: set[str] = set()
        self.own(records)
        self._given: dict[Paths, str] = {}
        self._asked: dict[Paths, str] = {}
        self._askers: dict[str, dict[Paths, Claim]] = {}
        self._contested: set[str] = set()
        """What some asked for and did not get."""

    def __getitem__(self, paths: Paths) -> str:
        """The address of a digest."""
        return self._given[paths]

    def update(self, gone: Iterable[Paths], claims: Iterable[Claim]) -> set[Paths]:
        """Forget digests and take claims, new ones or in the place of earlier; whose address changed."""
        touched: set[str] = set()
        changed: set[Paths] = set()
        for paths in gone:
            touched.update(self._forget(paths))
            del self._given[paths]
        for claim in claims:
            paths = claim.group.paths
            touched.update(self._forget(paths))
            if asked := _asked(claim):
                self._asked[paths] = asked
                self._askers.setdefault(asked, {})[paths] = claim
                touched.add(asked)
            else:
                changed.update(self._give(paths, self._own(claim)))
        for asked in touched:
            self._contested.discard(asked)
            for paths, slug in self._shared_out(asked):
                changed.update(self._give(paths, slug))
                if slug != asked:
                    self._contested.add(asked)
        return changed

    def own(self, records: Iterable[Record]) -> None:
        """Keep the addresses of some records for them."""
        self._owned.update(slug for record in records for slug in record.addresses)

    def refused(self) -> Iterator[Refused]:
        """Every digest that has another address than it wants."""
        for asked in sorted(self._contested):
            askers = self._askers.get(asked, {})
            holder = next((one.group for paths, one in askers.items() if self._given[paths] == asked), None)
            for paths, claim in askers.items():
                if self._given[paths] != asked:
                    yield Refused(claim.group, asked, holder)

    def _free(self, slug: str) -> bool:
        """Whether neither the lock nor the site itself has an address."""
        return slug not in self._owned and slug not in address.RESERVED

    def _forget(self, paths: Paths) -> tuple[str, ...]:
        """Forget what a digest asked for; that."""
        asked = self._asked.pop(paths, None)
        if asked is None:
            return ()
        del self._askers[asked][paths]
        if not self._askers[asked]:
            del self._askers[asked]
        return (asked,)

    def _give(self, paths: Paths, slug: str) -> tuple[Paths, ...]:
        """Give an address; who has another one now than before."""
        if self._given.get(paths) == slug:
            return ()
        self._given[paths] = slug
        return (paths,)

    def _own(self, claim: Claim) -> str:
        """The address of a digest that asks for none."""
        slug, named = claim.record.slug, claim.group.named
        if named and slug not in named:
            slug = named[0]
        if slug in address.RESERVED:
            # The site took it for itself since it was given.
            return self._told_apart(slug, claim.record.id, ())
        return slug

    def _shared_out(self, asked: str) -> Iterator[tuple[Paths, str]]:
        """An address for each of those who ask for the same one."""
        askers = [*self._askers.get(asked, {}).values()]
        if len(askers) > 1:
            askers.sort(key=lambda claim: (not claim.group.named, claim.group.rank))
        free, used = self._free(asked), set[str]()
        for group, record in askers:
            if free:
                slug, free = asked, False
            elif record.slug and record.slug not in address.RESERVED:
                slug = record.slug
            else:
                slug = self._told_apart(asked, group.first, used)
            used.add(slug)
            yield group.paths, slug

    def _told_apart(self, asked: str, key: str, used: Container[str]) -> str:
        """The address with as many digits behind it as tell it from all others."""
        digits = FEWEST_DIGITS
        while True:
            slug = f"{asked}{SUFFIX}{address.name(key, digits)}"
            if slug not in self._owned and slug not in used:
                return slug
            digits += 2


def _asked(claim: Claim) -> str:
    """The address for which a digest has to stand in line; empty where it has one already."""
    group, record = claim
    if not record.slug:
        return group.named[0] if group.named else group.wanted or address.name(group.first)
    if not group.named or record.slug in group.named or group.named[0] in record.was:
        return ""
    return group.named[0]
