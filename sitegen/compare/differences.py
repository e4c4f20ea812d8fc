"""Where the sources of an event may differ: a hint for the reader, never a reason to drop or prefer.

Each look finds points of one kind; a point's sides are the words that differ, in the passage that a
statement cites.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

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
from sitegen.compare.claim import Telling
from sitegen.compare.corpus import Corpus
from sitegen.compare.fields import fields, named
from sitegen.compare.figures import figures
from sitegen.compare.finding import Discrepancy, Mention
from sitegen.compare.framed import framed
from sitegen.compare.points import points
from sitegen.model import Difference, Side, Statement, differs

LOOKS = (status, scope, causes, spelling, offices, polarity, cancelled, wording)
"""The looks that find points by themselves, in the order in which what they find is shown."""


COUNTED = 0.11
"""Least likeness of sentences whose amounts of one thing, both exclusive, are a difference.

Read by hand: of 32 such pairs from .11 to .18 on near-copies, rewrites and real news 28 are right.
"""

SLIPPED = 0.1
"""Least likeness of sentences whose amounts have the same digits in another order, rarely by chance."""


def differences(corpus: Corpus, statements: Sequence[Statement]) -> tuple[Difference, ...]:
    """The points where the stories of a group may differ, the surest of each kind first.

    Every side stands in a passage that one of `statements` cites.
    """
    if len(corpus.stories) < 2:
        return ()
    shown = _Shown(corpus, statements)
    found: list[Difference] = []
    for point in (*fields(corpus), *_points(corpus), *framed(corpus)):
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


def _points(group: Corpus) -> list[Discrepancy]:
    """What every look finds, numbers and days first."""
    amounts = figures(group)
    dated = [day for said in group.claims for day in days.days(said)]
    numbers, calendar = clash.Clashes(group, amounts), days.Days(group, dated)
    counted = points(group, numbers.found(), "number", numbers.score)
    dates = points(group, calendar.found(), "day", calendar.score)
    found = [point for point in counted if _alike(group, point, SLIPPED if point.slip else COUNTED)]
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
    told = {side.said.number: side.said for side in point.sides}
    return any(group.alike(one, other, least) for one, other in combinations(told.values(), 2))


def _is_told(point: Discrepancy, taken: Iterable[Mention]) -> bool:
    """Whether two sides of a point are parts of what another point already shows."""
    inside = {
        side.said.number
        for side in point.sides
        for other in taken
        if side.said is other.said and other.start <= side.start and side.end <= other.end
    }
    return len(inside) >= 2


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
