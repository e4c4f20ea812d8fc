"""A mail saved as text: its head and signature are nobody's business, its body is the story.

The head gives title, day and outlet. A body in quoted-printable is read as what it encodes, each character
with its place in the file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from email.header import decode_header
from functools import cache

from msgspec import Struct

from sitegen.languages import codes, language, words_of
from sitegen.languages.phrases import any_of, one_of
from sitegen.model import Problem, Unit
from sitegen.read import text
from sitegen.read.frontmatter import Header

HEAD_LINES = 80
"""Most lines of a mail's head. Unit: lines; a mail that went through many hands has 60."""

SIGNATURE_LINES = 12
"""Most lines below ``--`` or a closing formula that are a signature. Unit: lines; disclaimers are longer."""

SIGNATURE_WIDTH = 80
"""Most characters of a line of a signature; a longer one is text that stands below a rule."""

Segment = tuple[int, int, int]
"""Visible position, file position and length, as in `Unit.segments`."""

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")
_FIELD = re.compile(r"[>* ]{0,4}(?P<name>[^\W\d_][\w -]{0,30}?)\*?\s?[:：]\*?\s*(?P<value>.*)")
_TECHNICAL = re.compile(
    r"\A(?:[A-Z][A-Za-z]*+(?:-[A-Za-z0-9]++)+|Received|Importance|Sensitivity|Organization)"
)
_SENDER = re.compile(r"\A\"?([^\"<@]{2,80}?)\"?\s*<[^<>]*>")
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
    found: dict[str, str] = {}
    for code in codes():
        known = language(code).mail
        for meaning in ("sender", "recipient", "sent", "subject"):
            found.update(dict.fromkeys(getattr(known, meaning), meaning))
    return found


@cache
def _opening() -> re.Pattern[str]:
    """Return a pattern of lines above the head of a mail."""
    forwarded = one_of(words_of("mail.forwarded"))
    return re.compile(rf"\A(?:From [^\s@]++@\S++ .*\d{{4}}|-{{2,}}+[^-].{{2,60}}?-{{2,}}+|{forwarded})")


@cache
def _prefix() -> re.Pattern[str]:
    """Return a pattern of what stands before the subject of an answer."""
    answered = any_of("mail.answered")
    return re.compile(rf"(?:{answered}(?:\[\d+\])?\s?:\s*|\[[^\]]{{1,40}}\]\s*)+", re.IGNORECASE)


@cache
def _closings() -> frozenset[str]:
    """The formulas that end a letter, in all languages."""
    return frozenset(words for code in codes() for words in language(code).mail.closing)


def read(path: str, decoded: str) -> Mail | None:
    """Return a file that begins with a mail's head as header and units, or None."""
    fields, end = _head(decoded)
    meanings = fields.keys() & {"sender", "recipient", "sent", "subject"}
    if not (meanings & {"sender", "recipient"} and meanings & {"sent", "subject"}):
        return None
    head = [_unit(decoded, line.start(), line.end(), "mail") for line in _LINE.finditer(decoded, 0, end)]
    coding = fields.get("content-transfer-encoding", "").lower()
    kind = fields.get("content-type", "").lower()
    problems = []
    if coding == "base64" or kind.startswith("multipart/"):
        message = "this mail is encoded or has several parts; take it in with: sitegen import"
        problems.append(Problem(path, 0, message))
    units = _body(decoded, end, kind, coding)
    return Mail(Header(end, tuple(_values(fields))), (*filter(None, head), *units), tuple(problems))


def without_signature(units: Sequence[Unit], decoded: str, *, is_mail: bool) -> list[Unit]:
    """Return the units with those of a signature at the end marked as that."""
    for index in range(len(units) - 1, max(-1, len(units) - SIGNATURE_LINES - 3), -1):
        words = units[index].text
        if words == "--":
            place = units[index].place(0, 2)[1]
            is_mark = is_mail or decoded[place : place + 1] == " "
        else:
            is_mark = words.rstrip(",.!， ").casefold() in _closings() and (
                is_mail or any(_CONTACT.search(unit.text) for unit in units[index + 1 :])
            )
        if not is_mark:
            continue
        below = units[index + 1 :]
        if len(below) <= SIGNATURE_LINES and all(len(unit.text) <= SIGNATURE_WIDTH for unit in below):
            marked = [Unit(unit.text, unit.segments, "signature") for unit in units[index:]]
            return [*units[:index], *marked]
    return list(units)


def _head(decoded: str) -> tuple[dict[str, str], int]:
    """The fields of the head at the start of a file by what they mean, and where the head ends."""
    fields: dict[str, str] = {}
    end = 0
    last = ""
    for number, line in enumerate(_LINE.finditer(decoded)):
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
    if subject := _prefix().sub("", _words(fields.get("subject", "")), count=1).strip():
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


def _unit(decoded: str, start: int, end: int, kind: str) -> Unit | None:
    """The words of a line as a unit."""
    raw = decoded[start:end]
    content = raw.strip()
    return Unit(content, ((0, start + raw.index(content[0]), -1),), kind) if content else None


def _body(decoded: str, start: int, kind: str, coding: str) -> list[Unit]:
    """The units of the body; of one in quoted-printable those of what it encodes."""
    body = decoded[start:]
    if coding != "quoted-printable" and not (_BROKEN.search(body) and len(_BYTE.findall(body)) > 1):
        return without_signature(text.units(decoded, start), decoded, is_mail=True)
    charset = _CHARSET.search(kind)
    visible, segments = _plain(decoded, start, charset[1] if charset else "utf-8")
    units = [_moved(unit, segments) for unit in text.units(visible)]
    return without_signature(units, decoded, is_mail=True)


def _plain(decoded: str, start: int, charset: str) -> tuple[str, list[Segment]]:
    """What a text in quoted-printable encodes, and where each character of it stands in the file."""
    words: list[str] = []
    segments: list[Segment] = []
    length = 0
    position = start
    for match in _CODED.finditer(decoded, start):
        if match.start() > position:
            segments.append((length, position, -1))
            words.append(decoded[position : match.start()])
            length += match.start() - position
        for letter, begin, end in _letters(match, charset):
            segments.append((length, begin, end - begin))
            words.append(letter)
            length += 1
        position = match.end()
    segments.append((length, position, -1))
    words.append(decoded[position:])
    return "".join(words), segments


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


def _moved(unit: Unit, segments: Sequence[Segment]) -> Unit:
    """A unit of the encoded text with its places in the file."""
    whole = Unit("", tuple(segments))
    found: list[Segment] = []
    for number, (visible, place, length) in enumerate(unit.segments):
        if length >= 0:
            begin, end = whole.place(place, place + length)
            found.append((visible, begin, end - begin))
            continue
        following = unit.segments[number + 1][0] if number + 1 < len(unit.segments) else len(unit.text)
        position = place
        while position < place + following - visible:
            index = bisect_right(segments, position, key=lambda segment: segment[0]) - 1
            seen, file, size = segments[index]
            found.append((visible + position - place, file + (position - seen if size < 0 else 0), size))
            after = segments[index + 1][0] if index + 1 < len(segments) else place + len(unit.text)
            position = max(after, position + 1)
    return Unit(unit.text, tuple(found), unit.kind)
