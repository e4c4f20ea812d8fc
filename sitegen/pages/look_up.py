"""What readers look up below the statements: origins, quotations, times, headlines, decisions, the past."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from sitegen.digest.notes.attributions import attributions
from sitegen.digest.notes.origins import Origin, origins
from sitegen.digest.notes.passages import runs
from sitegen.digest.notes.quotations import Quotation, Rendering, quotations
from sitegen.digest.notes.timeline import Moment, timeline
from sitegen.pages.digest_view import (
    ChangeView,
    DecisionView,
    HeadlineView,
    LookUp,
    MomentView,
    OriginView,
    PlaceLink,
    QuotationView,
    RenderingView,
)
from sitegen.pages.view import direction, foreign, index_file, link, lone_file, pieces

if TYPE_CHECKING:
    from sitegen.model import Decision, Digest
    from sitegen.pages.context import Change, Context
    from sitegen.pages.context import Link as Neighbour
    from sitegen.pages.view import PieceView, Words

BEFORE, BEHIND = 40, 48
"""Characters of a sentence shown before and behind the words that matter in it: two lines on a phone."""

SPOKEN = 160
"""Characters of a quotation in the list; the statement it is linked to has the whole."""


def look_up(
    digest: Digest, context: Context, languages: Mapping[str, str], root: str, words: Words
) -> LookUp:
    """What can be looked up about `digest`; `languages` has the stories in another language than its own."""
    single = len(digest.sources) == 1
    sigla = {source.story: source.siglum for source in digest.sources}
    read = [(run, attributions(run)) for run in runs(digest, languages)]
    quoted = () if single else quotations(read)
    decisions = tuple(_decision(one, sigla, words) for one in digest.decisions)
    return LookUp(
        origins=tuple(_origin(one, digest.language, sigla) for one in origins(read, quoted)),
        quotations=tuple(_quotation(one, digest.language, sigla) for one in quoted),
        moments=() if single else _moments(timeline(digest, languages), languages, words),
        headlines=() if single else _headlines(digest, languages),
        decisions=tuple(one for one in decisions if one.kind != "note"),
        notes=tuple(one for one in decisions if one.kind == "note"),
        history=tuple(_change(one, words) for one in context.history),
        related=tuple(_page(one, index_file, root, words) for one in context.related),
        topics=tuple(_page(one, lone_file, root, words) for one in context.topics),
        names=tuple(_page(one, lone_file, root, words) for one in context.names),
    )


def excerpt(text: str, start: int, end: int) -> tuple[PieceView, ...]:
    """The words ``text[start:end]`` marked, with what stands next to them, and an ellipsis for the rest.

    >>> "".join(piece.text for piece in excerpt("one " * 40 + "two" + " three" * 40, 160, 163))
    '… one one one one one one one one one two three three three three three three three …'
    """
    first, last = max(0, start - BEFORE), min(len(text), end + BEHIND)
    first = text.find(" ", first, start) + 1 or start if first else 0
    last = max(text.rfind(" ", end, last), end) if last < len(text) else last
    cut = ("… " if first else "") + text[first:last] + (" …" if last < len(text) else "")
    shift = first - (2 if first else 0)
    return pieces(cut, ((start - shift, end - shift),))


def _origin(origin: Origin, own: str, sigla: Mapping[str, str]) -> OriginView:
    stories = {mention.story for mention in origin.mentions}
    statements = dict.fromkeys(mention.statement for mention in origin.mentions)
    return OriginView(
        origin.name,
        foreign(origin.language, own),
        tuple(letter for story, letter in sigla.items() if story in stories),
        tuple((ident, ident[1:]) for ident in statements),
    )


def _quotation(quotation: Quotation, own: str, sigla: Mapping[str, str]) -> QuotationView:
    return QuotationView(
        quotation.speaker, tuple(_rendering(one, own, sigla) for one in quotation.renderings)
    )


def _rendering(rendering: Rendering, own: str, sigla: Mapping[str, str]) -> RenderingView:
    text = rendering.text
    if len(text) > SPOKEN:
        text = text[:SPOKEN].rsplit(None, 1)[0] + " …"
    letters = tuple(letter for story, letter in sigla.items() if story in rendering.stories)
    ident = rendering.statement
    return RenderingView(text, foreign(rendering.language, own), letters, ident, ident[1:])


def _moments(moments: Iterable[Moment], languages: Mapping[str, str], words: Words) -> tuple[MomentView, ...]:
    found, last = [], ""
    for one in moments:
        day = words.time(one.time) if one.time != last else None
        shown = excerpt(one.text, one.start, one.end)
        found.append(MomentView(day, one.statement, one.statement[1:], languages.get(one.story, ""), shown))
        last = one.time
    return tuple(found)


def _headlines(digest: Digest, languages: Mapping[str, str]) -> tuple[HeadlineView, ...]:
    found = tuple(
        HeadlineView(one.siglum, one.title, languages.get(one.story, ""), one.title == digest.title)
        for one in digest.sources
        if one.title
    )
    return found if len({one.title for one in found}) > 1 else ()


def _decision(decision: Decision, sigla: Mapping[str, str], words: Words) -> DecisionView:
    letters = ", ".join(sigla[story] for story in decision.stories if story in sigla)
    day = words.day(decision.date)
    elsewhere = ", ".join(_others(decision, sigla)) if decision.kind == "apart" else ""
    return DecisionView(decision.kind, letters, elsewhere, decision.reason, decision.text, decision.by, day)


def _others(decision: Decision, here: Mapping[str, str]) -> list[str]:
    """The stories that those `here` are kept apart from."""
    first, *others = decision.stories
    return [story for story in others if story not in here] if first in here else [first]


def _change(change: Change, words: Words) -> ChangeView:
    joined, left, changed = (", ".join(letters) for letters in (change.joined, change.left, change.changed))
    return ChangeView(words.day(change.day), joined, left, changed, change.more, change.fewer)


def _page(neighbour: Neighbour, file: Callable[[str], str], root: str, words: Words) -> PlaceLink:
    return PlaceLink(
        neighbour.title,
        link(root, file(neighbour.address)),
        words.day(neighbour.published),
        neighbour.language,
        direction(neighbour.language) if neighbour.language else "",
    )
