"""What was sent: mail and mailboxes, pages saved as MHTML (mail in form), and feeds.

Of a message the words of its best part are taken, the subject, the day and who it is from by name. Heads
with addresses, attachments and what stands below a signature's dashes are left behind.
"""

from __future__ import annotations

import email
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from typing import Any, BinaryIO

from sitegen.importing import Item, LeftOut, Wanted, moment, one_line
from sitegen.read import mail
from sitegen.read.decode import labelled

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
    yield from _items(file.read(), name, wanted)


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
        yield Item(
            id=f"{item.id}#{number}",
            body=body,
            form=item.form,
            title=title,
            date=item.date,
            source=item.source,
            url=item.url,
        )


def saved_page_items(file: BinaryIO, name: str, _wanted: Wanted) -> Iterator[Item | LeftOut]:
    """Yield the page that an MHTML file holds, as it was sent."""
    message = email.message_from_bytes(file.read())
    page = _best(message, "text/html")
    if not page.strip():
        yield LeftOut(name, "holds no web page")
        return
    url = _header(message, "snapshot-content-location") or _location(message)
    saved = moment(_header(message, "date"))
    yield Item(
        id=url or name,
        body=page,
        form=".html",
        title=_header(message, "subject"),
        url=_address(url),
        notes=(("saved", saved),),
    )


def _location(message: Message) -> str:
    """The address of the first part that has one."""
    return next(
        (_header(part, "content-location") for part in message.walk() if part["content-location"]), ""
    )


TEASER_WORDS = 60
"""An item with fewer words announces a story rather than tells it.

Unit: words. Judgement: feeds with whole stories carry 200 and more, summaries 20 to 50.
"""

_GOES_ON = re.compile(
    r"(?:\[?(?:…|\.\.\.)\]?|&hellip;|&#8230;|(?:read|continue|weiter|mehr|lire|leer|seguir|ler)\b[^.!?]{0,40})\s*$",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"<[^<>]*>")


def items(file: BinaryIO, name: str, wanted: Wanted) -> Iterator[Item | LeftOut]:
    """Yield the stories of a feed in its order."""
    import feedparser  # noqa: PLC0415 an extra, and heavy

    # Words are taken as they are; what may stand on a page is decided where pages are made.
    feed = feedparser.parse(file.read(), sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        why = f"holds no item ({feed.bozo_exception})" if feed.bozo else "holds no item"
        yield LeftOut(name, one_line(why))
    for entry in feed.entries:
        yield _item(entry, feed.feed, wanted)


def _item(entry: dict[str, Any], feed: dict[str, Any], wanted: Wanted) -> Item | LeftOut:
    title = one_line(entry.get("title"))
    whole = next((each.get("value", "") for each in entry.get("content", ())), "")
    summary = entry.get("summary", "")
    known_by = entry.get("id") or entry.get("link") or title
    if entry.get("wp_post_type", "post") not in _TOLD:
        return LeftOut(title or str(known_by), f"is no story but of the kind {entry['wp_post_type']}")
    if refused := _refused(title or known_by, whole, summary, wanted):
        return refused
    return Item(
        id=str(known_by),
        body=whole or summary,
        form=".html",
        title=title,
        date=_moment(entry, "published") or _moment(entry, "updated"),
        updated=_moment(entry, "updated"),
        source=one_line(entry.get("source", {}).get("title") or feed.get("title")),
        author=", ".join(one_line(each.get("name")) for each in entry.get("authors", ()) if each.get("name")),
        url=str(entry.get("link", "")),
        language=str(feed.get("language", "")),
        draft=entry.get("wp_status", "publish") not in {"publish", "inherit"},
    )


_TOLD = frozenset(("post", "page", "article", "news", "story"))
"""Kinds of what a blog's export holds that are stories; the others are menus, pictures, templates."""


_STOP = re.compile(r"[.!?。！？।؟](?=[\s\"'”’»」)]|$)|[。！？]")


def _refused(what: object, own: str, summary: str, wanted: Wanted) -> LeftOut | None:
    """Why an item with content of its own, a summary or both is not taken, or None.

    Content that says more than the summary beside it, or is several sentences, is a story however short.
    """
    content, announced = (_MARKUP.sub(" ", each).strip() for each in (own, summary))
    words = content or announced
    if not words:
        return LeftOut(str(what), "has no words of its own, only a link")
    is_whole = len(content.split()) > len(announced.split()) if announced else len(_STOP.findall(content)) > 1
    is_short = not is_whole and len(words.split()) < TEASER_WORDS
    if not wanted.teasers and (is_short or _GOES_ON.search(words)):
        return LeftOut(str(what), "only announces a story; --teasers takes it all the same")
    return None


def _moment(entry: dict[str, Any], field: str) -> str:
    """A time of an entry as it states it, or as feedparser reads it."""
    # Asked as a plain dictionary: the feed's own answers for what is not there with another time.
    parsed = dict.get(entry, f"{field}_parsed")
    stated = moment(dict.get(entry, field))
    if stated or not parsed:
        return stated
    return datetime(*parsed[:6], tzinfo=UTC).isoformat() if isinstance(parsed, time.struct_time) else ""


def json_items(feed: dict[str, Any], wanted: Wanted) -> Iterator[Item | LeftOut]:
    """Yield the stories of a JSON Feed in its order."""
    for number, entry in enumerate(feed.get("items") or (), 1):
        if not isinstance(entry, dict):
            yield LeftOut(f"item {number}", "is no object")
            continue
        whole, summary = entry.get("content_html"), str(entry.get("summary") or "")
        own = str(whole or entry.get("content_text") or "")
        title, known_by = one_line(entry.get("title")), str(entry.get("id") or entry.get("url") or number)
        if refused := _refused(title or known_by, own, summary, wanted):
            yield refused
            continue
        authors = entry.get("authors") or feed.get("authors") or ()
        yield Item(
            id=known_by,
            body=own or summary,
            form=".html" if whole else ".txt",
            title=title,
            date=moment(entry.get("date_published")),
            updated=moment(entry.get("date_modified")),
            source=one_line(feed.get("title")),
            author=", ".join(one_line(each.get("name")) for each in authors if isinstance(each, dict)),
            url=str(entry.get("url") or entry.get("external_url") or ""),
            language=str(entry.get("language") or feed.get("language") or ""),
        )
