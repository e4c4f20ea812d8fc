from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.model import Unit
from sitegen.read.furniture import judge, judge_sentence, trim
from sitegen.read.furniture.rules import line_rule

CASES = Path(__file__).parent / "cases" / "clean"
FIRST = "The ferry to the outer islands stayed in port for a third day because of the gale."
SECOND = "Two hundred passengers have been waiting in the harbour since Friday, the company said."


def unit(text, **fields):
    return Unit(text, ((0, 0, -1),), **fields)


def judged(*texts):
    return judge([unit(text) for text in texts])


def lines_of(name):
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def cases_of(name):
    """The lines of a case file as (rule, text)."""
    return [tuple(part.strip() for part in line.split(" | ", 1)) for line in lines_of(name)]


PAGES = sorted(path.name for path in CASES.glob("page-*.txt"))
LOOKALIKES = lines_of("lookalikes.txt")


@pytest.mark.parametrize(("rule", "text"), cases_of("lines.txt"))
def test_a_leftover_line_is_set_aside_by_its_rule(rule, text):
    assert judged(FIRST, SECOND, text)[2] == rule


@pytest.mark.parametrize("text", LOOKALIKES)
def test_a_sentence_about_furniture_stays_wherever_it_stands(text):
    assert judged(FIRST, text, SECOND)[1] is None
    assert judged(FIRST, SECOND, text)[2] is None
    assert judged(text, FIRST, SECOND)[0] is None
    assert judged(FIRST, SECOND, "Share this article", "Most read", text)[4] is None
    assert judge_sentence(text) is None
    assert trim(text) == ()


@pytest.mark.parametrize("name", PAGES)
def test_no_body_line_of_a_copied_page_is_set_aside(name):
    lines = lines_of(name)
    rules = judged(*(line[2:] for line in lines))
    assert [line for line, rule in zip(lines, rules, strict=True) if line[0] == "-" and rule] == []


@pytest.mark.parametrize("name", PAGES)
def test_nine_in_ten_leftovers_of_a_copied_page_are_set_aside(name):
    lines = lines_of(name)
    rules = judged(*(line[2:] for line in lines))
    found = [rule is not None for line, rule in zip(lines, rules, strict=True) if line[0] == "*"]
    assert sum(found) >= 0.9 * len(found)


@pytest.mark.parametrize("text", lines_of("wire.txt"))
def test_a_terse_line_within_a_wire_report_stays(text):
    assert judged(FIRST, text, SECOND)[1] is None
    assert judge_sentence(text) is None


@pytest.mark.parametrize(("text", "kept"), [line.split(" => ") for line in lines_of("glued.txt")])
def test_a_glued_piece_goes_and_the_sentence_stays(text, kept):
    for start, end, _ in reversed(trim(text)):
        text = text[:start] + text[end:]
    assert text.strip() == kept


@pytest.mark.parametrize(
    "text",
    [
        "ADVERTISEMENT SPENDING FALLS AGAIN, SAYS COUNCIL.",
        "WATCH: a new clock will be hung in the tower.",
        "The union (which has 300 members) voted on Monday (and again on Friday).",
        "He gave three reasons: cost, cost and cost.",
        "The yard built 12 boats and sold nine - all of them red.",
        "The match ended 2/1.",
        "She had worked for the Press Association (PA).",
        "The harbour belongs to the county (since 1904).",
        "Im Hafen hing ein Schild. Foto: Die Halle steht noch immer.",
        "LIVE: Ada Quill, Tom Marr and The Deckhands play in the barn on Saturday.",
    ],
)
def test_nothing_is_trimmed_from_a_whole_sentence(text):
    assert trim(text) == ()


def test_links_under_a_heading_behind_the_text_belong_to_it():
    rules = judged(FIRST, SECOND, "Most read", "Ten ways to cook an eel", "Mayor's 3 cats go missing")
    assert rules[2:] == ["furniture/most-read"] * 3


def test_links_under_a_heading_within_the_text_end_at_the_next_sentence():
    rules = judged(FIRST, "Lesen Sie auch", "Neue Bänke für den Deich am Hafen", SECOND)
    assert rules == [None, "furniture/read-more", "furniture/read-more", None]


def test_the_line_before_the_text_is_the_headline_even_under_a_heading():
    rules = judged(
        "Related stories", "A word about eels", "Ferry stays in port for a third day", FIRST, SECOND
    )
    assert rules[2] == "head"


def test_an_embedded_post_is_set_aside_with_the_words_above_its_signature():
    rules = judged(
        FIRST,
        "BREAKING: look at these waves! #storm pic.birdsong.example/x81aB",
        "— Harbour Watch (@harbourwatch) May 6, 2026",
        SECOND,
    )
    assert rules == [None, "furniture/embedded-post", "furniture/embedded-post", None]


def test_a_sentence_above_a_post_stays():
    rules = judged(FIRST, SECOND, "— Harbour Watch (@harbourwatch) May 6, 2026")
    assert rules == [None, None, "furniture/embedded-post"]


def test_a_line_without_a_stop_is_the_headline_before_and_a_subhead_within_the_text():
    rules = judged("Ferry stays in port", FIRST, "A long wait", SECOND, FIRST)
    assert rules == ["head", None, "subhead", None, None]


