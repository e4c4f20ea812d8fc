import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.read.text import units

BODY = (
    "The council of Tavermoor met on Tuesday to talk about the bridge over the Lune, which has been shut "
    "since the flood of March. Members voted nine to four for a new one. The mayor said that work would "
    "begin in June, last two years and cost 4.2 million crowns, most of which the state will pay."
)


def texts(text):
    return [unit.text for unit in units(text)]


@pytest.mark.parametrize("width", [56, 64, 72, 80, 100])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_wrapped_paragraph_is_one_unit(width, line_end):
    wrapped = textwrap.fill(BODY, width).replace("\n", line_end)
    assert texts(f"Bridge to be rebuilt{line_end * 2}{wrapped}{line_end}") == ["Bridge to be rebuilt", BODY]


def test_short_wrapped_paragraphs_are_joined_where_the_others_show_the_width():
    short = "The plan goes to the county next, where it may be changed\nonce more before the summer break."
    wrapped = textwrap.fill(BODY, 72)
    assert texts(f"{wrapped}\n\n{textwrap.fill(short, 72)}\n\n{wrapped}")[1] == short.replace("\n", " ")


def test_one_sentence_a_line_stays_one_unit_a_line():
    lines = [
        "The council of Tavermoor met on Tuesday to talk about the bridge.",
        "Members voted nine to four for a new one across the river Lune.",
        "The mayor said that work would begin in June and last two years.",
        "Most of the 4.2 million crowns will be paid by the state itself.",
    ]
    assert texts("\n".join(lines)) == lines


def test_headlines_above_each_other_are_not_joined():
    lines = ["Bridge over the Lune at Tavermoor to be rebuilt after all", "By Osric Penn", BODY]
    assert texts("\n".join(lines)) == lines


@settings(deadline=None)
@given(st.text(alphabet="ab .\n\r\t\x0b\x85\u2028—é😀", max_size=300))
def test_every_visible_character_is_in_one_unit_at_its_place(text):
    places = [
        unit.place(index, index + 1)
        for unit in units(text)
        for index in range(len(unit.text))
        if unit.text[index].strip()
    ]
    seen = [text[start:end] for start, end in places]
    assert places == sorted(set(places))
    assert "".join(seen) == "".join(text.split())
