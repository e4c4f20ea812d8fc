"""Fields: rows of tables, definitions and ``Key: value`` lines as units that say what they are about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sitegen.model import Unit
from sitegen.read.mapped import MappedText, runs

if TYPE_CHECKING:
    from sitegen.read.html import Cell

NAME_MAX = 60
"""Longest name of a field. Unit: characters; table heads and keys have 3 to 40."""

NAME_WORDS = 5
"""Most words of the key of a line. Unit: words; what is longer opens a sentence. Judgement."""

VALUE_MAX = 160
"""Longest value of a field. Unit: characters; a longer cell is a text with sentences of its own.
Judgement."""

LINE_VALUE_MAX = 110
"""Longest value of a ``Key: value`` line. Unit: characters; longer ones are remarks with a label.
Judgement."""

CELL_UNITS = 3
"""Most blocks in one cell of a table of facts. Unit: blocks; tables that lay a page out have dozens.
Judgement."""

LINKED_MAX = 0.5
"""Largest share of link text in a table of facts. Unit: 0 to 1; menus have 1, tables of products some."""

_LINE = re.compile(
    r"(?:[-•*]\s+)?[*_]{0,2}(?P<key>[^\W\d_a-z][^:：=|.!?*\"“”„]{0,50}?)[*_]{0,2}\s?(?P<mark>::?|：)[*_]{0,2}\s+(?P<value>\S.*)"
)
_RULE = re.compile(r"[|+][-+=|: ]*")
_PROSE = re.compile(r"[.!?。！？][\"'’”»)\]]*(?:\s|$)")
_BLANK_LINE = re.compile(r"\n[ \t]*\r?\n|\r[ \t]*\r")
_SPEAKER = re.compile(r"[QAF]|[^\W\d_a-z]+(?:[ .'-][^\W\d_a-z]+)*(?:\s\(.*\))?")
_LABELS_WORDS = """
    note update correction editor's note read more watch photo image caption video listen related
    see also live breaking by source via byline from to subject cc date sent
"""
_LABELS = frozenset(_LABELS_WORDS.split())


def is_line(text: str) -> bool:
    """Return whether a line may be a field: a short key, a colon, a value that is no prose.

    >>> is_line("Fixed in: 2.4.1"), is_line("Note: The bridge stays shut until May, the mayor said.")
    (True, False)
    """
    return _split(text) is not None


def are_lines(lines: Sequence[str]) -> bool:
    """Return whether several lines in a row are fields: each of its own key, none of them a speaker's."""
    found = [_split(line) for line in lines]
    keys = {each[0].casefold() for each in found if each}
    return len(lines) > 1 and len(keys) == len(lines)


def _split(text: str) -> tuple[str, str] | None:
    """The key and value of a line."""
    match = _LINE.fullmatch(text) if ":" in text[:NAME_MAX] or "：" in text[:NAME_MAX] else None
    if not match:
        return None
    key, value = match["key"].strip(), match["value"]
    if len(key.split()) > NAME_WORDS or len(value) > LINE_VALUE_MAX or key.casefold() in _LABELS:
        return None
    told = _PROSE.search(value)
    if told and (told.end() < len(value) or len(value.split()) > 6 or _SPEAKER.fullmatch(key)):
        return None
    return (key, value) if not (key.isupper() and len(value.split()) > 6) else None


def keyed(units: Sequence[Unit], decoded: str, *, is_page: bool) -> Sequence[Unit]:
    """Return the units, runs of ``Key: value`` lines as fields; in a text a blank line ends a run."""
    found = [
        (":" in unit.text or "：" in unit.text) and unit.main and unit.kind in _PLAIN and is_line(unit.text)
        for unit in units
    ]
    return units if sum(found) < 2 else tuple(_keyed(units, found, decoded, is_page=is_page))


def _keyed(units: Sequence[Unit], found: Sequence[bool], decoded: str, *, is_page: bool) -> Iterator[Unit]:
    """Yield the units, those of runs of the lines that are `found` to be fields as such."""
    runs: list[int] = []
    for number, is_field in enumerate(found):
        goes_on = number > 0 and is_field and found[number - 1]
        if goes_on and not is_page:
            between = decoded[
                units[number - 1].place(0, len(units[number - 1].text))[1] : units[number].segments[0][1]
            ]
            goes_on = not _BLANK_LINE.search(between)
        runs.append(runs[-1] if goes_on else number)
    for run, pairs in groupby(zip(runs, units, strict=True), lambda pair: pair[0]):
        lines = [unit for _, unit in pairs]
        if not found[run] or not are_lines([unit.text for unit in lines]):
            yield from lines
            continue
        for unit in lines:
            split = _split(unit.text)
            yield replace(unit, kind="field", field=split[0]) if split else unit


