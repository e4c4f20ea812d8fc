"""A site's folders on disk, and one build of them from the first file to the last page."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import cached_property
from importlib.util import cache_from_source
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from sitegen import InputError, LayoutError, OutputError, SettingsError, __version__, decisions
from sitegen.build import Build
from sitegen.decisions import Overrides
from sitegen.digest.rights import Rights
from sitegen.identity import lock
from sitegen.identity.lock import Lock
from sitegen.model import Page, Problem
from sitegen.pages.listing import Entry
from sitegen.pages.theme import is_text, strays, text_of, themed
from sitegen.pages.view import Site
from sitegen.rows import LostError, Memory, Rows, key_of
from sitegen.site.config import Settings, checked, read_settings, require
from sitegen.site.fingerprint import Stamps, code
from sitegen.site.publish import Published, Publisher
from sitegen.site.source import MEDIUM_MAX, File, Scan, load, own_pages, scan, static
from sitegen.site.store import DAMAGED, opened, unkept
from sitegen.site.workers import Workers
from sitegen.work import Theme

LEFTOVERS = frozenset({"Thumbs.db", "desktop.ini"})
"""Files that file managers leave behind."""

CACHE = ".sitegen"
"""Folder, in the site's own, of what earlier builds worked out, unless another one is named."""

MANY = 10
"""Digests that may go with one build without a word, even most of the site; the last one of all may not.
Judgement."""

Progress = Callable[[str, int], None]

NONE, NOTHING = msgspec.msgpack.encode({}), msgspec.msgpack.encode(Published())

_decode_files = msgspec.msgpack.Decoder(dict[str, File]).decode
_decode_published = msgspec.msgpack.Decoder(Published).decode


class Project(Struct, frozen=True, dict=True):
    """Where a site's files are and what was set for it."""

    root: Path
    settings: Settings
    cache: Path
    """Folder of what earlier builds worked out."""

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
    def static(self) -> Path:
        """Folder of files that the site shows as they are."""
        return self.root / STATIC

    @cached_property
    def overrides(self) -> Overrides:
        """What a person decided about this site's stories."""
        return decisions.read(self._bytes(decisions.FILE) or b"")

    @cached_property
    def lock(self) -> Lock:
        """The site's memory of its ids and addresses; empty for a new site."""
        return self.lock_since(Memory())

    def lock_since(self, rows: Rows) -> Lock:
        """Return the same; a file that the build before left just so is sound."""
        raw, sound = self._lock_bytes, rows.get("meta", "lock") == self.lock_key.encode()
        return Lock() if raw is None else lock.parse(raw, sound=sound)

    @cached_property
    def lock_key(self) -> str:
        """Key of the file of the lock; empty where there is none."""
        return "" if self._lock_bytes is None else key_of(self._lock_bytes)

    @cached_property
    def _lock_bytes(self) -> bytes | None:
        return self._bytes(lock.FILE)

    def _bytes(self, name: str) -> bytes | None:
        """A file of the site's folder; None where there is none."""
        try:
            return (self.root / name).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            what = f"cannot be read ({error.strerror}); check its permissions"
            raise SettingsError(f"{name}: {what}") from error

    @cached_property
    def strays(self) -> tuple[Problem, ...]:
        """The site's own layouts that nothing shows."""
        found = strays(layout_files(packaged_layouts()), layout_files(self.layouts))
        return tuple(Problem(f"{self.settings.layouts}/{name}", 0, told) for name, told in found)

    @cached_property
    def program(self) -> str:
        """What reads the stories: this very program, with the kinds of keys that the site asks for."""
        keys = self.settings.keys
        return f"{code()} {key_of(msgspec.msgpack.encode(sorted(keys.items())))}" if keys else code()

    @cached_property
    def theme(self) -> Theme:
        """How the pages of this site look."""
        texts = themed(layout_files(packaged_layouts()), layout_files(self.layouts))
        settings = self.settings
        require(search=settings.search, pictures=settings.pictures)
        return Theme(
            tuple(sorted(texts.items())),
            Site(
                settings.title,
                settings.base_url,
                settings.language,
                __version__,
                search=settings.search,
                pictures=settings.pictures,
                noindex=settings.noindex,
                rights=Rights(settings.outlet, settings.quoting),
                own=own_pages(self.root),
            ),
            tuple(sorted(settings.keys.items())),
        )


