"""The whole way from stories to pages: read, group, merge, render. A clean build is an update from nothing.

`Build.update` takes the files that changed and says what that changes: events, and recipes of pages. A page
with the same recipe key has the same bytes, so whoever has pages already asks `Build.make` only for those
whose key is another: a build for all of them, a server for those that are looked at. What is known between
two updates, also of another process, stands in rows by key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from operator import attrgetter
from typing import Any, Protocol, TypeVar

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import replace

from sitegen import decisions
from sitegen.decisions import Overrides
from sitegen.events import Changed, Event, Events, Summary, decode_event
from sitegen.group import Features, Index, features
from sitegen.identity import Identities
from sitegen.identity.lock import Lock, Past
from sitegen.model import Digest, Page, Problem, Story
from sitegen.pages.address import RESERVED, slug
from sitegen.pages.listing import Entry, Ranking
from sitegen.pages.sections import SitePage, sections
from sitegen.pages.view import Site
from sitegen.read.media import ANYWHERE
from sitegen.rows import Memory, Rows, key_of
from sitegen.work import (
    Fresh,
    Merged,
    Task,
    Theme,
    decode_merged,
    digest_of,
    encode,
    layouts,
    merge_some,
    pages_of,
    read_some,
    ready,
    renderer,
    story_of,
)

READ_BATCH = 32
"""Stories a worker reads at a time: large enough that sending costs little, small enough to share evenly.
Judgement."""

MAKE_BATCH = 8
"""Events a worker merges, or makes the pages of, at a time. Judgement: one of many reports takes as long as
the others together."""

SMALL = 20_000
"""Bytes of a story that may be read in the process that starts the others, which a large one could end.
Judgement: most have a few thousand."""

_NEW = Lock()

_Item = TypeVar("_Item")

_in_order = msgspec.msgpack.Encoder(order="deterministic").encode
_decode_features = msgspec.msgpack.Decoder(Features).decode
_decode_summary = msgspec.msgpack.Decoder(Summary).decode
_decode_overrides = msgspec.msgpack.Decoder(Overrides).decode


class Executor(Protocol):
    """Whatever can apply a function to many items in order, as `concurrent.futures` does."""

    def map(self, function: Callable[[Any], Any], items: Iterable[Any], /) -> Iterator[Any]:
        """Return the results in the order of the items."""


class KnownEvent(Struct, frozen=True, gc=False):
    """An event with what came of it; a row.

    What every build looks at is at hand; what only the making of its pages needs stays encoded till then.
    """

    places: dict[str, str]
    """Address of each story's page, by path."""
    packed: Raw
    """The event."""
    past_packed: Raw
    """What its digest says, for the lock; None where it could not be merged."""
    key: str
    """Of both, which is all that its pages are made from."""
    told: str
    """Key of what its line in lists and its past were made from."""
    digest: str
    """Key of its digest, which is a row of its own."""
    entry: Entry | None = None
    """Its digest in brief; None where it could not be merged."""
    entry_key: str = ""
    fault: str = ""
    """Why it could not be merged."""

    @property
    def paths(self) -> tuple[str, ...]:
        """Its stories, in order."""
        return tuple(self.places)

    @property
    def name(self) -> str:
        """What it is known by as long as it stands."""
        return next(iter(self.places))

    @property
    def event(self) -> Event:
        """The event, decoded."""
        return decode_event(self.packed)

    @property
    def past(self) -> Past | None:
        """What its digest says, decoded."""
        return _decode_past(self.past_packed)

    def now(self, event: Event) -> KnownEvent:
        """Return the same of the event as it is now."""
        packed = _in_order(event)
        key = key_of(packed + bytes(self.past_packed))
        return replace(self, places=event.context.places, packed=Raw(packed), key=key)

    def pages(self, site: Site) -> list[str]:
        """Return the paths of its pages."""
        return pages_of(self.entry.address, self.places.values(), site) if self.entry else []


