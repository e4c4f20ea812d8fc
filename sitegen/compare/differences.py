"""Where the sources of an event may differ: a hint for the reader, never a reason to drop or prefer.

A difference's sides are the words that differ, in the passage that a statement cites.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from sitegen.compare.claim import Claim, Telling
from sitegen.compare.corpus import Corpus
from sitegen.compare.finding import Discrepancy, Mention
from sitegen.compare.rules import discrepancies
from sitegen.languages import codes, language
from sitegen.model import Difference, Sentence, Side, Statement, Story, differs
from sitegen.text.numerals import has_digit


def differences(corpus: Corpus, statements: Sequence[Statement]) -> tuple[Difference, ...]:
    """The points where the stories of a group may differ, the surest of each kind first.

    Every side stands in a passage that one of `statements` cites.
    """
    if len(corpus.stories) < 2:
        return ()
    shown = _Shown(corpus, statements)
    found: list[Difference] = []
    for point in (*fields(corpus), *discrepancies(corpus)):
        sides = tuple(shown.sides(point.sides))
        if differs(sides) and not _overlaps(found, sides) and not _of_two_fields(point):
            found.append(Difference(point.kind, point.about, sides))
    return tuple(found)


def _of_two_fields(point: Discrepancy) -> bool:
    """Whether a point sets values of fields with different names against each other."""
    names = {named(telling.sentence) for side in point.sides for telling in side.said.tellings}
    return len(names - {""}) > 1


def _overlaps(found: Iterable[Difference], sides: Sequence[Side]) -> bool:
    """Whether a difference has sides in the same sentences at the same words."""
    for difference in found:
        met = {
            side.story
            for side in sides
            for other in difference.sides
            if side.story == other.story and side.start < other.end and other.start < side.end
        }
        if len(met) > 1:
            return True
    return False


class _Shown:
    """What stands on the page: the sides of differences are looked for in it."""

    def __init__(self, corpus: Corpus, statements: Iterable[Statement]) -> None:
        self._stories = corpus.stories
        self._cited: dict[str, list[tuple[int, int, bool, str]]] = {}
        """For each story its cited spans with the statement; those of the wording shown first."""
        for statement in statements:
            for place, citation in enumerate(statement.citations):
                self._cited.setdefault(citation.story, []).append(
                    (citation.start, citation.end, place > 0, statement.id)
                )

    def sides(self, mentions: Iterable[Mention]) -> Iterator[Side]:
        """A side for each story that says a mention's sentence and is cited for it."""
        for mention in mentions:
            for telling in mention.said.tellings:
                side = self._side(mention, telling)
                if side is not None:
                    yield side

    def _side(self, mention: Mention, telling: Telling) -> Side | None:
        """The words as a span of the file; the whole sentence's where markup stands between."""
        sentence, path = telling.sentence, self._stories[telling.story].path
        fitting = [
            (shown, place, statement)
            for place, (start, end, shown, statement) in enumerate(self._cited.get(path, ()))
            if start <= sentence.start and sentence.end <= end
        ]
        if not fitting:
            return None
        statement = min(fitting)[2]
        first, last = _placed(mention, sentence.text)
        text = sentence.text[first:last]
        if sentence.exact:
            start = sentence.start + first
            return Side(path, statement, text, start, start + len(text))
        return Side(path, statement, text, sentence.start, sentence.end, exact=False)


def _placed(mention: Mention, text: str) -> tuple[int, int]:
    """Where a mention stands in a sentence of the same words, whose punctuation may be another."""
    if text == mention.said.text:
        return mention.start, mention.end
    words = mention.words
    start = text.find(words)
    return (start, start + len(words)) if start >= 0 else (0, len(text))


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
    name = " ".join(_TOKEN.findall(sentence.field.casefold()))
    return _names_by_meaning().get(name, name)


@cache
def _names_by_meaning() -> dict[str, str]:
    """Return what names of fields mean, of all languages: *fixed in* and *patched version* are one."""
    return {word: name for code in codes() for word, name in language(code).fields.same.items()}


def _once(story: Story) -> dict[str, int]:
    """The places of the fields that a story fills one time, by name."""
    found: dict[str, list[int]] = {}
    for place, sentence in enumerate(story.sentences):
        if name := named(sentence) if sentence.field else "":
            found.setdefault(name, []).append(place)
    return {name: place for name, places in found.items() if (place := _only(story, places)) >= 0}


def _only(story: Story, places: Sequence[int]) -> int:
    """The one place of a field, or the one whose value is a number; -1 where there are more."""
    counted = [place for place in places if has_digit(story.sentences[place].value)]
    return places[0] if len(places) == 1 else counted[0] if len(counted) == 1 else -1


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
