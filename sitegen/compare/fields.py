"""What fields of one name say in several sources: rows of tables, definitions, ``Key: value`` lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sitegen.model import Sentence, Story

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+")
_JOINING_WORDS = """
to through until till and or the a an of in v version versions up bis von und der die das de à et jusqu
"""
_JOINING = frozenset(_JOINING_WORDS.split())
"""Words that join the parts of a value and change nothing of it."""


class Value(NamedTuple):
    """What a story says in a field."""

    story: str
    sentence: Sentence
    start: int
    """Characters of the sentence's text that hold the value."""
    end: int


class Field(NamedTuple):
    """A field that sources fill in different ways."""

    name: str
    kind: str
    """number, or wording where no number differs."""
    values: tuple[Value, ...]


def fields(stories: Sequence[Story]) -> Iterator[Field]:
    """Yield the fields of equal name whose values differ, in the order of the first story that has each.

    A value that only says less than another is no other value; a story that fills a field twice says
    nothing that could be compared.
    """
    found: dict[str, list[Value]] = {}
    for story in stories:
        for name, sentence in _once(story).items():
            found.setdefault(name, []).append(_value(story.path, sentence))
    for values in found.values():
        said = [_said(value) for value in values]
        if any(_differ(one, other) for at, one in enumerate(said) for other in said[:at]):
            numbers = {tuple(token for token in each if token[0].isdigit()) for each in said}
            kind = "number" if len(numbers) > 1 and () not in numbers else "wording"
            yield Field(values[0].sentence.field, kind, tuple(values))


def named(sentence: Sentence) -> str:
    """Return the name of a sentence's field as names are compared; empty where it has none."""
    return " ".join(_TOKEN.findall(sentence.field.casefold()))


def _once(story: Story) -> dict[str, Sentence]:
    """The fields that a story fills one time, by name."""
    found: dict[str, list[Sentence]] = {}
    for sentence in story.sentences:
        if name := named(sentence) if sentence.field else "":
            found.setdefault(name, []).append(sentence)
    return {name: sentences[0] for name, sentences in found.items() if len(sentences) == 1}


def _value(story: str, sentence: Sentence) -> Value:
    start = len(sentence.text) - len(sentence.value)
    return Value(story, sentence, start, len(sentence.text))


def _said(value: Value) -> tuple[str, ...]:
    """The words and numbers of a value in their order, without what only joins them."""
    tokens = _TOKEN.findall(value.sentence.value.casefold())
    return tuple(token for token in tokens if token not in _JOINING)


def _differ(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether each of two values says something that the other does not."""
    return bool(set(one) - set(other)) and bool(set(other) - set(one))
