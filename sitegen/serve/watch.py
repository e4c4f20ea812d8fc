"""Hints from the system about what may have changed in some folders, or word that there will be none.

watchdog's threads do nothing but hand on the paths they hear of. Where the system cannot watch (a network
file system, a limit reached), `Watch.blind` says why, and whoever asked has to look for himself.
"""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from msgspec import Struct
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

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


class WatchedFolder(Struct, frozen=True):
    """A folder to hear from."""

    path: Path
    deep: bool
    """With all that is in its folders."""


class _Watched(Struct):
    """A place as it was when watching it began."""

    place: WatchedFolder
    identity: tuple[int, int]
    watch: ObservedWatch


class Watch:
    """Watches folders until it is closed; each hint goes to `hint`, None when hints were lost."""

    def __init__(
        self, hint: Callable[[str | None], None], observer: Callable[[], BaseObserver] = Observer
    ) -> None:
        self._handler = _Handler(hint)
        self._log = _Log(hint)
        self._make = observer
        self._observer: BaseObserver | None = None
        self._watched: list[_Watched] = []
        self.blind: str | None = None
        """Why nothing can be heard here; None as long as all is heard."""

    def follow(self, places: Iterable[WatchedFolder]) -> bool:
        """Watch just these places; whether any of them was not watched before, or was another folder.

        A place that is missing is passed over: ask again when its parent has told of it.
        """
        if self.blind:
            return False
        wanted = {(place, identity) for place in places if (identity := _identity(place.path))}
        for old in [
            old for old in self._watched if (old.place, old.identity) not in wanted or self._dead(old)
        ]:
            self._drop(old)
        known = {(old.place, old.identity) for old in self._watched}
        new = sorted(wanted - known, key=lambda pair: str(pair[0].path))
        for place, identity in new:
            self._add(place, identity)
        return bool(new)

    def check(self, folders: Iterable[Path]) -> None:
        """Find out whether the system really watches these folders; watchdog does not say when it gave up."""
        if self.blind or sys.platform != "linux":
            return
        inodes = {identity[1] for folder in folders if (identity := _identity(folder))}
        if inodes <= _watched_inodes():
            return
        # A folder may have come a moment ago, or come back with the inode that it had.
        places = [old.place for old in self._watched]
        for old in list(self._watched):
            self._drop(old)
        self.follow(places)
        if not inodes <= _watched_inodes():
            self._give_up(LIMIT)

    def _dead(self, old: _Watched) -> bool:
        """Whether watching has ended by itself, as it does when the folder is removed."""
        emitters = self._observer.emitters if self._observer is not None else ()
        return not any(emitter.watch == old.watch and emitter.is_alive() for emitter in emitters)

    def _drop(self, old: _Watched) -> None:
        self._watched.remove(old)
        if self._observer is not None:
            self._observer.unschedule(old.watch)

    def close(self) -> None:
        """End every thread."""
        if self._observer is not None:
            self._observer.stop()
            self._observer.join()
        # Only now: what watchdog says of its own end is for nobody.
        self._log.close()
        self._observer = None
        self._watched.clear()

    def _add(self, place: WatchedFolder, identity: tuple[int, int]) -> None:
        # inotify's watch on a link would be on the link itself.
        path = os.path.realpath(place.path)
        kind = _network(path)
        if kind:
            self._give_up(f"{place.path} is on a network file system ({kind})")
        if self.blind:
            return
        try:
            if self._observer is None:
                self._observer = self._make()
                self._observer.start()
            watch = self._observer.schedule(self._handler, path, recursive=place.deep)
        except FileNotFoundError:
            return
        except OSError as error:
            self._give_up(f"{LIMIT} ({error.strerror})")
            return
        self._watched.append(_Watched(place, identity, watch))

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


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells this folder from another of its name; None where there is none."""
    try:
        info = os.stat(path)
    except OSError:
        return None
    return (info.st_dev, info.st_ino)


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
