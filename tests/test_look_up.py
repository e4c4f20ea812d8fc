"""What a digest's evidence lets a reader look up, and that a part with nothing to show is absent."""

from __future__ import annotations

import invented
import msgspec
import pages
import pytest

from sitegen.model import Decision, Digest
from sitegen.pages.evidence import PARTS
from sitegen.pages.view import Change, Link, excerpt


def text_of(digest: Digest, **context: object) -> str:
    """The visible text of the evidence page, in a context with some fields of its own."""
    here = msgspec.structs.replace(pages.context(), **context)
    return pages.Reading(pages.made(pages.renderer(), "evidence/index.html", digest, here).data).text


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
    made = msgspec.structs.replace(
        digest, sources=digest.sources[:2], statements=statements, differences=(), dropped=()
    )
    return msgspec.structs.replace(made, lede="s1", points=())


@pytest.mark.parametrize(
    "heading",
    ["Quotations", "Timeline", "Decided by a person", "What changed", "Near it on this site"],
)
def test_a_part_with_nothing_to_show_is_absent(heading):
    quiet = telling("The crane fell.", "Nobody was hurt.")
    assert heading not in text_of(quiet)


def test_every_part_of_the_page_that_has_something_leads_into_it():
    page = pages.Reading(
        pages.made(pages.renderer(), "evidence/index.html", invented.digest(), pages.context()).data
    )
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.anchors)


def test_each_part_is_a_block_of_the_layouts_that_show_it():
    plain = pages.SOURCES["digest.md"]
    for part in PARTS:
        assert f"{{% block {part.name} %}}" in pages.SOURCES["evidence.html"]
        assert part.entry is None or f"{{% block {part.name} %}}" in plain


def test_programs_get_what_readers_look_up():
    digest = telling(
        "“We heard it groan for a full minute,” said Merete Lund.",
        "It fell on 3 March 2026, the Port Office said.",
        "It was oiled in 1950.",
        "It was built in 1911, according to the port office.",
    )
    told = msgspec.json.decode(pages.made(pages.renderer(), "index.json", digest, pages.context()).data)
    assert [one["speaker"] for one in told["quotations"]] == ["Merete Lund"]
    assert next(one["time"] for one in told["timeline"]) == "1911"
    assert "Port Office" in told["origins"][0]["name"]


def test_both_sides_of_a_difference_stand_in_their_own_words():
    differ = text_of(invented.digest()).split("may be an error")[1]
    assert "A Gusts of 97 kilometres an hour were measured" in differ
    assert "B The lighthouse recorded gusts of 79 kilometres an hour." in differ


def test_who_is_named_as_knowing_stands_with_letters_and_statements():
    page = text_of(telling("The crane fell, the port office said.", "It fell, according to the Port Office."))
    assert "Whom they cite" in page
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
    assert line.split("The reports")[0].count("2 March 2026") == 3


def test_headlines_stand_side_by_side_with_the_chosen_one_marked():
    titles = text_of(invented.digest()).split("Headlines")[-1].split("Left out")[0]
    assert "A Crane topples on Vessa quay, two hurt the page’s" in titles
    assert "B Two injured as crane falls in Vessa" in titles


def test_history_is_told_in_plain_words():
    history = (
        Change("2026-03-02", ("A", "B"), (), (), 4, 0),
        Change("2026-03-03", ("C",), (), ("A",), 1, 2),
    )
    page = text_of(invented.digest(), history=history)
    assert "3 March 2026 Joined: C. Changed: A. 1 fact came. 2 facts went." in page


def test_a_page_of_which_nothing_has_changed_has_no_history():
    assert "What changed" not in text_of(invented.digest(), history=())


def test_the_first_change_is_told():
    history = (Change("2026-03-02", ("D",), (), (), 4, 0),)
    assert "What changed" in text_of(invented.digest(), history=history)


def test_a_person_s_note_stands_apart_and_decisions_are_signed():
    decisions = (
        Decision("note", ("wire.html",), "asked", text="The office has been rung up.", by="Ida Moss"),
        Decision("together", ("wire.html", "echo.txt"), "one crane", by="Ida Moss", date="2026-03-04"),
    )
    digest = msgspec.structs.replace(invented.digest(), decisions=decisions)
    page = pages.Reading(pages.made(pages.renderer(), "index.html", digest, pages.context()).data).text
    assert "A person’s note: The office has been rung up. – Ida Moss" in page.split("What several")[0]
    assert (
        "These reports belong together. (B, C) Reason: one crane – Ida Moss, 4 March 2026"
        in text_of(digest).split("Decided by a person")[-1]
    )


def test_neighbours_topics_and_names_are_linked():
    context = {
        "related": (Link("Kran fällt", "kran", "2026-01-02", "de"),),
        "topics": (Link("harbour", "topics/harbour"),),
        "names": (Link("Merete Lund", "names/lund"),),
    }
    here = msgspec.structs.replace(pages.context(), **context)
    page = pages.Reading(pages.made(pages.renderer(), "evidence/index.html", invented.digest(), here).data)
    links = {"../../kran/index.html", "../../topics/harbour.html", "../../names/lund.html"}
    assert links <= set(page.links)
    assert "Related: Kran fällt 2 January 2026" in page.text
    story = pages.Reading(pages.made(pages.renderer(), "index.html", invented.digest(), here).data)
    assert {"../kran/index.html", "../topics/harbour.html"} <= set(story.links)


def test_no_word_of_a_source_is_changed_in_what_is_looked_up():
    text = (
        "A very long sentence about a crane that fell, and about the man who saw it fall on Monday, and more."
    )
    for start in range(0, len(text) - 5, 7):
        assert str(excerpt(text, start, start + 5)).strip("… ") in text
