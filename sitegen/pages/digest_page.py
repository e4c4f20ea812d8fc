"""The page of a digest: what happened, what several say, where they differ, what each report adds.

Every statement stands on it once; the proofs are on the evidence page, one click away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sitegen.digest.points import beyond, unlike_values
from sitegen.model import Statement
from sitegen.pages.evidence import EVIDENCE, CourseView, DifferenceView, RelayView, Shown, SourceView
from sitegen.pages.parts import PARTS, DecisionView, EvidenceView, NearView, decision_views, near
from sitegen.pages.view import (
    DayView,
    PieceView,
    direction,
    index_file,
    pieces,
    root_of,
    shortened,
)

if TYPE_CHECKING:
    from sitegen.model import Digest, Point, Source, Withheld

MOST_DIFFERENCES = 8
"""Differences in sight; the others are one click away. Judgement: about a screen."""

MOST_SOURCES = 12
"""Outlets named under the headline, and reports whose own words begin in sight; the others open.

Judgement: as many as have a column each in the evidence."""

MOST_LETTERS = 10
"""Letters behind a statement; the others are counted. Judgement: half a line on a phone."""

SHORT_FOLD = 160
"""Characters of other wordings that are shown at once where they have another figure or day: two lines.
Measured: with any length the page of five long reports grows from two screens to three and a half."""

LONG_TITLE = 150
"""Characters above which a headline is cut; one of three lines has about 100."""


class CarriedView(Struct, frozen=True, gc=False):
    """Reports that are not independent of another, and why."""

    sigla: str
    """Their letters, with commas; the first few and an ellipsis where there are many."""
    count: int
    original: str
    """The letter of the other."""
    by: str
    """What they have in common: outlet, agency or text."""


class RivalView(Struct, frozen=True, gc=False):
    """What other reports have in the place of a value in a lead."""

    number: int
    """Of the difference."""
    text: str
    later: bool = False
    """Whether it is what had become of the value on the last day."""


class WordingView(Struct, frozen=True, gc=False):
    """A statement, or a passage of other words, where it is read."""

    id: str
    """Anchor of a statement; empty for a passage."""
    language: str
    text: str
    pieces: tuple[PieceView, ...]
    """Its words where some are marked: beside a lead values which the lead has not. Else empty."""
    sigla: tuple[str, ...]
    """Letters of those that say it in these words, or so much like it that nothing is missing."""
    others: tuple[str, ...]
    """Letters of those that say a part of it."""
    more: int
    """How many letters beyond those."""
    href: str
    """The statement on the evidence page."""
    relays: tuple[RelayView, ...] = ()
    """Those that tell it on the word of another report."""
    rivals: tuple[RivalView, ...] = ()
    """Of a lead: the values that others have in the place of one of its own."""

    @property
    def says(self) -> str:
        """The letters of those that say it, with commas."""
        return ", ".join(self.sigla)

    @property
    def tells(self) -> str:
        """The letters of the others."""
        return ", ".join(self.others)


class PointView(Struct, frozen=True, gc=False):
    """What several tell of one thing: one wording leads, the others open."""

    lead: WordingView
    before: tuple[WordingView, ...]
    """What the lead hangs on, in order."""
    others: tuple[WordingView, ...]
    """The other wordings, with what hangs on them or on the lead."""
    wordings: int
    """How many of `others` are other wordings; the rest only hang on one."""
    tellers: tuple[str, ...] = ()
    """Letters of those whose words on it stand in `others` alone: the lead need not say what they say."""
    more: int = 0
    """How many letters beyond those."""
    opened: bool = False
    """Whether one of `others` has a figure or a day in the place of one of the lead's."""


class MoreView(Struct, frozen=True, gc=False):
    """What stands in no point, of one source, in its own order."""

    source: SourceView
    first: Statement
    paragraphs: tuple[tuple[Statement, ...], ...]
    """What follows, as the source has it."""
    count: int
    """Sentences of `paragraphs`."""


