"""What has settled in a site's folders since it was asked last: stories, and what decides how the site looks.

Hints come from the system's watchers, in threads of their own. A hint says where to look, never what
happened: the file is read again and its bytes count. What two looks one after the other tell alike has
settled; what they tell differently is still being written. While nothing is heard everything is looked at
now and then all the same.
"""

from __future__ import annotations

import logging
import os
import queue
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

from sitegen import InputError
from sitegen.model import Problem
from sitegen.read.media import ENDINGS
from sitegen.rows import key_of
from sitegen.site import source
from sitegen.site.source import PASSED_OVER, File

HUSH = 0.004
"""Seconds of silence after the first hint: one save makes several events in a millisecond. Judgement."""

QUIET = 0.01
"""Seconds between two looks that have to agree: half-written files rarely rest for longer. Judgement."""

BURST = 50
"""Hints in one go above which more silence is waited for; a checkout has hundreds. Judgement."""

BURST_QUIET = 0.1
"""Seconds of silence after a burst; nobody waits for a checkout by the hundredth. Judgement."""

PATIENCE = 3.0
"""Most seconds that a change waits for others: a long checkout in few steps, and an end. Judgement."""

STRAGGLERS = 0.1
"""Most seconds that what has settled waits for a file that never does: still at once. Judgement."""

REST = 10.0
"""Seconds between two looks at everything while nothing is heard; lost hints are rare. Judgement."""

POLL = 0.5
"""The same where the system cannot tell of changes: half of it is waited on the average. Judgement."""

ALERT = 0.5
"""Most seconds of a wait, since CPython may miss a Ctrl-C that comes between threads. Judgement."""

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
            if not self._is_restless() or spent > PATIENCE:
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

    def _is_restless(self) -> bool:
        """Whether something was seen that no second look has confirmed."""
        return bool(self._table.doubtful) or self._around.doubt is not None

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
        rest = QUIET if self._is_restless() else self._patrol - time.monotonic()
        ends = time.monotonic() + rest
        while rest > 0:
            try:
                hints = {self._hints.get(timeout=min(rest, ALERT))}
            except queue.Empty:
                rest = ends - time.monotonic()
            else:
                self._gather(hints, HUSH)
                return hints
        return set() if self._is_restless() else {None}

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
"""Nanoseconds in which the times of a file prove nothing: FAT counts in steps of 2 seconds."""

MANY = 300
"""Hints above which listing the whole folder is quicker than looking at each, with 10,000 stories."""


class _Seen(NamedTuple):
    """A story file as it was handed on last."""

    file: File
    name: str
    """Digest of its bytes; empty where they were not read here."""
    young: bool


class _Look(NamedTuple):
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
        self.doubtful: dict[str, _Look] = {}
        """What was seen and no second look has confirmed, by path."""
        self.media = frozenset(found.media)
        """The pictures and documents beside the stories, as the last look at everything saw them."""

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
            self.doubtful.clear()
            raise
        settled: dict[str, bytes | None] = {}
        for path in sorted(doubted | self.doubtful.keys()):
            fresh, before = self._see(path), self.doubtful.pop(path, None)
            if self._stands(path, fresh):
                self._note(path, fresh)
            elif fresh == before:
                if path in self._table or fresh.raw is not None:
                    settled[path] = fresh.raw
                self._note(path, fresh)
            else:
                self.doubtful[path] = fresh
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
        self.doubt: dict[str, str] | None = None
        """What was seen and no second look has confirmed."""

    def look(self) -> tuple[str, ...]:
        """The files that have settled into something new, sorted."""
        fresh = self._state()
        if fresh == self._taken:
            self.doubt = None
        elif fresh != self.doubt:
            self.doubt = fresh
        else:
            old, self._taken, self.doubt = self._taken, fresh, None
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


IDLE = frozenset({"opened", "closed_no_write"})
"""Events of reading, which change nothing; our own looks cause them."""

NETWORK = frozenset(
    {"9p", "afs", "ceph", "cifs", "drvfs", "nfs", "nfs4", "prl_fs", "smb3", "smbfs", "vboxsf"}
)
"""File systems on which a change made elsewhere raises no event here."""

MOUNTS = "/proc/mounts"
"""Where Linux lists its file systems."""

LIMIT = "the system watches no more folders for this user"

_INOTIFY = re.compile(r"inotify wd:\w+ ino:(\w+) ")
"""How the kernel tells of a watch."""


class WatchedFolder(NamedTuple):
    """A folder to hear from."""

    path: Path
    deep: bool
    """With all that is in its folders."""


