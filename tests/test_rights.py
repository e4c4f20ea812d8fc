"""What may be shown of an outlet's stories: no word more than it allows, and nothing lost in silence."""

from __future__ import annotations

from pathlib import Path

import invented
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sitegen.cli import main
from sitegen.digest.rights import Outlet, Quoting, Rights, limited, on_file, quoted, told, words
from sitegen.model import Digest

TOLD = {path: invented.story(path) for path in invented.STORIES}
HARBOUR = "harbour.txt"
ALL = sum(words(text) for _, text in invented.ENGLISH[HARBOUR])


def held(*outlets: Outlet) -> Digest:
    return limited(invented.digest(), Rights(outlets), TOLD)


def harbour(**terms: object) -> Digest:
    """The digest where the Harbour Courier has terms."""
    return held(Outlet("harbour  courier", **terms))


def texts(digest: Digest, story: str = HARBOUR) -> list[str]:
    """Every text of a story that the digest has."""
    cited = [each for statement in digest.statements for each in statement.citations]
    return [each.text for each in (*cited, *digest.dropped) if each.story == story and each.text]


def places(digest: Digest) -> set[tuple[str, int, int]]:
    cited = [each for statement in digest.statements for each in statement.citations]
    return {(each.story, each.start, each.end) for each in (*cited, *digest.dropped)}


def test_without_rights_a_digest_is_what_it_was():
    assert held() == invented.digest()
    assert held(Outlet("Harbour Courier", licence="CC BY 4.0")) == invented.digest()


def test_a_page_quotes_what_it_shows():
    assert quoted(invented.digest())[HARBOUR] == ALL


def test_a_source_that_may_only_be_linked_has_no_sentence_on_the_page():
    digest = harbour(link_only=True)
    assert texts(digest) == []
    assert quoted(digest)[HARBOUR] == 0
    assert [(one.story, one.wanted, one.quoted, one.limit) for one in digest.withheld] == [
        (HARBOUR, ALL, 0, 0)
    ]


def test_the_words_of_other_sources_stay():
    before, after = invented.digest(), harbour(link_only=True)
    for story in ("wire.html", "echo.txt", "hafenblatt.md"):
        assert sorted(texts(after, story)) == sorted(texts(before, story))


@pytest.mark.parametrize("limit", [*range(0, ALL + 2, 3), 0.0, 0.3, 1.0])
def test_no_limit_is_passed_and_no_place_is_lost(limit):
    digest = harbour(quote_limit=limit)
    most = int(limit * told(TOLD[HARBOUR])) if isinstance(limit, float) else limit
    assert quoted(digest)[HARBOUR] <= most
    assert places(digest) == places(invented.digest())


def test_a_limit_that_is_kept_changes_nothing():
    assert harbour(quote_limit=ALL) == invented.digest()


def test_what_was_set_aside_goes_first():
    digest = harbour(quote_limit=ALL - 1)
    assert sum(not piece.text for piece in digest.dropped if piece.story == HARBOUR) == 1
    assert [one.text for one in digest.statements] == [one.text for one in invented.digest().statements]


def test_a_fact_is_told_in_the_words_of_a_source_that_allows_it():
    (first, *_) = harbour(link_only=True).statements
    assert first.text == "Two dockers were injured when a crane fell over in the port of Vessa on Monday."
    assert first.citations[0].story == "wire.html"
    assert set(first.stories) == set(invented.digest().statements[0].stories)


def test_a_source_with_a_limit_of_its_own_does_not_speak_for_another():
    digest = held(Outlet("Harbour Courier", link_only=True), Outlet("Northern Wire", quote_limit=200))
    assert digest.statements[0].citations[0].story == "echo.txt"


def test_what_only_a_withheld_source_tells_has_no_text():
    digest = harbour(link_only=True)
    assert [one.text for one in digest.statements if one.stories == (HARBOUR,)] == ["", ""]


def test_what_differs_in_brief_is_a_fact_and_stays():
    (difference,) = harbour(link_only=True).differences
    assert difference.sides == invented.digest().differences[0].sides


def test_a_story_that_may_not_be_kept_has_its_places_and_no_words():
    story = on_file(TOLD[HARBOUR], Rights((Outlet("Harbour Courier", noarchive=True),)))
    assert {piece.text for piece in (*story.sentences, *story.asides)} == {""}
    assert [piece.start for piece in story.sentences] == [piece.start for piece in TOLD[HARBOUR].sentences]
    assert (story.title, story.extra) == (TOLD[HARBOUR].title, ())


@pytest.mark.parametrize(
    ("terms", "whole"),
    [
        ({}, True),
        ({"quote_limit": 1.0}, True),
        ({"quote_limit": 1000}, True),
        ({"quote_limit": 0.9}, False),
        ({"link_only": True}, False),
    ],
)
def test_a_story_has_a_page_with_its_text_only_where_all_of_it_may_be_quoted(terms, whole):
    rights = Rights((Outlet("Harbour Courier", **terms),))
    assert (on_file(TOLD[HARBOUR], rights) == TOLD[HARBOUR]) is whole


