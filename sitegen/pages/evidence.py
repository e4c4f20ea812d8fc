"""A digest with what its pages look up, and the parts of its evidence; layouts read fields by name.

A part is one registration for the evidence page, the JSON and the Markdown: a name, which is the block of the
layouts that shows it and the name under which they are given what it shows; a finder, which says what that
is; and, where programs get it, the type of its entries in `index.json`. A part that finds nothing is on no
page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

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
from sitegen.model import lazy
from sitegen.pages.view import (
    SHORT,
    DayView,
    Marked,
    derived,
    direction,
    excerpt,
    foreign,
    index_file,
    link,
    lone_file,
    matter,
    named,
    outward,
    root_of,
    shortened,
    span_in,
)

if TYPE_CHECKING:
    from sitegen.model import (
        Citation,
        Decision,
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

SPOKEN = 160
"""Characters of a quotation in the list; the statement it is linked to has the whole. Judgement: two
lines."""

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
    """full, folded (it tells of the same thing) or partial."""
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
    text: Marked


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
    day: DayView | None = None
    """Of what grew: when it was told."""


class DifferenceView(Struct, frozen=True, gc=False):
    """A point where sources may differ, or what grew from day to day, which is no difference."""

    number: int
    kind: str
    matter: str
    """What it is about, in words of the sources; the kind where that is not known."""
    values: tuple[ValueView, ...]
    """The readings in the order of the sources; empty where it is something that grew."""
    steps: tuple[tuple[ValueView, ...], ...] = ()
    """Of what grew: what was told on each day, the lowest first."""


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


class OriginView(Struct, frozen=True, gc=False):
    """One whom the reports name as knowing."""

    name: str
    """In their own words."""
    language: str
    stories: tuple[str, ...]
    statements: tuple[str, ...]
    """The ids of those that name it."""
    report: str | None
    """The story that is its own, where that is a source of the digest."""


class EvidenceView:
    """A digest with what its pages look up; links are from the page that holds the evidence."""

    model: Digest
    """The digest itself."""
    context: Context
    """Its neighbours, topics and names on the site, and what changed."""
    language: str
    direction: str
    single: bool
    """Whether it is of one report, whose page holds the evidence."""
    columns: int
    """How many columns the letters stand in; 0 where there are too many sources for that."""
    sigla: dict[str, str]
    """The letter of each source, by the path of its story."""
    languages: dict[str, str]
    """The language of each source by its path; empty where it is the digest's."""

    def __init__(
        self, digest: Digest, context: Context, stories: Mapping[str, Story], words: InterfaceTexts
    ) -> None:
        self.original, self.context, self.stories, self.words = digest, context, stories, words
        self.model = digest = spelt(digest, words.withheld)
        self.language, self.direction = digest.language, direction(digest.language)
        self.single = len(digest.sources) == 1
        self.columns = len(digest.sources) if len(digest.sources) <= COLUMNS else 0
        self.path = index_file(context.address) if self.single else f"{context.address}/{EVIDENCE}"
        self.root = root_of(self.path)
        self.order = {source.story: at for at, source in enumerate(digest.sources)}
        self.sigla = {source.story: source.siglum for source in digest.sources}
        self.outlets = {source.story: named(source, words) for source in digest.sources}
        self.statements = {statement.id: statement for statement in digest.statements}
        self.languages = {
            source.story: foreign(stories.get(source.story, source).language, digest.language)
            for source in digest.sources
        }
        places = context.places
        self._passages = {
            path: link(self.root, lone_file(places[path])) + "#c" for path in self.order if path in places
        }

    def letters(self, stories: Collection[str]) -> list[str]:
        """Return the letters of some stories, in their order; those of other digests have none here."""
        return [letter for story, letter in self.sigla.items() if story in stories]

    def elsewhere(self, decision: Decision) -> list[str]:
        """Return the files that the stories of a decision are kept apart from."""
        first, *others = decision.stories
        return [story for story in others if story not in self.sigla] if first in self.sigla else [first]

    def written(self, iso: str) -> DayView | None:
        """Return a day, a month or a year, written out; None for an empty one."""
        return self.words.time(iso) if iso else None

    def spoken(self, text: str) -> str:
        """Return a quotation as the list of quotations has it; its statement has the whole."""
        return text if len(text) <= SPOKEN else text[:SPOKEN].rsplit(None, 1)[0] + " …"

    def excerpt(self, moment: Moment) -> Marked:
        """Return the words for a time, marked, with what stands next to them."""
        return excerpt(moment.text, moment.start, moment.end)

    @lazy
    def filters(self) -> tuple[SourceView, ...]:
        """The sources by which the statements can be filtered."""
        return tuple([one for one in self.by_story.values() if one.siglum in FILTERS])

    @lazy
    def by_story(self) -> dict[str, SourceView]:
        """The sources by the path of their story, in the order of the letters."""
        asides = _asides(self)
        return {
            source.story: _source(self, source, asides.get(source.story, ())) for source in self.model.sources
        }

    @lazy
    def voices(self) -> tuple[tuple[SourceView, ...], ...]:
        """The sources by independent text, in the order of each one's first letter."""
        voices: dict[int, list[SourceView]] = defaultdict(list)
        for source in self.model.sources:
            voices[source.voice].append(self.by_story[source.story])
        return tuple(map(tuple, voices.values()))

    @lazy
    def disputes(self) -> dict[str, tuple[int, ...]]:
        """The numbers of the differences each statement is a side of."""
        found: dict[str, dict[int, None]] = defaultdict(dict)
        for one in self.differing:
            for side in () if one.steps else self.model.differences[one.number - 1].sides:
                found[side.statement][one.number] = None
        return {statement: tuple(numbers) for statement, numbers in found.items()}

    @lazy
    def differing(self) -> list[DifferenceView]:
        """The points where the sources may differ and what grew from day to day, numbered."""
        return [_difference(self, number, one) for number, one in enumerate(self.model.differences, 1)]

    @lazy
    def letters_of(self) -> dict[str, tuple[LetterView, ...]]:
        """The letters of each statement."""
        return {one.id: self._letters(one.citations) for one in self.model.statements}

    def _letters(self, citations: Sequence[Citation]) -> tuple[LetterView, ...]:
        """One letter for each source of a statement, in the order of the letters."""
        best: dict[int, tuple[str, Citation]] = {}
        for one in citations:
            how = "partial" if one.partial else "folded" if one.folded else "full"
            place = self.order[one.story]
            if place not in best or RANK[how] < RANK[best[place][0]]:
                best[place] = how, one
        return tuple(
            [
                LetterView(
                    self.sigla[one.story],
                    self.href(one.story, one.start),
                    how,
                    place + 1,
                    LOOKS[how] + f" k{place + 1}" if self.columns else LOOKS[how],
                )
                for place, (how, one) in sorted(best.items(), key=_first)
            ]
        )

    @lazy
    def folded(self) -> dict[str, tuple[PassageView, ...]]:
        """The passages of other words that stand under each statement, their new words marked."""
        return {
            one.id: tuple([self.passage(each, each.new) for each in one.citations if each.folded])
            for one in self.model.statements
        }

    @lazy
    def relays(self) -> dict[tuple[str, int], Relay]:
        """The passages that give another report as their source, by story and start."""
        return by_place(self.model.relays)

    @lazy
    def runs(self) -> list[tuple[Any, Any]]:
        """All passages with what they attribute to whom."""
        return [(run, attributions(run)) for run in runs(self.model, self.languages)]

    @lazy
    def quotations(self) -> tuple[Quotation, ...]:
        """Every remark that is quoted at some length."""
        return () if self.single else quotations(self.runs)

    def story_href(self, story: str) -> str:
        """Return the page of a story; empty where it has none."""
        return self._passages.get(story, "").removesuffix("#c")

    def href(self, story: str, start: int) -> str:
        """Return where a passage stands: on its story's page, else at the source's entry in the evidence."""
        passages = self._passages.get(story)
        return f"{passages}{start}" if passages else f"#source-{self.sigla[story]}"

    def passage(self, citation: Citation, marked: tuple[tuple[int, int], ...]) -> PassageView:
        """Return a citation's words with some of them marked."""
        story = citation.story
        return PassageView(
            self.sigla[story],
            self.href(story, citation.start),
            self.outlets[story],
            self.languages[story],
            citation.partial,
            Marked(citation.text, marked),
        )

    def relayed(self, statement: Statement) -> tuple[RelayView, ...]:
        """Return who says a statement on the word of another report, and of nobody else."""
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


