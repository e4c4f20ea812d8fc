"""Stages of one story: the newest version counts, in the text and in the headline, and nothing is lost."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace
from pages import context, made, renderer

from sitegen.digest import merge
from sitegen.digest.stages import EARLIER, Opening, grown, headline, moment, newest
from sitegen.group import voices
from sitegen.model import Difference, Sentence, Side, Story

MORNING = (
    "Three hikers are missing after an avalanche above Orvik on Tuesday night, the rescue service said.",
    "Forty helpers with dogs searched the slope for six hours.",
    "The hut's keeper, Ana Brill, had warned of fresh snow.",
    "The pass road is closed until noon.",
)
EVENING = (
    "Three hikers who were missing after an avalanche above Orvik have been found, the rescue service said.",
    "Sixty helpers with dogs searched the slope for nine hours.",
    "The hut's keeper, Ana Brill, had warned of fresh snow.",
    "They had sheltered in a barn.",
)
PORTRAIT = (
    "Ana Brill has kept the hut above Orvik for thirty years and knows every stone of the pass.",
    "She bakes at four in the morning and reads novels when it storms.",
)


def story(path, texts, outlet="Orvik Post", published="2026-02-04", time=None, title=None):
    starts = [sum(len(text) + 1 for text in texts[:place]) for place in range(len(texts))]
    told = tuple(
        Sentence(text, start, start + len(text), place)
        for place, (text, start) in enumerate(zip(texts, starts, strict=True))
    )
    return Story(path, told, (), "en", title, outlet, published=published, time=time)


def set_aside(stories):
    return [
        (piece.story, piece.text)
        for piece in merge(stories, voices(stories)).dropped
        if piece.reason == EARLIER
    ]


def test_a_new_version_takes_the_place_of_what_it_words_anew():
    old, new = story("b", MORNING, time="08:00"), story("a", EVENING, time="18:00")
    assert set_aside([old, new]) == [("b", MORNING[0]), ("b", MORNING[1])]


def test_what_a_new_version_does_not_take_up_stays():
    shown = merge([story("b", MORNING, time="08:00"), story("a", EVENING, time="18:00")], {}).statements
    assert MORNING[3] in {statement.text for statement in shown}


def test_the_outlet_is_one_whatever_the_case_of_its_letters():
    assert set_aside([story("a", MORNING, time="08:00"), story("b", EVENING, "ORVIK POST", time="18:00")])


def test_another_outlet_replaces_nothing():
    assert not set_aside([story("a", MORNING, time="08:00"), story("b", EVENING, "Valley Sun", time="18:00")])


def test_a_portrait_beside_the_report_is_no_new_version():
    assert not set_aside([story("a", MORNING, time="08:00"), story("b", PORTRAIT, time="18:00")])


def test_of_three_versions_the_last_counts():
    third = (EVENING[0].replace("found", "found alive"), *EVENING[1:])
    told = [
        story("a", MORNING, time="08:00"),
        story("b", EVENING, time="12:00"),
        story("c", third, time="18:00"),
    ]
    assert ("b", EVENING[0]) in set_aside(told)
    assert ("a", MORNING[0]) in set_aside(told)


def test_a_sentence_that_is_set_aside_is_in_one_place_of_its_file_only():
    found = newest([story("a", MORNING, time="08:00"), story("b", EVENING, time="18:00")])[0]
    spans = [(piece.start, piece.end) for piece in (*found.sentences, *found.asides)]
    assert sorted(spans) == [(each.start, each.end) for each in story("a", MORNING).sentences]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (("2026-02-04", "08:00", None, "b"), ("2026-02-04", "18:00", None, "a")),
        (("2026-02-04", "23:30-05:00", None, "a"), ("2026-02-05", "05:00+00:00", None, "b")),
        (("2026-02-04", None, "2026-02-04", "b"), ("2026-02-04", None, "2026-02-05", "a")),
        (("2026-02-04", None, None, "a"), ("2026-02-04", None, None, "b")),
        (("2026-02-04", None, None, "b"), (None, None, None, "a")),
    ],
)
def test_versions_go_by_day_and_time_then_by_update_then_by_path(earlier, later):
    assert moment(*earlier) < moment(*later)


def opened(title, first="", outlet="", at="2026-02-04"):
    return Opening(title, first, outlet, moment(at, None, None, title))


@pytest.mark.parametrize(
    ("titles", "chosen"),
    [
        (
            [
                ("Four dead in Tessel slide", "A", "2026-09-01"),
                ("Slide in Tessel: 13 dead", "B", "2026-09-03"),
            ],
            1,
        ),
        (
            [
                ("Bridge to close, mayor says", "A", "2026-09-01"),
                ("Correction: bridge stays open", "A", "2026-09-02"),
            ],
            1,
        ),
        ([("Will the bridge close?", "A", "2026-09-01"), ("Bridge closes in May", "B", "2026-09-02")], 1),
        (
            [("Closure: what we know", "A", "2026-09-01"), ("Bridge closes in May", "B", "2026-09-02")],
            1,
        ),
        ([("Four dead in slide", "A", "2026-09-01"), ("Four dead in slide at Tessel", "B", "2026-09-03")], 0),
        ([("Will it close?", "A", "2026-09-01")], 0),
        (
            [
                ("Orla bomb: 6,000 people must leave", "A", "2026-09-01"),
                ("Orla bomb defused, 7,200 people go home", "B", "2026-09-02"),
            ],
            1,
        ),
        (
            [
                ("Teacher held over Orla bells", "A", "2026-09-01"),
                ("Police let teacher go", "B", "2026-09-02"),
                ("Orla bells found in barn", "C", "2026-09-04"),
            ],
            2,
        ),
        (
            [
                ("Orla council keeps the slow clock", "A", "2026-09-01"),
                ("Orla: slow clock stays", "B", "2026-09-02"),
                ("I was there when time stood still", "C", "2026-09-03"),
            ],
            0,
        ),
        (
            [
                ("Bees stop trains at Orla", "A", "2026-09-01"),
                ("Bees halt Orla line", "B", "2026-09-01"),
                ("Line pays for bees at Orla", "C", "2026-09-02"),
            ],
            0,
        ),
    ],
)
def test_the_headline_is_that_of_the_newest_stage(titles, chosen):
    told = [opened(title, title, outlet, day) for title, outlet, day in titles]
    assert headline(told, "en") == titles[chosen][0]


def test_two_stories_of_one_outlet_are_one_voice():
    assert voices([story("a", MORNING), story("b", PORTRAIT, "orvik post")]) == {"a": 1, "b": 1}


def test_a_template_is_no_reprint():
    one = story(
        "a", ("Nine people were hurt when a bus hit a wall in Arle on Monday.", "The driver is 41."), "X"
    )
    other = story(
        "b", ("Two people were hurt when a bus hit a wall in Kelm on Monday.", "The driver is 56."), "Y"
    )
    assert voices([one, other]) == {"a": 1, "b": 2}


def test_agency_copy_that_a_paper_cut_and_added_to_is_the_agency_s_voice():
    own = (
        "The mayor of Arle wants a new wall.",
        "Her town has had four such crashes.",
        "Shops were shut.",
    ) * 2
    wire = replace(story("a", MORNING, "Orvik Post"), agency="Northern Wire")
    copy = replace(story("b", (*MORNING[:2], *own), "Valley Sun"), agency="NORTHERN WIRE")
    assert voices([wire, copy]) == {"a": 1, "b": 1}
    assert voices([wire, replace(copy, agency=None)])["b"] == 1


@pytest.mark.parametrize(
    ("titles", "chosen"),
    [
        (("Twelve dead in Orle blast", "Orle blast: toll rises to 19", "Inside the pit at Orle"), 1),
        (("Twelve dead in Orle blast", "Toll in Orle blast now 19", "Orle: 23 dead, search ends"), 2),
    ],
)
def test_a_headline_with_an_older_toll_gives_way_to_one_with_the_newest(titles, chosen):
    openings = [
        Opening(title, "The pit at Orle was sealed.", outlet, (f"2026-02-0{day}", "", ""))
        for day, (title, outlet) in enumerate(
            zip(titles, ("Vale FM", "Tull Sun", "Isle Post"), strict=True), 1
        )
    ]
    assert headline(openings, "en") == titles[chosen]


def test_a_story_without_a_day_is_no_later_stage():
    openings = [
        Opening("Nine dead in Orle blast", "Nine died.", "Vale FM", ("2026-02-02", "", "")),
        Opening("A statement on Orle", "Six people died.", "Tull Sun", moment(None, None, None, "z.txt")),
    ]
    assert headline(openings, "en") == "Nine dead in Orle blast"


def told(kind, *sides):
    """What becomes of a difference; each side is the day of its story and a number."""
    numbers = dict(enumerate(number for _, number in sides))
    stories = [
        story(f"{at}.txt", (f"{numbers[at]} miners died.",), f"Outlet {at}", day)
        for at, (day, _) in enumerate(sides)
    ]
    found = [Side(f"{at}.txt", "s1", number, 0, len(number)) for at, number in numbers.items()]
    return grown([Difference(kind, "miners", tuple(found))], stories)


def read(found):
    return [(each.kind, [side.text for side in each.sides]) for each in found]


MONDAY, TUESDAY, WEDNESDAY = "2026-09-07", "2026-09-08", "2026-09-09"


def test_a_toll_that_grows_over_days_is_one_line_of_stages():
    found = told("later", (WEDNESDAY, "23"), (MONDAY, "Twelve"), (TUESDAY, "19"))
    assert read(found) == [("later", ["Twelve", "19", "23"])]


def test_two_unlike_tolls_of_one_day_stay_a_difference():
    found = told("later", (MONDAY, "12"), (TUESDAY, "19"), (TUESDAY, "20"))
    assert read(found) == [("later", ["12", "19", "20"]), ("number", ["19", "20"])]


@pytest.mark.parametrize(
    "sides",
    [
        ((MONDAY, "23"), (TUESDAY, "19"), (WEDNESDAY, "12")),
        ((MONDAY, "12"), (TUESDAY, "19")),
        ((MONDAY, "12"), (TUESDAY, "12"), (TUESDAY, "19"), (WEDNESDAY, "15")),
        ((MONDAY, "12"), (None, "19"), (WEDNESDAY, "23")),
        ((MONDAY, "12"), (TUESDAY, "19 percent"), (WEDNESDAY, "23")),
    ],
)
def test_numbers_that_do_not_grow_day_by_day_stay_a_difference(sides):
    assert [each.kind for each in told("number", *sides)] == ["number"]


def test_any_count_that_rises_over_three_days_is_one_of_stages():
    found = told("number", (MONDAY, "eleven"), (TUESDAY, "16"), (WEDNESDAY, "19"))
    assert read(found) == [("later", ["eleven", "16", "19"])]


def test_the_page_shows_the_stages_and_no_clash():
    texts = (
        "Twelve miners died in a blast at the Orle pit on Monday, the operator said.",
        "Nineteen miners died in the blast at the Orle pit, the operator said on Tuesday.",
        "It is certain that 23 miners died in the blast at the Orle pit, the operator said.",
    )
    own = (
        "Gas had gathered in a side shaft.",
        "Forty men were brought up alive.",
        "The pit will not reopen.",
    )
    group = [
        story(f"{day}.txt", (text, other), f"Outlet {day}", day)
        for text, other, day in zip(texts, own, (MONDAY, TUESDAY, WEDNESDAY), strict=True)
    ]
    digest = merge(group, voices(group))
    page = made(renderer(), "index.html", digest, context(), {}).data.decode()
    line = re.search(r"<section class=\"differ stages\".*?</section>", page, re.DOTALL)[0]
    assert re.findall(r"<b>(\w+)</b>", line) == ["Twelve", "Nineteen", "23"]
    assert "id=differ" not in page
    assert all(each.kind != "disagreement" for each in digest.statements)


@pytest.mark.parametrize(
    "colour", ["A goat, a gale and a very long night", "Quarry flood: summary", "The day the water won"]
)
def test_a_headline_that_plays_on_the_news_gives_way_to_one_that_says_it(colour):
    plain = "Flooded quarry at Tennick traps eleven workers"
    openings = [
        Opening(colour, "Eleven workers are trapped in the flooded quarry at Tennick, its owner said.", "A"),
        Opening(plain, "A flood at the Tennick quarry has trapped eleven workers.", "B"),
        Opening("", "Water broke into the Tennick quarry at noon, and eleven workers are trapped.", "C"),
    ]
    assert headline(openings, "en") == plain


def test_a_headline_that_names_what_it_is_about_goes_before_one_that_does_not():
    first = "The council of Tennick sold the quarry on Monday."
    openings = [
        Opening("The council, the quarry and a bad day", first, "A"),
        Opening("A council and a quarry", first, "B"),
        Opening("Tennick sells", first, "C"),
    ]
    assert headline(openings, "en") == "Tennick sells"


def test_the_lede_is_of_the_newest_stage():
    days = ("2026-09-01", "2026-09-02", "2026-09-04")
    texts = (
        "Police in Orla have arrested the teacher Ida Tarn over the theft of the bells.",
        "The teacher Ida Tarn was released in Orla, where police still seek the bells.",
        "The stolen bells of Orla have been found in a barn, and a dealer was charged.",
    )
    group = [
        replace(story(f"{at}.txt", (text, "It rained."), f"Outlet {at}", day), title=f"Orla bells: part {at}")
        for at, (text, day) in enumerate(zip(texts, days, strict=True))
    ]
    digest = merge(group, voices(group))
    assert next(each.text for each in digest.statements if each.id == digest.lede) == texts[2]


def test_a_headline_stays_where_no_report_begins_with_the_words_of_any():
    openings = [
        Opening("The day the water won", "Rain fell.", "A"),
        Opening("Mud, sweat, tea", "It rained.", "B"),
    ]
    assert headline(openings, "en") == "The day the water won"
