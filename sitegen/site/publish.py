"""How pages reach the output folder: staged beside it, then switched, with a record of what is ours.

Every changed page is first written in full under ``.sitegen/stage`` inside the output folder. Only when
all of them are there and each can be put in its place, a journal says so, and the switch renames them, which
needs no room on the disk. A switch that was cut short is finished by the next run.

The record names every page with the key of its bytes and holds no time, so two builds of one site are the
same. A file that is not in it belongs to the user and is neither overwritten nor removed. Where the record is
lost, what bears the generator's mark is ours, and so is what stands beside it under a name of ours.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, Self

from msgspec import Struct

from sitegen import OutputError
from sitegen.model import Page, Problem
from sitegen.rows import key_of
from sitegen.site.fingerprint import State, changed, stamp_of, state_of, walk

OWN = ".sitegen"
"""Folder inside the output folder that holds the record and, during a build, the staged pages."""

MARK = re.compile(rb'<meta name="generator" content="sitegen ')
"""What every HTML page of ours says of itself in its first `HEAD` bytes."""

HEAD = 4096
"""Bytes. Judgement: no head of ours has as many before its generator's mark."""

BESIDE = re.compile(
    r"\A(?:index\.(?:json|md)|picture\.png|feed\.(?:xml|json)|sitemap(?:-\d+)?\.xml|llms\.txt|redirects\.json"
    r"|.+\.schema\.json|.+\.[0-9a-f]{10}\.\w+|.+\.pagefind|pagefind.*|wasm\..+|.+\.pf_\w+)"
)
"""Names that nobody but us gives to a file beside an HTML page of ours, or in a folder of assets."""


_RECORD = re.compile(r"(?:[0-9a-f]{20}\t[^\0-\x1f\x7f]++\n)*")
_FIGURES = re.compile(r"\t\d+\t\d+\t")
"""What 0.1.0 wrote in a record between the key and the path of a page."""

_UNSAFE = ("\n\n", "\n.\n", "\n..\n")
"""In the paths of a record, one step a line: what leads anywhere but down."""


class PublishedPage(Struct, frozen=True, array_like=True, gc=False):
    """A page as it was published."""

    key: str
    """Of what it was made from."""
    name: str
    """Key of its bytes."""
    size: int
    modified: int
    """Nanoseconds; another size or time means that somebody else changed it."""


class Published(Struct, frozen=True, array_like=True):
    """A site as it was published."""

    pages: dict[str, PublishedPage] = {}
    """By path."""
    record: str = ""
    """Key of the bytes of the record in the output folder."""
    stamp: str = ""
    """Of the output folder."""


class Switched(NamedTuple):
    """What a switch did."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    problems: tuple[Problem, ...]
    """One for each page that was not written because a user's file stands in its place."""
    published: Published
    """The site as it stands now."""


