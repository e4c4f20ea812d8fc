"""The parts of a digest's evidence: one registration each, for its page, its JSON and its Markdown.

A part has a name, which is the block of the layouts `evidence.html` and `digest.md` that shows it and the
field of `EvidenceView` that holds it; a finder, which says what it shows; and, where programs get it, a key
of `index.json` with the type of its entries. A part that finds nothing is on no page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from msgspec import Struct

from sitegen.digest.notes.origins import Origin, OriginMention, origins
from sitegen.digest.notes.quotations import Quotation, Rendering, attributions, quotations, runs
from sitegen.digest.notes.relays import by_place, witnesses
from sitegen.digest.notes.timeline import Moment, timeline
from sitegen.digest.rights import spelt
from sitegen.pages.evidence import (
    AsideView,
    ChangeView,
    DecisionView,
    DifferenceView,
    EvidenceView,
    LetterView,
    MomentView,
    NearView,
    OriginView,
    PassageView,
    PlaceLink,
    QuotationView,
    RelayView,
    RenderingView,
    SourceView,
    StatementView,
    ValueView,
)
from sitegen.pages.view import (
    SHORT,
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
    pieces,
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
    from sitegen.pages.view import Change, Context, InterfaceTexts
    from sitegen.pages.view import Link as Neighbour

SPOKEN = 160
"""Characters of a quotation in the list; the statement it is linked to has the whole."""

COVERED = 80
"""Characters of a sentence that a statement says already; its letter there leads to all of it."""

REFERRING = frozenset({"covered by", "repeat of"})
"""Reasons that name a place."""

RANK: Final = {"full": 0, "folded": 1, "partial": 2}
"""Which passage of a source stands for it at a statement: the one that says most of it."""

EVIDENCE = "evidence/index.html"
"""The evidence page, from the digest's."""

LOOKS: Final = {"full": "w", "folded": "w f", "partial": "w p"}
"""Classes of a letter by how its source witnesses the statement."""

COLUMNS = 12
"""Sources up to which each has a column of its own in the list of statements."""

FILTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
"""Letters by which the statements can be filtered: the style sheet has a rule for each."""


class Shown:
    """A digest with the look-ups that its pages share."""

    def __init__(
        self, digest: Digest, context: Context, told: Mapping[str, Story], words: InterfaceTexts
    ) -> None:
        self.original = digest
        """The digest before what may not be shown was spelt out."""
        self.digest = spelt(digest, words.withheld)
        self.context, self.told, self.words = context, told, words
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
        story = self.told.get(source.story)
        return story.language if story else source.language

    @cached_property
    def disputes(self) -> Mapping[str, tuple[int, ...]]:
        """The numbers of the differences each statement is a side of."""
        found: dict[str, dict[int, None]] = defaultdict(dict)
        for number, difference in enumerate(self.digest.differences, 1):
            for side in difference.sides:
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
                for place, (how, one) in sorted(best.items(), key=_first)
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
    def evidence(self) -> EvidenceView:
        """All that stands behind the digest, part by part."""
        return _evidence(self)

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


def _first(item: tuple[int, object]) -> int:
    return item[0]


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


def difference_views(shown: Shown) -> tuple[DifferenceView, ...]:
    """The points where the sources may differ, numbered."""
    return tuple(_difference(shown, number, one) for number, one in enumerate(shown.digest.differences, 1))


NAMED = 4
"""Outlets that are named at a reading; the others are counted."""


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


def _voices(shown: Shown) -> tuple[tuple[SourceView, ...], ...]:
    """The sources by voice, in the order of each voice's first letter."""
    voices: dict[int, list[SourceView]] = defaultdict(list)
    for source in shown.digest.sources:
        voices[source.voice].append(shown.sources[source.story])
    return tuple(map(tuple, voices.values()))


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
        derived=derived(shown.told.get(source.story), shown.words),
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


def _quotations(shown: Shown) -> tuple[QuotationView, ...]:
    return tuple(
        QuotationView(one.speaker, tuple(_rendering(shown, words) for words in one.renderings))
        for one in shown.quoted
    )


def _rendering(shown: Shown, rendering: Rendering) -> RenderingView:
    text = rendering.text
    if len(text) > SPOKEN:
        text = text[:SPOKEN].rsplit(None, 1)[0] + " …"
    language = foreign(rendering.language, shown.digest.language)
    return RenderingView(text, language, _letters_of(shown, rendering.stories), rendering.statement)


def _letters_of(shown: Shown, stories: Iterable[str]) -> tuple[str, ...]:
    wanted = set(stories)
    return tuple(letter for story, letter in shown.sigla.items() if story in wanted)


def _timeline(shown: Shown) -> tuple[MomentView, ...]:
    found, last = [], ""
    for one in shown.moments:
        day = shown.words.time(one.time) if one.time != last else None
        words = excerpt(one.text, one.start, one.end)
        language = shown.languages[one.story]
        found.append(MomentView(day, one.statement, language, words))
        last = one.time
    return tuple(found)


def _origins(shown: Shown) -> tuple[OriginView, ...]:
    reports = _reports(shown)
    return tuple(
        OriginView(
            one.name,
            foreign(one.language, shown.digest.language),
            _letters_of(shown, (mention.story for mention in one.mentions)),
            tuple(dict.fromkeys(mention.statement for mention in one.mentions)),
            shown.sigla.get(reports.get(one.name, ""), ""),
        )
        for one in shown.cited
    )


def _reports(shown: Shown) -> dict[str, str]:
    """The story behind the name of each origin that is an outlet of the digest."""
    of = {(one.story, one.start): one for one in shown.digest.relays if one.of}
    return {
        origin.name: relay.of
        for origin in shown.cited
        for mention in origin.mentions
        if (relay := of.get((mention.story, mention.start))) and relay.name in origin.name
    }


