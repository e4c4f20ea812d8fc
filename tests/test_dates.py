from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.languages import codes
from sitegen.text.dates import parse
from sitegen.text.running_dates import find, resolve
from sitegen.text.values import slots

WEDNESDAY = date(2026, 5, 6)


def cases(name):
    lines = (Path(__file__).parent / "cases" / "dates" / name).read_text(encoding="utf-8").splitlines()
    return [tuple(part.strip() for part in line.split("|")) for line in lines if not line.startswith("#")]


def written(line):
    *value, day = line
    return " | ".join(value), day


@pytest.mark.parametrize(("text", "day"), [written(line) for line in cases("values.txt")])
def test_a_metadata_value_is_read_as_its_day_or_not_at_all(text, day):
    found = parse(text)
    assert (found.isoformat() if found else "") == day


@pytest.mark.parametrize(("language", "text", "expected"), cases("running.txt"))
def test_dates_in_running_text(language, text, expected):
    kinds = {"date", "weekday", "relative", "month", "year"}
    days = [slot for slot in slots(text, language, WEDNESDAY.isoformat()) if slot.kind in kinds]
    found = [f"{text[day.start : day.end]} = {day.key}" for day in days]
    assert "; ".join(found) == expected


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("It burnt on Monday.", "2026-05-04"),
        ("It burnt on Wednesday.", "2026-05-06"),
        ("The bridge will reopen on Monday.", "2026-05-11"),
        ("It stays shut until Friday.", "2026-05-08"),
        ("The bridge opened on Monday by a narrow vote.", "2026-05-04"),
        ("The pier was damaged by fire Monday night.", "2026-05-04"),
        ("Those who died on Monday, will be remembered.", "2026-05-04"),
        ("On Monday, the council will vote.", "2026-05-11"),
        ("It was late by Monday, the council said on Friday.", "2026-05-11"),
        ("The council said on Monday that it will appeal.", "2026-05-04"),
        ("It burnt on Monday. The town will rebuild.", "2026-05-04"),
        ("The council met on Monday to reject the planned dam.", "2026-05-04"),
        ("The court ruled on Monday that the road will be built.", "2026-05-04"),
        ("A strike is planned on Monday.", "2026-05-11"),
        ("The town will rebuild. It burnt on Monday.", "2026-05-04"),
        ("A tug is to pull the ferry free on Monday.", "2026-05-11"),
        ("The next round is set for Monday.", "2026-05-11"),
        ("The trial opens on Monday.", "2026-05-11"),
        ("The council, which meets in the old mill, sat on Monday.", "2026-05-04"),
        ("Trial opens on Monday", "2026-05-04"),
        ("Boats in the harbour on Monday.", "2026-05-04"),
    ],
)
def test_a_weekday_is_the_last_one_unless_the_sentence_looks_ahead(text, day):
    assert resolve(find(text, "en")[0], WEDNESDAY).isoformat() == day


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Ein Schlepper soll die Fähre am Montag freiziehen."),
        ("de", "Die nächste Runde ist für Montag angesetzt."),
        ("de", "Am Montag entscheidet das Gericht."),
        ("fr", "Un remorqueur doit dégager le ferry lundi."),
        ("fr", "Le tribunal se prononcera lundi."),
        ("es", "Un remolcador liberará el ferri el lunes."),
        ("pt", "Um rebocador soltará o barco na segunda-feira."),
        ("it", "Un rimorchiatore libererà il traghetto lunedì."),
        ("nl", "Een sleepboot moet de veerboot maandag lostrekken."),
    ],
)
def test_a_sentence_of_any_language_looks_ahead(language, text):
    assert resolve(find(text, language)[0], WEDNESDAY).isoformat() == "2026-05-11"


@pytest.mark.parametrize(
    ("published", "day"), [(date(2026, 1, 2), "2025-12-30"), (date(2026, 12, 1), "2026-12-30")]
)
def test_a_day_without_a_year_is_the_nearest(published, day):
    assert resolve(find("on 30 December", "en")[0], published).isoformat() == day


def test_a_leap_day_without_a_year_is_in_a_leap_year():
    assert resolve(find("on 29 February", "en")[0], date(2025, 3, 1)) == date(2024, 2, 29)


def test_a_month_has_no_day():
    assert resolve(find("in June 2024", "en")[0], WEDNESDAY) is None


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)))
def test_every_written_form_of_a_day_gives_the_day_back(day):
    forms = [
        day.isoformat(),
        f"{day:%a, %d %b %Y 00:00:00 +0000}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%d.%m.%Y}",
    ]
    assert {parse(form) for form in forms} == {day}
    assert {resolve(find(f"on {form}", "en")[0], day) for form in forms} == {day}


@given(st.text(), st.sampled_from([*codes(), "und"]))
def test_found_dates_are_in_order_apart_and_inside_the_text(text, language):
    edges = [edge for item in find(text, language) for edge in (item.start, item.end)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)


PIECES = [
    "6",
    "31",
    ".",
    " ",
    ",",
    "May",
    "Mai",
    "mayo",
    "de",
    "2026",
    "-",
    "/",
    "last",
    "Monday",
    "lunes",
    "İ",
    "l'an",
    "\n",
    "99",
]


@given(st.lists(st.sampled_from(PIECES)).map("".join), st.sampled_from([*codes()]))
def test_broken_dates_never_raise(text, language):
    found = find(text, language)
    assert all(item.start < item.end for item in found)
    assert all(resolve(item, WEDNESDAY) or item.day is None for item in found)
    parse(text)


FIRSTS = [(1391, (2012, 3, 20)), (1399, (2020, 3, 20)), (1400, (2021, 3, 21)), (1404, (2025, 3, 21))]


@pytest.mark.parametrize(("year", "day"), FIRSTS)
def test_a_year_of_the_solar_calendar_of_iran_begins_with_the_equinox(year, day):
    assert parse(f"شنبه 1 فروردین {year}") == date(*day)


@pytest.mark.parametrize("text", ["۲۰ اسفند ۱۴۰۴", "چهارشنبه ۲۰ اسفند ۱۴۰۴ - ۱۰:۳۰", "۲۰ حوت ۱۴۰۴"])
def test_a_day_of_the_solar_calendar_of_iran_is_read_in_its_own_figures(text):
    assert parse(text) == date(2026, 3, 11)


@pytest.mark.parametrize(
    "text",
    [
        "الأربعاء ٢١ رمضان ١٤٤٧هـ - ١١ مارس ٢٠٢٦م",
        "الأربعاء 11 مارس 2026 - 21 رمضان 1447 هـ",
        "民國一一五年三月十一日",
        "令和八年三月十一日",
        "昭和101年3月11日",
    ],
)
def test_a_day_in_an_eastern_count_of_years_or_beside_one_is_the_common_day(text):
    assert parse(text) == date(2026, 3, 11)
