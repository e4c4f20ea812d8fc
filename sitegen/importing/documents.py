"""Documents: Word through mammoth, PDF through pypdf, pages of web archives (WARC) through warcio."""

from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from sitegen.importing import Item, LeftOut, Wanted, moment, one_line
from sitegen.read.decode import labelled
from sitegen.site.source import MAX_BYTES

MOST_UNPACKED = 200_000_000
"""Bytes that a document may unpack to; a bomb of some kilobytes unpacks to gigabytes. Judgement."""


def docx_items(file: BinaryIO, name: str, _wanted: Wanted) -> Iterator[Item | LeftOut]:
    """Yield the story of a Word document, with its headings and lists."""
    import mammoth  # noqa: PLC0415 an extra, and heavy

    raw = file.read()
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                yield LeftOut(name, f"unpacks to more than {MOST_UNPACKED // 1_000_000} MB")
                return
            properties = _properties(parts)
        body = mammoth.convert_to_html(
            io.BytesIO(raw), convert_image=mammoth.images.img_element(lambda _: {})
        ).value
    except (zipfile.BadZipFile, KeyError, ValueError, NotImplementedError, RuntimeError) as error:
        yield LeftOut(name, f"is no Word document that can be read ({error}); save it anew as .docx")
        return
    if not body.strip():
        yield LeftOut(name, "has no words")
        return
    yield Item(
        id=name,
        body=body,
        form=".html",
        title=properties.get("title", ""),
        date=moment(properties.get("created")),
        updated=moment(properties.get("modified")),
        author=properties.get("creator", ""),
        notes=(("extracted from", "a Word document"),),
    )


def _properties(parts: zipfile.ZipFile) -> dict[str, str]:
    """What a document says of itself, by the names of its properties."""
    from lxml import etree  # noqa: PLC0415 only documents need it

    try:
        raw = parts.read("docProps/core.xml")
        root = etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True))
    except (KeyError, etree.XMLSyntaxError):
        return {}
    return {etree.QName(each).localname: one_line(each.text) for each in root if isinstance(each.tag, str)}


def pdf_items(file: BinaryIO, name: str, _wanted: Wanted) -> Iterator[Item | LeftOut]:
    """Yield the story of a PDF, its pages parted by form feeds."""
    import pypdf  # noqa: PLC0415 an extra, and heavy
    from pypdf.errors import PyPdfError  # noqa: PLC0415 as above

    # What is odd in a file is told by what comes of it; pypdf's own remarks speak to programmers.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        document = pypdf.PdfReader(file)
        if document.is_encrypted and not document.decrypt(""):
            yield LeftOut(name, "is encrypted; save it without its password")
            return
        pages = [page.extract_text() or "" for page in document.pages]
        about: Any = document.metadata
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        RecursionError,
        OSError,
        NotImplementedError,
    ) as error:
        yield LeftOut(name, f"is no PDF that can be read ({one_line(error) or type(error).__name__})")
        return
    if not any(page.strip() for page in pages):
        yield LeftOut(name, "holds pictures of pages and no text; recognise its text first")
        return
    yield Item(
        id=name,
        body="\n\f\n".join(page.strip("\n") for page in pages),
        form=".txt",
        title=one_line(about.title) if about else "",
        author=one_line(about.author) if about else "",
        notes=(("extracted from", f"a PDF of {len(pages)} pages"),),
    )


if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord


def warc_items(file: BinaryIO, name: str, _wanted: Wanted) -> Iterator[Item | LeftOut]:
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
    raw = record.content_stream().read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        return LeftOut(url, f"holds more than {MAX_BYTES // 1_000_000} MB")
    saved = record.rec_headers.get_header("WARC-Date", "")
    return Item(
        id=f"{url} {saved}",
        body=labelled(raw, kind.lower().partition("charset=")[2].strip("\"' ;").partition(";")[0]),
        form=".html",
        url=url,
        notes=(("saved", saved),),
    )