class Publisher:
    """Writes one build into an output folder; use it as a context so that nothing staged stays behind."""

    def __init__(self, out: Path, known: Published | None = None, stamp: Callable[[], str] = str) -> None:
        """`known` is the site as it was published last, as far as that is known.

        `stamp` gives that of the output folder, from before anything else was done in it.

        Raises:
            OutputError: the folder cannot be made or written.
        """
        self.out = out
        self._own = out / OWN
        self._stage = self._own / "stage"
        known = known or Published()
        self._pages = known.pages
        """Those of the pages that were published that stand untouched; all where nothing was looked at."""
        self._staged: dict[str, str] = {}
        self._made: dict[str, str] = {}
        """Keys of the pages that were staged, by path; empty where it was not said."""
        self._folders: set[str] = set()
        self._there: dict[str, State] | None = None
        """The state of every file; None where all of them are as they were left."""
        with _explained(out):
            self._own.mkdir(parents=True, exist_ok=True)
            raw = _bytes(self._own / "manifest")
            self._record = key_of(raw) if raw is not None else ""
            """Key of the record; empty where it is lost."""
            as_left = self._record == known.record and not (self._own / "journal").exists()
            if as_left and known.stamp and stamp() == known.stamp:
                self._ours = {path: page.name for path, page in known.pages.items()}
                self._stamp = known.stamp
                shutil.rmtree(self._stage, ignore_errors=True)
            else:
                self._look_around(raw)
                self._pages = {path: page for path, page in known.pages.items() if self._same(path, page)}
            self._stage.mkdir(exist_ok=True)

    def _look_around(self, raw: bytes | None) -> None:
        """Find what is ours, by the bytes of the record, and how every file is."""
        record = None if raw is None else _read(raw)
        self._ours = record or {}
        self._recover()
        self._there = dict(walk(str(self.out)))
        self._stamp = stamp_of(self._there.items())
        if record is None:
            self._record = ""
            self._ours = self._ours or self._recognized()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Remove what was staged and will never be switched; a switch that was begun keeps its pages."""
        if not (self._own / "journal").exists():
            shutil.rmtree(self._stage, ignore_errors=True)

    def stands(self, path: str, key: str) -> bool:
        """Whether the page `path`, made from what `key` names, is there untouched, or staged as that."""
        page = self._pages.get(path)
        return (page is not None and page.key == key) or self._made.get(path) == key

    def name(self, path: str) -> str:
        """Return the key of the bytes of a page that is staged or stands."""
        return self._staged.get(path) or self._ours[path]

    def read(self, path: str) -> bytes:
        """Return the bytes of a page that is staged or stands."""
        folder = self._stage if path in self._staged else self.out
        with _explained(self.out):
            return (folder / path).read_bytes()

    def stage(self, page: Page, key: str = "") -> None:
        """Write `page`, made from what `key` names, beside the site unless the site has it already."""
        self._made[page.path] = key
        name = key_of(page.data)
        if self._has(page, name):
            return
        target = f"{self._stage}/{page.path}"
        with _explained(self.out):
            folder = os.path.dirname(target)
            if folder not in self._folders:
                os.makedirs(folder, exist_ok=True)
                self._folders.add(folder)
            with open(target, "wb") as file:
                file.write(page.data)
        self._staged[page.path] = name

    def switch(self, keys: Mapping[str, str]) -> Switched:
        """Put the staged pages in place and remove those of ours that are not in `keys`, of recipes by path.

        Raises:
            OutputError: a page cannot be put in its place; it says whether the site is as it was.
        """
        for path in self._staged.keys() - keys.keys():
            self._unstage(path)
        blocked = sorted(filter(self._foreign, self._staged))
        what = "this file is not sitegen's, so the page was not written; move or rename it"
        problems = tuple([Problem(f"{self.out.name}/{path}", 0, what) for path in blocked])
        for path in blocked:
            self._unstage(path)
            self._ours.pop(path, None)
        written = tuple(sorted(self._staged))
        removed = tuple(sorted(self._ours.keys() - keys.keys()))
        owned = {path: name for path, name in self._ours.items() if path in keys} | self._staged
        before = self._states((*written, *removed))
        if written or removed or not self._record:
            with _explained(self.out):
                self._look_before((*written, *removed))
                self._record = _write(self._own / "journal", owned)
                self._finish(owned)
        after = {path: state_of(os.lstat(self.out / path)) for path in written}
        pages = {path: page for path, page in self._pages.items() if path in owned and page.key == keys[path]}
        for path in owned.keys() - pages.keys() | after.keys():
            size, modified, *_ = after.get(path) or self._state(path) or (0, 0)
            pages[path] = PublishedPage(keys[path], owned[path], size, modified)
        published = Published(pages, self._record, changed(self._stamp, before.items(), after.items()))
        return Switched(written, removed, problems, published)

    def _unstage(self, path: str) -> None:
        """Give up a page that was staged."""
        del self._staged[path]
        with _explained(self.out):
            os.unlink(self._stage / path)

    def _state(self, path: str) -> State | None:
        """Return the state of a file before the switch; None where there is none."""
        if self._there is not None:
            return self._there.get(path)
        try:
            return state_of(os.lstat(f"{self.out}/{path}"))
        except OSError:
            return None

    def _states(self, paths: Iterable[str]) -> dict[str, State]:
        """Return the states of those files that are there, and of what links among them lead to."""
        return {each: state for path in paths for each in (path, f"{path}/") if (state := self._state(each))}

    def _same(self, path: str, page: PublishedPage) -> bool:
        """Whether a file of ours is as it was published."""
        here = (self._state(path) or (0, 0))[:2]
        return self._ours.get(path) == page.name and here == (page.size, page.modified)

    def _has(self, page: Page, name: str) -> bool:
        """Whether a page of ours stands with just these bytes."""
        state = self._state(page.path)
        if self._ours.get(page.path) != name or state is None or state[0] != len(page.data):
            return False
        return page.path in self._pages or self._holds(page.path, name)

    def _holds(self, path: str, name: str) -> bool:
        """Whether the bytes of a file have this key."""
        try:
            return not os.path.islink(self.out / path) and key_of((self.out / path).read_bytes()) == name
        except OSError:
            return False

    def _recognized(self) -> dict[str, str]:
        """Return the files that are ours as far as they tell, with the keys of their bytes."""
        there = self._there or {}
        marked = {path for path in there if path.endswith(".html") and self._marked(path)}
        tops = {path.partition("/")[0] for path in marked if "/" in path}
        found = {}
        for path in there:
            folder, _, file = path.rpartition("/")
            twin = path.rpartition(".")[0] + ".html"
            index = f"{folder}/index.html" if folder else "index.html"
            whole = folder in {"assets", "search"} or path.partition("/")[0] in tops
            beside = index in marked or ("index.html" in marked and whole)
            known = path in self._pages and self._holds(path, self._pages[path].name)
            if path in marked or known or twin in marked or (beside and BESIDE.fullmatch(file)):
                with contextlib.suppress(OSError):
                    found[path] = key_of((self.out / path).read_bytes())
        return found

    def _marked(self, path: str) -> bool:
        """Whether an HTML page says that it is ours."""
        try:
            with open(self.out / path, "rb") as file:
                return MARK.search(file.read(HEAD)) is not None
        except OSError:
            return False

    def _look_before(self, paths: Collection[str]) -> None:
        """Raise where a page could not be moved to its place, while the site is still as it was."""
        home = os.stat(self._stage).st_dev
        looked: set[str] = set()
        for path in paths:
            folder = os.path.dirname(self.out / path)
            while not os.path.isdir(folder):
                folder = os.path.dirname(folder)
            if folder not in looked:
                looked.add(folder)
                if os.stat(folder).st_dev != home:
                    raise OSError(errno.EXDEV, "is on another file system", folder)
                if not os.access(folder, os.W_OK | os.X_OK):
                    raise OSError(errno.EACCES, "may not be written", folder)
            if self._state(path) and os.lstat(self.out / path).st_dev != home:
                raise OSError(errno.EXDEV, "is on another file system", str(self.out / path))

    def _recover(self) -> None:
        """Finish a switch that was cut short; forget pages that were staged and never complete."""
        journal = self._own / "journal"
        if journal.exists():
            self._finish(_read(_bytes(journal) or b"") or {})
        shutil.rmtree(self._stage, ignore_errors=True)

    def _finish(self, owned: dict[str, str]) -> None:
        """Carry out the journal: move what is staged, remove what is stale, record what is ours."""
        try:
            if self._stage.is_dir():
                self._move(str(self._stage), str(self.out))
            for path in sorted(self._ours.keys() - owned.keys(), reverse=True):
                self._remove(path)
            os.replace(self._own / "journal", self._own / "manifest")
        except OSError as error:
            raise OutputError(
                f"{error.filename or self.out}: {_what(error)}; the site is mixed now, some of its pages are "
                "new and some old: mend that and build again"
            ) from error
        self._ours = owned

    def _move(self, stage: str, out: str) -> None:
        """Move a staged tree into place, whole folders at once where there is none yet."""
        for entry in list(os.scandir(stage)):
            target = f"{out}/{entry.name}"
            if entry.is_dir() and os.path.isdir(target):
                self._move(entry.path, target)
            else:
                os.replace(entry.path, target)

    def _remove(self, path: str) -> None:
        """Remove an owned page and the folders that this leaves empty."""
        if _inside(self.out, path):
            (self.out / path).unlink(missing_ok=True)
            for folder in list(Path(path).parents)[:-1]:
                try:
                    (self.out / folder).rmdir()
                except OSError:
                    break

    def _foreign(self, path: str) -> bool:
        """Whether something that is not ours stands where the page goes, or above it."""
        if path in self._ours and _inside(self.out, path):
            return (self.out / path).is_dir()
        if self._state(path) and _inside(self.out, path) and self._holds(path, self._staged[path]):
            return False
        return bool(self._state(path)) or not _inside(self.out, path) or (self.out / path).is_dir()


def _inside(out: Path, path: str) -> bool:
    """Whether no folder on the way to `path` is a link or a file."""
    folder = str(out)
    for part in path.split("/")[:-1]:
        folder = f"{folder}/{part}"
        if os.path.islink(folder) or os.path.isfile(folder):
            return False
    return True


def _bytes(file: Path) -> bytes | None:
    """Return the bytes of a file; None where they are not to be had."""
    try:
        return file.read_bytes()
    except OSError:
        return None


def _read(record: bytes) -> dict[str, str] | None:
    """Return the key of every page that is ours, by path; None where the record is damaged."""
    try:
        text = record.decode()
    except UnicodeDecodeError:
        return None
    if text.count("\t") > text.count("\n"):
        text = _FIGURES.sub("\t", text)
    if not _RECORD.fullmatch(text):
        return None
    fields = text.replace("\n", "\t").split("\t")
    owned = dict(zip(fields[1::2], fields[::2], strict=False))
    steps = "\n".join(("", *owned, "")).replace("/", "\n/\n")
    return None if any(each in steps for each in _UNSAFE) else owned


def _write(file: Path, owned: Mapping[str, str]) -> str:
    """Write a whole record beside the old one and rename; return the key of its bytes."""
    beside = file.with_name(f"{file.name}.new")
    raw = "".join([f"{name}\t{path}\n" for path, name in sorted(owned.items())]).encode()
    beside.write_bytes(raw)
    os.replace(beside, file)
    return key_of(raw)


_REMEDIES = {
    errno.ENOSPC: "the disk is full; make room and build again",
    errno.EFBIG: "a file grew over the limit of this account; raise it and build again",
    errno.EDQUOT: "the disk quota is used up; make room and build again",
    errno.EROFS: "the file system is read-only; name another folder with --out",
    errno.EXDEV: "it is on another file system than the site around it; unmount it or name another folder "
    "with --out",
    errno.EACCES: "it may not be written; change its permissions or name another folder with --out",
    errno.EPERM: "it may not be written; change its permissions or name another folder with --out",
    errno.ENOTDIR: "it is not a folder; name another one with --out",
    errno.EEXIST: "it is not a folder; name another one with --out",
}


def _what(error: OSError) -> str:
    """Return a fault of the file system as a person is told of it."""
    return _REMEDIES.get(error.errno or 0, f"{error.strerror}; name another folder with --out")


@contextlib.contextmanager
def _explained(out: Path) -> Iterator[None]:
    """Turn a fault of the file system into a message for a person."""
    try:
        yield
    except OSError as error:
        where = error.filename or out
        raise OutputError(f"{where}: {_what(error)}; what was published before still stands") from error
