"""Alignment: which sentences may say the same, and how sure that is."""

from sitegen.compare.align import Alignment, confidence
from sitegen.compare.passage import AnalysedSentence, coverage
from sitegen.text.tokens import tokens


def alignment(*texts, stories=None):
    """An alignment of sentences, each the only one of its story."""
    passages = [AnalysedSentence(text, tokens(text, "en"), home, 0, "en") for home, text in enumerate(texts)]
    return Alignment(passages, stories or len(texts))


BRIDGE = "The harbour bridge closed after a barge struck its northern pier."


def test_a_sentence_covers_itself():
    group = alignment(BRIDGE, BRIDGE)
    assert coverage(*group.passages) == 1.0
    assert group.candidates(0) == [1]


def test_coverage_has_a_direction():
    group = alignment("The harbour bridge closed.", BRIDGE)
    short, long = group.passages
    assert coverage(short, long) == 1.0
    assert coverage(long, short) < 0.6


def test_a_word_and_its_compound_are_the_same():
    group = alignment("The lighthouse stood.", "The lighthouses stood.", "The lighthousekeeper stood.")
    assert coverage(group.passages[0], group.passages[2]) == 1.0


def test_a_weekday_is_its_date():
    group = alignment("It sank on Wednesday.", "It sank on 6 May 2026.", "It sank on 7 May 2026.")
    wednesday, sixth, seventh = group.passages
    assert coverage(wednesday, sixth) == 1.0
    assert coverage(wednesday, seventh) < 1.0


def test_a_rewrite_is_surer_than_another_sentence_on_the_topic():
    rewrite = "After a barge hit the northern pier the harbour bridge was closed."
    other = "The harbour bridge was built by the northern railway in 1911."
    group = alignment(BRIDGE, rewrite, other)
    assert confidence(group, 0, 1) > 0.9 > 0.7 > confidence(group, 0, 2)


def test_an_early_no_is_zero():
    group = alignment(BRIDGE, "The mayor of the harbour town sang.")
    assert 0.0 < confidence(group, 0, 1) < 0.7
    assert confidence(group, 0, 1, 0.7) == 0.0


def test_clauses_end_at_hard_borders_and_before_words_that_open_one():
    (passage,) = alignment("The ferry sank; nobody drowned, which pleased Okoro, a diver.").passages
    assert [[token.key for token in clause] for clause in passage.clauses] == [
        ["ferri", "sank"],
        ["¬", "drown"] if "¬" in passage.keys else ["nobodi", "drown"],
        ["pleas", "okoro", "diver"],
    ]