@pytest.mark.parametrize(
    ("lines", "places"),
    [
        ((FIRST, "She wrote:", "“Ice lay on the quay. I shall wait.", "Come soon!”", SECOND), (1, 3)),
        ((FIRST, "The keeper told us:", SECOND, FIRST), (1,)),
        ((FIRST, SECOND, "Zuletzt rief er:", "„Das Tor hält, habe ich gesagt.", "Es hält!“"), (2, 4)),
    ],
)
def test_who_speaks_and_the_last_words_of_a_quotation_are_text(lines, places):
    assert [judged(*lines)[place] for place in places] == [None] * len(places)


def test_a_heading_with_a_colon_is_a_subhead():
    assert judged(FIRST, "The background:", SECOND, FIRST)[1] == "subhead"


def test_the_headline_in_the_middle_of_a_file_is_found_behind_the_agency():
    rules = judged(FIRST, SECOND, "Reuters", "Ferry to the islands stays in port", SECOND, FIRST)
    assert rules == [None, None, "meta/agency", "head", None, None]


def test_a_short_sentence_before_and_behind_the_text_stays():
    assert judged("He is alive.", FIRST, SECOND, "Nobody was hurt.") == [None] * 4


def test_notes_without_full_stops_keep_their_lines():
    notes = [
        "Harbour meeting",
        "Present: Ada, Tom, Lise",
        "Buy 20 ropes",
        "Paint the shed before May",
        "Next: 4 June",
    ]
    assert judged(*notes)[1:] == [None] * 4


def test_a_table_of_scores_stays():
    scores = ["Larkmoor 2 Tollgate 1", "Elme United 0 Tarnow 0", "Valmorel 3 Montesol 3"]
    assert judged(FIRST, *scores, SECOND)[1:4] == [None] * 3
    assert judged(FIRST, SECOND, *scores)[2:] == [None] * 3


def test_a_list_of_plain_words_stays():
    units = [unit(FIRST), *(unit(word, kind="item") for word in ("News", "Rope", "Tar")), unit(SECOND)]
    assert judge(units) == [None] * 5


def test_a_block_outside_the_article_is_named_by_its_words_or_as_outside():
    units = [
        unit("Share this article", main=False),
        unit("Larkmoor Packet", main=False),
        unit(FIRST, main=False),
    ]
    assert judge(units) == ["furniture/share", "furniture/not-main", "furniture/not-main"]


def test_links_outside_the_article_belong_to_the_heading_above_them():
    links = [
        unit(text, main=False, linked=len(text), kind="item")
        for text in ("Eels in spring", "A cat goes missing")
    ]
    units = [
        unit(FIRST),
        unit("Most read", main=False, kind="heading"),
        *links,
        unit("Larkmoor Packet", main=False),
    ]
    assert judge(units) == [None, *["furniture/most-read"] * 3, "furniture/not-main"]


def test_a_linked_line_without_a_stop_is_a_link_and_a_linked_sentence_is_not():
    title = "Why the islanders will not be moved from the old pier"
    units = [unit(FIRST), unit(title, linked=len(title)), unit(SECOND, linked=len(SECOND)), unit(FIRST)]
    assert judge(units) == [None, "furniture/related", None, None]


def test_captions_cells_and_code_are_named_for_what_they_are():
    units = [
        unit(FIRST, kind="caption"),
        unit("198 g", kind="cell"),
        unit("x = 1", kind="code"),
        unit(SECOND),
    ]
    assert judge(units) == ["caption", "table", "code", None]


def test_a_true_sentence_beside_a_notice_keeps_the_whole_line():
    line = "Sign up for our newsletter. The mayor of Larkmoor has resigned over the bridge, her office said."
    assert judged(FIRST, line, SECOND)[1] is None
    assert judge_sentence("Sign up for our newsletter.") == "furniture/newsletter"


def test_two_notices_in_a_line_go_together():
    line = "This site uses cookies. By using it you accept our cookie policy."
    assert line_rule(line) == "furniture/cookies"


@given(st.lists(st.text(min_size=1, max_size=90).map(str.strip).filter(bool), max_size=25))
def test_any_lines_are_judged_one_by_one(texts):
    assert len(judged(*texts)) == len(texts)


@given(st.text(max_size=200))
def test_trimmed_pieces_are_spans_in_order_that_leave_something(text):
    pieces = trim(text)
    places = [place for start, end, _ in pieces for place in (start, end)]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)
    assert not pieces or sum(end - start for start, end, _ in pieces) < len(text.strip())


@pytest.mark.parametrize(
    "line",
    [
        "Una Holm is a reporter for the Lune Echo covering transport.",
        "Lena Vogt ist Redakteurin im Ressort Wirtschaft.",
        "Claire Morin est journaliste au service économie.",
        "Clara Ruiz escribe sobre puertos en El Muelle.",
    ],
)
def test_a_line_on_the_author_at_the_end_is_set_aside(line):
    assert judged(FIRST, SECOND, line)[2] == "meta/author"


def test_a_line_on_a_person_of_whom_the_story_tells_stays():
    told = "Holm was arrested on the quay on Monday night and has not been seen since, her paper said."
    assert judged(FIRST, told, "Una Holm is a reporter for the Lune Echo covering transport.")[2] is None


def test_the_name_of_an_agency_that_is_credited_is_set_aside_where_it_stands_alone():
    assert judged(FIRST, "Corve Press", SECOND, "Photo: Corve Press")[1] == "meta/agency"
    assert judged(FIRST, "Corve Rovers", SECOND, "Photo: Corve Press")[1] != "meta/agency"
