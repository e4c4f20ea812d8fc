"""What overrides.toml says: a person's decisions on grouping and wording, each with its reason.

The file is read strictly: each message names the line and what to write instead. What can only be seen beside
the stories (a story that is gone, a sentence that was edited) stops nothing: `problems` tells it. A decision
is written into its text, and taken out again, with the rest of the text left as it is.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from difflib import get_close_matches, unified_diff
from functools import cached_property
from typing import Any, NoReturn

from msgspec import Struct

from sitegen import SettingsError
from sitegen.digest.stages import same_words, says
from sitegen.group import Bonds, bonds
from sitegen.model import Decision, Problem, Story

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
    placed = []
    ends = [*[start for _, start, _ in heads], len(text)][1:]
    for (kind, start, keys), after in zip(heads, ends, strict=True):
        end = after
        # Blank lines and comments behind its last value belong to no table.
        while _UNCOUNTED.fullmatch(text, line := max(start, text.rfind("\n", start, end - 1) + 1), end):
            end = line
        placed.append(FilePlace(kind, keys.pop(""), keys, start, end))
    return tuple(placed)


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


HINTS = 3
"""Stories that are not there for which the one meant is looked for: each takes 10 ms. Judgement."""

MOVED = 500
"""Stories among which one is looked for that a mistaken path may mean. Judgement."""


class Overrides(Struct, frozen=True, dict=True):
    """A person's decisions, in the order of the file."""

    entries: tuple[DecisionTable, ...] = ()

    @cached_property
    def ignored(self) -> dict[str, Decision]:
        """The stories that a person left out, with the decision, by path."""
        return {path: each for each in self._of("ignore") for path in each.stories}

    @cached_property
    def groups(self) -> Bonds:
        """What is to be together and apart, whether or not the stories are there."""
        pairs = [(each.stories[0], other) for each in self._of("apart") for other in each.stories[1:]]
        return bonds([each.stories for each in self._of("together")], pairs)

    def between(self, one: str, other: str) -> tuple[Decision, ...]:
        """The decisions by which two stories are together or apart; none where nobody decided it."""
        block_of = self.groups.block_of
        mine, its = set(block_of.get(one, (one,))), set(block_of.get(other, (other,)))
        if mine & its:
            return tuple([each for each in self._of("together") if mine & set(each.stories)])
        found = []
        for each in self._of("apart"):
            first, *others = each.stories
            if (first in mine and its & {*others}) or (first in its and mine & {*others}):
                found.append(each)
        return tuple(found)

    def for_group(self, paths: Iterable[str]) -> tuple[Decision, ...]:
        """What touches a group of stories, in the order of the file; of several headlines the first."""
        places = sorted({at for path in paths for at in self._touched.get(path, ())})
        found = [self.entries[at].decision for at in places]
        titles = [each for each in found if each.kind == "title"]
        return tuple([each for each in found if each not in titles[1:]])

    @cached_property
    def _touched(self) -> dict[str, list[int]]:
        """The decisions that a story's page tells of, by its path."""
        touched: dict[str, list[int]] = {}
        for at, entry in enumerate(self.entries):
            for path in entry.decision.stories if entry.decision.kind != "ignore" else ():
                touched.setdefault(path, []).append(at)
        return touched

    def _of(self, kind: str) -> list[Decision]:
        return [entry.decision for entry in self.entries if entry.decision.kind == kind]


def read(raw: bytes) -> Overrides:
    """The decisions that the bytes of the file state, in their order.

    Raises:
        SettingsError: the file is no TOML, a decision lacks something or has something unknown, or two
            contradict each other.
    """
    text = decoded(raw)
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        told = re.fullmatch(r"(.*?)(?: \(at line (\d+), column \d+\))?", str(error), re.DOTALL)
        what, line = (told[1], told[2]) if told else (str(error), None)
        refuse(int(line) if line else 0, f"is not valid TOML: {what}")
    found = places(text) if tables else ()
    for name, value in tables.items():
        _check_kind(name, value, found, text)
    waiting = {kind: iter(value) for kind, value in tables.items()}
    entries = [DecisionTable(place.line, _decision(next(waiting[place.kind]), place)) for place in found]
    _check_together(entries)
    _check_sentences(entries)
    return Overrides(tuple(entries))


def _check_together(entries: Iterable[DecisionTable]) -> None:
    """Raise where two stories are to be together and apart."""
    tied = [entry for entry in entries if entry.decision.kind == "together"]
    home = bonds([each.decision.stories for each in tied], ()).block_of
    for entry in entries:
        if entry.decision.kind != "apart":
            continue
        first, *others = entry.decision.stories
        for other in others:
            if first in home and home[first] is home.get(other):
                lines = [str(each.line) for each in tied if set(each.decision.stories) & set(home[first])]
                where = f"line{'s' if len(lines) > 1 else ''} {', '.join(lines)}"
                what = f"'{first}' and '{other}' are to be apart here and together by {where}"
                refuse(entry.line, f"{what}; remove one of them")


def _check_sentences(entries: Iterable[DecisionTable]) -> None:
    """Raise where one sentence is to be kept and dropped."""
    said: dict[tuple[str, str], DecisionTable] = {}
    for entry in entries:
        decision = entry.decision
        if decision.kind in {"keep", "drop"}:
            other = said.setdefault((decision.stories[0], same_words(decision.text)), entry)
            if other.decision.kind != decision.kind:
                refuse(
                    entry.line,
                    f"a sentence of '{decision.stories[0]}' is to be {decision.kind} here and "
                    f"{other.decision.kind} by line {other.line}; remove one of them",
                )


