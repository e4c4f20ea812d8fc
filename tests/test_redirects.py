"""An address that is no page any more leads to the one that took its place."""

import json

import pages
import pytest

from sitegen.cli import main
from sitegen.pages.sections import sections
from sitegen.pages.view import Site

MOVED = (("flood", ""), ("storm", "storm-hits-coast"), ("пожар", "storm-hits-coast"))
HOSTED = Site("The Vessa Digest", "https://vessa.example/news/", "en", "0.1.0")


def made(site=pages.SITE, moved=MOVED):
    """The files of a site with these former addresses, by path."""
    render = pages.renderer(site)
    return {page.path: page.data for page in map(render.section, sections(site, moved=moved))}


def head(page):
    """What the head of a page says of where it is: address to go to, address to keep."""
    tags = [(name, given) for name, given in pages.Reading(page).tags if name in {"meta", "link"}]
    (refresh,) = (given["content"] for _, given in tags if given.get("http-equiv") == "refresh")
    (canonical,) = (given["href"] for _, given in tags if given.get("rel") == "canonical")
    return refresh, canonical


def test_a_former_address_leads_to_the_present_one_by_a_relative_link():
    page = made()["storm/index.html"]
    target = "../storm-hits-coast/index.html"
    assert head(page) == (f"0; url={target}", target)
    assert target in pages.Reading(page).links


def test_the_present_address_is_the_one_to_keep():
    assert head(made(HOSTED)["storm/index.html"]) == (
        "0; url=../storm-hits-coast/index.html",
        "https://vessa.example/news/storm-hits-coast/",
    )


def test_an_address_of_which_nothing_is_left_says_so_and_leads_to_the_index():
    page = made()["flood/index.html"]
    reading = pages.Reading(page)
    assert "no longer here" in reading.text
    assert "../index.html" in reading.links
    assert b"refresh" not in page


@pytest.mark.parametrize(("site", "top"), [(pages.SITE, ""), (HOSTED, "/news")])
def test_hosts_are_told_of_every_address_that_has_another_one(site, top):
    assert made(site)["_redirects"].decode().splitlines() == [
        f"{top}/storm/ {top}/storm-hits-coast/ 301",
        f"{top}/%D0%BF%D0%BE%D0%B6%D0%B0%D1%80/ {top}/storm-hits-coast/ 301",
    ]


def test_programs_are_told_of_every_former_address():
    assert json.loads(made()["redirects.json"]) == {
        "schema": 1,
        "moved": {"storm": "storm-hits-coast", "пожар": "storm-hits-coast"},
        "gone": ["flood"],
    }


def test_a_site_that_never_changed_has_no_redirects():
    assert not {"_redirects", "redirects.json"} & made(moved=()).keys()


def test_hosts_are_told_nothing_of_what_is_only_gone():
    assert "_redirects" not in made(moved=MOVED[:1])


def test_the_addresses_that_a_story_had_elsewhere_lead_to_its_event(tmp_path):
    (tmp_path / "content").mkdir()
    aliases = "[/2019/05/old-storm/, The great storm, /about/, /../../etc, //evil.example/x]"
    head = f"---\ntitle: Storm\naliases: {aliases}\n---\n"
    (tmp_path / "content" / "a.md").write_text(f"{head}The storm broke the pier of Lune on Monday morning.\n")
    assert main(["build", "-C", str(tmp_path), "-q"]) == 0
    assert main(["check", "-C", str(tmp_path), "-q"]) == 0
    page = (tmp_path / "public" / "2019" / "05" / "old-storm" / "index.html").read_bytes()
    assert b"../../../storm/index.html" in page
    listed = json.loads((tmp_path / "public" / "redirects.json").read_text())
    assert listed["moved"] == {"2019/05/old-storm": "storm"}
