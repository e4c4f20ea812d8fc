from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.text.datelines import date_prefix, dateline
from sitegen.text.sentences import LONGEST, split

CASES = Path(__file__).parent / "cases" / "sentences"


def cases():
    """(language, title, sentences) of every paragraph of the case files."""
    for path in sorted(CASES.glob("*.txt")):
        for block in path.read_text(encoding="utf-8").split("\n\n")[1:]:
            title, *sentences = block.strip("\n").split("\n")
            yield pytest.param(path.stem, sentences, id=f"{path.stem}: {title.lstrip('# ')}")


@pytest.mark.parametrize(("language", "sentences"), list(cases()))
def test_a_block_is_split_into_its_sentences(language, sentences):
    text = "".join(part[1:] if part[0] == "+" else f" {part}" for part in sentences)
    assert [text[start:end] for start, end in split(text, language)] == [
        part.lstrip("+") for part in sentences
    ]


MARKS = [
    '"',
    "“",
    "”",
    "«",
    "»",
    "„",
    "(",
    ")",
    ".",
    "...",
    "…",
    "?",
    "!",
    "。",
    " ",
    "\u00a0",
    "\n",
    "\0",
    "1.",
    "[12]",
]
WORDS = [
    "No",
    "no",
    "Pike",
    "said",
    "he",
    "U.S",
    "Dr",
    "z. B",
    "am",
    "24",
    "😂",
    "👩‍👩‍👧",
    "e\u0301",
    "שלום",
    "ferry.example.org/a",
    "\ud800",
]
texts = (
    st.text()
    | st.lists(st.sampled_from(MARKS + WORDS)).map("".join)
    | st.lists(st.sampled_from(MARKS + WORDS)).map(" ".join)
)
languages = st.sampled_from(["en", "de", "fr", "es", "pt", "it", "nl", "ru", "ar", "zh", "und", ""])


@given(texts, languages)
@example("a\r\nb. C\u2028d.", "en")
@example(" \x1c. A", "en")
@example("A\u00a0. B", "de")
@example("K.\u2028L\u3000. M", "en")
def test_sentences_cover_every_character_that_is_not_blank_once_and_in_order(text, language):
    spans = split(text, language)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(text[start:end] and text[start:end] == text[start:end].strip() for start, end in spans)
    gaps = zip([0, *edges[1::2]], [*edges[::2], len(text)], strict=True)
    assert not "".join(text[start:end] for start, end in gaps).strip()


@given(
    st.lists(
        st.sampled_from(["The ferry ran aground.", "Nobody was hurt.", "Who pays?", "She said so."]),
        min_size=1,
    )
)
def test_plain_sentences_are_found_whatever_stands_beside_them(sentences):
    text = " ".join(sentences)
    assert [text[start:end] for start, end in split(text, "en")] == sentences


@pytest.mark.parametrize(
    "text",
    [
        "word " * 20_000,
        "A b. " * 20_000,
        "(" * 50_000,
        "“" * 50_000,
        '"a. ' * 20_000,
        "… A" * 20_000,
        "😂 A" * 20_000,
        "x" * 1_000_000,
        "火。" * 60_000,
    ],
)
def test_hostile_lines_are_cut_into_pieces_of_a_bounded_length(text):
    spans = split(text, "en")
    assert spans[-1][1] == len(text.rstrip())
    assert max(end - start for start, end in spans) <= LONGEST


def test_a_window_ends_between_two_sentences():
    text = "The bell of Orm rang twice before the doors opened. " * 900
    assert {text[start:end] for start, end in split(text, "en")} == {text[:51]}


def test_an_endless_quotation_is_split_in_the_end():
    text = '"' + "We stay where we are. " * 60 + 'We do," she said.'
    assert len(split(text, "en")) > 50


@pytest.mark.parametrize(
    ("text", "prefix"),
    [
        ("date 2026-05-06 The ferry ran aground.", "date 2026-05-06 "),
        (" date 2026-05-06 The ferry ran aground.", " date 2026-05-06 "),
        ("2026-05-06 The ferry ran aground.", "2026-05-06 "),
        ("Published: 2026-05-06 | The ferry ran aground.", "Published: 2026-05-06 | "),
        ("Published: 6 May 2026, 10:15 | The ferry ran aground.", "Published: 6 May 2026, 10:15 | "),
        ("2026-05-06T10:15:00Z “We wait,” she said.", "2026-05-06T10:15:00Z "),
        ("Stand: 06.05.2026 | Die Fähre lief auf.", "Stand: 06.05.2026 | "),
    ],
)
def test_a_glued_date_is_cut_from_the_first_sentence(text, prefix):
    found = date_prefix(text)
    assert text[: found.length] == prefix
    assert found.published == date(2026, 5, 6)


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-06",
        "date 2026-05-06 ",
        "2026-05-06 was a calm day.",
        "2026-02-31 The ferry ran.",
        "6 May 2026 – The ferry ran aground.",
        "The ferry | 6 May 2026 | ran.",
    ],
)
def test_a_date_that_is_part_of_the_sentence_stays(text):
    assert date_prefix(text) is None


REST = "The ferry ran aground on a sandbank late on Monday night."


@pytest.mark.parametrize(
    ("opening", "place", "agency", "day"),
    [
        ("PORT ELLERY: ", "PORT ELLERY", None, None),
        ("PORT ELLERY — ", "PORT ELLERY", None, None),
        ("PORT ELLERY (Wharf News) - ", "PORT ELLERY", "Wharf News", None),
        ("PORT ELLERY, Corve, May 5 (Wharf News) — ", "PORT ELLERY, Corve", "Wharf News", "May 5"),
        ("ELLERN (adn) – ", "ELLERN", "adn", None),
        ("Ellern (adn) - ", "Ellern", "adn", None),
        ("MADRUELO, 3 sep (AGN).- ", "MADRUELO", "AGN", "3 sep"),
        ("Madruelo, España (AGN) - ", "Madruelo, España", "AGN", None),
        ("SÃO BENTO, 3 de maio (Costa) - ", "SÃO BENTO", "Costa", "3 de maio"),
        ("CORVE/ELLERY (Wharf) -- ", "CORVE/ELLERY", "Wharf", None),
        ("CORVE, May 5, 2026 /Wharf Wire/ -- ", "CORVE", "Wharf Wire", "May 5, 2026"),
        ("(Wharf News) — ", None, "Wharf News", None),
    ],
)
def test_a_dateline_tells_place_agency_and_day(opening, place, agency, day):
    found = dateline(opening + REST)
    assert (found.length, found.place, found.agency, found.published) == (len(opening), place, agency, day)


@pytest.mark.parametrize(
    "text",
    [
        REST,
        f"WATCH: {REST}",
        f"JUST IN: {REST}",
        f"EXCLUSIVE — {REST}",
        f"Pike: {REST}",
        f"Q: {REST}",
        f"Port Ellery - {REST}",
        "PORT ELLERY: Ferry aground",
        f"The ferry (Mary Ann) ran aground - {REST}",
    ],
)
def test_what_is_no_dateline_stays(text):
    assert dateline(text) is None


@given(texts)
def test_openings_are_inside_the_text(text):
    assert all(found is None or 0 < found.length < len(text) for found in (date_prefix(text), dateline(text)))


def test_a_result_in_capitals_is_no_dateline():
    assert dateline("OTTERS BEAT HERONS 20 - 10 in a game that nobody in the town had seen coming.") is None
