"""A digest's statements, differences and sources as its pages show them; layouts read fields by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from sitegen.digest.notes import (
    Moment,
    Origin,
    OriginMention,
    Quotation,
    attributions,
    origins,
    quotations,
    runs,
    timeline,
)
from sitegen.digest.relays import by_place, witnesses
from sitegen.digest.rights import spelt
from sitegen.pages.view import (
    SHORT,
    DayView,
    PieceView,
    derived,
    foreign,
    index_file,
    link,
    lone_file,
    matter,
    named,
    outward,
    pieces,
    root_of,
    shortened,
    span_in,
)

if TYPE_CHECKING:
    from sitegen.model import (
        Citation,
        Difference,
        Digest,
        Dropped,
        Relay,
        Side,
        Source,
        Statement,
        Story,
    )
    from sitegen.pages.view import Context, InterfaceTexts


RANK: Final = {"full": 0, "folded": 1, "partial": 2}
"""Which passage of a source stands for it at a statement: the one that says most of it."""

LOOKS: Final = {"full": "w", "folded": "w f", "partial": "w p"}
"""Classes of a letter by how its source witnesses the statement."""

COLUMNS = 12
"""Sources up to which each has a column of its own in the list of statements. Judgement: 12 letters are a
third of a phone."""

FILTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
"""Letters by which the statements can be filtered: the style sheet has a rule for each."""

NAMED = 4
"""Outlets that are named at a reading; the others are counted. Judgement: they fill a line."""

COVERED = 80
"""Characters of a sentence that a statement says already; its letter there leads to all of it. Judgement: a
line tells which it is."""

REFERRING = frozenset({"covered by", "repeat of"})
"""Reasons that name a place."""

EVIDENCE = "evidence/index.html"
"""The evidence page, from the digest's."""


class RelayView(Struct, frozen=True, gc=False):
    """A source that has what it says from another report, as it says itself."""

    siglum: str
    name: str
    """The other outlet, in the source's words."""
    original: str
    """Letter of the other report; empty where it is none of the digest's."""


class LetterView(Struct, frozen=True, gc=False):
    """A source's letter at a statement, leading to the passage."""

    siglum: str
    href: str
    """The passage on its story's page; where there is none, the source's entry on the evidence page."""
    how: str
    """full, folded (in other words) or partial."""
    column: int
    """Its column in the list of statements, from 1."""
    look: str
    """The classes of its element, for the style sheet."""


class PassageView(Struct, frozen=True, gc=False):
    """A source's own words with the telling ones marked."""

    siglum: str
    href: str
    name: str
    language: str
    """Empty where it is the digest's."""
    partial: bool
    text: str
    pieces: tuple[PieceView, ...]


class StatementView(Struct, frozen=True, gc=False):
    """One fact and its witnesses."""

    id: str
    text: str
    language: str
    letters: tuple[LetterView, ...]
    one_text: bool
    """Several sources, but reprints of one text."""
    several: bool
    """Whether two sources or more say it, none of them on the other's word alone."""
    relays: tuple[RelayView, ...]
    """Those that say it on the word of another report."""
    folded: tuple[PassageView, ...]
    disputes: tuple[int, ...]
    """Numbers of the differences that it is a side of."""
    only: str
    """The letters that filters go by, with blanks between them."""


class ValueView(Struct, frozen=True, gc=False):
    """One of the readings at a point where sources differ."""

    text: str
    brief: str
    """The words, cut to one line."""
    language: str
    names: tuple[str, ...]
    """The outlets of the passages, each once; the first few."""
    more: int
    """How many outlets beyond those."""
    passages: tuple[PassageView, ...]


class DifferenceView(Struct, frozen=True, gc=False):
    """A point where sources may differ."""

    number: int
    kind: str
    matter: str
    """What it is about, in words of the sources; the kind where that is not known."""
    values: tuple[ValueView, ...]


class StepView(Struct, frozen=True, gc=False):
    """What was told on a day of what is counted up."""

    day: DayView | None
    values: tuple[ValueView, ...]
    """The lowest first."""


class CourseView(Struct, frozen=True, gc=False):
    """A count that grew from day to day: no difference."""

    number: int
    """Of the difference that it would be."""
    matter: str
    """What is counted, in words of the sources."""
    steps: tuple[StepView, ...]


