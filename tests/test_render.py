"""What the pages say, link to and leave out."""

from __future__ import annotations

import itertools
import re

import invented
import msgspec
import pages
import pytest

from sitegen.digest.merging import siglum
from sitegen.model import Citation, Digest, Point, Statement
from sitegen.pages.listing import entry
from sitegen.pages.view import Site

LINKED = b'<script type="application/ld+json">'
"""What begins the data for programs in a page's head; no browser runs it."""


@pytest.fixture(scope="module")
def site():
    return pages.site()


@pytest.fixture(scope="module")
def digest_page(site):
    return pages.Reading(site[f"{invented.ADDRESS}/index.html"])


@pytest.fixture(scope="module")
def evidence_page(site):
    return pages.Reading(site[f"{invented.ADDRESS}/evidence/index.html"])


def page_of(digest: Digest) -> str:
    page = pages.made(pages.renderer(), "index.html", digest, pages.context())
    return page.data.decode()


def evidence_of(digest: Digest) -> str:
    return pages.made(pages.renderer(), "evidence/index.html", digest, pages.context()).data.decode()


def only(digest: Digest, text: str) -> Digest:
    """A digest of one story that says `text` alone."""
    statement = digest.statements[0]
    citation = msgspec.structs.replace(statement.citations[0], text=text)
    return msgspec.structs.replace(
        digest, statements=(msgspec.structs.replace(statement, citations=(citation,)),)
    )


def test_every_link_inside_the_site_leads_to_a_page_and_an_anchor(site):
    readings = {path: pages.Reading(data) for path, data in site.items() if path.endswith(".html")}
    broken = []
    for path, reading in readings.items():
        for link in reading.links:
            if link.startswith(("http", "/")):
                continue
            file, anchor = pages.target(path, link)
            if file not in site or (anchor and anchor not in readings[file].anchors):
                broken.append((path, link))
    assert broken == []


def test_no_page_asks_another_host_for_anything(site):
    asked = [
        (path, tag)
        for path, data in site.items()
        if path.endswith(".html")
        for tag, named in pages.Reading(data).tags
        if tag in {"img", "script", "iframe", "link"}
        and (named.get("href") or named.get("src") or "").startswith("http")
    ]
    assert asked == []
    assert b"url(" not in b"".join(data for path, data in site.items() if path.endswith(".css"))


def test_pages_carry_no_style_and_no_handler_of_their_own(site):
    for path, data in site.items():
        if path.endswith(".html") and not path.startswith("newsletter/"):
            assert all(
                not {"style", "onclick", "onload"} & named.keys() for _, named in pages.Reading(data).tags
            ), path
            assert b"<style" not in data
            assert b"<script" not in data.replace(LINKED, b"")


def test_anchors_are_unique_on_every_page(site):
    for path, data in site.items():
        if path.endswith(".html"):
            anchors = pages.Reading(data).anchors
            assert len(anchors) == len(set(anchors)), path


def test_headings_never_skip_a_level(site):
    for path, data in site.items():
        if path.endswith(".html"):
            levels = [int(tag[1]) for tag, _ in pages.Reading(data).tags if re.fullmatch("h[1-6]", tag)]
            assert levels[0] == 1, path
            assert levels.count(1) == 1, path
            assert all(b - a <= 1 for a, b in itertools.pairwise(levels)), path


def test_every_statement_stands_once_on_each_of_the_two_pages(site):
    for path in ("index.html", "evidence/index.html"):
        page = pages.Reading(site[f"{invented.ADDRESS}/{path}"])
        for statement in invented.digest().statements:
            assert statement.text in page.text
            assert page.anchors.count(statement.id) == 1


def test_the_page_opens_with_headline_lede_and_reports(digest_page):
    head = digest_page.text.split("What several report")[0]
    assert head.index("Crane topples") < head.index("A loading crane toppled") < head.index("4 reports")


def test_one_line_names_the_reports_and_who_carries_whose_text(digest_page):
    assert (
        "2 March 2026 – 3 March 2026 · 4 reports, 3 independent: A Harbour Courier, B Northern Wire, "
        "C Echo of the Fjord, D Hafenblatt. C carries B’s text."
    ) in digest_page.text


