"""Grouping: events that look alike stay apart, one event told in unlike words stays together."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from msgspec.structs import replace

from sitegen.group import Index, features, score
from sitegen.model import Sentence, Story
from sitegen.text.keys import keys
from sitegen.text.sentences import split

TOLD = tomllib.loads((Path(__file__).parent / "lookalikes.toml").read_text(encoding="utf-8"))


def stories(name):
    """The stories of an entry of lookalikes.toml; files are a, b, c."""
    entry = TOLD[name]
    return [
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
    ("text", "found"),
    [
        ("The hole, CVE-2031-40912, was closed.", ("cve 2031-40912",)),
        ("See doi:10.5555/alpha.77.", ("doi 10.5555/alpha.77",)),
        ("ISBN 978-3-16-148410-0", ("isbn 9783161484100",)),
        ("ISBN 978-3-16-148410-1 has a wrong check digit", ()),
        ("Call us, quoting incident 1147.", ("incident 1147",)),
        ("Docket no. 24-CV-1187 was closed.", ("docket 24-cv-1187",)),
        ("The firm will recall 3200 cars and order 24 trains.", ()),
        ("It is the case that 30 men came.", ()),
    ],
)
def test_keys_are_found_and_counts_are_none(text, found):
    assert keys(text, "en") == found
