"""What the layout of a digest's page is given: its statements, and every list drawn from them."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct

from sitegen.pages.view import DayView, PieceView


class WitnessView(NamedTuple):
    """A source letter at a statement, leading to the passage."""

    siglum: str
    href: str
    """The passage on its story's page; where there is none, the source's entry on this page."""
    how: str
    """full, folded (in other words, shown below) or partial."""
    name: str


class PassageView(Struct, frozen=True, gc=False):
    """A source's own words with the telling ones marked."""

    siglum: str
    href: str
    name: str
    language: str
    """Empty where it is the digest's."""
    partial: bool
    pieces: tuple[PieceView, ...]


class StatementView(NamedTuple):
    """One fact and its witnesses."""

    id: str
    number: str
    kind: str
    text: str
    language: str
    witnesses: tuple[WitnessView, ...]
    one_voice: bool
    """Several sources, but reprints of one text."""
    folded: tuple[PassageView, ...]
    points: tuple[int, ...]
    """Numbers of the differences that it is a side of."""


class SentenceView(NamedTuple):
    """A statement of a single story, or the beginning of one that only one source makes."""

    id: str
    text: str


class ValueView(Struct, frozen=True, gc=False):
    """One of the readings at a point where sources differ."""

    text: str
    passages: tuple[PassageView, ...]
    sigla: tuple[str, ...]
    """The letters of the passages, each once."""
    brief: tuple[PieceView, ...]
    """The words with what stands next to them in the first passage."""


class DifferenceView(Struct, frozen=True, gc=False):
    """A point where sources may differ."""

    number: int
    kind: str
    about: str
    values: tuple[ValueView, ...]


class CellView(NamedTuple):
    """Whether and how one source makes one statement."""

    siglum: str
    how: str
    """full, folded or partial; empty where it does not."""


class LineView(NamedTuple):
    """The beginning of a statement, leading to it."""

    id: str
    number: str
    text: str
    cells: tuple[CellView, ...]
    """One for each source, in their order."""


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
    alone: tuple[SentenceView, ...]
    """What only this source tells."""
    asides: tuple[AsideView, ...]


class AsideView(NamedTuple):
    """A piece that was set aside, and why in words."""

    text: str
    """The whole piece; of a repeat the beginning, where `passage` leads to the whole."""
    why: str
    href: str
    """The statement that the reason names; empty when it names none."""
    target: str
    """The statement's number."""
    passage: str
    """Where a repeat stands in its file, beside what it repeats; empty for every other piece."""
    opens: bool
    """Whether it is the first of those that are set aside for its reason."""


class OriginView(NamedTuple):
    """One that is named as knowing."""

    name: str
    language: str
    sigla: tuple[str, ...]
    statements: tuple[tuple[str, str], ...]
    """Id and number of each."""


class RenderingView(NamedTuple):
    """Quoted words as some sources have them."""

    text: str
    language: str
    sigla: tuple[str, ...]
    id: str
    number: str


class QuotationView(NamedTuple):
    """A remark in all its renderings."""

    speaker: str
    renderings: tuple[RenderingView, ...]


class MomentView(NamedTuple):
    """A statement that names a time."""

    day: DayView | None
    """Empty where it is the one before's."""
    id: str
    number: str
    language: str
    pieces: tuple[PieceView, ...]


class HeadlineView(NamedTuple):
    """A source's own headline."""

    siglum: str
    title: str
    language: str
    chosen: bool
    """Whether it is the page's."""


class ChangeView(NamedTuple):
    """What happened to the digest at a time."""

    day: DayView | None
    joined: str
    """Letters, with commas."""
    left: str
    changed: str
    more: int
    fewer: int


class DecisionView(NamedTuple):
    """A person's word."""

    kind: str
    sigla: str
    elsewhere: str
    """Of apart: the files that its stories here are kept apart from, with commas."""
    reason: str
    text: str
    by: str
    day: DayView | None


class PlaceLink(NamedTuple):
    """Another page of the site."""

    title: str
    href: str
    day: DayView | None
    language: str
    direction: str


class LookUp(NamedTuple):
    """All of it; a part that is empty is not on the page."""

    origins: tuple[OriginView, ...]
    quotations: tuple[QuotationView, ...]
    moments: tuple[MomentView, ...]
    headlines: tuple[HeadlineView, ...]
    decisions: tuple[DecisionView, ...]
    notes: tuple[DecisionView, ...]
    history: tuple[ChangeView, ...]
    related: tuple[PlaceLink, ...]
    topics: tuple[PlaceLink, ...]
    names: tuple[PlaceLink, ...]


class WithheldView(NamedTuple):
    """A source whose words are not all shown."""

    siglum: str
    name: str
    url: str
    """Where they can be read; empty where that is not known."""
    limit: int
    """Words that may be quoted; 0 where the source may be linked only."""
    left: int
    """Words left out."""


class DigestView(Struct, frozen=True):
    """A whole digest."""

    title: str
    language: str
    direction: str
    day: DayView | None
    single: bool
    paragraphs: tuple[tuple[SentenceView, ...], ...]
    """Of a single story: its statements by the paragraphs of the file; empty otherwise."""
    statements: tuple[StatementView, ...]
    """Of several stories; empty for a single one."""
    differences: tuple[DifferenceView, ...]
    sources: tuple[SourceView, ...]
    voices: tuple[tuple[SourceView, ...], ...]
    table: tuple[LineView, ...]
    manners: frozenset[str]
    """In which ways sources witness statements here: full, folded, partial."""
    shared: int
    unique: int
    set_aside: int
    look_up: LookUp
    withheld: tuple[WithheldView, ...]
