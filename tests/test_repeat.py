"""Built files whose right answer is known: invented articles, each glued together in many ways."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.model import Sentence
from sitegen.read.furniture.repeats import is_near_copy, repeats

ARTICLES = [
    [line for line in block.splitlines() if line]
    for block in (Path(__file__).parent / "cases" / "repeats.txt").read_text(encoding="utf-8").split("\n\n")
]
POST = "Look at the size of these waves, somebody get that dog off the slipway please!"
LIGHT_EDITS = [
    (", which ", ", that "),
    (" about ", " some "),
    (" struck ", " hit "),
    (" could ", " can "),
    (" jedoch ", " aber "),
    (" angesehen", " angeschaut"),
    (", ", " "),
    (".", "!"),
]


def sentences(texts, gaps=()):
    """Sentences, each a paragraph of its own; before each index in `gaps` a paragraph was set aside."""
    result = []
    paragraph = 0
    for index, text in enumerate(texts):
        paragraph += index in gaps
        result.append(Sentence(text, 10 * index, 10 * index + 5, paragraph))
        paragraph += 1
    return result, sorted(set(range(paragraph)) - {one.paragraph for one in result})


def left(texts, gaps=()):
    """What is left of a file, in order."""
    gone = repeats(*sentences(texts, gaps))
    return [text for index, text in enumerate(texts) if index not in gone]


def edited(article, seed):
    """The article with three in ten sentences lightly edited."""
    chance = random.Random(seed)
    return [_edit(text) if chance.random() < 0.3 else text for text in article]


def _edit(text):
    """The text with the first of the edits that it allows."""
    return next((text.replace(old, new, 1) for old, new in LIGHT_EDITS if old in text), text)


@pytest.mark.parametrize("article", ARTICLES)
class TestOneArticle:
    def test_a_clean_article_is_left_alone(self, article):
        assert repeats(*sentences(article)) == {}

    def test_twice(self, article):
        assert left(article * 2) == article

    def test_twice_with_a_credit_between(self, article):
        assert left(article * 2, {len(article)}) == article

    def test_three_times(self, article):
        assert left(article * 3) == article

    def test_the_tail_first_and_a_headline_between(self, article):
        tail = article[5:]
        assert left(tail + article, {len(tail)}) == article

    def test_the_tail_first_without_a_headline(self, article):
        assert left(article[5:] + article) == article

    def test_the_first_half_again_behind_the_article(self, article):
        assert left(article + article[:5]) == article

    def test_the_first_half_again_and_a_new_sentence(self, article):
        assert left([*article, *article[:5], POST]) == [*article, POST]

    def test_the_first_half_before_the_article(self, article):
        assert left(article[:4] + article, {4}) == article

    def test_the_second_copy_lightly_edited(self, article):
        for seed in range(5):
            assert left([*article, *edited(article, seed)], {len(article)}) == article

    def test_posts_inside_the_second_copy(self, article):
        second = [*article[:3], POST, *article[3:]]
        assert left(article + second, {len(article) + 3, len(article) + 4}) == [*article, POST]

    def test_posts_inside_the_first_copy(self, article):
        first = [*article[:3], POST, *article[3:]]
        assert left(first + article, {3, 4, len(first)}) == [POST, *article]

    def test_a_pull_quote(self, article):
        quote = max(article[3:], key=len)
        assert left([*article[:2], quote, *article[2:]], {2, 3}) == article

    def test_the_lead_as_a_standfirst(self, article):
        assert left([article[0], *article], {1}) == article

    def test_halves_swapped_in_the_second_copy(self, article):
        assert left(article + article[5:] + article[:5]) == article

    def test_nothing_unique_is_lost_however_the_parts_lie(self, article):
        for seed in range(40):
            texts, gaps = _shuffled(article, random.Random(seed))
            assert set(left(texts, gaps)) == set(texts)


def _shuffled(article, chance):
    """Stretches of the article in any order, with posts and gaps between."""
    texts = []
    gaps = set()
    for _ in range(chance.randint(1, 5)):
        start = chance.randrange(len(article))
        texts += article[start : chance.randint(start, len(article)) + 1]
        if chance.random() < 0.5:
            texts.append(f"{POST} {len(texts)}")
        if chance.random() < 0.5:
            gaps.add(len(texts))
    return texts, gaps


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("About 2,000 birds have died there since May.", "About 2,300 birds have died there since May."),
        ("The court did find him guilty of the theft.", "The court did not find him guilty of the theft."),
        ("A man of the village was hurt in the fire.", "A woman of the village was hurt in the fire."),
        ("The bridge will open again to cars on Monday.", "The bridge will open again to cars on Tuesday."),
        ("The mayor met Ada Quill in the old town hall.", "The mayor met Tom Quill in the old town hall."),
        ("Two of the boats were lost in the storm.", "Three of the boats were lost in the storm."),
        ("The price of oats rose by a tenth in spring.", "The price of oats fell by a tenth in spring."),
        ("Die Brücke ist nach dem Brand wieder offen.", "Die Brücke ist vor dem Brand wieder offen."),
        ("Le pont est ouvert depuis lundi aux cars.", "Le pont n'est pas ouvert depuis lundi aux cars."),
    ],
)  # fmt: skip
def test_sentences_that_differ_in_what_they_say_are_no_copies(one, other):
    assert not is_near_copy(one, other)
    article = ARTICLES[0]
    second = [*article[:4], other, *article[4:]]
    assert other in left([*article[:4], one, *article[4:], *second])


def test_a_near_copy_outside_a_chain_stays():
    one = "The yard said that it would build the boats in the old shed."
    other = "The yard said it would build the boats in the old shed."
    assert is_near_copy(one, other)
    assert left([one, *ARTICLES[0], other]) == [one, *ARTICLES[0], other]


def test_a_short_refrain_stays():
    article = ARTICLES[0]
    texts = [*article[:3], "He said no.", *article[3:6], "He said no.", *article[6:]]
    assert left(texts) == texts


def test_a_longer_wording_in_the_copy_that_goes_stays():
    article = ARTICLES[0]
    longer = "The keeper rang the bell for an hour, then he went down to the boats with his lamp and a rope."
    shorter = "The keeper rang the bell for an hour, then he went down to the boats with his lamp."
    assert longer in left([*article[:4], shorter, *article[4:], *article[:4], longer, *article[4:]])


def test_ten_thousand_equal_lines_become_one():
    line = "The ferry to the outer islands stayed in port for a third day because of the gale."
    assert left([line] * 10_000) == [line]


@given(
    st.lists(st.sampled_from([*ARTICLES[0], "He said no.", "So did she."]), max_size=30),
    st.sets(st.integers(0, 29)),
)
def test_what_goes_is_kept_elsewhere(texts, gaps):
    kept = repeats(*sentences(texts, gaps))
    assert all(texts[gone] == texts[stays] for gone, stays in kept.items())
    assert not set(kept) & set(kept.values())
