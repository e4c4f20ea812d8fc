"""The two pieces of work that can be done anywhere: reading some stories, making the pages of some groups.

Both take and give plain bytes, so that sending them to a worker process costs little.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import msgspec
from msgspec import Struct

from sitegen.cluster import features, voices
from sitegen.merge import merge
from sitegen.model import Digest, Page, Story
from sitegen.read import read
from sitegen.render.context import Context
from sitegen.render.renderer import Entry, Layouts, Renderer, Site, entry


class Look(Struct, frozen=True):
    """How pages look: the layouts by name, and what they are told of the site."""

    layouts: tuple[tuple[str, str], ...]
    site: Site


class Task(Struct, frozen=True, gc=False):
    """A group whose pages are to be made."""

    stories: tuple[bytes, ...]
    """Encoded stories, by path."""
    context: Context


class Made(Struct, frozen=True, gc=False):
    """A group's pages, and the group in brief."""

    entry: Entry
    pages: tuple[Page, ...]


class Fresh(Struct, frozen=True, gc=False):
    """A story just read, with what grouping needs of it; both encoded."""

    story: bytes
    features: bytes


encode = msgspec.msgpack.Encoder().encode
decode_story = msgspec.msgpack.Decoder(Story).decode
decode_made = msgspec.msgpack.Decoder(tuple[Made, ...]).decode
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
    return tuple(Fresh(encode(story), encode(features(story))) for story in stories)


def make_some(look: Look, compiled: str | None, tasks: bytes) -> bytes:
    """Encoded `Made`s of encoded `Task`s."""
    return encode([_made(renderer(look, compiled), task) for task in _decode_tasks(tasks)])


def merged(stories: Sequence[Story]) -> Digest:
    """The digest of one group."""
    return merge(stories, voices(stories))


def _made(render: Renderer, task: Task) -> Made:
    """Merge one group and render its pages."""
    stories = [decode_story(story) for story in task.stories]
    digest = merged(stories)
    told = {story.path: story for story in stories}
    pages = [
        render.digest(digest, task.context, told),
        render.digest_json(digest, task.context),
        *(render.story(story, digest, task.context) for story in stories),
    ]
    return Made(entry(digest, task.context, told), tuple(pages))