@pytest.mark.parametrize(
    ("alike", "said"),
    [
        ({"outlet": "Harbour Courier"}, "D is from A’s outlet."),
        ({"agency": "Fjord Wire"}, "D carries text of A’s agency."),
    ],
)
def test_a_report_with_a_text_of_its_own_is_not_said_to_carry_another(alike, said):
    digest = invented.digest()
    first, *others, last = digest.sources
    first = msgspec.structs.replace(first, agency="FJORD WIRE")
    last = msgspec.structs.replace(last, voice=first.voice, **alike)
    shown = page_of(msgspec.structs.replace(digest, sources=(first, *others, last)))
    assert said in pages.Reading(shown.encode()).text


def test_a_report_without_an_outlet_is_called_by_its_letter():
    digest = invented.digest()
    source = msgspec.structs.replace(digest.sources[3], outlet=None, name="hafenblatt")
    digest = msgspec.structs.replace(digest, sources=(*digest.sources[:3], source))
    assert "D report D." in pages.Reading(page_of(digest).encode()).text
    assert "hafenblatt" not in page_of(digest)


def test_a_letter_leads_to_the_evidence_and_from_there_to_the_passage(site, digest_page, evidence_page):
    assert "evidence/index.html#s1" in digest_page.links
    assert "../../stories/wire.html.html#c36" in evidence_page.links
    assert "c36" in pages.Reading(site["stories/wire.html.html"]).anchors


def test_a_partial_witness_is_told_from_a_full_one_without_colour(evidence_page):
    assert "C, partly" in evidence_page.text


def test_letters_stand_in_the_column_of_their_source(evidence_page):
    columns = {
        named["class"].split()[-1] for tag, named in evidence_page.tags if "k" in (named.get("class") or "")
    }
    assert {"k1", "k2", "k3", "k4"} <= columns


def test_each_source_has_a_filter_that_the_style_sheet_knows(site, evidence_page):
    (sheet,) = (data.decode() for path, data in site.items() if path.startswith("assets/style."))
    radios = [named["id"] for tag, named in evidence_page.tags if tag == "input"]
    assert radios == ["show-all", "show-several", "show-A", "show-B", "show-C", "show-D"]
    assert all(f":has(#{one}:checked)" in sheet for one in radios[1:])


def test_a_folded_passage_marks_the_words_that_are_new(site):
    assert b"Two dockers were <mark>injured</mark> when a crane" in site[f"{invented.ADDRESS}/index.html"]


def test_each_side_of_a_difference_is_marked_inside_its_passage(site):
    page = site[f"{invented.ADDRESS}/index.html"]
    assert b"Gusts of <mark>97 kilometres an hour</mark> were measured" in page
    assert b"recorded gusts of <mark>79 kilometres an hour</mark>." in page


def test_sources_with_one_reading_share_it():
    digest = invented.digest()
    point = digest.differences[0]
    other = msgspec.structs.replace(point.sides[0], text="97 Kilometres  an hour")
    again = msgspec.structs.replace(point, sides=(*point.sides, other))
    page = evidence_of(msgspec.structs.replace(digest, differences=(again,)))
    assert page.count("class=reading") == 2


def test_a_difference_names_its_matter_first_and_each_value_with_its_outlets(digest_page):
    differ = digest_page.text.split("Where they differ")[1]
    assert differ.strip().startswith(
        "Gusts of … were measured 97 kilometres an hour Harbour Courier"
        " or 79 kilometres an hour Northern Wire"
    )


def test_what_stands_in_no_point_follows_under_its_report_in_its_own_order(digest_page):
    more = digest_page.text.split("More from each report")[1].split("Evidence:")[0]
    assert more.strip() == (
        "A From Harbour Courier The operator climbed out of the cabin unaided. 1 more "
        "“We heard it groan for a full minute,” said tug captain Merete Lund. "
        "D From Hafenblatt Der Kran war erst im März gewartet worden, sagt die Werft."
    )


def test_the_page_never_says_only(digest_page, evidence_page):
    assert not re.search(r"\bonly\b", digest_page.text + evidence_page.text)


def test_another_number_in_another_wording_is_marked():
    digest = invented.digest()
    first, second = digest.statements[0], digest.statements[2]
    points = (Point((first.id, second.id), 2, listed=True),)
    page = page_of(msgspec.structs.replace(digest, lede="s6", points=points))
    assert "Gusts of <mark>97 kilometres</mark> an hour" in page or "<mark>97" in page


