import codecs

import pytest

from sitegen.read.decode import _LARGER, Decoded, decode, line_of

TEXT = "The ferry sank at Orrebad.\r\nNobody was hurt – “a wonder”, said Åsa.\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_the_text_is_the_same_in_every_encoding(encoding):
    assert decode("a.txt", TEXT.encode(encoding)).text == TEXT


def test_big_endian_text_with_a_mark_is_read():
    assert decode("a.txt", b"\xfe\xff" + TEXT.encode("utf-16-be")).text == TEXT


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_text_has_no_problem(encoding):
    assert decode("a.txt", TEXT.encode(encoding)).problems == ()


def test_windows_text_says_on_which_line_it_is_no_utf8():
    (problem,) = decode("a.txt", b"A bridge.\nA caf\xe9 on it.\n").problems
    assert (problem.line, problem.lost) == (2, False)
    assert "Windows-1252" in problem.message


def test_a_bad_byte_in_long_utf8_text_does_not_garble_the_rest():
    decoded = decode("a.txt", "Größe, Öl und Übermut blühen überall.\n".encode() * 9 + b"\xc3")
    assert decoded.text.startswith("Größe, Öl und Übermut")
    assert "�" in decoded.problems[0].message
    assert decoded.problems[0].line == 10


UNDECLARED = {
    "В понедельник в старом депо начался пожар. Три человека пострадали, один в больнице.": (
        "cp1251", "koi8-r", "iso8859-5", "cp866",
    ),
    "У понеділок увечері у старому депо почалася пожежа. Троє людей постраждали.": ("cp1251", "koi8-u"),
    "W poniedziałek w starej zajezdni wybuchł pożar. Trzy osoby zostały ranne.": ("cp1250", "iso8859-2"),
    "V pondělí večer vypukl ve staré vozovně požár. Tři lidé byli zraněni.": ("cp1250", "iso8859-2"),
    "Hétfő este tűz ütött ki a régi kocsiszínben. Hárman megsérültek.": ("cp1250", "iso8859-2"),
    "Τη Δευτέρα το βράδυ ξέσπασε φωτιά στο αμαξοστάσιο. Τρία άτομα τραυματίστηκαν.": ("cp1253", "iso8859-7"),
    "Pazartesi akşamı eski tramvay deposunda yangın çıktı. Üç kişi yaralandı.": ("cp1254", "iso8859-9"),
    "ביום שני בערב פרצה שריפה במחסן הישן של הרכבת. שלושה אנשים נפצעו.": ("cp1255",),
    "اندلع حريق مساء الاثنين في مستودع الترام القديم. وأصيب ثلاثة أشخاص.": ("cp1256", "iso8859-6"),
    "เมื่อคืนวันจันทร์เกิดเพลิงไหม้ที่อู่รถรางเก่า มีผู้บาดเจ็บสามคน": ("cp874",),
    "星期一晚上，城北的旧电车车库发生火灾。三人受伤，其中一人仍在医院。": ("gbk", "gb18030"),
    "星期一晚上，城北的舊電車車庫發生火災。三人受傷，其中一人仍在醫院。": ("big5",),
    "月曜日の夜、古い電車の車庫で火事があった。三人がけがをした。": ("cp932", "euc-jp", "iso2022_jp"),
    "월요일 밤 도시 북쪽의 낡은 전차 차고에서 불이 났다. 세 명이 다쳤다.": ("euc-kr",),
    "Am Montagabend ist im alten Straßenbahndepot ein Feuer ausgebrochen.": ("cp1252", "latin-1"),
    "Lundi soir, un incendie s'est déclaré dans le vieux dépôt des tramways.": ("cp1252", "latin-1"),
    "“We don’t know the cause,” she said – repairs would cost £2 million.": ("cp1252",),
    "Café Müller": ("cp1252", "latin-1"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "encoding"), [(text, name) for text in UNDECLARED for name in UNDECLARED[text]]
)
def test_a_legacy_text_without_a_label_is_read_by_its_letters_and_that_is_said(text, encoding):
    decoded = decode("a.txt", text.encode(encoding))
    assert decoded.text == text
    assert "save the file as UTF-8 to be sure" in decoded.problems[0].message


