"""Layouts: what is wrong with one is said with its file, its line and a way out."""

from __future__ import annotations

import invented
import pages
import pytest

from sitegen import LayoutError
from sitegen.pages.renderer import Renderer
from sitegen.pages.template import Layouts, _Environment
from sitegen.pages.theme import strays, themed


def fault(text: str) -> str:
    with pytest.raises(LayoutError) as caught:
        pages.made(pages.renderer(digest=text), "index.html", invented.digest(), pages.context())
    return str(caught.value)


def test_an_unknown_name_is_told_with_file_and_line():
    message = fault("<p>\n{{ souces }}</p>")
    assert message.startswith("layouts/digest.html:2: unknown name 'souces'; the layout is given 'digest', ")


def test_an_unknown_name_inside_a_value_offers_the_nearest():
    assert fault("{{ digest.souces }}") == (
        "layouts/digest.html:1: unknown name 'souces' of a digest; did you mean 'sources'?"
    )


def test_a_fault_in_a_layout_that_is_extended_is_told_where_it_stands():
    with pytest.raises(LayoutError, match=r"^layouts/base\.html:3: unknown name 'pag'"):
        pages.renderer(base="<html>\n\n{{ pag.title }}{% block main %}{% endblock %}").not_found()


def test_a_syntax_error_stops_the_load():
    with pytest.raises(LayoutError, match=r"^layouts/story\.html:2: "):
        Layouts(themed(pages.SOURCES, {"story.html": "<p>\n{% for x in %}"}))


def test_a_missing_parent_is_told():
    assert fault("{% extends 'bas.html' %}") == "layouts/digest.html:1: no layout of the name 'bas.html'"


def test_a_missing_layout_is_told():
    sources = {name: text for name, text in pages.SOURCES.items() if name != "digest.html"}
    layouts = Layouts(sources)
    with pytest.raises(LayoutError, match=r"layouts/digest\.html: this layout is missing"):
        layouts.page("digest.html", "x", {})


def test_a_wrong_operation_in_a_layout_is_told():
    assert fault("\n{{ 1 + 'a' }}").startswith("layouts/digest.html:2: ")


def test_a_value_that_may_be_missing_can_be_asked_for():
    page = pages.renderer(digest="{% if surprise is defined %}yes{% else %}no{% endif %}")
    assert pages.made(page, "index.html", invented.digest(), pages.context()).data == b"no"


def test_values_are_escaped_in_a_layout_of_the_owner():
    page = pages.made(
        pages.renderer(evidence="{{ sources[2][0].asides[0].text }}"),
        "evidence/index.html",
        invented.digest(),
        pages.context(),
    )
    assert page.data == b"Teilen &lt;b&gt;jetzt&lt;/b&gt; &amp; drucken"


def test_another_style_sheet_has_another_address():
    one = Layouts({**pages.SOURCES, "style.css": "a{}"}).assets["style.css"]
    other = Layouts({**pages.SOURCES, "style.css": "b{}"}).assets["style.css"]
    assert one != other


def test_a_style_sheet_is_published_without_what_means_nothing():
    sheet = """/* why */\na > b, c :is(d) {\n  width: calc(1px + 2px);\n  content: "; a, /* b */";\n}\n"""
    (page,) = Layouts({"style.css": sheet}).files
    assert page.data == b'a>b,c :is(d){width:calc(1px + 2px);content:"; a, /* b */"}'


def test_words_of_the_owner_replace_the_packaged_ones():
    words = pages.SOURCES["words.html"].replace('calendar("date")', '"{year}/{number}/{day}"')
    page = pages.made(pages.renderer(words=words), "index.html", invented.digest(), pages.context())
    assert b"2026/3/2" in page.data


def test_compiled_layouts_can_be_kept(tmp_path):
    Layouts(pages.SOURCES, str(tmp_path)).words("words.html")
    (kept,) = tmp_path.iterdir()
    held = kept.stat()
    Layouts(pages.SOURCES, str(tmp_path)).words("words.html")
    (again,) = tmp_path.iterdir()
    assert again.stat() == held


def test_a_packaged_layout_is_compiled_when_it_is_needed(tmp_path):
    Layouts(pages.SOURCES, str(tmp_path))
    assert not [*tmp_path.iterdir()]


def test_layouts_that_cannot_be_kept_are_filled_all_the_same(tmp_path):
    layouts = Layouts({"one.html": "{{ 1 + 1 }}"}, str(tmp_path / "missing"))
    assert layouts.page("one.html", "x", {}).data == b"2"