def test_a_passage_in_another_language_says_so(site):
    assert b'<p id=s6 lang="de" dir=auto>Der Kran war erst' in site[f"{invented.ADDRESS}/index.html"]


def test_reprints_stand_in_one_bracket(evidence_page):
    bracket = evidence_page.text.split("Not independent:")[1]
    assert bracket.index("Northern Wire") < bracket.index("Echo of the Fjord") < bracket.index("Hafenblatt")


def test_a_value_that_was_read_from_the_text_is_marked(evidence_page):
    assert "Read from the text: outlet (credit)" in evidence_page.text
    assert "published (" not in evidence_page.text


def test_every_piece_left_out_stands_with_its_rule(evidence_page):
    aside = evidence_page.text.split("Left out")[-1]
    assert "author’s line By Ola Brandt" in aside
    assert "picture caption The crane lies across two barges." in aside
    assert "says the same as 1 Two dockers were injured" in aside


def test_a_repeat_is_only_begun_and_leads_to_the_whole():
    story, digest = invented.single()
    whole = "The quay was closed. " * 9
    piece = msgspec.structs.replace(digest.dropped[0], text=whole, start=7, reason="repeat of 0")
    digest = msgspec.structs.replace(digest, dropped=(piece,))
    page = pages.made(
        pages.renderer(), "index.html", digest, pages.context("x", {story.path: "stories/y"})
    ).data.decode()
    assert '<a href="../stories/y.html#c7">The quay was closed.' in page
    assert whole not in page
    assert whole.strip() in pages.Reading(page_of(digest).encode()).text


def test_a_letter_without_a_story_page_leads_to_its_source():
    page = evidence_of(invented.digest())
    assert '<a class="w f k2" href="#source-B">B<i>, tells of the same thing</i></a>' in page


def test_markup_in_content_stays_text(site, evidence_page):
    assert "Teilen <b>jetzt</b> & drucken" in evidence_page.text
    for path, data in site.items():
        assert not path.endswith(".html") or b"<b>jetzt" not in data


@pytest.mark.parametrize(
    "hostile", ["{{ 7 * 7 }}", "{% raise %}", "<script>alert(1)</script>", '"><img src=x>']
)
def test_content_is_never_a_layout_or_markup(hostile):
    page = page_of(only(invented.single()[1], hostile))
    assert hostile in pages.Reading(page.encode()).text
    assert "<script" not in page.replace(LINKED.decode(), "")
    assert "<img" not in page


def test_a_single_story_has_no_empty_boxes(site):
    page = pages.Reading(site["alone/index.html"])
    assert (
        "3 March 2026 · Harbour Courier · One report. Every sentence is theirs, in their order." in page.text
    )
    for absent in ("Every sentence and who", "What several", "differ", "Letters lead", "The reports"):
        assert absent not in page.text
    assert "evidence/index.html" not in " ".join(page.links)


def test_a_single_story_keeps_its_paragraphs():
    story, digest = invented.single()
    page = pages.made(
        pages.renderer(), "index.html", digest, pages.context("alone"), {story.path: story}
    ).data.decode()
    assert page.count("<p><span") == 3
    assert page.count("<span id=s") == 4


def test_a_story_page_holds_every_piece_in_the_order_of_the_file(site):
    page = pages.Reading(site["stories/harbour.txt.html"])
    pieces = [text for _, text in invented.ENGLISH["harbour.txt"]]
    at = 0
    for piece in pieces:
        at = page.text.index(piece, at) + len(piece)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("harbour.txt", "injuring two dockers. shown as 1"),
        ("harbour.txt", "Crane topples on Vessa quay, two hurt repeats this passage"),
        ("harbour.txt", "By Ola Brandt left out: author’s line"),
        ("wire.html", "in the port of Vessa on Monday. another wording of 1"),
        ("wire.html", "79 kilometres an hour. partly in 3"),
        ("echo.txt", "in the port of Vessa on Monday. says what 1 says"),
    ],
)
def test_a_story_page_says_where_a_piece_went(site, path, words):
    assert words in pages.Reading(site[f"stories/{path}.html"]).text


def test_only_web_addresses_become_links():
    digest = invented.digest()
    source = msgspec.structs.replace(digest.sources[0], url="javascript:alert(1)")
    page = page_of(msgspec.structs.replace(digest, sources=(source, *digest.sources[1:])))
    assert "javascript:" not in page


