"""How pages reach the output folder: staged beside it, then switched, with a record of what is ours.

Every changed page is first written in full under ``.sitegen/stage`` inside the output folder. Only when
all of them are there, a journal says so, and the switch renames them into place, which needs no room on
the disk. A switch that was cut short is finished by the next run. A file that is not in the manifest
belongs to the user and is neither overwritten nor removed.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple, Self

from sitegen.errors import OutputError
from sitegen.model import Page, Problem

OWN = ".sitegen"
"""Folder inside the output folder that holds the manifest and, during a build, the staged pages."""


class Owned(NamedTuple):
    """A page as it was written."""

    name: str
    """Digest of its bytes."""
    size: int
    modified: int
    """Nanoseconds; another time or size means that somebody else changed the file."""


class Switched(NamedTuple):
    """What a switch did."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    problems: tuple[Problem, ...]
    """One for each page that was not written because a user's file stands in its place."""


def digest(data: bytes) -> str:
    """The name of some bytes: 20 hexadecimal digits."""
    return blake2b(data, digest_size=10).hexdigest()


class Publisher:
    """Writes one build into an output folder; use it as a context so that nothing staged stays behind."""

    def __init__(self, out: Path) -> None:
        """Raises OutputError when the folder cannot be made or written."""
        self.out = out
        self._own = out / OWN
        self._stage = self._own / "stage"
        self._staged: dict[str, Owned] = {}
        self._folders: set[str] = set()
        with _explained(out):
            self._own.mkdir(parents=True, exist_ok=True)
            self._manifest = _read(self._own / "manifest")
            self._recover()
            self._stage.mkdir(exist_ok=True)
            self._there = dict(_tree(str(out), ""))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Remove what was staged and will never be switched; a switch that was begun keeps its pages."""
        if not (self._own / "journal").exists():
            shutil.rmtree(self._stage, ignore_errors=True)

    def stands(self, path: str, name: str) -> bool:
        """Whether the site has the page `path`, untouched, with the digest `name`."""
        owned = self._manifest.get(path)
        return owned is not None and owned.name == name and self._there.get(path) == owned[1:]

    def read(self, path: str) -> bytes:
        """The bytes of a page that is staged or stands."""
        folder = self._stage if path in self._staged else self.out
        with _explained(self.out):
            return (folder / path).read_bytes()

    def stage(self, page: Page) -> str:
        """Write `page` beside the site unless the site has it already; the digest of its bytes."""
        name = digest(page.data)
        if self.stands(page.path, name):
            return name
        target = f"{self._stage}/{page.path}"
        with _explained(self.out):
            folder = os.path.dirname(target)
            if folder not in self._folders:
                os.makedirs(folder, exist_ok=True)
                self._folders.add(folder)
            with open(target, "wb") as file:
                file.write(page.data)
                file.flush()
                self._staged[page.path] = Owned(name, len(page.data), os.fstat(file.fileno()).st_mtime_ns)
        return name

    def switch(self, pages: Mapping[str, str]) -> Switched:
        """Put the staged pages in place and remove owned pages that are not in `pages` (path to digest)."""
        blocked = {path for path in self._staged if self._foreign(path)}
        problems = tuple(
            Problem(
                f"{self.out.name}/{path}",
                0,
                "this file is not sitegen's, so the page was not written; move or rename it",
            )
            for path in sorted(blocked)
        )
        owned = {
            path: self._staged.get(path) or self._manifest[path] for path in pages if path not in blocked
        }
        removed = tuple(sorted(self._manifest.keys() - owned.keys()))
        written = tuple(sorted(self._staged.keys() - blocked))
        with _explained(self.out):
            for path in blocked:
                os.unlink(self._stage / path)
            if written or removed:
                _write(self._own / "journal", owned)
                self._finish(owned)
        return Switched(written, removed, problems)

    def _recover(self) -> None:
        """Finish a switch that was cut short; forget pages that were staged and never complete."""
        journal = self._own / "journal"
        if journal.exists():
            self._finish(_read(journal))
        shutil.rmtree(self._stage, ignore_errors=True)

    def _finish(self, owned: dict[str, Owned]) -> None:
        """Carry out the journal: move what is staged, remove what is stale, record what is ours."""
        if self._stage.is_dir():
            _move(str(self._stage), str(self.out))
        for path in sorted(self._manifest.keys() - owned.keys(), reverse=True):
            self._remove(path)
        os.replace(self._own / "journal", self._own / "manifest")
        self._manifest = owned

    def _remove(self, path: str) -> None:
        """Remove an owned page and the folders that this leaves empty."""
        if _inside(self.out, path):
            (self.out / path).unlink(missing_ok=True)
            for folder in list(Path(path).parents)[:-1]:
                try:
                    (self.out / folder).rmdir()
                except OSError:
                    break

    def _foreign(self, path: str) -> bool:
        """Whether something that is not ours stands where the page goes, or above it."""
        if path in self._manifest and _inside(self.out, path):
            return (self.out / path).is_dir()
        return path in self._there or not _inside(self.out, path) or (self.out / path).is_dir()


def _inside(out: Path, path: str) -> bool:
    """Whether no folder on the way to `path` is a link or a file."""
    folder = str(out)
    for part in path.split("/")[:-1]:
        folder = f"{folder}/{part}"
        if os.path.islink(folder) or os.path.isfile(folder):
            return False
    return True


def _tree(folder: str, prefix: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Size and time of every file of the site under `folder`, by path."""
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            if prefix or entry.name != OWN:
                yield from _tree(entry.path, f"{prefix}{entry.name}/")
        else:
            info = entry.stat(follow_symlinks=False)
            yield f"{prefix}{entry.name}", (info.st_size, info.st_mtime_ns)


