"""What has settled in a site's folders since it was asked last: stories, and what decides how the site looks.

Hints come from the system's watchers, in threads of their own. A hint says where to look, never what
happened: the file is read again and its bytes count. What two looks one after the other tell alike has
settled; what they tell differently is still being written. While nothing is heard everything is looked at
now and then all the same.
"""

from __future__ import annotations

import os
import queue
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from sitegen.errors import InputError
from sitegen.model import Problem
from sitegen.read.media import ENDINGS
from sitegen.rows import key_of
from sitegen.serve.watch import Watch, WatchedFolder
from sitegen.site import source
from sitegen.site.source import PASSED_OVER, File

HUSH = 0.004
"""Judgement: silence after the first hint before the first look, in seconds. One save makes several events
within a millisecond; ten times as long a person would begin to feel."""

QUIET = 0.01
"""Judgement: silence between two looks that have to agree, in seconds. Half-written files rarely rest for
longer; what does is looked at again when its next hint comes."""

BURST = 50
"""Judgement: hints in one go above which many files are changing, as in a checkout, and more silence is
waited for. Saving all files of an editor makes some 10, a checkout hundreds."""

BURST_QUIET = 0.1
"""Judgement: silence after a burst, in seconds; nobody waits for a checkout by the hundredth."""

PATIENCE = 3.0
"""Judgement: longest that a change waits for others to settle, in seconds. Less would show a long checkout in
many steps, more a folder that is written to all the time never."""

STRAGGLERS = 0.1
"""Judgement: longest that what has settled waits for a file that never does, in seconds: what a person still
takes for at once."""

REST = 10.0
"""Judgement: seconds between two looks at everything while nothing is heard; lost hints are rare."""

POLL = 0.5
"""Judgement: the same where the system cannot tell of changes; who saves waits half of it on the average."""

ALERT = 0.5
"""Judgement: longest wait at a stretch, in seconds: a Ctrl-C that comes while another thread takes over does
not end the wait that follows it (CPython drops its lock without looking at signals again)."""

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


Hints = set[str | None]
"""Where to look: paths of stories, `_ELSEWHERE`, or None for everything."""


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
            hints = set()
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

    def _wait(self) -> Hints:
        """The first hints to come; everything when it is time to look at all."""
        rest = QUIET if self._restless else self._patrol - time.monotonic()
        ends = time.monotonic() + rest
        while rest > 0:
            try:
                hints = {self._hints.get(timeout=min(rest, ALERT))}
            except queue.Empty:
                rest = ends - time.monotonic()
            else:
                self._gather(hints, HUSH)
                return hints
        return set() if self._restless else {None}

    def _gather(self, hints: Hints, quiet: float) -> bool:
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

    def _look(self, hints: Hints) -> None:
        """Look where the hints point."""
        stories = {hint for hint in hints if hint and hint != _ELSEWHERE}
        if None not in hints and not any(hint.lower().endswith(ENDINGS) for hint in stories):
            self._settled.stories |= self._table.look(stories)
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


YOUNG = 3_000_000_000
"""Age below which a file's times cannot prove that its bytes are those that were read, in nanoseconds.

FAT, the coarsest, counts in steps of 2 seconds by its specification; a second write in one step keeps the
times.
"""

MANY = 300
"""Hints above which listing the whole folder is quicker than looking at each, with 10,000 stories."""


class _Seen(Struct, frozen=True, gc=False):
    """A story file as it was handed on last."""

    file: File
    name: str
    """Digest of its bytes; empty where they were not read here."""
    young: bool


class _Look(Struct, frozen=True, gc=False):
    """What one look at a path told."""

    file: File | None
    raw: bytes | None
    problem: Problem | None


