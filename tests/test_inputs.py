"""Files as people have them: many small inputs of each kind, with what is told and known of them."""

import base64

import pytest

from sitegen.read import read
from sitegen.site.source import scan

TOLD = "The pier of Lune was closed on Tuesday after divers had found three cracks in its oldest pillar."
MORE = "Boats of the Lune line land at the fish quay until the pillar is mended, the harbour office said."


def story(text, path="a.txt"):
    return read(path, text if isinstance(text, bytes) else text.encode())


def told(text, path="a.txt"):
    return [" ".join(sentence.text.split()) for sentence in story(text, path).sentences]


def page(body, head=""):
    markup = f"<h1>Pier of Lune closed</h1>{body}<p>{TOLD}</p><p>{MORE}</p>"
    return (
        f"<html lang='en'><head><title>x</title>{head}</head><body><article>{markup}</article></body></html>"
    )


DAYS = [
    ("Most zavřen", "9. února 2026, 18:30", "Most byl v pondělí uzavřen, protože inženýři našli trhliny."),
    ("إغلاق الجسر القديم", "الاثنين 9 شباط 2026 - 18:30", "أغلق الجسر يوم الاثنين بعد أن وجدت شقوق."),
    ("הגשר הישן נסגר", "9 בפברואר 2026, 18:30", "הגשר נסגר ביום שני לאחר שמהנדסים מצאו סדקים."),
    ("Cây cầu cũ bị đóng cửa", "Thứ hai, 9/2/2026, 18:30 (GMT+7)", "Cây cầu bị đóng cửa vì có vết nứt."),
    (
        "Le pont est fermé",
        "Publié le 9 février 2026 à 18 h 30, mis à jour le 10 février 2026 à 7 h",
        "Le pont a été fermé lundi parce que des ingénieurs ont trouvé des fissures.",
    ),
    (
        "Bron stängd",
        "Uppdaterad 2026-02-10 | Publicerad 2026-02-09",
        "Bron stängdes sedan man hittat sprickor.",
    ),
    ("霜橋が通行止め", "2026年2月9日 月曜日 記者 森川", "霜橋は月曜日から通行止めとなった。"),
    ("霜桥封闭检修", "霜江日报 2026/2/9 7:05", "霜桥因裂缝从星期一起封闭。"),
    ("霜桥封闭检修", "二〇二六年二月九日", "霜桥因裂缝从星期一起封闭。"),
    ("ปิดสะพานเก่า", "9 ก.พ. 2569", "สะพานปิดสามวันเพราะพบรอยร้าว"),
    ("Slēgts tilts", "2026. gada 9. februāris, 18:30", "Tilts pirmdien tika slēgts, jo atrada plaisas."),
    (
        "Мостът е затворен",
        "9 февруари 2026 г., 18:30 ч.",
        "Мостът беше затворен в понеделник заради пукнатини.",
    ),
]


@pytest.mark.parametrize(("head", "line", "body"), DAYS)
def test_a_line_of_metadata_gives_the_day_and_is_no_fact(head, line, body):
    found = story(f"{head}\n\n{line}\n\n{body}\n")
    assert (found.published, [sentence.text for sentence in found.sentences]) == ("2026-02-09", [body])


@pytest.mark.parametrize(
    ("line", "agency", "place"),
    [
        ("新海社霜江3月5日电（记者陆远）霜江码头一座仓库凌晨起火，两人受伤。", "新海社", "霜江"),
        ("【霜浜＝時潮】霜浜の灯台が三日、一般に公開された。", "時潮", "霜浜"),
        ("(서리항=서리뉴스) 김도윤 기자 = 서리곶 등대가 3일 일반에 공개됐다.", "서리뉴스", "서리항"),
    ],
)
def test_a_dateline_of_an_eastern_agency_is_set_aside(line, agency, place):
    found = story(line)
    assert (found.agency, found.place, len(found.sentences)) == (agency, place, 1)
    assert agency not in found.sentences[0].text


def test_a_release_is_dated_by_its_place_and_day():
    text = f"PRESSEMITTEILUNG\n\nLune, 17. April 2026 – {TOLD}\n"
    assert (story(text).published, told(text)) == ("2026-04-17", [TOLD])


