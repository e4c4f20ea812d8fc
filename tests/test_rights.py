"""What may be shown of an outlet's stories: no word more than it allows, and nothing lost in silence."""

from __future__ import annotations

import invented
import pytest

from sitegen.digest.rights import Outlet, Rights, limited, on_file, quoted, told, words
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
    assert [piece.text for piece in digest.dropped if piece.story == HARBOUR] == [""] * 4
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
