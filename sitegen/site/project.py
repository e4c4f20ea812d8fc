"""A site's folders on disk, and one build of them from the first file to the last page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

import msgspec
from msgspec import Struct

from sitegen import __version__, decisions
from sitegen.build import Build, Outcome
from sitegen.decisions import Overrides
from sitegen.digest.rights import Rights
from sitegen.errors import InputError, LayoutError, OutputError, SettingsError
from sitegen.extras import require
from sitegen.identity import lock
from sitegen.identity.lock import Lock
from sitegen.model import Problem
from sitegen.pages.renderer import Site
from sitegen.pages.theme import is_text, strays, text_of, themed
from sitegen.site.config import Settings, checked, read_settings
from sitegen.site.fingerprint import code
from sitegen.site.publish import Publisher
from sitegen.site.source import File, Scan, load, scan
from sitegen.site.store import FileMemo, open_memo
from sitegen.site.workers import Workers
from sitegen.work import Look

DAMAGED = "was damaged"
FOREIGN = "was another version's"
"""Why a cache is thrown away."""

LEFTOVERS = frozenset({"Thumbs.db", "desktop.ini"})
"""Files that file managers leave behind."""

Progress = Callable[[str, int], None]


class Workshop(Struct, frozen=True, dict=True):
    """Where a site's files are and what was set for it."""

    root: Path
    settings: Settings

    @property
    def content(self) -> Path:
        """Folder of the stories."""
        return _folder(self.root, self.settings.content)

    @property
    def out(self) -> Path:
        """Folder the site is written to."""
        return _folder(self.root, self.settings.out)

    @property
    def layouts(self) -> Path:
        """Folder of the site's own layouts."""
        return _folder(self.root, self.settings.layouts)

    @property
    def cache(self) -> Path:
        """Folder of what earlier builds worked out."""
        return self.root / ".sitegen"

    @cached_property
    def overrides(self) -> Overrides:
        """What a person decided about this site's stories."""
        return decisions.read(self._bytes(decisions.FILE) or b"")

    @cached_property
    def lock(self) -> Lock:
        """The site's memory of its ids and addresses; empty for a new site."""
        raw = self._bytes(lock.FILE)
        return Lock() if raw is None else lock.parse(raw)

    def _bytes(self, name: str) -> bytes | None:
        """A file of the site's folder; None where there is none."""
        try:
            return (self.root / name).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise SettingsError(
                f"{name}: cannot be read ({error.strerror}); check its permissions"
            ) from error

    @cached_property
    def strays(self) -> tuple[Problem, ...]:
        """The site's own layouts that nothing shows."""
        found = strays(layout_files(packaged_layouts()), layout_files(self.layouts))
        return tuple(Problem(f"{self.settings.layouts}/{name}", 0, told) for name, told in found)

    @cached_property
    def look(self) -> Look:
        """How this site's pages look."""
        texts = themed(layout_files(packaged_layouts()), layout_files(self.layouts))
        settings = self.settings
        require(search=settings.search, pictures=settings.pictures)
        return Look(
            tuple(sorted(texts.items())),
            Site(
                settings.title,
                settings.base_url,
                settings.language,
                __version__,
                search=settings.search,
                pictures=settings.pictures,
                rights=Rights(settings.outlet),
            ),
        )


class Result(Struct, frozen=True):
    """What one build did on disk."""

    outcome: Outcome
    written: tuple[str, ...]
    removed: tuple[str, ...]
    foreign: tuple[Problem, ...]
    """Pages that were not written because a user's file stands in their place."""
    others: tuple[tuple[str, int], ...]
    """Files that hold no story, by their ending."""
    passed: tuple[str, ...] = ()
    """Files and folders that by their names are no stories."""
    cache: str = ""
    """Why the cache was thrown away; empty where it was not."""
    strays: tuple[Problem, ...] = ()
    """Layouts that nothing shows."""


def open_workshop(root: Path, options: Mapping[str, str | None]) -> Workshop:
    """The site in `root`; `options` from the command line count before its settings.

    Raises:
        SettingsError: a setting or option is wrong, or two folders get in each other's way.
    """
    if not root.is_dir():
        raise InputError(f"{root}: no such folder; name the site's folder with -C DIR")
    settings, _ = read_settings(root)
    given = {
        key: getattr(checked({key: value}, f"--{key.replace('_', '-')}"), key)
        for key, value in options.items()
        if value is not None
    }
    workshop = Workshop(root, msgspec.structs.replace(settings, **given))
    _check_folders(workshop)
    return workshop