def test_a_file_that_is_no_text_is_published_under_its_digest():
    layouts = Layouts({**pages.SOURCES, "crest.png": b"\x89PNG\xff\x00"})
    assert {page.path: page.data for page in layouts.files}[layouts.assets["crest.png"]] == b"\x89PNG\xff\x00"
    assert layouts.assets["crest.png"].startswith("assets/crest.")


def test_a_sheet_links_to_the_fonts_and_pictures_beside_it():
    sheet = b"""@import "parts/more.css"; @font-face { src: url("type/our%20face.woff2") }
    b { background: url(x.png) }"""
    files = {
        "theme.css": sheet,
        "type/our face.woff2": b"\x00\xff",
        "parts/more.css": b"a{background:url(../up.png)}",
    }
    layouts = Layouts({**pages.SOURCES, **files, "up.png": b"\xff"})
    data = {page.path: page.data.decode("utf-8", "replace") for page in layouts.files}
    told = data[layouts.assets["theme.css"]]
    for name in ("type/our face.woff2", "parts/more.css"):
        assert layouts.assets[name].removeprefix("assets/") in told
    assert "../" + layouts.assets["up.png"].removeprefix("assets/") in data[layouts.assets["parts/more.css"]]
    assert "url(x.png)" in told
    assert " " not in layouts.assets["type/our face.woff2"]


def test_two_sheets_that_import_each_other_are_published():
    files = {"a.css": b'@import "b.css";', "b.css": b'@import "a.css";'}
    assert len(Layouts({**pages.SOURCES, **files}).files) == len(Layouts(pages.SOURCES).files) + 2


def test_a_layout_in_a_folder_can_be_included():
    sources = {**pages.SOURCES, "parts/desk.html": "Write to {{ site.title }}."}
    sources = themed(sources, {"missing.html": '{% include "parts/desk.html" %}'})
    assert Renderer(Layouts(sources), pages.SITE).not_found().data == b"Write to The Vessa Digest."


@pytest.mark.parametrize(
    ("own", "message"),
    [
        (
            {"story.html": '\n{% extends "story.html" %}'},
            'layouts/story.html:2: extends itself; did you mean {% extends "sitegen/story.html" %}?',
        ),
        (
            {"story.html": '{% extends "topic.html" %}', "topic.html": '{% extends "story.html" %}'},
            "layouts/story.html:1: extends topic.html and so itself",
        ),
        (
            {"story.html": '{% extends "sitegen/story.html" %}\n\n{% block maine %}{% endblock %}'},
            "layouts/story.html:3: no block 'maine' in sitegen/story.html; did you mean 'main'?",
        ),
        (
            {"story.html": '{% extends "sitegen/story.html" %}{% block zzz %}{% endblock %}'},
            "layouts/story.html:1: no block 'zzz' in sitegen/story.html; its blocks are footer, head",
        ),
    ],
)
def test_a_slip_in_what_a_layout_extends_is_told_with_its_line(own, message):
    with pytest.raises(LayoutError) as caught:
        Layouts(themed(pages.SOURCES, own))
    assert str(caught.value).startswith(message)


def test_a_block_of_ones_own_can_stand_inside_a_packaged_one():
    own = '{% extends "sitegen/missing.html" %}{% block main %}{% block ours %}Us{% endblock %}{% endblock %}'
    assert b"Us" in pages.renderer(missing=own).not_found().data


@pytest.mark.parametrize(
    "text",
    [
        '{% include "missing.html" %}',
        "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}",
    ],
)
def test_a_layout_that_goes_round_without_end_is_told(text):
    with pytest.raises(LayoutError, match=r"layouts/missing.html:1: goes round without end"):
        pages.renderer(missing=text).not_found()


def test_layouts_that_nothing_shows_are_named():
    own = {
        "Digest.html": "x",
        "story.htm": b"x",
        "note.html": "x",
        "used.html": "x",
        "logo.png": b"",
        "de.po": "",
    }
    own["base.html"] = '{% include "used.html" %}'
    found = dict(strays(pages.SOURCES, own))
    assert set(found) == {"Digest.html", "story.htm", "note.html"}
    assert found["Digest.html"].endswith("did you mean digest.html?")
    assert found["story.htm"].endswith("did you mean story.html?")


def test_no_packaged_layout_asks_a_value_for_what_it_lacks(monkeypatch):
    slowly = []
    monkeypatch.setattr(_Environment, "slowly", lambda *given: slowly.append(given) or "")
    pages.site()
    assert slowly == []


def test_a_layout_may_ask_a_value_for_what_it_may_lack():
    page = pages.renderer(digest="{{ digest.surprise is defined }} {{ {'a': 1}.a }}")
    assert pages.made(page, "index.html", invented.digest(), pages.context()).data == b"False 1"
