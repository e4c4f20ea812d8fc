"""The site at one moment: every page by its path, made when it is asked for and kept for the next time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cached_property
from threading import RLock

from sitegen.model import Page
from sitegen.pages.listing import Entry
from sitegen.pages.sections import Catalogue, Section, sections
from sitegen.plan import Plan
from sitegen.work import Look, Task, made, renderer

ROOM = 48_000_000
"""Bytes of pages that are kept at hand: several thousand pages."""


class StaleError(Exception):
    """A story has changed since the edition was made; the next edition is near."""


class Shelf:
    """Pages that were made, each with what it was made from; the one not asked for longest makes room."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._pages: OrderedDict[str, tuple[object, bytes]] = OrderedDict()
        self._lock = RLock()

    def get(self, path: str, source: object) -> bytes | None:
        """The page, if it is here and was made from what `source` is."""
        with self._lock:
            found = self._pages.get(path)
            if found is None or found[0] != source:
                return None
            self._pages.move_to_end(path)
            return found[1]

    def put(self, pages: Iterable[Page], source: object) -> None:
        """Keep pages that were made from `source`."""
        with self._lock:
            for page in pages:
                old = self._pages.pop(page.path, None)
                self._room += len(old[1]) if old else 0
                self._pages[page.path] = source, page.data
                self._room -= len(page.data)
            while self._room < 0:
                self._room += len(self._pages.popitem(last=False)[1][1])


class Edition:
    """The site at one moment; any thread may ask for its pages."""

    def __init__(
        self,
        look: Look,
        plans: Mapping[str, Plan],
        owners: Mapping[str, str],
        catalogue: Catalogue,
        *,
        story: Callable[[str, str], bytes],
        shelf: Shelf,
        compiled: str | None = None,
    ) -> None:
        """`owners` names the group behind each address of a digest or a story.

        `story` gives an encoded story by path and digest, or raises StaleError.
        """
        self.look = look
        self.plans = plans
        """By the name of the group."""
        self._owners = owners
        self.catalogue = catalogue
        self._story = story
        self._shelf = shelf
        self._compiled = compiled
        self._making = RLock()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every digest in brief, newest first."""
        return self.catalogue.entries

    @cached_property
    def _sections(self) -> dict[str, Section]:
        return {section.path: section for section in sections(self.catalogue)}

    @cached_property
    def _assets(self) -> dict[str, bytes]:
        return {page.path: page.data for page in renderer(self.look, self._compiled).assets()}

    def plan(self, address: str) -> Plan | None:
        """What the pages at an address of a digest or a story are made from."""
        name = self._owners.get(address)
        return self.plans[name] if name is not None else None

    def try_on(self, look: Look) -> None:
        """Make a page of each kind in another look.

        Raises:
            LayoutError: the look has a layout that fails.
        """
        trial = Edition(
            look,
            self.plans,
            self._owners,
            self.catalogue,
            story=self._story,
            shelf=Shelf(),
            compiled=self._compiled,
        )
        kinds = {section.kind: path for path, section in sorted(self._sections.items(), reverse=True)}
        sizes = {len(plan.stories): plan for _, plan in sorted(self.plans.items(), reverse=True)}
        plans = [sizes[size] for size in sorted(sizes)[:2]]
        with suppress(StaleError):
            for path in (*kinds.values(), *[f"{plan.context.address}/index.html" for plan in plans]):
                trial.page(path)

    def page(self, path: str) -> bytes | None:
        """The file `path` of the site, or None.

        Raises:
            LayoutError: a layout fails on this page.
            StaleError: the page is of a story that has changed since.
        """
        if path.startswith("assets/"):
            return self._assets.get(path)
        owner = self.plan(path.rpartition("/")[0]) or self.plan(path.rpartition(".")[0])
        if owner is not None and (found := self._made(path, owner)) is not None:
            return found
        section = self._sections.get(path)
        return self._rendered(path, section) if section is not None else None

    def _made(self, path: str, plan: Plan) -> bytes | None:
        """A page of a group."""
        found = self._shelf.get(path, (self.look, plan))
        if found is None:
            with self._making:
                found = self._shelf.get(path, (self.look, plan))
                if found is None:
                    stories = tuple([self._story(name, told) for name, told in plan.stories])
                    pages = made(renderer(self.look, self._compiled), Task(stories, plan)).pages
                    self._shelf.put(pages, (self.look, plan))
                    found = self._shelf.get(path, (self.look, plan))
        return found

    def _rendered(self, path: str, section: Section) -> bytes:
        """A page of the site as a whole."""
        found = self._shelf.get(path, (self.look, section))
        if found is None:
            with self._making:
                page = renderer(self.look, self._compiled).section(section)
                self._shelf.put((page,), (self.look, section))
                found = page.data
        return found
