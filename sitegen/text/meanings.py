"""Words that can tell of one thing in reports, as classes of stems: who was harmed, what it cost.

Wider than synonyms: "lost power" and "were without electricity", "left their homes" and "were evacuated"
may be one fact. A class says that two words can mean one thing, never that they do. The words stand in
the language files.


Kin is wider still: words of which one in the place of another claims no difference. English has a table
made from WordNet (`tools/make_meanings.py`); groups, classes and opposites of all languages stand in their
files.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Mapping
from functools import cache, lru_cache
from pkgutil import get_data

from sitegen.languages import DEFAULT, language
from sitegen.languages.sections import Meanings
from sitegen.text.tokens import words


def _of(code: str) -> Meanings:
    """Return the section of a language, or of the one that serves in its place."""
    found = language(code).meanings
    return found if found.related else language(DEFAULT).meanings


@cache
def fields(code: str) -> Mapping[str, str]:
    """Class by stem; English for languages without a table."""
    known = words(code)
    table: dict[str, str] = {}
    for name, listed in _of(code).related.items():
        for word in listed:
            table.setdefault(known[word].key, f"~{name}")
    return table


@cache
def generic_persons(code: str) -> frozenset[str]:
    """Classes of words for people whoever they are."""
    return _classes(code, _of(code).people)


@cache
def people(code: str) -> frozenset[str]:
    """Classes of all words for people, those in a role or a state among them."""
    return generic_persons(code) | _classes(code, _of(code).persons)


def _classes(code: str, listed: frozenset[str]) -> frozenset[str]:
    known, table = words(code), fields(code)
    return frozenset(table.get(key, key) for key in (known[word].key for word in listed))


TABLES = frozenset({"en"})
"""Languages that have a table."""

Table = tuple[Mapping[str, str], Mapping[str, frozenset[str]]]
"""Pairs of the packed table as text, under the earlier word; and those of the language file."""


@cache
def _tables(code: str) -> tuple[Table, Table]:
    """Which keys of words can mean the same, and which are opposites."""
    packed = get_data("sitegen", f"data/{code}.meanings") if code in TABLES else None
    same, _, apart = zlib.decompress(packed).decode().partition("\n\n") if packed else ("", "", "")
    known, told = words(code), language(code)
    groups = [frozenset(known[word].key for word in group) for group in told.meanings.kin]
    alike: dict[str, frozenset[str]] = {}
    for group in groups:
        for word in group:
            alike[word] = alike.get(word, frozenset()) | group
    against = {
        known[word].key: frozenset(known[other].key for other in others)
        for word, others in told.opposites.pairs.items()
    }
    return (_packed(same), alike), (_packed(apart), against)


def _packed(text: str) -> Mapping[str, str]:
    """The lines of a packed table by their first word; the others are looked for in the line when asked."""
    return {line.partition(" ")[0]: f"{line} " for line in text.split("\n")} if text else {}


def _paired(table: Table, one: str, other: str) -> bool:
    """Whether a table has a pair."""
    packed, listed = table
    first, second = (one, other) if one < other else (other, one)
    return (
        f" {second} " in packed.get(first, "") or other in listed.get(one, ()) or one in listed.get(other, ())
    )


def kin(code: str, one: str, other: str) -> bool:
    """Return whether two keys of tokens can mean one thing.

    >>> kin("en", "cellar", "basement"), kin("en", "kitchen", "attic")
    (True, False)
    """
    if one == other or _paired(_tables(code)[0], one, other):
        return True
    classes = fields(code)
    return one in classes and classes[one] == classes.get(other)


@lru_cache(maxsize=16384)
def _partners(code: str, key: str) -> frozenset[str]:
    """The keys that the tables pair with a key, of the packed one those under it."""
    packed, listed = _tables(code)[0]
    return frozenset(packed.get(key, "").split()).union(listed.get(key, ()))


def kindred(code: str, keys: Iterable[str]) -> Collection[str]:
    """Return the keys and classes that can mean one thing with one of some keys, for `has_kin`."""
    classes = fields(code)
    return frozenset().union(*[_partners(code, key) for key in keys], [classes.get(key, key) for key in keys])


def has_kin(code: str, key: str, keys: Collection[str], known: Collection[str]) -> bool:
    """Return whether a key can mean one thing with one of some keys, of which `known` are the kindred.

    >>> keys = frozenset({"cellar", "door"})
    >>> [has_kin("en", key, keys, kindred("en", keys)) for key in ("basement", "attic")]
    [True, False]
    """
    return key in known or fields(code).get(key, key) in known or not _partners(code, key).isdisjoint(keys)


@cache
def known(code: str) -> frozenset[str]:
    """Return the keys of the words whose meanings the tables of a language tell."""
    return _keys(_tables(code)[0]) | with_opposites(code)


@cache
def with_opposites(code: str) -> frozenset[str]:
    """Return the keys of the words of which something is known as the opposite."""
    return _keys(_tables(code)[1])


def _keys(table: Table) -> frozenset[str]:
    packed, listed = table
    return frozenset().union(*map(str.split, packed.values()), listed, *listed.values())


def opposed(code: str, one: str, other: str) -> bool:
    """Return whether two keys of tokens say the opposite.

    >>> opposed("en", "high", "low"), opposed("en", "high", "tall")
    (True, False)
    """
    return _paired(_tables(code)[1], one, other)
