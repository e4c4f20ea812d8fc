"""A site held in memory and kept up to date with its folder, for whoever shows it while it changes."""

from __future__ import annotations

import contextlib
from collections import OrderedDict
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from threading import Lock, RLock
from typing import NamedTuple
from urllib.parse import urlsplit

from msgspec import Struct

from sitegen import SitegenError
from sitegen.build import KnownEvent, Recipe, Update
from sitegen.events import Event
from sitegen.model import Digest, Problem, Story
from sitegen.pages.sections import SitePage
from sitegen.rows import LostError, Memory, Rows
from sitegen.site.project import (
    Changes,
    Progress,
    changes_since,
    keep_files,
    new_build,
    now,
    open_project,
    static_files,
    take_up,
)
from sitegen.site.source import MEDIUM_MAX, File, load, scan
from sitegen.site.store import opened
from sitegen.site.workers import Workers
from sitegen.work import Theme

ROOM = 48_000_000
"""Bytes of pages that are kept at hand: some 5,000 pages of 8 kB each."""


class DigestName(NamedTuple):
    """A digest as a person is told of it."""

    address: str
    title: str


class SiteChange(Struct, frozen=True):
    """What an update of the site led to."""

    stories: tuple[str, ...]
    """Stories that were read anew."""
    gone: tuple[str, ...]
    """Stories that went."""
    joined: tuple[DigestName, ...]
    """Digests that a story joined."""
    left: tuple[DigestName, ...]
    """Digests that a story left."""
    split: tuple[DigestName, ...]
    """Digests that came of one."""
    merged: tuple[DigestName, ...]
    """Digests that several became."""
    changed: tuple[DigestName, ...]
    """Digests of the same stories as before, some of which say something else."""
    pages: int
    """Pages that were made anew."""
    problems: tuple[Problem, ...]
    """Of every story of the site."""


