"""What fields of one name say in several sources: rows of tables, definitions, ``Key: value`` lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sitegen.compare.claim import Claim
from sitegen.compare.corpus import Corpus
from sitegen.compare.finding import Discrepancy, Mention
from sitegen.model import Sentence, Story

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+")
_JOINING_WORDS = """
to through until till and or the a an of in v version versions up bis von und der die das de à et jusqu
"""
_JOINING = frozenset(_JOINING_WORDS.split())
"""Words that join the parts of a value and change nothing of it."""


def fields(corpus: Corpus) -> Iterator[Discrepancy]:
    """Yield the fields of equal name whose values differ, in the order of the first story that has each.

    A value that only says less than another is no other value; a story that fills a field twice says
    nothing that could be compared.
    """
    found: dict[str, dict[int, int]] = {}
    for number, story in enumerate(corpus.stories):
        for name, place in _once(story).items():
            found.setdefault(name, {})[number] = place
    for places in found.values():
        sentences = [corpus.stories[number].sentences[place] for number, place in places.items()]
        said = [_said(sentence) for sentence in sentences]
        if any(_differ(one, other) for at, one in enumerate(said) for other in said[:at]):
            numbers = {tuple(token for token in each if token[0].isdigit()) for each in said}
            kind = "number" if len(numbers) > 1 and () not in numbers else "wording"
            claims = dict.fromkeys(corpus.claim_of[each] for each in places.items())
            yield Discrepancy(kind, 0.0, tuple(map(_valued, claims)), sentences[0].field)


def named(sentence: Sentence) -> str:
    """Return the name of a sentence's field as names are compared; empty where it has none."""
    return " ".join(_TOKEN.findall(sentence.field.casefold()))


def _once(story: Story) -> dict[str, int]:
    """The places of the fields that a story fills one time, by name."""
    found: dict[str, list[int]] = {}
    for place, sentence in enumerate(story.sentences):
        if name := named(sentence) if sentence.field else "":
            found.setdefault(name, []).append(place)
    return {name: places[0] for name, places in found.items() if len(places) == 1}


def _said(sentence: Sentence) -> tuple[str, ...]:
    """The words and numbers of a value in their order, without what only joins them."""
    tokens = _TOKEN.findall(sentence.value.casefold())
    return tuple(token for token in tokens if token not in _JOINING)


def _valued(claim: Claim) -> Mention:
    """The words of a claim that fill its field."""
    end = len(claim.text)
    return Mention(claim, end - len(claim.tellings[0].sentence.value), end)


def _differ(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether each of two values says something that the other does not."""
    return bool(set(one) - set(other)) and bool(set(other) - set(one))