def _folder(root: Path, told: str) -> Path:
    """The folder that a setting names; ``~`` is the person's own, as on a command line.

    Raises:
        SettingsError: there is no person of that name.
    """
    try:
        return root / Path(told).expanduser()
    except RuntimeError as error:
        raise SettingsError(f"{told}: nobody's folder is found at '~'; write out the path") from error


def _check_folders(workshop: Workshop) -> None:
    """Raise where two folders of a site get in each other's way."""
    root, content, out = workshop.root.resolve(), workshop.content.resolve(), workshop.out.resolve()
    layouts = workshop.layouts.resolve()
    pairs = [(("content", content), ("out", out))]
    # The usual folder of layouts in a site that has none is in nobody's way.
    if layouts.is_dir() or layouts in {content, out}:
        pairs += [(("layouts", layouts), ("out", out)), (("content", content), ("layouts", layouts))]
    for (name, one), (other, two) in pairs:
        if one == two or one in two.parents or two in one.parents:
            raise SettingsError(
                f"{name} ({one}) and {other} ({two}) lie one inside the other; name two folders apart"
            )
    for name, folder in (("out", out), ("layouts", layouts)):
        if folder == root or folder in root.parents:
            raise SettingsError(
                f"{name} ({folder}) holds the site's own files; name a folder of its own, such as"
                f" {getattr(Settings(), name)}"
            )
    inside = out.relative_to(root).parts if out.is_relative_to(root) else ()
    if kept := {".git", ".sitegen"}.intersection(inside):
        raise SettingsError(
            f"out ({out}) lies in {kept.pop()}, which is not for pages; name another folder, such as public"
        )


def build_site(workshop: Workshop, jobs: int, progress: Progress, *, locked: bool = False) -> Result:
    """Bring the published site up to date with its folder.

    Raises:
        SettingsError: `locked` is set, and the site's memory is not that of its stories.
    """
    with open_memo(workshop.cache) as memo, Workers(jobs) as workers:
        foreign_cache = memo.get("version") not in {None, _version()}
        build, found, changes = _opened(workshop, memo, workers, progress)
        with Publisher(workshop.out) as publisher:
            outcome = build.update(changes.files, publisher.stage, publisher.stands, changes.problems)
            progress("publishing", 0)
            if locked and outcome.lock != workshop.lock:
                raise SettingsError(
                    f"{lock.FILE}: is not up to date with the stories, and --locked publishes nothing then;"
                    " run `sitegen build` where the site is edited, and commit the file"
                )
            outcome.pages.update(_searched(workshop, outcome, publisher, memo))
            # Before the switch: an address that was ever published is never forgotten.
            _remember(workshop, outcome.lock)
            written, removed, foreign = publisher.switch(outcome.pages)
        changed = changes.files or written or removed or outcome.lock != workshop.lock
        if changed or not memo.get("files"):
            keep(build, memo, found.files)
        cache = DAMAGED if memo.damaged else FOREIGN if foreign_cache else ""
    return Result(outcome, written, removed, foreign, found.others, found.passed, cache, workshop.strays)


def _searched(workshop: Workshop, outcome: Outcome, publisher: Publisher, memo: FileMemo) -> dict[str, str]:
    """Digest of each file of the search index, by path; none where the site has no search."""
    if not workshop.settings.search:
        return {}
    from sitegen.site.search import indexed  # noqa: PLC0415 most sites have none, and it takes 20 ms

    addresses = [entry.address for entry in outcome.entries]
    return indexed(addresses, outcome.pages, publisher, memo)


def _remember(workshop: Workshop, now: Lock) -> None:
    """Write the memory of the site beside it, whole or not at all, where it has changed."""
    if now == workshop.lock:
        return
    file = workshop.root / lock.FILE
    beside = file.with_name(f".{lock.FILE}.{os.getpid()}")
    try:
        beside.write_bytes(lock.write(now))
        os.replace(beside, file)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise OutputError(
            f"{file}: cannot be written ({error.strerror}); it keeps the site's addresses"
        ) from error


def known(workshop: Workshop, jobs: int, progress: Progress) -> tuple[Build, tuple[Problem, ...]]:
    """A build that has read and grouped the present stories and made no pages, and what went wrong."""
    with open_memo(workshop.cache) as memo, Workers(jobs) as workers:
        build, _, changes = _opened(workshop, memo, workers, progress)
        build.groups(changes.files)
        return build, changes.problems


