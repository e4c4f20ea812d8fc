"""A digest as its page shows it: statements with their witnesses, and every list drawn from them."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING

from sitegen.view import (
    SHORT,
    AsideView,
    DifferenceView,
    DigestView,
    LineView,
    PassageView,
    SentenceView,
    SourceView,
    StatementView,
    ValueView,
    WitnessView,
    derived,
    direction,
    foreign,
    link,
    outward,
    pieces,
    root_of,
    shortened,
    span_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sitegen.model import Citation, Difference, Digest, Dropped, Side, Source, Statement, Story
    from sitegen.view import Words

RANK = {"full": 0, "folded": 1, "partial": 2}
"""Which passage of a source stands for it at a statement: the one that says most of it."""


def digest_view(
    digest: Digest,
    address: str,
    stories: Mapping[str, str],
    outlets: Mapping[str, str],
    *,
    told: Mapping[str, Story],
    words: Words,
) -> DigestView:
    """`digest` as the layout of its page needs it."""
    return _Desk(digest, address, stories, outlets, told=told, words=words).view()


class _Desk:
    """The look-ups that the parts of one page share."""

    def __init__(
        self,
        digest: Digest,
        address: str,
        stories: Mapping[str, str],
        outlets: Mapping[str, str],
        *,
        told: Mapping[str, Story],
        words: Words,
    ) -> None:
        root = root_of(address)
        self.digest, self.words, self.told = digest, words, told
        self.order = {source.story: place for place, source in enumerate(digest.sources)}
        self.sources = {source.story: source for source in digest.sources}
        self.hrefs = {story: link(root, stories[story]) for story in self.sources if story in stories}
        self.outlets = {
            source.name: link(root, outlets[source.name])
            for source in digest.sources
            if source.name in outlets
        }
        self.languages = {
            story: foreign(told[story].language, digest.language) for story in self.sources if story in told
        }
        self.statements = {statement.id: statement for statement in digest.statements}
        self.points = _points(digest)

    def view(self) -> DigestView:
        digest = self.digest
        single = len(digest.sources) == 1
        statements = () if single else tuple(map(self._statement, digest.statements))
        unique = sum(len(view.witnesses) < 2 for view in statements)
        lines = tuple(map(self._line, statements))
        sources = self._sources(lines)
        return DigestView(
            title=digest.title,
            language=digest.language,
            direction=direction(digest.language),
            day=self.words.day(digest.published),
            single=single,
            paragraphs=self._paragraphs() if single else (),
            statements=statements,
            differences=tuple(
                self._difference(number, difference)
                for number, difference in enumerate(digest.differences, 1)
            ),
            sources=sources,
            voices=_voices(digest.sources, sources),
            table=lines,
            manners=frozenset(witness.how for view in statements for witness in view.witnesses),
            shared=len(statements) - unique,
            unique=unique,
            set_aside=len(digest.dropped),
        )

    def _statement(self, statement: Statement) -> StatementView:
        shown = statement.citations[0]
        witnesses = self._witnesses(statement)
        return StatementView(
            id=statement.id,
            number=statement.id[1:],
            kind=statement.kind,
            text=shown.text,
            language=self.languages.get(shown.story, ""),
            witnesses=witnesses,
            one_voice=len(witnesses) > 1
            and len({self.sources[story].voice for story in statement.stories}) == 1,
            folded=tuple(
                self._passage(citation, citation.new) for citation in statement.citations if citation.folded
            ),
            points=self.points.get(statement.id, ()),
        )

    def _witnesses(self, statement: Statement) -> tuple[WitnessView, ...]:
        """One letter for each source of the statement, in the order of the letters."""
        best: dict[str, tuple[int, Citation]] = {}
        for citation in statement.citations:
            rank = RANK[_how(citation)]
            if citation.story not in best or rank < best[citation.story][0]:
                best[citation.story] = (rank, citation)
        return tuple(
            self._witness(source, best[source.story][1])
            for source in self.digest.sources
            if source.story in best
        )

    def _witness(self, source: Source, citation: Citation) -> WitnessView:
        href = self._href(citation.story, citation.start)
        return WitnessView(source.siglum, href, source.name, _how(citation))

    def _passage(self, citation: Citation, marked: tuple[tuple[int, int], ...]) -> PassageView:
        source = self.sources[citation.story]
        return PassageView(
            siglum=source.siglum,
            href=self._href(citation.story, citation.start),
            name=source.name,
            language=self.languages.get(citation.story, ""),
            partial=citation.partial,
            pieces=pieces(citation.text, marked),
        )

    def _difference(self, number: int, difference: Difference) -> DifferenceView:
        """The readings in the order of the sources, each with every source that has it."""
        readings: dict[str, list[Side]] = defaultdict(list)
        for side in sorted(difference.sides, key=lambda side: self.order[side.story]):
            readings[" ".join(side.text.casefold().replace("’", "'").split())].append(side)
        return DifferenceView(
            number=number,
            kind=self.words.kinds.get(difference.kind, difference.kind),
            about=difference.about,
            values=tuple(
                ValueView(sides[0].text, tuple(map(self._side, sides))) for sides in readings.values()
            ),
        )

    def _side(self, side: Side) -> PassageView:
        """The whole passage in which `side` stands, its words marked."""
        statement = self.statements[side.statement]
        own = [citation for citation in statement.citations if citation.story == side.story]
        inside = [c for c in own if c.start <= side.start and side.end <= c.end] or own
        if inside:
            return self._passage(inside[0], span_in(inside[0], side.text, side.start))
        source = self.sources[side.story]
        return PassageView(
            source.siglum,
            self._href(side.story, side.start),
            source.name,
            self.languages.get(side.story, ""),
            partial=False,
            pieces=pieces(side.text, ((0, len(side.text)),)),
        )

    def _line(self, view: StatementView) -> LineView:
        how = {witness.siglum: witness.how for witness in view.witnesses}
        cells = tuple(how.get(source.siglum, "") for source in self.digest.sources)
        return LineView(view.id, view.number, shortened(view.text, SHORT), cells)

    def _sources(self, lines: tuple[LineView, ...]) -> tuple[SourceView, ...]:
        alone: dict[int, list[LineView]] = defaultdict(list)
        for line in lines:
            said = [index for index, cell in enumerate(line.cells) if cell]
            if len(said) == 1:
                alone[said[0]].append(line)
        asides: dict[str, list[AsideView]] = defaultdict(list)
        for piece in sorted(self.digest.dropped, key=lambda piece: (piece.story, piece.start)):
            asides[piece.story].append(self._aside(piece))
        return tuple(
            self._source(source, alone[index], asides[source.story])
            for index, source in enumerate(self.digest.sources)
        )

    def _source(self, source: Source, alone: list[LineView], asides: list[AsideView]) -> SourceView:
        return SourceView(
            siglum=source.siglum,
            name=source.name,
            outlet_href=self.outlets.get(source.name, ""),
            title=source.title or "",
            byline=source.byline or "",
            agency=source.agency if source.agency and source.agency != source.name else "",
            day=self.words.day(source.published),
            url=outward(source.url),
            story_href=self.hrefs.get(source.story, ""),
            language=self.languages.get(source.story, ""),
            derived=derived(self.told.get(source.story)),
            alone=tuple(alone),
            asides=tuple(asides),
        )

    def _aside(self, piece: Dropped) -> AsideView:
        """The piece with its reason in words and a link to what the reason names."""
        group, _, name = piece.reason.rpartition(" ")
        if group == "covered by":
            return AsideView(piece.text, self.words.rule(group), f"#{name}", name[1:])
        if group == "repeat of":
            return AsideView(piece.text, self.words.rule(group), self._href(piece.story, int(name)), "")
        return AsideView(piece.text, self.words.rule(piece.reason), "", "")

    def _href(self, story: str, start: int) -> str:
        page = self.hrefs.get(story)
        return f"{page}#c{start}" if page else ""

    def _paragraphs(self) -> tuple[tuple[SentenceView, ...], ...]:
        """The statements by paragraph of the file, so that a single story reads as it was written."""
        story = self.told.get(self.digest.sources[0].story)
        place = {sentence.start: sentence.paragraph for sentence in story.sentences} if story else {}
        paragraphs: list[tuple[SentenceView, ...]] = []
        for paragraph, group in groupby(
            self.digest.statements, lambda statement: place.get(statement.citations[0].start)
        ):
            sentences = [SentenceView(statement.id, statement.citations[0].text) for statement in group]
            paragraphs += [tuple(sentences)] if paragraph is not None else [(one,) for one in sentences]
        return tuple(paragraphs)


def _how(citation: Citation) -> str:
    if citation.partial:
        return "partial"
    return "folded" if citation.folded else "full"


def _points(digest: Digest) -> dict[str, tuple[int, ...]]:
    """The numbers of the differences each statement is a side of."""
    points: dict[str, dict[int, None]] = defaultdict(dict)
    for number, difference in enumerate(digest.differences, 1):
        for side in difference.sides:
            points[side.statement][number] = None
    return {statement: tuple(numbers) for statement, numbers in points.items()}


def _voices(sources: Iterable[Source], views: tuple[SourceView, ...]) -> tuple[tuple[SourceView, ...], ...]:
    """The sources bracketed by voice, in the order of each voice's first letter."""
    voices: dict[int, list[SourceView]] = defaultdict(list)
    for source, view in zip(sources, views, strict=True):
        voices[source.voice].append(view)
    return tuple(map(tuple, voices.values()))
