"""Security advisories: CSAF 2, OSV and CVE 5, with notes as paragraphs, facts as fields and ids as keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from sitegen.importing import Item, moment, one_line

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
