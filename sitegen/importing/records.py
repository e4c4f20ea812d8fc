"""Records: JSONL and CSV, by given or usual names of fields; a library's items in CSL-JSON; advisories.

Advisories (CSAF 2, OSV, CVE 5) have their notes as paragraphs, their facts as fields and their ids as keys.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from sitegen import InputError
from sitegen.importing import Item, LeftOut, Wanted, moment, one_line
from sitegen.languages import words_of
from sitegen.read.decode import SAMPLE, decode
from sitegen.site.source import MAX_BYTES

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
            told = f"has no column {wanted.text!r}" if wanted.text else "no column is known to hold the story"
            columns = ", ".join(names)[:200] or "none"
            raise InputError(f"{name}: {told} (its columns: {columns}); name it with --text COLUMN")
        rows = csv.reader((line.replace("\0", "") for line in text), delimiter=comma)
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
                told = f"has {len(row)} cells where the table has {len(names)} columns; mend the row"
                yield LeftOut(what, told)
    finally:
        text.detach()


def item(record: object, what: str, wanted: Wanted) -> Item | LeftOut:
    """Return the story of a record, which `what` names; or why it is none."""
    if not isinstance(record, dict):
        return LeftOut(what, "is no JSON object")
    value = {field: _named(field, getattr(wanted, field, ""), record) for field in USUAL}
    body = value["text"] or ""
    title = one_line(value["title"])
    if not body.strip():
        asked = (
            f"has no words in the field {wanted.text!r}"
            if wanted.text
            else "has no words in a field that may hold a story"
        )
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


def _under(value: object, *keys: str) -> list[Any]:
    """What stands under a path of keys, in each member of the lists on the way; not what says nothing.

    >>> _under({"a": [{"b": 1}, {"b": [2, 3]}, "none"]}, "a", "b")
    [1, 2, 3]
    """
    found = value if isinstance(value, list) else [value]
    for key in keys:
        held = [each[key] for each in found if isinstance(each, dict) and each.get(key)]
        found = [one for each in held for one in (each if isinstance(each, list) else [each])]
    return found


def _first(value: object, *keys: str) -> str:
    """The first text under a path of keys, in one line; empty where there is none."""
    return one_line(next(iter(_under(value, *keys)), ""))


def csl_items(records: list[Any], folder: Path) -> Iterator[Item | LeftOut]:
    """Yield a story for each item with a snapshot in `folder` or an abstract."""
    for number, record in enumerate(records, 1):
        if not isinstance(record, dict):
            yield LeftOut(f"item {number}", "is no object")
            continue
        title = one_line(record.get("title"))
        page = _snapshot(record, folder)
        body = page or str(record.get("abstract") or record.get("abstractNote") or "")
        if not body.strip():
            yield LeftOut(title or f"item {number}", "has neither a snapshot nor an abstract")
            continue
        kinds = (("doi", "DOI"), ("isbn", "ISBN"), ("pmid", "PMID"))
        yield Item(
            id=str(record.get("id") or record.get("key") or record.get("DOI") or title),
            body=body,
            form=".html" if page else ".txt",
            title=title,
            date=_day(record.get("issued")) or moment(record.get("date")),
            source=_first(record, "container-title")
            or _first(record, "publicationTitle")
            or _first(record, "publisher"),
            author=", ".join(
                filter(None, map(_name, _under(record, "author") or _under(record, "creators")))
            ),
            url=str(record.get("URL") or record.get("url") or ""),
            language=str(record.get("language") or ""),
            keys=tuple((kind, one_line(record[name])) for kind, name in kinds if record.get(name)),
        )


def _snapshot(record: dict[str, Any], folder: Path) -> str:
    """The web page saved with an item, where its file lies beside the list; empty where none does."""
    for attachment in _under(record, "attachments"):
        path = _first(attachment, "path") or _first(attachment, "localPath")
        # A list may name any path of the machine it was written on; only files beside it are read.
        inside = (folder / PurePosixPath(path.replace("\\", "/"))).resolve()
        if (
            path.lower().endswith((".html", ".htm"))
            and inside.is_relative_to(folder.resolve())
            and inside.is_file()
            and inside.stat().st_size <= MAX_BYTES
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
        return moment(_first(issued, "raw"))
    return moment(f"{year:04}-{month:02}-{day:02}")


def _name(person: object) -> str:
    """A person's name as it is said."""
    given = _first(person, "given") or _first(person, "firstName")
    family = _first(person, "family") or _first(person, "lastName")
    return _first(person, "literal") or _first(person, "name") or " ".join(filter(None, (given, family)))


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
    document, flaws = record["document"], _under(record, "vulnerabilities")
    names = dict(_product_names(record.get("product_tree")))
    title = _first(document, "title")
    paragraphs = _texts(document, "notes", "text")
    for flaw in flaws:
        paragraphs += [_flaw(flaw, names), *_texts(flaw, "notes", "text")]
    own = [each for each in _under(document, "references") if _first(each, "category") == "self"]
    yield Item(
        id=_first(document, "tracking", "id") or title,
        title=title,
        date=moment(_first(document, "tracking", "initial_release_date")),
        updated=moment(_first(document, "tracking", "current_release_date")),
        source=_first(document, "publisher", "name"),
        url=_first(own, "url"),
        language=_first(document, "lang"),
        keys=_keys(_under(flaws, "cve")),
        body=_body(paragraphs),
        form=".txt",
    )


