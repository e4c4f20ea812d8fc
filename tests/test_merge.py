"""What a digest owes its sources: every sentence accounted for, every clash on the page, every fact once."""

import re
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.digest import merge, siglum
from sitegen.model import Aside, Sentence, Story

CASES = Path(__file__).parent / "cases" / "merge"


def story(path, *sentences, published=None, title=None, language="en", asides=()):
    """A story whose file is its sentences, a line each."""
    found, at = [], 0
    for paragraph, text in enumerate(sentences):
        found.append(Sentence(text, at, at + len(text), paragraph))
        at += len(text) + 1
    return Story(
        path, tuple(found), tuple(asides), language=language, published=published, title=title, outlet=path[0]
    )


def cases():
    """Every case of the folder: its title, its stories and what is expected of them."""
    for file in sorted(CASES.glob("*.txt")):
        for block in file.read_text(encoding="utf-8").split("\n\n"):
            title, *lines = block.strip().split("\n")
            sources, expected, here = {}, {}, None
            for line in lines:
                if line.startswith("== "):
                    here = sources.setdefault(line[3:], [])
                elif line.startswith("-- "):
                    here = expected.setdefault(line[3:], [])
                else:
                    here.append(line)
            yield pytest.param(sources, expected, id=title)


def language_of(text):
    """The language of a case, by its commonest words."""
    words = set(text.lower().split())
    return "de" if {"die", "der"} & words or "haushalte" in words else "es" if "el" in words else "en"


@pytest.mark.parametrize(("sources", "expected"), list(cases()))
def test_a_group_is_merged_as_its_case_says(sources, expected):
    stories = [story(path, *said, language=language_of(" ".join(said))) for path, said in sources.items()]
    digest = merge(stories, {})
    folded = [entry.text for said in digest.statements for entry in said.citations if entry.folded]
    assert {
        "shown": sorted(said.text for said in digest.statements),
        "folded": sorted(folded),
        "dropped": sorted(entry.text for entry in digest.dropped),
    } == {kind: sorted(expected.get(kind, ())) for kind in ("shown", "folded", "dropped")}


WORDS = [
    "the", "harbour", "bridge", "closed", "Monday", "12", "300", "not", "may", "Okoro", "Revel", "north",
    "ferry", "on", "after", "cost", "crowns", "mayor", "and", "will", '"new"', "opened", "said", "He",
]  # fmt: skip
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(lambda words: " ".join(words) + ".")
groups = st.lists(st.lists(sentences, max_size=5), min_size=1, max_size=4)


def accounted(digest):
    """Where each sentence of the digest went: shown, folded or dropped."""
    homes = []
    for said in digest.statements:
        first, *others = said.citations
        homes.append((first.story, first.start))
        homes += [(entry.story, entry.start) for entry in others if entry.folded]
    return homes + [(entry.story, entry.start) for entry in digest.dropped]


@settings(max_examples=30)
@given(groups)
def test_every_sentence_is_accounted_for_exactly_once(texts):
    stories = [story(f"{at}.txt", *said) for at, said in enumerate(texts)]
    told = [(each.path, said.start) for each in stories for said in each.sentences]
    assert sorted(accounted(merge(stories, {}))) == sorted(told)


@settings(max_examples=30)
@given(groups)
def test_the_order_of_the_stories_does_not_matter(texts):
    stories = [story(f"{at}.txt", *said) for at, said in enumerate(texts[:3])]
    first, *others = [merge(list(order), {}) for order in permutations(stories)]
    assert all(digest == first for digest in others)


@settings(max_examples=30)
@given(groups)
def test_what_is_dropped_stands_under_the_statement_that_covers_it(texts):
    digest = merge([story(f"{at}.txt", *said) for at, said in enumerate(texts)], {})
    cited = {
        (said.id, entry.story, entry.start, entry.folded)
        for said in digest.statements
        for entry in said.citations
    }
    for entry in digest.dropped:
        assert (entry.reason.removeprefix("covered by "), entry.story, entry.start, False) in cited


@settings(max_examples=30)
@given(groups)
def test_no_number_leaves_the_page_for_another(texts):
    digest = merge([story(f"{at}.txt", *said) for at, said in enumerate(texts)], {})
    gone = {(entry.reason, entry.story, entry.start) for entry in digest.dropped}
    for said in digest.statements:
        for entry in said.citations:
            if entry.folded or (f"covered by {said.id}", entry.story, entry.start) in gone:
                assert numbers(entry.text) <= numbers(said.text)
            if not entry.partial:
                assert numbers(said.text) <= numbers(entry.text)


