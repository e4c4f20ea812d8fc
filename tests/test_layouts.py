"""Layouts: what is wrong with one is said with its file, its line and a way out."""

from __future__ import annotations

import invented
import jinja2
import pages
import pytest

from sitegen.errors import LayoutError
from sitegen.pages.renderer import Layouts
from sitegen.pages.theme import themed


def fault(text: str) -> str:
    with pytest.raises(LayoutError) as caught:
        pages.renderer(digest=text).digest(invented.digest(), pages.context())
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
        Layouts.load(themed(pages.SOURCES, {"story.html": "<p>\n{% for x in %}"}))


def test_a_missing_parent_is_told():
    assert fault("{% extends 'bas.html' %}") == "layouts/digest.html:1: no layout of the name 'bas.html'"


def test_a_missing_layout_is_told():
    sources = {name: text for name, text in pages.SOURCES.items() if name != "digest.html"}
    layouts = Layouts.load(sources)
    with pytest.raises(LayoutError, match=r"layouts/digest\.html: this layout is missing"):
        layouts.page("digest.html", "x", {})


def test_a_wrong_operation_in_a_layout_is_told():
    assert fault("\n{{ 1 + 'a' }}").startswith("layouts/digest.html:2: ")


def test_a_value_that_may_be_missing_can_be_asked_for():
    page = pages.renderer(digest="{% if surprise is defined %}yes{% else %}no{% endif %}")
    assert page.digest(invented.digest(), pages.context()).data == b"no"


def test_values_are_escaped_in_a_layout_of_the_owner():
    page = pages.renderer(digest="{{ digest.sources[3].asides[0].text }}").digest(
        invented.digest(), pages.context()
    )
    assert page.data == b"Teilen &lt;b&gt;jetzt&lt;/b&gt; &amp; drucken"


def test_another_style_sheet_has_another_address():
    one = Layouts.load({**pages.SOURCES, "style.css": "a{}"}).assets["style.css"]
    other = Layouts.load({**pages.SOURCES, "style.css": "b{}"}).assets["style.css"]
    assert one != other


def test_a_style_sheet_is_published_without_what_means_nothing():
    sheet = """/* why */\na > b, c :is(d) {\n  width: calc(1px + 2px);\n  content: "; a, /* b */";\n}\n"""
    (page,) = Layouts.load({"style.css": sheet}).files
    assert page.data == b'a>b,c :is(d){width:calc(1px + 2px);content:"; a, /* b */"}'


def test_words_of_the_owner_replace_the_packaged_ones():
    words = pages.SOURCES["words.html"].replace('calendar("date")', '"{year}/{number}/{day}"')
    page = pages.renderer(words=words).digest(invented.digest(), pages.context())
    assert b"2026/3/2" in page.data


class Kept(jinja2.BytecodeCache):
    """Compiled layouts kept in a dictionary."""

    def __init__(self):
        self.held = {}

    def load_bytecode(self, bucket):
        if bucket.key in self.held:
            bucket.bytecode_from_string(self.held[bucket.key])

    def dump_bytecode(self, bucket):
        self.held[bucket.key] = bucket.bytecode_to_string()


def test_compiled_layouts_can_be_kept():
    cache = Kept()
    Layouts.load(pages.SOURCES, cache).words("words.html")
    held = dict(cache.held)
    Layouts.load(pages.SOURCES, cache).words("words.html")
    assert len(held) == 1
    assert cache.held == held


def test_a_packaged_layout_is_compiled_when_it_is_needed():
    cache = Kept()
    Layouts.load(pages.SOURCES, cache)
    assert not cache.held