SCRIPT = '<script type="application/ld+json">{}</script>'
PAGES = [
    (
        '<b property="dateModified" content="2026-04-20"><b property="datePublished" content="2026-04-17">',
        "",
    ),
    ('<p>April 17, 2026</p><p>The fair begins on <time datetime="2026-05-09">May 9</time>, it said.</p>', ""),
    ("", SCRIPT.format('{"@type": "NewsArticle", "about": "the "old" pier", "datePublished": "2026-04-17"}')),
    ("", SCRIPT.format('{"@type": "schema:NewsArticle", "schema:datePublished": "2026-04-17"}')),
]


@pytest.mark.parametrize(("body", "head"), PAGES)
def test_a_page_gives_the_day_of_publication_in_whatever_form(body, head):
    assert story(page(body, head), "a.html").published == "2026-04-17"


def test_words_that_a_page_moves_out_of_sight_are_not_told():
    assert "Cheap beds" not in " ".join(
        told(page('<p style="position: absolute; left:-9999px">Cheap beds</p>'), "a.html")
    )


def test_the_day_below_the_headline_goes_before_the_one_above_it():
    body = page("<p>By Ada Holm, 17 April 2026</p>").replace(
        "<body>", "<body><div>Tuesday, 21 April 2026</div>"
    )
    assert story(body, "a.html").published == "2026-04-17"


def test_a_date_in_mid_sentence_does_not_break_it():
    line = (
        '<p>The fair of Lune begins on <time datetime="2026-05-09">May 9</time>, the harbour office said.</p>'
    )
    assert "The fair of Lune begins on May 9, the harbour office said." in told(page(line), "a.html")


def test_a_heading_with_the_name_of_the_site_is_no_title():
    text = page("").replace("<h1>Pier of Lune closed</h1>", "<h1>Lune Echo</h1><h3>Pier of Lune closed</h3>")
    text = text.replace("<title>x<", "<title>Pier of Lune closed - Lune Echo<")
    assert story(text, "a.html").title == "Pier of Lune closed"


def test_a_copy_in_an_archive_has_the_address_of_the_page():
    link = '<link rel="canonical" href="https://kept.example/web/20260424080000/https://lune.example/pier">'
    assert story(page("", link), "a.html").url == "https://lune.example/pier"


HEADS = [
    "SHORE & SEA\n\nPier of Lune closed\n\nFri 17 Apr 2026 09.12\n\n",
    "17 April 2026 | Lune Echo | Shore\nPier of Lune closed\nAda Holm, staff writer\n\n",
    "2 of 3\n\nEcho\n\nApril 17, 2026\n\nPier of Lune closed\n\nBYLINE: Ada Holm\n\nSECTION: SEA\n\n",
    "https://lune.example/pier\n\nPier of Lune closed\n17 April 2026\n\n",
    "Saved from: https://lune.example/pier (2026-04-24)\n\nPier of Lune closed\nBy Ada | April 17, 2026\n\n",
    "#+TITLE: Pier of Lune closed\n#+AUTHOR: Ada Holm\n#+DATE: 2026-04-17\n\n",
    "标题：Pier of Lune closed\n日期：2026年4月17日\n作者：Ada Holm\n正文：",
]


@pytest.mark.parametrize("head", HEADS)
def test_the_head_of_a_text_gives_title_and_day(head):
    found = story(f"{head}{TOLD}\n\n{MORE}\n")
    assert (found.title, found.published) == ("Pier of Lune closed", "2026-04-17")
    assert [sentence.text for sentence in found.sentences][-2:] == [TOLD, MORE]


@pytest.mark.parametrize(
    "head",
    [
        "title:Pier of Lune closed\ndate:2026-04-17\nauthor:Ada Holm",
        " title: Pier of Lune closed\ndate: 2026-04-17\n author: Ada Holm",
    ],
)
def test_front_matter_with_blanks_too_few_or_too_many_is_read(head):
    found = story(f"---\n{head}\n---\n{TOLD}\n", "a.md")
    assert (found.title, found.published, found.byline) == ("Pier of Lune closed", "2026-04-17", "Ada Holm")


