"""The page of a digest: what happened, what several say, where they differ, what each report adds.

Every statement stands on it once; the proofs are on the evidence page, one click away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sitegen.digest.points import compared
from sitegen.model import lazy
from sitegen.pages.evidence import EVIDENCE, DifferenceView, EvidenceView, RelayView, SourceView
from sitegen.pages.view import DayView, Marked, shortened

if TYPE_CHECKING:
    from sitegen.model import Decision, Digest, Point, Source, Statement, Story
    from sitegen.pages.view import Context, InterfaceTexts

MOST_DIFFERENCES = 8
"""Differences in sight; the others are one click away. Judgement: about a screen."""

MOST_SOURCES = 12
"""Outlets named under the headline, and reports whose own words begin in sight; the others open. Judgement:
as many as have a column each in the evidence."""

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
    text: str | Marked
    """Marked are new words, and beside a lead the values which the lead has not."""
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


class DigestView(EvidenceView):
    """A digest as its page shows it: what happened, what several say, where they differ, what each adds."""

    title: str
    """The headline, cut where it is very long."""
    evidence: str
    """The evidence page; empty for a single report, whose page holds it."""

    def __init__(
        self, digest: Digest, context: Context, stories: Mapping[str, Story], words: InterfaceTexts
    ) -> None:
        super().__init__(digest, context, stories, words)
        self.title = shortened(digest.title, LONG_TITLE)
        self.evidence = "" if self.single else EVIDENCE
        self._lede = None if self.single else self.statements.get(digest.lede)
        self._point_of = {one: point for point in digest.points for one in _read(point)}

    @lazy
    def day(self) -> DayView | None:
        """Of the first report."""
        return self.words.day(self.model.published)

    @lazy
    def last_day(self) -> DayView | None:
        """Of the last report, where that is another."""
        days = [source.published[:10] for source in self.model.sources if source.published]
        last = max(days, default=None)
        return self.words.day(last) if last != self.model.published else None

    @lazy
    def sources(self) -> tuple[SourceView, ...]:
        """The first few, in the order of their letters."""
        return tuple(self.by_story.values())[:MOST_SOURCES]

    @lazy
    def other_sources(self) -> tuple[SourceView, ...]:
        """The others."""
        return tuple(self.by_story.values())[MOST_SOURCES:]

    @property
    def carried(self) -> tuple[CarriedView, ...]:
        """Who is not independent of whom."""
        return tuple(_carried(self.model.sources))

    @property
    def notes(self) -> list[Decision]:
        """What a person wrote for the head of the page."""
        return [one for one in self.model.decisions if one.kind == "note"]

    @property
    def title_is_lede(self) -> bool:
        """Whether the headline is the lede's sentence: no report has one."""
        return self._lede is not None and self._lede.text == self.title

    @lazy
    def lede(self) -> PointView | None:
        """What it tells first; None for a single report."""
        if self._lede is None:
            return None
        if point := self._point_of.get(self._lede.id):
            return self._point(point)
        passages = list(self._passages_of(self._lede))
        return self._block(self._lede, passages, len(passages))

    @lazy
    def several(self) -> tuple[PointView, ...]:
        """What several report: the few points that are most widely told."""
        return self._points(listed=True)

    @lazy
    def other_points(self) -> tuple[PointView, ...]:
        """The others."""
        return self._points(listed=False)

    @property
    def differences(self) -> list[DifferenceView]:
        """The surest ones."""
        return [one for one in self.differing if not one.steps][:MOST_DIFFERENCES]

    @property
    def other_differences(self) -> list[DifferenceView]:
        """The others."""
        return [one for one in self.differing if not one.steps][MOST_DIFFERENCES:]

    @lazy
    def all_more(self) -> tuple[MoreView, ...]:
        """What stands in no point and is not the lede, source by source, each in its own order."""
        own: dict[str, list[Statement]] = defaultdict(list)
        for statement in self.model.statements if not self.single else ():
            if statement.id not in self._point_of and statement.id != self.model.lede:
                own[statement.citations[0].story].append(statement)
        found = []
        for source in self.model.sources:
            if told := sorted(own[source.story], key=lambda one: (one.citations[0].start, one.id)):
                first, *rest = told
                paragraphs = self._by_paragraph(source.story, rest)
                found.append(MoreView(self.by_story[source.story], first, paragraphs, len(rest)))
        return tuple(found)

    @property
    def more(self) -> tuple[MoreView, ...]:
        """What each report adds, of the first few."""
        return self.all_more[:MOST_SOURCES]

    @property
    def other_more(self) -> tuple[MoreView, ...]:
        """The same of the others."""
        return self.all_more[MOST_SOURCES:]

    @property
    def paragraphs(self) -> tuple[tuple[Statement, ...], ...]:
        """Of a single report: its statements by the paragraphs of the file, as it was written."""
        return self._by_paragraph(self.model.sources[0].story, self.model.statements)

    def _points(self, *, listed: bool) -> tuple[PointView, ...]:
        lede = self.model.lede
        return tuple(
            self._point(one) for one in self.model.points if one.listed == listed and one.lead != lede
        )

    def _point(self, point: Point) -> PointView:
        """A point with its lead and all that its members tell."""
        lead, *members = [self.statements[one] for one in point.members]
        first, *blocks = point.blocks or [(one,) for one in point.members]
        place = first.index(lead.id)
        others = list(self._passages_of(lead))
        wordings, parted = len(others), False
        others += [self._told(self.statements[one]) for one in first[place + 1 :]]
        for member, block in zip(members, blocks, strict=True):
            marked, apart = compared(self._spoken(lead), self._spoken(member))
            parted |= apart
            for one in block:
                if one == member.id:
                    passages = list(self._passages_of(member))
                    wordings += 1 + len(passages)
                    others += [self._told(member, self.sigla.values(), marked), *passages]
                else:
                    others.append(self._told(self.statements[one]))
        before = tuple([self._told(self.statements[one]) for one in first[:place]])
        return replace(self._block(lead, others, wordings, members, parted=parted), before=before)

    def _block(
        self,
        lead: Statement,
        others: Sequence[WordingView],
        wordings: int,
        members: Sequence[Statement] = (),
        *,
        parted: bool = False,
    ) -> PointView:
        """A lead with what stands in its fold: whose words are there has its letter there."""
        there = {letter for one in others for letter in one.sigla}
        told = replace(self._told(lead, there), rivals=tuple(self._rivals(lead)))
        letters = self.letters({story for one in (lead, *members) for story in one.stories})
        tellers = [letter for letter in letters if letter not in (*told.sigla, *told.others)]
        opened = parted and not told.rivals and sum([len(str(one.text)) for one in others]) <= SHORT_FOLD
        return PointView(told, (), tuple(others), wordings, *_fitting(tellers), opened)

    def _told(
        self, statement: Statement, without: Collection[str] = (), marked: tuple[tuple[int, int], ...] = ()
    ) -> WordingView:
        """A statement with the letters of those that say it, and of those that say a part but `without`."""
        letters = self.letters_of[statement.id]
        says = [one.siglum for one in letters if one.how == "full"]
        tells = [one.siglum for one in letters if one.how == "partial" and one.siglum not in without]
        shown_letters, more = _fitting([*says, *tells])
        return WordingView(
            statement.id,
            self.languages[statement.citations[0].story],
            Marked(statement.text, marked) if marked else statement.text,
            shown_letters[: len(says)],
            shown_letters[len(says) :],
            more,
            f"{EVIDENCE}#{statement.id}",
            relays=self.relayed(statement),
        )

    def _rivals(self, lead: Statement) -> Iterable[RivalView]:
        """The other values of each difference that the words of a lead are a side of."""
        letter = self.sigla[lead.citations[0].story]
        for number in self.disputes.get(lead.id, ()):
            values = self.differing[number - 1].values
            others = [one for one in values if all(each.siglum != letter for each in one.passages)]
            if len(others) < len(values):
                yield from [RivalView(number, one.brief) for one in others]
        for course in (one for one in self.differing if one.steps):
            *earlier, last = course.steps
            sides = self.model.differences[course.number - 1].sides
            told = {each.siglum for step in earlier for one in step for each in one.passages}
            if letter in told and any(side.statement == lead.id for side in sides):
                yield RivalView(course.number, last[-1].brief, later=True)

    def _spoken(self, statement: Statement) -> tuple[str, str, str | None]:
        """The words of a statement, their language, and the day of its report."""
        source = self.model.sources[self.order[statement.citations[0].story]]
        return statement.text, source.language, source.published

    def _passages_of(self, statement: Statement) -> Iterable[WordingView]:
        """The passages of other words under a statement."""
        href = f"{EVIDENCE}#{statement.id}"
        for one in self.folded[statement.id]:
            yield WordingView("", one.language, one.text, (one.siglum,), (), 0, href)

    def _by_paragraph(self, path: str, told: Iterable[Statement]) -> tuple[tuple[Statement, ...], ...]:
        story = self.stories.get(path)
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
