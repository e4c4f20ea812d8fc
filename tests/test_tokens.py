"""Tokens: what counts as one word, number or day, whatever its spelling."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.text import lexicon
from sitegen.text.tokens import DAY, NUMBER, folded, folded_with_places, tokens
from sitegen.text.values import slots


def keys(text, language="en", published=None):
    """Keys of the tokens that weigh anything."""
    return [token.key for token in tokens(text, language, published) if token.weight]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("The theatre's colour", "The theater's color"),
        ("They organise defence", "They organize defense"),
        ("12,000 saplings", "twelve thousand saplings"),
        ("five per cent", "5%"),
        ("the Second World War", "World War II"),
        ("World War Two", "WW2"),
        ("don’t move", "don't move"),
        ("The mayor was killed", "The mayor died"),
        ("the U.N. envoy", "the UN envoy"),
    ],
)
def test_two_spellings_are_one(one, two):
    assert keys(one) == keys(two)


def test_tokens_know_their_place():
    text = "Okoro’s 12 boats didn’t sink on Monday."
    assert [text[token.start : token.end] for token in tokens(text, "en")] == [
        "Okoro’s", "12", "boats", "didn’t", "sink", "on", "Monday",
    ]  # fmt: skip


def test_function_words_and_verbs_of_reporting_weigh_nothing():
    assert keys("The mayor said that he is the mayor") == ["mayor", "mayor"]


def test_rare_words_weigh_more():
    harbour, house = (next(iter(tokens(word, "en"))).weight for word in ("lighthouse", "house"))
    assert harbour > house


def test_numbers_and_days_are_known_as_such():
    bits = [token.bits for token in tokens("12 boats sank on Monday", "en")]
    assert bits[0] & NUMBER
    assert bits[-1] & DAY


def test_a_plan_is_a_doubt_only_before_to():
    plans, noun = (tokens(text, "en")[1] for text in ("council plans to build", "council plans for water"))
    assert plans.bits & lexicon.MODAL
    assert not noun.bits & lexicon.MODAL


def test_weights_are_binary_fractions_so_that_sums_are_exact():
    text = "Nobody may cross the northern lighthouse bridge on Monday with 12 lanterns"
    assert all((token.weight * 1024).is_integer() for token in tokens(text, "en"))


def test_a_language_without_tables_still_has_tokens():
    assert keys("Zwrócono 12 łodzi", "xx") == ["zwrócono", "#12", "łodzi"]


def test_french_elisions_fall_away():
    assert keys("L’école d’Arlon", "fr") == keys("école Arlon", "fr")


FIGURES = st.lists(
    st.sampled_from([*"0123456789:.,-/ ", " laps ", "half a dozen", "2031", " May "]), max_size=14
)


@given(FIGURES.map("".join), st.sampled_from(["en", "de", "fr"]))
def test_every_value_of_a_sentence_has_a_token(figures, language):
    text = f"She won in {figures}"
    spans = {(token.start, token.end) for token in tokens(text, language)}
    assert spans >= {(slot.start, slot.end) for slot in slots(text, language)}


FORMS = [
    (
        "The café in São Tomé shut on Tuesday.",
        unicodedata.normalize("NFD", "The café in São Tomé shut on Tuesday."),
    ),
    ("The official confirmed five floods.", "The o\ufb03cial con\ufb01rmed \ufb01ve \ufb02oods."),
    ("We will reopen in ten days.", "We will re\u00adopen in ten\u200b days."),
    ("서울에서 불이 났다.", unicodedata.normalize("NFD", "서울에서 불이 났다.")),
    ("ガスは12時に止まった。", unicodedata.normalize("NFD", "ガスは１２時に止まった。")),
]


@pytest.mark.parametrize(("plain", "odd"), FORMS)
def test_letters_that_look_alike_are_one(plain, odd):
    assert plain != odd
    assert [token.key for token in tokens(odd, "en")] == [token.key for token in tokens(plain, "en")]


@given(st.text(alphabet="ae\u0301\u00ad\ufb01 1.\u3099カ\u200b가"))
def test_each_place_of_a_folded_text_is_one_of_the_text(text):
    plain, places = folded_with_places(text)
    assert plain == folded(text)
    assert places is None or (places[-1], len(places)) == (len(text), len(plain) + 1)
    assert places is None or places == sorted(places)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("zh", "仓库起火，两名工人受伤。", "仓库起火，三名工人受伤。"),
        ("zh", "损失约三百四十万元。", "损失约三百二十万元。"),
        ("zh", "鱼价上涨了百分之三点五。", "鱼价上涨了百分之四点五。"),
        ("ja", "三人がけがをした。", "四人がけがをした。"),
        ("ko", "작업자 두 명이 다쳤다.", "작업자 세 명이 다쳤다."),
    ],
)
def test_numerals_with_counters_are_numbers(language, one, other):
    numbers = [
        [token.key for token in tokens(text, language) if token.bits & NUMBER] for text in (one, other)
    ]
    assert [len(found) for found in numbers] == [1, 1]
    assert numbers[0] != numbers[1]
    rest = [
        [token.key for token in tokens(text, language) if not token.bits & NUMBER] for text in (one, other)
    ]
    assert rest[0] == rest[1]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "仓库存放的是纸张和棉布"),
        ("ja", "渡し船は無料だ"),
        ("th", "ไฟไหม้อู่รถรางเก่า"),
        ("hi", "पुल मार्च में बंद हुआ"),
    ],
)
def test_text_without_blanks_has_words_and_marks_part_none(language, text):
    assert len(tokens(text, language)) > 3
    assert not any(text[token.start : token.end].strip() == "" for token in tokens(text, language))


def test_one_is_an_article_before_things_and_a_number_before_people():
    assert not any(token.bits & NUMBER for token in tokens("码头一座仓库起火。", "zh"))
    assert any(token.bits & NUMBER for token in tokens("码头一人受伤。", "zh"))
