"""Term tables: what the package ships, and what a word weighs."""

from __future__ import annotations

import pytest

from sitegen.text import lexicon as terms


def weight(word, language):
    return terms.weights(language).weight(word)


def zipf(word, language):
    return terms.table(language).zipf(word)


@pytest.mark.parametrize("language", sorted(terms.LANGUAGES))
def test_every_named_language_has_a_table(language):
    for table in (terms.table(language), terms.weights(language)):
        assert len(table.ranks) == len(table.values) > 2000


@pytest.mark.parametrize("language", ["en", "de", "es", "fr", "it", "nl", "pt"])
def test_weights_run_from_one_to_that_of_an_unknown_word(language):
    table = terms.weights(language)
    weights = [table.weight(term) for term in table.ranks]
    assert min(weights) >= 1
    assert max(weights) <= terms.UNKNOWN


def test_a_rare_word_weighs_more_than_a_common_one():
    assert weight("the", "en") < weight("harbour", "en") < weight("zzyzxian", "en")


def test_a_stock_word_of_one_domain_is_not_rare():
    assert weight("dlrs", "en") < weight("umbrella", "en")


def test_zipf_frequency_is_the_power_of_ten_in_a_thousand_million_words():
    assert 7.6 < zipf("the", "en") < 7.8
    assert 5.9 < zipf("nicht", "de") < 7.1
    assert zipf("zzyzxian", "en") == 0


def test_norwegian_is_found_under_each_of_its_codes():
    assert zipf("ikke", "no") == zipf("ikke", "nn") == zipf("ikke", "nb") > 6


def test_without_a_table_short_words_weigh_less():
    assert weight("ag", "ga") < weight("slándála", "ga") <= terms.UNKNOWN


def test_forms_of_a_word_weigh_the_same():
    assert weight("harbour", "en") == weight("harbours", "en") < terms.UNKNOWN


def test_in_an_unknown_language_a_word_that_english_has_not_is_no_rarity():
    assert weight("harbour", "und") == weight("harbour", "en")
    assert weight("qzx", "und") < weight("qzx", "en") == terms.UNKNOWN


def test_a_language_code_is_never_a_file_name():
    assert terms.table("../data/en").ranks == {}