class Result(Struct, frozen=True):
    """What one build did on disk."""

    entries: tuple[Entry, ...]
    """Every digest in brief, newest first."""
    pages: int
    problems: tuple[Problem, ...]
    drafts: int
    """Stories that are kept back, as drafts or for their day."""
    until: str
    """YYYY-MM-DDTHH:MM of UTC at which a story is shown or left out though nothing changes, or empty."""
    read: int
    """Stories that were read anew."""
    merged: int
    """Events that were merged anew."""
    crowd: tuple[str, ...]
    """Stories that hang together by stock words rather than by an event; none as a rule."""
    written: tuple[str, ...]
    removed: tuple[str, ...]
    foreign: tuple[Problem, ...]
    """Pages that were not written because a user's file stands in their place."""
    others: tuple[str, ...]
    """Files of a form that holds no story and that no story shows, in order of their paths."""
    passed: tuple[str, ...]
    """Files and folders that by their names are no stories."""
    cache: str
    """Why what was worked out before was lost, or cannot be kept; empty where neither is so."""
    about: tuple[Problem, ...]
    """What a person should know of the site itself, each with the file or folder it is about."""
    stamp: str
    """Of the output folder as it is now."""


def open_project(root: Path, options: Mapping[str, str | None]) -> Project:
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
        if value is not None and key != "cache"
    }
    project = Project(root, replace(settings, **given), root / (options.get("cache") or CACHE))
    _check_folders(project)
    return project


def _folder(root: Path, told: str) -> Path:
    """The folder that a setting names; ``~`` is the person's own, as on a command line.

    Raises:
        SettingsError: there is no person of that name.
    """
    try:
        return root / Path(told).expanduser()
    except RuntimeError as error:
        raise SettingsError(f"{told}: nobody's folder is found at '~'; write out the path") from error


def _check_folders(project: Project) -> None:
    """Raise where two folders of a site get in each other's way."""
    root, content, out = project.root.resolve(), project.content.resolve(), project.out.resolve()
    layouts = project.layouts.resolve()
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
            usual = getattr(Settings(), name)
            raise SettingsError(
                f"{name} ({folder}) holds the site's own files; name a folder of its own, such as {usual}"
            )
    inside = out.relative_to(root).parts if out.is_relative_to(root) else ()
    if kept := {".git", ".sitegen"}.intersection(inside):
        raise SettingsError(
            f"out ({out}) lies in {kept.pop()}, which is not for pages; name another folder, such as public"
        )


def build_site(
    project: Project, jobs: int, progress: Progress, stamps: Stamps | None = None, *, locked: bool = False
) -> Result:
    """Bring the published site up to date with its folder.

    `stamps` may have begun to look through the output folder.

    Raises:
        SettingsError: `locked` is set, and the site's memory is not that of its stories.
    """
    try:
        with opened(project.cache, project.program) as store:
            result = _built(project, store.rows, jobs, progress, stamps or Stamps(), locked=locked)
        return replace(result, cache=store.said)
    except LostError as error:
        # What was worked out before cannot be relied on, or there is no room for it.
        result = _built(project, Memory(), jobs, progress, Stamps(), locked=locked)
        why = DAMAGED if error.damaged else unkept(project.cache, str(error))
        return replace(result, cache=why)


