"""The forms in which an entry of a language file is written, as text that people can read and add to.

Entries are parted by blanks and line breaks; a blank within an entry is written ``_``: ``more_than``.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple, Self


class Form:
    """An entry of a language file that is made from its text."""

    @classmethod
    def read(cls, text: str) -> Self:
        """Return what `text` says.

        Raises:
            ValueError: it is not written in this form.
        """
        raise NotImplementedError


def _entries(text: str) -> list[str]:
    return [entry.replace("_", " ") for entry in text.split()] if "_" in text else text.split()


class Words(Form, frozenset[str]):
    """Words without order."""

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the words of `text`."""
        return cls(_entries(text))


class Row(Form, tuple[str, ...]):
    """Words in order."""

    __slots__ = ()

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the words of `text`."""
        return cls(_entries(text))


class Groups(Form, tuple[tuple[str, ...], ...]):
    """Words in groups, a line each."""

    __slots__ = ()

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the groups of `text`."""
        return cls(tuple(_entries(line)) for line in text.splitlines() if line.strip())


class Patterns(Form, tuple[str, ...]):
    """Regular expressions, a line each; capital and small letters count as one."""

    __slots__ = ()

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the expressions of `text`."""
        return cls(filter(None, map(str.strip, text.splitlines())))


class Named(Form, dict[str, tuple[str, ...]]):
    """Words by a name, a line each: ``kill: killed dead died``."""

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the words of `text` by name."""
        found = cls()
        for line in text.splitlines():
            name, colon, words = line.partition(":")
            if colon and name.strip() not in found:
                found[name.strip()] = tuple(_entries(words))
            elif line.strip():
                raise ValueError(f"{line.strip()!r} is no new name, colon and words")
        return found


class Kinds(Form, dict[str, int]):
    """Words with the number of their line, from 0."""

    @classmethod
    def read(cls, text: str) -> Self:
        """Return for each word of `text` the number of its line."""
        return cls({word: kind for kind, line in enumerate(text.split("\n")) for word in _entries(line)})


class Valued(Form, dict[str, int]):
    """Words by a whole number, a line each: ``1: january jan``."""

    @classmethod
    def read(cls, text: str) -> Self:
        """Return for each word of `text` its number."""
        return cls({word: int(number) for number, words in Named.read(text).items() for word in words})


class Labelled(Form, dict[str, str]):
    """Words by a name, a line each, as `Named` has them; asked for the name of a word."""

    @classmethod
    def read(cls, text: str) -> Self:
        """Return for each word of `text` its name."""
        return cls({word: name for name, words in Named.read(text).items() for word in words})


class Against(Form, dict[str, frozenset[str]]):
    """Words, each with those that stand against it, a line each: ``in: out``."""

    @classmethod
    def read(cls, text: str) -> Self:
        """Return for each word of `text` those that stand against it."""
        return cls({word: frozenset(others) for word, others in Named.read(text).items()})


class Pairs(Form, dict[str, frozenset[str]]):
    """Pairs of words, each of which stands against the other: ``rose/fell``."""

    @classmethod
    def read(cls, text: str) -> Self:
        """Return for each word of `text` those that it stands against."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for pair in _entries(text):
            one, _, other = pair.partition("/")
            if not (one and other) or "/" in other:
                raise ValueError(f"{pair!r} is no pair; write it as rose/fell")
            found[one].append(other)
            found[other].append(one)
        return cls(zip(found, map(frozenset, found.values()), strict=True))


class Alternative(NamedTuple):
    """Words that say which of several things is so."""

    words: tuple[str, ...]
    row: int
    """Number of the line: what is said of one line's values excludes each other."""
    value: int
    """Number of the value in the line: words of one value say the same."""
    headed: bool = False
    """Whether only what stands before one noun excludes each other: a red warning, an orange warning."""
    quiet: bool = False
    """Whether the words only show that a source knows the value: men, which may be others than the man."""


class Alternatives(Form, dict[str, tuple[Alternative, ...]]):
    """Values of which one thing has one, a line each: ``boy (boys) / girl (girls)``.

    Before a line with ``=`` stands what is a value only before one noun. What a source has in brackets it
    knows, no more.
    """

    @classmethod
    def read(cls, text: str) -> Self:
        """Return for each first word of `text` what it may begin, the longest first."""
        found: defaultdict[str, list[Alternative]] = defaultdict(list)
        for row, line in enumerate(text.splitlines()):
            headed = line.startswith("= ")
            values = (line[2:] if headed else line).split(" / ")
            if line.strip() and len(values) < 2:
                raise ValueError(f"{line.strip()!r} has one value; write them as boy / girl")
            for value, entries in enumerate(values):
                for entry in entries.split():
                    words = tuple(entry.strip("()").split("_"))
                    found[words[0]].append(Alternative(words, row, value, headed, entry[0] == "("))
        for each in found.values():
            if len(each) > 1:
                each.sort(key=lambda one: -len(one.words))
        return cls(zip(found, map(tuple, found.values()), strict=True))
