"""Words that can mean one thing, and words that cannot: what another word in a like sentence says.

Kin is wider than words that count as one: it keeps a difference from being claimed. English has a table made
from WordNet (`tools/make_meanings.py`); groups, classes and opposites of all languages stand in their files.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from functools import cache
from pkgutil import get_data

from sitegen.languages import language
from sitegen.text.meanings import fields
from sitegen.text.tokens import words

TABLES = frozenset({"en"})
"""Languages that have a table."""

Table = Mapping[str, frozenset[str]]


@cache
def _tables(code: str) -> tuple[Table, Table]:
    """For the key of a word those that can mean the same, and those that are its opposites."""
    packed = get_data("sitegen", f"data/{code}.meanings") if code in TABLES else None
    same, _, apart = zlib.decompress(packed).decode().partition("\n\n") if packed else ("", "", "")
    known, told = words(code), language(code)
    groups = [[known[word].key for word in group] for group in told.meanings.kin]
    one = [(word, [other for other in group if other != word]) for group in groups for word in group]
    two = [
        (known[word].key, [known[other].key for other in others])
        for word, others in told.opposites.pairs.items()
    ]
    return _table((*_rows(same), *one)), _table((*_rows(apart), *two))


def _rows(text: str) -> Iterable[tuple[str, list[str]]]:
    return [(word, others) for word, *others in (line.split(" ") for line in text.split("\n") if line)]


def _table(rows: Iterable[tuple[str, list[str]]]) -> Table:
    found: dict[str, set[str]] = {}
    for word, others in rows:
        found.setdefault(word, set()).update(others)
        for other in others:
            found.setdefault(other, set()).add(word)
    return {word: frozenset(others) for word, others in found.items()}


def kin(code: str, one: str, other: str) -> bool:
    """Return whether two keys of tokens can mean one thing.

    >>> kin("en", "cellar", "basement"), kin("en", "kitchen", "attic")
    (True, False)
    """
    if one == other or other in _tables(code)[0].get(one, ()):
        return True
    classes = fields(code)
    return one in classes and classes[one] == classes.get(other)


def opposed(code: str, one: str, other: str) -> bool:
    """Return whether two keys of tokens say the opposite.

    >>> opposed("en", "high", "low"), opposed("en", "high", "tall")
    (True, False)
    """
    return other in _tables(code)[1].get(one, ())
