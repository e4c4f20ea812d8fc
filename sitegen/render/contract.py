"""A digest as JSON, for programs: the same statements, passages and offsets that the page shows.

Schema 1. ``start`` and ``end`` count characters of the source file decoded as text; an entry has
``"exact": false`` where the file's slice only encloses its text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sitegen.model import Citation, Digest, Dropped, Side, Statement
    from sitegen.render.listing import Entry

SCHEMA = 1
"""Version of the form; rises when a key changes its meaning or goes away."""


class _Source(msgspec.Struct, gc=False):
    source: str
    siglum: str
    outlet: str | None
    agency: str | None
    title: str | None
    byline: str | None
    published: str | None
    url: str | None
    voice: int


class _Passage(msgspec.Struct, gc=False, omit_defaults=True):
    source: str
    text: str
    start: int
    end: int
    partial: bool
    folded: bool
    exact: bool = True


class _Statement(msgspec.Struct, gc=False):
    text: str
    kind: str
    context: bool
    detail_of: str | None
    id: str
    sources: list[_Passage]


class _Side(msgspec.Struct, gc=False, omit_defaults=True):
    source: str
    statement: str
    text: str
    start: int
    end: int
    exact: bool = True


class _Difference(msgspec.Struct, gc=False):
    kind: str
    about: str
    sides: list[_Side]


class _Dropped(msgspec.Struct, gc=False, omit_defaults=True):
    source: str
    text: str
    start: int
    end: int
    reason: str
    exact: bool = True


class _Digest(msgspec.Struct, gc=False):
    schema: int
    id: str
    slug: str
    title: str
    published: str | None
    language: str
    sources: list[_Source]
    statements: list[_Statement]
    differences: list[_Difference]
    dropped: list[_Dropped]


class _Listed(msgspec.Struct, gc=False):
    id: str
    address: str
    title: str
    published: str | None
    language: str
    sources: list[str]
    outlets: list[str]
    voices: int
    statements: int
    shared: int
    unique: int
    differences: int


class _Listing(msgspec.Struct, gc=False):
    schema: int
    digests: list[_Listed]


_encode = msgspec.json.Encoder().encode


def digest_bytes(digest: Digest, ident: str, slug: str) -> bytes:
    """UTF-8 JSON of one digest, keys in a fixed order."""
    return _encode(
        _Digest(
            schema=SCHEMA,
            id=ident,
            slug=slug,
            title=digest.title,
            published=digest.published,
            language=digest.language,
            sources=[
                _Source(
                    source.story,
                    source.siglum,
                    source.outlet,
                    source.agency,
                    source.title,
                    source.byline,
                    source.published,
                    source.url,
                    source.voice,
                )
                for source in digest.sources
            ],
            statements=[_statement(statement) for statement in digest.statements],
            differences=[
                _Difference(difference.kind, difference.about, [_side(side) for side in difference.sides])
                for difference in digest.differences
            ],
            dropped=[_dropped(piece) for piece in digest.dropped],
        )
    )


def listing_bytes(entries: Sequence[Entry]) -> bytes:
    """UTF-8 JSON of the site: every digest with its address, its sources and its counts."""
    return _encode(_Listing(SCHEMA, list(_listed(entries))))


def _listed(entries: Iterable[Entry]) -> Iterable[_Listed]:
    for entry in entries:
        yield _Listed(
            id=entry.id,
            address=entry.address,
            title=entry.title,
            published=entry.published,
            language=entry.language,
            sources=list(entry.stories),
            outlets=list(entry.outlets),
            voices=entry.voices,
            statements=entry.shared + entry.unique,
            shared=entry.shared,
            unique=entry.unique,
            differences=entry.differences,
        )


def _statement(statement: Statement) -> _Statement:
    return _Statement(
        statement.text,
        statement.kind,
        False,  # noqa: FBT003 - a field of the contract
        None,
        statement.id,
        [_passage(citation) for citation in statement.citations],
    )


def _passage(citation: Citation) -> _Passage:
    return _Passage(
        citation.story,
        citation.text,
        citation.start,
        citation.end,
        citation.partial,
        citation.folded,
        citation.exact,
    )


def _side(side: Side) -> _Side:
    return _Side(side.story, side.statement, side.text, side.start, side.end, side.exact)


def _dropped(piece: Dropped) -> _Dropped:
    return _Dropped(piece.story, piece.text, piece.start, piece.end, piece.reason, piece.exact)
