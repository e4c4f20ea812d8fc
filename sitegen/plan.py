"""What is known of a story and of a group of stories before anything is merged."""

from __future__ import annotations

from msgspec import Struct

from sitegen.identity.lock import Record
from sitegen.model import Decision, Problem
from sitegen.pages.context import Context


class Card(Struct, frozen=True, gc=False):
    """What the site as a whole knows of a story."""

    path: str
    key: str
    """Digest of the file it was read from."""
    told: str
    """Digest of the story that came out."""
    words: str
    """Digest of its sentences alone."""
    sentences: int
    slug: str
    """The address that its headline gives its digest."""
    place: str
    """The address its own page would like to have."""
    named: str = ""
    """The address that a person gave its digest."""
    title: str = ""
    first: str = ""
    """Its first sentence."""
    language: str = "und"
    published: str = ""
    updated: str = ""
    outlet: str = ""
    tags: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    """People and places it names."""
    draft: bool = False
    ignored: bool = False
    """Whether a person left it out."""
    problems: tuple[Problem, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether the story is on the site."""
        return self.sentences > 0 and not self.draft and not self.ignored


class Plan(Struct, frozen=True, gc=False):
    """Everything that the pages of a group are made from."""

    stories: tuple[tuple[str, str], ...]
    """Path and digest of each story, by path."""
    title: str
    context: Context
    record: Record
    """What is remembered of its digest from the build before."""
    words: dict[str, str] = {}
    """Digest of each story's sentences alone, by path."""
    decisions: tuple[Decision, ...] = ()
    mentions: tuple[str, ...] = ()
    """All people and places in its stories, with a page or without."""

    @property
    def name(self) -> str:
        """What it is known by as long as it stands: the path of its first story."""
        return self.stories[0][0]

    @property
    def paths(self) -> tuple[str, ...]:
        """The stories, in order."""
        return tuple([path for path, _ in self.stories])
