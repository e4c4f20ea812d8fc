"""Records: JSONL and CSV, fields known by given or usual names; and a library's items in CSL-JSON."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, BinaryIO

from sitegen.errors import InputError
from sitegen.importing import Item, LeftOut, Wanted, moment, one_line
from sitegen.read.decode import decode
from sitegen.site.source import MAX_BYTES

if TYPE_CHECKING:
    from _csv import Reader as _Rows

USUAL = {
    "text": "text body content article maintext full_text fulltext article_text story description summary",
    "title": "title headline heading name subject",
    "date": "date published published_at date_published date_publish publish_date publication_date "
    "pubdate publishedat timestamp created created_at datetime time",
    "source": "source outlet publisher publication site site_name source_name source_domain domain feed "
    "journal",
    "author": "author authors byline creator",
    "url": "url link canonical canonical_url permalink source_url uri",
    "id": "id guid uid uuid _id key article_id",
    "language": "language lang",
}
"""Usual names of a field, the surest first; case, blanks and hyphens do not matter."""


def jsonl_items(file: BinaryIO, name: str, wanted: Wanted) -> Iterator[Item | LeftOut]:
    """Yield a story for each line that holds a JSON object."""
    for number, line in enumerate(iter(lambda: file.readline(MAX_BYTES), b""), 1):
        if not line.strip():
            continue
        what = f"line {number} of {name}"
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield LeftOut(what, f"is no JSON ({error}); mend the line")
            continue
        yield item(record, what, wanted)


def csv_items(file: BinaryIO, name: str, wanted: Wanted) -> Iterator[Item | LeftOut]:
    """Yield a story for each row below the row of names.

    Raises:
        InputError: the table has no row of names, or none of them is a field with words.
    """
    csv.field_size_limit(MAX_BYTES)
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
    try:
        first = text.readline(MAX_BYTES)
        comma = max(",;\t|", key=first.count)
        names = next(csv.reader([first], delimiter=comma), [])
        if _named("text", wanted.text, dict.fromkeys(names, "x")) is None:
            raise InputError(
                f"{name}: no column is known to hold the story (its columns: "
                f"{', '.join(names)[:200] or 'none'}); name it with --text COLUMN"
            )
        rows = csv.reader((line.replace("\0", "") for line in text), delimiter=comma)
        yield from _rows(rows, names, name, wanted)
    finally:
        text.detach()


def _rows(rows: _Rows, names: list[str], name: str, wanted: Wanted) -> Iterator[Item | LeftOut]:
    """The stories of the rows below the row of names."""
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield LeftOut(f"line {rows.line_num + 1} of {name}", f"is no row of a table ({error})")
            continue
        what = f"line {rows.line_num + 1} of {name}"
        if len(row) == len(names):
            yield item(dict(zip(names, row, strict=True)), what, wanted)
        elif row:
            yield LeftOut(
                what, f"has {len(row)} cells where the table has {len(names)} columns; mend the row"
            )


def item(record: object, what: str, wanted: Wanted) -> Item | LeftOut:
    """Return the story of a record, which `what` names; or why it is none."""
    if not isinstance(record, dict):
        return LeftOut(what, "is no JSON object")
    chosen = {"text": wanted.text, "title": wanted.title, "date": wanted.date, "source": wanted.source}
    value = {field: _named(field, chosen.get(field, ""), record) for field in USUAL}
    body = value["text"] or ""
    title = one_line(value["title"])
    if not body.strip():
        asked = f"has no words in the field {wanted.text!r}" if wanted.text else "has no field with words"
        return LeftOut(f"{what} ({title})" if title else what, f"{asked}; name it with --text FIELD")
    stated = value["date"] or ""
    date = moment(stated)
    return Item(
        id=value["id"] or value["url"] or hashlib.sha256(f"{title}\0{body}".encode()).hexdigest()[:16],
        body=body,
        form=".html" if body.lstrip()[:1] == "<" else ".txt",
        title=title,
        date=date,
        source=one_line(value["source"]),
        author=one_line(value["author"]),
        url=value["url"] or "",
        language=value["language"] or "",
        notes=() if date or not stated else (("stated date", stated),),
    )


def _named(field: str, chosen: str, record: Mapping[str, Any]) -> str | None:
    """The value of a field as text, by the name a person chose or by its usual names; None for none."""
    if chosen:
        return _text(record.get(chosen))
    plain = {_folded(name): name for name in record}
    return next(
        (
            _text(record[plain[name]])
            for name in USUAL[field].split()
            if _text(record.get(plain.get(name, "")))
        ),
        None,
    )


def _folded(name: object) -> str:
    return str(name).strip().lower().replace(" ", "_").replace("-", "_")


def _text(value: object) -> str | None:
    """A value of a record as text: of an object its name or title, of a list its members."""
    if isinstance(value, dict):
        value = next((value[key] for key in ("name", "title", "value", "text") if value.get(key)), None)
    if isinstance(value, list):
        return ", ".join(filter(None, map(_text, value))) or None
    return None if value is None or isinstance(value, bool) else str(value) or None


def csl_items(records: list[Any], folder: Path) -> Iterator[Item | LeftOut]:
    """Yield a story for each item with a snapshot in `folder` or an abstract."""
    for number, record in enumerate(records, 1):
        if not isinstance(record, dict):
            yield LeftOut(f"item {number}", "is no object")
            continue
        title = one_line(record.get("title"))
        body = _snapshot(record, folder)
        form = ".html" if body else ".txt"
        body = body or str(record.get("abstract") or record.get("abstractNote") or "")
        if not body.strip():
            yield LeftOut(title or f"item {number}", "has neither a snapshot nor an abstract")
            continue
        kinds = (("doi", "DOI"), ("isbn", "ISBN"), ("pmid", "PMID"))
        yield Item(
            id=str(record.get("id") or record.get("key") or record.get("DOI") or title),
            body=body,
            form=form,
            title=title,
            date=_day(record.get("issued")) or moment(record.get("date")),
            source=one_line(
                record.get("container-title") or record.get("publicationTitle") or record.get("publisher")
            ),
            author=", ".join(filter(None, map(_name, _list(record.get("author") or record.get("creators"))))),
            url=str(record.get("URL") or record.get("url") or ""),
            language=str(record.get("language") or ""),
            keys=tuple((kind, one_line(record[name])) for kind, name in kinds if record.get(name)),
        )


def _snapshot(record: dict[str, Any], folder: Path) -> str:
    """The web page saved with an item, where its file lies beside the list; empty where none does."""
    for attachment in _list(record.get("attachments")):
        if not isinstance(attachment, dict):
            continue
        path = str(attachment.get("path") or attachment.get("localPath") or "")
        if not path.lower().endswith((".html", ".htm")):
            continue
        # A list may name any path of the machine it was written on; only files beside it are read.
        inside = (folder / PurePosixPath(path.replace("\\", "/"))).resolve()
        if (
            inside.is_relative_to(folder.resolve())
            and inside.is_file()
            and os.path.getsize(inside) <= MAX_BYTES
        ):
            return decode(inside.name, inside.read_bytes()).text
    return ""


def _day(issued: object) -> str:
    """The day of ``date-parts``; a year or month alone is no day."""
    parts = issued.get("date-parts") if isinstance(issued, dict) else None
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    try:
        year, month, day = map(int, first)
    except (TypeError, ValueError):
        return moment(issued.get("raw")) if isinstance(issued, dict) else ""
    return moment(f"{year:04}-{month:02}-{day:02}")


def _name(person: object) -> str:
    """A person's name as it is said."""
    if not isinstance(person, dict):
        return ""
    parts = (person.get("given") or person.get("firstName"), person.get("family") or person.get("lastName"))
    return one_line(
        person.get("literal") or person.get("name") or " ".join(filter(None, map(one_line, parts)))
    )


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
