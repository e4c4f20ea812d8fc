"""Where the sources of an event may differ: a hint for the reader, never a reason to drop or prefer.

Each look finds points of one kind; a point's sides are the words that differ, in the passage that a
statement cites.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from sitegen.compare import (
    cancelled,
    causes,
    clash,
    days,
    offices,
    polarity,
    scope,
    spelling,
    status,
    wording,
)
from sitegen.compare.claims import Corpus, Discrepancy, Mention
from sitegen.compare.fields import fields, named
from sitegen.compare.figures import figures
from sitegen.compare.likeness import SAME_POINT
from sitegen.compare.points import points
from sitegen.model import Difference, Sentence, Side, Statement, Story, differs

LOOKS = (status, scope, causes, spelling, offices, polarity, cancelled, wording)
"""The looks that find points by themselves, in the order in which what they find is shown."""


SLIPPED = 0.1
"""Least likeness of sentences whose amounts have the same digits in another order, rarely by chance."""


class Excerpt(NamedTuple):
    """Words of a sentence of a story."""

    story: str
    sentence: Sentence
    start: int
    """Characters of the sentence's text."""
    end: int


class Exchanged(NamedTuple):
    """Words in one place of like sentences, and those who say the one and the other."""

    kind: str
    ones: Sequence[Excerpt]
    others: Sequence[Excerpt]


def differences(
    stories: Sequence[Story], statements: Sequence[Statement], exchanges: Iterable[Exchanged] = ()
) -> tuple[Difference, ...]:
    """The points where `stories` may differ, the surest of each kind first.

    Every side stands in a passage that one of `statements` cites.
    """
    if len(stories) < 2:
        return ()
    ranked = sorted(stories, key=lambda story: story.path)
    group = Corpus(ranked)
    cited = _cited(statements)
    found = list(_of_fields(ranked, cited))
    apart = _spans_of_fields(ranked)
    for point in _points(group):
        made = _difference(ranked, cited, point)
        if made is not None and not _overlaps(found, made.sides) and not _of_two_fields(made, apart):
            found.append(made)
    for exchange in exchanges:
        sides = tuple(
            side
            for words in (*exchange.ones, *exchange.others)
            if (side := _worded(cited, words)) is not None
        )
        if differs(sides) and not _overlaps(found, sides):
            found.append(Difference(exchange.kind, exchange.ones[0].sentence.text, sides))
    return tuple(found)


def _of_fields(
    stories: Sequence[Story], cited: Mapping[str, Sequence[tuple[int, int, bool, str]]]
) -> Iterator[Difference]:
    """The fields of one name that sources fill in different ways."""
    for field in fields(stories):
        sides = [_worded(cited, Excerpt(*value)) for value in field.values]
        shown = tuple(side for side in sides if side is not None)
        if differs(shown):
            yield Difference(field.kind, field.name, shown)


def _spans_of_fields(stories: Sequence[Story]) -> dict[str, list[tuple[int, int, str]]]:
    """Where the fields of each story stand, and their names."""
    return {
        story.path: [(each.start, each.end, named(each)) for each in story.sentences if each.field]
        for story in stories
    }


def _of_two_fields(difference: Difference, spans: Mapping[str, Sequence[tuple[int, int, str]]]) -> bool:
    """Whether a difference sets values of fields with different names against each other."""
    names = {
        name
        for side in difference.sides
        for start, end, name in spans[side.story]
        if start <= side.start and side.end <= end
    }
    return len(names) > 1


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


def _worded(cited: Mapping[str, Sequence[tuple[int, int, bool, str]]], words: Excerpt) -> Side | None:
    """The words as a side; None where no statement cites them."""
    sentence = words.sentence
    fitting = [
        (shown, place, statement)
        for place, (start, end, shown, statement) in enumerate(cited.get(words.story, ()))
        if start <= sentence.start and sentence.end <= end
    ]
    if not fitting:
        return None
    return _side(words.story, sentence, min(fitting)[2], words.start, words.end)


def _points(group: Corpus) -> list[Discrepancy]:
    """What every look finds, numbers and days first."""
    amounts = figures(group)
    dated = [day for said in group.said for day in days.days(said)]
    numbers, calendar = clash.Clashes(group, amounts), days.Days(group, dated)
    counted = points(group, numbers.found(), "number", numbers.score)
    dates = points(group, calendar.found(), "day", calendar.score)
    found = [point for point in counted if _alike(group, point, SLIPPED if point.slip else SAME_POINT)]
    found += [point for point in dates if _alike(group, point, days.ALIKE)]
    found += points(group, list(calendar.of_treaties()), "day", calendar.score)
    found.sort(key=lambda point: -round(point.score, 6))
    others: list[Discrepancy] = []
    taken: list[Mention] = []
    for look in LOOKS:
        new = [point for point in look.points(group) if not _is_told(point, taken)]
        others += new
        taken += [side for point in new for side in point.sides]
    return [point for point in found if not _is_told(point, taken)] + others


def _alike(group: Corpus, point: Discrepancy, least: float) -> bool:
    """Whether two of the sentences of a point may tell of one thing."""
    told = {side.said.place: side.said for side in point.sides}
    return any(group.alike(one, other, least) for one, other in combinations(told.values(), 2))


def _is_told(point: Discrepancy, taken: Iterable[Mention]) -> bool:
    """Whether two sides of a point are parts of what another point already shows."""
    inside = {
        side.said.place
        for side in point.sides
        for other in taken
        if side.said is other.said and other.start <= side.start and side.end <= other.end
    }
    return len(inside) >= 2


def _cited(statements: Iterable[Statement]) -> Mapping[str, list[tuple[int, int, bool, str]]]:
    """For each story its cited spans with the statement; those of the wording shown first."""
    spans: dict[str, list[tuple[int, int, bool, str]]] = {}
    for statement in statements:
        for place, citation in enumerate(statement.citations):
            spans.setdefault(citation.story, []).append(
                (citation.start, citation.end, place > 0, statement.id)
            )
    return spans


def _difference(
    stories: Sequence[Story], cited: Mapping[str, Sequence[tuple[int, int, bool, str]]], point: Discrepancy
) -> Difference | None:
    """The difference of a point; None when fewer than two sides stand in a statement."""
    sides = [side for mention in point.sides for side in _sides(stories, cited, mention)]
    if not differs(sides):
        return None
    about = point.about
    return Difference(point.kind, about.said.text[about.start : about.end], tuple(sides))


def _sides(
    stories: Sequence[Story], cited: Mapping[str, Sequence[tuple[int, int, bool, str]]], mention: Mention
) -> Iterable[Side]:
    """A side for each story that says the sentence."""
    for number, sentence in mention.said.tellings:
        path = stories[number].path
        fitting = [
            (shown, place, statement)
            for place, (start, end, shown, statement) in enumerate(cited.get(path, ()))
            if start <= sentence.start and sentence.end <= end
        ]
        if fitting:
            yield _side(path, sentence, min(fitting)[2], mention.start, mention.end)


def _side(path: str, sentence: Sentence, statement: str, first: int, last: int) -> Side:
    """The words as a span of the file; the whole sentence's where markup stands between."""
    text = sentence.text[first:last]
    if sentence.exact:
        start = sentence.start + first
        return Side(path, statement, text, start, start + len(text))
    return Side(path, statement, text, sentence.start, sentence.end, exact=False)
