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
from typing import Self

from sitegen.errors import OutputError
from sitegen.model import Page, Problem

OWN = ".sitegen"
"""Folder inside the output folder that holds the manifest and, during a build, the staged pages."""


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
        self._staged: dict[str, str] = {}
        self._folders: set[str] = set()
        with _explained(out):
            self._own.mkdir(parents=True, exist_ok=True)
            self.manifest = _manifest(self._own / "manifest")
            self._recover()
            self._stage.mkdir(exist_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Remove what was staged and will never be switched; a switch that was begun keeps its pages."""
        if not (self._own / "journal").exists():
            shutil.rmtree(self._stage, ignore_errors=True)

    def stage(self, page: Page) -> str:
        """Write `page` beside the site unless the site has it already; the digest of its bytes."""
        name = digest(page.data)
        if self.manifest.get(page.path) == name and self._stands(page.path, len(page.data)):
            return name
        target = self._stage / page.path
        with _explained(self.out):
            folder = os.path.dirname(page.path)
            if folder not in self._folders:
                target.parent.mkdir(parents=True, exist_ok=True)
                self._folders.add(folder)
            with open(target, "wb", buffering=0) as file:
                file.write(page.data)
        self._staged[page.path] = name
        return name

    def switch(
        self, pages: Mapping[str, str]
    ) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Problem, ...]]:
        """Put the staged pages in place and remove owned pages that are not in `pages` (path to digest).

        Returns the paths written, the paths removed, and a problem for each page that a user's file stands in
        the way of.
        """
        problems = tuple(sorted(self._in_the_way(path) for path in self._staged if self._foreign(path)))
        blocked = {problem.path for problem in problems}
        moves = {path: name for path, name in self._staged.items() if self._shown(path) not in blocked}
        stale = sorted(self.manifest.keys() - pages.keys())
        owned = {path: name for path, name in pages.items() if self._shown(path) not in blocked}
        with _explained(self.out):
            for path in self._staged.keys() - moves.keys():
                (self._stage / path).unlink()
            if moves or stale or owned != self.manifest:
                _write(self._own / "journal", _lines(owned))
                self._finish(owned)
        self.manifest = owned
        self._staged = {}
        return tuple(sorted(moves)), tuple(stale), problems

    def _recover(self) -> None:
        """Finish a switch that was cut short; forget pages that were staged and never complete."""
        journal = self._own / "journal"
        if journal.exists():
            self._finish(_manifest(journal))
        shutil.rmtree(self._stage, ignore_errors=True)

    def _finish(self, owned: dict[str, str]) -> None:
        """Carry out the journal: move what is staged, remove what is stale, record what is ours."""
        # Until the end the old manifest and the journal together say what is ours.
        if self._stage.is_dir():
            _move(str(self._stage), str(self.out))
        for path in sorted(self.manifest.keys() - owned.keys(), reverse=True):
            self._remove(path)
        os.replace(self._own / "journal", self._own / "manifest")
        self.manifest = owned

    def _remove(self, path: str) -> None:
        """Remove an owned page and the folders that this leaves empty."""
        if _inside(self.out, path):
            (self.out / path).unlink(missing_ok=True)
            for folder in Path(path).parents:
                if str(folder) == ".":
                    break
                try:
                    (self.out / folder).rmdir()
                except OSError:
                    break

    def _stands(self, path: str, size: int) -> bool:
        """Whether the page's file is there with that many bytes."""
        try:
            info = os.lstat(self.out / path)
        except OSError:
            return False
        return info.st_size == size

    def _foreign(self, path: str) -> bool:
        """Whether a file that is not ours stands where the page goes, or above it."""
        if path in self.manifest and _inside(self.out, path):
            return (self.out / path).is_dir()
        return os.path.lexists(self.out / path) or not _inside(self.out, path)

    def _in_the_way(self, path: str) -> Problem:
        return Problem(
            self._shown(path), 0, "this file is not sitegen's, so the page was not written; move or rename it"
        )

    def _shown(self, path: str) -> str:
        return f"{self.out.name}/{path}"


def _inside(out: Path, path: str) -> bool:
    """Whether no folder on the way to `path` is a link or a file."""
    folder = str(out)
    for part in path.split("/")[:-1]:
        folder = f"{folder}/{part}"
        if os.path.islink(folder) or os.path.isfile(folder):
            return False
    return True


def _move(stage: str, out: str) -> None:
    """Move a staged tree into place, whole folders at once where there is none yet."""
    for entry in os.scandir(stage):
        target = f"{out}/{entry.name}"
        if entry.is_dir() and os.path.isdir(target):
            _move(entry.path, target)
        else:
            os.replace(entry.path, target)


def _manifest(file: Path) -> dict[str, str]:
    """Path to digest of every page that is ours; empty where there is no record."""
    if not file.exists():
        return {}
    rows = (line.partition("\t") for line in file.read_text(encoding="utf-8").splitlines())
    return {
        path: name
        for name, tab, path in rows
        if tab and ".." not in path.split("/") and not path.startswith("/")
    }


def _lines(pages: Mapping[str, str]) -> bytes:
    return "".join(f"{name}\t{path}\n" for path, name in sorted(pages.items())).encode()


def _write(file: Path, data: bytes) -> None:
    """Write a whole file beside the old one and rename."""
    beside = file.with_name(f"{file.name}.new")
    beside.write_bytes(data)
    os.replace(beside, file)


@contextlib.contextmanager
def _explained(out: Path) -> Iterator[None]:
    """Turn a fault of the file system into a message for a person."""
    try:
        yield
    except OSError as error:
        what = {
            errno.ENOSPC: "the disk is full; make room and build again",
            errno.EFBIG: "a file grew over the limit of this account; raise it and build again",
            errno.EDQUOT: "the disk quota is used up; make room and build again",
            errno.EACCES: "it may not be written; change its permissions or name another folder with --out",
            errno.EPERM: "it may not be written; change its permissions or name another folder with --out",
            errno.EROFS: "it is on a read-only file system; name another folder with --out",
        }.get(error.errno or 0, f"{error.strerror}; name another folder with --out")
        where = error.filename or out
        raise OutputError(
            f"{out}: cannot write {where}: {what}; what was published before still stands"
        ) from error
