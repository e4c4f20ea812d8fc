"""Grouping: which stories are one event, which are one text, and that order and history do not matter."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from sitegen.group import THRESHOLD, Index, containment, features, score, shared, voices
from sitegen.group.index import marks_of
from sitegen.group.linkage import average_linkage
from sitegen.group.profile import Profile
from sitegen.group.score import WINDOW
from sitegen.model import Sentence, Story
from sitegen.rows import Memory

BRIDGE = (
    "The swing bridge at Tarnholm jammed half open on Tuesday with 240 tonnes of steel over the channel.",
    "Harbour master Ilse Corvane said a sheared gear tooth had stopped the eastern motor.",
    "Eleven barges waited at the lock while engineers from Dunmere cut the tooth away.",
    "The crossing opened again after nine hours, the port authority said.",
)
AGAIN = (
    "A broken gear kept Tarnholm's swing bridge stuck half open for nine hours on Tuesday.",
    "Eleven barges had to wait, according to harbour master Ilse Corvane.",
    "Engineers from Dunmere removed a tooth that had sheared off the eastern motor's gear.",
    "The bridge weighs 240 tonnes.",
)
EARLIER = (
    "The swing bridge at Tarnholm jammed half open on Friday with 95 tonnes of ice on the deck.",
    "Harbour master Ilse Corvane said a frozen cable had stopped the western motor.",
    "Thirty barges waited at the lock while engineers from Dunmere thawed the cable.",
    "The crossing opened again after twenty hours, the port authority said.",
)
CHOIR = (
    "The Oakhanger choir won the glass lyre at the Vessing festival with a lament for eight voices.",
    "Conductor Padma Reyle wrote it in a fortnight on a night train.",
    "The jury praised the basses, who had rehearsed in a disused reservoir.",
)
ARCTIC = (
    "Two walruses hauled out on the slipway at Kettlewick and refused to move for the lifeboat.",
    "Coxswain Brannoc Ide fed them nothing, he said, and waited for the tide.",
    "Wardens roped off the beach until the animals left for the north on Sunday.",
)


def story(path, sentences, published=None, title=None, language="en"):
    told = tuple(Sentence(text, 0, len(text), place) for place, text in enumerate(sentences))
    return Story(path=path, sentences=told, asides=(), language=language, title=title, published=published)


def scored(a, b):
    return score(features(a), features(b))


def part(name, a, b):
    return next(part.value for part in scored(a, b).parts if part.name == name)


def grouped(*stories):
    index = Index()
    index.update([features(one) for one in stories])
    return index.groups()


def test_two_reports_of_one_event_are_a_group():
    assert grouped(story("a", BRIDGE), story("b", AGAIN), story("c", CHOIR)) == (("a", "b"), ("c",))


def test_the_same_event_a_year_before_stays_apart():
    first, second = story("a", BRIDGE, "2025-03-04"), story("b", AGAIN, "2026-03-04")
    assert grouped(first, second) == (("a",), ("b",))
    assert scored(first, second).probability == 0


def test_the_last_day_of_the_window_is_still_compared():
    day = date(2026, 3, 4)
    late = story("b", BRIDGE, str(day + timedelta(days=WINDOW)))
    assert scored(story("a", BRIDGE, str(day)), late).probability > THRESHOLD
    assert grouped(story("a", BRIDGE, str(day)), late) == (("a", "b"),)


def test_an_undated_twin_that_counts_everything_differently_is_less_likely():
    twin, again = story("b", EARLIER), story("c", AGAIN)
    assert part("counts", story("a", BRIDGE), twin) < 0 == part("counts", story("a", BRIDGE), again)
    assert scored(story("a", BRIDGE), twin).probability < scored(story("a", BRIDGE), again).probability


def test_a_story_without_words_is_a_group_of_its_own():
    assert grouped(story("a", ()), story("b", ()), story("c", ("?!",))) == (("a",), ("b",), ("c",))


def test_the_parts_of_a_score_add_up_to_its_log_odds():
    found = scored(story("a", BRIDGE, "2026-03-04"), story("b", AGAIN, "2026-03-06"))
    odds = sum(part.value for part in found.parts)
    assert found.probability == pytest.approx(1 / (1 + 2.718281828459045**-odds))


def test_a_score_is_the_same_both_ways():
    there, back = scored(story("a", BRIDGE), story("b", AGAIN)), scored(story("b", AGAIN), story("a", BRIDGE))
    assert there.probability == back.probability
    assert there.lead == back.lead[::-1]


def test_the_weightiest_shared_words_are_named_in_full():
    terms = [term for term, _ in shared(story("a", BRIDGE), story("b", AGAIN))]
    assert {"tarnholm", "corvane"} <= set(terms)
    assert "said" not in terms


def test_numbers_are_one_whatever_separates_their_digits():
    assert features(story("a", ("It drew 85,000 visitors.",))).numbers == ("85000",)
    assert features(story("a", ("Es kamen 85.000 Besucher.",), language="de")).numbers == ("85000",)


def test_a_year_is_not_a_telling_number():
    assert features(story("a", ("Founded in 1974, it has 61 members.",))).numbers == ("61",)


def test_a_spelled_number_counts_as_its_digits():
    written, spelled = story("a", ("They lost 12 goats.",)), story("b", ("They lost twelve goats.",))
    assert features(written).counts == features(spelled).counts == ("goats 12",)


def test_reprints_share_a_voice_and_rewrites_have_their_own():
    reprint = story("c", ("Read first:", *BRIDGE[:3]))
    found = voices([story("b", AGAIN), reprint, story("a", BRIDGE)])
    assert found == {"a": 1, "b": 2, "c": 1}


def test_a_reprint_of_a_reprint_has_the_first_voice():
    whole = story("a", BRIDGE)
    middle = story("b", BRIDGE[1:] + CHOIR)
    last = story("c", CHOIR + ARCTIC)
    assert containment(whole, last) < 0.1
    assert voices([last, middle, whole]) == {"a": 1, "b": 1, "c": 1}


def test_a_crowd_is_named_in_a_large_folder_only(monkeypatch):
    index = Index()
    index.update(
        [features(story(f"{number}", BRIDGE)) for number in range(3)] + [features(story("x", CHOIR))]
    )
    assert index.crowd() == ()
    monkeypatch.setattr("sitegen.group.index.MANY", 4)
    assert index.crowd() == ("0", "1", "2")


def test_what_was_near_a_story_comes_with_its_score_likeliest_first():
    index = Index()
    index.update(
        map(features, [story("a", BRIDGE), story("b", AGAIN), story("c", BRIDGE), story("d", CHOIR)])
    )
    assert [path for path, _ in index.near("a")] == ["c", "b"]


def test_average_linkage_does_not_join_two_groups_over_one_bridge():
    pairs = {(0, 1): 90, (2, 3): 90, (1, 2): 60}
    assert average_linkage(4, pairs, 35) == [[0, 1], [2, 3]]


def closest_first(count, pairs, least):
    """Average linkage as its definition has it."""
    groups = [[place] for place in range(count)]
    while True:
        sums = {
            (a, b): sum(pairs.get((min(x, y), max(x, y)), 0) for x in groups[a] for y in groups[b])
            for b in range(len(groups))
            for a in range(b)
        }
        means = {ab: total / (len(groups[ab[0]]) * len(groups[ab[1]])) for ab, total in sums.items()}
        best = max(means, key=means.__getitem__, default=None)
        if best is None or means[best] < least:
            return sorted(groups)
        groups[best[0]] = sorted(groups[best[0]] + groups.pop(best[1]))


@given(st.integers(1, 9), st.data())
def test_chains_find_what_joining_the_closest_first_finds(count, data):
    places = [(a, b) for b in range(count) for a in range(b)]
    values = st.lists(st.integers(0, 2**20), min_size=len(places), max_size=len(places), unique=True)
    pairs = dict(zip(places, data.draw(values), strict=True))
    assert sorted(average_linkage(count, pairs, 350_000)) == closest_first(count, pairs, 350_000)


SENTENCES = BRIDGE + AGAIN + EARLIER + CHOIR + ARCTIC
PATHS = st.sampled_from([f"{letter}.txt" for letter in "abcdefgh"])
DAYS = st.sampled_from([None, "2026-03-03", "2026-03-04", "2026-03-12", "2027-01-02"])
STORIES = st.builds(
    story, PATHS, st.lists(st.sampled_from(SENTENCES), max_size=5).map(tuple), DAYS, st.none()
).map(features)


def fresh(stories):
    """Groups of an index that never held anything else."""
    index = Index()
    index.update(stories)
    return index.groups()


@settings(deadline=None)
@given(st.lists(STORIES, max_size=8, unique_by=lambda one: one.path), st.randoms(use_true_random=False))
def test_any_order_gives_the_same_groups(stories, random):
    shuffled = list(stories)
    random.shuffle(shuffled)
    one_by_one = Index()
    for one in shuffled:
        one_by_one.update([one])
    assert one_by_one.groups() == fresh(stories) == fresh(shuffled)


@settings(deadline=None)
@given(st.lists(st.tuples(st.lists(STORIES, max_size=4), st.sets(PATHS, max_size=3)), max_size=5))
def test_any_history_gives_the_groups_of_a_fresh_start(updates):
    rows = Memory()
    index, left, groups = Index(rows), {}, set()
    for added, removed in updates:
        moved = index.update(added, removed)
        for path in removed:
            left.pop(path, None)
        left |= {one.path: one for one in added}
        assert moved.gone <= groups
        assert not moved.come & groups
        groups = groups - moved.gone | moved.come
        assert groups == set(index.groups())
        index = Index(rows, index.dump())
    assert index.groups() == fresh(left.values())
    assert len(index) == len(left)


@settings(deadline=None)
@given(st.lists(STORIES, max_size=4), st.lists(STORIES, max_size=3), st.sets(PATHS, max_size=3))
def test_an_update_names_every_story_whose_neighbours_changed(stories, added, removed):
    index = Index()
    index.update(stories)
    before = {path: sorted(index.kin(path)) for group in index.groups() for path in group}
    moved = index.update(added, removed)
    after = {path: sorted(index.kin(path)) for group in index.groups() for path in group}
    assert {path for path in after if after[path] != before.get(path, [])} <= moved.kin <= after.keys()
    assert all((path, strength) in index.kin(other) for path in after for other, strength in index.kin(path))


@given(st.permutations(range(5)))
def test_a_large_component_is_linked_by_its_strong_pairs_in_any_order(order):
    stories = [features(story(f"{n}", (BRIDGE + AGAIN)[n : n + 4])) for n in range(5)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sitegen.group.index.LARGE", 2)
        assert fresh([stories[n] for n in order]) == fresh(stories)


def test_scripts_without_blanks_are_read_in_pairs():
    lake, again = (
        story("a", ("黒森湖の水門が開いた。",), language="ja"),
        story("b", ("水門が黒森湖で開いた",), language="ja"),
    )
    apart = story("c", ("笛吹きの祭りは来週です",), language="ja")
    assert "黒森 森湖" in features(lake).terms
    assert scored(lake, again).cosine > 0.5 > 0.1 > scored(lake, apart).cosine


def test_a_removed_story_leaves_nothing_behind():
    index = Index()
    index.update([features(story("a", BRIDGE)), features(story("b", AGAIN))])
    index.update([], ["a", "b", "never there"])
    assert index.groups() == ()
    assert len(index) == 0


def test_the_most_common_steps_are_counted_without_running_over():
    long = replace(features(story("a", BRIDGE)), path="b")
    assert len(marks_of(Profile(long))) > 16
    assert fresh([features(story("a", BRIDGE)), long]) == (("a", "b"),)


@pytest.mark.slow  # it starts three interpreters
def test_the_hash_seed_changes_nothing():
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import test_group as t\n"
        "told = [t.BRIDGE, t.AGAIN, t.EARLIER, t.CHOIR, t.ARCTIC]\n"
        "many = [t.features(t.story(str(n), told[n % 5] + told[(n * n) % 5][:2])) for n in range(25)]\n"
        "index = t.Index(); index.update(many)\n"
        "sys.stdout.buffer.write(repr(index.groups()).encode() + index.dump())\n"
    )
    command = (sys.executable, "-c", code, str(Path(__file__).parent))
    where = os.pathsep.join([str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
    outputs = {
        subprocess.run(
            command,
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": where},
        ).stdout
        for seed in ("0", "1", "7")
    }
    assert len(outputs) == 1


def test_a_word_may_be_said_thousands_of_times():
    said = tuple(Sentence("The bell rang.", 15 * at, 15 * at + 14, at) for at in range(5000))
    assert features(Story("bell.txt", said, (), "en")).terms
