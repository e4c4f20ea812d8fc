"""The order of telling: what most stories agree on."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.digest.order import arrange, follow

places = st.lists(st.dictionaries(st.integers(0, 3), st.integers(0, 9), min_size=1), min_size=1, max_size=12)


def test_one_story_keeps_its_order():
    assert arrange([{0: 2}, {0: 0}, {0: 1}], [0]) == [1, 2, 0]


def test_two_stories_outvote_the_spine():
    spine_first = [{0: 0, 1: 1, 2: 1}, {0: 1, 1: 0, 2: 0}]
    assert arrange(spine_first, [0, 1, 2]) == [1, 0]


def test_a_statement_of_another_story_stands_behind_its_predecessor_there():
    assert arrange([{0: 0, 1: 0}, {0: 1}, {1: 1}], [0, 1]) in ([0, 2, 1], [0, 1, 2])


def test_a_pronoun_follows_its_noun():
    assert follow([0, 1, 2, 3], {3: 0}) == [0, 3, 1, 2]


def test_statements_that_lean_on_each_other_are_still_told():
    assert sorted(follow([0, 1, 2], {0: 1, 1: 0})) == [0, 1, 2]


@settings(max_examples=60)
@given(places)
def test_every_statement_is_told_once(given_places):
    assert sorted(arrange(given_places, [0, 1, 2, 3])) == list(range(len(given_places)))
