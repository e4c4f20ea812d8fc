"""What may be shown of an outlet's stories: the digest of a group with no more words than its sources allow.

What an outlet allows is the owner's word in the settings. Nothing vanishes: a passage that may not be shown
keeps its place and its source, only its words are left out, and the digest says how many were.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from sitegen.model import Citation, Dropped, Side, Withheld, differs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sitegen.model import Difference, Digest, Statement, Story

_Held = TypeVar("_Held", Citation, Dropped, Side)

READING = 5
"""Words up to which what differs is a fact (a number, a name), not a sentence. Judgement."""

_UNSPACED = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"
"""Letters of scripts that put no blanks between words; each counts as a word."""


_OPEN = re.compile(
    r"(?i)\bCC[ -]?(?:0|BY)\b|creative ?commons|public domain|gemeinfrei|domaine public|dominio público"
    r"|domínio público|open government licen[cs]e|licence ouverte|\bOGL\b|\bPDM\b"
)
"""Licences by name under which whole texts may be copied; those of CC all allow it, some not for profit."""


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

    @property
    def open(self) -> bool:
        """Whether its licence lets anybody copy its stories and nothing else is said of them."""
        return bool(_OPEN.search(self.licence or "")) and not self.bound

    @property
    def limits(self) -> bool:
        """Whether fewer than all words of its stories may be quoted."""
        return self.link_only or self.quote_limit is not None

    def limit(self, told: int) -> int | None:
        """How many words may be quoted of a story of `told` words; None for all."""
        if self.link_only:
            return 0
        if isinstance(self.quote_limit, float):
            return int(self.quote_limit * told)
        return self.quote_limit


class Quoting(Struct, frozen=True, forbid_unknown_fields=True):
    """What holds for every outlet that states nothing else."""

    quote_limit: int | float | None = None
    """As of an `Outlet`."""
    whole_text: bool = True
    """Whether a story has a page with its whole text; one of an openly licensed outlet has in any case."""


class Rights(Struct, frozen=True):
    """What is known of the outlets of a site."""

    outlets: tuple[Outlet, ...] = ()
    quoting: Quoting = Quoting()

    def of(self, name: str) -> Outlet | None:
        """Return the outlet of that name, however its letters are cased."""
        return _by_name(self.outlets).get(known_as(name)) if self.outlets else None

    def terms(self, name: str) -> Outlet:
        """Return what may be shown of the stories of `name`: its own terms, else those of all.

        >>> Rights((), Quoting(quote_limit=0.5)).terms("Vale FM").quote_limit
        0.5
        """
        known = self.of(name) or Outlet(name)
        if known.open:
            return known
        limit = self.quoting.quote_limit if known.quote_limit is None else known.quote_limit
        return replace(known, quote_limit=limit, noarchive=known.noarchive or not self.quoting.whole_text)


@lru_cache(maxsize=4096)
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
    """Return how many words of each source `digest` holds, a passage that stands in several places once."""
    found = dict.fromkeys((source.story for source in digest.sources), 0)
    held = {(one.story, one.start, one.end, one.text) for one, _ in _passages(digest, frozenset())}
    for story, _, _, text in held:
        found[story] += words(text)
    return found


NEEDS = ("aside", "covered", "company", "beside", "replaceable", "detail", "shared")
"""What a page can do without, the least needed first.