_decode_known = msgspec.msgpack.Decoder(KnownEvent).decode
_decode_past: Callable[[Raw], Past | None] = msgspec.msgpack.Decoder(Past | None).decode


class Recipe(Struct, frozen=True, gc=False):
    """A page before it is made."""

    path: str
    key: str
    """Of all that it is made from; pages of one path with one key have the same bytes."""
    of: KnownEvent | SitePage | None
    """What it shows; None for a file that comes with the layouts."""


class Update(Struct, frozen=True):
    """What an update changed."""

    events: Changed
    pages: int
    """How many pages are new or other than before."""
    read: tuple[str, ...]
    """Stories that were read anew."""
    gone: tuple[str, ...]
    """Stories that went."""
    merged: int
    """Events that were merged anew."""


class Build:
    """A site that is kept up to date with its stories."""

    def __init__(
        self,
        theme: Theme,
        executor: Executor | None = None,
        *,
        rows: Rows | None = None,
        progress: Callable[[str, int], None] = lambda _what, _total: None,
        compiled: str | None = None,
        lock: Lock = _NEW,
        moment: str = "",
        now: str = "",
        drafts: bool = False,
    ) -> None:
        """`rows` are those of the build before; see `restore`.

        `progress` hears of each step how many items it has to do, and, below zero, how many are done.
        `compiled` is a folder where compiled layouts can be kept. `moment` is the time of the build, such
        as 2026-03-02T08:00:00Z, where one was set. `now` is the moment, YYYY-MM-DDTHH:MM of UTC, that decides
        which stories are to be shown already or no more; `drafts` shows them all.
        """
        self._theme = theme
        self._theme_key = key_of(encode(theme))
        self._map: Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]] = (
            executor.map if executor else map
        )
        self._rows = rows or Memory()
        self._progress = progress
        self._compiled = compiled
        self._moment = moment
        self._now = now
        self._drafts = drafts
        self._identities = Identities(lock)
        self._events = Events(self._identities, self._rows)
        self._known: dict[str, KnownEvent] = {}
        """By the name of the event."""
        self._ranking = Ranking()
        self._rights = key_of(encode(theme.site.rights))
        self._merged_by = self._rights
        """Key of the rights that all events were merged under."""
        self._made_by = self._theme_key
        """Key of the theme that the recipes are for."""
        self._settled = False
        """Whether the identities remember of each event what is known of it, those of `_unsaved` apart."""
        self._unsaved: set[str] = set()
        """Events whose row is not up to date, by name."""
        self._stale: list[tuple[str, str, str]] = []
        """Rows that the last update did away with, as kind, key and who had it: pages may still be made of
        them until the next update is there."""
        self._refused: tuple[Problem, ...] = ()
        """On addresses that were wanted and not given by the last update."""
        self._reread = False
        """Whether stories with the same bytes are to be read again, for other kinds of keys."""
        self._regrouped = False
        """Whether the row of the index is not up to date."""
        self._faults: dict[str, str] = {}
        """Why pages of an event could not be made, by its name."""
        self._beside: frozenset[str] = frozenset()
        """The pictures and documents beside the stories, by path."""
        self._named: dict[str, list[str]] = {}
        """The same by name."""
        self.recipes: dict[str, Recipe] = {}
        """Every page of the site as of the last update, by path; another dictionary after the next one."""

    def restore(self, lock: str = "") -> frozenset[str]:
        """Take up what an earlier process left in the rows; return the paths of the stories it knew.

        `lock` names the lock that the build was given, as it was named to `keep`.
        """
        index = self._rows.get("meta", "index")
        if index is not None:
            summaries = {path: _decode_summary(row) for path, row in self._rows.all("summary")}
            self._known = {name: _decode_known(row) for name, row in self._rows.all("event")}
            self._ranking = Ranking(known.entry for known in self._known.values() if known.entry)
            overrides = _decode_overrides(self._rows.get("meta", "overrides") or encode(Overrides()))
            events = {known.paths: known.packed for known in self._known.values()}
            self._settled = bool(lock) and self._rows.get("meta", "lock") == lock.encode()
            known_index = Index(self._rows, index)
            self._events.restore(summaries, events, overrides, known_index, settled=self._settled)
            self._merged_by = (self._rows.get("meta", "rights") or b"").decode()
            self._made_by = ""
        return frozenset(self._events.summaries)

    def keep(self, lock: str = "") -> None:
        """Bring the rows up to date for a later process.

        `lock` names the one that `settle` gave, where it was called and it was written.
        """
        for name in sorted(self._unsaved):
            if name in self._known:
                self._rows.put("event", name, encode(self._known[name]))
            else:
                self._rows.drop("event", name)
        self._unsaved.clear()
        stale, self._stale = self._stale, []
        self._drop(stale)
        self._rows.put("meta", "overrides", encode(self._events.overrides))
        self._rows.put("meta", "rights", self._merged_by.encode())
        self._rows.put("meta", "lock", lock.encode())
        if self._regrouped or self._rows.get("meta", "index") is None:
            self._rows.put("meta", "index", self._events.index.dump())
            self._regrouped = False

    def restyle(self, theme: Theme) -> None:
        """Give the site another theme.

        Raises:
            LayoutError: a layout is broken; the theme stays as it is.
        """
        layouts(theme, self._compiled)
        self._reread |= theme.keys != self._theme.keys
        self._theme, self._theme_key = theme, key_of(encode(theme))
        self._rights = key_of(encode(theme.site.rights))

    def relock(self, lock: Lock) -> None:
        """Take another memory of ids and addresses."""
        self._identities, self._settled = Identities(lock), False
        self._events.take_identities(self._identities)

    def decide(self, overrides: Overrides) -> None:
        """Heed what a person decided."""
        anew = sorted(self._events.decide(overrides))
        self._take_again([replace(self.summaries[path], ignored=path in overrides.ignored) for path in anew])

    def hold(self, now: str) -> None:
        """Keep back what is not to be shown at `now`, and show what is to be shown again."""
        self._now = now
        bound = [
            one for one in self.summaries.values() if one.held or one.draft or one.embargo or one.expires
        ]
        other = [replace(one, held=not one.held) for one in bound if one.held != self._is_held(one)]
        self._take_again(sorted(other, key=attrgetter("path")))

    def _is_held(self, summary: Summary) -> bool:
        return summary.is_held(self._now, drafts=self._drafts)

    def _take_again(self, summaries: Iterable[Summary]) -> None:
        """Take in known stories of which something else is decided now."""
        fresh = []
        for summary in summaries:
            self._rows.put("summary", summary.path, encode(summary))
            fresh.append((summary, features(self.story(summary.path))))
        self._regrouped |= bool(fresh)
        self._events.take(fresh)

    def beside(self, files: Iterable[str]) -> None:
        """Take note of the pictures and documents that lie in the content folder."""
        if (found := frozenset(files)) != self._beside:
            self._beside = found
            self._named = {}
            for path in sorted(found):
                self._named.setdefault(path.rpartition("/")[2], []).append(path)
            # Which of them a story's page shows is part of its recipe.
            self._made_by = ""

    def media(self) -> dict[str, str]:
        """Return the pictures and documents that the pages show: path under the content folder by path."""
        return {
            published(found): found
            for known in self._known.values()
            if known.entry
            for found in self._media_of(known.places).values()
        }

    def _media_of(self, paths: Iterable[str]) -> dict[str, str]:
        """Return the files that the pages of an event show, by what its stories call them."""
        if not self._beside:
            return {}
        return {
            wanted: found
            for summary in map(self.summaries.__getitem__, paths)
            if not self._theme.site.rights.terms(summary.name).bound
            for wanted in summary.media
            if (found := self._found(wanted))
        }

    def _found(self, wanted: str) -> str:
        """Return the file that a story refers to; empty where there is none, or several may be meant."""
        if not wanted.startswith(ANYWHERE):
            return wanted if wanted in self._beside else ""
        named = self._named.get(wanted.removeprefix(ANYWHERE), [])
        return named[0] if len(named) == 1 else ""

    def _missing(self) -> Iterator[Problem]:
        """The problem of each story that refers to files which are not there."""
        for path, summary in self.summaries.items():
            lost = [each for each in summary.media if summary.counts and not self._found(each)]
            if lost:
                more = f" and {len(lost) - 1} more" if len(lost) > 1 else ""
                what = "not to be had (missing, hidden, a link, too large, or several of the name)"
                name = lost[0].removeprefix(ANYWHERE)
                yield Problem(path, 0, f"it refers to {name}{more}, {what}; put the file beside the story")

    def group(self, changes: dict[str, bytes | None]) -> Changed:
        """Read and group the stories after `changes`, as `update` takes them, without merging them."""
        self._take(changes)
        return self._events.update()

    @property
    def summaries(self) -> Mapping[str, Summary]:
        """What is known of each story, by path."""
        return self._events.summaries

    @property
    def events(self) -> Mapping[str, Event]:
        """The events, each by the path of its first story."""
        return self._events

    @property
    def index(self) -> Index:
        """The stories as they are grouped."""
        return self._events.index

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every digest in brief, newest first."""
        return self._ranking.entries()

    def digest(self, group: Sequence[str]) -> Digest:
        """Return the digest of a group that stands now, as a person's decisions leave it."""
        event = self._events[group[0]]
        row = self._rows.get("digest", _digest_key(event))
        if row is None:
            task = encode([self._task(event)])
            (result,) = decode_merged(merge_some(self._theme, self._compiled, self._moment, task))
            row = result.digest
        return digest_of(row)

    def story(self, path: str) -> Story:
        """Return one story."""
        return story_of(self._story(self._events.summaries[path].story_key))

    def update(
        self, changes: dict[str, bytes | None], take: Callable[[Page, str], None] | None = None
    ) -> Update:
        """Bring the site up to date with `changes` (path to new bytes, or None where the file is gone).

        It takes the bytes out of `changes`. `take` is given the pages of each event that is merged anew, with
        the key of their recipes.
        """
        gone = tuple(sorted(path for path, raw in changes.items() if raw is None and path in self.summaries))
        stale, self._stale = self._stale, []
        read = self._take(changes)
        changed = self._events.update()
        merged = self._merge(changed, take)
        self._refused = self._identities.problems()
        old, site = self.recipes, self._theme.site
        gone_pages = [
            path
            for context in (event.context for event in changed.before)
            for path in pages_of(context.address, context.places.values(), site)
        ]
        self.recipes = self._all_recipes(gone_pages, [self._known[name] for name in changed.after])
        self._drop(stale)
        return Update(
            events=changed,
            pages=sum([path not in old or old[path].key != one.key for path, one in self.recipes.items()]),
            read=read,
            gone=gone,
            merged=merged,
        )

    def make(self, recipes: Iterable[Recipe], theme: Theme | None = None) -> Iterator[Page]:
        """Yield the pages of some recipes, those of one event together; from any thread for a single one.

        With another `theme` they are made as if the site had it.

        Raises:
            LayoutError: a layout fails on one of them.
        """
        theme = theme or self._theme
        wanted = {recipe.path: recipe for recipe in recipes}
        known = {recipe.of.name: recipe.of for recipe in wanted.values() if isinstance(recipe.of, KnownEvent)}
        yield from (page for page in self._make_events(list(known.values()), theme) if page.path in wanted)
        for recipe in wanted.values():
            if isinstance(recipe.of, SitePage):
                yield renderer(theme, self._compiled).section(recipe.of)
        if any(recipe.of is None for recipe in wanted.values()):
            yield from (page for page in renderer(theme, self._compiled).assets() if page.path in wanted)

    def give_up(self) -> bool:
        """Take events off the site whose pages could not be made; whether there were any."""
        faults, self._faults = self._faults, {}
        failed = [self._known[name] for name in faults if name in self._known]
        for known in failed:
            if known.entry:
                self._ranking.remove(known.entry)
            self._know(replace(known, entry=None, fault=faults[known.name]))
        if failed:
            self.recipes = self._all_recipes(
                [path for known in failed for path in known.pages(self._theme.site)], ()
            )
        return bool(failed)

    def fault(self, recipe: Recipe) -> str:
        """Return why a page could not be made; empty where it could."""
        return self._faults.get(recipe.of.name, "") if isinstance(recipe.of, KnownEvent) else ""

    def settle(self) -> Lock:
        """Remember the site as it is now; return the lock that says so."""
        names = self._unsaved & self._known.keys() if self._settled else self._known
        pasts = {known.paths: past for name in names if (past := (known := self._known[name]).past)}
        lock, changed = self._identities.settle(pasts)
        self._settled = True
        # What is remembered now is what the pages say already.
        self._events.settle(changed)
        recipes = dict(self.recipes)
        for paths in changed:
            event = self._events[paths[0]]
            if event.name in self._known:
                known = self._know(replace(self._known[event.name].now(event), told=self._told_key(event)))
                recipes.update(self._recipes(known))
        self.recipes = recipes
        return lock

    def problems(self, more: Iterable[Problem] = ()) -> tuple[Problem, ...]:
        """Return everything that a person should look at, with `more` that was found elsewhere."""
        found = {problem for summary in self.summaries.values() for problem in summary.problems}
        found.update(self._refused, self._missing(), more)
        found.update(decisions.problems(self._events.overrides, self.summaries, self._group_of, self.story))
        for known in self._known.values():
            if known.fault:
                what = f"could not be told because of a fault in sitegen ({known.fault}); please report this"
                found |= {Problem(path, 0, what, lost=True, fault=True) for path in known.places}
        return tuple(sorted(found))

    def _take(self, changes: dict[str, bytes | None]) -> tuple[str, ...]:
        """Read what changed and bring the index up to date; return the stories that were read.

        Bytes are taken out of `changes` as they are read, so that those of a whole site are not kept until
        its pages are made.
        """
        known, patterns = self.summaries, self._theme.keys
        new = [
            path
            for path, raw in sorted(changes.items())
            if raw is not None and (self._reread or path not in known or known[path].file_key != key_of(raw))
        ]
        self._reread = False
        for path in sorted(path for path, raw in changes.items() if raw is None and path in known):
            self._stale.append(("story", known[path].story_key, path))
            self._rows.drop("summary", path)
            self._events.take((), [path])
        self._regrouped |= bool(changes)
        self._progress("reading", len(new))
        if len(new) > READ_BATCH:
            some = [(path, raw) for path in new[:READ_BATCH] if (raw := changes[path]) and len(raw) < SMALL]
            ready(self._theme, self._compiled, tuple(some[:2]))
        batches = (
            tuple([(path, changes.pop(path)) for path in batch]) for batch in _batches(new, READ_BATCH)
        )
        read_with = partial(read_some, patterns=patterns) if patterns else read_some
        for results in self._map(read_with, batches):
            # The index takes each batch while the workers read the next.
            self._learn(results)
            self._progress("reading", -len(results))
        if len(new) > READ_BATCH:
            self._events.index.rest()
        return tuple(new)

    def _learn(self, fresh: Iterable[Fresh]) -> None:
        """Take in some stories that were just read."""
        ignored = self._events.overrides.ignored
        taken = []
        for one in fresh:
            path, held = one.summary.path, self._is_held(one.summary)
            summary = replace(one.summary, ignored=path in ignored, held=held)
            if old := self.summaries.get(path):
                self._stale.append(("story", old.story_key, path))
            self._rows.put("summary", path, encode(summary))
            self._rows.put("story", summary.story_key, one.story)
            taken.append((summary, _decode_features(one.features)))
        self._events.take(taken)

    def _merge(self, changed: Changed, take: Callable[[Page, str], None] | None) -> int:
        """Bring what is known of the events up to date; return how many were merged anew."""
        for event in changed.before:
            if event.name not in self._events:
                self._forget(event.name)
        todo = []
        for name in sorted(changed.after if self._merged_by == self._rights else self._events):
            known, event = self._known.get(name), self._events[name]
            if known and known.told == self._told_key(event):
                self._know(known.now(event))
            else:
                todo.append(name)
        self._merged_by = self._rights
        self._progress("merging", len(todo))
        batches = _batches(todo, MAKE_BATCH)
        merge = partial(merge_some, self._theme, self._compiled, self._moment, pages=take is not None)
        merged = 0
        tasks = (encode([self._task(self._events[name]) for name in batch]) for batch in batches)
        for batch, results in zip(batches, self._map(merge, tasks), strict=True):
            for name, one in zip(batch, decode_merged(results), strict=True):
                merged += bool(one.digest)
                known = self._learn_of(self._events[name], one)
                if take is not None:
                    for page in one.pages:
                        take(page, self._recipe_key(known))
            self._progress("merging", -len(batch))
        return merged

    def _learn_of(self, event: Event, merged: Merged) -> KnownEvent:
        """Take note of an event that was just merged, in the place of what was known of it."""
        self._forget(event.name)
        key = _digest_key(event)
        if merged.digest:
            self._rows.put("digest", key, merged.digest)
        if merged.entry:
            self._ranking.add(merged.entry)
        known = KnownEvent(
            places={},
            packed=Raw(),
            past_packed=Raw(_in_order(merged.past)),
            key="",
            told=self._told_key(event),
            digest=key,
            entry=merged.entry,
            entry_key=key_of(encode(merged.entry)),
            fault=merged.fault,
        )
        return self._know(known.now(event))

    def _know(self, known: KnownEvent) -> KnownEvent:
        """Take note of an event."""
        self._known[known.name] = known
        self._events.pack(known.name, known.packed)
        self._unsaved.add(known.name)
        return known

    def _forget(self, name: str) -> None:
        """Forget what is known of an event."""
        if (old := self._known.pop(name, None)) is not None:
            self._stale.append(("digest", old.digest, name))
            self._unsaved.add(name)
            self._faults.pop(name, None)
            if old.entry:
                self._ranking.remove(old.entry)

    def _told_key(self, event: Event) -> str:
        """Return the key of what an event's line in lists and its past follow from."""
        telling = replace(event, context=replace(event.context, related=(), places={}))
        return key_of(_in_order((telling, self._rights)))

    def _task(self, event: Event, past: Past | None = None) -> Task:
        """Return what merging an event and making its pages need; one that has a digest keeps it."""
        stories = tuple([self._story(key) for _, key in event.stories])
        digest = self._rows.get("digest", _digest_key(event)) or b""
        media = {wanted: published(found) for wanted, found in self._media_of(event.paths).items()}
        return Task(event, stories, digest, past, media)

    def _story(self, key: str) -> bytes:
        """Return the row of a story; a LookupError where two updates have come since it was heard of."""
        if (row := self._rows.get("story", key)) is None:
            raise LookupError(key)
        return row

    def _drop(self, stale: Iterable[tuple[str, str, str]]) -> None:
        """Drop rows that nobody needs any more, unless what they are about is again as it was."""
        for kind, key, owner in stale:
            summary, known = self.summaries.get(owner), self._known.get(owner)
            if not (summary and summary.story_key == key) and not (known and known.digest == key):
                self._rows.drop(kind, key)

    def _all_recipes(self, gone: Iterable[str], changed: Iterable[KnownEvent]) -> dict[str, Recipe]:
        """Return the recipe of every page of the site; those of `changed` events are new, some are `gone`."""
        if self._made_by != self._theme_key:
            self._made_by, changed, found = self._theme_key, self._known.values(), {}
        else:
            found = {path: one for path, one in self.recipes.items() if isinstance(one.of, KnownEvent)}
            for path in gone:
                found.pop(path, None)
        for known in changed:
            found.update(self._recipes(known))
        for page in renderer(self._theme, self._compiled).assets():
            found[page.path] = Recipe(page.path, self._theme_key, None)
        keys = {known.entry.address: known.entry_key for known in self._known.values() if known.entry}
        for section in self._sections():
            found[section.path] = Recipe(section.path, self._section_key(section, keys), section)
        return found

    def _recipes(self, known: KnownEvent) -> dict[str, Recipe]:
        """Return the recipes of an event's pages, by path."""
        key = self._recipe_key(known)
        return {path: Recipe(path, key, known) for path in known.pages(self._theme.site)}

    def _recipe_key(self, known: KnownEvent) -> str:
        """Return the key of all that the pages of an event are made from."""
        media = self._media_of(known.places)
        return self._theme_key + known.key + (key_of(_in_order(media)) if media else "")

    def _section_key(self, section: SitePage, keys: Mapping[str, str]) -> str:
        """Return the key of all that a page of the site as a whole is made from.

        `keys` are those of the entries by address; they stand for these, and for mentions, which are theirs.
        """
        rest = encode((self._theme_key, replace(section, entries=(), mentions=())))
        return key_of(rest + "".join([keys[entry.address] for entry in section.entries]).encode())

    def _aliases(self) -> dict[str, str]:
        """Return the former addresses that stories give, each with the address of its event.

        One that would stand where the site has something of its own leads nowhere.
        """
        aliased = sorted(
            (self.index.group(path), path)
            for path, one in self.summaries.items()
            if one.aliases and one.counts
        )
        own = RESERVED | (
            {known.entry.address for known in self._known.values() if known.entry} if aliased else set()
        )
        found: dict[str, str] = {}
        for group, path in aliased:
            for alias in self.summaries[path].aliases:
                if alias.partition("/")[0].lower() not in own:
                    found.setdefault(alias, self._events[group[0]].context.address)
        return found

    def _sections(self) -> Iterator[SitePage]:
        """Return the pages of the site as a whole."""
        ignored = self._events.overrides.ignored
        left_out = [(path, ignored[path].reason) for path in sorted(ignored.keys() & self.summaries.keys())]
        moved = tuple(sorted((self._aliases() | self._identities.redirects()).items()))
        since = self._identities.since()
        return sections(self._theme.site, self.entries, left_out=tuple(left_out), moved=moved, since=since)

    def _make_events(self, todo: Sequence[KnownEvent], theme: Theme) -> Iterator[Page]:
        """Yield all pages of some events, and take note of why there are none."""
        self._progress("making pages", len(todo))
        make = partial(merge_some, theme, self._compiled, self._moment, pages=True)
        batches = _batches(todo, MAKE_BATCH)
        tasks = (encode([self._task(known.event, known.past) for known in batch]) for batch in batches)
        for batch, results in zip(batches, self._map(make, tasks), strict=True):
            for known, one in zip(batch, decode_merged(results), strict=True):
                if one.fault:
                    self._faults[known.name] = one.fault
                yield from one.pages
            self._progress("making pages", -len(batch))

    def _group_of(self, path: str) -> tuple[str, ...] | None:
        """Return the stories that share a page with one; None for a story that is on no page."""
        return self.index.group(path) if self.summaries[path].counts else None


def published(path: str) -> str:
    """Return the path on the site of a picture or document: its name in plain letters, a key of its place.

    >>> published("town/Quay at night.JPG")
    'stories/media/quay-at-night-549de1da97ff8dbc965a.jpg'
    """
    stem, _, ending = path.rpartition("/")[2].rpartition(".")
    return f"stories/media/{slug(stem) or 'file'}-{key_of(path.encode())}.{ending.lower()}"


def _digest_key(event: Event) -> str:
    """Return the key of all that the digest of an event is made from."""
    return key_of(_in_order((event.stories, event.title, event.context.sigla, event.decisions)))


def _batches(items: Sequence[_Item], size: int) -> list[tuple[_Item, ...]]:
    """Return the items in order, `size` at a time."""
    return [tuple(items[start : start + size]) for start in range(0, len(items), size)]