def _headlines(shown: Shown) -> tuple[SourceView, ...]:
    found = tuple(one for one in shown.sources.values() if one.title)
    return found if not shown.single and len({one.title for one in found}) > 1 else ()


def decision_views(shown: Shown, *, notes: bool) -> tuple[DecisionView, ...]:
    """What a person decided, or the notes that a person wrote for the head of the page."""
    return tuple(_decision(shown, one) for one in shown.digest.decisions if (one.kind == "note") == notes)


def _decision(shown: Shown, decision: Decision) -> DecisionView:
    letters = ", ".join(shown.sigla[story] for story in decision.stories if story in shown.sigla)
    first, *others = decision.stories
    elsewhere = [story for story in others if story not in shown.sigla] if first in shown.sigla else [first]
    return DecisionView(
        decision.kind,
        letters,
        ", ".join(elsewhere) if decision.kind == "apart" else "",
        decision.reason,
        decision.text,
        decision.by,
        shown.words.day(decision.date),
    )


def _history(shown: Shown) -> tuple[ChangeView, ...]:
    return tuple(_change(shown, one) for one in shown.context.history)


def _change(shown: Shown, change: Change) -> ChangeView:
    joined, left, changed = (", ".join(letters) for letters in (change.joined, change.left, change.changed))
    return ChangeView(shown.words.day(change.day), joined, left, changed, change.more, change.fewer)


def near(shown: Shown, root: str) -> NearView:
    """Other pages of the site that have to do with the digest; `root` leads to its top."""
    context = shown.context
    return NearView(
        related=tuple(_page(shown, one, root, index_file) for one in context.related),
        topics=tuple(_page(shown, one, root, lone_file) for one in context.topics),
        names=tuple(_page(shown, one, root, lone_file) for one in context.names),
    )


def _page(shown: Shown, neighbour: Neighbour, root: str, file: Callable[[str], str]) -> PlaceLink:
    language = neighbour.language
    return PlaceLink(
        neighbour.title,
        link(root, file(neighbour.address)),
        shown.words.day(neighbour.published),
        language,
        direction(language) if language else "",
    )


class QuotationEntry(Struct, frozen=True, gc=False):
    """A remark that is quoted at some length, in all its renderings."""

    speaker: str
    renderings: list[RenderingEntry]


class RenderingEntry(Struct, frozen=True, gc=False):
    """Quoted words as some sources have them."""

    text: str
    sources: list[str]
    statement: str


class MomentEntry(Struct, frozen=True, gc=False):
    """A time that a statement names."""

    time: str
    statement: str
    words: str


class OriginEntry(Struct, frozen=True, gc=False):
    """One whom the reports name as knowing, in their own words; `report` is its own, where it is a source."""

    name: str
    sources: list[str]
    statements: list[str]
    report: str | None


def _quotation_entries(shown: Shown) -> Iterator[QuotationEntry]:
    for one in shown.quoted:
        yield QuotationEntry(
            one.speaker,
            [RenderingEntry(words.text, list(words.stories), words.statement) for words in one.renderings],
        )


def _moment_entries(shown: Shown) -> Iterator[MomentEntry]:
    for one in shown.moments:
        yield MomentEntry(one.time, one.statement, one.text[one.start : one.end])


def _origin_entries(shown: Shown) -> Iterator[OriginEntry]:
    reports = _reports(shown)
    for one in shown.cited:
        stories = {mention.story for mention in one.mentions}
        yield OriginEntry(
            one.name,
            [story for story in shown.order if story in stories],
            list(dict.fromkeys(mention.statement for mention in one.mentions)),
            reports.get(one.name),
        )


class Part(NamedTuple):
    """A part of the evidence."""

    name: str
    """Of its field in `EvidenceView` and of its block in the layouts."""
    find: Callable[[Shown], object]
    """What it shows; something empty where it shows nothing."""
    entry: type[Struct] | None = None
    """Of its entries in `index.json`, where its name is the key; None where the contract has it otherwise."""
    entries: Callable[[Shown], Iterable[Struct]] | None = None


def _of_several(view: Callable[[Shown], tuple[Any, ...]]) -> Callable[[Shown], tuple[Any, ...]]:
    return lambda shown: () if shown.single else view(shown)


PARTS: Final = (
    Part(
        "statements",
        _of_several(lambda shown: tuple(statement_view(shown, one) for one in shown.digest.statements)),
    ),
    Part("differences", difference_views),
    Part("quotations", _quotations, QuotationEntry, _quotation_entries),
    Part("timeline", _timeline, MomentEntry, _moment_entries),
    Part("sources", _voices),
    Part("origins", _origins, OriginEntry, _origin_entries),
    Part("headlines", _headlines),
    Part("aside", lambda shown: tuple(one for voice in _voices(shown) for one in voice if one.asides)),
    Part("decisions", lambda shown: decision_views(shown, notes=False)),
    Part("history", _history),
    Part("near", lambda shown: near(shown, shown.root)),
)
"""The parts in the order of the page. Statements, differences, sources, what is left out and decisions stand
in `index.json` by its contract."""


def _evidence(shown: Shown) -> EvidenceView:
    digest = shown.digest
    count = len(digest.sources)
    return EvidenceView(
        title=digest.title,
        language=digest.language,
        direction=direction(digest.language),
        single=shown.single,
        columns=count if count <= COLUMNS else 0,
        filters=()
        if shown.single
        else tuple((one.siglum, shown.names[one.story]) for one in digest.sources if one.siglum in FILTERS),
        left_out=len(digest.dropped),
        digest_href="" if shown.single else "../index.html",
        **{part.name: part.find(shown) for part in PARTS},  # type: ignore[arg-type]
    )
