"""The whole way from stories to pages: read, group, merge, render. A clean build is an update from nothing.

`Build.update` takes the files that changed and hands on the pages that changed. It runs `read` once per
story and `merge` once per group, in batches through an executor, and each only when something it reads
has changed. What it worked out can be kept in a memo between processes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Protocol, TypeVar

import msgspec
from msgspec import Struct

from sitegen.cluster import Features, Index
from sitegen.memo import Memo
from sitegen.model import Page, Problem, Story
from sitegen.publish import digest
from sitegen.render import address
from sitegen.render.context import Context
from sitegen.render.renderer import PER_PAGE, Entry, newest_first, tally
from sitegen.work import Fresh, Look, Task, decode_made, decode_story, encode, make_some, read_some, renderer

READ_BATCH = 64
"""Stories a worker reads at a time: large enough that sending costs little, small enough to share evenly."""

MAKE_BATCH = 32
"""Groups a worker merges and renders at a time."""

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


class Card(Struct, frozen=True, gc=False):
    """What the site as a whole knows of a story."""

    path: str
    key: str
    """Digest of the file it was read from."""
    told: str
    """Digest of the story that came out."""
    sentences: int
    slug: str
    """The address its digest would like to have."""
    published: str = ""
    outlet: str = ""
    draft: bool = False
    problems: tuple[Problem, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether the story is on the site."""
        return self.sentences > 0 and not self.draft


class Kept(Struct, frozen=True, gc=False):
    """Pages as they were made last."""

    key: str
    """Digest of everything that making them read."""
    pages: tuple[tuple[str, str], ...]
    """Path and digest of each."""
    entry: Entry | None = None
    """The digest in brief; None for a page of the whole site."""


class State(Struct):
    """What a build knows; kept between processes."""

    cards: dict[str, Card] = {}
    """By path."""
    kept: dict[str, Kept] = {}
    """By the address of a digest, or the name of a page of the whole site."""


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


