"""What a site knows of its stories and of the events they report, kept up to date as stories come and go.

All that an event's pages need besides the stories themselves is worked out here, before anything is
merged: its address, its headline, its neighbours. An update costs as much as what changed: only events
that something changed for are made anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from msgspec import Raw, Struct
from msgspec.msgpack import Decoder
from msgspec.structs import replace

from sitegen.compare.corpus import language_of
from sitegen.decisions import Overrides
from sitegen.digest.stages import Opening, headline, moment
from sitegen.group import Features, Index, Moved
from sitegen.identity import Group, Identities
from sitegen.identity.lock import Record
from sitegen.model import Decision, Problem
from sitegen.pages import address
from sitegen.pages.view import Context, Link
from sitegen.rows import Rows

MOST_RELATED = 5
"""Digests that a page names as near to its own. Judgement: what is looked at in a glance."""

NAMED = 3
"""Digests that name a person or place before it has a page. Judgement: two are links to each other
already."""


class Summary(Struct, frozen=True, gc=False):
    """What the site as a whole knows of a story."""

    path: str
    file_key: str
    """Of the file it was read from."""
    story_key: str
    """Of the story that came out."""
    text_key: str
    """Of its sentences alone."""
    sentences: int
    slug: str
    """The address that its headline gives its digest."""
    place: str
    """The address its own page would like to have."""
    named: str = ""
    """The address that a person gave its digest."""
    title: str = ""
    first: str = ""
    """Its first sentence."""
    language: str = "und"
    published: str = ""
    time: str = ""
    updated: str = ""
    outlet: str = ""
    aliases: tuple[str, ...] = ()
    """Former addresses that lead to its event."""
    tags: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    """People and places it names."""
    draft: bool = False
    """Whether its file says that it is for nobody to see."""
    embargo: str = ""
    """YYYY-MM-DDTHH:MM of UTC before which it is on no page."""
    expires: str = ""
    """The same from which on it is on no page."""
    held: bool = False
    """Whether this build keeps it back, as a draft or for its day."""
    ignored: bool = False
    """Whether a person left it out."""
    problems: tuple[Problem, ...] = ()
    media: tuple[str, ...] = ()
    """The pictures and documents that it refers to, as of its `Medium`s."""
    name: str = ""
    """What a reader calls it; empty where it refers to no file."""

    @property
    def counts(self) -> bool:
        """Whether the story is on the site."""
        return self.sentences > 0 and not self.held and not self.ignored

    def is_held(self, now: str, *, drafts: bool) -> bool:
        """Return whether a build at a moment of UTC keeps the story back; none that shows `drafts` does."""
        waits = bool(now) and (now < self.embargo or (self.expires and self.expires <= now))
        return not drafts and (self.draft or bool(waits))


class Event(Struct, frozen=True, gc=False):
    """Stories that report one event, with everything else that its pages are made from."""

    stories: tuple[tuple[str, str], ...]
    """Path and key of each story, by path."""
    title: str
    context: Context
    record: Record
    """What is remembered of its digest from the build before."""
    text_keys: dict[str, str] = {}
    """Of each story's sentences alone, by path."""
    decisions: tuple[Decision, ...] = ()
    mentions: tuple[str, ...] = ()
    """All people and places in its stories, with a page or without."""

    @property
    def name(self) -> str:
        """What it is known by as long as it stands: the path of its first story."""
        return self.stories[0][0]

    @property
    def paths(self) -> tuple[str, ...]:
        """The stories, in order."""
        return tuple([path for path, _ in self.stories])


decode_event = Decoder(Event).decode


class Changed(Struct, frozen=True):
    """What an update came to."""

    before: tuple[Event, ...]
    """Events that are no more, or are other now, as they were."""
    after: tuple[str, ...]
    """Names of events that are new or other than before, in order."""


