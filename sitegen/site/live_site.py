"""A site held in memory and kept up to date with its folder, for whoever shows it while it changes."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Mapping
from pathlib import Path
from threading import RLock
from typing import NamedTuple

from msgspec import Struct

from sitegen.build import Refreshed
from sitegen.edition import Edition, StaleError
from sitegen.errors import SitegenError
from sitegen.model import Digest, Problem, Story
from sitegen.site.project import (
    Changes,
    Progress,
    changes_since,
    keep,
    new_build,
    open_workshop,
    restored,
)
from sitegen.site.source import File, scan
from sitegen.site.store import FileMemo, open_memo
from sitegen.site.workers import Workers

TRIES = 40
"""How often a page is tried whose stories have changed since; whoever watches the folder will tell."""

CATCH_UP = 0.05
"""Seconds between two tries."""


class Named(NamedTuple):
    """A digest as a person is told of it."""

    address: str
    title: str


class Change(Struct, frozen=True):
    """What an update of the site led to."""

    stories: tuple[str, ...]
    """Stories that were read anew."""
    gone: tuple[str, ...]
    """Stories that went."""
    joined: tuple[Named, ...]
    """Digests that a story joined."""
    left: tuple[Named, ...]
    """Digests that a story left."""
    split: tuple[Named, ...]
    """Digests that came of one."""
    merged: tuple[Named, ...]
    """Digests that several became."""
    changed: tuple[Named, ...]
    """Digests of the same stories as before, some of which say something else."""
    pages: int
    """Pages that were made anew."""
    problems: tuple[Problem, ...]
    """Of every story of the site."""


class Session:
    """A site that is kept up to date in memory; nothing of it is published.

    `start` may fork, so it comes before any thread.

    One thread at a time may call `start`, `apply`, `restyle` and `close`; any thread may ask for pages.
    """

    def __init__(self, root: Path, options: Mapping[str, str | None], jobs: int, progress: Progress) -> None:
        """Open the site in `root`; raises SettingsError and LayoutError as a build does."""
        self._root = root
        self._options = dict(options)
        self._workshop = open_workshop(root, options)
        self._workers = Workers(jobs)
        self._files: dict[str, File] = {}
        """Files as they were when they were read, for the next process."""
        self._problems: tuple[Problem, ...] = ()
        self._building = RLock()
        self._build = new_build(self._workshop, self._workers, progress)
        self._edition: Edition | None = None

    @property
    def root(self) -> Path:
        """The site's folder."""
        return self._root

    @property
    def content(self) -> Path:
        """Folder of the stories."""
        return self._workshop.content

    @property
    def layouts(self) -> Path:
        """Folder of the site's own layouts."""
        return self._workshop.layouts

    @property
    def ignore(self) -> tuple[str, ...]:
        """Patterns of what is no story in the content folder."""
        return self._workshop.settings.ignore

    @property
    def edition(self) -> Edition | None:
        """The site as it was last good; None before it was ever."""
        return self._edition

    def start(self) -> Change:
        """Build from what an earlier process kept and from the folder as it is."""
        with self._building, open_memo(self._workshop.cache) as memo:
            found = scan(self._workshop.content, ignore=self._workshop.settings.ignore)
            before = restored(self._build, memo)
            changes = changes_since(self._workshop.content, found, before, self._build.cards)
            self._build.decide(self._workshop.overrides)
            change = self._refreshed(changes.files, changes.problems)
            self._files = {file.path: file for file in found.files}
            self._keep(memo)
            # From here on this process has threads, which a forked worker would inherit in an unknown state.
            self._workers.method = "spawn"
            return change

    def apply(
        self, changes: Mapping[str, bytes | None], problems: tuple[Problem, ...] | None = None
    ) -> Change:
        """Take in the bytes of stories that changed, None for those that are gone.

        `problems` are those of the folder as a whole (what could not be read); None where they are as before.
        """
        with self._building:
            for path in changes:
                self._files.pop(path, None)
            return self._refreshed(changes, self._problems if problems is None else problems)

    def restyle(self) -> Change:
        """Read settings, layouts, overrides and lock again.

        Raises:
            SitegenError: one of them is broken; the last good site stands.
        """
        with self._building:
            workshop = open_workshop(self._root, self._options)
            look, overrides, lock = workshop.look, workshop.overrides, workshop.lock
            if self._edition is not None and look != self._edition.look:
                self._edition.try_on(look)
            self._build.restyle(look)
            moved = (workshop.content, workshop.settings.ignore) != (self.content, self.ignore)
            if lock != self._workshop.lock:
                self._build.relock(lock)
            self._workshop = workshop
            self._build.decide(overrides)
            changes = self._whole() if moved else Changes({}, self._problems)
            return self._refreshed(changes.files, changes.problems)

    def page(self, path: str) -> bytes | None:
        """The file `path` of the last good site, or None.

        Raises:
            LayoutError: the page is made only now, and its layout fails.
        """
        for _ in range(TRIES):
            edition = self._edition
            try:
                return edition.page(path) if edition is not None else None
            except StaleError:
                # The story's file is ahead of the site; an update that is under way may catch up with it.
                with self._building:
                    pass
                if self._edition is edition:
                    time.sleep(CATCH_UP)
        return None

    def told(self, address: str) -> tuple[Digest, tuple[Story, ...]] | None:
        """The digest at an address and its stories; None where there is none."""
        with self._building:
            plan = self._edition.plan(address) if self._edition else None
            if plan is None or plan.name not in self._build.plans:
                return None
            paths = self._build.plans[plan.name].paths
            return self._build.digest(paths), tuple([self._build.story(path) for path in paths])

    def close(self) -> None:
        """Keep what the next run can use and end every worker."""
        with self._building:
            self._workers.rest()
            if self._edition is not None:
                with contextlib.suppress(SitegenError), open_memo(self._workshop.cache, wait=0) as memo:
                    self._keep(memo)

    def _whole(self) -> Changes:
        """Everything in a folder that is another than before."""
        self._files = {}
        found = scan(self._workshop.content, ignore=self._workshop.settings.ignore)
        return changes_since(self._workshop.content, found, {}, self._build.cards)

    def _refreshed(self, changes: Mapping[str, bytes | None], problems: tuple[Problem, ...]) -> Change:
        """Update the site with `changes`; what it led to."""
        known = self._build.cards.keys()
        gone = tuple(sorted(path for path, raw in changes.items() if raw is None and path in known))
        self._problems = problems
        done = self._build.refresh(changes, problems)
        self._workers.rest()
        self._edition = done.edition
        return _change(done, gone)

    def _keep(self, memo: FileMemo) -> None:
        keep(self._build, memo, self._files.values())


def _change(done: Refreshed, gone: tuple[str, ...]) -> Change:
    """What a refresh led to, as a person is told of it."""
    before = {path: plan for plan in done.turn.before for path in plan.paths}
    after = {path: plan for plan in done.turn.planned for path in plan.paths}
    found: dict[str, list[Named]] = {kind: [] for kind in ("joined", "left", "split", "merged", "changed")}
    for plan in done.turn.planned:
        came = {before[path].name for path in plan.paths if path in before}
        fresh = any(path not in before for path in plan.paths)
        named = Named(plan.context.address, plan.title)
        if len(came) > 1:
            found["merged"].append(named)
        elif fresh and len(plan.stories) > 1:
            found["joined"].append(named)
        elif not fresh and dict(plan.stories).items() - dict(before[plan.name].stories).items():
            found["changed"].append(named)
    for plan in done.turn.before:
        went = {after[path].name for path in plan.paths if path in after}
        named = Named(plan.context.address, plan.title)
        if len(went) > 1:
            found["split"].append(named)
        elif went and any(path not in after for path in plan.paths):
            found["left"].append(named)
    named_by = {kind: tuple(names) for kind, names in found.items()}
    return Change(stories=done.read, gone=gone, pages=done.made, problems=done.problems, **named_by)
