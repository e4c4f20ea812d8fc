"""Whether anything at all has changed since the last build, without reading a single file of the site.

A stamp covers the names, sizes, times and inodes of everything under some folders. It is kept with the
last build's report; while it holds, the report still tells the truth and there is nothing to do.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from typing import Any

_CODE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def stamp(folder: str) -> str:
    """A name for the present state of everything under `folder`; a missing one counts as empty."""
    state = blake2b(digest_size=16)
    for line in _tree(folder):
        state.update(line.encode("utf-8", "surrogateescape"))
    return state.hexdigest()


@cache
def code() -> str:
    """A name for the installed program: another version, another name."""
    return stamp(_CODE)


def inputs(settings: Iterable[bytes], options: object) -> str:
    """A name for what a build is told: the settings files' bytes, the options, the program itself."""
    state = blake2b(repr(options).encode("utf-8", "surrogateescape"), digest_size=16)
    for raw in settings:
        state.update(b"%d:" % len(raw) + raw)
    state.update(code().encode())
    return state.hexdigest()


def last(file: str, told: str) -> dict[str, Any] | None:
    """The last build's report, if it was told the same (`told`) and nothing has changed since."""
    try:
        with open(file, encoding="utf-8") as opened:
            kept = json.load(opened)
        if kept["inputs"] == told and all(stamp(folder) == name for folder, name in kept["folders"]):
            report: dict[str, Any] = kept["report"]
            return report
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return None


def keep(file: str, told: str, before: dict[str, str], out: str, report: dict[str, Any]) -> None:
    """Leave `report` for `last`, unless a folder that was read changed while the build ran.

    `before` has the stamp of every folder that was read, taken before it was; `out` is the output folder.
    """
    if all(stamp(folder) == name for folder, name in before.items()):
        kept = {"inputs": told, "folders": [*before.items(), (out, stamp(out))], "report": report}
        with open(file, "w", encoding="utf-8") as opened:
            json.dump(kept, opened)


def _tree(folder: str) -> list[str]:
    """One line for each entry under `folder`, sorted; byte code and hidden folders are left out."""
    lines: list[str] = []
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            entries = list(os.scandir(here))
        except OSError:
            continue
        for entry in entries:
            if entry.name == "__pycache__" or entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
            else:
                info = entry.stat(follow_symlinks=False)
                times = f"{info.st_size} {info.st_mtime_ns} {info.st_ctime_ns} {info.st_ino} {info.st_mode}"
                lines.append(f"{entry.path}\0{times}\n")
    lines.sort()
    return lines
