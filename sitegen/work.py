"""The pieces of work that can be done anywhere: reading stories, merging events, making their pages.

All take and give plain bytes, so that sending them to a worker process costs little. No story and no event
can stop the others: what goes wrong with one of them comes back as a fault of that one.
"""

from __future__ import annotations

import traceback
from collections.abc import Collection, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from sitegen import SitegenError
from sitegen.digest import merge
from sitegen.digest.rights import Rights, limited
from sitegen.digest.stages import decided
from sitegen.events import Event, Summary
from sitegen.group import features, voices
from sitegen.identity.lock import Past, advanced, latest, text_key
from sitegen.model import Digest, Page, Problem, Story
from sitegen.pages import address
from sitegen.pages.evidence import EVIDENCE
from sitegen.pages.listing import Entry, entry
from sitegen.pages.renderer import Renderer
from sitegen.pages.view import Site, lone_file
from sitegen.read import read
from sitegen.rows import key_of, packed, unpacked
from sitegen.text.dates import utc
from sitegen.text.keys import story_keys
from sitegen.text.names import names, topics

if TYPE_CHECKING:
    from sitegen.pages.template import Layouts

Patterns = tuple[tuple[str, str], ...]
"""The kinds of keys of a site's own, each with its regular expression."""


class Theme(Struct, frozen=True):
    """How pages look: the layouts by name, and what they are told of the site."""

    layouts: tuple[tuple[str, str | bytes], ...]
    site: Site
    keys: Patterns = ()
    """Kinds of keys to be found in stories."""


class Fresh(Struct, frozen=True, gc=False):
    """A story just read."""

    summary: Summary
    story: bytes
    """Encoded and packed."""
    features: bytes
    """What grouping needs of it, encoded."""


class Task(Struct, frozen=True, gc=False):
    """An event to be merged, or to have its pages made."""

    event: Event
    stories: tuple[bytes, ...]
    """Encoded and packed, by path."""
    digest: bytes = b""
    """Encoded and packed; empty where it has to be made."""
    past: Past | None = None
    """What its digest says, where it was merged before."""
    media: dict[str, str] = {}
    """For each picture and document of the stories that may be shown its path on the site."""


class Merged(Struct, frozen=True, gc=False):
    """What came of a task."""

    entry: Entry | None = None
    """Its digest in brief; None where it was merged before, or could not be told."""
    past: Past | None = None
    """What its digest says now, for the next build."""
    digest: bytes = b""
    """Encoded and packed; empty where the task had it."""
    pages: tuple[Page, ...] = ()
    """Where they were asked for."""
    fault: str = ""
    """What went wrong; there is nothing else then."""


encode = msgspec.msgpack.Encoder().encode
_decode_story = msgspec.msgpack.Decoder(Story).decode
_decode_digest = msgspec.msgpack.Decoder(Digest).decode
_decode_tasks = msgspec.msgpack.Decoder(tuple[Task, ...]).decode
decode_merged = msgspec.msgpack.Decoder(tuple[Merged, ...]).decode


@lru_cache(maxsize=2)
def layouts(theme: Theme, compiled: str | None) -> Layouts:
    """Return the layouts of this theme; `compiled` is a folder that keeps compiled ones."""
    # A build without a new page needs no layout, and Jinja2 takes 45 ms.
    from sitegen.pages.template import Layouts  # noqa: PLC0415

    return Layouts(dict(theme.layouts), compiled, theme.site.language)


@lru_cache(maxsize=2)
def renderer(theme: Theme, compiled: str | None) -> Renderer:
    """Return what makes pages of this theme."""
    return Renderer(layouts(theme, compiled), theme.site)


def ready(theme: Theme, compiled: str | None, files: tuple[tuple[str, bytes], ...]) -> None:
    """Make what is made at first need, so that workers forked from this process have it.

    That are the layouts, and the tables and patterns for reading and merging stories such as `files`.
    """
    layouts(theme, compiled).ready()
    with suppress(Exception):
        merged([story_of(one.story) for one in read_some(files)])


def story_of(row: bytes) -> Story:
    """Return the story of a row."""
    return _decode_story(unpacked(row))


def digest_of(row: bytes) -> Digest:
    """Return the digest of a row."""
    return _decode_digest(unpacked(row))


