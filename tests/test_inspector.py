"""What the live site adds to its pages: in a real browser, through the real server; and what it is told."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from sitegen.merge.guards import GUARDS
from sitegen.model import Story
from sitegen.read import read
from sitegen.serve.decide import Clerk
from sitegen.serve.fault import fault
from sitegen.serve.inspect import inspected, runs
from sitegen.serve.reasons import SIGHTS
from sitegen.work import merged

ROOT = Path(__file__).parents[1]

HEAD = "---\noutlet: {}\npublished: {}\ntitle: {}\n---\n"

COURIER = [
    "The cable car at Fell Top stopped on Sunday afternoon with 23 passengers in its two cabins.",
    "A worn bearing in the lower station was to blame, the operator said.",
    "All 23 passengers were lowered by rope within three hours.",
    "Nobody was hurt, although one hiker lost a boot.",
    "Rope teams from Garth and Ollerby walked up through the bracken with 400 metres of line.",
    "The first down was a dog called Biscuit, who barked at the harness.",
    "A teacher led her class in a song about otters while they waited.",
    "Engineers had checked the upper station in March and found nothing loose.",
    "The valley railway put on two late trains for those who had missed theirs.",
    "A bakery in Garth sent up 60 rolls and a churn of soup.",
    "Walkers are asked to keep off the path below the pylons for now.",
    "The oldest passenger, a retired miller, said that he had seen worse weather indoors.",
    "Sign up for our newsletter.",
]
RADIO = [
    "The cable car at Fell Top stopped on Sunday afternoon with 23 passengers in its two cabins.",
    "The operator said a worn bearing in the lower station was to blame for it.",
    "All 23 passengers were lowered by rope.",
    "A brass band that was waiting at the top station played on until dusk.",
    "<img src=x onerror=alert(1)> was printed on every ticket by mistake.",
]
WIRE = [
    "The cable car at Fell Top, which stopped on Sunday with 32 passengers in its two cabins, will stay shut "
    "until June.",
    "The operator has ordered a new bearing for the lower station.",
]


def _file(outlet: str, day: str, title: str, sentences: list[str]) -> str:
    return HEAD.format(outlet, day, title) + "\n\n".join(sentences) + "\n"


FILES = {
    "courier.md": _file("Dale Courier", "2026-05-04", "Cable car stops above Fell Top", COURIER),
    "radio.txt": _file("Fell Radio", "2026-05-04", "Passengers lowered from cable car", RADIO),
    "wire.md": _file("Northern Wire", "2026-05-05", "Cable car to stay shut until June", WIRE),
}


def _stories() -> list[Story]:
    return [read(name, text.encode()) for name, text in FILES.items()]


@pytest.fixture(scope="module")
def stories():
    return _stories()


@pytest.fixture(scope="module")
def digest(stories):
    return merged(stories)


def statement(digest, words):
    return next(one.id for one in digest.statements if one.text.startswith(words))


def passage(digest, stories, words, story):
    found = inspected(digest, stories, statement(digest, words))
    return next(one for one in found.passages if one.story == story)


def clerk(digest, stories, files):
    return Clerk(
        lambda address: (digest, stories) if address == "fell" else None,
        lambda: files.get("overrides.toml", ""),
        lambda text: files.update({"overrides.toml": text}),
    )


def asking(**given):
    return {
        "page": "fell/index.html",
        "action": "apart",
        "story": "wire.md",
        "reason": "Another day",
        **given,
    }


def test_every_guard_is_told_in_words():
    assert SIGHTS.keys() == {guard.name for guard in GUARDS}


def test_every_passage_of_a_page_has_a_reason(digest, stories):
    for one in digest.statements:
        found = inspected(digest, stories, one.id)
        assert [each.text for each in found.passages] == [citation.text for citation in one.citations]
        assert all(each.reason.why for each in found.passages)


def test_a_passage_that_differs_names_the_guard_that_saw_it(digest, stories):
    reason = passage(digest, stories, "The cable car at Fell Top stopped", "wire.md").reason
    assert (reason.how, reason.guard) == ("cited", "number")


def test_a_folded_passage_tells_how_sure_it_is(digest, stories):
    reason = passage(digest, stories, "A worn bearing", "wire.md").reason
    assert reason.how == "folded"
    assert f"{reason.confidence:.3f}" in reason.why


def test_words_that_only_one_of_two_passages_has_are_marked(digest, stories):
    found = passage(digest, stories, "All 23 passengers", "radio.txt")
    assert [text for text, differs in found.shown if differs] == ["within three hours"]
    assert [text for text, differs in found.own if differs] == []


def test_marked_runs_are_the_text():
    text = "  “Not 5.40pm,” she said – 6 p.m.\n"
    assert "".join(piece for piece, _ in runs(text, "Not 5.50pm, he said at 6 p.m.")) == text


def test_what_was_set_aside_beside_a_statement_can_be_kept(digest, stories):
    found = inspected(digest, stories, statement(digest, "The oldest passenger"))
    assert [(one.text, one.why, one.can) for one in found.aside] == [
        ("Sign up for our newsletter.", "furniture/newsletter", "keep")
    ]


def test_the_scores_of_all_pairs_of_stories_are_given(digest, stories):
    found = inspected(digest, stories, "s1")
    pairs = {frozenset((one["of"], one["story"])) for one in found.pairs}
    assert len(pairs) == len(found.pairs) == 3


def test_no_statement_no_inspection(digest, stories):
    assert inspected(digest, stories, "s99") is None
    assert clerk(digest, stories, {}).inspect({"page": "fell", "statement": "s99"})[0] == 404


def test_a_dry_decision_shows_the_change_and_writes_nothing(digest, stories):
    files = {}
    status, told = clerk(digest, stories, files).decide(asking(dry=True))
    assert status == 200
    assert '+reason = "Another day"' in told["diff"]
    assert files == {}


def test_a_story_is_split_off_from_all_others_and_that_is_undone(digest, stories):
    mine = "# What we decided\n"
    files = {"overrides.toml": mine}
    asked = clerk(digest, stories, files)
    status, told = asked.decide(asking())
    assert status == 200
    assert 'stories = ["wire.md", "courier.md", "radio.txt"]' in files["overrides.toml"]
    undo = {name: getattr(told["undo"], name) for name in ("kind", "stories", "reason")}
    assert asked.undo({"undo": undo})[0] == 200
    assert files["overrides.toml"] == mine
    assert asked.undo({"undo": undo})[0] == 409


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": "  \n"},
        {"reason": "long " * 200},
        {"story": "other.md"},
        {"story": ["wire.md"]},
        {"page": "elsewhere"},
        {"action": "ignore"},
        {"action": "keep", "text": "Nobody wrote this."},
        {"action": "drop", "text": None},
    ],
)
def test_what_the_page_does_not_hold_is_not_decided(digest, stories, wrong):
    files = {}
    status, told = clerk(digest, stories, files).decide(asking(**wrong))
    assert (status, files) == (409, {})
    assert told["error"]


def test_a_decision_against_another_is_refused_with_the_reason(digest, stories):
    files = {"overrides.toml": '[[together]]\nstories = ["courier.md", "wire.md"]\nreason = "One event"\n'}
    status, told = clerk(digest, stories, files).decide(asking())
    assert status == 409
    assert "overrides.toml" in told["error"]


def test_a_fault_in_a_layout_shows_the_line_among_its_neighbours():
    found = fault(
        "layouts/digest.html:3: unknown name 'souces'; the layout is given 'digest'",
        {"layouts/digest.html": "a\nb\nc\nd"}.get,
    )
    assert (found.what, found.file, found.line) == ("Unknown name 'souces'", "layouts/digest.html", 3)
    assert found.lines == ((1, "a"), (2, "b"), (3, "c"), (4, "d"))
    assert found.todo == "The layout is given 'digest'"


@pytest.mark.parametrize(
    ("message", "line"),
    [
        ("sitegen.toml: unknown key 'titel'; did you mean 'title'?", 2),
        ("sitegen.toml: is not valid TOML: Expected '=' (at line 1, column 4)", 1),
        ("sitegen.toml: 'language' is 'deutsch'; it must be a language code", 3),
        ("sitegen.toml: unknown key 'absent'", 0),
    ],
)
def test_a_fault_in_the_settings_finds_its_line(message, line):
    text = 'base_url = ""\ntitel = "x"\nlanguage = "deutsch"\n'
    assert fault(message, {"sitegen.toml": text}.get).line == line


def test_a_fault_without_a_file_is_told_all_the_same():
    found = fault("no space left on the disk", lambda _: pytest.fail("there is nothing to read"))
    assert (found.what, found.file, found.lines) == ("No space left on the disk", "", ())