ALONE = [text for mark, text in invented.ENGLISH[HARBOUR] if mark in {"s2", "s4"}]


def test_what_only_one_source_tells_goes_before_what_several_tell():
    both = tuple(Outlet(source.name, quote_limit=18) for source in invented.digest().sources)
    (first, second, *_) = held(*both).statements
    assert first.text
    assert second.stories == (HARBOUR,)
    assert not second.text


def test_what_stands_first_is_kept_before_details():
    disputed = next(text for mark, text in invented.ENGLISH[HARBOUR] if mark == "s3")
    digest = harbour(quote_limit=words(disputed) + words(ALONE[0]))
    assert [one.text for one in digest.statements if one.stories == (HARBOUR,)] == [ALONE[0], ""]


def cited(digest):
    return [each for statement in digest.statements for each in statement.citations]


@given(st.dictionaries(st.sampled_from([source[3] for source in invented.SOURCES]), st.integers(0, 70)))
def test_no_more_is_left_out_than_has_to_be(limits):
    """No passage that is left out would fit into what may still be quoted."""
    rights = Rights(tuple(Outlet(name, quote_limit=limit) for name, limit in limits.items()))
    digest = limited(invented.digest(), rights, TOLD)
    spent, names = quoted(digest), {source[0]: source[3] for source in invented.SOURCES}
    full = {
        (one.story, one.start): one.text for one in (*cited(invented.digest()), *invented.digest().dropped)
    }
    for one in (*cited(digest), *digest.dropped):
        limit = limits.get(names[one.story])
        assert limit is None or spent[one.story] <= limit
        assert one.text or spent[one.story] + words(full[one.story, one.start]) > limit


def test_a_limit_of_all_holds_for_whoever_states_none():
    outlets = Outlet("Harbour Courier", quote_limit=0.9), Outlet("Northern Wire", licence="CC BY 4.0")
    digest = limited(invented.digest(), Rights(outlets, Quoting(quote_limit=10)), TOLD)
    limits = {one.story: one.limit for one in digest.withheld}
    assert limits["echo.txt"] == 10
    assert limits[HARBOUR] == int(0.9 * told(TOLD[HARBOUR]))
    assert "wire.html" not in limits


@pytest.mark.parametrize(
    ("licence", "whole"),
    [("CC BY-SA 4.0", True), ("Public domain", True), ("All rights reserved", False), (None, False)],
)
def test_without_whole_texts_a_story_is_kept_where_its_licence_says_so(licence, whole):
    rights = Rights((Outlet("Harbour Courier", licence=licence),), Quoting(whole_text=False))
    assert (on_file(TOLD[HARBOUR], rights) == TOLD[HARBOUR]) is whole


THINGS = [
    *(("red", "kite"), ("grey", "heron"), ("old", "ferry"), ("green", "lorry"), ("small", "fire")),
    *(("brass", "bell"), ("lost", "dog"), ("blue", "tent"), ("white", "horse"), ("broken", "gate")),
]


def test_half_of_every_report_leaves_half_of_the_news(tmp_path):
    lines = [
        f"The {word} {noun} was seen at {hour} in the rain." for hour, (word, noun) in enumerate(THINGS, 1)
    ]
    (tmp_path / "content").mkdir()
    for name, start in (("a", 0), ("b", 2), ("c", 4)):
        text = f"Vale {name.upper()}\n\n" + "\n\n".join(lines[start : start + 6])
        (tmp_path / "content" / f"{name}.txt").write_text(text)
    (tmp_path / "sitegen.toml").write_text("[quoting]\nquote_limit = 0.5\n")
    assert main(["build", "-q", "-C", str(tmp_path)]) == 0
    assert main(["check", "-q", "-C", str(tmp_path)]) == 0
    text = "".join(path.read_text("utf-8") for path in Path(tmp_path, "public").glob("*/index.html"))
    assert 4 <= sum(line in text for line in lines) < len(lines)


def test_a_difference_of_which_no_word_may_be_shown_is_none():
    digest = invented.digest()
    (one,) = digest.differences
    long = [replace(side, text=f"{side.text} as nobody had ever seen them before") for side in one.sides]
    digest = replace(digest, differences=(replace(one, sides=tuple(long)),))
    half = limited(digest, Rights((Outlet("Harbour Courier", link_only=True),)), TOLD)
    assert [side.text == "" for side in half.differences[0].sides] == [True, False]
    both = Rights((Outlet("Harbour Courier", link_only=True), Outlet("Northern Wire", link_only=True)))
    assert limited(digest, both, TOLD).differences == ()