def test_a_block_of_code_at_the_top_is_no_head_of_the_text():
    assert told(f"```yaml\ntitle: Pier\ndate: 2026-04-17\n```\n\n{TOLD}\n", "a.md") == [TOLD]


def test_paragraphs_of_one_line_each_stay_apart_in_any_script():
    body = "서리항 어시장이 다음 주 다시 문을 연다."
    text = f"어시장 다음 주 재개장\n\n[서리일보=박서준 기자] 2026-04-02\n\n{body}\n"
    assert (story(text).title, told(text)) == ("어시장 다음 주 재개장", [body])


def test_a_chinese_quotation_opens_with_the_sentence_it_belongs_to():
    assert told("水位比去年低三米。“还能撑多久？”一位老人问。")[-1] == "“还能撑多久？”一位老人问。"


def test_running_titles_that_count_pages_are_set_aside():
    text = f"Pier of Lune closed\n\n{TOLD}\n\nReport of Lune            1\n\n{MORE}\n\n"
    text += "Report of Lune            2\n\nThe divers come back in May.\n"
    assert not [line for line in told(text) if "Report" in line]


@pytest.mark.parametrize(
    "line", ["NOT FOR PUBLICATION", "Nicht zur Veröffentlichung!", "– internal use only –"]
)
def test_a_line_that_forbids_to_publish_keeps_a_story_back(line):
    assert story(f"{line}\n\nPier of Lune closed\n\n{TOLD}\n").draft


@pytest.mark.parametrize(
    ("line", "title", "outlet"),
    [
        ("Pier of Lune closed | Lune Echo", "Pier of Lune closed", "Lune Echo"),
        ("霜江码头凌晨起火 - 霜江日报", "霜江码头凌晨起火", "霜江日报"),
        ("Pier of Lune closed - again", "Pier of Lune closed - again", None),
    ],
)
def test_the_outlet_behind_a_headline_of_a_text_is_no_part_of_it(line, title, outlet):
    found = story(f"{line}\n\n17 April 2026\n\n{TOLD}\n")
    assert (found.title, found.outlet) == (title, outlet)


@pytest.mark.parametrize("line", ["（责任编辑：林海）", "相关阅读：渔港关闭三天", "関連記事：港の休み"])
def test_furniture_of_eastern_pages_is_not_told(line):
    assert told(f"霜江码头起火\n\n霜江码头一座仓库凌晨起火，两人受伤。\n\n{line}\n") == [
        "霜江码头一座仓库凌晨起火，两人受伤。"
    ]


def test_lines_with_bars_in_front_are_a_quotation():
    text = (
        "Pier of Lune closed\n\n| The pier of Lune was closed on Tuesday after divers\n| had found cracks.\n"
    )
    assert told(text)[-1] == "The pier of Lune was closed on Tuesday after divers had found cracks."


@pytest.mark.parametrize("head", HEADS[3:5])
def test_the_head_of_a_text_gives_its_address(head):
    assert story(f"{head}{TOLD}\n\n{MORE}\n").url == "https://lune.example/pier"


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ('"Pier of Lune closed', "Pier of Lune closed"),
        ('"Pier of <em>Lune</em> closed"', "Pier of Lune closed"),
    ],
)
def test_a_title_loses_marks_that_are_none_of_its_words(value, title):
    assert story(f"---\ntitle: {value}\ndate: 2026-04-17\n---\n{TOLD}\n", "a.md").title == title


@pytest.mark.parametrize(
    "field",
    [
        "status: [draft]",
        "eleventyExcludeFromCollections: true",
        "permalink: false",
        "status: scheduled",
        "hidden: true",
    ],
)
def test_a_story_is_kept_back_in_the_words_of_other_generators(field):
    assert story(f"---\ntitle: Pier\n{field}\n---\n{TOLD}\n", "a.md").draft