def _built(
    project: Project, rows: Rows, jobs: int, progress: Progress, stamps: Stamps, *, locked: bool
) -> Result:
    """Build with what is known in `rows`, and leave there what is known then."""
    with Workers(jobs) as workers:
        before = project.lock_since(rows)
        build = new_build(project, workers, progress, rows, lock=before)
        found, changes = take_up(build, project, rows)
        published = _decode_published(rows.get("meta", "published") or NOTHING)
        with Publisher(project.out, published, lambda: stamps.of(str(project.out))) as publisher:
            update = build.update(changes.files, publisher.stage)
            media = build.media()
            copies, left = static_files(project, {*build.recipes, *media})
            _stage(build, publisher, copies)
            while build.give_up():
                _stage(build, publisher, copies)
            progress("publishing", 0)
            now = build.settle()
            if locked and now != before:
                raise SettingsError(
                    f"{lock.FILE}: is not up to date with the stories, and --locked publishes nothing then;"
                    " run `sitegen build` where the site is edited, and commit the file"
                )
            keys = {each.path: each.key for each in build.recipes.values()} | _copied(copies, publisher)
            media = build.media()
            keys |= _published(project.content, media, found, publisher)
            keys |= _searched(project, build.entries, publisher, rows)
            # Before the switch: an address that was ever published is never forgotten.
            kept, forgotten = _remember(project, before, now)
            done = publisher.switch(keys)
        unread = {problem.path for problem in changes.problems}
        files = {file.path: file for file in found.files if file.path not in unread}
        build.keep(kept)
        keep_files(rows, files)
        rows.put("meta", "published", msgspec.msgpack.encode(done.published))
    return Result(
        entries=build.entries,
        pages=len(done.published.pages),
        problems=build.problems((*changes.problems, *_far_ahead(build))),
        drafts=sum(each.held for each in build.summaries.values()),
        until=min(_turns(build), default=""),
        read=len(update.read),
        merged=update.merged,
        crowd=build.index.crowd(),
        written=done.written,
        removed=done.removed,
        foreign=done.problems,
        others=tuple(sorted({*found.others} - {*media.values()})),
        passed=found.passed,
        cache="",
        about=(*project.strays, *left, *forgotten, *_emptied(project, before, now)),
        stamp=done.published.stamp,
    )


def _emptied(project: Project, before: Lock, now: Lock) -> tuple[Problem, ...]:
    """Tell of a site most of which went with this build, as with stories that were not checked out."""
    had, left = [sum([bool(record.stories) for record in lock.records]) for lock in (before, now)]
    if had - left <= max(left, MANY if left else 0):
        return ()
    told = f"{had - left} of {had} digests went from the site; if stories are missing, put them back and"
    return (Problem(project.settings.content, 0, f"{told} build again", fault=True),)


STATIC = "static"
"""The folder of files that a site shows as they are."""

YIELDING = frozenset(("robots.txt", "_headers", "_redirects", "llms.txt", "404.html"))
"""Files of the site that one of the owner's takes the place of."""

AHEAD = 400
"""Days from which on a day of publication that lies ahead is a slip. Unit: days. Calendars of courts and of
sport reach a year ahead; a year that was mistyped, decades. Judgement."""


def _far_ahead(build: Build) -> Iterator[Problem]:
    """The problem of each story that is dated far ahead: it would stand before all others for years."""
    last = (datetime.fromisoformat(now()) + timedelta(days=AHEAD)).date().isoformat()
    for path, summary in build.summaries.items():
        if summary.counts and summary.published > last:
            what = "lies far ahead, so it stands above all other stories; see whether the year is right"
            yield Problem(path, 0, f"its day of publication, {summary.published}, {what}")


def _turns(build: Build) -> Iterator[str]:
    """The moments to come at which a story is to be shown or to be left out."""
    here = now()
    for summary in build.summaries.values():
        yield from (each for each in (summary.embargo, summary.expires) if each > here)


