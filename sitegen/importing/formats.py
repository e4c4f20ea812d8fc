"""Which importer takes which file, and how stories are taken out of it into the content folder.

A format is known by the ending of a file's name and, for JSON, by what it holds.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import get_close_matches
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from msgspec import Struct

from sitegen import InputError, OutputError, SettingsError
from sitegen.importing import (
    MARK_LENGTH,
    Item,
    LeftOut,
    Wanted,
    documents,
    file_name,
    mark,
    records,
    text_of,
)
from sitegen.pages.address import slug
from sitegen.site.config import INSTALLS
from sitegen.site.source import PASSED_OVER, SUFFIXES

Items = Callable[[BinaryIO, str, Wanted], Iterator[Item | LeftOut]]

LARGEST_JSON = 400_000_000
"""Bytes of the largest JSON file that is read at once; JSONL, read by the line, has none. Judgement."""


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
        raise InputError(f"{name}: is no JSON ({error}); export it anew") from error
    yield from _of_json(found, Path(file.name).parent, name, wanted)


def _of_json(found: object, folder: Path, name: str, wanted: Wanted) -> Iterator[Item | LeftOut]:
    if isinstance(found, dict):
        if "jsonfeed.org" in str(found.get("version", "")):
            return documents.json_feed_items(found, wanted)
        if advisory := _advisory(found):
            return advisory
        if isinstance(found.get("items"), list):
            return _of_json(found["items"], folder, name, wanted)
    if isinstance(found, list) and any(isinstance(each, dict) for each in found):
        if any(isinstance(each, dict) and _is_of_library(each) for each in found):
            return records.csl_items(found, folder)
        return chain.from_iterable(
            _advisory(each) or (records.item(each, f"record {number} of {name}", wanted),)
            for number, each in enumerate(found, 1)
        )
    raise InputError(
        f"{name}: is JSON of no known form; known are a JSON Feed, CSAF, OSV, CVE, CSL and lists of records"
    )


def _advisory(record: object) -> Iterator[Item] | None:
    """Return the story of a record that is an advisory; None where it is none."""
    if not isinstance(record, dict):
        return None
    if "csaf_version" in str(record.get("document")):
        return records.csaf_items(record)
    if "cveMetadata" in record:
        return records.cve_items(record)
    is_osv = "id" in record and ("affected" in record or "schema_version" in record)
    return records.osv_items(record) if is_osv else None


def _is_of_library(record: dict[str, Any]) -> bool:
    """Whether a record is an item of a library rather than one of news."""
    return "itemType" in record or (
        "type" in record and ("issued" in record or "DOI" in record or "container-title" in record)
    )


FORMATS = (
    Format("a feed", (".rss", ".atom", ".rdf", ".xml"), documents.feed_items, "feedparser"),
    Format("a message", (".eml",), documents.message_items),
    Format("a mailbox", (".mbox", ".mbx"), documents.mailbox_items),
    Format("a saved page", (".mht", ".mhtml"), documents.saved_page_items),
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


Progress = Callable[[str, int], None]

_WAYS = (
    ((".rtf", ".odt", ".doc", ".pages", ".wpd", ".fodt"), "save documents as .docx and import them"),
    ((".org", ".adoc", ".asciidoc", ".rst", ".tex", ".textile", ".mdx"), "save marked-up text as .md"),
    ((".srt", ".vtt", ".sbv"), "save subtitles as .txt"),
    ((".epub", ".mobi", ".azw3"), "save the chapters of books as .html"),
    ((".zip", ".7z", ".rar", ".tar", ".tgz", ".gz"), "unpack archives"),
    ((".webarchive", ".maff"), "save pages anew as .html"),
    ((".xlsx", ".xls", ".ods", ".numbers"), "save tables as .csv and import them"),
    ((".msg", ".pst"), "save mail as .eml and import it"),
    ((".opml",), "an OPML file lists feeds and holds no stories; save the feeds themselves and import them"),
    ((".enex",), "export notes as .html"),
)
"""What to do with files that hold words in a form that is not read."""


def way_of(name: str) -> str:
    """Return what to do with a file whose form is not read, or nothing where it hardly holds a story."""
    ending = os.path.splitext(name)[1].lower()
    return next((way for endings, way in _WAYS if ending in endings), "")


def left_alone(names: Sequence[str], most: int) -> str:
    """Return what is to say of files that hold no story: the first `most` that may have words by name."""
    taken = {os.path.splitext(name)[1].lower() for name in names if format_of(name)}
    import_all = f"stories can be taken out of {', '.join(sorted(taken))}: sitegen import FILE"
    ways = {name: import_all if format_of(name) else way_of(name) for name in names}
    first = sorted(names, key=lambda name: (not ways[name], name))[:most]
    rest = Counter(os.path.splitext(name)[1].lower() or "no ending" for name in {*names} - {*first})
    more = ", ".join(f"{count} {ending}" for ending, count in sorted(rest.items()))
    advice = sorted({*ways.values()} - {""}, key=lambda way: (way != import_all, way))
    shown = ", ".join(first) + (f" and {more}" if more else "")
    return "; ".join((f"files that hold no story were left alone: {shown}", *advice))


_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_MAILBOX, _FEED = ".mbox", ".xml"
_SIGNS = ((b"From ", _MAILBOX), (b"%PDF-", ".pdf"), (b"WARC/", ".warc"), (b"<?xml", _FEED), (b"<rss", _FEED))
"""How a file begins that has no ending of its own, as a mail program's mailboxes have none."""


