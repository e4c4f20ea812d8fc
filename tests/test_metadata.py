import json

import pytest

from sitegen.read import read
from sitegen.read.linked_data import linked_data

GERMAN = (
    "Die Brücke wird neu gebaut, beschloss der Rat am Dienstag. Die Arbeiten dauern zwei Jahre. "
    "Bis dahin fahren die Busse einen Umweg über Orm, teilte die Stadt mit."
)
FRENCH = (
    "Le pont sera reconstruit, a décidé le conseil mardi. Les travaux dureront deux ans. "
    "D'ici là, les bus feront un détour par Orm, a indiqué la ville."
)
BODY = (
    "The council of Tavermoor met on Tuesday to talk about the bridge over the Lune, shut since March.\n"
    "Members voted nine to four for a new bridge, and the mayor said that work would begin in June.\n"
    "Most of the 4.2 million crowns will be paid by the state, and the town gives the rest of the money.\n"
)


def story(head, path="a.md"):
    return read(path, f"{head}{BODY}".encode())


def matter(*lines):
    return story("\n".join(["---", *lines, "---", "", ""]))


def page(head="", top="", path="a.html"):
    paragraphs = "".join(f"<p>{line}</p>" for line in BODY.splitlines())
    return read(
        path, f"<html><head>{head}</head><body><article>{top}{paragraphs}</article></body></html>".encode()
    )


def data(**fields):
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def test_front_matter_keys_have_their_meaning():
    found = matter(
        "title: Bridge to be rebuilt",
        "date: 2026-05-06T08:00:00+02:00",
        "updated: 7 May 2026",
        "source: Lune Echo",
        "agency: NNB",
        "author: By Una Holm",
        "url: https://echo.example/bridge?utm_source=x",
        "lang: en-GB",
        "tags: [bridge, council]",
        "draft: yes",
        "slug: new-bridge",
        "licence: CC BY 4.0",
    )
    assert (found.title, found.published, found.updated) == (
        "Bridge to be rebuilt",
        "2026-05-06",
        "2026-05-07",
    )
    assert (found.outlet, found.agency, found.byline) == ("Lune Echo", "NNB", "Una Holm")
    assert (found.url, found.language) == ("https://echo.example/bridge?utm_source=x", "en")
    assert (found.tags, found.draft, found.slug) == (("bridge", "council"), True, "new-bridge")
    assert (found.licence, found.extra, found.problems) == ("CC BY 4.0", (), ())
    assert not found.derived("title")


def test_keys_without_a_meaning_travel_along():
    found = matter("title: A bridge", "rating: 07", "layout: [post, wide]", "headline: Another title")
    assert found.extra == (("rating", "07"), ("layout", '["post", "wide"]'), ("headline", "Another title"))


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("date: next week", "no date"),
        ("date: 2026-02-30", "no date"),
        ("url: bridge.example", "no address"),
        ("url: javascript:alert(1)", "no address"),
        ('url: "https://a.example/\\nx"', "no address"),
        ("lang: English", "no language code"),
        ("slug: a/../b", "address"),
        (f"slug: {'bridge-closes-' * 9}today (2)", "address"),
        ("title: " + "word " * 1000, "4,999 characters"),
    ],
)
def test_a_value_of_the_wrong_form_is_left_out_and_told(line, word):
    found = matter("layout: post", line)
    (problem,) = found.problems
    assert (problem.path, problem.line, problem.lost) == ("a.md", 3, False)
    assert problem.message.startswith(line.split(":")[0])
    assert word in problem.message
    assert (found.published, found.url, found.draft, found.slug, found.title) == (
        None,
        None,
        False,
        None,
        None,
    )
    assert len(found.sentences) == 3


def test_authors_may_be_a_list_of_objects():
    assert (
        matter("authors:", "- name: Una Holm", "  mail: x", "- Osric Penn").byline == "Una Holm, Osric Penn"
    )


