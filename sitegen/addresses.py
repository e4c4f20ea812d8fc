"""One address for each digest of a site, now and ever: who gets which when several want the same."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

from sitegen.lock import SUFFIX, Record
from sitegen.render import address

FEWEST_DIGITS = 4
"""Digits that tell an address from another one at least; more where these do not."""

Key = TypeVar("Key", bound=Hashable)


class Claim(NamedTuple, Generic[Key]):
    """What a digest wants."""

    key: Key
    record: Record
    """What the lock has of it; the address is empty for a digest that is new."""
    wanted: str
    """The address that its headline gives."""
    named: tuple[str, ...]
    """The addresses that a person gave it; the first counts."""
    rank: tuple[str, str]
    """The least of those that want the same gets it; the second part is the path that names the digest."""


class Refused(NamedTuple, Generic[Key]):
    """A digest that does not have the address that it wants."""

    claim: Claim[Key]
    wanted: str
    holder: Claim[Key] | None
    """Who has it; None where the lock or the site itself keeps it."""


class Addresses(Generic[Key]):
    """The addresses of digests; an address that the lock knows goes to no other digest.

    Those who want the same address have part in each other's result and nobody else has: an address is what
    is wanted, or that with `SUFFIX` and digits behind it, and nobody can want one of the second kind.
    """

    def __init__(self, records: Iterable[Record]) -> None:
        self._owned = {slug for record in records for slug in record.addresses}
        self._given: dict[Key, str] = {}
        self._asked: dict[Key, str] = {}
        self._askers: dict[str, dict[Key, Claim[Key]]] = {}

    def __getitem__(self, key: Key) -> str:
        """The address of a digest."""
        return self._given[key]

    def update(self, gone: Iterable[Key], claims: Iterable[Claim[Key]]) -> set[Key]:
        """Forget digests and take claims, new ones or in the place of earlier; whose address changed."""
        touched: set[str] = set()
        changed: set[Key] = set()
        for key in gone:
            touched |= self._forget(key)
            del self._given[key]
        for claim in claims:
            touched |= self._forget(claim.key)
            if asked := _asked(claim):
                self._asked[claim.key] = asked
                self._askers.setdefault(asked, {})[claim.key] = claim
                touched.add(asked)
            else:
                changed |= self._give(claim.key, self._own(claim))
        for asked in touched:
            for claim, slug in self._shared_out(asked):
                changed |= self._give(claim.key, slug)
        return changed

    def refused(self) -> Iterator[Refused[Key]]:
        """Every digest that has another address than it wants."""
        for asked, askers in self._askers.items():
            if len(askers) > 1 or asked in self._owned or asked in address.RESERVED:
                holder = next((claim for key, claim in askers.items() if self._given[key] == asked), None)
                for key, claim in askers.items():
                    if self._given[key] != asked:
                        yield Refused(claim, asked, holder)

    def _forget(self, key: Key) -> set[str]:
        """Forget what a digest asked for; that."""
        asked = self._asked.pop(key, None)
        if asked is None:
            return set()
        del self._askers[asked][key]
        if not self._askers[asked]:
            del self._askers[asked]
        return {asked}

    def _give(self, key: Key, slug: str) -> set[Key]:
        """Give an address; who has another one now than before."""
        if self._given.get(key) == slug:
            return set()
        self._given[key] = slug
        return {key}

    def _own(self, claim: Claim[Key]) -> str:
        """The address of a digest that asks for none."""
        record = claim.record
        slug = record.slug
        if claim.named and slug not in claim.named:
            slug = claim.named[0]
        if slug in address.RESERVED:
            # The site took it for itself since it was given.
            return self._told_apart(slug, record.id, ())
        return slug

    def _shared_out(self, asked: str) -> Iterator[tuple[Claim[Key], str]]:
        """An address for each of those who ask for the same one."""
        askers = self._askers.get(asked, {})
        free = asked not in self._owned and asked not in address.RESERVED
        used: set[str] = set()
        for claim in sorted(askers.values(), key=lambda claim: (not claim.named, claim.rank)):
            if free:
                slug, free = asked, False
            elif claim.record.slug and claim.record.slug not in address.RESERVED:
                slug = claim.record.slug
            else:
                slug = self._told_apart(asked, claim.rank[1], used)
            used.add(slug)
            yield claim, slug

    def _told_apart(self, asked: str, key: str, used: Iterable[str]) -> str:
        """The address with as many digits behind it as tell it from all others."""
        digits = FEWEST_DIGITS
        while True:
            slug = f"{asked}{SUFFIX}{address.name(key, digits)}"
            if slug not in self._owned and slug not in used:
                return slug
            digits += 2


def _asked(claim: Claim[Key]) -> str:
    """The address for which a digest has to stand in line; empty where it has one already."""
    if not claim.record.slug:
        return claim.named[0] if claim.named else claim.wanted or address.name(claim.rank[1])
    if not claim.named or claim.record.slug in claim.named or claim.named[0] in claim.record.was:
        return ""
    return claim.named[0]
