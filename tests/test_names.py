"""Names of people and places: what is surely one, and what is left out for doubt."""

import pytest

from sitegen.model import Sentence, Story
from sitegen.text.names import MOST_NAMES, names, topics


def told(*texts: str, language: str = "en", **known: object) -> Story:
    sentences = tuple(Sentence(text, 0, len(text), number) for number, text in enumerate(texts))
    return Story("a.txt", sentences, (), language, **known)


SURE = [
    ("en", "The tug was steered by Merete Lund.", "Merete Lund"),
    ("en", "Harbour Commissioner Ola Brandt denied it.", "Ola Brandt"),
    ("en", "It was seen by Capt. Ola Brandt.", "Ola Brandt"),
    ("en", "They asked the President-elect Ola Brandt.", "Ola Brandt"),
    ("en", "He spoke with Vessa’s Ola Brandt’s office.", "Ola Brandt"),
    ("en", "A friend of Ola Brandt’s wrote it down.", "Ola Brandt"),
    ("en", "It was led by Ola T. Brandt and others.", "Ola T. Brandt"),
    ("en", "They met Merete von der Lund there.", "Merete von der Lund"),
    ("en", "The boats lay off Port Vessa all night.", "Port Vessa"),
    ("de", "Am Abend sagte Gesa Ohlsen, der Damm halte.", "Gesa Ohlsen"),
    ("de", "Dort hatte Bürgermeisterin Gesa Ohlsen ihn besucht.", "Gesa Ohlsen"),
    ("es", "La alcaldesa, Nuria Peñalba, lo negó.", "Nuria Peñalba"),
    ("fr", "Selon la maire, Odile Garnault, tout va bien.", "Odile Garnault"),
    ("fr", "Elle a vu hier M. Firmin Garnault au port.", "Firmin Garnault"),
    ("ru", "Об этом сообщила Анна Ковальская.", "Анна Ковальская"),
]


@pytest.mark.parametrize(("language", "text", "name"), SURE)
def test_a_name_is_found_within_a_sentence(language, text, name):
    assert names(told(text, language=language)) == (name,)


DOUBTFUL = [
    ("en", "Ola Brandt denied it.", "the first word has a capital anyway"),
    ("en", "It was Brandt who denied it.", "a surname can be anyone's"),
    ("en", "They met on Friday June 5 by the quay.", "a day"),
    ("en", "It angered the North Korean crew.", "a people"),
    ("en", "He showed the Bank of North Vessa its error.", "a part of a longer name"),
    ("en", "Read: Two Dockers Hurt as Crane Falls in Vessa.", "a headline"),
    ("en", "They sailed to NATO WATERS at noon.", "capitals throughout"),
    ("en", "They wrote to The General Assembly at noon.", "a body behind an office"),
    ("de", "Die Kosten stiegen auf drei Millionen Euro an.", "an amount"),
    ("de", "Das gilt seit Ende März.", "a time"),
    ("de", "Das sagt die Deutsche Werft.", "a noun and its adjective"),
    ("de", "Er kam mit der Neuen Fähre.", "a noun behind an article"),
    ("es", "Vio a Carlos de Peñalba en el muelle.", "a part of a longer name"),
    ("und", "They met Merete Lund there.", "nobody knows the language"),
]


@pytest.mark.parametrize(("language", "text", "why"), DOUBTFUL)
def test_what_may_be_something_else_is_no_name(language, text, why):
    assert names(told(text, language=language)) == (), why


def test_the_place_of_a_dateline_is_a_name():
    assert names(told(place="VESSA")) == ("Vessa",)
    assert names(told(place="Port Vessa, Norland")) == ("Port Vessa",)
    assert names(told(place='"><script>')) == ()


def test_the_makers_of_a_story_are_not_what_it_is_about():
    text = "This was told to Harbour Courier by Ola Brandt."
    assert names(told(text, outlet="Harbour Courier", byline="Ola Brandt")) == ()


def test_names_are_sorted_and_each_stands_once():
    text = "We saw Ola Brandt, then Merete Lund, then Ola Brandt again."
    assert names(told(text, text)) == ("Merete Lund", "Ola Brandt")


def test_a_long_list_of_names_does_not_fill_the_site():
    texts = [f"They gave a prize to {chr(65 + n // 26)}x {chr(65 + n % 26)}y there." for n in range(200)]
    assert len(names(told(*texts))) == MOST_NAMES


def test_topics_are_short_and_few():
    tags = ("ferries", " ferries ", "sea\n levels", "x" * 10_000, "")
    assert topics(told(tags=tags)) == ("ferries", "sea levels")
    assert len(topics(told(tags=tuple(map(str, range(500)))))) == 12
