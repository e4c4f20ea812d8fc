"""Where the sources of an event may differ: a hint for the reader, never a reason to drop or prefer.

A difference's sides are the words that differ, in the passage that a statement cites.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sitegen.compare.claim import Telling
from sitegen.compare.corpus import Corpus
from sitegen.compare.fields import fields, named
from sitegen.compare.finding import Discrepancy, Mention
from sitegen.compare.rules import discrepancies
from sitegen.model import Difference, Side, Statement, differs


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