def test_a_source_that_is_an_address_is_the_address():
    found = matter("source: https://www.echo.example/bridge")
    assert (found.url, found.outlet) == ("https://www.echo.example/bridge", "echo.example")
    assert dict(found.evidence)["outlet"] == "address"


def test_a_text_names_its_headline_outlet_date_and_byline():
    found = story(
        "Tavermoor bridge to be rebuilt\nLune Echo\nWednesday, 06 May 2026 6:10 PM\nBy Una Holm\n\n", "a.txt"
    )
    assert (found.title, found.outlet) == ("Tavermoor bridge to be rebuilt", "Lune Echo")
    assert (found.published, found.byline) == ("2026-05-06", "Una Holm")
    assert dict(found.evidence) == {
        "title": "headline line",
        "outlet": "line under the headline",
        "published": "date line",
        "byline": "byline",
        "language": "text",
    }


def test_a_bare_text_has_no_title_and_invents_nothing():
    found = story("", "a.txt")
    assert (found.title, found.outlet, found.published, found.byline, found.url) == (None,) * 5


def test_a_dateline_gives_place_and_agency_and_is_no_statement():
    found = story("TAVERMOOR, May 6 (NNB) - ", "a.txt")
    assert (found.place, found.agency) == ("Tavermoor", "NNB") or found.place == "TAVERMOOR"
    assert found.sentences[0].text.startswith("The council")
    assert found.asides[0].rule == "meta/dateline"


def test_a_glued_date_is_cut_and_believed():
    found = story("date 2026-05-06 ", "a.txt")
    assert found.sentences[0].text.startswith("The council")
    assert (found.published, dict(found.evidence)["published"]) == ("2026-05-06", "date prefix")


@pytest.mark.parametrize(
    "path", ["2026-05-06-bridge.txt", "2026/05/06/bridge.txt", "news/bridge_20260506.txt"]
)
def test_a_date_in_the_name_is_the_last_resort(path):
    found = story("", path)
    assert (found.published, dict(found.evidence)["published"]) == ("2026-05-06", "file name")


@pytest.mark.parametrize("path", ["bridge-12026-05-061.txt", "bridge-2026.txt", "2026-13-40.txt"])
def test_other_numbers_in_the_name_are_no_date(path):
    assert story("", path).published is None


def test_linked_data_outweighs_what_the_page_shows():
    found = page(
        data(
            headline="Bridge: R&amp;D",
            datePublished="2026-05-06T10:00:00Z",
            dateModified="2026-05-07",
            author=[{"name": "Una Holm"}, "Osric Penn"],
            publisher={"name": "Lune Echo"},
        ),
        "<h1>Bridge again</h1>",
    )
    assert (found.title, found.published, found.updated) == ("Bridge: R&D", "2026-05-06", "2026-05-07")
    assert (found.byline, found.outlet) == ("Una Holm, Osric Penn", "Lune Echo")
    assert dict(found.evidence)["title"] == "json-ld"


def test_a_page_without_data_is_read_by_its_marks():
    found = page(
        "<title>Bridge to be rebuilt - Lune Echo</title><meta name=author content='Una Holm'>"
        "<link rel=canonical href='https://echo.example/b'>",
        "<h1>Bridge to be rebuilt</h1><time datetime='2026-05-06T08:00'>today</time>",
    )
    assert (found.title, found.outlet, found.byline) == ("Bridge to be rebuilt", "Lune Echo", "Una Holm")
    assert (found.published, found.url) == ("2026-05-06", "https://echo.example/b")
    assert found.derived("published")


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "//echo.example/b", "https://a b/", "data:text/html,x"]
)
def test_an_address_that_is_none_is_not_taken(address):
    assert page(f'<link rel=canonical href="{address}">').url is None


def test_a_graph_is_searched_for_the_article_and_its_references():
    graph = {
        "@graph": [
            {"@type": "WebSite", "name": "Site"},
            {"@type": "Organization", "@id": "#org", "name": "Lune Echo"},
            {"@type": ["Thing", "NewsArticle"], "headline": ["Bridge"], "publisher": {"@id": "#org"}},
        ]
    }
    found = linked_data(["not json", json.dumps([graph])])
    assert (found.headline, found.publisher) == ("Bridge", "Lune Echo")


