"""Web archives (WARC): each page that a server sent, with its address and the day it was fetched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from sitegen.importing.item import Item, LeftOut, Wanted
from sitegen.read.decode import decode

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

LARGEST = 16_000_000
"""Bytes of the largest page that is read: as large as a story's file may be."""


def items(file: BinaryIO, name: str, _wanted: Wanted) -> Iterator[Item | LeftOut]:
    """Yield the pages of an archive in its order; one that is cut off gives those before the cut."""
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 an extra
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415 as above

    found = 0
    try:
        for record in ArchiveIterator(file):
            if record.rec_type == "response" and record.http_headers is not None:
                page = _page(record)
                if page is not None:
                    found += 1
                    yield page
    except (ArchiveLoadFailed, AttributeError, EOFError, OSError, TypeError, ValueError) as error:
        # warcio stumbles over the record that is cut in the middle of its heads.
        yield LeftOut(name, f"is cut off or damaged behind page {found} ({error})")
        return
    if not found:
        yield LeftOut(name, "holds no web page")


def _page(record: ArcWarcRecord) -> Item | LeftOut | None:
    """The page of a record; None where it is a picture, a script, a redirect."""
    kind = record.http_headers.get_header("Content-Type", "")
    if record.http_headers.get_statuscode() != "200" or "html" not in kind.lower():
        return None
    url = record.rec_headers.get_header("WARC-Target-URI", "")
    raw = record.content_stream().read(LARGEST + 1)
    if len(raw) > LARGEST:
        return LeftOut(url, f"holds more than {LARGEST // 1_000_000} MB")
    saved = record.rec_headers.get_header("WARC-Date", "")
    return Item(
        id=f"{url} {saved}",
        body=_decoded(raw, kind),
        form=".html",
        url=url,
        notes=(("saved", saved),),
    )


def _decoded(raw: bytes, kind: str) -> str:
    """A page as text: in the encoding its server named, else as any page's."""
    label = kind.lower().partition("charset=")[2].strip("\"' ;").partition(";")[0]
    try:
        return raw.decode(label) if label else decode("", raw).text
    except (LookupError, UnicodeError):
        return decode("", raw).text
