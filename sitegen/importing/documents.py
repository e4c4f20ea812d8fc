"""What was written for people: mail, feeds, saved pages (MHTML, WARC), Word documents, PDF.

Of a message the words of its best part are taken, the subject, the day and who it is from by name. Heads
with addresses, attachments and what stands below a signature's dashes are left behind.
"""

from __future__ import annotations

import email
import io
import logging
import re
import time
import zipfile
from collections.abc import Iterable, Iterator
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from typing import TYPE_CHECKING, Any, BinaryIO

from msgspec.structs import replace

from sitegen.importing import TAG, Item, LeftOut, Wanted, moment, one_line
from sitegen.read import mail
from sitegen.read.decode import labelled
from sitegen.site.source import MAX_BYTES

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

DEEPEST = 60
"""Parts within parts that are looked into; a real message has 3 or 4. Judgement."""

_DASHES = re.compile(r"^--( ?)\r?\n", re.MULTILINE)
_TAG = re.compile(r"<(?:style|script)\b.*?(?:</(?:style|script)\s*+>|\Z)|<[^<>]*>", re.IGNORECASE | re.DOTALL)
_HEADING = re.compile(r"<h([1-4])\b", re.IGNORECASE)
_CAPITALS = re.compile(r"(?m)^(?=[^\n]*[A-Z]{3})[^a-z\n]{6,80}$")
_FROM_LINE = b"From "
_HEAD_LINE = re.compile(rb"\A\s{0,40}[\w-]+:[ \t\r\n]")
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)


def message_items(file: BinaryIO, name: str, wanted: Wanted) -> Iterator[Item | LeftOut]:
    """Yield the story of a single message."""
    return _items(file.read(), name, wanted)


def mailbox_items(file: BinaryIO, name: str, wanted: Wanted) -> Iterator[Item | LeftOut]:
    """Yield the stories of a mailbox, a message at a time."""
    for number, raw in enumerate(_messages(file), 1):
        if number == 1 and not _HEAD_LINE.match(raw):
            yield LeftOut(name, "is no mailbox: it begins with no line From and no head of a message")
            return
        yield from _items(_QUOTED_FROM.sub(rb"\1", raw), f"message {number} of {name}", wanted)


def _messages(file: BinaryIO) -> Iterator[bytes]:
    """The messages of a mailbox: each begins behind a line ``From ...`` that follows an empty line."""
    lines: list[bytes] = []
    empty = True
    for line in file:
        if empty and line.startswith(_FROM_LINE):
            if lines:
                yield b"".join(lines)
            lines = []
        else:
            lines.append(line)
        empty = not line.strip()
    if any(line.strip() for line in lines):
        yield b"".join(lines)


def _items(raw: bytes, name: str, wanted: Wanted) -> Iterator[Item | LeftOut]:
    message = email.message_from_bytes(raw)
    title = _header(message, "subject")
    what = title or name
    body, form = _words(message)
    if not body.strip():
        yield LeftOut(what, "has no part with words")
        return
    sender, address = parseaddr(_header(message, "from"))
    item = Item(
        id=_header(message, "message-id").strip("<>") or f"{address} {_header(message, 'date')} {title}",
        body=body,
        form=form,
        title=title,
        date=moment(_header(message, "date")),
        source=sender.strip("\"' ") or address.rpartition("@")[2],
        url=_address(_header(message, "archived-at")),
    )
    yield from _split(item) if wanted.split else (item,)


def _header(message: Message, name: str) -> str:
    """A header's value as text, in one line."""
    value = message.get(name, "")
    try:
        value = str(make_header(decode_header(value)))
    except (LookupError, UnicodeError, HeaderParseError, ValueError):
        value = str(value)
    # What looks like markup in a head is text.
    return " ".join(value.split())


def _address(value: str) -> str:
    found = value.strip("<> ")
    return found if found.startswith(("https://", "http://")) else ""


def _words(message: Message) -> tuple[str, str]:
    """The words of the best part of a message, and the ending of a file with such words.

    Plain text is what its writer saw; but some senders put a line there that asks for another program.
    """
    plain, rich = _best(message, "text/plain"), _best(message, "text/html")
    if rich and len(_TAG.sub(" ", rich).split()) > 2 * len(plain.split()):
        return rich, ".html"
    return _without_signature(plain), ".txt"


def _without_signature(plain: str) -> str:
    """A text without what stands below its last dashes where that is a signature by its lines."""
    dashes = list(_DASHES.finditer(plain))
    above, below = (plain[: dashes[-1].start()], plain[dashes[-1].end() :]) if dashes else (plain, "")
    is_signature = above.strip() and mail.is_signature(below, is_marked=bool(dashes and dashes[-1][1]))
    return above if is_signature else plain


def _best(message: Message, kind: str, depth: int = 0) -> str:
    """The first part of a kind that is no attachment; empty where there is none."""
    if message.is_multipart():
        if depth >= DEEPEST:
            return ""
        parts = message.get_payload()
        found = (_best(part, kind, depth + 1) for part in parts if isinstance(part, Message))
        return next(filter(None, found), "")
    if message.get_content_type() != kind or message.get_content_disposition() == "attachment":
        return ""
    raw = message.get_payload(decode=True)
    return labelled(raw, str(message.get_content_charset() or "")) if isinstance(raw, bytes) else ""


def _split(item: Item) -> Iterator[Item]:
    """The parts of a newsletter, one for each of its headings; itself where it has fewer than two."""
    if item.form == ".html":
        levels = [found[1] for found in _HEADING.finditer(item.body)]
        usual = max(sorted(set(levels)), key=levels.count, default="")
        starts = [found.start() for found in _HEADING.finditer(item.body) if found[1] == usual]
    else:
        starts = [found.start() for found in _CAPITALS.finditer(item.body)]
    if len(starts) < 2:
        yield item
        return
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(item.body)], strict=True), 1):
        body = item.body[start:end]
        closing = re.match(r"<h[1-4][^>]*>(.*?)</h[1-4]", body, re.IGNORECASE | re.DOTALL)
        title = one_line(closing[1]) if closing else body.split("\n", 1)[0].strip()
        yield replace(item, id=f"{item.id}#{number}", body=body, title=title)


