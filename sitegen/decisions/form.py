"""The tables of overrides.toml, read strictly: each message names the line and what to write instead."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any, NoReturn

from msgspec import Struct

from sitegen.errors import SettingsError
from sitegen.model import Decision

FILE = "overrides.toml"
"""Name of the file, in the site's folder."""

FORMS = {
    "together": {"stories": "two stories or more", "reason": "a text"},
    "apart": {"stories": "two stories or more", "reason": "a text"},
    "ignore": {"stories": "a list of stories", "reason": "a text"},
    "keep": {"story": "the path of a story", "text": "a sentence of it", "reason": "a text"},
    "drop": {"story": "the path of a story", "text": "a sentence of it", "reason": "a text"},
    "title": {"story": "the path of a story", "title": "a headline", "reason": "a text"},
    "note": {"story": "the path of a story", "text": "a text", "reason": "a text"},
}
"""The kinds of decisions, with the keys that each must have and what those hold."""

SIGNED = {"by": "a name", "date": "a day, such as 2026-05-04"}
"""The keys that any decision may have besides."""


class DecisionTable(Struct, frozen=True, gc=False):
    """A decision and where it stands in the file."""

    line: int
    """Counted from 1."""
    decision: Decision


class FilePlace(Struct, frozen=True, gc=False):
    """Where a table stands in the text of the file."""

    kind: str
    line: int
    keys: dict[str, int]
    """The line of each key."""
    start: int
    """Of its heading, in characters; it ends where its last value does."""
    end: int


def read_tables(raw: bytes) -> tuple[DecisionTable, ...]:
    """The decisions that the bytes of the file state, in their order.

    Raises:
        SettingsError: the file is no TOML, a decision lacks something or has something unknown.
    """
    text = decoded(raw)
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        told = re.fullmatch(r"(.*?)(?: \(at line (\d+), column \d+\))?", str(error), re.DOTALL)
        what, line = (told[1], told[2]) if told else (str(error), None)
        refuse(int(line) if line else 0, f"is not valid TOML: {what}")
    if not tables:
        return ()
    found = places(text)
    for name, value in tables.items():
        _check_kind(name, value, found, text)
    waiting = {kind: iter(value) for kind, value in tables.items()}
    return tuple([DecisionTable(place.line, _decision(next(waiting[place.kind]), place)) for place in found])


def decoded(raw: bytes) -> str:
    """The text of the file, without a byte-order mark."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingsError(f"{FILE}: is not UTF-8 text; save it as UTF-8") from error


_TOKEN = re.compile(
    r"""^[ \t]*\[\[[ \t]*["']?(?P<kind>[\w-]+)["']?[ \t]*\]\]|^[ \t]*(?P<key>[\w-]+)[ \t]*="""
    r"""|"{3}(?:\\.|[^\\])*?"{3,5}|'{3}.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|#[^\n]*""",
    re.MULTILINE | re.DOTALL,
)
_UNCOUNTED = re.compile(r"[ \t]*(?:#(?!.*(?:\"\"\"|''')).*)?\r?\n?")
"""A blank line or a comment, which belongs to no table when it stands at its end."""


def places(text: str) -> tuple[FilePlace, ...]:
    """Where each table stands in the text of the file, but for those inside strings and comments."""
    heads: list[tuple[str, int, dict[str, int]]] = []
    line = counted = 0
    for found in _TOKEN.finditer(text):
        if found["kind"] or (found["key"] and heads):
            line += text.count("\n", counted, found.start())
            counted = found.start()
        if found["kind"]:
            heads.append((found["kind"], found.start(), {"": line + 1}))
        elif found["key"] and heads:
            heads[-1][2].setdefault(found["key"], line + 1)
    ends = [*[start for _, start, _ in heads], len(text)][1:]
    return tuple(
        [
            FilePlace(kind, keys.pop(""), keys, start, _end(text, start, end))
            for (kind, start, keys), end in zip(heads, ends, strict=True)
        ]
    )


def _end(text: str, start: int, end: int) -> int:
    """Return where a table ends that has no other before `end`: behind its last value."""
    while start < end:
        line = max(start, text.rfind("\n", start, end - 1) + 1)
        if not _UNCOUNTED.fullmatch(text, line, end):
            break
        end = line
    return end


def refuse(line: int, message: str) -> NoReturn:
    """Raise the error that names a line of the file; 0 for the file as a whole."""
    where = f"{FILE}:{line}" if line else FILE
    raise SettingsError(f"{where}: {message}")


def _nearest(name: str, names: Collection[str], what: str) -> str:
    near = get_close_matches(name, names, 1, 0.5)
    return f"did you mean '{near[0]}'?" if near else f"{what} are {', '.join(names)}"


def _check_kind(name: str, value: object, found: Iterable[FilePlace], text: str) -> None:
    """Raise where a table of the file is of no known kind, or is no list of tables."""
    heads = [place for place in found if place.kind == name]
    if name not in FORMS:
        spot = re.search(rf"^[ \t]*\[*[ \t]*[\"']?{re.escape(name)}\b", text, re.MULTILINE)
        line = heads[0].line if heads else text.count("\n", 0, spot.start()) + 1 if spot else 0
        refuse(line, f"unknown key '{name}'; {_nearest(name, FORMS, 'the kinds of decisions')}")
    if not isinstance(value, list) or len(heads) != len(value):
        refuse(0, f"'{name}' is not written as tables; begin each decision with a line [[{name}]]")


def _decision(table: Mapping[str, Any], place: FilePlace) -> Decision:
    """The decision of one table."""
    form, kind = FORMS[place.kind], place.kind
    for key in table:
        if key not in form and key not in SIGNED:
            names = (*form, *SIGNED)
            refuse(
                place.keys.get(key, place.line),
                f"unknown key '{key}' in [[{kind}]]; {_nearest(key, names, 'its keys')}",
            )
    for key, what in form.items():
        if key not in table:
            refuse(place.line, f"[[{kind}]] lacks '{key}'; add {key} = {_example(key)}: {what}")

    def one(key: str) -> str:
        value = table.get(key, "")
        if not isinstance(value, str) or (key in table and not value.strip()):
            what = {**form, **SIGNED}[key]
            refuse(place.keys.get(key, place.line), f"'{key}' is {value!r}; it must be {what}, not empty")
        return " ".join(value.split())

    stories = _stories(table["stories"], place) if "stories" in form else (one("story"),)
    said = one("title") if kind == "title" else one("text") if "text" in form else ""
    return Decision(kind, stories, one("reason"), said, one("by"), _day(table.get("date"), place))


def _example(key: str) -> str:
    return {"stories": '["a.txt", "b.md"]', "story": '"a.txt"'}.get(key, '"…"')


def _stories(value: object, place: FilePlace) -> tuple[str, ...]:
    """The stories of a decision, each once."""
    least = 1 if place.kind == "ignore" else 2
    good = isinstance(value, list) and all(isinstance(each, str) and each.strip() for each in value)
    found = tuple(dict.fromkeys(value)) if isinstance(value, list) and good else ()
    if len(found) < least:
        refuse(
            place.keys.get("stories", place.line),
            f"'stories' is {value!r}; [[{place.kind}]] takes {FORMS[place.kind]['stories']}, "
            f"such as {_example('stories')}",
        )
    return found


def _day(value: object, place: FilePlace) -> str:
    """A day as YYYY-MM-DD; empty where there is none."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    try:
        return (value if isinstance(value, date) else date.fromisoformat(str(value))).isoformat()
    except ValueError:
        refuse(place.keys.get("date", place.line), f"'date' is {value!r}; it must be {SIGNED['date']}")
