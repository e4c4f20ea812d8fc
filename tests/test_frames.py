"""Like sentences in which a word is exchanged: two things are said, unless the words mean one."""

import random
from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.compare.claim import Claim
from sitegen.compare.frame import laid
from sitegen.digest import merge
from sitegen.model import Sentence, Story

AROUND = {
    "en": (
        ("A hailstorm swept over Tervik on Monday.", "Roofers covered 40 houses with tarpaulin."),
        ("Hail fell on Tervik on Monday.", "In Tervik roofers have covered 40 houses."),
    ),
    "de": (
        ("Ein Hagelsturm zog am Montag über Tervik.", "Dachdecker deckten 40 Häuser ab."),
        ("Hagel fiel am Montag auf Tervik.", "In Tervik wurden 40 Häuser abgedeckt."),
    ),
    "it": (
        ("Una grandinata ha colpito Tervik lunedì.", "I conciatetti hanno coperto 40 case."),
        ("Grandine su Tervik lunedì.", "A Tervik sono state coperte 40 case."),
    ),
    "nl": (
        ("Een hagelbui trok maandag over Tervik.", "Dakdekkers hebben 40 huizen afgedekt."),
        ("Hagel viel maandag op Tervik.", "In Tervik zijn 40 huizen afgedekt."),
    ),
    "es": (
        ("Una granizada cayó el lunes sobre Tervik.", "Los techadores cubrieron 40 casas."),
        ("Granizo sobre Tervik el lunes.", "En Tervik se cubrieron 40 casas."),
    ),
}

UNLIKE = [
    ("en", "The spare key was under the {}.", "doormat", "flowerpot"),
    ("en", "The gatekeeper was {} when the hail began.", "awake", "asleep"),
    ("en", "The parish {} the sale of the bell.", "approved", "rejected"),
    ("en", "The prize for the best roof went to {}.", "Alma Rietveld", "Jonas Okkonen"),
    ("en", "The tiles came by lorry {} the storm.", "before", "after"),
    ("en", "The rain gauge in the park stopped {}.", "early", "late"),
    ("en", "A broken window was found in the {} of the chapel.", "crypt", "belfry"),
    ("en", "The warden {} the chapel before the hail.", "locked", "painted"),
    ("en", "Slates from the chapel {} in the brook.", "floated", "melted"),
    ("en", "The old ladder was {} by the sexton.", "borrowed", "varnished"),
    ("en", "The lightning rod conforms to version {} of the norm.", "2.1.4", "2.3.0"),
    ("en", "The damage to the organ was rated {} out of 10.", "6.5", "8.1"),
    ("de", "Das Feuer begann in der {} der Kapelle.", "Gruft", "Orgel"),
    ("de", "Das Tor der Kapelle war {}.", "offen", "geschlossen"),
    ("es", "El premio fue para la {} del pueblo.", "banda", "biblioteca"),
    ("it", "Il comune ha {} il progetto della torre.", "approvato", "respinto"),
    ("nl", "De gemeente heeft het plan voor de toren {}.", "goedgekeurd", "verworpen"),
]

ALIKE = [
    ("en", "The roofers will {} the tiles next week.", "fix", "repair"),
    ("en", "The {} of the chapel was not hurt.", "owner", "proprietor"),
    ("en", "A {} looked after the gatekeeper.", "physician", "doctor"),
    ("en", "The sexton {} the lantern in the crypt.", "extinguished", "put out"),
    ("en", "The thieves {} through the crypt.", "fled", "escaped"),
    ("en", "The vicar {} the help of the roofers.", "praised", "welcomed"),
    ("en", "The new roof has cost {}.", "about $40,000", "$40,120"),
    ("de", "Der {} der Kapelle blieb unverletzt.", "Besitzer", "Eigentümer"),
]


def digest_of(language, one, two):
    """The digest of two short reports, in the middle of which these sentences stand."""
    stories = []
    for number, (said, (first, last)) in enumerate(zip((one, two), AROUND[language], strict=True)):
        found, at = [], 0
        for paragraph, text in enumerate((first, said, last)):
            found.append(Sentence(text, at, at + len(text), paragraph))
            at += len(text) + 1
        stories.append(Story(f"{number}.txt", tuple(found), (), language=language, published="2026-03-10"))
    return merge(stories, {})


def stands_in_full(digest, one, two):
    """Whether either sentence is a full witness under the other, or left the page for it."""
    cited = any(
        {statement.text, entry.text} == {one, two} and not entry.partial
        for statement in digest.statements
        for entry in statement.citations
    )
    return cited or any(entry.text in (one, two) for entry in digest.dropped)