def saved_page_items(file: BinaryIO, name: str, _wanted: Wanted) -> Iterator[Item | LeftOut]:
    """Yield the page that an MHTML file holds, as it was sent."""
    message = email.message_from_bytes(file.read())
    page = _best(message, "text/html")
    if not page.strip():
        yield LeftOut(name, "holds no web page")
        return
    url = _header(message, "snapshot-content-location") or next(
        (_header(part, "content-location") for part in message.walk() if part["content-location"]), ""
    )
    yield Item(
        id=url or name,
        body=page,
        form=".html",
        title=_header(message, "subject"),
        url=_address(url),
        notes=(("saved", moment(_header(message, "date"))),),
    )


TEASER_WORDS = 60
"""Words below which an item announces a story rather than tells it. Judgement: feeds with whole stories
carry 200 and more, summaries 20 to 50."""

_GOES_ON = re.compile(
    r"(?:\[?(?:…|\.\.\.)\]?|&hellip;|&#8230;|(?:read|continue|weiter|mehr|lire|leer|seguir|ler)\b[^.!?]{0,40})\s*$",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?。！？।؟](?=[\s\"'”’»」)]|$)|[。！？]")
_TOLD = frozenset(("post", "page", "article", "news", "story"))
"""Kinds of what a blog's export holds that are stories; the others are menus, pictures, templates."""


def feed_items(file: BinaryIO, name: str, wanted: Wanted) -> Iterator[Item | LeftOut]:
    """Yield the stories of a feed in its order."""
    import feedparser  # noqa: PLC0415 an extra, and heavy

    # Words are taken as they are; what may stand on a page is decided where pages are made.
    feed = feedparser.parse(file.read(), sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        why = f"holds no item ({feed.bozo_exception})" if feed.bozo else "holds no item"
        yield LeftOut(name, one_line(why))
    for entry in feed.entries:
        title, known_by = one_line(entry.get("title")), str(entry.get("id") or entry.get("link") or "")
        kind = entry.get("wp_post_type", "post")
        if kind not in _TOLD:
            yield LeftOut(title or known_by, f"is no story but of the kind {kind}")
            continue
        whole = next((each.get("value", "") for each in entry.get("content", ())), "")
        item = Item(
            id=known_by or title,
            body=whole or entry.get("summary", ""),
            form=".html",
            title=title,
            date=_moment(entry, "published") or _moment(entry, "updated"),
            updated=_moment(entry, "updated"),
            source=one_line(entry.get("source", {}).get("title") or feed.feed.get("title")),
            author=_names(entry.get("authors", ())),
            url=str(entry.get("link", "")),
            language=str(feed.feed.get("language", "")),
            draft=entry.get("wp_status", "publish") not in {"publish", "inherit"},
        )
        yield _whole(item, whole, entry.get("summary", ""), wanted)


def json_feed_items(feed: dict[str, Any], wanted: Wanted) -> Iterator[Item | LeftOut]:
    """Yield the stories of a JSON Feed in its order."""
    for number, entry in enumerate(feed.get("items") or (), 1):
        if not isinstance(entry, dict):
            yield LeftOut(f"item {number}", "is no object")
            continue
        whole, summary = entry.get("content_html"), str(entry.get("summary") or "")
        own = str(whole or entry.get("content_text") or "")
        item = Item(
            id=str(entry.get("id") or entry.get("url") or number),
            body=own or summary,
            form=".html" if whole else ".txt",
            title=one_line(entry.get("title")),
            date=moment(entry.get("date_published")),
            updated=moment(entry.get("date_modified")),
            source=one_line(feed.get("title")),
            author=_names(entry.get("authors") or feed.get("authors") or ()),
            url=str(entry.get("url") or entry.get("external_url") or ""),
            language=str(entry.get("language") or feed.get("language") or ""),
        )
        yield _whole(item, own, summary, wanted)


def _whole(item: Item, own: str, summary: str, wanted: Wanted) -> Item | LeftOut:
    """An item with content of its own, a summary or both; or why it is not taken.

    Content that says more than the summary beside it, or is several sentences, is a story however short.
    """
    content, announced = (TAG.sub(" ", each).strip() for each in (own, summary))
    words = content or announced
    if not words:
        return LeftOut(item.title or item.id, "has no words of its own, only a link")
    is_whole = len(content.split()) > len(announced.split()) if announced else len(_STOP.findall(content)) > 1
    is_short = not is_whole and len(words.split()) < TEASER_WORDS
    if not wanted.teasers and (is_short or _GOES_ON.search(words)):
        return LeftOut(item.title or item.id, "only announces a story; --teasers takes it all the same")
    return item


def _names(authors: Iterable[object]) -> str:
    named = [one_line(each.get("name")) for each in authors if isinstance(each, dict)]
    return ", ".join(filter(None, named))


def _moment(entry: dict[str, Any], field: str) -> str:
    """A time of an entry as it states it, or as feedparser reads it."""
    # Asked as a plain dictionary: the feed's own answers for what is not there with another time.
    parsed, stated = dict.get(entry, f"{field}_parsed"), moment(dict.get(entry, field))
    return stated or (time.strftime("%Y-%m-%dT%H:%M:%S+00:00", parsed) if parsed else "")


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
    except (PyPdfError, ValueError, LookupError, TypeError, RuntimeError, OSError) as error:
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