class Events(Mapping[str, Event]):
    """The summaries of all stories, how they are grouped, and the events by name."""

    def __init__(self, identities: Identities, rows: Rows) -> None:
        """`rows` are the index's."""
        self.summaries: dict[str, Summary] = {}
        self._events: dict[str, Event | Raw] = {}
        """By name; those that are done with are encoded until they are asked for."""
        self.index = Index(rows)
        self.overrides = Overrides()
        self._identities = identities
        self._places = address.Claims()
        self._named: dict[str, set[str]] = {}
        """Events that mention a name, by the name."""
        self._outlets: Counter[str] = Counter()
        """Stories of each outlet, by what it is known by among names."""
        self._flipped: set[str] = set()
        """Since the last update: outlets of which the first story came or the last one went."""
        self._links: dict[tuple[str, ...], Link] = {}
        self._gone: set[tuple[str, ...]] = set()
        """Since the last update: groups that are no more."""
        self._near: set[str] = set()
        """Since the last update: stories near which something changed."""
        self._other: set[str] = set()
        """Since the last update: stories that are new, are others, or that a person decided on."""

    def __getitem__(self, name: str) -> Event:
        found = self._events[name]
        if isinstance(found, Raw):
            found = self._events[name] = decode_event(found)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter([*self._events])

    def __len__(self) -> int:
        return len(self._events)

    def pack(self, name: str, event: Raw) -> None:
        """Keep an event encoded from now on, which takes a third of the room."""
        self._events[name] = event

    def restore(
        self,
        summaries: Mapping[str, Summary],
        events: Mapping[tuple[str, ...], Raw],
        overrides: Overrides,
        index: Index,
        *,
        settled: bool,
    ) -> None:
        """Go on from what an earlier process knew.

        `events` are encoded, by their stories; `settled` says that they are as the identities remember them.
        """
        self.summaries, self.overrides, self.index = dict(summaries), overrides, index
        self._places.update((), [(each.path, each.place) for each in self.summaries.values() if each.counts])
        self._outlets.update([_as_name(each.outlet) for each in self.summaries.values() if each.counts])
        for paths, event in events.items():
            self._events[paths[0]] = event
            for path in paths:
                for mention in self.summaries[path].names:
                    self._named.setdefault(mention, set()).add(paths[0])
        self._identities.update((), map(self._group, events))
        if not settled:
            self._compare_places()

    def take_identities(self, identities: Identities) -> None:
        """Take another memory of ids and addresses."""
        self._identities = identities
        self._links.clear()
        identities.update((), [self._group(event.paths) for event in self.values()])
        self._compare_places()

    def _compare_places(self) -> None:
        """Find the events that the identities place elsewhere, or remember otherwise."""
        for name, event in self.items():
            context = event.context
            if self._identities.stands(event.paths, context.address, event.record):
                continue
            place = self._identities.place(event.paths)
            known = (context.id, context.address, context.sigla, event.record)
            if known != (place.id, place.slug, place.sigla, place.record):
                self._other.add(name)

    def settle(self, changed: Iterable[tuple[str, ...]]) -> None:
        """Take what the identities remember of some groups now."""
        for paths in changed:
            event = self[paths[0]]
            self._events[event.name] = replace(event, record=self._identities.place(paths).record)

    def decide(self, overrides: Overrides) -> frozenset[str]:
        """Heed a person's decisions; the stories that have to be taken anew because of them."""
        old, self.overrides = self.overrides, overrides
        if old == overrides:
            return frozenset()
        self._move(self.index.constrain(overrides.groups.together, overrides.groups.apart))
        touched = {path for entry in old.entries + overrides.entries for path in entry.decision.stories}
        self._other |= touched & self.summaries.keys()
        return frozenset((old.ignored.keys() ^ overrides.ignored.keys()) & self.summaries.keys())

    def take(self, fresh: Iterable[tuple[Summary, Features]], gone: Iterable[str] = ()) -> None:
        """Take stories in and out; `update` works out what follows."""
        leaving = [self.summaries.pop(path) for path in gone if path in self.summaries]
        added: list[tuple[Summary, Features]] = []
        for summary, features in fresh:
            old = self.summaries.get(summary.path)
            self.summaries[summary.path] = summary
            if old is not None and old.counts and summary.counts and old.story_key == summary.story_key:
                continue
            if old is not None:
                leaving.append(old)
            if summary.counts:
                added.append((summary, features))
        out = [summary.path for summary in leaving if summary.counts]
        come = [(summary.path, summary.place) for summary, _ in added]
        self._near |= self._places.update(out, come)
        self._recount([each for each in leaving if each.counts], [each for each, _ in added])
        self._other.update([path for path, _ in come])
        self._move(self.index.update([features for _, features in added], out))

    def _recount(self, leaving: Iterable[Summary], added: Iterable[Summary]) -> None:
        """Count the stories of outlets anew."""
        for summaries, by in ((leaving, -1), (added, 1)):
            for summary in summaries:
                key = _as_name(summary.outlet)
                had = self._outlets[key] > 0
                self._outlets[key] += by
                if had != (self._outlets[key] > 0):
                    self._flipped ^= {key}

    def update(self) -> Changed:
        """Work out the events that something changed for."""
        gone, self._gone = self._gone, set()
        near, self._near = self._near, set()
        other, self._other = self._other, set()
        changed = {self.index.group(path) for path in other if self._counts(path)}
        before = [self[paths[0]] for paths in sorted(gone | changed) if self._known(paths)]
        for event in before:
            del self._events[event.name]
        moved = self._identities.update([event.paths for event in before], map(self._group, sorted(changed)))
        for paths in (*moved, *gone, *changed):
            self._links.pop(paths, None)
        dirty = changed | {paths for paths in moved if self._stands(paths)}
        around = near | {kin for paths in dirty for path in paths for kin, _ in self.index.kin(path)}
        around |= self._renamed(before, changed)
        dirty |= {self.index.group(path) for path in around if self._counts(path)}
        old = {event.name: event for event in before} | {
            paths[0]: self[paths[0]] for paths in dirty if paths[0] in self
        }
        after = []
        for paths in sorted(dirty):
            event = self._events[paths[0]] = self._event(paths)
            if old.get(event.name) == event:
                del old[event.name]
            else:
                after.append(event.name)
        return Changed(tuple(old.values()), tuple(after))

    def _move(self, moved: Moved) -> None:
        """Note what an update of the index changed."""
        self._gone |= moved.gone
        self._near |= moved.kin
        self._other.update([paths[0] for paths in moved.come])

    def _counts(self, path: str) -> bool:
        return path in self.summaries and self.summaries[path].counts

    def _known(self, paths: tuple[str, ...]) -> bool:
        """Whether there is an event for this very group."""
        return paths[0] in self and self[paths[0]].paths == paths

    def _stands(self, paths: tuple[str, ...]) -> bool:
        """Whether this is a group now."""
        return self._counts(paths[0]) and self.index.group(paths[0]) == paths

    def _renamed(self, before: Iterable[Event], changed: Iterable[tuple[str, ...]]) -> set[str]:
        """Count the names of groups anew; stories of groups that mention one whose page comes or goes."""
        past: dict[str, int] = {}
        for event in before:
            for mention in event.mentions:
                past.setdefault(mention, len(self._named[mention]))
                self._named[mention].discard(event.name)
        for paths in changed:
            for mention in self._mentions(paths):
                groups = self._named.setdefault(mention, set())
                past.setdefault(mention, len(groups))
                groups.add(paths[0])
        flipped = [
            name for name, count in past.items() if (count < NAMED) != (len(self._named[name]) < NAMED)
        ]
        outlets, self._flipped = self._flipped, set()
        if outlets:
            flipped += [name for name in self._named if _as_name(name) in outlets]
        found = {path for name in flipped for path in self._named[name]}
        for name in past:
            if not self._named[name]:
                del self._named[name]
        return found

    def _mentions(self, paths: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted({name for path in paths for name in self.summaries[path].names}))

    def _group(self, paths: tuple[str, ...]) -> Group:
        """Return a group as the identities take it."""
        summaries = [self.summaries[path] for path in paths]
        return Group(
            paths=paths,
            text_keys=tuple([summary.text_key for summary in summaries]),
            days=tuple([summary.published[:10] for summary in summaries]),
            wanted=min(summaries, key=lambda summary: (summary.published or "9", summary.path)).slug
            if summaries[1:]
            else summaries[0].slug,
            named=tuple([summary.named for summary in summaries if summary.named]),
        )

    def _event(self, paths: tuple[str, ...]) -> Event:
        """Everything that the pages of a group are made from."""
        summaries = [self.summaries[path] for path in paths]
        mentions = self._mentions(paths)
        place = self._identities.place(paths)
        tags = sorted({tag for summary in summaries for tag in summary.tags})
        context = Context(
            id=place.id,
            address=place.slug,
            places={path: f"stories/{self._places.of(path)}" for path in paths},
            outlets={
                name: address.below("outlets", name)
                for name in sorted({c.outlet for c in summaries if c.outlet})
            },
            sigla=place.sigla,
            related=self._related(paths),
            topics=tuple([Link(tag, address.below("topics", tag)) for tag in tags]),
            names=tuple(
                [
                    Link(name, address.below("names", name))
                    for name in mentions
                    if len(self._named[name]) >= NAMED and not self._outlets[_as_name(name)]
                ]
            ),
        )
        return Event(
            stories=tuple([(summary.path, summary.story_key) for summary in summaries]),
            title=self._link(paths).title,
            context=context,
            record=place.record,
            text_keys={summary.path: summary.text_key for summary in summaries},
            decisions=self.overrides.for_group(paths),
            mentions=mentions,
        )

    def _related(self, paths: tuple[str, ...]) -> tuple[Link, ...]:
        """The digests that come near to being about the same event, the nearest first."""
        near: dict[tuple[str, ...], int] = {}
        for path in paths:
            for other, likeness in self.index.kin(path):
                group = self.index.group(other)
                near[group] = max(likeness, near.get(group, 0))
        near.pop(paths, None)
        nearest = sorted(near, key=lambda group: (-near[group], group))[:MOST_RELATED]
        return tuple([self._link(group) for group in nearest])

    def _link(self, paths: tuple[str, ...]) -> Link:
        """What another page says of the digest of a group."""
        if paths not in self._links:
            summaries = sorted(
                [self.summaries[path] for path in paths],
                key=lambda one: moment(one.published, one.time, one.updated, one.path),
            )
            human = [each.text for each in self.overrides.for_group(paths) if each.kind == "title"]
            language = language_of(summaries)
            title = human[0] if human else headline(list(map(_opening, summaries)), language)
            published = min((summary.published for summary in summaries if summary.published), default="")
            self._links[paths] = Link(title, self._identities.place(paths).slug, published, language)
        return self._links[paths]


@lru_cache(maxsize=65536)
def _as_name(outlet: str) -> str:
    """What an outlet and a name that is its own have in common: neither case nor a *the* tells them apart."""
    return address.slug(outlet).removeprefix("the-")


def _opening(story: Summary) -> Opening:
    """Return how a story begins."""
    when = moment(story.published, story.time, story.updated, story.path)
    return Opening(story.title, story.first, story.outlet, when)
