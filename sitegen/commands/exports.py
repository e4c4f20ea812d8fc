"""What goes in and out: stories of files of other kinds, and published digests as rows for notebooks.

What is published is exported, so a source that may be quoted in part only is in rows as it is on the page.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from sitegen.commands import Bars, project_of, say, tell
from sitegen.errors import InputError, OutputError, SettingsError
from sitegen.importing import Wanted
from sitegen.importing.formats import imported

Row = dict[str, Any]

TABLES = ("events", "statements", "passages", "points", "differences")
"""Every table; in JSONL the name of a row's table is its ``table``."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would work out as a formula."""


def rows(out: Path) -> Iterator[tuple[str, Row]]:
    """Yield each row of the site in `out` with the name of its table, digests in the order of the index.

    Raises:
        InputError: there is no site in `out`.
    """
    listing = _loaded(out / "index.json", f"{out}: holds no site; build it first with: sitegen build")
    for each in listing["digests"]:
        path = out / each["address"] / "index.json"
        missing = f"{path}: is missing or damaged; build the site anew with: sitegen build"
        yield from _digest_rows(_loaded(path, missing), each)


def _loaded(path: Path, message: str) -> Row:
    try:
        found: Row = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise InputError(message) from error
    return found


def _digest_rows(digest: Row, listed: Row) -> Iterator[tuple[str, Row]]:
    """The rows of one digest; all but the first name it by its id, as `event`."""
    event = {"event": digest["id"]}
    point_of = {member: point["lead"] for point in digest["points"] for member in point["members"]}
    from_source = {
        each["source"]: {"letter": each["siglum"], **_of(each, "outlet", "published")}
        for each in digest["sources"]
    }
    counts = ("address", "voices", "statements", "shared", "unique", "differences", "sources")
    yield "events", event | _of(digest, "title", "published", "language", "lede") | _of(listed, *counts)
    for statement in digest["statements"]:
        told = event | {"statement": statement["id"]}
        letters = dict.fromkeys(from_source[one["source"]]["letter"] for one in statement["sources"])
        point = {"point": point_of.get(statement["id"]), "sources": list(letters)}
        yield "statements", told | _of(statement, "kind") | point | _of(statement, "text")
        for passage in statement["sources"]:
            place = _of(passage, "source", "start", "end", "partial", "folded")
            words = {"exact": passage.get("exact", True), "text": passage["text"]}
            yield "passages", told | from_source[passage["source"]] | place | words
    for point in digest["points"]:
        yield "points", event | _of(point, "lead", "voices", "listed", "members")
    for number, difference in enumerate(digest["differences"], 1):
        about = {"difference": number, **_of(difference, "kind", "about")}
        for side in difference["sides"]:
            words = _of(side, "statement", "source", "start", "end", "text")
            yield "differences", event | about | from_source[side["source"]] | words


def _of(row: Row, *keys: str) -> Row:
    return {key: row[key] for key in keys}


def jsonl(found: Iterable[tuple[str, Row]]) -> Iterator[str]:
    """Yield a line for each row: its table first, then its values."""
    for table, row in found:
        yield json.dumps({"table": table, **row}, ensure_ascii=False) + "\n"


def write_csv(found: Iterable[tuple[str, Row]], folder: Path) -> tuple[Path, ...]:
    """Write a file for each table into `folder` and name the files.

    A list is its members parted by blanks. A cell that a spreadsheet would take for a formula has an
    apostrophe before it; JSONL has every text as it is.

    Raises:
        OutputError: the folder cannot be written.
    """
    texts = {table: io.StringIO(newline="") for table in TABLES}
    writers: dict[str, csv.DictWriter[str]] = {}
    for table, row in found:
        if table not in writers:
            writers[table] = csv.DictWriter(texts[table], list(row))
            writers[table].writeheader()
        writers[table].writerow({key: _cell(value) for key, value in row.items()})
    paths = tuple(folder / f"{table}.csv" for table in TABLES)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in zip(paths, texts.values(), strict=True):
            path.write_text(text.getvalue(), encoding="utf-8", newline="")
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written ({error.strerror}); name another folder") from error
    return paths


def _cell(value: object) -> object:
    if isinstance(value, list):
        value = " ".join(map(str, value))
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def take(options: argparse.Namespace) -> int:
    """Take stories out of files of other kinds."""
    fields = ("teasers", "split", "text", "title", "date", "source")
    with Bars(quiet=options.quiet or options.json) as bars:
        found = imported(
            project_of(options).content,
            options.files,
            Wanted(**{field: getattr(options, field) for field in fields}),
            into=options.into,
            dry_run=options.dry_run,
            update=options.update,
            progress=bars,
        )
    for taken in found:
        for each in taken.left_out:
            place = each.what.removesuffix(f" of {Path(taken.container).name}")
            what = "" if place == taken.container else f"{place}: "
            say(f"{taken.container}: {what}{each.why.removeprefix(f'{taken.container}: ')}")
    lines = [taken.summary for taken in found]
    if options.dry_run:
        lines = [
            line
            for taken in found
            for line in (
                *[f"would write {path}" for path in taken.written],
                taken.summary.replace("written", "would be written", 1),
            )
        ]
    return tell(options, {"containers": msgspec.to_builtins(found)}, lines)


def export(options: argparse.Namespace) -> int:
    """Write the published digests as rows."""
    if options.folder and options.to == "jsonl":
        raise SettingsError(f"export {options.folder}: a folder is for --to csv; JSONL goes to stdout")
    project = project_of(options)
    found = rows(project.out)
    if options.to == "jsonl":
        for line in jsonl(found):
            sys.stdout.write(line)
        return 0
    paths = [str(path) for path in write_csv(found, project.root / (options.folder or "export"))]
    return tell(options, {"files": paths}, paths)
