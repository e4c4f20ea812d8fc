"""The search index of a site: what each digest says, by Pagefind, in files that a browser reads by itself.

Pagefind is an extra (``search``). It is given one small page for each digest, with an anchor for each point,
so that what is found leads to the point and a point is found once; each language gets an index of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from html import escape
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from typing import Protocol

import msgspec

from sitegen import OutputError
from sitegen.model import Page
from sitegen.pages.index_json import ContractEntry, StatementEntry
from sitegen.rows import Rows, key_of
from sitegen.site.config import INDEXERS

FOLDER = "search"
"""Where the search page and its index stand."""

ENTRY = "pagefind-entry.json"
WANTED = ("pagefind.js", "pagefind-worker.js", "wasm.", "pagefind.")
"""What the files that the search page loads begin with; Pagefind writes surfaces of its own besides."""


class BuiltPages(Protocol):
    """Where the pages of a build are: those that stand and those that will."""

    def stage(self, page: Page) -> None:
        """Take a page."""

    def stands(self, path: str, key: str) -> bool:
        """Whether the page `path`, made from what `key` names, stands."""

    def name(self, path: str) -> str:
        """Return the key of the bytes of a page."""

    def read(self, path: str) -> bytes:
        """The bytes of a page."""


_decode = msgspec.json.Decoder(ContractEntry).decode
_encode = msgspec.msgpack.Encoder().encode
_decode_paths = msgspec.msgpack.Decoder(tuple[str, ...]).decode


def indexed(addresses: Iterable[str], site: BuiltPages, rows: Rows) -> dict[str, str]:
    """Return the keys of the files of the index, by path; they are made anew only where a digest has changed.

    `addresses` are those of the digests.
    """
    twins = sorted(f"{address}/index.json" for address in addresses)
    known = repr((version(_package()), [(twin, site.name(twin)) for twin in twins]))
    key = key_of(known.encode())
    kept = rows.get("meta", "search")
    paths = _decode_paths(kept) if kept else ()
    if not paths or not all(site.stands(path, key) for path in paths):
        pages = [*search_pages(map(site.read, twins))]
        for page in pages:
            site.stage(page)
        paths = tuple([page.path for page in pages])
        rows.put("meta", "search", _encode(paths))
    return dict.fromkeys(paths, key)


def search_pages(twins: Iterable[bytes]) -> Iterator[Page]:
    """The files of the index of some digests, given as their JSON; the same digests give the same bytes."""
    with tempfile.TemporaryDirectory(prefix="sitegen-") as folder:
        site, out = os.path.join(folder, "site"), os.path.join(folder, "out")
        for twin in twins:
            digest = _decode(twin)
            place = os.path.join(site, digest.slug)
            os.makedirs(place)
            with open(os.path.join(place, "index.html"), "w", encoding="utf-8") as file:
                file.write(document(digest))
        os.makedirs(site, exist_ok=True)
        _index(site, out)
        for path in _files(out):
            with open(os.path.join(out, path), "rb") as file:
                yield Page(f"{FOLDER}/{path}", _settled(path, file.read()))


def document(digest: ContractEntry) -> str:
    """A digest as the indexer reads it: headline and points, each under the anchor of its lead."""
    language = "" if digest.language == "und" else f' lang="{escape(digest.language)}"'
    points: dict[str, list[StatementEntry]] = {
        one.id: [one] for one in digest.statements if not one.detail_of
    }
    for one in digest.statements:
        if one.detail_of:
            points[one.detail_of].append(one)
    said = "".join(map(_said, points.values()))
    return f"<!doctype html><html{language}><body><h1>{escape(digest.title)}</h1>{said}</body></html>"


def _said(point: list[StatementEntry]) -> str:
    lead, *others = point
    texts = [one.text for one in lead.citations if one.folded]
    for each in others:
        texts += [each.text, *[one.text for one in each.citations if one.folded]]
    told = "".join(f"<p>{escape(text)}</p>" for text in texts)
    return f'<p id="{escape(lead.id)}">{escape(lead.text)}</p>{told}'


def _index(site: str, out: str) -> None:
    """Run the indexer over a folder."""
    command = [_program(), "--site", site, "--output-path", out, "--keep-index-url", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=site)  # noqa: S603
    if done.returncode:
        raise OutputError(f"search: the indexer failed: {(done.stderr or done.stdout).strip()[-300:]}")


def _program() -> str:
    return str(import_module(_package()).get_executable())


def _package() -> str:
    """The name of the package that holds the indexer."""
    return next(filter(find_spec, INDEXERS))


def _files(out: str) -> list[str]:
    """The files that the search page needs, by their paths below `out`, sorted."""
    found = []
    for folder, _, names in os.walk(out):
        below = os.path.relpath(folder, out).replace(os.sep, "/")
        for name in names:
            if below in {"fragment", "index"}:
                found.append(f"{below}/{name}")
            elif below == "." and (name == ENTRY or name.startswith(WANTED)):
                found.append(name)
    return sorted(found)


def _settled(path: str, raw: bytes) -> bytes:
    """The bytes of a file; its list of languages comes in any order from the indexer."""
    if path != ENTRY:
        return raw
    return json.dumps(json.loads(raw), sort_keys=True, ensure_ascii=False).encode()
