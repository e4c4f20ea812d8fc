"""A story file as its page shows it: every sentence in the file's order, and where each one went."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from sitegen.view import DayView, derived, direction, link, outward, root_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.model import Aside, Digest, Sentence, Story
    from sitegen.view import Words


class PlaceView(NamedTuple):
    """A piece of the file and where it went; a tuple, since layouts take tuples apart fastest."""

    anchor: str
    """c and the offset at which the piece starts."""
    text: str
    fate: str
    """shown, joined, partial, folded, covered, aside, repeat or kept (no digest holds it)."""
    why: str
    """For an aside its rule in plain words; empty otherwise."""
    href: str
    target: str
    """The number of the statement; empty for a repeat."""


class StoryView(Struct, frozen=True):
    """A whole story file."""

    path: str
    title: str
    name: str
    language: str
    direction: str
    single: bool
    """Whether its digest has no other source."""
    siglum: str
    """Its letter in a digest with several sources; empty in one of its own."""
    byline: str
    agency: str
    place: str
    day: DayView | None
    url: str
    outlet_href: str
    digest_title: str
    digest_href: str
    """Empty where no digest tells it."""
    derived: tuple[tuple[str, str], ...]
    extra: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]
    places: tuple[PlaceView, ...]
    told: int
    aside: int


def story_view(
    story: Story,
    address: str,
    digest: Digest | None,
    digest_address: str,
    *,
    outlets: Mapping[str, str],
    words: Words,
) -> StoryView:
    """`story` as the layout of its page needs it."""
    root = root_of(address)
    href = link(root, digest_address) if digest else ""
    places = _places(story, digest, href, words)
    aside = len(story.asides)
    outlet = outlets.get(story.name)
    return StoryView(
        path=story.path,
        title=story.title or (digest.title if digest and len(digest.sources) == 1 else story.name),
        name=story.name,
        language=story.language,
        direction=direction(story.language),
        single=digest is not None and len(digest.sources) == 1,
        siglum=_siglum(story, digest),
        byline=story.byline or "",
        agency=story.agency if story.agency and story.agency != story.name else "",
        place=story.place or "",
        day=words.day(story.published),
        url=outward(story.url),
        outlet_href=link(root, outlet) if outlet else "",
        digest_title=digest.title if digest else "",
        digest_href=href,
        derived=derived(story),
        extra=story.extra,
        problems=tuple(problem.message for problem in story.problems),
        places=places,
        told=len(places) - aside,
        aside=aside,
    )


def _siglum(story: Story, digest: Digest | None) -> str:
    if digest is None or len(digest.sources) == 1:
        return ""
    return next((source.siglum for source in digest.sources if source.story == story.path), "")


def _places(story: Story, digest: Digest | None, href: str, words: Words) -> tuple[PlaceView, ...]:
    """Sentences and asides of the file in one list, by their place in it."""
    fates = _fates(story, digest)
    found = [(sentence.start, _sentence(sentence, fates, href)) for sentence in story.sentences]
    found += [(aside.start, _aside(aside, words)) for aside in story.asides]
    found.sort()
    return tuple(place for _, place in found)


def _fates(story: Story, digest: Digest | None) -> dict[int, tuple[str, str]]:
    """For each passage of the story that the digest holds, by its start: what became of it, and where."""
    fates: dict[int, tuple[str, str]] = {}
    if digest is None:
        return fates
    path = story.path
    for piece in digest.dropped:
        if piece.story == path and piece.reason.startswith("covered by "):
            fates[piece.start] = ("covered", piece.reason[11:])
    for statement in digest.statements:
        for position, citation in enumerate(statement.citations):
            if citation.story != path or (position and fates.get(citation.start, ("",))[0] == "shown"):
                continue
            fates[citation.start] = (_fate(position, citation.partial, citation.folded), statement.id)
    return fates


def _fate(position: int, partial: bool, folded: bool) -> str:  # noqa: FBT001 - two marks of one citation
    if position == 0:
        return "shown"
    if folded:
        return "folded"
    return "partial" if partial else "joined"


def _sentence(sentence: Sentence, fates: dict[int, tuple[str, str]], href: str) -> PlaceView:
    fate = fates.get(sentence.start)
    if fate is None:
        fate = next((fates[start] for start in fates if sentence.start < start < sentence.end), ("kept", ""))
    kind, statement = fate
    return PlaceView(
        f"c{sentence.start}",
        sentence.text,
        kind,
        "",
        f"{href}#{statement}" if statement else "",
        statement[1:],
    )


def _aside(aside: Aside, words: Words) -> PlaceView:
    rule, _, origin = aside.rule.rpartition(" ")
    if rule == "repeat of":
        return PlaceView(f"c{aside.start}", aside.text, "repeat", words.rule(rule), f"#c{origin}", "")
    return PlaceView(f"c{aside.start}", aside.text, "aside", words.rule(aside.rule), "", "")