_first = itemgetter(0)


def _statements(view: EvidenceView) -> tuple[StatementView, ...]:
    return () if view.single else tuple([_statement(view, one) for one in view.model.statements])


def _statement(view: EvidenceView, statement: Statement) -> StatementView:
    """A statement with its letters."""
    letters = view.letters_of[statement.id]
    sources = view.model.sources
    voices = {sources[letter.column - 1].voice for letter in letters}
    return StatementView(
        id=statement.id,
        text=statement.text,
        language=view.languages[statement.citations[0].story],
        letters=letters,
        one_text=len(letters) > 1 and len(voices) == 1,
        several=len(witnesses([statement], view.order, view.relays)) > 1,
        relays=view.relayed(statement),
        folded=view.folded[statement.id],
        disputes=view.disputes.get(statement.id, ()),
        only=" ".join([letter.siglum for letter in letters if letter.siglum in FILTERS]),
    )


def _difference(view: EvidenceView, number: int, difference: Difference) -> DifferenceView:
    """The readings in the order of the sources, each with every source that has it; or those of each day."""
    if difference.kind == "later":
        steps = [_values(view, sides, view.written(day)) for day, sides in days(view, difference).items()]
        return DifferenceView(number, "later", shortened(difference.about, SHORT), (), tuple(steps))
    sides = sorted(difference.sides, key=lambda side: view.order[side.story])
    kind = view.words.kinds.get(difference.kind, difference.kind)
    about = shortened(matter(view.model, difference), SHORT) or kind
    return DifferenceView(number, kind, about, _values(view, sides))