def is_shown(digest, one, two):
    """Whether a difference has a side in each of the sentences."""
    said = {(entry.story, entry.text) for each in digest.statements for entry in each.citations}
    texts = dict(sorted(said, key=lambda each: each[1] in (one, two)))
    return any({texts[side.story] for side in each.sides} == {one, two} for each in digest.differences)


@pytest.mark.parametrize(("language", "frame", "word", "other"), UNLIKE)
def test_an_exchanged_word_is_never_filed_under_the_other(language, frame, word, other):
    one, two = frame.format(word), frame.format(other)
    assert not stands_in_full(digest_of(language, one, two), one, two)


@pytest.mark.parametrize(("language", "frame", "word", "other"), UNLIKE)
def test_an_exchanged_word_is_shown_as_a_difference(language, frame, word, other):
    one, two = frame.format(word), frame.format(other)
    assert is_shown(digest_of(language, one, two), one, two)


@pytest.mark.parametrize(("language", "frame", "word", "other"), ALIKE)
def test_words_that_mean_one_thing_are_no_difference(language, frame, word, other):
    digest = digest_of(language, frame.format(word), frame.format(other))
    assert not digest.differences


def test_a_lost_not_is_a_difference():
    one, two = "The gatekeeper of Tervik was arrested.", "The gatekeeper of Tervik was not arrested."
    digest = digest_of("en", one, two)
    assert is_shown(digest, one, two)
    assert not stands_in_full(digest, one, two)


def test_a_lost_not_is_one_difference():
    one, two = "The keeper said he had not been sleeping.", "The keeper said that he had been sleeping."
    shown = digest_of("en", one, two).differences
    assert [[side.text for side in each.sides] for each in shown] == [["not been sleeping", "been sleeping"]]


def test_what_is_denied_is_set_against_where_the_other_says_it():
    one = "The mayor of Brask, Tilde Holm, resigned on Thursday over the sale of the ferry."
    two = "Tilde Holm, the mayor of Brask, refused to resign on Thursday over the sale of the ferry."
    (shown,) = digest_of("en", one, two).differences
    assert [side.text for side in shown.sides] == ["resigned", "refused to resign"]


def test_exchanged_roles_are_a_difference():
    one = "Losses of barley growers were made up by gains of brewers."
    two = "Losses of brewers were made up by gains of barley growers."
    digest = digest_of("en", one, two)
    assert is_shown(digest, one, two)
    assert not stands_in_full(digest, one, two)


def test_a_source_that_tells_both_tells_two_facts():
    first = "The spare key was under the doormat."
    second = "The spare key was under the flowerpot."
    stories = []
    for name, said in (("a", (first, second)), ("b", (second,))):
        texts, found, at = (AROUND["en"][0][0], *said), [], 0
        for paragraph, text in enumerate(texts):
            found.append(Sentence(text, at, at + len(text), paragraph))
            at += len(text) + 1
        stories.append(Story(f"{name}.txt", tuple(found), (), language="en", published="2026-03-10"))
    assert not merge(stories, {}).differences


def passages_of(*texts):
    return [Claim(text, "en") for text in texts]


WORDS = st.lists(st.sampled_from(["the", "hail", "broke", "roof", "in", "Tervik", "not", "late"]), max_size=9)


@given(WORDS, WORDS)
def test_a_frame_is_the_same_from_both_sides_in_what_is_shared(one, two):
    passages = passages_of(" ".join(one), " ".join(two))
    assert 0 <= laid(*passages).share <= 1 + 1e-9
    assert not laid(passages[0], passages[0]).exchanges


def test_long_sentences_of_few_words_are_laid_in_few_steps(monkeypatch):
    steps = []
    longest = SequenceMatcher.find_longest_match

    def counted(*args):
        steps.append(args)
        return longest(*args)

    monkeypatch.setattr(SequenceMatcher, "find_longest_match", counted)
    chance = random.Random(7)
    texts = (" ".join(chance.choices(("mill", "fire", "roof", "of", "5"), k=700)) for _ in range(2))
    laid(*passages_of(*texts))
    assert len(steps) < 50


def test_one_word_exchanged_in_a_sentence_of_hundreds_is_found():
    ships = " and the ".join(
        f"{first}{last}" for first in "ABDFGKLMRST" for last in ("erik", "ostra", "unda")
    )
    one, two = passages_of(*(f"The {ships} lay in {port} by the {ships}." for port in ("Tervik", "Skarn")))
    assert len(one.tokens) >= 200
    exchange = laid(one, two).exchanges[0]
    assert [one.tokens[exchange.mine[0]].key, two.tokens[exchange.theirs[0]].key] == ["tervik", "skarn"]
