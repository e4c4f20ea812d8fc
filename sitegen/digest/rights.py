"""What may be shown of an outlet's stories: the digest of a group with no more words than its sources allow.

What an outlet allows is the owner's word in the settings. Nothing vanishes: a passage that may not be shown
keeps its place and its source, only its words are left out, and the digest says how many were.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sitegen.model import Withheld

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sitegen.model import Citation, Difference, Digest, Dropped, Statement, Story

READING = 5
"""Words up to which what differs at a point is a fact (a number, a day, a name) rather than a sentence."""

_UNSPACED = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"
"""Letters of scripts that put no blanks between words; each counts as a word."""


class Outlet(Struct, frozen=True, forbid_unknown_fields=True):
    """An outlet as the site's owner describes it."""

    name: str
    home: str | None = None
    """Address of its own site; http or https."""
    country: str | None = None
    licence: str | None = None
    """Under which its stories may be used."""
    quote_limit: int | float | None = None
    """Words of one story that a page may quote: a number of them, or a share of the story from 0 to 1."""
    link_only: bool = False
    """Nothing of its stories is quoted; they are linked and counted."""
    noarchive: bool = False
    """Its stories have no page with their whole text."""

    @property
    def bound(self) -> bool:
        """Whether not all of its stories may be shown."""
        return self.link_only or self.noarchive or self.quote_limit is not None

    def limit(self, told: int) -> int | None:
        """How many words may be quoted of a story of `told` words; None for all."""
        if self.link_only:
            return 0
        if isinstance(self.quote_limit, float):
            return int(self.quote_limit * told)
        return self.quote_limit


class Rights(Struct, frozen=True):
    """What is known of the outlets of a site."""

    outlets: tuple[Outlet, ...] = ()

    def of(self, name: str) -> Outlet | None:
        """The outlet of that name, however its letters are cased."""
        return _by_name(self.outlets).get(known_as(name)) if self.outlets else None


def known_as(name: str) -> str:
    """By what outlets are told apart.

    >>> known_as("The  Daily Lantern") == known_as("the daily lantern")
    True
    """
    return " ".join(name.casefold().split())


@lru_cache(maxsize=4)
def _by_name(outlets: tuple[Outlet, ...]) -> dict[str, Outlet]:
    return {known_as(outlet.name): outlet for outlet in outlets}


def words(text: str) -> int:
    """How many words `text` has.

    >>> words("Nine boats sank."), words("船が九隻沈んだ")
    (3, 8)
    """
    return len(text.split()) + (0 if text.isascii() else len(re.findall(_UNSPACED, text)))


def told(story: Story) -> int:
    """How many words the sentences of `story` have."""
    return sum(words(sentence.text) for sentence in story.sentences)


def quoted(digest: Digest) -> dict[str, int]:
    """How many words of each source stand on the page of `digest`."""
    found = dict.fromkeys((source.story for source in digest.sources), 0)
    for story, text in _quotations(digest):
        found[story] += words(text)
    return found


def _quotations(digest: Digest) -> Iterator[tuple[str, str]]:
    """Story and words of every passage that the page of `digest` shows."""
    beside = _beside(digest)
    for statement in digest.statements:
        for place, citation in enumerate(statement.citations):
            if not place or citation.folded or citation in beside:
                yield citation.story, citation.text
    for piece in digest.dropped:
        yield piece.story, piece.text


def _beside(digest: Digest) -> set[Citation]:
    """The passages that stand side by side because of what differs in them."""
    sides = {(side.story, side.statement) for one in digest.differences for side in one.sides}
    return {
        citation
        for statement in digest.statements
        for citation in statement.citations
        if (citation.story, statement.id) in sides
    }


def limited(digest: Digest, rights: Rights, stories: Mapping[str, Story]) -> Digest:
    """`digest` with no more words of each source than its outlet allows.

    What is least needed goes first and only as much as needed: pieces set aside, then passages under a
    statement of another source, then wordings in whose place another source's can stand, then the rest.
    """
    limits = _limits(digest, rights, stories)
    if not limits:
        return digest
    before = quoted(digest)
    over = {story: limit for story, limit in limits.items() if before[story] > limit}
    for step in (_without_asides, _without_company, _reworded, _without_statements):
        now = quoted(digest)
        closed = frozenset(story for story, limit in over.items() if now[story] > limit)
        if closed:
            digest = step(digest, closed, frozenset(limits))
    after = quoted(digest)
    return replace(
        digest,
        withheld=tuple(Withheld(story, before[story], after[story], limit) for story, limit in over.items()),
    )


