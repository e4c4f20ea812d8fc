"""What the pages of a digest are told besides its stories: addresses, neighbours, its own past."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct

UNDATED = "1970-01-01"
"""The day from which the lock counts the changes of a digest without a date; shown to nobody."""


class Link(NamedTuple):
    """Another page of the site."""

    title: str
    address: str
    """Below the site's top, without slashes at the ends."""
    published: str = ""
    """YYYY-MM-DD of a digest; empty for other pages."""
    language: str = ""


class Change(NamedTuple):
    """What happened to a digest from one build to the next."""

    day: str
    """YYYY-MM-DD, from the content or SOURCE_DATE_EPOCH; empty where neither is known."""
    joined: tuple[str, ...]
    """Letters of the sources that joined."""
    left: tuple[str, ...]
    changed: tuple[str, ...]
    """Letters of the sources whose words changed."""
    more: int
    """Facts that came."""
    fewer: int
    """Facts that went."""


class Context(Struct, frozen=True, gc=False):
    """What a group's pages need that does not stand in its stories."""

    id: str
    """Of the digest, for ever; feeds and programs know it by this."""
    address: str
    places: dict[str, str]
    """Address of each story's page, by path."""
    outlets: dict[str, str]
    """Address of each outlet's page, by name."""
    sigla: dict[str, str] = {}
    """The letter of each story, by path, where it has one from before."""
    related: tuple[Link, ...] = ()
    """Digests that come near to being about the same event, the nearest first."""
    topics: tuple[Link, ...] = ()
    names: tuple[Link, ...] = ()
    """People and places that have a page."""
    history: tuple[Change, ...] = ()
    """The oldest first."""