class LiveSite:
    """A site that is kept up to date in memory; nothing of it is published.

    `start` may fork, so it comes before any thread.

    One thread at a time may call `start`, `apply`, `restyle` and `close`; any thread may ask for pages.
    """

    def __init__(
        self,
        root: Path,
        options: Mapping[str, str | None],
        jobs: int,
        progress: Progress,
        *,
        drafts: bool = False,
    ) -> None:
        """Open the site in `root`; raises SettingsError and LayoutError as a build does.

        With `drafts` it shows what a build keeps back.
        """
        self._root = root
        self._options = dict(options)
        self._project = open_project(root, options)
        self._workers = Workers(jobs)
        self._rows = Memory()
        self._writing: bytes | None = None
        self._files: dict[str, File] = {}
        """Files as they were when they were read, for the next process."""
        self._problems: tuple[Problem, ...] = ()
        self._building = RLock()
        self._new_build = partial(
            new_build, self._project, self._workers, progress, self._rows, drafts=drafts
        )
        self._build = self._new_build()
        self._recipes: Mapping[str, Recipe] = {}
        """By path; none before `start`, some of every site from then on."""
        self._static: dict[str, Path] = {}
        """Files that are shown as they are, by path."""
        self._media: dict[str, str] = {}
        """Pictures and documents of stories under the content folder, by path."""
        self._pages = _Pages()

    @property
    def root(self) -> Path:
        """The site's folder."""
        return self._root

    @property
    def content(self) -> Path:
        """Folder of the stories."""
        return self._project.content

    @property
    def theme(self) -> Theme:
        """How the pages of the last good site look."""
        return self._project.theme

    @property
    def layouts(self) -> Path:
        """Folder of the site's own layouts."""
        return self._project.layouts

    @property
    def ignore(self) -> tuple[str, ...]:
        """Patterns of what is no story in the content folder."""
        return self._project.settings.ignore

    def top(self) -> str:
        """Return the path below which the site stands on its host, with slashes at both ends."""
        path = urlsplit(self._project.settings.base_url or "").path.strip("/")
        return f"/{path}/" if path else "/"

    def start(self) -> SiteChange:
        """Build from what an earlier process kept and from the folder as it is."""
        with self._building:
            try:
                with opened(self._project.cache, self._project.program) as store:
                    self._rows.load(store.rows)
                    change = self._started()
                    self._keep(store.rows)
                self._writing = store.writing
            except LostError:
                self._rows.clear()
                self._build = self._new_build()
                change = self._started()
            # From here on this process has threads, which a forked worker would inherit in an unknown state.
            self._workers.method = "spawn"
            return change

    def _started(self) -> SiteChange:
        """Build from the rows and from the folder as it is."""
        found, changes = take_up(self._build, self._project, self._rows)
        change = self._updated(changes.files, changes.problems)
        self._files = {file.path: file for file in found.files if file.path in self._build.summaries}
        return change

    def apply(
        self, changes: Mapping[str, bytes | None], problems: tuple[Problem, ...] | None = None
    ) -> SiteChange:
        """Take in the bytes of stories that changed, None for those that are gone.

        `problems` are those of the folder as a whole (what could not be read); None where they are as before.
        """
        with self._building:
            for path in changes:
                self._files.pop(path, None)
            return self._updated(changes, self._problems if problems is None else problems)

    def restyle(self) -> SiteChange:
        """Read settings, layouts, overrides and lock again.

        Raises:
            SitegenError: one of them is broken; the last good site stands.
        """
        with self._building:
            project = open_project(self._root, self._options)
            theme, overrides, lock = project.theme, project.overrides, project.lock
            if self._recipes and theme != self._project.theme:
                self._try_on(theme)
            self._build.restyle(theme)
            moved = (project.content, project.settings.ignore) != (self.content, self.ignore)
            rekeyed = theme.keys != self._project.theme.keys
            if lock != self._project.lock:
                self._build.relock(lock)
            self._project = project
            self._build.decide(overrides)
            changes = self._whole() if moved or rekeyed else Changes({}, self._problems)
            found = scan(self.content, ignore=self.ignore)
            self._build.beside(file.path for file in found.media)
            return self._updated(changes.files, changes.problems)

    def page(self, path: str) -> bytes | None:
        """Return the file `path` of the last good site, or None.

        Raises:
            LayoutError: the page is made only now, and its layout fails.
        """
        if (file := self._static.get(path)) is not None:
            with contextlib.suppress(OSError):
                return file.read_bytes()
        if (name := self._media.get(path)) is not None:
            data = load(self.content, name, MEDIUM_MAX)
            return data if isinstance(data, bytes) else None
        while True:
            recipes = self._recipes
            if (recipe := recipes.get(path)) is None:
                return self._came(path)
            try:
                return self._pages.get(recipe) or self._made(recipe)
            except LookupError:
                # Two updates have come since the recipe was looked up; there is a newer one.
                if self._recipes is recipes:
                    raise

    def _came(self, path: str) -> bytes | None:
        """Return a file of the owner's that came since the last update; the folder is listed for it."""
        self._static, _ = static_files(self._project, {*self._recipes, *self._media})
        file = self._static.get(path)
        return file.read_bytes() if file else None

    def _made(self, recipe: Recipe) -> bytes:
        """Return a page that was not made yet."""
        together, recipes = {recipe.path: recipe}, self._recipes
        for path in recipe.of.pages(self._project.theme.site) if isinstance(recipe.of, KnownEvent) else ():
            if (one := recipes.get(path)) and one.key == recipe.key:
                together[path] = one
        for page in self._build.make(together.values()):
            self._pages.put(together[page.path], page.data)
        found = self._pages.get(recipe)
        if found is None:
            raise RuntimeError(self._build.fault(recipe))
        return found

    def told(self, address: str) -> tuple[Digest, tuple[Story, ...]] | None:
        """Return the digest at an address and its stories; None where there is none."""
        with self._building:
            recipe = self._recipes.get(f"{address}/index.json")
            known = recipe.of if recipe else None
            if not isinstance(known, KnownEvent) or known.name not in self._build.events:
                return None
            paths = self._build.events[known.name].paths
            return self._build.digest(paths), tuple([self._build.story(path) for path in paths])

    def close(self) -> None:
        """Keep what the next run can use and end every worker."""
        with self._building:
            self._workers.rest()
            if self._recipes:
                with (
                    contextlib.suppress(SitegenError, LostError),
                    opened(self._project.cache, self._project.program, wait=0) as store,
                ):
                    # Another process may have built meanwhile, and its rows do not go with these.
                    if store.writing == self._writing:
                        self._keep(store.rows)

    def _keep(self, rows: Rows) -> None:
        """Carry what is known over to the rows of the next process."""
        self._build.keep()
        keep_files(self._rows, self._files)
        self._rows.save(rows)

    def _whole(self) -> Changes:
        """Return everything in a folder that is another than before."""
        self._files = {}
        found = scan(self._project.content, ignore=self._project.settings.ignore)
        return changes_since(self._project.content, found, {}, self._build.summaries)

    def _updated(self, changes: Mapping[str, bytes | None], problems: tuple[Problem, ...]) -> SiteChange:
        """Update the site with `changes`; return what it led to."""
        self._problems = problems
        self._build.hold(now())
        update = self._build.update(dict(changes))
        self._workers.rest()
        self._recipes = self._build.recipes
        self._media = self._build.media()
        self._static, _ = static_files(self._project, {*self._recipes, *self._media})
        return _change(update, self._build.events, self._build.problems(problems))

    def _try_on(self, theme: Theme) -> None:
        """Make a page of each kind in another theme.

        Raises:
            LayoutError: the theme has a layout that fails.
        """
        recipes = [recipe for _, recipe in sorted(self._recipes.items(), reverse=True)]
        kinds = {each.of.kind: each for each in recipes if isinstance(each.of, SitePage)}
        sizes = {len(each.of.places): each for each in recipes if isinstance(each.of, KnownEvent)}
        trial = [*kinds.values(), *[sizes[size] for size in sorted(sizes)[:2]]]
        for _ in self._build.make(trial, theme):
            pass