class Taken(Struct):
    """What came out of one container."""

    container: str
    written: list[str]
    """Paths of the files that were written, or would be."""
    standing: int = 0
    """Items whose files stand already, with the same words."""
    differing: list[str] = []
    """Files that stand with other words than the container has now; kept unless they are to be replaced."""
    left_out: list[LeftOut] = []

    @property
    def summary(self) -> str:
        """What came of it, in a line."""
        parts = [f"{len(self.written)} {'story' if len(self.written) == 1 else 'stories'} written"]
        if self.standing:
            parts.append(f"{self.standing} there already")
        if self.differing:
            parts.append(f"{len(self.differing)} there with other words (--update replaces them)")
        if self.left_out:
            parts.append(f"{len(self.left_out)} left out")
        return f"{self.container}: {', '.join(parts)}"


class ImportFolder:
    """The folder that the stories of a container go into."""

    def __init__(self, path: Path, *, dry_run: bool, update: bool) -> None:
        self._path = path
        self._dry_run = dry_run
        self._update = update
        self._marks = {os.path.splitext(name)[0][-MARK_LENGTH:]: name for name in _listed(path)}
        self._met: dict[str, str] = {}
        """Each item of this run by its mark, with the mark of its words."""

    def take(self, item: Item, taken: Taken) -> None:
        """Write an item where it is not there yet, and note what came of it."""
        text = text_of(item, taken.container)
        known_by, words = mark(item.id), mark(text)
        if known_by in self._met:
            if self._met[known_by] == words:
                taken.standing += 1
                return
            # Two things under one id: both are kept, the later one known by its words as well.
            known_by = mark(item.id, text)
        self._met[known_by] = words
        name = self._marks.get(known_by)
        path = self._path / (name or file_name(item, known_by))
        if name is not None and path.read_text(encoding="utf-8", errors="replace") == text:
            taken.standing += 1
        elif name is not None and not self._update:
            taken.differing.append(str(path))
        else:
            self._write(path, text)
            taken.written.append(str(path))

    def _write(self, path: Path, text: str) -> None:
        """Write a file whole or not at all."""
        if self._dry_run:
            return
        # Names that begin with a dot are no stories, so what a killed import leaves is never read.
        beside = path.with_name(f".{path.name}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(text, encoding="utf-8", errors="replace", newline="")
            beside.replace(path)
        except OSError as error:
            beside.unlink(missing_ok=True)
            raise OutputError(
                f"{path}: cannot be written ({error.strerror}); the next import goes on here"
            ) from error


def imported(
    content: Path,
    files: Iterable[str],
    wanted: Wanted,
    *,
    into: str = "",
    dry_run: bool = False,
    update: bool = False,
    progress: Progress = lambda _what, _count: None,
) -> list[Taken]:
    """Take the stories out of `files` (or the files in a folder) into `content`; what came of each container.

    `into` names the folder below `content`, instead of one named as the container.

    Raises:
        InputError: a file is missing, or of no form that stories can be taken out of.
        SettingsError: a package that a format needs is not installed, or `into` leads out of `content`.
        OutputError: the content folder cannot be written.
    """
    containers = [(path, _known(path)) for name in files for path in _files(Path(name))]
    alone = len(containers) == 1
    for _, kind in containers:
        if kind.needs and find_spec(kind.needs) is None:
            install = f"pip install {INSTALLS['import']}"
            raise SettingsError(f"{kind.name} needs the package {kind.needs}; install it with: {install}")
    if into and not (content / into).resolve().is_relative_to(content.resolve()):
        raise SettingsError(f"--into {into}: leads out of {content}; name a folder inside it")
    progress("importing", sum(path.stat().st_size for path, _ in containers))
    folders: dict[Path, ImportFolder] = {}
    found = []
    for path, kind in containers:
        place = content / (into or slug(path.name.split(".")[0]) or "imported")
        folder = folders.setdefault(place, ImportFolder(place, dry_run=dry_run, update=update))
        try:
            found.append(_taken(path, kind, folder, wanted, progress))
        except InputError as error:
            if alone:
                raise
            # One file that is none of its kind costs the others of a folder nothing.
            found.append(Taken(path.name, [], left_out=[LeftOut(path.name, str(error))]))
    return found


def _taken(path: Path, kind: Format, folder: ImportFolder, wanted: Wanted, progress: Progress) -> Taken:
    """Take the stories out of one container."""
    taken = Taken(path.name, [])
    done = 0
    with path.open("rb") as file:
        if fault := _fault(file):
            raise InputError(f"{path.name}: {fault}")
        for each in kind.items(file, path.name, wanted):
            if isinstance(each, LeftOut):
                taken.left_out.append(each)
            else:
                folder.take(each, taken)
            if not file.closed:
                done, before = file.tell(), done
                progress("importing", before - done)
    return taken


def _fault(file: BinaryIO) -> str:
    """Why nothing can be taken out of a file, by how it begins; or nothing."""
    head = file.read(len(_OLD_OFFICE))
    file.seek(0)
    if not head:
        return "the file is empty; export or save it anew"
    if head == _OLD_OFFICE:
        return "is protected by a password, or in Word's old form; open it and save it as .docx without one"
    return ""


def _files(path: Path) -> Iterator[Path]:
    """The file, or every file of a folder that stories can be taken out of, by name."""
    if path.is_dir():
        inside = list(_importable(path))
        if not inside:
            raise InputError(f"{path}: holds no file that stories can be taken out of ({_kinds()})")
        yield from inside
    elif path.is_file():
        yield path
    else:
        beside = [each.name for each in path.parent.iterdir()] if path.parent.is_dir() else []
        near = [f"; is {path.parent / name} meant?" for name in get_close_matches(path.name, beside, n=1)]
        raise InputError(f"{path}: no such file or folder{''.join(near)}")


def _known(path: Path) -> Format:
    """The format of a file, by its name or else by how it begins."""
    kind = format_of(path.name)
    if kind is None and path.suffix.lower() not in SUFFIXES:
        with path.open("rb") as file:
            head = file.read(16)
        kind = next((format_of(f"x{ending}") for sign, ending in _SIGNS if head.startswith(sign)), None)
    if kind is not None:
        return kind
    if path.suffix.lower() in SUFFIXES:
        raise InputError(f"{path}: is a story as it is; copy it into the content folder")
    way = way_of(path.name) or "nothing is known of such files"
    raise InputError(f"{path}: {way}; what can be imported: {_kinds()}")


def _kinds() -> str:
    return ", ".join(ending for each in FORMATS for ending in each.endings)


def _listed(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise OutputError(f"{folder}: cannot be listed ({error.strerror}); check its permissions") from error


def hint(content: Path, root: Path) -> str:
    """Return what could be imported from a content folder without a story, or how stories look."""
    inside = list(_importable(content))
    if not inside:
        return f"{content}: holds no story; a story is a file that ends in {', '.join(SUFFIXES)}"
    names = ", ".join(path.relative_to(content).as_posix() for path in inside[:3])
    more = f" and {len(inside) - 3} more" if len(inside) > 3 else ""
    command = f"sitegen import{'' if root == Path() else f' -C {root}'} {content}"
    return f"{content}: holds no story, but stories can be taken out of {names}{more}: {command}"


def _importable(folder: Path) -> Iterator[Path]:
    """Every file in a folder that stories can be taken out of, by name."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and format_of(path.name) and not path.name.startswith(PASSED_OVER):
            yield path
