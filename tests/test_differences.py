"""Differences between sources: found where they are, silent where two things only look alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import permutations
from pathlib import Path
from typing import NamedTuple

import pytest
from claims import story
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.compare.clash import Clashes
from sitegen.compare.corpus import Corpus
from sitegen.compare.finding import Discrepancy, Mention
from sitegen.compare.rules import RULES, SHOWN, differences, discrepancies, strength
from sitegen.digest import merge
from sitegen.model import Citation, Difference, Sentence, Statement, Story

CASES = Path(__file__).parent / "cases" / "differences"
LANGUAGES = {"english": "en", "german": "de", "spanish": "es", "french": "fr", "newsroom": "en"}
LINE = re.compile(r"([A-Z])(?: (\d{4}-\d\d-\d\d))? \| (.*)")


class Case(NamedTuple):
    title: str
    stories: tuple[Story, ...]
    expected: tuple[str, dict[str, str]] | None


def stated(*stories: Story) -> tuple[Statement, ...]:
    return tuple(
        Statement(f"{each.path}:{place}", "unique", (Citation(each.path, said.text, said.start, said.end),))
        for each in stories
        for place, said in enumerate(each.sentences)
    )


def shown(stories: Iterable[Story], statements: Iterable[Statement]) -> tuple[Difference, ...]:
    ranked = sorted(stories, key=lambda each: each.path)
    return differences(Corpus(ranked), list(statements))


def read(block: str, language: str) -> Case:
    title, *lines, verdict = block.strip().splitlines()
    stories = []
    for line in lines:
        match = LINE.fullmatch(line)
        assert match, line
        texts = [text.strip() for text in match[3].split(" | ")]
        stories.append(story(match[1], texts, language, match[2]))
    if verdict == "same":
        return Case(title, tuple(stories), None)
    kind, _, sides = verdict.partition(": ")
    return Case(title, tuple(stories), (kind, dict(re.findall(r"([A-Z]) (.+?)(?=, [A-Z] |$)", sides))))


def cases() -> Iterator[Case]:
    for name, language in LANGUAGES.items():
        for block in (CASES / f"{name}.txt").read_text(encoding="utf-8").split("\n\n"):
            yield read(block, language)


ALL = list(cases())


def found(case: Case) -> tuple[Difference, ...]:
    return shown(case.stories, stated(*case.stories))


def is_right(case: Case, difference: Difference) -> bool:
    if case.expected is None or difference.kind != case.expected[0]:
        return False
    sides = {side.story.removesuffix(".txt"): side.text for side in difference.sides}
    return all(
        text in sides.get(name, "") or sides.get(name, "-") in text for name, text in case.expected[1].items()
    )


def test_at_least_seven_of_ten_true_differences_are_found():
    true = [case for case in ALL if case.expected]
    missed = [case.title for case in true if not any(is_right(case, each) for each in found(case))]
    assert len(missed) <= 0.3 * len(true), missed


def test_at_least_nine_of_ten_differences_shown_are_true():
    shown = [(case, each) for case in ALL for each in found(case)]
    wrong = [(case.title, each.about) for case, each in shown if not is_right(case, each)]
    assert len(wrong) <= 0.1 * len(shown), wrong


@pytest.mark.parametrize("case", ALL, ids=[case.title for case in ALL])
def test_every_side_is_a_span_of_a_passage_that_its_statement_cites(case):
    statements = {statement.id: statement for statement in stated(*case.stories)}
    for difference in found(case):
        assert len({side.story for side in difference.sides}) >= 2
        for side in difference.sides:
            citation = statements[side.statement].citations[0]
            assert citation.story == side.story
            assert citation.text[side.start - citation.start : side.end - citation.start] == side.text


@pytest.mark.parametrize("case", [case for case in ALL if case.expected], ids=lambda case: case.title)
def test_what_a_difference_is_about_is_said_by_a_source(case):
    said = [sentence.text for each in case.stories for sentence in each.sentences]
    for difference in found(case):
        assert any(difference.about in text for text in said)


@given(st.randoms(use_true_random=False), st.sampled_from(ALL))
@settings(max_examples=60, deadline=None)
def test_the_order_of_stories_and_statements_does_not_matter(random, case):
    stories, statements = list(case.stories), list(stated(*case.stories))
    before = shown(stories, statements)
    random.shuffle(stories)
    assert shown(stories, statements) == before


def test_one_story_has_no_differences():
    alone = story("A", ["The mill burnt for three hours.", "The mill burnt for five hours."])
    assert shown([alone], stated(alone)) == ()


def test_reprints_of_one_sentence_are_a_side_each():
    a = story("A", ["The fair at Dell sold 300 pigs."])
    b = story("B", ["The fair at Dell sold 300 pigs."])
    c = story("C", ["The fair at Dell sold 450 pigs."])
    (difference,) = shown([a, b, c], stated(a, b, c))
    assert [(side.story, side.text) for side in sorted(difference.sides, key=lambda side: side.story)] == [
        ("A.txt", "300"),
        ("B.txt", "300"),
        ("C.txt", "450"),
    ]


def test_a_side_points_at_the_statement_whose_wording_it_is():
    a = story("A", ["The fair at Dell sold 300 pigs."])
    b = story("B", ["The fair at Dell sold 450 pigs."])
    said = Citation("A.txt", "The fair at Dell sold 300 pigs.", 0, 31)
    other = Citation("B.txt", "The fair at Dell sold 450 pigs.", 0, 31)
    statements = [
        Statement("s1", "shared", (other, said)),
        Statement("s2", "unique", (said,)),
    ]
    (difference,) = shown([a, b], statements)
    assert {side.story: side.statement for side in difference.sides} == {"A.txt": "s2", "B.txt": "s1"}


def test_a_passage_that_no_statement_cites_is_no_side():
    a = story("A", ["The fair at Dell sold 300 pigs."])
    b = story("B", ["The fair at Dell sold 450 pigs."])
    assert shown([a, b], stated(a)) == ()


def test_a_side_in_a_sentence_broken_by_markup_encloses_it():
    a = story("A", ["The fair at Dell sold 300 pigs."])
    text = "The fair at Dell sold 450 pigs."
    b = Story("B.html", (Sentence(text, 0, 50, 0, exact=False),), (), "en")
    statements = [*stated(a), Statement("b", "unique", (Citation("B.html", text, 0, 50, exact=False),))]
    (difference,) = shown([a, b], statements)
    side = next(side for side in difference.sides if side.story == "B.html")
    assert (side.text, side.start, side.end, side.exact) == ("450", 0, 50, False)


def test_thousands_of_days_are_not_all_held_against_each_other(monkeypatch):
    days = ("Monday", "Tuesday", "Friday")
    stories = [
        story(name, [f"Boat {at} was tarred again on {days[(at + shift) % 3]}." for at in range(40)])
        for shift, name in enumerate(("a.txt", "b.txt"))
    ]
    looked_at = []
    score = Clashes._days
    monkeypatch.setattr("sitegen.compare.clash.MOST_PAIRS", 50)
    monkeypatch.setattr(Clashes, "_days", lambda *pair: looked_at.append(pair) or score(*pair))
    shown(stories, stated(*stories))
    assert len(looked_at) <= 50


@pytest.mark.parametrize("verb", ["atribuye", "atribuyó", "atribuyen", "atribuyeron"])
def test_every_form_of_a_word_that_gives_a_cause_gives_it(verb):
    fire = "El incendio destruyó el molino de Orba y la policía lo {} a {}."
    one = story("a", [fire.format(verb, "un cortocircuito")], "es")
    other = story("b", [fire.format("atribuye", "un rayo")], "es")
    found = shown((one, other), stated(one, other))
    assert ["cortocircuito" in str(each) for each in found] == [True]


def test_the_surest_difference_comes_first():
    reports = [
        story("A", ["Eleven ships lay at anchor.", "The mayor did not resign on Friday.", "It rained."]),
        story("B", ["By noon 14 ships lay at anchor.", "The mayor did resign on Friday.", "It rained."]),
    ]
    corpus = Corpus(reports)
    sure = [point.score for point in discrepancies(corpus)]
    assert len(sure) > 1
    assert sure == sorted(sure, reverse=True)
    assert min(sure) >= SHOWN


def test_what_long_sentences_of_other_people_say_is_less_sure():
    tail = "while {} of the yard in {} told the council of the losses that a closed port would bring"

    def sure(*ends: str) -> float:
        corpus = Corpus([story(end, [f"At noon {number} ships lay at Helm {end}."])
                         for number, end in zip((11, 14), ends, strict=True)])  # fmt: skip
        sides = tuple(Mention(claim, claim.slots[0].start, claim.slots[0].end) for claim in corpus.claims)
        return strength(corpus, RULES[0], Discrepancy("number", 2.0, sides, "ships"))

    others = tail.format("Ada Klein", "Lund"), tail.format("Otto Lien", "Tollen")
    assert sure("still", "again") > sure(*others)


def test_labels_of_the_fit_hold_no_words():
    lines = (Path(__file__).parents[1] / "benchmarks" / "strengths.tsv").read_text("utf-8").splitlines()
    assert lines
    assert [line for line in lines if not re.fullmatch(r"[0-9a-f]{12}\t[01]", line)] == []


@pytest.mark.parametrize("case", [case for case in ALL if case.expected], ids=lambda case: case.title)
def test_no_source_is_cited_in_full_for_what_it_differs_from(case):
    digest = merge(case.stories, {})
    statements = {each.id: each for each in digest.statements}
    for pair in (each.sides for each in digest.differences if len(each.sides) == 2):
        for side, other in permutations(pair):
            full = {
                each.story
                for each in statements[side.statement].citations
                if each.start <= other.start < each.end and not each.partial
            }
            assert not {side.story, other.story} <= full


def test_a_plan_is_not_said_by_whoever_calls_it_off():
    one = story("a", ["The reopening is due on 12 June.", "The old weir of Dell has cracks."])
    two = story(
        "b", ["The reopening due on 12 June will be put off.", "There are cracks in the weir of Dell."]
    )
    statements = merge([one, two], {}).statements
    plan = next(each for each in statements if each.text == "The reopening is due on 12 June.")
    assert all(each.story == "a.txt" or each.partial for each in plan.citations)


def test_what_a_sentence_counts_beside_a_bare_number_is_not_what_that_counts():
    told = """Dozens of people, hundreds of barns
