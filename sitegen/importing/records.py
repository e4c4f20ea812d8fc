"""Records: JSONL and CSV, by given or usual names of fields; a library's items in CSL-JSON; advisories.

Advisories (CSAF 2, OSV, CVE 5) have their notes as paragraphs, their facts as fields and their ids as keys.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, BinaryIO

from sitegen.errors import InputError
from sitegen.importing import Item, LeftOut, Wanted, moment, one_line
from sitegen.languages import words_of
from sitegen.read.decode import SAMPLE, decode
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
    encoding = decode(name, file.read(SAMPLE)).encoding or "utf-8"
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
    try:
        first = text.readline(MAX_BYTES).removeprefix("\ufeff")
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
        return _text(_reached(record, chosen))
    plain = {_folded(name): name for name in record}
    found = (_text(record[plain[name]]) for name in _usual(field) if name in plain)
    return next(filter(None, found), None)


@cache
def _usual(field: str) -> tuple[str, ...]:
    """The usual names of a field: those of formats, then those of all languages."""
    section = _SECTIONS.get(field)
    said = sorted(_folded(word) for word in words_of(f"fields.{section}")) if section else ()
    return (*USUAL[field].split(), *said)


_SECTIONS = {"text": "story", "title": "title", "date": "published", "source": "outlet", "author": "byline"}


def _reached(record: Mapping[str, Any], name: str) -> object:
    """The value under a name, or under a path of names with dots between."""
    found: object = record
    for part in (name,) if name in record else name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


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


_CVE = re.compile(r"CVE-\d{4}-\d{4,}", re.IGNORECASE)
_GHSA = re.compile(r"GHSA(?:-[0-9a-z]{4}){3}", re.IGNORECASE)
_PRODUCTS = (
    ("Affected", ("known_affected", "first_affected", "last_affected")),
    ("Fixed in", ("fixed", "first_fixed")),
    ("Recommended", ("recommended",)),
    ("Not affected", ("known_not_affected",)),
    ("Under investigation", ("under_investigation",)),
)
"""What a field of products is called, and the kinds of product status of CSAF that it holds."""


def csaf_items(record: dict[str, Any]) -> Iterator[Item]:
    """Yield the advisory of a CSAF document."""
    document = _object(record.get("document"))
    tracking = _object(document.get("tracking"))
    names = dict(_product_names(_object(record.get("product_tree"))))
    paragraphs = [_note(note) for note in _objects(document.get("notes"))]
    for flaw in _objects(record.get("vulnerabilities")):
        paragraphs += _flaw(flaw, names)
    yield Item(
        id=one_line(tracking.get("id")) or one_line(document.get("title")),
        title=one_line(document.get("title")),
        date=moment(tracking.get("initial_release_date")),
        updated=moment(tracking.get("current_release_date")),
        source=one_line(_object(document.get("publisher")).get("name")),
        url=next(
            (
                str(each.get("url"))
                for each in _objects(document.get("references"))
                if each.get("category") == "self"
            ),
            "",
        ),
        language=str(document.get("lang") or ""),
        keys=_keys([str(flaw.get("cve") or "") for flaw in _objects(record.get("vulnerabilities"))]),
        body=_body(paragraphs),
        form=".txt",
    )


def _flaw(flaw: dict[str, Any], names: dict[str, str]) -> list[str]:
    """The paragraphs of one vulnerability: its name, its fields, its notes."""
    fields = [("Vulnerability", one_line(flaw.get("cve") or flaw.get("title")))]
    if flaw.get("cve") and flaw.get("title"):
        fields.append(("Title", one_line(flaw["title"])))
    for score in _objects(flaw.get("scores")):
        for kind in ("cvss_v4", "cvss_v3", "cvss_v2"):
            fields += _cvss(_object(score.get(kind)))
    for metric in _objects(flaw.get("metrics")):
        for kind in ("cvss_v4", "cvss_v3", "cvss_v2"):
            fields += _cvss(_object(_object(metric.get("content")).get(kind)))
    status = _object(flaw.get("product_status"))
    for label, kinds in _PRODUCTS:
        found = [names.get(str(each), str(each)) for kind in kinds for each in status.get(kind) or ()]
        fields.append((label, ", ".join(dict.fromkeys(found))))
    for threat in _objects(flaw.get("threats")):
        label = "Exploited" if threat.get("category") == "exploit_status" else "Impact"
        fields.append((label, one_line(threat.get("details"))))
    for remedy in _objects(flaw.get("remediations")):
        fields.append(("Remedy", one_line(remedy.get("details"))))
    return [_fields(fields), *[_note(note) for note in _objects(flaw.get("notes"))]]


def _product_names(tree: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every product id of a tree with its name."""
    left: list[dict[str, Any]] = [tree]
    while left:
        branch = left.pop()
        products = [*_objects(branch.get("full_product_names")), _object(branch.get("product"))]
        products += [_object(each.get("full_product_name")) for each in _objects(branch.get("relationships"))]
        for product in products:
            if product.get("product_id"):
                yield str(product["product_id"]), one_line(product.get("name"))
        left += _objects(branch.get("branches"))


