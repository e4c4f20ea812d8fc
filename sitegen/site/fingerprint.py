"""Whether anything at all has changed since the last build, without reading a single file of the site.

A stamp covers the names, sizes, times and inodes of everything under some folders. It is kept with the
last build's report; while it holds, the report still tells the truth and there is nothing to do. It is a sum
over the files, so that what a build changed can be worked into it.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from typing import Any
from zlib import crc32

_CODE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


State = tuple[int, int, int, int]
"""What tells a file from what it was before: size in bytes, times in nanoseconds and inode."""


def state_of(info: os.stat_result) -> State:
    """Return the state of a file."""
    return info.st_size, info.st_mtime_ns, info.st_ctime_ns, info.st_ino


def walk(folder: str) -> Iterator[tuple[str, State]]:
    """Yield every file under `folder` with its state, by path below it with forward slashes.

    A link counts with what it leads to, under its path with a slash behind. Hidden files and folders and byte
    code are left out; a folder that is missing counts as empty.
    """
    waiting = [("", folder)]
    while waiting:
        below, here = waiting.pop()
        try:
            entries = list(os.scandir(here))
        except OSError:
            continue
        for entry in entries:
            name = entry.name
            if name == "__pycache__" or name[0] == ".":
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append((f"{below}{name}/", entry.path))
                continue
            with suppress(FileNotFoundError):
                yield below + name, state_of(entry.stat(follow_symlinks=False))
            if entry.is_symlink():
                with suppress(OSError):
                    yield f"{below}{name}/", state_of(os.stat(entry.path))


def stamp_of(files: Iterable[tuple[str, State]]) -> str:
    """Return a name for some files in their states: 16 hexadecimal digits."""
    return f"{sum(map(_weight, files)) % _WEIGHTS:016x}"


def changed(stamp: str, before: Iterable[tuple[str, State]], after: Iterable[tuple[str, State]]) -> str:
    """Return the name for the files that `stamp` names once those of `before` are as in `after`."""
    total = int(stamp, 16) - int(stamp_of(before), 16) + int(stamp_of(after), 16)
    return f"{total % _WEIGHTS:016x}"


_WEIGHTS = 1 << 64
"""Sums of as many bits as Python's hash of some numbers has, which is the same in every process."""


def _weight(file: tuple[str, State]) -> int:
    """Return what a file in its state adds to a stamp."""
    path, state = file
    return hash((crc32(path.encode("utf-8", "surrogateescape")), state))


def stamp(folder: str) -> str:
    """Return a name for the present state of everything under `folder`."""
    return stamp_of(walk(folder))


@cache
def code() -> str:
    """Return a name for the installed program with all that it uses: other versions, another name."""
    beside = []
    for name in ("msgspec", "jinja2", "sentencex", "trafilatura"):
        # Whatever is installed or removed changes the folder that it stands in.
        for folder in _folders_of(name):
            with suppress(OSError):
                beside.append(f"{folder} {os.stat(folder).st_mtime_ns}")
    return blake2b("\n".join([stamp(_CODE), *dict.fromkeys(beside)]).encode(), digest_size=16).hexdigest()


def _folders_of(package: str) -> list[str]:
    """Return the folder that an installed package stands in."""
    from importlib.util import find_spec  # noqa: PLC0415 5 ms, which only a build takes

    spec = find_spec(package)
    places = list(spec.submodule_search_locations or ()) if spec else []
    return [os.path.dirname(place) for place in places]


def inputs(settings: Iterable[bytes], options: object) -> str:
    """Return a name for what a build is told: the settings files' bytes, the options, the program itself."""
    state = blake2b(repr(options).encode("utf-8", "surrogateescape"), digest_size=16)
    for raw in settings:
        state.update(b"%d:" % len(raw) + raw)
    state.update(code().encode())
    return state.hexdigest()


class Stamps:
    """The stamps of folders as they are now, each taken once."""

    def __init__(self) -> None:
        self._taken: dict[str, str] = {}
        self._begun: dict[str, tuple[int, int]] = {}
        """Process and pipe of each folder that is being looked through."""

    def begin(self, folder: str) -> None:
        """Take the stamp of a folder in a process of its own, where that is safe, until it is asked for."""
        if sys.platform != "linux" or threading.active_count() > 1:
            return
        with suppress(OSError):
            ours, its = os.pipe()
            process = os.fork()
            if not process:
                try:
                    os.write(its, stamp(folder).encode())
                finally:
                    os._exit(0)
            os.close(its)
            self._begun[folder] = process, ours

    def of(self, folder: str) -> str:
        """Return the stamp of a folder, as it was when it was begun or asked for first."""
        if folder not in self._taken:
            told = ""
            if begun := self._begun.pop(folder, None):
                with open(begun[1], encoding="ascii") as pipe:
                    told = pipe.read()
                os.waitpid(begun[0], 0)
            self._taken[folder] = told or stamp(folder)
        return self._taken[folder]


def last(file: str, told: str, stamps: Stamps) -> dict[str, Any] | None:
    """Return the last build's report, if it was told the same (`told`) and nothing has changed since."""
    try:
        with open(file, encoding="utf-8") as opened:
            kept = json.load(opened)
        # The output folder comes last and has most files.
        stamps.begin(kept["folders"][-1][0])
        if kept["inputs"] == told and all(stamps.of(folder) == name for folder, name in kept["folders"]):
            report: dict[str, Any] = kept["report"]
            due = report["until"] and report["until"] <= time.strftime(
                "%Y-%m-%dT%H:%M", time.gmtime(_moment())
            )
            return report if isinstance(report["problems"], list) and not due else None
    except (OSError, ValueError, LookupError, TypeError):
        pass
    return None


def _moment() -> float:
    """The seconds since 1970 that count for this build."""
    return float(os.environ.get("SOURCE_DATE_EPOCH") or time.time())


def keep(file: str, told: str, folders: Mapping[str, str], report: dict[str, Any]) -> None:
    """Leave `report` for `last`; a place that cannot be written costs time alone.

    `folders` has the stamp of each: of those that were read from before they were, so that what was saved
    meanwhile is found by the next build. What was written is of no use to it.
    """
    report = {**report, "written": [], "removed": []}
    with suppress(OSError), open(file, "w", encoding="utf-8") as opened:
        json.dump({"inputs": told, "folders": list(folders.items()), "report": report}, opened)
