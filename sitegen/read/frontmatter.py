"""The front matter of a Markdown file: YAML, TOML or JSON, read by the handlers of python-frontmatter.

The handlers see a block only after it was found to be one: closed, small, without anchors, aliases or
tags. Every value stays the text that was written, so `NO` is a word and `12:30` a time. A block that
cannot be read is set aside unread, with a problem that says where.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec import Struct

from sitegen.model import Problem
from sitegen.read.decode import line_of

Value = object
"""A front-matter value: text, or lists and mappings of values."""

SIZE_MAX = 65_536
"""Largest front matter that is read.

Unit: characters. Real headers have a few hundred; a parser's worst cases need far more.
"""

DEPTH_MAX = 16
"""Deepest nesting of lists and mappings that is read. Unit: levels. Real headers have three."""

KEY_SHARE = 0.5
"""Share of the lines of an unreadable block that look like ``key: value`` if it was meant as front matter.

Unit: lines per non-blank line. Below it the block is text between two rules and stays text.
"""

_OPENING = re.compile(r"(?:[ \t]*+(?:\r\n?|\n))*+(---|\+\+\+|\{)[ \t]*+(?:\r\n?|\n)")
_CLOSINGS = {
    fence: re.compile(rf"(?<=[\r\n])(?:{closer})[ \t]*+(?:\r\n?|\n|\Z)")
    for fence, closer in (("---", r"---|\.\.\."), ("+++", r"\+\+\+"), ("{", r"\}"))
}
_KEY = re.compile(r"""^["']?([^\W\d][\w .\-]{0,40})["']?[ \t]*[:=](?:[ \t]|$)""")
_JSON_KEY = re.compile(r"""^[ \t]*"([^"\\]{1,40})"[ \t]*:""")
_SIMPLE = re.compile(
    r"""([^\W\d]\w*):(?:[ ]+(?:
        "(?P<double>[^"\\]*)"
        |'(?P<single>[^']*)'
        |\[(?P<list>(?:[ ]*[^\W_][^\[\]{}"'#&*!|>%@`:,]*(?:,(?=.*\w[^,]*\])|(?=\])))*)\]
        |(?P<bare>[^\W_](?:[^:#]|:(?![ ]|$)|(?<![ ])\#)*?)
    ))?[ ]*""",
    re.VERBOSE,
)


class Header(Struct, frozen=True):
    """The front matter of a file."""

    end: int = 0
    """Where the body begins; 0 without front matter."""
    values: tuple[tuple[str, Value], ...] = ()
    """Keys as written, in file order."""
    lines: tuple[tuple[str, int], ...] = ()
    """The line of the file on which a key stands."""
    problems: tuple[Problem, ...] = ()

    def line(self, key: str) -> int:
        """Line of the file that holds `key`, or 0."""
        return dict(self.lines).get(key, 0)


def header(path: str, text: str) -> Header:
    r"""The front matter at the start of `text`; none where line 1 is a rule or the block is not closed.

    >>> header("a.md", "---\ntitle: No\n---\nBody.").values
    (('title', 'No'),)
    """
    opening = _OPENING.match(text)
    if not opening:
        return Header()
    fence, start = opening[1], opening.end()
    closing = _CLOSINGS[fence].search(text, start, start + SIZE_MAX)
    if not closing:
        return _unclosed(path, text, opening, fence)
    block = text[start : closing.start()].replace("\r\n", "\n").replace("\r", "\n")
    first = line_of(text, start)
    try:
        values = _READERS[fence](block)
    except _UnreadableError as error:
        return _unread(path, first, error, block, closing.end())
    lines, doubles = _key_lines(path, block, first, fence)
    return Header(closing.end(), tuple(values.items()), lines, doubles)


def plain(value: Value) -> str:
    """A value in one line of text: as written, or as JSON where it has parts."""
    if isinstance(value, str):
        return value.strip()
    return json.dumps(value, ensure_ascii=False)


class _UnreadableError(Exception):
    """Why a block is no front matter that can be used; `line` counts from 0 in the block."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def _unclosed(path: str, text: str, opening: re.Match[str], fence: str) -> Header:
    """No values: the run of keys behind an opening line that nothing closes is set aside."""
    end = opening.end()
    for line in text[end : end + SIZE_MAX].splitlines(keepends=True):
        if not _looks_like_key(line):
            break
        end += len(line)
    if end == opening.end():
        return Header()
    closer = "}" if fence == "{" else fence
    message = f"front matter opens here and never closes; end it with a line {closer} (none of it is used)"
    if len(text) > opening.end() + SIZE_MAX:
        message = f"front matter does not close within {SIZE_MAX:,} characters; end it with a line {closer}"
    return Header(end, problems=(Problem(path, line_of(text, opening.start(1)), message),))


def _unread(path: str, first: int, error: _UnreadableError, block: str, end: int) -> Header:
    """No values: a block that was meant as front matter is set aside, other text stays text."""
    lines = [line for line in block.split("\n") if line.strip()]
    keys = sum(_looks_like_key(line) for line in lines)
    if not lines or not keys or keys < KEY_SHARE * len(lines):
        return Header()
    problem = Problem(path, first + error.line, f"{error}; nothing of this front matter is used")
    return Header(end, problems=(problem,))


def _looks_like_key(line: str) -> bool:
    return bool(_KEY.match(line) or _JSON_KEY.match(line))


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
    from frontmatter.default_handlers import YAMLHandler  # noqa: PLC0415 - the same

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        _refuse_objects(yaml.parse(block, Loader=loader))
        values = YAMLHandler().load(block, Loader=loader)
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

    from frontmatter.default_handlers import BaseHandler  # noqa: PLC0415 - the same

    class Handler(BaseHandler):
        """The TOML handler of python-frontmatter on the parser of the standard library."""

        FM_BOUNDARY = re.compile(r"^\+{3,}\s*$", re.MULTILINE)

        def load(self, fm: str) -> dict[str, object]:
            return tomllib.loads(fm, parse_float=str)

    try:
        return _mapping(Handler().load(block))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise _UnreadableError(f"broken TOML ({error})", int(line[1]) - 1 if line else 0) from error
    except RecursionError as error:
        raise _UnreadableError("TOML nested too deep is not accepted") from error


def _json(block: str) -> Mapping[str, Value]:
    """The mapping of a JSON block, numbers as text."""
    from frontmatter.default_handlers import JSONHandler  # noqa: PLC0415 - few stories have JSON

    try:
        values = JSONHandler().load("{" + block + "}", parse_int=str, parse_float=str, parse_constant=str)
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


_READERS: Mapping[str, Callable[[str], Mapping[str, Value]]] = {"---": _yaml, "+++": _toml, "{": _json}
