"""Who has it from whom: reports that give another report as their source are no second witness for it."""

import json

import pytest
from msgspec.structs import replace
from pages import context, made, renderer

from sitegen.commands.explain import _pieces
from sitegen.digest import merge
from sitegen.digest.relays import by_place, relays, witnesses
from sitegen.model import Citation, Sentence, Statement, Story
from sitegen.read import read

LEDGER = "Cyber Ledger"
URL = "https://www.cyberledger.example/desk/1"


def story(path, outlet, *texts, language="en", title=None, url=None):
    at, sentences = 0, []
    for place, text in enumerate(texts):
        sentences.append(Sentence(text, at, at + len(text), place))
        at += len(text) + 2
    return Story(path, tuple(sentences), (), language, title=title, outlet=outlet, url=url)


def named(text, language="en", other=LEDGER, title=None):
    """The names by which a sentence of the Vale Post gives a report as its source, with that report."""
    group = [
        story("a.md", other, "X", language=language, title=title, url=URL),
        story("b.md", "Vale Post", text, language=language),
    ]
    told = Statement("s1", "unique", (Citation("b.md", text, 0, len(text)),))
    return [(relay.name, relay.of) for relay in relays([told], group)]


@pytest.mark.parametrize(
    "text",
    [
        "According to Cyber Ledger, nine boats sank.",
        "Nine boats sank, Cyber Ledger reported on Monday.",
        "The leak was first reported by Cyber Ledger.",
        "As Cyber Ledger first reported, nine boats sank.",
        "She told Cyber Ledger that nine boats sank.",
        "A Cyber Ledger investigation found nine holes.",
        "Nine boats sank, according to cyberledger.example.",
        f"The minutes stand at {URL} in full.",
    ],
)
def test_a_sentence_that_gives_another_report_as_its_source_is_told_so(text):
    assert [path for _, path in named(text)] == ["a.md"]


@pytest.mark.parametrize(
    "text",
    [
        "Cyber Ledger’s chief said nine boats sank.",
        "According to Cyber Ledger's chief, nine boats sank.",
        "According to Cyber Ledger editor Una Pike, nine boats sank.",
        "The owner of Cyber Ledger said nine boats sank.",
        "Reporters of Cyber Ledger stood on the quay.",
        "Cyber Ledger will close its print edition.",
        "Cyber Ledger reported a loss of nine million.",
        "Cyber Ledger said it would cut forty jobs.",
        "According to Cyber Ledger Holdings, nine boats sank.",
    ],
)
def test_an_outlet_that_the_news_is_about_is_no_source(text):
    assert named(text) == []


def test_an_outlet_in_a_headline_is_what_the_news_is_about():
    text = "Cyber Ledger said on Monday that nine desks were sold."
    assert named(text)
    assert not named(text, title="Cyber Ledger to cut forty jobs")


@pytest.mark.parametrize(
    ("language", "outlet", "text"),
    [
        ("de", "Harbour Times", "Das berichtete die Harbour Times am Montag."),
        ("de", "Harbour Times", "Laut Harbour Times sanken neun Boote."),
        ("de", "Harbour Times", "Einem Harbour-Times-Bericht zufolge sank es."),
        ("de", "Hafenbote", "Neun Boote sanken, erzählte der Kapitän dem Hafenboten."),
        ("de", "Alte Hafenpost", "Neun Boote sanken, sagte sie der Alten Hafenpost."),
        ("de", "Hafener Bote", "Nach Informationen des Hafener Boten sank es."),
        ("fr", "Le Courrier du Port", "Selon Le Courrier du Port, neuf bateaux ont coulé."),
        ("fr", "Le Courrier du Port", "Neuf bateaux ont coulé, a révélé Le Courrier du Port."),
        ("es", "El Correo del Puerto", "Nueve barcos se hundieron, según El Correo del Puerto."),
        ("es", "El Correo del Puerto", "Lo informó el diario El Correo del Puerto."),
        ("it", "Corriere del Porto", "Lo scrive il Corriere del Porto."),
        ("pt", "Correio do Porto", "Segundo o Correio do Porto, nove barcos afundaram."),
        ("nl", "Haven Courant", "Volgens de Haven Courant zonken negen boten."),
        ("sv", "Hamnbladet", "Enligt Hamnbladet sjönk nio båtar."),
        ("fi", "Satamalehti", "Satamalehden mukaan yhdeksän venettä upposi."),
        ("pl", "Kurier Portowy", "Według Kuriera Portowego zatonęło dziewięć łodzi."),
        ("ru", "Портовые новости", "По данным «Портовых новостей», затонули девять лодок."),
        ("el", "Λιμενικά Νέα", "Σύμφωνα με τα Λιμενικά Νέα, βυθίστηκαν εννέα σκάφη."),
        ("tr", "Liman Postası", "Liman Postası'nın haberine göre dokuz tekne battı."),
        ("zh", "港口时报", "据港口时报报道，九艘船沉没。"),
        ("ja", "港湾新聞", "港湾新聞によると、船九隻が沈没した。"),
        ("ko", "항구일보", "항구일보에 따르면 배 아홉 척이 침몰했다."),
        ("ar", "أخبار الميناء", "ذكرت أخبار الميناء أن تسعة قوارب غرقت."),
    ],
)
def test_every_language_says_it_in_its_own_words(language, outlet, text):
    assert [path for _, path in named(text, language, outlet)] == ["a.md"]


