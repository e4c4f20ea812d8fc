import textwrap
from collections import Counter
from pathlib import Path

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


CASES = Path(__file__).parent / "cases" / "wrapping"


def blocks(name):
    """The paragraphs of a file of cases behind its head."""
    return (CASES / name).read_text(encoding="utf-8").rstrip("\n").split("\n\n")[1:]


@pytest.mark.parametrize("width", [34, 38, 46, 60, 76, 100, 118, 132])
@pytest.mark.parametrize("paragraph", blocks("paragraphs.txt"))
@pytest.mark.parametrize(
    "layout", ["{title}\n\n{body}", "{title}\nBy Osric Penn\n{body}", "{title}\n\n{sparse}"]
)
def test_text_of_any_width_language_and_layout_is_one(paragraph, width, layout):
    lines = textwrap.wrap(paragraph, width, break_on_hyphens=False)
    if len(lines) < 3:
        return
    text = layout.format(title="Bridge", body="\n".join(lines), sparse="\n\n".join(lines))
    assert texts(text)[-1] == paragraph


def test_two_line_paragraphs_and_a_list_between_them_are_told_apart():
    text = (
        "Gale strips the market hall\n\nThe market hall of Brell stays shut until Monday, for its roof lost\n"
        "140 slates.\n\nStalls outside:\n- Eels of Sard\n- Cloth and thread\n\n"
        "Carts may still climb to the hill farms, wrote the warden at noon, but\nthe lift at Cray is out."
    )
    assert texts(text)[1:] == [
        "The market hall of Brell stays shut until Monday, for its roof lost 140 slates.",
        "Stalls outside:",
        "- Eels of Sard",
        "- Cloth and thread",
        "Carts may still climb to the hill farms, wrote the warden at noon, but the lift at Cray is out.",
    ]


@pytest.mark.parametrize("text", blocks("lines.txt"))
def test_lines_of_verse_lists_results_and_headlines_stay(text):
    assert texts(f"Title of it all\n\n{text}") == ["Title of it all", *text.split("\n")]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("voted to build a bar-\nrier across", "voted to build a barrier across"),
        ("it is a well-\nknown place for", "it is a well-known place for"),
        ("the Franco-\nGerman plan for it", "the Franco-German plan for it"),
        ("im Wald-\nund Wiesenweg am Fluss", "im Wald- und Wiesenweg am Fluss"),
    ],
)
def test_a_hyphen_at_a_line_end_goes_where_it_only_breaks_a_word(lines, words):
    head = "The council of Tavermoor met on Tuesday and talked until the early morning, when it "
    assert texts(head + lines) == [head + words]


def test_an_empty_line_in_mid_sentence_tears_nothing_but_below_a_headline():
    text = (
        "eBay goes to the Lune\n\niPhones are out. The council will meet on Friday to\n\nrelease the money.\n"
    )
    assert texts(text) == [
        "eBay goes to the Lune",
        "iPhones are out. The council will meet on Friday to release the money.",
    ]


def test_page_heads_and_numbers_tear_no_sentence():
    text = (
        "The gates will cost 41 million and should be ready by May, Petra Vann told\n\n"
        "Marlow Bulletin - 9 March      3\n\f\nthe meeting in the hall. Opponents said that the plan would\n"
        "harm the salmon.\n"
    )
    found = units(text)
    assert [unit.kind for unit in found] == ["line", "page"]
    assert "Petra Vann told the meeting in the hall." in found[0].text


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


PIECES = [
    "The council of Tavermoor met on Tuesday to talk about the bar-",
    "rier across the Lune, which has been shut since the flood of",
    "March. Members voted nine to four for a new one, and the",
    "mayor said so.",
    "塔尔穆尔市议会星期二讨论了自三月洪水以来一直关闭的大",
    "桥。九名议员赞成建新桥，四人反对。",
    "Marlow Bulletin      3",
    "- 4 -",
    "\f",
    "",
    "  - Anna Maria",
    "Severity: 7.5",
    "im Wald-",
    "und Wiesen\u00ad",
    "weg",
    "\ufeff",
]


def test_the_head_of_one_page_is_that_of_all():
    head = "MARLOW BULLETIN\n{}\n\n"
    text = (
        f"{head.format(1)}Barrier to be built\n\nThe council voted on Monday to build a wall, it told a\n\n"
        f"{head.format(2)}meeting. Work begins in June.\n\n{head.format(3)}It takes two years.\n"
    )
    assert [unit.text for unit in units(text) if unit.kind == "line"] == [
        "Barrier to be built",
        "The council voted on Monday to build a wall, it told a meeting. Work begins in June.",
        "It takes two years.",
    ]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14), st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_every_letter_of_wrapped_text_stands_in_one_unit_where_the_file_has_it(lines, end):
    text = end.join(lines)
    found = units(text)
    assert Counter(filter(str.isalnum, text)) == Counter(
        filter(str.isalnum, "".join(unit.text for unit in found))
    )
    for unit in found:
        places = [unit.place(index, index + 1) for index in range(len(unit.text))]
        assert places == sorted(places)
        for letter, (start, stop) in zip(unit.text, places, strict=True):
            assert text[start:stop] == letter or letter == " "
