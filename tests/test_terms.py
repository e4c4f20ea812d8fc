"""Term tables: what the package ships, and what a word weighs."""

from __future__ import annotations

import pytest

from sitegen.text import lexicon as terms


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
    assert terms.weight("the", "en") < terms.weight("harbour", "en") < terms.weight("zzyzxian", "en")


def test_a_stock_word_of_one_domain_is_not_rare():
    assert terms.weight("dlrs", "en") < terms.weight("umbrella", "en")


def test_zipf_frequency_is_the_power_of_ten_in_a_thousand_million_words():
    assert 7.6 < terms.zipf("the", "en") < 7.8
    assert 5.9 < terms.zipf("nicht", "de") < 7.1
    assert terms.zipf("zzyzxian", "en") == 0


def test_norwegian_is_found_under_each_of_its_codes():
    assert terms.zipf("ikke", "no") == terms.zipf("ikke", "nn") == terms.zipf("ikke", "nb") > 6


def test_without_a_table_short_words_weigh_less():
    assert terms.weight("ag", "ga") < terms.weight("slándála", "ga") <= terms.UNKNOWN


def test_forms_of_a_word_weigh_the_same():
    assert terms.weight("harbour", "en") == terms.weight("harbours", "en") < terms.UNKNOWN


def test_in_an_unknown_language_a_word_that_english_has_not_is_no_rarity():
    assert terms.weight("harbour", "und") == terms.weight("harbour", "en")
    assert terms.weight("qzx", "und") < terms.weight("qzx", "en") == terms.UNKNOWN


def test_a_language_code_is_never_a_file_name():
    assert terms.table("../data/en").ranks == {}