@pytest.mark.parametrize(
    ("label", "encoding", "words"),
    [
        ("gb2312", "gbk", "镕玥"),
        ("x-gbk", "gbk", "镕玥"),
        ("Shift_JIS", "cp932", "㈱髙①"),
        ("x-sjis", "cp932", "㈱髙①"),
        ("euc-kr", "cp949", "펲똠"),
        ("iso-8859-9", "cp1254", "“ışık”"),
        ("tis-620", "cp874", "“ไฟไหม้”"),
        ("iso-8859-1", "cp1252", "“café”"),
    ],
)
def test_a_label_means_what_browsers_take_it_for(label, encoding, words):
    page = f'<meta charset="{label}"><p>{words}'
    assert decode("a.html", page.encode(encoding)) == Decoded(
        page, codecs.lookup(_LARGER.get(encoding, encoding)).name
    )


@pytest.mark.parametrize(
    "head",
    [
        '<?xml version="1.0" encoding="windows-1251"?><html>',
        f"<style>{'p{color:red}' * 900}</style><meta charset=windows-1251>",
        "<!-- <meta charset=koi8-r> --><meta charset=windows-1251>",
        "Content-Type: text/plain;\n charset=windows-1251\n\n",
    ],
)
def test_a_label_is_found_wherever_it_stands(head):
    text = f"{head}Мост закрыт."
    assert decode("a.html", text.encode("cp1251")).text == text


@pytest.mark.parametrize(
    ("label", "encoding", "text"),
    [
        ("utf-8", "cp1251", "В понедельник в старом депо начался пожар, но никто не пострадал."),
        ("iso-8859-1", "cp1251", "В понедельник в старом депо начался пожар, но никто не пострадал."),
        ("koi8-r", "cp1251", "В понедельник в старом депо начался пожар, но никто не пострадал."),
        ("gb2312", "big5", "星期一晚上，城北的舊電車車庫發生火災。三人受傷。"),
    ],
)
def test_a_wrong_label_is_noticed_and_said(label, encoding, text):
    page = f'<meta charset="{label}"><p>{text}'
    decoded = decode("a.html", page.encode(encoding))
    assert decoded.text == page
    assert f"though it says {label}" in decoded.problems[0].message


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", ["仓库起火。\n两人受伤。", "Пожар на складе. Двое ранены.", "ไฟไหม้อู่รถ มีผู้บาดเจ็บสามคน"]
)
def test_utf16_without_a_mark_is_read_in_every_script(encoding, text):
    assert decode("a.txt", text.encode(encoding)).text == text


def test_a_page_that_is_no_utf8_is_read_as_it_says():
    page = '<meta charset="windows-1251"><p>Мост закрыт.'
    assert decode("a.html", page.encode("cp1251")).text == page


@pytest.mark.parametrize("charset", ["base64", "rot13", "no-such", "utf-7"])
def test_a_page_cannot_name_a_codec_that_is_no_character_set(charset):
    assert decode("a.html", f'<meta charset="{charset}"><p>caf\xe9'.encode("cp1252")).text.endswith("café")


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "PNG"),
        (b"\xff\xd8\xff\xe0" + bytes(range(256)) * 9, "JPEG"),
        (b"PK\x03\x04" + bytes(range(256)) * 9, "ZIP"),
        (b"%PDF-1.7\n1 0 obj\n", "PDF"),
        (b"{\\rtf1\\ansi Hello}", "rich-text"),
        (b"\x00\x00\x00\x20ftypisom" + bytes(90), "film"),
        (bytes(range(256)) * 20, "binary"),
    ],
)
def test_what_is_no_text_is_lost_and_named(raw, kind):
    decoded = decode("a.txt", raw)
    assert decoded.lost
    assert kind in decoded.problems[0].message


def test_a_text_that_begins_like_a_sound_file_is_text():
    assert decode("a.txt", b"ID3 is a way to write titles into sound files.").text.startswith("ID3 is")


@pytest.mark.parametrize("raw", [b"", b" \r\n\t\n"])
def test_an_empty_file_is_lost_and_says_so(raw):
    decoded = decode("a.txt", raw)
    assert decoded.lost
    assert "empty" in decoded.problems[0].message


def test_control_characters_stay_and_are_told():
    decoded = decode("a.txt", b"One line.\nA br\x00ken w\x07rd.\n")
    assert decoded.text == "One line.\nA br\x00ken w\x07rd.\n"
    assert decoded.problems[0].line == 2
    assert "a NUL stands in the text and 1 more" in decoded.problems[0].message


@pytest.mark.parametrize(("text", "line"), [("a\nb\nc", 3), ("a\r\nb\r\nc", 3), ("a\rb\rc", 3)])
def test_lines_are_counted_whatever_ends_them(text, line):
    assert line_of(text, text.index("c")) == line