NOTES = [
    (f"{TOLD} :anchor:", TOLD),
    (f"{TOLD} ((64f0-11aa-22bb))", TOLD),
    (f"{TOLD} [rating:: 5]", TOLD),
    (f"!!! note\n    {TOLD}", TOLD),
    (f"<!-- wp:paragraph -->\n<p>{TOLD}</p>\n<!-- /wp:paragraph -->", TOLD),
    (f"{TOLD}\n\n> [!private]- Source\n> Ada Holm told us this.\n> She is not to be named.", TOLD),
    (f"[vc_row]\n{TOLD}\n[/vc_row]", TOLD),
    ("The pillar weighs ~14~ 41 tonnes, the office said.", "The pillar weighs 41 tonnes, the office said."),
    ("It is $h = 41$ m high and cost $4 million.", "It is h = 41 m high and cost $4 million."),
    ("It costs ~300 euros or ~400 dollars a day.", "It costs ~300 euros or ~400 dollars a day."),
]


@pytest.mark.parametrize(("written", "seen"), NOTES)
def test_a_note_is_read_as_its_reader_sees_it(written, seen):
    assert told(f"---\ntitle: Pier\n---\n{written}\n", "a.md") == [seen]


def test_quoted_lines_of_a_text_are_whole_sentences():
    text = (
        "Pier of Lune closed\n\n> The pier of Lune was closed on Tuesday after divers\n> had found cracks.\n"
    )
    assert told(text)[-1] == "The pier of Lune was closed on Tuesday after divers had found cracks."


@pytest.mark.parametrize(
    "first",
    [
        "The pier will be closed to all boats and their crews from noon on",
        "Tickets are sold at the office of",
    ],
)
def test_a_line_that_ends_in_a_small_word_goes_on_in_the_next(first):
    assert (
        told(f"Pier of Lune closed\n\n{first}\nMonday Street, it said.\n")[-1]
        == f"{first} Monday Street, it said."
    )


@pytest.mark.parametrize(
    "table",
    [
        "Boat\tTime\nTern\t6:12\nAuk\t6:31",
        "+---+---+\n| Boat | Time |\n+---+---+\n| Tern | 6:12 |\n| Auk | 6:31 |\n+---+---+",
    ],
)
def test_the_rows_of_a_table_in_a_text_are_fields(table):
    found = story(f"Regatta of Lune\n\n{table}\n")
    assert [(sentence.field, sentence.text) for sentence in found.sentences][-1] == ("Auk", "Auk: 6:31")


LETTERS = [
    (
        "Le phare est fermé depuis lundi à cause d’une fissure dans l’escalier, a déclaré la mairie.",
        "mac-roman",
    ),
    ("灯台は月曜日から公開を休んでいる。階段にひびが見つかった。", "iso2022-jp"),
]


@pytest.mark.parametrize(("text", "encoding"), LETTERS)
def test_a_rare_encoding_is_told_by_its_letters(text, encoding):
    assert "".join(told(text.encode(encoding))) == text


HEAD = "From: Lune <press@lune.example>\nTo: desk@list.example\nSubject: Pier\n"
CODED = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
PARTS = "Content-Type: multipart/mixed; boundary=Aa\n\n--Aa\n"
BOTH = 'Content-Type: multipart/alternative; boundary="Bb"\n\n--Bb\n'
MAILS = [
    CODED + base64.encodebytes(TOLD.encode()).decode(),
    f"{PARTS}{BOTH}Content-Type: text/plain\n\n{TOLD}\n--Bb\n\n<p>{TOLD}</p>\n--Bb--\n--Aa--\n",
    f"{PARTS}Content-Type: text/html\n\n<p>{TOLD}</p>\n--Aa--\n",
    f"\n{TOLD}\n\n_____________________________\nlune mailing list\nlist@lune.example\nhttps://lune.example/\n",
    f"\n{TOLD}\n\nOn Thu, 16 Apr, Desk <desk@list.example>\nwrote:\n> Which pier?\n\n> Who closed it?\n",
    f"\n{TOLD}\n\nThis e-mail and any attachments are confidential and intended for the addressee.\n",
]


@pytest.mark.parametrize("mail", MAILS)
def test_the_words_of_a_mail_are_told_and_nothing_else(mail):
    assert told(f"{HEAD}{mail}") == [TOLD]


@pytest.mark.parametrize(
    "path", ["404.html", "vendor/a/notes.md", "licenses/free.txt", "archetypes/default.md"]
)
def test_what_other_programs_need_is_no_story(path, tmp_path):
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text(TOLD)
    found = scan(tmp_path)
    assert (found.files, len(found.passed)) == ((), 1)


