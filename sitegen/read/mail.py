"""A mail saved as text: its head and signature are nobody's business, its body is the story.

The head gives title, day and outlet. A body in quoted-printable is read as what it encodes, each character
with its place in the file.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from email.header import decode_header
from functools import cache
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from sitegen.languages import words_of
from sitegen.languages.phrases import one_of, worded
from sitegen.model import Problem, Unit
from sitegen.read import text
from sitegen.read.header_fields import Header
from sitegen.read.mapped import MappedText, placed

HEAD_LINES = 80
"""Most lines of a mail's head. Unit: lines; a mail that went through many hands has 60."""

SIGNATURE_LINES = 12
"""Most lines below ``--`` or a closing formula that are a signature. Unit: lines; disclaimers are longer.
Judgement."""

SIGNATURE_WIDTH = 80
"""Most characters of a line of a signature; a longer one is text that stands below a rule. Judgement."""

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")
_FIELD = re.compile(r"[>* ]{0,4}(?P<name>[^\W\d_][\w -]{0,30}?)\*?\s?[:：]\*?\s*(?P<value>.*)")
_TECHNICAL = re.compile(
    r"\A(?:[A-Z][A-Za-z]*+(?:-[A-Za-z0-9]++)+|Received|Importance|Sensitivity|Organization)"
)
_SENDER = re.compile(r"\A\"?([^\"<@]{2,80}?)\"?\s*<[^<>]*>")
_ANSWERED = r"(?:<mail.answered>(?:\[\d+\])?\s?:\s*|\[[^\]]{1,40}\]\s*)+"
"""What stands before the subject of an answer."""
_BOUNDARY = re.compile(r"boundary\s*=\s*(?:\"([^\"\n]{1,80})\"|([^\s;\"]{1,80}))", re.IGNORECASE)
_RULED = re.compile(r"_{8,}|-{20,}|={20,}")
_CHARSET = re.compile(r"charset\s*=\s*\"?([\w.-]+)", re.IGNORECASE)
_BROKEN = re.compile(r"=[ \t]*(?:\r\n?|\n)")
_CODED = re.compile(r"(?:=[0-9A-Fa-f]{2}(?:=[ \t]*(?:\r\n?|\n)(?==[0-9A-Fa-f]{2}))?)+|=[ \t]*(?:\r\n?|\n)")
_BYTE = re.compile(r"=([0-9A-Fa-f]{2})")
_CONTACT = re.compile(r"(?<!\S)[^\s@]++@\S+\.\w|(?<!\d)\+?\d[\d ()/.-]{6,}\d")


class Mail(Struct, frozen=True):
    """A mail taken apart."""

    header: Header
    units: tuple[Unit, ...]
    problems: tuple[Problem, ...] = ()


@cache
def _fields() -> Mapping[str, str]:
    """The names of the fields of a mail's head in all languages, and what they mean."""
    meanings = ("sender", "recipient", "sent", "subject")
    return {name: meaning for meaning in meanings for name in words_of(f"mail.{meaning}")}


@cache
def _opening() -> re.Pattern[str]:
    """Return a pattern of lines above the head of a mail."""
    forwarded = one_of(words_of("mail.forwarded"))
    return re.compile(rf"\A(?:From [^\s@]++@\S++ .*\d{{4}}|-{{2,}}+[^-].{{2,60}}?-{{2,}}+|{forwarded})")


def read(path: str, decoded: str) -> Mail | None:
    """Return a file that begins with a mail's head as header and units, or None."""
    fields, end = _head(decoded, 0)
    meanings = fields.keys() & {"sender", "recipient", "sent", "subject"}
    if not (meanings & {"sender", "recipient"} and meanings & {"sent", "subject"}):
        return None
    part = _without_reply(decoded, _part(decoded, end, len(decoded), fields))
    problems = []
    if part.kind.startswith("multipart/") or (part.is_page and part.coding):
        message = "no part of this mail can be read as it is; take it in with: sitegen import FILE"
        problems.append(Problem(path, 0, message))
    above, below = _lines(decoded, 0, part.start), _lines(decoded, part.end, len(decoded))
    units = (*above, *_body(decoded, part), *below)
    return Mail(Header(end, tuple(_values(fields))), units, tuple(problems))


