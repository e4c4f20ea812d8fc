"""What is looked up in a digest: who is named as knowing, who is quoted, what happened when."""

from __future__ import annotations

import pytest

from sitegen.digest.notes import attributions, origins, quotations, runs, timeline
from sitegen.model import Citation, Digest, Source, Statement

PUBLISHED = "2026-05-06"


def digest(*reports: list[str], language: str = "en") -> Digest:
    """Reports a, b, ... of which no sentence is another's."""
    told = [(f"{'abcdef'[at]}.txt", text) for at, report in enumerate(reports) for text in report]
    return Digest(
        title="T",
        published=PUBLISHED,
        language=language,
        sources=tuple(
            Source(f"{letter}.txt", letter.upper(), 1, letter, None, None, None, None, PUBLISHED, None)
            for letter in "abcdef"[: len(reports)]
        ),
        statements=tuple(
            Statement(f"s{at}", "unique", (Citation(story, text, 100 * at, 100 * at + len(text)),))
            for at, (story, text) in enumerate(told, 1)
        ),
        differences=(),
        dropped=(),
    )


def read(told: Digest):
    return [(run, attributions(run)) for run in runs(told, {})]


def named(text: str, language: str = "en") -> list[str]:
    """The origins that one sentence names."""
    return [origin.name for origin in origins(read(digest([text], language=language)))]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The weir held, the news agency Norda reported on Monday.", "the news agency Norda"),
        ("According to the Ministry of Tides, the weir held.", "the Ministry of Tides"),
        ("The weir held, according to police.", "police"),
        ("Police said the weir held.", "Police"),
        ("The weir held, said harbour master Una Pike.", "harbour master Una Pike"),
        ("It was over by ten, Norda said, citing witnesses.", "Norda"),
        ("It moves in a video published by the Weir Board.", "a video published by the Weir Board"),
        ("As Norda later reported, the weir held.", "Norda"),
    ],
)  # fmt: skip
def test_who_is_named_as_knowing_is_found(text, name):
    assert name in named(text)


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("de", "Laut Feuerwehr hielt das Wehr.", "Feuerwehr"),
        ("de", "Das Wehr hielt, sagte Hafenmeisterin Una Hecht am Montag.", "Hafenmeisterin Una Hecht"),
        ("de", "Nach Angaben der Polizei hielt das Wehr.", "der Polizei"),
        ("es", "Según la alcaldesa, la presa aguantó.", "la alcaldesa"),
        ("es", "La presa aguantó, informó el Consejo de Aguas.", "el Consejo de Aguas"),
        ("fr", "Selon la préfecture, le barrage a tenu.", "la préfecture"),
        ("pt", "A barragem resistiu, disse a prefeitura.", "a prefeitura"),
    ],
)
def test_who_is_named_as_knowing_is_found_in_five_languages(language, text, name):
    assert named(text, language) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "He said the weir held.",
        "The agency estimated that it would hold.",
        "Everything went according to plan.",
        "She was told to leave the noted bakery.",
        "Two boats sank and a man who said nothing swam ashore.",
        "On Monday the bakers and the millers reported sick.",
        "The 500 confirmed cases were crates.",
        "The weir held, citing nobody.",
    ],
)
def test_in_doubt_nobody_is_named(text):
    assert named(text) == []


def test_a_language_without_lists_names_nobody():
    assert named("قال المتحدث إن السد صمد.", "ar") == []


def test_one_origin_under_two_descriptions_is_one():
    told = digest(["The weir held, the news agency Norda reported."], ["Norda said the weir held."])
    (origin,) = origins(read(told))
    assert origin.name == "the news agency Norda"
    assert [mention.story for mention in origin.mentions] == ["a.txt", "b.txt"]


def test_two_offices_with_like_names_are_two():
    told = digest(["The Weir Board said it held."], ["The Harbour Board said it held."])
    assert len(origins(read(told))) == 2


def test_a_surname_that_two_bear_joins_neither():
    told = digest(["Una Pike said so. ", "Olof Pike said no."], ["Pike said nothing."])
    assert len(origins(read(told))) == 3


def test_every_name_stands_in_the_passage_it_is_from():
    texts = ["The gate, said Una Pike, “will hold until spring comes”.", "According to Norda, it did not."]
    told = digest(texts)
    for run, found in read(told):
        for one in found:
            assert run.text[one.start : one.end] in run.at(one.start).citation.text


def test_a_quotation_has_its_speaker_and_its_sources():
    words = "“I have seen worse water than this,” said Una Pike."
    (quotation,) = quotations(read(digest([words], [words])))
    assert quotation.speaker == "Una Pike"
    assert [(one.text, one.stories) for one in quotation.renderings] == [
        ("I have seen worse water than this,", ("a.txt", "b.txt"))
    ]


def test_other_renderings_of_a_remark_stand_beside_it():
    told = digest(
        ["“I have seen worse water than this,” said Una Pike."],
        ["Una Pike: “I have seen far worse water than this one.”"],
    )
    (quotation,) = quotations(read(told))
    assert len(quotation.renderings) == 2


def test_two_remarks_are_two():
    told = digest(
        ["“The gate will be mended by autumn,” she said."], ["“The water is no colder than beer,” he said."]
    )
    assert len(quotations(read(told))) == 2


def test_two_speakers_are_never_one():
    words = "“We never gave up hope for it,” said {}."
    assert len(quotations(read(digest([words.format("Una Pike")], [words.format("Olof Roach")])))) == 2


def test_a_turn_of_phrase_is_no_quotation():
    assert quotations(read(digest(["The “great flood” was a “wet patch”, she said."]))) == ()


def test_words_worked_into_a_sentence_are_not_given_to_the_agency_behind_it():
    told = digest(["Pike called the gate “a thing of beauty and use”, Norda reported."])
    assert quotations(read(told))[0].speaker == ""


def test_quotation_marks_of_other_languages_are_read():
    told = digest(["„Das Wehr wird den Winter überstehen“, sagte Una Hecht."], language="de")
    assert quotations(read(told))[0].speaker == "Una Hecht"
    assert quotations(read(digest(["« Le barrage tiendra tout l’hiver », dit-elle."], language="fr")))


def times(*texts: str) -> list[str]:
    return [moment.time for moment in timeline(digest(list(texts)), {})]


def test_statements_are_put_in_the_order_of_what_they_tell():
    assert times(
        "The gate shut on Monday.", "It was built in 1911.", "It will open again on 9 May 2026."
    ) == ["1911", "2026-05-04", "2026-05-09"]


def test_two_dated_statements_are_no_timeline():
    assert times("The gate shut on Monday.", "It was built in 1911.") == []


def test_the_day_of_a_report_is_no_event():
    assert (
        times("The gate shut on Monday.", "It was built in 1911.", "It is old, Pike said on Tuesday.") == []
    )


def test_a_day_that_comes_round_is_no_event():
    assert times("The gate shut on Monday.", "It was built in 1911.", "It is oiled every Friday.") == []


def test_a_day_without_a_year_counts_only_near_publication():
    assert times("The gate shut on Monday.", "It was built in 1911.", "It was blessed on 1 October.") == []
