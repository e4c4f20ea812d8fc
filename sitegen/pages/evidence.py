"""What the layouts of a digest's evidence are given; fields are read by name."""

from __future__ import annotations

from msgspec import Struct

from sitegen.pages.view import DayView, PieceView


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


class OriginView(Struct, frozen=True, gc=False):
    """One whom the reports cite."""

    name: str
    language: str
    sigla: tuple[str, ...]
    statements: tuple[str, ...]
    """The ids of those that name it."""
    report: str
    """Letter of its report, where it is an outlet of the digest; else empty."""


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


class MomentView(Struct, frozen=True, gc=False):
    """A statement that names a time."""

    day: DayView | None
    """Empty where it is the one before's."""
    id: str
    language: str
    pieces: tuple[PieceView, ...]


class ChangeView(Struct, frozen=True, gc=False):
    """What happened to the digest at a time."""

    day: DayView | None
    joined: str
    """Letters, with commas."""
    left: str
    changed: str
    more: int
    fewer: int


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
