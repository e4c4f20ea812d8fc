"""Addresses, ids and letters stay what they are, whatever happens to the stories."""

import random

import pytest

import sitegen.identity as module
from sitegen.identity import Group, Identities
from sitegen.identity.lock import Lock, Past, parse, write
from sitegen.pages import address

DAY = "2026-03-02"
NEW = Lock()


def group(*stories, title="storm", day=DAY, named=()):
    """A group of stories; each is a path, or a path and its words as in ``a.txt=words``."""
    parts = sorted(story.partition("=") for story in stories)
    paths = tuple(path for path, _, _ in parts)
    told = tuple(address.name(words or path, 16) for path, _, words in parts)
    return Group(paths, told, (day,) * len(paths), title, named)


def opened(lock, *groups):
    """The identities of some groups that are here."""
    identities = Identities(lock)
    identities.update((), groups)
    return identities


def built(*groups, lock=NEW):
    """The lock after a build of some groups."""
    return opened(lock, *groups).settled()


def slugs(identities, *groups):
    return [identities.place(one.paths).slug for one in groups]


def test_a_new_digest_stands_where_its_headline_says():
    one = group("a.txt", "b.txt", title="storm-hits-coast")
    place = opened(NEW, one).place(one.paths)
    assert (place.slug, place.sigla, place.record.history, place.record.updated) == (
        "storm-hits-coast",
        {"a.txt": "A", "b.txt": "B"},
        (),
        "",
    )


def test_letters_follow_the_days_and_then_the_paths():
    one = Group(("a", "b", "c"), ("1", "2", "3"), ("", "2026-03-05", "2026-03-04"), "storm")
    assert opened(NEW, one).place(one.paths).sigla == {"c": "A", "b": "B", "a": "C"}


def test_a_story_that_joins_changes_no_address_and_no_letter():
    lock = built(group("b.txt", "c.txt"))
    more = group("a.txt", "b.txt", "c.txt", title="another-headline", day="2026-03-01")
    place = opened(lock, more).place(more.paths)
    assert (place.slug, place.sigla) == ("storm", {"b.txt": "A", "c.txt": "B", "a.txt": "C"})
    assert place.id == lock.records[0].id


def test_a_letter_is_given_to_one_story_for_ever():
    lock = built(group("a", "b"))
    lock = built(group("a"), lock=lock)
    lock = built(group("a", "c"), lock=lock)
    back = group("a", "b", "c")
    assert opened(lock, back).place(back.paths).sigla == {"a": "A", "b": "B", "c": "C"}


def test_the_larger_part_of_a_split_keeps_the_address():
    lock = built(group("a", "b", "c"))
    parts = group("a"), group("b", "c", title="flood")
    identities = opened(lock, *parts)
    assert slugs(identities, *parts) == [f"storm--{address.name('a', 4)}", "storm"]
    assert identities.redirects() == {}


def test_of_two_equal_parts_the_one_with_the_first_letter_keeps_the_address():
    lock = built(group("a", "b"))
    parts = group("b", title="flood"), group("a", title="fire")
    assert slugs(opened(lock, *parts), *parts) == ["flood", "storm"]


def test_a_digest_that_was_merged_away_leads_to_the_one_that_took_most_of_it():
    lock = built(group("a", "b", "x"), group("c", "d", "e", title="flood"), group("f", "g", title="fire"))
    whole = group("a", "b", "c", "d", "e"), group("f", "g", "x", title="fire")
    assert opened(lock, *whole).redirects() == {"storm": "flood"}


def test_what_was_merged_and_parts_again_has_its_addresses_back():
    apart = group("a", "b"), group("c", title="flood")
    lock = built(*apart)
    before = opened(lock, *apart)
    after = opened(built(group("a", "b", "c"), lock=lock), *apart)
    for one in apart:
        was, place = before.place(one.paths), after.place(one.paths)
        assert (place.id, place.slug, place.sigla) == (was.id, was.slug, was.sigla)
    assert after.redirects() == {}