def test_a_link_to_a_source_gives_nothing_away(evidence_page):
    outward = [
        named for tag, named in evidence_page.tags if tag == "a" and (named["href"] or "").startswith("http")
    ]
    assert [named["href"] for named in outward] == ["https://example.org/vessa?crane=1&day=2"]
    assert outward[0]["rel"] == "noopener noreferrer nofollow"


def test_links_are_percent_encoded():
    page = pages.listed(entry(invented.digest(), pages.context("größe 100% #1")))["index.html"]
    assert "gr%C3%B6%C3%9Fe%20100%25%20%231/index.html" in page.links


def test_the_json_of_a_digest_has_the_keys_of_the_contract(site):
    digest = msgspec.json.decode(site[f"{invented.ADDRESS}/index.json"])
    assert list(digest) == [
        "schema", "id", "slug", "title", "published", "language",
        "sources", "lede", "points", "statements", "differences", "dropped", "quotations", "origins",
    ]  # fmt: skip
    assert list(digest["sources"][0]) == [
        "source", "siglum", "outlet", "agency", "title", "byline", "published", "time", "url", "voice",
        "keys",
    ]  # fmt: skip
    assert list(digest["statements"][0]) == [
            "text", "kind", "context", "detail_of", "id", "witnesses", "sources",
        ]  # fmt: skip
    assert list(digest["statements"][0]["sources"][0]) == [
        "source",
        "text",
        "start",
        "end",
        "partial",
        "folded",
    ]
    assert list(digest["differences"][0]["sides"][0]) == ["source", "statement", "text", "start", "end"]
    assert list(digest["dropped"][0]) == ["source", "text", "start", "end", "reason"]


def test_an_inexact_passage_says_so_in_the_json():
    digest = invented.digest()
    statement = digest.statements[0]
    loose = msgspec.structs.replace(statement.citations[0], exact=False)
    digest = msgspec.structs.replace(
        digest,
        statements=(msgspec.structs.replace(statement, citations=(loose,)),),
        differences=(),
        points=(),
    )
    read = msgspec.json.decode(pages.made(pages.renderer(), "index.json", digest, pages.context()).data)
    assert read["statements"][0]["sources"][0]["exact"] is False


def test_the_listing_counts_what_a_digest_holds(site):
    listed = msgspec.json.decode(site["index.json"])["digests"]
    assert [(one["address"], one["shared"], one["unique"], one["voices"]) for one in listed] == [
        ("alone", 0, 4, 1),
        (invented.ADDRESS, 3, 3, 3),
    ]


def test_an_unknown_address_is_answered_below_the_path_of_the_site():
    render = pages.renderer(Site("T", "https://example.org/news/", "en", "1"))
    page = pages.Reading(render.not_found().data)
    assert "/news/index.html" in page.links


def test_a_page_names_its_full_address_when_the_site_has_one():
    render = pages.renderer(Site("T", "https://example.org/news", "en", "1"))
    page = pages.Reading(pages.made(render, "index.html", invented.digest(), pages.context("a b")).data)
    assert "https://example.org/news/a%20b/" in page.links


def test_a_digest_in_arabic_reads_from_right_to_left():
    digest = msgspec.structs.replace(invented.single()[1], language="ar")
    assert '<article class=story lang="ar" dir=rtl>' in page_of(digest)


def test_control_characters_and_broken_characters_never_reach_a_page():
    page = pages.made(
        pages.renderer(),
        "index.html",
        only(invented.single()[1], "Nine\x00 \x1bboats\udc80 sank"),
        pages.context(),
    )
    assert b"Nine boats? sank" in page.data


def test_a_page_of_four_sources_is_small(site):
    assert len(site[f"{invented.ADDRESS}/index.html"]) < 7_000
    assert len(site[f"{invented.ADDRESS}/evidence/index.html"]) < 12_000
    assert sum(len(data) for path, data in site.items() if path.startswith("assets/style.")) <= 14_000