class WithheldView(Struct, frozen=True, gc=False):
    """A source whose words are not all shown."""

    source: SourceView
    limit: int
    """Words that may be quoted; 0 where the source may be linked only."""
    left: int
    """Words left out."""


class DigestView(Struct, frozen=True):
    """A digest of several sources, or the report that is one's own."""

    title: str
    language: str
    direction: str
    day: DayView | None
    """Of the first report."""
    last_day: DayView | None
    """Of the last report, where that is another."""
    evidence: str
    """The evidence page; empty for a single report, whose page holds it."""
    reports: int
    independent: int
    """How many independent texts the reports are."""
    sources: tuple[SourceView, ...]
    """The first few, in the order of their letters."""
    other_sources: tuple[SourceView, ...]
    carried: tuple[CarriedView, ...]
    withheld: tuple[WithheldView, ...]
    notes: tuple[DecisionView, ...]
    lede: PointView | None
    """None for a single report."""
    title_is_lede: bool
    """Whether the headline is the lede's sentence: no report has one."""
    several: tuple[PointView, ...]
    """What several report: the few points that are most widely told."""
    other_points: tuple[PointView, ...]
    stages: tuple[CourseView, ...]
    """What grew from day to day."""
    differences: tuple[DifferenceView, ...]
    """The surest ones."""
    other_differences: tuple[DifferenceView, ...]
    more: tuple[MoreView, ...]
    other_more: tuple[MoreView, ...]
    """The same of reports beyond the first few."""
    paragraphs: tuple[tuple[Statement, ...], ...]
    """Of a single report: its statements by the paragraphs of the file; empty otherwise."""
    parts: frozenset[str]
    """The names of the parts that the evidence has."""
    near: NearView


def digest_view(shown: Shown, evidence: EvidenceView) -> DigestView:
    """A digest as the layout of its page needs it; `evidence` is what stands behind it."""
    return _LookUps(shown, evidence).view()