def test_redirects_lead_straight_to_the_page():
    lock = built(group("a"), group("b", "c", title="flood"), group("d", "e", "f", title="fire"))
    lock = built(group("a", "b", "c"), group("d", "e", "f"), lock=lock)
    assert opened(lock, group("a", "b", "c", "d", "e", "f")).redirects() == {"flood": "fire", "storm": "fire"}


def test_a_renamed_file_is_the_same_story():
    lock = built(group("a=words", "b"))
    moved = group("b", "later/a=words")
    assert opened(lock, moved).place(moved.paths).sigla == {"later/a": "A", "b": "B"}


def test_files_that_change_their_names_keep_their_addresses():
    lock = built(group("a=one", title="storm"), group("b=two", title="flood"))
    changed = group("a=two", title="storm"), group("b=one", title="flood")
    assert slugs(opened(lock, *changed), *changed) == ["flood", "storm"]


def test_a_name_that_is_used_again_makes_a_new_digest():
    lock = built(group("latest=one", title="storm"))
    parts = group("latest=two", title="flood"), group("2026-03-02=one", title="storm")
    assert slugs(opened(lock, *parts), *parts) == ["flood", "storm"]


def test_a_file_that_was_renamed_and_edited_at_once_keeps_address_and_letter():
    lock = built(group("a=one"), group("other", title="flood"))
    moved = group("b=two")
    place = opened(lock, moved).place(moved.paths)
    assert (place.id, place.slug, place.sigla) == (
        built(group("a=one")).records[0].id,
        "storm",
        {"b": "A"},
    )


def test_the_same_headline_on_another_day_is_another_digest():
    lock = built(group("a=one"))
    other = group("b=two", day="2026-03-03")
    identities = opened(lock, other)
    assert slugs(identities, other) == [f"storm--{address.name('b', 4)}"]
    assert identities.redirects() == {"storm": ""}


def test_a_deleted_digest_is_gone_and_takes_its_place_again_when_it_comes_back():
    one = group("a", "b")
    first = built(one)
    lock = built(lock=first)
    assert opened(lock).redirects() == {"storm": ""}
    identities = opened(lock, one)
    assert identities.settled() == first
    assert identities.redirects() == {}


def test_an_address_that_was_given_goes_to_no_other_digest():
    lock = built(lock=built(group("a=one")))
    other = group("b=two")
    assert slugs(opened(lock, other), other) != ["storm"]


def test_of_two_that_want_one_address_the_earlier_has_it():
    late, early = group("a", day="2026-03-03"), group("b", day="2026-03-02")
    assert slugs(opened(NEW, late, early), late, early) == [f"storm--{address.name('a', 4)}", "storm"]


def test_no_headline_can_want_an_address_that_tells_two_apart():
    first, second = group("a"), group("b")
    third = group("c", title=address.slug(f"storm--{address.name('b', 4)}"))
    assert len(set(slugs(opened(NEW, first, second, third), first, second, third))) == 3


def test_a_person_chooses_the_address_and_the_old_one_redirects():
    lock = built(group("a"))
    chosen = group("a", named=("gale",))
    lock = built(chosen, lock=lock)
    assert opened(lock, chosen).redirects() == {"storm": "gale"}
    back = group("a", named=("storm",))
    assert opened(lock, back).redirects() == {"gale": "storm"}
    left = group("a")
    assert slugs(opened(lock, left), left) == ["gale"]


def test_a_person_cannot_take_an_address_from_another_digest():
    lock = built(group("a"), group("b", title="flood"))
    wanting = group("a", named=("flood",))
    identities = opened(lock, wanting, group("b", title="flood"))
    assert slugs(identities, wanting) == ["storm"]
    (problem,) = identities.problems()
    assert problem.path == "a"
    assert "'flood'" in problem.message


def test_a_chosen_address_goes_before_a_headline():
    headline, chosen = group("a", day="2026-03-01"), group("b", title="x", named=("storm",))
    identities = opened(NEW, headline, chosen)
    assert slugs(identities, chosen) == ["storm"]
    (problem,) = identities.problems()
    assert problem.path == "a"
    assert "b has" in problem.message