def crowd(count: int) -> Digest:
    """A digest of many sources that all say one sentence and each one of its own."""
    base = invented.digest()
    sources = tuple(
        msgspec.structs.replace(base.sources[0], story=f"{at}.txt", siglum=siglum(at), name=f"Outlet {at}")
        for at in range(count)
    )

    def said(at: int, text: str) -> Citation:
        return Citation(f"{at}.txt", text, len(text), 2 * len(text))

    shared = Statement("s1", "shared", tuple(said(at, "The crane fell on Monday.") for at in range(count)))
    alone = [Statement(f"s{at + 2}", "unique", (said(at, f"Crane {at} stood.  "),)) for at in range(count)]
    return msgspec.structs.replace(
        base,
        sources=sources,
        statements=(shared, *alone),
        differences=(),
        dropped=(),
        lede="s1",
        points=(Point(("s1",), 1),),
    )


def test_a_digest_of_three_hundred_reports_stays_usable():
    render, digest = pages.renderer(), crowd(300)
    names = ("index.html", "evidence/index.html")
    page, evidence = (pages.made(render, name, digest, pages.context()).data for name in names)
    assert max(len(page), len(evidence)) < 200_000
    reading = pages.Reading(page)
    assert all(f"s{number}" in reading.anchors for number in range(1, 302))
    assert "288 more reports" in reading.text
    assert "B, C, D, E, F, G, H, I, J, K … are from A’s outlet." in reading.text
    assert len(pages.Reading(page.partition(b"</head>")[2]).text.split("288 more reports")[0]) < 900


def test_a_digest_without_a_headline_says_its_first_sentence_once():
    digest = invented.digest()
    page = page_of(msgspec.structs.replace(digest, title=digest.statements[0].text))
    assert page.split("</head>")[1].count(digest.statements[0].text) == 1
    assert "s1" in pages.Reading(page.encode()).anchors


def test_a_headline_without_end_is_cut_and_its_sentence_is_not():
    digest = invented.digest()
    long = "The crane fell " + "and fell " * 900 + "again."
    first = digest.statements[0]
    told = msgspec.structs.replace(
        first, citations=(msgspec.structs.replace(first.citations[0], text=long), *first.citations[1:])
    )
    made = msgspec.structs.replace(digest, title=long, statements=(told, *digest.statements[1:]))
    page = page_of(made)
    assert page.count(long) == 1
    assert len(page.split("</head>")[0]) < 4000
    assert len(page.split("<h1")[1].split("</h1>")[0]) < 200


def test_a_digest_without_a_day_says_none():
    digest = invented.digest()
    sources = tuple(msgspec.structs.replace(one, published=None) for one in digest.sources)
    made = msgspec.structs.replace(digest, published=None, sources=sources)
    assert "4 reports, 3 independent" in pages.Reading(page_of(made).encode()).text
    assert "<time" not in page_of(made)
    assert evidence_of(made).count("no date known") == 4


def test_a_lead_that_others_contradict_says_what_they_have():
    digest = invented.digest()
    points = (Point(("s3",), 2, listed=True),)
    page = pages.Reading(page_of(msgspec.structs.replace(digest, points=points)).encode())
    several = page.text.split("What several report")[1].split("Where they differ")[0]
    assert "or 79 kilometres an hour" in several
    assert "#d1" in page.links


def told_twice(lead: str, other: str) -> str:
    """The page of two reports that tell of one thing, each in a sentence of its own."""
    digest = invented.digest()
    statements = tuple(
        msgspec.structs.replace(
            digest.statements[at],
            citations=(msgspec.structs.replace(digest.statements[at].citations[0], story=story, text=text),),
        )
        for at, story, text in ((0, "harbour.txt", lead), (1, "wire.html", other))
    )
    points = (Point(("s1", "s2"), 2, listed=True),)
    return page_of(
        msgspec.structs.replace(digest, statements=statements, points=points, lede="s1", differences=())
    )


def test_who_tells_it_in_other_words_stands_at_the_fold_and_not_behind_the_lead():
    page = told_twice("The guard was hurt.", "The guard has died in hospital.")
    lead, fold = page.split("<details class=other id=also-s1>")
    assert "<b>A</b>" in lead
    assert "<i>B</i>" not in lead
    assert "<i>B</i> </span>on this" in fold.partition("</summary>")[0]
    assert "died in hospital" in fold.partition("</details>")[0]


def test_another_figure_in_other_words_opens_the_fold():
    assert "id=also-s1 open>" in told_twice("It was to supply 60,000 homes.", "It would supply 90,000 homes.")
    assert "id=also-s1>" in told_twice("It was to supply 60,000 homes.", "Homes of the valley get water.")
