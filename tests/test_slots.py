"""Amounts, days and the like in a sentence, with their exact spans."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.text.quantities import Slot, agree
from sitegen.text.values import slots


def read(text: str, language: str = "en", published: str | None = "2031-03-05") -> list[tuple[str, str, str]]:
    return [(slot.kind, slot.key, slot.unit) for slot in slots(text, language, published)]


def one(text: str, language: str = "en") -> Slot:
    (slot,) = slots(text, language, "2031-03-05")
    return slot


NUMBERS = [
    ("en", "about 1,450 geese", 1450),
    ("en", "eighty-five thousand bricks", 85_000),
    ("en", "nine thousand three hundred letters", 9300),
    ("en", "a hundred and one goats", 101),
    ("en", "two million three hundred thousand eggs", 2_300_000),
    ("en", "two dozen swans", 24),
    ("en", "half a dozen swans", 6),
    ("en", "half a million swans", 500_000),
    ("en", "one and a half million swans", 1_500_000),
    ("en", "a quarter of a million swans", 250_000),
    ("de", "eine halbe Million Schwäne", 500_000),
    ("es", "por medio de una docena de cisnes", 12),
    ("fr", "un demi-million de cygnes", 500_000),
    ("en", "a dozen swans", 12),
    ("en", "2.5 million bees", 2_500_000),
    ("en", "one swan", 1),
    ("de", "vierunddreißig Gänse", 34),
    ("de", "zweihundertzwölf Gänse", 212),
    ("de", "fünfzehntausend Gänse", 15_000),
    ("de", "2.400 Gänse", 2400),
    ("de", "2,5 Millionen Bienen", 2_500_000),
    ("de", "zwei Dutzend Schwäne", 24),
    ("es", "treinta y una ocas", 31),
    ("es", "veintidós ocas", 22),
    ("es", "quinientas ocas", 500),
    ("es", "quince mil ocas", 15_000),
    ("es", "2.500 ocas", 2500),
    ("es", "dos mil millones de abejas", 2_000_000_000),
    ("fr", "quatre-vingt-dix-sept oies", 97),
    ("fr", "soixante et onze oies", 71),
    ("fr", "vingt et un cygnes", 21),
    ("fr", "deux cent trente oies", 230),
    ("fr", "85 000 oies", 85_000),
    ("fr", "une douzaine de cygnes", 12),
    ("pt", "vinte e uma gansas", 21),
    ("pt", "cento e vinte gansas", 120),
    ("pt", "trezentos mil gansos", 300_000),
]


@pytest.mark.parametrize(("language", "text", "value"), NUMBERS, ids=[text for _, text, _ in NUMBERS])
def test_digits_and_number_words_make_one_number(language, text, value):
    assert one(text, language).value == value


AMOUNTS = [
    ("en", "The bell weighs 2.4 tonnes.", "measure", "kg", 2400),
    ("en", "gusts of 70 mph", "measure", "km/h", 112.6531),
    ("en", "gusts of 112 kilometres an hour", "measure", "km/h", 112),
    ("en", "a path of 16 kilometres", "measure", "m", 16_000),
    ("en", "85 per cent", "percent", "%", 85),
    ("en", "12.5%", "percent", "%", 12.5),
    ("en", "two and a half hours", "duration", "min", 150),
    ("en", "two hours and ten minutes", "duration", "min", 130),
    ("en", "six weeks", "duration", "min", 60_480),
    ("en", "a 44-year-old diver", "age", "age", 44),
    ("en", "for $3.5 million", "money", "usd", 3_500_000),
    ("en", "for £3m", "money", "gbp", 3_000_000),
    ("en", "for 229 crowns", "money", "crown", 229),
    ("en", "a 5.8-magnitude quake", "measure", "magnitude", 5.8),
    ("de", "rund 600 Tonnen", "measure", "kg", 600_000),
    ("de", "drei Millionen Euro", "money", "eur", 3_000_000),
    ("de", "zweieinhalb Stunden", "duration", "min", 150),
    ("de", "ein 52-jähriger Fahrer", "age", "age", 52),
    ("es", "3,5 millones de euros", "money", "eur", 3_500_000),
    ("es", "un hombre de 45 años", "age", "age", 45),
    ("fr", "2,5 millions d'euros", "money", "eur", 2_500_000),
    ("fr", "300 kilomètres à l'heure", "measure", "km/h", 300),
    ("pt", "R$ 300", "money", "brl", 300),
]


@pytest.mark.parametrize(
    ("language", "text", "kind", "unit", "value"), AMOUNTS, ids=[row[1] for row in AMOUNTS]
)
def test_units_and_currencies_come_to_one_base(language, text, kind, unit, value):
    slot = one(text, language)
    assert (slot.kind, slot.unit) == (kind, unit)
    assert slot.value == pytest.approx(value, rel=1e-3)


def test_number_words_in_an_invalid_order_are_two_numbers():
    assert [slot.value for slot in slots("By four sixty metres of it had gone.", "en")] == [4, 60]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("some 40 boats", "ap"),
        ("more than two dozen boats", "ge"),
        ("at least 40 boats", "ge"),
        ("up to 40 boats", "le"),
        ("as many as 40 boats", "le"),
        ("40 boats or more", ""),
        ("40 or more boats", "ge"),
        ("40 boats", ""),
    ],
)
def test_words_before_an_amount_bound_it(text, bound):
    assert one(text).bound == bound


@pytest.mark.parametrize(
    "text", ["an F-16", "the A320", "Covid-19", "Ward No. 12", "no one came", "one of them", "24/7"]
)
def test_what_counts_nothing_is_no_amount(text):
    assert read(text) == []


def test_vague_numbers_are_intervals():
    assert [(slot.value, slot.high) for slot in slots("dozens, hundreds of thousands", "en")] == [
        (20, 99),
        (200_000, 999_999),
    ]


def test_weekdays_become_the_day_they_mean():
    assert read("It sank on Monday.") == [("weekday", "2031-03-03", "")]
    assert read("It will be raised on Friday.") == [("weekday", "2031-03-07", "")]


def test_a_year_behind_a_determiner_is_a_year():
    assert [slot.kind for slot in slots("the 2024 charter binds 2024 towns", "en")] == ["year", "number"]


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("They won 3-1.", "score", "3-1"),
        ("version 2.4.1", "version", "2.4.1"),
        ("CVE-2031-12345 is open", "version", "cve-2031-12345"),
        ("at 3:40 pm", "time", "15:40"),
        ("the 80th fair", "ordinal", "80"),
        ("a marathon of 2:08:30", "time", "2:08:30"),
        ("She won in 1:30.6.", "duration", "1.51"),
        ("mixed 1:7.5 with water", "version", "1:7.5"),
    ],
)
def test_scores_versions_times_and_ordinals_have_kinds_of_their_own(text, kind, key):
    slot = one(text)
    assert (slot.kind, slot.key) == (kind, key)


AGREE = [
    ("120 geese", "120 geese", True),
    ("some 2,000 geese", "1,985 geese", True),
    ("some 2,000 geese", "some 2,300 geese", False),
    ("more than 170 geese", "180 geese", True),
    ("more than two dozen geese", "more than three dozen geese", False),
    ("up to 60 geese", "55 geese", True),
    ("up to 60 geese", "40 geese", False),
    ("4,982 geese", "5,000 geese", True),
    ("39 geese", "40 geese", False),
    ("dozens of geese", "47 geese", True),
    ("hundreds of geese", "47 geese", False),
    ("101 mph", "162 km/h", True),
    ("six weeks", "42 days", True),
    ("six weeks", "five weeks", False),
    ("162 km/h", "171 km/h", False),
]


@pytest.mark.parametrize(("left", "right", "same"), AGREE, ids=[f"{row[0]} / {row[1]}" for row in AGREE])
def test_amounts_agree_when_both_can_be_right(left, right, same):
    assert agree(one(left), one(right)) is same
    assert agree(one(right), one(left)) is same


WORDS = (
    "The ferry lost 12 1,450 2.5 £3m $40 4:30 3-1 two hundred and dozen thousand half of 16 km per cent",
    "hours on Monday 6 May 2031 über rund zwei Millionen Euro mil millones de quatre-vingt un",
    "– . , ( ) ' ’ % ß İ ² a",
)
PIECES = st.sampled_from([piece for row in WORDS for piece in row.split()])


@given(
    st.lists(PIECES, max_size=18).map(" ".join), st.sampled_from(["en", "de", "es", "fr", "pt", "it", "und"])
)
def test_slots_stand_in_order_inside_the_text_without_overlap(text, language):
    end = 0
    for slot in slots(text, language, "2031-03-05"):
        assert end <= slot.start < slot.end <= len(text)
        end = slot.end


@given(st.text(max_size=80), st.sampled_from(["en", "de", "fr"]))
def test_any_text_is_read(text, language):
    assert isinstance(slots(text, language, None), tuple)
