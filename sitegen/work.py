"""The two pieces of work that can be done anywhere: reading some stories, making the pages of some groups.

Both take and give plain bytes, so that sending them to a worker process costs little.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from threading import Lock

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from sitegen.digest import merge
from sitegen.digest.decided import decided
from sitegen.digest.rights import limited, on_file
from sitegen.group import features, voices
from sitegen.identity.history import advanced, latest
from sitegen.identity.lock import Past
from sitegen.model import Digest, Page, Story
from sitegen.pages.renderer import Entry, Layouts, Renderer, Site, entry
from sitegen.plan import Plan
from sitegen.read import read
from sitegen.text.names import names, topics


class Look(Struct, frozen=True):
    """How pages look: the layouts by name, and what they are told of the site."""

    layouts: tuple[tuple[str, str | bytes], ...]
    site: Site


class Task(Struct, frozen=True, gc=False):
    """A group whose pages are to be made."""

    stories: tuple[bytes, ...]
    """Encoded stories, by path."""
    plan: Plan


class Made(Struct, frozen=True, gc=False):
    """A group's pages, and the group in brief."""

    entry: Entry
    past: Past
    """What the digest says now, for the next build."""
    pages: tuple[Page, ...]


class Fresh(Struct, frozen=True, gc=False):
    """A story just read, with what grouping needs of it; both encoded."""

    story: bytes
    features: bytes
    names: tuple[str, ...]
    """People and places it names."""
    topics: tuple[str, ...]


encode = msgspec.msgpack.Encoder().encode
decode_story = msgspec.msgpack.Decoder(Story).decode
decode_made = msgspec.msgpack.Decoder(tuple[Made, ...]).decode
_MAKING = Lock()
"""A renderer makes the pages of one group at a time."""

_decode_tasks = msgspec.msgpack.Decoder(tuple[Task, ...]).decode


@lru_cache(maxsize=2)
def renderer(look: Look, compiled: str | None) -> Renderer:
    """What makes pages of this look; `compiled` is a folder that keeps compiled layouts."""
    from jinja2 import FileSystemBytecodeCache  # noqa: PLC0415 a build without a new page needs no layout

    cache = FileSystemBytecodeCache(compiled) if compiled else None
    return Renderer(Layouts.load(dict(look.layouts), cache, look.site.language), look.site)


def read_some(files: tuple[tuple[str, bytes], ...]) -> tuple[Fresh, ...]:
    """Stories from the paths and bytes of files."""
    stories = [read(path, raw) for path, raw in files]
    return tuple(
        Fresh(encode(story), encode(features(story)), names(story), topics(story)) for story in stories
    )


def make_some(look: Look, compiled: str | None, moment: str, tasks: bytes) -> bytes:
    """Encoded `Made`s of encoded `Task`s."""
    return encode([made(renderer(look, compiled), task, moment) for task in _decode_tasks(tasks)])


def merged(stories: Sequence[Story], plan: Plan | None = None) -> Digest:
    """The digest of one group, as `plan` has it where there is one."""
    if plan is None:
        return merge(stories, voices(stories))
    sigla = plan.context.sigla
    return merge(stories, voices(stories), title=plan.title, sigla=sigla, decisions=plan.decisions)


def made(render: Renderer, task: Task, moment: str = "") -> Made:
    """Merge one group and render its pages; `moment` is the time of the build, where one was set."""
    with _MAKING:
        return _made(render, task, moment)


def _made(render: Renderer, task: Task, moment: str) -> Made:
    plan = task.plan
    stories = decided([decode_story(story) for story in task.stories], plan.decisions)
    digest = merged(stories, plan)
    past, _ = advanced(
        plan.record, plan.context.sigla, plan.words, digest, day=latest(stories), moment=moment
    )
    context = replace(plan.context, history=past.history)
    told = {story.path: story for story in stories}
    digest = limited(digest, render.rights, told)
    pages = (
        render.digest(digest, context, told),
        *render.twins(digest, context, told),
        *[render.story(on_file(story, render.rights), digest, context) for story in stories],
    )
    return Made(entry(digest, context, told, past.updated), past, pages)