def _flaw(flaw: object, names: Mapping[str, str]) -> str:
    """The fields of one vulnerability."""
    cve, title = _first(flaw, "cve"), _first(flaw, "title")
    fields = [("Vulnerability", cve or title), ("Title", title if cve else "")]
    for score in (*_under(flaw, "scores"), *_under(flaw, "metrics", "content")):
        fields += _cvss(score, "cvss_v4", "cvss_v3", "cvss_v2")
    for label, kinds in _PRODUCTS:
        found = [one_line(each) for kind in kinds for each in _under(flaw, "product_status", kind)]
        fields.append((label, ", ".join(dict.fromkeys([names.get(each, each) for each in found]))))
    for threat in _under(flaw, "threats"):
        label = "Exploited" if _first(threat, "category") == "exploit_status" else "Impact"
        fields.append((label, _first(threat, "details")))
    fields += [("Remedy", _first(remedy, "details")) for remedy in _under(flaw, "remediations")]
    return _fields(fields)


def _product_names(tree: object) -> Iterator[tuple[str, str]]:
    """Every product id of a tree with its name."""
    left = [tree]
    while left:
        branch = left.pop()
        for products in (("full_product_names",), ("product",), ("relationships", "full_product_name")):
            for product in _under(branch, *products):
                yield _first(product, "product_id"), _first(product, "name")
        left += _under(branch, "branches")


def osv_items(record: dict[str, Any]) -> Iterator[Item]:
    """Yield the advisory of an OSV record."""
    known_by, title = str(record.get("id")), _first(record, "summary")
    fields = [("Severity", _first(record, "database_specific", "severity"))]
    fields += [(_first(each, "type"), _first(each, "score")) for each in _under(record, "severity")]
    for affected in _under(record, "affected"):
        package = _first(affected, "package", "name")
        events = _under(affected, "ranges", "events")
        for label, kind in (
            ("Affected since", "introduced"),
            ("Fixed in", "fixed"),
            ("Last affected", "last_affected"),
        ):
            versions = ", ".join(str(each) for each in _under(events, kind) if each != "0")
            fields.append((label, f"{package} {versions}".strip() if versions else ""))
        if package and not events:
            listed = ", ".join(map(str, _under(affected, "versions")))
            fields.append(("Affected", f"{package} {listed}".strip()))
    advisories = [each for each in _under(record, "references") if _first(each, "type") == "ADVISORY"]
    yield Item(
        id=known_by,
        title=title or known_by,
        date=moment(record.get("published") or record.get("modified")),
        updated=moment(record.get("modified")),
        url=_first(advisories, "url"),
        keys=_keys([known_by, *_under(record, "aliases")]),
        body=_body([_fields(fields), str(record.get("details") or record.get("summary") or "")]),
        form=".md",
    )


def cve_items(record: dict[str, Any]) -> Iterator[Item]:
    """Yield the advisory of a record of the CVE list, version 5."""
    about, issuer = record.get("cveMetadata"), _under(record, "containers", "cna")
    fields: list[tuple[str, str]] = []
    for metric in _under(issuer, "metrics"):
        fields += _cvss(metric, "cvssV4_0", "cvssV3_1", "cvssV3_0", "cvssV2_0")
    for affected in _under(issuer, "affected"):
        name = f"{_first(affected, 'vendor')} {_first(affected, 'product')}".strip()
        for version in _under(affected, "versions"):
            if _first(version, "status") == "affected":
                fields.append(("Affected", f"{name} {_versions(version)}".strip()))
                fields.append(("Fixed in", _first(version, "lessThan")))
    said = [each for each in _under(issuer, "descriptions") if _first(each, "value")]
    english = [each for each in said if (_first(each, "lang") or "en")[:2] == "en"]
    known_by = _first(about, "cveId")
    yield Item(
        id=known_by,
        title=_first(issuer, "title") or known_by,
        date=moment(_first(about, "datePublished") or _first(about, "dateReserved")),
        updated=moment(_first(about, "dateUpdated")),
        source=_first(issuer, "providerMetadata", "shortName") or _first(about, "assignerShortName"),
        url=_first(issuer, "references", "url"),
        language="en",
        keys=_keys([known_by]),
        body=_body(
            [_fields(fields), *_texts(english or said, "value"), *_texts(issuer, "rejectedReasons", "value")]
        ),
        form=".txt",
    )


def _versions(version: object) -> str:
    """A range of versions as the record states it."""
    start, before, last = (_first(version, key) for key in ("version", "lessThan", "lessThanOrEqual"))
    return f"{start} to before {before}" if before else f"{start} to {last}" if last else start


def _cvss(score: object, *kinds: str) -> list[tuple[str, str]]:
    """The fields of the scores of these kinds."""
    return [
        (label, _first(each, key))
        for each in [one for kind in kinds for one in _under(score, kind)]
        for label, key in (
            ("CVSS score", "baseScore"),
            ("Severity", "baseSeverity"),
            ("Vector", "vectorString"),
        )
    ]


def _texts(value: object, *keys: str) -> list[str]:
    """The texts under a path of keys, with their lines as they are."""
    return [str(each) for each in _under(value, *keys)]


def _fields(fields: Iterable[tuple[str, str]]) -> str:
    """Fields with a value, a line each, each once."""
    return "\n".join(dict.fromkeys(f"{label}: {value}" for label, value in fields if value))


def _keys(ids: Iterable[object]) -> tuple[tuple[str, str], ...]:
    """The identifiers of a kind that is known, by kind."""
    known = list(dict.fromkeys(map(str, ids)))
    kinds = {
        "cve": [each.upper() for each in known if _CVE.fullmatch(each)],
        "ghsa": [each for each in known if _GHSA.fullmatch(each)],
    }
    return tuple((kind, ", ".join(values)) for kind, values in kinds.items() if values)


def _body(paragraphs: Iterable[str]) -> str:
    return "\n\n".join(filter(None, (each.strip() for each in paragraphs)))
