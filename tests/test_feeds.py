"""What programs get of the whole site: feeds, the sitemap, robots.txt, llms.txt."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import feedparser
import invented
import msgspec
import pages
import pytest

from sitegen.pages import sections as module
from sitegen.pages.listing import Entry, entry, newest_first
from sitegen.pages.sections import FED, sections
from sitegen.pages.view import Link

TOP = "https://example.org/news"
SITE = msgspec.structs.replace(pages.SITE, base_url=TOP)
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
HOSTILE = '<b>&"\u0000\u0008\ufffe]]> \u202e \U0001f6a2'


def one(**known: object) -> Entry:
    topics = (Link("Ferries & tides", "topics/ferries-tides"),)
    context = msgspec.structs.replace(
        pages.context(invented.ADDRESS, outlets=invented.OUTLETS), id="d1", topics=topics
    )
    return msgspec.structs.replace(entry(invented.digest(), context), **known)


def files(*entries: Entry, site=SITE, **known: object) -> dict[str, bytes]:
    """What the site has for programs, by path."""
    render = pages.renderer(site)
    made = sections(site, tuple(newest_first(entries)), **known)
    return {part.path: render.section(part).data for part in made if not part.path.endswith(".html")}


@pytest.fixture(scope="module")
def written() -> dict[str, bytes]:
    return files(
        one(), one(address="b", id="d2", title=HOSTILE, lede=HOSTILE, updated="2026-03-05T10:00:00Z")
    )


@pytest.fixture(scope="module", params=["feed", "outlets/harbour-courier", "topics/ferries-tides"])
def place(request) -> str:
    return request.param


def test_each_list_has_a_feed_that_a_parser_reads(written, place):
    feed = feedparser.parse(written[f"{place}.xml"])
    assert (feed.bozo, feed.version) == (False, "atom10")
    assert [item.link for item in feed.entries] == [f"{TOP}/b/", f"{TOP}/{invented.ADDRESS}/"]
    assert feed.entries[1].title == invented.digest().title
    assert [tag.term for tag in feed.entries[1].tags] == ["Ferries & tides"]


def test_an_atom_feed_keeps_the_rules_of_the_format(written, place):
    feed = ET.fromstring(written[f"{place}.xml"])
    assert [len(feed.findall(ATOM + name)) for name in ("id", "title", "updated", "author")] == [1] * 4
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == f"{TOP}/{place}.xml"
    for item in feed.findall(f"{ATOM}entry"):
        assert [len(item.findall(ATOM + name)) for name in ("id", "title", "updated", "content")] == [1] * 4
        assert datetime.fromisoformat(item.find(f"{ATOM}updated").text).tzinfo
        assert item.find(f"{ATOM}link[@rel='alternate']") is not None
    ids = [found.text for found in feed.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))
    assert all(urlsplit(found).scheme == "urn" for found in ids)


def test_a_json_feed_keeps_the_rules_of_the_format(written, place):
    feed = msgspec.json.decode(written[f"{place}.json"])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"{TOP}/{place}.json"
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert item["content_html"]
        assert datetime.fromisoformat(item["date_modified"]).tzinfo
    assert [item["id"] for item in feed["items"]] == [
        item.id for item in feedparser.parse(written[f"{place}.xml"]).entries
    ]


def test_what_a_source_writes_is_no_markup_in_a_feed(written):
    html = feedparser.parse(written["feed.xml"]).entries[0].content[0].value
    assert "<b>" not in html
    assert "<b>" not in msgspec.json.decode(written["feed.json"])["items"][0]["content_html"]


def test_a_feed_knows_a_digest_again_at_another_address():
    first, then = (feedparser.parse(files(one(address=address))["feed.xml"]) for address in ("a", "b"))
    assert first.entries[0].id == then.entries[0].id
    assert first.entries[0].link != then.entries[0].link


def test_the_items_of_a_feed_keep_their_ids_when_the_site_moves():
    moved = msgspec.structs.replace(SITE, base_url="https://example.net")
    first, then = (feedparser.parse(files(one(), site=site)["feed.xml"]) for site in (SITE, moved))
    assert first.entries[0].id == then.entries[0].id
    assert first.feed.link != then.feed.link


def test_no_feed_of_a_list_goes_back_when_a_digest_goes():
    (path,) = {name for name in files(one()) if name.startswith("outlets/harbour") and name.endswith(".xml")}
    feed = feedparser.parse(files(one(), since="2026-04-01T00:00:00Z")[path])
    assert feed.feed.updated == "2026-04-01T00:00:00+00:00"


def test_a_feed_was_updated_when_a_fact_of_a_digest_changed_last(written):
    feed = feedparser.parse(written["feed.xml"])
    assert [item.updated for item in feed.entries] == [
        "2026-03-05T10:00:00+00:00",
        "2026-03-02T00:00:00+00:00",
    ]
    assert feed.feed.updated == "2026-03-05T10:00:00+00:00"


def test_a_feed_holds_the_digests_that_changed_last():
    many = [one(address=f"d{n}", id=f"d{n}", published=f"2026-01-{n % 28 + 1:02}") for n in range(FED + 20)]
    many[0] = msgspec.structs.replace(many[0], updated="2026-06-01")
    undated = one(address="u", id="u", published=None)
    feed = feedparser.parse(files(*many, undated)["feed.xml"])
    assert len(feed.entries) == FED
    assert feed.entries[0].link == f"{TOP}/d0/"
    assert f"{TOP}/u/" not in [item.link for item in feed.entries]


def test_a_digest_without_a_day_is_no_news_of_1970():
    made = files(one(), one(address="u", id="u", published=None, updated=""))
    (_, undated) = msgspec.json.decode(made["feed.json"])["items"]
    assert undated["url"] == f"{TOP}/u/"
    assert not {"date_modified", "date_published"} & undated.keys()
    assert [item.link for item in feedparser.parse(made["feed.xml"]).entries] == [
        f"{TOP}/{invented.ADDRESS}/"
    ]
    assert b"1970" not in made["feed.xml"] + made["feed.json"] + made["sitemap.xml"]


def test_the_time_of_the_feed_never_goes_back():
    feed = feedparser.parse(files(one(), since="2026-09-09T08:00:00Z")["feed.xml"])
    assert feed.feed.updated == "2026-09-09T08:00:00+00:00"


def test_a_site_without_an_address_has_nothing_that_needs_one():
    found = files(one(), site=pages.SITE)
    assert not {path for path in found if path.endswith(".xml")}
    assert "feed.json" not in found
    assert found["robots.txt"] == b"User-agent: *\nDisallow:\n"
    assert b"(crane-topples-on-vessa-quay/index.md)" in found["llms.txt"]


@pytest.mark.parametrize(("site", "count"), [(SITE, 1), (pages.SITE, 0)])
def test_a_page_leads_to_its_feeds_only_where_it_has_some(site, count):
    made = {part.path: part for part in sections(site, (one(),))}
    page = pages.Reading(pages.renderer(site).section(made["outlets/harbour-courier.html"]).data)
    for ending, kind in (("xml", "atom"), ("json", "feed")):
        # Once in the head, for programs, and once for readers.
        assert page.links.count(f"../outlets/harbour-courier.{ending}") == 2 * count
        assert sum(named.get("type") == f"application/{kind}+{ending}" for _, named in page.tags) == count


def test_the_sitemap_names_every_page_for_readers(written):
    found = {
        url.findtext(f"{MAP}loc"): url.findtext(f"{MAP}lastmod")
        for url in ET.fromstring(written["sitemap.xml"])
    }
    assert found[f"{TOP}/b/"] == "2026-03-05"
    assert found[f"{TOP}/{invented.ADDRESS}/"] == "2026-03-02"
    assert {f"{TOP}/", f"{TOP}/about/", f"{TOP}/archive/2026-03.html"} <= set(found)
    assert not any("404" in address or "newsletter" in address for address in found)


def test_many_pages_have_more_than_one_sitemap(monkeypatch):
    monkeypatch.setattr(module, "MOST_ADDRESSES", 4)
    found = files(*(one(address=f"d{n}", id=f"d{n}") for n in range(9)))
    index = ET.fromstring(found["sitemap.xml"])
    parts = [found[loc.text.removeprefix(f"{TOP}/")] for loc in index.iter(f"{MAP}loc")]
    places = [loc.text for part in parts for loc in ET.fromstring(part).iter(f"{MAP}loc")]
    assert index.tag == f"{MAP}sitemapindex"
    assert all(part.count(b"<loc>") <= 4 for part in parts)
    assert len(places) == len(set(places)) > 9


def test_a_headline_is_no_markup_in_the_guide_for_language_models():
    told = files(one(title="[x](javascript:y)\n# Ferry *drifts*"))["llms.txt"].decode()
    assert "\n# Ferry" not in told
    assert r"- [\[x\](javascript:y) \# Ferry \*drifts\*](https://example.org/news/" in told
    assert re.match(r"# The Vessa Digest\n\n> Digests of news events\.", told)