class AsideView(Struct, frozen=True, gc=False):
    """A piece that was left out, and why in words."""

    text: str
    """The whole piece; of a repeat the beginning, where `passage` leads to the whole."""
    why: str
    statement: str
    """Id of the statement that the reason names; empty when it names none."""
    passage: str
    """Where a repeat stands in its file, beside what it repeats; empty for every other piece."""
    opens: bool
    """Whether it is the first of those that are left out for its reason."""


class SourceView(Struct, frozen=True, gc=False):
    """A source as the page names it."""

    siglum: str
    name: str
    outlet_href: str
    title: str
    byline: str
    agency: str
    day: DayView | None
    url: str
    story_href: str
    language: str
    derived: tuple[tuple[str, str], ...]
    """Field and evidence of everything that its file does not state outright."""
    asides: tuple[AsideView, ...]


class Shown:
    """A digest with the look-ups that its pages share."""

    def __init__(
        self, digest: Digest, context: Context, stories: Mapping[str, Story], words: InterfaceTexts
    ) -> None:
        self.original = digest
        """The digest before what may not be shown was spelt out."""
        self.digest = spelt(digest, words.withheld)
        self.context, self.stories, self.words = context, stories, words
        self.single = len(digest.sources) == 1
        self.path = index_file(context.address) if self.single else f"{context.address}/{EVIDENCE}"
        """The page that holds the evidence; links are from there."""
        self.order = {source.story: at for at, source in enumerate(digest.sources)}
        self.sigla = {source.story: source.siglum for source in digest.sources}
        self.names = {source.story: named(source, words) for source in digest.sources}
        self.statements = {statement.id: statement for statement in digest.statements}
        self.languages = {
            source.story: foreign(self._language(source), digest.language) for source in digest.sources
        }
        self.root = root_of(self.path)
        self._passages = {
            path: link(self.root, lone_file(context.places[path])) + "#c"
            for path in self.order
            if path in context.places
        }

    def _language(self, source: Source) -> str:
        story = self.stories.get(source.story)
        return story.language if story else source.language

    @cached_property
    def disputes(self) -> Mapping[str, tuple[int, ...]]:
        """The numbers of the differences each statement is a side of."""
        found: dict[str, dict[int, None]] = defaultdict(dict)
        for number, difference in enumerate(self.digest.differences, 1):
            for side in difference.sides if difference.kind != "later" else ():
                found[side.statement][number] = None
        return {statement: tuple(numbers) for statement, numbers in found.items()}

    def story_href(self, story: str) -> str:
        """The page of a story; empty where it has none."""
        return self._passages.get(story, "").removesuffix("#c")

    def href(self, story: str, start: int) -> str:
        """Where a passage stands: on its story's page, else at the source's entry in the evidence."""
        passages = self._passages.get(story)
        return f"{passages}{start}" if passages else f"#source-{self.sigla[story]}"

    def letters(self, citations: Sequence[Citation]) -> tuple[LetterView, ...]:
        """One letter for each source of a statement, in the order of the letters."""
        best: dict[int, tuple[str, Citation]] = {}
        for one in citations:
            how = "partial" if one.partial else "folded" if one.folded else "full"
            place = self.order[one.story]
            if place not in best or RANK[how] < RANK[best[place][0]]:
                best[place] = how, one
        columns = len(self.order) <= COLUMNS
        return tuple(
            [
                LetterView(
                    self.sigla[one.story],
                    self.href(one.story, one.start),
                    how,
                    place + 1,
                    LOOKS[how] + f" k{place + 1}" * columns,
                )
                for place, (how, one) in sorted(best.items(), key=lambda item: item[0])
            ]
        )

    def passage(self, citation: Citation, marked: tuple[tuple[int, int], ...]) -> PassageView:
        """A citation's words with some of them marked."""
        story = citation.story
        return PassageView(
            self.sigla[story],
            self.href(story, citation.start),
            self.names[story],
            self.languages[story],
            citation.partial,
            citation.text,
            pieces(citation.text, marked),
        )

    @cached_property
    def folded(self) -> Mapping[str, tuple[PassageView, ...]]:
        """The passages of other words that stand under each statement, their new words marked."""
        return {
            one.id: tuple([self.passage(each, each.new) for each in one.citations if each.folded])
            for one in self.digest.statements
        }

    @cached_property
    def relays(self) -> Mapping[tuple[str, int], Relay]:
        """The passages that give another report as their source, by story and start."""
        return by_place(self.digest.relays)

    def relayed(self, statement: Statement) -> tuple[RelayView, ...]:
        """Who says a statement on the word of another report, and of nobody else."""
        if not self.relays:
            return ()
        told = {one.story: self.relays.get((one.story, one.start)) for one in statement.citations}
        for one in statement.citations:
            if (one.story, one.start) not in self.relays:
                told[one.story] = None
        return tuple(
            RelayView(self.sigla[story], relay.name, self.sigla.get(relay.of, ""))
            for story, relay in sorted(told.items(), key=lambda item: self.order[item[0]])
            if relay
        )

    @cached_property
    def letters_of(self) -> Mapping[str, tuple[LetterView, ...]]:
        """The letters of each statement."""
        return {one.id: self.letters(one.citations) for one in self.digest.statements}

    @cached_property
    def sources(self) -> Mapping[str, SourceView]:
        """The sources by story, in the order of the letters."""
        asides = _asides(self)
        return {
            source.story: _source(self, source, asides.get(source.story, ()))
            for source in self.digest.sources
        }

    @cached_property
    def quoted(self) -> tuple[Quotation, ...]:
        """Every remark that is quoted at some length."""
        return () if self.single else quotations(self._read)

    @cached_property
    def cited(self) -> tuple[Origin, ...]:
        """Whom the reports name as knowing."""
        return origins(self._read, self.quoted, self._relayed)

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """The times that the statements name."""
        return () if self.single else timeline(self.digest, self.languages)

    @cached_property
    def differences(self) -> tuple[DifferenceView, ...]:
        """The points where the sources may differ, numbered."""
        numbered = enumerate(self.digest.differences, 1)
        return tuple(_difference(self, number, one) for number, one in numbered if one.kind != "later")

    @cached_property
    def courses(self) -> tuple[CourseView, ...]:
        """What grew from day to day, under the numbers of the differences."""
        numbered = enumerate(self.digest.differences, 1)
        return tuple(_course(self, number, one) for number, one in numbered if one.kind == "later")

    def days(self, difference: Difference) -> dict[str, list[Side]]:
        """The sides of a difference by the day of their reports, in their order."""
        found: dict[str, list[Side]] = defaultdict(list)
        for side in difference.sides:
            found[(self.digest.sources[self.order[side.story]].published or "")[:10]].append(side)
        return found

    @cached_property
    def _relayed(self) -> list[tuple[str, str, OriginMention]]:
        """The reports that passages give as their sources: name, language and place."""
        shown = {
            (one.story, one.start): statement.id
            for statement in reversed(self.digest.statements)
            for one in statement.citations
        }
        return [
            (
                one.name,
                self.languages[one.story] or self.digest.language,
                OriginMention(one.story, shown[one.story, one.start], one.start),
            )
            for one in self.digest.relays
        ]

    @cached_property
    def _read(self) -> list[tuple[Any, Any]]:
        return [(run, attributions(run)) for run in runs(self.digest, self.languages)]


