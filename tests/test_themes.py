"""A site's own layouts: which it has, one block of a page replaced, one copied to edit."""

from __future__ import annotations

import json
import re
import runpy
from pathlib import Path

import invented
import pages
import pytest

from sitegen.cli import main
from sitegen.pages.renderer import Renderer
from sitegen.pages.template import Layouts
from sitegen.pages.theme import shows, themed


def digest_page(**own: str) -> str:
    """The page of a digest in a site with layouts of its `own`."""
    sources = themed(pages.SOURCES, {f"{name}.html": text for name, text in own.items()})
    render = Renderer(Layouts(sources), pages.SITE)
    return pages.made(render, "index.html", invented.digest(), pages.context()).data.decode()


def test_a_site_replaces_one_block_of_a_page_and_keeps_the_rest():
    page = digest_page(
        digest='{% extends "sitegen/digest.html" %}{% block footer %}<p>Ours.</p>{% endblock %}'
    )
    assert "<p>Ours.</p>" in page
    assert "The operator climbed out of the cabin unaided." in page
    assert '<footer class="site">' not in page


def test_a_block_of_the_page_of_an_event_is_replaced_whether_one_reports_it_or_several():
    own = '{% extends "sitegen/digest.html" %}{% block sources %}{{ super() }}<p>Ours.</p>{% endblock %}'
    render = Renderer(Layouts(themed(pages.SOURCES, {"digest.html": own})), pages.SITE)
    story, alone = invented.single()
    several = pages.made(render, "index.html", invented.digest(), pages.context()).data
    one = pages.made(render, "index.html", alone, pages.context("alone"), {story.path: story}).data
    for page in (several, one):
        assert page.count(b"<p>Ours.</p>") == 1
        assert b"Harbour Courier" in page


def test_a_block_can_keep_what_the_packaged_layout_has_there():
    own = '{% extends "sitegen/base.html" %}{% block footer %}{{ super() }}<p>Ours.</p>{% endblock %}'
    page = Renderer(Layouts(themed(pages.SOURCES, {"base.html": own})), pages.SITE).not_found().data
    assert page.index(b'<footer class="site">') < page.index(b"<p>Ours.</p>")


def test_a_packaged_layout_can_be_named_as_such_where_the_site_has_none_of_its_name():
    assert "Ours" in digest_page(digest='{% extends "sitegen/base.html" %}{% block main %}Ours{% endblock %}')


def test_words_of_the_site_leave_the_others_as_they_are():
    words = '{% set DATE = "{year}-{number:02}-{day:02}" %}'
    render = Renderer(Layouts(themed(pages.SOURCES, {"words.html": words})), pages.SITE)
    page = pages.made(render, "evidence/index.html", invented.digest(), pages.context()).data.decode()
    assert ">2026-03-03</time>" in page
    assert "author’s line" in page


def test_a_layout_of_the_site_is_not_published_twice():
    own = {"style.css": "a{}", "digest.html": "x"}
    assert set(themed(pages.SOURCES, own)) == {*pages.SOURCES, "sitegen/digest.html"}


def test_a_copy_without_changes_replaces_nothing():
    assert themed(pages.SOURCES, pages.SOURCES) == pages.SOURCES


def test_a_sheet_of_the_site_stands_behind_the_packaged_one():
    sources = {**pages.SOURCES, "theme.css": ":root{--link:#063}"}
    page = pages.made(
        Renderer(Layouts(sources), pages.SITE), "index.html", invented.digest(), pages.context()
    ).data
    assert 0 < page.index(b"assets/style.") < page.index(b"assets/theme.")


@pytest.mark.parametrize("name", [name for name in pages.SOURCES if not name.endswith(".svg")])
def test_every_layout_says_what_it_shows(name):
    assert shows(pages.SOURCES[name])