class FileTable:
    """The table of story files as last handed on, and what may have changed since."""

    def __init__(self, root: Path, ignore: Sequence[str] = ()) -> None:
        """`root` is the content folder, `ignore` what is no story there; the files it has now are known."""
        self._root = root
        self._ignore = ignore
        try:
            found = source.scan(root, ignore=ignore)
        except InputError:
            found = source.Scan((), (), ())
        self._table = {file.path: _Seen(file, "", young=_young(file)) for file in found.files}
        self._problems = {problem.path: problem for problem in found.problems}
        self._doubtful: dict[str, _Look] = {}
        self.media = frozenset(found.media)
        """The pictures and documents beside the stories, as the last look at everything saw them."""

    @property
    def restless(self) -> bool:
        """Whether something was seen that no second look has confirmed."""
        return bool(self._doubtful)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What keeps files of the folder from being stories, sorted."""
        return tuple(sorted(self._problems.values()))

    @property
    def folders(self) -> set[str]:
        """The folders that hold stories, without the content folder itself."""
        return {folder for path in self._table if (folder := path.rpartition("/")[0])}

    def look(self, hints: Iterable[str] | None) -> dict[str, bytes | None]:
        """The stories that have settled into something new: their bytes, or None where one is gone.

        `hints` are paths of files or folders to look at beside those in doubt; None stands for everything.

        Raises:
            InputError: the folder is missing or cannot be listed.
        """
        try:
            doubted = self._doubted(None if hints is None else set(hints))
        except InputError:
            self._doubtful.clear()
            raise
        settled: dict[str, bytes | None] = {}
        for path in sorted(doubted | self._doubtful.keys()):
            fresh, before = self._see(path), self._doubtful.pop(path, None)
            if self._stands(path, fresh):
                self._note(path, fresh)
            elif fresh == before:
                if path in self._table or fresh.raw is not None:
                    settled[path] = fresh.raw
                self._note(path, fresh)
            else:
                self._doubtful[path] = fresh
        return settled

    def _doubted(self, hints: set[str] | None) -> set[str]:
        """The paths that may be other than before."""
        if hints is None or len(hints) > MANY:
            return self._all()
        if not self._root.is_dir():
            raise InputError(f"{self._root}: no such folder; put it back")
        return {path for hint in hints for path in self._below(hint)}

    def _all(self) -> set[str]:
        """The paths in the whole folder that are not as they were, by their size, times and inode."""
        found = source.scan(self._root, ignore=self._ignore)
        self.media = frozenset(found.media)
        here = {file.path for file in found.files}
        doubted = {file.path for file in found.files if self._other(file)} | (self._table.keys() - here)
        problems = {problem.path: problem for problem in found.problems}
        if problems != self._problems:
            doubted |= {path for path in self._problems.keys() | problems.keys() if path not in here}
            self._problems = problems
        return doubted

    def _other(self, file: File) -> bool:
        seen = self._table.get(file.path)
        return seen is None or seen.young or seen.file != file

    def _below(self, hint: str) -> Iterator[str]:
        """The paths that a hint may mean: a file, or all there is and was in a folder."""
        place = self._root / hint
        folder = os.path.isdir(place) and not os.path.islink(place)
        if folder:
            found = source.scan(self._root, hint, self._ignore)
            yield from (file.path for file in found.files if self._other(file))
            self._problems.update({problem.path: problem for problem in found.problems})
        if hint in self._table or not folder:
            yield hint
        if folder or (hint not in self._table and not os.path.lexists(place)):
            known = [*self._table, *self._problems]
            yield from (path for path in known if path.startswith(f"{hint}/") and path != hint)

    def _see(self, path: str) -> _Look:
        """What there is at `path` now."""
        file = source.look(self._root, path, self._ignore)
        if isinstance(file, File):
            raw = source.load(self._root, path)
            if isinstance(raw, bytes):
                return _Look(file, raw, None)
            file = raw if source.look(self._root, path, self._ignore) else None
        return _Look(None, None, file)

    def _stands(self, path: str, fresh: _Look) -> bool:
        """Whether this is what was handed on last."""
        seen = self._table.get(path)
        if fresh.raw is None:
            return seen is None and (fresh.problem or self._problems.get(path)) == self._problems.get(path)
        return seen is not None and seen.name == key_of(fresh.raw)

    def _note(self, path: str, fresh: _Look) -> None:
        """Take a look into the table."""
        if fresh.file is not None and fresh.raw is not None:
            self._table[path] = _Seen(fresh.file, key_of(fresh.raw), young=_young(fresh.file))
        else:
            self._table.pop(path, None)
        if fresh.problem is not None:
            self._problems[path] = fresh.problem
        elif not os.path.isdir(self._root / path):
            self._problems.pop(path, None)


class Surroundings:
    """The files beside the stories that decide what a site is like: layouts, settings, decisions, lock."""

    def __init__(self, files: Iterable[Path], folders: Iterable[Path]) -> None:
        """The files as they are now count as handed on; each may be missing."""
        self._files = tuple(files)
        self._folders = tuple(folders)
        self._taken = self._state()
        self._doubt: dict[str, str] | None = None

    @property
    def restless(self) -> bool:
        """Whether something was seen that no second look has confirmed."""
        return self._doubt is not None

    def look(self) -> tuple[str, ...]:
        """The files that have settled into something new, sorted."""
        fresh = self._state()
        if fresh == self._taken:
            self._doubt = None
        elif fresh != self._doubt:
            self._doubt = fresh
        else:
            old, self._taken, self._doubt = self._taken, fresh, None
            return tuple(sorted(path for path in old.keys() | fresh if old.get(path) != fresh.get(path)))
        return ()

    def _state(self) -> dict[str, str]:
        """Digest of every file there is, by path."""
        found: dict[str, str] = {}
        for path in (*map(str, self._files), *self._inside()):
            # Anything but a file, a pipe above all, could keep the reader waiting for ever.
            if os.path.isfile(path):
                try:
                    with open(path, "rb") as file:
                        found[path] = key_of(file.read())
                except OSError as error:
                    found[path] = str(error)
        return found

    def _inside(self) -> Iterator[str]:
        for top in self._folders:
            for folder, below, names in os.walk(top):
                below[:] = [name for name in below if not name.startswith(".")]
                for name in names:
                    if not name.startswith(".") and not name.endswith("~"):
                        yield os.path.join(folder, name)


def _young(file: File) -> bool:
    now = time.time_ns()
    return abs(now - file.modified) < YOUNG or abs(now - file.changed) < YOUNG