class Build:
    """A site that is kept up to date with its stories."""

    def __init__(
        self,
        look: Look,
        load: Callable[[str], bytes],
        executor: Executor | None = None,
        progress: Callable[[str, int], None] = lambda _what, _total: None,
        compiled: str | None = None,
    ) -> None:
        """`load` gives the bytes of an unchanged story.

        `progress` hears of each step how many items it has to do, and, below zero, how many are done.
        `compiled` is a folder where compiled layouts can be kept.
        """
        self._look = look
        self._load = load
        self._executor = executor or Serial()
        self._progress = progress
        self._compiled = compiled
        self._look_key = digest(encode(look))
        self._state = State()
        self._index = Index()
        self._stories: dict[str, bytes] = {}

    def restore(self, memo: Memo) -> tuple[str, ...]:
        """Take up what an earlier process kept; the paths of the stories it knew."""
        state, index = memo.get("state"), memo.get("index")
        if state and index:
            self._state = msgspec.msgpack.decode(state, type=State)
            self._index = Index.load(index)
        return tuple(self._state.cards)

    def keep(self, memo: Memo) -> None:
        """Leave what is known for a later process."""
        memo.put("state", encode(self._state))
        memo.put("index", self._index.dump())

    def groups(self, changes: Mapping[str, bytes | None]) -> tuple[tuple[str, ...], ...]:
        """The groups of stories after `changes` (path to new bytes, or None where the file is gone)."""
        self._take(changes)
        return self._index.groups()

    @property
    def cards(self) -> Mapping[str, Card]:
        """What is known of each story, by path."""
        return self._state.cards

    @property
    def index(self) -> Index:
        """The stories as they are grouped."""
        return self._index

    def story(self, path: str) -> Story:
        """One story."""
        return decode_story(self._story(path))

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
        fresh = self._take(changes)
        groups = self._index.groups()
        found = [*problems, *(problem for card in self._state.cards.values() for problem in card.problems)]
        wanted = self._addresses(groups, found)
        site = _Pages(self._state.kept, stage, stands)
        merged = self._make(groups, wanted, site)
        entries = newest_first(
            entry for name in wanted.values() if (entry := self._state.kept[name].entry) is not None
        )
        self._make_whole(entries, site)
        drafts = sum(card.draft for card in self._state.cards.values())
        problems = tuple(sorted(set(found)))
        crowd = self._index.crowd()
        return Outcome(site.pages(), tuple(entries), problems, drafts, fresh, merged, crowd)

    def _take(self, changes: Mapping[str, bytes | None]) -> int:
        """Read what changed and bring the index up to date; how many stories were read."""
        cards = self._state.cards
        new = [(path, raw) for path, raw in sorted(changes.items()) if raw is not None]
        new = [(path, raw) for path, raw in new if path not in cards or cards[path].key != digest(raw)]
        gone = [path for path, raw in changes.items() if raw is None and path in cards]
        self._index.update((), [path for path in gone if cards[path].counts])
        for path in gone:
            del cards[path]
            self._stories.pop(path, None)
        self._progress("reading", len(new))
        batches = _batches(new, READ_BATCH)
        for batch, results in zip(batches, self._executor.map(read_some, batches), strict=True):
            # The index takes each batch while the workers read the next.
            self._learn(batch, results)
            self._progress("reading", -len(batch))
        return len(new)

    def _learn(self, batch: Sequence[tuple[str, bytes]], results: Sequence[Fresh]) -> None:
        """Take some stories that were just read into the cards and the index."""
        added: list[Features] = []
        removed: list[str] = []
        for (path, raw), result in zip(batch, results, strict=True):
            card, old = _card(path, raw, result), self._state.cards.get(path)
            self._state.cards[path] = card
            self._stories[path] = result.story
            if old is not None and old.counts:
                if card.counts and card.told == old.told:
                    continue
                removed.append(path)
            if card.counts:
                added.append(_decode_features(result.features))
        self._index.update(added, removed)

    def _addresses(
        self, groups: Sequence[tuple[str, ...]], problems: list[Problem]
    ) -> dict[tuple[str, ...], str]:
        """The address of each group's digest; two that want the same one are told apart and reported."""
        first = {group: self._first(group) for group in groups}
        order = sorted(groups, key=lambda group: (first[group].published or "9", first[group].path))
        wanted = [(first[group].path, first[group].slug) for group in order]
        found = address.unique(wanted, address.RESERVED)
        owner = {found[path]: path for path, _ in wanted}
        for path, slug in wanted:
            if slug and found[path] != slug:
                other = f"{owner[slug]} has" if slug in owner else "the site itself needs"
                message = (
                    f"its headline gives the address '{slug}', which {other}; "
                    f"it stands at '{found[path]}'; choose another with slug: in its front matter"
                )
                problems.append(Problem(path, 0, message))
        return {group: found[first[group].path] for group in groups}

    def _first(self, group: tuple[str, ...]) -> Card:
        """The story that names a group: the earliest with a date, then the first by path."""
        return min(
            (self._state.cards[path] for path in group), key=lambda card: (card.published or "9", card.path)
        )

    def _make(
        self, groups: Sequence[tuple[str, ...]], wanted: Mapping[tuple[str, ...], str], site: _Pages
    ) -> int:
        """Merge and render the groups that something changed in; how many."""
        cards = self._state.cards
        places, outlets = self._places(), self._outlets()
        todo: list[tuple[str, tuple[str, ...], str]] = []
        for group in groups:
            told = [cards[path].told for path in group]
            links = [(places[path], outlets.get(cards[path].outlet)) for path in group]
            key = digest(encode((self._look_key, told, links, wanted[group])))
            if not site.have(wanted[group], key):
                todo.append((key, group, wanted[group]))
        self._progress("merging", len(todo))
        batches = _batches(todo, MAKE_BATCH)
        work = (
            encode([self._task(group, name, places, outlets) for _, group, name in batch])
            for batch in batches
        )
        results = self._executor.map(partial(make_some, self._look, self._compiled), work)
        for batch, made in zip(batches, results, strict=True):
            for (key, _, name), one in zip(batch, decode_made(made), strict=True):
                site.add(name, key, one.pages, one.entry)
            self._progress("merging", -len(batch))
        return len(todo)

    def _task(
        self, group: tuple[str, ...], name: str, places: Mapping[str, str], outlets: Mapping[str, str]
    ) -> Task:
        """What a worker needs to make the pages of `group`."""
        own = {card.outlet for path in group if (card := self._state.cards[path]).outlet}
        context = Context(
            id=address.name(self._first(group).path, 12),
            address=name,
            places={path: places[path] for path in group},
            outlets={outlet: outlets[outlet] for outlet in sorted(own)},
        )
        return Task(tuple(self._story(path) for path in group), context)

    def _story(self, path: str) -> bytes:
        """The encoded story, read again where an earlier process read it last."""
        if path not in self._stories:
            self._stories[path] = read_some(((path, self._load(path)),))[0].story
        return self._stories[path]

    def _places(self) -> dict[str, str]:
        """The address of every story's page."""
        wanted = [
            (path, address.slug(path)) for path, card in sorted(self._state.cards.items()) if card.counts
        ]
        return {path: f"stories/{place}" for path, place in address.unique(wanted).items()}

    def _outlets(self) -> dict[str, str]:
        """The address of every outlet's page; names that differ in case only share one."""
        names = sorted({card.outlet for card in self._state.cards.values() if card.counts and card.outlet})
        wanted = dict.fromkeys((slug, slug) for name in names if (slug := address.slug(name)))
        found = address.unique(wanted)
        return {name: f"outlets/{found[slug]}" for name in names if (slug := address.slug(name))}

    def _make_whole(self, entries: Sequence[Entry], site: _Pages) -> None:
        """Render the pages of the site as a whole: the index, the outlets, what stands beside them."""
        outlets = self._outlets()
        count = max(1, -(-len(entries) // PER_PAGE))
        for number in range(1, count + 1):
            some = entries[(number - 1) * PER_PAGE : number * PER_PAGE]
            self._make_list(f"/page/{number}", some, outlets, site, ("index", some, number, count))
        names = {place: name for name, place in reversed(outlets.items())}
        for place, some in _by_outlet(entries, outlets).items():
            self._make_list(f"/{place}", some, outlets, site, ("outlet", names[place], place, some))
        site.make("/about", digest(encode((self._look_key, entries))), partial(self._beside, entries))

    def _make_list(
        self,
        name: str,
        entries: Sequence[Entry],
        outlets: Mapping[str, str],
        site: _Pages,
        call: tuple[Any, ...],
    ) -> None:
        """Render a page that lists `entries`; `call` names the method of the renderer and what it is told."""
        here = {outlet: outlets[outlet] for one in entries for outlet in one.outlets if outlet in outlets}

        def render() -> tuple[Page, ...]:
            return (getattr(renderer(self._look, self._compiled), call[0])(*call[1:], here),)

        site.make(name, digest(encode((self._look_key, call, here))), render)

    def _beside(self, entries: Sequence[Entry]) -> tuple[Page, ...]:
        """What stands once on a site."""
        render = renderer(self._look, self._compiled)
        return (
            render.about(tally(entries)),
            render.index_json(entries),
            render.not_found(),
            *render.assets(),
        )


class _Pages:
    """The pages of a site during an update: made anew where something changed, kept where nothing did."""

    def __init__(
        self, kept: dict[str, Kept], stage: Callable[[Page], str], stands: Callable[[str, str], bool]
    ) -> None:
        self._kept = kept
        self._stage = stage
        self._stands = stands
        self._used: set[str] = set()

    def have(self, name: str, key: str) -> bool:
        """Whether the pages of `name` stand as `key` says they should."""
        self._used.add(name)
        old = self._kept.get(name)
        return old is not None and old.key == key and all(self._stands(*pair) for pair in old.pages)

    def add(self, name: str, key: str, pages: Iterable[Page], entry: Entry | None = None) -> None:
        """Stage `pages` and remember what they were made from."""
        self._kept[name] = Kept(key, tuple((page.path, self._stage(page)) for page in pages), entry)

    def make(self, name: str, key: str, render: Callable[[], tuple[Page, ...]]) -> None:
        """Have the pages of `name`, rendered only where they do not stand."""
        if not self.have(name, key):
            self.add(name, key, render())

    def pages(self) -> dict[str, str]:
        """Digest of every page by path; what no part of the site asked for is forgotten."""
        for name in self._kept.keys() - self._used:
            del self._kept[name]
        return dict(pair for kept in self._kept.values() for pair in kept.pages)


def _by_outlet(entries: Iterable[Entry], outlets: Mapping[str, str]) -> dict[str, list[Entry]]:
    """The entries that each outlet has a part in, by the address of its page."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        for place in dict.fromkeys(outlets[name] for name in entry.outlets if name in outlets):
            found.setdefault(place, []).append(entry)
    return found


def _card(path: str, raw: bytes, fresh: Fresh) -> Card:
    """What the site as a whole knows of a story just read."""
    story = decode_story(fresh.story)
    first = story.sentences[0].text if story.sentences else ""
    return Card(
        path=path,
        key=digest(raw),
        told=digest(fresh.story),
        sentences=len(story.sentences),
        slug=address.slug(story.slug or "") or address.slug(story.title or first) or address.slug(path),
        published=story.published or "",
        outlet=story.outlet or "",
        draft=story.draft,
        problems=story.problems,
    )


def _batches(items: Sequence[_Item], size: int) -> list[tuple[_Item, ...]]:
    """The items in order, `size` at a time."""
    return [tuple(items[start : start + size]) for start in range(0, len(items), size)]
