"""A story file as its page shows it: every sentence in the file's order, and where each one went."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from sitegen.pages.evidence import EVIDENCE
from sitegen.pages.view import DayView, derived, direction, index_file, link, lone_file, outward, root_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.model import Aside, Digest, Medium, Sentence, Story
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

    model: Story
    title: str
    name: str
    direction: str
    single: bool
    """Whether its digest has no other source."""
    siglum: str
    """Its letter in a digest with several sources; empty in one of its own."""
    agency: str
    day: DayView | None
    url: str
    outlet_href: str
    digest_title: str
    digest_href: str
    derived: tuple[tuple[str, str], ...]
    places: tuple[PlaceView, ...]
    withheld: bool
    """Whether its words may not be shown."""


def fates(digest: Digest) -> dict[str, dict[int, tuple[str, str]]]:
    """Return what became of each passage of each story, by its start, and at which statement."""
    found: dict[str, dict[int, tuple[str, str]]] = {source.story: {} for source in digest.sources}
    for piece in digest.dropped:
        if piece.reason.startswith("covered by "):
            found[piece.story][piece.start] = "covered", piece.reason[11:]
    for statement in digest.statements:
        for position, one in enumerate(statement.citations):
            known = found[one.story]
            if not position:
                known[one.start] = "shown", statement.id
            elif one.start not in known or known[one.start][0] != "shown":
                fate = "folded" if one.folded else "partial" if one.partial else "joined"
                known[one.start] = fate, statement.id
    return found


def story_view(
    story: Story,
    digest: Digest,
    told: Mapping[int, tuple[str, str]],
    context: Context,
    *,
    words: InterfaceTexts,
    media: Mapping[str, str],
) -> StoryView:
    """Return `story` as its layout needs it; `told` are its `fates` in `digest`."""
    path = lone_file(context.places[story.path])
    root = root_of(path)
    single = len(digest.sources) == 1
    siglum = next(source.siglum for source in digest.sources if source.story == story.path)
    href = link(root, index_file(context.address))
    statements = href if single else link(root, f"{context.address}/{EVIDENCE}")
    places = [
        *((one.start, _sentence(one, told, statements)) for one in story.sentences),
        *((one.start, _aside(one, words)) for one in story.asides),
    ]
    files = [(one.start, _file(one, link(root, media[one.path]))) for one in story.media if one.path in media]
    outlet = context.outlets.get(story.name)
    return StoryView(
        model=story,
        title=story.title or (digest.title if single else story.name),
        name=story.outlet or story.agency or words.report.format(letter=siglum),
        direction=direction(story.language),
        single=single,
        siglum="" if single else siglum,
        agency=story.agency if story.agency and story.agency != story.name else "",
        day=words.day(story.published),
        url=outward(story.url),
        outlet_href=link(root, lone_file(outlet)) if outlet else "",
        digest_title=digest.title,
        digest_href=href,
        derived=derived(story, words),
        places=tuple([place for _, place in sorted([*places, *files])]),
        withheld=bool(places) and not any(place.text for _, place in places),
    )


def _sentence(sentence: Sentence, told: Mapping[int, tuple[str, str]], href: str) -> PlaceView:
    start = sentence.start
    fate = told.get(start)
    if fate is None:
        fate = next((told[each] for each in told if start < each < sentence.end), ("kept", ""))
    kind, statement = fate
    return PlaceView(f"c{start}", sentence.text, kind, "", statement and f"{href}#{statement}", statement)


def _aside(aside: Aside, words: InterfaceTexts) -> PlaceView:
    rule, _, origin = aside.rule.rpartition(" ")
    if rule == "repeat of":
        return PlaceView(f"c{aside.start}", aside.text, "repeat", words.rule(rule), f"#c{origin}")
    return PlaceView(f"c{aside.start}", aside.text, "aside", words.rule(aside.rule), "")


def _file(medium: Medium, href: str) -> PlaceView:
    words = medium.words or ("" if medium.kind == "picture" else medium.path.rpartition("/")[2])
    return PlaceView(f"m{medium.start}", words, medium.kind, "", href)
