"""What several sources tell of one thing stands in one place; nothing is lost or claimed for it."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.compare.likeness import Heard, Likeness
from sitegen.digest.merging import merge
from sitegen.digest.points import Outline, compared, hangs, linked, outline
from sitegen.model import Citation, Sentence, Source, Statement, Story
from sitegen.text.tokens import tokens

WORDS = (
    *("otters", "returned", "weir", "council", "counted", "bridge", "14", "29", "Monday", "Ilse", "Tarn"),
    *("repaired", "voted", "crane", "barge", "said", "not", "nobody", "mill", "closed", "opened", "3.5"),
    *("million", "children", "rescued", "heron", "keeper", "lock", "gates", "water", "He", "But"),
)

texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(lambda words: " ".join(words) + ".")
stories = st.lists(st.lists(texts, max_size=7), min_size=1, max_size=4)


def _stories(told):
    return [
        Story(
            f"{number}.txt",
            tuple(
                Sentence(text, 100 * place, 100 * place + len(text), place)
                for place, text in enumerate(lines)
            ),
            (),
            language="en",
        )
        for number, lines in enumerate(told)
    ]


def _source(letter, voice=0):
    name = f"{letter}.txt"
    return Source(name, letter.upper(), voice or ord(letter), letter, *[None] * 6, language="en")


def _said(number, letter, text, *also):
    cited = [Citation(f"{letter}.txt", text, 100 * number, 100 * number + len(text))]
    cited += [Citation(f"{other}.txt", text, 100 * number, 100 * number + len(text)) for other in also]
    return Statement(f"s{number}", "unique", tuple(cited))


def _outlined(*lines, sources="abc"):
    told = tuple(_said(number, *line) for number, line in enumerate(lines, 1))
    return outline(told, tuple(map(_source, sources)))


def _members(found: Outline):
    return [point.members for point in found.points]


@settings(max_examples=80, deadline=None)
@given(stories)
def test_each_statement_stands_in_one_point_at_most(told):
    digest = merge(_stories(told), {})
    ids = [statement.id for statement in digest.statements]
    shown = [one for point in digest.points for one in point.members]
    bound = [one for point in digest.points for block in point.blocks for one in block]
    assert len(shown) == len(set(shown))
    assert set(shown) <= set(ids)
    assert len(bound) == len(set(bound))
    assert set(bound) <= set(ids)
    assert digest.lede in ids or not ids


@settings(max_examples=50, deadline=None)
@given(stories, st.randoms(use_true_random=False))
def test_points_do_not_hang_on_the_order_of_the_files(told, chance: random.Random):
    made = _stories(told)
    first = merge(made, {})
    chance.shuffle(made)
    again = merge(made, {})
    assert (first.points, first.lede) == (again.points, again.lede)


@settings(max_examples=50, deadline=None)
@given(stories)
def test_points_say_nothing_about_who_says_what(told):
    digest = merge(_stories(told), {})
    bare = outline(digest.statements, digest.sources)
    assert (bare.lede, bare.points) == (digest.lede, digest.points)
    stories_of = {statement.id: set(statement.stories) for statement in digest.statements}
    for point in digest.points:
        assert len(set().union(*(stories_of[one] for one in point.members))) > 1


@settings(max_examples=60)
@given(
    st.lists(st.integers(0, 3), min_size=1, max_size=9),
    st.dictionaries(st.tuples(st.integers(0, 8), st.integers(0, 8)), st.floats(0, 1)),
)
def test_linkage_parts_things_without_losing_any(homes, alike):
    pairs = {
        (one, other): value
        for (one, other), value in alike.items()
        if one < other < len(homes) and homes[one] != homes[other]
    }
    groups = linked(pairs, homes)
    assert sorted(number for group in groups for number in group) == list(range(len(homes)))


def test_two_tellings_of_one_thing_become_one_point():
    found = _outlined(
        ("a", "The council of Tarn voted on Monday to repair the old weir."),
        ("b", "On Monday councillors in Tarn voted for the repair of the weir."),
        ("a", "Ilse Marn has kept bees on the island for thirty years."),
    )
    assert _members(found) == [("s1", "s2")]


def test_a_source_is_never_joined_with_itself_alone():
    found = _outlined(
        ("a", "The council of Tarn voted on Monday to repair the old weir."),
        ("a", "On Monday councillors in Tarn voted for the repair of the weir."),
    )
    assert found.points == ()


def test_statements_that_cite_each_other_stand_together():
    one = _said(1, "a", "Nobody could say how high the water stood.")
    other = _said(2, "b", "Its level was unknown to all.")
    twins = (
        Statement("s1", "shared", (*one.citations, other.citations[0])),
        Statement("s2", "shared", (*other.citations, one.citations[0])),
    )
    assert _members(outline(twins, (_source("a"), _source("b")))) == [("s1", "s2")]


def test_a_statement_of_two_sources_is_a_point_of_its_own():
    assert _members(_outlined(("a", "The weir at Tarn was closed by its keeper.", "b"))) == [("s1",)]


def test_reprints_are_one_voice():
    told = (_said(1, "a", "The weir at Tarn was closed by its keeper.", "b"),)
    assert outline(told, (_source("a", 1), _source("b", 1))).points[0].voices == 1


def test_the_lede_leads_its_own_point():
    found = _outlined(
        ("a", "The council of Tarn voted on Monday to repair the old weir."),
        ("b", "On Monday councillors in Tarn voted for the repair of the weir."),
    )
    assert found.lede == found.points[0].lead
    assert not found.points[0].listed


def test_the_lede_is_no_caption_and_hangs_on_nothing():
    found = _outlined(
        ("a", "In this photo the council of Tarn meets on Monday to repair the weir."),
        ("b", "It voted on Monday to repair the old weir of Tarn council."),
        ("c", "The council of Tarn voted on Monday to repair the weir."),
    )
    assert found.lede == "s3"


def test_what_hangs_on_a_member_is_read_behind_it():
    found = _outlined(
        ("a", "The council of Tarn voted on Monday to repair the old weir."),
        ("b", "On Monday councillors in Tarn voted for the repair of the weir."),
        ("b", "But the keeper of bees on the island would rather have a ferry."),
    )
    assert found.points[0].blocks == (("s1",), ("s2", "s3"))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("He left the hall at noon.", "en"),
        ("But the ferry sailed.", "en"),
        ("“We were late.”", "en"),
        ("“We were late,” he said.", "en"),
        ("The comment drew laughter.", "en"),
        ('And that was the last of it," Marn said.', "en"),
        ("Doch die Fähre fuhr.", "de"),
    ],
)
def test_sentences_that_hang_on_the_one_before(text, language):
    assert hangs(text, tokens(text, language), language)


@pytest.mark.parametrize(
    "text", ["“We were late,” Ilse Marn said.", "The ferry left at noon.", "Butter rose."]
)
def test_sentences_that_stand_alone(text):
    assert not hangs(text, tokens(text, "en"), "en")


def _heard(text, story, place=0):
    return Heard(text, "en", None, story, place, 10)


def test_likeness_is_the_same_both_ways_and_none_within_a_story():
    told = [
        _heard("The council of Tarn voted on Monday to repair the old weir.", 0),
        _heard("On Monday councillors in Tarn voted for the repair of the weir.", 1),
        _heard("Tarn council voted to repair the weir.", 0, 5),
    ]
    likeness = Likeness(told)
    assert likeness.between(0, 1) == likeness.between(1, 0) > 0.5
    assert likeness.between(0, 2) == 0
    assert likeness.pairs == {(one, other): likeness.between(one, other) for one, other in ((0, 1), (1, 2))}


def test_openings_are_more_alike_than_the_same_words_further_down():
    top = [_heard("The weir at Tarn was closed.", 0), _heard("Keepers closed a weir near Tarn.", 1)]
    deep = [_heard(one.text, one.story, 5) for one in top]
    assert Likeness(top).between(0, 1) > Likeness(deep).between(0, 1)


def test_what_most_stories_open_with_is_the_lede():
    told = (
        _said(1, "a", "Ilse Marn has kept bees on the island near Tarn for thirty years."),
        _said(2, "a", "The weir of Tarn burst in the night and the lower town was under water.", "b", "c"),
    )
    assert outline(told, tuple(map(_source, "abc"))).lede == "s2"


def test_words_of_somebody_unnamed_are_no_lede():
    found = _outlined(
        ("a", '"I saw the roof fall in and I ran for the river," he told reporters at the mill in Tarn.'),
        ("a", "Forty firefighters fought the flames at the old mill in Tarn until the morning."),
        ("b", "A fire destroyed the old mill in Tarn on Monday night, the fire brigade said."),
        sources="ab",
    )
    assert found.lede != "s1"


def test_a_paragraph_without_end_is_no_lede():
    long = "The council of Tarn heard that " + " and ".join(["the weir was old"] * 40) + "."
    found = _outlined(("a", long), ("b", "The council of Tarn heard on Monday that the weir was old."))
    assert found.lede == "s2"


def test_values_that_the_lead_has_not_are_found():
    lead = ("The weir at Tarn held for nine hours.", "en", None)
    text = "At Tarn, the keeper Ilse Marn said, it held for 11 hours."
    found, parted = compared(lead, (text, "en", None))
    assert [text[start:end] for start, end in found] == ["Ilse Marn", "11 hours"]
    assert parted
    assert compared(lead, lead) == ((), False)


def test_one_speaker_makes_two_remarks_no_point():
    found = _outlined(
        ("a", "The court told mayor Ilse Tarn that the weir must be repaired by spring."),
        ("b", "Mayor Ilse Tarn said nobody counted otters."),
        sources="ab",
    )
    assert _members(found) == []


def test_openings_of_two_days_are_no_likelier_one_thing():
    one, other = "Otters returned to the weir at Tarn.", "The crane at Tarn lifted a barge on to the quay."
    days = ("2026-03-01", "2026-03-01"), ("2026-03-01", "2026-03-02")
    same, later = (
        Likeness([Heard(one, "en", first, 0, 0, 4), Heard(other, "en", second, 1, 0, 4)]).between(0, 1)
        for first, second in days
    )
    assert later < same


def test_the_lede_counts_the_dead_as_the_headline_does():
    told = (
        _said(1, "a", "Seven people died when the mill at Tarn burnt down on Monday night."),
        _said(2, "b", "The mill at Tarn burnt down on Monday night, and nine people died in it."),
    )
    sources = tuple(map(_source, "ab"))
    assert outline(told, sources, title="Mill fire at Tarn: death toll rises to nine").lede == "s2"
    assert outline(told, sources, title="Mill fire at Tarn: seven dead").lede == "s1"
