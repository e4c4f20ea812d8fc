"""What the terminal says while a site is served: the address, a line for each change, and what is at fault.

With JSON, one event a line: ``serving``, ``change``, ``fault``, ``mended``, ``polling``, ``stopped``.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from threading import Lock
from typing import Any, TextIO

from msgspec import Struct

from sitegen.commands import visible
from sitegen.commands.build import many
from sitegen.model import Problem
from sitegen.serve.http import Endpoint
from sitegen.site.live_site import DigestName, SiteChange

SHOWN = 3
"""Judgement: names of stories or digests that a line gives before it counts the rest; 3 fill one."""

FATES = ("joined", "left", "split", "merged", "changed")


class Terminal:
    """Says what happens: results on stdout, what is wrong on stderr."""

    def __init__(self, *, as_json: bool, quiet: bool, out: TextIO | None = None) -> None:
        """`out` stands in for stdout."""
        self._json = as_json
        self._quiet = quiet
        self._out = out
        self._problems: frozenset[Problem] = frozenset()
        self._url = ""

    def serving(self, endpoint: Endpoint, asked: int) -> None:
        """The address, and what is unusual about it."""
        self._url = endpoint.url
        if self._json:
            self._event("serving", url=endpoint.url, port=endpoint.port, local=endpoint.local)
        else:
            self._print(endpoint.url)
        if asked and endpoint.port != asked:
            self._warn(f"port {asked} is taken; this is {endpoint.port}")
        if not endpoint.local:
            self._warn("other machines can reach this server, and read every page and decide in your name")

    def ready(self, seconds: float) -> None:
        """The site is there."""
        if self._json:
            self._event("ready", seconds=round(seconds, 3))
        else:
            self._print(f"ready in {_time(seconds)}; stop with Ctrl-C")

    def changed(self, files: Iterable[str], change: SiteChange, seconds: float) -> None:
        """What changed, which digests it touched, how many pages, how long; `files` are no stories."""
        files = tuple(files)
        fates = {fate: tuple(getattr(change, fate)) for fate in FATES}
        if not (files or change.stories or change.gone or any(fates.values()) or change.pages):
            return
        if self._json:
            self._event(
                "change",
                files=list(files),
                stories=list(change.stories),
                gone=list(change.gone),
                **{fate: [_named(each) for each in named] for fate, named in fates.items()},
                pages=change.pages,
                seconds=round(seconds, 3),
            )
        else:
            self._print(self._line(files, change, fates, seconds))

    def problems(self, problems: Sequence[Problem]) -> None:
        """Those among the problems of stories that are new."""
        fresh = sorted(set(problems) - self._problems)
        self._problems = frozenset(problems)
        for each in fresh:
            if self._json:
                self._event("problem", path=each.path, line=each.line, message=each.message)
            else:
                self._warn(f"{each.path}{f':{each.line}' if each.line else ''}: {each.message}")

    def fault(self, fault: Fault) -> None:
        """What is wrong; the last good site is still shown."""
        if self._json:
            told = {"what": fault.what, "file": fault.file, "line": fault.line, "todo": fault.todo}
            return self._event("fault", **told)
        place = f"{fault.file}:{fault.line}: " if fault.line else f"{fault.file}: " if fault.file else ""
        self._warn(f"{place}{fault.what}" + (f"; {fault.todo}" if fault.todo else ""))
        for number, text in fault.lines:
            self._warn(f"{'>' if number == fault.line else ' '}{number:5} | {text}")
        return self._warn("the last good site is shown until this is mended")

    def mended(self) -> None:
        """The fault is gone."""
        if self._json:
            self._event("mended")
        else:
            self._print("mended")

    def polling(self, why: str) -> None:
        """Nothing can be heard from the system."""
        if self._json:
            self._event("polling", why=why)
        else:
            self._warn(f"{why}; the folder is looked through now and then instead, which is slower")

    def stopped(self) -> None:
        """The end."""
        if self._json:
            self._event("stopped")

    def _line(
        self,
        files: Sequence[str],
        change: SiteChange,
        fates: dict[str, tuple[DigestName, ...]],
        seconds: float,
    ) -> str:
        what = [_some([*files, *change.stories])] if files or change.stories else []
        what += [f"gone: {_some(change.gone)}"] if change.gone else []
        told = [f"{fate} {self._some_digests(named)}" for fate, named in fates.items() if named]
        told.append(f"{many(change.pages, 'page')}, {_time(seconds)}")
        return f"{', '.join(what) or 'the folder'}: {'; '.join(told)}"

    def _some_digests(self, named: Sequence[DigestName]) -> str:
        return _some([f"“{each.title}” {self._url}{each.address}/" for each in named])

    def _event(self, name: str, **values: Any) -> None:  # noqa: ANN401 anything that JSON can say
        told = json.dumps({"event": name, **values}, ensure_ascii=False)
        print(visible(told), file=self._out, flush=True)

    def _print(self, line: str) -> None:
        if not self._quiet:
            print(visible(line), file=self._out, flush=True)

    def _warn(self, line: str) -> None:
        print(visible(line), file=sys.stderr, flush=True)


def _named(digest: DigestName) -> dict[str, str]:
    return {"address": digest.address, "title": digest.title}


def _some(names: Sequence[str]) -> str:
    """The first few names and the number of the others.

    >>> _some(["a", "b", "c", "d", "e"])
    'a, b, c and 2 more'
    """
    shown = ", ".join(names[:SHOWN])
    return shown + (f" and {len(names) - SHOWN} more" if len(names) > SHOWN else "")


def _time(seconds: float) -> str:
    """A span of time for a person.

    >>> _time(0.0412), _time(3.21)
    ('41 ms', '3.2 s')
    """
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


AROUND = 3
"""Judgement: lines shown before and behind the one at fault; 7 in all fit beside the message on a phone."""

WIDEST = 200
"""Judgement: characters of a line that are shown; a line of a layout has up to 110."""

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
