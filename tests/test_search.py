"""Search without a server: the index has each point under its anchor, and is the same on every run."""

from __future__ import annotations

import os
import re
import shutil

import hosted
import invented
import pages
import pytest
from msgspec.structs import replace

from sitegen import SettingsError
from sitegen.cli import main
from sitegen.pages.view import Site
from sitegen.site import config, search
from sitegen.site.config import checked

pagefind = pytest.importorskip("pagefind_bin", reason="pagefind is not installed")

CHROMIUM = os.environ.get("SITEGEN_CHROMIUM") or shutil.which("chromium")
STORY = "---\ntitle: {}\ndate: 2026-04-0{}\nlang: {}\n---\n\n{}\n"
STORIES = {
    "owl.md": ("Owl moves into lighthouse", 1, "en", "An owl has moved into the lighthouse. It eats moths."),
    "zug.md": (
        "Zug hält für Gänse",
        2,
        "de",
        "Der Zug hielt am Montag für eine Gans. Niemand litt.",
    ),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("searched")
    (folder / "content").mkdir()
    for name, values in STORIES.items():
        (folder / "content" / name).write_text(STORY.format(*values), "utf-8")
    (folder / "sitegen.toml").write_text('search = true\nbase_url = "https://vessa.example/news/"\n', "utf-8")
    assert main(["build", "-q", "--jobs", "1", "-C", str(folder)]) == 0
    return folder


def twins():
    here = pages.context(invented.ADDRESS)
    return [pages.made(pages.renderer(), "index.json", invented.digest(), here).data]


def files(found):
    return {page.path: page.data for page in found}


def test_the_same_digests_give_the_same_index():
    assert files(search.search_pages(twins())) == files(search.search_pages(twins()))


def test_the_index_has_no_surface_of_another():
    found = files(search.search_pages(twins()))
    assert "search/pagefind.js" in found
    assert not any("ui" in path or "highlight" in path for path in found)


def test_each_statement_stands_under_its_anchor_and_folded_words_behind_it():
    text = search.document(search._decode(twins()[0]))
    assert '<p id="s1">A loading crane toppled' in text
    assert "</p><p>Two dockers were injured when a crane fell over" in text


def test_the_members_of_a_point_stand_under_the_anchor_of_its_lead():
    digest = search._decode(twins()[0])
    first, second, *others = digest.statements
    told = replace(digest, statements=(first, replace(second, detail_of=first.id), *others))
    text = search.document(told)
    assert f'<p id="{second.id}">' not in text
    assert text.index(f'id="{first.id}"') < text.index(f"<p>{second.text}</p>") < text.index(others[0].text)


def test_no_words_of_a_source_are_markup_for_the_indexer():
    hostile = replace(invented.digest(), title="<script>alert(1)</script>")
    raw = pages.made(pages.renderer(), "index.json", hostile, pages.context("x")).data
    assert "<script" not in search.document(search._decode(raw))


def test_an_unchanged_site_is_not_indexed_again(site, monkeypatch):
    monkeypatch.setattr(search, "search_pages", None)
    (site / "content" / "note.txt").write_text("", "utf-8")
    assert main(["build", "-q", "--jobs", "1", "-C", str(site)]) == 0
    assert (site / "public" / "search" / "pagefind.js").is_file()


def test_a_site_without_search_has_no_trace_of_it(tmp_path):
    (tmp_path / "content").mkdir()
    assert main(["build", "-q", "-C", str(tmp_path)]) == 0
    found = [path.name for path in (tmp_path / "public").rglob("*")]
    assert not [name for name in found if "search" in name]
    assert 'href="search' not in (tmp_path / "public" / "index.html").read_text("utf-8")


@pytest.mark.parametrize("name", ["search", "pictures"])
def test_a_missing_extra_is_named_with_what_to_do(name, monkeypatch):
    monkeypatch.setattr(config, "find_spec", lambda _: None)
    with pytest.raises(SettingsError, match=re.escape(config.INSTALLS[name])):
        config.require(**{"search": False, "pictures": False, name: True})


def test_a_switch_is_true_or_false():
    with pytest.raises(SettingsError, match="it must be true or false"):
        checked({"search": "yes"}, "sitegen.toml")


@pytest.fixture(scope="module")
def tab(site):
    if not CHROMIUM:
        pytest.skip("no Chromium: set SITEGEN_CHROMIUM to its path")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser.new_page()
        browser.close()


@pytest.mark.parametrize(
    ("words", "language", "anchor", "says"),
    [("moths", "en", "#s2", "It eats moths."), ("Züge", "de", "#s1", "Der Zug hielt")],
)
def test_what_is_found_leads_to_the_statement(tab, site, words, language, anchor, says):
    wrong = []
    tab.on("console", lambda message: wrong.append(message.text))
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    with hosted.host(site / "public", "/news") as top:
        tab.goto(f"{top}/search/index.html?q={words}")
        found = tab.locator("#found li li a").first
        found.wait_for()
        assert tab.locator("#found > li").first.get_attribute("lang") == language
        found.click()
        tab.wait_for_load_state()
        assert tab.url.startswith(f"{top}/")
        assert tab.url.endswith(anchor)
        assert says in tab.locator(anchor).inner_text()
    assert wrong == []


def test_words_that_nobody_used_are_said_to_be_nowhere(tab, site):
    with hosted.host(site / "public", "/news") as top:
        tab.goto(f"{top}/search/index.html?q=rhinoceros")
        tab.get_by_text("No sentence and no headline has these words.").wait_for()


def test_from_a_disk_the_page_says_that_search_needs_a_server(tab, site):
    tab.goto((site / "public" / "search" / "index.html").as_uri())
    assert "Search needs a web server" in tab.locator("#said").inner_text()


def test_without_an_index_the_page_says_what_makes_one(tab, site, tmp_path):
    shutil.copytree(site / "public", tmp_path / "public", ignore=shutil.ignore_patterns("pagefind*"))
    with hosted.host(tmp_path / "public", "/news") as top:
        tab.goto(f"{top}/search/index.html?q=owl")
        tab.get_by_text("It is made by: sitegen build").wait_for()


def test_a_hosted_search_page_names_itself_in_the_site():
    page = pages.renderer(Site("The Vessa Digest", None, "en", "0.1.0", search=True)).not_found()
    assert b'href="/search/index.html"' in page.data
