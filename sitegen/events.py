"""What a site knows of its stories and of the groups they form, kept up to date as stories come and go.

All that a group's pages need besides the stories themselves is worked out here, before anything is
merged: its address, its headline, its neighbours. An update costs as much as what changed: only plans
that something changed for are made anew.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from sitegen.decisions import Overrides
from sitegen.digest.headline import Opening, headline
from sitegen.digest.occurrences import language_of
from sitegen.group import Features, Index, Moved
from sitegen.identity.register import Register
from sitegen.identity.succession import Group
from sitegen.pages import address
from sitegen.pages.context import Context, Link
from sitegen.plan import Card, Plan

MOST_RELATED = 5
"""Digests that a page names as near to its own."""

NAMED = 3
"""Digests that name a person or place before it has a page."""


class Turn(Struct, frozen=True):
    """What an update came to."""

    planned: tuple[Plan, ...]
    """Plans that are other than before, by name."""
    before: tuple[Plan, ...]
    """The plans that stood in their place, and those of groups that are no more."""


class Kept(Struct, frozen=True):
    """A desk as it is kept between processes, beside its index."""

    cards: dict[str, Card]
    plans: dict[str, Plan]
    overrides: Overrides


class Desk:
    """Cards, groups and plans."""

    def __init__(self, register: Register) -> None:
        self.cards: dict[str, Card] = {}
        self.plans: dict[str, Plan] = {}
        """By the name of the group."""
        self.owners: dict[str, str] = {}
        """The group behind each address of a digest or a story, by its name."""
        self.index = Index()
        self.overrides = Overrides()
        self._register = register
        self._places = address.Claims()
        self._named: dict[str, set[str]] = {}
        """Groups that mention a name, by the name."""
        self._links: dict[tuple[str, ...], Link] = {}
        self._gone: set[tuple[str, ...]] = set()
        """Since the last turn: groups that are no more."""
        self._near: set[str] = set()
        """Since the last turn: stories near which something changed."""
        self._other: set[str] = set()
        """Since the last turn: stories that are new, are others, or that a person decided on."""

    def kept(self) -> Kept:
        """All of it but the index, for `take_up`."""
        return Kept(self.cards, self.plans, self.overrides)

    def take_up(self, kept: Kept, index: Index) -> None:
        """Go on from what an earlier desk kept, and its index."""
        self.cards, self.plans, self.overrides = kept.cards, kept.plans, kept.overrides
        self.index = index
        self._places.update((), [(card.path, card.place) for card in self.cards.values() if card.counts])
        for plan in self.plans.values():
            self._own(plan, plan.name)
        self.take_register(self._register)
        for name, plan in self.plans.items():
            for mention in plan.mentions:
                self._named.setdefault(mention, set()).add(name)

    def take_register(self, register: Register) -> None:
        """Take another memory of ids and addresses."""
        self._register = register
        self._links.clear()
        register.update((), [self._group(plan.paths) for plan in self.plans.values()])
        for name, plan in self.plans.items():
            place, context = register.place(plan.paths), plan.context
            known = (context.id, context.address, context.sigla, plan.record)
            if known != (place.id, place.slug, place.sigla, place.record):
                self._other.add(name)

    def settle(self, changed: Iterable[tuple[str, ...]]) -> None:
        """Take the register's word for what is remembered of some groups now."""
        for paths in changed:
            plan = self.plans[paths[0]]
            self.plans[paths[0]] = replace(plan, record=self._register.place(paths).record)

    def decide(self, overrides: Overrides) -> frozenset[str]:
        """Heed a person's decisions; the stories that have to be taken anew because of them."""
        old, self.overrides = self.overrides, overrides
        if old == overrides:
            return frozenset()
        self._move(self.index.constrain(*_constraints(overrides)))
        touched = {
            path for each in (old, overrides) for entry in each.entries for path in entry.decision.stories
        }
        self._other |= touched & self.cards.keys()
        return frozenset((old.ignored.keys() ^ overrides.ignored.keys()) & self.cards.keys())

    def take(self, fresh: Iterable[tuple[Card, Features]], gone: Iterable[str] = ()) -> None:
        """Take stories in and out; `turn` works out what follows."""
        leaving = [self.cards.pop(path) for path in gone if path in self.cards]
        added: list[tuple[Card, Features]] = []
        for card, features in fresh:
            old = self.cards.get(card.path)
            self.cards[card.path] = card
            if old is not None and old.counts and card.counts and old.told == card.told:
                continue
            if old is not None:
                leaving.append(old)
            if card.counts:
                added.append((card, features))
        out = [card.path for card in leaving if card.counts]
        come = [(card.path, card.place) for card, _ in added]
        self._near |= self._places.update(out, come)
        self._other.update([path for path, _ in come])
        self._move(self.index.update([features for _, features in added], out))

    def turn(self) -> Turn:
        """Work out the plans that something changed for."""
        gone, self._gone = self._gone, set()
        near, self._near = self._near, set()
        other, self._other = self._other, set()
        changed = {self.index.group(path) for path in other if self._counts(path)}
        before = [self.plans.pop(paths[0]) for paths in sorted(gone | changed) if self._planned(paths)]
        moved = self._register.update([plan.paths for plan in before], map(self._group, sorted(changed)))
        for paths in (*moved, *gone, *changed):
            self._links.pop(paths, None)
        dirty = changed | {paths for paths in moved if self._stands(paths)}
        around = near | {kin for paths in dirty for path in paths for kin, _ in self.index.kin(path)}
        around |= self._renamed(before, changed)
        dirty |= {self.index.group(path) for path in around if self._counts(path)}
        old = {plan.name: plan for plan in before} | {
            paths[0]: self.plans[paths[0]] for paths in dirty if paths[0] in self.plans
        }
        planned = []
        for plan in old.values():
            self._own(plan, "")
        for paths in sorted(dirty):
            plan = self.plans[paths[0]] = self._plan(paths)
            self._own(plan, plan.name)
            if old.get(plan.name) == plan:
                del old[plan.name]
            else:
                planned.append(plan)
        return Turn(tuple(planned), tuple(old.values()))

    def _own(self, plan: Plan, name: str) -> None:
        """Note whose the addresses of a plan are; nobody's, where there is no name."""
        for place in (plan.context.address, *plan.context.places.values()):
            if name:
                self.owners[place] = name
            elif self.owners.get(place) == plan.name:
                del self.owners[place]

    def _move(self, moved: Moved) -> None:
        """Note what an update of the index changed."""
        self._gone |= moved.gone
        self._near |= moved.kin
        self._other.update([paths[0] for paths in moved.come])

    def _counts(self, path: str) -> bool:
        return path in self.cards and self.cards[path].counts

    def _planned(self, paths: tuple[str, ...]) -> bool:
        """Whether there is a plan for this very group."""
        return paths[0] in self.plans and self.plans[paths[0]].paths == paths

    def _stands(self, paths: tuple[str, ...]) -> bool:
        """Whether this is a group now."""
        return self._counts(paths[0]) and self.index.group(paths[0]) == paths

    def _renamed(self, before: Iterable[Plan], changed: Iterable[tuple[str, ...]]) -> set[str]:
        """Count the names of groups anew; stories of groups that mention one whose page comes or goes."""
        past: dict[str, int] = {}
        for plan in before:
            for mention in plan.mentions:
                past.setdefault(mention, len(self._named[mention]))
                self._named[mention].discard(plan.name)
        for paths in changed:
            for mention in self._mentions(paths):
                groups = self._named.setdefault(mention, set())
                past.setdefault(mention, len(groups))
                groups.add(paths[0])
        flipped = [
            name for name, count in past.items() if (count < NAMED) != (len(self._named[name]) < NAMED)
        ]
        found = {path for name in flipped for path in self._named[name]}
        for name in past:
            if not self._named[name]:
                del self._named[name]
        return found

    def _mentions(self, paths: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted({name for path in paths for name in self.cards[path].names}))

    def _group(self, paths: tuple[str, ...]) -> Group:
        """A group as the register takes it."""
        cards = [self.cards[path] for path in paths]
        return Group(
            paths=paths,
            told=tuple([card.words for card in cards]),
            days=tuple([card.published[:10] for card in cards]),
            wanted=min(cards, key=lambda card: (card.published or "9", card.path)).slug,
            named=tuple([card.named for card in cards if card.named]),
        )

    def _plan(self, paths: tuple[str, ...]) -> Plan:
        """Everything that the pages of a group are made from."""
        cards = [self.cards[path] for path in paths]
        mentions = self._mentions(paths)
        place = self._register.place(paths)
        tags = sorted({tag for card in cards for tag in card.tags})
        context = Context(
            id=place.id,
            address=place.slug,
            places={path: f"stories/{self._places.of(path)}" for path in paths},
            outlets={
                name: address.below("outlets", name) for name in sorted({c.outlet for c in cards if c.outlet})
            },
            sigla=place.sigla,
            related=self._related(paths),
            topics=tuple([Link(tag, address.below("topics", tag)) for tag in tags]),
            names=tuple(
                [
                    Link(name, address.below("names", name))
                    for name in mentions
                    if len(self._named[name]) >= NAMED
                ]
            ),
        )
        return Plan(
            stories=tuple([(card.path, card.told) for card in cards]),
            title=self._link(paths).title,
            context=context,
            record=place.record,
            words={card.path: card.words for card in cards},
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
            cards = sorted([self.cards[path] for path in paths], key=lambda c: (c.published or "9", c.path))
            human = [each.text for each in self.overrides.for_group(paths) if each.kind == "title"]
            language = language_of(cards)
            title = human[0] if human else headline([Opening(c.title, c.first) for c in cards], language)
            published = min((card.published for card in cards if card.published), default="")
            self._links[paths] = Link(title, self._register.place(paths).slug, published, language)
        return self._links[paths]


def _constraints(overrides: Overrides) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, str], ...]]:
    """What the grouping has to heed: stories that are one group, pairs that no group holds."""
    found = overrides.groups()
    return found.together, found.apart
