"""Which importer takes which file, by the ending of its name and, for JSON, by what it holds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from msgspec import Struct

from sitegen.errors import InputError
from sitegen.importing import documents, feeds, mail, records
from sitegen.importing.advisories import csaf_items, cve_items, osv_items
from sitegen.importing.item import Item, LeftOut, Wanted
from sitegen.importing.records import csl_items

Items = Callable[[BinaryIO, str, Wanted], Iterator[Item | LeftOut]]

LARGEST_JSON = 400_000_000
"""Bytes of the largest JSON file that is read at once; JSONL is read line by line and has no such limit."""


class Format(Struct, frozen=True):
    """A kind of file that stories can be taken out of."""

    name: str
    """What a person calls it."""
    endings: tuple[str, ...]
    items: Items
    needs: str = ""
    """The package that its importer needs beside sitegen; empty where it needs none."""


def _json_items(file: BinaryIO, name: str, wanted: Wanted) -> Iterator[Item | LeftOut]:
    """Yield the stories of a JSON file, whichever of the known forms it has."""
    raw = file.read(LARGEST_JSON + 1)
    if len(raw) > LARGEST_JSON:
        raise InputError(f"{name}: is larger than {LARGEST_JSON // 1_000_000} MB; save it as JSONL")
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name}: is no JSON ({error})") from error
    yield from _of_json(found, Path(file.name).parent, name, wanted)


def _of_json(found: object, folder: Path, name: str, wanted: Wanted) -> Iterator[Item | LeftOut]:
    if isinstance(found, dict):
        if "jsonfeed.org" in str(found.get("version", "")):
            return feeds.json_items(found, wanted)
        if isinstance(found.get("document"), dict) and "csaf_version" in found["document"]:
            return csaf_items(found)
        if "cveMetadata" in found:
            return cve_items(found)
        if "id" in found and ("affected" in found or "schema_version" in found):
            return osv_items(found)
        if isinstance(found.get("items"), list):
            return _of_json(found["items"], folder, name, wanted)
    if isinstance(found, list) and any(isinstance(each, dict) for each in found):
        if any(isinstance(each, dict) and _is_of_library(each) for each in found):
            return csl_items(found, folder)
        return _of_list(found, name, wanted)
    raise InputError(
        f"{name}: is JSON of no known form; known are a JSON Feed, CSAF, OSV, CVE, CSL and lists of records"
    )


def _of_list(found: list[Any], name: str, wanted: Wanted) -> Iterator[Item | LeftOut]:
    """A list of advisories or of records."""
    for number, each in enumerate(found, 1):
        if isinstance(each, dict) and ("cveMetadata" in each or "csaf_version" in str(each.get("document"))):
            yield from cve_items(each) if "cveMetadata" in each else csaf_items(each)
        elif isinstance(each, dict) and "affected" in each and "id" in each:
            yield from osv_items(each)
        else:
            yield records.item(each, f"record {number} of {name}", wanted)


def _is_of_library(record: dict[str, Any]) -> bool:
    """Whether a record is an item of a library rather than one of news."""
    return "itemType" in record or (
        "type" in record and ("issued" in record or "DOI" in record or "container-title" in record)
    )


FORMATS = (
    Format("a feed", (".rss", ".atom", ".rdf", ".xml"), feeds.items, "feedparser"),
    Format("a message", (".eml",), mail.message_items),
    Format("a mailbox", (".mbox", ".mbx"), mail.mailbox_items),
    Format("a saved page", (".mht", ".mhtml"), mail.saved_page_items),
    Format("a web archive", (".warc", ".warc.gz"), documents.warc_items, "warcio"),
    Format("records", (".jsonl", ".ndjson"), records.jsonl_items),
    Format("a table", (".csv", ".tsv"), records.csv_items),
    Format("JSON", (".json",), _json_items),
    Format("a Word document", (".docx",), documents.docx_items, "mammoth"),
    Format("a PDF", (".pdf",), documents.pdf_items, "pypdf"),
)
"""Every format, each ending once."""


def format_of(name: str) -> Format | None:
    """Return the format of a file by its name; None where there is none for it."""
    lower = name.lower()
    return next((each for each in FORMATS if lower.endswith(each.endings)), None)