def test_an_address_that_the_site_needs_itself_is_given_to_nobody(monkeypatch):
    one = group("a", title="charts")
    lock = built(one)
    monkeypatch.setattr(address, "RESERVED", address.RESERVED | {"charts"})
    fresh, kept = opened(NEW, one), opened(lock, one)
    assert slugs(fresh, one) == [f"charts--{address.name('a', 4)}"]
    assert address.RESERVED.isdisjoint(slugs(kept, one))
    assert kept.redirects() == {}


def test_a_build_without_change_keeps_the_lock():
    groups = group("a", "b"), group("c"), group("d", title="flood", named=("tide",))
    pasts = {one.paths: Past("00aa11", "2026-03-02T00:00:00Z") for one in groups}
    lock = opened(NEW, *groups).settled(pasts)
    assert opened(lock, *groups).settled(pasts) == lock == opened(lock, *groups).settled()


def test_one_edit_looks_at_no_other_group(monkeypatch):
    groups = [group(f"{number}", title=f"title-{number}") for number in range(300)]
    identities = opened(built(*groups), *groups)
    seen = []
    look = module._succession
    monkeypatch.setattr(module, "_succession", lambda *both: seen.append(both) or look(*both))
    edited = group("7=new words", title="title-7")
    assert identities.update([("7",)], [edited]) == {("7",)}
    assert [[len(part) for part in both] for both in seen] == [[1, 1]]


class Newsroom:
    """A folder of stories and what a site says of them, changed at random."""

    WORDS = ("storm", "fire", "vote", "storm")

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.stories, self.trash, self.number = {}, [], 0
        self.groups, self.identities, self.lock = {}, Identities(Lock()), Lock()
        self.given = {}

    def fresh(self, kind):
        self.number += 1
        return f"{kind}{self.number}"

    def any(self):
        return self.random.choice(sorted(self.stories))

    def change(self):
        names = [name for name in dir(self) if name.startswith("do_")]
        name = self.random.choice(names) if self.stories else "do_add"
        getattr(self, name)(*([] if name in {"do_add", "do_come_back"} else [self.any()]))

    def do_add(self):
        path = f"{self.random.choice('abc')}{self.random.randrange(12)}"
        day = self.random.choice(["", "2026-03-01", "2026-03-02"])
        words, title = self.fresh("words"), self.random.choice(self.WORDS)
        self.stories[path] = {
            "event": self.fresh("e"),
            "words": words,
            "day": day,
            "title": title,
            "slug": (),
        }

    def do_join(self, path):
        self.stories[path]["event"] = self.stories[self.any()]["event"]

    def do_leave(self, path):
        self.stories[path]["event"] = self.fresh("e")

    def do_split(self, path):
        self.do_leave(path)
        for other in sorted(self.stories):
            if self.random.random() < 0.2:
                self.stories[other]["event"] = self.stories[path]["event"]

    def do_merge(self, path):
        one, other = self.stories[path]["event"], self.stories[self.any()]["event"]
        for story in self.stories.values():
            story["event"] = one if story["event"] == other else story["event"]

    def do_edit(self, path):
        self.stories[path]["words"] = self.fresh("words")

    def do_title(self, path):
        self.stories[path]["title"] = f"{self.random.choice(self.WORDS)}{self.random.randrange(4)}"

    def do_name(self, path):
        self.stories[path]["slug"] = self.random.choice([(), ("chosen",), ("about",), ("storm",)])

    def do_rename(self, path):
        self.stories[f"r{self.random.randrange(20)}"] = self.stories.pop(path)

    def do_rename_and_edit(self, path):
        self.do_edit(path)
        self.do_rename(path)

    def do_swap(self, path):
        other, stories = self.any(), self.stories
        stories[path], stories[other] = stories[other], stories[path]

    def do_delete(self, path):
        self.trash.append((path, self.stories.pop(path)))

    def do_come_back(self):
        if self.trash:
            path, story = self.trash.pop(self.random.randrange(len(self.trash)))
            self.stories[path] = dict(story)

    def now(self):
        """The groups of the present stories."""
        events = {}
        for path, story in sorted(self.stories.items()):
            events.setdefault(story["event"], []).append((path, story))
        for told in events.values():
            first = min(told, key=lambda pair: (pair[1]["day"] or "9", pair[0]))[1]
            paths, stories = zip(*told, strict=True)
            words, days = zip(*((story["words"], story["day"]) for story in stories), strict=True)
            named = tuple(slug for story in stories for slug in story["slug"])
            yield Group(paths, tuple(address.name(one, 16) for one in words), days, first["title"], named)

    def follow(self):
        """Bring the identities up to date; it says what it said of those that did not change."""
        new, old = {one.paths: one for one in self.now()}, self.groups
        before = {paths: self.identities.place(paths) for paths in old}
        gone = [paths for paths in old if new.get(paths) != old[paths]]
        come = [one for paths, one in new.items() if old.get(paths) != one]
        changed = self.identities.update(gone, come)
        self.groups = new
        for paths in new.keys() - changed:
            assert self.identities.place(paths) == before[paths]

    def build(self):
        """Keep the lock, as a build does."""
        old, self.lock = {record.id: record for record in self.lock.records}, self.identities.settled()
        for record in self.lock.records:
            was = old.pop(record.id, None)
            assert was is None or set(was.addresses) <= set(record.addresses)
            assert was is None or letters(was) <= letters(record)
        assert not old
        assert parse(write(self.lock)) == self.lock
        before, self.identities = self.identities, opened(self.lock, *self.groups.values())
        for paths in self.groups:
            was, place = before.place(paths), self.identities.place(paths)
            assert (place.id, place.slug, place.sigla) == (was.id, was.slug, was.sigla)
            assert self.given.setdefault(place.slug, place.id) == place.id
        assert self.identities.redirects() == before.redirects()
        assert self.identities.settled() == self.lock
        self.go_on(before)

    def go_on(self, identities):
        """Identities that settled say what new ones over their lock do."""
        lock, changed = identities.settle()
        assert lock == self.lock
        for paths in self.groups:
            assert identities.place(paths) == self.identities.place(paths)
        assert identities.redirects() == self.identities.redirects()
        assert identities.problems() == self.identities.problems()
        assert changed <= self.groups.keys()
        self.identities = identities


