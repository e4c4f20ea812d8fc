"""Grouping: events that look alike stay apart, one event told in unlike words stays together."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from sitegen.group import Index, features, score
from sitegen.group.likeness import likeness
from sitegen.model import Sentence, Story
from sitegen.text.keys import story_keys
from sitegen.text.sentences import split

TOLD = tomllib.loads((Path(__file__).parent / "lookalikes.toml").read_text(encoding="utf-8"))


def stories(name):
    """The stories of an entry of lookalikes.toml; files are a, b, c."""
    entry = TOLD[name]
    found = [
        Story(
            path="abcdef"[number],
            sentences=tuple(
                Sentence(text[start:end], start, end, 0)
                for text in told["text"].split("\n")
                for start, end in split(text, entry["language"])
            ),
            asides=(),
            language=entry["language"],
            title=told["title"],
            outlet=told["outlet"],
            published=told.get("date"),
        )
        for number, told in enumerate(entry["stories"])
    ]
    return [replace(story, keys=story_keys(story)) for story in found]


def groups(name):
    index = Index()
    index.update([features(story) for story in stories(name)])
    return index.groups()


@pytest.mark.parametrize("name", [name for name, entry in TOLD.items() if entry["events"] > 1])
def test_events_that_look_alike_stay_apart(name):
    assert len(groups(name)) == TOLD[name]["events"]


@pytest.mark.parametrize("name", [name for name, entry in TOLD.items() if entry["events"] == 1])
def test_one_event_told_twice_is_one_group(name):
    assert len(groups(name)) == 1


def test_a_round_up_stands_alone_beside_the_events_it_tells_of():
    first, second = stories("toll-grows")[0], stories("unlike-words-merger")[0]
    both = replace(first, path="z", sentences=first.sentences + second.sentences, title="The day in brief")
    index = Index()
    index.update(
        [features(replace(second, path="b", published=first.published)), features(first), features(both)]
    )
    assert index.groups() == (("a",), ("b",), ("z",))
    assert {path for path, _ in index.kin("z")} == {"a", "b"}


def test_what_sets_two_stories_apart_is_named():
    one, other = map(features, stories("advisories"))
    part = next(part for part in score(one, other).evidence if part.name == "key")
    assert (part.one, part.other) == (("cve 2027-10044",), ("cve 2027-10051",))


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("advisories", "apart: other keys: CVE 2027-10044 here, CVE 2027-10051 there"),
        ("two-fires", "apart: told by one template, with other names: Hellstett here, Quernsdorf there"),
        ("blotter", "apart: two items of one column, Police log"),
        ("same-name", "apart: one name, two people: Ashe 61 here, Ashe 29 there"),
        ("two-releases", "apart: two issues of one series: 3.1 here, 3.2 there"),
        ("column-under-one-title", "apart: two issues of one column"),
        ("quakes-of-a-day", "apart: told by one template, with other figures throughout"),
        ("two-ages", "apart: unlike ages: 61 here, 29 there"),
        ("two-acts-of-one-firm", "apart: their headlines and first sentences tell of other things"),
        (
            "recalled-the-next-day",
            "apart: what they share is background in the later one, whose headline tells of another thing",
        ),
        ("lines-about-one-place", "apart: they share a single telling word"),
        ("release-two-outlets", "together: both name Pandora, Version, backup and database, 1 day apart"),
        ("de-one", "together: both name Lohfelden, Traktor, Landwirt and Zug, on one day"),
    ],
)
def test_the_reason_that_decided_is_said_in_words(name, why):
    one, other = stories(name)[:2]
    assert likeness(one, other, together=TOLD[name]["events"] == 1)["why"] == why


def test_two_stories_that_were_never_compared_are_said_to_be_such():
    one, other = stories("toll-grows")[0], stories("unlike-words-merger")[0]
    assert likeness(one, other, together=False)["why"].startswith(
        "apart: never compared: they were published"
    )
    same_day = replace(other, published=one.published)
    assert likeness(one, same_day, together=False)["why"].startswith(
        "apart: never compared: they share hardly"
    )


def test_the_sides_of_a_reason_stand_in_the_order_asked_for():
    one, other = stories("advisories")
    assert likeness(other, one, together=False)["why"].endswith("CVE 2027-10051 here, CVE 2027-10044 there")


POOL = [story for name in TOLD for story in stories(name)]
DRAWN = st.builds(
    lambda path, one, other: features(replace(one, path=path, sentences=one.sentences + other)),
    st.sampled_from("abcdefgh"),
    st.sampled_from(POOL),
    st.sampled_from([(), (), *(story.sentences for story in POOL)]),
)
PAIRS = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), max_size=3)


@settings(deadline=None)
@given(
    st.lists(DRAWN, max_size=8, unique_by=lambda one: one.path),
    PAIRS,
    PAIRS.map(lambda pairs: [pair for pair in pairs if pair[0] != pair[1]]),
    st.randoms(use_true_random=False),
)
def test_look_alikes_and_round_ups_are_grouped_alike_in_any_order_whatever_is_bound(
    drawn, together, apart, random
):
    fresh, grown = Index(), Index()
    fresh.update(drawn)
    fresh.constrain(together, apart)
    grown.constrain(together[:1], apart)
    for one in random.sample(drawn, len(drawn)):
        grown.update([one])
    grown.constrain(together, apart)
    assert grown.groups() == fresh.groups()
    home = {path: group for group in fresh.groups() for path in group}
    assert all(len({home[path] for path in block if path in home}) <= 1 for block in fresh.bonds.together)
    assert all(home[a] != home[b] for a, b in fresh.bonds.apart if a in home and b in home)
