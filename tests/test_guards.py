"""Rules: what speaks against filing one sentence under another, by the rule's name."""

import pytest
from claims import corpus

from sitegen.compare.finding import DROP, FILE, FULL
from sitegen.compare.rules import RULES
from sitegen.compare.verdict import Verdict


def against(claim, cover, language="en", use=FILE):
    """Name of the first rule that fires."""
    group = corpus(claim, cover, language=language, published="2026-05-07")
    finding = Verdict(group, *group.claims[:2]).against(use)
    return finding and finding.rule.name


FIRES = {
    "number": ("The council bought 212 lamps.", "The council bought 231 lamps."),
    "day": ("The council met on Tuesday.", "The council met on Friday."),
    "negation": ("The mill was never insured.", "The mill was insured."),
    "modality": ("A spark may have lit the straw.", "A spark lit the straw."),
    "tense": ("The mill closed in spring.", "The mill will close in spring."),
    "contrast": ("The upper mill burned.", "The mill burned."),
    "antonym": ("Prices of flour rose.", "Prices of flour, it seems, fell."),
    "quotation": ('She called it "a gift to every boat".', "She called it a toy, a gift, a boat."),
    "relation": ("They marched against the mill.", "They marched to the mill."),
    "time": ("The mill burned at midnight.", "The mill burned."),
    "name": ("Rangers met Okoro at the mill.", "Rangers met at the mill."),
    "clause": ("The mill burned; barges carried turnips.", "The mill burned down."),
}


def test_a_bare_particle_is_what_is_said():
    out = "Ida Berg is out as head of the mill."
    assert against(out, "Rangers want Ida Berg as head of the mill.") == "contrast"
    assert against(out, "Ida Berg is out of luck as head of the mill, and out as a ranger.") is None


def test_a_condition_excuses_no_doubt():
    doubt = "The barn was largely wrecked in a suspicious blaze."
    plain = "The barn was largely wrecked by a blaze, and its owner will sue if the blaze was set."
    assert against(doubt, plain) == "modality"


def test_a_day_of_saying_is_none_of_doing():
    told = "Lena Okoro announced on Tuesday that two rangers were arrested."
    assert against(told, "Lena Okoro said two rangers were arrested in the mill on Tuesday.") == "day"


@pytest.mark.parametrize("name", FIRES)
def test_a_guard_fires_on_its_pair(name):
    assert against(*FIRES[name]) == name


@pytest.mark.parametrize(
    ("passage", "cover"),
    [
        ("About 340 people came to the mill.", "Some 340 people came to the old mill."),
        ("President Lena Okoro opened the mill.", "Lena Okoro opened the mill."),
        ("The mill was not insured.", "The mill was not insured, its owner said."),
        ("The boat did 56 mph (90 km/h).", "The boat did 90 km/h (56 mph)."),
        ("The mill may have been insured.", "The mill may have been insured since spring."),
        ("The council met on Thursday.", "The council met on 7 May 2026."),
    ],
)
def test_no_guard_fires_on_the_same_claim(passage, cover):
    assert against(passage, cover) is None


SHADES = [
    ("en", "The mill was only inspected in May.", "The mill was inspected in May."),
    ("en", "More than 300 hens drowned.", "300 hens drowned."),
    ("en", "The roof of the mill burned down.", "The mill burned down."),
    ("en", "The miller was very sorry for the hens.", "The miller was sorry for the hens."),
    ("en", "The mill burned, the rangers said.", "The mill burned."),
    ("de", "Die Mühle wurde erst im Mai geprüft.", "Die Mühle wurde im Mai geprüft."),
    ("fr", "Les poules ont déjà quitté le moulin.", "Les poules ont quitté le moulin."),
    ("es", "El molino sigue todavía cerrado al público.", "El molino sigue cerrado al público."),
]


@pytest.mark.parametrize(("language", "one", "two"), SHADES)
def test_a_shade_that_only_one_has_is_cited_in_part(language, one, two):
    assert {against(*pair, language, use=FULL) for pair in ((one, two), (two, one))} <= {"shade", None}
    assert against(one, two, language, use=FULL) or against(two, one, language, use=FULL)


def test_another_act_on_the_same_is_told_apart():
    assert (
        against("Clerk Una Pratt abstained on the lido.", "The clerk, Una Pratt, voted for the lido.")
        == "predicate"
    )


TURNED = [
    ("Okoro beat Revel in March; Revel sang.", "Revel beat Okoro in March; Okoro sang."),
    ("The hen of the miller found the boy.", "The boy found the hen of the miller."),
    (
        "The mill made 40 tonnes in 2019 and 60 in 2020.",
        "In 2019 the mill made 60 tonnes, in 2020 it made 40.",
    ),
    (
        "Rangers arrested the miller on Monday and charged him with arson on Tuesday.",
        "The miller was arrested by rangers on Tuesday and charged with arson on Monday.",
    ),
    (
        "Flour of Dell rose by 3 crowns, that of Garth fell.",
        "Flour of Garth rose by 3 crowns; that of Dell fell.",
    ),
    (
        "The mill of Dell sued the mill of Garth.",
        "On Friday the mill of Garth sued the mill of Dell over flour.",
    ),
]


@pytest.mark.parametrize("pair", TURNED)
def test_the_same_words_the_other_way_round_are_two_claims(pair):
    assert against(*pair) is not None
    assert against(*pair[::-1]) is not None


def test_the_same_words_in_another_order_are_one_claim():
    assert against("On Monday the boy found the hen.", "The boy found the hen on Monday.") is None
    assert against("The fair opened in Dell on Friday.", "On Friday the fair opened in Dell.") is None


def test_what_is_only_missing_is_a_lack():
    short, long = "The mill burned.", "The mill burned; barges carried turnips."
    assert against(long, short, use=FILE) == "clause"
    assert against(long, short, use=FULL) == "lack"


@pytest.mark.parametrize(
    ("name", "claim", "cover"),
    [
        ("lack", "The mill burned on the quay.", "The mill burned."),
        ("order", "Okoro hired Revel as coach of Garth.", "Coach Okoro of Garth, hired: Revel."),
        ("written", "The U.N. met.", "The UNO met."),
    ],
)
def test_what_keeps_a_sentence_from_being_left_out(name, claim, cover):
    group = corpus(claim, cover)
    verdict = Verdict(group, *group.claims)
    assert not verdict.allows(DROP)
    assert verdict._sees(next(rule for rule in RULES if rule.name == name)) is not None


def test_german_negation_governs_its_clause_backwards_too():
    assert against("Die Brücke wurde freigegeben.", "Die Brücke wurde nicht freigegeben.", "de") == "negation"


def test_spanish_doubt_is_seen():
    assert against("El molino ardió.", "El molino quizá ardió.", "es") == "modality"


def test_a_finding_tells_the_words_that_made_it():
    group = corpus("The upper mill burned.", "The mill burned.")
    finding = Verdict(group, *group.claims).against(FILE)
    assert finding is not None
    assert finding.told("it", "the statement").startswith("it has “upper”")


def test_a_comment_is_no_witness_for_a_report():
    report = "The council of Tervik sold the mill on Monday."
    comment = [
        "The council of Tervik sold the mill on Monday, I hear.",
        "I learned to swim behind its wheel.",
    ]
    group = corpus(report, comment)
    finding = Verdict(group, *group.claims[:2]).against(FULL)
    assert finding is not None
    assert finding.rule.name == "witness"
