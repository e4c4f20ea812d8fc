"""Numbers and amounts in languages whose words are generated."""

import pytest

from sitegen.text.values import slots


@pytest.mark.parametrize(
    ("language", "text", "key"),
    [
        ("de", "Sechsundzwanzig Boote sanken.", "26"),
        ("de", "Es kamen hundertzwanzig Gäste.", "120"),
        ("it", "Trentadue barche sono affondate.", "32"),
        ("nl", "Vierentwintig boten zonken.", "24"),
        ("sv", "Tjugofyra båtar sjönk.", "24"),
        ("pl", "Zatonęło piętnaście łodzi.", "15"),
        ("ru", "Затонули пятнадцать лодок.", "15"),
    ],
)
def test_number_words_are_read_in_every_language_that_has_them(language, text, key):
    assert [slot.key for slot in slots(text, language) if slot.kind == "number"] == [key]


@pytest.mark.parametrize(
    ("language", "text", "unit", "value"),
    [
        ("it", "La strada è lunga 12 chilometri.", "m", 12_000),
        ("nl", "De brug is 90 meter lang.", "m", 90),
        ("ru", "Длина моста 90 метров.", "m", 90),
        ("sv", "Resan tog 3 timmar.", "min", 180),
        ("it", "Costa 40 euro.", "eur", 40),
    ],
)
def test_units_are_read_in_every_language_that_has_them(language, text, unit, value):
    (slot,) = slots(text, language)
    assert (slot.unit, slot.value) == (unit, value)


def test_a_blank_groups_thousands_where_a_comma_stands_before_decimals():
    assert [slot.key for slot in slots("Przyszło 12 500 osób.", "pl")] == ["12500"]
    assert [slot.key for slot in slots("In room 12 500 people sat.", "en")] == ["500"]