class _LookUps:
    """The look-ups that the blocks of one page share."""

    def __init__(self, shown: Shown, evidence: EvidenceView) -> None:
        self.shown, self.evidence = shown, evidence
        self.digest: Digest = shown.digest
        self.statements = shown.statements
        self.point_of = {one: point for point in self.digest.points for one in _read(point)}

    def view(self) -> DigestView:
        digest, shown = self.digest, self.shown
        differences = shown.differences
        more = () if shown.single else self._more()
        sources = tuple(shown.sources.values())
        lede = self.statements.get(digest.lede)
        last = max((source.published[:10] for source in digest.sources if source.published), default=None)
        told_by_title = not shown.single and lede is not None and lede.text == digest.title
        return DigestView(
            title=shortened(digest.title, LONG_TITLE),
            language=digest.language,
            direction=direction(digest.language),
            day=shown.words.day(digest.published),
            last_day=shown.words.day(last) if last != digest.published else None,
            evidence="" if shown.single else EVIDENCE,
            reports=len(digest.sources),
            independent=digest.voices,
            sources=sources[:MOST_SOURCES],
            other_sources=sources[MOST_SOURCES:],
            carried=tuple(_carried(digest.sources)),
            withheld=tuple(map(self._withheld, digest.withheld)),
            notes=decision_views(shown, notes=True),
            lede=None if shown.single or lede is None else self._lede(lede),
            title_is_lede=told_by_title and len(digest.title) <= LONG_TITLE,
            several=self._points(listed=True),
            other_points=self._points(listed=False),
            stages=() if shown.single else shown.courses,
            differences=differences[:MOST_DIFFERENCES],
            other_differences=differences[MOST_DIFFERENCES:],
            more=more[:MOST_SOURCES],
            other_more=more[MOST_SOURCES:],
            # A single story reads as it was written.
            paragraphs=self._by_paragraph(digest.sources[0].story, digest.statements) if shown.single else (),
            parts=frozenset(part.name for part in PARTS if getattr(self.evidence, part.name)),
            near=near(shown, root_of(index_file(shown.context.address))),
        )

    def _lede(self, lede: Statement) -> PointView:
        point = self.point_of.get(lede.id)
        if point is not None:
            return self._point(point)
        passages = list(self._passages(lede))
        return self._block(lede, (), passages, len(passages), (lede,))

    def _points(self, *, listed: bool) -> tuple[PointView, ...]:
        lede = self.digest.lede
        return tuple(
            self._point(one) for one in self.digest.points if one.listed == listed and one.lead != lede
        )

    def _point(self, point: Point) -> PointView:
        """A point with its lead and all that its members tell."""
        lead = self.statements[point.lead]
        members = [self.statements[one] for one in point.members]
        blocks = point.blocks or tuple((one,) for one in point.members)
        place = blocks[0].index(point.lead)
        others = list(self._passages(lead))
        wordings = len(others)
        others += [self._told(self.statements[one]) for one in blocks[0][place + 1 :]]
        for member, block in zip(point.members[1:], blocks[1:], strict=True):
            for one in block:
                statement = self.statements[one]
                if one == member:
                    passages = list(self._passages(statement))
                    wordings += 1 + len(passages)
                    others += [self._told(statement, self.shown.sigla.values(), lead), *passages]
                else:
                    others.append(self._told(statement))
        before = [self._told(self.statements[one]) for one in blocks[0][:place]]
        return self._block(lead, before, others, wordings, members)

    def _block(
        self,
        lead: Statement,
        before: Sequence[WordingView],
        others: Sequence[WordingView],
        wordings: int,
        members: Sequence[Statement],
    ) -> PointView:
        """A lead with what stands in its fold: whose words are there has its letter there."""
        there = {letter for one in others for letter in one.sigla}
        told = replace(self._told(lead, without=there), rivals=tuple(self._rivals(lead)))
        stories = sorted({self.shown.order[story] for one in members for story in one.stories})
        letters = [self.digest.sources[at].siglum for at in stories]
        tellers = [letter for letter in letters if letter not in (*told.sigla, *told.others)]
        short = sum([len(one.text) for one in others]) <= SHORT_FOLD
        opened = short and not told.rivals and any(self._has_unlike_values(lead, one) for one in members)
        return PointView(told, tuple(before), tuple(others), wordings, *_fitting(tellers), opened)

    def _has_unlike_values(self, lead: Statement, other: Statement) -> bool:
        return unlike_values(*((each.text, self._spoken(each)) for each in (lead, other)))

    def _told(
        self, statement: Statement, without: Collection[str] = (), beside: Statement | None = None
    ) -> WordingView:
        """A statement with the letters of those that say it, and of those that say a part but `without`."""
        shown = self.shown
        letters = shown.letters_of[statement.id]
        says = [letter.siglum for letter in letters if letter.how == "full"]
        tells = [
            letter.siglum for letter in letters if letter.how == "partial" and letter.siglum not in without
        ]
        marked: Sequence[tuple[int, int]] = ()
        if beside is not None:
            marked = beyond(*((each.text, self._spoken(each)) for each in (beside, statement)))
        shown_letters, more = _fitting([*says, *tells])
        return WordingView(
            statement.id,
            shown.languages[statement.citations[0].story],
            statement.text,
            pieces(statement.text, tuple(marked)) if marked else (),
            shown_letters[: len(says)],
            shown_letters[len(says) :],
            more,
            f"{EVIDENCE}#{statement.id}",
            relays=shown.relayed(statement),
        )

    def _rivals(self, lead: Statement) -> Iterable[RivalView]:
        """The other values of each difference that the words of a lead are a side of."""
        letter = self.shown.sigla[lead.citations[0].story]
        for number in self.shown.disputes.get(lead.id, ()):
            (values,) = [one.values for one in self.shown.differences if one.number == number]
            others = [one for one in values if all(each.siglum != letter for each in one.passages)]
            if len(others) < len(values):
                yield from [RivalView(number, one.brief) for one in others]
        for course in self.shown.courses:
            *earlier, last = course.steps
            sides = self.digest.differences[course.number - 1].sides
            told = {each.siglum for step in earlier for one in step.values for each in one.passages}
            if letter in told and any(side.statement == lead.id for side in sides):
                yield RivalView(course.number, last.values[-1].brief, later=True)

    def _spoken(self, statement: Statement) -> tuple[str, str | None]:
        """The language of a statement, and the day of its report."""
        source = self.digest.sources[self.shown.order[statement.citations[0].story]]
        return source.language, source.published

    def _passages(self, statement: Statement) -> Iterable[WordingView]:
        """The passages of other words under a statement."""
        href = f"{EVIDENCE}#{statement.id}"
        for one in self.shown.folded[statement.id]:
            yield WordingView("", one.language, one.text, one.pieces, (one.siglum,), (), 0, href)

    def _more(self) -> tuple[MoreView, ...]:
        """What stands in no point and is not the lede, source by source, each in its own order."""
        own: dict[str, list[Statement]] = defaultdict(list)
        for statement in self.digest.statements:
            if statement.id not in self.point_of and statement.id != self.digest.lede:
                own[statement.citations[0].story].append(statement)
        found = []
        for source in self.digest.sources:
            told = sorted(own.get(source.story, ()), key=lambda one: (one.citations[0].start, one.id))
            if told:
                found.append(self._more_of(source, told))
        return tuple(found)

    def _more_of(self, source: Source, told: Sequence[Statement]) -> MoreView:
        first, *rest = told
        return MoreView(
            self.shown.sources[source.story], first, self._by_paragraph(source.story, rest), len(rest)
        )

    def _by_paragraph(self, path: str, told: Iterable[Statement]) -> tuple[tuple[Statement, ...], ...]:
        story = self.shown.stories.get(path)
        place = {sentence.start: sentence.paragraph for sentence in story.sentences} if story else {}
        paragraphs: list[list[Statement]] = []
        last = None
        for statement in told:
            paragraph = place.get(statement.citations[0].start)
            if paragraph is None or paragraph != last:
                paragraphs.append([])
            paragraphs[-1].append(statement)
            last = paragraph
        return tuple(map(tuple, paragraphs))

    def _withheld(self, held: Withheld) -> WithheldView:
        return WithheldView(self.shown.sources[held.story], held.limit, held.wanted - held.quoted)


