"""What a published site says of outlets that may not be quoted at will, and what `check --licence` says."""

from __future__ import annotations

import json

import pytest

from sitegen.cli import main

LANTERN = (
    "The council closed the Harl bridge on Monday after a diver found two cracked piers.\n\n"
    "About 4,000 drivers use it every day.\n\n"
    "A cake stall on the north bank lost half its trade, said the baker Ilka Torn.\n"
)
VALE = (
    "After a diver found two cracked piers, the council closed the Harl bridge on Monday.\n\n"
    "Repairs will take until October, the engineer Nadja Orlik said.\n"
)


@pytest.fixture
def site(tmp_path):
    (tmp_path / "content").mkdir()
    head = "---\ntitle: {}\noutlet: {}\ndate: 2026-03-02\nurl: https://{}.example/bridge\n---\n\n"
    lantern, vale = tmp_path / "content" / "lantern.md", tmp_path / "content" / "vale.md"
    lantern.write_text(head.format("Harl bridge closed", "Daily Lantern", "lantern") + LANTERN)
    vale.write_text(head.format("Harl bridge is shut", "Vale FM", "vale") + VALE)
    return tmp_path


def build(site, *terms: str) -> None:
    outlet = "\n".join(["[[outlet]]", 'name = "Daily Lantern"', *terms])
    (site / "sitegen.toml").write_text(outlet if terms else "")
    assert main(["build", "-C", str(site), "-q"]) == 0


def published(site) -> str:
    """Everything the site publishes as text."""
    files = [
        file
        for file in (site / "public").rglob("*")
        if file.suffix in {".html", ".json", ".md", ".xml", ".txt"}
    ]
    return "\n".join(file.read_text("utf-8") for file in files)


def licence(site, capsys) -> tuple[int, dict]:
    capsys.readouterr()
    code = main(["check", "--licence", "--json", "-C", str(site)])
    return code, json.loads(capsys.readouterr().out)


SENTENCES = ("4,000 drivers", "A cake stall", "The council closed the Harl bridge")


def test_no_page_has_a_sentence_of_an_outlet_that_may_only_be_linked(site, capsys):
    build(site)
    assert all(words in published(site) for words in SENTENCES)
    build(site, "link_only = true")
    text = published(site)
    assert not [words for words in SENTENCES if words in text]
    assert "https://lantern.example/bridge" in text
    assert "Repairs will take until October" in text


def test_a_site_with_withheld_words_keeps_its_promises(site, capsys):
    build(site, "link_only = true")
    code, found = licence(site, capsys)
    assert (code, found["faults"]) == (0, [])
    (over,) = found["licence"]
    assert (over["source"], over["quoted"], over["limit"]) == ("lantern.md", 0, 0)
    assert over["wanted"] > 20


def test_a_page_says_that_words_are_left_out_and_where_they_are(site, capsys):
    build(site, "link_only = true")
    pages = [file.read_text("utf-8") for file in (site / "public").glob("*/index.html")]
    (page,) = [page for page in pages if "may be linked, not quoted" in page]
    assert "https://lantern.example/bridge" in page


def test_a_page_built_before_the_limit_was_set_is_a_fault(site, capsys):
    build(site)
    (site / "sitegen.toml").write_text('[[outlet]]\nname = "Daily Lantern"\nquote_limit = 9\n')
    code, found = licence(site, capsys)
    assert (code, found["ok"]) == (1, False)
    assert found["licence"][0]["line"].endswith("; build again")


def test_a_source_within_its_limit_is_not_named(site, capsys):
    build(site, "quote_limit = 500")
    assert licence(site, capsys)[1]["licence"] == []


def test_the_about_page_gives_the_quoted_share(site):
    build(site, "quote_limit = 9")
    about = (site / "public" / "about" / "index.html").read_text("utf-8")
    assert "Daily Lantern" in about
    assert "Vale FM" in about