@pytest.mark.parametrize(
    ("language", "outlet", "text"),
    [
        ("de", "Harbour Times", "Der Chef der Harbour Times sagte, neun Boote seien gesunken."),
        ("de", "Harbour Times", "Die Harbour Times meldete einen Verlust von neun Millionen."),
        ("de", "Hafenbote", "Die Wirtin sagte der Polizei, er habe den Hafenboten gelesen."),
        ("de", "Der Tag", "Sie sagte den Tag über nichts."),
        ("fr", "Le Courrier du Port", "Le directeur du Courrier du Port a démissionné."),
        ("es", "El Correo del Puerto", "El director de El Correo del Puerto dimitió."),
        ("ru", "Портовые новости", "Главный редактор «Портовых новостей» ушёл."),
        ("ja", "港湾新聞", "港湾新聞の社長が辞任した。"),
    ],
)
def test_no_language_takes_an_outlet_in_the_news_for_a_source(language, outlet, text):
    assert named(text, language, outlet) == []


def test_a_newspaper_that_is_no_source_of_the_digest_is_named_without_a_report():
    assert named("According to the newspaper Dock Watch, nine boats sank.") == [("Dock Watch", "")]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("b.md", f"[First reports]({URL}?utm=1#top) spoke of nine boats.\n"),
        ("b.html", f"<body><p>Nine boats sank, as <a class=x href='{URL}'>was told</a> before.</p></body>"),
    ],
)
def test_a_link_to_another_report_names_it(path, text):
    group = [story("a.md", LEDGER, "X", url=URL), replace(read(path, text.encode()), outlet="Vale Post")]
    (said,) = group[1].sentences
    told = [Statement("s1", "unique", (Citation(path, said.text, said.start, said.end),))]
    assert [(relay.name, relay.of) for relay in relays(told, group)] == [(LEDGER, "a.md")]


def test_an_outlet_may_quote_itself():
    text = "She told Cyber Ledger that nine boats sank."
    group = [story("a.md", LEDGER, "X"), story("b.md", LEDGER, text)]
    assert relays([Statement("s1", "unique", (Citation("b.md", text, 0, len(text)),))], group) == ()


SANK = "Nine boats of the Orle fleet sank off the weir at Tull on Monday night"
OWN = {
    LEDGER: "The harbour master had closed the outer gate two hours before and gone home to bed.",
    "Vale Post": "Insurers expect to pay for the hulls by spring, though a court has yet to hear the owners.",
}


def _told(ending):
    """A digest of two reports, of which the second tells the first's news with other last words."""
    first = story("c.md", LEDGER, f"{SANK}.", OWN[LEDGER])
    second = story("v.md", "Vale Post", f"{SANK}{ending}.", OWN["Vale Post"])
    return merge([first, second], {"c.md": 1, "v.md": 2})


def test_who_has_it_from_another_report_is_no_second_witness():
    told = _told(", according to Cyber Ledger")
    numbers = {source.story: source.voice for source in told.sources}
    assert len(told.statements[0].stories) == 2
    assert len(witnesses(told.statements[:1], numbers, by_place(told.relays))) == 1
    assert [point.voices for point in told.points] == [1]


def test_who_says_it_of_their_own_stays_a_second_witness():
    assert [point.voices for point in _told(", the harbour master said").points] == [2]


def _cited(*group):
    """A statement that every story of the group says in its only sentence."""
    citations = [Citation(one.path, one.sentences[0].text, 0, one.sentences[0].end) for one in group]
    return [Statement("s1", "shared", tuple(citations))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The paper Dock Watch reported nine.", "Nine, the paper Dock Watch wrote."),
        ("Nine sank, according to Tull Sun.", "Nine sank, according to Vale FM."),
    ],
)
def test_two_that_have_it_from_one_outlet_or_from_each_other_are_one_witness(one, other):
    group = [story("a.md", "Vale FM", one), story("b.md", "Tull Sun", other)]
    found = by_place(relays(_cited(*group), group))
    assert len(found) == 2
    assert len(witnesses(_cited(*group), {"a.md": 1, "b.md": 2}, found)) == 1


def test_pages_say_who_has_it_from_whom():
    told = _told(", according to Cyber Ledger")
    look = context(places={"c.md": "c", "v.md": "v"})
    render = renderer()
    page = made(render, "index.html", told, look, {}).data.decode()
    assert "B has it from <bdi>Cyber Ledger</bdi> (<b class=w>A</b>)" in page
    twins = {each.path: each.data.decode() for each in render.event(told, look)}
    evidence = twins["x/evidence/index.html"]
    assert "B has it from <bdi>Cyber Ledger</bdi> (<a class=w href=#source-A>A</a>)" in evidence
    assert "its report is A" in evidence
    assert "B has it from Cyber Ledger" in twins["x/index.md"]


def test_programs_get_the_report_behind_a_passage_and_the_witnesses():
    told = _told(", according to Cyber Ledger")
    twins = renderer().event(told, context(places={"c.md": "c", "v.md": "v"}))
    (found,) = [json.loads(each.data) for each in twins if each.path == "x/index.json"]
    first = found["statements"][0]
    assert first["witnesses"] == 1
    assert [one.get("relays") for one in sorted(first["sources"], key=lambda one: one["source"])] == [
        None,
        {"name": "Cyber Ledger", "report": "c.md"},
    ]
    assert found["origins"][0]["report"] == "c.md"


def test_explain_says_who_a_sentence_is_from():
    told = _told(", according to Cyber Ledger")
    second = story("v.md", "Vale Post", f"{SANK}, according to Cyber Ledger.", OWN["Vale Post"])
    assert "which it has from Cyber Ledger" in next(_pieces(second, told))["where"]