def days(view: EvidenceView, difference: Difference) -> dict[str, list[Side]]:
    """Return the sides of a difference by the day of their reports, in their order."""
    found: dict[str, list[Side]] = defaultdict(list)
    for side in difference.sides:
        found[(view.model.sources[view.order[side.story]].published or "")[:10]].append(side)
    return found


def _values(view: EvidenceView, sides: Iterable[Side], day: DayView | None = None) -> tuple[ValueView, ...]:
    """Each reading with every source that has it."""
    readings: dict[str, list[Side]] = defaultdict(list)
    for side in sides:
        readings[" ".join(side.text.casefold().replace("’", "'").split())].append(side)
    return tuple([_value(view, alike, day) for alike in readings.values()])


def _value(view: EvidenceView, sides: Sequence[Side], day: DayView | None) -> ValueView:
    passages = tuple([_side(view, side) for side in sides])
    names = tuple(dict.fromkeys([passage.name for passage in passages]))
    more = len(names) - NAMED if len(names) > NAMED + 1 else 0
    return ValueView(
        text=sides[0].text,
        brief=shortened(sides[0].text, SHORT),
        language=passages[0].language,
        names=names[:NAMED] if more else names,
        more=more,
        passages=passages,
        day=day,
    )


def _side(view: EvidenceView, side: Side) -> PassageView:
    """The whole passage in which `side` stands, its words marked."""
    own = [one for one in view.statements[side.statement].citations if one.story == side.story]
    found = next((one for one in own if one.start <= side.start and side.end <= one.end), own[0])
    return view.passage(found, span_in(found, side.text, side.start))


def _source(view: EvidenceView, source: Source, asides: Iterable[AsideView]) -> SourceView:
    outlet = view.context.outlets.get(source.name) if source.outlet or source.agency else None
    return SourceView(
        siglum=source.siglum,
        name=view.outlets[source.story],
        outlet_href=link(view.root, lone_file(outlet)) if outlet else "",
        title=source.title or "",
        byline=source.byline or "",
        agency=source.agency if source.agency and source.agency != source.name else "",
        day=view.words.day(source.published),
        url=outward(source.url),
        story_href=view.story_href(source.story),
        language=view.languages[source.story],
        derived=derived(view.stories.get(source.story), view.words),
        asides=tuple(asides),
    )


def _asides(view: EvidenceView) -> dict[str, list[AsideView]]:
    """What each story leaves out, by reason: the reason that comes first in its file first."""
    reasons: dict[tuple[str, str], list[Dropped]] = {}
    for piece in sorted(view.model.dropped, key=attrgetter("start")):
        group = piece.reason.rpartition(" ")[0]
        reason = group if group in REFERRING else piece.reason
        reasons.setdefault((piece.story, reason), []).append(piece)
    found: dict[str, list[AsideView]] = {}
    for (story, reason), alike in reasons.items():
        views = found.setdefault(story, [])
        for at, piece in enumerate(alike):
            views.append(_aside(view, piece, reason, opens=not at))
    return found


def _aside(view: EvidenceView, piece: Dropped, reason: str, *, opens: bool) -> AsideView:
    """The piece with its reason in words; a repeat only begins here, its whole is a link away."""
    why = view.words.rule(reason)
    if reason == "covered by":
        statement = piece.reason[len(reason) + 1 :]
        return AsideView(shortened(piece.text, COVERED), why, statement, "", opens)
    if reason == "repeat of" and view.story_href(piece.story):
        passage = view.href(piece.story, piece.start)
        return AsideView(shortened(piece.text, SHORT), why, "", passage, opens)
    return AsideView(piece.text, why, "", "", opens)


def _origins(view: EvidenceView) -> tuple[OriginView, ...]:
    """Whom the reports cite, and the reports that passages give as their sources."""
    shown = {
        (one.story, one.start): statement.id
        for statement in (reversed(view.model.statements) if view.relays else ())
        for one in statement.citations
    }
    relayed = [
        (
            one.name,
            view.languages[one.story] or view.language,
            OriginMention(one.story, shown[one.story, one.start], one.start),
        )
        for one in view.model.relays
    ]
    return tuple([_origin(view, one) for one in origins(view.runs, view.quotations, relayed)])