def of_page(units: Sequence[Unit]) -> tuple[Sequence[Unit], tuple[tuple[str, str], ...]]:
    """Return the units of a page, those of the head of a mail that it shows as such, and what that says."""
    fields: dict[str, str] = {}
    head: list[int] = []
    for number, unit in enumerate(units[:HEAD_LINES]):
        found = _FIELD.fullmatch(unit.text) if ":" in unit.text[:40] or "：" in unit.text[:40] else None
        meaning = _fields().get(found["name"].casefold()) if found else None
        if found and meaning and (not head or head[-1] == number - 1):
            fields.setdefault(meaning, found["value"])
            head.append(number)
    if "sender" not in fields or not fields.keys() & {"sent", "subject"}:
        return units, ()
    shown = [replace(unit, kind="mail") if at in head else unit for at, unit in enumerate(units)]
    return shown, tuple(_values(fields))


class _Part(NamedTuple):
    """The part of a mail that is read: where it stands, and what it says of itself."""

    start: int
    end: int
    kind: str
    coding: str

    @property
    def is_page(self) -> bool:
        """Whether it is a web page."""
        return self.kind.lower().startswith("text/html")


def _part(decoded: str, start: int, end: int, fields: Mapping[str, str]) -> _Part:
    """The plain text among the parts of a body, else a web page, else all of it."""
    kind = fields.get("content-type", "text/plain")
    whole = _Part(
        start,
        end,
        kind,
        fields.get("content-transfer-encoding", "").lower().replace("7bit", "").replace("8bit", ""),
    )
    boundary = _BOUNDARY.search(kind)
    if not kind.lower().startswith("multipart/") or not boundary:
        return whole
    marks = re.compile(
        rf"^--{re.escape(boundary[boundary.lastindex or 0])}(--)?[ \t]*(?:\r?\n|\Z)", re.MULTILINE
    )
    found = list(marks.finditer(decoded, start, end))
    closings = [*(match.start() for match in found[1:]), end]
    page = None
    for mark, closed in zip(found, closings, strict=True):
        inner, behind = _head(decoded, mark.end())
        part = _part(decoded, min(behind or mark.end(), closed), closed, inner)
        if part.kind.lower().startswith("text/plain") and not mark[1]:
            return part
        page = page or (part if part.is_page else None)
    return page or whole


def is_signature(below: str, *, is_marked: bool) -> bool:
    """Return whether what stands below two dashes is who wrote: short lines, and a mark or a contact."""
    lines = [line for line in below.splitlines() if line.strip()]
    is_short = len(lines) <= SIGNATURE_LINES and all(len(line) <= SIGNATURE_WIDTH for line in lines)
    return is_short and (is_marked or _CONTACT.search(below) is not None)


def without_signature(units: Sequence[Unit], decoded: str, *, is_mail: bool) -> list[Unit]:
    """Return the units with those of a signature at the end marked as that."""
    for index in range(len(units) - 1, max(0, len(units) - SIGNATURE_LINES - 3), -1):
        words = units[index].text
        if is_mail and _RULED.fullmatch(words):
            is_mark = any(_CONTACT.search(unit.text) or "://" in unit.text for unit in units[index + 1 :])
        elif words == "--":
            place = units[index].place(0, 2)[1]
            is_mark = is_mail or decoded[place : place + 1] == " "
        else:
            is_mark = (
                len(words) <= SIGNATURE_WIDTH
                and words.rstrip(",.!， ").casefold() in words_of("mail.closing")
                and (is_mail or any(_CONTACT.search(unit.text) for unit in units[index + 1 :]))
            )
        if not is_mark:
            continue
        below = units[index + 1 :]
        if len(below) <= SIGNATURE_LINES and all(len(unit.text) <= SIGNATURE_WIDTH for unit in below):
            marked = [Unit(unit.text, unit.segments, "signature") for unit in units[index:]]
            return [*units[:index], *marked]
    return list(units)


def _without_reply(decoded: str, part: _Part) -> _Part:
    """The part without the mail that it answers, quoted below it."""
    lines = list(_LINE.finditer(decoded, part.start, part.end))
    first = len(lines)
    while first and (lines[first - 1][0].startswith(">") or not lines[first - 1][0].strip()):
        first -= 1
    above = lines[first - 1] if first else None
    quoted = any(line[0].startswith(">") for line in lines[first:])
    if part.coding or not quoted or not above or not above[0].rstrip().endswith((":", "：")):
        return part
    before = lines[first - 2] if first > 1 else above
    # The line that says who wrote is often broken in two.
    start = before if before[0].strip() and not before[0].rstrip().endswith((".", "!", "?")) else above
    return part._replace(end=start.start())