def test_pictures_in_the_folder_beside_a_saved_page_belong_to_it(tmp_path):
    (tmp_path / "pier_files").mkdir()
    (tmp_path / "pier.html").write_text(page(""))
    for name in ("quay.jpg", "frame.html", "style.css"):
        (tmp_path / "pier_files" / name).write_bytes(b"\xff")
    found = scan(tmp_path)
    assert ([file.path for file in found.media], found.others) == (["pier_files/quay.jpg"], ())


HEADS = [
    ("a.md", "```yaml\n{}\n```\n", "title: Pier closed\ndate: 2026-02-09"),
    ("a.md", "{}\n;;;\n", '"title": "Pier closed",\n"date": "2026-02-09"'),
    ("a.md", "{{{}}}\n", '"title": "Pier closed", "date": "2026-02-09",'),
    ("a.md", "---\n{}\n---\n", "title: !!str Pier closed\ndate: &day 2026-02-09"),
    ("a.md", "---\n{}\n---\n", "title: Pier closed\n\u00a0date: 2026-02-09"),
    ("a.md", "---\n{}\n---\n", "post_title: Pier closed\npost_date: 2026-02-09 10:00:00"),
    ("a.txt", "{}\n", "= Pier closed\nOna Vik <ona@lune.example>\nv1.2, 2026-02-09\n:toc:"),
]


@pytest.mark.parametrize(("path", "frame", "head"), HEADS)
def test_a_head_is_read_in_whichever_form_it_is_written(path, frame, head):
    found = story(f"{frame.format(head)}\n{TOLD}\n\n{MORE}\n", path)
    assert (found.title, found.published) == ("Pier closed", "2026-02-09")
    assert [sentence.text for sentence in found.sentences] == [TOLD, MORE]


@pytest.mark.parametrize(
    "line", ["is_published: false", "date: draft", "borrador: sí", "is_private: yes", "entwurf: ja"]
)
def test_a_draft_is_one_in_whichever_words(line):
    assert story(f"---\ntitle: Pier\n{line}\n---\n{TOLD}", "a.md").draft


@pytest.mark.parametrize("line", ["borrador: no", "concept: a pier of glass", "is_published: true"])
def test_a_story_is_not_kept_back_by_a_word_for_drafts_alone(line):
    assert not story(f"---\ntitle: Pier\n{line}\n---\n{TOLD}", "a.md").draft


@pytest.mark.parametrize(
    ("start", "kind"),
    [("\\documentclass{article}", "LaTeX"), ("WEBVTT", "subtitles"), ("1\n00:00:01,000 --> x", "subtitles")],
)
def test_text_of_a_form_that_is_not_read_is_refused_by_its_name(start, kind):
    (problem,) = story(f"{start}\n{TOLD}").problems
    assert (kind in problem.message, problem.lost) == (True, True)


LINES = [
    "lune.example · by Ona Vik · February 9, 2026 · 3 min read",
    "Ona Vik · 3 min read · Published 9 Feb 2026, 06:45 GMT · Updated 2 days ago",
    "09.02.2026 Umwelt",
]


@pytest.mark.parametrize("line", LINES)
def test_a_line_of_several_parts_gives_the_day(line):
    assert story(f"Pier of Lune closed\n{line}\n\n{TOLD}").published == "2026-02-09"


def test_the_words_before_a_time_say_which_of_two_it_is():
    times = "".join(
        f"<p>{word}: <time datetime='{day}'>{day}</time></p>"
        for word, day in (("Last updated", "2026-02-11"), ("First published", "2026-02-09"))
    )
    assert story(page(times), "a.html").published == "2026-02-09"


def test_a_page_without_a_title_has_its_first_line_for_one():
    markup = f"<p><b>Pier of Lune closed</b></p><p>{TOLD}</p><p>{MORE}</p>"
    assert (
        story(f"<html><title></title><body>{markup}</body></html>", "a.html").title == "Pier of Lune closed"
    )


@pytest.mark.parametrize("path", ["a.txt", "a.md", "a.xhtml"])
def test_a_page_is_read_as_one_whatever_its_file_is_called(path):
    assert told(f"\n<!DOCTYPE html>{page('')}", path) == [TOLD, MORE]