def _origin(view: EvidenceView, origin: Origin) -> OriginView:
    named = {mention.story for mention in origin.mentions}
    told = [view.relays.get((mention.story, mention.start)) for mention in origin.mentions]
    reports = [relay.of for relay in told if relay and relay.of and relay.name in origin.name]
    return OriginView(
        origin.name,
        foreign(origin.language, view.language),
        tuple([story for story in view.order if story in named]),
        tuple(dict.fromkeys([mention.statement for mention in origin.mentions])),
        reports[-1] if reports else None,
    )


def _timeline(view: EvidenceView) -> tuple[Moment, ...]:
    return () if view.single else timeline(view.model, view.languages)


def _headlines(view: EvidenceView) -> tuple[SourceView, ...]:
    """The sources that have a headline, where there is more than one."""
    found = tuple([one for one in view.by_story.values() if one.title])
    return found if not view.single and len({one.title for one in found}) > 1 else ()


class StepEntry(Struct, frozen=True, gc=False):
    """What was told on a day."""

    day: str
    texts: list[str]
    sources: list[str]


class CourseEntry(Struct, frozen=True, gc=False):
    """A count that grew from day to day; `difference` is its place among the differences, from 0."""

    about: str
    difference: int
    steps: list[StepEntry]


def _course_entries(view: EvidenceView, _: object) -> list[CourseEntry]:
    return [
        CourseEntry(
            one.about,
            place,
            [
                StepEntry(day, _once(side.text for side in sides), _once(side.story for side in sides))
                for day, sides in days(view, one).items()
            ],
        )
        for place, one in enumerate(view.model.differences)
        if one.kind == "later"
    ]


def _once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))


class RenderingEntry(Struct, frozen=True, gc=False):
    """Quoted words as some sources have them."""

    text: str
    sources: tuple[str, ...]
    statement: str


class QuotationEntry(Struct, frozen=True, gc=False):
    """A remark that is quoted at some length, in all its renderings."""

    speaker: str
    renderings: list[RenderingEntry]


def _quotation_entries(_: EvidenceView, found: Iterable[Quotation]) -> list[QuotationEntry]:
    return [
        QuotationEntry(
            one.speaker, [RenderingEntry(each.text, each.stories, each.statement) for each in one.renderings]
        )
        for one in found
    ]


class MomentEntry(Struct, frozen=True, gc=False):
    """A time that a statement names."""

    time: str
    statement: str
    words: str


class OriginEntry(Struct, frozen=True, gc=False):
    """One whom the reports name as knowing, in their own words; `report` is its own, where it is a source."""

    name: str
    sources: tuple[str, ...]
    statements: tuple[str, ...]
    report: str | None


def _moment_entries(_: EvidenceView, found: Iterable[Moment]) -> list[MomentEntry]:
    return [MomentEntry(one.time, one.statement, one.text[one.start : one.end]) for one in found]


def _origin_entries(_: EvidenceView, found: Iterable[OriginView]) -> list[OriginEntry]:
    return [OriginEntry(one.name, one.stories, one.statements, one.report) for one in found]


class Part(NamedTuple):
    """A part of the evidence."""

    name: str
    """Of its block in the layouts, and of what they are given."""
    find: Callable[[EvidenceView], Any]
    """What it shows; something empty where it shows nothing."""
    entry: type[Struct] | None = None
    """Of its entries in `index.json`, where its name is the key; None where the contract has it otherwise."""
    entries: Callable[[EvidenceView, Any], list[Any]] | None = None
    """What programs get, from what it shows."""


PARTS: Final = (
    Part("statements", _statements),
    Part("differences", lambda view: tuple([one for one in view.differing if not one.steps])),
    Part(
        "stages",
        lambda view: tuple([one for one in view.differing if one.steps]),
        CourseEntry,
        _course_entries,
    ),
    Part("quotations", lambda view: view.quotations, QuotationEntry, _quotation_entries),
    Part("timeline", _timeline, MomentEntry, _moment_entries),
    Part("sources", lambda view: view.voices),
    Part("origins", _origins, OriginEntry, _origin_entries),
    Part("headlines", _headlines),
    Part("aside", lambda view: tuple([one for voice in view.voices for one in voice if one.asides])),
    Part("decisions", lambda view: tuple([one for one in view.model.decisions if one.kind != "note"])),
    Part("history", lambda view: view.context.history),
)
"""The parts in the order of the page. Statements, differences, sources, what is left out and decisions stand
in `index.json` by its contract."""


def parts(view: EvidenceView) -> dict[str, Any]:
    """Return what each part shows, by its name."""
    return {part.name: part.find(view) for part in PARTS}
