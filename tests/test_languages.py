"""The site's own words in its language: every text has its translation, every number and day its form."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import babel.numbers
import invented
import pages
import pytest
from babel.messages.pofile import read_po

from sitegen import LayoutError
from sitegen.pages import translation
from sitegen.pages.renderer import Renderer
from sitegen.pages.template import Layouts
from sitegen.pages.translation import Texts, calendar, grouping, number, plural_form
from sitegen.pages.view import Site

ROOT = Path(__file__).parents[1]
TEXTS = {path.stem: path for path in sorted((ROOT / "sitegen" / "texts").glob("*.po"))}
TOOL = runpy.run_path(str(ROOT / "tools" / "texts.py"))
PLACES = re.compile(r"%\(\w+\)s|<[^>]*>")


@pytest.fixture(scope="module")
def wanted():
    """Every text of the layouts."""
    return TOOL["wanted"]()


def poured(text: str, language: str = "de", own: str = "", **values: object) -> str:
    """A layout of its own text, filled; `own` is a catalogue of the site."""
    sources = {"one.html": text} | ({f"{language}.po": own} if own else {})
    return Layouts(sources, None, language).page("one.html", "x", values).data.decode()


def test_a_large_number_in_a_compiled_text_needs_nothing_of_its_language(monkeypatch):
    layouts = Layouts({"one.html": "{% trans n=n %}{{ n }} event{% pluralize %}{{ n }} events{% endtrans %}"})
    layouts.ready()
    monkeypatch.setattr(translation, "_grouped", None)
    assert layouts.page("one.html", "x", {"n": 12345}).data == b"12,345 events"


def own(english: str, text: str) -> str:
    return f'msgid "{english}"\nmsgstr "{text}"\n'


def test_a_site_that_names_no_language_speaks_english():
    assert poured(
        '{{ _("Site") }} {% trans n=1 %}{{ n }} page{% pluralize %}{{ n }} pages{% endtrans %}', "en"
    ) == ("Site 1 page")


def test_a_text_that_no_catalogue_has_stays_english():
    assert poured('{{ _("No one translates this") }}', "de") == "No one translates this"
    assert poured('{{ _("No one translates this") }}', "tlh") == "No one translates this"


def test_a_catalogue_of_the_site_counts_first():
    assert poured('{{ _("Site") }}', own=own("Site", "Auftritt")) == "Auftritt"


def test_a_site_can_bring_a_language_of_its_own():
    assert poured('{{ _("Site") }}', "nl-BE", own=own("Site", "Website")) == "Website"


def test_a_translation_that_asks_for_an_unknown_value_is_not_used():
    text = "{% trans n=3 %}Page {{ n }}{% endtrans %}"
    assert poured(text, own=own("Page %(n)s", "Seite %(zahl)s")) == "Page 3"


def test_a_broken_catalogue_is_told_by_its_name():
    with pytest.raises(LayoutError, match=r"^layouts/de\.po: is no catalogue of texts: "):
        poured('{{ _("Site") }}', own='msgid "a\n"b"\n')


def test_values_in_a_text_are_escaped_and_markup_of_the_text_is_not():
    text = "{% trans name=name %}By <b>{{ name }}</b>, 100 %{% endtrans %}"
    assert poured(text, "en", name="A & <i>") == "By <b>A &amp; &lt;i&gt;</b>, 100 %"


def test_a_text_can_stand_in_an_expression():
    text = '{% set word = _("%(n)s pages", n=n) if n else _("none") %}<p title="{{ word }}">{{ word }}</p>'
    assert poured(text, "en", n=1200) == '<p title="1,200 pages">1,200 pages</p>'


ARABIC = """msgid ""
msgstr ""
"Plural-Forms: nplurals=6; "
"plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5)\\n"

