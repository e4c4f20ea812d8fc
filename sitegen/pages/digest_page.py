"""A digest as its page shows it: statements with their witnesses, and every list drawn from them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sitegen.pages.digest_view import (
    AsideView,
    CellView,
    DifferenceView,
    DigestView,
    LineView,
    PassageView,
    SentenceView,
    SourceView,
    StatementView,
    ValueView,
    WithheldView,
    WitnessView,
)
from sitegen.pages.look_up import excerpt, look_up
from sitegen.pages.set_aside import set_aside
from sitegen.pages.view import (
    SHORT,
    derived,
    direction,
    foreign,
    index_file,
    link,
    lone_file,
    outward,
    pieces,
    root_of,
    shortened,
    span_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sitegen.model import Citation, Difference, Digest, Side, Source, Statement, Story, Withheld
    from sitegen.pages.context import Context
    from sitegen.pages.view import Words

ROW = 46
"""Characters of a statement that head its row of the table; one line on a phone."""

RANK = {"full": 0, "folded": 1, "partial": 2}
"""Which passage of a source stands for it at a statement: the one that says most of it."""


def digest_view(
    digest: Digest,
    context: Context,
    *,
    told: Mapping[str, Story],
    words: Words,
) -> DigestView:
    """`digest` as the layout of its page needs it."""
    return _Desk(digest, context, told=told, words=words).view()


class _Desk:
    """The look-ups that the parts of one page share."""

    def __init__(
        self,
        digest: Digest,
        context: Context,
        *,
        told: Mapping[str, Story],
        words: Words,
    ) -> None:
        root = self.root = root_of(index_file(context.address))
        self.context = context
        stories, outlets = context.places, context.outlets
        self.digest, self.words, self.told = digest, words, told
        self.order = {source.story: place for place, source in enumerate(digest.sources)}
        self.passages = {
            path: link(root, lone_file(stories[path])) + "#c" for path in self.order if path in stories
        }
        self.outlets = {
            source.name: link(root, lone_file(outlets[source.name]))
            for source in digest.sources
            if source.name in outlets
        }
        self.languages = {
            path: foreign(told[path].language, digest.language) for path in self.order if path in told
        }
        self.statements = {statement.id: statement for statement in digest.statements}
        self.points = _points(digest)
        self.places = {source.siglum: place for place, source in enumerate(digest.sources)}
        self.cells = {(siglum, how): CellView(siglum, how) for siglum in self.places for how in RANK}
        self.silent = tuple(CellView(source.siglum, "") for source in digest.sources)

    def view(self) -> DigestView:
        digest = self.digest
        single = len(digest.sources) == 1
        statements = () if single else tuple(map(self._statement, digest.statements))
        unique = sum(len(view.witnesses) < 2 for view in statements)
        lines = tuple(map(self._line, statements))
        sources = self._sources(statements)
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
            look_up=look_up(digest, self.context, self.languages, self.root, self.words),
            withheld=tuple(map(self._withheld, digest.withheld)),
        )

    def _statement(self, statement: Statement) -> StatementView:
        citations = statement.citations
        shown = citations[0]
        witnesses = self._witnesses(citations)
        folded = [self._passage(one, one.new) for one in citations if one.folded]
        return StatementView(
            statement.id,
            statement.id[1:],
            statement.kind,
            shown.text,
            self.languages.get(shown.story, ""),
            witnesses,
            len(witnesses) > 1 and self._one_voice(citations),
            tuple(folded),
            self.points.get(statement.id, ()),
        )

    def _witnesses(self, citations: tuple[Citation, ...]) -> tuple[WitnessView, ...]:
        """One letter for each source of a statement, in the order of the letters."""
        best: dict[int, tuple[str, int]] = {}
        for citation in citations:
            how = "partial" if citation.partial else "folded" if citation.folded else "full"
            place = self.order[citation.story]
            if place not in best or RANK[how] < RANK[best[place][0]]:
                best[place] = how, citation.start
        found = []
        for place in sorted(best):
            how, start = best[place]
            source = self.digest.sources[place]
            found.append(WitnessView(source.siglum, self._cited(source, start), how, source.name))
        return tuple(found)

    def _one_voice(self, citations: tuple[Citation, ...]) -> bool:
        sources, order = self.digest.sources, self.order
        return len({sources[order[citation.story]].voice for citation in citations}) == 1

    def _passage(self, citation: Citation, marked: tuple[tuple[int, int], ...]) -> PassageView:
        source = self.digest.sources[self.order[citation.story]]
        return PassageView(
            siglum=source.siglum,
            href=self._cited(source, citation.start),
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
            values=tuple(map(self._value, readings.values())),
        )

    def _value(self, sides: Sequence[Side]) -> ValueView:
        """One reading with every source that has it."""
        passages = tuple(map(self._side, sides))
        first = passages[0].pieces
        marked = next((place for place, piece in enumerate(first) if piece.marked), 0)
        start = sum(len(piece.text) for piece in first[:marked])
        text = "".join(piece.text for piece in first)
        return ValueView(
            sides[0].text,
            passages,
            tuple(dict.fromkeys(passage.siglum for passage in passages)),
            excerpt(text, start, start + len(first[marked].text)),
        )

    def _side(self, side: Side) -> PassageView:
        """The whole passage in which `side` stands, its words marked."""
        statement = self.statements[side.statement]
        own = [citation for citation in statement.citations if citation.story == side.story]
        inside = [c for c in own if c.start <= side.start and side.end <= c.end] or own
        if inside:
            return self._passage(inside[0], span_in(inside[0], side.text, side.start))
        source = self.digest.sources[self.order[side.story]]
        return PassageView(
            source.siglum,
            self._cited(source, side.start),
            source.name,
            self.languages.get(side.story, ""),
            partial=False,
            pieces=pieces(side.text, ((0, len(side.text)),)),
        )

    def _withheld(self, held: Withheld) -> WithheldView:
        source = self.digest.sources[self.order[held.story]]
        left = held.wanted - held.quoted
        return WithheldView(source.siglum, source.name, outward(source.url), held.limit, left)

    def _line(self, view: StatementView) -> LineView:
        cells = list(self.silent)
        for siglum, _, how, _ in view.witnesses:
            cells[self.places[siglum]] = self.cells[siglum, how]
        return LineView(view.id, view.number, shortened(view.text, ROW), tuple(cells))

    def _sources(self, statements: tuple[StatementView, ...]) -> tuple[SourceView, ...]:
        alone: dict[str, list[SentenceView]] = defaultdict(list)
        for one in statements:
            if len(one.witnesses) == 1:
                view = SentenceView(one.id, shortened(one.text, SHORT))
                alone[one.witnesses[0].siglum].append(view)
        asides = set_aside(self.digest, self.passages, self.words)
        return tuple(
            self._source(source, alone[source.siglum], asides.get(source.story, ()))
            for source in self.digest.sources
        )

    def _source(self, source: Source, alone: list[SentenceView], asides: Sequence[AsideView]) -> SourceView:
        return SourceView(
            siglum=source.siglum,
            name=source.name,
            outlet_href=self.outlets.get(source.name, ""),
            title=source.title or "",
            byline=source.byline or "",
            agency=source.agency if source.agency and source.agency != source.name else "",
            day=self.words.day(source.published),
            url=outward(source.url),
            story_href=self.passages.get(source.story, "").removesuffix("#c"),
            language=self.languages.get(source.story, ""),
            derived=derived(self.told.get(source.story), self.words),
            alone=tuple(alone),
            asides=tuple(asides),
        )

    def _cited(self, source: Source, start: int) -> str:
        """Where a passage stands: on its story's page, else at the source's entry on this one."""
        return self._href(source.story, start) or f"#source-{source.siglum}"

    def _href(self, story: str, start: int) -> str:
        passages = self.passages.get(story)
        return f"{passages}{start}" if passages else ""

    def _paragraphs(self) -> tuple[tuple[SentenceView, ...], ...]:
        """The statements by paragraph of the file, so that a single story reads as it was written."""
        story = self.told.get(self.digest.sources[0].story)
        place = {sentence.start: sentence.paragraph for sentence in story.sentences} if story else {}
        paragraphs: list[list[SentenceView]] = []
        last = None
        for statement in self.digest.statements:
            shown = statement.citations[0]
            paragraph = place.get(shown.start)
            if paragraph is None or paragraph != last:
                paragraphs.append([])
            paragraphs[-1].append(SentenceView(statement.id, shown.text))
            last = paragraph
        return tuple(map(tuple, paragraphs))


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