def told(capsys, *words: object) -> tuple[int, dict]:
    code = main(["layouts", *map(str, words), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_every_layout_is_listed_with_where_it_comes_from(tmp_path, capsys):
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "story.html").write_text("{# A story, our way. #}{{ story.title }}")
    (tmp_path / "layouts" / "theme.css").write_text("/* Our colours. */")
    (tmp_path / "layouts" / "base.html").write_text(pages.SOURCES["base.html"])
    code, found = told(capsys, "-C", tmp_path)
    origins = {one["name"]: one["origin"] for one in found["layouts"]}
    assert code == 0
    assert set(origins) == {*pages.SOURCES, "theme.css"}
    assert [origins[name] for name in ("digest.html", "story.html", "theme.css", "base.html")] == [
        "packaged",
        "site: replaces the packaged one",
        "site",
        "site: as packaged",
    ]
    assert {"name": "theme.css", "origin": "site", "shows": "Our colours."} in found["layouts"]


def test_a_layout_is_copied_into_the_site(tmp_path, capsys):
    code, found = told(capsys, "copy", "digest.html", "-C", tmp_path)
    assert (code, found["file"]) == (0, str(tmp_path / "layouts" / "digest.html"))
    assert (tmp_path / "layouts" / "digest.html").read_text("utf-8") == pages.SOURCES["digest.html"]


def test_a_layout_of_the_site_is_not_overwritten_without_force(tmp_path, capsys):
    (tmp_path / "layouts").mkdir()
    own = tmp_path / "layouts" / "digest.html"
    own.write_text("ours")
    code, found = told(capsys, "copy", "digest.html", "-C", tmp_path)
    assert (code, own.read_text()) == (3, "ours")
    assert found["error"].endswith("is there already; --force replaces it with the packaged one")
    assert told(capsys, "copy", "digest.html", "--force", "-C", tmp_path)[0] == 0
    assert own.read_text("utf-8") == pages.SOURCES["digest.html"]


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["copy", "digst.html"], "did you mean digest.html?"),
        (["copy", "../pyproject.toml"], "see: sitegen layouts"),
        (["copy"], "name the layout"),
    ],
)
def test_a_wrong_name_is_told_with_a_way_out(tmp_path, capsys, words, hint):
    code, found = told(capsys, *words, "-C", tmp_path)
    assert code == 3
    assert hint in found["error"]


def test_the_layouts_and_what_they_are_given_are_documented():
    tool = runpy.run_path(str(Path(__file__).parents[1] / "tools" / "layout_docs.py"))
    assert tool["written"]() == tool["FILE"].read_text("utf-8"), "run: python tools/layout_docs.py"


def test_any_file_may_lie_among_the_layouts(tmp_path, capsys):
    assert main(["init", "-q", str(tmp_path)]) == 0
    (tmp_path / "layouts" / "img").mkdir(parents=True)
    (tmp_path / "layouts" / "img" / "crest.png").write_bytes(b"\x89PNG\xff")
    (tmp_path / "layouts" / "Thumbs.db").write_bytes(b"\xff")
    (tmp_path / "layouts" / "Story.html").write_text("x")
    assert main(["build", "-C", str(tmp_path)]) == 0
    assert list((tmp_path / "public" / "assets" / "img").glob("crest.*.png"))
    assert not list((tmp_path / "public" / "assets").glob("Thumbs*"))
    assert "layouts/Story.html: replaces no layout" in capsys.readouterr().err


DOCS = Path(__file__).parents[1] / "docs"
GALLERY = (DOCS / "gallery.md").read_text("utf-8")
PROPERTIES = set(re.findall(r"(--[a-z]+):", pages.SOURCES["style.css"]))
SHEETS = re.findall(r"^## (\w+)\n.*?^```css\n(.*?)^```", GALLERY, re.DOTALL | re.MULTILINE)
SCHEMES = [
    (f"{name}, {scheme}", dict(re.findall(r"(--[a-z]+): (#[0-9a-f]{6})", part.partition("}")[0])))
    for name, sheet in [("packaged", pages.SOURCES["style.css"]), *SHEETS]
    for scheme, part in zip(
        ("light", "dark"), sheet.split("@media (prefers-color-scheme: dark)"), strict=False
    )
]


def test_the_gallery_names_every_property_of_the_style_sheet():
    assert set(re.findall(r"`(--[a-z]+)`", GALLERY)) == PROPERTIES


@pytest.mark.parametrize(("name", "sheet"), SHEETS)
def test_a_look_of_the_gallery_sets_what_there_is_and_has_a_picture(name, sheet):
    assert set(re.findall(r"(--[a-z]+):", sheet)) <= PROPERTIES
    assert (DOCS / f"gallery-{name.lower()}.png").read_bytes().startswith(b"\x89PNG")


def light(colour: str) -> float:
    """The relative luminance of a colour such as #1d1c1a, by WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("name", "colours"), SCHEMES, ids=[name for name, _ in SCHEMES])
def test_text_can_be_read_on_every_ground_of_a_look(name, colours):
    pairs = [
        (text, ground) for ground in ("--paper", "--wash") for text in ("--ink", "--soft", "--link", "--may")
    ]
    for text, ground in [*pairs, ("--link", "--tint"), ("--ink", "--mark")]:
        dark, bright = sorted((light(colours[text]), light(colours[ground])))
        assert (bright + 0.05) / (dark + 0.05) >= 4.5, (text, ground)
