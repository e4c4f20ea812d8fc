"""Words that can tell of one thing in reports, as classes of stems: who was harmed, what it cost.

Wider than synonyms: "lost power" and "were without electricity", "left their homes" and "were evacuated"
may be one fact. A class says that two words can mean one thing, never that they do. The words stand in
the language files.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sitegen.languages import DEFAULT, language
from sitegen.languages.sections import Meanings
from sitegen.text.tokens import words


def listed(words: str) -> frozenset[str]:
    """The words of a list in which blanks set them apart."""
    return frozenset(words.split())


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
