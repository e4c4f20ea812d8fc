"""Grouping: events that look alike stay apart, one event told in unlike words stays together."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
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