A 2031-05-10 | Storms in Orvia on Sunday wrecked hundreds of barns and injured dozens others, officials said.
B 2031-05-10 | A series of storms hit Orvia on Sunday, injuring dozens and wrecking hundreds of barns.
same"""
    assert found(read(told, "en")) == ()


def case_of(title: str) -> Case:
    return next(case for case in ALL if case.title == title)


def test_a_rounded_count_keeps_no_report_from_differing_with_another():
    case = case_of("a rounded count in a report is true of both its own and the other's")
    assert [is_right(case, difference) for difference in found(case)] == [True]


def test_hours_of_two_acts_do_not_differ():
    assert not found(case_of("hours of two acts"))


@pytest.mark.parametrize("title", ["Nobody hurt and some", "Personne et quelques-uns"])
def test_nobody_hurt_differs_from_any_number_of_hurt(title):
    case = case_of(title)
    assert [is_right(case, difference) for difference in found(case)] == [True]


@pytest.mark.parametrize("title", ["Nobody else hurt", "Nobody of some hurt"])
def test_nobody_of_some_people_hurt_differs_from_no_number_of_hurt(title):
    assert not found(case_of(title))


@pytest.mark.parametrize("title", ["Two acts of one person on one thing", "Zwei Haltungen einer Person"])
def test_two_acts_of_one_person_on_one_thing_differ(title):
    case = case_of(title)
    assert [is_right(case, difference) for difference in found(case)] == [True]


@pytest.mark.parametrize(
    "title", ["Acts of two people", "Acts of one person on two things", "An act of a later day"]
)
def test_acts_of_others_on_other_things_or_days_do_not_differ(title):
    assert not found(case_of(title))


def test_a_difference_in_words_is_about_what_they_are_said_of():
    (difference,) = found(case_of("Two acts of one person on one thing"))
    assert difference.about == "Transport minister Iva Sorrel"


@pytest.mark.parametrize("title", ["One night of two days", "Eine Nacht zweier Tage"])
def test_the_two_days_of_a_night_do_not_differ(title):
    assert not found(case_of(title))


def test_two_days_in_a_row_differ():
    case = case_of("Two days in a row")
    assert [is_right(case, difference) for difference in found(case)] == [True]


def test_what_was_counted_in_two_years_gives_no_two_years():
    told = """Boats of two years
A 2031-09-14 | A barge sank in the lock. | Last year 4,200 boats used the lock. | The canal is shut.
B 2031-09-14 | The canal is shut. | In 2029 some 4,500 boats passed through the lock. | A barge lay there.
same"""
    assert found(read(told, "en")) == ()