class _Pages:
    """Pages that were made, each by its recipe; the one not asked for longest makes room."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._pages: OrderedDict[str, tuple[str, bytes]] = OrderedDict()
        self._lock = Lock()

    def get(self, recipe: Recipe) -> bytes | None:
        """Return the page, if it was made by just this recipe."""
        with self._lock:
            key, data = self._pages.get(recipe.path, ("", b""))
            if key != recipe.key:
                return None
            self._pages.move_to_end(recipe.path)
            return data

    def put(self, recipe: Recipe, data: bytes) -> None:
        """Keep a page."""
        with self._lock:
            self._room += len(self._pages.pop(recipe.path, ("", b""))[1])
            self._pages[recipe.path] = recipe.key, data
            self._room -= len(data)
            while self._room < 0:
                self._room += len(self._pages.popitem(last=False)[1][1])


def _change(update: Update, events: Mapping[str, Event], problems: tuple[Problem, ...]) -> SiteChange:
    """Return what an update led to, as a person is told of it."""
    old, new = update.events.before, [events[name] for name in update.events.after]
    before = {path: event for event in old for path in event.paths}
    after = {path: event for event in new for path in event.paths}
    found: dict[str, list[DigestName]] = {
        kind: [] for kind in ("joined", "left", "split", "merged", "changed")
    }
    for event in new:
        came = {before[path].name for path in event.paths if path in before}
        fresh = any(path not in before for path in event.paths)
        named = DigestName(event.context.address, event.title)
        if len(came) > 1:
            found["merged"].append(named)
        elif fresh and len(event.stories) > 1:
            found["joined"].append(named)
        elif not fresh and dict(event.stories).items() - dict(before[event.name].stories).items():
            found["changed"].append(named)
    for event in old:
        went = {after[path].name for path in event.paths if path in after}
        named = DigestName(event.context.address, event.title)
        if len(went) > 1:
            found["split"].append(named)
        elif went and any(path not in after for path in event.paths):
            found["left"].append(named)
    return SiteChange(
        stories=update.read,
        gone=update.gone,
        pages=update.pages,
        problems=problems,
        **{kind: tuple(names) for kind, names in found.items()},
    )