def static_files(project: Project, taken: Collection[str]) -> tuple[dict[str, Path], tuple[Problem, ...]]:
    """Return the files that the site shows as they are, by path, and what is left out of them.

    A file takes the place of one that only talks to hosts and robots, never of a page that is `taken`.
    """
    if project.static in {project.content, project.out, project.layouts}:
        return {}, ()
    found, problems = static(project.static)
    left = {path for path in found.keys() & set(taken) if path not in YIELDING}
    what = "the site has a page of its own in this place, so the file is left out; give it another name"
    clashes = tuple(Problem(f"{STATIC}/{path}", 0, what) for path in sorted(left))
    named = [replace(each, path=f"{STATIC}/{each.path}") for each in problems]
    return {path: file for path, file in found.items() if path not in left}, (*named, *clashes)


def _copied(copies: Mapping[str, Path], publisher: Publisher) -> dict[str, str]:
    """Stage the files that the site shows as they are; return their keys by path."""
    keys = {}
    for path, file in copies.items():
        try:
            data = file.read_bytes()
        except OSError as error:
            raise InputError(f"{file}: cannot be read ({error.strerror}); check its permissions") from error
        keys[path] = key_of(data)
        if not publisher.stands(path, keys[path]):
            publisher.stage(Page(path, data))
    return keys


def _published(content: Path, media: Mapping[str, str], found: Scan, publisher: Publisher) -> dict[str, str]:
    """Stage the pictures and documents of stories, those alone that are other files than before.

    Return their keys by path.
    """
    files = {file.path: file for file in found.media}
    keys = {}
    for path, name in media.items():
        key = key_of(msgspec.msgpack.encode(files[name]))
        if not publisher.stands(path, key):
            data = load(content, name, MEDIUM_MAX)
            if isinstance(data, Problem):
                raise InputError(f"{content / name}: {data.message}")
            publisher.stage(Page(path, data))
        keys[path] = key
    return keys


def _stage(build: Build, publisher: Publisher, copies: Collection[str]) -> None:
    """Make every page that does not stand as it should, but for those that `copies` take the place of."""
    recipes = [each for each in build.recipes.values() if not publisher.stands(each.path, each.key)]
    for page in build.make([each for each in recipes if each.path not in copies]):
        publisher.stage(page)


def _searched(
    project: Project, entries: tuple[Entry, ...], publisher: Publisher, rows: Rows
) -> dict[str, str]:
    """Return the keys of the files of the search index, by path; none where the site has no search."""
    if not project.settings.search:
        return {}
    from sitegen.site.search import indexed  # noqa: PLC0415 most sites have none, and it takes 20 ms

    return indexed([entry.address for entry in entries], publisher, rows)


def _remember(project: Project, before: Lock, now: Lock) -> tuple[str, tuple[Problem, ...]]:
    """Write the memory of the site beside it, whole or not at all, where it has changed; return its key.

    In a folder that may only be read nothing can be remembered, which is told.
    """
    if now == before:
        return project.lock_key, ()
    file, raw = project.root / lock.FILE, lock.write(now)
    beside = file.with_name(f".{lock.FILE}.{os.getpid()}")
    try:
        beside.write_bytes(raw)
        os.replace(beside, file)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        why = f"cannot be written ({error.strerror})"
        if error.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
            what = "addresses may move with the next build; build where it can be, and keep the file"
            return "", (Problem(lock.FILE, 0, f"{why}, so {what}"),)
        raise OutputError(f"{file}: {why}; it keeps the site's addresses") from error
    return key_of(raw), ()


@contextlib.contextmanager
def known(project: Project, jobs: int, progress: Progress) -> Iterator[tuple[Build, tuple[Problem, ...]]]:
    """Give a build that has read and grouped the present stories and made no pages, and what went wrong."""
    try:
        with opened(project.cache, project.program, keep=False) as store, Workers(jobs) as workers:
            build = new_build(project, workers, progress, store.rows, lock=project.lock_since(store.rows))
            _, changes = take_up(build, project, store.rows)
            build.group(changes.files)
            yield build, changes.problems
    except LostError as error:
        raise OutputError(f"{project.cache}: {DAMAGED}; try again") from error