def _fitting(letters: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """The letters that there is room for, and how many there are beyond."""
    most = len(letters) if len(letters) <= MOST_LETTERS + 1 else MOST_LETTERS
    return tuple(letters[:most]), len(letters) - most


def _read(point: Point) -> Iterable[str]:
    """The statements that are read in a point."""
    return (one for block in point.blocks for one in block) if point.blocks else point.members


def _carried(sources: Iterable[Source]) -> Iterable[CarriedView]:
    """Who is not independent of whom, by the surest reason: one outlet, one agency, one text."""
    voices: Mapping[int, list[Source]] = defaultdict(list)
    bound: Mapping[tuple[str, str], list[str]] = defaultdict(list)
    for source in sources:
        earlier = voices[source.voice]
        if earlier:
            bound[_bond(source, earlier)].append(source.siglum)
        earlier.append(source)
    for (by, original), others in bound.items():
        letters = ", ".join(others[:MOST_LETTERS]) + " …" * (len(others) > MOST_LETTERS)
        yield CarriedView(letters, len(others), original, by)


def _bond(source: Source, earlier: Sequence[Source]) -> tuple[str, str]:
    """What a report has in common with those before it of its voice, and the letter of the one it is."""
    for by in ("outlet", "agency"):
        name = (getattr(source, by) or "").casefold()
        for other in earlier:
            if name and name == (getattr(other, by) or "").casefold():
                return by, other.siglum
    return "text", earlier[0].siglum
