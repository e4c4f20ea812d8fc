"""What a digest's page lets a reader look up, and that a part with nothing to show is absent."""

from __future__ import annotations

import invented
import msgspec
import pages
import pytest

from sitegen.model import Decision, Digest
from sitegen.pages.context import Change, Link
from sitegen.pages.look_up import excerpt


def text_of(digest: Digest, **context: object) -> str:
    """The visible text of the digest's page, in a context with some fields of its own."""
    here = msgspec.structs.replace(pages.context(), **context)
    return pages.Reading(pages.renderer().digest(digest, here).data).text


def telling(*texts: str) -> Digest:
    """A digest of two sources whose statements are `texts`, told by each in turn."""
    digest = invented.digest()
    statements = tuple(
        msgspec.structs.replace(
            digest.statements[0],
            id=f"s{at}",
            kind="unique",
            citations=(
                msgspec.structs.replace(
                    digest.statements[0].citations[0],
                    story=digest.sources[at % 2].story,
                    text=text,
                    start=500 * at,
                    end=500 * at + len(text),
                ),
            ),
        )
        for at, text in enumerate(texts, 1)
    )
    return msgspec.structs.replace(
        digest, sources=digest.sources[:2], statements=statements, differences=(), dropped=()
    )


@pytest.mark.parametrize(
    "heading",
    ["Quotations", "Timeline", "Decided by a person", "What changed since", "Near it on this site"],
)
def test_a_part_with_nothing_to_show_is_absent(heading):
    quiet = telling("The crane fell.", "Nobody was hurt.")
    assert heading not in text_of(quiet)


def test_every_part_of_the_page_that_has_something_leads_into_it():
    page = pages.Reading(pages.renderer().digest(invented.digest(), pages.context()).data)
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.anchors)


def test_the_glance_shows_both_sides_of_a_difference_in_their_own_words():
    glance = text_of(invented.digest()).split("They may differ on")[1].split("What they tell")[0]
    assert "A Gusts of 97 kilometres an hour were measured" in glance
    assert "B The lighthouse recorded gusts of 79 kilometres an hour." in glance


def test_who_is_named_as_knowing_stands_with_letters_and_statements():
    page = text_of(telling("The crane fell, the port office said.", "It fell, according to the Port Office."))
    assert "Named as knowing" in page
    assert "the Port Office A 2" in page


def test_a_quotation_stands_with_its_other_rendering():
    page = text_of(
        telling(
            "“We heard it groan for a full minute,” said Merete Lund.",
            "Lund told it: “We had heard it groan for a full minute.”",
        )
    )
    quoted = page.split("Quotations")[-1]
    assert quoted.strip().startswith("We heard it groan for a full minute, Merete Lund B 1")
    assert "We had heard it groan for a full minute. A 2" in quoted


def test_a_timeline_has_each_time_once():
    page = text_of(
        telling(
            "It was built in 1911.",
            "It fell on 2 March 2026.",
            "It was lifted on 2 March 2026.",
            "It was oiled in 1950.",
        )
    )
    line = page.split("Timeline")[-1]
    assert line.index("1911") < line.index("1950") < line.index("2 March 2026")
    assert line.split("Set aside")[0].count("2 March 2026") == 3


def test_headlines_stand_side_by_side_with_the_chosen_one_marked():
    titles = text_of(invented.digest()).split("Headlines compared")[1].split("Set aside")[0]
    assert "A Crane topples on Vessa quay, two hurt chosen" in titles
    assert "B Two injured as crane falls in Vessa" in titles


def test_history_is_told_in_plain_words():
    history = (
        Change("2026-03-02", ("A", "B"), (), (), 4, 0),
        Change("2026-03-03", ("C",), (), ("A",), 1, 2),
    )
    page = text_of(invented.digest(), history=history)
    assert "3 March 2026 Joined: C. Changed: A. 1 fact came. 2 facts went." in page


def test_a_page_of_which_nothing_has_changed_has_no_history():
    assert "What changed since" not in text_of(invented.digest(), history=())


def test_the_first_change_is_told():
    history = (Change("2026-03-02", ("D",), (), (), 4, 0),)
    assert "What changed since" in text_of(invented.digest(), history=history)


def test_a_person_s_note_stands_apart_and_decisions_are_signed():
    decisions = (
        Decision("note", ("wire.html",), "asked", text="The office has been rung up.", by="Ida Moss"),
        Decision("together", ("wire.html", "echo.txt"), "one crane", by="Ida Moss", date="2026-03-04"),
    )
    page = text_of(msgspec.structs.replace(invented.digest(), decisions=decisions))
    assert "A person’s note: The office has been rung up. – Ida Moss" in page.split("The reports")[0]
    assert (
        "These reports belong together. (B, C) Reason: one crane – Ida Moss, 4 March 2026"
        in page.split("Decided by a person")[1]
    )


def test_neighbours_topics_and_names_are_linked():
    context = {
        "related": (Link("Kran fällt", "kran", "2026-01-02", "de"),),
        "topics": (Link("harbour", "topics/harbour"),),
        "names": (Link("Merete Lund", "names/lund"),),
    }
    here = msgspec.structs.replace(pages.context(), **context)
    page = pages.Reading(pages.renderer().digest(invented.digest(), here).data)
    assert {"../kran/index.html", "../topics/harbour.html", "../names/lund.html"} <= set(page.links)
    assert "Related: Kran fällt 2 January 2026" in page.text


def test_no_word_of_a_source_is_changed_in_what_is_looked_up():
    text = (
        "A very long sentence about a crane that fell, and about the man who saw it fall on Monday, and more."
    )
    for start in range(0, len(text) - 5, 7):
        for piece in excerpt(text, start, start + 5):
            assert piece.text.strip("… ") in text