UNDER = [
    ("Pier shut", "The Lune Post", "9 February 2026", "The Lune Post"),
    ("霜桥封闭检修", "霜江日报", "2026年2月9日", "霜江日报"),
    ("הגשר הישן נסגר", "שני פצועים קל", "9 בפברואר 2026", None),
    ("Закрыт старый мост", "Голос реки", "9 февраля 2026", None),
]


@pytest.mark.parametrize(("head", "line", "day", "outlet"), UNDER)
def test_a_line_between_headline_and_day_is_no_fact_and_an_outlet_where_it_looks_like_one(
    head, line, day, outlet
):
    found = story(f"{head}\n{line}\n{day}\n\n{TOLD}\n\n{MORE}\n")
    assert (found.title, found.outlet, found.published) == (head, outlet, "2026-02-09")
    assert [sentence.text for sentence in found.sentences] == [TOLD, MORE]


DUMPS = [
    f"The Lune Post\nMonday 9 February 2026\n\nPier of Lune closed\n\nOna Vik\n\n{TOLD}\n\n{MORE}\n",
    f"Pier of Lune closed\nLune Post\nOna Vik\nFebruary 9, 2026\n1 min read\nOriginal\n\n{TOLD}\n\n{MORE}\n",
    f"TITLE=Pier of Lune closed\nDATE=2026-02-09\nAUTHOR=Ona Vik\n\n{TOLD}\n\n{MORE}\n",
    f"Pier of Lune closed\nOna Vik, Lune Post, February 9, 2026\n\n{TOLD}\n\n{MORE}\n",
    f"Lune Post 09.02.2026, Seite 3\n\nPier of Lune closed\n\n{TOLD}\n\n{MORE}\n",
    f"Pier of Lune closed\n9 Feb 2026\n\n{TOLD}\n\n{MORE}\n\n9/2/26, 18:20  Pier\nhttps://a.example  1/1\n",
]


@pytest.mark.parametrize("text", DUMPS)
def test_a_copy_out_of_an_archive_tells_its_sentences_alone(text):
    found = story(text)
    assert (found.title, found.published) == ("Pier of Lune closed", "2026-02-09")
    assert [sentence.text for sentence in found.sentences] == [TOLD, MORE]


def test_a_page_that_shows_a_mail_has_its_head_and_keeps_the_addresses_private():
    head = "From: The Lune Post &lt;desk@lune.example&gt;<br>Sent: 9 February 2026<br>To: X<br>Subject: Pier"
    found = story(f"<html><body><p>{head}</p><p>{TOLD}</p><p>{MORE}</p></body></html>", "a.html")
    assert (found.title, found.outlet, found.published) == ("Pier", "The Lune Post", "2026-02-09")
    assert [sentence.text for sentence in found.sentences] == [TOLD, MORE]
    assert not any("@" in aside.text for aside in found.asides)


@pytest.mark.parametrize("title", ["New Page 1", "Untitled Document", "Document"])
def test_a_title_that_a_program_wrote_is_none(title):
    markup = f"<p><b>Pier of Lune closed</b></p><p>{TOLD}</p><p>{MORE}</p>"
    found = story(f"<html><head><title>{title}</title></head><body>{markup}</body></html>", "a.html")
    assert found.title == "Pier of Lune closed"


def test_a_file_of_fields_alone_is_told_as_that():
    assert (
        "sitegen import"
        in story('{"title": "Pier", "date": "2026-02-09", "text": "It is shut."}').problems[-1].message
    )


def test_a_field_may_have_a_blank_before_its_colon():
    found = story(f"Titre : Jetée fermée\nDate : 9/02/2026\nAuteur\u00a0: Ona Vik\n\n{TOLD}\n\n{MORE}\n")
    assert (found.title, found.byline) == ("Jetée fermée", "Ona Vik")


def test_a_comment_of_an_outline_is_private():
    text = f"Pier of Lune closed\n\n{TOLD}\n\n#+BEGIN_COMMENT\nask Una first\n#+END_COMMENT\n\n{MORE}\n"
    assert told(text) == [TOLD, MORE]