@pytest.mark.parametrize(
    "script", ["[" * 90_000, '{"@type": "Article", "headline": 5, "author": {"a": []}}', "null", "{"]
)
def test_odd_linked_data_says_nothing(script):
    assert linked_data([script]) == linked_data([])


def test_the_language_of_the_words_outweighs_a_template():
    german = "Der Rat der Stadt hat am Dienstag über die Brücke beraten, die seit März gesperrt ist. " * 6
    found = read("a.html", f"<html lang=en><body><p>{german}</p>".encode())
    assert (found.language, dict(found.evidence)["language"]) == ("de", "text")


def test_an_outlet_before_the_date_is_named():
    found = story("Tavermoor bridge to be rebuilt\nBy Una Holm\nLune Chronicle, 6 May 2026\n\n", "a.txt")
    assert (found.outlet, found.published) == ("Lune Chronicle", "2026-05-06")


@pytest.mark.parametrize(
    ("line", "outlet", "body"),
    [
        ("Nordkurier am Deich, 6. Mai 2026", "Nordkurier am Deich", GERMAN),
        ("Hafenblatt - 6. Mai 2026", "Hafenblatt", GERMAN),
        ("L'Écho des Monts, 6 mai 2026", "L'Écho des Monts", FRENCH),
        ("Le Courrier d'Orle, mercredi 6 mai 2026", "Le Courrier d'Orle", FRENCH),
        ("The Town and County News, 6 May 2026", "The Town and County News", BODY),
        ("Tavermoor, 6 May 2026", None, BODY),
        ("Annals of Tavermoor, 6 May 2026", None, BODY),
    ],
)
def test_an_outlet_of_any_language_before_the_date_is_named(line, outlet, body):
    found = read("a.txt", f"Bridge of Tavermoor to be rebuilt\n\n{line}\n\n{body}".encode())
    assert (found.outlet, found.published) == (outlet, "2026-05-06")


@pytest.mark.parametrize("line", ["*Lune Gazette, 6 May 2026*", "(Lune Gazette, 6 May 2026)"])
def test_an_outlet_and_a_date_in_brackets_are_no_sentence(line):
    found = read("a.txt", f"Bridge of Tavermoor to be rebuilt\n{line}\n\n{BODY}".encode())
    assert (found.outlet, found.published) == ("Lune Gazette", "2026-05-06")
    assert found.sentences[0].text in BODY


def test_a_writer_behind_a_date_is_named():
    found = read("a.txt", f"Bridge to be rebuilt\nPosted on May 6, 2026 by Una Holm\n\n{BODY}".encode())
    assert (found.byline, found.published) == ("Una Holm", "2026-05-06")


def test_writers_over_an_outlet_and_a_date_are_no_outlet():
    head = "Rebuilding of the Tavermoor bridge\n\nU. Holm, O. Penn\n\nAnnals of Tavermoor, 6 May 2026\n\n"
    found = read("a.txt", f"{head}{BODY}".encode())
    assert (found.outlet, found.published) == (None, "2026-05-06")


def test_a_dash_in_a_headline_does_not_make_its_end_an_outlet():
    found = page("<title>Bridge shut - nobody hurt</title>")
    assert (found.title, found.outlet) == ("Bridge shut - nobody hurt", None)
    titled = page(
        "<title>Bridge shut - nobody hurt | Lune Echo</title>", "<h1>Bridge shut - nobody hurt</h1>"
    )
    assert (titled.title, titled.outlet) == ("Bridge shut - nobody hurt", "Lune Echo")


def test_a_press_release_names_its_issuer_before_its_headline():
    found = story(
        "Tavermoor Town Council\nPress release\n\nCouncil votes for a new bridge\n6 May 2026\n\n", "a.txt"
    )
    assert (found.title, found.outlet) == ("Council votes for a new bridge", "Tavermoor Town Council")