def osv_items(record: dict[str, Any]) -> Iterator[Item]:
    """Yield the advisory of an OSV record."""
    fields = [("Severity", one_line(_object(record.get("database_specific")).get("severity")))]
    fields += [
        (str(each.get("type")), one_line(each.get("score"))) for each in _objects(record.get("severity"))
    ]
    for affected in _objects(record.get("affected")):
        package = one_line(_object(affected.get("package")).get("name"))
        events = [
            event for each in _objects(affected.get("ranges")) for event in _objects(each.get("events"))
        ]
        for label, kind in (
            ("Affected since", "introduced"),
            ("Fixed in", "fixed"),
            ("Last affected", "last_affected"),
        ):
            versions = [str(event[kind]) for event in events if event.get(kind) not in (None, "0")]
            fields.append((label, " ".join(filter(None, (package, ", ".join(versions)))) if versions else ""))
        if package and not events:
            listed = ", ".join(map(str, affected.get("versions") or ()))
            fields.append(("Affected", f"{package} {listed}".strip()))
    references = [
        str(each.get("url")) for each in _objects(record.get("references")) if each.get("type") == "ADVISORY"
    ]
    yield Item(
        id=str(record.get("id")),
        title=one_line(record.get("summary")) or str(record.get("id")),
        date=moment(record.get("published") or record.get("modified")),
        updated=moment(record.get("modified")),
        url=next(iter(references), ""),
        keys=_keys([str(record.get("id")), *map(str, record.get("aliases") or ())]),
        body=_body([_fields(fields), str(record.get("details") or record.get("summary") or "")]),
        form=".md",
    )


def cve_items(record: dict[str, Any]) -> Iterator[Item]:
    """Yield the advisory of a record of the CVE list, version 5."""
    about = _object(record.get("cveMetadata"))
    issuer = _object(_object(record.get("containers")).get("cna"))
    fields: list[tuple[str, str]] = []
    for metric in _objects(issuer.get("metrics")):
        for kind in ("cvssV4_0", "cvssV3_1", "cvssV3_0", "cvssV2_0"):
            fields += _cvss(_object(metric.get(kind)))
    for affected in _objects(issuer.get("affected")):
        name = " ".join(filter(None, (one_line(affected.get("vendor")), one_line(affected.get("product")))))
        for version in _objects(affected.get("versions")):
            if version.get("status") == "affected":
                fields.append(("Affected", f"{name} {_versions(version)}".strip()))
                fields.append(("Fixed in", one_line(version.get("lessThan"))))
    said = [each for each in _objects(issuer.get("descriptions")) if str(each.get("lang", "en"))[:2] == "en"]
    said = said or _objects(issuer.get("descriptions"))
    rejected = [str(each.get("value") or "") for each in _objects(issuer.get("rejectedReasons"))]
    known_by = str(about.get("cveId"))
    yield Item(
        id=known_by,
        title=one_line(issuer.get("title")) or known_by,
        date=moment(about.get("datePublished") or about.get("dateReserved")),
        updated=moment(about.get("dateUpdated")),
        source=one_line(
            _object(issuer.get("providerMetadata")).get("shortName") or about.get("assignerShortName")
        ),
        url=next((str(each.get("url")) for each in _objects(issuer.get("references"))), ""),
        language="en",
        keys=_keys([known_by]),
        body=_body([_fields(fields), *[str(each.get("value") or "") for each in said], *rejected]),
        form=".txt",
    )


def _versions(version: dict[str, Any]) -> str:
    """A range of versions as the record states it."""
    start = one_line(version.get("version"))
    if version.get("lessThan"):
        return f"{start} to before {one_line(version['lessThan'])}"
    if version.get("lessThanOrEqual"):
        return f"{start} to {one_line(version['lessThanOrEqual'])}"
    return start


def _cvss(score: dict[str, Any]) -> list[tuple[str, str]]:
    """The fields of a CVSS score."""
    if not score:
        return []
    return [
        ("CVSS score", one_line(score.get("baseScore"))),
        ("Severity", one_line(score.get("baseSeverity"))),
        ("Vector", one_line(score.get("vectorString"))),
    ]


def _note(note: dict[str, Any]) -> str:
    """A note's words; one that only repeats the law or the licence of the document is kept as well."""
    return str(note.get("text") or "")


def _fields(fields: Iterable[tuple[str, str]]) -> str:
    """Fields with a value, a line each, each once."""
    return "\n".join(dict.fromkeys(f"{label}: {value}" for label, value in fields if value))


def _keys(ids: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The identifiers of a kind that is known, by kind."""
    known = list(dict.fromkeys(ids))
    kinds = {
        "cve": [each.upper() for each in known if _CVE.fullmatch(each)],
        "ghsa": [each for each in known if _GHSA.fullmatch(each)],
    }
    return tuple((kind, ", ".join(values)) for kind, values in kinds.items() if values)


def _body(paragraphs: Iterable[str]) -> str:
    return "\n\n".join(filter(None, (each.strip() for each in paragraphs)))


def _object(value: object) -> dict[str, Any]:
    """A value where it is an object, else an empty one: a record may hold anything anywhere."""
    return value if isinstance(value, dict) else {}


def _objects(value: object) -> list[dict[str, Any]]:
    """The objects of a list, whatever else it holds."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