def _head(decoded: str, start: int) -> tuple[dict[str, str], int]:
    """The fields of the head at a place by what they mean, and where the head ends."""
    fields: dict[str, str] = {}
    end = 0
    last = ""
    for number, line in enumerate(_LINE.finditer(decoded, start)):
        content = line[0].strip()
        if number > HEAD_LINES or not line[0]:
            break
        if not content:
            if fields:
                break
            continue
        found = _FIELD.fullmatch(content)
        name = found["name"].casefold() if found else ""
        meaning = _fields().get(name, "")
        if last and line[0][0] in " \t" and not meaning:
            fields[last] = f"{fields[last]} {content}"
        elif found and (meaning or _TECHNICAL.fullmatch(found["name"])):
            last = meaning or name
            fields.setdefault(last, found["value"])
        elif fields or not _opening().fullmatch(content):
            break
        end = line.end()
    return fields, end if fields else 0


def _values(fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What a head says of the story, under the keys of front matter."""
    if subject := worded(_ANSWERED).sub("", _words(fields.get("subject", "")), count=1).strip():
        yield "title", subject
    if sent := fields.get("sent"):
        yield "date", sent
    if sender := _SENDER.match(_words(fields.get("sender", ""))):
        yield "outlet", sender[1].strip()


def _words(value: str) -> str:
    """A field's value with its encoded words decoded."""
    if "=?" not in value:
        return value
    try:
        parts = decode_header(value)
        return "".join(
            part.decode(charset or "ascii", "replace") if isinstance(part, bytes) else part
            for part, charset in parts
        )
    except (LookupError, ValueError):
        return value


def _lines(decoded: str, start: int, end: int) -> Iterator[Unit]:
    """The lines of a span of the file that are of a mail's head, or of parts that are not read."""
    for line in _LINE.finditer(decoded, start, end):
        if content := line[0].strip():
            yield Unit(content, ((0, line.start() + line[0].index(content[0]), -1),), "mail")


def _body(decoded: str, part: _Part) -> list[Unit]:
    """The units of the body; of an encoded one those of what it encodes."""
    body = decoded[part.start : part.end]
    found = _CHARSET.search(part.kind)
    charset = found[1] if found else "utf-8"
    if part.is_page and not part.coding:
        from sitegen.read import html  # noqa: PLC0415 - few mails are pages

        return list(html.scan(decoded[: part.end], part.start).units)
    if part.coding == "base64":
        made = MappedText()
        made.add(_decoded(body, charset), part.start, part.end - part.start)
    elif part.coding == "quoted-printable" or (_BROKEN.search(body) and len(_BYTE.findall(body)) > 1):
        made = _plain(decoded, part.start, part.end, charset)
    else:
        return without_signature(text.units(decoded[: part.end], part.start), decoded, is_mail=True)
    whole = Unit("".join(made.parts), tuple(made.segments))
    units = [placed(unit, whole) for unit in text.units(whole.text)]
    return without_signature(units, decoded, is_mail=True)


def _decoded(body: str, charset: str) -> str:
    """What a body in base64 encodes; the body itself where it encodes no text."""
    try:
        return b64decode("".join(body.split())).decode(charset, "replace")
    except (ValueError, LookupError):
        return body


def spelled_out(decoded: str, cut: str) -> Iterator[str]:
    """Yield what a piece of a mail's text says where it is encoded, in each way in which it may be."""
    for charset in {"utf-8", *_CHARSET.findall(decoded)}:
        if "=" in cut:
            yield "".join(_plain(cut, 0, len(cut), charset).parts)
        yield _decoded(cut, charset)


def _plain(decoded: str, start: int, stop: int, charset: str) -> MappedText:
    """What a text in quoted-printable encodes, and where each character of it stands in the file."""
    made = MappedText()
    position = start
    for match in _CODED.finditer(decoded, start, stop):
        made.add(decoded[position : match.start()], position)
        for letter, begin, end in _letters(match, charset):
            made.add(letter, begin, end - begin)
        position = match.end()
    made.add(decoded[position:stop], position)
    return made


def _letters(match: re.Match[str], charset: str) -> Iterator[tuple[str, int, int]]:
    """The characters that a run of codes means, each with its place."""
    codes_ = list(_BYTE.finditer(match.string, match.start(), match.end()))
    raw = bytes(int(code[1], 16) for code in codes_)
    index = 0
    while index < len(raw):
        for size in (1, 2, 3, 4):
            try:
                letter = raw[index : index + size].decode(charset)
            except (UnicodeDecodeError, LookupError):
                continue
            break
        else:
            size, letter = 1, "�"
        size = min(size, len(raw) - index)
        yield letter, codes_[index].start(), codes_[index + size - 1].end()
        index += size
