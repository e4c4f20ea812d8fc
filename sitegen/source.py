"""Where stories come from: the content folder, scanned and read without following anything out of it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from sitegen.errors import InputError
from sitegen.model import Problem

SUFFIXES = (".txt", ".md", ".markdown", ".html", ".htm")
"""File names that hold a story, lower case."""

MAX_BYTES = 16_000_000
"""Largest file that is read, in bytes. A story has thousands; a page saved with its pictures millions."""

_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class File(Struct, frozen=True, gc=False):
    """A story file as the file system shows it, without its bytes."""

    path: str
    """Under the content folder, with forward slashes."""
    size: int
    modified: int
    """Nanoseconds; with `changed` and `inode` a sign that the bytes may have changed."""
    changed: int
    inode: int


class Scan(Struct, frozen=True):
    """What a content folder holds."""

    files: tuple[File, ...]
    """Sorted by path."""
    problems: tuple[Problem, ...]
    others: tuple[tuple[str, int], ...]
    """File name endings that hold no story, with their number of files, sorted."""


def scan(root: Path) -> Scan:
    """What the content folder `root` holds; hidden files are passed over.

    Raises:
        InputError: the folder is missing or cannot be listed.
    """
    if not root.is_dir():
        raise InputError(
            f"{root}: no such folder; name the folder of stories with --content DIR, or run: sitegen init"
        )
    files: list[File] = []
    problems: list[Problem] = []
    others: dict[str, int] = {}
    for path, entry in _walk(root, problems):
        suffix = os.path.splitext(path)[1].lower()
        fault = _fault(path, entry, suffix)
        if fault:
            problems.append(Problem(path, 0, fault, lost=True))
        elif suffix not in SUFFIXES:
            others[suffix or "no ending"] = others.get(suffix or "no ending", 0) + 1
        else:
            info = entry.stat(follow_symlinks=False)
            files.append(File(path, info.st_size, info.st_mtime_ns, info.st_ctime_ns, info.st_ino))
    files.sort(key=lambda file: file.path)
    return Scan(tuple(files), tuple(sorted(problems)), tuple(sorted(others.items())))


def load(root: Path, path: str) -> bytes | Problem:
    """The bytes of a story file, or why they cannot be had. A link put in its place is not followed."""
    try:
        handle = os.open(
            root / path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        )
    except OSError as error:
        return Problem(path, 0, f"cannot be read ({error.strerror}); check its permissions", lost=True)
    with open(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return Problem(path, 0, "is not a regular file; put a copy of the story here", lost=True)
        return file.read(MAX_BYTES + 1)


def _walk(root: Path, problems: list[Problem]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every entry below `root` that is no folder, with its path; unlisted folders become problems."""
    folders = [""]
    while folders:
        folder = folders.pop()
        try:
            entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
        except OSError as error:
            if not folder:
                raise InputError(f"{root}: cannot be listed ({error.strerror})") from error
            problems.append(
                Problem(folder, 0, f"cannot be listed ({error.strerror}); check its permissions", lost=True)
            )
            continue
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append(path)
            else:
                yield path, entry


def _fault(path: str, entry: os.DirEntry[str], suffix: str) -> str | None:
    """Why this entry cannot be a story, or None."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return "the file name is not valid UTF-8; rename the file"
    if entry.is_symlink():
        return "is a link, and links are not followed; put a copy of the story here"
    if not entry.is_file(follow_symlinks=False):
        return "is not a regular file (a pipe, socket or device); remove it"
    if suffix in SUFFIXES and entry.stat(follow_symlinks=False).st_size > MAX_BYTES:
        size = entry.stat(follow_symlinks=False).st_size
        return (
            f"holds {size / 1e6:.0f} MB and a story has at most {MAX_BYTES / 1e6:.0f} MB; split or remove it"
        )
    return None