def _move(stage: str, out: str) -> None:
    """Move a staged tree into place, whole folders at once where there is none yet."""
    for entry in list(os.scandir(stage)):
        target = f"{out}/{entry.name}"
        if entry.is_dir() and os.path.isdir(target):
            _move(entry.path, target)
        else:
            os.replace(entry.path, target)


def _read(file: Path) -> dict[str, Owned]:
    """Every page that is ours, by path; empty where there is no record. Damaged lines are passed over."""
    owned: dict[str, Owned] = {}
    if file.exists():
        for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
            name, size, modified, path = (line.split("\t", 3) + [""] * 3)[:4]
            if path and size.isdecimal() and modified.isdecimal() and _plain(path):
                owned[path] = Owned(name, int(size), int(modified))
    return owned


def _plain(path: str) -> bool:
    """Whether a path leads nowhere but down."""
    return not path.startswith("/") and ".." not in path.split("/")


def _write(file: Path, owned: Mapping[str, Owned]) -> None:
    """Write a whole record beside the old one and rename."""
    beside = file.with_name(f"{file.name}.new")
    rows = (f"{name}\t{size}\t{modified}\t{path}\n" for path, (name, size, modified) in sorted(owned.items()))
    beside.write_text("".join(rows), encoding="utf-8")
    os.replace(beside, file)


_REMEDIES = {
    errno.ENOSPC: "the disk is full; make room and build again",
    errno.EFBIG: "a file grew over the limit of this account; raise it and build again",
    errno.EDQUOT: "the disk quota is used up; make room and build again",
    errno.EROFS: "the file system is read-only; name another folder with --out",
    errno.EACCES: "it may not be written; change its permissions or name another folder with --out",
    errno.EPERM: "it may not be written; change its permissions or name another folder with --out",
    errno.ENOTDIR: "it is not a folder; name another one with --out",
    errno.EEXIST: "it is not a folder; name another one with --out",
}


@contextlib.contextmanager
def _explained(out: Path) -> Iterator[None]:
    """Turn a fault of the file system into a message for a person."""
    try:
        yield
    except OSError as error:
        what = _REMEDIES.get(error.errno or 0, f"{error.strerror}; name another folder with --out")
        where = error.filename or out
        raise OutputError(f"{where}: {what}; what was published before still stands") from error