def statement_view(shown: Shown, statement: Statement) -> StatementView:
    """A statement with its letters."""
    letters = shown.letters_of[statement.id]
    sources = shown.digest.sources
    voices = {sources[letter.column - 1].voice for letter in letters}
    return StatementView(
        id=statement.id,
        text=statement.text,
        language=shown.languages[statement.citations[0].story],
        letters=letters,
        one_text=len(letters) > 1 and len(voices) == 1,
        several=len(witnesses([statement], shown.order, shown.relays)) > 1,
        relays=shown.relayed(statement),
        folded=shown.folded[statement.id],
        disputes=shown.disputes.get(statement.id, ()),
        only=" ".join([letter.siglum for letter in letters if letter.siglum in FILTERS]),
    )


def _difference(shown: Shown, number: int, difference: Difference) -> DifferenceView:
    """The readings in the order of the sources, each with every source that has it."""
    readings: dict[str, list[Side]] = defaultdict(list)
    for side in sorted(difference.sides, key=lambda side: shown.order[side.story]):
        readings[" ".join(side.text.casefold().replace("’", "'").split())].append(side)
    kind = shown.words.kinds.get(difference.kind, difference.kind)
    return DifferenceView(
        number=number,
        kind=kind,
        matter=shortened(matter(shown.digest, difference), SHORT) or kind,
        values=tuple(_value(shown, sides) for sides in readings.values()),
    )