def test_the_date_of_a_dateline_counts_when_it_has_a_year():
    assert story("TAVERMOOR, May 6, 2026 (NNB) - ", "a.txt").published == "2026-05-06"
    assert story("TAVERMOOR, May 6 (NNB) - ", "a.txt").published is None


def test_a_full_date_at_the_end_of_a_title_counts_where_no_other_is():
    found = matter("title: Minutes of 6 May 2026")
    assert (found.published, dict(found.evidence)["published"]) == ("2026-05-06", "headline")
    assert matter("title: Minutes of 6 May 2026\ndate: 2026-05-08").published == "2026-05-08"


@pytest.mark.parametrize("title", ["Minutes of 6 May", "What 6 May 2026 changed", "Plans for 2026"])
def test_other_dates_in_a_title_are_no_publication(title):
    assert matter(f"title: {title}").published is None


def test_a_name_keeps_its_letters():
    assert matter("author: By Toby Jones").byline == "Toby Jones"
    assert matter("author: Claudia di Marco").byline == "Claudia di Marco"


def test_half_a_character_is_shown_as_a_question_mark():
    found = (
        page(data(headline="Bridge \ud800 rebuilt")),
        story('{\n"title": "Bridge \\ud800 rebuilt"\n}\n\n'),
    )
    assert [one.title for one in found] == ["Bridge ? rebuilt"] * 2


@pytest.mark.parametrize(
    ("head", "line", "body"),
    [
        (
            "渡轮因故障停航",
            "2026年5月6日 09:12　来源：月河晚报",
            "渡轮两次故障，周二起停航。乘客在岛上过夜。",
        ),
        ("渔港因大风关闭", "2026-05-06 18:40:12", "因大风，渔港关闭三天。鱼价上涨了一成。"),
        ("フェリーが運休", "2026年5月6日 9時12分", "フェリーは火曜日から運休した。乗客は島で夜を過ごした。"),
        (
            "여객선 운항 중단",
            "2026년 5월 6일 오전 9:12",
            "여객선이 화요일부터 운항을 멈췄다. 승객은 섬에서 밤을 보냈다.",
        ),
        (
            "Паром остановлен на неделю",
            "6 мая 2026, 09:12",
            "Паром вывели из работы во вторник. Пассажиры провели ночь.",
        ),
        (
            "Το πλοίο σταμάτησε χθες",
            "6 Μαΐου 2026, 09:12",
            "Το πλοίο σταμάτησε την Τρίτη. Οι επιβάτες έμειναν.",
        ),
        (
            "Most na rzece zamknięty",
            "6 maja 2026, 18:30",
            "Most zamknięto w poniedziałek. Remont potrwa osiem tygodni.",
        ),
        ("توقف العبارة أسبوعا", "6 مايو 2026", "توقفت العبارة يوم الثلاثاء. وبات الركاب في الجزيرة."),
    ],
)
def test_headline_and_date_line_are_known_in_every_script(head, line, body):
    found = read("a.txt", f"{head}\n\n{line}\n\n{body}\n".encode())
    assert (found.title, found.published) == (head, "2026-05-06")
    assert len(found.sentences) == 2


@pytest.mark.parametrize(
    "line",
    [
        "By Ada Penn, Ole Lowe and Mia Falk | May 6, 2026 | Updated 4:05 p.m.",
        "By Ada Penn | May 6, 2026 | Updated: May 7, 2026",
        "May 6, 2026 / 9:12 AM CET / Orm Post",
    ],
)
def test_a_line_of_byline_dates_and_outlet_is_metadata(line):
    found = read("a.txt", f"Bridge to be rebuilt after the flood\n{line}\n{BODY}".encode())
    assert found.published == "2026-05-06"
    assert line not in [sentence.text for sentence in found.sentences]