def letters(record):
    return {witness.letter for witness in record.stories.values()} | record.left.keys()


@pytest.mark.parametrize("seed", range(5))
def test_no_address_is_lost_over_a_random_history(seed):
    room = Newsroom(seed)
    for _ in range(200):
        for _ in range(room.random.choice([1, 1, 1, 2, 3])):
            room.change()
        room.follow()
        places = [room.identities.place(paths) for paths in room.groups]
        pages, moved = {place.slug for place in places}, room.identities.redirects()
        assert len(pages) == len(places) == len({place.id for place in places})
        assert room.given.keys() <= pages | moved.keys()
        assert pages.isdisjoint(moved)
        assert set(moved.values()) <= pages | {""}
        assert all(len(set(place.sigla.values())) == len(place.sigla) for place in places)
        assert pages.isdisjoint(address.RESERVED)
        if room.random.random() < 0.4:
            room.build()
    assert len(room.given) > 10


@pytest.mark.parametrize("seed", range(5, 8))
def test_what_a_register_says_depends_on_the_groups_alone(seed):
    room = Newsroom(seed)
    for _ in range(60):
        for _ in range(room.random.choice([1, 2, 6])):
            room.change()
        room.follow()
        some = list(room.groups.values())
        room.random.shuffle(some)
        other = opened(room.lock, *some[::2])
        other.update((), some[1::2])
        for paths in room.groups:
            assert other.place(paths) == room.identities.place(paths)
        assert other.redirects() == room.identities.redirects()
        assert other.problems() == room.identities.problems()
        assert other.settled() == room.identities.settled()
        if room.random.random() < 0.3:
            room.build()