class Watch:
    """Watches folders until it is closed; each hint goes to `hint`, None when hints were lost.

    watchdog's threads do nothing but hand on the paths they hear of. Where the system cannot watch (a network
    file system, a limit reached), `blind` says why, and whoever asked has to look for himself.
    """

    def __init__(
        self, hint: Callable[[str | None], None], observer: Callable[[], BaseObserver] = Observer
    ) -> None:
        self._handler = _Handler(hint)
        self._log = _Log(hint)
        self._make = observer
        self._observer: BaseObserver | None = None
        self._watched: dict[tuple[WatchedFolder, _Identity], ObservedWatch] = {}
        """Each place as it was when watching it began."""
        self.blind: str | None = None
        """Why nothing can be heard here; None as long as all is heard."""

    def follow(self, places: Iterable[WatchedFolder]) -> bool:
        """Watch just these places; whether any of them was not watched before, or was another folder.

        A place that is missing is passed over: ask again when its parent has told of it.
        """
        if self.blind:
            return False
        wanted = {(place, identity) for place in places if (identity := _identity(place.path))}
        # Watching ends by itself when the folder is removed.
        alive = {each.watch for each in self._observer.emitters if each.is_alive()} if self._observer else ()
        for old in [old for old, watch in self._watched.items() if old not in wanted or watch not in alive]:
            self._drop(old)
        new = sorted(wanted - self._watched.keys(), key=lambda each: str(each[0].path))
        for each in new:
            self._add(each)
        return bool(new)

    def check(self, folders: Iterable[Path]) -> None:
        """Find out whether the system really watches these folders; watchdog does not say when it gave up."""
        if self.blind or sys.platform != "linux":
            return
        inodes = {identity[1] for folder in folders if (identity := _identity(folder))}
        if inodes <= _watched_inodes():
            return
        # A folder may have come a moment ago, or come back with the inode that it had.
        places = [place for place, _ in self._watched]
        for old in list(self._watched):
            self._drop(old)
        self.follow(places)
        if not inodes <= _watched_inodes():
            self._give_up(LIMIT)

    def _drop(self, old: tuple[WatchedFolder, _Identity]) -> None:
        watch = self._watched.pop(old)
        if self._observer is not None:
            self._observer.unschedule(watch)

    def close(self) -> None:
        """End every thread."""
        if self._observer is not None:
            self._observer.stop()
            self._observer.join()
        # Only now: what watchdog says of its own end is for nobody.
        self._log.close()
        self._observer = None
        self._watched.clear()

    def _add(self, new: tuple[WatchedFolder, _Identity]) -> None:
        # inotify's watch on a link would be on the link itself.
        place, path = new[0], os.path.realpath(new[0].path)
        if kind := _network(path):
            self._give_up(f"{place.path} is on a network file system ({kind})")
        if self.blind:
            return
        try:
            if self._observer is None:
                self._observer = self._make()
                self._observer.start()
            self._watched[new] = self._observer.schedule(self._handler, path, recursive=place.deep)
        except FileNotFoundError:
            pass
        except OSError as error:
            self._give_up(f"{LIMIT} ({error.strerror})")

    def _give_up(self, why: str) -> None:
        self.blind = why
        self.close()


class _Handler(FileSystemEventHandler):
    """Hands on the paths of events."""

    def __init__(self, hint: Callable[[str | None], None]) -> None:
        self._hint = hint

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Hand on both ends of an event; that a folder changed is told by what changed in it."""
        inside = event.is_directory and event.event_type == "modified"
        if event.event_type not in IDLE and not inside:
            for path in (event.src_path, event.dest_path):
                if path:
                    self._hint(os.fsdecode(path))


class _Log(logging.Handler):
    """Takes a warning of watchdog, such as an overflow of the system's queue, for lost hints."""

    def __init__(self, hint: Callable[[str | None], None]) -> None:
        super().__init__(logging.WARNING)
        self._hint = hint
        self._logger = logging.getLogger("watchdog")
        self._logger.addHandler(self)
        self._logger.propagate = False

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 whatever it says
        """Ask for a look at everything."""
        self._hint(None)

    def close(self) -> None:
        """Hear no more."""
        self._logger.removeHandler(self)
        self._logger.propagate = True
        super().close()


_Identity = tuple[int, int]
"""Device and inode: what tells a folder from another of its name."""


def _identity(path: Path) -> _Identity | None:
    """Return the identity of a folder; None where there is none."""
    try:
        info = os.stat(path)
    except OSError:
        return None
    return info.st_dev, info.st_ino


def _watched_inodes() -> set[int]:
    """The inodes that this process watches, as the kernel lists them."""
    found: set[int] = set()
    for number in os.listdir("/proc/self/fd"):
        try:
            if os.readlink(f"/proc/self/fd/{number}") == "anon_inode:inotify":
                with open(f"/proc/self/fdinfo/{number}", encoding="ascii") as lines:
                    found.update(int(each[1], 16) for line in lines if (each := _INOTIFY.match(line)))
        except OSError:
            continue
    return found


def _network(path: str) -> str | None:
    """The kind of network file system that `path` is on, or None; known on Linux only."""
    try:
        with open(MOUNTS, encoding="utf-8", errors="surrogateescape") as lines:
            mounts = [line.split(" ")[1:3] for line in lines]
    except OSError:
        return None
    above = [
        (len(top), kind)
        for place, kind in mounts
        if path == (top := place.replace("\\040", " ")) or path.startswith(top.rstrip("/") + "/")
    ]
    kind = max(above, default=(0, ""))[1]
    return kind if kind in NETWORK or kind.startswith("fuse.") else None
