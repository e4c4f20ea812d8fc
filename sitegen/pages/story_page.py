"""A story file as its page shows it: every sentence in the file's order, and where each one went."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from sitegen.pages.evidence import EVIDENCE
from sitegen.pages.view import DayView, derived, direction, index_file, link, lone_file, outward, root_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.model import Aside, Citation, Digest, Sentence, Story
    from sitegen.pages.view import Context, InterfaceTexts


class PlaceView(NamedTuple):
    """A piece of the file and where it went."""

    anchor: str
    """c and the offset at which the piece starts."""
    text: str
    fate: str
    """shown, joined, partial, folded, covered, aside, repeat or kept (no digest holds it); of a file beside
    the story picture or document, where `text` is what the story says of it."""
    why: str
    """For an aside its rule in plain words; empty otherwise."""
    href: str
    statement: str = ""
    """Id of the statement at which it stands; empty where it stands at none."""


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
    derived: tuple[tuple[str, str], ...]
    extra: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]
    places: tuple[PlaceView, ...]
    told: int
    aside: int
    withheld: bool
    """Whether its words may not be shown."""


class Fates:
    """What became of each passage of the stories of one digest, and at which statement."""

    def __init__(self, digest: Digest) -> None:
        self.digest = digest
        self.sigla = {source.story: source.siglum for source in digest.sources}
        self._found: dict[str, dict[int, tuple[str, str]]] = {story: {} for story in self.sigla}
        for piece in digest.dropped:
            if piece.reason.startswith("covered by "):
                self._found[piece.story][piece.start] = ("covered", piece.reason[11:])
        for statement in digest.statements:
            for position, citation in enumerate(statement.citations):
                found = self._found[citation.story]
                if not position or found.get(citation.start, ("",))[0] != "shown":
                    found[citation.start] = (_fate(position, citation), statement.id)

    def of(self, story: str) -> Mapping[int, tuple[str, str]]:
        """Fate and statement of each passage of `story`, by its start."""
        return self._found.get(story, {})


def story_view(
    story: Story,
    fates: Fates,
    context: Context,
    *,
    words: InterfaceTexts,
    media: Mapping[str, str],
) -> StoryView:
    """`story` as the layout of its page needs it."""
    root = root_of(lone_file(context.places[story.path]))
    digest = fates.digest
    single = len(digest.sources) == 1
    href = link(root, index_file(context.address))
    statements = href if single else link(root, f"{context.address}/{EVIDENCE}")
    places = _places(story, fates.of(story.path), statements, words)
    files = [
        (
            medium.start,
            PlaceView(
                f"m{medium.start}",
                medium.words or ("" if medium.kind == "picture" else medium.path.rpartition("/")[2]),
                medium.kind,
                "",
                link(root, media[medium.path]),
            ),
        )
        for medium in story.media
        if medium.path in media
    ]
    aside = len(story.asides)
    outlet = context.outlets.get(story.name)
    return StoryView(
        path=story.path,
        title=story.title or (digest.title if single else story.name),
        name=story.outlet or story.agency or words.report.format(letter=fates.sigla[story.path]),
        language=story.language,
        direction=direction(story.language),
        single=single,
        siglum="" if single else fates.sigla[story.path],
        byline=story.byline or "",
        agency=story.agency if story.agency and story.agency != story.name else "",
        place=story.place or "",
        day=words.day(story.published),
        url=outward(story.url),
        outlet_href=link(root, lone_file(outlet)) if outlet else "",
        digest_title=digest.title,
        digest_href=href,
        derived=derived(story, words),
        extra=story.extra,
        problems=tuple(problem.message for problem in story.problems),
        places=tuple([place for _, place in sorted([*places, *files])]),
        told=len(places) - aside,
        aside=aside,
        withheld=bool(places) and not any(place.text for _, place in places),
    )


def _places(
    story: Story, fates: Mapping[int, tuple[str, str]], href: str, words: InterfaceTexts
) -> list[tuple[int, PlaceView]]:
    """Sentences and asides of the file, each with its place in it."""
    found = [(sentence.start, _sentence(sentence, fates, href)) for sentence in story.sentences]
    found += [(aside.start, _aside(aside, words)) for aside in story.asides]
    return found


def _fate(position: int, citation: Citation) -> str:
    if position == 0:
        return "shown"
    if citation.folded:
        return "folded"
    return "partial" if citation.partial else "joined"


def _sentence(sentence: Sentence, fates: Mapping[int, tuple[str, str]], href: str) -> PlaceView:
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
        statement,
    )


def _aside(aside: Aside, words: InterfaceTexts) -> PlaceView:
    rule, _, origin = aside.rule.rpartition(" ")
    if rule == "repeat of":
        return PlaceView(f"c{aside.start}", aside.text, "repeat", words.rule(rule), f"#c{origin}")
    return PlaceView(f"c{aside.start}", aside.text, "aside", words.rule(aside.rule), "")
