"""What programs read: the JSON and its schema, the Markdown, the data in the head, the picture."""

from __future__ import annotations

import json
import re

import invented
import jsonschema
import pages
import pytest
from msgspec.structs import replace

from sitegen.pages import index_json, programs
from sitegen.pages.template import escaped
from sitegen.pages.view import Site

HOSTED = Site("The Vessa Digest", "https://vessa.example/news/", "en", "0.1.0", pictures=True)
DIGEST = f"{invented.ADDRESS}/index.html"


@pytest.fixture(scope="module")
def site():
    return pages.site()


@pytest.fixture(scope="module")
def validator():
    schema = index_json.schema("https://vessa.example")
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def hosted(digest):
    render = pages.renderer(HOSTED)
    return pages.made(render, "index.html", digest, pages.context(invented.ADDRESS)).data.decode()


def head_data(page):
    text = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    return json.loads(text)


def test_every_digest_of_the_invented_site_follows_the_schema(site, validator):
    found = [path for path in site if path.endswith("/index.json")]
    assert len(found) == 2
    for path in found:
        validator.validate(json.loads(site[path]))


@pytest.mark.parametrize(
    ("part", "value"),
    [("title", None), ("schema", 2), ("published", "yesterday"), ("sources", []), ("statements", [{}])],
)
def test_the_schema_refuses_what_breaks_the_contract(site, validator, part, value):
    digest = json.loads(site[f"{invented.ADDRESS}/index.json"]) | {part: value}
    assert not validator.is_valid(digest)


def test_the_schema_names_where_it_stands():
    told = json.loads(index_json.schema_bytes("https://vessa.example"))
    assert told["$id"] == "https://vessa.example/schema/digest-1.json"
    assert "$id" not in index_json.schema("")


def test_the_head_says_what_a_digest_is_based_on(site):
    data = head_data(site[DIGEST].decode())
    assert data["@type"] == "NewsArticle"
    assert [work["publisher"]["name"] for work in data["isBasedOn"]] == [
        "Harbour Courier",
        "Northern Wire",
        "Echo of the Fjord",
        "Hafenblatt",
    ]
    assert data["citation"] == [{"@id": work["@id"]} for work in data["isBasedOn"]]
    assert "ClaimReview" not in site[DIGEST].decode()


def test_no_headline_leaves_the_data_of_the_head():
    hostile = replace(invented.digest(), title="</script><script>alert(1)</script> & <!-- x")
    text = index_json.linked_data(hostile, "S", "")
    assert not set("<>&") & set(text)
    assert json.loads(text)["headline"] == hostile.title


def test_only_addresses_of_the_web_are_named_as_sources():
    source = replace(invented.digest().sources[0], url="javascript:alert(1)")
    assert "javascript" not in index_json.linked_data(replace(invented.digest(), sources=(source,)), "S", "")


def test_a_hosted_page_says_how_it_is_shown_where_it_is_shared():
    page = hosted(invented.digest())
    assert f'property="og:url" content="https://vessa.example/news/{invented.ADDRESS}/"' in page
    assert f'og:image" content="https://vessa.example/news/{invented.ADDRESS}/picture.png"' in page
    assert head_data(page)["url"] == f"https://vessa.example/news/{invented.ADDRESS}/"


def test_a_site_without_an_address_promises_no_picture(site):
    assert "og:" not in site[DIGEST].decode()
    assert not any(path.endswith("picture.png") for path in site)


def test_the_plain_text_says_every_statement_with_its_letters(site):
    text = site[f"{invented.ADDRESS}/index.md"].decode()
    for statement in invented.digest().statements:
        assert escaped(statement.text) in text
    assert "injuring two dockers. [s1] (A, C)\n\n- Two dockers were injured" in text
    assert "## Timeline" not in text
    assert "Teilen &lt;b&gt;jetzt&lt;/b&gt; &amp; drucken" in text


def test_no_words_of_a_source_format_the_plain_text():
    hostile = "# [x](javascript:1) ![y](z) <img src=x> **b** `c`\n\n---\n1. d"
    assert escaped(hostile) == (
        "\\# \\[x\\](javascript:1) !\\[y\\](z) &lt;img src=x&gt; \\*\\*b\\*\\* \\`c\\` --- 1. d"
    )


def test_a_picture_is_the_same_wherever_it_is_drawn():
    pytest.importorskip("resvg_py")
    pytest.importorskip("fontpkg_noto_sans")
    drawn = programs.drawn(invented.digest(), "The Vessa Digest")
    assert drawn.startswith(b"\x89PNG")
    assert drawn == programs.drawn(invented.digest(), "The Vessa Digest")


def test_a_picture_has_headline_lede_and_outlets_and_fits():
    drawn = programs.svg(invented.digest(), "The Vessa Digest")
    for words in ("Crane topples", "injuring two dockers.", "The Vessa Digest: Harbour Courier"):
        assert words in drawn
    assert all(int(y) < programs.HEIGHT for y in re.findall(r' y="(\d+)"', drawn))


def test_a_long_lede_is_cut_where_the_picture_ends():
    digest = invented.digest()
    long = replace(digest.statements[0].citations[0], text="It fell on the quay and was lifted. " * 40)
    statements = (replace(digest.statements[0], citations=(long,)), *digest.statements[1:])
    drawn = programs.svg(replace(digest, statements=statements, title="Crane " * 60), "S" * 200)
    assert " …" in drawn
    assert all(int(y) < programs.HEIGHT for y in re.findall(r' y="(\d+)"', drawn))


@pytest.mark.parametrize("title", ["港で起重機が倒れ二人負傷", "سقوط رافعة في الميناء", "🙂"])
def test_a_headline_that_the_font_cannot_write_is_left_out(title):
    assert title not in programs.svg(replace(invented.digest(), title=title), "S")


def test_a_hostile_headline_is_only_text_in_the_picture():
    drawn = programs.svg(replace(invented.digest(), title="</text><image href='x'/>"), "S")
    assert "<image" not in drawn


def test_the_evidence_leads_search_engines_to_the_story():
    page = pages.made(
        pages.renderer(HOSTED), "evidence/index.html", invented.digest(), pages.context(invented.ADDRESS)
    ).data.decode()
    assert f'<link rel="canonical" href="https://vessa.example/news/{invented.ADDRESS}/">' in page
    assert '<meta name="description" content="' in page
    assert "noindex" not in page
