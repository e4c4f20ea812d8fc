"""A library's items: CSL-JSON as Zotero and its kin write it, with the snapshots that lie beside it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from sitegen.importing.item import Item, LeftOut, moment, one_line
from sitegen.read.decode import decode

LARGEST = 16_000_000
"""Bytes of the largest snapshot that is read: as large as a story's file may be."""


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
            and os.path.getsize(inside) <= LARGEST
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