class Changes(Struct, frozen=True):
    """What is new in a content folder."""

    files: dict[str, bytes | None]
    problems: tuple[Problem, ...]


def _opened(
    workshop: Workshop, memo: FileMemo, workers: Workers, progress: Progress
) -> tuple[Build, Scan, Changes]:
    """A build as the last process left it, the content folder as it is now, and what is new there."""
    build = new_build(workshop, workers, progress)
    found = scan(workshop.content, ignore=workshop.settings.ignore)
    changes = changes_since(workshop.content, found, restored(build, memo), build.cards)
    build.decide(workshop.overrides)
    return build, found, changes


def new_build(workshop: Workshop, workers: Workers, progress: Progress) -> Build:
    """A build of the site that knows no story yet."""
    compiled = _compiled(workshop.cache / "layouts")

    def again(path: str) -> bytes:
        raw = load(workshop.content, path)
        return raw if isinstance(raw, bytes) else b""

    return Build(
        workshop.look,
        again,
        workers,
        progress=progress,
        compiled=str(compiled),
        lock=workshop.lock,
        moment=moment(),
    )


def _compiled(folder: Path) -> Path:
    """The folder that this very program keeps compiled layouts in; what another one kept is removed."""
    own = folder / code()
    if not own.is_dir():
        shutil.rmtree(folder, ignore_errors=True)
        own.mkdir(parents=True, exist_ok=True)
    return own


def moment() -> str:
    """The time that SOURCE_DATE_EPOCH sets for a build, such as 2026-03-02T08:00:00Z; empty without one.

    Raises:
        SettingsError: it is no number of seconds.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not given:
        return ""
    try:
        return datetime.fromtimestamp(int(given), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError) as error:
        what = "the seconds since 1970, such as 1767225600"
        raise SettingsError(f"SOURCE_DATE_EPOCH is {given!r}; it must be {what}") from error


def restored(build: Build, memo: FileMemo) -> dict[str, File]:
    """Let `build` take up what an earlier process kept; the files it had read, by path."""
    before: dict[str, File] = {}
    if memo.get("version") == _version():
        stories = set(build.restore(memo))
        kept = msgspec.msgpack.decode(memo.get("files") or b"\x90", type=tuple[File, ...])
        before = {file.path: file for file in kept if file.path in stories}
    return before


def keep(build: Build, memo: FileMemo, files: Iterable[File]) -> None:
    """Leave what `build` knows for a later process; `files` are those it has read as they are now."""
    memo.put("version", _version())
    build.keep(memo)
    memo.put("files", msgspec.msgpack.encode(list(files)))


def changes_since(content: Path, found: Scan, before: Mapping[str, File], known: Collection[str]) -> Changes:
    """The bytes of every file that is not as it was `before`, None for stories `known` that are gone."""
    files: dict[str, bytes | None] = dict.fromkeys(set(known) - {file.path for file in found.files})
    problems = list(found.problems)
    for file in found.files:
        if before.get(file.path) != file:
            raw = load(content, file.path)
            if isinstance(raw, Problem):
                problems.append(raw)
                files.pop(file.path, None)
                if file.path in known:
                    files[file.path] = None
            else:
                files[file.path] = raw
    return Changes(files, tuple(problems))


def packaged_layouts() -> Path:
    """The layouts that come with sitegen: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / "layouts"
    return inside if inside.is_dir() else package.parent / "layouts"


def layout_files(folder: Path) -> dict[str, str | bytes]:
    """Return what stands in `folder` and the folders below it, by its path there.

    Layouts and catalogues are text; all else is bytes. What file managers and editors leave is passed over.

    Raises:
        LayoutError: a file cannot be read, or a layout is not UTF-8.
    """
    found: dict[str, str | bytes] = {}
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(here, name)
            if name.startswith(".") or name.endswith("~") or name in LEFTOVERS or not file.is_file():
                continue
            path = file.relative_to(folder).as_posix()
            try:
                raw = file.read_bytes()
            except OSError as error:
                raise LayoutError(f"layouts/{path}: cannot be read ({error.strerror})") from error
            found[path] = text_of(path, raw) if is_text(path) else raw
    return found


def _version() -> bytes:
    return code().encode()