def rows(units: Sequence[Unit]) -> Iterator[Unit]:
    """Yield the units of a text, the lines of a table drawn with bars or tabs as its rows."""
    for mark, run in groupby(units, _mark):
        lines = list(run)
        table = [unit for unit in lines if not _RULE.fullmatch(unit.text)]
        if not mark or len(table) < 2 or len({unit.text.count(mark) for unit in table}) > 1:
            yield from lines
            continue
        for unit in lines:
            if unit not in table:
                yield unit
                continue
            cells = [[cell] if cell else [] for cell in _cells(unit, mark)]
            yield from row(cells, heads=unit is table[0], columns=len(cells))


def _mark(unit: Unit) -> str:
    """The mark between the cells of a line of a table, or nothing; what was put together is no row."""
    if unit.kind != "line" or len(unit.segments) > 1 or not (unit.text[0] in "|+" or "\t" in unit.text):
        return ""
    is_drawn = _RULE.fullmatch(unit.text) or (unit.text[0] == unit.text[-1] == "|" and len(unit.text) > 2)
    return "|" if is_drawn else "\t" if "\t" in unit.text else ""


def _cells(unit: Unit, mark: str) -> Iterator[Unit | None]:
    """Yield the cells of a line of a table; None for one without words."""
    position = 0
    for words in unit.text.strip("|").split(mark):
        start = unit.text.index(words, position)
        position = start + len(words)
        text = words.strip()
        place = unit.place(start, position)[0] + len(words) - len(words.lstrip())
        yield Unit(text, ((0, place, -1),), "cell") if text else None


_PLAIN = frozenset(("line", "paragraph", "item"))


def row(cells: Sequence[Sequence[Unit]], *, heads: bool, columns: int) -> Iterator[Unit]:
    """Yield the units of one row of a table: one field, or the cells where they are none.

    A head of two columns says nothing that the rows do not; of more columns it says what is in them.
    """
    filled = [cell for cell in cells if cell]
    units = [unit for cell in filled for unit in cell]
    if len(filled) < 2 or not cells[0] or (heads and columns < 3) or not _are_facts(filled):
        yield from units
        return
    yield _joined(filled)


def _are_facts(cells: Sequence[Sequence[Unit]]) -> bool:
    """Whether the cells of a row are a name and short values."""
    name = cells[0][0].text
    if len(cells[0]) > 1 or len(name) > NAME_MAX or not any(map(str.isalnum, name)):
        return False
    return all(
        len(cell) <= CELL_UNITS and sum(len(unit.text) for unit in cell) <= VALUE_MAX for cell in cells[1:]
    )


def _joined(cells: Sequence[Sequence[Unit]]) -> Unit:
    """One unit of a row: the name, a colon, the values with dots between."""
    first, *values = [unit for cell in cells for unit in cell]
    made = MappedText()
    for number, unit in enumerate((first, *values)):
        if number:
            mark = " · " if number > 1 else " " if first.text[-1] in ":：" else ": "
            for sign in mark[:-1]:
                made.add(sign, made.end, 0)
            made.add(" ", made.end, max(unit.segments[0][1] - made.end, 0))
        for run in runs(unit):
            made.add(*run)
    linked = sum(unit.linked for unit in (first, *values))
    main = any(unit.main for unit in (first, *values))
    text = "".join(made.parts)
    return Unit(text, tuple(made.segments), "field", first.path, linked, main, first.text.rstrip(" :："))


def tables(units: Sequence[Unit], cells: Iterable[Cell]) -> Iterator[Unit]:
    """Yield the units of a page, the rows of its tables of facts and its definitions as fields."""
    places = {cell.unit: cell for cell in cells}
    for table, run in groupby(
        enumerate(units), lambda each: places[each[0]].table if each[0] in places else 0
    ):
        numbered = list(run)
        inside = [unit for _, unit in numbered]
        if not table or not _is_of_facts(inside):
            yield from inside
            continue
        columns = max(0, *[places[number].column for number, _ in numbered]) + 1
        for _, in_row in groupby(numbered, lambda each: places[each[0]].row):
            parts = list(in_row)
            filled: list[list[Unit]] = [[] for _ in range(columns)]
            for number, unit in parts:
                filled[max(places[number].column, 0)].append(unit)
            heads = all(places[number].heads for number, _ in parts)
            yield from row(filled, heads=heads, columns=columns)


def _is_of_facts(units: Sequence[Unit]) -> bool:
    """Whether a table holds facts of the article and not the page's layout or menus."""
    linked, length = sum(unit.linked for unit in units), sum(len(unit.text) for unit in units)
    longest = max(len(unit.text) for unit in units)
    return any(unit.main for unit in units) and linked <= LINKED_MAX * length and longest <= 4 * VALUE_MAX