@pytest.mark.parametrize(
    "speech",
    [
        "MAYOR FALK: I open the meeting at seven o'clock in the old school hall of the town.",
        "MS LIND (Orm Lines): The ferry sails on Thursday at half past six and carries no cars.",
        "Q: When does the ferry to Orm sail again, and who pays for the rooms of the passengers?",
    ],
)
def test_a_speaker_stays_with_the_words_and_is_no_dateline(speech):
    found = read("a.txt", f"Council of Orm, a transcript\n\n{speech}\n\nDR PENN: Thank you.\n".encode())
    assert found.sentences[0].text == speech
    assert (found.agency, found.place) == (None, None)


def test_one_place_with_a_colon_is_a_dateline_still():
    found = read("a.txt", f"Bridge to be rebuilt\n\nTAVERMOOR (NNB): {BODY}".encode())
    assert (found.place, found.agency) == ("TAVERMOOR", "NNB")


@pytest.mark.parametrize("clock", ["16:40", "4.40 p.m.", "16h40", "[16:40]", "16.40 Uhr", "16時40分"])
def test_the_times_of_a_live_blog_are_no_statements_and_its_headline_is_its_title(clock):
    text = f"Live: bridge over the Lune shut\nFollow the latest updates here\n\n{clock}\nShut\n{BODY}"
    found = read("a.txt", text.encode())
    assert found.title == "Live: bridge over the Lune shut"
    assert [sentence.text for sentence in found.sentences] == BODY.splitlines()


@pytest.mark.parametrize(
    "call",
    [
        "To continue reading, subscribe to the Orm Post.",
        "Um weiterzulesen, schließen Sie ein Abo ab.",
        "Pour lire la suite, abonnez-vous.",
        "Para seguir leyendo, suscríbase a El Faro.",
    ],
)
def test_a_call_to_subscribe_is_no_statement(call):
    assert call not in [sentence.text for sentence in read("a.txt", f"{BODY}\n{call}\n".encode()).sentences]


def test_verse_behind_a_text_is_told_whole():
    lines = [
        "The tide goes out, the tide comes in,",
        "the ferry stays at home,",
        "and gulls walk on the foam.",
    ]
    found = read("a.txt", f"{BODY}\n{chr(10).join(lines)}\n".encode())
    assert [sentence.text for sentence in found.sentences][-3:] == lines


OWN = '{"@type":"NewsArticle","headline":"Bridge shut","datePublished":"2026-05-06T09:12+02:00"}'
OTHER = '{"@type":"NewsArticle","headline":"Cat found","datePublished":"2026-01-01"}'


@pytest.mark.parametrize(
    "script",
    [
        f"//<![CDATA[\n{OWN}\n//]]>",
        f"/* <![CDATA[ */{OWN[:-1]}, // x\n}}/* ]]> */",
        f"[{OTHER},{OWN}]",
        f'{{"@type":"ItemList","itemListElement":[{OTHER},]}}{OWN}',
        f'{{"@graph":[{{"@type":"Page","hasPart":{OTHER}}},{OWN.replace("shut", "shut in May")}]}}',
    ],
)
def test_the_pages_own_article_is_read_from_broken_and_crowded_data(script):
    data = f"<script type=application/ld+json>{script}</script>"
    found = read("a.html", f"<html><head>{data}</head><body><h1>Bridge shut</h1><p>{BODY}".encode())
    assert (found.published, found.time) == ("2026-05-06", "09:12+02:00")


LATER = "<time {} datetime=2026-05-09>9 May</time>"
THEN = "<time {} datetime=2026-05-06>6 May</time>"


@pytest.mark.parametrize(
    "dates",
    [
        LATER.format("class=updated") + THEN.format("class=published"),
        LATER.format("itemprop=dateModified") + THEN.format("itemprop=datePublished"),
        f"<div class=ticker>{LATER.format('')} Fire</div><p>Published 6 May 2026</p>",
        f"<ul class=related><li><a href=x>{LATER.format('')} Cat</a></ul>{THEN.format('')}",
    ],
)
def test_the_day_of_publication_is_not_that_of_a_change_or_of_another_article(dates):
    page = f"<html><body><article><h1>Bridge shut</h1>{dates}<p>{BODY}</p></article></body></html>"
    assert read("a.html", page.encode()).published == "2026-05-06"