def _limits(digest: Digest, rights: Rights, stories: Mapping[str, Story]) -> dict[str, int]:
    """How many words may be quoted of each source that does not allow all."""
    found: dict[str, int] = {}
    for source in digest.sources:
        outlet = rights.of(source.name)
        if outlet and (limit := outlet.limit(told(stories[source.story]))) is not None:
            found[source.story] = limit
    return found


def _without_asides(digest: Digest, closed: frozenset[str], _: frozenset[str]) -> Digest:
    return replace(digest, dropped=tuple(_hidden(piece, closed) for piece in digest.dropped))


def _hidden(piece: Dropped, closed: frozenset[str]) -> Dropped:
    return replace(piece, text="") if piece.story in closed else piece


def _without_company(digest: Digest, closed: frozenset[str], _: frozenset[str]) -> Digest:
    """Without the words of passages that stand under or beside a statement, save what differs in brief."""
    statements = tuple(
        replace(one, citations=(one.citations[0], *(_silent(each, closed) for each in one.citations[1:])))
        for one in digest.statements
    )
    differences = tuple(_brief(difference, closed) for difference in digest.differences)
    return replace(digest, statements=statements, differences=differences)


def _silent(citation: Citation, closed: frozenset[str]) -> Citation:
    return replace(citation, text="", new=()) if citation.story in closed else citation


def _brief(difference: Difference, closed: frozenset[str]) -> Difference:
    """`difference` with no longer reading of a closed source than a fact has."""
    sides = tuple(
        replace(side, text="") if side.story in closed and words(side.text) > READING else side
        for side in difference.sides
    )
    about = "" if any(not side.text for side in sides) else difference.about
    return replace(difference, sides=sides, about=about)


def _reworded(digest: Digest, closed: frozenset[str], bound: frozenset[str]) -> Digest:
    """Statements in the words of a source that allows it, wherever one says the same."""
    return replace(digest, statements=tuple(_other(one, closed, bound) for one in digest.statements))


def _other(statement: Statement, closed: frozenset[str], bound: frozenset[str]) -> Statement:
    first, *others = statement.citations
    if first.story not in closed:
        return statement
    for chosen in others:
        if chosen.story not in bound and not chosen.partial:
            rest = [replace(each, new=()) for each in others if each is not chosen]
            moved = replace(first, text="", new=(), folded=chosen.folded)
            return replace(statement, citations=(replace(chosen, folded=False, new=()), moved, *rest))
    return statement


def _without_statements(digest: Digest, closed: frozenset[str], _: frozenset[str]) -> Digest:
    statements = tuple(
        replace(one, citations=tuple(_silent(each, closed) for each in one.citations))
        for one in digest.statements
    )
    return replace(digest, statements=statements)


def spelt(digest: Digest, words: str) -> Digest:
    """`digest` as a page shows it: with `words` wherever a text is withheld, save in a story of its own."""
    if not digest.withheld or len(digest.sources) == 1:
        return digest
    statements = tuple(
        replace(
            one,
            citations=tuple(each if each.text else replace(each, text=words) for each in one.citations),
        )
        for one in digest.statements
    )
    differences = tuple(
        replace(one, sides=tuple(each if each.text else replace(each, text=words) for each in one.sides))
        for one in digest.differences
    )
    dropped = tuple(piece if piece.text else replace(piece, text=words) for piece in digest.dropped)
    return replace(digest, statements=statements, differences=differences, dropped=dropped)


def on_file(story: Story, rights: Rights) -> Story:
    """`story` as its own page may show it: whole, or its pieces without their words."""
    outlet = rights.of(story.name)
    if not outlet or not outlet.bound:
        return story
    limit = outlet.limit(told(story))
    if not outlet.noarchive and (limit is None or limit >= told(story)):
        return story
    return replace(
        story,
        sentences=tuple(replace(sentence, text="") for sentence in story.sentences),
        asides=tuple(replace(aside, text="") for aside in story.asides),
        extra=(),
    )
