"""The head of a story file: front matter in YAML, TOML or JSON, or the bare fields that other programs write.

Every value stays the text that was written, so `NO` is a word and `12:30` a time. What cannot be read
costs one key and no more: the rest is used, with a problem that says where.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Any

from msgspec.structs import replace

from sitegen.languages import words_of
from sitegen.model import Problem
from sitegen.read.decode import line_of
from sitegen.read.header_fields import Header, Value, is_known

SIZE_MAX = 65_536
"""Largest front matter that is read. Unit: characters. Real headers have a few hundred; a parser's worst
cases need far more. Judgement."""

DEPTH_MAX = 16
"""Deepest nesting of lists and mappings that is read. Unit: levels. Real headers have three. Judgement."""

KEY_SHARE = 0.5
"""Share of the lines of an unreadable block that look like ``key: value`` if it was meant as front matter.
Unit: lines per non-blank line. Below it the block is text between two rules and stays text. Judgement."""

FIELDS_MAX = 40
"""Most lines of a head of bare fields. Unit: lines; notes programs and scrapers write up to 20."""

ABOVE_MAX = 8
"""Most lines above a head of bare fields: headlines, an outlet, a day, marks of a database. Judgement."""

_BLANK = r"(?:[ \t]*+[\r\n])*"
_COMMENT = re.compile(rf"{_BLANK}(?:[ \t]*+<!--(?:(?!-->)[\s\S]){{0,5000}}-->{_BLANK}){{0,20}}")
_OPENING = re.compile(r"(---|\+\+\+|\{|-{2}|-{4,5}|[—–]{1,3}-?|;;;|```ya?ml)[ \t]*+(?:\r\n?|\n)")
_CLOSINGS = {
    fence: re.compile(rf"(?<=[\r\n])(?:{closer})[ \t]*+(?:\r\n?|\n|\Z)")
    for fence, closer in (
        ("---", r"---|\.\.\."),
        ("+++", r"\+\+\+"),
        ("{", r"\}"),
        (";;;", ";;;"),
        ("—", "[-—–]{1,5}|```"),
    )
}
_KEY = re.compile(r"""^["']?([^\W\d][\w .\-]{0,40})["']?[ \t]*[:=](?:[ \t]|$)""")
_TIGHT = re.compile(r"^([A-Za-z][\w-]*):(?=[^\s:/])", re.MULTILINE)
"""A key whose colon has no blank behind it, which YAML takes for one word."""
_JSON_KEY = re.compile(r"""^[ \t]*"([^"\\]{1,40})"[ \t]*:""")
_JSON_LINE = re.compile(r"""^[ \t]*"([^"\\]{1,40})"[ \t]*:[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s"\[{,]+))""")
_SIMPLE = re.compile(
    r"""\A([^\W\d]\w*+):(?:[ ]++(?:
        "(?P<double>[^"\\]*)"
        |'(?P<single>[^']*)'
        |\[(?P<list>(?:[ ]*[^\W_][^\[\]{}"'#&*!|>%@`:,]*(?:,(?=.*\w[^,]*\])|(?=\])))*)\]
        |(?P<bare>[^\W_](?:[^:#]|:(?![ ]|$)|(?<![ ])\#)*?)
    ))?[ ]*""",
    re.VERBOSE,
)
_KEPT_BACK = re.compile(
    r"""^[ \t>*-]*["']?(?:(?:is[_-]?)?draft["']?[ \t]*[:=][ \t]*["']?"""
    r"""(?!false|no\b|off|0|null|~|["'#\r\n]|$)"""
    r"""|publish(?:ed)?["']?[ \t]*[:=][ \t]*["']?(?:false|no|off|0)\b"""
    r"""|(?:post[_-]?)?status["']?[ \t]*[:=][ \t]*["']?(?:draft|private|pending)\b)""",
    re.IGNORECASE | re.MULTILINE,
)
_FIELD = re.compile(
    r"""\A[ \t]*+(?:[-*>\#][ \t]+|\#\+)?[*_:]{0,2}
        (?P<key>[^\W\d_][\w.\-]*+(?:[ ][\w.\-]++){0,3})[*_]{0,2}(?:[ \u00a0\u202f]?(?:::?)[*_]{0,2}
        (?:[ \t]++(?P<value>\S.*))?|：[ \t]*(?P<wide>\S.*)?|(?-i:(?<=[A-Z]{2}))=(?P<equal>\S.*))$""",
    re.VERBOSE,
)
_MARKED_FIELD = re.compile(
    r"\A[ \t]*+(?:\[(?P<boxed>[^\W\d_][\w .-]{0,40})\]:?[ \t]+|(?P<tabbed>[^\W\d_][\w .-]{0,40})\t[ \t]*)"
    r"(?P<value>\S.*)$"
)
"""A key in square brackets, or before a tab."""
_SAVED = re.compile(
    r"\A[ \t]*+(?:archived|retrieved|saved|downloaded|scraped|fetched|accessed|captured)(?: from)?:?"
    r"[ \t]+(?P<url>https?://\S+)(?:[ \t]+(?:on|at|am|le)[ \t]+.{6,40}|[ \t]+\([^()]*\))?[ \t]*$",
    re.IGNORECASE,
)
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")
_NOTE_VALUE = re.compile(r":[ \t]++(?:\[\[.{0,400}\]\]|\[?#\w.{0,400})[ \t]*\n?$")
"""What notes programs write and read though it is no YAML: links, and tags with their mark."""
_COMMA_TOO_MANY = re.compile(r",(?=\s{0,40}[}\]])")
_SIGN = re.compile(r"\A(?:!!\w+|&\w+)[ ]+(?=[^\[{])")
"""What YAML lets stand before a value: its kind, or a name for it."""
_OPEN_END = re.compile(r"\s(?=;;;)")
_LISTED = re.compile(r"\A[ \t]*+[-*+][ \t]+(\S.*)")
_BODY_KEYS = frozenset(("text", "body", "content", "article", "story", "full text", "fulltext"))
_MAIL_KEYS = frozenset(("sent", "reply-to", "message-id"))

_CONTINUED = re.compile(r"\A(?:[ \t]++\S|[ \t]*+- )")
_BEHIND_JSON = re.compile(r"(?<![ \t])[ \t]*+(?:;;;[ \t]*+)?(?:\r\n?|\n|\Z)")
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
_PANDOC = re.compile(
    r"(?m:^)%(?P<title>[ \t][^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)\r?\n"
    r"(?:%(?P<author>[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)(?:\r?\n|\Z))"
    r"(?:%(?P<date>[^\r\n]*)(?:\r?\n|\Z))?"
)
_ASCIIDOC = re.compile(
    r"=[ \t]{1,9}(?P<title>\S[^\r\n]{0,300})\r?\n"
    r"(?:(?P<author>[^\W\d_][^<>\r\n:]{0,80}?)[ \t]{0,9}(?:<[^<>\s]{1,100}>)?\r?\n)?"
    r"(?:v?\d[\d.]{0,20},[ \t]*(?P<date>[^\r\n:]{6,40})[^\r\n]{0,100}\r?\n)?"
    r"(?::!?[\w-]{1,60}!?:[^\r\n]{0,300}(?:\r?\n|\Z)){0,40}"
)
"""Title, author, revision and attributes."""


def header(path: str, text: str, *, fenced: bool = False) -> Header:
    r"""Return the head of `text`; none where line 1 is a rule, or no key of it is known.

    `fenced` asks for a head between fences only.

    >>> header("a.md", "---\ntitle: No\n---\nBody.").values
    (('title', 'No'),)
    >>> header("a.txt", "Title: A\nDate: 2026-05-06\n\nBody.").end
    26
    """
    comment = _COMMENT.match(text)
    start = comment.end() if comment else 0
    if text[start : start + 1] in {"{", '"'} and (found := _json_object(text, start)):
        return found
    if opening := _OPENING.match(text, start):
        return _fenced(path, text, opening)
    return Header() if fenced else _of_document(text, start) or _fields(text, start)


class _UnreadableError(Exception):
    """Why a block is no front matter that can be used; `line` counts from 0 in the block."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def _key(line: str) -> str:
    """The key that a line begins with, or nothing."""
    match = _KEY.match(line) or _JSON_KEY.match(line)
    return match[1] if match else ""


def _header(
    text: str, start: int, end: int, values: Mapping[str, Value], places: Mapping[str, int]
) -> Header:
    """A head whose keys stand at some places of the text."""
    lines = tuple((key, line_of(text, place)) for key, place in places.items())
    return Header(end, tuple(values.items()), lines, start=start)


def _fenced(path: str, text: str, opening: re.Match[str]) -> Header:
    """The head between two fences, or the keys behind one that nothing closes."""
    fence = opening[1] if opening[1] in _CLOSINGS else "—"
    first = opening.end()
    if fence == "—" and not is_known(_key(text[first:].partition("\n")[0])):
        return Header()
    closing = _CLOSINGS[fence].search(text, first, first + SIZE_MAX)
    stop = closing.start() if closing else _end_of_keys(text, first)
    fence = "---" if fence == "—" else fence
    block = text[first:stop].replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    problems: list[Problem] = []
    if not closing:
        if not any(is_known(_key(line)) for line in (*block.split("\n"), text[first : first + 100])):
            return Header()
        never = "never closes"
        if len(text) > first + SIZE_MAX:
            never = f"does not close within {SIZE_MAX:,} characters"
        message = f"front matter opens here and {never}; end it with a line {'}' if fence == '{' else fence}"
        problems.append(Problem(path, line_of(text, opening.start(1)), message))
    if fence == "---" and (tight := _TIGHT.match(block)) and is_known(tight[1]):
        block = _TIGHT.sub(r"\1: ", block)
    line = line_of(text, first)
    try:
        values = dict(_READERS[fence](block)) if block.strip() or closing else {}
    except _UnreadableError as error:
        if closing and not _is_meant(block):
            return Header()
        values, left = _salvaged(block, fence)
        if left and closing:
            problems.append(Problem(path, line + error.line, f"{error}; {left}"))
    if not closing and _KEPT_BACK.search(text, first):
        values["draft"] = "true"
    lines, doubles = _key_lines(path, block, line, fence)
    end = closing.end() if closing else stop
    return Header(end, tuple(values.items()), lines, (*problems, *doubles), opening.start())


def _end_of_keys(text: str, first: int) -> int:
    """Where the first line stands that is no key, and goes on behind none."""
    end = first
    for line in text[first : first + SIZE_MAX - 1].splitlines(keepends=True):
        is_whole = line[-1] in "\r\n" or end + len(line) == len(text)
        if not is_whole or not (_key(line) or (end > first and _CONTINUED.match(line))):
            break
        end += len(line)
    return end


def _is_meant(block: str) -> bool:
    """Whether a block that cannot be read was meant as front matter; other text between rules stays text."""
    lines = [line for line in block.split("\n") if line.strip()]
    keys = sum(bool(_key(line)) for line in lines)
    return keys > 0 and keys >= KEY_SHARE * sum(not _CONTINUED.match(line) for line in lines)


def _salvaged(block: str, fence: str) -> tuple[dict[str, Value], str]:
    """What can be read of a broken block, each key for itself, whether it is kept back, and what was lost."""
    values: dict[str, Value] = {}
    lost: list[str] = []
    broken: list[str] = []
    for chunk in _chunks(block, fence):
        try:
            values |= _READERS[fence](chunk)
        except _UnreadableError:
            broken.append(chunk)
            for line in chunk.splitlines() if _are_keys(chunk) else [chunk]:
                key, value = _as_written(line.strip(), fence)
                if value is not None:
                    values[key] = value
                elif key:
                    lost.append(key)
    if _KEPT_BACK.search(block):
        values["draft"] = "true"
    if lost:
        return values, f"{', '.join(lost)} is left out"
    is_of_notes = broken and all(map(_NOTE_VALUE.search, broken))
    return values, "" if is_of_notes else "the values are taken as written"


def _are_keys(chunk: str) -> bool:
    """Whether all lines of a piece are keys with a value, indented by mistake."""
    return "\t" not in chunk and all(
        (match := _KEY.match(line.strip())) and match.end() < len(line.strip()) for line in chunk.splitlines()
    )


def _chunks(block: str, fence: str) -> Iterator[str]:
    """The lines of a block, those that go on behind a key joined to it."""
    pattern = _JSON_KEY if fence == "{" else _KEY
    chunk = ""
    for line in block.split("\n"):
        if pattern.match(line) and chunk:
            yield chunk
            chunk = ""
        if line.strip() and not line.lstrip().startswith("#"):
            chunk += f"{line}\n"
    if chunk:
        yield chunk


def _as_written(chunk: str, fence: str) -> tuple[str, str | None]:
    """The key of a piece that cannot be parsed, and the rest of its line if that is all there is."""
    if fence == "{":
        found = _JSON_LINE.match(chunk)
        return (found[1], found[2] if found[2] is not None else found[3]) if found else ("", None)
    match = _KEY.match(chunk)
    if not match:
        return "", None
    value = _SIGN.sub("", chunk[match.end() :].strip())
    if "\n" in value or value[:1] in tuple("&*!"):
        return match[1], None
    if len(value) > 1 and value[0] in "\"'" and (value[0] == value[-1] or value[0] not in value[1:]):
        value = value[1:].removesuffix(value[0])
    return match[1], value


def _key_lines(
    path: str, block: str, first: int, fence: str
) -> tuple[tuple[tuple[str, int], ...], tuple[Problem, ...]]:
    """The line of each key, and a problem for each key that is there twice."""
    pattern = _JSON_KEY if fence == "{" else _KEY
    lines: dict[str, int] = {}
    doubles = []
    for number, line in enumerate(block.split("\n"), first):
        match = pattern.match(line)
        if match and match[1] in lines and fence == "---":
            doubles.append(Problem(path, number, f"{match[1]} is given twice; only this last value is used"))
        if match:
            lines[match[1]] = number
    return tuple(lines.items()), tuple(doubles)


def _json_object(text: str, start: int) -> Header | None:
    """The head that is one JSON object on one line or several, wherever it ends."""
    window = text[start : start + SIZE_MAX]
    # A comma too many is the commonest slip; a blank in its place leaves every offset as it is.
    mended = _COMMA_TOO_MANY.sub(" ", window)
    added = window[0] == '"'
    if added:  # lines of JSON without its braces, closed by ;;;
        mended = "{" + _OPEN_END.sub("}", mended, count=1)
    try:
        found, end = _DECODER.raw_decode(mended)
        values = _mapping(found)
    except (ValueError, RecursionError, _UnreadableError):
        return None
    behind = _BEHIND_JSON.match(text, start + end - added)
    if not behind or not any(map(is_known, values)):
        return None
    return _header(text, start, behind.end(), values, dict.fromkeys(values, start))


def _of_document(text: str, start: int) -> Header | None:
    """The head of a document of pandoc or AsciiDoc."""
    match = _PANDOC.match(text, start) or _ASCIIDOC.match(text, start)
    if not match or (match[0][0] == "=" and "\n:" not in match[0] and not match["date"]):
        return None
    written = {key: value for key, value in match.groupdict().items() if value and value.strip()}
    values: dict[str, Value] = {key: " ".join(value.split()) for key, value in written.items()}
    if "author" in written:
        values["author"] = [name.strip() for name in re.split(r"[;\n]", written["author"]) if name.strip()]
    return _header(text, start, match.end(), values, {key: match.start(key) for key in values})


def _fields(text: str, start: int) -> Header:
    """The head of ``Key: value`` lines without fences, at the top or below headlines and the like.

    Two lines with a known key make one, or one line that says where the text was saved from.
    """
    above = 0
    while above <= ABOVE_MAX and (line := _LINE.match(text, start)) and line.end() > start:
        content = line[0].strip()
        may_be = ":" in content or "\t" in content or content[:1] == "[" or "=" in content[:20]
        if (may_be or "：" in content) and (found := _field_run(text, start)):
            return found
        if content:
            above += 1
            if len(content) > VALUE_MAX or content[-1] in ".!?" or content.startswith(("```", "~~~")):
                break
        start = line.end()
    return Header()


@cache
def _body_keys() -> frozenset[str]:
    """Return the names of a field with the story itself."""
    return words_of("fields.story") | _BODY_KEYS


@cache
def _mail_keys() -> frozenset[str]:
    """Return the names of the fields of a mail's head."""
    mails = words_of("mail.sender", "mail.recipient", "mail.subject")
    return mails - words_of("fields.title") | _MAIL_KEYS


def _field_run(text: str, start: int) -> Header | None:
    """The run of fields at `start`; blank lines may part known ones, a list may follow a key."""
    values: dict[str, Value] = {}
    places: dict[str, int] = {}
    lists: dict[str, list[Value]] = {}
    facts: list[str] = []
    end, key, least = start, "", 2
    for line in islice(_LINE.finditer(text, start), FIELDS_MAX):
        listed = _LISTED.match(line[0]) if key and (key in lists or not values[key]) else None
        if listed:
            values[key] = lists[key] = [*lists.get(key, ()), listed[1].strip()]
        elif line[0].strip():
            field = _bare_field(line[0].rstrip())
            if not field:
                break
            key, begin, stop, is_saved = field
            if values and key.casefold() in _body_keys():
                end = line.start() + begin
                break
            value = line[0][begin:stop].strip()
            if key in values or key.casefold() in _mail_keys():
                break
            if not is_known(key):
                if end < line.start() or not value or len(value) > VALUE_MAX:
                    break
                facts.append(key)
            values[key], places[key] = value, line.start()
            least = 1 if is_saved else least
        end = line.end() if line[0].strip() else end
    if len(values) - len(facts) < least:
        return None
    return replace(_header(text, start, end, values, places), facts=tuple(facts))


def _bare_field(line: str) -> tuple[str, int, int, bool] | None:
    """The key of a line, where its value stands in it, and whether it says where the text was saved from."""
    if origin := _SAVED.match(line):
        return "url", *origin.span("url"), True
    match = _FIELD.match(line)
    if not match:
        marked = _MARKED_FIELD.match(line)
        key = (marked["boxed"] or marked["tabbed"]).strip() if marked else ""
        return (key, *marked.span("value"), False) if marked and is_known(key) else None
    start = max(map(match.start, ("value", "wide", "equal")))
    return match["key"].strip(), start if start >= 0 else len(line), len(line), False


VALUE_MAX = 120
"""Longest value of a bare field that the head does not know. Unit: characters; what is longer is prose.
Judgement."""


def _yaml(block: str) -> Mapping[str, Value]:
    """The mapping of a YAML block, every scalar as the text written."""
    values = _simple_yaml(block)
    return _full_yaml(block) if values is None else values


def _simple_yaml(block: str) -> Mapping[str, Value] | None:
    """The mapping of a block of ``key: value`` lines that no YAML rule can read in another way."""
    values: dict[str, Value] = {}
    for line in block.splitlines():
        match = _SIMPLE.fullmatch(line) if line.isprintable() else None
        if not match or match[1] in values:
            return None
        values[match[1]] = _simple_value(match)
    return values or None


def _simple_value(match: re.Match[str]) -> Value:
    if match["list"] is not None:
        return [part.strip() for part in match["list"].split(",") if part.strip()]
    return match["double"] or match["single"] or match["bare"] or ""


def _full_yaml(block: str) -> Mapping[str, Value]:
    """The mapping of any YAML block that needs no anchor, alias or tag."""
    import yaml  # noqa: PLC0415 - most stories need no YAML parser, and it is slow to import

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        _refuse_objects(yaml.parse(block, Loader=loader))
        values = yaml.load(block, Loader=loader)  # noqa: S506 - the base loader makes texts only
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or "not valid YAML"
        hint = "; put values that hold a colon in quotes" if "mapping values" in reason else ""
        raise _UnreadableError(f"broken YAML ({reason}){hint}", mark.line if mark else 0) from error
    return _mapping(values)


def _refuse_objects(events: Iterable[Any]) -> None:
    """Nothing, or an error for YAML that shares, builds or nests more than text needs.

    Raises:
        _UnreadableError: an anchor, alias, tag or too deep nesting was found.
    """
    depth = 0
    for event in events:
        line = event.start_mark.line
        name = type(event).__name__
        if name == "AliasEvent" or getattr(event, "anchor", None):
            raise _UnreadableError("YAML anchors and aliases are not accepted; write the value out", line)
        if getattr(event, "tag", None):
            raise _UnreadableError(f"the YAML tag {event.tag!r} is not accepted; write plain text", line)
        depth += name.endswith(("SequenceStartEvent", "MappingStartEvent"))
        depth -= name.endswith(("SequenceEndEvent", "MappingEndEvent"))
        if depth > DEPTH_MAX:
            raise _UnreadableError(f"YAML nested more than {DEPTH_MAX} deep is not accepted", line)


def _toml(block: str) -> Mapping[str, Value]:
    """The mapping of a TOML block, dates and numbers as text."""
    import tomllib  # noqa: PLC0415 - few stories have TOML

    try:
        return _mapping(tomllib.loads(block, parse_float=str))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise _UnreadableError(f"broken TOML ({error})", int(line[1]) - 1 if line else 0) from error
    except RecursionError as error:
        raise _UnreadableError("TOML nested too deep is not accepted") from error


def _json(block: str) -> Mapping[str, Value]:
    """The mapping of a JSON block, numbers as text; a comma too many is passed over."""
    whole = "{" + block.rstrip().rstrip(",") + "}"
    try:
        values = json.loads(whole, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        raise _UnreadableError(f"broken JSON ({error.msg})", error.lineno - 1) from error
    except RecursionError as error:
        raise _UnreadableError("JSON nested too deep is not accepted") from error
    return _mapping(values)


def _mapping(values: object) -> Mapping[str, Value]:
    """`values` as a mapping from text to text, lists and mappings.

    Raises:
        _UnreadableError: it is no mapping with text keys.
    """
    if not isinstance(values, Mapping) or not all(isinstance(key, str) for key in values):
        raise _UnreadableError("front matter must be lines of the form key: value")
    return {_whole(key).strip(): _value(value, 0) for key, value in values.items()}


def _value(value: object, depth: int) -> Value:
    if depth > DEPTH_MAX:
        raise _UnreadableError(f"values nested more than {DEPTH_MAX} deep are not accepted")
    if isinstance(value, Mapping):
        return {_whole(str(key)): _value(part, depth + 1) for key, part in value.items()}
    if isinstance(value, list):
        return [_value(part, depth + 1) for part in value]
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return _whole(str(value))


def _whole(text: str) -> str:
    """`text` without halves of surrogate pairs, which JSON can write and no file can hold."""
    return text.encode("utf-8", "replace").decode()


_READERS: Mapping[str, Callable[[str], Mapping[str, Value]]] = {
    "---": _yaml,
    "+++": _toml,
    "{": _json,
    ";;;": lambda block: _json(block.strip().removeprefix("{").removesuffix("}")),
}