@pytest.mark.parametrize("mark", ["Press release", "PRESSEMITTEILUNG", "For immediate release:"])
def test_a_short_release_gives_issuer_day_and_headline(mark):
    text = f"Marsh Institute\n{mark}\n6 May 2026\n\nFewer reed warblers at Lake Orm\n\n{BODY}"
    found = read("a.txt", text.encode())
    assert (found.title, found.outlet) == ("Fewer reed warblers at Lake Orm", "Marsh Institute")
    assert found.published == "2026-05-06"
    assert mark not in [each.text for each in found.sentences]


def test_a_speaker_with_a_full_stop_stays_with_the_words():
    found = read(
        "a.txt",
        b"Hearing of the board\n\nSENATOR PENN. Why did it fail twice?\n\nMR. LOWE. Nobody knows.\n",
    )
    assert [sentence.text for sentence in found.sentences] == [
        "SENATOR PENN. Why did it fail twice?",
        "MR. LOWE. Nobody knows.",
    ]


@pytest.mark.parametrize("line", ["홍길동 기자", "（记者 王一）", "本报记者 王一 李二"])
def test_a_reporters_line_in_korean_and_chinese_is_a_byline(line):
    found = read(
        "a.txt", f"渡轮因故障停航\n\n{line}\n\n渡轮两次故障，周二起停航。乘客在岛上过夜。\n".encode()
    )
    assert len(found.sentences) == 2
    assert line not in [sentence.text for sentence in found.sentences]


@pytest.mark.parametrize(
    ("headline", "outlet", "body"),
    [
        (
            "حريق في مخزن قرب المرفأ القديم",
            "جريدة الشاطئ",
            "اندلع حريق مساء الثلاثاء في مخزن للأخشاب قرب المرفأ القديم، وقالت البلدية إن أحدا لم يصب.",
        ),
        (
            "שריפה במחסן ליד הנמל הישן",
            "ידיעות המפרץ",
            "שריפה פרצה ביום שלישי במחסן עצים ליד הנמל הישן, ואיש לא נפגע, כך מסרה הכבאות בהודעה.",
        ),
        (
            "Пожар на складе у старой гавани",
            "Вестник Залива",
            "Пожар вспыхнул во вторник на складе у старой гавани, никто не пострадал, сообщили в мэрии.",
        ),
        (
            "Pożar magazynu przy starym porcie",
            "Kurier Zatoki",
            "Pożar wybuchł we wtorek w magazynie przy starym porcie, nikt nie ucierpiał, podał urząd miasta.",
        ),
    ],
    ids=("ar", "he", "ru", "pl"),
)
def test_the_outlet_under_a_headline_is_known_by_its_words(headline, outlet, body):
    assert read("a.txt", f"{headline}\n{outlet}\n3.3.2026\n\n{body}\n".encode()).outlet == outlet


@pytest.mark.parametrize(
    "text",
    [
        "Weir mended at Ostby\n<https://www.ostby.example/weir>\n\nThe weir at Ostby holds water again.\n",
        "Weir mended at Ostby\n\nThe weir at Ostby holds water again.\n\nLink: https://www.ostby.example/weir\n",
    ],
)
def test_a_line_of_the_address_gives_it_and_is_not_told(text):
    found = read("a.txt", text.encode())
    assert (found.url, found.outlet) == ("https://www.ostby.example/weir", "ostby.example")
    assert [each.text for each in found.sentences] == ["The weir at Ostby holds water again."]


@pytest.mark.parametrize(
    ("bracket", "agency"),
    [("(Wire East)", "Wire East"), ("(dpa/lno)", "dpa/lno"), ("(Review)", None), ("(Video)", None)],
)
def test_an_agency_in_brackets_needs_no_dash(bracket, agency):
    text = f"Weir mended at Ostby\n\n{bracket} The weir at Ostby holds water again since Thursday.\n"
    assert read("a.txt", text.encode()).agency == agency
