"""The whole way from stories to pages: read, group, merge, render. A clean build is an update from nothing.

`Build.update` takes the files that changed and hands on the pages that changed. `Build.refresh` does the
same as far as somebody has to know it at once, and leaves an `Edition` that makes each page when it is
asked for. Both read each story that changed and merge each group that something changed for, once, in
batches through an executor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Protocol, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from sitegen import decisions, events
from sitegen.decisions import Overrides
from sitegen.edition import Edition, Shelf, StaleError
from sitegen.events import Desk, Turn
from sitegen.group import Features, Index
from sitegen.identity import history
from sitegen.identity.lock import Lock, Past
from sitegen.identity.register import Register
from sitegen.model import Digest, Page, Problem, Story
from sitegen.pages import address
from sitegen.pages.listing import Entry, Ranking
from sitegen.pages.sections import Catalogue, sections
from sitegen.plan import Card, Plan
from sitegen.site.publish import digest
from sitegen.site.store import Memo
from sitegen.work import (
    Fresh,
    Look,
    Task,
    decode_made,
    decode_story,
    encode,
    make_some,
    merged,
    read_some,
    renderer,
)

READ_BATCH = 64
"""Stories a worker reads at a time: large enough that sending costs little, small enough to share evenly."""

MAKE_BATCH = 32
"""Groups a worker merges and renders at a time."""

_NEW = Lock()

_Item = TypeVar("_Item")

_decode_features = msgspec.msgpack.Decoder(Features).decode


class Executor(Protocol):
    """Whatever can apply a function to many items in order, as `concurrent.futures` does."""

    def map(self, function: Callable[[Any], Any], items: Iterable[Any], /) -> Iterator[Any]:
        """The results in the order of the items."""


class Serial:
    """An executor without workers."""

    def map(self, function: Callable[[Any], Any], items: Iterable[Any], /) -> Iterator[Any]:
        """The results in the order of the items."""
        return map(function, items)


class Told(Struct, frozen=True, gc=False):
    """A group as it was merged last."""

    entry: Entry
    """The digest in brief."""
    past: Past
    """What it says, for the lock."""
    look: str = ""
    """Digest of the look its pages have; empty where they have to be made anew."""
    pages: tuple[tuple[str, str], ...] = ()
    """Path and digest of each."""


class State(Struct):
    """What a build knows of pages; kept between processes."""

    told: dict[str, Told] = {}
    """By the name of the group."""
    sections: dict[str, tuple[str, str]] = {}
    """Of each page of the whole site, by path: digest of what it was made from, digest of its bytes."""


class Outcome(Struct, frozen=True):
    """What an update led to."""

    pages: dict[str, str]
    """Digest of every page of the site, by path."""
    entries: tuple[Entry, ...]
    """Every digest in brief, newest first."""
    problems: tuple[Problem, ...]
    drafts: int
    read: int
    """Stories that were read anew."""
    merged: int
    """Groups that were merged anew."""
    crowd: tuple[str, ...]
    """Stories that hang together by stock words rather than by an event; none as a rule."""
    lock: Lock
    """The memory of ids and addresses that the site now rests on."""


class Refreshed(Struct, frozen=True):
    """What a refresh led to."""

    edition: Edition
    turn: Turn
    read: tuple[str, ...]
    """Stories that were read anew."""
    made: int
    """Pages that were made anew."""
    problems: tuple[Problem, ...]


class Build:
    """A site that is kept up to date with its stories."""

    def __init__(
        self,
        look: Look,
        load: Callable[[str], bytes],
        executor: Executor | None = None,
        *,
        progress: Callable[[str, int], None] = lambda _what, _total: None,
        compiled: str | None = None,
        lock: Lock = _NEW,
        moment: str = "",
    ) -> None:
        """`load` gives the bytes of an unchanged story.

        `progress` hears of each step how many items it has to do, and, below zero, how many are done.
        `compiled` is a folder where compiled layouts can be kept. `moment` is the time of the build, such
        as 2026-03-02T08:00:00Z, where one was set.
        """
        self._look = look
        self._look_key = digest(encode(look))
        self._load = load
        self._executor = executor or Serial()
        self._progress = progress
        self._compiled = compiled
        self._moment = moment
        self._register = Register(lock)
        self._desk = Desk(self._register)
        self._state = State()
        self._ranking = Ranking()
        self._stories: dict[str, bytes] = {}
        self._shelf = Shelf()

    def restore(self, memo: Memo) -> tuple[str, ...]:
        """Take up what an earlier process kept; the paths of the stories it knew."""
        state, kept, index = memo.get("state"), memo.get("desk"), memo.get("index")
        if state and kept and index:
            self._state = msgspec.msgpack.decode(state, type=State)
            self._ranking = Ranking(told.entry for told in self._state.told.values())
            self._desk.take_up(msgspec.msgpack.decode(kept, type=events.Kept), Index.load(index))
        return tuple(self._desk.cards)

    def keep(self, memo: Memo) -> None:
        """Leave what is known for a later process."""
        memo.put("state", encode(self._state))
        memo.put("desk", encode(self._desk.kept()))
        memo.put("index", self._desk.index.dump())

    def restyle(self, look: Look) -> None:
        """Give the site another look.

        Raises:
            LayoutError: a layout is broken; the look stays as it is.
        """
        renderer(look, self._compiled)
        self._look, self._look_key = look, digest(encode(look))

    def relock(self, lock: Lock) -> None:
        """Take another memory of ids and addresses."""
        self._register = Register(lock)
        self._desk.take_register(self._register)

    def decide(self, decisions: Overrides) -> None:
        """Heed what a person decided."""
        anew = self._desk.decide(decisions)
        self._take({path: self._load(path) for path in sorted(anew)}, forced=True)

    def groups(self, changes: Mapping[str, bytes | None]) -> tuple[tuple[str, ...], ...]:
        """The groups of stories after `changes` (path to new bytes, or None where the file is gone)."""
        self._take(changes)
        self._turn()
        return self._desk.index.groups()

    @property
    def cards(self) -> Mapping[str, Card]:
        """What is known of each story, by path."""
        return self._desk.cards

    @property
    def plans(self) -> Mapping[str, Plan]:
        """What the pages of each group are made from, by the path of its first story."""
        return self._desk.plans

    @property
    def index(self) -> Index:
        """The stories as they are grouped."""
        return self._desk.index

    def digest(self, group: Sequence[str]) -> Digest:
        """The digest of a group that stands now."""
        return merged([self.story(path) for path in group], self._desk.plans[group[0]])

    def story(self, path: str) -> Story:
        """One story."""
        return decode_story(self._story(path, self._desk.cards[path].told))

    def update(
        self,
        changes: Mapping[str, bytes | None],
        stage: Callable[[Page], str],
        stands: Callable[[str, str], bool],
        problems: Iterable[Problem] = (),
    ) -> Outcome:
        """Bring the site up to date with `changes`.

        Each page that was made anew goes to `stage`, which returns the digest of its bytes; `stands` says
        whether a page that was made before is still there with that digest. `problems` are added to those
        of the stories.
        """
        read = self._take(changes)
        self._turn()
        todo = [plan for plan in self._plans() if not self._stands(plan, stands)]
        self._make(todo, lambda _, page: stage(page))
        entries = self._ranking.entries()
        self._make_sections(entries, stage, stands)
        drafts = sum(card.draft for card in self._desk.cards.values())
        found, crowd = self._problems(problems), self._desk.index.crowd()
        return Outcome(self._pages(), entries, found, drafts, len(read), len(todo), crowd, self._settle())

    def refresh(self, changes: Mapping[str, bytes | None], problems: Iterable[Problem] = ()) -> Refreshed:
        """Bring what the site tells up to date with `changes`; pages are made when they are asked for."""
        read = self._take(changes)
        turn = self._turn()
        todo = [self._desk.plans[name] for name in sorted(self._desk.plans.keys() - self._state.told.keys())]
        pages = self._make(todo, self._shelve)
        edition = Edition(
            self._look,
            dict(self._desk.plans),
            dict(self._desk.owners),
            self._catalogue(self._ranking.entries()),
            story=self._story,
            shelf=self._shelf,
            compiled=self._compiled,
        )
        return Refreshed(edition, turn, read, pages, self._problems(problems))

    def _plans(self) -> list[Plan]:
        """The plan of every group, by name."""
        return [plan for _, plan in sorted(self._desk.plans.items())]

    def _take(self, changes: Mapping[str, bytes | None], *, forced: bool = False) -> tuple[str, ...]:
        """Read what changed and bring the index up to date; the stories that were read."""
        cards = self._desk.cards
        new = [(path, raw) for path, raw in sorted(changes.items()) if raw is not None]
        new = [
            (path, raw) for path, raw in new if forced or path not in cards or cards[path].key != digest(raw)
        ]
        gone = [path for path, raw in sorted(changes.items()) if raw is None]
        for path in gone:
            self._stories.pop(path, None)
        self._desk.take((), gone)
        self._progress("reading", len(new))
        batches = _batches(new, READ_BATCH)
        for batch, results in zip(batches, self._executor.map(read_some, batches), strict=True):
            # The index takes each batch while the workers read the next.
            self._learn(batch, results)
            self._progress("reading", -len(batch))
        return tuple([path for path, _ in new])

    def _learn(self, batch: Sequence[tuple[str, bytes]], results: Sequence[Fresh]) -> None:
        """Take some stories that were just read onto the desk."""
        ignored = self._desk.overrides.ignored
        fresh = []
        for (path, raw), result in zip(batch, results, strict=True):
            self._stories[path] = result.story
            card = _card(path, raw, result, ignored=path in ignored)
            fresh.append((card, _decode_features(result.features)))
        self._desk.take(fresh)

    def _turn(self) -> Turn:
        """Work out what changed for each group; what is known of its digest is kept where it still holds."""
        turn = self._desk.turn()
        before = {plan.name: plan for plan in turn.before}
        planned = {plan.name: plan for plan in turn.planned}
        told = self._state.told
        for name, old in before.items():
            if name in told:
                if name in planned and _telling(old) == _telling(planned[name]):
                    told[name] = replace(told[name], look="")
                else:
                    self._ranking.remove(told.pop(name).entry)
        return turn

    def _stands(self, plan: Plan, stands: Callable[[str, str], bool]) -> bool:
        """Whether every page of a group is there as it should be."""
        told = self._state.told.get(plan.name)
        return told is not None and told.look == self._look_key and all(stands(*pair) for pair in told.pages)

    def _make(self, todo: Sequence[Plan], put: Callable[[Plan, Page], str]) -> int:
        """Merge some groups and make their pages; how many pages."""
        self._progress("merging", len(todo))
        batches = _batches(todo, MAKE_BATCH)
        work = (
            encode([Task(tuple([self._story(*story) for story in plan.stories]), plan) for plan in batch])
            for batch in batches
        )
        results = self._executor.map(partial(make_some, self._look, self._compiled, self._moment), work)
        count = 0
        for batch, made in zip(batches, results, strict=True):
            for plan, one in zip(batch, decode_made(made), strict=True):
                pages = tuple([(page.path, put(plan, page)) for page in one.pages])
                if (old := self._state.told.get(plan.name)) is not None:
                    self._ranking.remove(old.entry)
                self._ranking.add(one.entry)
                self._state.told[plan.name] = Told(one.entry, one.past, self._look_key, pages)
                count += len(pages)
            self._progress("merging", -len(batch))
        return count

    def _shelve(self, plan: Plan, page: Page) -> str:
        """Keep a page for those who ask for it."""
        self._shelf.put((page,), (self._look, plan))
        return digest(page.data)

    def _story(self, path: str, told: str) -> bytes:
        """The encoded story, read again where an earlier process read it last.

        Raises:
            StaleError: its file has other words now.
        """
        found = self._stories.get(path)
        if found is None or digest(found) != told:
            found = read_some(((path, self._load(path)),))[0].story
            if digest(found) != told:
                raise StaleError(path)
            self._stories[path] = found
        return found

    def _catalogue(self, entries: tuple[Entry, ...]) -> Catalogue:
        """All that the pages of the whole site tell."""
        ignored = self._desk.overrides.ignored
        left_out = [(path, ignored[path].reason) for path in sorted(ignored.keys() & self._desk.cards.keys())]
        moved = tuple(self._register.redirects().items())
        return Catalogue(
            self._look.site, entries, left_out=tuple(left_out), moved=moved, since=self._register.since()
        )

    def _make_sections(
        self,
        entries: tuple[Entry, ...],
        stage: Callable[[Page], str],
        stands: Callable[[str, str], bool],
    ) -> None:
        """Render the pages of the site as a whole that do not stand as they should."""
        old, self._state.sections = self._state.sections, {}
        for section in sections(self._catalogue(entries)):
            key = digest(encode((self._look_key, section)))
            kept = old.get(section.path)
            if kept is None or kept[0] != key or not stands(section.path, kept[1]):
                kept = key, stage(renderer(self._look, self._compiled).section(section))
            self._state.sections[section.path] = kept
        assets = {path: kept for path, kept in old.items() if kept[0] == self._look_key}
        if not assets or not all(stands(path, name) for path, (_, name) in assets.items()):
            made = renderer(self._look, self._compiled).assets()
            assets = {page.path: (self._look_key, stage(page)) for page in made}
        self._state.sections |= assets

    def _settle(self) -> Lock:
        """Remember the site as it is now: the lock that says so."""
        pasts = {plan.paths: self._state.told[plan.name].past for plan in self._plans()}
        lock, changed = self._register.settle(pasts)
        # What is remembered now is what the pages say already.
        self._desk.settle(changed)
        return lock

    def _pages(self) -> dict[str, str]:
        """Digest of every page by path."""
        found = dict(pair for told in self._state.told.values() for pair in told.pages)
        return found | {path: name for path, (_, name) in self._state.sections.items()}

    def _problems(self, more: Iterable[Problem]) -> tuple[Problem, ...]:
        """Everything that a person should look at."""
        found = {problem for card in self._desk.cards.values() for problem in card.problems}
        found |= set(self._register.problems())
        decided = decisions.problems(self._desk.overrides, self._desk.cards, self._group_of, self.story)
        return tuple(sorted(found | set(decided) | set(more)))

    def _group_of(self, path: str) -> tuple[str, ...] | None:
        """The stories that share a page with one; None for a story that is on no page."""
        return self._desk.index.group(path) if self._desk.cards[path].counts else None


def _telling(plan: Plan) -> Plan:
    """What of a plan the digest and its line in lists follow from."""
    return replace(plan, context=replace(plan.context, related=(), places={}))


def _card(path: str, raw: bytes, fresh: Fresh, *, ignored: bool) -> Card:
    """What the site as a whole knows of a story just read."""
    story = decode_story(fresh.story)
    first = story.sentences[0].text if story.sentences else ""
    return Card(
        path=path,
        key=digest(raw),
        told=digest(fresh.story),
        words=history.told(story),
        sentences=len(story.sentences),
        slug=address.slug(story.title or first) or address.slug(path),
        place=address.slug(path),
        named=address.slug(story.slug or ""),
        title=story.title or "",
        first=first,
        language=story.language,
        published=story.published or "",
        updated=story.updated or "",
        outlet=story.outlet or "",
        tags=fresh.topics,
        names=fresh.names,
        draft=story.draft,
        ignored=ignored,
        problems=story.problems,
    )


def _batches(items: Sequence[_Item], size: int) -> list[tuple[_Item, ...]]:
    """The items in order, `size` at a time."""
    return [tuple(items[start : start + size]) for start in range(0, len(items), size)]