def numbers(text):
    """The figures of a text."""
    return set(re.findall(r"\d+", text))


def test_a_single_story_keeps_its_sentences_in_order():
    digest = merge([story("a.txt", "One lamp fell.", "Two lamps fell.")], {"a.txt": 1})
    assert [said.text for said in digest.statements] == ["One lamp fell.", "Two lamps fell."]
    assert [said.kind for said in digest.statements] == ["unique", "unique"]


def test_a_story_without_sentences_is_still_a_source():
    digest = merge([story("a.txt"), story("b.txt", "One lamp fell.")], {})
    assert [source.story for source in digest.sources] == ["a.txt", "b.txt"]
    assert [said.text for said in digest.statements] == ["One lamp fell."]


def test_what_was_set_aside_keeps_its_rule():
    aside = Aside("READ MORE", 15, 24, "furniture/read-more")
    digest = merge([story("a.txt", "One lamp fell.", asides=[aside])], {})
    assert [(entry.text, entry.reason) for entry in digest.dropped] == [("READ MORE", "furniture/read-more")]


def test_sources_are_lettered_by_date_then_path():
    stories = [
        story("z.txt", "One lamp fell.", published="2026-03-01"),
        story("a.txt", "Two doors shut.", published="2026-03-02"),
        story("b.txt", "Rain came."),
    ]
    digest = merge(stories, {"z.txt": 2, "a.txt": 1, "b.txt": 3})
    assert [(source.siglum, source.story, source.voice) for source in digest.sources] == [
        ("A", "z.txt", 2),
        ("B", "a.txt", 1),
        ("C", "b.txt", 3),
    ]
    assert digest.published == "2026-03-01"


def test_letters_go_on_behind_z():
    assert [siglum(number) for number in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]


def test_the_headline_is_the_one_most_like_the_others():
    said = "The harbour bridge closed after a barge struck it."
    titles = ["Chaos!", "Harbour bridge closed after barge strike", "Barge strikes harbour bridge"]
    digest = merge([story(f"{at}.txt", said, title=title) for at, title in enumerate(titles)], {})
    assert digest.title == "Harbour bridge closed after barge strike"


def test_without_a_headline_the_first_statement_is_the_title():
    assert merge([story("a.txt", "One lamp fell.", "Rain came.")], {}).title == "One lamp fell."


def test_new_words_of_a_folded_passage_are_marked():
    shown = "The tram depot on Quarry Lane burned for six hours and 14 trams were destroyed."
    folded = "14 trams went up in flames at the Quarry Lane depot."
    digest = merge([story("a.txt", shown), story("b.txt", folded)], {})
    entry = next(entry for said in digest.statements for entry in said.citations if entry.folded)
    assert [folded[start:end] for start, end in entry.new] == ["went", "flames"]


def test_a_shade_is_a_new_word_of_a_folded_passage():
    shown = "Keeper Joan Abara climbed the tower of Cape Morrow on Tuesday night to light the old lamp."
    folded = "Keeper Joan Abara had already climbed the tower of Cape Morrow on Tuesday night."
    digest = merge([story("a.txt", shown), story("b.txt", folded)], {})
    entry = next(entry for said in digest.statements for entry in said.citations if entry.folded)
    assert [folded[start:end] for start, end in entry.new] == ["already"]


def test_reprints_are_cheap_and_told_once():
    said = [
        f"Stall {number} of the Ostrow market sold {number * 7 + 100} jars of honey." for number in range(12)
    ]
    digest = merge([story(f"{at}.txt", *said) for at in range(40)], {f"{at}.txt": 1 for at in range(40)})
    assert len(digest.statements) == 12
    assert digest.voices == 1
    assert all(len(statement.stories) == 40 for statement in digest.statements)


def test_stories_in_two_languages_are_never_filed_under_each_other():
    english = story("a.txt", "Okoro Revel 300 Ostrow.", language="en")
    german = story("b.txt", "Okoro Revel 300 Ostrow, so.", language="de")
    assert len(merge([english, german], {}).statements) == 2
