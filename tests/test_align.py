"""The sentences of a group: which may say the same, and how sure that is."""

from claims import corpus

from sitegen.compare.finders import coverage
from sitegen.compare.verdict import Verdict

BRIDGE = "The harbour bridge closed after a barge struck its northern pier."


def test_a_sentence_covers_itself():
    group = corpus(BRIDGE, f"{BRIDGE} Yes.")
    assert coverage(*group.claims) == 1.0
    assert group.candidates[0] == [1]


def test_coverage_has_a_direction():
    group = corpus("The harbour bridge closed.", BRIDGE)
    short, long = group.claims
    assert coverage(short, long) == 1.0
    assert coverage(long, short) < 0.6


def test_a_word_and_its_compound_are_the_same():
    group = corpus("The lighthouse stood.", "The lighthouses stood.", "The lighthousekeeper stood.")
    assert coverage(group.claims[0], group.claims[2]) == 1.0


def test_a_weekday_is_its_date():
    group = corpus("It sank on Wednesday.", "It sank on 6 May 2026.", "It sank on 7 May 2026.")
    wednesday, sixth, seventh = group.claims
    assert coverage(wednesday, sixth) == 1.0
    assert coverage(wednesday, seventh) < 1.0


def test_a_rewrite_is_surer_than_another_sentence_on_the_topic():
    rewrite = "After a barge hit the northern pier the harbour bridge was closed."
    other = "The harbour bridge was built by the northern railway in 1911."
    group = corpus(BRIDGE, rewrite, other)
    told, new, old = group.claims
    assert Verdict(group, told, new).confidence > 0.9 > 0.7 > Verdict(group, told, old).confidence


def test_what_cannot_be_sure_is_not_filed():
    group = corpus(BRIDGE, "The mayor of the harbour town sang.")
    verdict = Verdict(group, *group.claims)
    assert verdict.confidence < 0.7
    assert verdict.sure == 0.0


def test_clauses_end_at_hard_borders_and_before_words_that_open_one():
    (claim,) = corpus("The ferry sank; nobody drowned, which pleased Okoro, a diver.").claims
    assert [[token.key for token in clause] for clause in claim.clauses] == [
        ["ferri", "sank"],
        ["¬", "drown"] if "¬" in claim.keys else ["nobodi", "drown"],
        ["pleas", "okoro", "diver"],
    ]