class Changes(Struct, frozen=True):
    """What is new in a content folder."""

    files: dict[str, bytes | None]
    problems: tuple[Problem, ...]


def take_up(build: Build, project: Project, rows: Rows) -> tuple[Scan, Changes]:
    """Let a new build go on from what an earlier process kept; return the content folder and what is new.

    Raises:
        LostError: a row is not of the form that this program gives it.
    """
    found = scan(project.content, ignore=project.settings.ignore)
    try:
        build.restore(project.lock_key)
        before = _decode_files(rows.get("meta", "files") or NONE)
    except msgspec.DecodeError as error:
        raise LostError(str(error)) from error
    changes = changes_since(project.content, found, before, build.summaries)
    build.beside(file.path for file in found.media)
    build.hold(now())
    build.decide(project.overrides)
    return found, changes


def new_build(
    project: Project,
    workers: Workers,
    progress: Progress,
    rows: Rows | None = None,
    *,
    lock: Lock | None = None,
    drafts: bool = False,
) -> Build:
    """Return a build of the site that knows no story yet; `rows` are those of the process before.

    `lock` is the project's, where it is read already. With `drafts` it shows what is otherwise kept back.
    """
    return Build(
        project.theme,
        workers,
        rows=rows,
        progress=progress,
        compiled=_compiled(project),
        lock=lock or project.lock,
        moment=moment(),
        now=now(),
        drafts=drafts,
    )


def _compiled(project: Project) -> str | None:
    """Return the folder that this very program keeps compiled layouts in, if there can be one.

    For a site without layouts of its own it is beside the byte code of the modules, as theirs is kept for all
    sites; for others, or where nothing may be written there, it is in the site's cache. What another
    program kept is removed.
    """
    beside = Path(cache_from_source(__file__)).parent
    shared = not project.layouts.is_dir() and not sys.dont_write_bytecode and os.access(beside, os.W_OK)
    folder = (beside if shared else project.cache) / "layouts"
    own = folder / code()
    if not own.is_dir():
        shutil.rmtree(folder, ignore_errors=True)
        try:
            own.mkdir(parents=True, exist_ok=True)
        except OSError:
            return None
    return str(own)


def now() -> str:
    """Return the moment that decides what is kept back, as YYYY-MM-DDTHH:MM of UTC.

    It is that of SOURCE_DATE_EPOCH where it is set, so that a build can be repeated; else the clock's.
    """
    return (moment() or datetime.now(UTC).isoformat())[:16]


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


def keep_files(rows: Rows, files: Mapping[str, File]) -> None:
    """Leave for a later process how the files were that were read."""
    rows.put("meta", "files", msgspec.msgpack.encode(files))


def changes_since(content: Path, found: Scan, before: Mapping[str, File], known: Collection[str]) -> Changes:
    """Return the bytes of every file that is not as it was `before`, None for stories `known` that are gone.

    A known story whose file cannot be read just now is as it was.
    """
    here = {file.path for file in found.files}
    files: dict[str, bytes | None] = dict.fromkeys(path for path in known if path not in here)
    problems = []
    for problem in found.problems:
        # A folder that cannot be listed hides the stories in it.
        hidden = [path for path in files if problem.fault and path.startswith(f"{problem.path}/")]
        for path in hidden:
            del files[path]
        problems.append(_kept(problem) if hidden else problem)
    for file in found.files:
        if file.path not in known or before.get(file.path) != file:
            raw = load(content, file.path)
            if isinstance(raw, Problem):
                problems.append(_kept(raw) if raw.fault and file.path in known else raw)
                if not raw.fault and file.path in known:
                    files[file.path] = None
            else:
                files[file.path] = raw
    return Changes(files, tuple(problems))


def _kept(problem: Problem) -> Problem:
    """Return a problem of files whose stories stay on the site."""
    return replace(problem, message=f"{problem.message}; what it said stays on the site", lost=False)


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
