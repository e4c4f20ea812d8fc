"""What keeps a site from being built anew, with all a person needs to mend it; the first is shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from threading import Lock

from msgspec import Struct

AROUND = 3
"""Lines shown before and behind the one at fault."""

WIDEST = 200
"""Characters of a line that are shown."""

_PLACE = re.compile(r"\A(?P<file>[^:\n]+\.(?:html|css|svg|toml|txt|md|js|xml|po))(?::(?P<line>\d+))?: ")
_LINE = re.compile(r"\bline (\d+)")


class Fault(Struct, frozen=True):
    """Something that keeps the site from being built anew."""

    what: str
    file: str = ""
    """Path under the site's folder; empty where no file is to blame."""
    line: int = 0
    """Counted from 1; 0 where it is not known."""
    lines: tuple[tuple[int, str], ...] = ()
    """The lines around it, each with its number."""
    todo: str = ""
    """What to do, where the message says it."""


def fault(message: str, read: Callable[[str], str | None]) -> Fault:
    """The fault that an error's message tells of; `read` gives the text of a file of the site, if it may.

    >>> fault("sitegen.toml: unknown key 'titel'; did you mean 'title'?", lambda _: None).todo
    "Did you mean 'title'?"
    """
    place = _PLACE.match(message)
    told = message[place.end() :] if place else message
    what, _, todo = (part[:1].upper() + part[1:] for part in told.partition("; "))
    if place is None:
        return Fault(what, todo=todo)
    file, text = place["file"], read(place["file"])
    line = int(place["line"] or 0) or _line(told, text)
    return Fault(what, file, line, _around(text, line), todo)


def _line(told: str, text: str | None) -> int:
    """The line that a message speaks of: by its number, else the first that holds what it quotes."""
    if found := _LINE.search(told):
        return int(found[1])
    quoted = re.search(r"'([^']+)'", told)
    if quoted is None or text is None:
        return 0
    key = re.compile(rf"^\s*[\"']?{re.escape(quoted[1])}\b", re.MULTILINE)
    place = key.search(text)
    return text.count("\n", 0, place.end()) + 1 if place else 0


def _around(text: str | None, line: int) -> tuple[tuple[int, str], ...]:
    """The lines around one, with their numbers; nothing where there is no such line."""
    lines = text.splitlines() if text else []
    if not 0 < line <= len(lines):
        return ()
    first, last = max(1, line - AROUND), min(len(lines), line + AROUND)
    return tuple((number, lines[number - 1][:WIDEST]) for number in range(first, last + 1))


class Faults:
    """What is wrong now; any thread may add to it."""

    def __init__(self, show: Callable[[Fault | None], None]) -> None:
        """`show` hears when another fault than before is the first, or none is left."""
        self._show = show
        self._lock = Lock()
        self._present: dict[str, Fault] = {}
        self._shown: Fault | None = None

    def add(self, origin: str, fault: Fault) -> None:
        """There is a fault; the last one of the same origin gives way to it.

        >>> faults = Faults(lambda fault: print(fault and fault.what))
        >>> faults.add("settings", Fault("no such key")); faults.mend("layouts"); faults.mend("settings")
        no such key
        None
        """
        with self._lock:
            self._present[origin] = fault
            self._tell()

    def mend(self, origin: str) -> None:
        """Nothing of this origin is wrong any more."""
        if origin in self._present:
            with self._lock:
                self._present.pop(origin, None)
                self._tell()

    def _tell(self) -> None:
        first = next(iter(self._present.values()), None)
        if first != self._shown:
            self._shown = first
            self._show(first)
