"""What the inspector shows of a statement: its passages word by word, what stands beside them, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations
from typing import Any

from msgspec import Struct

from sitegen.digest.decided import DROPPED
from sitegen.group import THRESHOLD
from sitegen.group.likeness import likeness
from sitegen.model import Citation, Decision, Digest, Dropped, Source, Statement, Story
from sitegen.serve.reasons import Reason, Reasons

NEAR = 3
"""Pieces of a file before and behind a cited passage among which those that left the page are listed."""

MOST_PAIRS = 45
"""Pairs of stories whose scores are shown: all of ten stories; of more, those with the statement's first."""

SILENT = "meta/front-matter"
"""Rule of pieces that are never listed: nobody takes them for sentences."""

_WORD = re.compile(r"\w+(?:[.,:’'-]\w+)*")

Runs = tuple[tuple[str, bool], ...]
"""A text cut where it begins or ceases to differ; each piece, and whether its words are not in the other."""


class InspectedPassage(Struct, frozen=True):
    """A source's words under the statement."""

    story: str
    siglum: str
    name: str
    text: str
    start: int
    end: int
    reason: Reason
    own: Runs
    """Its words, those marked that the statement does not have."""
    shown: Runs
    """The statement's words, those marked that this passage does not have."""
    can: str = ""
    """What a person may do with it: keep it as a statement of its own, drop it from the page, or nothing."""


class InspectedPiece(Struct, frozen=True):
    """Something near a passage in its file that is not on the page."""

    story: str
    siglum: str
    name: str
    text: str
    start: int
    end: int
    why: str
    can: str = "keep"
    """What a person may do with it; nothing where a person set it aside, which is taken back instead."""


class Inspection(Struct, frozen=True):
    """A statement laid open."""

    statement: str
    text: str
    passages: tuple[InspectedPassage, ...]
    aside: tuple[InspectedPiece, ...]
    sources: tuple[tuple[str, str, str], ...]
    """Story, letter and name of each source of the page."""
    threshold: float
    pairs: tuple[dict[str, Any], ...]
    """The score of each two stories, as `sitegen explain` gives it, with the first one under `of`."""
    decisions: tuple[Decision, ...] = ()
    """What a person decided about the page."""


def inspected(digest: Digest, stories: Sequence[Story], statement: str) -> Inspection | None:
    """What there is to know of one statement of a digest of `stories`; None where it has none of that id."""
    chosen = next((one for one in digest.statements if one.id == statement), None)
    if chosen is None:
        return None
    reasons = Reasons(stories, digest)
    sources = {source.story: source for source in digest.sources}
    told = {story.path: story for story in stories}
    return Inspection(
        statement=chosen.id,
        text=chosen.text,
        passages=tuple(
            _passage(chosen, citation, sources[citation.story], reasons.of(chosen, citation))
            for citation in chosen.citations
        ),
        aside=tuple(_near(digest, chosen)),
        sources=tuple((source.story, source.siglum, source.name) for source in digest.sources),
        threshold=THRESHOLD,
        pairs=tuple(_pairs([told[path] for path in _concerned(digest, chosen)])),
        decisions=digest.decisions,
    )


def _passage(statement: Statement, citation: Citation, source: Source, reason: Reason) -> InspectedPassage:
    """One passage beside the statement's words."""
    return InspectedPassage(
        story=citation.story,
        siglum=source.siglum,
        name=source.name,
        text=citation.text,
        start=citation.start,
        end=citation.end,
        reason=reason,
        own=runs(citation.text, statement.text),
        shown=runs(statement.text, citation.text),
        can={"shown": "drop", "folded": "keep", "covered": "keep"}.get(reason.how, ""),
    )


def runs(text: str, other: str) -> Runs:
    """A text in pieces, alternately of words that `other` has in this order and of words that it has not.

    >>> runs("It cost 12 crowns.", "It cost 14 crowns.")
    (('It cost ', False), ('12', True), (' crowns.', False))
    """
    words, others = list(_WORD.finditer(text)), [_plain(word) for word in _WORD.findall(other)]
    matcher = SequenceMatcher(None, [_plain(word[0]) for word in words], others, autojunk=False)
    found: list[tuple[str, bool]] = []
    at = 0
    for tag, first, last, _, _ in matcher.get_opcodes():
        if tag in {"delete", "replace"}:
            start, end = words[first].start(), words[last - 1].end()
            found += [(text[at:start], False), (text[start:end], True)]
            at = end
    found.append((text[at:], False))
    return tuple((piece, differs) for piece, differs in found if piece)


def _plain(word: str) -> str:
    """A word without what makes no other word of it."""
    return word.casefold().replace("’", "'")


def _near(digest: Digest, statement: Statement) -> Iterator[InspectedPiece]:
    """What stands in the files beside the statement's passages and is not on the page, in order."""
    cited = {(citation.story, citation.start) for citation in statement.citations}
    shown = {(citation.story, citation.start) for one in digest.statements for citation in one.citations}
    for source in digest.sources:
        gone = {
            piece.start: piece
            for piece in digest.dropped
            if piece.story == source.story and piece.reason != SILENT
        }
        order = sorted(gone.keys() | {start for story, start in shown if story == source.story})
        here = [at for at, start in enumerate(order) if (source.story, start) in cited]
        for at, start in enumerate(order):
            if (source.story, start) not in shown and any(abs(at - one) <= NEAR for one in here):
                yield _piece(source, gone[start])


def _piece(source: Source, piece: Dropped) -> InspectedPiece:
    """Something that is not on the page."""
    can = "" if piece.reason.startswith(DROPPED) else "keep"
    return InspectedPiece(
        piece.story, source.siglum, source.name, piece.text, piece.start, piece.end, piece.reason, can
    )


def _concerned(digest: Digest, statement: Statement) -> list[str]:
    """The stories of the page, those that the statement cites first."""
    return list(dict.fromkeys([*statement.stories, *(source.story for source in digest.sources)]))


def _pairs(stories: Sequence[Story]) -> Iterator[dict[str, Any]]:
    """The scores of each two stories."""
    for number, (one, two) in enumerate(combinations(stories, 2)):
        if number >= MOST_PAIRS:
            return
        yield {"of": one.path, **likeness(one, two, together=True)}