def _course(shown: Shown, number: int, difference: Difference) -> CourseView:
    steps = []
    for day, sides in shown.days(difference).items():
        readings: dict[str, list[Side]] = defaultdict(list)
        for side in sides:
            readings[side.text.casefold()].append(side)
        values = tuple(_value(shown, alike) for alike in readings.values())
        steps.append(StepView(shown.words.day(day), values))
    return CourseView(number, shortened(difference.about, SHORT), tuple(steps))


def _value(shown: Shown, sides: Sequence[Side]) -> ValueView:
    """One reading with every source that has it."""
    passages = tuple(_side(shown, side) for side in sides)
    names = tuple(dict.fromkeys(passage.name for passage in passages))
    more = len(names) - NAMED if len(names) > NAMED + 1 else 0
    text = sides[0].text
    return ValueView(
        text=text,
        brief=shortened(text, SHORT),
        language=passages[0].language,
        names=names[:NAMED] if more else names,
        more=more,
        passages=passages,
    )


def _side(shown: Shown, side: Side) -> PassageView:
    """The whole passage in which `side` stands, its words marked."""
    own = [one for one in shown.statements[side.statement].citations if one.story == side.story]
    inside = [one for one in own if one.start <= side.start and side.end <= one.end] or own
    if inside:
        return shown.passage(inside[0], span_in(inside[0], side.text, side.start))
    return PassageView(
        shown.sigla[side.story],
        shown.href(side.story, side.start),
        shown.names[side.story],
        shown.languages[side.story],
        partial=False,
        text=side.text,
        pieces=pieces(side.text, ((0, len(side.text)),)),
    )


def _source(shown: Shown, source: Source, asides: Sequence[AsideView]) -> SourceView:
    outlet = shown.context.outlets.get(source.name)
    return SourceView(
        siglum=source.siglum,
        name=shown.names[source.story],
        outlet_href=link(shown.root, lone_file(outlet))
        if outlet and (source.outlet or source.agency)
        else "",
        title=source.title or "",
        byline=source.byline or "",
        agency=source.agency if source.agency and source.agency != source.name else "",
        day=shown.words.day(source.published),
        url=outward(source.url),
        story_href=shown.story_href(source.story),
        language=shown.languages[source.story],
        derived=derived(shown.stories.get(source.story), shown.words),
        asides=tuple(asides),
    )


def _asides(shown: Shown) -> dict[str, list[AsideView]]:
    """What each story leaves out, by reason: the reason that comes first in its file first."""
    reasons: dict[tuple[str, str], list[Dropped]] = {}
    for piece in sorted(shown.digest.dropped, key=attrgetter("start")):
        group = piece.reason.rpartition(" ")[0]
        reason = group if group in REFERRING else piece.reason
        reasons.setdefault((piece.story, reason), []).append(piece)
    found: dict[str, list[AsideView]] = {}
    for (story, reason), alike in reasons.items():
        views = found.setdefault(story, [])
        for at, piece in enumerate(alike):
            views.append(_aside(shown, piece, reason, opens=not at))
    return found


def _aside(shown: Shown, piece: Dropped, reason: str, *, opens: bool) -> AsideView:
    """The piece with its reason in words; a repeat only begins here, its whole is a link away."""
    name, why = piece.reason[len(reason) + 1 :], shown.words.rule(reason)
    if reason == "covered by":
        return AsideView(shortened(piece.text, COVERED), why, name, "", opens)
    if reason == "repeat of" and shown.story_href(piece.story):
        passage = shown.href(piece.story, piece.start)
        return AsideView(shortened(piece.text, SHORT), why, "", passage, opens)
    return AsideView(piece.text, why, "", "", opens)
