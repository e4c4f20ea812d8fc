"""The parts of a digest's evidence: one registration each, for its page, its JSON and its Markdown.

A part has a name, which is the block of the layouts `evidence.html` and `digest.md` that shows it and the
field of `EvidenceView` that holds it; a finder, which says what it shows; and, where programs get it, a key
of `index.json` with the type of its entries. A part that finds nothing is on no page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from msgspec import Struct

from sitegen.digest.notes import Rendering
from sitegen.pages.evidence import (
    COLUMNS,
    FILTERS,
    CourseView,
    DifferenceView,
    Shown,
    SourceView,
    StatementView,
    statement_view,
)
from sitegen.pages.view import (
    DayView,
    PieceView,
    direction,
    excerpt,
    foreign,
    index_file,
    link,
    lone_file,
)

if TYPE_CHECKING:
    from sitegen.model import (
        Decision,
    )
    from sitegen.pages.view import Change
    from sitegen.pages.view import Link as Neighbour


SPOKEN = 160
"""Characters of a quotation in the list; the statement it is linked to has the whole. Judgement: two
lines."""


class RenderingView(Struct, frozen=True, gc=False):
    """Quoted words as some sources have them."""

    text: str
    language: str
    sigla: tuple[str, ...]
    id: str


class QuotationView(Struct, frozen=True, gc=False):
    """A remark in all its renderings."""

    speaker: str
    renderings: tuple[RenderingView, ...]


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


class QuotationEntry(Struct, frozen=True, gc=False):
    """A remark that is quoted at some length, in all its renderings."""

    speaker: str
    renderings: list[RenderingEntry]


class RenderingEntry(Struct, frozen=True, gc=False):
    """Quoted words as some sources have them."""

    text: str
    sources: list[str]
    statement: str


def _quotation_entries(shown: Shown) -> Iterator[QuotationEntry]:
    for one in shown.quoted:
        yield QuotationEntry(
            one.speaker,
            [RenderingEntry(words.text, list(words.stories), words.statement) for words in one.renderings],
        )


class MomentView(Struct, frozen=True, gc=False):
    """A statement that names a time."""

    day: DayView | None
    """Empty where it is the one before's."""
    id: str
    language: str
    pieces: tuple[PieceView, ...]


def _timeline(shown: Shown) -> tuple[MomentView, ...]:
    found, last = [], ""
    for one in shown.moments:
        day = shown.words.time(one.time) if one.time != last else None
        words = excerpt(one.text, one.start, one.end)
        language = shown.languages[one.story]
        found.append(MomentView(day, one.statement, language, words))
        last = one.time
    return tuple(found)


class MomentEntry(Struct, frozen=True, gc=False):
    """A time that a statement names."""

    time: str
    statement: str
    words: str


def _moment_entries(shown: Shown) -> Iterator[MomentEntry]:
    for one in shown.moments:
        yield MomentEntry(one.time, one.statement, one.text[one.start : one.end])


class OriginView(Struct, frozen=True, gc=False):
    """One whom the reports cite."""

    name: str
    language: str
    sigla: tuple[str, ...]
    statements: tuple[str, ...]
    """The ids of those that name it."""
    report: str
    """Letter of its report, where it is an outlet of the digest; else empty."""


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


class OriginEntry(Struct, frozen=True, gc=False):
    """One whom the reports name as knowing, in their own words; `report` is its own, where it is a source."""

    name: str
    sources: list[str]
    statements: list[str]
    report: str | None


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


def _headlines(shown: Shown) -> tuple[SourceView, ...]:
    found = tuple(one for one in shown.sources.values() if one.title)
    return found if not shown.single and len({one.title for one in found}) > 1 else ()


class DecisionView(Struct, frozen=True, gc=False):
    """A person's word."""

    kind: str
    sigla: str
    elsewhere: str
    """Of apart: the files that its stories here are kept apart from, with commas."""
    reason: str
    text: str
    by: str
    day: DayView | None


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


class ChangeView(Struct, frozen=True, gc=False):
    """What happened to the digest at a time."""

    day: DayView | None
    joined: str
    """Letters, with commas."""
    left: str
    changed: str
    more: int
    fewer: int


def _history(shown: Shown) -> tuple[ChangeView, ...]:
    return tuple(_change(shown, one) for one in shown.context.history)


def _change(shown: Shown, change: Change) -> ChangeView:
    joined, left, changed = (", ".join(letters) for letters in (change.joined, change.left, change.changed))
    return ChangeView(shown.words.day(change.day), joined, left, changed, change.more, change.fewer)


class PlaceLink(Struct, frozen=True, gc=False):
    """Another page of the site."""

    title: str
    href: str
    day: DayView | None
    language: str
    direction: str


class NearView(Struct, frozen=True, gc=False):
    """Other pages of the site that have to do with the digest."""

    related: tuple[PlaceLink, ...]
    topics: tuple[PlaceLink, ...]
    names: tuple[PlaceLink, ...]

    def __bool__(self) -> bool:
        return bool(self.related or self.topics or self.names)


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


def _voices(shown: Shown) -> tuple[tuple[SourceView, ...], ...]:
    """The sources by voice, in the order of each voice's first letter."""
    voices: dict[int, list[SourceView]] = defaultdict(list)
    for source in shown.digest.sources:
        voices[source.voice].append(shown.sources[source.story])
    return tuple(map(tuple, voices.values()))


class EvidenceView(Struct, frozen=True):
    """All that stands behind a digest; a part that is empty is not on the page."""

    title: str
    language: str
    direction: str
    single: bool
    """Whether it is of one report, whose page holds it."""
    digest_href: str
    """The digest's page; empty on that page itself."""
    columns: int
    """How many columns the letters stand in; 0 where there are too many sources for that."""
    filters: tuple[tuple[str, str], ...]
    """Letter and name of the sources by which the statements can be filtered."""
    left_out: int
    """Pieces of the files that make no statement of their own."""
    sources: tuple[tuple[SourceView, ...], ...]
    """By independent text, in the order of each one's first letter; reprints stand together."""
    statements: tuple[StatementView, ...]
    differences: tuple[DifferenceView, ...]
    stages: tuple[CourseView, ...]
    quotations: tuple[QuotationView, ...]
    timeline: tuple[MomentView, ...]
    origins: tuple[OriginView, ...]
    headlines: tuple[SourceView, ...]
    """Those that have a headline, where there is more than one."""
    aside: tuple[SourceView, ...]
    """Sources with something that was left out."""
    decisions: tuple[DecisionView, ...]
    history: tuple[ChangeView, ...]
    near: NearView


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


def _course_entries(shown: Shown) -> Iterator[CourseEntry]:
    for place, one in enumerate(shown.digest.differences):
        if one.kind == "later":
            steps = [
                StepEntry(day, _once(side.text for side in sides), _once(side.story for side in sides))
                for day, sides in shown.days(one).items()
            ]
            yield CourseEntry(one.about, place, steps)


def _once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))


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
    Part("differences", lambda shown: shown.differences),
    Part("stages", _of_several(lambda shown: shown.courses), CourseEntry, _course_entries),
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


def evidence_view(shown: Shown) -> EvidenceView:
    """All that stands behind the digest, part by part."""
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
