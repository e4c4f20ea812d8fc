"""The pages of the site as a whole: which there are, what they list, and what stays as stories come."""

from __future__ import annotations

import invented
import msgspec
import pages
import pytest

from sitegen.render.listing import PER_PAGE, Entry, entry, newest_first, tally
from sitegen.render.sections import Catalogue, Section, sections

LISTS = {"index", "outlet", "topic", "name"}


@pytest.fixture(scope="module")
def site():
    return pages.site()


def digests(count: int) -> list[Entry]:
    """Entries of as many days, the newest first."""
    first = entry(invented.digest(), pages.context(outlets=invented.OUTLETS))
    return newest_first(
        msgspec.structs.replace(first, address=f"d{n}", published=f"{2000 + n // 28}-01-{n % 28 + 1:02}")
        for n in range(count)
    )


def made(entries: list[Entry]) -> dict[str, Section]:
    """The sections of a site with these digests, by path."""
    return {one.path: one for one in sections(Catalogue(pages.SITE, tuple(entries)))}


@pytest.mark.parametrize("count", [0, 1, PER_PAGE, 2 * PER_PAGE - 1, 2 * PER_PAGE, 5 * PER_PAGE + 3])
def test_the_parts_of_the_index_hold_every_digest_once_and_in_order(count):
    entries, parts = digests(count), made(digests(count))
    listed, path = [], "index.html"
    while path:
        listed += parts[path].entries
        assert not parts[path].older or parts[parts[path].older].newer == path
        path = parts[path].older
    assert listed == entries


def test_a_digest_that_comes_changes_the_newest_part_of_a_list_alone():
    before, after = made(digests(5 * PER_PAGE)), made(digests(5 * PER_PAGE + 1))
    changed = {path for path, one in before.items() if after.get(path) != one and one.kind in LISTS}
    assert changed == {"index.html", "outlets/harbour-courier.html"}


def test_the_index_is_newest_first_with_undated_last():
    digest = invented.digest()
    days = [None, "2026-01-05", "2026-03-01", "2025-12-31"]
    entries = [
        entry(msgspec.structs.replace(digest, published=day), pages.context(f"d{n}"))
        for n, day in enumerate(days)
    ]
    assert [one.published for one in newest_first(entries)] == [
        "2026-03-01",
        "2026-01-05",
        "2025-12-31",
        None,
    ]


def test_the_index_names_the_day_of_the_week(site):
    assert "Monday, 2 March 2026" in pages.Reading(site["index.html"]).text


def test_a_later_page_of_the_index_leads_back(site):
    page = pages.Reading(site["page/1/index.html"])
    assert "../../index.html" in page.links
    assert "page 1" in page.text


def test_the_first_page_without_stories_says_what_to_do():
    assert "Put stories" in pages.listed()["index.html"].text


def test_the_tally_accounts_for_every_dropped_piece():
    digest = invented.digest()
    counts = tally([entry(digest, pages.context())])
    assert counts.aside + counts.repeated + counts.covered == len(digest.dropped)


def test_the_about_page_explains_the_rules_of_this_build(site):
    page = pages.Reading(site["about/index.html"])
    assert "author’s line 2" in page.text
    assert "Coverage is not corroboration" in page.text