A piece that was left out; a sentence that a shown one covers; another wording; one that stands beside
another because of what differs; a wording in whose place stands one that has no limit; what nobody else
tells; what several tell and nobody else's words can.
"""


def _passages(digest: Digest, bound: Container[str]) -> Iterator[tuple[Citation | Dropped, int]]:
    """Every passage that `digest` holds, with its place in `NEEDS`, in the order of the page.

    `bound` are the sources with a limit.
    """
    beside = {(side.story, side.statement) for one in digest.differences for side in one.sides}
    for statement in digest.statements:
        for place, one in enumerate(statement.citations):
            if place:
                need = "beside" if (one.story, statement.id) in beside else "company"
            elif _substitute(statement, bound):
                need = "replaceable"
            else:
                need = "shared" if len(statement.stories) > 1 else "detail"
            yield one, NEEDS.index(need)
    for piece in digest.dropped:
        said = piece.reason.startswith(("covered", "repeat"))
        yield piece, NEEDS.index("covered" if said else "aside")


def limited(digest: Digest, rights: Rights, stories: Mapping[str, Story]) -> Digest:
    """Return `digest` with no more words of each source than may be quoted, and with as many as may.

    Sentence by sentence, what is needed most first (`NEEDS`, and the page's own order within each).
    """
    terms = {source.story: rights.terms(source.name) for source in digest.sources}
    limits = {
        story: limit
        for story, outlet in terms.items()
        if outlet.limits and (limit := outlet.limit(told(stories[story]))) is not None
    }
    if not limits:
        return digest
    before, withheld = quoted(digest), []
    for story, limit in sorted(limits.items()):
        if before[story] > limit:
            digest = _within(digest, story, limit, limits)
            withheld.append(Withheld(story, before[story], quoted(digest)[story], limit))
    return replace(digest, withheld=tuple(withheld))


def _within(digest: Digest, story: str, limit: int, bound: Container[str]) -> Digest:
    """`digest` with at most `limit` words of one source."""
    passages = [(one, need) for one, need in _passages(digest, bound) if one.story == story]
    kept: set[tuple[int, int]] = set()
    for passage, _ in sorted(passages, key=lambda pair: -pair[1]):
        cost = words(passage.text)
        if (passage.start, passage.end) not in kept and cost <= limit:
            kept.add((passage.start, passage.end))
            limit -= cost

    def silent(one: _Held) -> _Held:
        return one if one.story != story or (one.start, one.end) in kept else replace(one, text="")

    statements = []
    for statement in digest.statements:
        shown = statement.citations
        other = _substitute(statement, bound)
        if other and shown[0].story == story and (shown[0].start, shown[0].end) not in kept:
            rest = [replace(one, new=()) for one in shown[1:] if one is not other]
            led = replace(other, folded=False, new=())
            shown = (led, replace(shown[0], folded=other.folded, new=()), *rest)
        statements.append(replace(statement, citations=tuple(map(silent, shown))))
    return replace(
        digest,
        statements=tuple(statements),
        differences=tuple(
            brief for one in digest.differences if (brief := _brief(one, story, kept)) is not None
        ),
        dropped=tuple(map(silent, digest.dropped)),
    )


def _substitute(statement: Statement, bound: Container[str]) -> Citation | None:
    """The passage without a limit that can stand in the place of the wording; None where there is none."""
    first, *others = statement.citations
    free = [one for one in others if one.story not in bound and not one.partial]
    return free[0] if free and first.story in bound else None


def _brief(difference: Difference, story: str, kept: Iterable[tuple[int, int]]) -> Difference | None:
    """`difference` with no longer reading of a source than a fact has, save in a passage that is kept.

    None where no two readings are left that could stand side by side.
    """
    sides = tuple(
        replace(side, text="")
        if side.story == story
        and words(side.text) > READING
        and not any(start <= side.start and side.end <= end for start, end in kept)
        else side
        for side in difference.sides
    )
    if not differs(sides):
        return None
    about = "" if any(not side.text for side in sides) else difference.about
    return replace(difference, sides=sides, about=about)


def spelt(digest: Digest, words: str) -> Digest:
    """`digest` as a page shows it: with `words` wherever a text is withheld, save in a story of its own."""
    if not digest.withheld or len(digest.sources) == 1:
        return digest

    def shown(one: _Held) -> _Held:
        return one if one.text else replace(one, text=words)

    return replace(
        digest,
        statements=tuple(
            [replace(one, citations=tuple(map(shown, one.citations))) for one in digest.statements]
        ),
        differences=tuple([replace(one, sides=tuple(map(shown, one.sides))) for one in digest.differences]),
        dropped=tuple(map(shown, digest.dropped)),
    )


def on_file(story: Story, rights: Rights) -> Story:
    """`story` as its own page may show it: whole, or its pieces without their words."""
    terms = rights.terms(story.name)
    limit = terms.limit(told(story)) if terms.limits else None
    if not terms.noarchive and (limit is None or limit >= told(story)):
        return story
    return replace(
        story,
        sentences=tuple(replace(sentence, text="") for sentence in story.sentences),
        asides=tuple(replace(aside, text="") for aside in story.asides),
        extra=(),
        media=(),
    )
