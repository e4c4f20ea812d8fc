"""What has settled in a site's folders since it was asked last: stories, and what decides how the site looks.

Hints come from the system's watchers, in threads of their own, and say where to look. While nothing is
heard everything is looked at now and then all the same.
"""

from __future__ import annotations

import os
import queue
import time
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from sitegen.model import Problem
from sitegen.read.media import ENDINGS
from sitegen.serve.file_table import FileTable, Surroundings
from sitegen.serve.watch import Watch, WatchedFolder
from sitegen.site.source import PASSED_OVER

HUSH = 0.004
"""Silence after the first hint before the first look, in seconds: one save makes several events at once."""

QUIET = 0.01
"""Silence between two looks that have to agree, in seconds. Half-written files rarely rest for longer."""

BURST = 50
"""Hints in one go above which many files are changing, as in a checkout, and more silence is waited for."""

BURST_QUIET = 0.1
"""Silence after a burst, in seconds."""

PATIENCE = 3.0
"""Longest that a change waits for others to settle, in seconds."""

STRAGGLERS = 0.1
"""Longest that what has settled waits for a file that never does, in seconds."""

REST = 10.0
"""Seconds between two looks at everything while nothing is heard."""

POLL = 0.5
"""The same where the system cannot tell of changes."""

EASE, POLL_EASE = 200, 20
"""How many times longer than a look at everything the rest after it is: 0.5 % and 5 % of a processor."""

SURROUNDINGS = ("sitegen.toml", "pyproject.toml", "overrides.toml", "sitegen.lock")
"""Files in the site's folder that decide what the site is like."""

_ELSEWHERE = "\0"
"""Stands for a hint at the surroundings; no path can be this."""


class Settled(Struct):
    """What is new."""

    stories: dict[str, bytes | None] = {}
    """By path under the content folder; None where one is gone."""
    since: float = 0.0
    """When the first hint came, on the clock that counts spans of time."""
    files: set[str] = set()
    """Full paths of surroundings that changed."""

    def __bool__(self) -> bool:
        return bool(self.stories or self.files)


class _Hints(Struct):
    """Where to look."""

    stories: set[str] = set()
    whole: bool = False

    def add(self, path: str | None) -> None:
        """Look at one more place, or at everything."""
        if path is None:
            self.whole = True
        else:
            self.stories.add(path)


class Folder:
    """The folders of a site, watched until it is closed."""

    def __init__(self, root: Path, content: Path, layouts: Path, ignore: Sequence[str] = ()) -> None:
        """What they hold now counts as known."""
        self._settled = Settled()
        self._hints: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._watch = Watch(self._heard)
        self.place(root, content, layouts, ignore)

    def place(self, root: Path, content: Path, layouts: Path, ignore: Sequence[str] = ()) -> bool:
        """Turn to these folders, whatever they hold now counting as known; whether they are others.

        `ignore` are the patterns of what is no story in the content folder.
        """
        tops = [Path(os.path.realpath(each)) for each in (root, content, layouts)]
        if getattr(self, "_placed", None) == (tops, tuple(ignore)):
            return False
        self._placed = tops, tuple(ignore)
        root, self._content, self._layouts = tops
        self._files = {str(root / name) for name in SURROUNDINGS}
        self._table = FileTable(self._content, ignore)
        self._around = Surroundings(sorted(map(Path, self._files)), [self._layouts, root / "pages"])
        deep = {self._content, self._layouts}
        # When one of these comes or goes, so does all that is in it.
        self._above = {str(each) for top in deep for each in (top, *top.parents)}
        self._above -= {str(each) for each in (root, *root.parents)}
        above = {root, self._content.parent, self._layouts.parent} - deep
        self._places = [WatchedFolder(each, deep=each in deep) for each in sorted(above | deep)]
        self._patrol = 0.0
        return True

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What keeps files of the content folder from being stories, sorted."""
        return self._table.problems

    @property
    def blind(self) -> str | None:
        """Why the system cannot tell of changes; None where it can."""
        return self._watch.blind

    def text(self, name: str) -> str | None:
        """The text of a file that decides how the site looks, by its path under the site's folder."""
        paths = [path for path in self._files if os.path.basename(path) == name]
        if name.startswith("layouts/"):
            paths = [str(self._layouts / name.removeprefix("layouts/"))]
        try:
            return Path(paths[0]).read_text(encoding="utf-8-sig") if paths else None
        except (OSError, UnicodeDecodeError):
            return None

    def settled(self) -> Settled:
        """What is new, once something is and two looks agree on it; it may come to nothing.

        Raises:
            InputError: the content folder is missing or cannot be listed.
        """
        hints = self._wait()
        self._settled.since = time.perf_counter()
        began = time.monotonic()
        while True:
            self._look(hints)
            self._settled.files.update(self._around.look())
            spent = time.monotonic() - began
            if not self._restless or spent > PATIENCE:
                break
            hints = _Hints()
            if not self._gather(hints, QUIET) and self._settled and spent > STRAGGLERS:
                break
        found, self._settled = self._settled, Settled()
        return found

    def wake(self) -> None:
        """Have everything looked at now; from any thread."""
        self._hints.put(None)

    def close(self) -> None:
        """Watch no longer."""
        self._watch.close()

    @property
    def _restless(self) -> bool:
        return self._table.restless or self._around.restless

    def _heard(self, path: str | None) -> None:
        """Take a hint, from any thread; what does not concern the site is dropped here."""
        if path is None or path in self._above:
            self._hints.put(None)
            return
        below = path.removeprefix(f"{self._content}{os.sep}")
        if below != path:
            below = below.replace(os.sep, "/")
            if not any(part.startswith(PASSED_OVER) for part in below.split("/")):
                self._hints.put(below)
        elif path in self._files or path.startswith(f"{self._layouts}{os.sep}"):
            self._hints.put(_ELSEWHERE)

    def _wait(self) -> _Hints:
        """The first hints to come; everything when it is time to look at all."""
        hints = _Hints()
        rest = QUIET if self._restless else self._patrol - time.monotonic()
        if rest <= 0:
            hints.add(None)
            return hints
        try:
            hints.add(self._hints.get(timeout=rest))
        except queue.Empty:
            hints.whole = not self._restless
        else:
            self._gather(hints, HUSH)
        return hints

    def _gather(self, hints: _Hints, quiet: float) -> bool:
        """Take in hints until none comes for a while; whether any came."""
        last = time.monotonic() + PATIENCE
        came = 0
        while time.monotonic() < last:
            try:
                hints.add(self._hints.get(timeout=BURST_QUIET if came > BURST else quiet))
            except queue.Empty:
                break
            came += 1
        return came > 0

    def _look(self, hints: _Hints) -> None:
        """Look where the hints point."""
        if not hints.whole and not any(hint.lower().endswith(ENDINGS) for hint in hints.stories):
            self._settled.stories |= self._table.look(hints.stories - {_ELSEWHERE})
            return
        began = time.monotonic()
        self._watch.follow(self._places)
        media = self._table.media
        try:
            self._settled.stories |= self._table.look(None)
            self._settled.files |= {str(self._content / file.path) for file in media ^ self._table.media}
            self._watch.check([self._content / folder for folder in ("", *self._table.folders)])
        finally:
            spent = time.monotonic() - began
            rest, ease = (POLL, POLL_EASE) if self._watch.blind else (REST, EASE)
            self._patrol = time.monotonic() + max(rest, ease * spent)