def read_some(files: tuple[tuple[str, bytes], ...], patterns: Patterns = ()) -> tuple[Fresh, ...]:
    """Return the stories of some files, given by path and bytes."""
    return tuple([_read(path, raw, patterns) for path, raw in files])


def _read(path: str, raw: bytes, patterns: Patterns) -> Fresh:
    try:
        story = read(path, raw)
        return _fresh(replace(story, keys=story_keys(story, patterns)) if patterns else story, raw)
    except Exception as error:  # noqa: BLE001 one file never stops the others
        message = f"could not be read because of a fault in sitegen ({fault_of(error)}); please report this"
        problem = Problem(path, 0, message, lost=True, fault=True)
        return _fresh(Story(path, (), (), problems=(problem,)), raw)


def _fresh(story: Story, raw: bytes) -> Fresh:
    """Return a story with all that is known of it by itself."""
    row = encode(story)
    first = story.sentences[0].text if story.sentences else ""
    summary = Summary(
        path=story.path,
        file_key=key_of(raw),
        story_key=key_of(row),
        text_key=text_key(story),
        sentences=len(story.sentences),
        slug=address.slug(story.title or first) or address.slug(story.path),
        place=address.slug(story.path),
        named=address.slug(story.slug or ""),
        title=story.title or "",
        first=first,
        language=story.language,
        published=story.published or "",
        time=story.time or "",
        updated=story.updated or "",
        outlet=story.outlet or "",
        aliases=story.aliases,
        tags=topics(story),
        names=names(story),
        draft=story.draft,
        embargo=utc(story.embargo),
        expires=utc(story.expires),
        problems=story.problems,
        media=tuple([medium.path for medium in story.media]),
        name=story.name if story.media else "",
    )
    return Fresh(summary, packed(row), encode(features(story)))


def merge_some(
    theme: Theme, compiled: str | None, moment: str, tasks: bytes, *, pages: bool = False
) -> bytes:
    """Return encoded `Merged`s of encoded `Task`s, with the pages or without.

    `moment` is the time of the build, where one was set.
    """
    render = renderer(theme, compiled) if pages else None
    return encode([_merged(task, theme.site.rights, moment, render) for task in _decode_tasks(tasks)])


def _merged(task: Task, rights: Rights, moment: str, render: Renderer | None) -> Merged:
    event, past = task.event, task.past
    try:
        told = decided([story_of(row) for row in task.stories], event.decisions)
        stories = {story.path: story for story in told}
        digest = digest_of(task.digest) if task.digest else merged(told, event)
        if past is None:
            day = latest(told)
            past, _ = advanced(
                event.record, event.context.sigla, event.text_keys, digest, day=day, moment=moment
            )
        shown, context = limited(digest, rights, stories), replace(event.context, history=past.history)
        # What was made of the sentences to merge them is still at hand for the pages.
        pages = tuple(render.event(shown, context, stories, task.media)) if render else ()
        if task.past:
            return Merged(pages=pages)
        row = b"" if task.digest else packed(encode(digest))
        return Merged(entry(shown, context, stories, past.updated), past, row, pages)
    except SitegenError:
        # A layout that fails is the person's to mend, and fails on other pages too.
        raise
    except Exception as error:  # noqa: BLE001 one event never stops the others
        return Merged(fault=fault_of(error))


def merged(stories: Sequence[Story], event: Event | None = None) -> Digest:
    """Return the digest of stories on one event, as `event` has it where there is one."""
    if event is None:
        return merge(stories, voices(stories))
    sigla = event.context.sigla
    return merge(stories, voices(stories), title=event.title, sigla=sigla, decisions=event.decisions)


def pages_of(address: str, places: Collection[str], site: Site) -> list[str]:
    """Return the paths of the pages of an event, which has an address, and `places` for its stories."""
    twins = ["index.html", "index.json", "index.md"]
    if len(places) > 1:
        twins.append(EVIDENCE)
        if site.pictures and site.base_url:
            twins.append("picture.png")
    return [*[f"{address}/{twin}" for twin in twins], *map(lone_file, places)]


def fault_of(error: Exception) -> str:
    """Return the class of an unexpected error, what it says and where it was raised, in some words."""
    last = traceback.extract_tb(error.__traceback__)[-1:]
    place = "".join(f" in {each.name}, line {each.lineno}" for each in last)
    said = str(error)[:80]
    return f"{type(error).__name__}{': ' if said else ''}{said}{place}"
