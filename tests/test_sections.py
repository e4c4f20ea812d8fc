"""The pages of the site as a whole: which there are, what they list, and what stays as stories come."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

import invented
import msgspec
import pages
import pytest

from sitegen.digest.rights import Outlet, Rights
from sitegen.pages.address import below
from sitegen.pages.listing import (
    FEW,
    PER_PAGE,
    Contrast,
    Entry,
    blocks,
    entry,
    leading,
    newest_first,
    tally,
)
from sitegen.pages.sections import LETTERS, WEEKS, SitePage, sections
from sitegen.pages.view import Link

LISTS = {"index", "outlet", "topic", "mentions"}


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


def made(entries: list[Entry]) -> dict[str, SitePage]:
    """The sections of a site with these digests, by path."""
    return {one.path: one for one in sections(pages.SITE, tuple(entries))}


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
    assert "Tuesday, 3 March 2026 · 1 event from 1 report" in pages.Reading(site["index.html"]).text


def test_a_later_page_of_the_index_leads_back(site):
    page = pages.Reading(site["page/1/index.html"])
    assert "../../index.html" in page.links
    assert "page 1" in page.text


def test_the_first_page_without_stories_says_what_to_do():
    assert "Put stories" in pages.listed()["index.html"].text


def test_the_tally_accounts_for_every_dropped_piece():
    digest = invented.digest()
    counts = tally([entry(digest, pages.context())])
    assert counts["aside"] + counts["repeated"] + counts["covered"] == len(digest.dropped)


def test_the_about_page_explains_the_rules_of_this_build(site):
    page = pages.Reading(site["about/index.html"])
    assert "author’s line 2" in page.text
    assert "Many reports are not many witnesses" in page.text


def named(title: str, address: str) -> Entry:
    """A digest of one story that says `title` in its second statement."""
    _, digest = invented.single()
    context = msgspec.structs.replace(pages.context(address), names=(Link(title, "names/x"),))
    return entry(digest, context)


def test_the_page_of_a_name_shows_the_sentence_that_says_it():
    found = pages.listed(named("Merete Lund", "a"))["names/x.html"]
    assert "said tug captain Merete Lund." in found.text
    assert "../a/index.html#s4" in found.links


def test_a_name_inside_another_word_is_no_mention():
    assert named("erete Lun", "a").mentions[0].text == ""
    assert named("We heard it", "a").mentions[0].statement == "s4"


def test_two_spellings_with_one_address_list_a_digest_once():
    one = named("Merete Lund", "a")
    both = msgspec.structs.replace(
        one, mentions=(*one.mentions, one.mentions[0]._replace(title="Merete lund"))
    )
    listed = made([both])["names/x.html"]
    assert (len(listed.entries), listed.title) == (1, "Merete Lund")


def test_an_outlet_is_first_where_it_alone_has_the_earliest_day():
    digest = invented.digest()
    early = msgspec.structs.replace(digest.sources[0], published="2026-03-01")
    earlier = msgspec.structs.replace(digest, sources=(early, *digest.sources[1:]))
    context = pages.context(outlets=invented.OUTLETS)
    assert entry(digest, context).first == ""
    assert entry(earlier, context).first == invented.OUTLETS["Harbour Courier"]
    undated = msgspec.structs.replace(digest.sources[1], published=None)
    unsure = msgspec.structs.replace(digest, sources=(early, undated, *digest.sources[2:]))
    assert entry(unsure, context).first == ""


def test_the_page_of_an_outlet_counts_where_it_was_first_and_alone(site):
    page = pages.Reading(site["outlets/harbour-courier.html"])
    assert "2 events that it reported." in page.text
    assert "Of 1 there is no other report." in page.text
    row = next(row for row in made(digests(1))["outlets/index.html"].rows)
    assert row == ("Harbour Courier", "outlets/harbour-courier.html", 1, 0, 0)


def test_every_month_is_in_the_archive_with_its_count(site):
    page = pages.Reading(site["archive/index.html"])
    assert "2026 March 2" in page.text
    assert "../archive/2026-03.html" in page.links
    assert "March 2026" in pages.Reading(site["archive/2026-03.html"]).text


def test_digests_without_a_day_do_not_move_the_parts_of_the_index():
    dated = digests(3 * PER_PAGE)
    undated = [msgspec.structs.replace(one, published=None, address=f"u{one.address}") for one in dated[:3]]
    before, after = made(dated), made(newest_first([*dated, *undated]))
    assert before["page/1/index.html"] == after["page/1/index.html"]
    assert after["archive/undated.html"].entries == tuple(newest_first(undated))
    assert "archive/undated.html" in pages.listed(*newest_first([*dated, *undated]))["index.html"].links


def test_the_newest_days_have_a_newsletter_without_a_style_sheet_or_script(site):
    letters = [path for path in made(digests(90)) if path.startswith("newsletter/")]
    for ending in ("html", "txt", "eml"):
        assert sum(path.endswith(ending) for path in letters) == LETTERS + WEEKS
    data = site["newsletter/2026-03-03.html"]
    assert not {"link", "script", "img", "style"} & {tag for tag, _ in pages.Reading(data).tags}


def mail(entries: list[Entry], site=pages.SITE) -> EmailMessage:
    """The newsletter of the newest day as a mail program reads it."""
    parts = sections(site, tuple(entries))
    section = next(one for one in parts if one.kind == "newsletter.eml")
    return message_from_bytes(pages.renderer(site).section(section).data, policy=SMTP)


def test_a_newsletter_is_a_mail_with_a_subject_plain_text_and_html():
    letter = mail(digests(1))
    assert letter["Subject"].startswith("The Vessa Digest, Saturday, 1 January 2000: Crane topples")
    plain, html = letter.get_body(("plain",)), letter.get_body(("html",))
    for told in (plain.get_content(), pages.Reading(html.get_content().encode()).text):
        assert "Gusts of 97" not in told
        assert "A loading crane toppled on the north quay of Vessa" in " ".join(told.split())
        assert "4 reports" in told
    assert letter.defects == []


def test_a_newsletter_says_that_its_links_do_not_work_in_a_mail_where_the_site_has_no_address():
    word = "do not work in a mail"
    assert word in " ".join(mail(digests(1)).get_body(("plain",)).get_content().split())
    known = msgspec.structs.replace(pages.SITE, base_url="https://vessa.example/")
    letter = mail(digests(1), known)
    assert word not in " ".join(letter.get_body(("plain",)).get_content().split())
    assert "https://vessa.example/d0/index.html" in letter.get_body(("plain",)).get_content()
    assert 'href="https://vessa.example/d0/index.html"' in letter.get_body(("html",)).get_content()


def test_no_headline_begins_a_line_of_a_mail_that_is_not_its_own():
    (hostile,) = digests(1)
    hostile = msgspec.structs.replace(hostile, title="Storm\r\nBcc: all@vessa.example\r\n\r\nhello")
    letter = mail([hostile])
    assert letter["Bcc"] is None
    assert "\nBcc" not in letter.get_body(("plain",)).get_content()


def test_a_newsletter_of_a_week_has_all_of_its_days():
    found = made(digests(14))
    (newest, *_) = [one for path, one in found.items() if path.startswith("newsletter/2000-W")]
    assert {one.published for one in newest.entries} == {
        "2000-01-10",
        *(f"2000-01-{n}" for n in range(11, 15)),
    }


def test_the_list_begins_with_what_most_independent_reports_of_its_week_tell():
    day, old, alone = digests(3)
    day = msgspec.structs.replace(day, published="2026-05-09", voices=2, address="day")
    older = msgspec.structs.replace(old, published="2026-05-03", voices=4, address="older")
    alone = msgspec.structs.replace(alone, published="2026-05-09", stories=("a.txt",), voices=1)
    past = msgspec.structs.replace(old, published="2026-05-01", voices=9, address="past")
    assert leading([day, alone, older, past]) is older
    assert leading([alone]) is None
    assert leading([]) is None


def test_above_the_event_that_the_index_begins_with_stands_no_other_day():
    day, older, _ = digests(3)
    day = msgspec.structs.replace(day, published="2026-05-09", voices=2, stories=("a.txt",), address="day")
    older = msgspec.structs.replace(older, published="2026-05-03", title="The dam burst")
    before, after = pages.listed(day, older)["index.html"].text.split("The dam burst", 1)
    assert "9 May" not in before
    assert "9 May 2026" in after


def test_the_digest_that_the_index_begins_with_stands_there_once():
    page = pages.listed(*digests(3))["index.html"]
    assert page.links.count("d2/index.html") == 1


def test_days_that_fill_no_screen_stand_together():
    busy = [
        msgspec.structs.replace(one, published="2026-05-02", address=f"b{n}")
        for n, one in enumerate(digests(FEW))
    ]
    quiet = [msgspec.structs.replace(one, published=f"2026-04-{30 - n}") for n, one in enumerate(digests(3))]
    undated = [msgspec.structs.replace(digests(1)[0], published=None)]
    words = pages.renderer()._words
    found = blocks([(one, None) for one in (*busy, *quiet, *undated)], "", words)
    assert [(group.days, len(group.entries)) for group in found] == [(1, FEW), (2, 3), (0, 1)]
    assert found[1].first.text == "28 April 2026"


def test_one_report_each_stands_behind_the_events():
    alone, lone = invented.single()
    single = entry(lone, pages.context("alone"), {alone.path: alone})
    (event,) = digests(1)
    single = msgspec.structs.replace(single, published=event.published, title="A bell rang by itself")
    text = pages.listed(single, event)["archive/2000-01.html"].text
    assert text.index(event.title) < text.index(single.title)


def test_a_difference_is_told_in_words():
    found = entry(invented.digest(), pages.context()).differs
    assert found == (
        Contrast("Gusts of … were measured", ("97 kilometres an hour", "79 kilometres an hour")),
    )


def test_a_difference_of_long_readings_is_not_told_in_a_line():
    digest = invented.digest()
    (one,) = digest.differences
    long = msgspec.structs.replace(one.sides[0], text="x " * 40)
    long = msgspec.structs.replace(one, sides=(long, one.sides[1]))
    assert entry(msgspec.structs.replace(digest, differences=(long,)), pages.context()).differs == ()


def test_an_outlet_is_one_however_its_letters_are_cased():
    digest = invented.digest()
    shout = msgspec.structs.replace(digest.sources[1], outlet="HARBOUR COURIER")
    digest = msgspec.structs.replace(digest, sources=(digest.sources[0], shout, *digest.sources[2:]))
    found = entry(digest, pages.context())
    assert found.outlets == ("Harbour Courier", "Echo of the Fjord", "Hafenblatt")
    assert tally([found])["outlets"] == 3


def test_a_file_name_is_no_outlet():
    digest = invented.digest()
    bare = msgspec.structs.replace(digest.sources[1], outlet=None, agency=None, name="wire")
    digest = msgspec.structs.replace(digest, sources=(digest.sources[0], bare, *digest.sources[2:]))
    found = entry(digest, pages.context())
    assert (found.unnamed, "wire" in found.outlets) == (1, False)
    assert "1 unnamed" in pages.listed(found)["index.html"].text


def test_a_private_site_asks_search_engines_to_leave_it_out():
    site = msgspec.structs.replace(pages.SITE, noindex=True, base_url="https://vessa.example/")
    render = pages.renderer(site)
    found = {one.path: render.section(one).data for one in sections(site, tuple(digests(1)))}
    assert found["robots.txt"] == b"User-agent: *\nDisallow: /\n"
    assert b"X-Robots-Tag: noindex" in found["_headers"]
    assert "sitemap.xml" not in found
    bare = [
        path for path, data in found.items() if path.endswith(".html") and b'content="noindex"' not in data
    ]
    assert bare == []


def test_a_newsletter_is_short_enough_for_mail_whatever_its_digests_say():
    long = msgspec.structs.replace(
        digests(1)[0], title="<&>" * 3000, lede='"' * 220, outlets=("<" * 500,) * 9
    )
    long = msgspec.structs.replace(long, outlet_addresses=("",) * 9)
    many = tuple(msgspec.structs.replace(long, address=f"d{n}") for n in range(400))
    section = SitePage("newsletter/x.html", "newsletter", "2026-03-03", many)
    page = pages.renderer().section(section)
    assert 1000 < len(page.data) <= 100_000
    assert b"more</a>" in page.data
    text = pages.renderer().section(msgspec.structs.replace(section, kind="newsletter.txt"))
    assert len(text.data) <= 100_000


def test_the_about_page_names_what_a_person_left_out_and_how_much_is_quoted():
    digest, told = invented.digest(), {path: invented.story(path) for path in invented.STORIES}
    entries, left_out = (entry(digest, pages.context(), told),), (("ads/<1>.txt", "an advertisement"),)
    found = sections(pages.SITE, entries, left_out=left_out)
    section = next(one for one in found if one.kind == "about")
    text = pages.Reading(pages.renderer().section(section).data).text
    assert "ads/<1>.txt: an advertisement" in text
    assert "Hafenblatt 1 100 %" in text
    assert "Echo of the Fjord 1 0 %" in text


HOSTILE = (
    '"><script>alert(1)</script>',
    "../../etc/passwd",
    "x" * 10_000,
    "\u202e\u0000\ufffe",
    "العربية",
    " ",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_name_of_an_outlet_or_topic_leaves_its_place(text):
    digest = invented.digest()
    source = msgspec.structs.replace(digest.sources[0], name=text, outlet=text)
    digest = msgspec.structs.replace(digest, title=text or "x", sources=(source, *digest.sources[1:]))
    places = {text: below("outlets", text)}
    links = (Link(text, below("topics", text)),)
    context = msgspec.structs.replace(pages.context(outlets=places), topics=links, names=links)
    site = msgspec.structs.replace(pages.SITE, base_url="https://example.org/a")
    render = pages.renderer(site)
    for section in sections(site, (entry(digest, context),)):
        assert ".." not in section.path.split("/")
        assert all(0 < len(part.encode()) <= 255 for part in section.path.split("/"))
        data = render.section(section).data
        assert b"<script>alert" not in data or section.path.endswith((".json", ".txt", ".eml"))


def test_a_section_is_cheap_to_tell_from_another():
    one, other = made(digests(PER_PAGE)), made(digests(PER_PAGE))
    assert one == other
    assert {msgspec.msgpack.encode(section) for section in one.values()} == {
        msgspec.msgpack.encode(section) for section in other.values()
    }


def test_no_two_sections_have_one_path():
    site = msgspec.structs.replace(pages.SITE, base_url="https://example.org")
    paths = [one.path for one in sections(site, tuple(digests(3 * PER_PAGE)))]
    assert len(paths) == len(set(paths))


def test_the_page_of_an_outlet_says_what_its_owner_states_of_it():
    known = Outlet("Harbour Courier", home="https://courier.example/", country="Vessa", licence="CC BY 4.0")
    site = msgspec.structs.replace(pages.SITE, rights=Rights((known,)))
    section = made(digests(1))["outlets/harbour-courier.html"]
    page = pages.Reading(pages.renderer(site).section(section).data)
    assert "https://courier.example/" in page.links
    assert "Vessa Licence: CC BY 4.0" in page.text