def problems(
    overrides: Overrides,
    known: Collection[str],
    group: Callable[[str], tuple[str, ...] | None],
    story: Callable[[str], Story],
) -> tuple[Problem, ...]:
    """What does not apply to the stories as they are; the rest does.

    `known` holds the path of every story; `group` gives the stories that share a page with one, None for a
    story that is on no page; `story` gives those that a sentence is looked for in.
    """
    unknown = [path for entry in overrides.entries for path in entry.decision.stories if path not in known]
    likely = {path: meant(path, known) for path in unknown[:HINTS]}

    def absent(path: str, kind: str) -> str:
        """Why a decision cannot touch the story `path`; empty where it can."""
        if path not in known:
            near = likely.get(path)
            hint = f"did you mean '{near}'?" if near else "name it by its path in the content folder"
            return f"no story '{path}'; {hint}"
        if kind == "ignore":
            return ""
        if path in overrides.ignored:
            return f"'{path}' is left out by an [[ignore]], so this does not touch it; remove one of them"
        return "" if group(path) else f"'{path}' is a draft or holds no sentence, so it stands on no page"

    titled: dict[tuple[str, ...], int] = {}
    found: list[Problem] = []
    for entry in overrides.entries:
        decision, path = entry.decision, entry.decision.stories[0]
        faults = [fault for each in decision.stories if (fault := absent(each, decision.kind))]
        if not faults and decision.kind in {"keep", "drop"} and not says(story(path), decision.text):
            faults = [_unsaid(story(path), decision)]
        if not faults and decision.kind == "title":
            first = titled.setdefault(group(path) or (), entry.line)
            if first != entry.line:
                told = f"the digest of '{path}' has a headline by line {first}, which counts"
                faults = [f"{told}; remove one of them"]
        found += [Problem(FILE, entry.line, fault) for fault in faults]
    return tuple(found)


def meant(path: str, known: Collection[str]) -> str:
    """The story that a mistaken path may mean: one of that name elsewhere, or one written much alike."""
    name = path.replace("\\", "/").rsplit("/", 1)[-1]
    moved = sorted([other for other in known if other == name or other.endswith(f"/{name}")])
    if moved:
        return moved[0]
    like = sorted([other for other in known if other[:2] == path[:2] and abs(len(other) - len(path)) < 4])
    near = get_close_matches(path, like[:MOVED], 1, 0.6)
    return near[0] if near else ""


def _unsaid(story: Story, decision: Decision) -> str:
    """That a story does not have a sentence, and which of its own is the most like it."""
    words = set(decision.text.split())
    said = [said.text for said in story.sentences] + [aside.text for aside in story.asides]
    best = max(said, key=lambda text: len(words & set(text.split())), default="")
    near = f"; the nearest is: {best}" if words & set(best.split()) else ""
    return f"'{story.path}' has no sentence {decision.text!r}{near}"


WIDE = 90
"""Characters of a list of stories from which on each stands on a line of its own. Judgement."""


def written(text: str, decision: Decision) -> str:
    """The text of overrides.toml with `decision` behind all others.

    Raises:
        SettingsError: the file is wrong as it is, or would be with it: it contradicts another decision.
    """
    table = _table(decision)
    gap = "" if not text else "\n" if text.endswith("\n") else "\n\n"
    added = f"{gap}[[{decision.kind}]]\n{table}"
    whole = text + (added.replace("\n", "\r\n") if "\r\n" in text else added)
    try:
        read(whole.encode())
    except SettingsError as error:
        raise SettingsError(f"not written, because then {error}") from error
    return whole


def _table(decision: Decision) -> str:
    """The keys of a decision, a line each; many stories a line each."""
    import tomlkit  # noqa: PLC0415 a build writes no decision

    table = tomlkit.document()
    if "stories" in FORMS[decision.kind]:
        stories = tomlkit.array()
        stories.extend(decision.stories)
        table["stories"] = stories.multiline(len(stories.as_string()) > WIDE)
    else:
        table["story"] = decision.stories[0]
    if decision.text:
        table["title" if decision.kind == "title" else "text"] = decision.text
    table["reason"] = decision.reason
    for key, value in (("by", decision.by), ("date", decision.date)):
        if value:
            table[key] = value
    return tomlkit.dumps(table)


def withdrawn(text: str, decision: Decision) -> str:
    """The text of overrides.toml without `decision`, the last of equal ones; comments around it stay.

    The text itself where it has no such decision.
    """
    entries = read(text.encode()).entries
    at = max((at for at, entry in enumerate(entries) if entry.decision == decision), default=None)
    if at is None:
        return text
    place = places(text)[at]
    before, behind = text[: place.start], text[place.end :]
    end = "\r\n" if "\r\n" in text else "\n"
    if not behind:
        return before.removesuffix(end)
    return before + (behind.removeprefix(end) if not before or before.endswith(end * 2) else behind)


def changes(before: str, after: str) -> tuple[str, ...]:
    """What is new in overrides.toml, line by line, as a unified diff."""
    return tuple(unified_diff(before.splitlines(), after.splitlines(), FILE, FILE, lineterm=""))
