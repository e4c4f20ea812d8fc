"""The human's word: what overrides.toml says is read strictly, carried out, and told on the page."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.cluster import Index, bonds, features
from sitegen.cluster.linkage import average_linkage
from sitegen.model import Sentence, Story

FERRY = (
    "The ferry Aldis ran aground off Skerrow on Tuesday with 61 people aboard.",
    "Captain Runa Thorsby blamed a buoy that had drifted two miles.",
    "A tug from Little Hamm pulled the ferry free at high water.",
)
AGAIN = (
    "With 61 people aboard the ferry Aldis ran aground near Skerrow on Tuesday.",
    "A drifting buoy had misled her, said captain Runa Thorsby.",
    "The tug that freed the ferry at high water came from Little Hamm.",
)
HONEY = (
    "Bees in the town hall roof of Ostermere gave forty kilos of honey this autumn.",
    "Beekeeper Milan Quist sells the jars for the school's new piano.",
)
KILN = (
    "A kiln from the ninth century came to light under the car park at Wend.",
    "Archaeologist Sera Dunmow counted eleven broken pots in the ash.",
)


def story(path, sentences, published=None):
    told = tuple(Sentence(text, 0, len(text), place) for place, text in enumerate(sentences))
    return Story(path=path, sentences=told, asides=(), language="en", published=published)


PATHS = ("a.txt", "b.txt", "c.txt", "d.txt", "e.txt", "f.txt")
SETS = st.sampled_from(PATHS)
STORIES = st.builds(
    story,
    SETS,
    st.lists(st.sampled_from(FERRY + AGAIN + HONEY + KILN), max_size=4).map(tuple),
    st.sampled_from([None, "2026-03-03", "2026-03-04", "2027-01-02"]),
).map(features)
TOGETHER = st.lists(st.sets(SETS, min_size=2, max_size=3).map(tuple), max_size=2)
APART = st.lists(st.tuples(SETS, SETS), max_size=4)


def index_of(stories, together=(), apart=()):
    """An index that never held anything else."""
    index = Index()
    index.update(stories)
    index.constrain(together, apart)
    return index


def grouped(told, together=(), apart=()):
    return index_of([features(story(path, said)) for path, said in told.items()], together, apart).groups()


def test_stories_a_person_put_together_are_one_group_however_unlike():
    assert grouped({"a": FERRY, "b": HONEY, "c": KILN}, [("c", "a")]) == (("a", "c"), ("b",))


def test_stories_a_person_keeps_apart_are_never_one_group():
    assert grouped({"a": FERRY, "b": AGAIN}) == (("a", "b"),)
    assert grouped({"a": FERRY, "b": AGAIN}, (), [("b", "a")]) == (("a",), ("b",))


def test_a_story_kept_apart_from_one_of_a_block_is_apart_from_all_of_it():
    told = {"a": FERRY, "b": AGAIN, "c": HONEY}
    assert grouped(told, [("b", "c")], [("a", "c")]) == (("a",), ("b", "c"))


def test_a_story_that_is_gone_still_ties_the_others_of_its_block():
    index = index_of([features(story("a", FERRY)), features(story("c", KILN))], [("a", "b"), ("b", "c")])
    assert index.groups() == (("a", "c"),)


def test_bonds_count_in_a_component_of_any_size(monkeypatch):
    monkeypatch.setattr("sitegen.cluster.index.LARGE", 1)
    told = {"a": FERRY, "b": AGAIN, "c": KILN}
    assert grouped(told, [("a", "c")], [("a", "b")]) == (("a", "c"), ("b",))


@settings(deadline=None)
@given(
    st.lists(
        st.one_of(
            st.tuples(st.lists(STORIES, max_size=4), st.sets(SETS, max_size=3)),
            st.tuples(TOGETHER, APART),
        ),
        max_size=7,
    )
)
def test_any_history_of_stories_and_bonds_gives_the_groups_of_a_fresh_start(steps):
    index, left, bound, groups = Index(), {}, ((), ()), set()
    for first, second in steps:
        if isinstance(second, list):
            bound = first, second
            moved = index.constrain(first, second)
        else:
            moved = index.update(first, second)
            left = {path: one for path, one in left.items() if path not in second}
            left |= {one.path: one for one in first}
        assert moved.gone <= groups
        assert not moved.come & groups
        groups = groups - moved.gone | moved.come
        assert groups == set(index.groups())
        index = Index.load(index.dump())
    assert index.groups() == index_of(left.values(), *bound).groups()


@settings(deadline=None)
@given(
    st.lists(STORIES, max_size=6, unique_by=lambda one: one.path),
    TOGETHER,
    APART,
    st.randoms(use_true_random=False),
)
def test_bonds_hold_in_any_order_of_stories_and_demands(stories, together, apart, random):
    shuffled = [list(each) for each in (stories, together, apart)]
    for each in shuffled:
        random.shuffle(each)
    index = Index()
    index.constrain(*shuffled[1:])
    for one in shuffled[0]:
        index.update([one])
    assert index.groups() == index_of(stories, together, apart).groups()
    home = {path: group for group in index.groups() for path in group}
    bound = bonds(together, apart)
    assert all(len({home[path] for path in block if path in home}) <= 1 for block in bound.together)
    assert all(home[a] != home[b] for a, b in bound.apart if a in home and b in home)


def closest_first(count, pairs, least, tied, barred):
    """Average linkage under bonds as its definition has it."""
    groups = [list(block) for block in tied]
    groups += [[place] for place in range(count) if not any(place in block for block in tied)]
    while True:
        means = {
            (a, b): sum(pairs[min(x, y), max(x, y)] for x in groups[a] for y in groups[b])
            / (len(groups[a]) * len(groups[b]))
            for b in range(len(groups))
            for a in range(b)
            if not any((min(x, y), max(x, y)) in barred for x in groups[a] for y in groups[b])
        }
        best = max(means, key=means.__getitem__, default=None)
        if best is None or means[best] < least:
            return sorted(map(sorted, groups))
        groups[best[0]] += groups.pop(best[1])


@given(st.integers(2, 8), st.data())
def test_chains_heed_bonds_as_joining_the_closest_first_does(count, data):
    places = [(a, b) for b in range(count) for a in range(b)]
    values = st.lists(st.integers(0, 2**20), min_size=len(places), max_size=len(places), unique=True)
    pairs = dict(zip(places, data.draw(values), strict=True))
    tied = [sorted(data.draw(st.sets(st.integers(0, count - 1), min_size=2, max_size=3)))]
    pool = [pair for pair in places if not set(pair) <= set(tied[0])]
    barred = sorted(data.draw(st.sets(st.sampled_from(pool), max_size=4))) if pool else []
    found = average_linkage(list(range(count)), pairs, 250_000, tied, barred)
    assert sorted(found) == closest_first(count, pairs, 250_000, tied, barred)