msgid "%(n)s word"
msgid_plural "%(n)s words"
msgstr[0] "zero"
msgstr[1] "one"
msgstr[2] "two"
msgstr[3] "few %(n)s"
msgstr[4] "many %(n)s"
msgstr[5] "other %(n)s"
"""


@pytest.mark.parametrize(
    ("number", "form"),
    [
        (0, "zero"),
        (1, "one"),
        (2, "two"),
        (7, "few 7"),
        (11, "many 11"),
        (100, "other 100"),
        (103, "few 103"),
    ],
)
def test_arabic_has_six_forms_of_a_text_with_a_number(number, form):
    text = "{% trans n=n %}{{ n }} word{% pluralize %}{{ n }} words{% endtrans %}"
    assert poured(text, "ar", ARABIC, n=number) == form


def test_numbers_stand_in_the_way_of_the_language():
    text = "{{ n | number }} {% trans n=n %}of {{ n }}{% endtrans %}"
    assert poured(text, "de", n=1234567) == "1.234.567 of 1.234.567"
    assert poured(text, "en", n=999) == "999 of 999"


@pytest.mark.parametrize("language", ["en", *TEXTS])
def test_every_number_is_written_as_babel_writes_it(language):
    values = (0, 7, 999, 1000, 65536, 10**7)
    shown = [number(value, language=language) for value in values]
    assert shown == [number(value, *grouping(language), language=language) for value in values]
    assert [str(one) for one in shown] == [
        babel.numbers.format_decimal(value, locale=language) for value in (0, 7, 999, 1000, 65536, 10**7)
    ]


@pytest.mark.parametrize(
    ("language", "day", "weekday"),
    [
        ("en", "2 March 2026", "Monday"),
        ("en-US", "March 2, 2026", "Monday"),
        ("de", "2. März 2026", "Montag"),
        ("fr", "2 mars 2026", "lundi"),
        ("es", "2 de marzo de 2026", "lunes"),
        ("pt", "2 de março de 2026", "segunda-feira"),
        ("ar", "2 مارس 2026", "الاثنين"),
        ("ja", "2026年3月2日", "月曜日"),
        ("tlh", "2 March 2026", "Monday"),
    ],
)
def test_a_day_is_written_as_the_language_writes_it(language, day, weekday):
    words = pages.renderer(Site("S", None, language, "1"))._words
    assert (words.day("2026-03-02").text, words.weekday("2026-03-02")) == (day, weekday)


def test_outlets_stand_behind_each_other_with_the_comma_of_the_language():
    page = pages.made(
        pages.renderer(Site("S", None, "ar", "1")), "index.html", invented.digest(), pages.context()
    )
    assert "Harbour Courier، B Northern Wire،" in pages.Reading(page.data).text


def test_another_language_or_catalogue_has_another_key():
    keys = [Texts("de", {}).key, Texts("fr", {}).key, Texts("de", {"de.po": own("a", "b")}).key]
    assert len(set(keys)) == len(keys)


def test_a_kept_layout_is_not_taken_for_one_in_another_language(tmp_path):
    sources = {"one.html": '{% set WORD = calendar("months")[2] %}{{ WORD }}'}
    months = [
        Layouts(sources, str(tmp_path), one).page("one.html", "x", {}).data.decode()
        for one in ("de", "es", "de")
    ]
    assert months == ["März", "marzo", "März"]


def test_plural_rules_are_those_of_gettext():
    assert [plural_form(number, "n > 1") for number in (0, 1, 2)] == [0, 0, 1]


def test_every_locale_of_babel_has_a_calendar():
    for language in ("th", "yo", "dz", "zh", "la", "eo"):
        made = calendar(language)["date"].format(day=2, month="M", number=3, year=2026)
        assert "2026" in made


@pytest.mark.parametrize("language", TEXTS)
def test_every_text_of_the_layouts_is_translated(language, wanted):
    missing = TOOL["missing"](TOOL["updated"](TEXTS[language], wanted))
    if missing:
        # Who adds a text need not speak every language: until somebody does, it stands there in English.
        pytest.xfail(f"to be translated: {missing}")


@pytest.mark.parametrize("language", TEXTS)
def test_a_catalogue_holds_no_text_that_no_layout_has(language, wanted):
    path = TEXTS[language]
    assert path.read_bytes() == TOOL["plain"](TOOL["updated"](path, wanted), TOOL["_rule"](path))


@pytest.mark.parametrize("language", TEXTS)
def test_a_translation_has_the_values_and_tags_of_its_text(language):
    wrong = []
    for message in read_po(TEXTS[language].read_bytes().splitlines(keepends=True)):
        if not message.id:
            continue
        texts = [text for text in (message.string if message.pluralizable else [message.string]) if text]
        needed = [set(PLACES.findall(one)) for one in (message.id if message.pluralizable else [message.id])]
        few = {"%(n)s"} if message.pluralizable else set()  # "two words" may go without the 2
        wrong += [text for text in texts if not needed[0] - few <= set(PLACES.findall(text)) <= needed[-1]]
    assert wrong == []


SPOKEN = {"aria-label", "title", "alt", "placeholder", "content"}
"""Attributes whose values a person reads or hears; those of our own scripts begin with ``data-``."""


def pseudo() -> str:
    """A catalogue in which every word of every text is a tick."""

    def ticked(text: str) -> str:
        cut = re.split(rf"({PLACES.pattern})", text)
        return "".join(one if place % 2 else re.sub(r"[^\W\d_]+", "✓", one) for place, one in enumerate(cut))

    catalogue = TOOL["wanted"]()
    for message in catalogue:
        texts = message.id if message.pluralizable else (message.id,)
        message.string = tuple(map(ticked, texts)) if message.pluralizable else ticked(message.id)
    return TOOL["plain"](catalogue, TOOL["ONE_OR_MORE"]).decode()


def read_aloud(page: bytes) -> set[str]:
    """Every word of a page that a person meets."""
    reading = pages.Reading(re.sub(rb"(?s)<(script|style)\b.*?</\1>", b"", page))
    spoken = [
        value or ""
        for tag, named in reading.tags
        for name, value in named.items()
        if (name in SPOKEN or name.startswith("data-"))
        and (tag != "meta" or named.get("name") == "description")
    ]
    return set(re.findall(r"[A-Za-z]{3,}", " ".join((reading.text, *spoken))))


def test_no_text_of_a_page_stands_outside_the_catalogue():
    site = Site("The Vessa Digest", None, "tlh", "1")
    render = Renderer(Layouts({**pages.SOURCES, "tlh.po": pseudo()}, None, "tlh"), site)
    said = repr(
        [invented.digest(), *map(invented.story, invented.STORIES), *invented.single(), calendar("en")]
    )
    known = set(re.findall(r"[A-Za-z]{3,}", said)) | {"The", "Vessa", "Digest"}
    found = {
        path: left
        for path, data in pages.site(render).items()
        if path.endswith(".html") and (left := read_aloud(data) - known)
    }
    assert found == {}


def test_the_six_languages_are_there():
    assert set(TEXTS) == {"de", "fr", "es", "pt", "ar"}
